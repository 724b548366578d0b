"""What a terminal shows of rows of money and returns, which have too many figures for one line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.terminal_words import value_words

Row = dict[str, Any]
View = dict[str, Callable[[Row], Any]]

_PARTS = {"fees": "fees", "month_fees": "month fees", "spend": "spend", "credits": "credits", "refused": "refused"}


def _field(name: str) -> Callable[[Row], Any]:
    return lambda row: value_words(name, row[name])


def _parts(row: Row) -> str:
    """Return what a cost is made of, where there is more to say than one fee."""
    told = [f"{words} {value_words(name, row[name])}" for name, words in _PARTS.items() if row.get(name) is not None]
    volume = row.get("funded_volume")
    told += [f"funded volume {value_words('funded_volume', volume)}"] if volume is not None else []
    return "; ".join(told)


def _counted(row: Row) -> str:
    counts = ("claimed", "granted", "refused", "too_late", "over_cap")
    told = [f"{name.replace('_', ' ')} {row[name]}" for name in counts if row[name]]
    reasons = value_words("reasons", row["reasons"])
    return "; ".join([reasons, *told] + ([f"credits {value_words('', row['credits'])}"] if row["credits"] else []))


#: by fields that only such rows have; what stands under "" is on a line of its own below
MONEY_VIEWS: tuple[tuple[set[str], View], ...] = (
    (
        {"cost_per_funded", "ripe"},
        {
            "source": _field("source"),
            "campaign": _field("campaign"),
            "month": lambda row: row["month"] if row["ripe"] else f"{row['month']} open",
            "leads": _field("leads"),
            "contacted": _field("contacted"),
            "applied": _field("applications"),
            "funded": _field("funded"),
            "cost": _field("cost"),
            "a lead": lambda row: value_words("", row.get("cost_per_lead")),
            "an application": _field("cost_per_application"),
            "a funded loan": _field("cost_per_funded"),
            "": _parts,
        },
    ),
    (
        {"may_return", "over_cap"},
        {
            "source": _field("source"),
            "month": _field("month"),
            "bad": _field("bad"),
            "may return": _field("may_return"),
            "returned": _field("returned"),
            "open": _field("open"),
            "to claim": _field("words"),
            "": _counted,
        },
    ),
)
