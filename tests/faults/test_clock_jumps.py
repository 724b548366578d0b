"""Clocks jump and machines sleep: every reminder is shown, shown late or missed, exactly once."""

from __future__ import annotations

import random
import sys
from collections import Counter
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from app.clock import Clock
from app.desktop.activities import Note
from app.desktop.desk import build_desk
from app.domain.activity import Kind
from storage.desktop.store import open_store
from tests.desks import KEY, MONDAY, a_lead, no_hub, shipped
from tests.faults.both_databases import events_here
from tests.faults.jumping_clock import JumpingClock
from tests.faults.readable_events import opened

LEADS = 3
#: ticks in a row within which everything due has to be shown
TICKS = 5
#: later than this after its time is late
SOON = timedelta(seconds=60)
KINDS = (Kind.NO_ANSWER, Kind.LEFT_VOICEMAIL, Kind.BUSY)
_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


class Morning:
    """A desk on a clock that jumps, what it was to remind of, and what it rang for."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.chance, self.path = chance, folder / "desktop.db"
        self.clock = JumpingClock(MONDAY)
        clock: Clock = self.clock
        self.store = open_store(self.path, KEY)
        self.desk = build_desk(self.store, clock, shipped(), no_hub, machine_zone="America/New_York")
        #: by id: of which lead and step, and when it was to ring
        self.planned: dict[str, tuple[str, str, timedelta]] = {}
        self.planned_at: dict[str, timedelta] = {}
        self.rung: Counter[str] = Counter()
        self.rung_for: Counter[tuple[str, str]] = Counter()
        self.sums: Counter[str] = Counter()
        self.is_quiet = True
        for n in range(LEADS):
            self._lead_comes(n)

    def _lead_comes(self, n: int) -> None:
        lead = a_lead(f"lead-{n}", received_at=self.clock.now(), phones=(f"+1423555010{n}",))
        with self.store.writing() as tx:
            self.desk.book.put_lead(tx, lead, from_hub=True)
            self.desk.book.replan(tx, [lead.lead_id], self.clock.now())
        self._see()

    # -- what happens ----------------------------------------------------------------------------------

    def goes_on(self, time: timedelta) -> None:
        """Stay awake for so long, with a tick at every due time and never none for longer than the real one waits."""
        end = self.clock.true + time
        while self.clock.true < end:
            at = self.desk.reminders.next_at()
            wait = max(at - self.clock.now(), timedelta(seconds=1)) if at is not None else time
            # a tick that finds nothing due changes nothing, so those between are left out
            self.clock.passes(min(wait, end - self.clock.true))
            self.ticks()

    def ticks(self) -> None:
        """Tick a second apart until nothing is due any more; one that moved its lead on leaves the next step to be."""
        for _ in range(TICKS):
            self._tick()
            if not self._waiting():
                break
            self.clock.passes(timedelta(seconds=1))
        else:
            raise AssertionError("a reminder is due and nothing was shown")
        self.is_quiet = True

    def _tick(self) -> None:
        rings = self.desk.reminders.fire_due()
        self._see()
        for ring in rings:
            lead_id, key, ring_at = self.planned[ring.reminder_id]
            self.rung[ring.reminder_id] += 1
            self.rung_for[lead_id, key] += 1
            assert self.rung_for[lead_id, key] == 1, f"{key} rang twice and nothing was logged between"
            # a step that was due before it was planned cannot have been shown any sooner
            late = self.clock.now() - _EPOCH - max(ring_at, self.planned_at[ring.reminder_id])
            assert self.clock.now() - _EPOCH >= ring_at, "a reminder rang before its time"
            assert late <= SOON or not self.is_quiet, "a reminder was late without a reason"
            self.sums["late" if late > SOON else "on time"] += 1

    def _waiting(self) -> int:
        due = (self.clock.now() - _EPOCH) // timedelta(microseconds=1)
        with opened(self.path) as conn:
            query = "SELECT count(*) FROM bearing WHERE ring_at <= ?"
            return int(conn.execute(query, (due,)).fetchone()[0])

    def jumps(self) -> None:
        chance, self.is_quiet = self.chance, False
        match chance.randrange(4):
            case 0:
                self.clock.sleeps(timedelta(minutes=chance.randrange(1, 60 * 30)))
                self.sums["slept"] += 1
            case 1:
                self.clock.is_set(timedelta(seconds=chance.randrange(-90, 90)))
                self.sums["set by seconds"] += 1
            case 2:
                self.clock.is_set(timedelta(minutes=chance.randrange(-180, 180)))
                self.sums["set by hours"] += 1
            case _:
                self.clock.is_set(-self.clock.off)
                self.sums["set right"] += 1
        self.sums["jumps"] += 1

    def works(self) -> None:
        """Log an outcome on some lead, which is never refused because of a clock."""
        lead_id = f"lead-{self.chance.randrange(LEADS)}"
        self.desk.activities.log(Note(lead_id=lead_id, kind=self.chance.choice(KINDS)))
        # a busy line leaves its step to be tried once more
        self.rung_for = Counter({step: times for step, times in self.rung_for.items() if step[0] != lead_id})
        self._see()

    # -- what must hold --------------------------------------------------------------------------------

    def _see(self) -> None:
        with opened(self.path) as conn:
            rows = conn.execute(
                "SELECT lead_id || '.' || ring_no, lead_id, key, ifnull(ring_at, due_at)"
                " FROM bearing JOIN lead ON lead_no = lead.rowid WHERE key IS NOT NULL"
            ).fetchall()
        for reminder_id, lead_id, key, ring_at in rows:
            self.planned[reminder_id] = (lead_id, key, timedelta(microseconds=ring_at))
            self.planned_at.setdefault(reminder_id, self.clock.now() - _EPOCH)

    def check(self) -> None:
        assert set(self.rung.values()) <= {1}, "a reminder rang twice"
        self.sums["missed or answered before"] += len(self.planned) - len(self.rung)


def jump_often(folder: Path, times: int, seed: int) -> None:
    chance, sums, n = random.Random(seed), Counter[str](), 0
    while sums["jumps"] < times:
        here = folder / str(n)
        here.mkdir()
        n += 1
        morning = Morning(here, chance)
        with closing(morning.store):
            for _ in range(min(25, times - sums["jumps"])):
                morning.jumps()
                morning.ticks()
                morning.goes_on(timedelta(minutes=chance.randrange(1, 120)))
                if chance.random() < 0.4:
                    morning.works()
            morning.check()
        sums += morning.sums
    sys.stdout.write(f"\n{dict(sums)}, 0 rang twice, 0 forgotten\n")


def test_a_reminder_is_shown_once_however_the_clock_jumps(tmp_path: Path) -> None:
    jump_often(tmp_path, 20, seed=1)


@pytest.mark.long
def test_five_hundred_jumps_show_each_reminder_once(tmp_path: Path) -> None:
    jump_often(tmp_path, 500, seed=2)


def test_an_event_says_how_far_off_its_clock_was_only_while_that_holds(tmp_path: Path) -> None:
    morning = Morning(tmp_path, random.Random(1))
    with closing(morning.store):
        with morning.store.writing() as tx:
            compared = {"clock_offset_s": 5.0, "clock_asked_at": morning.clock.now()}
            tx.put_identity(msgspec.structs.replace(tx.identity(), **compared))
        morning.clock.passes(timedelta(minutes=10))
        morning.works()
        morning.clock.is_set(timedelta(hours=-2))
        morning.works()
        events = [(event["hub_offset_ms"], event["hub_offset_age_s"]) for event in events_here(morning.path)]
    assert events == [(5000, 600), (None, None)]
