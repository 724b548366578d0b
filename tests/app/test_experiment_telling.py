"""An experiment on a terminal: a line a thing one asks of it, none of them a paragraph."""

from __future__ import annotations

from app.telling import WIDTH, in_words
from tests.told_experiment import RUNNING

NONE_YET = {"by": None, "low": -1.0, "high": 1.0, "verdict": "too_few"}


def test_an_experiment_is_laid_out_a_line_a_thing_one_asks() -> None:
    told = in_words({"experiments": [RUNNING]}, "America/Chicago")
    assert told.splitlines()[:13] == [
        "experiments:",
        "  Six calls against four (running)",
        "    question        more leads reached within 14 days; 5.0 points matter",
        "    why             do six bring more",
        "    arms            tried: version 7, 50 % of the leads; former: version 8",
        "    randomised      160 leads tried, 158 former, since 2026-10-01 10:00 CDT",
        "    power           in 83 of 100 cases, with the 640 people planned in 91 days",
        "    tried           38 of 104 people reached (28–46%).",
        "    former          33 of 106 people reached (23–40%).",
        "    interval        tried less former +4.7 points (-3.1 to +12.4); it holds at every look",
        "    guard rails     Opt-outs: 3 of 160 tried, 2 of 158 former.",
        "                    Complaints: 0 of 160 tried, 0 of 158 former.",
        "    verdict         Nothing can be told yet: the difference lies between -3.1 points and +12.4",
    ]
    assert max(map(len, told.splitlines())) <= WIDTH


def test_one_that_is_over_says_who_ended_it_and_why_and_one_without_a_past_has_no_power() -> None:
    ended = {"running": False, "stopped_at": "2026-11-01T16:00:00+00:00", "stopped_by": "Ben", "stopped_why": "enough"}
    over = {**RUNNING, **ended, "goes_on": "former", "people_planned": 0, "reading": NONE_YET}
    told = in_words({"experiments": [over, RUNNING]})
    assert "Six calls against four (over)" in told
    assert "ended           2026-11-01 16:00 UTC, by Ben, the former version went on: enough" in told
    assert "power           none told before the start: it was begun without a past to plan by" in told
    assert "interval        none yet" in told
