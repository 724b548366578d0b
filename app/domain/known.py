"""What is known of the people in a lead, from its own activities and from the company's lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

import msgspec

from app.domain.activity import Activity, Kind
from app.domain.answers import Purpose
from app.domain.asked_for import AskedFor
from app.domain.lead import Channel, Consent, Lead
from app.domain.listings import REGISTRIES, Listing, ListKind, answered_spans, reaches_others
from app.domain.numbers import phone_key
from app.domain.outcome import is_attempt
from app.domain.spans import Span

# named here: to look a member up in its class takes longer than to compare with it
_SAID_PLACE: Final = Kind.SAID_PLACE
_SOLICIT: Final = Purpose.SOLICIT
_CALL_OR_TEXT = frozenset({Channel.CALL, Channel.TEXT})
_NUMBER_DEAD = frozenset({Kind.WRONG_NUMBER, Kind.DISCONNECTED, Kind.BOUNCED})
_WITHDRAWS = {Kind.OPTED_OUT: Channel.EMAIL, Kind.STOP: Channel.TEXT}
#: what a borrower said about one channel, whenever they said it; the last word counts
CONSENT_SAID = {Kind.CONSENTED: Consent.GIVEN, Kind.WITHDREW: Consent.WITHDRAWN}
#: activities after which a channel may be closed for good, or open again
CLOSING = frozenset({*_NUMBER_DEAD, *_WITHDRAWS, *CONSENT_SAID, Kind.FAILED, Kind.DO_NOT_CALL})


class Known(msgspec.Struct, frozen=True):
    """`attempts`: begin of every call and text to the person, by anybody, sorted. `solicits`: those of them that
    nobody had asked for (what keeps a promise, answers within a day or is a loan's business is left out). `dead`:
    numbers and addresses that reach nobody. `no_texts_to`: numbers a text failed at. `said_state`: the state the
    borrower last said they are in. `listed`: the company's own list forbids calls and texts to the person;
    `do_not_call`: it does, or the person did. `listings`: the lists that the lead's numbers are on. `litigator`: one
    that forbids calls and texts for good. `registered`: numbers nobody may call unasked, but in `answered` spans (UTC
    seconds), where the borrower asked. `asked`: what they asked for last, and whether a loan is under way.
    """

    attempts: tuple[datetime, ...] = ()
    solicits: tuple[datetime, ...] = ()
    dead: frozenset[str] = frozenset()
    no_texts_to: frozenset[str] = frozenset()
    do_not_call: bool = False
    listed: bool = False
    consent: dict[Channel, Consent] = msgspec.field(default_factory=dict)
    said_state: str = ""
    listings: tuple[Listing, ...] = ()
    litigator: Listing | None = None
    registered: dict[str, Listing] = msgspec.field(default_factory=dict)
    answered: tuple[Span, ...] = ()
    asked: AskedFor = msgspec.field(default_factory=AskedFor)

    def is_answered(self, at: int) -> bool:
        """Return whether something the borrower did answers for an unasked call at an instant (UTC seconds)."""
        return any(start <= at < end for start, end in self.answered)


def known_of(
    lead: Lead,
    activities: Sequence[Activity],
    *,
    elsewhere: Iterable[datetime] = (),
    listed: bool = False,
    listings: Sequence[Listing] = (),
) -> Known:
    """Gather what is known from standing activities, calls and texts made elsewhere, and the company's lists.

    `activities` are standing ones (retractions gone), in order. `elsewhere` are calls and texts to the same
    person on other leads or by other officers. Several borrowers of one lead are taken together here: the
    strictest of them decides. A registry's entry is about one number and closes that one, a person who sues callers
    is not called at any.
    """
    screened = _screened(lead, listings) if listings else _UNLISTED
    attempts: list[datetime] = []
    solicits: list[datetime] = []
    dead = set(screened.dead)
    no_texts_to: set[str] = set()
    consent = _consent_on_file(lead)
    said_state, do_not_call = "", listed
    asked = AskedFor()
    for a in activities:
        kind = a.kind
        if kind in CLOSING:
            _close(lead, a, dead, no_texts_to, consent)
            do_not_call = do_not_call or kind is Kind.DO_NOT_CALL
        elif kind is _SAID_PLACE:
            said_state = a.place
        if is_call_or_text(a):
            attempts.append(a.began_at)
            if asked.purpose_of(a.channel or Channel.CALL, a.began_at)[0] is _SOLICIT:
                solicits.append(a.began_at)
        asked.follow(a)
    others = list(elsewhere)
    return Known(
        attempts=tuple(sorted(attempts + others)),
        solicits=tuple(sorted(solicits + others)),
        dead=frozenset(dead),
        no_texts_to=frozenset(no_texts_to),
        do_not_call=do_not_call,
        listed=listed,
        consent=consent,
        said_state=said_state,
        listings=screened.listings,
        litigator=screened.litigator,
        registered=screened.registered,
        answered=answered_spans(lead, activities) if screened.registered else (),
        asked=asked,
    )


def _close(
    lead: Lead, activity: Activity, dead: set[str], no_texts_to: set[str], consent: dict[Channel, Consent]
) -> None:
    """Note what an activity closes, or a consent given opens."""
    kind = activity.kind
    if kind in _NUMBER_DEAD:
        dead.update(_tried(lead, activity))
    elif kind is Kind.FAILED:
        no_texts_to.update(_tried(lead, activity))
    elif kind in _WITHDRAWS:
        consent[_WITHDRAWS[kind]] = Consent.WITHDRAWN
    elif kind in CONSENT_SAID and activity.channel is not None:
        consent[activity.channel] = CONSENT_SAID[kind]


class _Screened(msgspec.Struct, frozen=True):
    """What the lists say of a lead's numbers, whatever happened to it."""

    listings: tuple[Listing, ...] = ()
    dead: frozenset[str] = frozenset()
    litigator: Listing | None = None
    registered: dict[str, Listing] = msgspec.field(default_factory=dict)


_UNLISTED = _Screened()


def _screened(lead: Lead, listings: Sequence[Listing]) -> _Screened:
    """Sort the entries that are about this lead's numbers by what they forbid; of two registries the first is named."""
    dead: set[str] = set()
    registered: dict[str, Listing] = {}
    kept: list[Listing] = []
    for phone in lead.phones:
        key = phone_key(phone.number)
        for listing in (one for one in listings if one.number == key):
            kept.append(listing)
            if reaches_others(listing, lead):
                dead.add(phone.number)
            if listing.kind in REGISTRIES:
                registered.setdefault(phone.number, listing)
    litigator = next((one for one in kept if one.kind is ListKind.LITIGATOR), None)
    return _Screened(tuple(kept), frozenset(dead), litigator, registered)


def is_call_or_text(activity: Activity) -> bool:
    """Return whether the activity is an officer's call or text, the things a cap counts."""
    return is_attempt(activity.kind) and activity.channel in _CALL_OR_TEXT


def _tried(lead: Lead, activity: Activity) -> list[str]:
    if activity.number:
        return [activity.number]
    if activity.kind is Kind.BOUNCED:
        return list(lead.emails[:1])
    return [p.number for p in lead.phones[:1]]


_SAID_NOTHING = dict.fromkeys(Channel, Consent.NOT_GIVEN)
_STRICTEST_FIRST = (Consent.WITHDRAWN, Consent.NOT_GIVEN, Consent.GIVEN)


def _consent_on_file(lead: Lead) -> dict[Channel, Consent]:
    """Return per channel the strictest thing any borrower of the lead said."""
    if not any(person.consent for person in lead.borrowers):
        return dict(_SAID_NOTHING)
    out: dict[Channel, Consent] = {}
    for channel in Channel:
        said = [person.consent.get(channel, Consent.NOT_GIVEN) for person in lead.borrowers]
        out[channel] = min(said, key=_STRICTEST_FIRST.index)
    return out
