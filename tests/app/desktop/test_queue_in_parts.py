"""The queue as it is read, part by part and with what was kept, against every lead worked out and ranked."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from random import Random

import msgspec
import pytest

from app.desktop.activities import Note
from app.desktop.views import DayQueue
from app.domain.activity import Kind
from app.domain.lead import Channel
from app.domain.officer import Officer, read_hours
from tests.desks import MONDAY, TestDesk, a_lead

_PLACES = (
    ("TN", "37402", "423"),
    ("KY", "40202", "502"),
    ("CA", "90012", "213"),
    ("HI", "96813", "808"),
    ("FL", "33101", "305"),
    ("", "", "800"),
)
_HOURS = (None, "Mon-Fri 09:00-18:00", "Sun-Sat 07:00-11:30; Sun-Sat 12:30-20:00")
_OUTCOMES = (Kind.NO_ANSWER, Kind.NO_ANSWER, Kind.NO_ANSWER, Kind.BUSY, Kind.LEFT_VOICEMAIL, Kind.SKIP, Kind.SENT)


class _Branch:
    """A desk on which things happen by chance; what is read of it is held against all of it."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.chance = Random(seed)
        self.desk = TestDesk(folder, MONDAY - timedelta(days=2))
        hours = self.chance.choice(_HOURS)
        licences = self.chance.choice((None, None, {"TN": None, "KY": date(2026, 11, 23), "CA": None, "FL": None}))
        with self.desk.store.writing() as tx:
            identity = tx.identity()
            assert identity is not None
            officer: Officer = msgspec.structs.replace(
                identity.officer, hours=None if hours is None else read_hours(hours), licences=licences
            )
            tx.put_identity(msgspec.structs.replace(identity, officer=officer))
        self._leads: list[str] = []

    def lives(self) -> None:
        """Let some time pass, in which leads come in and some are worked."""
        chance, desk = self.chance, self.desk
        desk.clock.at += chance.choice(
            (
                timedelta(seconds=40),
                timedelta(minutes=3),
                timedelta(minutes=50),
                timedelta(hours=5),
                timedelta(hours=16),
            )
        )
        for _ in range(chance.randrange(4)):
            self._receives()
        for _ in range(chance.randrange(4)):
            self._logs()

    def _receives(self) -> None:
        n, chance = len(self._leads), self.chance
        state, zip_code, area = chance.choice(_PLACES)
        # some have the number of another
        number = f"+1{area}5550{chance.randrange(100, 125)}"
        age = chance.choice((timedelta(0), timedelta(minutes=4), timedelta(hours=3), timedelta(hours=14)))
        self._leads.append(
            self.desk.put(
                a_lead(
                    f"lead-{chance.randrange(1000):03d}-{n}",
                    f"Person {n}",
                    received_at=self.desk.clock.now() - age,
                    phones=(number,),
                    emails=() if chance.random() < 0.5 else (f"person{n}@example.com",),
                    state=state,
                    zip_code=zip_code,
                ),
                from_hub=True,
            )
        )

    def _logs(self) -> None:
        if not self._leads:
            return
        chance, now = self.chance, self.desk.clock.now()
        note = Note(chance.choice(self._leads), chance.choice(_OUTCOMES), reason="busy")
        if note.kind is Kind.SENT:
            note = Note(note.lead_id, Kind.SENT, channel=Channel.EMAIL)
        if chance.random() < 0.2:
            when = now + chance.choice((timedelta(minutes=30), timedelta(hours=9), timedelta(days=1)))
            note = Note(note.lead_id, chance.choice((Kind.CALL_BACK, Kind.INBOUND)), when=when)
        elif chance.random() < 0.05:
            note = Note(note.lead_id, Kind.DO_NOT_CALL)
        logged, _ = self.desk.desk.activities.log(note)
        if chance.random() < 0.2:
            self.desk.desk.activities.undo(logged.activity_id)


def _ids(day: DayQueue) -> list[list[str]]:
    return [[row.lead_id for row in rows] for rows in (day.now, day.later, day.blocked)]


@pytest.mark.parametrize("seed", range(12))
def test_the_queue_is_that_of_every_lead_worked_out_and_ranked(tmp_path: Path, seed: int) -> None:
    branch = _Branch(tmp_path, seed)
    queue, clock = branch.desk.desk.queue, branch.desk.clock
    for _ in range(25):
        branch.lives()
        for wait in (timedelta(0), timedelta(seconds=1), timedelta(minutes=branch.chance.randrange(1, 20))):
            clock.at += wait
            day, ranked = queue.today(), queue.today(clock.now())
            assert _ids(day) == _ids(ranked)
            assert (day.now, day.later, day.blocked) == (ranked.now, ranked.later, ranked.blocked)
            assert day.more == 0


@pytest.mark.parametrize("seed", range(12, 24))
def test_what_stands_first_is_what_would_if_all_was_read(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.desktop.queue.IN_SIGHT", 2)
    monkeypatch.setattr("app.desktop.queue.WINDOW_LIMIT", 4)
    branch = _Branch(tmp_path, seed)
    queue, clock = branch.desk.desk.queue, branch.desk.clock
    for _ in range(25):
        branch.lives()
        day, ranked = queue.today(), queue.today(clock.now())
        first = queue.first()
        assert [row.lead_id for row in day.now] == [row.lead_id for row in ranked.now[:4]]
        assert day.now == ranked.now[:4]
        assert first.now == ranked.now[:2]
        assert day.more == sum(map(len, _ids(ranked))) - sum(map(len, _ids(day)))
