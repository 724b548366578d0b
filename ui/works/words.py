"""How the tables of what works are said."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from app.domain.campaigns import campaign_words
from app.domain.rates import between
from app.domain.responding import RARE, REACHES
from ui import wording
from ui.language import from_app, marked, translate

Row = Mapping[str, Any]
#: how soon a lead was called, as the hub names it
CALLED = {
    "within_5m": marked("works", "Within 5 minutes"),
    "later": marked("works", "Later"),
    "never": marked("works", "Never"),
    "not_timed": marked("works", "They came first, or no clock to trust"),
}
FIGURES = {
    "contacted": marked("works", "Reached"),
    "applications": marked("works", "Applications"),
    "funded": marked("works", "Funded"),
}
CHANNELS = {
    "call": marked("works", "Call"),
    "text": marked("works", "Text"),
    "email": marked("works", "E-mail"),
    "inbound": marked("works", "They came to us"),
    "none": marked("works", "Nothing yet"),
}
VERDICTS = {
    "higher": marked("works", "really more"),
    "lower": marked("works", "really fewer"),
    "no real difference": marked("works", "no real difference"),
    "too few": marked("works", "too few to compare"),
}
MEASURES = {
    "contact": marked("works", "Leads reached"),
    "appointment": marked("works", "Leads with an appointment"),
    "application": marked("works", "Leads with an application"),
    "funded": marked("works", "Leads funded"),
}
#: fields every lead has; a source's own are called as it calls them
FIELDS = {
    "": marked("works", "All leads"),
    "source": marked("works", "Source"),
    "campaign": marked("works", "Campaign"),
    "state": marked("works", "State"),
    "loan_purpose": marked("works", "Loan purpose"),
    "timeframe": marked("works", "Timeframe"),
}


class Table(msgspec.Struct, frozen=True):
    """A table by its columns, each with what stands in it; `name` is what a screen reader calls it."""

    name: str
    columns: tuple[tuple[str, Callable[[Row], str]], ...]

    @property
    def heads(self) -> list[str]:
        return [translate("works", head) for head, _ in self.columns]

    def cells(self, row: Row) -> list[str]:
        return [show(row) for _, show in self.columns]


def rate(part: Row) -> str:
    """Say a share with its count and its interval: "12 of 40 (18–45%)"."""
    if not part.get("of"):
        return "–"
    words = translate("works", "{n:,} of {of:,} ({between})")
    return words.format(n=part["n"], of=part["of"], between=between(part.get("low", 0.0), part.get("high", 1.0)))


def points(row: Row) -> str:
    """Say a difference with its interval, in points of a hundred."""
    if row.get("by") is None:
        return "–"
    words = translate("works", "{by:+.0f} points ({low:+.0f} to {high:+.0f})")
    return words.format(by=100 * row["by"], low=100 * row["low"], high=100 * row["high"])


def named(names: Mapping[str, str], key: str) -> str:
    return translate("works", names[key]) if key in names else key


def _source(row: Row) -> str:
    return wording.source(str(row.get("source", ""))) or translate("works", "All sources")


def _value(row: Row) -> str:
    """Return what leads have in the field that is asked for, as their source wrote it or as it is called elsewhere."""
    value = str(row["value"])
    if value in (RARE, REACHES):
        return from_app(value)
    match row.get("by"):
        case "campaign":
            value = from_app(campaign_words(value))
        case "source":
            value = wording.source(value)
    return value or "–"


def split_by(field: str, rows: Sequence[Row]) -> list[Row]:
    """Return first contacts with the field that they are split by, which says how its values are called."""
    return [{**row, "by": field} for row in rows]


CALLED_TABLE = Table(
    marked("works", "What became of leads, by how soon they were called"),
    (
        (marked("works", "Source"), _source),
        (marked("works", "Called"), lambda row: named(CALLED, row["called"])),
        (marked("works", "Leads"), lambda row: f"{row['leads']:,}"),
        (marked("works", "Reached"), lambda row: rate(row["contacted"])),
        (marked("works", "Applications"), lambda row: rate(row["applications"])),
        (marked("works", "Funded"), lambda row: rate(row["funded"])),
        (marked("works", "Too young to be funded"), lambda row: f"{row['unripe']:,}"),
    ),
)
COMPARED_TABLE = Table(
    marked("works", "Called at once against called later"),
    (
        (marked("works", "Source"), _source),
        (marked("works", "What"), lambda row: named(FIGURES, row["figure"])),
        (marked("works", "Difference"), points),
        (marked("works", "Is it chance?"), lambda row: named(VERDICTS, row["verdict"])),
    ),
)
RESPONSES_TABLE = Table(
    marked("works", "What leads first answered to"),
    (
        (marked("works", "Leads"), _value),
        (marked("works", "By"), lambda row: named(CHANNELS, row["channel"])),
        (marked("works", "Step"), lambda row: row["step"] or "–"),
        (marked("works", "Of all"), rate),
    ),
)
EFFECTS_TABLE = Table(
    marked("works", "What calling at once seems to do"),
    (
        (marked("works", "What"), lambda row: named(FIGURES, row["figure"])),
        (marked("works", "At once"), lambda row: _counts(row["soon"])),
        (marked("works", "Later"), lambda row: _counts(row["later"])),
        (marked("works", "Difference, source by source"), points),
    ),
)
ATTEMPTS_TABLE = Table(
    marked("works", "What each attempt reaches"),
    (
        (marked("works", "Attempt"), lambda row: f"{row['attempt']}{'+' if row['and_later'] else ''}"),
        (marked("works", "Reached by it"), rate),
    ),
)


def _counts(part: Row) -> str:
    return translate("works", "{:,} of {:,}").format(part["n"], part["of"]) if part.get("of") else "–"


def spoken(rows: Sequence[Row], table: Table) -> str:
    """Say a whole table in a sentence a row, for a screen reader."""
    heads = table.heads
    return "; ".join(
        ", ".join(f"{head}: {cell}" for head, cell in zip(heads, table.cells(row), strict=True)) for row in rows
    )
