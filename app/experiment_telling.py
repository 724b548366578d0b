"""An experiment as it reads on a terminal: what was asked, who was drawn, what is known, what may be told of it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from app.terminal_words import value_words

Row = Mapping[str, Any]
#: by these a row is known to be one
IS_ONE = frozenset({"experiment_id", "reading", "guards", "said"})
_MEASURED = {
    "contact": "more leads reached",
    "appointment": "more leads with an appointment",
    "application": "more leads with an application",
    "funded": "more leads funded",
}
_HEADS = 16


def experiment_lines(row: Row, indent: str, width: int) -> list[str]:
    """Return a heading and a line a thing one asks, long ones broken below themselves."""
    state = "running" if row["running"] else "over"
    lines = [f"{indent}{value_words('name', row['name'])} ({state})"]
    for head, words in _parts(row):
        lines += textwrap.wrap(
            value_words(head, words),
            width,
            initial_indent=f"{indent}  {head}".ljust(len(indent) + 2 + _HEADS),
            subsequent_indent=indent + " " * (2 + _HEADS),
            break_on_hyphens=False,
        )
    return lines


def _parts(row: Row) -> Iterator[tuple[str, str]]:
    measured = _MEASURED.get(row["measure"], row["measure"])
    asked = f"{measured} within {row['within_days']} days; {row['effect_permille'] / 10:.1f} points matter"
    yield "question", asked
    yield "why", row["why"]
    share = row["share_percent"]
    yield "arms", f"tried: version {row['tried']}, {share} % of the leads; former: version {row['former']}"
    since = value_words("started_at", row["started_at"])
    drawn = row["leads"]
    yield "randomised", f"{drawn['tried']:,} leads tried, {drawn['former']:,} former, since {since}"
    yield "power", _power(row)
    verdict, tried, former, *watched = row["said"]
    yield "tried", tried.removeprefix("Tried: ")
    yield "former", former.removeprefix("Former: ")
    yield "interval", _interval(row["reading"])
    for n, words in enumerate(watched):
        yield "" if n else "guard rails", words
    yield "verdict", verdict
    yield "stop rule", row["advice"]
    if not row["running"]:
        yield "ended", _ended(row)
    yield "method", row["method"]
    yield "id", row["experiment_id"]


def _power(row: Row) -> str:
    plan = row["plan"]
    if not row["people_planned"]:
        return "none told before the start: it was begun without a past to plan by"
    cases = round(100 * plan["power"])
    return f"in {cases} of 100 cases, with the {row['people_planned']:,} people planned in {row['days']} days"


def _interval(reading: Row) -> str:
    if reading["by"] is None:
        return "none yet"
    by, low, high = (f"{100 * reading[part]:+.1f}" for part in ("by", "low", "high"))
    return f"tried less former {by} points ({low} to {high}); it holds at every look"


def _ended(row: Row) -> str:
    at = value_words("stopped_at", row["stopped_at"])
    goes_on = f", the {row['goes_on']} version went on" if row["goes_on"] else ""
    return f"{at}, by {row['stopped_by']}{goes_on}: {row['stopped_why']}"
