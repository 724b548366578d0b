"""A report as CSV: values as programs read them, and what each column is in a table of its own beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from app.leadfiles.mending import table_of
from app.reportfiles.columns import Kind
from app.reportfiles.sheet import DEFINED_BY, Sheet, reasons_words

#: Excel takes a file for UTF-8 by this alone
MARK = "\ufeff"


def csv_of(sheet: Sheet, *, for_excel: bool = False) -> str:
    """Return the rows: numbers bare, shares from 0 to 1, lengths of time in seconds, instants with their offset."""
    kinds = [column.kind for column in sheet.columns]
    lines = ([_cell(kind, value) for kind, value in zip(kinds, row, strict=True)] for row in sheet.values())
    return _table([[column.name for column in sheet.columns], *lines], for_excel=for_excel)


def definitions_csv(sheet: Sheet, *, for_excel: bool = False) -> str:
    """Return what each column is and over what, and below it what has to be known of all: a CSV has one table only."""
    facts = ([name, "", value, "", ""] for name, value in sheet.facts())
    return _table([DEFINED_BY, *sheet.definitions(), *facts], for_excel=for_excel)


def _table(lines: Iterable[Sequence[str]], *, for_excel: bool) -> str:
    header, *rows = lines
    return (MARK if for_excel else "") + table_of(header, rows)


def _cell(kind: Kind, value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float():
            return f"{value:.2f}" if kind is Kind.DOLLARS else f"{value:.6f}".rstrip("0").rstrip(".")
        case dict():
            return reasons_words(value)
        case _:
            return str(value)
