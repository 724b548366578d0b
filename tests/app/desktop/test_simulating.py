"""The trial of a playbook as it is asked for on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from app.command_line import read_words
from app.desktop.playbook_verbs import playbook_check
from app.desktop.simulate_command import Supplies, run
from app.domain.activity import Activity
from app.domain.playbook_checks import Terms
from app.domain.templates import read_templates
from app.errors import BadInput, BadPlaybook, BadUsage, FollowthroughError, UnreadableFile
from app.paths import resources
from app.reference.benchmarks_file import load_benchmarks
from tests.desks import MONDAY
from tests.shipped import shipped_rules

PLAYBOOK = str(resources() / "playbooks" / "ultimate-contact.toml")
TERMS = Terms(shipped_rules(), read_templates((resources() / "templates" / "emails.toml").read_text(encoding="utf-8")))
LEADS = Path(__file__).parents[2] / "data" / "leads"


def _ask(*words: str, past: list[list[Activity]] | None = None) -> dict[str, Any]:
    supplies = Supplies(
        lambda: TERMS, lambda: load_benchmarks(resources()), lambda: past or [], "America/New_York", MONDAY
    )
    return run(read_words(["simulate", *words]), supplies)


def test_a_trial_over_a_lead_file_answers_every_question() -> None:
    answer = _ask(PLAYBOOK, "--leads", str(LEADS / "facebook_lead_ads.csv"), "--officers", "2")
    assert answer["first_in_time"] == {"n": 4, "of": 4}
    assert set(answer["wait_s"]) == {"mean", "p50", "p90"}
    assert answer["leads_per_day"] > 0
    assert answer["attempts"] >= 4
    assert answer["reached"] <= 4
    assert "vendor" in answer["caveat"]
    assert any("60%" in words for words in answer["assumptions"])


def test_too_few_leads_for_a_number_a_day_are_said_to_be_too_few(tmp_path: Path) -> None:
    one = tmp_path / "one.csv"
    one.write_text("Name,Phone,Created,State,Zip\nAda,(502) 555-0142,2026-11-20T20:40:00-05:00,KY,40202\n")
    answer = _ask(PLAYBOOK, "--leads", str(one), "--officers", "1")
    assert answer["first_in_time"] == {"n": 1, "of": 1}
    assert answer["leads_per_day"] is None
    said = " ".join(answer["assumptions"])
    assert "cannot be told from 1; 20 or more are needed" in said
    assert said.startswith("1 officer, ")
    assert "1 lead of one.csv" in said


def test_a_number_a_day_told_from_few_leads_is_called_a_first_idea() -> None:
    answer = _ask(PLAYBOOK, "--leads", str(LEADS / "facebook_lead_ads.csv"), "--officers", "2")
    assert any("first idea only from 4" in words for words in answer["assumptions"])


def test_a_playbook_that_never_ends_is_played_for_a_while_and_says_so(tmp_path: Path) -> None:
    endless = tmp_path / "endless.toml"
    step = '[[step]]\nid = "{}"\nchannel = "call"\n{}\n'
    endless.write_text('name = "x"\n' + step.format("c", 'after = "0m"') + step.format("e", 'every = "7d"'))
    words = (str(endless), "--leads", str(LEADS / "facebook_lead_ads.csv"), "--contactable", "0")
    answer = _ask(*words)
    # at once, and in ninety days twelve weeks later
    assert answer["attempts"] == 4 * 13
    assert "A call that comes again and again is played for 90 days." in answer["assumptions"]
    assert not any("again and again" in said for said in _ask(PLAYBOOK, *words[1:])["assumptions"])


_CALL = '[[step]]\nid = "{}"\nchannel = "call"\n{}\n'


@pytest.mark.parametrize(
    "steps",
    [
        [("a", 'after = "0m"\nwithin = "5m"'), ("a", 'after = "1h"')],
        [("late", 'after = "1h"')],
        [("first", 'after = "0m"\nwithin = "5m"'), ("night", 'on_day = 2\nbetween = "02:00-03:00"')],
        [(f"c{n}", f'after = "{n}h"') for n in range(4)],
        [("lost", 'after = "0m"\ntemplate = "nowhere"')],
    ],
)
def test_a_playbook_that_check_refuses_is_not_tried_out_and_the_same_is_said_of_it(
    steps: list[tuple[str, str]], tmp_path: Path
) -> None:
    file = tmp_path / "broken.toml"
    file.write_text('name = "Broken"\n' + "".join(_CALL.format(*step) for step in steps))
    judged = playbook_check(file, TERMS)
    assert not judged["ok"]
    with pytest.raises(BadPlaybook) as caught:
        _ask(str(file), "--leads", str(LEADS / "facebook_lead_ads.csv"))
    assert caught.value.problems == judged["problems"]
    assert "broken.toml" in str(caught.value)
    assert caught.value.exit_code == 2


def test_what_check_warns_of_stands_beside_the_result(tmp_path: Path) -> None:
    leads = ("--leads", str(LEADS / "facebook_lead_ads.csv"))
    warned = _ask(PLAYBOOK, *leads)["warnings"]
    assert warned == playbook_check(Path(PLAYBOOK), TERMS)["warnings"]
    assert any("used up" in words for words in warned)
    mild = tmp_path / "mild.toml"
    mild.write_text('name = "Mild"\n' + _CALL.format("a", 'after = "0m"\nwithin = "5m"'))
    assert _ask(str(mild), *leads)["warnings"] == []


def test_the_same_words_give_the_same_answer() -> None:
    words = (PLAYBOOK, "--leads", str(LEADS / "facebook_lead_ads.csv"), "--seed", "4", "--per-call", "20m")
    assert _ask(*words) == _ask(*words)


def test_a_line_in_theory_stands_beside_erlangs_formula() -> None:
    answer = _ask("--theory", "8", "--calls", "20000", "--officers", "1", "--seed", "2")
    assert answer["erlang_c_wait_s"] == pytest.approx(1440)
    assert answer["wait_s"]["mean"] == pytest.approx(1440, rel=0.25)
    assert answer["leads_per_day"] is None
    # too short to tell what chance did
    assert answer["steadied_error_s"] is None
    assert answer["played_wait_s"] == answer["wait_s"]["mean"]


def test_a_long_line_says_its_mean_wait_as_played_and_without_the_chance_in_it() -> None:
    words = ("--theory", "80", "--calls", "60000", "--officers", "10")
    answer = _ask(*words)
    theory, error = answer["erlang_c_wait_s"], answer["steadied_error_s"]
    assert abs(answer["wait_s"]["mean"] - theory) < 4 * error < theory / 5
    assert answer["played_wait_s"] != answer["wait_s"]["mean"]
    assert any("control variates" in said for said in answer["assumptions"])
    fixed = _ask(*words, "--service", "fixed")
    assert fixed["played_wait_s"] == fixed["wait_s"]["mean"]


def test_a_line_that_grows_without_end_says_so() -> None:
    answer = _ask("--theory", "30", "--calls", "500", "--officers", "2", "--service", "fixed")
    assert answer["erlang_c_wait_s"] is None
    assert any("without end" in words for words in answer["assumptions"])
    assert any("random length" in words for words in answer["assumptions"])


def test_a_row_without_a_time_is_named_and_the_others_are_played(tmp_path: Path) -> None:
    file = tmp_path / "leads.csv"
    file.write_text(
        "Name,Phone,Received At,State\n"
        "Dana Whitlock,+14235550142,2026-11-02T15:00:00Z,TN\n"
        "Lee Marlowe,+14235550143,,TN\n"
    )
    answer = _ask(PLAYBOOK, "--leads", str(file))
    assert answer["leads"] == 1
    assert [row["line"] for row in answer["rejected"]] == [3]


@pytest.mark.parametrize(
    ("words", "kind", "says"),
    [
        ((), BadUsage, "playbook"),
        ((PLAYBOOK,), BadUsage, "leads"),
        ((PLAYBOOK, "--theory", "5"), BadUsage, "theory"),
        (
            ("--theory", "5", "--contactable", "30", "--hours", "Mon 09:00-18:00"),
            BadUsage,
            "--hours and no --contactable",
        ),
        ((PLAYBOOK, "--leads", str(LEADS / "facebook_lead_ads.csv"), "--calls", "9"), BadUsage, "--calls"),
        (
            (PLAYBOOK, "--leads", str(LEADS / "facebook_lead_ads.csv"), "--odds", "own", "--contactable", "30"),
            BadUsage,
            "--contactable",
        ),
        (("--theory", "0"), BadInput, "million"),
        (("--theory", "nan"), BadInput, "million"),
        (("--theory", "5", "--calls", "0"), BadInput, "calls"),
        (("--theory", "5", "--officers", "0"), BadInput, "officers"),
        (("--theory", "5", "--per-call", "soon"), BadInput, "soon"),
        (("--theory", "5", "--per-call", "9d"), BadInput, "eight hours"),
        ((PLAYBOOK, "--leads", str(LEADS / "outlook_contacts.csv")), BadInput, "time"),
        ((PLAYBOOK, "--leads", "nowhere.csv"), UnreadableFile, "nowhere.csv"),
        ((PLAYBOOK, "--leads", str(LEADS / "README.md")), FollowthroughError, ""),
        ((str(LEADS / "README.md"), "--leads", "x"), BadPlaybook, "README.md"),
        ((PLAYBOOK, "--leads", str(LEADS / "facebook_lead_ads.csv"), "--zone", "Mars"), BadInput, "Mars"),
        ((PLAYBOOK, "--leads", str(LEADS / "facebook_lead_ads.csv"), "--hours", "late"), BadInput, "late"),
        ((PLAYBOOK, "--leads", str(LEADS / "facebook_lead_ads.csv"), "--contactable", "120"), BadInput, "100"),
        ((PLAYBOOK, "--leads", str(LEADS / "facebook_lead_ads.csv"), "--odds", "own"), BadInput, "200"),
    ],
)
def test_what_cannot_be_played_is_said_in_a_sentence(
    words: tuple[str, ...], kind: type[FollowthroughError], says: str
) -> None:
    with pytest.raises(kind) as caught:
        _ask(*words)
    assert says in str(caught.value)
