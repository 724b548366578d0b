"""The made-up branch: its table reads like a real one's, and its windows come and go as they should."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from app.demo.hours import ZONE
from app.demo.premises import made_up_branch
from app.demo.story import LEADS
from app.domain.stage import Stage
from app.hub.checking import verify
from main import demo_supplies

ROOT = Path(__file__).parents[2]
SEED = 7
#: weeks that are not like others: Thanksgiving's, and the one in which clocks go forward
AWKWARD = (date(2026, 11, 27), date(2027, 3, 16))
ALL_YEAR = (
    date(2026, 11, 4),  # clocks went back on the first
    date(2026, 11, 26),
    date(2026, 12, 25),
    date(2026, 12, 29),
    date(2027, 1, 5),
    date(2027, 2, 17),
    date(2027, 4, 23),
    date(2027, 5, 26),
    date(2027, 6, 11),
    date(2027, 7, 6),
    date(2027, 9, 8),
    date(2027, 10, 14),
    date(2028, 2, 29),
)

#: a shell has what it runs in the background ignore Ctrl+C, and that is handed down
_LISTENING = "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); os.execv(sys.argv[1], sys.argv[1:])"
#: waits for the first window, the desk's and the manager's; then ends the demo by the signal named
_STORY = r"""
cd "$1"; python=$2; out=$3; signal=$4; listening=$5
shown() { xdotool search --onlyvisible --name "$1" 2> /dev/null; }
until_shown() { for _ in $(seq "$2"); do shown "$1" > /dev/null && return; sleep 0.2; done; }
openbox > /dev/null 2>&1 & sleep 0.5
"$python" -c "$listening" "$python" main.py demo > "$out/said" 2>&1 & demo=$!
until_shown Followthrough 100
echo "curtain $(shown Followthrough | wc -l) desk $(shown Today | wc -l)"
until_shown Today 400
until_shown Team 100
sleep 2
echo "front $(xdotool getactivewindow getwindowname)"
manager=$(pgrep -P $demo -f "of Ben")
kill -s "$signal" $demo
(sleep 30; kill -s KILL $demo "$manager") > /dev/null 2>&1 & guard=$!
wait $demo
echo "status $?"
kill $guard
for _ in $(seq 50); do kill -0 "$manager" 2> /dev/null || break; sleep 0.2; done
kill -0 "$manager" 2> /dev/null && echo "manager stays" || echo "manager gone"
"""


def test_its_table_reads_like_a_branchs() -> None:
    done = subprocess.run(
        [sys.executable, "main.py", "--json", "demo", "--headless"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=240,
        check=True,
    )
    assert done.stderr == ""
    _reads_like_a_branchs(json.loads(done.stdout)["officers"])


@pytest.mark.parametrize("day", [*AWKWARD, *(pytest.param(day, marks=pytest.mark.long) for day in ALL_YEAR)], ids=str)
def test_whenever_it_is_opened_it_has_come_to_every_stage_and_broken_no_rule(day: date) -> None:
    with made_up_branch(demo_supplies(), SEED, _nobody_waits, _morning_of(day)) as branch:
        _reads_like_a_branchs(branch.team().officers)
        lines = [line for desk in (branch.ada, branch.carl) for line in desk.leads.search("", 200)]
        assert len(lines) == LEADS
        assert {line.stage for line in lines} == set(Stage)
        assert verify(branch.parts.hub).is_ok
        with branch.parts.hub.reading() as rows:
            histories = rows.activities.of_leads([line.lead_id for line in lines]).values()
        happened = [kept.activity for history in histories for kept in history]
        assert not [activity.outside_rules for activity in happened if activity.outside_rules]
        assert max(activity.logged_at for activity in happened) <= branch.parts.clock.now()


def test_there_is_something_to_see_for_marketing_and_of_what_is_tried() -> None:
    with made_up_branch(demo_supplies(), SEED, _nobody_waits, _morning_of(AWKWARD[0])) as branch:
        assert branch.mia.is_marketing
        report = branch.mia.marketing.report(branch.today - timedelta(weeks=5), branch.today)
        assert sum(row["leads"] for row in report.cohorts if row["source"] is None) == LEADS
        # which are compared once they are 30 days old: the page says so
        assert (report.adjusted, report.not_compared) == ([], "")
        assert report.claims
        assert branch.mia.drilling.leaks(branch.today - timedelta(weeks=4), branch.today).rows
        for desk in (branch.ben, branch.mia):
            (tried,) = desk.works.look(branch.today - timedelta(days=90), branch.today, "").experiments
            assert tried["running"]
            assert tried["name"] == "No voicemail at the second call"
        assert branch.ada.playbook_news.untold() is None, "it was there before anybody had a desk"


@pytest.mark.long
def test_the_same_seed_and_morning_make_the_same_branch_and_another_seed_another() -> None:
    def table(seed: int) -> list[dict[str, Any]]:
        with made_up_branch(demo_supplies(), seed, _nobody_waits, _morning_of(AWKWARD[0])) as branch:
            return branch.team().officers

    assert table(SEED) == table(SEED) != table(SEED + 1)


def _nobody_waits(_day: int, _of: int) -> None:
    pass


def _morning_of(day: date) -> datetime:
    """Return an instant on the morning of a working day, just after the story ends."""
    return datetime.combine(day, time(10, 45), tzinfo=ZoneInfo(ZONE))


def _reads_like_a_branchs(rows: list[dict[str, Any]]) -> None:
    ada, carl = rows
    for row in (ada, carl):
        assert 0.3 <= row["contacted"]["n"] / row["contacted"]["of"] <= 0.6
        assert 0 < row["promises"]["n"] < row["promises"]["of"]
        assert 0 < _within_5m(row) < row["leads"]
        assert row["appointments"] > 0
        assert row["applications"] > 0
        assert min(row["attempts"].values()) > 0
        assert 0 < row["never_called"] < row["leads"] / 5
    assert _within_5m(ada) > _within_5m(carl)
    assert _share(ada["adherence"]) > _share(carl["adherence"])
    assert ada["back_dated"]["n"] + carl["back_dated"]["n"] > 0
    assert ada["funded"] + carl["funded"] > 0


def _within_5m(row: dict[str, Any]) -> int:
    return int(row["first_attempt"]["within_5m"]["n"])


def _share(counted: dict[str, Any]) -> float:
    return float(counted["n"] / counted["of"])


@pytest.mark.system("xvfb")
@pytest.mark.parametrize("how", [pytest.param("TERM", marks=pytest.mark.long), "INT"])
def test_its_windows_come_at_once_and_in_order_and_nothing_is_left_of_them(tmp_path: Path, how: str) -> None:
    out = tmp_path / "out"
    temporary = tmp_path / "tmp"
    for folder in (out, temporary):
        folder.mkdir()
    session = ["dbus-run-session", "--", "xvfb-run", "-a", "-s", "-screen 0 1600x1000x24"]
    done = subprocess.run(
        [*session, "bash", "-c", _STORY, "story", str(ROOT), sys.executable, str(out), how, _LISTENING],
        capture_output=True,
        text=True,
        timeout=150,
        check=False,
        env={name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
        | {"TMPDIR": str(temporary), "HOME": str(tmp_path)},
    )
    said = (out / "said").read_text()
    assert done.stdout.splitlines() == [
        "curtain 1 desk 0",
        "front Today — Followthrough",
        "status 0",
        "manager gone",
    ], f"{done.stderr}\n{said}"
    assert said == ""
    assert not list(temporary.glob("followthrough-*"))
