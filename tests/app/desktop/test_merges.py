"""Two inquiries of one person merged on a desk, and taken apart again with nothing lost on either side."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from app.desktop.activities import Note
from app.desktop.duplicates import Choice, Decision
from app.desktop.views import FileResult
from app.domain.activity import Kind
from app.errors import BadInput
from app.protocol import wire
from app.protocol.chain import Event
from tests.desks import TestDesk, a_lead

HEAD = "Name,Phone,Email,Received At,Lead ID,Source,Cost\n"
FIRST = HEAD + "Ada Example,423-555-0111,,2026-11-16T10:00:00-05:00,V-1000001,Web,40\n"
AGAIN = HEAD + "Ada Example,423-555-0111,ada@example.com,2026-11-23T10:55:00-05:00,V-1000002,Portal,50\n"


def bring(ada: TestDesk, folder: Path, text: str) -> FileResult:
    path = folder / "leads.csv"
    path.write_text(text, encoding="utf-8")
    (result,), _ = ada.desk.intake.import_files([path])
    return result


def sent(ada: TestDesk) -> list[tuple[str, str]]:
    with ada.store.reading() as tx:
        events = [msgspec.json.decode(raw, type=Event) for raw in tx.events_after(0, 1000)]
    return [(event.type, event.lead_id) for event in events]


def test_a_merge_taken_apart_leaves_two_leads_and_the_first_asks_no_more(ada: TestDesk, tmp_path: Path) -> None:
    bring(ada, tmp_path, FIRST)
    (before,) = ada.desk.leads.search()
    held = ada.desk.leads.card(before.lead_id).lead
    ((merge_id, line, name),) = bring(ada, tmp_path, AGAIN).merges
    assert (line, name) == (2, "Ada Example")
    (told,) = ada.desk.merges.of(before.lead_id)
    assert (told.merge_id, told.source, told.brought) == (merge_id, "Portal", ("asked again", "ada@example.com"))
    ada.desk.activities.log(Note(before.lead_id, Kind.NO_ANSWER))
    apart, changed = ada.desk.merges.take_apart(merge_id)
    card = ada.desk.leads.card(before.lead_id)
    assert card.lead == held
    assert {row.words: row.retracted for row in card.timeline}["Inquired again"]
    assert {"No answer", "Received from Web"} <= {row.words for row in card.timeline if not row.retracted}
    other = ada.desk.leads.card(apart.lead_id).lead
    assert (other.emails, other.source, other.vendor_id, other.cost) == (
        ("ada@example.com",),
        "Portal",
        "V-1000002",
        50,
    )
    assert not apart.inquiry_stays
    assert {before.lead_id, apart.lead_id} <= changed.lead_ids


def test_the_same_file_after_that_knows_each_of_the_two(ada: TestDesk, tmp_path: Path) -> None:
    bring(ada, tmp_path, FIRST)
    ((merge_id, _, _),) = bring(ada, tmp_path, AGAIN).merges
    ada.desk.merges.take_apart(merge_id)
    for text in (FIRST, AGAIN):
        result = bring(ada, tmp_path, text)
        assert (result.imported, result.updated, result.merges) == (0, 0, [])


def test_what_was_merged_by_hand_and_brought_nothing_comes_apart_too(ada: TestDesk, tmp_path: Path) -> None:
    ada.put(a_lead(name="Ada Example", phones=("+14235550111",), emails=()))
    path = tmp_path / "leads.csv"
    path.write_text("Name,Phone\nBo Other,423-555-0111\n", encoding="utf-8")
    intake = ada.desk.intake
    reading = intake.read(path.name, path.read_bytes(), "America/New_York")
    (known,) = ada.desk.duplicates.find(reading)
    assert not known.is_sure
    said = {known.place: Decision(Choice.MERGE, known.lead_id)}
    for times in range(2):
        result, _ = intake.bring_in(reading, decisions=said)
        assert (result.imported, result.updated, len(result.merges)) == (0, 0, 1 - times)
    (line,) = ada.desk.merges.of("lead-1")
    apart, _ = ada.desk.merges.take_apart(line.merge_id)
    assert apart.name == "Bo Other"
    assert ada.desk.leads.card("lead-1").lead.phones == ada.desk.leads.card(apart.lead_id).lead.phones


def test_what_the_rule_merges_and_brings_nothing_is_no_merge(ada: TestDesk, tmp_path: Path) -> None:
    ada.put(a_lead(name="Ada Example", phones=("+14235550111",), emails=()))
    reading = ada.desk.intake.read("leads.csv", b"Name,Phone\nAda Example,423-555-0111\n", "America/New_York")
    (known,) = ada.desk.duplicates.find(reading)
    assert known.is_sure
    result, _ = ada.desk.intake.bring_in(reading, decisions={0: Decision(Choice.MERGE, known.lead_id)})
    assert (result.duplicates, result.merges) == (1, [])


def test_a_merge_is_taken_apart_once(ada: TestDesk, tmp_path: Path) -> None:
    bring(ada, tmp_path, FIRST)
    ((merge_id, _, _),) = bring(ada, tmp_path, AGAIN).merges
    ada.desk.merges.take_apart(merge_id)
    with pytest.raises(BadInput, match="taken apart already"):
        ada.desk.merges.take_apart(merge_id)


def test_what_a_later_merge_brought_too_stays(ada: TestDesk, tmp_path: Path) -> None:
    bring(ada, tmp_path, FIRST)
    first = bring(ada, tmp_path, AGAIN).merges[0][0]
    third = AGAIN.replace("V-1000002", "V-1000003").replace("10:55", "10:57").replace("ada@", "ada.b@")
    bring(ada, tmp_path, third)
    ada.desk.merges.take_apart(first)
    (line,) = [line for line in ada.desk.leads.search() if line.source == "Web"]
    assert line.emails == ["ada.b@example.com"]
    assert len(ada.desk.merges.of(line.lead_id)) == 1


def test_a_purged_lead_takes_what_was_merged_into_it_along(ada: TestDesk, tmp_path: Path) -> None:
    bring(ada, tmp_path, FIRST)
    ((merge_id, _, _),) = bring(ada, tmp_path, AGAIN).merges
    (line,) = ada.desk.leads.search()
    with ada.store.writing() as tx:
        tx.forget_lead(line.lead_id)
    with ada.store.reading() as tx:
        assert tx.merge(merge_id) is None


def test_the_hub_is_told_of_the_lead_and_not_that_nobody_asked_again(ada: TestDesk, tmp_path: Path) -> None:
    """It takes back nothing that the borrower did; and what that inquiry cost is counted with it."""
    ada.joined(own_leads="company")
    lead = a_lead(name="Ada Example", phones=("+14235550111",), emails=())
    ada.put(lead, from_hub=True)
    later = AGAIN.replace("2026-11-23T10:55", "2026-11-23T11:00")
    ((merge_id, _, _),) = bring(ada, tmp_path, later.replace("11:00:00-05:00", "11:00:01-05:00")).merges
    apart, _ = ada.desk.merges.take_apart(merge_id)
    assert apart.inquiry_stays
    assert sent(ada) == [(wire.ACTIVITY, lead.lead_id), (wire.LEAD_ADDED, apart.lead_id)]
    assert ada.desk.leads.card(apart.lead_id).lead.cost is None
    assert ada.desk.leads.card(lead.lead_id).lead.emails == ()
