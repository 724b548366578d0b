"""What every number of every report is called, what it counts, and over what: screens and files say it alike."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

_RECEIVED = "leads received in the period that the officer holds, or held last"
_ASKED = "leads whose first call was the officer's to make, but for those whose borrower came first"
_CALLED = "leads whose first call was the officer's to make and that were called"
_REACHED = "leads whose first call was the officer's to make and that were in contact"
_MADE = "every attempt of the officer on leads of the period, whoever holds them"


class Definition(msgspec.Struct, frozen=True):
    """`words` is how a number is called, `tells` the long form of it, `over` what it is held against, "" for none."""

    words: str
    tells: str
    over: str = ""


#: the sums of an officer, by the names of the report's row
OF_OFFICERS: Mapping[str, Definition] = {
    "officer": Definition("Officer", "Who held the leads"),
    "branch": Definition("Branch", "Where the officer works"),
    "leads": Definition("Leads", "Leads received in the period"),
    "moved_in": Definition("Moved in", "Of these leads, how many somebody else held first", _RECEIVED),
    "moved_out": Definition(
        "Moved out",
        "Leads that came to this officer and somebody else holds now; they count for whoever holds them",
        "leads of the period that came to the officer",
    ),
    "never_called": Definition("Never called", "Leads nobody has called, of leads received", _RECEIVED),
    "called_once": Definition("Called once", "Leads that were called once and not again, of leads received", _RECEIVED),
    "first_attempt": Definition(
        "First attempt",
        "Median time from receipt to the first call, over leads with one; left out are those whose call or "
        "contact was logged by a clock that nobody can vouch for",
        _CALLED,
    ),
    "within_5m": Definition("Within 5 min", "First called within five minutes, of all leads received", _ASKED),
    "bands": Definition("First call", "Leads by how soon they were first called, in minutes, 5 being in 0-5", _ASKED),
    "borrower_first": Definition(
        "Borrower first", "Leads whose borrower called or wrote before anybody called; they are in no speed", _RECEIVED
    ),
    "first_contact": Definition(
        "First contact", "Median time from receipt to the first two-way contact, over leads with one", _REACHED
    ),
    "working_clock": Definition(
        "First attempt, on shift", "The same median over minutes that are on shift and legal for a call", _CALLED
    ),
    "attempts": Definition("Calls / mails / texts", "Calls, mails and texts officers made", _MADE),
    "attempts_per_lead": Definition(
        "Attempts per lead", "Calls, mails and texts the officer made for each lead held", _RECEIVED
    ),
    "per_lead": Definition(
        "Calls / mails / texts a lead", "Calls, mails and texts the officer made, for each lead held", _RECEIVED
    ),
    "contacted": Definition("Contacted", "Leads with a two-way contact, of leads received", _RECEIVED),
    "answered": Definition(
        "Answered: call / text / mail / inbound",
        "What the first contact of each lead answered; inbound: they came of their own accord",
        "leads received in the period with a two-way contact",
    ),
    "appointments": Definition("Appointments", "Leads that reached an appointment, of leads received", _RECEIVED),
    "applications": Definition("Applications", "Leads that reached an application, of leads received", _RECEIVED),
    "accepted": Definition(
        "Accepted", "Leads whose loan came to pre-approved, processing or beyond, of leads received", _RECEIVED
    ),
    "funded": Definition("Funded", "Leads whose loan was funded, of leads received", _RECEIVED),
    "funded_of_applications": Definition(
        "Funded of applications",
        "Leads whose loan was funded, of those that reached an application",
        "leads that reached an application",
    ),
    "adherence": Definition(
        "On time",
        "Steps done while on time, of steps that could be done",
        "steps whose time is over and that could be done: legal, on shift, assigned in time, the lead still open",
    ),
    "excused": Definition("Excused", "Steps that could not be done, by reason; they are in no rate"),
    "spread": Definition(
        "Hang together",
        "How many times less a rate of things of one lead tells than one of as many of different leads; its interval "
        "is as much wider",
    ),
    "promises": Definition(
        "Promises kept",
        "Promises attempted within ten minutes of their time, of those that were due",
        "promises due, but for those excused",
    ),
    "open_overdue": Definition("Overdue now", "Steps and promises past their time and still open", _RECEIVED),
    "first_calls_missed": Definition(
        "First calls missed", "Leads whose first call did not come in its time and did not come since", _RECEIVED
    ),
    "evidence": Definition(
        "Calls handed off",
        "Logged calls that were handed to the phone by this program or confirmed by the phone system, of those "
        "that can be; a call on a personal phone is outside the share",
        "calls the officer logged on leads of the period",
    ),
    "confirmed_calls": Definition(
        "Calls confirmed",
        "Logged calls that the phone system recorded, of those whose records were taken in; known at the hub alone",
        "calls logged at times whose records were taken in, but for those on a personal phone",
    ),
    "unlogged_calls": Definition(
        "Calls nobody logged",
        "Calls to a lead that the phone system recorded and nobody logged; known at the hub alone",
    ),
    "back_dated": Definition(
        "Entered late",
        "First calls that were entered late, of all first calls; they count at the time stated",
        _CALLED,
    ),
    "poor_clock": Definition(
        "Clock in doubt",
        "Leads left out of a speed because the clock they were logged by could not be checked",
        "leads with a call or a contact, of which a speed could be made",
    ),
    "handed_over": Definition(
        "Handed to the loan system",
        "Leads that ended for credit or income, which the loan system has to end",
        _RECEIVED,
    ),
}

#: the figures officers are compared by, in the order they are read
COMPARED_BY = (
    "leads", "never_called", "first_attempt", "within_5m", "attempts", "contacted", "appointments", "applications",
    "adherence", "promises", "open_overdue",
)  # fmt: skip

#: leads that were lost, by kind and step
OF_LEAKS: Mapping[str, Definition] = {
    "kind": Definition("Lost how", "The first kind that fits a lead that ended without the contact it came for"),
    "step": Definition("Step", "The call that was still to be made when the lead ended"),
    "side": Definition("Whose side", "Who could have kept it: marketing, manager, officer, or nobody"),
    "leads": Definition("Leads", "Leads that were lost so", "leads received in the period, test leads left out"),
    "cost": Definition("Cost", "What these leads had cost in the end", "leads lost so with a known cost"),
}

#: promise by promise
OF_PROMISES: Mapping[str, Definition] = {
    "lead_id": Definition("Lead", "The lead's id; a name is on no report"),
    "officer": Definition("Officer", "Who holds the lead"),
    "promised_at": Definition("Promised for", "The time the borrower asked for"),
    "attempted_at": Definition("Attempted", "When somebody tried to keep it"),
    "state": Definition("State", "Kept within ten minutes of its time, broken, pending, moved, or excused"),
}
