"""What somebody is to be given, from the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.clock import FixedClock
from app.command_line import read_words
from app.errors import BadInput
from app.hub.command import run
from storage.hub.store import SqlHubStore
from tests.app.hub.claims import TENNESSEE, is_licensed, waits
from tests.hubs import NOW, TERMS, DeskOf, NoSums
from tests.marked import MARKED

Hub = Callable[..., dict[str, Any]]


@pytest.fixture
def hub(store: SqlHubStore) -> Hub:
    return lambda *words: run(read_words(["hub", *map(str, words)]), store, FixedClock(NOW), NoSums(), TERMS)


def test_a_seat_is_shown_and_changed_with_a_reason(hub: Hub, store: SqlHubStore) -> None:
    shown = hub("person", "seat", "Ada")
    assert (shown["weight"], shown["cap_day"], shown["cap_open"], shown["languages"]) == (1, None, None, [])
    said = ("--weight", "3", "--cap-day", "8", "--cap-open", "40", "--languages", "Spanish, Haitian  creole")
    more = ("--no-new-until", "2026-03-09", "--works-for", "Ben", "--why", "half days in March")
    changed = hub("person", "seat", "Ada", *said, *more)
    assert changed == {
        **shown,
        "weight": 3,
        "cap_day": 8,
        "cap_open": 40,
        "languages": ["haitian creole", "spanish"],
        "no_new_until": "2026-03-09T05:00:00+00:00",
        "works_for": ["Ben"],
    }
    ended = ("--cap-day", "", "--cap-open", "", "--languages", "", "--no-new-until", "", "--works-for", "")
    assert hub("person", "seat", "Ada", *ended, "--why", "back") == {**shown, "weight": 3}
    with store.reading() as rows:
        assert [line.what for line in rows.audit.all()][-1].endswith(": back")


@pytest.mark.parametrize(
    "said",
    [
        ("--weight", "many"),
        ("--weight", "100000000000000000000"),
        ("--cap-day", "-1"),
        ("--no-new-until", "next week"),
        ("--no-new-until", "2026-03-09T10:00:00"),
        ("--works-for", "Zoe"),
        ("--works-for", "Ada"),
    ],
)
def test_what_cannot_be_used_is_said_and_changes_nothing(hub: Hub, said: tuple[str, str]) -> None:
    before = hub("person", "seat", "Ada")
    with pytest.raises(BadInput):
        hub("person", "seat", "Ada", *said, "--why", "so")
    assert hub("person", "seat", "Ada") == before


def test_it_is_not_changed_without_a_reason_nor_for_whoever_holds_no_leads(hub: Hub) -> None:
    with pytest.raises(BadInput, match="reason"):
        hub("person", "seat", "Ada", "--weight", "2")
    hub("person", "add", "Mia", "--role", "marketing")
    with pytest.raises(BadInput, match="holds no leads"):
        hub("person", "seat", "Mia", "--weight", "2", "--why", "so")


def test_a_file_is_given_in_turn_and_the_pool_as_well(
    hub: Hub, store: SqlHubStore, desk: DeskOf, tmp_path: Path
) -> None:
    ada = desk("Ada")
    is_licensed(store, "Ada")
    waits(store, 9, -30, address=TENNESSEE)
    file = tmp_path / "leads.csv"
    file.write_text(f"Name,Phone,State,Received At\nDana {MARKED},615-555-0101,TN,2026-03-01T10:00:00-06:00\n")
    assert hub("leads", "import", file, "--source", "V", "--distribute")["files"][0]["imported"] == 1
    with store.reading() as rows:
        (lead,) = rows.leads.held_by(ada.person_id)
    (turn,) = hub("lead", lead.lead_id)["turns"]
    assert (turn["chosen"], turn["officer"], turn["why"]) == (ada.person_id, "Ada", "imported")
    assert {one["name"]: one["why"] for one in turn["passed"]} == {"Eve": "no_desk"}
    tried = hub("leads", "distribute", "--dry-run", "--from", "2026-03-01", "--to", "2026-03-02")
    assert (tried["dry_run"], tried["leads"]) == (True, 2)
    assert [(one["name"], one["leads"]) for one in tried["officers"]] == [("Ada", 2), ("Eve", 0)]
    assert hub("leads", "distribute") == {"given": 1}


def test_the_company_and_each_source_say_how_new_leads_are_given(hub: Hub) -> None:
    assert hub("company")["assigns"] == "pool"
    assert hub("company", "--assigns", "push")["assigns"] == "push"
    assert hub("intake", "add", "Rate Table", "--distribute", "no")["source"] == "Rate Table"
    assert hub("intake", "list")["sources"][0]["distribute"] == "no"
    assert hub("intake", "set", "Rate Table", "--distribute", "company")["distribute"] == "company"
