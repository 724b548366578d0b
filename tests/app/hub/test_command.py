"""The hub's command line, word by word."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.clock import FixedClock
from app.command_line import read_words
from app.errors import BadInput, BadPlaybook, UnreadableFile
from app.hub.command import run
from app.hub.gathering import Facts
from app.hub.reports import Report
from storage.hub.store import SqlHubStore
from tests.hubs import NOW, PLAYBOOK, TERMS, DeskOf
from tests.marked import MARKED

Hub = Callable[..., dict[str, Any]]


class CountedLeads:
    """Sums as small as can be."""

    def rows(self, report: Report, facts: Facts, at: object, officer_id: str = "") -> list[dict[str, Any]]:
        return [{"leads": len(facts.leads)}]


@pytest.fixture
def hub(store: SqlHubStore) -> Hub:
    return lambda *words: run(read_words(["hub", *map(str, words)]), store, FixedClock(NOW), CountedLeads(), TERMS)


@pytest.fixture
def leads(tmp_path: Path) -> Path:
    file = tmp_path / "leads.csv"
    file.write_text(f"Name,Phone,Received At\nDana {MARKED},615-555-0101,2026-03-01T10:00:00-06:00\nNobody,,\n")
    return file


def test_how_somebody_is_reached_can_be_said_later_and_is_no_change_of_their_hours(
    hub: Hub, store: SqlHubStore
) -> None:
    reached = ("--email", " ada@example.com ", "--phone", "615-555-0190", "--nmls", "123")
    hub("person", "set", "Ada", *reached, "--why", "new")
    with store.reading() as rows:
        ada = rows.people.named("Ada")
    assert ada is not None
    assert (ada.officer.email, ada.officer.phone, ada.officer.nmls_id) == ("ada@example.com", "615-555-0190", "123")
    assert hub("moves")["moves"] == []
    hub("person", "set", "Ada", "--email", "", "--why", "no mail")
    with store.reading() as rows:
        emptied = rows.people.named("Ada")
    assert emptied is not None
    assert (emptied.officer.email, emptied.officer.phone) == ("", "615-555-0190")


def test_a_company_is_set_up_from_the_command_line(hub: Hub, leads: Path) -> None:
    assert hub("company", "--name", "Cumberland Lending", "--zone", "America/New_York")["zone"] == "America/New_York"
    mia = hub("person", "add", "Mia", "--role", "officer", "--branch", "Memphis", "--licensed", "TN")
    assert set(mia) == {"person_id"}
    assert [person["name"] for person in hub("person", "list")["people"]] == ["Ada", "Ben", "Eve", "Mia"]
    assert re.fullmatch(r"(\w{4}-){4}\w{4}", hub("invite", "mia")["code"])
    (file,) = hub("leads", "import", leads, "--source", "List", "--cost", "$42.50", "--assign", "Mia")["files"]
    assert (file["file"], file["rows"], file["imported"], file["duplicates"]) == ("leads.csv", 2, 1, 0)
    assert [row["line"] for row in file["rejected"]] == [3]
    assert hub("report", "team")["officers"] == [{"leads": 1}]
    assert hub("report", "team", "--branch", "nashville")["officers"] == [{"leads": 0}]
    assert hub("report", "team", "--from", "2026-03-02")["officers"] == [{"leads": 0}]
    assert hub("report", "team", "--at", "2026-03-01T09:00:00-06:00")["officers"] == [{"leads": 0}]
    assert hub("verify") == {"ok": True, "chains": 0, "audit": True, "broken": [], "laid_aside": {}}
    assert hub("person", "leave", "Mia")["devices"] == []


def test_a_doubtful_cell_is_told_with_its_line_and_reason(hub: Hub, tmp_path: Path) -> None:
    file = tmp_path / "leads.csv"
    file.write_text(f"Name,Phone,Email\nDana {MARKED},615-555-0101,nowhere\n")
    answer = hub("leads", "import", file, "--source", "List", "--dry-run")
    assert (answer["dry_run"], answer["note"]) == (
        True,
        "Nothing was written. Leads that would be imported: 1; updated: 0.",
    )
    (told,) = answer["files"]
    assert told["warnings"] == [{"line": 2, "reason": "“Email” holds no e-mail address"}]


def test_a_file_of_no_leads_is_refused_by_name(hub: Hub, tmp_path: Path) -> None:
    file = tmp_path / "offer.txt"
    file.write_text("Dear Sir,\n\nplease find my offer.\n")
    with pytest.raises(UnreadableFile, match=r"offer\.txt"):
        hub("leads", "import", file, "--source", "List")
    with pytest.raises(UnreadableFile, match="it is a folder"):
        hub("leads", "import", tmp_path, "--source", "List")


def test_playbooks_go_out_and_back_from_the_command_line(hub: Hub, tmp_path: Path) -> None:
    file = tmp_path / "playbook.toml"
    file.write_text(PLAYBOOK.replace("4h", "2h"))
    assert hub("playbook", "publish", file, "--why", "sooner")["version"] == 2
    assert hub("playbook", "diff")["changes"] == [
        {"step": "call-2", "what": "due", "before": "4h after the start", "after": "2h after the start"}
    ]
    assert hub("playbook", "rollback", "1", "--why", "too soon")["version"] == 3
    assert [book["version"] for book in hub("playbook", "list")["playbooks"]] == [1, 2, 3]
    file.write_text(PLAYBOOK.replace("after = ", 'template = "nope"\nafter = ', 1))
    with pytest.raises(BadPlaybook) as bad:
        hub("playbook", "publish", file, "--why", "try")
    assert "there is no template “nope”" in bad.value.problems[0]
    file.write_text("[[step]]")
    with pytest.raises(BadPlaybook):
        hub("playbook", "publish", file, "--why", "try")
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(UnreadableFile, match="UTF-8"):
        hub("playbook", "publish", file, "--why", "try")


def test_devices_are_shut_out_from_the_command_line(hub: Hub, desk: DeskOf) -> None:
    ada = desk("Ada")
    assert [device["device_id"] for device in hub("device", "list")["devices"]] == [ada.enrolled.device_id]
    assert hub("device", "revoke", ada.enrolled.device_id) == {
        "device_id": ada.enrolled.device_id,
        "revoked_at": NOW.isoformat(),
    }
    assert hub("device", "revoke", ada.enrolled.device_id, "--wipe")["wipe_at"] == NOW.isoformat()
    assert hub("device", "list")["devices"][0]["wipe_at"] == NOW.isoformat()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["invite", "Zoe"], "Nobody here is called Zoe"),
        (["device", "revoke", "x"], "no device x"),
        (["leads", "import", "missing.csv", "--source", "S"], "missing.csv cannot be read"),
        (["report", "team", "--from", "March"], "March"),
        (["report", "team", "--at", "soon"], "soon"),
        (["lead", "x"], "no lead x"),
        (["person", "add", "Ada", "--role", "officer", "--branch", "Nashville"], "somebody called Ada already"),
    ],
)
def test_what_cannot_be_done_is_said(hub: Hub, words: list[str], says: str) -> None:
    with pytest.raises(BadInput, match=says):
        hub(*words)


@pytest.mark.parametrize("cost", ["ten", "-1", "NaN", "Infinity"])
def test_a_cost_that_is_no_amount_is_said(hub: Hub, leads: Path, cost: str) -> None:
    with pytest.raises(BadInput, match="no amount"):
        hub("leads", "import", leads, "--source", "S", f"--cost={cost}")
