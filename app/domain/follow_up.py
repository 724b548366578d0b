"""How leads were followed up, as the comparison of their sources asks it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from app.domain.adjusting import Worked
from app.domain.case import Case
from app.domain.report_rows import real
from app.domain.stage import Stage

#: younger ones have not had their time: most contacts and applications come within it
OLD_ENOUGH = timedelta(days=30)


def worked(cases: Iterable[Case]) -> Iterator[Worked]:
    """Yield the company's leads that are old enough to tell of.

    An officer's own are nobody's purchase; where the borrower came first nobody was to be quick, and where the clock
    cannot be believed nobody knows how quick it was.
    """
    for case in real(cases):
        is_known = not case.is_borrower_first and not case.is_doubtful(case.first_call)
        if not case.lead.origin.is_own and is_known and case.now - case.lead.received_at >= OLD_ENOUGH:
            yield _worked(case)


def _worked(case: Case) -> Worked:
    was_reached = case.first_contact is not None
    return Worked(
        source=case.lead.source,
        minutes=minutes_of(case.attempt_s),
        attempts=len(case.tried_until_reached),
        was_reached=was_reached,
        applied=was_reached and case.has_reached(Stage.APPLICATION_SUBMITTED),
    )


def minutes_of(attempt_s: float | None) -> float | None:
    return None if attempt_s is None else max(0.0, attempt_s) / 60
