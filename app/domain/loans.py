"""Loans as a loan system reports them: where each stands, where its lead stands by all of them, what was funded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal

import msgspec

from app.domain.stage import TRANSACTION, Stage

#: an application that ended without a loan
CAME_TO_NOTHING = frozenset({Stage.CANCELLED, Stage.WITHDRAWN, Stage.DENIED})
#: what a loan system can say; the stages before are the officer's to reach, and the other exits are the lead's
OF_A_LOAN = frozenset({Stage.APPLICATION_STARTED, *TRANSACTION, Stage.FUNDED, *CAME_TO_NOTHING})
_ORDER = {stage: n for n, stage in enumerate(Stage)}


class StageReport(msgspec.Struct, frozen=True, omit_defaults=True):
    """One stage of a loan and when it was reached; `said` is that as the file has it, a day or an instant.

    A file that is read twice says the same twice: what tells reports apart is `said`, for the instant of a day that is
    not over yet depends on when the file came.
    """

    stage: Stage
    at: datetime
    said: str

    @property
    def key(self) -> tuple[Stage, str]:
        return self.stage, self.said

    @property
    def order(self) -> tuple[datetime, int]:
        """Return what reports are sorted by: of stages at one instant the later one is the farther."""
        return self.at, _ORDER[self.stage]


Reports = Sequence[StageReport]


def in_order(reports: Iterable[StageReport]) -> list[StageReport]:
    return sorted(reports, key=lambda report: report.order)


def added(known: Reports, more: Iterable[StageReport]) -> list[StageReport]:
    """Return those that were not known, in order."""
    keys = {report.key for report in known}
    return in_order({report.key: report for report in more if report.key not in keys}.values())


def last_of(reports: Reports) -> StageReport:
    """Return where a loan stands; a stage it went back to counts, as it came later."""
    return max(reports, key=lambda report: report.order)


def standing_of(loans: Iterable[Reports]) -> StageReport:
    """Return where a lead stands by all its loans: the newest report of those that did not come to nothing.

    Two applications of one borrower are often one too many: the one that is withdrawn must not end the lead while the
    other goes on, or was funded. When all of them came to nothing, the newest says how. Not simply the farthest stage:
    who was funded in spring and applies again in autumn is at that application.
    """
    latest = [last_of(reports) for reports in loans]
    alive = [report for report in latest if report.stage not in CAME_TO_NOTHING]
    return last_of(alive or latest)


def to_tell(others: Iterable[Reports], loan: Reports, told: Reports, news: Iterable[StageReport]) -> list[StageReport]:
    """Return what is written into a lead's history, in order, so that its last stage is where it stands.

    `news` are of `loan`, which has them already; `others` are the lead's other loans, `told` what its history has.
    The end of a loan that came to nothing is left out while another one is alive. Where something told before says
    otherwise (a file of the other loan came first), the present stage is told once more after it.
    """
    standing = standing_of([*others, loan])
    is_one_too_many = standing.stage not in CAME_TO_NOTHING and last_of(loan).stage in CAME_TO_NOTHING
    telling = [one for one in in_order(news) if not (is_one_too_many and one.stage in CAME_TO_NOTHING)]
    # what is written now comes after what was there at the same instant
    whole = sorted([*told, *telling], key=lambda report: report.at)
    if not whole or whole[-1].stage is not standing.stage:
        telling.append(msgspec.structs.replace(standing, at=max(standing.at, whole[-1].at) if whole else standing.at))
    return telling


def is_funded(reports: Iterable[StageReport], at: datetime) -> bool:
    """Return whether a loan was funded by an instant, and did not come to nothing after all (a rescission) by then."""
    by_then = [report for report in reports if report.at <= at]
    reached = any(report.stage is Stage.FUNDED for report in by_then)
    return reached and last_of(by_then).stage not in CAME_TO_NOTHING


class Loan(msgspec.Struct, frozen=True, kw_only=True):
    """A loan of a lead's: `key` is its number as the company's keyed hash, `number` in clear until it is forgotten.

    `matched_by` is by what it was known to be the lead's. `amount` is in dollars, None where no file said it.
    """

    key: str
    lead_id: str
    matched_by: str
    matched_at: datetime
    reports: tuple[StageReport, ...]
    number: str = ""
    amount: Decimal | None = None


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """A loan nobody knows the lead of yet: who might be meant, why it is not certain, on which line it came.

    Nothing of the borrower is kept beside the loan's number: the file has it, and so has the loan system.
    """

    key: str
    reports: tuple[StageReport, ...]
    reason: str
    line: int
    at: datetime
    number: str = ""
    amount: Decimal | None = None
    lead_ids: tuple[str, ...] = ()


def funded_volumes(loans: Iterable[Loan], at: datetime) -> dict[str, Decimal]:
    """Return by lead the dollars of its loans that were funded by an instant; none of a lead without a known amount."""
    volumes: dict[str, Decimal] = {}
    for loan in loans:
        if loan.amount is not None and is_funded(loan.reports, at):
            volumes[loan.lead_id] = volumes.get(loan.lead_id, Decimal()) + loan.amount
    return volumes
