"""A long document cut into pages: between rows and lines, a table's header again on each page, no heading alone."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from math import ceil
from typing import cast

import msgspec
from PySide6.QtCore import QRectF
from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument, QTextTable


class _Row(msgspec.Struct):
    """What may not be cut: a line of text, or a table's row. `header` is what goes above it on a new page.

    `above` is how high that is, for the first row too, which has it above it anyway.
    """

    top: float
    bottom: float
    header: QRectF | None = None
    keeps_next: bool = False
    above: float = 0.0


def sliced(document: QTextDocument, height: float) -> list[list[QRectF]]:
    """Return for each page the parts of the document that are on it, from above to below."""
    # laid out to its end first: it is done by and by, and what is not reached yet stands nowhere
    document.documentLayout().documentSize()
    width = document.textWidth()
    pages: list[list[QRectF]] = []
    start, header, end = 0.0, None, 0.0
    rows = [piece for row in _rows(document) for piece in _pieces(row, height)]
    for n, row in enumerate(rows):
        # what keeps with the next is looked at with it: the page has to have room for both
        last = rows[min(n + 1, len(rows) - 1)] if row.keeps_next else row
        room = height - (header.height() if header is not None else 0)
        if last.bottom - start > room and end > start:
            pages.append(_page(header, start, end, width))
            start, header = end, row.header
        end = row.bottom
    pages.append(_page(header, start, max(end, start), width))
    return pages


def _pieces(row: _Row, height: float) -> list[_Row]:
    """Return a row that is taller than paper in as many parts as it takes, any other as it is."""
    room = height - row.above
    many = max(1, ceil((row.bottom - row.top) / room)) if room > 0 else 1
    if many == 1:
        return [row]
    tops = [row.top + room * n for n in range(many)]
    return [_Row(top, min(top + room, row.bottom), row.header, above=row.above) for top in tops]


def _page(header: QRectF | None, start: float, end: float, width: float) -> list[QRectF]:
    part = QRectF(0, start, width, end - start)
    return [part] if header is None else [header, part]


def _rows(document: QTextDocument) -> list[_Row]:
    """Return lines and rows in order, each reaching down to where the next begins."""
    rows: list[_Row] = []
    seen: set[int] = set()
    block = document.begin()
    while block.isValid():
        # Qt says of it that it is always one
        table = cast("QTextTable | None", QTextCursor(block).currentTable())
        if table is None:
            rows += _lines(document, block)
        elif table.firstPosition() not in seen:
            seen.add(table.firstPosition())
            rows += _table_rows(document, table)
        block = block.next()
    for row, following in pairwise(rows):
        row.bottom = (row.bottom + following.top) / 2
    return rows


def _lines(document: QTextDocument, block: QTextBlock) -> list[_Row]:
    at, layout = document.documentLayout().blockBoundingRect(block), block.layout()
    lines = [layout.lineAt(n).rect().translated(0, at.top()) for n in range(layout.lineCount())]
    is_heading = block.blockFormat().headingLevel() > 0
    return [_Row(line.top(), line.bottom(), keeps_next=is_heading) for line in lines]


def _table_rows(document: QTextDocument, table: QTextTable) -> list[_Row]:
    """Return a table's rows; its header row is kept with the first, and goes above every later one."""
    spans: dict[int, list[QRectF]] = defaultdict(list)
    block = document.findBlock(table.firstPosition())
    while block.isValid() and block.position() <= table.lastPosition():
        cell = table.cellAt(block.position())
        spans[cell.row()].append(document.documentLayout().blockBoundingRect(block))
        block = block.next()
    rows = [_Row(min(s.top() for s in span), max(s.bottom() for s in span)) for _, span in sorted(spans.items())]
    heads = table.format().headerRowCount()
    if 0 < heads < len(rows):
        top, first = rows[0].top, rows[heads]
        padding = table.format().cellPadding()
        header = QRectF(
            0, top - padding, document.textWidth(), (rows[heads - 1].bottom + first.top) / 2 - top + padding
        )
        for n, row in enumerate(rows):
            row.keeps_next, row.header = n < heads, header if n > heads else None
            row.above = header.height() if n >= heads else 0.0
    return rows
