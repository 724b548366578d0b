"""Pages on paper: rows whole, a table's header on each page, no heading alone at the foot."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from PySide6.QtCore import QLocale, QRectF
from PySide6.QtGui import QPageSize, QTextDocument
from PySide6.QtWidgets import QApplication

from app.reportfiles.pages import page_of
from app.reportfiles.printed import body_of
from tests.app.reportfiles.sheets import officer_row, sheet
from ui.paper import Sheets, paper_of, pdf_of
from ui.pdf import pdf_of_report
from ui.slicing import sliced

pytestmark = pytest.mark.usefixtures("qapp")


def document_of(body: str, width: float = 500) -> QTextDocument:
    document = QTextDocument()
    document.setHtml(body)
    document.setTextWidth(width)
    return document


def table_of(rows: int) -> str:
    cells = "".join(f"<tr><td>row {n}<br>second line</td><td>{n}</td></tr>" for n in range(rows))
    return f"<h1>Title</h1><table><thead><tr><th>A</th><th>B</th></tr></thead><tbody>{cells}</tbody></table>"


def pages_in(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


def test_a_long_table_is_cut_between_rows_with_its_header_on_each_page() -> None:
    document = document_of(table_of(60))
    pages = sliced(document, 300)
    assert len(pages) > 3
    assert len(pages[0]) == 1
    header = pages[1][0]
    assert all(page[0] == header for page in pages[1:])
    # each page goes on where the one before ended, and none is fuller than its paper
    bodies = [page[-1] for page in pages]
    assert all(a.bottom() == pytest.approx(b.top()) for a, b in pairwise(bodies))
    assert all(sum(part.height() for part in page) <= 300 for page in pages)
    layout, block, cuts = document.documentLayout(), document.begin(), [body.top() for body in bodies[1:]]
    while block.isValid():
        at: QRectF = layout.blockBoundingRect(block)
        assert not any(at.top() + 1 < cut < at.bottom() - 1 for cut in cuts), "no row is cut in two"
        block = block.next()
    assert bodies[-1].bottom() >= layout.documentSize().height() - 20, "nothing is left out at the end"


def test_what_stands_below_a_table_is_printed_and_a_heading_keeps_with_its_text() -> None:
    notes = "".join(f"<p>note {n}</p>" for n in range(40))
    document = document_of(f"{table_of(8)}<h2>Notes</h2>{notes}")
    block = document.begin()
    while block.text() != "Notes":
        block = block.next()
    heading = document.documentLayout().blockBoundingRect(block)
    # paper that ends right below the heading
    pages = sliced(document, heading.bottom() + 4)
    assert pages[0][-1].bottom() <= heading.top() + 1
    assert pages[-1][-1].bottom() >= document.documentLayout().documentSize().height() - 20


def test_one_row_longer_than_paper_is_printed_all_the_same() -> None:
    tall = "<br>".join(f"line {n}" for n in range(80))
    document = document_of(f"<table><thead><tr><th>A</th></tr></thead><tbody><tr><td>{tall}</td></tr></tbody></table>")
    pages = sliced(document, 200)
    assert all(sum(part.height() for part in page) <= 200.5 for page in pages)
    assert sum(page[-1].height() for page in pages) >= document.documentLayout().documentSize().height() - 20
    assert [len(page) for page in sliced(document_of(""), 200)] == [1]


def test_a_report_is_a_pdf_of_as_many_pages_as_it_needs() -> None:
    few, many = (page_of(sheet("team", [officer_row(f"Officer {n}") for n in range(count)])) for count in (3, 120))
    short = pdf_of_report(few)
    assert short.startswith(b"%PDF-")
    assert pages_in(short) == 1
    assert pages_in(pdf_of_report(many)) > 3


def test_the_paper_is_that_of_the_country() -> None:
    letter, a4 = QPageSize.PageSizeId.Letter, QPageSize.PageSizeId.A4
    said = {name: paper_of(QLocale(name)) for name in ("en_US", "es_MX", "de_DE", "en_GB", "C")}
    assert said == {"en_US": letter, "es_MX": letter, "de_DE": a4, "en_GB": a4, "C": letter}
    body = body_of(page_of(sheet("leaks", [])))
    boxes = {
        paper: re.findall(rb"/MediaBox \[([\d. ]+)\]", pdf_of(Sheets("T", body), paper))[0] for paper in (letter, a4)
    }
    assert [float(n) for n in boxes[letter].split()] == pytest.approx([0, 0, 612, 792], abs=1)
    assert [float(n) for n in boxes[a4].split()] == pytest.approx([0, 0, 595, 842], abs=1)


def test_ink_is_dark_though_the_window_is(qapp: QApplication) -> None:
    before, dark = qapp.palette(), qapp.palette()
    dark.setColor(dark.ColorRole.Text, "#ffffff")
    light_pdf = pdf_of(Sheets("T", "<p>words</p>"))
    qapp.setPalette(dark)
    try:
        dark_pdf = pdf_of(Sheets("T", "<p>words</p>"))
    finally:
        qapp.setPalette(before)
    # all but the moment it was made
    assert len(dark_pdf) == len(light_pdf)
