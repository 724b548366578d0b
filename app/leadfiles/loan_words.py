"""The words of loan systems: which stage a milestone or a status is, and what a column of their reports holds.

The milestones are those Encompass comes with, the endings those of HMDA's action taken; a company may call its own
differently, and says so at the import.
"""

from __future__ import annotations

from enum import IntEnum, auto
from functools import lru_cache

from app.domain.stage import Stage
from app.leadfiles.headers import Column, column_of
from app.leadfiles.wording import squash, squashed, words_of


class LoanField(IntEnum):
    """What a cell says of a loan, beside what the headers of lead files know of its borrower."""

    LOAN_NUMBER = auto()
    LEAD_ID = auto()
    STAGE = auto()  # a milestone: where the loan is
    FINISHED = auto()  # a milestone that is behind it
    STATUS = auto()  # alive, or how it ended
    STAGE_DATE = auto()
    STATUS_DATE = auto()
    FUNDED_AMOUNT = auto()
    AMOUNT = auto()


_STAGES = {
    Stage.APPLICATION_STARTED: "application started, started, file started, file opened, opened, registered, prospect",
    Stage.APPLICATION_SUBMITTED: """
        application submitted, application, application taken, application received, applied, app taken, app received,
        submitted, loan application, new application, disclosures sent, disclosed""",
    Stage.PRE_APPROVED: """
        pre approved, pre approval, preapproved, preapproval, qualification, qualified, pre qualified,
        pre qualification,
        prequalified, prequalification""",
    Stage.IN_CONTRACT: "in contract, under contract, contract, purchase contract, contract received",
    Stage.PROCESSING: "processing, in processing, sent to processing, processed, setup, loan setup",
    Stage.UNDERWRITING: """
        underwriting, in underwriting, submitted to underwriting, submittal, uw, submitted to uw, uw submitted,
        cond approval, conditional approval, conditionally approved, approved with conditions, resubmittal, resubmitted,
        suspended, approval, approved""",
    Stage.CLEAR_TO_CLOSE: """
        clear to close, cleared to close, ctc, final approval, doc preparation, docs preparation,
        docs ordered, docs out,
        docs drawn, docs signing, docs signed, docs back, closing, scheduled to close, funding""",
    Stage.FUNDED: """
        funded, loan funded, disbursed, funds sent, closed, loan closed, post closing, shipping, shipped, purchased,
        completion, completed, loan originated, originated, loan purchased by your institution""",
    Stage.CANCELLED: """
        cancelled, canceled, file closed for incompleteness, closed for incompleteness, incomplete, rescinded,
        application approved but not accepted, approved but not accepted, approved not accepted,
        preapproval request approved but not accepted""",
    Stage.WITHDRAWN: """
        withdrawn, application withdrawn, withdrawn by applicant, application withdrawn by applicant, withdrew""",
    Stage.DENIED: """
        denied, application denied, declined, turned down, adverse, adverse action, rejected,
        preapproval request denied, preapproval request denied by financial institution""",
}  # fmt: skip
_STAGE_OF = {squash(name): stage for stage, names in _STAGES.items() for name in names.split(",")}
#: a milestone that is behind the loan says more than the same one it is at
_FINISHED = {**_STAGE_OF, "funding": Stage.FUNDED}
#: the loan goes on, and the milestone beside it says where
_SAYS_NOTHING = frozenset(map(squash, ("active", "active loan", "open", "in progress", "pending", "none", "n/a")))

_COLUMNS = {
    LoanField.LOAN_NUMBER: """
        loan number, loan no, loan num, loan nbr, loan id, loan, lender loan number, encompass loan number, los number,
        los loan number, los id, file number, loan file number, loan identifier, loan guid, guid, 364""",
    LoanField.LEAD_ID: "lead id, followthrough lead id, followthrough id, crm lead id, our lead id",
    LoanField.STAGE: """
        stage, loan stage, milestone, current milestone, current milestone name, milestone name, loan milestone,
        pipeline stage, milestone current name""",
    LoanField.FINISHED: """
        last finished milestone, last completed milestone, last milestone, milestone last completed,
        milestone finished""",
    LoanField.STATUS: """
        status, loan status, current status, current loan status, trans details current status, disposition,
        action taken,
        hmda action taken, hmda disposition, loan outcome, 1393""",
    LoanField.STAGE_DATE: """
        stage date, milestone date, current milestone date, last finished milestone date, last completed milestone date,
        last milestone date, milestone finished date, date of stage, stage on, stage since, stage changed,
        stage changed at,
        reached, reached at, reached on, at, date, as of, as of date, milestone date time""",
    LoanField.STATUS_DATE: """
        status date, current status date, loan status date, action taken date, action date, hmda action date,
        disposition date, 749""",
    LoanField.FUNDED_AMOUNT: "funded amount, funded loan amount, amount funded, disbursed amount, funded volume",
    LoanField.AMOUNT: """
        loan amount, total loan amount, base loan amount, note amount, amount, loan amt, loan size,
        trans details loan amount""",
}  # fmt: skip
_COLUMN_OF = {squash(name): field for field, names in _COLUMNS.items() for name in names.split(",")}
#: words of a header that say no more than that a day stands below it
_OF_A_DAY = frozenset({"date", "of", "on", "at", "milestone", "ms", "log", "finished", "completed", "actual", "time"})
_SAYS_DAY = frozenset({"date", "on", "at"})
#: a day that is planned is none on which anything happened; a "closing date" is planned more often than not
_PLANNED = frozenset({
    "estimated", "est", "expected", "expiration", "expires", "scheduled", "target", "planned", "projected",
    "anticipated",
    "due", "closing", "lock",
})  # fmt: skip


def stage_named(words: str, *, is_finished: bool = False) -> Stage | None:
    """Return the stage a loan system means, None for a word of a company's own."""
    return (_FINISHED if is_finished else _STAGE_OF).get(squash(words))


def says_nothing(words: str) -> bool:
    return squash(words) in _SAYS_NOTHING


@lru_cache(maxsize=2048)
def loan_column(header: str) -> LoanField | Stage | Column | None:
    """Return what a column of a loan report holds: of the loan, the day of a stage, or of its borrower."""
    if found := _COLUMN_OF.get(squash(header)):
        return found
    words = words_of(header)
    if _SAYS_DAY.intersection(words) and not _PLANNED.intersection(words):
        # what a day stands beside has been done by then
        stage = _FINISHED.get(squashed(word for word in words if word not in _OF_A_DAY))
        if stage is not None:
            return stage
    return column_of(header)
