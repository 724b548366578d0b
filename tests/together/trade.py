"""A branch's trade with those who send it leads, written straight into a hub, and what its hub says of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.domain.activity import Activity, Kind
from app.domain.clock_grade import Clocked
from app.domain.ids import new_id
from app.domain.lead import Channel
from app.domain.stage import Stage
from app.hub import people, vendors, works
from app.hub.assigning import give
from app.hub.founding import found
from app.hub.intake import keys_of
from app.hub.loan_stages import import_stages
from app.hub.money_taking import Filling, Outcome, import_money
from app.hub.records import KeptActivity
from app.hub.reports import Question, report_of, report_to
from app.hub.stages import report_stage
from app.hub.sums import ScoredSums
from app.leadfiles.money_reports import MoneyFile
from storage.hub.store import SqlHubStore
from tests.hubs import hub_store, in_place
from tests.oracle.kept import read_company
from tests.oracle.team import Oracle, oracle_of
from tests.shipped import shipped_rules
from tests.together.fortnight import BEGINS, PLAYBOOK, a_borrower
from tests.together.test_one_story_one_row import ZONE

SUMS = ScoredSums(shipped_rules())
#: who keeps which hours, in which branch
OFFICERS = {"Ada": ("North", ""), "Eve": ("South", "Mon-Fri 10:00-19:00; Sat 10:00-14:00"), "Max": ("South", "")}
WITH_A_TIME = {Kind.CALL_BACK, Kind.APPOINTMENT, Kind.NOT_NOW}
RATES = {"source": "Rates", "campaign": "fall"}
PORTAL = {"source": "Portal"}


class Trade:
    """What arrives, is worked, paid for and given back; every act is written as of the clock."""

    def __init__(self, store: SqlHubStore) -> None:
        self.store, self.now, self.leads = store, BEGINS, 0
        found(store, machine_zone=ZONE, sample_playbook=PLAYBOOK, now=BEGINS)
        self.ids = {
            name: people.add_person(
                store, people.Newcomer(name=name, role="officer", branch=branch, hours=hours), BEGINS
            ).person_id
            for name, (branch, hours) in OFFICERS.items()
        }
        people.add_person(store, people.Newcomer(name="Mia", role="marketing", branch="North"), BEGINS)
        self.holder: dict[str, str | None] = {}
        self.phone: dict[str, str] = {}
        for name in ("Rates", "Portal"):
            vendors.add_source(store, name, vendors.Settings(), BEGINS, keyed=False)

    def agrees_to(self, source: str, **terms: Any) -> None:
        """Let a source take back what it takes back from now on."""
        vendors.change_source(self.store, source, vendors.Settings(**terms), self.now)

    # -- what happens ----------------------------------------------------------------------------------

    def arrives(self, name: str | None, **more: Any) -> str:
        self.leads += 1
        lead = a_borrower(self.leads, self.now, **more)
        with self.store.writing() as rows:
            rows.leads.add(lead, keys_of(lead))
        self.holder[lead.lead_id], self.phone[lead.lead_id] = None, lead.phones[0].number
        if name is not None:
            self.moves(lead.lead_id, name)
        return lead.lead_id

    def moves(self, lead_id: str, name: str | None) -> None:
        with self.store.writing() as rows:
            held = rows.leads.by_id(lead_id)
            assert held is not None
            if name is None:
                rows.leads.hold(lead_id, None, self.now, "back to the pool")
            else:
                person = rows.people.named(name)
                assert person is not None
                give(rows, held.lead, person, self.now, why="the trade")
        self.holder[lead_id] = name

    def logs(self, lead_id: str, kind: Kind, minutes_ago: int = 0, *, clock: Clocked | None = None, **more: Any) -> str:
        at = self.now - timedelta(minutes=minutes_ago)
        told: dict[str, Any] = {"channel": Channel.CALL, "number": self.phone[lead_id], **more}
        if kind in WITH_A_TIME:
            told.setdefault("when", at + timedelta(days=1))
        activity = Activity(
            activity_id=new_id(self.now),
            lead_id=lead_id,
            kind=kind,
            actor_id=self.ids[self.holder[lead_id] or "Ada"],
            began_at=at,
            logged_at=self.now,
            **told,
        )
        with self.store.writing() as rows:
            rows.activities.add(KeptActivity(activity, clock=clock))
        return activity.activity_id

    def reports(self, lead_id: str, stage: Stage) -> None:
        report_stage(self.store, lead_id, stage, self.now)

    def pays(self, kind: str, *lines: str) -> None:
        taken = import_money(self.store, "\n".join(lines).encode(), MoneyFile(kind), Filling(), self.now)
        assert not taken.counts[Outcome.REJECTED], taken.lines

    def lends(self, lead_id: str, number: str, stage: str, dollars: int) -> None:
        header = "Loan Number,Lead ID,Stage,Stage Date,Loan Amount"
        line = f"{number},{lead_id},{stage},{self.now.isoformat()},{dollars}"
        taken = import_stages(self.store, f"{header}\n{line}".encode(), {}, now=self.now)
        assert all(one.lead_ids for one in taken.lines), taken.lines

    # -- what is said of it ----------------------------------------------------------------------------

    def says(self, asked: Question) -> list[dict[str, Any]]:
        return _plain(report_of(self.store, SUMS, asked, self.now)[asked.report.answers_with])

    def says_to_marketing(self, asked: Question) -> list[dict[str, Any]]:
        with self.store.reading() as rows:
            person = rows.people.named("Mia")
        assert person is not None
        return _plain(report_to(self.store, SUMS, person, asked, self.now)[asked.report.answers_with])

    def tells_what_works(self, asked: works.Question) -> dict[str, Any]:
        told: dict[str, Any] = _plain(works.tables_of(self.store, SUMS, asked, self.now))
        return told

    def oracle(self, at: datetime | None = None) -> Oracle:
        return oracle_of(read_company(lambda statement: in_place(self.store, statement), at or self.now))


@contextmanager
def trading(kind: str, folder: Path, config: pytest.Config) -> Iterator[Trade]:
    with hub_store(kind, folder, config) as store:
        yield Trade(store)


def _plain(told: Any) -> Any:
    return msgspec.json.decode(msgspec.json.encode(told))
