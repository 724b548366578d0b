"""A manager takes a number apart over the wire, and the officer sees the same; no phone number is in what is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.desktop.desk import Desk
from app.desktop.drilling import Drilling
from app.domain.activity import Kind
from app.errors import BadInput, SignInRefused
from app.hub import letting_in, people
from app.hub.http import build_app
from app.hub.serving import HubServer, Listen
from app.hub.sums import ScoredSums
from app.outside.hub_link import HttpHubLink
from storage.desktop.store import open_store
from tests.desks import KEY, TestDesk, shipped
from tests.hubs import TERMS, lead
from tests.together.test_one_story_one_row import Branch

DAYS = (date(2026, 11, 1), date(2026, 11, 30))


class Wired(Branch):
    """A branch whose manager, and whose officers' pages, ask the hub over a socket."""

    def serves(self) -> None:
        self.server = HubServer(build_app(self.hub, self.clock, ScoredSums(shipped().rules), TERMS), Listen(port=0))
        self.server.start()
        for name, role in (("Ben", "manager"), ("Mia", "marketing")):
            people.add_person(self.hub, people.Newcomer(name=name, role=role, branch="North"), self.clock.now())
            desk = self.opens(open_store(self.folder / f"{name}.db", KEY), self.clock)
            code, _ = letting_in.invite(self.hub, name, self.clock.now())
            desk.sync.enroll("http://127.0.0.1:1", code, "a laptop")
            self.desks[name] = desk

    def drilling(self, name: str) -> Drilling:
        desk: Desk = self.desks[name]
        links: list[HttpHubLink] = []

        def link_to(_url: str, token: str) -> HttpHubLink:
            links.append(HttpHubLink(self.server.url, token))
            return links[-1]

        return Drilling(desk.store, self.clock, desk.numbers, link_to)


@pytest.fixture
def branch(tmp_path: Path) -> Iterator[Wired]:
    made = Wired(tmp_path)
    made.serves()
    for n in range(3):
        made.gives(lead(n, made.clock.now()), "Ada")
    yield made
    made.server.stop()
    made.close()


def lead_ids(branch: Wired) -> list[str]:
    with branch.desks["Ada"].store.reading() as tx:
        return sorted(held.lead.lead_id for held in tx.received(None, None))


def test_officer_and_manager_read_the_same_of_every_number(branch: Wired) -> None:
    first, second, _ = lead_ids(branch)
    branch.logs("Ada", first, Kind.NO_ANSWER)
    branch.logs("Ada", second, Kind.CALL_BACK, when=branch.clock.now() + timedelta(hours=1))
    branch.syncs()
    own = branch.desks["Ada"].numbers.explained(*DAYS)
    managers = branch.drilling("Ben")
    numbers = managers.numbers_of("Ada", *DAYS)
    assert numbers.row == own.row
    for figure, parts in own.parts.items():
        told = managers.behind("Ada", figure, *DAYS)
        assert sorted((p.name, p.part.counts, p.part.about) for p in told) == sorted(
            (p.name, p.part.counts, p.part.about) for p in parts
        ), figure
    assert branch.drilling("Ada").one_to_one("", *DAYS) == managers.one_to_one("Ada", *DAYS)


def test_from_a_lead_behind_a_number_one_comes_to_its_story(branch: Wired) -> None:
    first = lead_ids(branch)[0]
    branch.logs("Ada", first, Kind.NO_ANSWER, note="rang out")
    branch.syncs()
    managers = branch.drilling("Ben")
    (called,) = [p for p in managers.behind("Ada", "called_once", *DAYS) if p.part.counts.value == "counts"]
    story = managers.story(called.part.lead_id)
    assert story.name == called.name
    assert [(row.words, row.by, row.note) for row in story.rows[:1]] == [("No answer", "Ada", "rang out")]
    assert [row.words for row in story.rows if row.icon == "user"] == ["Given to Ada"]
    assert story.rows[-1].words.startswith("Received from")


def test_signals_and_lost_leads_come_over_the_wire(branch: Wired) -> None:
    signals = branch.drilling("Ben").signals("Ada", *DAYS)
    assert signals is not None
    assert (signals.officer, signals.signals) == ("Ada", [])
    assert branch.drilling("Ada").signals("", *DAYS) is not None
    branch.logs("Ada", lead_ids(branch)[0], Kind.BAD_LEAD, reason="fake")
    branch.syncs()
    named, bare = branch.drilling("Ben").leaks(*DAYS), branch.drilling("Mia").leaks(*DAYS)
    assert (
        [(row["kind"], row["leads"]) for row in named.rows]
        == [("bad_lead", 1)]
        == [(row["kind"], row["leads"]) for row in bare.rows]
    )
    assert [bool(one.name) for one in named.lost] == [True]
    assert [(one.name, one.officer) for one in bare.lost] == [("", "")]


def test_who_sees_no_leads_is_refused_and_a_lead_that_is_none_is_said_to_be(branch: Wired) -> None:
    with pytest.raises(SignInRefused):
        branch.drilling("Mia").story(lead_ids(branch)[0])
    with pytest.raises(BadInput):
        branch.drilling("Ben").story("no such lead")
    with pytest.raises(SignInRefused):
        branch.drilling("Eve").numbers_of("Ada", *DAYS)


def test_without_a_hub_the_own_one_to_one_is_the_desks(tmp_path: Path) -> None:
    alone = TestDesk(tmp_path)
    desk = alone.desk
    found = desk.drilling.one_to_one("", *DAYS)
    row: dict[str, Any] = desk.numbers.mine(*DAYS)
    assert {name: value for name, value in row.items() if name != "here_only"} == found.officer
    assert desk.drilling.signals("", *DAYS) is None
    assert desk.drilling.row_of("", *DAYS) == row
    with pytest.raises(BadInput, match="belongs to none"):
        desk.drilling.leaks(*DAYS)
    alone.store.close()
