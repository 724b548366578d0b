"""The stages a lead goes through; nobody sets one, it follows from activities and loan-system reports."""

from __future__ import annotations

from enum import StrEnum


class Stage(StrEnum):
    NEW = "new"
    ATTEMPTING = "attempting"
    CONTACTED = "contacted"
    APPOINTMENT = "appointment"
    APPLICATION_STARTED = "application_started"
    APPLICATION_SUBMITTED = "application_submitted"
    PRE_APPROVED = "pre_approved"
    IN_CONTRACT = "in_contract"
    PROCESSING = "processing"
    UNDERWRITING = "underwriting"
    CLEAR_TO_CLOSE = "clear_to_close"
    FUNDED = "funded"
    # exits
    NURTURE = "nurture"
    RETURNED = "returned_to_marketing"
    LOST = "lost"
    BAD_LEAD = "bad_lead"
    DO_NOT_CONTACT = "do_not_contact"
    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"
    DENIED = "denied"

    @property
    def words(self) -> str:
        return self.value.replace("_", " ").capitalize()


EXITS = frozenset(
    {
        Stage.NURTURE,
        Stage.RETURNED,
        Stage.LOST,
        Stage.BAD_LEAD,
        Stage.DO_NOT_CONTACT,
        Stage.CANCELLED,
        Stage.WITHDRAWN,
        Stage.DENIED,
        Stage.FUNDED,
    }
)

#: from here on the loan system knows better, and contacts are about a loan in progress
TRANSACTION = frozenset(
    {
        Stage.APPLICATION_SUBMITTED,
        Stage.PRE_APPROVED,
        Stage.IN_CONTRACT,
        Stage.PROCESSING,
        Stage.UNDERWRITING,
        Stage.CLEAR_TO_CLOSE,
    }
)
