"""Workbooks: where leads stand in them, what their cells say, what they may not do."""

from __future__ import annotations

import contextlib
import zipfile
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.lead import Phone
from app.errors import UnreadableFile
from app.leadfiles import sheets as sheets_module
from app.leadfiles import workbook as workbook_module
from app.leadfiles.reading import Cancelled, Mapping
from tests.app.leadfiles.reads import only, read
from tests.app.leadfiles.workbooks import Cell, archive, sheet, workbook

HEADLESS = "no column of this sheet is named as a phone number or an e-mail address; none of its rows was read"
HEADER = ("Name", "Phone", "Email")
DANA = ("Dana Whitlock", "423-555-0142", "dana@example.com")


def one_row(
    header: str, cell: Cell, *, formats: tuple[str, ...] = (), about: str = "", texts: tuple[str, ...] = ()
) -> str:
    """Return what a cell was read as, of a row that can at least be phoned."""
    rows = sheet(("Phone", header), ("423-555-0142", cell))
    draft = only(workbook({"Leads": rows}, formats=formats, about=about, texts=texts))
    return draft.source_fields.get(header, "")


def test_a_workbooks_rows_are_leads_with_their_lines_as_excel_counts_them() -> None:
    reading = read(workbook({"Leads": sheet(HEADER, DANA, ("Nobody", "", ""), ("Marcus", "850-555-0117", ""))}))
    assert [(row.line, row.reason) for row in reading.rows] == [(2, ""), (3, "no phone and no e-mail"), (4, "")]
    assert reading.drafts[0].borrower.phones == (Phone(number="+14235550142"),)
    assert reading.format == "table"


def test_a_merged_title_and_empty_rows_above_the_header_are_stepped_over() -> None:
    after = '<mergeCells count="1"><mergeCell ref="A1:C1"/></mergeCells>'
    rows = sheet(("Leads of November: name, phone, email",), (), ("as of Monday",), HEADER, DANA, after=after)
    reading = read(workbook({"Leads": rows}))
    assert [(row.line, row.reason) for row in reading.rows] == [(5, "")]


def test_a_merged_title_over_columns_tells_whose_they_are() -> None:
    rows = sheet(
        ("Borrower", None, "Co-Borrower", None),
        ("First Name", "Phone", "First Name", "Phone"),
        ("Dana", "423-555-0142", "Alex", "850-555-0117"),
    )
    draft = only(workbook({"Joint": rows}))
    assert (draft.borrower.name, draft.co_borrowers[0].name) == ("Dana", "Alex")
    assert draft.co_borrowers[0].phones == (Phone(number="+18505550117"),)


def test_every_visible_sheet_of_leads_is_read_and_a_reason_names_the_sheet() -> None:
    reading = read(
        workbook(
            {
                "Read me": sheet(("How this list came about",)),
                "March": sheet(HEADER, DANA, ("X", "none", "")),
                "April": sheet(("Mobile Phone", "First Name"), ("850-555-0117", "Marcus")),
                "Old": sheet(("Zoe", "701-555-0188")),
                "Hidden": sheet(HEADER, ("Secret", "701-555-0189", "")),
            },
            states={"Hidden": "hidden"},
        )
    )
    assert [draft.borrower.name for draft in reading.drafts] == ["Dana Whitlock", "Marcus"]
    assert [(row.line, row.reason) for row in reading.rejected] == [
        (3, "sheet “March”: no phone and no e-mail: “Phone” holds no phone number"),
        (1, f"sheet “Old”: {HEADLESS}"),
    ]


def test_a_workbook_without_leads_says_what_is_missing() -> None:
    with pytest.raises(UnreadableFile, match="no column is named as a phone number"):
        read(workbook({"Sheet1": sheet(("Quarter", "Volume"), (1, 2))}))


def test_leads_on_hidden_sheets_alone_are_asked_to_be_shown() -> None:
    with pytest.raises(UnreadableFile, match="Unhide"):
        read(workbook({"A": sheet(("Notes",)), "Leads": sheet(HEADER, DANA)}, states={"Leads": "veryHidden"}))


def test_numbers_kept_as_numbers_are_phones_and_zip_codes_all_the_same() -> None:
    rows = sheet(("Phone", "Zip", "Amount"), (4235550142, 501, 312500.0), ("|t='n'|<v>8.505550117E9</v>", 37402, 1.5))
    first, second = read(workbook({"Leads": rows})).drafts
    assert (first.borrower.phones[0].number, first.address.zip, first.amount) == ("+14235550142", "00501", 312500)
    assert second.borrower.phones[0].number == "+18505550117"


@pytest.mark.parametrize(
    ("code", "number", "written"),
    [
        ("m/d/yyyy", "46336", "2026-11-10"),
        ("yyyy\\-mm\\-dd hh:mm:ss", "46336.3369560185", "2026-11-10 08:05:13"),
        ("[$-409]mmmm d, yyyy;@", "46336", "2026-11-10"),
        ('d "of" mmm', "1", "1900-01-01"),
        ("h:mm AM/PM", "0.5", "12:00:00"),
        ("[h]:mm", "1.5", "1.5"),
        ("0.00%", "0.2", "20%"),
        ("00000", "501", "00501"),
        ("00000-0000", "5010001", "005010001"),
        ('"$"#,##0.00', "312500", "312500"),
        ("General", "0.30000000000000004", "0.3"),
        ("#,##0_);[Red](#,##0)", "-5", "-5"),
        ('0 "days"', "30", "30"),
        ("yyyy", "1e300", "1e+300"),
        ("yyyy", "never", "never"),
    ],
)
def test_a_number_says_what_its_format_shows(code: str, number: str, written: str) -> None:
    assert one_row("Shown", f"|s='1'|<v>{number}</v>", formats=(code,)) == written


def test_a_date_is_when_the_lead_came_on_the_clocks_of_the_importer() -> None:
    rows = sheet(("Phone", "Created"), ("423-555-0142", "|s='1'|<v>46336.3369560185</v>"))
    assert only(workbook({"Leads": rows}, formats=("m/d/yy h:mm",))).received_at == datetime(
        2026, 11, 10, 13, 5, 13, tzinfo=UTC
    )


def test_a_workbook_may_count_its_days_from_1904() -> None:
    cell = "|s='1'|<v>44874</v>"
    assert one_row("Day", cell, formats=("yyyy-mm-dd",), about='<workbookPr date1904="1"/>') == "2026-11-10"


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("|t='str'|<f>CONCAT(A1,B1)</f><v>what it came to</v>", "what it came to"),
        ("|t='str'|<f>A1</f>", ""),
        ("|t='b'|<v>1</v>", "TRUE"),
        ("|t='e'|<f>1/0</f><v>#DIV/0!</v>", "#DIV/0!"),
        ("|t='d'|<v>2026-11-10T08:05:13</v>", "2026-11-10T08:05:13"),
        ("|t='s'|<v>0</v>", "rich text"),
        ("|t='s'|<v>1</v>", "東京"),
        ("|t='s'|<v>7</v>", ""),
        ("|t='s'|<v>nonsense</v>", ""),
        ("|t='inlineStr'|<is><r><t>two </t></r><r><t>runs</t></r></is>", "two runs"),
        ("|t='str'|<v>first_x000D_\nsecond_xD800_</v>", "first\r\nsecond"),
        ("|s='99'|<v>5</v>", "5"),
        ("=1+1", "=1+1"),
    ],
)
def test_a_cell_is_what_excel_would_show(cell: Cell, written: str) -> None:
    texts = ("<r><t>rich </t></r><r><t>text</t></r>", "<t>東京</t><rPh sb='0' eb='2'><t>とうきょう</t></rPh>")
    assert one_row("Said", cell, texts=texts) == written


def test_cells_and_rows_without_addresses_stand_one_after_the_other() -> None:
    rows = "<row><c t='str'><v>Phone</v></c><c t='str'><v>Name</v></c></row>"
    rows += "<row><c><v>4235550142</v></c><c t='str'><v>Dana</v></c></row>"
    reading = read(workbook({"Leads": f"<worksheet><sheetData>{rows}</sheetData></worksheet>"}))
    assert [(row.line, row.draft and row.draft.borrower.name) for row in reading.rows] == [(2, "Dana")]


def test_elements_with_a_prefix_and_parts_in_other_cases_are_read() -> None:
    inside = "<x:row r='1'><x:c r='A1' t='str'><x:v>Email</x:v></x:c></x:row>"
    inside += "<x:row r='2'><x:c r='A2' t='str'><x:v>d@example.com</x:v></x:c></x:row>"
    data = workbook(
        {"Leads": ""},
        more={
            "xl/worksheets/sheet1.xml": "",
            "XL\\Worksheets\\Sheet1.xml": f"<x:worksheet xmlns:x='u'><x:sheetData>{inside}</x:sheetData></x:worksheet>",
        },
    )
    assert only(data).borrower.emails == ("d@example.com",)


def test_what_is_written_beside_the_table_is_kept_under_its_column() -> None:
    draft = only(workbook({"Leads": sheet(HEADER, (*DANA, None, "call first"))}))
    assert draft.source_fields == {"Column 5": "call first"}


def test_a_footer_below_an_empty_row_is_no_reject() -> None:
    rows = sheet((*HEADER, "State"), (*DANA, "TN"), (), ("Total: 1",))
    assert len(read(workbook({"Leads": rows})).rows) == 1


def test_protected_columns_of_a_workbook_are_dropped_and_named() -> None:
    reading = read(workbook({"Leads": sheet((*HEADER, "SSN", "Marital Status"), (*DANA, "000-12-3456", "Married"))}))
    assert reading.dropped_fields == ["SSN", "Marital Status"]
    assert "000-12" not in str(reading.rows)
    assert "Married" not in str(reading.rows)


def test_a_known_export_is_known_as_a_workbook_too_and_a_map_counts() -> None:
    header = ("Record ID", "First Name", "Nummer", "Lifecycle Stage")
    data = workbook({"Leads": sheet(header, (51901001, "Dana", "423-555-0142", "Lead"))})
    reading = read(data, mapping=Mapping(name="m", columns={"Nummer": "Mobile Phone"}))
    assert reading.format == "hubspot_contacts"
    assert reading.drafts[0].vendor_id == "51901001"
    assert reading.drafts[0].borrower.phones[0].kind == "mobile"


def test_a_sheet_that_breaks_off_gives_what_came_before() -> None:
    broken = sheet(HEADER, DANA, DANA).partition('<row r="3">')[0] + "<row r='3'><c"
    reading = read(workbook({"Leads": broken}))
    assert len(reading.drafts) == 1
    assert [(row.line, row.reason) for row in reading.rejected] == [
        (3, "the sheet breaks off here; nothing below could be read")
    ]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (archive({"xl/workbook.bin": "x"}), "binary Excel workbook"),
        (archive({"content.xml": "<x/>"}), "another program"),
        (archive({"leads.csv": "Phone\n4235550142\n"}), "zip archive"),
        (workbook({"Leads": sheet(HEADER, DANA)})[:-40], "damaged"),
        (archive({"xl/workbook.xml": "<workbook"}), "damaged"),
        (archive({"xl/workbook.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><workbook>&b;</workbook>"}), "entities"),
        (archive({"xl/workbook.xml": "<workbook/>"}, zipfile.ZIP_BZIP2), "unpacks"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64), "locked Excel"),
    ],
)
def test_what_is_no_workbook_of_leads_is_refused_with_a_remedy(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableFile, match=says) as refused:
        read(data)
    assert refused.value.remedy


def test_a_sheet_with_more_cells_than_any_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets_module, "MOST_THINGS", 10)
    with pytest.raises(UnreadableFile, match="more cells"):
        read(workbook({"Leads": sheet(HEADER, *[DANA] * 9)}))


def test_a_workbook_with_more_texts_than_any_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_module, "MOST_THINGS", 10)
    with pytest.raises(UnreadableFile, match="unpacks to more"):
        read(workbook({"Leads": sheet(HEADER, DANA)}, texts=["<t/>"] * 11))


def test_a_long_workbook_tells_how_far_it_is_and_can_be_stopped() -> None:
    data = workbook({"A": sheet(HEADER, *[DANA] * 6000), "B": sheet(HEADER, *[DANA] * 6000)})
    seen: list[tuple[int, int]] = []
    read(data, progress=lambda done, total: seen.append((done, total)) is None)
    assert seen == sorted(seen)
    assert len({done for done, _ in seen}) > 3
    assert seen[-1][0] == seen[-1][1]
    with pytest.raises(Cancelled):
        read(data, progress=lambda done, total: done < total / 2)


@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=8))
def test_no_damage_breaks_the_reading(at: int, damage: bytes) -> None:
    whole = workbook({"Leads": sheet(HEADER, DANA)}, texts=("<t>x</t>",), formats=("0",))
    at %= len(whole)
    with contextlib.suppress(UnreadableFile):
        read(whole[:at] + damage + whole[at + len(damage) :])


@given(st.text(st.sampled_from("<>/rcvt=' \"1A&;_x000D0"), max_size=60))
def test_no_sheet_breaks_the_reading(inside: str) -> None:
    rows = sheet(HEADER, DANA).replace("</sheetData>", f"<row r='3'><c r='A3'>{inside}</c></row></sheetData>")
    assert len(read(workbook({"Leads": rows})).rows) >= 1
