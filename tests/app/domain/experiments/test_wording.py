"""What is said of a plan and of an experiment, and the numbers that stand behind it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.experiments.guarding import LIMIT, Guard, Harm
from app.domain.experiments.measuring import Measure
from app.domain.experiments.power import Answerable, History, Power, Question, power_of
from app.domain.experiments.sequential import ArmRead, Reading, Verdict
from app.domain.experiments.wording import (
    advice,
    guard_sentence,
    harm_words,
    plan_sentences,
    reading_sentences,
)
from tests.effort import examples

LATE = "Stop: the planned time is over, and what could be told by then was told."
TRIED, FORMER = ArmRead(1250, 2500, 0.48, 0.52), ArmRead(1000, 2500, 0.381, 0.419)
QUIET = Guard(Harm.COMPLAINTS, 2, 40, 1, 40, LIMIT - 1)
HARMFUL = Guard(Harm.OPT_OUTS, 1012, 2500, 14, 2500, LIMIT)


def reading(verdict: Verdict, by: float | None = 0.1, low: float = 0.05, high: float = 0.15) -> Reading:
    return Reading(TRIED, FORMER, by, low, high, verdict)


# -- the stop rule ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verdict", "watched", "is_over", "is_late", "said"),
    [
        (Verdict.NOT_YET, [QUIET], False, False, "Go on: nothing is decided yet."),
        (Verdict.TOO_FEW, [], False, False, "Go on: nothing is decided yet."),
        (
            Verdict.NOT_YET,
            [QUIET],
            False,
            True,
            LATE,
        ),
        (Verdict.ALIKE, [QUIET], False, False, "Stop: the question is answered."),
        (Verdict.FORMER_IS_BETTER, [QUIET], False, True, "Stop: the question is answered."),
        # who is better by what was asked for and harms besides is stopped for the harm
        (Verdict.TRIED_IS_BETTER, [QUIET, HARMFUL], False, True, "Stop: the tried version harms."),
        (Verdict.TRIED_IS_BETTER, [HARMFUL], True, True, "It is over."),
    ],
)
def test_of_all_that_stops_an_experiment_the_most_pressing_is_said(
    verdict: Verdict, watched: list[Guard], *, is_over: bool, is_late: bool, said: str
) -> None:
    assert advice(reading(verdict), watched, is_over=is_over, is_late=is_late) == said


# -- a plan -------------------------------------------------------------------------------------------


def planned(answer: Answerable, days: int = 92, smallest: float | None = 0.081, weeks: int | None = 1340) -> Power:
    history, question = History(1200, 4000, 35.04), Question(0.05, 14, days)
    return Power(answer, history, 0.286, 0.3144, question, 1385, 0.0549, smallest, weeks)


def test_a_question_that_can_be_answered_is_told_by_when_and_from_what() -> None:
    assert plan_sentences(planned(Answerable.YES), Measure.APPOINTMENT) == [
        "You can answer this question in 92 days.",
        (
            "So far 1,200 of 4,000 leads were with an appointment within 14 days (29–31%), and 35.0 leads come "
            "in a week."
        ),
        (
            "By the end the outcome of 1,385 people is known; a difference of +5.0 points would be seen in 5 of 100 "
            "cases (80 are wanted)."
        ),
        # how long it would take is of no use to whoever has the time
        "The least difference that would be seen in that time is +8.1 points.",
    ]


def test_what_cannot_be_answered_this_quarter_says_how_many_weeks_it_takes() -> None:
    said = plan_sentences(planned(Answerable.NOT_IN_TIME, smallest=None), Measure.CONTACT)
    assert said[0] == "You cannot answer this question this quarter."
    assert said[-1] == "For that difference it takes about 1,340 weeks."
    longer = plan_sentences(planned(Answerable.NOT_IN_TIME, days=93), Measure.CONTACT)
    assert longer[0] == "You cannot answer this question in 93 days."


def test_what_can_never_be_answered_says_so_and_names_no_weeks() -> None:
    said = plan_sentences(planned(Answerable.NEVER, weeks=None), Measure.CONTACT)
    assert said[0] == "You cannot answer this question with the leads that come here, however long you wait."
    assert not any("weeks" in one for one in said)


def test_too_few_leads_of_old_are_all_that_is_said() -> None:
    said = plan_sentences(power_of(History(3, 20, 5.0), Question(0.1, 30, 91)), Measure.APPLICATION)
    assert said == [
        "Nothing can be said beforehand: too few leads have had their time here.",
        "So far 3 of 20 leads were with an application within 30 days (5–36%), and 5.0 leads come in a week.",
    ]


@settings(max_examples=examples(50), deadline=None)
@given(
    n=st.integers(0, 400),
    of=st.integers(400, 4000),
    a_week=st.floats(1, 500),
    effect=st.floats(0.001, 0.3),
    days=st.integers(15, 400),
)
def test_what_a_plan_says_holds_the_numbers_it_was_worked_out_from(
    n: int, of: int, a_week: float, effect: float, days: int
) -> None:
    question = Question(effect, 14, days)
    said = plan_sentences(power_of(History(n, of, a_week), question), Measure.FUNDED)
    assert f"{n:,} of {of:,} leads were funded within 14 days" in said[1]
    # known by the end are those whose 14 days are over then, each whole
    assert f"of {int(a_week * (days - 14) / 7):,} people" in said[2]
    assert f"{100 * effect:+.1f} points" in said[2]
    can = said[0].startswith("You can answer")
    seen = int(re.findall(r"seen in (\d+) of 100", said[2])[0])
    assert not can or seen >= 80
    weeks = re.findall(r"about ([\d,]+) weeks", " ".join(said))
    assert not (can and weeks)
    # where it takes longer than was planned, it does
    assert all(7 * int(one.replace(",", "")) >= days for one in weeks)


# -- an experiment ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (
            reading(Verdict.TRIED_IS_BETTER),
            "The tried version is better: the difference lies between +5.0 points and +15.0 points.",
        ),
        (
            reading(Verdict.FORMER_IS_BETTER, -0.1, -0.1549, -0.0451),
            "The tried version is worse: the difference lies between -15.5 points and -4.5 points.",
        ),
        (
            reading(Verdict.ALIKE, 0.0, -0.01, 0.012),
            "No difference that matters: it lies between -1.0 points and +1.2 points.",
        ),
        (
            reading(Verdict.NOT_YET, 0.0, -0.03, 0.05),
            (
                "Nothing can be told yet: the difference lies between -3.0 points and +5.0 points, "
                "after 5,000 of 6,000 people."
            ),
        ),
        (
            reading(Verdict.TOO_FEW, None, -1.0, 1.0),
            "Too few yet: the outcome of 5,000 people is known, of 6,000 planned.",
        ),
    ],
)
def test_a_reading_says_what_may_be_said_of_the_difference_and_no_more(found: Reading, said: str) -> None:
    assert reading_sentences(found, Measure.CONTACT, 6000)[0] == said


def test_one_begun_without_a_past_names_no_plan() -> None:
    told = [
        reading_sentences(reading(verdict), Measure.CONTACT, 0)[0] for verdict in (Verdict.TOO_FEW, Verdict.NOT_YET)
    ]
    assert told == [
        "Too few yet: the outcome of 5,000 people is known.",
        "Nothing can be told yet: the difference lies between +5.0 points and +15.0 points, after 5,000 people.",
    ]


def test_both_arms_stand_behind_it_with_how_many_of_how_many() -> None:
    assert reading_sentences(reading(Verdict.NOT_YET), Measure.CONTACT, 6000)[1:] == [
        "Tried: 1,250 of 2,500 people reached (48–52%).",
        "Former: 1,000 of 2,500 people reached (38–42%).",
    ]
    _, tried, former = reading_sentences(reading(Verdict.NOT_YET), Measure.FUNDED, 6000)
    assert (" people funded (" in tried, " people funded (" in former) == (True, True)


def test_a_guard_says_how_many_of_each_and_whether_that_stops_it() -> None:
    assert guard_sentence(QUIET) == "Complaints: 2 of 40 tried, 1 of 40 former."
    assert guard_sentence(HARMFUL) == ("Opt-outs: 1,012 of 2,500 tried, 14 of 2,500 former. That stops the experiment.")
    assert harm_words(HARMFUL) == "opt-outs: 1,012 of 2,500 tried, 14 of 2,500 former"
