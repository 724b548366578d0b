"""An officer notices that two leads are one person: one goes on with both stories, and they come apart again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from app.desktop.activities import Note
from app.desktop.timeline import MERGED
from app.domain.activity import Activity, Kind
from app.domain.contact_rules import Blocked, Code
from app.domain.lead import Channel, Lead, Origin
from app.domain.stage import Stage
from app.errors import BadInput
from app.protocol import wire
from app.protocol.chain import Event
from tests.desks import MONDAY, TestDesk, a_lead

HOUR = timedelta(hours=1)


def put(ada: TestDesk, lead_id: str, hours_ago: float, *, from_hub: bool = True, **more: Any) -> Lead:
    """Enter a lead that came by itself so long ago."""
    lead = a_lead(
        lead_id, more.pop("name", "Ada Example"), received_at=MONDAY - hours_ago * HOUR, **{"emails": (), **more}
    )
    if from_hub:
        lead = msgspec.structs.replace(lead, arrived_at=lead.received_at + timedelta(minutes=1))
    else:
        lead = msgspec.structs.replace(lead, origin=Origin.PHONE_IN)
    ada.put(lead, from_hub=from_hub)
    return lead


def two(ada: TestDesk) -> None:
    """Give Ada twice, with different numbers: the first this morning, the second later."""
    put(ada, "first", 3, phones=("+14235550111",))
    put(ada, "second", 1, phones=("+14235550122",), emails=("ada@example.com",))


def logs(ada: TestDesk, lead_id: str, kind: Kind = Kind.NO_ANSWER, **more: Any) -> str:
    ada.pass_time(minutes=1)
    return ada.desk.activities.log(Note(lead_id, kind, **more))[0].activity_id


def events(ada: TestDesk) -> list[tuple[str, str, str]]:
    with ada.store.reading() as tx:
        sent = [msgspec.json.decode(raw, type=Event) for raw in tx.events_after(0, 1000)]
    told = []
    for event in sent:
        kind = msgspec.json.decode(event.payload)["kind"] if event.type == wire.ACTIVITY and event.payload else ""
        told.append((event.type, event.lead_id, kind))
    return told


def story(ada: TestDesk, lead_id: str) -> list[tuple[str, bool]]:
    rows = ada.desk.leads.card(lead_id).timeline
    return [(row.words, MERGED in row.marks) for row in rows if not row.retracted and row.words != "Taken back"]


def stage(ada: TestDesk, lead_id: str) -> Stage:
    return ada.desk.leads.card(lead_id).stage


def test_the_first_goes_on_with_both_stories_and_numbers_and_the_other_is_a_duplicate(ada: TestDesk) -> None:
    two(ada)
    logs(ada, "first")
    logs(ada, "second", Kind.LEFT_VOICEMAIL)
    joined, changed = ada.desk.same_person.join("second", "first")
    assert (joined.lead_id, joined.name) == ("first", "Ada Example")
    assert {"first", "second"} <= changed.lead_ids
    card = ada.desk.leads.card("first")
    assert [phone.number for phone in card.lead.phones] == ["+14235550111", "+14235550122"]
    assert card.lead.emails == ("ada@example.com",)
    assert story(ada, "first") == [
        ("Left voicemail", True),
        ("No answer", False),
        ("Inquired again", False),
        ("Received from Example Rate Table", False),
    ]
    assert stage(ada, "second") is Stage.BAD_LEAD
    assert ada.desk.leads.card("second").next is None
    assert any(words.startswith("Merged into Ada Example") for words in ada.desk.leads.card("second").warnings)


def test_only_the_lead_that_goes_on_is_found_and_takes_what_comes_in_later(ada: TestDesk) -> None:
    two(ada)
    logs(ada, "second", note="sells the tractor")
    ada.desk.same_person.join("first", "second")
    for words in ("Ada Example", "5550122", "tractor"):
        assert [line.lead_id for line in ada.desk.leads.find(words)] == ["first"]
    with ada.store.reading() as tx:
        assert {hit.lead_id for hit in tx.hits(["4235550111", "4235550122"])} == {"first"}
    # the feed tells of it once more
    put(ada, "second", 1, phones=("+14235550122",))
    with ada.store.reading() as tx:
        assert {hit.lead_id for hit in tx.hits(["4235550122"])} == {"first"}


def test_the_next_step_and_the_cap_count_the_calls_of_both_once(ada: TestDesk) -> None:
    two(ada)
    for lead_id in ("first", "second", "second"):
        logs(ada, lead_id)
    ada.desk.same_person.join("first", "second")
    with ada.store.reading() as tx:
        picture = ada.desk.book.picture(tx, ada.desk.book.held(tx, "first"), ada.clock.now())
    assert len(picture.known.attempts) == 3
    answer = ada.desk.book.may(picture, Channel.CALL)
    assert isinstance(answer, Blocked)
    assert answer.reason.code is Code.CAP


def test_what_was_promised_on_the_other_is_kept_on_the_one_that_goes_on(ada: TestDesk) -> None:
    two(ada)
    when = MONDAY + 26 * HOUR
    logs(ada, "second", Kind.CALL_BACK, when=when)
    ada.desk.same_person.join("first", "second")
    row = ada.desk.leads.card("first").next
    assert row is not None
    assert (row.step, row.due_at) == ("", when)
    assert [each.lead_id for each in ada.desk.promises.waiting()] == ["first"]


def test_who_had_ended_and_asked_again_is_called_again(ada: TestDesk) -> None:
    put(ada, "first", 3, phones=("+14235550111",))
    ada.desk.activities.log(Note("first", Kind.NOT_INTERESTED, reason="other", began_at=MONDAY - 2 * HOUR))
    put(ada, "second", 1, phones=("+14235550122",))
    ada.desk.same_person.join("first", "second")
    assert stage(ada, "first") is Stage.ATTEMPTING
    assert ada.desk.leads.card("first").next is not None


def test_a_do_not_call_closes_every_number_of_the_person(ada: TestDesk) -> None:
    two(ada)
    logs(ada, "second", Kind.DO_NOT_CALL)
    ada.desk.same_person.join("first", "second")
    assert stage(ada, "first") is Stage.DO_NOT_CONTACT
    third = put(ada, "third", 1, name="Bo Example", phones=("+14235550111",))
    assert isinstance(ada.desk.leads.card(third.lead_id).may[Channel.CALL], Blocked)


def test_private_notes_stand_together(ada: TestDesk) -> None:
    two(ada)
    ada.desk.private_notes.keep("first", "likes tea")
    ada.desk.private_notes.keep("second", "plays chess")
    joined, _ = ada.desk.same_person.join("first", "second")
    assert ada.desk.leads.card("first").private_note == "likes tea\nplays chess"
    ada.desk.merges.take_apart(joined.merge_id)
    assert ada.desk.leads.card("first").private_note == "likes tea"
    assert ada.desk.leads.card("second").private_note == "plays chess"


# -- who is told what


def test_the_companys_lead_goes_on_before_an_own_one_that_came_first(ada: TestDesk) -> None:
    ada.joined(own_leads="private")
    put(ada, "own", 5, from_hub=False, phones=("+14235550111",))
    put(ada, "assigned", 3, phones=("+14235550111",))
    ada.desk.activities.log(Note("own", Kind.NO_ANSWER, began_at=MONDAY - 4 * HOUR, note="before it came"))
    ada.desk.activities.log(Note("own", Kind.LEFT_VOICEMAIL, began_at=MONDAY - 2 * HOUR))
    before = len(events(ada))
    both = ada.desk.same_person.compare("own", "assigned", zone="America/New_York")
    assert (both.kept_id, both.told) == ("assigned", 1)
    assert len(events(ada)) == before
    assert ada.desk.same_person.join("own", "assigned")[0].lead_id == "assigned"
    # what was tried before the company had the lead stays the officer's, and is to be seen all the same
    assert events(ada)[before:] == [(wire.ACTIVITY, "assigned", "left_voicemail")]
    assert ("No answer", True) in story(ada, "assigned")


def test_the_hub_is_told_of_a_duplicate_and_of_what_was_done_in_words_it_has(ada: TestDesk) -> None:
    ada.joined()
    two(ada)
    logs(ada, "second")
    before = len(events(ada))
    joined, _ = ada.desk.same_person.join("first", "second")
    assert events(ada)[before:] == [
        (wire.ACTIVITY, "first", "inquired_again"),
        (wire.ACTIVITY, "first", "no_answer"),
        (wire.ACTIVITY, "second", "bad_lead"),
    ]
    ada.desk.merges.take_apart(joined.merge_id)
    assert [event[1:] for event in events(ada)[before + 3 :]] == [
        ("first", "retracted"),
        ("first", "retracted"),
        ("second", "retracted"),
    ]


def test_what_a_lead_cost_is_counted_once(ada: TestDesk) -> None:
    ada.joined()
    put(ada, "first", 3)
    second = put(ada, "second", 1)
    ada.put(msgspec.structs.replace(second, cost=50), from_hub=True)
    ada.desk.same_person.join("first", "second")
    with ada.store.reading() as tx:
        assert [activity.cost for activity in tx.activities("first")] == [None]


def test_two_private_leads_tell_the_hub_nothing_more(ada: TestDesk) -> None:
    ada.joined(own_leads="private")
    put(ada, "first", 3, from_hub=False, phones=("+14235550111",))
    put(ada, "second", 1, from_hub=False, phones=("+14235550122",))
    logs(ada, "second")
    before = events(ada)
    joined, _ = ada.desk.same_person.join("first", "second")
    ada.desk.merges.take_apart(joined.merge_id)
    assert events(ada) == before


# -- apart again


def test_taken_apart_each_stands_where_it_stood(ada: TestDesk) -> None:
    two(ada)
    logs(ada, "first")
    logs(ada, "second", Kind.CALL_BACK, when=MONDAY + 26 * HOUR)
    cards = [ada.desk.leads.card(lead_id) for lead_id in ("first", "second")]
    joined, _ = ada.desk.same_person.join("first", "second")
    (line,) = ada.desk.merges.of("first")
    assert line.brought == ("asked again", "1 entry", "(423) 555-0122", "ada@example.com")
    apart, changed = ada.desk.merges.take_apart(joined.merge_id)
    assert (apart.lead_id, apart.name, apart.inquiry_stays) == ("second", "Ada Example", False)
    assert {"first", "second"} <= changed.lead_ids
    for was in cards:
        now = ada.desk.leads.card(was.lead.lead_id)
        assert (now.lead, now.stage, now.next, now.numbers) == (was.lead, was.stage, was.next, was.numbers)
    assert {line.lead_id for line in ada.desk.leads.find("Ada")} == {"first", "second"}
    assert ada.desk.merges.of("first") == []


def test_what_was_done_since_stays_with_the_lead_it_was_done_on(ada: TestDesk) -> None:
    two(ada)
    taken_back = logs(ada, "second")
    joined, _ = ada.desk.same_person.join("first", "second")
    with ada.store.reading() as tx:
        copy = next(a for a in tx.activities("first") if a.kind is Kind.NO_ANSWER)
    assert copy.activity_id != taken_back
    ada.desk.activities.undo(copy.activity_id)
    logs(ada, "first", Kind.BUSY)
    ada.desk.merges.take_apart(joined.merge_id)
    assert [words for words, _ in story(ada, "first")] == ["Busy", "Received from Example Rate Table"]
    assert [words for words, _ in story(ada, "second")] == ["No answer", "Received from Example Rate Table"]


def test_comparing_writes_nothing_and_says_what_would_come_of_it(ada: TestDesk) -> None:
    two(ada)
    logs(ada, "second", Kind.CALL_BACK, when=MONDAY + 26 * HOUR)
    both = ada.desk.same_person.compare("second", "first", zone="America/New_York")
    lines = {pair.field: (pair.here, pair.row, pair.merged) for pair in both.pairs}
    assert lines["Phone"] == ("(423) 555-0111", "(423) 555-0122", "(423) 555-0111, (423) 555-0122")
    assert lines["Stands"] == ("New", "Contacted", "Contacted")
    assert lines["Logged"] == ("0 entries", "1 entry", "2 entries")
    assert lines["Next"][2].startswith("Promise")
    assert ada.desk.merges.of("first") == []
    assert story(ada, "first") == [("Received from Example Rate Table", False)]


# -- what cannot be


def test_a_lead_is_not_merged_with_itself_nor_twice(ada: TestDesk) -> None:
    two(ada)
    with pytest.raises(BadInput, match="the same lead"):
        ada.desk.same_person.join("first", "first")
    ada.desk.same_person.join("first", "second")
    with pytest.raises(BadInput, match="already"):
        ada.desk.same_person.join("first", "second")


def reported(lead_id: str) -> Activity:
    return Activity(
        activity_id=f"loan-{lead_id}",
        lead_id=lead_id,
        kind=Kind.STAGE_REPORTED,
        actor_id="",
        began_at=MONDAY,
        logged_at=MONDAY,
        stage="processing",
    )


def test_the_lead_with_the_loan_goes_on_and_two_loans_are_two_leads(ada: TestDesk) -> None:
    two(ada)
    with ada.store.writing() as tx:
        tx.add_activity(reported("second"))
    assert ada.desk.same_person.compare("first", "second", zone="America/New_York").kept_id == "second"
    with ada.store.writing() as tx:
        tx.add_activity(reported("first"))
    with pytest.raises(BadInput, match="both of them"):
        ada.desk.same_person.join("first", "second")


def test_a_lead_that_is_gone_takes_the_merge_with_it(ada: TestDesk) -> None:
    two(ada)
    joined, _ = ada.desk.same_person.join("first", "second")
    with ada.store.writing() as tx:
        tx.forget_lead("second")
        assert tx.merges("first") == []
    with pytest.raises(BadInput, match="no longer here"):
        ada.desk.merges.take_apart(joined.merge_id)
