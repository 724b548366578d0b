"""A no for credit or income: the one question it asks, and the loan system that has to end it.

Telling a borrower no for credit or income may be adverse action, and silence after an application is no withdrawal.
Either way it is not the officer's outcome that ends the lead: nobody solicits any more, and the lead waits, handed
to the loan system, until that reports how it ended. Should nothing come, the officer is asked to look again after
`REPORTED_WITHIN`.

How a window asks: when `asks_about` the reason that was chosen, it shows `QUESTION` with a key for each `Told`, and
logs the reason `reason_with` gives. An unanswered question never keeps the outcome from being logged: the plain
reason hands over just as well, and compliance sees that nothing was said.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from app.domain.activity import Activity, Kind

#: a creditor tells an applicant within thirty days what was decided (12 CFR 1002.9(a)(1))
REPORTED_WITHIN = timedelta(days=30)
QUESTION = "Did they apply, or were they told that they do not qualify?"
_REASONS = frozenset({"credit or income", "credit", "income"})


class Told(StrEnum):
    """The answers, in the words that are kept."""

    APPLIED = "they applied"
    TOLD_NO = "they were told they do not qualify"
    NEITHER = "they decided it themselves"


def asks_about(reason: str) -> bool:
    """Return whether this reason not to be interested asks the question, answered or not."""
    return reason.partition(":")[0].strip().casefold() in _REASONS


def reason_with(reason: str, told: Told) -> str:
    """Return the reason as it is logged once the question was answered."""
    return f"{reason.partition(':')[0].strip()}: {told}"


def is_handed_over(activity: Activity) -> bool:
    """Return whether the activity gives the lead to the loan system instead of closing it."""
    return activity.kind is Kind.NOT_INTERESTED and asks_about(activity.reason)


def compliance_words(activity: Activity) -> str:
    """Return what compliance reads beside an activity, "" where there is nothing for it."""
    if not is_handed_over(activity):
        return ""
    reason, _, said = (part.strip() for part in activity.reason.partition(":"))
    return f"Handed to the loan system for {reason.casefold()}: {said or 'nobody said whether they applied'}."
