"""Whether a contact is allowed now, and if not, when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from app.domain.answers import Allowed, Blocked, Code, Purpose, Reason
from app.domain.known import Known
from app.domain.lead import Channel, Consent, Lead
from app.domain.listings import Listing
from app.domain.officer import Officer
from app.domain.places import Place, property_state
from app.domain.rule_book import CompanyRules, ContactRules, Law
from app.domain.rule_rows import Cap, free_at
from app.domain.spans import instant, moment
from app.domain.zone_clock import DAY_S

__all__ = [
    "COMPANY",
    "Allowed",
    "Blocked",
    "Cap",
    "Code",
    "CompanyRules",
    "ContactRules",
    "Purpose",
    "Reason",
    "capped_reason",
    "citations",
    "closed_for_good",
    "closed_last_by",
    "closed_numbers",
    "holds_until",
    "may_contact",
    "missing_licence",
    "on_registry",
]

ALLOWED = Allowed()
_QUARTER_S = 900
#: in UTC seconds, later than all that is asked about
_EVER = 1 << 33
# named here: to look a member up in its class takes longer than to compare with it
_TEXT: Final = Channel.TEXT
_EMAIL: Final = Channel.EMAIL
_CALL: Final = Channel.CALL
_NOT_GIVEN: Final = Consent.NOT_GIVEN
_GIVEN: Final = Consent.GIVEN
_WITHDRAWN: Final = Consent.WITHDRAWN
_SOLICIT: Final = Purpose.SOLICIT
#: who asked a company not to be called is asked by nobody of it any more, whatever the hour
_DO_NOT_CALL = ("US", "47 CFR 64.1200(d)")
#: who is on the national list is not called unasked; a state's list rests on the state's own law
_REGISTERED = ("US", "47 CFR 64.1200(c)(2)")
#: consent to be called and texted, and its revocation; messages after an opt-out; who may originate a loan in a state
_CONSENT = ("US", "47 CFR 64.1200(a)(1)")
_REVOKED = ("US", "47 CFR 64.1200(a)(10)")
_OPTED_OUT = ("US", "15 USC 7704(a)(4)")
_LICENSED = ("US", "12 USC 5103(a)")
COMPANY = "company"
_OWN = {Code.CAP: "own cap", Code.EMERGENCY: "emergency switch"}
#: what the rows of the hours have a say in
_OF_HOURS = frozenset({Code.HOURS, Code.NO_CALLS_THAT_DAY, Code.HOLIDAY})


def may_contact(
    rules: ContactRules,
    lead: Lead,
    known: Known,
    officer: Officer,
    channel: Channel,
    at: datetime,
    purpose: Purpose = Purpose.SOLICIT,
    *,
    named_time: bool = False,
) -> Allowed | Blocked:
    """Return whether the officer may contact the lead's people on a channel at an instant (aware), and if not, when.

    E-mails ask for consent, an address and the licence only. Do-not-call stands even at a time the borrower named:
    a person who wants calls again says so, and the entry is taken back. A registry closes unasked contacts alone.
    """
    second, unasked = instant(at), purpose is _SOLICIT
    bar = closed_for_good(lead, known, channel)
    bar = bar or _closed_then(rules, lead, known, officer, channel, at, second if unasked else None)
    if bar:
        return Blocked(bar, None)
    if channel is _EMAIL:
        return ALLOWED
    place = rules.place(lead, known)
    law = rules.law(place, channel, purpose, named_time=named_time)
    first = _first_allowed(law, known, at, second)
    if first is at:
        return ALLOWED
    reason = _why(rules, law, place, channel, second, purpose, named_time=named_time)
    if first and _closed_then(rules, lead, known, officer, channel, first, instant(first) if unasked else None):
        first = None
    return Blocked(reason, first)


def holds_until(
    rules: ContactRules,
    lead: Lead,
    known: Known,
    officer: Officer,
    channel: Channel,
    at: datetime,
    answer: Allowed | Blocked,
    purpose: Purpose = Purpose.SOLICIT,
    *,
    named_time: bool = False,
) -> datetime:
    """Return until when `may_contact` goes on to answer as it did `at` an instant, its reason too, by time alone.

    What a day closes begins and ends with a quarter of an hour in every zone, and is looked at again then. The purpose
    and whether they named the time are taken to stay.
    """
    second = instant(at)
    ends = [moment(edge) for span in known.answered for edge in span] if known.registered else []
    if isinstance(answer, Blocked) or any((officer.licences or {}).values()):
        ends.append(moment((second // _QUARTER_S + 1) * _QUARTER_S))
    if isinstance(answer, Blocked):
        ends += [answer.until] if answer.until is not None else []
    elif channel is not _EMAIL:
        law = rules.law(rules.place(lead, known), channel, purpose, named_time=named_time)
        turns = (law.hours.closes_at(second), law.turn_after(second))
        ends += [moment(turn) for turn in turns if turn is not None and turn < _EVER]
    return min((end for end in ends if end > at), default=moment(_EVER))


def closed_last_by(
    rules: ContactRules,
    lead: Lead,
    known: Known,
    channel: Channel,
    at: datetime,
    blocked: Blocked,
    purpose: Purpose = Purpose.SOLICIT,
    *,
    named_time: bool = False,
) -> Reason | None:
    """Return what else keeps a contact that is asked for `at` closed until `until`; None for nothing else.

    A contact may be closed by the hour now, and by a holiday, a Sunday or the cap when the hour has come. Of several
    the last one, and hours only where nothing else has a say: that it is night is the least of what one asks.
    """
    if blocked.until is None:
        return None
    place = rules.place(lead, known)
    law = rules.law(place, channel, purpose, named_time=named_time)
    opens = instant(blocked.until)
    # the hour at which it opens, on each day before; the last second tells of what ends with it
    for second in (*range(opens - DAY_S, instant(at), -DAY_S), opens - 1):
        found = _why(rules, law, place, channel, second, purpose, named_time=named_time)
        if found != blocked.reason and (found.code is not Code.HOURS or second == opens - 1):
            return found
    return None


def _why(
    rules: ContactRules, law: Law, place: Place, channel: Channel, at: int, purpose: Purpose, *, named_time: bool
) -> Reason:
    """Return what closes a second that is closed."""
    if law.hours.is_open(at):
        return capped_reason(rules, place, purpose, at)
    return rules.why_closed(place, channel, at, purpose, named_time=named_time)


def _closed_then(
    rules: ContactRules,
    lead: Lead,
    known: Known,
    officer: Officer,
    channel: Channel,
    at: datetime,
    unasked_at: int | None,
) -> Reason | None:
    """Return what closes the channel at an instant whatever the hour: a registry, or a licence that is missing.

    `unasked_at` is that instant in UTC seconds for an unasked contact, which alone a registry closes.
    """
    closed = None
    if unasked_at is not None and known.registered and not known.is_answered(unasked_at):
        closed = on_registry(lead, known, channel)
    return closed or missing_licence(rules, lead, officer, at)


def closed_for_good(lead: Lead, known: Known, channel: Channel) -> Reason | None:
    """Return why no time will open the channel: do-not-call, consent, or no number or address that works."""
    if channel is not _EMAIL and known.do_not_call:
        return Reason(Code.DO_NOT_CALL)
    if channel is not _EMAIL and known.litigator is not None:
        return Reason(Code.DO_NOT_CALL, detail=known.litigator.words)
    said = known.consent.get(channel, _NOT_GIVEN)
    if said is _WITHDRAWN:
        return Reason(Code.CONSENT, detail=f"withdrawn {channel}")
    needs_it = channel is _TEXT or (channel is _CALL and lead.consent_required)
    if needs_it and said is not _GIVEN:
        return Reason(Code.CONSENT, detail=channel.value)
    if not _is_reachable(lead, known, channel):
        return Reason(Code.NO_ADDRESS if channel is _EMAIL else Code.NO_NUMBER, detail=channel.value)
    return None


def on_registry(lead: Lead, known: Known, channel: Channel) -> Reason | None:
    """Return the registry that leaves no number for an unasked contact, None when one may be used for it.

    Express consent to the channel is permission whatever the registry says; one number that is on none is enough.
    """
    closed = _registered_for(known, channel)
    shut = _shut(known, channel)
    usable = [phone.number for phone in lead.phones if phone.number not in shut] if closed else []
    if not usable or any(number not in closed for number in usable):
        return None
    first = closed[usable[0]]
    state, citation = (first.state, "") if first.state else _REGISTERED
    return Reason(Code.DO_NOT_CALL, state, first.words, citation)


def closed_numbers(known: Known, channel: Channel, at: datetime) -> Mapping[str, Listing]:
    """Return the numbers a registry closes to an unasked contact at an instant, and the entry that does."""
    return {} if known.is_answered(instant(at)) else _registered_for(known, channel)


def _registered_for(known: Known, channel: Channel) -> Mapping[str, Listing]:
    if channel is _EMAIL or known.consent.get(channel) is _GIVEN:
        return {}
    return known.registered


def _is_reachable(lead: Lead, known: Known, channel: Channel) -> bool:
    """Return whether any borrower has a number or address on the channel that is not known to reach nobody."""
    if channel is _EMAIL:
        return any(email not in known.dead for email in lead.emails)
    shut = _shut(known, channel)
    for person in (lead.borrower, *lead.co_borrowers):
        for phone in person.phones:
            if phone.number not in shut:
                return True
    return False


def _shut(known: Known, channel: Channel) -> frozenset[str]:
    return known.dead | known.no_texts_to if channel is _TEXT else known.dead


def citations(
    rules: ContactRules, place: Place, at: int, channel: Channel = Channel.CALL, reason: Reason | None = None
) -> list[tuple[str, str]]:
    """Return (state, citation) of what decides: of every row asked, the federal one first, unless `reason` tells of
    something else that blocks. `COMPANY` stands for a state where the company's own rule decides. None for e-mails,
    which no row binds, nor where there is no number or address: that is no rule's doing.
    """
    if reason is None or reason.code in _OF_HOURS:
        return [(row.state, row.citation) for row in rules.in_force(place, at, channel)]
    if reason.citation:
        return [(reason.state, reason.citation)]
    match reason.code:
        case Code.DO_NOT_CALL:
            list_of = (reason.state, "do-not-call list") if reason.state else (COMPANY, "own list")
            return [list_of] if reason.detail else [_DO_NOT_CALL]
        case Code.CONSENT:
            withdrawn, _, things = reason.detail.rpartition(" ")
            return [_OPTED_OUT if things == _EMAIL else _REVOKED] if withdrawn else [_CONSENT]
        case Code.LICENCE:
            return [_LICENSED]
        case Code.CAP | Code.EMERGENCY:
            return [(COMPANY, _OWN[reason.code])]
        case _:
            return []


def _first_allowed(law: Law, known: Known, at: datetime, second: int) -> datetime | None:
    """Return the first instant from `at`, which is in that second, on that windows and cap both allow; None for none.

    `at` itself comes back as the same object, any other one in UTC.
    """
    while True:
        opened = law.hours.next_open(second)
        if opened is None:
            return None
        if opened != second:
            at = moment(opened)
        cap = law.cap_at(opened)
        if cap is None:
            return at
        counted = known.attempts if cap.counts_all else known.solicits
        if len(counted) < cap.count:
            return at
        # a wall clock's arithmetic would lose an hour on the nights it is changed
        asked = at.astimezone(UTC)
        free = free_at(counted, asked, cap.count, timedelta(hours=cap.hours))
        if free == asked:
            return at
        at, second = free, instant(free)
        turn = law.turn_after(opened)
        if second >= turn:
            # another cap holds from then on, which may leave room sooner
            at, second = moment(turn), turn


def capped_reason(rules: ContactRules, place: Place, purpose: Purpose, at: int) -> Reason:
    """Return the cap on a purpose as the reason it closes a second (UTC); asked only where one binds it."""
    cap = rules.cap_for(place, purpose, at)
    assert cap is not None  # noqa: S101 - nothing else blocks an open second
    row = rules.capping_row(place, purpose, at)
    return Reason(Code.CAP, row.state if row else "", f"{cap.count} in {cap.hours} h", row.citation if row else "")


def missing_licence(rules: ContactRules, lead: Lead, officer: Officer, at: datetime) -> Reason | None:
    """Return the licence that is missing; one never recorded, or a property nobody can place, blocks nothing."""
    if officer.licences is None:
        return None
    state = property_state(rules.gazetteer, lead)
    if not state:
        return None
    if state not in officer.licences:
        return Reason(Code.LICENCE, state)
    last_day = officer.licences[state]
    # a licence runs out at midnight in the state that gave it
    if last_day is None or at.astimezone(ZoneInfo(rules.gazetteer.states[state][0])).date() <= last_day:
        return None
    return Reason(Code.LICENCE, state, last_day.isoformat())
