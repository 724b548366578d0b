"""A report as a page: every heading with its footnote, nothing that runs, nothing that is fetched."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from app.errors import BadInput, WorldFailed
from app.reportfiles.files import NoPdf, files_of, write_files
from app.reportfiles.pages import page_of
from app.reportfiles.printed import Head, Printed, html_of
from tests.app.reportfiles.sheets import claim_row, compared_row, month_row, officer_row, sheet, source_row
from tests.test_spreadsheets import PAYLOADS, begins_a_formula


def test_a_teams_page_has_parts_in_one_cell_and_a_footnote_a_heading() -> None:
    page = page_of(sheet("team", [officer_row()]))
    cells = dict(zip([head.words for head in page.heads], page.rows[0], strict=True))
    assert cells["Contacted"] == "8 of 24 (33%)\n(18–53%)"
    assert (cells["Leads"], cells["First attempt"], cells["Within 5 min"]) == ("1,024", "3 min", "12 of 24 (50%)")
    assert (cells["Promises kept"], cells["Calls / mails / texts"]) == ("–", "70 / 24 / 0")
    assert all(head.note for head in page.heads)
    html = html_of(page)
    numbers = [int(n) for n in re.findall(r"<sup>(\d+)</sup>", html)]
    assert numbers == [*range(1, len(page.heads) + 1)] * 2, "once at its heading, once at the foot"
    assert "Of: leads received in the period" in html


def test_an_officers_page_has_every_number_with_what_it_is_beside_it() -> None:
    page = page_of(sheet("officer", [officer_row()]))
    told = {row[0]: row[1:] for row in page.rows}
    assert told["Excused"] == ["off shift 3, closed 2", "Steps that could not be done, by reason; they are in no rate."]
    assert told["First attempt, on shift"][0] == "–"
    assert "Funded" not in told, "a row of an earlier version lacks what was not counted yet"


def test_money_and_instants_are_as_people_write_them() -> None:
    (row,) = page_of(sheet("sources", [source_row(ripe=True)])).rows
    assert "$1,234.50" in row
    assert row[-1] == "yes"
    promise = {"lead_id": "7", "officer": None, "promised_at": "2026-03-02T15:00:00+00:00", "state": "kept"}
    assert page_of(sheet("promises", [promise])).rows == [["7", "–", "2026-03-02 09:00 CST", "–", "kept"]]


def test_marketings_reports_are_as_people_write_them() -> None:
    page = page_of(sheet("cohorts", [month_row(None)]))
    cells = dict(zip([head.words for head in page.heads], page.rows[0], strict=True))
    assert (cells["Source"], cells["Campaign"]) == ("all sources", "all campaigns")
    assert (cells["Expected applications"], cells["Expected funded"]) == ("6\n(4–1,009)", "–")
    page = page_of(sheet("adjusted", [compared_row(), compared_row(alike=None, alike_from=None, alike_to=None)]))
    heads = [head.words for head in page.heads]
    first, second = (dict(zip(heads, row, strict=True)) for row in page.rows)
    assert (first["Followed up alike"], second["Followed up alike"]) == ("5.0%\n(2.0–8.0%)", "–")
    assert (first["Within 5 min"], first["Average, followed up alike"]) == ("100 of 400 (25%)", "9.0%")
    page = page_of(sheet("claims", [claim_row(), claim_row(proof=[])]))
    heads = [head.words for head in page.heads]
    assert [dict(zip(heads, row, strict=True))["Tried"] for row in page.rows] == [
        "2026-02-12 09:02 CST call: Disconnected (in the phone system's records)",
        "–",
    ]


def test_what_strangers_typed_is_text() -> None:
    rows = [source_row(source=payload, campaign="<script>alert(1)</script>") for payload in PAYLOADS]
    rows += [source_row(campaign=payload) for payload in PAYLOADS]
    page = page_of(sheet("sources", rows))
    assert not any(begins_a_formula(cell) for row in page.rows for cell in row), "a table is pasted into a spreadsheet"
    html = html_of(page)
    assert "<script" not in html
    assert "default-src 'none'" in html
    assert not re.search(r"(src|href)=", html)


def test_words_are_put_into_another_language_where_there_is_one() -> None:
    page = page_of(sheet("leaks", []), lambda words: words.upper())
    assert [head.words for head in page.heads] == ["LOST HOW", "STEP", "WHOSE SIDE", "LEADS", "COST"]


def test_a_heading_without_a_note_has_no_number() -> None:
    html = html_of(Printed("One to one", [], [Head("Lead"), Head("Speed", "How soon", is_number=True)], [["a", "b"]]))
    assert re.findall(r"<sup>(\d)</sup>", html) == ["1", "1"]


def test_an_ending_that_is_none_is_refused_and_a_pdf_where_nothing_makes_one() -> None:
    one = sheet("leaks", [])
    with pytest.raises(BadInput, match=r"No report is written as “\.doc”"):
        files_of(one, "leaks.doc")
    with pytest.raises(NoPdf, match="made where the desk is installed"):
        files_of(one, "leaks.pdf")
    assert [file.name for file in files_of(one, "leaks.CSV")] == ["leaks.CSV", "leaks-definitions.csv"]
    (made,) = files_of(one, "leaks.pdf", pdf=lambda page: page.title.encode())
    assert (made.content, made.media) == (b"Where leads were lost", "application/pdf")


def test_a_file_that_is_there_stays_unless_it_is_to_be_replaced(tmp_path: Path) -> None:
    files = files_of(sheet("leaks", []), "leaks.xlsx")
    (path,) = write_files(tmp_path, files)
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(BadInput, match=r"There is a file leaks\.xlsx already"):
        write_files(tmp_path, files)
    assert write_files(tmp_path, files, replaces=True) == [path]
    with pytest.raises(WorldFailed, match="cannot be written"):
        write_files(tmp_path / "nowhere", files)


def test_a_company_without_a_name_leaves_no_gap_where_it_would_stand() -> None:
    named = sheet("team", [officer_row()])
    nameless = replace(named, about=replace(named.about, company=""))
    assert "Company" not in [fact.name for fact in nameless.facts()]
    assert page_of(nameless).above.startswith(nameless.title)
