"""What an officer reads of what was told about them is what the hub has; what is private it has not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
import sqlcipher3.dbapi2 as sqlcipher

from app.clock import FixedClock
from app.desktop.desk import Desk
from app.desktop.leads import NewLead
from app.domain.activity import Kind
from tests.desks import KEY, MONDAY, a_lead
from tests.together.test_one_story_one_row import Branch

SECRET = "Zzyzxsecret: her brother is my dentist"


@pytest.fixture
def branch(tmp_path: Path) -> Iterator[Branch]:
    made = Branch(tmp_path, FixedClock(MONDAY))
    made.gives(a_lead(), "Ada")
    yield made
    made.close()


@pytest.fixture
def ada(branch: Branch) -> Desk:
    return branch.desks["Ada"]


def every_value(database: Path) -> list[str]:
    """Return whatever stands in any column of any table of an encrypted database, as text."""
    found: list[str] = []
    conn = sqlcipher.connect(str(database))
    try:
        conn.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
        tables = [name for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            for row in conn.execute(f'SELECT * FROM "{table}"'):
                found += [v.decode("utf-8", "replace") if isinstance(v, bytes) else str(v) for v in row]
    finally:
        conn.close()
    return found


def test_a_private_note_is_on_the_desk_and_nowhere_at_the_hub(branch: Branch, ada: Desk) -> None:
    ada.private_notes.keep("lead-1", SECRET)
    branch.logs("Ada", "lead-1", Kind.NO_ANSWER, note="rang twice")
    branch.syncs()
    here, there = every_value(branch.folder / "Ada.db"), every_value(branch.folder / "hub.db")
    assert any(SECRET in value for value in here)
    assert any("rang twice" in value for value in there), "the hub's own tables were not read"
    assert not [value for value in there if "Zzyzxsecret" in value]
    with ada.store.reading() as tx:
        assert not [wire for wire in tx.events_after(0, 100) if b"Zzyzxsecret" in wire]
    assert ada.leads.card("lead-1").private_note == SECRET


def test_passing_a_lead_on_is_among_what_the_hub_hears(branch: Branch, ada: Desk) -> None:
    page = ada.told.page()
    assert "pass on" in next(kept.words for kept in page.also if kept.what == "As you ask")
    assert not [kept.what for kept in page.never if "pass" in kept.words]


def test_a_private_note_goes_when_its_lead_goes(branch: Branch, ada: Desk) -> None:
    ada.private_notes.keep("lead-1", SECRET)
    with ada.store.writing() as tx:
        tx.remove_lead("lead-1")
    assert not [value for value in every_value(branch.folder / "Ada.db") if "Zzyzxsecret" in value]


def test_a_private_note_stays_when_the_hub_tells_of_its_lead_again(branch: Branch, ada: Desk) -> None:
    ada.private_notes.keep("lead-1", SECRET)
    with ada.store.writing() as tx:
        for feed in (tx.fact("sync.feeds") or b"").decode().split(","):
            tx.put_fact(f"sync.staging.{feed}", b"null")
    branch.syncs()
    assert ada.leads.card("lead-1").private_note == SECRET


def test_each_entry_says_when_it_went_up(branch: Branch, ada: Desk) -> None:
    branch.logs("Ada", "lead-1", Kind.NO_ANSWER)
    (waits,) = ada.told.page().entries
    assert (waits.words, waits.about, waits.is_sent) == ("No answer", "Dana Zzyzxborrower", False)
    branch.clock.at += timedelta(minutes=3)
    branch.syncs()
    branch.clock.at += timedelta(minutes=3)
    branch.logs("Ada", "lead-1", Kind.LEFT_VOICEMAIL)
    branch.syncs()
    voicemail, no_answer = ada.told.page().entries
    assert no_answer.sent_at == MONDAY + timedelta(minutes=3)
    assert voicemail.sent_at == MONDAY + timedelta(minutes=6)
    assert ada.told.page().up[0][2] == 2


def test_word_for_word_is_what_the_hub_has(branch: Branch, ada: Desk) -> None:
    branch.logs("Ada", "lead-1", Kind.NO_ANSWER, note="rang twice")
    branch.syncs()
    (entry,) = ada.told.page().entries
    assert '"note": "rang twice"' in entry.verbatim
    assert '"tz": "America/New_York"' in entry.verbatim
    with branch.hub.reading() as rows:
        (told,) = (e for d in rows.devices.all() for e in rows.events.of_device(d.device_id))
    assert told.payload is not None
    kept = msgspec.json.decode(told.payload)
    assert json.loads(entry.verbatim.split("\n\n")[0]) == kept


def test_of_a_private_own_lead_the_page_shows_a_count_and_no_name(branch: Branch, ada: Desk) -> None:
    mine = ada.leads.add(NewLead("Nora Ownlead", "(423) 555-0177"))[0].lead_id
    branch.logs("Ada", mine, Kind.NO_ANSWER)
    branch.syncs()
    (entry,) = ada.told.page().entries
    assert entry.words == "One of your own leads, 2026-11-23: no answer"
    assert "Ownlead" not in entry.verbatim + entry.about
    assert "Your own leads" in [kept.what for kept in ada.told.page().never]
    assert not [value for value in every_value(branch.folder / "hub.db") if "Ownlead" in value]


def test_a_long_log_is_read_page_by_page(branch: Branch, ada: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.desktop.told.PAGE", 2)
    for kind in (Kind.NO_ANSWER, Kind.BUSY, Kind.VOICEMAIL_FULL):
        branch.logs("Ada", "lead-1", kind)
    first = ada.told.page()
    second = ada.told.page(first.entries[-1].seq)
    assert [entry.words for entry in (*first.entries, *second.entries)] == ["Voicemail full", "Busy", "No answer"]
    assert (first.more, second.more) == (True, False)


def test_the_row_a_manager_sees_is_the_one_an_officer_is_shown(branch: Branch, ada: Desk) -> None:
    branch.logs("Ada", "lead-1", Kind.CALL_BACK, when=MONDAY + timedelta(hours=2))
    branch.syncs()
    today = MONDAY.date()
    numbers, there = ada.numbers.explained(today, today), ada.numbers.at_the_hub(today, today)
    # beside it the officer's page has what is worked out of the same leads
    assert {name: numbers.row[name] for name in there} == there
    assert [part.name for part in numbers.parts["contacted"]] == ["Dana Zzyzxborrower"]
