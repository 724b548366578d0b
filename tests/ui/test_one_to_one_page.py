"""The page that lies on the table when manager and officer talk: on the screen, as a PDF, and when nothing is known."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtGui import QTextTable
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.desktop.policy import read_policy
from app.domain.one_to_one import Why
from app.errors import HubUnreachable
from tests.desks import desk_with
from tests.ui.drilled import Drilled
from ui.office import Office
from ui.one_to_one import WHY, OneToOneDialog
from ui.printing import Section, Sheet, Table, document_of, html_of, print_on, save_pdf
from ui.slicing import sliced

DAYS = (date(2026, 10, 22), date(2026, 11, 20))


@pytest.fixture
def drilled(office: Office) -> Drilled:
    told = Drilled()
    office.desk = desk_with(office.desk, drilling=told)
    return told


@pytest.fixture
def dialog(office: Office, drilled: Drilled, qtbot: QtBot) -> OneToOneDialog:
    made = OneToOneDialog(office, "Ada Okafor", DAYS)
    qtbot.addWidget(made)
    made.show()
    return made


def test_it_tells_effort_results_and_three_leads_each_with_its_why(dialog: OneToOneDialog, drilled: Drilled) -> None:
    words = dialog.paper.toPlainText()
    for part in ("Effort", "Results", "Leads to discuss", "5 of 18 (12–51%)", "no real difference", "Wilson"):
        assert part in words
    assert len(drilled.one_to_one("", *DAYS).leads) == 3
    assert "Lee Late" in words
    assert "Can still be kept: promised, and the time is past since" in words
    assert ("row", "Ada Okafor", date(2026, 9, 22), date(2026, 10, 21)) in drilled.asked


def test_every_why_has_its_words() -> None:
    assert set(WHY) == set(Why)


def test_it_is_saved_as_a_pdf(dialog: OneToOneDialog, tmp_path: Path) -> None:
    dialog.save_to(tmp_path / "page.pdf")
    content = (tmp_path / "page.pdf").read_bytes()
    assert content.startswith(b"%PDF")
    assert content.rstrip().endswith(b"%%EOF")
    assert dialog.told.text() == "Saved."
    dialog.save_to(tmp_path / "no such folder" / "page.pdf")
    assert "could not be written" in dialog.told.text()


def test_where_the_company_wants_no_files_it_is_printed_and_not_saved(
    office: Office, drilled: Drilled, qtbot: QtBot
) -> None:
    office.desk.settings.policy = read_policy('{"ExportAllowed": false}')
    made = OneToOneDialog(office, "Ada Okafor", DAYS)
    qtbot.addWidget(made)
    assert made.print.isEnabled()
    assert not made.save.isEnabled()
    assert made.save.accessibleDescription().startswith("Set by your company")


def test_with_the_cable_out_there_is_nothing_to_print(office: Office, drilled: Drilled, qtbot: QtBot) -> None:
    drilled.fails = HubUnreachable("The hub does not answer.", "Try again.")
    made = OneToOneDialog(office, "Ada Okafor", DAYS)
    qtbot.addWidget(made)
    assert made.told.text() == "The hub does not answer. Try again."
    assert not made.save.isEnabled()
    assert not made.print.isEnabled()


def test_a_table_that_goes_over_pages_has_its_head_on_each(dressed: QApplication) -> None:
    rows = [("Within 5 min", str(n)) for n in range(90)]
    sheet = Sheet("One to one", ["Riverside"], [Section("Effort", (), Table(rows, ("What is counted", "These days")))])
    document = document_of(sheet)
    (table,) = (frame for frame in document.rootFrame().childFrames() if isinstance(frame, QTextTable))
    assert table.format().toTableFormat().headerRowCount() == 1
    document.setTextWidth(500)
    first, *later = sliced(document, 700)
    assert len(first) == 1, "where it begins it has its head anyway"
    assert later
    assert all(len(parts) == 2 for parts in later)
    assert "<thead" not in html_of(Sheet("", [], [Section("", (), Table(rows))])), "none has one it lacks"


def test_nothing_that_is_said_is_read_as_markup() -> None:
    odd = "<b>Bold & Co</b>"
    sheet = Sheet(odd, [odd], [Section(odd, [odd], Table([(odd, "1")], (odd, "n"), frozenset({1}), (50, 50)))])
    told = html_of(sheet)
    assert "<b>" not in told
    assert told.count("&lt;b&gt;Bold &amp; Co&lt;/b&gt;") == 6
    assert '<td width="50%" align="right">1</td>' in told


def test_a_page_comes_out_of_a_printer_and_goes_over_as_many_pages_as_it_needs(tmp_path: Path) -> None:
    sheet = Sheet("Long", [], [Section("Rows", (), Table([(f"row {n}", str(n)) for n in range(200)]))])
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    print_on(sheet, printer)
    save_pdf(sheet, tmp_path / "saved.pdf")
    for name in ("printed.pdf", "saved.pdf"):
        assert (tmp_path / name).read_bytes().count(b"/Type /Page\n") > 1
