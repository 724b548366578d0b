"""The figures of an officer's row: how each is called, what is counted over what, and how it is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from app.domain.definitions import OF_OFFICERS
from ui import wording
from ui.language import from_app, translate

Row = Mapping[str, Any]
#: the lengths of time an officer and a manager look back, in days
PERIODS = (7, 30)
#: a heading of so few letters is no wider than what stands below it
SHORT = 8


def _rate(part: Mapping[str, Any]) -> str:
    return wording.share(int(part.get("n", 0)), int(part.get("of", 0)))


def _attempts(row: Row) -> str:
    made = row.get("attempts", {})
    return " / ".join(f"{made.get(key, 0):,}" for key in ("call", "email", "text"))


def _contacted(row: Row) -> str:
    part = row.get("contacted", {})
    if not part.get("of"):
        return "–"
    low, high = part.get("low"), part.get("high")
    # below it: beside it this column alone would be as wide as three others
    spread = f"\n({low * 100:.0f}–{high:.0%})" if low is not None and high is not None else ""
    return _rate(part) + spread


def _first_attempt(row: Row) -> str:
    # a hub from before it could say leaves none out
    left_out = int(row.get("poor_clock", {}).get("n", 0))
    beside = "\n" + translate("figures", "({:,} left out)").format(left_out) if left_out else ""
    return wording.short_seconds(row.get("first_attempt", {}).get("median_s")) + beside


def _speed(name: str) -> Callable[[Row], str]:
    return lambda row: wording.short_seconds(row.get(name, {}).get("median_s"))


def _evidence(row: Row) -> str:
    graded = row.get("evidence", {})
    handed = int(graded.get("handed_off", 0)) + int(graded.get("confirmed", 0))
    return wording.share(handed, handed + int(graded.get("self", 0)))


class Figure(msgspec.Struct, frozen=True):
    """`name` is that of the report, by which its words and what it tells stand in the definitions."""

    name: str
    show: Callable[[Row], str]
    is_number: bool = True

    @property
    def words(self) -> str:
        return from_app(OF_OFFICERS[self.name].words)

    @property
    def tells(self) -> str:
        """Return the long form of the words: what is counted, over what."""
        return from_app(OF_OFFICERS[self.name].tells)

    @property
    def head(self) -> str:
        """Return the words as they stand above the column: on two lines where that makes it narrower."""
        words = self.words.split(" ") if len(self.words) > SHORT else []
        breaks = (" ".join(words[:i]) + "\n" + " ".join(words[i:]) for i in range(1, len(words)))
        return min(breaks, key=lambda lines: max(map(len, lines.split("\n"))), default=self.words)


def _plain(name: str) -> Callable[[Row], str]:
    return lambda row: f"{row.get(name, 0):,}"


def _part(name: str) -> Callable[[Row], str]:
    return lambda row: _rate(row.get(name, {}))


#: what the phone system recorded is in these, and no desk is told of it
_WITH_RECORDS = frozenset({"evidence", "confirmed_calls", "unlogged_calls"})


def has_records(name: str, hub: Row) -> bool:
    """Return whether a figure of the hub's may be another than a desk's for what the phone system recorded."""
    graded = hub.get("evidence", {})
    knows = graded.get("confirmed") or graded.get("not_coverable") or hub.get("unlogged_calls")
    return name in _WITH_RECORDS and bool(knows or hub.get("confirmed_calls", {}).get("of"))


FIGURES = {
    figure.name: figure
    for figure in (
        Figure("leads", _plain("leads")),
        Figure("moved_in", _plain("moved_in")),
        Figure("moved_out", _plain("moved_out")),
        Figure("never_called", _plain("never_called")),
        Figure("called_once", _plain("called_once")),
        Figure("first_attempt", _first_attempt),
        Figure("within_5m", lambda row: _rate(row.get("first_attempt", {}).get("within_5m", {}))),
        Figure("working_clock", _speed("working_clock")),
        Figure("first_contact", _speed("first_contact")),
        Figure("attempts", _attempts),
        Figure("contacted", _contacted),
        Figure("appointments", _plain("appointments")),
        Figure("applications", _plain("applications")),
        Figure("funded", _plain("funded")),
        Figure("adherence", _part("adherence")),
        Figure("promises", _part("promises")),
        Figure("open_overdue", _plain("open_overdue")),
        Figure("evidence", _evidence),
        Figure("confirmed_calls", _part("confirmed_calls")),
        Figure("unlogged_calls", _plain("unlogged_calls")),
        Figure("back_dated", _part("back_dated")),
        Figure("poor_clock", _part("poor_clock")),
        Figure("handed_over", _plain("handed_over")),
    )
}
