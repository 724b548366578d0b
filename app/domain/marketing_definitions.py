"""What the numbers of marketing's own reports are called and mean: months completed, sources compared, claims."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain import cohorts, follow_up_words, returns
from app.domain.definitions import Definition
from app.domain.money_definitions import OF_SOURCES

_ALIKE = follow_up_words.MEASURES
_COMPARED = "leads of the source that are compared"


def _said(words: str, tells: str, over: str = "") -> Definition:
    """Return a definition of sentences that a report's answer has already."""
    return Definition(words, tells.rstrip("."), over)


def _expected(of: str) -> Definition:
    return _said(f"Expected {of}", cohorts.MEASURES["expected"], "leads of this row's open month received")


#: as the sources', and what open months are still to bring
OF_COHORTS: Mapping[str, Definition] = {
    **OF_SOURCES,
    "expected_applications": _expected("applications"),
    "expected_funded": _expected("funded"),
}
#: a row a source
OF_ADJUSTED: Mapping[str, Definition] = {
    "source": OF_SOURCES["source"],
    "leads": _said("Leads", _ALIKE["leads"]),
    "called_in_5m": _said("Within 5 min", _ALIKE["called_in_5m"], _COMPARED),
    "minutes_to_call": _said("Minutes to the first call", _ALIKE["minutes_to_call"], "leads that were called"),
    "attempts_per_lead": _said("Attempts per lead", _ALIKE["attempts_per_lead"], _COMPARED),
    "applications": _said("Applied", _ALIKE["applications"], _COMPARED),
    "alike": _said("Followed up alike", _ALIKE["alike"], _COMPARED),
    "average": _said("Average, followed up alike", _ALIKE["average"], "leads of all sources that are compared"),
    "at_minutes": _said(
        "Minutes all are compared at", "The middle lead's minutes to the first call", "leads of all sources compared"
    ),
    "verdict": _said("It was", _ALIKE["verdict"]),
}
#: a row a bad lead
OF_CLAIMS: Mapping[str, Definition] = {
    "source": Definition("Source", "Whose claim it is"),
    "lead_id": Definition("Lead", "The lead's id here"),
    "vendor_id": Definition("Vendor's id", "What the vendor calls the lead"),
    "campaign": OF_SOURCES["campaign"],
    "received_at": Definition("Received", "When the lead came"),
    "reason": Definition("Reason", "What its officer found"),
    "state": Definition("State", "Whether it may be claimed, or what became of the claim"),
    "until": _said("Claim until", returns.RULES["days_left"]),
    "days_left": Definition("Days left", "Days left to claim it, from today on"),
    "price": Definition("Price", "What the lead cost", "this one lead"),
    "sent_state": Definition("State sent", "The state the vendor sent it with"),
    "said_state": Definition("State said", "The state the borrower said"),
    "first_received_at": Definition(
        "First received", "When an inquiry of the same number or address came before, from whomever"
    ),
    "proof": Definition("Tried", "Each attempt: when, how, what came of it, and whether the phone system has it"),
}
