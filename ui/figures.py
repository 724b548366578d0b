"""The figures of an officer's row: how each is called, what is counted over what, and how it is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from app.domain.rates import Rate, rate_in
from ui import wording
from ui.language import marked, translate

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
    return f"({rate.low * 100:.0f}–{rate.high:.0%})" if rate.of else ""


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

    def in_table(self, row: Row) -> str:
        return (self.brief or self.show)(row)

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
            marked("figures", "Leads nobody has called, of leads received"),
            _chance("never_called"),
            brief=_plain("never_called"),
        ),
        Figure(
            "called_once",
            marked("figures", "Called once"),
            marked("figures", "Leads that were called once and not again, of leads received"),
            _chance("called_once"),
            brief=_plain("called_once"),
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
            _chance("within_5m"),
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
            "per_lead",
            marked("figures", "Calls / mails / texts a lead"),
            marked("figures", "Calls, mails and texts the officer made, for each lead held"),
            _per_lead,
        ),
        Figure(
            "contacted",
            marked("figures", "Contacted"),
            marked("figures", "Leads with a two-way contact, of leads received"),
            _chance("contacted"),
        ),
        Figure(
            "answered",
            marked("figures", "Answered: call / text / mail / inbound"),
            marked("figures", "What the first contact of each lead answered; inbound: they came of their own accord"),
            _answered,
        ),
        Figure(
            "appointments",
            marked("figures", "Appointments"),
            marked("figures", "Leads that reached an appointment, of leads received"),
            _chance("appointments"),
            brief=_plain("appointments"),
        ),
        Figure(
            "applications",
            marked("figures", "Applications"),
            marked("figures", "Leads that reached an application, of leads received"),
            _chance("applications"),
            brief=_plain("applications"),
        ),
        Figure(
            "accepted",
            marked("figures", "Accepted"),
            marked("figures", "Leads whose loan came to pre-approved, processing or beyond, of leads received"),
            _chance("accepted"),
        ),
        Figure(
            "funded",
            marked("figures", "Funded"),
            marked("figures", "Leads whose loan was funded, of leads received"),
            _chance("funded"),
        ),
        Figure(
            "funded_of_applications",
            marked("figures", "Funded of applications"),
            marked("figures", "Leads whose loan was funded, of those that reached an application"),
            _chance("funded_of_applications"),
        ),
        Figure(
            "adherence",
            marked("figures", "On time"),
            marked("figures", "Steps done while on time, of steps that could be done"),
            _chance("adherence"),
        ),
        Figure(
            "promises",
            marked("figures", "Promises kept"),
            marked("figures", "Promises attempted within ten minutes of their time, of those that were due"),
            _chance("promises"),
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
            _chance("evidence"),
        ),
        Figure(
            "confirmed_calls",
            marked("figures", "Calls confirmed"),
            marked(
                "figures",
                "Logged calls that the phone system recorded, of those whose records were taken in; known at the "
                "hub alone",
            ),
            _chance("confirmed_calls"),
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
            _chance("back_dated"),
        ),
        Figure(
            "poor_clock",
            marked("figures", "Clock in doubt"),
            marked("figures", "Leads left out of a speed because the clock they were logged by could not be checked"),
            _chance("poor_clock"),
        ),
        Figure(
            "handed_over",
            marked("figures", "Handed to the loan system"),
            marked("figures", "Leads that ended for credit or income, which the loan system has to end"),
            _plain("handed_over"),
        ),
    )
}


def one_line(words: str) -> str:
    return words.replace("\n", " ")
