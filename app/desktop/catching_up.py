"""Catching up after days away: what fell due meanwhile is dropped, made one, or kept, and that can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

import msgspec

from app.clock import Clock
from app.desktop.changes import NOTHING, Changed, Touched
from app.desktop.leadbook import LeadBook
from app.desktop.outgoing import Outgoing
from app.desktop.pictures import Picture
from app.desktop.ports import HeldLead, Store, Tx
from app.domain.activity import Activity, Kind
from app.domain.daily_queue import Entry
from app.domain.ids import new_id
from app.domain.lead import Channel
from app.domain.officer import Officer
from app.domain.standing import Due, Finished, Next

#: leads written together, so that others who write get their turn between
PART = 25
#: due leads read together: each time is one in which nothing else is read
_READ = 2_000
#: leads for which time has changed something, looked at together
_REVISITED = 500
#: why a step was skipped: the hub reads it, and by section 2 of the domain page it excuses nothing
AWAY = "away"
#: how long a working day is taken to be where no hours say it
_A_DAY = timedelta(hours=8)
#: from so many days on somebody was away; from Friday to Monday nobody was
DAYS_AWAY = 4

Progress = Callable[[int, int], bool]


def nobody(_done: int, _of: int) -> bool:
    """Hear of progress where nobody waits."""
    return True


class Matter(StrEnum):
    """What fell due, by what it is."""

    PROMISES = "promises"
    FIRST_CALLS = "first_calls"
    STEPS = "steps"


class Choice(StrEnum):
    """What becomes of it."""

    KEEP = "keep"
    MERGE = "merge"
    DROP = "drop"


#: a promise asks for one thing only, so there is nothing to make one of
CHOICES: Mapping[Matter, tuple[Choice, ...]] = {
    Matter.PROMISES: (Choice.KEEP, Choice.DROP),
    Matter.FIRST_CALLS: (Choice.KEEP, Choice.MERGE, Choice.DROP),
    Matter.STEPS: (Choice.KEEP, Choice.MERGE, Choice.DROP),
}


class Missed(msgspec.Struct, frozen=True):
    """The leads of which something of one kind is overdue, and what is proposed for them."""

    matter: Matter
    lead_ids: tuple[str, ...]
    proposed: Choice


class Backlog(msgspec.Struct, frozen=True):
    """What fell due before today and is late. `fits`: how many contacts the working day holds."""

    groups: tuple[Missed, ...]
    fits: int

    @property
    def leads(self) -> int:
        return sum(len(group.lead_ids) for group in self.groups)

    @property
    def is_too_much(self) -> bool:
        return self.leads > self.fits


class CaughtUp(msgspec.Struct, frozen=True):
    """What was skipped, for an undo: the ids of activities by lead. `ended` of these leads had no step left.

    `is_whole` is False where it was ended before all leads were seen to.
    """

    skipped: Mapping[str, tuple[str, ...]]
    ended: int
    is_whole: bool

    @property
    def leads(self) -> int:
        return len(self.skipped)

    @property
    def skips(self) -> tuple[str, ...]:
        return tuple(skip for skips in self.skipped.values() for skip in skips)


class CatchingUp:
    """Tells what piled up and carries out what the officer decides, part by part."""

    def __init__(self, store: Store, clock: Clock, book: LeadBook, outgoing: Outgoing) -> None:
        self._store, self._clock, self._book, self._outgoing = store, clock, book, outgoing

    def look(self, progress: Progress = nobody) -> Backlog:
        """Return what is overdue since before today, by what it is; `progress` hears of each part that was read."""
        now = self._clock.now()
        self._revisit(now, progress)
        with self._store.reading() as tx:
            officer = self._book.identity(tx).officer
            per_call = timedelta(seconds=self._book.playbook(tx, 0).per_call_s)
        # ids alone are kept: a hundred thousand leads that are let go at once have the window wait for that
        found: dict[Matter, dict[str, None]] = {matter: {} for matter in Matter}
        for held, due in self._due(now, progress):
            if _is_late(due, now, officer.zone):
                found[_matter(held, due)][held.lead.lead_id] = None
        fits = _working_day(officer, now) // per_call
        to_keep = len(found[Matter.PROMISES]) + len(found[Matter.FIRST_CALLS])
        proposed = dict.fromkeys(Matter, Choice.KEEP)
        # steps are what may go: they come again by themselves, which neither a promise nor a first call does
        proposed[Matter.STEPS] = Choice.MERGE if to_keep + len(found[Matter.STEPS]) <= fits else Choice.DROP
        groups = [Missed(matter, tuple(ids), proposed[matter]) for matter, ids in found.items() if ids]
        return Backlog(tuple(groups), fits)

    def carry_out(
        self, backlog: Backlog, choices: Mapping[Matter, Choice], progress: Progress
    ) -> tuple[CaughtUp, Changed]:
        """Do with each group what was chosen; each skip is an activity, and goes up to the hub as any does.

        Leads are asked about again as they are written: of one that was worked meanwhile nothing is skipped. What was
        done when `progress` ends it stays.
        """
        asked = [
            (lead_id, choices[group.matter])
            for group in backlog.groups
            if choices[group.matter] is not Choice.KEEP
            for lead_id in group.lead_ids
        ]
        skipped: dict[str, tuple[str, ...]] = {}
        ended, is_whole = 0, True
        for start in range(0, len(asked), PART):
            with self._store.writing() as tx:
                made, over = self._skip(tx, dict(asked[start : start + PART]))
            ended += over
            for skip in made:
                skipped[skip.lead_id] = (*skipped.get(skip.lead_id, ()), skip.activity_id)
            done = min(start + PART, len(asked))
            if not progress(done, len(asked)) and done < len(asked):
                is_whole = False
                break
        return CaughtUp(skipped, ended, is_whole), _touched(skipped)

    def take_back(self, caught_up: CaughtUp, progress: Progress) -> Changed:
        """Take every skip back that was not taken back already; each lead stands where it stood."""
        lead_ids = list(caught_up.skipped)
        back: set[str] = set()
        for start in range(0, len(lead_ids), PART):
            part = {lead_id: caught_up.skipped[lead_id] for lead_id in lead_ids[start : start + PART]}
            with self._store.writing() as tx:
                back |= self._retract(tx, part)
            progress(min(start + PART, len(lead_ids)), len(lead_ids))
        return _touched(back)

    # -- reading ---------------------------------------------------------------------------------------

    def _revisit(self, now: datetime, progress: Progress) -> None:
        """Let time pass for every lead: what lapsed while nobody looked is nothing that was missed."""
        with self._store.reading() as tx:
            count = tx.lead_count()
        for done in range(0, count + 1, _REVISITED):
            with self._store.writing() as tx:
                more = len(self._book.revisit(tx, now, _REVISITED)) == _REVISITED
            if not more:
                return
            progress(done, count)

    def _due(self, now: datetime, progress: Progress) -> Iterator[tuple[HeldLead, Due]]:
        """Give what is due, part by part: where something is worked in between, one may be given twice, or not at all.

        That one is overdue still, and told the next time.
        """
        with self._store.reading() as tx:
            count = tx.waiting_count()
        skip = 0
        while True:
            with self._store.reading() as tx:
                page = tx.due_leads(now, _READ, skip)
            yield from ((held, held.bearings.next) for held in page if isinstance(held.bearings.next, Due))
            skip += len(page)
            if len(page) < _READ:
                return
            progress(skip, max(skip, count))

    # -- writing ---------------------------------------------------------------------------------------

    def _skip(self, tx: Tx, choices: Mapping[str, Choice]) -> tuple[list[Activity], int]:
        """Skip what was chosen of some leads; returns the skips and how many leads have no step left by them."""
        now = self._clock.now()
        skips: list[Activity] = []
        ended = 0
        for picture in self._book.pictures(tx, tx.held(list(choices)), now):
            # one whose clock was put back is as of another instant: nobody can say what it missed
            made, ends = self._skips(picture, choices[picture.lead.lead_id]) if picture.done_at is None else ([], 0)
            for skip in made:
                tx.add_activity(skip)
                self._outgoing.activity(tx, picture.held, skip)
            skips, ended = skips + made, ended + ends
        self._book.replan(tx, sorted({skip.lead_id for skip in skips}), now)
        return skips, ended

    def _skips(self, picture: Picture, choice: Choice) -> tuple[list[Activity], int]:
        """Return the skips that a choice means for a lead, and whether nothing is left of it to do then.

        The engine itself is asked what follows each: that is what the lead will be planned by.
        """
        officer = picture.officer
        made: list[Activity] = []
        stands = self._book.where(picture).next
        # a promise is never made one with what else there is: with that choice it is kept
        if choice is Choice.MERGE and isinstance(stands, Due) and stands.is_promise:
            return [], 0
        for _ in range(2 * len(picture.playbook.steps)):
            if not isinstance(stands, Due) or not _is_late(stands, picture.at, officer.zone):
                break
            made.append(self._made(picture.lead.lead_id, officer, picture.at, channel=stands.channel))
            stands = self._book.where(msgspec.structs.replace(picture, history=[*picture.history, *made])).next
        if choice is Choice.MERGE and made and not _is_due_now(stands, made[-1], picture.at):
            # no other of its kind is due now: the last that was missed is the one to do
            return made[:-1], 0
        return made, int(bool(made) and isinstance(stands, Finished))

    def _retract(self, tx: Tx, skipped: Mapping[str, Sequence[str]]) -> set[str]:
        now = self._clock.now()
        officer = self._book.identity(tx).officer
        held = {one.lead.lead_id: one for one in tx.held(sorted(skipped))}
        stories = tx.histories(list(held), [Kind.RETRACTED])
        gone = {retraction.corrects for story in stories.values() for retraction in story}
        for lead_id, one in held.items():
            for skip in skipped[lead_id]:
                if skip not in gone:
                    made = self._made(lead_id, officer, now, corrects=skip)
                    tx.add_activity(made)
                    self._outgoing.activity(tx, one, made)
        self._book.replan(tx, sorted(held), now)
        return set(held)

    @staticmethod
    def _made(
        lead_id: str, officer: Officer, at: datetime, *, channel: Channel | None = None, corrects: str = ""
    ) -> Activity:
        """Return a skip of what a channel asks for, or what takes one back."""
        return Activity(
            activity_id=new_id(at),
            lead_id=lead_id,
            kind=Kind.RETRACTED if corrects else Kind.SKIP,
            actor_id=officer.officer_id,
            began_at=at,
            logged_at=at,
            channel=channel,
            reason="" if corrects else AWAY,
            corrects=corrects,
        )


def _is_late(due: Due, now: datetime, zone: str) -> bool:
    """Return whether it fell due before today and its time has passed: what is due today is today's own work."""
    midnight = now.astimezone(ZoneInfo(zone)).replace(hour=0, minute=0, second=0, microsecond=0)
    return due.due_at < midnight and due.on_time_until < now


def _is_due_now(stands: Next, missed: Activity, now: datetime) -> bool:
    return isinstance(stands, Due) and stands.channel is missed.channel and stands.due_at <= now


def _matter(held: HeldLead, due: Due) -> Matter:
    if due.is_promise:
        return Matter.PROMISES
    return Matter.FIRST_CALLS if waits_for_first_call(held, due) else Matter.STEPS


def waits_for_first_call(held: HeldLead, due: Due) -> bool:
    """Return whether what is due is the first call of somebody nobody has tried since they asked."""
    stands = held.bearings
    entry = Entry(
        lead_id=held.lead.lead_id,
        received_at=held.lead.received_at,
        source=held.lead.source,
        due=due,
        called=stands.calls > 0,
        contacted=stands.contacts > 0,
    )
    return entry.waits_for_first_call


def _working_day(officer: Officer, now: datetime) -> timedelta:
    """Return how long the officer works today, a usual day where no hours say it."""
    today = now.astimezone(ZoneInfo(officer.zone)).date()
    spans = officer.hours.week[today.weekday()] if officer.hours is not None and today not in officer.days_off else ()
    return timedelta(minutes=sum(end - begin for begin, end in spans)) or _A_DAY


def _touched(lead_ids: Collection[str]) -> Changed:
    if not lead_ids:
        return NOTHING
    return Changed(Touched.QUEUE | Touched.LEAD | Touched.REMINDERS, frozenset(lead_ids))
