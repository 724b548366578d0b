"""The sums of section 7 of the domain page, on small cohorts whose numbers can be worked out by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from app.domain.activity import Evidence, Kind
from app.domain.case import Case, Holding
from app.domain.clock_grade import Clocked, ClockGrade
from app.domain.intervals import median, percentile, wilson
from app.domain.lead import Address, Origin
from app.domain.officer import Officer, read_hours
from app.domain.phone_system import PhoneSystem, Span
from app.domain.playbook import Playbook
from app.domain.scorecard import officer_row, team_rows
from tests.app.domain.story import ALWAYS, LOUISVILLE, NINE_TO_SIX, PHONE, TEXT, Story, playbook, wall

ADA = msgspec.structs.replace(ALWAYS, branch="Riverside")
BEN = msgspec.structs.replace(NINE_TO_SIX, hours=None, branch="Riverside")
#: Florida counts three calls a day whoever asked for them
MIAMI = Address(state="FL", zip="33101", city="Miami")
OFFICERS = {"ada": ADA, "ben": BEN}
#: three calls: few enough to count
SHORT = playbook(
    'id="c1", channel="call", after="0m", within="5m"',
    'id="c2", channel="call", after="30m", within="30m"',
    'id="c3", channel="call", after="1h", within="1h"',
    give_up_after="10d",
)


def story(received: str = "20 10:00", lead_id: str = "lead-1", book: Playbook = SHORT, **more: Any) -> Story:
    return Story(received, book=book, lead_id=lead_id, **more)


def case(told: Story, now: str = "21 09:00", holdings: Sequence[tuple[str | None, str]] | None = None) -> Case:
    """Return the case of a story as of a wall time, held by its officer from receipt unless told otherwise."""
    held = [Holding(who, wall(at)) for who, at in holdings] if holdings is not None else None
    holders = held if held is not None else [Holding(told.officer.officer_id, told.lead.received_at)]
    last = next((h.officer_id for h in reversed(holders) if h.officer_id), None)
    at = wall(now)
    officers = {**OFFICERS, told.officer.officer_id: told.officer}
    return Case(
        lead=told.lead,
        history=[a for a in told.history if a.began_at <= at],
        known=told.known,
        playbook=told.playbook,
        officer=officers.get(last or "", told.officer),
        holdings=holders,
        rules=told.rules,
        now=at,
        officers=officers,
    )


def row_of(*cases: Case, officer: Officer = ADA) -> dict[str, Any]:
    return officer_row(cases, officer)


# -- statistics ---------------------------------------------------------------------------------------


def test_the_median_of_an_even_number_is_the_mean_of_the_middle_two() -> None:
    assert median([4, 1, 3, 2]) == 2.5
    assert median([5, 1, 3]) == 3
    assert median([]) is None


def test_a_percentile_lies_between_its_neighbours() -> None:
    assert percentile([10, 20, 30, 40], 0.9) == pytest.approx(37)
    assert percentile([7], 0.9) == 7
    assert percentile([], 0.9) is None


@pytest.mark.parametrize(("hits", "of"), [(0, 10), (10, 10), (3, 10), (50, 100), (1, 1), (999, 100_000)])
def test_the_ends_of_a_shares_interval_are_the_shares_it_could_just_have_come_from(hits: int, of: int) -> None:
    # Wilson's definition: the share seen lies 1.96 standard errors of each end away from it
    share, low_and_high = hits / of, wilson(hits, of)
    for end in low_and_high:
        if 0 < end < 1:
            assert (share - end) ** 2 == pytest.approx(1.959963984540054**2 * end * (1 - end) / of)
    assert low_and_high[0] <= share <= low_and_high[1]


def test_of_nothing_any_share_is_possible() -> None:
    assert wilson(0, 0) == (0, 1)


# -- speed --------------------------------------------------------------------------------------------


def test_speed_is_over_leads_with_a_call_and_within_five_minutes_over_all() -> None:
    told = [
        story(lead_id="a").called("20 10:05"),
        story(lead_id="b").called("20 10:15"),
        story(lead_id="c").called("20 11:00", "20 11:30"),
        story(lead_id="d").called("20 11:01"),
        story(lead_id="e"),
    ]
    assert row_of(*map(case, told))["first_attempt"] == {
        "median_s": (900 + 3600) / 2,
        "p90_s": pytest.approx(3600 + 0.7 * 60),
        "n": 4,
        "within_5m": {"n": 1, "of": 5},
        # 300, 900 and 3,600 seconds belong to the band they close
        "bands": {"0-5": 1, "5-15": 1, "15-60": 1, "60+": 1, "never": 1},
        "borrower_first": 0,
    }


def test_a_second_past_five_minutes_is_past_five_minutes() -> None:
    late = story().called("20 10:05")
    late.history[0] = msgspec.structs.replace(late.history[0], began_at=wall("20 10:05") + timedelta(seconds=1))
    speed = row_of(case(late))["first_attempt"]
    assert (speed["within_5m"]["n"], speed["bands"]["5-15"]) == (0, 1)


def test_an_email_or_a_text_is_no_call() -> None:
    told = story(book=SHORT).mailed("20 10:01").did(Kind.SENT, "20 10:02", channel=TEXT).called("20 10:20")
    row = row_of(case(told))
    assert row["first_attempt"]["median_s"] == 1200
    assert row["attempts"] == {"call": 1, "email": 1, "text": 1}


def test_when_the_borrower_came_first_the_lead_is_in_no_number_of_speed() -> None:
    told = [
        story(lead_id="a").did(Kind.INBOUND, "20 10:02").called("20 10:03"),
        story(lead_id="b").did(Kind.REPLIED, "20 10:02"),
        story(lead_id="c").called("20 10:04").did(Kind.INBOUND, "20 10:30"),
    ]
    row = row_of(*map(case, told))
    assert row["first_attempt"]["borrower_first"] == 2
    assert row["first_attempt"]["within_5m"] == {"n": 1, "of": 1}
    assert row["first_contact"]["median_s"] == 1800
    assert row["contacted"]["n"] == 3


def test_a_reply_to_an_email_of_ours_is_an_answer_and_no_beginning() -> None:
    told = story().mailed("20 10:01").did(Kind.REPLIED, "20 10:03").called("20 10:10")
    row = row_of(case(told))
    assert row["first_attempt"]["median_s"] == 600
    assert row["first_contact"]["within_5m"] == {"n": 1, "of": 1}


def test_the_working_clock_counts_minutes_that_are_on_shift_and_legal() -> None:
    ben = NINE_TO_SIX
    told = story("20 17:50", officer=ben).called("23 10:07")
    row = row_of(case(told, "24 09:00"), officer=ben)
    # ten minutes on Friday, and seven from Kentucky's opening on Monday
    assert row["working_clock"]["median_s"] == 17 * 60
    assert row["working_clock"]["bands"] == {"0-5": 0, "5-15": 0, "15-60": 1, "60+": 0, "never": 0}
    assert row["first_attempt"]["median_s"] == (wall("23 10:07") - wall("20 17:50")).total_seconds()


def test_own_leads_are_in_no_sum_of_speed() -> None:
    told = story().own().called("20 10:02")
    row = row_of(case(told))
    assert row["first_attempt"]["within_5m"] == {"n": 0, "of": 0}
    assert (row["leads"], row["attempts"]["call"]) == (1, 1)
    assert told.lead.origin is Origin.OWN_LIST


def test_speed_belongs_to_whoever_held_the_lead_when_its_first_call_window_ended() -> None:
    moved = case(story().called("20 12:00", by="ben"), holdings=[("ada", "20 10:00"), ("ben", "20 11:00")])
    ada, ben = team_rows([moved], OFFICERS)
    assert (ada["first_attempt"]["n"], ben["first_attempt"]["n"]) == (1, 0)
    assert (ada["leads"], ada["moved_out"], ben["leads"], ben["moved_in"]) == (0, 1, 1, 1)
    # an attempt is its maker's
    assert (ada["attempts"]["call"], ben["attempts"]["call"]) == (0, 1)
    # the first five minutes were Ada's; the steps whose windows ended later are Ben's
    assert (ada["adherence"]["of"], ben["adherence"]["of"]) == (1, 2)


def test_without_a_call_step_the_first_call_window_is_what_the_playbook_promises() -> None:
    mails = playbook('id="e1", channel="email", after="0m"', first_call_within="20m")
    moved = [("ada", "20 10:00"), ("ben", "20 10:21")]
    ada = row_of(case(story(book=mails), holdings=moved))
    assert ada["first_attempt"]["within_5m"] == {"n": 0, "of": 1}


def test_the_share_that_was_entered_late_stands_beside_the_speed_it_makes() -> None:
    late = story(lead_id="a").called("20 10:01")
    late.history[0] = msgspec.structs.replace(late.history[0], back_dated=True)
    assert row_of(case(late), case(story(lead_id="b").called("20 10:02")))["back_dated"] == {"n": 1, "of": 2}


def test_a_clock_that_was_off_moves_every_speed_of_its_call_and_nothing_else() -> None:
    told = story().did(Kind.CALL_BACK, "20 10:14", when="23 10:00")
    (call,) = told.history
    fast = {call.activity_id: Clocked(ClockGrade.DERIVED, -600_000)}
    right, row = row_of(case(told)), row_of(replace(case(told), clocks=fast))
    speeds = ("first_attempt", "first_contact", "working_clock")
    assert [right[name]["median_s"] for name in speeds] == [840] * 3
    assert [row[name]["median_s"] for name in speeds] == [240] * 3
    assert row["first_attempt"]["within_5m"] == {"n": 1, "of": 1}
    assert {name: row[name] for name in row if name not in speeds} == {
        name: right[name] for name in right if name not in speeds
    }


def test_of_a_poor_clock_no_speed_is_made_and_how_many_stands_beside() -> None:
    called, spoke = story(lead_id="a").called("20 10:02"), story(lead_id="b").called("20 10:02")
    spoke.did(Kind.CALL_BACK, "20 10:32", when="23 10:00")
    poor = Clocked(ClockGrade.POOR)
    row = row_of(
        replace(case(called), clocks={called.history[0].activity_id: poor}),
        replace(case(spoke), clocks={spoke.history[-1].activity_id: poor}),
        case(story(lead_id="c")),
    )
    # of the one that was never called there is nothing to doubt
    assert (row["first_attempt"]["n"], row["first_attempt"]["within_5m"]["of"]) == (1, 2)
    assert (row["working_clock"]["n"], row["working_clock"]["within_5m"]["of"]) == (1, 2)
    assert (row["first_contact"]["n"], row["first_contact"]["within_5m"]["of"]) == (0, 2)
    assert row["poor_clock"] == {"n": 2, "of": 2}


def test_what_was_entered_late_is_left_out_by_no_clock() -> None:
    late = story().called("20 10:01")
    late.history[0] = msgspec.structs.replace(late.history[0], back_dated=True)
    row = row_of(replace(case(late), clocks={late.history[0].activity_id: Clocked(ClockGrade.POOR)}))
    assert (row["first_attempt"]["median_s"], row["poor_clock"]) == (60, {"n": 0, "of": 1})


def test_of_the_calls_whose_records_are_here_the_confirmed_are_a_share_and_what_nobody_logged_stands_beside() -> None:
    told = story(lead_id="a").called("20 10:01").called("20 11:00").called("20 12:00").called("21 12:00")
    one = case(told, now="22 09:00")
    knows = PhoneSystem(
        confirmed=frozenset({told.history[0].activity_id}),
        covered=[Span(wall("20 10:00"), wall("20 23:00"))],
        personal={"ada": [Span(wall("20 11:30"), wall("20 13:00"))]},
        unlogged={"a": ["ada", "ada", "ben"]},
    )
    row = row_of(replace(one, history=[knows.graded(a) for a in one.history], phone=knows))
    assert row["evidence"] == {"self": 2, "handed_off": 0, "confirmed": 1, "not_coverable": 1}
    assert (row["confirmed_calls"], row["unlogged_calls"]) == ({"n": 1, "of": 2}, 2)


# -- how often, and with what success -----------------------------------------------------------------


def test_attempts_and_contacts_are_counted_over_the_leads_held() -> None:
    told = [
        story(lead_id="a"),
        story(lead_id="b").called("20 10:02").mailed("20 10:30"),
        story(lead_id="c").called("20 10:02").did(Kind.CALL_BACK, "20 10:32", when="23 10:00"),
    ]
    row = row_of(*map(case, told))
    assert (row["never_called"], row["called_once"]) == (1, 1)
    assert row["attempts"] == {"call": 3, "email": 1, "text": 0}
    assert row["attempts_per_lead"] == pytest.approx(4 / 3)
    low, high = wilson(1, 3)
    assert row["contacted"] == {"n": 1, "of": 3, "low": low, "high": high}


def test_without_leads_a_rate_has_no_value_and_its_denominator_says_so() -> None:
    row = row_of(officer=BEN)
    assert row["attempts"] == {"call": 0, "email": 0, "text": 0}
    assert row["attempts_per_lead"] is None
    assert row["contacted"] == {"n": 0, "of": 0, "low": 0.0, "high": 1.0}
    assert row["first_attempt"]["median_s"] is None


def test_a_lead_counts_once_for_each_stage_it_reached() -> None:
    told = story("20 10:30", lead_id="a").did(Kind.APPOINTMENT, "20 10:32", when="20 11:00")
    told.did(Kind.APPOINTMENT, "20 11:00", when="20 12:00").did(Kind.SENDING_APPLICATION, "20 12:00")
    told.did(Kind.STAGE_REPORTED, "20 13:00", stage="processing", by="hub").did(
        Kind.STAGE_REPORTED, "20 14:00", stage="funded", by="hub"
    )
    denied = story(lead_id="b").did(Kind.STAGE_REPORTED, "20 13:00", stage="denied", by="hub")
    # sent is not submitted
    sent = (
        story(lead_id="c").did(Kind.SENDING_APPLICATION, "20 13:00").did(Kind.APPOINTMENT, "20 13:30", when="25 10:00")
    )
    row = row_of(case(told), case(denied), case(sent))
    assert (row["appointments"], row["applications"], row["funded"]) == (2, 2, 1)


def test_calls_are_counted_by_what_vouches_for_them() -> None:
    told = story().called("20 10:01", "20 10:32")
    told.history[1] = msgspec.structs.replace(told.history[1], evidence=Evidence.CONFIRMED)
    told.mailed("20 10:40")
    assert row_of(case(told))["evidence"] == {"self": 1, "handed_off": 0, "confirmed": 1, "not_coverable": 0}


def test_a_step_or_promise_past_its_time_and_still_open_is_overdue() -> None:
    assert row_of(case(story(), "20 10:05"))["open_overdue"] == 0
    assert row_of(case(story(), "20 10:06"))["open_overdue"] == 1
    assert row_of(case(story(), "20 10:05"))["first_calls_missed"] == 0
    assert row_of(case(story(), "20 10:06"))["first_calls_missed"] == 1
    promised = story().did(Kind.CALL_BACK, "20 10:01", when="20 15:00")
    assert row_of(case(promised, "20 15:11"))["open_overdue"] == 1
    assert row_of(case(promised, "20 15:11"))["first_calls_missed"] == 0, "they were called"


def test_a_test_lead_of_the_vendor_is_in_no_sum() -> None:
    told = story(is_test=True).called("20 10:01")
    assert row_of(case(told))["leads"] == 0
    assert team_rows([case(told)], OFFICERS) == []


# -- who has a row ------------------------------------------------------------------------------------


def test_who_neither_held_nor_tried_a_lead_has_no_row() -> None:
    assert [row["officer"] for row in team_rows([case(story())], OFFICERS)] == ["Ada"]
    helped = case(story().called("20 10:01", by="ben"))
    assert [(r["officer"], r["branch"]) for r in team_rows([helped], OFFICERS)] == [
        ("Ada", "Riverside"),
        ("Ben", "Riverside"),
    ]


def test_a_lead_nobody_ever_held_is_in_no_officers_row() -> None:
    assert team_rows([case(story(), holdings=[(None, "20 10:00")])], OFFICERS) == []


def test_asked_about_a_time_before_it_was_given_a_lead_is_todays_holders() -> None:
    # the interfaces page: with --at, assignment is today's
    given_later = case(story().called("20 10:02"), "20 12:01", holdings=[("ada", "29 10:00")])
    row = row_of(given_later)
    assert (row["leads"], row["first_attempt"]["n"]) == (1, 1)
    assert row["adherence"] == {"n": 1, "of": 2, "excused": {}}


# -- adherence ----------------------------------------------------------------------------------------


def adherence(told: Story, now: str = "21 09:00", holdings: Any = None, **more: Any) -> tuple[int, int, dict[str, int]]:
    found = row_of(case(told, now, holdings), **more)["adherence"]
    return found["n"], found["of"], found["excused"]


def test_steps_done_while_on_time_over_steps_whose_window_has_passed() -> None:
    told = story().called("20 10:02", "20 10:35", "20 12:30")
    assert adherence(told) == (2, 3, {})


@pytest.mark.parametrize(
    ("now", "counts"),
    [("20 10:05", 0), ("20 10:06", 1), ("20 11:00", 1), ("20 11:01", 2), ("20 12:01", 3), ("25 10:00", 3)],
)
def test_never_calling_is_a_miss_for_every_step_as_its_window_passes(now: str, counts: int) -> None:
    assert adherence(story(), now) == (0, counts, {})


def test_a_late_call_moves_the_ones_after_it() -> None:
    # three hours late: one miss; the second is judged by its moved window and kept
    told = story().called("20 13:00", "20 13:45")
    assert adherence(told, "20 13:50") == (0, 1, {})
    assert adherence(told, "20 14:01") == (1, 2, {})
    assert adherence(told, "20 20:00") == (1, 3, {})


def test_a_step_done_early_counts_when_its_window_has_passed() -> None:
    assert adherence(story().called("20 10:02"), "20 10:04") == (0, 0, {})
    assert adherence(story().called("20 10:02"), "20 10:06") == (1, 1, {})


def test_a_skipped_step_is_a_miss() -> None:
    told = story().did(Kind.SKIP, "20 10:02", reason="busy day").called("20 10:31", "20 11:05")
    assert adherence(told) == (2, 3, {})


def test_an_email_nobody_sent_is_a_miss_and_marketings_is_nobodys() -> None:
    book = playbook(
        'id="c1", channel="call", after="0m", within="5m"',
        'id="e1", channel="email", after="20m", within="30m"',
        'id="m1", channel="email", after="20m", within="30m", by="marketing"',
    )
    assert adherence(story(book=book).called("20 10:01")) == (1, 2, {})


def test_steps_of_a_closed_channel_are_excused_as_they_come_up() -> None:
    book = playbook('id="c1", channel="call", after="0m", within="5m"', 'id="e1", channel="email", on_day=2')
    told = story(book=book, emails=()).called("20 10:01")
    assert adherence(told, "21 12:00") == (1, 1, {})
    assert adherence(told, "22 00:01") == (1, 1, {"channel closed": 1})


def test_a_dead_last_number_excuses_the_calls_that_would_have_followed() -> None:
    told = story().did(Kind.DISCONNECTED, "20 10:02", number="+15025550142")
    assert adherence(told, "20 10:45") == (0, 0, {"channel closed": 1})
    # calls nobody could have made use nothing of the day's three
    assert adherence(told, "20 15:00") == (0, 0, {"channel closed": 3})


def test_a_do_not_call_excuses_what_would_have_followed_and_not_its_own_lateness() -> None:
    told = story().did(Kind.DO_NOT_CALL, "20 10:40")
    assert adherence(told, "20 15:00") == (0, 1, {"channel closed": 2})


def test_steps_after_a_contact_are_excused_and_the_call_that_reached_somebody_counts() -> None:
    told = story().did(Kind.CALL_BACK, "20 10:02", when="25 10:00")
    assert adherence(told, "20 15:00") == (1, 1, {"contacted before": 2})
    # a borrower who called in at noon excuses nothing that was missed before
    missed = story().did(Kind.INBOUND, "20 11:30")
    assert adherence(missed, "20 15:00") == (0, 2, {"contacted before": 1})


def test_steps_done_after_a_contact_are_in_neither_number() -> None:
    told = story().called("20 10:02").did(Kind.REPLIED, "20 10:10").called("20 10:32")
    assert adherence(told, "20 15:00") == (1, 1, {"contacted before": 2})


def test_steps_after_the_lead_was_closed_are_excused_and_what_was_missed_before_is_not() -> None:
    told = story().did(Kind.BAD_LEAD, "20 10:40", reason="fake")
    assert adherence(told, "20 15:00") == (0, 1, {"lead closed": 2})
    # nobody called in ten days, then the playbook gave it up: three misses
    assert adherence(story(), "2026-12-10T10:00") == (0, 3, {})


def test_a_kept_lead_keeps_its_misses_and_its_later_looks_are_no_steps_of_the_playbook() -> None:
    assert adherence(story().own(), "2027-01-20T10:00") == (0, 3, {})


def test_a_repeat_inquiry_begins_anew_and_forgives_nothing() -> None:
    told = story().did(Kind.INQUIRED_AGAIN, "20 10:40", by="").called("20 10:41")
    # missed: the first call of the first inquiry; done: of the second; its other calls missed
    assert adherence(told, "20 10:46") == (1, 2, {})
    assert adherence(told, "20 20:00") == (1, 4, {})


def test_a_step_whose_window_ended_before_anybody_had_the_lead_is_excused() -> None:
    late = [("ada", "20 10:50")]
    told = story().called("20 10:55", "20 11:26")
    # the first call was overdue before Ada had the lead; the next two are hers
    assert adherence(told, "20 20:00", late) == (1, 2, {"not assigned in time": 1})


@pytest.mark.parametrize(("address", "told"), [(MIAMI, "excused"), (LOUISVILLE, "kept")])
def test_a_promise_a_states_own_cap_closed_is_excused_and_the_companys_cap_closes_none(
    address: Address, told: str
) -> None:
    lead = story("20 10:00", address=address, phones=("+13055550142",) if address is MIAMI else (PHONE,))
    lead.called("20 10:00", "20 10:30", "20 11:00").did(Kind.INBOUND, "20 11:30", when="20 14:00")
    lead.called("20 14:02")
    ((_, state),) = case(lead).promises
    assert state == told


def test_a_step_the_holder_has_no_licence_for_is_excused() -> None:
    kentucky, tennessee = ({state: None} for state in ("KY", "TN"))
    for licences, counts in (
        (tennessee, (0, 0, {"no licence": 3})),
        (kentucky, (0, 3, {})),
        (None, (0, 3, {})),
        ({"KY": wall("20 09:00").date() - timedelta(days=1)}, (0, 0, {"no licence": 3})),
    ):
        officer = msgspec.structs.replace(ADA, licences=licences)
        assert adherence(story(officer=officer), "20 20:00", officer=officer) == counts


def test_a_step_that_came_up_while_a_pool_held_the_lead_is_excused() -> None:
    told = story().called("20 10:02")
    pooled = [("ada", "20 10:00"), (None, "20 10:20"), ("ada", "20 11:30")]
    assert adherence(told, "20 20:00", pooled) == (1, 2, {"not assigned in time": 1})


def test_each_officer_is_judged_by_own_hours_for_the_windows_that_ended_in_their_time() -> None:
    late_shift = msgspec.structs.replace(BEN, hours=read_hours("Mon-Fri 14:00-20:00"))
    told = story()
    moved = case(told, "20 20:30", [("ada", "20 10:00"), ("ben", "20 10:30")])
    moved = replace(moved, officers={"ada": ADA, "ben": late_shift}, officer=late_shift)
    ada, ben = team_rows([moved], {"ada": ADA, "ben": late_shift})
    # Ada missed the first; Ben's own day began at two, so the others fell due then
    assert (ada["adherence"]["of"], ben["adherence"]["of"]) == (1, 2)


#: a loan's own calls may stand above those of a new lead
LOAN_FIRST = playbook(
    'id="a1", channel="call", on_day=1, track="application"', 'id="c1", channel="call", after="0m", within="5m"'
)


@pytest.mark.parametrize("book", [SHORT, LOAN_FIRST])
def test_leads_that_fell_due_together_at_a_shifts_start_take_turns(book: Playbook) -> None:
    # nine minutes apart overnight, both due at Monday's opening; six minutes each, newest first
    ben = NINE_TO_SIX
    older = story("21 03:00", lead_id="a", officer=ben, book=book).called("23 10:11")
    newer = story("21 03:09", lead_id="c", officer=ben, book=book).called("23 10:04")
    third = story("21 02:00", lead_id="b", officer=ben, book=book).called("23 10:19")
    cases = [case(told, "23 10:30") for told in (older, newer, third)]
    found = officer_row(cases, ben)["adherence"]
    # by 10:06, by 10:12, and one minute past 10:18
    assert (found["n"], found["of"]) == (2, 3)
    assert officer_row(cases[:1], ben)["adherence"]["n"] == 0


# -- promises -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("called", "now", "counts"),
    [
        ("20 14:50", "20 15:30", (1, 1)),
        ("20 15:10", "20 15:30", (1, 1)),
        ("20 15:11", "20 15:30", (0, 1)),
        (None, "20 15:10", (0, 0)),
        (None, "20 15:11", (0, 1)),
    ],
)
def test_a_promise_is_kept_within_ten_minutes_of_its_time(
    called: str | None, now: str, counts: tuple[int, int]
) -> None:
    told = story().did(Kind.CALL_BACK, "20 10:01", when="20 15:00").called(*([called] if called else []))
    found = row_of(case(told, now))["promises"]
    assert (found["n"], found["of"]) == counts


def test_a_promise_that_was_moved_or_excused_is_not_due() -> None:
    moved = story(lead_id="a").did(Kind.CALL_BACK, "20 10:01", when="20 15:00")
    moved.did(Kind.INBOUND, "20 12:00", when="25 10:00")
    void = story(lead_id="b").did(Kind.CALL_BACK, "20 10:01", when="20 15:00").did(Kind.NOT_INTERESTED, "20 12:00")
    # nine o'clock is no time to call in Kentucky
    ruled = story(lead_id="c").did(Kind.CALL_BACK, "20 10:01", when="21 09:00").called("21 10:05")
    found = row_of(*(case(told, "21 12:00") for told in (moved, void, ruled)))["promises"]
    assert found == {"n": 0, "of": 0}


def test_sums_know_nothing_that_happened_after_the_moment_asked_about() -> None:
    told = story().called("20 10:02", "20 15:00")
    assert row_of(case(told, "20 12:00"))["attempts"]["call"] == 1
