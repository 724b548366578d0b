"""What the leads of each source, campaign and month cost together, to the cent as it is lead by lead."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from app.domain.money import CENT, COLUMNS, Bill, Key, Ledger, Prices, Sheet, name_key, pooled, whole_cents


class DayCount(NamedTuple):
    """How many leads of a source and campaign came on a day, and how many of them without a price; no test leads."""

    source: str
    campaign: str
    day: date
    leads: int
    unpriced: int

    @property
    def key(self) -> Key:
        return self.source, self.campaign, self.day.replace(day=1)


class Named(NamedTuple):
    """A lead that bears a part by its place in the order of its day, or that the ledger names."""

    lead_id: str
    source: str
    campaign: str
    day: date
    received_at: int
    price: Decimal | None
    is_asked: bool

    @property
    def key(self) -> Key:
        return self.source, self.campaign, self.day.replace(day=1)


class Asked(NamedTuple):
    """What is known of the leads that are asked about, beside how many there are.

    `of_day` gives all leads of some sources of a day, asked about or not, `of_ids` those asked about of some ids.
    """

    fees: Mapping[Key, Decimal]
    of_day: Callable[[date, Set[str]], Iterable[Named]]
    of_ids: Callable[[Sequence[str]], Iterable[Named]]


def spread(
    ledger: Ledger, came: Iterable[DayCount], counts: Iterable[DayCount], asked: Asked
) -> tuple[dict[Key, Bill], dict[Key, Bill]]:
    """Return what those of the leads cost that are asked about, and what no lead bears, as `bills_of` does.

    `came` are all leads of whole months, `counts` those of them that are asked about.
    """
    sheet, unborne, told = Sheet[Key](), Sheet[Key](), list(counts)
    _own(sheet, ledger, told, asked)
    bearers, mine = _Bearers(came), _Bearers(told)
    pools = sorted(pooled(ledger).items())
    extra = _Extra(bearers, mine, asked)
    for (_, key), amount in pools:
        extra.expect(key, amount)
    for (column, key), amount in pools:
        if not bearers.of(key):
            unborne.add(key, column, whole_cents(amount) * CENT)
        for group, part in extra.parts(key, amount).items():
            sheet.add(group, column, part)
    return sheet.bills(), unborne.bills()


def _own(sheet: Sheet[Key], ledger: Ledger, counts: Iterable[DayCount], asked: Asked) -> None:
    """Add up what each lead cost by itself, and what was given back for one."""
    prices = Prices(ledger.entries)
    decided = [credit for credit in ledger.credits if credit.lead_id and credit.state in COLUMNS]
    ids = sorted({*prices.billed, *(credit.lead_id for credit in decided)})
    named = {one.lead_id: one for one in asked.of_ids(ids)} if ids else {}
    billed = [named[lead_id] for lead_id in prices.billed if lead_id in named]
    for key, fees in asked.fees.items():
        sheet.add(key, "fees", fees)
    for one in billed:
        # instead of what it came with
        sheet.add(one.key, "fees", sum(prices.billed[one.lead_id], Decimal()) - (one.price or Decimal()))
    unpriced = Counter((one.source, one.campaign, one.day) for one in billed if one.price is None)
    for count in counts:
        left = count.unpriced - unpriced[count.source, count.campaign, count.day]
        agreed = prices.agreed(count.source, count.campaign, count.day) if left else None
        if agreed is not None:
            sheet.add(count.key, "fees", agreed * left)
    for credit in decided:
        if (lead := named.get(credit.lead_id)) is not None:
            own = prices.of(lead.lead_id, lead.price, lead.source, lead.campaign, lead.day) or Decimal()
            sheet.add(lead.key, COLUMNS[credit.state], own if credit.amount is None else credit.amount)


class _Bearers:
    """How many leads bear what was paid for a month: all of the source or, where one is named, of the campaign."""

    def __init__(self, counts: Iterable[DayCount]) -> None:
        self._by_key: dict[Key, dict[tuple[date, Key], int]] = defaultdict(lambda: defaultdict(int))
        for one in counts:
            month, source, campaign = one.day.replace(day=1), name_key(one.source), name_key(one.campaign)
            for key in {(source, "", month), (source, campaign, month)}:
                self._by_key[key][one.day, one.key] += one.leads

    def of(self, key: Key) -> Mapping[tuple[date, Key], int]:
        """Return how many there are by day and by who they are told with."""
        source, campaign, month = key
        return self._by_key.get((name_key(source), name_key(campaign), month), {})


class _Extra:
    """Who bears one of the cents that are left: the first to come, as `in_cents` has it."""

    def __init__(self, bearers: _Bearers, mine: _Bearers, asked: Asked) -> None:
        self._bearers, self._mine, self._asked = bearers, mine, asked
        self._sources: dict[date, set[str]] = defaultdict(set)
        self._days: dict[date, list[Named]] = {}

    def expect(self, key: Key, amount: Decimal) -> None:
        """Have the leads looked up at which the cents that are left run out."""
        day, left = self._runs_out(key, amount)
        if left and day is not None:
            self._sources[day] |= {source for when, (source, _, _) in self._bearers.of(key) if when == day}

    def parts(self, key: Key, amount: Decimal) -> dict[Key, Decimal]:
        """Return what the leads asked about bear of an amount."""
        every, asked = self._bearers.of(key), self._mine.of(key)
        groups = Counter[Key]()
        for (_, group), leads in asked.items():
            groups[group] += leads
        if not groups:
            return {}
        if len(groups) == 1 and sum(every.values()) == groups.total():
            return {group: whole_cents(amount) * CENT for group in groups}
        day, left = self._runs_out(key, amount)
        more = Counter[Key]()
        for (when, group), leads in asked.items():
            more[group] += leads if day is not None and when < day else 0
        if left and day is not None:
            more.update(self._first_of(key, day, left))
        cents = whole_cents(amount)
        each, sign = abs(cents) // sum(every.values()), -1 if cents < 0 else 1
        return {group: (leads * each + more[group]) * sign * CENT for group, leads in groups.items()}

    def _runs_out(self, key: Key, amount: Decimal) -> tuple[date | None, int]:
        """Return on which day the cents that are left run out, and how many of them are that day's."""
        every = self._bearers.of(key)
        among = sum(every.values())
        left = abs(whole_cents(amount)) % among if among else 0
        if not left:
            return None, 0
        of_day = Counter[date]()
        for (day, _), leads in every.items():
            of_day[day] += leads
        for day in sorted(of_day):
            if left < of_day[day]:
                return day, left
            left -= of_day[day]
        raise AssertionError("more is left than there are leads")

    def _first_of(self, key: Key, day: date, left: int) -> Counter[Key]:
        """Return how many of the first leads of a day are asked about."""
        if day not in self._days:
            self._days[day] = sorted(
                self._asked.of_day(day, self._sources[day]), key=lambda one: (one.received_at, one.lead_id)
            )
        its = {group for when, group in self._bearers.of(key) if when == day}
        first = [one for one in self._days[day] if one.key in its][:left]
        return Counter(one.key for one in first if one.is_asked)
