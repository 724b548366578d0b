"""Lists of numbers from the hub to the desks: both sides say the same, and ends of older versions go on working."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.command_line import read_words
from app.desktop.command import run
from app.desktop.desk import Desk, build_desk
from app.desktop.rounds import READ_AS
from app.domain.activity import Activity, Kind
from app.domain.lead import Channel
from app.domain.listings import ListKind
from app.hub import letting_in, understanding
from app.hub.assigning import take_all_from
from app.hub.number_lists import ListFile, import_list
from app.protocol import wire
from storage.desktop.store import open_store
from tests.desks import KEY, a_lead, shipped
from tests.effort import examples
from tests.together.test_one_story_one_row import ZONE, Branch, Link, passes

NUMBER = "4235550142"


@pytest.fixture
def branch(tmp_path: Path) -> Iterator[Branch]:
    made = Branch(tmp_path)
    yield made
    made.close()


def takes(branch: Branch, kind: ListKind, *numbers: str, as_of: date | None = None, state: str = "") -> None:
    day = as_of or branch.clock.now().date()
    import_list(branch.hub, ListFile("list", "\n".join(numbers).encode(), kind, day, state), branch.clock.now())
    branch.syncs()


def ask(branch: Branch, name: str, *words: str) -> dict[str, Any]:
    return run(read_words(words), branch.desks[name])


def excused(branch: Branch) -> int:
    mine, hubs = branch.rows_of("Ada")
    assert mine == hubs
    found: int = mine["adherence"]["excused"].get("channel closed", 0)
    return found


def test_a_litigator_is_closed_on_the_desk_and_excused_on_both_sides(branch: Branch) -> None:
    branch.gives(a_lead("lead"), "Ada")
    assert ask(branch, "Ada", "may-contact", "lead", "call")["allowed"]
    takes(branch, ListKind.LITIGATOR, NUMBER)
    answer = ask(branch, "Ada", "may-contact", "lead", "call")
    assert (answer["code"], answer["reason"]) == ("do_not_call", "On the litigator list of 2026-11-23")
    assert not [row for row in ask(branch, "Ada", "queue")["now"] if row["channel"] == "call"]
    passes(branch, days=3)
    assert excused(branch) > 0


def test_a_registry_closes_nothing_while_the_inquiry_answers_and_both_sides_agree_after_it(branch: Branch) -> None:
    branch.gives(a_lead("lead"), "Ada")
    takes(branch, ListKind.NATIONAL, NUMBER)
    passes(branch, days=3)
    assert excused(branch) == 0
    branch.clock.at = branch.clock.at.replace(year=2027, month=3, day=1, hour=16)
    assert ask(branch, "Ada", "may-contact", "lead", "call")["reason"] == "On the national list of 2026-11-23"
    assert excused(branch) == 0, "the playbook gave the lead up long before"


def test_a_lead_that_changes_hands_takes_its_lists_along(branch: Branch) -> None:
    branch.gives(a_lead("lead"), "Eve")
    takes(branch, ListKind.LITIGATOR, NUMBER)
    with branch.hub.writing() as rows:
        eve = rows.people.named("Eve")
        assert eve is not None
        take_all_from(rows, eve, branch.clock.now())
    with branch.hub.reading() as rows:
        held = rows.leads.by_id("lead")
    assert held is not None
    branch.gives(held.lead, "Ada")
    assert ask(branch, "Ada", "may-contact", "lead", "call")["code"] == "do_not_call"
    takes(branch, ListKind.LITIGATOR, "4235550199", as_of=date(2026, 11, 24))
    assert ask(branch, "Ada", "may-contact", "lead", "call")["allowed"]


def test_nobody_is_told_of_numbers_of_leads_they_do_not_hold(branch: Branch) -> None:
    branch.gives(a_lead("lead"), "Ada")
    takes(branch, ListKind.NATIONAL, NUMBER, *(f"615555{n}" for n in range(1000, 3000)))
    with branch.hub.reading() as rows:
        eve = rows.people.named("Eve")
        assert eve is not None
        told = [row.kind for row, _ in rows.feeds.rows(f"officer:{eve.person_id}", 0, 100)]
        company = [row.kind for row, _ in rows.feeds.rows("company", 0, 100)]
    assert "lead_listed" not in told
    assert company.count("list_taken") == 1
    assert len(company) < 10


def test_a_desk_that_begins_anew_learns_the_same(branch: Branch) -> None:
    branch.gives(a_lead("lead"), "Ada")
    takes(branch, ListKind.LITIGATOR, NUMBER)
    branch.logs("Ada", "lead", Kind.CONSENTED, channel=Channel.EMAIL)
    branch.syncs()
    second = another_desk(branch, "Ada", Link)
    second.sync.round()
    assert run(read_words(["may-contact", "lead", "call"]), second)["code"] == "do_not_call"
    assert [a["kind"] for a in run(read_words(["lead", "lead"]), second)["timeline"]] == ["consented"]
    second.store.close()


def another_desk(branch: Branch, name: str, link: type[Link]) -> Desk:
    store = open_store(branch.folder / f"{name}-second.db", KEY)
    desk = build_desk(
        store, branch.clock, shipped(), lambda _url, token: link(branch.hub, branch.clock, token), machine_zone=ZONE
    )
    code, _ = letting_in.invite(branch.hub, name, branch.clock.now())
    desk.sync.enroll("http://127.0.0.1:1", code, "another laptop")
    return desk


# -- either end an older one --------------------------------------------------------------------------


@dataclass
class OlderDesk(Link):
    """What a desk of the first version asks for and reads: a page with a kind it does not know stops it."""

    def pull(self, request: wire.PullRequest, within_s: float | None = None) -> wire.PullAnswer | wire.Stranger:
        answer = super().pull(msgspec.structs.replace(request, protocol=1))
        assert isinstance(answer, wire.PullAnswer)
        for page in answer.pages:
            assert not [row for row in page.rows if b'"kind":"consented"' in row.body]
        rows = [[row for row in page.rows if row.kind not in ("lead_listed", "list_taken")] for page in answer.pages]
        pages = [msgspec.structs.replace(page, rows=kept) for page, kept in zip(answer.pages, rows, strict=True)]
        return msgspec.structs.replace(answer, pages=pages)


def test_an_older_desk_goes_on_and_learns_the_rest_once_it_is_new(branch: Branch) -> None:
    branch.gives(a_lead("lead"), "Ada")
    old = another_desk(branch, "Ada", OlderDesk)
    old.sync.round()
    branch.logs("Ada", "lead", Kind.CONSENTED, channel=Channel.TEXT)
    takes(branch, ListKind.NATIONAL, NUMBER)
    branch.logs("Ada", "lead", Kind.NO_ANSWER)
    branch.syncs()
    old.sync.round()
    assert [a["kind"] for a in run(read_words(["lead", "lead"]), old)["timeline"]] == ["no_answer"]
    assert not run(read_words(["may-contact", "lead", "text"]), old)["allowed"]
    with old.store.writing() as tx:
        tx.drop_fact(READ_AS)
    new = build_desk(
        old.store, branch.clock, shipped(), lambda _url, t: Link(branch.hub, branch.clock, t), machine_zone=ZONE
    )
    new.sync.round()
    answer = run(read_words(["may-contact", "lead", "text"]), new)
    assert (answer["allowed"], answer["lists"][0]["answered_by"]) == (True, "consent")
    assert len(run(read_words(["lead", "lead"]), new)["timeline"]) == 2
    old.store.close()


def test_an_older_hub_lays_consent_aside_and_the_desk_keeps_to_it(
    branch: Branch, monkeypatch: pytest.MonkeyPatch
) -> None:
    branch.gives(a_lead("lead"), "Ada")
    branch.logs("Ada", "lead", Kind.CONSENTED, channel=Channel.TEXT)
    branch.logs("Ada", "lead", Kind.NO_ANSWER)
    read = understanding._read

    def as_before(payload: bytes, kind: type[Any]) -> Any:
        found = read(payload, kind)
        return None if isinstance(found, Activity) and found.kind is Kind.CONSENTED else found

    monkeypatch.setattr(understanding, "_read", as_before)
    result, _ = branch.desks["Ada"].sync.round()
    assert (result.pushed, result.pending) == (2, 0)
    assert ask(branch, "Ada", "may-contact", "lead", "text")["allowed"]
    with branch.hub.reading() as rows:
        assert sum(rows.events.quarantined().values()) == 1
        assert [kept.activity.kind for kept in rows.activities.of_leads(["lead"])["lead"]] == [Kind.NO_ANSWER]


# -- whatever happens ---------------------------------------------------------------------------------

TAKEN = st.tuples(st.sampled_from(ListKind), st.booleans())
TOLD = st.one_of(
    st.sampled_from([Kind.NO_ANSWER, Kind.CALL_BACK, Kind.INBOUND, Kind.SENDING_APPLICATION, Kind.WRONG_NUMBER]),
    st.tuples(st.sampled_from([Kind.CONSENTED, Kind.WITHDREW]), st.sampled_from(Channel)),
    TAKEN,
)


@settings(max_examples=examples(6), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=st.lists(st.tuples(TOLD, st.integers(1, 30 * 1440)), max_size=7), idle_days=st.integers(0, 120))
def test_any_story_with_lists_gives_one_row(
    tmp_path_factory: pytest.TempPathFactory, told: list[tuple[Any, int]], idle_days: int
) -> None:
    branch = Branch(tmp_path_factory.mktemp("branch"))
    try:
        branch.gives(a_lead("lead", text_consent=True), "Ada")
        for what, minutes in told:
            now = passes(branch, minutes=minutes)
            _tell(branch, what, now)
        passes(branch, days=idle_days)
        mine, hubs = branch.rows_of("Ada")
        assert mine == hubs
    finally:
        branch.close()


def _tell(branch: Branch, what: Any, now: datetime) -> None:
    if not isinstance(what, tuple):
        later = now + timedelta(hours=30) if what in (Kind.CALL_BACK, Kind.INBOUND) else None
        branch.logs("Ada", "lead", what, when=later)
    elif isinstance(what[0], Kind):
        branch.logs("Ada", "lead", what[0], channel=what[1])
    else:
        kind, is_on = what
        state = "TN" if kind is ListKind.STATE else ""
        takes(branch, kind, NUMBER if is_on else "4235550199", state=state)
