"""What leads cost: their own fees, their part of a month's, and what a vendor gave back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from app.domain.money import (
    MEASURES,
    PER,
    Arrival,
    Bill,
    Bills,
    CostEntry,
    CostKind,
    CreditState,
    Ledger,
    VendorCredit,
    added,
    bills_of,
    in_cents,
    money_row,
)

ZONE = "America/New_York"
NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)
NOON = datetime(2026, 11, 10, 17, tzinfo=UTC)
COUNTS = {"leads": 3, "contacted": 2, "appointments": 1, "applications": 1, "funded": 0}


def came(lead_id: str, source: str = "Rates", campaign: str = "", price: str = "", days: int = 0) -> Arrival:
    return Arrival(lead_id, NOON + timedelta(days=days), source, campaign, Decimal(price) if price else None)


def fee(amount: str, source: str = "Rates", campaign: str = "", on: date = NOVEMBER) -> CostEntry:
    return CostEntry(kind=CostKind.MONTH, amount=Decimal(amount), source=source, campaign=campaign, on=on)


def spend(amount: str, on: date, campaign: str = "", *, is_day: bool = False) -> CostEntry:
    kind = CostKind.SPEND
    return CostEntry(kind=kind, amount=Decimal(amount), source="Rates", campaign=campaign, on=on, is_day=is_day)


def agreed(amount: str, on: date, campaign: str = "") -> CostEntry:
    return CostEntry(kind=CostKind.PER_LEAD, amount=Decimal(amount), source="Rates", campaign=campaign, on=on)


def credit(state: CreditState, amount: str = "", lead_id: str = "", **more: str) -> VendorCredit:
    said = Decimal(amount) if amount else None
    return VendorCredit(state=state, month=NOVEMBER, source="Rates", lead_id=lead_id, amount=said, **more)


def bills(*said: CostEntry | VendorCredit, leads: list[Arrival]) -> Bills:
    entries = tuple(one for one in said if isinstance(one, CostEntry))
    return bills_of(Ledger(entries, tuple(one for one in said if isinstance(one, VendorCredit))), leads, ZONE)


def costs(found: Bills) -> dict[str, str]:
    return {lead_id: str(bill.cost) for lead_id, bill in found.by_lead.items()}


def test_a_months_fee_is_borne_in_equal_parts_by_the_leads_of_its_source_and_month() -> None:
    leads = [came("a"), came("b", "RATES ", "fall"), came("other", "Portal"), came("later", days=30)]
    found = bills(fee("100"), leads=leads)
    assert costs(found) == {"a": "50.00", "b": "50.00"}
    assert found.unborne == {}


def test_cents_that_are_left_go_to_the_leads_that_came_first_and_together_it_is_the_fee() -> None:
    found = bills(fee("100"), leads=[came("c", days=2), came("a"), came("b", days=1)])
    assert costs(found) == {"a": "33.34", "b": "33.33", "c": "33.33"}
    assert added(found.by_lead.values()).cost == Decimal(100)


def test_a_campaigns_fee_is_borne_by_the_campaigns_leads_alone() -> None:
    found = bills(fee("90", campaign="Fall"), leads=[came("a", campaign="fall"), came("b")])
    assert costs(found) == {"a": "90.00"}


def test_what_no_lead_bears_is_kept_under_its_source_campaign_and_month() -> None:
    found = bills(fee("90", on=DECEMBER), spend("10", DECEMBER), leads=[came("a")])
    assert dict(found.unborne) == {
        ("Rates", "", DECEMBER): Bill(month_fees=Decimal("90.00"), spend=Decimal("10.00")),
    }
    assert found.by_lead == {}


def test_a_months_days_are_added_up_before_they_are_spread() -> None:
    days = [spend("0.01", date(2026, 11, day), is_day=True) for day in (2, 3)]
    found = bills(*days, leads=[came("a"), came("b", days=1)])
    assert costs(found) == {"a": "0.01", "b": "0.01"}


def test_a_lead_at_the_end_of_a_month_bears_the_month_of_the_companys_clock() -> None:
    late = Arrival("a", datetime(2026, 12, 1, 4, 30, tzinfo=UTC), "Rates", "")
    assert costs(bills(fee("10"), leads=[late])) == {"a": "10.00"}


def test_a_leads_price_is_its_bill_else_what_it_came_with_else_what_was_agreed() -> None:
    billed = CostEntry(kind=CostKind.LEAD, amount=Decimal(7), lead_id="billed")
    leads = [came("billed", price="40"), came("priced", price="30"), came("agreed"), came("of it", campaign="fall")]
    found = bills(billed, agreed("20", date(2026, 11, 10)), agreed("25", NOVEMBER, "Fall"), leads=leads)
    assert costs(found) == {"billed": "7", "priced": "30", "agreed": "20", "of it": "25"}


def test_a_price_holds_from_its_day_until_the_next_one() -> None:
    leads = [came("before", days=-9), came("on it"), came("after", days=1)]
    found = bills(agreed("20", date(2026, 11, 2)), agreed("22", date(2026, 11, 10)), leads=leads)
    assert costs(found) == {"on it": "22", "after": "22"}


def test_a_granted_credit_takes_from_its_leads_cost_and_a_refused_one_nothing() -> None:
    leads = [came("good", price="40"), came("bad", price="40"), came("worse", price="40"), came("asked", price="40")]
    found = bills(
        credit(CreditState.GRANTED, "40", "bad"),
        credit(CreditState.REFUSED, "", "worse"),
        credit(CreditState.CLAIMED, "40", "asked"),
        leads=leads,
    )
    assert costs(found) == {"good": "40", "bad": "0", "worse": "40", "asked": "40"}
    assert found.by_lead["worse"].refused == Decimal(40)
    assert added(found.by_lead.values()).cost == Decimal(120)


def test_a_credit_without_an_amount_is_the_leads_own_fee() -> None:
    assert costs(bills(credit(CreditState.GRANTED, "", "a"), leads=[came("a", price="40")])) == {"a": "0"}


def test_a_credit_for_a_month_is_spread_as_its_fee_is() -> None:
    found = bills(fee("100"), credit(CreditState.GRANTED, "25"), leads=[came("a"), came("b")])
    assert sum((bill.cost or Decimal() for bill in found.by_lead.values()), Decimal()) == Decimal(75)


def test_a_credit_of_a_lead_that_is_not_among_them_changes_nothing() -> None:
    assert costs(bills(credit(CreditState.GRANTED, "40", "gone"), leads=[came("a", price="1")])) == {"a": "1"}


# -- said again ---------------------------------------------------------------------------------------


def test_what_is_said_again_of_the_same_thing_takes_its_place_whatever_it_comes_to_now() -> None:
    assert fee("100").what == fee("90", " RATES").what
    assert agreed("20", NOVEMBER, "Fall").what == agreed("21", NOVEMBER, "fall ").what


def test_another_month_source_campaign_kind_day_or_invoice_is_another_thing() -> None:
    said = [
        fee("10"),
        fee("10", on=DECEMBER),
        fee("10", "Portal"),
        fee("10", campaign="fall"),
        spend("10", NOVEMBER),
        # the first day of a month is not the month
        spend("10", NOVEMBER, is_day=True),
        agreed("10", NOVEMBER),
        msgspec.structs.replace(fee("10"), reference="INV-2"),
    ]
    assert len({one.what for one in said}) == len(said)


def test_a_leads_own_bill_is_the_leads_whichever_source_it_is_written_under() -> None:
    def billed(lead_id: str, source: str) -> CostEntry:
        return CostEntry(kind=CostKind.LEAD, amount=Decimal(7), lead_id=lead_id, source=source)

    assert billed("a", "Rates").what == billed("a", "Portal").what != billed("b", "Rates").what


def test_a_decision_takes_the_place_of_the_claim_for_its_lead() -> None:
    claimed, granted = credit(CreditState.CLAIMED, "40", "a"), credit(CreditState.GRANTED, "25", "a")
    assert claimed.what == granted.what != credit(CreditState.CLAIMED, "40", "b").what


def test_of_a_month_some_may_be_granted_and_some_refused() -> None:
    granted, refused = credit(CreditState.GRANTED, "40"), credit(CreditState.REFUSED, "60")
    assert granted.what != refused.what
    assert granted.what == credit(CreditState.GRANTED, "30").what
    assert granted.what != credit(CreditState.GRANTED, "40", reference="second").what


def test_a_ledger_is_empty_until_anything_at_all_was_said() -> None:
    assert Ledger().is_empty
    assert not Ledger((fee("1"),)).is_empty
    assert not Ledger((), (credit(CreditState.REFUSED),)).is_empty


# -- what it comes to ---------------------------------------------------------------------------------


def test_what_nobody_said_is_not_known_and_is_not_nothing() -> None:
    assert Bill().cost is None
    assert money_row(Bill(), COUNTS)["cost_per_lead"] is None
    assert Bill(fees=Decimal(0)).cost == 0
    assert Bill(credits=Decimal(5)).cost == Decimal(-5)


def test_a_cost_is_divided_by_each_of_what_came_of_it_and_by_nothing_that_did_not() -> None:
    row = money_row(Bill(fees=Decimal(100), spend=Decimal(20), credits=Decimal(20)), COUNTS)
    assert (row["fees"], row["spend"], row["credits"], row["cost"]) == (100.0, 20.0, 20.0, 100.0)
    assert [row[name] for name in PER] == [33.33, 50.0, 100.0, 100.0, None]


def test_every_figure_of_a_row_says_what_it_is() -> None:
    assert set(money_row(Bill(), COUNTS)) <= set(MEASURES)


@given(cents=st.integers(-10_000, 10_000_000), among=st.integers(1, 97))
def test_parts_are_an_amount_together_and_no_two_are_more_than_a_cent_apart(cents: int, among: int) -> None:
    parts = in_cents(Decimal(cents) / 100, among)
    assert len(parts) == among
    assert sum(parts, Decimal()) == Decimal(cents) / 100
    assert max(parts) - min(parts) <= Decimal("0.01")
