"""How much speed and attempts seem to do in the company's own data, with what keeps that from being proof.

Speed: those called within five minutes against those called later, source by source and put together by the sizes of
both (Mantel-Haenszel; its variance after Sato, T. (1989), On the variance estimator for the Mantel-Haenszel risk
difference, Biometrics 45, 1323-1324). Attempts: of the leads that were tried a first, a second, a third time, how many
that very attempt reached. Both are of leads as they came: who is called at once, and who is called a sixth time, was
chosen by officers and not by a draw. An experiment is what tells.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta
from math import sqrt
from typing import Any, NamedTuple

from app.domain.case import Case
from app.domain.intervals import wilson
from app.domain.stage import Stage
from app.domain.what_works import FEW, Called, called, is_ripe

Row = dict[str, Any]
#: younger leads have not had their time to be reached
OLD_ENOUGH = timedelta(days=30)
#: attempts after this one are told together with it
LAST_ATTEMPT = 8
_Z = 1.959963984540054


class Stratum(NamedTuple):
    """Leads of one source: how many of those called at once, and later, it happened to."""

    soon: int
    soon_of: int
    later: int
    later_of: int


def speed_effects(cases: Iterable[Case]) -> list[Row]:
    """Return for contacts, applications and funded loans how much more often they came where the call was at once."""
    company = [case for case in cases if not case.lead.is_test and not case.lead.origin.is_own]
    old = [case for case in company if case.now - case.lead.received_at >= OLD_ENOUGH]
    ripe = [case for case in company if is_ripe(case, case.now)]
    return [
        _effect("contacted", [(case, case.first_contact is not None) for case in old]),
        _effect("applications", [(case, case.has_reached(Stage.APPLICATION_SUBMITTED)) for case in old]),
        _effect("funded", [(case, case.has_reached(Stage.FUNDED)) for case in ripe]),
    ]


def _effect(figure: str, happened: Sequence[tuple[Case, bool]]) -> Row:
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for case, did in happened:
        how = called(case)
        if how in (Called.WITHIN_5M, Called.LATER):
            at = 0 if how is Called.WITHIN_5M else 2
            counts[case.lead.source][at] += did
            counts[case.lead.source][at + 1] += 1
    strata = [Stratum(*each) for each in counts.values()]
    found = mantel_haenszel(strata)
    by, low, high = found if found is not None else (None, None, None)
    return {
        "figure": figure,
        "soon": {"n": sum(s.soon for s in strata), "of": sum(s.soon_of for s in strata)},
        "later": {"n": sum(s.later for s in strata), "of": sum(s.later_of for s in strata)},
        "sources": len(strata),
        "by": by,
        "low": low,
        "high": high,
    }


def mantel_haenszel(strata: Iterable[Stratum]) -> tuple[float, float, float] | None:
    """Return the difference of shares and its interval; None where no source has enough of both."""
    both = [s for s in strata if s.soon_of and s.later_of]
    if sum(s.soon_of for s in both) < FEW or sum(s.later_of for s in both) < FEW:
        return None
    weight = sum(s.soon_of * s.later_of / (s.soon_of + s.later_of) for s in both)
    by = sum((s.soon * s.later_of - s.later * s.soon_of) / (s.soon_of + s.later_of) for s in both) / weight
    wide = _Z * sqrt(max(_variance(both, by, weight), 0.0))
    return by, max(by - wide, -1.0), min(by + wide, 1.0)


def _variance(strata: Sequence[Stratum], by: float, weight: float) -> float:
    p = q = 0.0
    for s in strata:
        of = s.soon_of + s.later_of
        p += (
            s.soon_of**2 * s.later - s.later_of**2 * s.soon + s.soon_of * s.later_of * (s.later_of - s.soon_of) / 2
        ) / of**2
        q += (s.soon * (s.later_of - s.later) + s.later * (s.soon_of - s.soon)) / (2 * of)
    return (by * p + q) / weight**2


def attempt_rows(cases: Iterable[Case]) -> list[Row]:
    """Return a row an attempt by its number: how many leads had one, and how many of those it reached.

    One that is made after the lead was reached has nothing to reach and is in no row.
    """
    tried, reached = [0] * LAST_ATTEMPT, [0] * LAST_ATTEMPT
    for case in cases:
        if not case.lead.is_test and not case.is_borrower_first:
            _count(case, tried, reached)
    out = []
    for n, (of, hits) in enumerate(zip(tried, reached, strict=True), start=1):
        if of:
            low, high = wilson(hits, of)
            out.append({"attempt": n, "and_later": n == LAST_ATTEMPT, "n": hits, "of": of, "low": low, "high": high})
    return out


def _count(case: Case, tried: list[int], reached: list[int]) -> None:
    contact = case.first_contact
    until = [a for a in case.attempts if contact is None or a.began_at <= contact.began_at]
    for n, _ in enumerate(until):
        tried[min(n, LAST_ATTEMPT - 1)] += 1
    if contact is not None and until:
        # a reply answers the last thing that was tried
        reached[min(len(until), LAST_ATTEMPT) - 1] += 1
