"""Which numbers of a lead are on lists, told as keyed hashes, and read against the lead that has the numbers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec

from app.domain.lead import Lead
from app.domain.listings import Listing, ListKind
from app.domain.numbers import phone_key
from app.protocol.person_hash import number_hash

_KINDS = {kind.value: kind for kind in ListKind}
_ORDER = {kind: n for n, kind in enumerate(ListKind)}


class ListedNumber(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One number on one list; `kind` is a word of `ListKind`, or one that a newer hub knows."""

    number_hash: bytes
    kind: str
    as_of: date
    state: str = ""
    gone_on: date | None = None


def listings_of(secret: bytes, lead: Lead, listed: Iterable[ListedNumber]) -> tuple[Listing, ...]:
    """Return what the lists say of a lead's numbers, in an order desk and hub agree on; unknown kinds are left out."""
    told = list(listed)
    if not told or not secret:
        return ()
    keys = {number_hash(secret, phone.number): phone_key(phone.number) for phone in lead.phones}
    found = [
        Listing(
            number=keys[one.number_hash], kind=_KINDS[one.kind], as_of=one.as_of, state=one.state, gone_on=one.gone_on
        )
        for one in told
        if one.number_hash in keys and one.kind in _KINDS
    ]
    return tuple(sorted(found, key=lambda listing: (_ORDER[listing.kind], listing.state, listing.number)))
