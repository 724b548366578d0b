"""What a desk does in a process of its own until it is killed, and what it says before."""

from __future__ import annotations

import random
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec

from app.desktop.activities import Note
from app.domain.activity import Kind
from tests.desks import MONDAY, TestDesk, a_lead
from tests.faults.disk import Disk
from tests.faults.points import Points, kill_oneself, watch_desk

LEAD = "lead-1"
#: when the outcome is logged that is not saved, or is
THEN = MONDAY + timedelta(hours=1)
#: beyond the last place
NEVER = 10**9


class Plan(msgspec.Struct, frozen=True):
    """What is logged, and where it ends. Without power, what the disk was not told to keep may go as well."""

    outcome: str
    at: int
    loses_power: bool = False


def log_one(told: Connection, folder: Path, plan: Plan) -> None:
    """Log one outcome and close the desk; say what was saved, and at last which places there were."""
    points = Points(plan.at)
    disk = Disk(points.reach)
    if plan.loses_power:
        points.end = lambda: disk.lose_power(random.Random(plan.at)) or kill_oneself()
    ada = TestDesk(folder, THEN)
    watch_desk(points)
    points.arm()
    log(ada, plan.outcome)
    told.send("saved")
    ada.store.close()
    points.disarm()
    told.send(points.names)


def log(ada: TestDesk, outcome: str) -> None:
    if outcome == "undo":
        newest = ada.desk.leads.card(LEAD).timeline[0]
        ada.desk.activities.undo(newest.activity_id)
        return
    when = THEN + timedelta(days=1) if outcome == Kind.CALL_BACK else None
    ada.desk.activities.log(Note(lead_id=LEAD, kind=Kind(outcome), when=when, note="said so"))


def log_on_and_on(told: Connection, folder: Path, run: int) -> None:
    """Log outcomes and say of each, once it was saved, which it was."""
    ada = TestDesk(folder, MONDAY + timedelta(days=run))
    lead_id = ada.put(a_lead(f"lead-{run}", received_at=ada.clock.at), from_hub=True)
    for n in range(100_000):
        ada.pass_time(seconds=1)
        logged, _ = ada.desk.activities.log(Note(lead_id=lead_id, kind=Kind.NO_ANSWER, note=f"try {n}"))
        told.send(logged.activity_id)
