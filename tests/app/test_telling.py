"""Answers as a person reads them on a terminal."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from app.telling import WIDTH, in_words
from app.terminal_words import length_words, value_words

STEP = {
    "step": "call-1",
    "channel": "call",
    "due_at": "2026-11-23T16:00:00+00:00",
    "on_time_until": "2026-11-23T16:05:00+00:00",
    "moved_by": ["off shift"],
    "skipped": None,
    "by": "officer",
    "licence": None,
}


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 s"),
        (59.4, "59 s"),
        (243.7, "4 min"),
        (3599, "1 h"),
        (3900, "1 h 05 min"),
        (86400, "1 d"),
        (1209600, "14 d"),
    ],
)
def test_a_length_has_its_largest_units(seconds: float, words: str) -> None:
    assert length_words(seconds) == words


def test_hours_read_as_they_are_typed() -> None:
    nine_to_six = [[540, 1080]]
    week = [nine_to_six] * 5 + [[[600, 840]], []]
    assert value_words("hours", week) == "Mon-Fri 09:00-18:00; Sat 10:00-14:00"
    assert value_words("hours", [[]] * 7) == "no shifts"
    assert in_words({"hours": [nine_to_six] * 5 + [[], []], "between": [540, 720]}) == (
        "hours: Mon-Fri 09:00-18:00\nbetween: 09:00-12:00"
    )


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("ok", True, "yes"),
        ("until", None, "-"),
        ("licensed", [], "-"),
        ("licensed", ["KY", "TN"], "KY, TN"),
        ("said", ["Too few yet.", "Tried: 0 of 0."], "Too few yet. Tried: 0 of 0."),
        ("excused", {}, "-"),
        ("at", datetime(2026, 11, 23, 11, 30, 59, tzinfo=ZoneInfo("America/New_York")), "2026-11-23 11:30 EST"),
        ("note", "2026-11-23", "2026-11-23"),
        ("median_s", 243.2, "4 min"),
        ("attempts_per_lead", 1.5, "1.5"),
        ("contacted", {"n": 3, "of": 12, "low": 0.089, "high": 0.532}, "3 of 12 (9–53%)"),
        ("contacted", {"n": 0, "of": 0, "low": None, "high": None}, "0 of 0"),
        ("first", {"median_s": 60, "n": 2}, "median 1 min, n 2"),
    ],
)
def test_a_value_reads_as_one_would_say_it(name: str, value: Any, words: str) -> None:
    assert value_words(name, value) == words


def test_an_instant_is_told_on_the_clock_of_whoever_asks_on_either_side_of_a_change() -> None:
    answer = {"asked": {"from": "2026-11-01T05:30:00+00:00", "to": "2026-11-01T06:30:00+00:00"}}
    assert in_words(answer, "America/New_York").splitlines() == [
        "asked:",
        "  from: 2026-11-01 01:30 EDT",
        "  to: 2026-11-01 01:30 EST",
    ]


def test_a_plan_has_a_line_for_each_step() -> None:
    later = {**STEP, "step": "email-1", "due_at": None, "on_time_until": None, "moved_by": [], "skipped": "late"}
    barred = {**STEP, "step": "call-2", "licence": "no licence for Nevada"}
    told = in_words({"leads": [{"lead_id": "l-1", "playbook": "Mine", "version": 2, "steps": [STEP, later, barred]}]})
    assert told.splitlines() == [
        "leads:",
        "  lead id: l-1 · playbook: Mine · version: 2",
        "    steps:",
        "      step     due at                on time until         why",
        "      call-1   2026-11-23 16:00 UTC  2026-11-23 16:05 UTC  off shift",
        "      email-1  -                     -                     skipped: late",
        "      call-2   2026-11-23 16:00 UTC  2026-11-23 16:05 UTC  off shift, no licence for Nevada",
    ]


def test_a_row_with_more_than_a_line_holds_becomes_a_paragraph() -> None:
    row = {f"field_{n}": f"value {n} is long enough" for n in range(9)}
    lines = in_words({"rows": [row, row]}).splitlines()
    assert max(map(len, lines)) <= WIDTH
    assert lines[1].startswith("  field 0: value 0")


def test_what_became_of_a_files_rows_stands_below_it() -> None:
    file = {"file": "a.csv", "rows": 2, "rejected": [{"line": 3, "reason": "no phone"}], "warnings": []}
    assert in_words({"files": [file]}).splitlines() == [
        "files:",
        "  file: a.csv · rows: 2",
        "    rejected:",
        "      line  reason",
        "      3     no phone",
    ]


def test_the_queue_says_below_each_lead_why_it_stands_there() -> None:
    row = {"lead_id": "l-1", "name": "Ada", "kind": "step", "step": "call-1", "due_at": STEP["due_at"]}
    blocked = {"reason": "Kentucky: 10:00-21:00", "until": "2026-11-23T15:00:00+00:00"}
    free = {**row, "why": "Call 1 is due.", "blocked": None}
    shut = {**row, "why": "Call 1 has to wait.", "blocked": blocked}
    nothing = {"reason": "No number", "code": "no_number", "until": None}
    for_good = {**row, "why": "Call 1 has to wait (No number).", "blocked": nothing}
    storm = {
        **row,
        "why": "Call 1 has to wait (Closed).",
        "blocked": {**nothing, "reason": "Closed", "code": "emergency"},
    }
    told = in_words({"now": [free], "blocked": [shut, for_good, storm]}).splitlines()
    assert told[3] == "    Call 1 is due."
    assert told[7] == "    Call 1 has to wait (Kentucky: 10:00-21:00); opens 2026-11-23 15:00 UTC."
    assert told[9] == "    Call 1 has to wait (No number); no time opens it."
    assert told[11] == "    Call 1 has to wait (Closed); opens when that is over."


def test_a_team_fits_a_terminal() -> None:
    speed = {"median_s": 243.7, "p90_s": 9000.0, "n": 12, "within_5m": {"n": 12, "of": 32}}
    officer = {
        "officer": "Ada Marsh-Whittington",
        "branch": "Louisville",
        "leads": 32,
        "never_called": 3,
        "first_attempt": speed,
        "attempts": {"call": 116, "email": 0, "text": 0},
        "contacted": {"n": 12, "of": 32, "low": 0.2, "high": 0.5},
        "adherence": {"n": 97, "of": 149, "excused": {}},
        "applications": 4,
    }
    told = in_words({"officers": [officer]})
    assert max(map(len, told.splitlines())) <= WIDTH
    assert (
        " ".join(told.splitlines()[2].split()) == "Ada Marsh-Whittington 32 3 4 min 12 of 32 116 12 of 32 97 of 149 4"
    )


def test_what_stands_beside_the_sums_is_told_below_where_there_is_something() -> None:
    speed = {"median_s": 243.7}
    counts = {name: {"n": 1, "of": 2} for name in ("contacted", "adherence")}
    row = {"leads": 2, "never_called": 0, "first_attempt": speed | {"within_5m": {"n": 1, "of": 2}}, **counts}
    row |= {"attempts": {"call": 2}, "applications": 0}
    some = {"poor_clock": {"n": 1, "of": 2}, "back_dated": {"n": 2, "of": 2}}
    some |= {"confirmed_calls": {"n": 0, "of": 3}, "unlogged_calls": 1}
    none = {"poor_clock": {"n": 0, "of": 2}, "back_dated": {"n": 0, "of": 2}}
    none |= {"confirmed_calls": {"n": 0, "of": 0}, "unlogged_calls": 0}
    told = in_words(
        {"officers": [{"officer": name, **row, **beside} for name, beside in (("Ada", some), ("Ben", none))]}
    )
    assert [line.split("  ")[1] for line in told.splitlines()[2:]] == ["Ada", "", "Ben"]
    speeds = "left out of the speeds for an uncertain clock: 1 of 2; back dated: 2 of 2"
    assert told.splitlines()[3] == f"    {speeds}; calls confirmed: 0 of 3; calls nobody logged: 1"


def test_problems_have_a_line_each() -> None:
    long = "line 15, step “text-1”: no state ever allows a call or text at that time"
    assert in_words({"ok": False, "problems": [long, "short"]}) == f"ok: no\nproblems:\n  {long}\n  short"
    assert in_words({"zones": ["America/New_York", "America/Chicago"]}) == "zones: America/New_York, America/Chicago"


def test_what_changed_reads_as_before_and_after() -> None:
    due = {"step": "call-2", "what": "due", "before": "4h after the start", "after": "2h after the start"}
    name = {"step": "", "what": "name", "before": "House", "after": "Home"}
    added = {"step": "call-3", "what": "added", "before": "", "after": "call on day 5"}
    gone = {"step": "", "what": "summary", "before": "Two calls", "after": ""}
    assert in_words({"changes": [due, name, added, gone]}).splitlines() == [
        "changes:",
        "  step    what",
        "  call-2  due",
        "    4h after the start → 2h after the start",
        "  all     name",
        "    House → Home",
        "  call-3  added",
        "    call on day 5",
        "  all     summary",
        "    Two calls",
    ]


def test_waits_that_are_held_against_one_another_are_in_one_unit_and_say_whose_they_are() -> None:
    wait = {"mean": 103.39, "p50": 0.0, "p90": 4354.221}
    assert in_words({"wait_s": wait, "erlang_c_wait_s": 180}).splitlines() == [
        "wait of every call that fell due, not of first calls alone:",
        "  mean: 103.4 s",
        "  p50: 0.0 s",
        "  p90: 4,354.2 s (1 h 13 min)",
        "erlang c wait: 180.0 s",
    ]
    assert in_words({"wait_s": {"mean": None, "p50": None, "p90": None}}).splitlines()[1] == "  mean: -"


def test_a_lead_that_is_moved_has_a_line() -> None:
    row = {
        "lead_id": "lead-1",
        "name": "Grace Hopper",
        "from": 1,
        "to": 2,
        "next_before": {"kind": "step", "step": "call-2", "channel": "call", "due_at": "2026-11-23T16:30:00+00:00"},
        "next_after": {"kind": "promise", "step": None, "channel": "call", "due_at": "2026-11-23T17:00:00+00:00"},
        "first_change": None,
        "done": [
            {"step": "call-1", "becomes": "first"},
            {"step": "call-9", "becomes": None},
            {"step": "email-1", "becomes": "email-1"},
        ],
    }
    assert in_words({"leads": [row]}).splitlines()[1:] == [
        "  lead id  name          from  to  next before                  next after",
        "  lead-1   Grace Hopper  1     2   call-2 2026-11-23 16:30 UTC  promise 2026-11-23 17:00 UTC",
        "    nothing changes; done so far: call-1 → first, call-9 → none, email-1",
    ]
    until = {"before": "2026-11-23T16:35:00+00:00", "after": None}
    row["done"] = []
    told = in_words({"leads": [{**row, "first_change": {"what": "on time until", "step": "call-2", **until}}]})
    assert told.splitlines()[-1] == "    changes first: call-2 on time until: 2026-11-23 16:35 UTC → -"
    told = in_words({"leads": [{**row, "first_change": {"what": "next", "step": None, "before": "a", "after": "b"}}]})
    assert told.splitlines()[-1] == "    changes first: next: a → b"
    assert "done" not in told
