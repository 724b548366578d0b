"""Marketing's own steps: handed out once each to whom they go, and what became of them taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

import msgspec

from app.domain.activity import Activity, Kind
from app.domain.contact_rules import ContactRules
from app.domain.ids import new_id
from app.domain.lead import Channel, Lead
from app.domain.marketing_steps import MarketingStep, Result, Touch, says_more, steps_due
from app.domain.numbers import email_key
from app.hub.assigning import tell_changed
from app.hub.auditing import OPERATOR, note
from app.hub.gathering import ALL_DAYS, facts_of, period_of
from app.hub.people import person_named
from app.hub.playbooks import leaves_steps_to_marketing
from app.hub.ports import HubStore, Rows
from app.hub.records import HeldLead, KeptActivity
from app.hub.said_no import said_no
from app.hub.sums import ScoredSums
from app.leadfiles.batches import OnlyTried
from app.leadfiles.money_reports import MoneyFile, MoneyReading, MoneyRow, read_money_file

_SAYS = {Result.BOUNCED: Kind.BOUNCED, Result.REPLIED: Kind.REPLIED, Result.OPTED_OUT: Kind.OPTED_OUT}


class Handed(msgspec.Struct, frozen=True):
    """A step as it is handed out: under which name it is taken back, whose it is, where it goes."""

    touch_id: str
    lead: Lead
    step: MarketingStep


class Outcome(StrEnum):
    """What became of a row that was given back; each is one of these."""

    TAKEN = "taken"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"


def due(store: HubStore, rules: ContactRules, now: datetime) -> list[tuple[Lead, MarketingStep]]:
    """Return what is due of every lead, also what is withheld; nothing is handed out by it."""
    with store.reading() as rows:
        if not leaves_steps_to_marketing(rows):
            return []
        start = period_of(rows.company().zone, ALL_DAYS, now).start
        return _due_of(rows, rules, rows.leads.received(start, now + timedelta(microseconds=1)), now)


def hand_out(
    store: HubStore, rules: ContactRules, write: Callable[[Sequence[Handed]], None], now: datetime, by: str = ""
) -> list[Handed]:
    """Hand out every step that is due and not withheld, and note it: none of them is handed out again.

    `write` is what takes them away, with names and addresses; where it fails nothing was handed out. Leads are followed
    without a lock, and those with something due once more under it: a borrower may have opted out meanwhile.
    """
    meant = sorted({lead.lead_id for lead, step in due(store, rules, now) if not step.withheld})
    with store.writing() as rows:
        rows.lock_company()
        who = person_named(rows, by).person_id if by else OPERATOR
        held = list(rows.leads.by_ids(meant).values())
        again = [(lead, step) for lead, step in _due_of(rows, rules, held, now) if not step.withheld]
        handed = [Handed(new_id(now), lead, step) for lead, step in again]
        for one in handed:
            rows.touches.add(_touch(one, now))
        if handed:
            note(rows, now, who, "marketing's steps handed out, with whom they go to", str(len(handed)))
            write(handed)
    return handed


def take_back(
    store: HubStore, data: bytes, now: datetime, *, dry_run: bool = False
) -> tuple[MoneyReading, list[tuple[MoneyRow, Outcome, str]]]:
    """Take back what marketing tells of steps it was handed; the same file again changes nothing.

    Raises UnreadableFile for what is none. A bounce, an opt-out and an answer are written into the lead's history and
    told to its holder's desk: they hold for an officer's e-mails as well.
    """
    with store.reading() as rows:
        zone = rows.company().zone
    reading = read_money_file(data, MoneyFile.STEPS, zone=zone)
    lines: list[tuple[MoneyRow, Outcome, str]] = []
    with suppress(OnlyTried), store.writing() as rows:
        rows.lock_company()
        touches = rows.touches.by_ids(sorted({row.touch_id for row in reading.rows if row.touch_id}))
        held = rows.leads.by_ids(sorted({touch.lead_id for touch in touches.values()}))
        purged = rows.leads.purged(sorted(held)) if held else set()
        taking = _TakingBack(rows, touches, {k: v for k, v in held.items() if k not in purged}, now)
        lines += [(row, *taking.take(row)) for row in reading.rows]
        if dry_run:
            raise OnlyTried
        if taken := sum(outcome is Outcome.TAKEN for _, outcome, _ in lines):
            note(rows, now, OPERATOR, "marketing's steps taken back", str(taken))
    return reading, lines


def touches_of(touches: Sequence[Touch]) -> list[dict[str, str | None]]:
    """Return marketing's steps of a lead, as `hub lead` tells of them."""
    return [
        {
            "step": one.step_id,
            "channel": one.channel.value,
            "handed_out_at": one.handed_at.isoformat(),
            "result": None if one.result is None else one.result.value,
            "at": None if one.at is None else one.at.isoformat(),
        }
        for one in touches
    ]


def _due_of(rows: Rows, rules: ContactRules, held: list[HeldLead], now: datetime) -> list[tuple[Lead, MarketingStep]]:
    facts = facts_of(rows, held, period_of(rows.company().zone, ALL_DAYS, now), None, now)
    touches = rows.touches.of_leads([one.lead.lead_id for one in held])
    found = [
        (case.lead, step)
        for case in ScoredSums(rules).cases(facts, now)
        for step in steps_due(case, touches.get(case.lead.lead_id, ()))
    ]
    closed = said_no(rows, [lead for lead, _ in found], now)
    return [(lead, step.unless_closed(closed.get(lead.lead_id, frozenset()))) for lead, step in found]


def _touch(one: Handed, now: datetime) -> Touch:
    return Touch(
        touch_id=one.touch_id,
        lead_id=one.lead.lead_id,
        step_id=one.step.step.step_id,
        channel=one.step.step.channel,
        begun_at=one.step.begun_at,
        due_at=one.step.due_at,
        handed_at=now,
    )


class _TakingBack:
    """Rows that were given back, each held against what was handed out."""

    def __init__(self, rows: Rows, touches: dict[str, Touch], held: dict[str, HeldLead], now: datetime) -> None:
        self._rows, self._touches, self._held, self._now = rows, touches, held, now
        self._tz = ZoneInfo(rows.company().zone)

    def take(self, row: MoneyRow) -> tuple[Outcome, str]:
        touch = self._touches.get(row.touch_id)
        why = row.reason or self._unfit(row, touch)
        if why or touch is None or row.result is None:
            return Outcome.REJECTED, why
        if not says_more(row.result, touch.result):
            return Outcome.UNCHANGED, ""
        told = msgspec.structs.replace(touch, result=row.result, at=self._at(row, touch))
        self._touches[touch.touch_id] = told
        self._rows.touches.put(told)
        self._write(told, row)
        return Outcome.TAKEN, ""

    def _unfit(self, row: MoneyRow, touch: Touch | None) -> str:
        if touch is None:
            return "no step was handed out as this"
        if row.result is None:
            return "nothing says what became of it: sent, bounced, opted out, replied or failed"
        if row.day is not None and row.day > self._now.astimezone(self._tz).date():
            return "its day is still to come"
        return ""

    def _at(self, row: MoneyRow, touch: Touch) -> datetime:
        """Return when it happened: at noon of a day that is named, but neither before it was handed out nor later."""
        if row.day is None:
            return self._now
        noon = datetime.combine(row.day, time(12), self._tz)
        return max(touch.handed_at, min(noon.astimezone(self._now.tzinfo), self._now))

    def _write(self, touch: Touch, row: MoneyRow) -> None:
        held, result = self._held.get(touch.lead_id), touch.result
        if held is None or result not in _SAYS or touch.at is None:
            return
        kind = _SAYS[result]
        if kind is Kind.OPTED_OUT and touch.channel is Channel.TEXT:
            kind = Kind.STOP
        activity = Activity(
            activity_id=new_id(self._now),
            lead_id=touch.lead_id,
            kind=kind,
            actor_id="",
            began_at=touch.at,
            logged_at=self._now,
            channel=touch.channel,
            number=_address(held.lead, row, touch.channel),
        )
        self._rows.activities.add(KeptActivity(activity))
        tell_changed(self._rows, held, held.lead, activity, self._now)


def _address(lead: Lead, row: MoneyRow, channel: Channel) -> str:
    """Return the lead's own address that the row names; a row may name anybody's."""
    if channel is not Channel.EMAIL:
        return ""
    return next((one for one in lead.emails if email_key(one) == email_key(row.email)), "")
