"""What is said of an experiment: what it was planned by where it was, ranges as everywhere."""

from __future__ import annotations

import pytest

from app.domain.experiments.measuring import Measure
from app.domain.experiments.sequential import ArmRead, Reading, Verdict
from app.domain.experiments.wording import reading_sentences


@pytest.mark.parametrize(
    ("verdict", "planned", "first"),
    [
        (Verdict.TOO_FEW, 400, "Too few yet: the outcome of 19 people is known, of 400 planned."),
        (Verdict.TOO_FEW, 0, "Too few yet: the outcome of 19 people is known."),
        (Verdict.NOT_YET, 400, "the difference lies between -10.0 points and +30.0 points, after 19 of 400 people."),
        (Verdict.NOT_YET, 0, "the difference lies between -10.0 points and +30.0 points, after 19 people."),
        (Verdict.TRIED_IS_BETTER, 400, "The tried version is better: the difference lies between"),
        (Verdict.FORMER_IS_BETTER, 400, "The tried version is worse: the difference lies between"),
        (Verdict.ALIKE, 400, "No difference that matters: it lies between -10.0 points and +30.0 points."),
    ],
)
def test_what_may_be_said_now_stands_before_both_counts(verdict: Verdict, planned: int, first: str) -> None:
    reading = Reading(ArmRead(8, 14, 0.33, 0.79), ArmRead(2, 5, 0.12, 0.77), 0.1, -0.1, 0.3, verdict)
    said = reading_sentences(reading, Measure.CONTACT, planned)
    assert first in said[0]
    assert said[1:] == ["Tried: 8 of 14 people reached (33–79%).", "Former: 2 of 5 people reached (12–77%)."]
