"""What works, by plain tables: what became of the leads of each source that were called at once, later and never."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from app.domain.case import Case
from app.domain.differing import Verdict, difference, estimate_of
from app.domain.rates import Rate, rate_of
from app.domain.report_rows import RIPE_AFTER
from app.domain.stage import Stage

Row = dict[str, Any]
AT_ONCE_S = 300


class Called(StrEnum):
    """How soon a lead was called. Where they came first, or the clock cannot be believed, nobody was quick or slow."""

    WITHIN_5M = "within_5m"
    LATER = "later"
    NEVER = "never"
    NOT_TIMED = "not_timed"


def called(case: Case) -> Called:
    if case.is_borrower_first or case.is_doubtful(case.first_call):
        return Called.NOT_TIMED
    seconds = case.attempt_s
    if seconds is None:
        return Called.NEVER
    return Called.WITHIN_5M if seconds <= AT_ONCE_S else Called.LATER


def speed_rows(cases: Iterable[Case]) -> list[Row]:
    """Return a row a source and how soon its leads were called; the rows of source "" are of all sources together.

    `funded` is of the leads that have had their time to close; `unripe` are the others. Own leads are in no speed.
    """
    grouped: dict[tuple[str, Called], list[Case]] = defaultdict(list)
    for case in cases:
        if not case.lead.is_test and not case.lead.origin.is_own:
            for source in {"", case.lead.source}:
                grouped[source, called(case)].append(case)
    order = list(Called)
    return [_row(*key, grouped[key]) for key in sorted(grouped, key=lambda key: (key[0], order.index(key[1])))]


def compared_rows(cases: Iterable[Case]) -> list[Row]:
    """Return for each source how far those called at once lie above those called later, and whether that is chance."""
    rows: dict[str, dict[str, Row]] = defaultdict(dict)
    for row in speed_rows(cases):
        rows[row["source"]][row["called"]] = row
    out: list[Row] = []
    for source, by in rows.items():
        at_once, later = by.get(Called.WITHIN_5M), by.get(Called.LATER)
        out += [{"source": source, "figure": name, **_compared(at_once, later, name)} for name in _COMPARED]
    return out


def _compared(one: Row | None, other: Row | None, figure: str) -> Row:
    mine, theirs = (None if row is None else _rate(row[figure]) for row in (one, other))
    found = difference(estimate_of(mine), estimate_of(theirs))
    # an interval of three leads is right, and nothing to act on
    few = min(mine.of if mine else 0, theirs.of if theirs else 0) < FEW
    verdict = Verdict.TOO_FEW if few else found.verdict
    return {"by": found.by, "low": found.low, "high": found.high, "verdict": verdict.value}


_COMPARED = ("contacted", "applications", "funded")
#: fewer leads than this on either side are told as numbers and not compared
FEW = 10


def _row(source: str, how: Called, cases: Sequence[Case]) -> Row:
    ripe = [case for case in cases if is_ripe(case, case.now)]
    contacted = sum(case.first_contact is not None for case in cases)
    applied = sum(case.has_reached(Stage.APPLICATION_SUBMITTED) for case in cases)
    return {
        "source": source,
        "called": how.value,
        "leads": len(cases),
        "contacted": told(rate_of(contacted, len(cases))),
        "applications": told(rate_of(applied, len(cases))),
        "funded": told(rate_of(sum(case.has_reached(Stage.FUNDED) for case in ripe), len(ripe))),
        "unripe": len(cases) - len(ripe),
    }


def is_ripe(case: Case, now: datetime) -> bool:
    """Return whether a lead has had its time to close."""
    return now - case.lead.received_at >= RIPE_AFTER


def told(rate: Rate) -> Row:
    return {"n": rate.n, "of": rate.of, "low": rate.low, "high": rate.high}


def _rate(row: Row) -> Rate:
    return rate_of(row["n"], row["of"])


def fields_of(cases: Iterable[Case]) -> list[str]:
    """Return the fields first contacts can be split by: those every lead has, and the columns its source sent."""
    kept = {name for case in cases if not case.lead.is_test for name in case.lead.source_fields}
    return [*ALWAYS_THERE, *sorted(kept - set(ALWAYS_THERE))]


ALWAYS_THERE = ("source", "campaign", "state", "loan_purpose", "timeframe")
