"""The page as it is printed: its tables with their definitions, black on white, whatever look the window wears."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QTextDocument

from ui.figures import Figure, Row

_STYLE = """
h1 { font-size: 16pt; } h2 { font-size: 12pt; } p, td, th { font-size: 8pt; }
th, td { padding: 2px 6px; border-bottom: 1px solid #888888; } .number { text-align: right; }
"""


class Section:
    """One table with its heading; `told` is the sentence above it."""

    def __init__(self, heading: str, told: str, figures: Sequence[Figure], rows: Sequence[Row]) -> None:
        self.heading, self.told, self.figures, self.rows = heading, told, tuple(figures), list(rows)


def document(title: str, beneath: str, sections: Sequence[Section]) -> QTextDocument:
    """Return what is printed; every number's definition stands below its table."""
    made = QTextDocument()
    made.setDefaultStyleSheet(_STYLE)
    made.setHtml(f"<h1>{escape(title)}</h1><p>{escape(beneath)}</p>" + "".join(map(_section, sections)))
    return made


def print_on(device: QPagedPaintDevice, paper: QTextDocument) -> None:
    """Print across the page, on which a table of a dozen columns has its room."""
    device.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    device.setPageOrientation(QPageLayout.Orientation.Landscape)
    device.setPageMargins(QMarginsF(12, 12, 12, 12), QPageLayout.Unit.Millimeter)
    paper.print_(device)


def _section(section: Section) -> str:
    heads = "".join(f"<th{_side(figure)}>{escape(figure.words)}</th>" for figure in section.figures)
    rows = "".join(
        "<tr>" + "".join(f"<td{_side(figure)}>{_cell(figure, each)}</td>" for figure in section.figures) + "</tr>"
        for each in section.rows
    )
    tells = "<br>".join(f"<b>{escape(figure.words)}</b>: {escape(figure.tells)}" for figure in section.figures)
    table = f'<table width="100%" cellspacing="0"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'
    return f"<h2>{escape(section.heading)}</h2><p>{escape(section.told)}</p>{table}<p>{tells}</p>"


def _cell(figure: Figure, each: Row) -> str:
    return escape(figure.show(each)).replace("\n", "<br>")


def _side(figure: Figure) -> str:
    return ' class="number" align="right"' if figure.is_number else ' align="left"'
