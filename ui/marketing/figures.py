"""The columns of marketing's tables: how each figure is called, what is counted over what, and how it is written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from app.domain.campaigns import campaign_words
from app.domain.rates import between
from app.leadfiles.handover_files import proof_words
from ui import wording
from ui.figures import Figure, Row
from ui.language import from_app, marked, translate

_NO_CENTS = 100
VERDICTS = {
    "better": marked("marketing", "Better leads"),
    "worse": marked("marketing", "Worse leads"),
    "no_difference": marked("marketing", "No real difference"),
    "too_few": marked("marketing", "Too few to tell"),
}
STATES = {
    "open": marked("marketing", "Open"),
    "claimed": marked("marketing", "Claimed"),
    "granted": marked("marketing", "Granted"),
    "refused": marked("marketing", "Refused"),
    "too_late": marked("marketing", "Too late"),
    "over_cap": marked("marketing", "Over what may be returned"),
}
REASONS = {
    "bad number": marked("marketing", "Bad number"),
    "duplicate": marked("marketing", "Duplicate"),
    "out of state": marked("marketing", "Out of state"),
    "fake": marked("marketing", "Fake"),
}


def _dollars(amount: float | None) -> str:
    if amount is None:
        return "–"
    # cents are for what one lead costs
    exact = Decimal(1) if abs(amount) >= _NO_CENTS else Decimal("0.01")
    return wording.dollars(Decimal(str(amount)).quantize(exact))


def _money(name: str) -> Callable[[Row], str]:
    return lambda row: _dollars(row.get(name))


def _money_per(name: str, of: str) -> Callable[[Row], str]:
    """Show a cost per something that takes its time: of an open month, per those it is expected to come to."""

    def shown(row: Row) -> str:
        cost, told = row.get("cost"), still(row, of)
        if row.get("ripe") or cost is None:
            return _dollars(row.get(name))
        if told is None or not told["n"]:
            return translate("marketing", "still open")
        return translate("marketing", "→ {}").format(_dollars(cost / told["n"]))

    return shown


def _count(name: str) -> Callable[[Row], str]:
    return lambda row: f"{row.get(name, 0):,}"


def _of_leads(name: str) -> Callable[[Row], str]:
    return lambda row: f"{row.get(name, 0):,}" + _percent(row.get(name, 0), row.get("leads", 0))


def _percent(n: int, of: int) -> str:
    return f" ({n / of:.0%})" if of else ""


def still(row: Row, name: str) -> dict[str, Any] | None:
    """Return what an open month's count is expected to come to; None where nothing is told of it."""
    told = (row.get("expected") or {}).get(name)
    return told if isinstance(told, dict) else None


def _completed(name: str) -> Callable[[Row], str]:
    def shown(row: Row) -> str:
        seen, told = _of_leads(name)(row), still(row, name)
        if told is not None:
            words = translate("marketing", "→ {n} ({low}–{high})")
            return f"{seen}\n" + words.format(n=f"{told['n']:,.0f}", low=f"{told['low']:,}", high=f"{told['high']:,}")
        # so that nobody reads it as low
        return seen if row.get("ripe") else f"{seen}\n" + translate("marketing", "still open")

    return shown


def month_words(row: Row) -> str:
    words = wording.month_of_year(date.fromisoformat(f"{row['month']}-01"))
    return words if row.get("ripe") else translate("marketing", "{} · open").format(words)


def source_words(row: Row) -> str:
    if row.get("source") is None:
        return translate("marketing", "All sources")
    name = wording.source(str(row["source"])) or translate("marketing", "No source")
    campaign = from_app(campaign_words(str(row.get("campaign") or "")))
    return f"{name} · {campaign}" if campaign else name


COHORT = (
    Figure(
        "month",
        marked("figures", "Month"),
        marked("figures", "Month in which the leads were received; open: its youngest lead has not had 90 days"),
        month_words,
        is_number=False,
    ),
    Figure(
        "source",
        marked("figures", "Source"),
        marked("figures", "Source and campaign, as first heard of"),
        source_words,
        is_number=False,
    ),
    Figure("leads", marked("figures", "Leads"), marked("figures", "Leads received, without tests"), _count("leads")),
    Figure(
        "contacted",
        marked("figures", "Contacted"),
        marked("figures", "Leads with a contact, and their share of leads received"),
        _of_leads("contacted"),
    ),
    Figure(
        "appointments",
        marked("figures", "Appointments"),
        marked("figures", "Leads that came to an appointment, and their share of leads received"),
        _of_leads("appointments"),
    ),
    Figure(
        "applications",
        marked("figures", "Applications"),
        marked(
            "figures",
            "Leads with an application submitted, "
            "and their share; of an open month, how many it will be once each lead has had 90 days, between two counts "
            "with 95 % (Kaplan–Meier estimate of the same source's leads)",
        ),
        _completed("applications"),
    ),
    Figure(
        "funded",
        marked("figures", "Funded"),
        marked("figures", "Leads with a funded loan, and their share; an open month is completed as for applications"),
        _completed("funded"),
    ),
    Figure(
        "cost",
        marked("figures", "Cost"),
        marked("figures", "Lead fees, month's fees and spend, less credits granted; a dash where nobody said"),
        _money("cost"),
    ),
    Figure(
        "cost_per_lead",
        marked("figures", "Per lead"),
        marked("figures", "Cost over leads received"),
        _money("cost_per_lead"),
    ),
    Figure(
        "cost_per_contact",
        marked("figures", "Per contact"),
        marked("figures", "Cost over leads with a contact"),
        _money("cost_per_contact"),
    ),
    Figure(
        "cost_per_appointment",
        marked("figures", "Per appointment"),
        marked("figures", "Cost over leads that came to an appointment"),
        _money("cost_per_appointment"),
    ),
    Figure(
        "cost_per_application",
        marked("figures", "Per application"),
        marked(
            "figures", "Cost over leads with an application; of an open month, over those it is expected to come to"
        ),
        _money_per("cost_per_application", "applications"),
    ),
    Figure(
        "cost_per_funded",
        marked("figures", "Per funded loan"),
        marked("figures", "Cost over leads with a funded loan; of an open month, over those it is expected to come to"),
        _money_per("cost_per_funded", "funded"),
    ),
)


def _rate(part: Any) -> str:
    n, of = int(part.get("n", 0)), int(part.get("of", 0))
    return f"{n / of:.1%}\n{wording.share(n, of)}" if of else "–"


def _alike(row: Row) -> str:
    if row.get("alike") is None:
        return "–"
    return f"{row['alike']:.1%}\n({between(row['alike_from'], row['alike_to'], 1)})"


def _minutes(row: Row) -> str:
    minutes = row.get("minutes_to_call")
    return wording.short_seconds(None if minutes is None else minutes * 60)


ADJUSTED = (
    Figure(
        "source",
        marked("figures", "Source"),
        marked("figures", "Where the leads came from"),
        source_words,
        is_number=False,
    ),
    Figure(
        "leads",
        marked("figures", "Leads"),
        marked("figures", "The company's leads of at least 30 days that were not the first to call"),
        _count("leads"),
    ),
    Figure(
        "called_in_5m",
        marked("figures", "Within 5 min"),
        marked("figures", "First called within five minutes, of these leads"),
        lambda row: _rate(row.get("called_in_5m", {})),
    ),
    Figure(
        "minutes",
        marked("figures", "First call"),
        marked("figures", "Median time from receipt to the first call, over leads with one"),
        _minutes,
    ),
    Figure(
        "attempts",
        marked("figures", "Attempts"),
        marked("figures", "Attempts per lead until it was reached"),
        lambda row: f"{row.get('attempts_per_lead', 0):.1f}",
    ),
    Figure(
        "applied",
        marked("figures", "Applied"),
        marked("figures", "Leads that were reached and applied, as the source was followed up"),
        lambda row: _rate(row.get("applications", {})),
    ),
    Figure(
        "alike",
        marked("figures", "Followed up alike"),
        marked(
            "figures",
            "What the share would be had every "
            "source been called as soon as the middle lead and tried six times; 95 % interval",
        ),
        _alike,
    ),
    Figure(
        "verdict",
        marked("figures", "It was"),
        marked(
            "figures",
            "Whether that differs from all sources together "
            "by more than chance, after Bonferroni's correction for their number",
        ),
        lambda row: translate("marketing", VERDICTS.get(str(row.get("verdict")), "–")),
        is_number=False,
    ),
)


def claim_columns(zone: str) -> tuple[Figure, ...]:
    """Return the columns of the claims, instants on the clock of the zone."""
    tz = ZoneInfo(zone)

    def received(row: Row) -> str:
        at = datetime.fromisoformat(row["received_at"]).astimezone(tz)
        return f"{wording.month_day(at.date())}, {wording.clock_time(at)}"

    return (
        Figure(
            "source", marked("figures", "Source"), marked("figures", "Whose claim it is"), source_words, is_number=False
        ),
        Figure(
            "vendor_id",
            marked("figures", "Vendor's id"),
            marked("figures", "What the vendor calls the lead"),
            lambda row: str(row.get("vendor_id") or "–"),
            is_number=False,
        ),
        Figure(
            "received",
            marked("figures", "Received"),
            marked("figures", "When the lead came"),
            received,
            is_number=False,
        ),
        Figure(
            "reason",
            marked("figures", "Reason"),
            marked("figures", "What its officer found"),
            lambda row: _word(REASONS, row.get("reason")),
            is_number=False,
        ),
        Figure(
            "until",
            marked("figures", "To claim"),
            marked("figures", "Days left to claim, or what became of it"),
            _until,
            is_number=False,
        ),
        Figure("price", marked("figures", "Price"), marked("figures", "What the lead cost"), _money("price")),
        Figure(
            "proof",
            marked("figures", "Proof"),
            marked("figures", "What was tried when, and what else speaks for the claim"),
            lambda row: proof_words(row, zone),
            is_number=False,
        ),
    )


def _until(row: Row) -> str:
    left = row.get("days_left")
    if row.get("state") != "open":
        return _word(STATES, row.get("state"))
    return translate("marketing", "no date agreed") if left is None else wording.days_left(int(left))


def _word(words: dict[str, str], said: object) -> str:
    known = words.get(str(said))
    return translate("marketing", known) if known else str(said or "–")
