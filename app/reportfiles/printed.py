"""A page for paper: a table of words, what stands above it, and a footnote to every heading."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

import msgspec

#: what the same markup looks like in a browser and in Qt, which knows little of style sheets
STYLE = """
h1 { font-size: 16pt; margin: 0px 0px 6px 0px; }
h2 { font-size: 10pt; margin: 16px 0px 4px 0px; }
p { margin: 0px 0px 6px 0px; }
p.facts { color: #444444; }
th { background-color: #e7ebf0; text-align: left; font-weight: bold; font-size: 8pt; padding: 4px 6px; }
td { font-size: 8pt; border-bottom: 1px solid #c4ccd6; padding: 3px 6px; }
p.note { font-size: 8pt; color: #333333; margin: 0px 0px 3px 0px; }
"""
#: what only a browser understands: the header again on each page, no row cut in two, numbered pages
_FOR_BROWSERS = """
@page { margin: 14mm 12mm 16mm 12mm; @bottom-right { content: counter(page) " / " counter(pages); } }
body { font-family: "Segoe UI", "Helvetica Neue", Arial, sans-serif; font-size: 9pt; color: #111; margin: 12pt; }
table { width: 100%; margin-top: 8pt; border-collapse: collapse; font-variant-numeric: tabular-nums; }
th { border-bottom: 1px solid #c4ccd6; vertical-align: bottom; }
td { vertical-align: top; }
thead { display: table-header-group; }
tr, p.note { break-inside: avoid; }
h2 { break-after: avoid; }
@media print { body { margin: 0; } th { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
"""
#: so many columns stand side by side on the paper's short side
_UPRIGHT = 6
#: nothing is fetched and nothing runs, whatever a vendor's form put into a name
_SHUT = "default-src 'none'; style-src 'unsafe-inline'"


class Head(msgspec.Struct, frozen=True):
    """A column's heading, and what its footnote says; "" for a heading that needs none.

    `width` is in hundredths of the table's, 0 for what is left.
    """

    words: str
    note: str = ""
    is_number: bool = False
    width: int = 0


class Printed(msgspec.Struct, frozen=True):
    """`facts` are heading and value; `notes_are` is the heading of the footnotes.

    `above` and `below` stand on each sheet of paper, where whoever prints can have that.
    """

    title: str
    facts: Sequence[tuple[str, str]]
    heads: Sequence[Head]
    rows: Sequence[Sequence[str]]
    notes_are: str = "What the numbers are"
    above: str = ""
    below: str = ""

    @property
    def is_wide(self) -> bool:
        """Return whether it is printed on the paper's long side."""
        return len(self.heads) > _UPRIGHT


def body_of(page: Printed) -> str:
    """Return the page's markup, plain enough for Qt: what surrounds it is whoever shows it to add."""
    facts = " · ".join(f"{escape(name)}: {escape(value)}" for name, value in page.facts)
    return f'<h1>{escape(page.title)}</h1><p class="facts">{facts}</p>{_table(page)}{_notes(page)}'


def html_of(page: Printed) -> str:
    """Return a file of its own that a browser shows, and prints well."""
    style = STYLE + _FOR_BROWSERS + ("@page { size: landscape; }" if page.is_wide else "")
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(page.title)}</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{_SHUT}"><style>{style}</style></head>'
        f"<body>{body_of(page)}</body></html>\n"
    )


def _table(page: Printed) -> str:
    numbered = _numbered(page.heads)
    heads = "".join(
        f'<th scope="col"{_wide(head)}{_aligned(head)}>{escape(head.words)}{f"<sup>{n}</sup>" if n else ""}</th>'
        for head, n in zip(page.heads, numbered, strict=True)
    )
    rows = (
        "".join(f"<td{_aligned(head)}>{_lines(cell)}</td>" for head, cell in zip(page.heads, row, strict=True))
        for row in page.rows
    )
    told = "".join(f"<tr>{row}</tr>" for row in rows)
    # Qt reads the width and the border from here, a browser from the style
    return (
        f'<table width="100%" border="1" cellspacing="0"><thead><tr>{heads}</tr></thead><tbody>{told}</tbody></table>'
    )


def _aligned(head: Head) -> str:
    return ' class="number" align="right"' if head.is_number else ""


def _wide(head: Head) -> str:
    return f' width="{head.width}%"' if head.width else ""


def _lines(cell: str) -> str:
    return "<br>".join(map(escape, cell.split("\n")))


def _numbered(heads: Iterable[Head]) -> list[int]:
    """Return the number of each heading's footnote, 0 for one without."""
    numbers, last = [], 0
    for head in heads:
        last += bool(head.note)
        numbers.append(last if head.note else 0)
    return numbers


def _notes(page: Printed) -> str:
    notes = [
        f'<p class="note"><sup>{n}</sup> <b>{escape(head.words)}</b>: {escape(head.note)}</p>'
        for head, n in zip(page.heads, _numbered(page.heads), strict=True)
        if n
    ]
    return f"<h2>{escape(page.notes_are)}</h2>{''.join(notes)}" if notes else ""
