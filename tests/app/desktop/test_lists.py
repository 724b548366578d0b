"""What a desk makes of the lists its hub tells of."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest

from app.desktop import doctor
from app.desktop.incoming import Incoming
from app.desktop.outgoing import Machine, Outgoing
from app.domain.lead import Channel
from app.protocol import feed
from app.protocol.feed import FeedItem
from app.protocol.listed import ListedNumber
from app.protocol.person_hash import number_hash
from app.protocol.wire import Cursor, FeedPage, FeedRow
from tests.desks import TestDesk, a_lead, ask

SECRET = b"s" * 32
AS_OF = date(2026, 11, 1)
PHONE, OTHER = "+14235550142", "+14235550177"


@pytest.fixture
def desk(ada: TestDesk) -> TestDesk:
    with ada.store.writing() as tx:
        identity = tx.identity()
        assert identity is not None
        tx.put_identity(msgspec.structs.replace(identity, company_key=SECRET, hub_id="hub", hub_url="http://hub"))
    return ada


def hears(desk: TestDesk, *items: FeedItem, name: str = "officer:ada", resync: bool = False) -> None:
    incoming = Incoming(desk.clock, desk.desk.book, Outgoing(desk.clock, Machine.this("America/New_York")))
    rows = []
    for n, item in enumerate(items, 1):
        kind, body = feed.write(item)
        rows.append(FeedRow(seq=n, mark="m", kind=kind, body=body))
    cursor = Cursor(epoch="e", seq=len(rows), mark="m")
    with desk.store.writing() as tx:
        incoming.apply(tx, FeedPage(feed=name, rows=rows, cursor=cursor, more=False, resync=resync))


def listed(kind: str, number: str = PHONE, **more: Any) -> ListedNumber:
    hashed = number_hash(SECRET, number)
    assert hashed is not None
    return ListedNumber(number_hash=hashed, kind=kind, as_of=AS_OF, **more)


def given(desk: TestDesk, *numbers: ListedNumber, phones: tuple[str, ...] = (PHONE,)) -> None:
    lead = a_lead(phones=phones)
    hears(desk, feed.LeadGiven(lead=lead, history=[], rings=True, listed=list(numbers)))


def test_a_lead_comes_with_what_lists_say_of_it(desk: TestDesk) -> None:
    given(desk, listed("litigator"))
    answer = ask(desk, "may-contact", "lead-1", "call")
    assert (answer["allowed"], answer["code"], answer["until"]) == (False, "do_not_call", None)
    assert answer["reason"] == "On the litigator list of 2026-11-01"
    assert answer["rules"] == [{"state": "company", "citation": "own list"}]
    assert [(one["kind"], one["closes"]) for one in answer["lists"]] == [("litigator", True)]
    assert all(row["channel"] == "email" for row in ask(desk, "queue")["later"] + ask(desk, "queue")["now"])
    [number] = desk.desk.leads.card("lead-1").numbers
    assert number.state == "closed"
    assert "nobody of this lead is to be called" in str(ask(desk, "lead", "lead-1")["warnings"])


def test_a_list_taken_in_later_changes_the_plan_and_may_be_taken_back(desk: TestDesk) -> None:
    given(desk)
    assert ask(desk, "queue")["now"][0]["channel"] == "call"
    hears(desk, feed.LeadListed(lead_id="lead-1", listed=[listed("litigator")]))
    assert all(row["channel"] == "email" for row in ask(desk, "queue")["now"])
    hears(desk, feed.LeadListed(lead_id="lead-1", listed=[]))
    assert ask(desk, "queue")["now"][0]["channel"] == "call"
    # of a lead that is somebody else's by now nothing is kept
    hears(desk, feed.LeadListed(lead_id="gone", listed=[listed("litigator")]))


def test_while_the_inquiry_answers_it_is_said_and_nothing_is_closed(desk: TestDesk) -> None:
    given(desk, listed("national"))
    answer = ask(desk, "may-contact", "all", "call")["leads"][0]
    assert answer["allowed"]
    assert {"state": "US", "citation": "47 CFR 64.1200(f)(5)"} in answer["rules"]
    assert {"state": "US", "citation": "16 CFR 310.2(q)"} in answer["rules"]
    assert answer["lists"] == [
        {
            "number": PHONE,
            "kind": "national",
            "state": None,
            "as_of": "2026-11-01",
            "closes": False,
            "answered_by": "inquiry",
            "until": "2027-02-23T16:00:00+00:00",
        }
    ]
    assert "answers for calls until February 23, 2027" in answer["note"]
    assert desk.desk.leads.card("lead-1").numbers[0].state == "live"
    mail = ask(desk, "may-contact", "lead-1", "email")
    assert (mail["lists"], mail["note"]) == ([], None)


def test_three_months_later_the_number_is_closed_to_unasked_calls_alone(desk: TestDesk) -> None:
    given(desk, listed("national"))
    desk.pass_time(days=90)
    ask(desk, "log", "lead-1", "call_back", "--when", "2027-02-24T11:00:00-05:00")
    desk.pass_time(days=2, hours=1)
    late = ask(desk, "may-contact", "lead-1", "call")
    assert (late["code"], late["reason"]) == ("do_not_call", "On the national list of 2026-11-01")
    assert late["rules"] == [{"state": "US", "citation": "47 CFR 64.1200(c)(2)"}]
    assert [number.state for number in desk.desk.leads.card("lead-1").numbers] == ["closed"]
    # they named this time themselves
    desk.clock.at = desk.clock.at.replace(month=2, day=24, hour=16, minute=0)
    assert ask(desk, "queue")["now"][0]["blocked"] is None
    card = desk.desk.leads.card("lead-1")
    assert (card.openings[Channel.CALL], card.numbers[0].state) == (None, "live")
    promised = ask(desk, "may-contact", "lead-1", "call")
    assert (promised["allowed"], promised["lists"][0]["answered_by"]) == (True, "asked")
    logged = ask(desk, "log", "lead-1", "no_answer")
    assert logged["outside_rules"] is None


def test_of_two_numbers_the_one_on_no_list_is_called(desk: TestDesk) -> None:
    given(desk, listed("state", state="TN"), phones=(PHONE, OTHER))
    desk.pass_time(days=100)
    assert ask(desk, "may-contact", "lead-1", "call")["allowed"]
    assert [number.state for number in desk.desk.leads.card("lead-1").numbers] == ["closed", "live"]
    ask(desk, "log", "lead-1", "no_answer")
    desk.pass_time(hours=1)
    marked = ask(desk, "log", "lead-1", "no_answer", "--number", PHONE)
    assert marked["outside_rules"] == "do_not_call"
    calls = ask(desk, "lead", "lead-1")["timeline"]
    assert [(call["number"], "outside_rules" in call) for call in calls] == [(OTHER, False), (PHONE, True)]


def test_a_reassigned_number_is_dead(desk: TestDesk) -> None:
    given(desk, listed("reassigned", gone_on=date(2026, 11, 23)), phones=(PHONE, OTHER))
    assert [number.state for number in desk.desk.leads.card("lead-1").numbers] == ["dead", "live"]


def test_a_kind_of_list_that_came_later_says_nothing_here(desk: TestDesk) -> None:
    given(desk, listed("haunted"))
    assert ask(desk, "may-contact", "lead-1", "call")["lists"] == []


def test_the_doctor_names_the_lists_and_their_age(desk: TestDesk) -> None:
    def check() -> doctor.Check:
        found = doctor.check_desk(desk.store, desk.clock.now())
        return next(one for one in found if one.name == "do-not-call lists")

    assert check().detail == "none was imported, so none is compared"
    company = feed.COMPANY
    hears(desk, feed.ListTaken(kind="national", as_of=date(2026, 10, 1)), name=company)
    hears(desk, feed.ListTaken(kind="national", as_of=AS_OF), name=company)
    assert (check().ok, check().detail) == (True, "national of 2026-11-01, 22 days old")
    hears(desk, feed.ListTaken(kind="state", state="TX", as_of=date(2026, 10, 20)), name=company)
    assert (check().ok, check().fix) == (False, "Ask for a new one at the hub: hub dnc import.")
    assert "TX state of 2026-10-20, 34 days old" in check().detail
    hears(desk, name=company, resync=True)
    assert check().detail == "none was imported, so none is compared"


def test_a_private_lead_is_said_not_to_be_compared(desk: TestDesk) -> None:
    desk.put(a_lead("own", phones=(OTHER,)))
    said = "compared with the company's own do-not-call numbers"
    assert said not in str(ask(desk, "lead", "own")["warnings"])
    hears(desk, feed.ListTaken(kind="national", as_of=AS_OF), name=feed.COMPANY)
    assert said in str(ask(desk, "lead", "own")["warnings"])


def test_a_desk_without_the_companys_key_matches_nothing(ada: TestDesk) -> None:
    hears(ada, feed.LeadGiven(lead=a_lead(), history=[], rings=True, listed=[listed("litigator")]))
    assert ask(ada, "may-contact", "lead-1", "call")["lists"] == []
