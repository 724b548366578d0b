"""Every rate of an officer's row with its denominator and its interval, worked out of the counts that stand there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from app.domain.intervals import wilson

Row = Mapping[str, Any]


def between(low: float, high: float, places: int = 0) -> str:
    """Return between which shares something lies, as it is written everywhere: "31–64%"."""
    return f"{100 * low:.{places}f}–{high:.{places}%}"


class Rate(msgspec.Struct, frozen=True):
    """`n` of `of`, and between which shares it may lie by chance.

    `units` is how many independent things stand behind `of`: steps of one lead are done or missed together, so a
    rate of steps is believed as far as that many would be.
    """

    n: int
    of: int
    low: float
    high: float
    units: float

    @property
    def share(self) -> float | None:
        return self.n / self.of if self.of and 0 <= self.n <= self.of else None


def rate_of(n: int, of: int, units: float | None = None) -> Rate:
    """Return a rate with its Wilson interval at 95 %; of counts that cannot be nothing is known."""
    low, high = wilson(n, of) if 0 <= n <= of else (0.0, 1.0)
    return Rate(n, of, low, high, of if units is None else units)


def rates_of(row: Row) -> dict[str, Rate]:
    """Return each rate of a row that its counts tell of, under the figure's name."""
    return {name: rate for name in _RATES if (rate := rate_in(row, name)) is not None}


def rate_in(row: Row, name: str) -> Rate | None:
    """Return one rate of a row; None for a figure that is no rate, or of which the row does not tell."""
    read = _RATES.get(name)
    return None if read is None else read(row)


def with_rates(row: Row) -> dict[str, Any]:
    """Return a row in which every rate says between what it may lie."""
    told = {name: {"n": r.n, "of": r.of, "low": r.low, "high": r.high} for name, r in rates_of(row).items()}
    return {**row, "rates": told}


#: rates of what a lead has several of
_OF_LEADS = frozenset({"adherence", "promises"})


def _part(name: str) -> Callable[[Row], Rate | None]:
    """Return what reads a rate that stands in the row as one."""

    def read(row: Row) -> Rate | None:
        part = row.get(name)
        return None if part is None else rate_of(part["n"], part["of"], _units(row, name, part["of"]))

    return read


def _units(row: Row, name: str, of: int) -> float | None:
    """Return how many independent ones a rate's denominator is worth.

    Where the row does not say how steps of one lead hang together, no more than there are leads.
    """
    if name not in _OF_LEADS:
        return None
    spread: float | None = row.get("spread", {}).get(name)
    leads: int = row.get("leads", of)
    return min(of, leads) if spread is None else of / spread


def _of(name: str, against: str) -> Callable[[Row], Rate | None]:
    """Return what reads a count of leads held against another."""
    return lambda row: rate_of(row[name], row[against]) if name in row and against in row else None


def _soon(row: Row) -> Rate | None:
    part = row.get("first_attempt", {}).get("within_5m")
    return None if part is None else rate_of(part["n"], part["of"])


def _handed_off(row: Row) -> Rate | None:
    graded = row.get("evidence")
    if graded is None:
        return None
    believed = graded["handed_off"] + graded["confirmed"]
    return rate_of(believed, believed + graded["self"])


_RATES: dict[str, Callable[[Row], Rate | None]] = {
    "within_5m": _soon,
    "never_called": _of("never_called", "leads"),
    "called_once": _of("called_once", "leads"),
    "contacted": _part("contacted"),
    "appointments": _of("appointments", "leads"),
    "applications": _of("applications", "leads"),
    "accepted": _of("accepted", "leads"),
    "funded": _of("funded", "leads"),
    "funded_of_applications": _of("funded", "applications"),
    "adherence": _part("adherence"),
    "promises": _part("promises"),
    "evidence": _handed_off,
    "confirmed_calls": _part("confirmed_calls"),
    "back_dated": _part("back_dated"),
    "poor_clock": _part("poor_clock"),
}
