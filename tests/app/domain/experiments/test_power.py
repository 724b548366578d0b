"""What is said before an experiment is begun, held against experiments of which the truth is known."""

from __future__ import annotations

import pytest

from app.domain.experiments.measuring import Measure
from app.domain.experiments.power import Answerable, History, Question, people_by, power_of, seen
from app.domain.experiments.wording import plan_sentences
from tests.app.domain.experiments.simulated import World, share_decided

WORLDS = [World(0.3, 0.4), World(0.3, 0.38), World(0.05, 0.08, a_day=20), World(0.4, 0.25, share=0.3)]


@pytest.mark.parametrize("world", WORLDS[:1])
def test_the_power_that_is_shown_is_how_often_the_difference_is_found(world: World) -> None:
    said = seen(world.former, world.tried - world.former, world.share, world.people)
    assert share_decided(world, 200) == pytest.approx(said, abs=0.1)


@pytest.mark.long
@pytest.mark.parametrize("world", WORLDS)
def test_it_is_so_for_rare_outcomes_and_uneven_shares_too(world: World) -> None:
    said = seen(world.former, world.tried - world.former, world.share, world.people)
    assert share_decided(world, 1000) == pytest.approx(said, abs=0.05)


def test_a_question_too_small_for_the_leads_that_come_is_refused_with_its_numbers() -> None:
    found = power_of(History(120, 400, 35.0), Question(0.05, 14, 91))
    assert found.answer is Answerable.NOT_IN_TIME
    assert plan_sentences(found, Measure.CONTACT) == [
        "You cannot answer this question this quarter.",
        "So far 120 of 400 leads were reached within 14 days (26–35%), and 35.0 leads come in a week.",
        (
            "By the end the outcome of 385 people is known; a difference of +5.0 points would be seen in 5 of 100 "
            "cases (80 are wanted)."
        ),
        f"For that difference it takes about {found.weeks} weeks.",
        f"The least difference that would be seen in that time is {100 * (found.smallest or 0):+.1f} points.",
    ]
    # what it says of the time holds: asked for that long, it can be answered
    assert found.weeks is not None
    longer = power_of(History(120, 400, 35.0), Question(0.05, 14, 7 * found.weeks))
    assert longer.answer is Answerable.YES
    # and so does the least difference
    assert found.smallest is not None
    larger = power_of(History(120, 400, 35.0), Question(found.smallest, 14, 91))
    assert larger.answer is Answerable.YES
    assert power_of(History(120, 400, 35.0), Question(found.smallest - 0.002, 14, 91)).answer is Answerable.NOT_IN_TIME


@pytest.mark.parametrize(
    ("history", "question", "answer", "words"),
    [
        (History(300, 1000, 200.0), Question(0.1, 14, 91), Answerable.YES, "You can answer this question in 91 days."),
        (History(3, 20, 5.0), Question(0.1, 14, 91), Answerable.NO_HISTORY, "Nothing can be said beforehand"),
        (History(30, 1000, 2.0), Question(0.001, 14, 91), Answerable.NEVER, "however long you wait"),
        (History(30, 1000, 50.0), Question(0.02, 30, 200), Answerable.NOT_IN_TIME, "in 200 days"),
    ],
)
def test_each_answer_is_said_in_its_words(history: History, question: Question, answer: Answerable, words: str) -> None:
    found = power_of(history, question)
    assert found.answer is answer
    assert words in plan_sentences(found, Measure.FUNDED)[0]


def test_leads_of_the_last_days_have_not_had_their_time() -> None:
    assert people_by(70.0, 91, 14) == 770
    assert people_by(70.0, 10, 14) == 0


def test_more_leads_a_larger_difference_and_even_shares_are_seen_more_often() -> None:
    assert seen(0.3, 0.1, 0.5, 2000) > seen(0.3, 0.1, 0.5, 1000) > seen(0.3, 0.05, 0.5, 1000)
    assert seen(0.3, 0.1, 0.5, 1000) > seen(0.3, 0.1, 0.1, 1000)
    assert seen(0.3, 0.1, 0.5, 10) == 0.0
