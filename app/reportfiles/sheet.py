"""A report as it is handed to whatever writes a file of it: its rows, its columns, and what has to be known of both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from app.domain.experiments import guarding, sequential
from app.domain.follow_up_words import MEASURES
from app.domain.money_definitions import MATCH_RATE
from app.domain.works_definitions import METHOD
from app.leadfiles.handover_files import tried_words
from app.reportfiles.columns import COLUMNS, Column, Kind, Row

#: reports by what they are called above a page; a workbook takes no mark and 31 letters at most
_TITLES = {
    "team": "Team",
    "officer": "Officer",
    "sources": "Sources",
    "leaks": "Where leads were lost",
    "promises": "Promises",
    "costs": "Costs",
    "returns": "Bad leads to give back",
    "acceptance": "Accepted by sales",
    "partners": "Partners",
    "marketing-due": "Marketing's own steps",
    "cohorts": "Months received",
    "adjusted": "Sources, followed up alike",
    "claims": "Credit to claim",
    "works-called": "By how soon leads were called",
    "works-compared": "At once against later",
    "works-responses": "What leads first answered to",
    "works-effects": "What calling at once may do",
    "works-attempts": "What each attempt reaches",
    "experiments": "Experiments",
}
#: how a report's numbers were worked out, where that is more than counting
_METHODS = {
    "adjusted": MEASURES["method"],
    "works-effects": METHOD,
    "experiments": f"{sequential.METHOD}. {guarding.METHOD}.",
}
#: of which leads a report is that no days are asked of
_OF_THEIR_OWN = {"experiments": "leads drawn since each experiment began"}


class Fact(NamedTuple):
    """What has to be known of all the numbers: a heading, and what stands there."""

    name: str
    value: str


class About(msgspec.Struct, frozen=True):
    """What stands beside every number: of which leads, as of when, for whom; `start` and `end` None are open ends."""

    company: str
    zone: str
    as_of: datetime
    asked_by: str
    start: date | None = None
    end: date | None = None
    branch: str = ""
    officer: str = ""

    @property
    def period(self) -> str:
        if self.start is None and self.end is None:
            return "all leads received"
        if self.start is None:
            return f"received until {self.end}"
        return f"received from {self.start} on" if self.end is None else f"received {self.start} to {self.end}"

    @property
    def at(self) -> str:
        return f"{self.as_of.astimezone(ZoneInfo(self.zone)):%Y-%m-%d %H:%M %Z}"


class Sheet(msgspec.Struct, frozen=True):
    """`beside` are sums that stand in no row, such as the match rate: what each is, and its value in words."""

    report: str
    rows: Sequence[Row]
    about: About
    beside: tuple[tuple[str, str], ...] = ()

    @property
    def columns(self) -> tuple[Column, ...]:
        return COLUMNS[self.report]

    @property
    def title(self) -> str:
        return _TITLES[self.report]

    @property
    def period(self) -> str:
        """Return of which leads the numbers are."""
        return _OF_THEIR_OWN.get(self.report, self.about.period)

    def values(self) -> Iterator[list[Any]]:
        for row in self.rows:
            yield [self._value(column, row) for column in self.columns]

    def _value(self, column: Column, row: Row) -> Any:
        value = column.value(row)
        return tried_words(value, self.about.zone) if column.kind is Kind.TRIED and value else value

    def facts(self) -> list[Fact]:
        """Return what has to be known of all the numbers, each with its heading."""
        about = self.about
        told = [
            Fact("Report", self.title),
            *([Fact("Company", about.company)] if about.company else []),
            Fact("Leads", self.period),
            Fact("Branch", about.branch or "all"),
            Fact("Officer", about.officer or "all"),
            Fact("As of", about.at),
            Fact("Times and days in", about.zone),
            Fact("Asked for by", about.asked_by),
        ]
        method = _METHODS.get(self.report, "")
        return [*told, *(Fact(*each) for each in self.beside), *([Fact("Method", method)] if method else [])]

    def definitions(self) -> list[list[str]]:
        """Return a line a column: its name, its heading, what it is, over what, in which unit."""
        return [[c.name, c.head, c.tells, c.over or "none", c.kind.value] for c in self.columns]


#: the headings of `Sheet.definitions`
DEFINED_BY = ["Column", "Heading", "Definition", "Denominator", "Unit"]


def matched(rate: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return what stands beside a report with funded loans: how many of all loans were matched with a lead."""
    return ((MATCH_RATE.words, f"{rate['n']:,} of {rate['of']:,}"),) if rate else ()


def reasons_words(counts: Mapping[str, object]) -> str:
    """Return counts by reason in one cell."""
    return ", ".join(f"{reason} {n}" for reason, n in counts.items())
