"""The whole reading: what is refused, how large it may be, how it is watched, mapped and made into leads."""

from __future__ import annotations

import contextlib
import time
from datetime import UTC, datetime
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.lead import Origin, Person, Phone
from app.errors import BadInput, UnreadableFile
from app.leadfiles import reading as reading_module
from app.leadfiles.draft import Draft, to_lead
from app.leadfiles.reading import Cancelled, Mapping
from tests.app.leadfiles.reads import NOW, only, read

TABLE = "Name,Phone\n" + "".join(f"Person {n},423555{n:04}\n" for n in range(3000))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \r\n \r\n", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "picture"),
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"PK\x03\x04\x14\x00", "Excel"),
        (b"\x00\x01\x02\x03" * 64, "not text"),
        (b"Dear Sir,\nplease find the leads attached.\n", "No leads"),
        (b"Email\nplease answer soon\nthanks\n", "No leads"),
        (b"Name,State\nDana,TN\n", "phone number or an e-mail"),
        (b"<html><body><p>Not found</p></body></html>", "No leads"),
        (b"<adf><prospect>", "No leads"),
        (b"POST /Import.aspx HTTP/1.1\n\n", "No leads"),
        (b"{}", "No leads"),
    ],
)
def test_what_is_no_lead_file_gets_one_clear_sentence_and_a_remedy(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableFile, match=says) as refused:
        read(data)
    assert refused.value.exit_code == 2
    assert refused.value.remedy


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reading(data: bytes) -> None:
    with contextlib.suppress(UnreadableFile):
        read(data)


@given(st.text(st.sampled_from('",;\t\n\r ab@1é<>&='), max_size=80))
def test_no_rows_break_a_table(rows: str) -> None:
    reading = read("Name,Phone,Email,Notes\n" + rows)
    assert all(bool(row.reason) != bool(row.draft) for row in reading.rows)


def test_a_header_without_rows_is_a_lead_file_without_leads() -> None:
    assert read("Name,Phone\n").rows == []


def test_a_file_whose_every_row_is_bad_was_read_all_the_same() -> None:
    assert len(read("Name,Phone\nDana,\nMarcus,\n").rejected) == 2


def test_a_file_out_of_bounds_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="50 MB"):
        read(b"x" * (50 * 1024 * 1024 + 1))


def test_more_rows_than_the_bound_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_module, "MOST_ROWS", 3000)
    assert len(read(TABLE).rows) == 3000
    with pytest.raises(UnreadableFile, match="more than 3,000 rows"):
        read(TABLE + "One more,4235550142\n")


def test_a_cell_beyond_all_bounds_costs_its_row_only() -> None:
    long = "x" * (32 * 1024 + 1)
    reading = read(
        f'Name,Phone,Notes\nA,423-555-0142,{long}\nB,850-555-0117,{long[:-1]}\nC,442-555-0163,"{long * 20}"\n'
    )
    assert [row.line for row in reading.rejected] == [2, 4]
    assert reading.rejected[0].reason == "“Notes” holds more than 32 KiB"
    assert reading.drafts[0].borrower.name == "B"


@pytest.mark.parametrize("filling", [" ", ",", "1 ", "a", "@", "a@", "(", "\t", "é", "<?xml ", "0"])
def test_a_cell_full_of_anything_costs_no_time(filling: str) -> None:
    cell = ("1" + filling * 40_000)[: 32 * 1024 - 1].replace('"', "") + "1"
    header = "Phone,Email,Name,State,Zip,Address,Received At,Amount,sms_consent,Origin"
    began = time.perf_counter()
    read(header + "\n" + ",".join([f'"{cell}"'] * 10) + "\n")
    assert time.perf_counter() - began < 2


def test_progress_goes_up_to_the_whole() -> None:
    seen: list[tuple[int, int]] = []
    read(TABLE, progress=lambda done, total: seen.append((done, total)) is None)
    assert len(seen) > 5
    assert seen == sorted(seen)
    assert seen[-1] == (len(TABLE), len(TABLE))


@pytest.mark.parametrize(
    "content",
    [TABLE, "<adf>" + "<prospect><customer><contact><email>a@b.c</email></contact></customer></prospect>" * 2000],
)
def test_a_reading_can_be_stopped_half_way(content: str) -> None:
    with pytest.raises(Cancelled):
        read(content, progress=lambda done, total: done < total / 2)


def test_a_map_names_columns_in_plain_words() -> None:
    mapping = Mapping(
        name="Branch sheet", columns={"Wer": "Name", "Nummer": "Mobile Phone", "Intern": "", "Wo": "Property State"}
    )
    reading = read("Wer;Nummer;Intern;Wo;Farbe\nDana;423-555-0142;x;TN;red\n", mapping=mapping)
    (draft,) = reading.drafts
    assert draft.borrower == Person(name="Dana", phones=(Phone(number="+14235550142", kind="mobile"),))
    assert draft.subject_property.state == "TN"
    assert draft.source_fields == {"Farbe": "red"}
    assert reading.columns == {"Wer": "name", "Nummer": "phone", "Intern": "", "Wo": "state", "Farbe": ""}


def test_a_map_that_names_nothing_is_refused_by_its_word() -> None:
    with pytest.raises(BadInput, match="Nmae"):
        read("Wer;Phone\nDana;423-555-0142\n", mapping=Mapping(name="m", columns={"Wer": "Nmae"}))


def test_a_lead_is_made_of_a_draft_and_what_the_row_leaves_open() -> None:
    draft = only("Name,Phone,Source\nDana,423-555-0142,\n")
    lead = to_lead(draft, "lead-1", received_at=NOW, source="Example Leads", campaign="Fall", cost=Decimal("42.50"))
    assert (lead.lead_id, lead.received_at, lead.origin) == ("lead-1", NOW, Origin.COMPANY)
    assert (lead.source, lead.campaign, lead.cost) == ("Example Leads", "Fall", Decimal("42.50"))
    assert lead.borrower.name == "Dana"


def test_what_the_row_says_outweighs_what_the_importer_fills_in() -> None:
    draft = only(
        "Phone,Source,Campaign,Cost,Received At,Origin\n423-555-0142,Web,Spring,0.50,2026-11-10T08:00:00Z,walk-in\n"
    )
    lead = to_lead(draft, "lead-1", received_at=NOW, source="x", campaign="x", cost=Decimal(9), origin=Origin.PHONE_IN)
    assert (lead.source, lead.campaign, lead.cost, lead.origin) == ("Web", "Spring", Decimal("0.50"), Origin.WALK_IN)
    assert lead.received_at == datetime(2026, 11, 10, 8, tzinfo=UTC)


def test_a_formats_own_vendor_is_the_source_only_when_nobody_names_one() -> None:
    draft = Draft(borrower=Person(name="Dana"), usual_source="Facebook")
    assert to_lead(draft, "lead-1", received_at=NOW).source == "Facebook"
    assert to_lead(draft, "lead-1", received_at=NOW, source="Paid social").source == "Paid social"


def test_a_draft_survives_being_written_and_read_back() -> None:
    draft = only("Name,Phone,Amount,sms_consent,Received At\nDana,423-555-0142,$5,yes,2026-11-10T08:00:00Z\n")
    assert msgspec.json.decode(msgspec.json.encode(draft), type=Draft) == draft


def test_a_stray_control_character_costs_no_row_its_place() -> None:
    data = b"Name,Phone\nDana\x1b One,615-555-0101\nDana\x00 Two,615-555-0102\n"
    found = read(data)
    assert not found.rejected
    assert [draft.borrower.name for draft in found.drafts] == ["Dana One", "Dana Two"]
