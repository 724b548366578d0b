"""A report as a workbook, read back by what reads workbooks here and by their XML."""

from __future__ import annotations

import io
import re
import zipfile
from xml.etree import ElementTree as ET

import pytest

from app.leadfiles.sheets import rows_of
from app.leadfiles.workbook import open_workbook
from app.reportfiles.columns import COLUMNS
from app.reportfiles.sheet import Sheet
from app.reportfiles.xlsx_out import xlsx_of
from tests.app.reportfiles.sheets import claim_row, officer_row, sheet, source_row
from tests.test_spreadsheets import PAYLOADS, begins_a_formula

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def read(one: Sheet) -> dict[str, list[dict[int, str]]]:
    workbook = open_workbook(xlsx_of(one))
    return {each.name: [row.cells or {} for row in rows_of(workbook, each)] for each in workbook.sheets}


def part(one: Sheet, name: str) -> ET.Element:
    with zipfile.ZipFile(io.BytesIO(xlsx_of(one))) as archive:
        return ET.fromstring(archive.read(name))


def test_it_has_the_rows_and_what_they_are() -> None:
    found = read(sheet("team", [officer_row("Nguyễn Thị Mai")]))
    assert list(found) == ["Team", "Definitions"]
    header, row = found["Team"]
    cells = {header[n]: value for n, value in row.items()}
    assert cells["Officer"] == "Nguyễn Thị Mai"
    assert cells["Leads"] == "1024"
    assert cells["Contacted, of"] == "24"
    told = found["Definitions"]
    assert told[0] == dict(enumerate(["Column", "Heading", "Definition", "Denominator", "Unit"]))
    assert {line[0]: line[1] for line in told[len(header) + 1 :]}["Asked for by"] == "Ben Boyd"


def test_its_cells_are_typed_and_its_header_stays() -> None:
    one = sheet("promises", [{"lead_id": "7", "officer": "Ada", "promised_at": "2026-03-02T15:00:00+00:00"}])
    (pane,) = part(one, "xl/worksheets/sheet1.xml").iter(f"{MAIN}pane")
    assert (pane.get("state"), pane.get("ySplit"), pane.get("topLeftCell")) == ("frozen", "1", "B2")
    cells = {cell.get("r"): cell for cell in part(one, "xl/worksheets/sheet1.xml").iter(f"{MAIN}c")}
    # an id of digits stays text, an instant is a day and a fraction on the company's clock
    assert cells["A2"].get("t") == "inlineStr"
    assert (cells["C2"].get("t"), cells["C2"].findtext(f"{MAIN}v")) == (None, "46083.375")
    assert read(one)["Promises"][1][2] == "2026-03-02 09:00:00"
    widths = [float(c.get("width", 0)) for c in part(one, "xl/worksheets/sheet1.xml").iter(f"{MAIN}col")]
    assert len(widths) == 5
    assert min(widths) >= 8


@pytest.mark.parametrize("report", COLUMNS)
def test_a_workbook_takes_every_reports_name_for_a_sheet(report: str) -> None:
    name = sheet(report, []).title
    assert len(name) <= 31
    assert not set(name) & set(":\\/?*[]")


def test_a_day_is_a_day_and_what_was_tried_is_words_on_the_companys_clock() -> None:
    one = sheet("claims", [claim_row()])
    header, row = read(one)["Credit to claim"]
    cells = {header[n]: value for n, value in row.items()}
    assert cells["Claim until"] == "2026-02-22"
    assert cells["Received"] == "2026-02-12 09:00:00"
    assert cells["Tried"] == "2026-02-12 09:02 CST call: Disconnected (in the phone system's records)"


def test_every_style_a_cell_names_is_there_and_no_cell_has_a_formula() -> None:
    for one in (sheet("team", [officer_row()]), sheet("sources", [source_row()])):
        formats = part(one, "xl/styles.xml").find(f"{MAIN}cellXfs")
        assert formats is not None
        for name in ("sheet1", "sheet2"):
            found = part(one, f"xl/worksheets/{name}.xml")
            assert all(int(cell.get("s", 0)) < len(formats) for cell in found.iter(f"{MAIN}c"))
            assert not list(found.iter(f"{MAIN}f"))


def test_no_text_is_a_formula_where_the_sheet_is_saved_as_csv() -> None:
    rows = [source_row(source=payload, campaign=payload) for payload in PAYLOADS]
    cells = [cell for row in read(sheet("sources", rows))["Sources"] for cell in row.values()]
    assert [cell for cell in cells if begins_a_formula(cell)] == []
    assert sum("HYPERLINK" in cell for cell in cells) > 1


@pytest.mark.parametrize("text", ["a & b <c>", "_x0041_", "tab\tand\nline", "x" * 40_000, "nul\x00 \ud800 \ufffe end"])
def test_what_no_sheet_may_hold_breaks_none(text: str) -> None:
    (_, row) = read(sheet("sources", [source_row(source=text)]))["Sources"]
    kept = re.sub("[\x00\ud800\ufffe]", "", text)[:32_767]
    assert row[0] == kept


def test_the_same_report_is_the_same_file() -> None:
    one = sheet("team", [officer_row()])
    assert xlsx_of(one) == xlsx_of(one)
