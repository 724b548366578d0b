"""What leads cost together is what they cost one by one, whatever was paid and whichever of them are asked about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from zoneinfo import ZoneInfo

import pytest

from app.domain.money import (
    Arrival,
    Bill,
    CostEntry,
    CostKind,
    CreditState,
    Key,
    Ledger,
    VendorCredit,
    added,
    bills_of,
)
from app.domain.spreading import Asked, DayCount, Named, spread

ZONE = ZoneInfo("America/Chicago")
SOURCES, CAMPAIGNS = ("Rate Table", "rate  table", "Ads", "Nobody's"), ("", "Q1", "q1", "Spring")
BEGIN = datetime(2026, 1, 5, tzinfo=UTC)


def day_of(one: Arrival) -> date:
    return one.received_at.astimezone(ZONE).date()


def key_of(one: Arrival) -> Key:
    return one.source, one.campaign, day_of(one).replace(day=1)


def some_leads(chance: Random) -> list[Arrival]:
    return [
        Arrival(
            f"lead-{n:03d}",
            # few instants: the order of those that came at once is that of their ids
            BEGIN + timedelta(hours=chance.randrange(0, 24 * 60, 7)),
            chance.choice(SOURCES[:3]),
            chance.choice(CAMPAIGNS),
            chance.choice((None, Decimal("42.50"), Decimal("7.005"))),
        )
        for n in range(chance.randrange(0, 120))
    ]


def an_amount(chance: Random) -> Decimal:
    return Decimal(chance.randrange(-900, 90_000)) / chance.choice((100, 1000))


def a_ledger(chance: Random, leads: Sequence[Arrival]) -> Ledger:
    months = [date(2026, month, 1) for month in (1, 2, 3, 4)]
    ids = [one.lead_id for one in leads] + ["unknown"]
    entries, given = [], {}
    for n in range(chance.randrange(0, 14)):
        kind, source, campaign = chance.choice(list(CostKind)), chance.choice(SOURCES), chance.choice(CAMPAIGNS)
        on = chance.choice(months) + timedelta(days=chance.randrange(20) if kind is not CostKind.MONTH else 0)
        if kind is CostKind.LEAD:
            entries.append(CostEntry(kind=kind, amount=an_amount(chance), lead_id=chance.choice(ids), reference=f"{n}"))
        else:
            entries.append(
                CostEntry(
                    kind=kind, amount=an_amount(chance), source=source, campaign=campaign, on=on, reference=f"{n}"
                )
            )
        credit = VendorCredit(
            state=chance.choice(list(CreditState)),
            month=chance.choice(months),
            source=source,
            campaign=campaign,
            lead_id=chance.choice(("", "", *ids)),
            amount=chance.choice((None, an_amount(chance))),
        )
        given[credit.what] = credit
    return Ledger(tuple(entries), tuple(given.values()))


def counted(leads: Sequence[Arrival]) -> list[DayCount]:
    every = Counter((one.source, one.campaign, day_of(one)) for one in leads)
    unpriced = Counter((one.source, one.campaign, day_of(one)) for one in leads if one.price is None)
    return [DayCount(*key, leads=n, unpriced=unpriced[key]) for key, n in every.items()]


def together(ledger: Ledger, leads: Sequence[Arrival], asked: Set[str]) -> tuple[dict[Key, Bill], dict[Key, Bill]]:
    def named(one: Arrival) -> Named:
        at = int(one.received_at.timestamp())
        return Named(one.lead_id, one.source, one.campaign, day_of(one), at, one.price, one.lead_id in asked)

    fees: dict[Key, Decimal] = {}
    for one in leads:
        if one.price is not None and one.lead_id in asked:
            fees[key_of(one)] = fees.get(key_of(one), Decimal()) + one.price
    return spread(
        ledger,
        counted(leads),
        counted([one for one in leads if one.lead_id in asked]),
        Asked(
            fees,
            lambda day, sources: [named(one) for one in leads if day_of(one) == day and one.source in sources],
            lambda ids: [named(one) for one in leads if one.lead_id in asked and one.lead_id in ids],
        ),
    )


@pytest.mark.parametrize("seed", range(300))
def test_together_leads_cost_what_they_cost_one_by_one(seed: int) -> None:
    chance = Random(seed)
    leads = some_leads(chance)
    ledger = a_ledger(chance, leads)
    share = chance.choice((1.0, 1.0, 0.6, 0.1))
    asked = {one.lead_id for one in leads if chance.random() < share}

    billed, unborne = together(ledger, leads, asked)

    exact = bills_of(ledger, leads, ZONE.key)
    of_group: dict[Key, list[Bill]] = {}
    for one in leads:
        if one.lead_id in asked and one.lead_id in exact.by_lead:
            of_group.setdefault(key_of(one), []).append(exact.by_lead[one.lead_id])
    assert billed == {key: added(bills) for key, bills in of_group.items()}
    assert unborne == exact.unborne


def test_a_fee_of_few_cents_is_borne_by_the_first_of_each_campaign() -> None:
    leads = [
        Arrival(f"lead-{n}", BEGIN + timedelta(days=n), "Ads", campaign)
        for n, campaign in enumerate(("Q1", "Spring", "Q1", "Q1"))
    ]
    fee = CostEntry(kind=CostKind.MONTH, amount=Decimal("0.03"), source="ads", on=date(2026, 1, 1))

    billed, _ = together(Ledger((fee,)), leads, {one.lead_id for one in leads})

    month = date(2026, 1, 1)
    assert billed == {
        ("Ads", "Q1", month): Bill(month_fees=Decimal("0.02")),
        ("Ads", "Spring", month): Bill(month_fees=Decimal("0.01")),
    }


def test_the_leads_are_looked_up_of_one_day_alone_and_only_where_a_cent_is_left() -> None:
    leads = [Arrival(f"lead-{n}", BEGIN + timedelta(hours=9 * n), "Ads", f"{n % 2}") for n in range(40)]
    fee = CostEntry(kind=CostKind.MONTH, amount=Decimal("4.18"), source="Ads", on=date(2026, 1, 1))
    looked: list[date] = []

    def of_day(day: date, _: Set[str]) -> list[Named]:
        looked.append(day)
        return []

    counts = counted(leads)
    spread(Ledger((fee,)), counts, counts, Asked({}, of_day, lambda _: []))

    assert looked == [day_of(leads[18])]
