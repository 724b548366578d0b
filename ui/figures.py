"""The figures of an officer's row: how each is called, what is counted over what, and how it is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from ui import wording
from ui.language import marked, translate

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
    """`name` is that of the report. `tells` is the long form of `words`: what is counted, over what."""

    name: str
    english: str
    tells_in_english: str
    show: Callable[[Row], str]
    is_number: bool = True

    @property
    def words(self) -> str:
        return translate("figures", self.english)

    @property
    def tells(self) -> str:
        return translate("figures", self.tells_in_english)

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
        Figure(
            "leads",
            marked("figures", "Leads"),
            marked("figures", "Leads received in the period"),
            _plain("leads"),
        ),
        Figure(
            "moved_in",
            marked("figures", "Moved in"),
            marked("figures", "Of these leads, how many somebody else held first"),
            _plain("moved_in"),
        ),
        Figure(
            "moved_out",
            marked("figures", "Moved out"),
            marked(
                "figures",
                "Leads that came to this officer and somebody else holds now; they count for whoever holds them",
            ),
            _plain("moved_out"),
        ),
        Figure(
            "never_called",
            marked("figures", "Never called"),
            marked("figures", "Leads nobody has called"),
            _plain("never_called"),
        ),
        Figure(
            "called_once",
            marked("figures", "Called once"),
            marked("figures", "Leads that were called once and not again"),
            _plain("called_once"),
        ),
        Figure(
            "first_attempt",
            marked("figures", "First attempt"),
            marked(
                "figures",
                "Median time from receipt to the first call, over leads with one; left out are those whose call or "
                "contact was logged by a clock that nobody can vouch for",
            ),
            _first_attempt,
        ),
        Figure(
            "within_5m",
            marked("figures", "Within 5 min"),
            marked("figures", "First called within five minutes, of all leads received"),
            lambda row: _rate(row.get("first_attempt", {}).get("within_5m", {})),
        ),
        Figure(
            "working_clock",
            marked("figures", "First attempt, on shift"),
            marked("figures", "The same median over minutes that are on shift and legal for a call"),
            _speed("working_clock"),
        ),
        Figure(
            "first_contact",
            marked("figures", "First contact"),
            marked("figures", "Median time from receipt to the first two-way contact, over leads with one"),
            _speed("first_contact"),
        ),
        Figure(
            "attempts",
            marked("figures", "Calls / mails / texts"),
            marked("figures", "Calls, mails and texts officers made"),
            _attempts,
        ),
        Figure(
            "contacted",
            marked("figures", "Contacted"),
            marked("figures", "Leads with a two-way contact, of leads received, with its 95 % interval"),
            _contacted,
        ),
        Figure(
            "appointments",
            marked("figures", "Appointments"),
            marked("figures", "Leads that reached an appointment"),
            _plain("appointments"),
        ),
        Figure(
            "applications",
            marked("figures", "Applications"),
            marked("figures", "Leads that reached an application"),
            _plain("applications"),
        ),
        Figure(
            "funded",
            marked("figures", "Funded"),
            marked("figures", "Leads whose loan was funded"),
            _plain("funded"),
        ),
        Figure(
            "adherence",
            marked("figures", "On time"),
            marked("figures", "Steps done while on time, of steps that could be done"),
            _part("adherence"),
        ),
        Figure(
            "promises",
            marked("figures", "Promises kept"),
            marked("figures", "Promises attempted within ten minutes of their time, of those that were due"),
            _part("promises"),
        ),
        Figure(
            "open_overdue",
            marked("figures", "Overdue now"),
            marked("figures", "Steps and promises past their time and still open"),
            _plain("open_overdue"),
        ),
        Figure(
            "evidence",
            marked("figures", "Calls handed off"),
            marked(
                "figures",
                "Logged calls that were handed to the phone by this program or confirmed by the phone system, of those "
                "that can be; a call on a personal phone is outside the share",
            ),
            _evidence,
        ),
        Figure(
            "confirmed_calls",
            marked("figures", "Calls confirmed"),
            marked(
                "figures",
                "Logged calls that the phone system recorded, of those whose records were taken in; known at the "
                "hub alone",
            ),
            _part("confirmed_calls"),
        ),
        Figure(
            "unlogged_calls",
            marked("figures", "Calls nobody logged"),
            marked(
                "figures",
                "Calls to a lead that the phone system recorded and nobody logged; known at the hub alone",
            ),
            _plain("unlogged_calls"),
        ),
        Figure(
            "back_dated",
            marked("figures", "Entered late"),
            marked("figures", "First calls that were entered late, of all first calls; they count at the time stated"),
            _part("back_dated"),
        ),
        Figure(
            "poor_clock",
            marked("figures", "Clock in doubt"),
            marked("figures", "Leads left out of a speed because the clock they were logged by could not be checked"),
            _part("poor_clock"),
        ),
        Figure(
            "handed_over",
            marked("figures", "Handed to the loan system"),
            marked("figures", "Leads that ended for credit or income, which the loan system has to end"),
            _plain("handed_over"),
        ),
    )
}
