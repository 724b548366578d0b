"""Opens the made-up branch: one hub, two officers, a manager, marketing, three weeks of work between them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from app.demo.hours import ZONE
from app.demo.inventing import Inventor
from app.demo.officers import SLOW, SWIFT, Officer
from app.demo.story import WEEKS, DemoClock, HubSide, OnDay, Story
from app.desktop.desk import Desk
from app.desktop.team import TeamReport
from app.domain.lead import Lead
from app.domain.stage import Stage
from app.hub import founding, letting_in, people
from app.hub.arms import enter
from app.hub.assigning import give
from app.hub.intake import keys_of
from app.hub.ports import HubStore
from app.hub.stages import report_stage

COMPANY = "Example Home Loans"
BRANCH = "Riverside"
HOURS = "Mon-Fri 09:00-18:00"
LICENCES = "AL,AZ,FL,GA,KY,NC,OH,TN"
ADA, CARL, BEN, MIA = "Ada Marsh", "Carl Dunning", "Ben Holt", "Mia Sander"


class Parts(msgspec.Struct, frozen=True):
    """What main builds for the demo: a hub on a loopback port, and desks in folders of their own."""

    clock: DemoClock
    hub: HubStore
    hub_url: str
    desk: Callable[[str], Desk]
    folder: Path


class Branch(msgspec.Struct, frozen=True):
    """The branch after its three weeks; `ada` is at her desk, `ben` manages, `mia` buys the leads."""

    parts: Parts
    ada: Desk
    carl: Desk
    ben: Desk
    mia: Desk

    def team(self) -> TeamReport:
        """Return the manager's table of the three weeks, asked over the wire as his window would."""
        today = self.today
        return self.ben.team.report(today - timedelta(weeks=WEEKS), today)

    @property
    def today(self) -> date:
        return self.parts.clock.now().astimezone(ZoneInfo(ZONE)).date()

    def new_lead(self, serial: int) -> None:
        """Let one more inquiry arrive for Ada, now."""
        give_lead(self.parts, Inventor(1000 + serial).lead(self.parts.clock.now()), ADA)


def open_branch(parts: Parts, end: datetime, seed: int, on_day: OnDay) -> Branch:
    """Found the company, enrol everybody with a one-time code, and live the three weeks up to `end`.

    `on_day` hears each day as it begins, and may raise to have no branch.
    """
    parts.clock.at = end - timedelta(weeks=WEEKS, days=1)
    _found(parts)
    seats = ((ADA, "officer"), (CARL, "officer"), (BEN, "manager"), (MIA, "marketing"))
    ada, carl, ben, mia = (_seat(parts, name, role) for name, role in seats)
    story = Story(
        clock=parts.clock,
        end=end,
        officers=[Officer(ADA, ada, SWIFT, seed), Officer(CARL, carl, SLOW, seed)],
        hub=HubSide(
            give=lambda lead, name: give_lead(parts, lead, name),
            report_stage=lambda lead_id, stage: _report(parts, lead_id, stage),
        ),
        seed=seed,
    )
    story.live(on_day)
    for beside in (ben, mia):
        beside.sync.round()
    return Branch(parts, ada, carl, ben, mia)


def _found(parts: Parts) -> None:
    now = parts.clock.now()
    founding.set_company(parts.hub, now=now, name=COMPANY, zone=ZONE)


def _seat(parts: Parts, name: str, role: str) -> Desk:
    now = parts.clock.now()
    newcomer = people.Newcomer(
        name=name,
        role=role,
        branch=BRANCH,
        licensed=LICENCES,
        hours=HOURS,
        zone=ZONE,
        nmls_id="000000",
        email=f"{name.split(maxsplit=1)[0].lower()}@example.com",
        phone="+14235550190",
    )
    people.add_person(parts.hub, newcomer, now)
    code, _ = letting_in.invite(parts.hub, name, now)
    desk = parts.desk(name)
    desk.sync.enroll(parts.hub_url, code, f"{name.split(maxsplit=1)[0]}'s desk")
    desk.sync.round()
    return desk


def give_lead(parts: Parts, lead: Lead, name: str) -> None:
    """Let a lead arrive at the hub for one officer; the desk is woken by the hub itself."""
    with parts.hub.writing() as rows:
        person = people.person_named(rows, name)
        lead = enter(rows, lead, keys_of(lead))
        give(rows, lead, person, parts.clock.now(), why="distributed")


def _report(parts: Parts, lead_id: str, stage: Stage) -> None:
    report_stage(parts.hub, lead_id, stage, parts.clock.now())
