"""What a person types wrongly: one sentence, one JSON object where that was asked for, exit code 2."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import pytest

import main
from app import command_line
from app.release import VERSION
from storage.desktop.store import open_store
from tests.commands import Run, commands_in


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    return commands_in(tmp_path, capsys)


def told_of(parser: argparse.ArgumentParser, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], bool]]:
    """Yield every verb and group with whether the help one level above it says what it is for."""
    for below in parser._actions:
        if isinstance(below, argparse._SubParsersAction):
            told = {choice.dest for choice in below._choices_actions if choice.help}
            for name, verb in below.choices.items():
                yield (*path, name), name in told
                yield from told_of(verb, (*path, name))


def test_help_lists_every_verb_and_says_what_each_is_for() -> None:
    told = dict(told_of(command_line._parser()))
    assert ("hub", "playbook", "publish") in told
    assert [" ".join(verb) for verb, is_told in told.items() if not is_told] == []


def test_help_of_the_hub_names_its_verbs_on_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main.main(["hub", "playbook", "--help"])
    printed = capsys.readouterr().out
    assert "publish" in printed
    assert "put a file in force for everybody" in printed


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["import", "--json"], "required: FILE"),
        (["--json", "import"], "required: FILE"),
        (["log", "--json", "x"], "required: OUTCOME"),
        (["leads", "--limit", "many", "--json"], "--limit"),
        (["--json", "dance"], "dance"),
        (["hub", "--json"], "required: VERB"),
        (["hub", "person", "--json"], "required: WHAT"),
        (["--json", "leads", "--data-dir"], "--data-dir lacks its value"),
        (["leads", "--data-dir", "--json"], "--data-dir lacks its value"),
    ],
)
def test_a_line_that_makes_no_sense_is_one_object_with_json(
    words: Sequence[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.main(words) == 2
    out, err = capsys.readouterr()
    answer = json.loads(out)
    assert set(answer) == {"error", "remedy"}
    assert says in answer["error"]
    assert answer["remedy"]
    assert says in err


def test_without_json_nothing_stands_on_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["import"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1


@pytest.mark.parametrize(("words", "says"), [(["--version"], VERSION), (["--version", "--json"], "{")])
def test_the_version_is_told_with_and_without_json(
    words: Sequence[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.main(words) == 0
    assert capsys.readouterr().out.startswith(says)


ROUND = {"pushed", "pulled", "pending", "acked_seq", "hub_seq", "resync"}


def test_a_round_that_failed_tells_as_much_as_one_that_went_well(run: Run, tmp_path: Path) -> None:
    code, answer, _ = run("sync")
    assert code == 2
    assert set(answer) == ROUND | {"error", "remedy"}
    store = open_store(tmp_path / "desk" / "desktop.db", bytes.fromhex((tmp_path / "desk.key").read_text().strip()))
    with store.writing() as tx:
        identity = tx.identity()
        assert identity is not None
        home = {"hub_id": "ours", "hub_url": "http://127.0.0.1:9", "token": "secret", "own_leads": "company"}
        tx.put_identity(msgspec.structs.replace(identity, **home))
    store.close()
    run("add", "Ada Example", "--phone", "4235550111")
    code, answer, said = run("sync")
    assert code == 1
    assert set(answer) == ROUND | {"error", "remedy"}
    assert (answer["pushed"], answer["pending"], answer["acked_seq"]) == (0, 1, 0)
    assert (answer["pulled"], answer["hub_seq"], answer["resync"]) == (None, None, None)
    assert answer["error"] in said


@pytest.mark.parametrize(
    "words",
    [
        ["add", "Nobody"],
        ["undo", "nothing"],
        ["report", "--from", "2026-12-01", "--to", "2026-11-01"],
        ["hub", "report", "team", "--from", "2026-12-01", "--to", "2026-11-01"],
        ["hub", "person", "add", " ", "--role", "officer"],
        ["playbook", "check", "nowhere.toml"],
        ["shots", "--out", "/dev/null/pictures"],
    ],
)
def test_what_is_refused_comes_with_what_to_do(run: Run, words: Sequence[str]) -> None:
    code, answer, said = run(*words)
    assert code == 2
    assert answer["error"].endswith(".")
    assert answer["remedy"].endswith(".")
    assert said == f"{answer['error']} {answer['remedy']}\n"


ODD = ["", " ", "N" * 10_000, "two\nlines\tand\x07a bell", "👩‍💼 Ренé", "-1", "../..", "\udcff"]
TAKERS = [
    ["add", "Ada Example", "--phone"],
    ["add", "Ada Example", "--email", "ada@example.com", "--origin"],
    ["add", "Ada Example", "--email", "ada@example.com", "--zip"],
    ["lead"],
    ["plan", "--lead"],
    ["queue", "--at"],
    ["undo"],
    ["report", "--from"],
    ["leads", "--limit"],
    ["enroll", "--code", "x", "--hub"],
    ["hub", "lead"],
    ["hub", "invite"],
    ["hub", "company", "--zone"],
    ["hub", "person", "add", "Ada", "--role", "officer", "--licensed"],
]


@pytest.mark.parametrize("words", TAKERS, ids=" ".join)
def test_an_odd_argument_is_answered_in_one_line_whatever_it_is(run: Run, words: Sequence[str]) -> None:
    for odd in ODD:
        code, answer, said = run(*words, odd)
        assert code in (0, 1, 2)
        assert "mistake" not in said
        assert len(said) < 1000
        assert said.count("\n") <= 1
        assert said.strip("\n").isprintable() or "\u200d" in said
        if code:
            assert answer["error"]
            assert answer["remedy"]


def test_a_limit_is_a_count(run: Run) -> None:
    for limit in ("-1", "1.5", "9" * 30):
        assert run("leads", "--limit", limit)[0] == 2
    run("add", "Ada Example", "--phone", "4235550111")
    assert run("leads", "--limit", "0")[1] == {"leads": []}


def test_a_name_may_be_long_and_in_any_script_and_moves_no_cursor(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("N" * 200, "👩‍💼 Ренé", "two\nlines\x1b[2J"):
        lead = run("add", name, "--phone", "4235550111")[1]["lead_id"]
        assert run("lead", lead)[1]["name"] == name.strip()
    main.main(["--data-dir", str(tmp_path / "desk"), "--key-file", str(tmp_path / "desk.key"), "leads"])
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "👩‍💼 Ренé" in out
    assert len(out.splitlines()) == 5
