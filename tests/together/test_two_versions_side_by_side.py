"""Two versions of the playbook on two desks at once: each lead by its own, through hand-overs, waking and the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.clock import FixedClock
from app.desktop.activities import Note
from app.desktop.desk import Desk, build_desk
from app.domain.activity import Kind
from app.domain.ids import new_id
from app.domain.playbook import Playbook
from app.errors import BadInput, SignInRefused
from app.hub import experiments, giving, letting_in, people, playbooks
from app.hub.http import build_app
from app.hub.intake import import_leads
from app.hub.serving import HubServer, Listen
from app.hub.sums import ScoredSums
from app.outside.hub_link import HttpHubLink
from app.protocol.experiment_wire import PlanExperiment
from storage.desktop.store import open_store
from storage.hub.store import SqlHubStore
from tests.app.hub.test_experiments import ASKED, FASTER, file_of
from tests.app.hub.test_intake import csv
from tests.desks import shipped
from tests.hubs import BOTH, KEY, NOW, PLAYBOOK, TERMS, company_store, give_lead, lead
from tests.shipped import shipped_rules

SUMS = ScoredSums(shipped_rules())


@dataclass
class Trial:
    """A served hub on which an experiment may run, and desks in folders of their own around it."""

    store: SqlHubStore
    url: str
    folder: Path
    clock: FixedClock
    leaving: list[Callable[[], None]]

    def desk_of(self, name: str) -> Desk:
        store = open_store(self.folder / f"{name}-{len(self.leaving)}.db", KEY)
        self.leaving.append(store.close)
        desk = build_desk(store, self.clock, shipped(), HttpHubLink, machine_zone="America/Chicago", person=name)
        code, _ = letting_in.invite(self.store, name, self.clock.now())
        desk.sync.enroll(self.url, code, "a laptop")
        desk.sync.round()
        return desk

    def takes_in(self, many: int, to: str, first: int = 0) -> None:
        import_leads(self.store, csv(*file_of(many, first)), now=self.clock.now(), assign=to)

    def second_call(self, desk: Desk, lead_id: str) -> float:
        """Return after how many hours a lead's second call is planned, on this desk."""
        with desk.store.reading() as tx:
            picture = desk.book.picture(tx, desk.book.held(tx, lead_id), self.clock.now())
        return (picture.playbook.steps[1].after_s or 0) / 3600


@pytest.fixture
def trial(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Trial]:
    with company_store(getattr(request, "param", "sqlite"), tmp_path, request.config) as store:
        people.add_person(store, people.Newcomer(name="Mara", role="marketing", branch="Nashville"), NOW)
        playbooks.publish(store, FASTER, TERMS, why="to be tried", now=NOW)
        clock = FixedClock(NOW)
        server = HubServer(build_app(store, clock, SUMS, TERMS), Listen(port=0))
        server.start()
        made = Trial(store, server.url, tmp_path, clock, [])
        yield made
        for leave in made.leaving:
            leave()
        server.stop()


def versions(desk: Desk) -> dict[str, int]:
    with desk.store.reading() as tx:
        return {held.lead.lead_id: held.lead.playbook_version for held in tx.leads()}


@pytest.mark.parametrize("trial", BOTH, indirect=True)
def test_each_desk_works_each_lead_by_the_version_it_was_drawn_for(trial: Trial) -> None:
    ada, eve = trial.desk_of("Ada"), trial.desk_of("Eve")
    begun = experiments.start(trial.store, SUMS, ASKED, "Ben", NOW)
    trial.takes_in(16, "Ada")
    trial.takes_in(16, "Eve", first=40)
    for desk in (ada, eve):
        desk.sync.round()
        found = versions(desk)
        assert set(found.values()) == {begun.tried, begun.former}
        hours = Counter((version, trial.second_call(desk, lead_id)) for lead_id, version in found.items())
        assert set(hours) == {(begun.tried, 1.0), (begun.former, 4.0)}
        # an own lead goes by the one in force, which the former stays
        assert desk.playbooks.current().version == begun.former
    before = {**versions(ada), **versions(eve)}
    moved = sorted(versions(ada))[:8]
    asked = giving.Handover("Eve", moved, why="Ada is away")
    giving.give(trial.store, shipped_rules(), asked, trial.clock.now(), dry_run=False)
    for desk in (ada, eve):
        desk.sync.round()
    assert {**versions(ada), **versions(eve)} == before
    assert set(moved) <= set(versions(eve))


def test_a_lead_that_wakes_meanwhile_restarts_on_its_arm_on_the_desk_as_at_the_hub(trial: Trial) -> None:
    ada = trial.desk_of("Ada")
    begun = experiments.start(trial.store, SUMS, ASKED, "Ben", NOW)
    trial.takes_in(12, "Ada")
    ada.sync.round()
    by_version: dict[int, str] = {version: lead_id for lead_id, version in versions(ada).items()}
    wakes_at = NOW + timedelta(days=3)
    for lead_id in by_version.values():
        ada.activities.log(Note(lead_id=lead_id, kind=Kind.NOT_NOW, when=wakes_at))
    ada.sync.round()
    trial.clock.at += timedelta(days=3, hours=1)
    with ada.store.reading() as tx:
        for version, lead_id in by_version.items():
            where = ada.book.where(ada.book.picture(tx, ada.book.held(tx, lead_id), trial.clock.now()))
            ahead = [record.step.after_s for record in where.records if record.step.step_id == "call-2"]
            assert set(ahead) <= {3600 if version == begun.tried else 14400}
            assert playbooks_of(ada, version).in_force(wakes_at).version == version
    # after the end what goes on is in force for all that wake
    experiments.stop(trial.store, SUMS, "tried", "it is better", "Ben", trial.clock.now())
    ada.sync.round()
    later = trial.clock.now() + timedelta(hours=1)
    assert {playbooks_of(ada, version).in_force(later).version for version in by_version} == {begun.former + 1}
    assert ada.playbooks.current().version == begun.former + 1
    assert set(versions(ada).values()) == {begun.former, begun.tried}


def playbooks_of(desk: Desk, version: int) -> Playbook:
    with desk.store.reading() as tx:
        return desk.book.playbook(tx, version)


def test_a_desk_that_comes_late_reads_which_version_is_tried_as_one_that_was_there(trial: Trial) -> None:
    begun = experiments.start(trial.store, SUMS, ASKED, "Ben", NOW)
    trial.takes_in(6, "Ada")
    late = trial.desk_of("Ada")
    later = NOW + timedelta(days=1)
    assert playbooks_of(late, begun.tried).in_force(later).version == begun.tried
    assert playbooks_of(late, 1).in_force(later).version == begun.former


def test_marketing_plans_begins_reads_and_stops_at_its_own_desk(trial: Trial) -> None:
    for n in range(60):
        at = NOW - timedelta(days=30 + n)
        give_lead(trial.store, lead(n, at, lead_id=new_id(at)), "Ada")
    mara, ada = trial.desk_of("Mara"), trial.desk_of("Ada")
    assert mara.works.versions().names == {2: "Two quick calls", 1: "Two calls"}
    asked = PlanExperiment(
        former=1, tried=2, measure="contact", effect_permille=50, within_days=14, days=91, why="an hour may do better"
    )
    said = mara.works.plan(asked)
    assert said["said"][0] == "You cannot answer this question this quarter."
    with pytest.raises(BadInput, match="cannot answer"):
        mara.works.begin(asked)
    mara.works.begin(PlanExperiment(**{**as_fields(asked), "anyway": True}))
    found = mara.works.look(date(2025, 1, 1), date(2026, 12, 31), "source")
    assert found.may_decide
    assert [one["running"] for one in found.experiments] == [True]
    assert found.tables.called[0]["leads"] == 60
    assert "Borrower" not in str(found)
    mara.works.stop("enough", "former")
    assert not mara.works.look(date(2025, 1, 1), date(2026, 12, 31)).experiments[0]["running"]
    with pytest.raises(SignInRefused, match="for managers and marketing"):
        ada.works.look(date(2025, 1, 1), date(2026, 12, 31))


def as_fields(asked: PlanExperiment) -> dict[str, object]:
    return {name: getattr(asked, name) for name in PlanExperiment.__struct_fields__}


def test_the_same_file_twice_is_not_tried_against_itself(trial: Trial) -> None:
    playbooks.publish(trial.store, PLAYBOOK, TERMS, why="back", now=NOW)
    with pytest.raises(BadInput, match="same file"):
        experiments.start(trial.store, SUMS, PlanExperiment(**{**as_fields(ASKED), "tried": 3}), "Ben", NOW)
