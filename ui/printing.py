"""A page for paper: headings, sentences and tables, as a PDF or out of a printer; what is on it is the caller's."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

import msgspec
from PySide6.QtCore import QLocale, QMarginsF
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QTextDocument
from PySide6.QtPrintSupport import QPrinter

from ui.paper import Sheets, paper_of, pdf_of

_MARGIN_MM = 18.0
_FAMILY = "Inter"
#: on paper there is one look: black on white, lines thin enough not to shout
_SHEET = """
body { color: #111111; }
h1 { font-size: 17pt; font-weight: 600; margin-top: 0px; margin-bottom: 2px; }
h2 { font-size: 12pt; font-weight: 600; margin-top: 16px; margin-bottom: 4px; }
p { margin-top: 0px; margin-bottom: 6px; }
p.soft { color: #444444; margin-bottom: 2px; }
th { text-align: left; font-weight: 600; }
td { vertical-align: top; }
"""


class Table(msgspec.Struct, frozen=True):
    """`heads` are empty for a table without a head; `numbers` are the columns of numbers, which stand at the right."""

    rows: Sequence[Sequence[str]]
    heads: Sequence[str] = ()
    numbers: frozenset[int] = frozenset()
    #: how wide each column is, in parts of a hundred; none leaves it to what stands in them
    widths: Sequence[int] = ()


class Section(msgspec.Struct, frozen=True):
    """A heading, sentences below it, a table below those; each may be missing."""

    heading: str = ""
    words: Sequence[str] = ()
    table: Table | None = None


class Sheet(msgspec.Struct, frozen=True):
    """What is printed; `told` stands below the title: of whom, of which days, as of when."""

    title: str
    told: Sequence[str]
    sections: Sequence[Section]


def document_of(sheet: Sheet) -> QTextDocument:
    """Return a sheet laid out; nothing of what it says is read as markup."""
    made = QTextDocument()
    made.setDefaultFont(QFont(_FAMILY, 10))
    made.setDefaultStyleSheet(_SHEET)
    made.setMetaInformation(QTextDocument.MetaInformation.DocumentTitle, sheet.title)
    made.setHtml(html_of(sheet))
    return made


def html_of(sheet: Sheet) -> str:
    parts = [f"<h1>{escape(sheet.title)}</h1>", *(f'<p class="soft">{escape(words)}</p>' for words in sheet.told)]
    for section in sheet.sections:
        parts += [f"<h2>{escape(section.heading)}</h2>"] if section.heading else []
        parts += [f"<p>{escape(words)}</p>" for words in section.words]
        parts += [_table(section.table)] if section.table is not None else []
    return f"<body>{''.join(parts)}</body>"


def _table(table: Table) -> str:
    head = "".join(f"<th{_width(n, table)}>{escape(words)}</th>" for n, words in enumerate(table.heads))
    rows = "".join(f"<tr>{''.join(_cell(n, words, table) for n, words in enumerate(row))}</tr>" for row in table.rows)
    # a head of the table's own is there again on each page the table goes over
    heads = f"<thead><tr>{head}</tr></thead>" if head else ""
    return f'<table width="100%" cellspacing="0" cellpadding="3">{heads}<tbody>{rows}</tbody></table>'


def _cell(n: int, words: str, table: Table) -> str:
    side = ' align="right"' if n in table.numbers else ""
    return f"<td{_width(n, table)}{side}>{escape(words)}</td>"


def _width(n: int, table: Table) -> str:
    return f' width="{table.widths[n]}%"' if n < len(table.widths) else ""


def save_pdf(sheet: Sheet, path: Path) -> None:
    """Write a sheet as a PDF; raises OSError where it cannot be written."""
    words = sheet.told[0] if sheet.told else ""
    path.write_bytes(
        pdf_of(Sheets(sheet.title, html_of(sheet), sheet.title, words, style=_SHEET, family=_FAMILY, points=10))
    )


def print_on(sheet: Sheet, printer: QPrinter) -> None:
    """Print a sheet on a printer that was chosen."""
    printer.setDocName(sheet.title)
    document_of(sheet).print_(printer)


def new_printer() -> QPrinter:
    """Return a printer set up for a page like the PDF's, for a dialog to choose one by."""
    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setPageLayout(_layout())
    return made


def _layout() -> QPageLayout:
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    return QPageLayout(
        QPageSize(paper_of(QLocale.system())), QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter
    )
