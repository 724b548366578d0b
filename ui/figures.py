"""The figures of an officer's row: how each is called, what is counted over what, and how it is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from app.domain.definitions import OF_OFFICERS
from app.domain.rates import Rate, between, rate_in
from ui import wording
from ui.language import APP, translate

Row = Mapping[str, Any]
#: the lengths of time an officer and a manager look back, in days
PERIODS = (7, 30)
#: what stands where there is no number
NOTHING = "–"
#: a heading of so few letters is no wider than what stands below it
SHORT = 8


def _attempts(row: Row) -> str:
    made = row.get("attempts", {})
    return " / ".join(f"{made.get(key, 0):,}" for key in ("call", "email", "text"))


def _spread(rate: Rate) -> str:
    """Return between which shares a rate may lie by chance, as it stands below it."""
    return f"({between(rate.low, rate.high)})" if rate.of else ""


def _chance(name: str) -> Callable[[Row], str]:
    """Return how a rate is written: with its denominator, and below that its interval.

    Beside it a column would be as wide as three others.
    """

    def show(row: Row) -> str:
        rate = rate_in(row, name)
        if rate is None or not rate.of:
            return NOTHING
        return f"{wording.share(rate.n, rate.of)}\n{_spread(rate)}"

    return show


def _per_lead(row: Row) -> str:
    made = row.get("per_lead")
    if made is None:
        return NOTHING
    return " / ".join(f"{made.get(key, 0):.1f}" for key in ("call", "email", "text"))


def _answered(row: Row) -> str:
    found = row.get("answered", {})
    return " / ".join(f"{found.get(key, 0):,}" for key in ("call", "text", "email", "inbound"))


def _first_attempt(row: Row) -> str:
    # a hub from before it could say leaves none out
    left_out = int(row.get("poor_clock", {}).get("n", 0))
    beside = "\n" + translate("figures", "({:,} left out)").format(left_out) if left_out else ""
    return wording.short_seconds(row.get("first_attempt", {}).get("median_s")) + beside


def _speed(name: str) -> Callable[[Row], str]:
    return lambda row: wording.short_seconds(row.get(name, {}).get("median_s"))


class Figure(msgspec.Struct, frozen=True):
    """`name` is that of the report. `tells` is the long form of `words`: what is counted, over what."""

    name: str
    english: str
    tells_in_english: str
    show: Callable[[Row], str]
    is_number: bool = True
    #: how it is written in a table, where that is shorter
    brief: Callable[[Row], str] | None = None
    #: where a catalogue has its words
    context: str = "figures"

    def in_table(self, row: Row) -> str:
        return (self.brief or self.show)(row)

    @property
    def words(self) -> str:
        return translate(self.context, self.english)

    @property
    def tells(self) -> str:
        return translate(self.context, self.tells_in_english)

    @property
    def head(self) -> str:
        """Return the words as they stand above the column: on two lines where that makes it narrower."""
        words = self.words.split(" ") if len(self.words) > SHORT else []
        breaks = (" ".join(words[:i]) + "\n" + " ".join(words[i:]) for i in range(1, len(words)))
        return min(breaks, key=lambda lines: max(map(len, lines.split("\n"))), default=self.words)


def _plain(name: str) -> Callable[[Row], str]:
    return lambda row: f"{row.get(name, 0):,}"


#: what the phone system recorded is in these, and no desk is told of it
_WITH_RECORDS = frozenset({"evidence", "confirmed_calls", "unlogged_calls"})


def has_records(name: str, hub: Row) -> bool:
    """Return whether a figure of the hub's may be another than a desk's for what the phone system recorded."""
    graded = hub.get("evidence", {})
    knows = graded.get("confirmed") or graded.get("not_coverable") or hub.get("unlogged_calls")
    return name in _WITH_RECORDS and bool(knows or hub.get("confirmed_calls", {}).get("of"))


def defined(
    name: str, show: Callable[[Row], str], *, is_number: bool = True, brief: Callable[[Row], str] | None = None
) -> Figure:
    """Return a figure of an officer, whose words stand where files and prints find them as well."""
    found = OF_OFFICERS[name]
    return Figure(name, found.words, found.tells, show, is_number, brief, APP)


FIGURES = {
    figure.name: figure
    for figure in (
        defined("leads", _plain("leads")),
        defined("moved_in", _plain("moved_in")),
        defined("moved_out", _plain("moved_out")),
        defined("never_called", _chance("never_called"), brief=_plain("never_called")),
        defined("called_once", _chance("called_once"), brief=_plain("called_once")),
        defined("first_attempt", _first_attempt),
        defined("within_5m", _chance("within_5m")),
        defined("working_clock", _speed("working_clock")),
        defined("first_contact", _speed("first_contact")),
        defined("attempts", _attempts),
        defined("per_lead", _per_lead),
        defined("contacted", _chance("contacted")),
        defined("answered", _answered),
        defined("appointments", _chance("appointments"), brief=_plain("appointments")),
        defined("applications", _chance("applications"), brief=_plain("applications")),
        defined("accepted", _chance("accepted")),
        defined("funded", _chance("funded")),
        defined("funded_of_applications", _chance("funded_of_applications")),
        defined("adherence", _chance("adherence")),
        defined("promises", _chance("promises")),
        defined("open_overdue", _plain("open_overdue")),
        defined("evidence", _chance("evidence")),
        defined("confirmed_calls", _chance("confirmed_calls")),
        defined("unlogged_calls", _plain("unlogged_calls")),
        defined("back_dated", _chance("back_dated")),
        defined("poor_clock", _chance("poor_clock")),
        defined("handed_over", _plain("handed_over")),
    )
}


def one_line(words: str) -> str:
    return words.replace("\n", " ")
