"""Each report as a page for paper: a figure a column, its parts in one cell, its definition at the foot."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from app.domain.campaigns import campaign_words
from app.domain.definitions import COMPARED_BY, OF_LEAKS, OF_OFFICERS, OF_PROMISES, Definition
from app.domain.marketing_definitions import OF_ADJUSTED, OF_CLAIMS, OF_COHORTS
from app.domain.money_definitions import OF_ACCEPTANCE, OF_MARKETING, OF_PARTNERS, OF_RETURNS, OF_SOURCES
from app.domain.rates import between
from app.domain.source_words import source_title
from app.domain.works_definitions import (
    OF_ATTEMPTS,
    OF_CALLED,
    OF_COMPARED,
    OF_EFFECTS,
    OF_EXPERIMENTS,
    OF_RESPONSES,
)
from app.leadfiles.handover_files import tried_words
from app.reportfiles.columns import Column, Kind, Row
from app.reportfiles.printed import Head, Printed
from app.reportfiles.sheet import Sheet, reasons_words
from app.terminal_words import length_words, on_clock, value_words

_NOTHING = "–"
Say = Callable[[str], str]
#: where words need more room than numbers, in hundredths
_WIDTHS = {
    "officer": 14,
    "leads": 5,
    "contacted": 11,
    "appointments": 10,
    "applications": 9,
    "source": 16,
    "campaign": 14,
    "kind": 24,
    "lead_id": 30,
    "proof": 30,
}
#: the figures of one officer that are part of another in the row
_WITHIN = {
    "within_5m": ("first_attempt", "within_5m"),
    "bands": ("first_attempt", "bands"),
    "borrower_first": ("first_attempt", "borrower_first"),
    "excused": ("adherence", "excused"),
    "expected_applications": ("expected", "applications"),
    "expected_funded": ("expected", "funded"),
}


#: what is kept as a number, or as a word of the program's own, and is called otherwise
_SAID_AS: Mapping[str, Say] = {"campaign": campaign_words, "source": source_title}
_WORDS = frozenset({Kind.TEXT, Kind.DAY, Kind.MONTH, Kind.REASONS, Kind.TRIED})
#: what a cost is made of, which a sheet of paper has no room for beside the months
_IN_WORKBOOKS = frozenset({"funded_volume", "fees", "month_fees", "spend", "credits", "refused"})
_FIGURES: Mapping[str, Mapping[str, Definition]] = {
    "team": {name: OF_OFFICERS[name] for name in ("officer", *COMPARED_BY)},
    "sources": OF_SOURCES,
    "costs": OF_SOURCES,
    "leaks": OF_LEAKS,
    "promises": OF_PROMISES,
    "returns": OF_RETURNS,
    "acceptance": OF_ACCEPTANCE,
    "partners": OF_PARTNERS,
    "marketing-due": OF_MARKETING,
    "cohorts": {name: one for name, one in OF_COHORTS.items() if name not in _IN_WORKBOOKS},
    "adjusted": OF_ADJUSTED,
    "claims": OF_CLAIMS,
    "works-called": OF_CALLED,
    "works-compared": OF_COMPARED,
    "works-responses": OF_RESPONSES,
    "works-effects": OF_EFFECTS,
    "works-attempts": OF_ATTEMPTS,
}
#: reports of a few with many figures each, which stand below one another; by what names the row
_DOWN = {"officer": ("officer", OF_OFFICERS), "experiments": ("name", OF_EXPERIMENTS)}


def _firsts(sheet: Sheet) -> dict[str, Column]:
    """Return each figure's first column, which says of what kind it is."""
    return {column.path[0]: column for column in reversed(sheet.columns)}


def page_of(sheet: Sheet, say: Say = str) -> Printed:
    """Return the report as a page; the team's has the figures officers are compared by, an officer's has all.

    `say` puts words of the definitions into another language.
    """
    if sheet.report in _DOWN:
        return _down(sheet, say, *_DOWN[sheet.report])
    words = {name for name, column in _firsts(sheet).items() if column.kind in _WORDS}
    figures = _FIGURES[sheet.report]
    heads = [
        Head(say(one.words), note_of(one, say), name not in words, _WIDTHS.get(name, 0))
        for name, one in figures.items()
    ]
    rows = [[_said(name, row, sheet) for name in figures] for row in sheet.rows]
    return _page(sheet, heads, rows)


def note_of(definition: Definition, say: Say = str) -> str:
    """Return a definition as a footnote: what is counted, and over what."""
    return f"{say(definition.tells)}." + (f" Of: {say(definition.over)}." if definition.over else "")


def _down(sheet: Sheet, say: Say, named_by: str, of: Mapping[str, Definition]) -> Printed:
    """Return one officer's numbers, or each experiment's, down the page, each with what it is beside it."""
    named = [Head(str(row[named_by]), is_number=True, width=24) for row in sheet.rows]
    heads = [Head("Number", width=18), *named, Head("What it is")]
    rows = [
        [say(one.words), *(_said(name, row, sheet) for row in sheet.rows), note_of(one, say)]
        for name, one in of.items()
        # one of an earlier version lacks what was not counted yet
        if name != named_by and any(_WITHIN.get(name, (name,))[0] in row for row in sheet.rows)
    ]
    return _page(sheet, heads, rows)


def _page(sheet: Sheet, heads: list[Head], rows: list[list[str]]) -> Printed:
    about = sheet.about
    above = " · ".join(filter(None, (about.company, sheet.title, sheet.period)))
    return Printed(sheet.title, _facts(sheet), heads, rows, above=above, below=f"As of {about.at}")


def _facts(sheet: Sheet) -> list[tuple[str, str]]:
    return [(name, value) for name, value in sheet.facts() if name != "Report"]


def _said(name: str, row: Row, sheet: Sheet) -> str:
    value: Any = row
    for step in _WITHIN.get(name, (name,)):
        value = value.get(step) if isinstance(value, dict) else None
    column = _firsts(sheet).get(name)
    if value is None and column is not None:
        return column.otherwise or _NOTHING
    if isinstance(value, str):
        value = _SAID_AS.get(name, str)(value)
    typed = "" if column is None else _typed(column, value, row, sheet)
    return typed or _shaped(name, value, sheet)


def _typed(column: Column, value: Any, row: Row, sheet: Sheet) -> str:
    """Return a value as one of its kind is written, "" where that is for its shape to say."""
    match column.kind:
        case Kind.DOLLARS if isinstance(value, int | float):
            return f"${value:,.2f}"
        case Kind.SHARE if isinstance(value, float):
            low, high = (row.get(f"{column.path[0]}_{end}") for end in ("from", "to"))
            interval = "" if low is None or high is None else f"\n({between(low, high, 1)})"
            return f"{value:.1%}{interval}"
        case Kind.DIFFERENCE:
            return _points(value)
        case Kind.TRIED:
            return tried_words(value, sheet.about.zone)
    return ""


def _shaped(name: str, value: Any, sheet: Sheet) -> str:
    match value:
        case None | "" | []:
            return _NOTHING
        case bool():
            return "yes" if value else "no"
        case int():
            return f"{value:,}"
        case float() if name.endswith("_s"):
            return length_words(value)
        case dict() if "median_s" in value:
            return _NOTHING if value["median_s"] is None else length_words(value["median_s"])
        case dict() if name == "attempts":
            return " / ".join(f"{value[channel]:,}" for channel in ("call", "email", "text"))
        case dict() if "of" in value:
            return _rate(value)
        case dict() if "low" in value:
            return f"{value['n']:,.0f}\n({value['low']:,}–{value['high']:,})"
        case dict():
            told = {key.replace("_", " "): value_words("", one) for key, one in value.items()}
            return reasons_words(told) or _NOTHING
        case _:
            return value_words("", on_clock(value, ZoneInfo(sheet.about.zone)))


def _points(value: Any) -> str:
    """Return a difference of shares in points of a hundred, with its interval where it has one."""
    if isinstance(value, dict):
        low, high = (f"{100 * value[end]:+.1f}" for end in ("low", "high"))
        return f"{100 * value['by']:+.1f} points\n({low} to {high})"
    return f"{100 * value:.1f} points"


def _rate(value: dict[str, Any]) -> str:
    """Return a rate with its denominator, its share and, where it has one, its interval below."""
    n, of = value["n"], value["of"]
    if not of:
        return _NOTHING
    interval = f"\n({between(value['low'], value['high'])})" if isinstance(value.get("low"), float) else ""
    return f"{n:,} of {of:,} ({n / of:.0%}){interval}"
