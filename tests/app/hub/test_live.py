"""What is red is worked out at the hub, and every act, move and change of hours stands there with its why."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from msgspec.structs import replace

from app.clock import FixedClock
from app.command_line import read_words
from app.domain.activity import Kind
from app.domain.excusing import Excusable
from app.errors import BadInput
from app.hub import checking, forgetting, people
from app.hub.command import run
from app.hub.excusing import excuse
from app.hub.live_now import NEW_FOR, live_now
from app.hub.managing import RUNS_THE_HUB, Actor
from app.hub.moves import moves_of
from app.hub.nudging import nudge
from app.hub.pool import PoolRules
from app.hub.ports import Rows
from app.hub.presence import ABSENCE
from app.hub.records import KeptActivity
from app.hub.records_live import PersonChange
from app.hub.seats import change_seat
from app.protocol.feed import HubActivity, Nudged
from app.protocol.live import Excuse, LiveNow, Nudge, Why
from storage.hub.store import SqlHubStore
from tests.app.hub.claims import holder_of, items
from tests.hubs import NOW, TERMS, DeskOf, NoSums, give_lead, in_place, later, lead
from tests.marked import MARKED

RULES = PoolRules(TERMS.rules)


def red(store: SqlHubStore, minutes: float) -> dict[str, Why]:
    return {one.lead_id: one.why for one in look(store, minutes).red}


def look(store: SqlHubStore, minutes: float) -> LiveNow:
    with store.reading() as rows:
        return live_now(rows, RULES, RUNS_THE_HUB, later(minutes))


def verb(store: SqlHubStore, *words: str, minutes: float = 0) -> dict[str, object]:
    return run(read_words(["hub", *words]), store, FixedClock(later(minutes)), NoSums(), TERMS)


def test_a_first_call_is_about_to_be_missed_then_missed_and_a_text_is_no_call(store: SqlHubStore, desk: DeskOf) -> None:
    ada = desk("Ada")
    held = give_lead(store, lead(1), "Ada")
    assert red(store, 1) == {held.lead_id: Why.ABOUT_TO_MISS}
    assert red(store, 6) == {held.lead_id: Why.MISSED}
    ada.logs(held.lead_id, Kind.NO_ANSWER, later(7))
    ada.pushes(now=later(7))
    assert red(store, 8) == {}


def test_a_call_that_is_taken_back_was_none(store: SqlHubStore, desk: DeskOf) -> None:
    ada = desk("Ada")
    held = give_lead(store, lead(1), "Ada")
    called = ada.logs(held.lead_id, Kind.NO_ANSWER, later(2))
    ada.pushes(now=later(2))
    assert red(store, 8) == {}
    ada.logs(held.lead_id, Kind.RETRACTED, later(3), corrects=called.activity_id)
    ada.pushes(now=later(3))
    assert red(store, 8) == {held.lead_id: Why.MISSED}


def test_of_days_ago_nothing_is_red_and_who_asks_again_is_new_once_more(store: SqlHubStore, desk: DeskOf) -> None:
    ada = desk("Ada")
    held = give_lead(store, lead(1), "Ada")
    long_ago = NEW_FOR.total_seconds() / 60 + 5
    assert red(store, long_ago) == {}
    ada.logs(held.lead_id, Kind.NO_ANSWER, later(5))
    ada.logs(held.lead_id, Kind.INQUIRED_AGAIN, later(long_ago), actor_id="")
    ada.pushes(now=later(long_ago))
    assert red(store, long_ago + 1) == {held.lead_id: Why.ABOUT_TO_MISS}


def test_a_lead_nobody_has_is_told_without_whose_it_is(store: SqlHubStore) -> None:
    waiting = lead(1)
    with store.writing() as rows:
        rows.leads.add(waiting, ())
    (told,) = look(store, 1).red
    assert (told.why, told.lead_id, told.officer_id) == (Why.UNASSIGNED, waiting.lead_id, "")
    answer = verb(store, "live", minutes=1)
    assert MARKED not in str(answer)
    assert [one["why"] for one in answer["red"]] == ["unassigned"]  # type: ignore[attr-defined]


def test_a_nudge_is_on_the_officers_feed_and_gone_after_a_day(store: SqlHubStore, desk: DeskOf) -> None:
    ada = desk("Ada")
    held = give_lead(store, lead(1), "Ada")
    verb(store, "nudge", held.lead_id, "--words", "please call")
    (told,) = [item for item in items(ada) if isinstance(item, Nudged)]
    assert (told.by, told.words) == ("Whoever runs the hub", "please call")
    late = [row for row in ada.pulls(NOW + timedelta(hours=20)) if row.kind == "nudged"]
    assert [row.body for row in late] in ([], [b""])
    with pytest.raises(BadInput, match="no such lead"):
        nudge(store, RUNS_THE_HUB, Nudge(lead_id="nobody's", words="x"), NOW)
    with pytest.raises(BadInput, match="with a reason"):
        nudge(store, RUNS_THE_HUB, Nudge(lead_id=held.lead_id, words="  "), NOW)


@pytest.mark.parametrize("what", [["--step", "call-1"], ["--promise", "2026-03-02T12:00:00-06:00"], ["--all"]])
def test_an_excusal_goes_into_the_leads_story_and_may_be_taken_back_once(
    store: SqlHubStore, desk: DeskOf, what: list[str]
) -> None:
    ada = desk("Ada")
    held = give_lead(store, lead(1), "Ada")
    done = verb(store, "excuse", held.lead_id, *what, "--why", "was ill", minutes=6)
    with store.reading() as rows:
        told = [kept.activity for kept in rows.activities.of_leads([held.lead_id])[held.lead_id]]
    assert [(one.kind, one.note, one.activity_id) for one in told] == [(Kind.EXCUSED, "was ill", done["done_id"])]
    assert not [item for item in items(ada) if isinstance(item, HubActivity)], "this desk is from before excusals"
    verb(store, "excuse", held.lead_id, "--takes-back", str(done["done_id"]), "--why", "was not", minutes=7)
    with pytest.raises(BadInput, match="no such excusal"):
        verb(store, "excuse", held.lead_id, "--takes-back", str(done["done_id"]), "--why", "again", minutes=8)


def test_an_excusal_is_as_the_audit_tells_and_one_slipped_in_is_named(store: SqlHubStore, desk: DeskOf) -> None:
    """A hub that calls its own excusals made up makes no backup any more."""
    held = give_lead(store, lead(1), "Ada")
    manager = Actor(desk("Ben").person_id, "Ben")
    step = Excuse(lead_id=held.lead_id, why="was ill", what=Excusable.STEP, step_id="call-1")
    first = excuse(store, manager, step, later(1)).done_id
    excuse(store, RUNS_THE_HUB, Excuse(lead_id=held.lead_id, why="was not", takes_back=first), later(2))
    excuse(store, manager, Excuse(lead_id=held.lead_id, why="was", what=Excusable.PROMISE, promised_at=NOW), later(3))
    last = excuse(store, manager, Excuse(lead_id=held.lead_id, why="was"), later(4)).done_id
    assert checking.verify(store).is_ok
    with store.reading() as rows:
        (said,) = [
            kept.activity
            for kept in rows.activities.of_leads([held.lead_id])[held.lead_id]
            if kept.activity.activity_id == last
        ]
    with store.writing() as rows:
        rows.activities.add(KeptActivity(replace(said, activity_id="slipped in", actor_id="nobody")))
        rows.activities.add(KeptActivity(replace(said, activity_id="of more", fact=Excusable.STEP.value)))
    assert checking.verify(store).strays == ["of more", "slipped in"]
    in_place(store, "DELETE FROM activity WHERE activity_id IN (?, ?)", "of more", "slipped in")
    with store.writing() as rows:
        rows.lock_company()
        forgetting.forget(rows, [held.lead_id], later(5))
    assert checking.verify(store).is_ok


def test_what_is_excused_must_be_said(store: SqlHubStore) -> None:
    held = give_lead(store, lead(1), "Ada")
    with pytest.raises(BadInput, match="What is excused"):
        verb(store, "excuse", held.lead_id, "--why", "x")
    for what in (Excusable.STEP, Excusable.PROMISE):
        with pytest.raises(BadInput, match="was not said"):
            excuse(store, RUNS_THE_HUB, Excuse(lead_id=held.lead_id, why="x", what=what), NOW)
    # the audit keeps its id for good: nobody's name is to stand there
    with pytest.raises(BadInput, match="a step of this id"):
        verb(store, "excuse", held.lead_id, "--step", MARKED, "--why", "x")
    waiting = lead(2)
    with store.writing() as rows:
        rows.leads.add(waiting, ())
    with pytest.raises(BadInput, match="Nobody ever held"):
        excuse(store, RUNS_THE_HUB, Excuse(lead_id=waiting.lead_id, why="x"), NOW)


def test_a_desk_cannot_excuse_itself(store: SqlHubStore, desk: DeskOf) -> None:
    ada = desk("Ada")
    held = give_lead(store, lead(1), "Ada")
    ada.logs(held.lead_id, Kind.EXCUSED, later(1), fact="all")
    ada.pushes(now=later(1))
    with store.reading() as rows:
        assert rows.activities.of_leads([held.lead_id]) == {}


def test_every_move_and_change_of_hours_stands_with_who_and_why(store: SqlHubStore) -> None:
    held = give_lead(store, lead(1), "Ada")
    people.change_person(store, "Ada", people.Changes(hours="Mon-Fri 09:00-12:00"), "part time", later(1))
    change_seat(store, "Ada", {"weight": "2"}, "not of hours", later(1))
    verb(store, "leads", "give", "--lead", held.lead_id, "--to", "Eve", "--why", "closer to her", minutes=2)
    moves = moves_of(store, NOW, later(3)).moves
    assert [(one.what, one.by, one.why, one.officer, one.to) for one in moves] == [
        ("gave", "Whoever runs the hub", "closer to her", "Ada", "Eve"),
        ("hours", "Whoever runs the hub", "part time", "Ada", ""),
    ]
    assert (moves[1].before, "09:00" in moves[1].after or "540" in moves[1].after) == ("", True)
    with store.reading() as rows:
        eve = rows.people.named("Eve")
    assert eve is not None
    assert holder_of(store, held.lead_id) == eve.person_id
    assert moves_of(store, later(4), later(5)).moves == []


def test_two_desks_of_one_person_may_tell_of_an_absence_at_the_same_moment(store: SqlHubStore, desk: DeskOf) -> None:
    ada = desk("Ada").person_id

    def told_by(rows: Rows, word: str) -> None:
        rows.live.note_change(PersonChange(ada, NOW, ABSENCE, "", word, ada, ""))

    def tells() -> None:
        with store.writing() as rows:
            told_by(rows, "second")

    second = threading.Thread(target=tells)
    with store.writing() as rows:
        told_by(rows, "first")
        second.start()
        second.join(0.3)
        assert second.is_alive(), "it waits for the first to end"
    second.join(20)
    with store.reading() as rows:
        assert [one.after for one in rows.live.changes(NOW)] == ["second", "first"]


def test_the_words_about_a_forgotten_borrower_are_gone(store: SqlHubStore) -> None:
    held = give_lead(store, lead(1), "Ada")
    nudge(store, RUNS_THE_HUB, Nudge(lead_id=held.lead_id, words=f"call {MARKED}"), NOW)
    excuse(store, RUNS_THE_HUB, Excuse(lead_id=held.lead_id, why=f"{MARKED} was ill"), NOW)
    with store.writing() as rows:
        rows.lock_company()
        forgetting.forget(rows, [held.lead_id], later(5))
    assert MARKED not in str(moves_of(store, NOW, later(6)))
    with store.reading() as rows:
        assert MARKED not in str(rows.activities.of_leads([held.lead_id]))
