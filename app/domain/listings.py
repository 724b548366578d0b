"""Lists of numbers a company holds against its leads: registries, people who sue callers, numbers given to others."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

import msgspec

from app.domain.activity import Activity, Kind
from app.domain.lead import Lead
from app.domain.spans import Span, instant

#: a registry asks to be looked at again within 31 days (16 CFR 310.4(b)(3)(iv))
STALE_AFTER = timedelta(days=31)
#: how long a borrower's own inquiry answers for a call that a registry would forbid
INQUIRY_MONTHS = 3
#: by what it does, in front of the screen and in the answers
INQUIRY_CITATIONS = ("47 CFR 64.1200(f)(5)", "16 CFR 310.2(q)")
#: an answer to what they said or wrote is asked for that long (domain page, section 5: purpose)
REPLY_S = 24 * 3600
#: the last clock of the United States on which a day ends is eleven hours behind UTC
_LAST_CLOCK = time(11, tzinfo=UTC)


class ListKind(StrEnum):
    """Whose list it is."""

    NATIONAL = "national"
    STATE = "state"
    LITIGATOR = "litigator"
    REASSIGNED = "reassigned"


#: these ask that nobody calls unasked; whoever inquired asked
REGISTRIES = (ListKind.NATIONAL, ListKind.STATE)


class Listing(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One number on one list. `number` is its `phone_key`, `as_of` the day the list was true.

    `state` is whose list it is, "" for a list of the whole country. `gone_on` is the day a reassigned number was
    cut off for good, where the list says it.
    """

    number: str
    kind: ListKind
    as_of: date
    state: str = ""
    gone_on: date | None = None

    @property
    def words(self) -> str:
        """Return which list: "national list of 2026-11-01", "TX state list of 2026-11-01"."""
        whose = f"{self.state} {self.kind}" if self.state else self.kind.value
        return f"{whose} list of {self.as_of}"


def days_old(as_of: date, today: date) -> int:
    """Return a list's age in whole days; one that is of tomorrow elsewhere is as new as can be."""
    return max(0, (today - as_of).days)


def is_stale(as_of: date, today: date) -> bool:
    """Return whether a list is too old to rely on."""
    return today - as_of > STALE_AFTER


def reaches_others(listing: Listing, lead: Lead) -> bool:
    """Return whether the number is somebody else's by now than the one who gave it with this lead.

    Who gave it once that day was over, in the whole country, gave a number of theirs.
    """
    if listing.kind is not ListKind.REASSIGNED:
        return False
    return lead.received_at < datetime.combine((listing.gone_on or listing.as_of) + timedelta(days=1), _LAST_CLOCK)


def answered_spans(lead: Lead, activities: Iterable[Activity]) -> tuple[Span, ...]:
    """Return when a registry forbids nothing because the borrower came to us; each begins at what they did.

    Three months from each inquiry, but where the source sells people who never inquired with us (`consent_required`);
    and a day from what they said or wrote.
    """
    inquiries = [lead.received_at]
    replies = []
    for activity in activities:
        if activity.kind is Kind.INQUIRED_AGAIN:
            inquiries.append(activity.began_at)
        elif activity.kind in (Kind.INBOUND, Kind.REPLIED):
            replies.append(instant(activity.began_at))
    spans = [(at, at + REPLY_S) for at in replies]
    if not lead.consent_required:
        spans += [(instant(at), instant(_months_later(at, INQUIRY_MONTHS))) for at in inquiries]
    return tuple(sorted(spans))


def _months_later(at: datetime, months: int) -> datetime:
    """Return the same day of a later month, or its last where it has no such day."""
    year, month = divmod(at.year * 12 + at.month - 1 + months, 12)
    return at.replace(year=year, month=month + 1, day=min(at.day, monthrange(year, month + 1)[1]))
