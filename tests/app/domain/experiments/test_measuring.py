"""What is measured of the people in an experiment: each once, in their time, and the harm to everybody."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from app.domain.activity import Activity, Kind
from app.domain.experiments.guarding import Guard, Harm
from app.domain.experiments.measuring import USUAL_DAYS, Measure, guards, happened_in_time, outcomes, subjects
from app.domain.experiments.randomising import Arm
from app.domain.experiments.sequential import Outcome
from app.domain.stage import Stage
from tests.app.domain.story import TEXT, Story, wall
from tests.app.domain.test_scorecard import case, story

#: everybody has had a week by then, who came on the 20th
NOW = "2026-12-20 10:00"
WEEK = timedelta(days=7)


def tried(lead_id: str, unit_id: str = "") -> Arm:
    return Arm(lead_id, unit_id or lead_id, is_tried=True)


def former(lead_id: str) -> Arm:
    return Arm(lead_id, lead_id, is_tried=False)


def by_lead(*arms: Arm) -> dict[str, Arm]:
    return {arm.lead_id: arm for arm in arms}


def submitted(at: str, stage: Stage = Stage.APPLICATION_SUBMITTED) -> Story:
    return story().did(Kind.STAGE_REPORTED, at, stage=stage.value, by="hub")


# -- who is in it -------------------------------------------------------------------------------------


def test_people_stand_in_the_order_they_came_and_leads_of_no_arm_are_in_nothing() -> None:
    came = [story("22 10:00", lead_id="a"), story("20 10:00", lead_id="b"), story("21 10:00", lead_id="stranger")]
    found = subjects([case(one, NOW) for one in came], by_lead(tried("a"), former("b")))
    assert [(one.is_tried, one.came_at) for one in found] == [(False, wall("20 10:00")), (True, wall("22 10:00"))]
    assert [[each.lead.lead_id for each in one.cases] for one in found] == [["b"], ["a"]]


def test_a_person_who_asked_twice_is_one_and_came_with_the_first_lead() -> None:
    # the later lead stands first, by its id and by the list
    came = [story("24 10:00", lead_id="a"), story("20 10:00", lead_id="z"), story("22 10:00", lead_id="m")]
    arms = by_lead(tried("z"), tried("a", "z"), former("m"))
    first, second = subjects([case(one, NOW) for one in came], arms)
    assert (first.is_tried, first.came_at, len(first.cases)) == (True, wall("20 10:00"), 2)
    assert (second.is_tried, len(second.cases)) == (False, 1)


# -- what became of them ------------------------------------------------------------------------------


def test_only_whose_time_has_passed_is_counted_though_it_happened_already() -> None:
    came = [
        story("20 10:00", lead_id="old").did(Kind.INBOUND, "20 10:30"),
        story("20 10:00", lead_id="none"),
        story("25 10:00", lead_id="quick").did(Kind.INBOUND, "25 10:30"),
    ]
    arms = by_lead(tried("old"), former("none"), tried("quick"))
    people = subjects([case(one, "28 10:00") for one in came], arms)
    counted = outcomes(people, Measure.CONTACT, WEEK, wall("28 10:00"))
    assert sorted(counted) == [Outcome(is_tried=False, happened=False), Outcome(is_tried=True, happened=True)]
    # a week to the second is a week
    assert len(outcomes(people, Measure.CONTACT, WEEK, wall("2026-12-02 10:00"))) == 3
    assert len(outcomes(people, Measure.CONTACT, WEEK, wall("2026-12-02 10:00") - timedelta(seconds=1))) == 2


def test_a_persons_time_runs_from_their_first_lead_whichever_it_happened_to() -> None:
    arms = by_lead(tried("first"), tried("again", "first"))

    def happened(at: str) -> bool:
        again = story("25 10:00", lead_id="again").did(Kind.INBOUND, at)
        people = subjects([case(story("20 10:00", lead_id="first"), NOW), case(again, NOW)], arms)
        (one,) = outcomes(people, Measure.CONTACT, WEEK, wall(NOW))
        return one.happened

    assert happened("27 10:00")
    assert not happened("27 10:01")


@pytest.mark.parametrize(
    ("told", "measure"),
    [
        (story().did(Kind.INBOUND, "25 10:00"), Measure.CONTACT),
        (story().did(Kind.CALL_BACK, "25 10:00", when="26 10:00"), Measure.CONTACT),
        (story().did(Kind.APPOINTMENT, "25 10:00", when="26 10:00"), Measure.APPOINTMENT),
        (submitted("25 10:00"), Measure.APPLICATION),
        (submitted("25 10:00", Stage.FUNDED), Measure.FUNDED),
    ],
)
def test_what_happened_counts_up_to_the_very_end_of_its_time(told: Story, measure: Measure) -> None:
    found = case(told, NOW)
    assert happened_in_time(found, measure, wall("25 10:00"))
    assert not happened_in_time(found, measure, wall("25 10:00") - timedelta(seconds=1))


@pytest.mark.parametrize("measure", Measure)
def test_being_tried_is_nothing_of_all_that_is_measured(measure: Measure) -> None:
    assert not happened_in_time(case(story().called("20 10:01", "20 10:40"), NOW), measure, wall(NOW))


def test_each_measure_asks_for_more_than_the_one_before() -> None:
    at = wall(NOW)

    def measured(told: Story) -> list[Measure]:
        return [measure for measure in Measure if happened_in_time(case(told, NOW), measure, at)]

    assert measured(story().did(Kind.INBOUND, "20 12:00")) == [Measure.CONTACT]
    asked = story().did(Kind.APPOINTMENT, "20 12:00", when="21 12:00")
    assert measured(asked) == [Measure.CONTACT, Measure.APPOINTMENT]
    # a loan that is processed had its application, though nobody reported one
    assert measured(submitted("25 10:00", Stage.PROCESSING)) == [Measure.APPLICATION]
    assert measured(submitted("25 10:00", Stage.FUNDED)) == [Measure.APPLICATION, Measure.FUNDED]


def test_an_appointment_made_when_the_lead_is_further_on_is_one_all_the_same() -> None:
    told = submitted("21 10:00").did(Kind.APPOINTMENT, "22 10:00", when="24 10:00")
    assert happened_in_time(case(told, NOW), Measure.APPOINTMENT, wall("22 10:00"))


def test_what_takes_longer_is_usually_waited_for_longer() -> None:
    waits = [USUAL_DAYS[measure] for measure in Measure]
    assert waits == sorted(set(waits))


# -- what it may not have cost ------------------------------------------------------------------------


def histories(*told: Story) -> dict[str, list[Activity]]:
    return {one.lead.lead_id: one.history for one in told}


def watched(arms: list[Arm], *told: Story) -> dict[Harm, tuple[int, int, int, int]]:
    found = guards(arms, histories(*told), 0.5)
    return {one.harm: (one.tried, one.tried_of, one.former, one.former_of) for one in found}


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        (Kind.DO_NOT_CALL, {}),
        (Kind.OPTED_OUT, {}),
        (Kind.STOP, {}),
        (Kind.WITHDREW, {"channel": TEXT}),
    ],
)
def test_whoever_wants_no_more_of_it_has_opted_out_whichever_way(kind: Kind, more: dict[str, Any]) -> None:
    told = story(lead_id="a").did(kind, "20 10:05", **more)
    arms = [tried("a"), tried("b"), former("c")]
    assert watched(arms, told, story(lead_id="b")) == {Harm.OPT_OUTS: (1, 2, 0, 1), Harm.COMPLAINTS: (0, 2, 0, 1)}


def test_a_complaint_is_one_however_the_officer_wrote_it_and_losing_interest_is_none() -> None:
    told = [
        story(lead_id="a").did(Kind.NOT_INTERESTED, "20 10:05", reason="Complained of too many calls"),
        story(lead_id="b").did(Kind.NOT_INTERESTED, "20 10:05", reason="a COMPLAINT to the branch"),
        story(lead_id="c").did(Kind.NOT_INTERESTED, "20 10:05", reason="went elsewhere"),
    ]
    found = watched([tried("a"), former("b"), former("c")], *told)
    assert found == {Harm.OPT_OUTS: (0, 1, 0, 2), Harm.COMPLAINTS: (1, 1, 1, 2)}


def test_a_person_is_harmed_once_however_often_and_on_whichever_lead() -> None:
    told = [
        story(lead_id="a").did(Kind.STOP, "20 10:05").did(Kind.OPTED_OUT, "20 10:06"),
        story(lead_id="b").did(Kind.DO_NOT_CALL, "20 10:07"),
    ]
    found = watched([tried("a"), tried("b", "a"), former("c")], *told)
    assert found[Harm.OPT_OUTS] == (1, 1, 0, 1)


def test_harm_is_told_of_at_once_and_stops_once_it_is_more_than_chance() -> None:
    # nine of nine in the tried half: by chance once in five hundred times
    told = [story(lead_id=f"t{n}").did(Kind.STOP, "20 10:01") for n in range(9)]
    arms = [*(tried(f"t{n}") for n in range(9)), *(former(f"f{n}") for n in range(9))]
    opt_outs, complaints = guards(arms, histories(*told), 0.5)
    assert (opt_outs.harm, opt_outs.tried, opt_outs.stops) == (Harm.OPT_OUTS, 9, True)
    assert complaints == Guard(Harm.COMPLAINTS, 0, 9, 0, 9, pytest.approx(1.0))
