"""Back after days away: what fell due meanwhile is dropped, made one, or kept; all of it can be taken back."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.desktop.activities import Note
from app.desktop.catching_up import AWAY, PART, Backlog, CaughtUp, Choice, Matter
from app.domain.activity import Kind
from app.domain.standing import Due, Next
from tests.desks import MONDAY, TestDesk, a_lead

KEEP_ALL = dict.fromkeys(Matter, Choice.KEEP)


def on(_done: int, _of: int) -> bool:
    return True


def put(ada: TestDesk, name: str, number: str, **more: datetime) -> str:
    lead = a_lead(f"lead-{name}", name, phones=(number,), emails=(f"{name.lower()}@example.com",), **more)
    return ada.put(lead)


def stands(ada: TestDesk, lead_id: str) -> Next:
    with ada.store.reading() as tx:
        return ada.desk.book.held(tx, lead_id).bearings.next


def step_of(ada: TestDesk, lead_id: str) -> str:
    due = stands(ada, lead_id)
    assert isinstance(due, Due)
    return due.step_id


def catch_up(ada: TestDesk, **choices: Choice) -> CaughtUp:
    chosen = KEEP_ALL | {Matter(name): choice for name, choice in choices.items()}
    return ada.desk.catching_up.carry_out(ada.desk.catching_up.look(), chosen, on)[0]


def groups(backlog: Backlog) -> dict[Matter, tuple[str, ...]]:
    return {group.matter: group.lead_ids for group in backlog.groups}


@pytest.fixture
def away(ada: TestDesk) -> dict[str, str]:
    """One who was promised a call, one never called and one called once; then nobody came for a week."""
    ids = {
        "Pru": put(ada, "Pru", "+14235550142"),
        "Nell": put(ada, "Nell", "+14235550143"),
        "Sam": put(ada, "Sam", "+14235550144"),
    }
    ada.desk.activities.log(Note(ids["Pru"], Kind.CALL_BACK, when=MONDAY + timedelta(days=1)))
    ada.desk.activities.log(Note(ids["Sam"], Kind.NO_ANSWER))
    ada.pass_time(days=7)
    return ids


def test_what_fell_due_meanwhile_stands_by_what_it_is(ada: TestDesk, away: dict[str, str]) -> None:
    assert groups(ada.desk.catching_up.look()) == {
        Matter.PROMISES: (away["Pru"],),
        Matter.FIRST_CALLS: (away["Nell"],),
        Matter.STEPS: (away["Sam"],),
    }


def test_a_promise_and_a_first_call_are_kept_unless_somebody_says_otherwise(
    ada: TestDesk, away: dict[str, str]
) -> None:
    proposed = {group.matter: group.proposed for group in ada.desk.catching_up.look().groups}
    assert proposed == {
        Matter.PROMISES: Choice.KEEP,
        Matter.FIRST_CALLS: Choice.KEEP,
        Matter.STEPS: Choice.MERGE,
    }


def test_what_is_due_today_is_no_backlog(ada: TestDesk) -> None:
    put(ada, "Nell", "+14235550143")
    ada.pass_time(hours=2)
    assert ada.desk.catching_up.look().groups == ()


def test_more_than_a_day_holds_is_too_much_and_steps_are_proposed_to_go(ada: TestDesk) -> None:
    for n in range(81):
        lead_id = put(ada, f"Sam{n}", f"+1423555{n:04}")
        ada.desk.activities.log(Note(lead_id, Kind.NO_ANSWER))
    ada.pass_time(days=7)
    backlog = ada.desk.catching_up.look()
    assert (backlog.fits, backlog.leads, backlog.is_too_much) == (80, 81, True)
    assert [group.proposed for group in backlog.groups] == [Choice.DROP]


def test_dropped_steps_are_skipped_with_the_reason_and_the_lead_waits_for_its_next(
    ada: TestDesk, away: dict[str, str]
) -> None:
    ada.joined()
    done = catch_up(ada, steps=Choice.DROP)
    # what is left is an e-mail of today
    assert step_of(ada, away["Sam"]) == "email-3"
    with ada.store.reading() as tx:
        skips = [a for a in tx.activities(away["Sam"]) if a.kind is Kind.SKIP]
        told = tx.event_count(0)
    assert {skip.reason for skip in skips} == {AWAY}
    assert [skip.activity_id for skip in skips] == list(done.skips)
    assert (len(skips), told) == (3, 3)


def test_several_missed_steps_are_made_the_one_that_is_due_now(ada: TestDesk, away: dict[str, str]) -> None:
    catch_up(ada, steps=Choice.MERGE)
    assert step_of(ada, away["Sam"]) == "call-4"
    # once it is made no call that was missed stands behind it
    ada.desk.activities.log(Note(away["Sam"], Kind.NO_ANSWER))
    assert step_of(ada, away["Sam"]) == "email-3"


def test_one_never_called_is_called_once_and_is_still_a_first_call(ada: TestDesk, away: dict[str, str]) -> None:
    catch_up(ada, first_calls=Choice.MERGE)
    row = next(row for row in ada.desk.queue.today().now if row.lead_id == away["Nell"])
    assert row.group == "never_called"


def test_a_promise_is_dropped_only_where_that_is_said(ada: TestDesk, away: dict[str, str]) -> None:
    catch_up(ada, steps=Choice.DROP, first_calls=Choice.DROP)
    due = stands(ada, away["Pru"])
    assert isinstance(due, Due)
    assert due.is_promise
    catch_up(ada, promises=Choice.DROP)
    due = stands(ada, away["Pru"])
    assert not (isinstance(due, Due) and due.is_promise)


def test_a_promise_is_never_merged_into_something_else(ada: TestDesk, away: dict[str, str]) -> None:
    assert catch_up(ada, promises=Choice.MERGE).skips == ()


def test_undo_puts_every_lead_where_it_stood(ada: TestDesk, away: dict[str, str]) -> None:
    ada.desk.queue.today()
    before = {lead_id: stands(ada, lead_id) for lead_id in away.values()}
    done = catch_up(ada, **dict.fromkeys(Matter, Choice.DROP))
    assert {lead_id: stands(ada, lead_id) for lead_id in away.values()} != before
    ada.desk.catching_up.take_back(done, on)
    assert {lead_id: stands(ada, lead_id) for lead_id in away.values()} == before
    ada.desk.catching_up.take_back(done, on)
    assert {lead_id: stands(ada, lead_id) for lead_id in away.values()} == before


def test_a_lead_that_was_worked_meanwhile_is_left_alone(ada: TestDesk, away: dict[str, str]) -> None:
    backlog = ada.desk.catching_up.look()
    ada.desk.activities.log(Note(away["Sam"], Kind.NOT_INTERESTED, reason="other lender"))
    done, _ = ada.desk.catching_up.carry_out(backlog, KEEP_ALL | {Matter.STEPS: Choice.DROP}, on)
    assert done.skips == ()


def test_a_lead_with_no_step_left_is_told(ada: TestDesk, away: dict[str, str]) -> None:
    ada.pass_time(days=20)
    assert catch_up(ada, first_calls=Choice.DROP).ended == len(
        [one for one in [away["Nell"]] if not isinstance(stands(ada, one), Due)]
    )


def test_ended_half_way_it_tells_so_and_what_was_done_can_be_taken_back(ada: TestDesk) -> None:
    for n in range(PART + 1):
        put(ada, f"Nell{n}", f"+1423555{n:04}")
    ada.pass_time(days=7)
    backlog = ada.desk.catching_up.look()
    chosen = KEEP_ALL | {Matter.FIRST_CALLS: Choice.DROP}
    done, changed = ada.desk.catching_up.carry_out(backlog, chosen, lambda _done, _of: False)
    assert (done.leads, done.is_whole, len(changed.lead_ids)) == (PART, False, PART)
    ada.desk.catching_up.take_back(done, on)
    assert groups(ada.desk.catching_up.look()) == {Matter.FIRST_CALLS: backlog.groups[0].lead_ids}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    began=st.integers(0, 13 * 24),
    called=st.booleans(),
    away_h=st.integers(0, 40 * 24),
    choice=st.sampled_from(Choice),
)
def test_whatever_the_calendar_says(
    tmp_path_factory: pytest.TempPathFactory, began: int, called: bool, away_h: int, choice: Choice
) -> None:
    ada = TestDesk(tmp_path_factory.mktemp("desk"), MONDAY + timedelta(hours=began))
    try:
        lead_id = put(ada, "Sam", "+14235550144", received_at=ada.clock.now())
        if called:
            ada.desk.activities.log(Note(lead_id, Kind.NO_ANSWER))
        now = ada.pass_time(hours=away_h)
        backlog = ada.desk.catching_up.look()
        before = stands(ada, lead_id)
        if backlog.groups:
            assert isinstance(before, Due)
            assert before.on_time_until < now
        done, _ = ada.desk.catching_up.carry_out(backlog, dict.fromkeys(Matter, choice), on)
        after = ada.desk.catching_up.look()
        if choice is Choice.DROP:
            assert after.groups == ()
        if choice is Choice.MERGE:
            # there is nothing left to make one of
            again, _ = ada.desk.catching_up.carry_out(after, dict.fromkeys(Matter, choice), on)
            assert again.skips == ()
        ada.desk.catching_up.take_back(done, on)
        assert stands(ada, lead_id) == before
    finally:
        ada.store.close()
