"""The phone system's records taken in: kept where they are of leads, matched with what was logged, told to no desk."""

from __future__ import annotations

import hmac
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial

import msgspec

from app.domain.activity import standing
from app.domain.call_matching import CallRecord, Logged, matched
from app.domain.case import channel_of
from app.domain.clock_grade import ClockGrade, counted_at
from app.domain.lead import Channel, Lead
from app.domain.numbers import email_key, phone_key
from app.domain.outcome import is_attempt
from app.domain.phone_system import PhoneSystem, Span, joined
from app.errors import BadInput
from app.hub.again import again
from app.hub.auditing import OPERATOR, note
from app.hub.people import person_named
from app.hub.ports import HubStore, Rows
from app.hub.records import HeldLead, KeptActivity, Person
from app.leadfiles.call_reports import CallReading, CallRow
from app.protocol.person_hash import number_hash

#: calls in one transaction, or as many as there are to the leads of one number
PART = 500
_ID_LETTERS = 32


class TakenCalls(msgspec.Struct):
    """What became of an export: every row is in one of `left_out`, `rejected`, `not_of_a_lead`, `known`, `recorded`.

    The other counts are of the leads that were called: logged calls that were confirmed, records nobody logged.
    `strangers` are who called, as the file names them, where that is nobody of the company.
    """

    reading: CallReading
    left_out: Counter[str]
    rejected: list[tuple[int, str]]
    not_of_a_lead: int = 0
    known: int = 0
    recorded: int = 0
    confirmed: int = 0
    unlogged: int = 0
    strangers: Counter[str] = Counter()


class _Part(msgspec.Struct):
    """What became of some of its calls."""

    not_of_a_lead: int = 0
    known: int = 0
    recorded: int = 0
    confirmed: int = 0
    unlogged: int = 0
    strangers: Counter[str] = msgspec.field(default_factory=Counter)


def import_calls(store: HubStore, reading: CallReading, now: datetime) -> TakenCalls:
    """Take an export of the whole company in. The same file again changes nothing, but is matched with what desks have
    handed in since, and says of a call who made it where nobody knew.

    Only calls to a lead that was there are kept: who else an officer calls is nobody's business here. Part by part,
    so that desks hand in meanwhile; cut short, it is done again. Which times it covers is noted last.
    """
    taken = TakenCalls(
        reading,
        Counter(row.left_out for row in reading.rows if row.left_out),
        [(row.line, row.reason) for row in reading.rows if row.reason],
        strangers=Counter(),
    )
    calls = [row for row in reading.rows if not row.left_out and not row.reason]
    with store.reading() as rows:
        owners = rows.leads.owners_of(sorted({phone_key(call.number) for call in calls}))
    for n, part in enumerate(_parts(calls, owners)):
        if n:
            store.give_way()
        _count(taken, again(partial(_write, store, part)))
    taken.not_of_a_lead += sum(phone_key(call.number) not in owners for call in calls)
    with store.writing() as rows:
        rows.lock_company()
        if calls:
            began = [call.began_at for call in calls]
            rows.calls.cover(Span(min(began), max(began)), now)
        note(rows, now, OPERATOR, "call records imported", str(taken.recorded))
    return taken


def _parts(calls: Iterable[CallRow], owners: Mapping[str, Sequence[str]]) -> Iterator[list[CallRow]]:
    """Cut the calls to leads into parts of which no two have a lead in common.

    A call is matched with every record of its number, whichever row that is of, and of whichever lead.
    """
    same: dict[str, str] = {}

    def first(lead_id: str) -> str:
        while (other := same.get(lead_id, lead_id)) != lead_id:
            lead_id = other
        return lead_id

    for one, *others in owners.values():
        for other in others:
            if (found := first(other)) != first(one):
                same[found] = first(one)
    together: dict[str, list[CallRow]] = {}
    for call in calls:
        if ids := owners.get(phone_key(call.number)):
            together.setdefault(first(ids[0]), []).append(call)
    part: list[CallRow] = []
    for some in together.values():
        part += some
        if len(part) >= PART:
            yield part
            part = []
    if part:
        yield part


def _count(taken: TakenCalls, part: _Part) -> None:
    taken.not_of_a_lead += part.not_of_a_lead
    taken.known += part.known
    taken.recorded += part.recorded
    taken.confirmed += part.confirmed
    taken.unlogged += part.unlogged
    taken.strangers.update(part.strangers)


def _write(store: HubStore, calls: Sequence[CallRow]) -> _Part:
    with store.writing() as rows:
        rows.lock_company()
        return _take(rows, calls)


def _take(rows: Rows, calls: Sequence[CallRow]) -> _Part:
    part, secret = _Part(), rows.company().person_key
    owners = rows.leads.owners_of(sorted({phone_key(call.number) for call in calls}))
    found_leads = rows.leads.by_ids(sorted({lead_id for ids in owners.values() for lead_id in ids}))
    # nobody is behind a test lead, whose number may be a borrower's
    leads = {lead_id: held for lead_id, held in found_leads.items() if not held.lead.is_test}
    who = _Who(rows.people.all())
    found: dict[str, CallRecord] = {}
    for call in calls:
        there = [leads[one].lead for one in owners.get(phone_key(call.number), ()) if one in leads]
        lead, number = _called(there, call.began_at), number_hash(secret, call.number)
        if lead is None or number is None:
            part.not_of_a_lead += 1
            continue
        officer_id = who.called(call)
        if officer_id is None:
            # never a number: where a file tells no direction it may be the borrower's
            part.strangers[next((said for said in call.said_by if not phone_key(said)), "nobody named")] += 1
        said = (call.call_id,) if call.call_id else (call.began_at.isoformat(), *call.said_by)
        record_id = _hashed(secret, phone_key(call.number), *said)
        part.known += record_id in found
        found[record_id] = CallRecord(
            record_id=record_id,
            number=number,
            began_at=call.began_at,
            seconds=call.seconds,
            lead_id=lead.lead_id,
            officer_id=officer_id,
        )
    new = rows.calls.add(list(found.values()))
    part.recorded, part.known = len(new), part.known + len(found) - len(new)
    _match(rows, leads, found, part)
    return part


def _match(rows: Rows, leads: dict[str, HeldLead], found: Mapping[str, CallRecord], part: _Part) -> None:
    """Match all records of some leads anew: what was handed in late finds its record, what was taken back leaves it.

    Who made a call of which nobody knew that is taken from what was `found` this time.
    """
    secret = rows.company().person_key
    kept_records = [record for many in rows.calls.of_leads(sorted(leads)).values() for record in many]
    records = [
        record if record.officer_id or record.record_id not in found else _made_by(record, found[record.record_id])
        for record in kept_records
    ]
    kept = rows.activities.of_leads(sorted(leads))
    logged = [call for lead_id, many in kept.items() for call in _logged(secret, leads[lead_id].lead, many)]
    won = matched(logged, records)
    lead_of = {call.activity_id: call.lead_id for call in logged}
    changed: list[CallRecord] = []
    for before, record in zip(kept_records, records, strict=True):
        activity_id = won.get(record.record_id)
        if activity_id != record.activity_id:
            lead_id = lead_of.get(activity_id or "", record.lead_id)
            changed.append(msgspec.structs.replace(record, activity_id=activity_id, lead_id=lead_id))
        elif record is not before:
            changed.append(record)
    rows.calls.put_all(changed)
    part.confirmed, part.unlogged = len(won), len(records) - len(won)


def _made_by(record: CallRecord, told: CallRecord) -> CallRecord:
    return msgspec.structs.replace(record, officer_id=told.officer_id)


def _logged(secret: bytes, lead: Lead, kept: Iterable[KeptActivity]) -> Iterable[Logged]:
    """Return the calls that were logged of a lead, each at the time it counts at by the grade of its clock."""
    clocks = {one.activity.activity_id: one.clock for one in kept}
    numbers = frozenset(filter(None, (number_hash(secret, phone.number) for phone in lead.phones)))
    for activity in standing([one.activity for one in kept]):
        if not is_attempt(activity.kind) or channel_of(activity) is not Channel.CALL:
            continue
        clock = clocks[activity.activity_id]
        tried = number_hash(secret, activity.number) if activity.number else None
        yield Logged(
            activity_id=activity.activity_id,
            lead_id=lead.lead_id,
            officer_id=activity.actor_id,
            numbers=numbers if tried is None else frozenset({tried}),
            at=counted_at(activity, clock, lead.received_at),
            is_loose=activity.back_dated or (clock is not None and clock.grade is ClockGrade.POOR),
        )


def phone_system(rows: Rows, lead_ids: Sequence[str], at: datetime | None = None) -> PhoneSystem:
    """Return what the phone system knew of the calls to some leads by an instant, None for all."""
    records = [record for many in rows.calls.of_leads(lead_ids).values() for record in many]
    by_then = [record for record in records if at is None or record.began_at <= at]
    unlogged: dict[str, list[str]] = {}
    for record in by_then:
        if record.activity_id is None and record.officer_id is not None:
            unlogged.setdefault(record.lead_id, []).append(record.officer_id)
    with rows.beyond_the_fence():
        covered, personal = rows.calls.covered(), rows.calls.personal()
    return PhoneSystem(
        confirmed=frozenset(record.activity_id for record in by_then if record.activity_id is not None),
        covered=joined(covered),
        personal=personal,
        unlogged=unlogged,
    )


def set_personal(store: HubStore, name: str, since: datetime | None, why: str, now: datetime) -> Person:
    """Note that somebody calls from a phone of their own from an instant on, or with None that they do so no more.

    Raises BadInput for nobody, and without a reason: such calls are in no share of anybody's.
    """
    if not why.strip():
        raise BadInput("A phone of one's own is noted with a reason.", "Say it with --why.")
    with store.writing() as rows:
        rows.lock_company()
        person = person_named(rows, name)
        open_now = any(span.end is None for span in rows.calls.personal().get(person.person_id, ()))
        if (since is not None) is open_now:
            raise BadInput(f"That is noted of {person.name} already.", "hub calls personal NAME on or off changes it.")
        if since is None:
            rows.calls.end_personal(person.person_id, now)
        else:
            rows.calls.begin_personal(person.person_id, since)
        what = "calls by the company's phone" if since is None else "calls from a phone of their own"
        note(rows, now, OPERATOR, f"{what}: {why.strip()}", person.person_id)
        return person


class _Who:
    """Tells who called by what a row says: a mail address, a name, or the number called from."""

    def __init__(self, people: Iterable[Person]) -> None:
        known: dict[str, set[str]] = {}
        for person in people:
            officer = person.officer
            for key in (email_key(officer.email), phone_key(officer.phone), officer.name.casefold()):
                if key:
                    known.setdefault(key, set()).add(person.person_id)
        # a name or number of two people is nobody's
        self._known = {key: next(iter(ids)) for key, ids in known.items() if len(ids) == 1}

    def called(self, call: CallRow) -> str | None:
        keys = (key for said in call.said_by for key in (email_key(said), said.casefold(), phone_key(said)))
        return next((self._known[key] for key in keys if key in self._known), None)


def _called(leads: Iterable[Lead], began_at: datetime) -> Lead | None:
    """Return which of the leads of a number was called: the newest there was by then, None before the first."""
    there = [lead for lead in leads if lead.received_at <= began_at]
    return max(there, key=lambda lead: (lead.received_at, lead.lead_id), default=None)


def _hashed(secret: bytes, *said: str) -> str:
    return hmac.digest(secret, "\x1f".join(("call", *said)).encode(), "sha256").hex()[:_ID_LETTERS]
