"""What the numbers of the reports on sources, money, returns, partners and marketing's steps are called and mean."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain import acceptance, marketing_steps, partner_sums, returns
from app.domain.definitions import Definition
from app.domain.money import MEASURES

_RECEIVED = "leads of this source, campaign and month received"
_OF_SOURCE = {
    "source": Definition("Source", "Who sent the leads first"),
    "campaign": Definition("Campaign", "The campaign the source named"),
    "month": Definition("Month", "The month the leads were received in, on the company's calendar"),
}


def _said(words: str, tells: str, over: str = "") -> Definition:
    """Return a definition of a sentence that a report's answer has already."""
    return Definition(words, tells.rstrip("."), over)


def _stages(over: str) -> dict[str, Definition]:
    return {
        "appointments": Definition("Appointments", "Leads that reached an appointment", over),
        "applications": Definition("Applications", "Leads that reached a submitted application", over),
        "funded": Definition("Funded", "Leads whose loan was funded", over),
        "funded_volume": _said("Funded volume", MEASURES["funded_volume"], "funded loans with an amount"),
    }


#: sources and costs: a row a source, campaign and month received
OF_SOURCES: Mapping[str, Definition] = {
    **_OF_SOURCE,
    "leads": Definition("Leads", "Leads received, test leads left out"),
    "contacted": Definition("Contacted", "Leads with a two-way contact", _RECEIVED),
    **_stages(_RECEIVED),
    "fees": _said("Fees", MEASURES["fees"], "leads with a known fee"),
    "month_fees": _said("Month fees", MEASURES["month_fees"], _RECEIVED),
    "spend": _said("Spend", MEASURES["spend"], _RECEIVED),
    "credits": _said("Credits", MEASURES["credits"], _RECEIVED),
    "refused": _said("Refused", MEASURES["refused"], _RECEIVED),
    "cost": _said("Cost", MEASURES["cost"], _RECEIVED),
    "cost_per_lead": _said("Cost per lead", MEASURES["cost_per_lead"], "leads received"),
    "cost_per_contact": _said("Cost per contact", MEASURES["cost_per_contact"], "leads with a contact"),
    "cost_per_appointment": _said("Cost per appointment", MEASURES["cost_per_appointment"], "leads that got one"),
    "cost_per_application": _said(
        "Cost per application", MEASURES["cost_per_application"], "leads with an application"
    ),
    "cost_per_funded": _said("Cost per funded loan", MEASURES["cost_per_funded"], "leads with a funded loan"),
    "ripe": _said("Ripe", MEASURES["ripe"]),
}
MATCH_RATE = _said("Loans with their lead", MEASURES["match_rate"], "all loans the loan system told of")

_BAD = "bad leads of this source and month"
#: bad leads and what their source takes back
OF_RETURNS: Mapping[str, Definition] = {
    "source": _OF_SOURCE["source"],
    "month": _OF_SOURCE["month"],
    "bad": Definition("Bad leads", "Leads that are bad, as their officer said", "leads of the source and month"),
    "reasons": Definition("Why", "Bad leads by the officer's reason", _BAD),
    "may_return": _said("May return", returns.RULES["may_return"], "leads of the source and month"),
    "returned": Definition("Returned", "Claims that are open or were granted", _BAD),
    "open": Definition("Open", "Bad leads that may be claimed still", _BAD),
    "claimed": Definition("Claimed", "Bad leads that are claimed and not answered", _BAD),
    "granted": Definition("Granted", "Bad leads the source gave back", _BAD),
    "refused": Definition("Refused", "Bad leads the source refused to give back", _BAD),
    "too_late": Definition("Too late", "Bad leads whose time to be claimed is over", _BAD),
    "over_cap": Definition("Over the share", "Bad leads beyond what the source takes back", _BAD),
    "days_left": _said("Days left", returns.RULES["days_left"]),
    "words": Definition("To claim", "The same in words"),
    "credits": Definition("Credits", "Dollars granted for these bad leads", _BAD),
}
#: what sales made of the leads it was given
OF_ACCEPTANCE: Mapping[str, Definition] = {
    **_OF_SOURCE,
    "leads": Definition("Leads", "Leads received, test leads and officers' own left out"),
    "accepted": _said("Accepted", acceptance.RULES["accepted"], "leads sales was given"),
    "sent_back": _said("Sent back", acceptance.RULES["sent_back"], "leads sales was given"),
    "reasons": Definition("Why", "Leads sent back by reason", "leads sent back"),
    "waiting": _said("Waiting", acceptance.RULES["waiting"], "leads sales was given"),
    "not_given": _said("Not given", acceptance.RULES["not_given"], _RECEIVED),
    "accepted_after_s": _said("Accepted after", acceptance.RULES["accepted_after_s"], "leads accepted"),
}
_REFERRED = "leads the partner referred"
#: who referred
OF_PARTNERS: Mapping[str, Definition] = {
    "partner": _said("Partner", partner_sums.RULES["partner"]),
    "company": Definition("Company", "Where the partner works"),
    "leads": Definition("Leads", "Leads the partner referred, test leads left out"),
    "contacted": _said("Contacted", partner_sums.RULES["contacted"], _REFERRED),
    **_stages(_REFERRED),
    "cost": _said("Cost", MEASURES["cost"], _REFERRED),
    "owed_a_word": _said("Owed a word", partner_sums.RULES["owed_a_word"], _REFERRED),
}
_HANDED = "steps handed out and taken back"
#: steps that are marketing's
OF_MARKETING: Mapping[str, Definition] = {
    "source": _OF_SOURCE["source"],
    "step": Definition("Step", "The step of the playbook"),
    "channel": Definition("Channel", "How the step reaches the borrower"),
    "due": _said("Due", marketing_steps.RULES["due"]),
    "withheld": _said("Withheld", marketing_steps.RULES["withheld"], "steps due"),
    "handed_out": _said("Handed out", marketing_steps.RULES["handed_out"], "steps handed out"),
    "failed": Definition("Failed", "Steps that could not be sent", _HANDED),
    "done": _said("Done", marketing_steps.RULES["done"], _HANDED),
    "bounced": Definition("Bounced", "Steps whose mail came back", _HANDED),
    "replied": Definition("Replied", "Steps the borrower answered", _HANDED),
    "opted_out": Definition("Opted out", "Steps after which the borrower asked for no more", _HANDED),
}
