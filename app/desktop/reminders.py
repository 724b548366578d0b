"""Reminders: rows with a due time, each claimed once and asked again at the moment of acting."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from app.clock import Clock
from app.desktop.availability import being, hold
from app.desktop.changes import Changed, Touched
from app.desktop.held import came_over_at
from app.desktop.leadbook import LeadBook
from app.desktop.nudges import claim_nudges, is_nudge, next_nudge_at, put_off
from app.desktop.pictures import Picture
from app.desktop.ports import DueRow, HeldLead, Store, Tx
from app.desktop.queue import Queue
from app.desktop.taking import goes_on_at, may_hand_on
from app.desktop.views import QueueRow, Ring
from app.domain.contact_rules import Blocked
from app.domain.daily_queue import Group, step_words
from app.domain.shift import next_working_morning
from app.domain.source_words import came_from
from app.domain.spans import instant, moment
from app.domain.standing import Due
from app.domain.time_words import clock_words, until_words
from app.errors import BadInput

#: rings handed out in one go; the rest waits for the next tick, a second later
AT_ONCE = 20
#: a lead of a file of old ones is none that just came
NEW_FOR = timedelta(days=1)
#: when a lead that may not be contacted at all is looked at again
ASK_AGAIN = timedelta(hours=1)


class Reminders:
    """Claims what is due and says what to show."""

    def __init__(self, store: Store, clock: Clock, book: LeadBook, queue: Queue) -> None:
        self._store, self._clock, self._book, self._queue = store, clock, book, queue

    def fire_due(self, *, hushed: bool = False) -> list[Ring]:
        """Claim every reminder that is due and return those to show now.

        Each is re-planned first: one that moved keeps its new time, one a rule closes for now rings when it opens.
        Calling twice, or from two places, shows nothing twice. What is held back, because this moment is `hushed` or
        the officer said so, is not claimed: it stays due, and rings once when that is over, though the program was
        closed meanwhile.
        """
        now = self._clock.now()
        with self._store.reading() as tx:
            nudged = self._is_nudged(tx, now, hushed=hushed)
            if not nudged and not self._due(tx, now, 1, hushed=hushed) and not tx.to_revisit(now, 1):
                return []
        rings: list[Ring] = []
        with self._store.writing() as tx:
            self._book.revisit(tx, now)
            if nudged:
                rings += claim_nudges(tx, now)
            for row in self._due(tx, now, AT_ONCE, hushed=hushed):
                ring = self._claim(tx, row, now)
                if ring is not None:
                    rings.append(ring)
        return rings

    @staticmethod
    def _due(tx: Tx, now: datetime, limit: int, *, hushed: bool) -> list[DueRow]:
        held = hold(tx, now)
        return [] if hushed or held.everything else tx.due_reminders(now, limit, new_too=not held.new_leads)

    @staticmethod
    def _is_nudged(tx: Tx, now: datetime, *, hushed: bool) -> bool:
        at = next_nudge_at(tx)
        return at is not None and at <= now and not hushed and not hold(tx, now).everything

    def _claim(self, tx: Tx, row: DueRow, now: datetime) -> Ring | None:
        self._book.replan(tx, [row.lead_id], now, learnt=False)
        current = tx.reminder_of(row.lead_id)
        held = tx.lead(row.lead_id)
        if held is None or current is None or current.reminder_id != row.reminder_id:
            return None
        picture = self._book.present(tx, held, now)
        due = held.bearings.next
        if not isinstance(due, Due):
            return None
        blocked = self._book.may(picture, due.channel, due=due)
        if isinstance(blocked, Blocked):
            # what no time opens, a licence may: it is asked again, and never claimed unseen
            tx.postpone_reminder(row.reminder_id, blocked.until or now + ASK_AGAIN)
            return None
        if not tx.claim_reminder(row.reminder_id, now):
            return None
        return self._told(tx, row, held, picture, now)

    def _told(self, tx: Tx, row: DueRow, held: HeldLead, picture: Picture, at: datetime) -> Ring | None:
        due, shown = held.bearings.next, self._queue.row_of(tx, self._book.stood(picture))
        if shown is None or not isinstance(due, Due):
            return None
        ring = _ring(row, shown, due, at, picture.officer.zone)
        ends_at, me = goes_on_at(tx, self._book, held), picture.officer.officer_id
        is_fresh = all(activity.actor_id != me for activity in picture.history)
        came_over = is_fresh and came_over_at(tx, held.lead.lead_id) is not None
        passes = may_hand_on(tx, self._book, held)
        return replace(ring, may_hand_on=passes, goes_on_at=ends_at, came_over=came_over)

    def expected(self, at: datetime) -> Ring | None:
        """Return what rings first at an instant to come, if all stays as it is: nothing is claimed, nor asked.

        It is as it would be told then, so that it can be made ready.
        """
        with self._store.reading() as tx:
            row = next(iter(self._due(tx, at, 1, hushed=False)), None)
            held = None if row is None else tx.lead(row.lead_id)
            if row is None or held is None:
                return None
            return self._told(tx, row, held, self._book.present(tx, held, at), at)

    def snooze(self, reminder_id: str, minutes: int | None) -> Changed:
        """Ring again in so many minutes; None means the next working morning, or the first legal time from then on."""
        return self.snooze_until(reminder_id, minutes)[1]

    def snooze_until(self, reminder_id: str, minutes: int | None) -> tuple[datetime, Changed]:
        """Do so, and return when it rings again."""
        now = self._clock.now()
        with self._store.writing() as tx:
            if is_nudge(reminder_id):
                until = self._nudged_until(tx, now, minutes)
                return until, Changed(Touched.REMINDERS, frozenset({put_off(tx, reminder_id, until)}))
            row = tx.reminder(reminder_id)
            held = tx.lead(row.lead_id) if row else None
            if row is None or held is None:
                raise BadInput("That reminder is no longer open.")
            until = self._next_morning(tx, held, now) if minutes is None else now + timedelta(minutes=minutes)
            tx.postpone_reminder(reminder_id, until)
        return until, Changed(Touched.REMINDERS, frozenset({row.lead_id}))

    def _nudged_until(self, tx: Tx, now: datetime, minutes: int | None) -> datetime:
        officer = self._book.identity(tx).officer
        morning = moment(next_working_morning(officer, instant(now), officer.zone))
        return morning if minutes is None else now + timedelta(minutes=minutes)

    def _next_morning(self, tx: Tx, held: HeldLead, now: datetime) -> datetime:
        picture = self._book.picture(tx, held, now)
        place = self._book.rules.place(held.lead, picture.known)
        morning = moment(next_working_morning(picture.officer, instant(now), place.clock_zone))
        due = held.bearings.next
        if not isinstance(due, Due):
            return morning
        # asked of that morning, when the cap of today may be over; what no time opens is asked again when it rings
        then = self._book.may(self._book.picture(tx, held, morning), due.channel, due=due)
        return then.until or morning if isinstance(then, Blocked) else morning

    def snooze_lead(self, lead_id: str, minutes: int | None) -> Changed:
        """Snooze the lead's open reminder, for somebody who has its card before them rather than its popup."""
        with self._store.reading() as tx:
            row = tx.reminder_of(lead_id)
        if row is None:
            raise BadInput("Nothing rings for this lead.", "Log what happened and its next step gets a time.")
        return self.snooze(row.reminder_id, minutes)

    def settled(self, shown: frozenset[str]) -> frozenset[str]:
        """Return which of the reminders on the screen ring no more: worked, moved or put off, here or elsewhere."""
        with self._store.reading() as tx:
            # a nudge is of no step, and goes with whatever is done about its lead
            rows = {reminder_id: tx.reminder(reminder_id) for reminder_id in shown if not is_nudge(reminder_id)}
        return frozenset(reminder_id for reminder_id, row in rows.items() if row is None or row.shown_at is None)

    def count(self) -> int:
        """Return how many leads are to be worked right now, for the tray."""
        return len(self._queue.today().now)

    def next_at(self, *, hushed: bool = False) -> datetime | None:
        """Return when something next rings or changes by time alone; None when nothing is ahead.

        What is held back is no time to wake at, and what holds it back may end by time alone.
        """
        now = self._clock.now()
        with self._store.reading() as tx:
            held = hold(tx, now)
            is_silent = hushed or held.everything
            rings_at = None if is_silent else tx.next_reminder_at(new_too=not held.new_leads)
            ahead = [rings_at, tx.next_revisit_at(), being(tx, now).until, None if is_silent else next_nudge_at(tx)]
        return min((at for at in ahead if at is not None), default=None)


def _ring(row: DueRow, shown: QueueRow, due: Due, now: datetime, zone: str) -> Ring:
    came_now = row.is_new_lead and not due.is_promise and now - row.due_at < NEW_FOR
    if shown.group is Group.FIRST_CALLS or came_now:
        headline = f"New lead: call {shown.name}"
    elif due.is_promise:
        headline = f"Promised call: {shown.name}, {clock_words(due.planned_at, now, ZoneInfo(zone))}"
    else:
        headline = f"{step_words(due)}: {shown.name}"
    why = shown.why
    if shown.group is Group.FIRST_CALLS:
        # it stays on the screen while the lead grows older
        why = f"New{came_from(shown.source)}; on time until {until_words(shown.on_time_until, now, ZoneInfo(zone))}."
    return Ring(
        reminder_id=row.reminder_id,
        lead_id=row.lead_id,
        name=shown.name,
        channel=due.channel,
        headline=headline,
        why=why,
        due_at=shown.due_at,
        on_time_until=shown.on_time_until,
        is_new_lead=row.is_new_lead and came_now,
        late_by_s=max(0, int((now - row.due_at).total_seconds())),
        waited_s=max(0, int((now - (row.snoozed_until or row.due_at)).total_seconds())),
    )
