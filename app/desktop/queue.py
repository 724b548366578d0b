"""The day's queue: who is next, why, and what stands apart until it opens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from app.desktop.views import DayQueue, Opening, QueueRow
from app.domain.contact_rules import missing_licence
from app.domain.daily_queue import Entry, Group, Placed, rank, skip_words, why
from app.domain.standing import Due, MovedBy, Next
from app.domain.wording import reason_words

if TYPE_CHECKING:
    from app.clock import Clock
    from app.desktop.leadbook import LeadBook
    from app.desktop.pictures import Picture, Planned
    from app.desktop.ports import Bearings, HeldLead, Store, Tx
    from app.domain.lead import Lead
    from app.domain.officer import Officer

#: how many leads one may work now, and how many to come, the window shows; nobody works a longer list in a day
WINDOW_LIMIT = 500
#: how many due leads are asked about for that many, where rules or licences close the others
ASKED_LIMIT = 5_000
EVERYBODY = 1 << 40
#: several parts of the window ask for the same queue after each change: so young a one is none of before
FRESH = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class _Line:
    """One lead on its way into the queue."""

    held: HeldLead
    bearings: Bearings
    due: Due
    opening: Opening | None


class Queue:
    """Reads the queue of this desk."""

    def __init__(self, store: Store, clock: Clock, book: LeadBook) -> None:
        self._store, self._clock, self._book = store, clock, book
        self._last: tuple[tuple[int, int], DayQueue] | None = None

    def today(self, at: datetime | None = None, *, whole: bool = False) -> DayQueue:
        """Return the queue now, from what is stored; or as it stood `at` an instant, worked out from every lead.

        `whole` asks for every lead however many there are; else a window's worth of them, `more` says how many not.
        """
        if at is None:
            return self._present(whole=whole)
        with self._store.reading() as tx:
            lines = []
            for picture in self._book.pictures(tx, [held for held in tx.leads() if held.lead.received_at <= at], at):
                bearings = self._book.stood(picture).bearings
                if isinstance(bearings.next, Due):
                    lines.append(self._line(picture, bearings, bearings.next))
            return self._queue(tx, lines, at)

    def _present(self, *, whole: bool) -> DayQueue:
        now, stamp = self._clock.now(), self._store.stamp()
        # any thread may read the queue, and each looks at one pair of these
        last = self._last
        if not whole and last is not None and last[0] == stamp and timedelta(0) <= now - last[1].at < FRESH:
            return last[1]
        with self._store.reading() as tx:
            is_to_revisit = bool(tx.to_revisit(now, 1))
        if is_to_revisit:
            with self._store.writing() as tx:
                self._book.revisit(tx, now)
            stamp = self._store.stamp()
        with self._store.reading() as tx:
            lines = _shown(self._waiting(tx, now, EVERYBODY if whole else WINDOW_LIMIT), whole=whole)
            day = self._queue(tx, lines, now, more=tx.waiting_count() - len(lines))
        if not whole:
            self._last = stamp, day
        return day

    def row_of(self, tx: Tx, planned: Planned) -> QueueRow | None:
        """Return the lead's own row as of the picture's instant; None when nothing is due."""
        due = planned.where.next
        if not isinstance(due, Due):
            return None
        return self._rows(tx, [self._line(planned.picture, planned.bearings, due)], planned.picture.at)[0]

    def _waiting(self, tx: Tx, now: datetime, limit: int) -> list[_Line]:
        """Return due promises, what fell due last until so many of it may be worked, and what comes next."""
        lines = {line.held.lead.lead_id: line for line in self._stored(tx, tx.due_promises(now, limit), now)}
        for skip in range(0, max(limit, ASKED_LIMIT), limit):
            page = tx.due_leads(now, limit, skip)
            others = [held for held in page if held.lead.lead_id not in lines]
            lines.update((line.held.lead.lead_id, line) for line in self._stored(tx, others, now))
            if len(page) < limit or sum(line.opening is None for line in lines.values()) >= limit:
                break
        return [*lines.values(), *self._stored(tx, tx.later_leads(now, limit), now)]

    def _stored(self, tx: Tx, many: list[HeldLead], now: datetime) -> list[_Line]:
        """Return the lines of leads as they were planned; the rules are asked again about those they may close now."""
        asked = [held for held in many if _may_be_closed(held.bearings.next, now)]
        pictures = {picture.lead.lead_id: picture for picture in self._book.pictures(tx, asked, now)}
        officer = self._book.identity(tx).officer
        lines = []
        for held in many:
            due, picture = held.bearings.next, pictures.get(held.lead.lead_id)
            if isinstance(due, Due):
                opening = self._unlicensed(held.lead, officer, due, now)
                opening = opening or (None if picture is None else self._opening(picture, due))
                lines.append(_Line(held, held.bearings, due, opening))
        return lines

    def _line(self, picture: Picture, bearings: Bearings, due: Due) -> _Line:
        opening = self._unlicensed(picture.lead, picture.officer, due, picture.at) or self._opening(picture, due)
        return _Line(picture.held, bearings, due, opening)

    def _unlicensed(self, lead: Lead, officer: Officer, due: Due, now: datetime) -> Opening | None:
        """Return the licence that is missing: it keeps a lead from this officer however far off its contact is."""
        reason = missing_licence(self._book.rules, lead, officer, max(due.due_at, now))
        return None if reason is None else Opening(reason.code.value, reason_words(reason), None)

    def _opening(self, picture: Picture, due: Due) -> Opening | None:
        """Return why the due contact may not be made now; None when it may, or when nobody would want to yet."""
        if picture.at < due.planned_at:
            return None
        if due.due_at > picture.at and not _moved_by_rules(due):
            return None
        return self._book.opening(picture, due.channel, self._book.may(picture, due.channel, due=due), due=due)

    def _queue(self, tx: Tx, lines: list[_Line], at: datetime, *, more: int = 0) -> DayQueue:
        rows = self._rows(tx, lines, at)
        zone = ZoneInfo(self._book.identity(tx).officer.zone)
        midnight = at.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
        return DayQueue(
            at=at,
            now=[r for r in rows if r.group not in (Group.LATER, Group.BLOCKED)],
            later=[r for r in rows if r.group is Group.LATER],
            # the next to open stands first, what no time opens last
            blocked=sorted((row for row in rows if row.group is Group.BLOCKED), key=_opens_at),
            done_today=tx.worked_since(midnight, self._book.identity(tx).officer.officer_id),
            more=more,
        )

    def _rows(self, tx: Tx, lines: list[_Line], at: datetime) -> list[QueueRow]:
        by_id = {line.held.lead.lead_id: line for line in lines}
        entries = [
            Entry(
                lead_id=line.held.lead.lead_id,
                received_at=line.held.lead.received_at,
                source=line.held.lead.source,
                due=line.due,
                called=line.bearings.calls > 0,
                contacted=line.bearings.contacts > 0,
                blocked=line.opening.words if line.opening is not None else "",
                called_at=line.bearings.called_at,
                asked_again_at=line.bearings.asked_again_at,
            )
            for line in lines
        ]
        per_call = timedelta(seconds=self._book.playbook(tx, 0).per_call_s)
        zone = self._book.identity(tx).officer.zone
        return [_row(placed, by_id[placed.entry.lead_id], at, zone) for placed in rank(entries, at, per_call)]


def _shown(lines: list[_Line], *, whole: bool) -> list[_Line]:
    """Return what a window shows of them: of what is closed, as all is at night, the next to open."""
    closed = sorted((line for line in lines if line.opening is not None), key=_opens_at)
    if whole or len(closed) <= WINDOW_LIMIT:
        return lines
    left_out = {line.held.lead.lead_id for line in closed[WINDOW_LIMIT:]}
    return [line for line in lines if line.held.lead.lead_id not in left_out]


def _may_be_closed(stands: Next, now: datetime) -> bool:
    return isinstance(stands, Due) and (stands.due_at <= now or _moved_by_rules(stands))


def _moved_by_rules(due: Due) -> bool:
    return any(move.by in (MovedBy.RULES, MovedBy.CAP) for move in due.moves)


def _opens_at(one: QueueRow | _Line) -> tuple[bool, float]:
    opening = one.blocked if isinstance(one, QueueRow) else one.opening
    until = opening.until if opening is not None else None
    return until is None, until.timestamp() if until is not None else 0.0


def _row(placed: Placed, line: _Line, at: datetime, zone: str) -> QueueRow:
    due = line.due
    return QueueRow(
        lead_id=line.held.lead.lead_id,
        name=line.held.lead.name,
        group=placed.group,
        kind="promise" if due.is_promise else "step",
        channel=due.channel,
        step=due.step_id,
        stage=line.bearings.stage,
        due_at=due.due_at,
        on_time_until=placed.on_time_until,
        why=why(placed, at, zone),
        skip_means=skip_words(due),
        source=line.held.lead.source,
        local_time_zone=line.bearings.zone,
        blocked=line.opening,
    )
