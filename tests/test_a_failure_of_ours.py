"""What is our own mistake is told in one sentence and leaves a report that can be read, and names no borrower."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import main
from app.logs import FILE_NAME

#: another than the marked borrower's: the guard of all tests reads a record as a stranger's log would write it
NAME = "Quillborrower"
FAR = ["9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+00:00", "1989-12-31T23:59:59+00:00"]


def run(folder: Path, *words: str) -> int:
    return main.main(["--data-dir", str(folder), "--key-file", str(folder / "key"), *words, "--json"])


@pytest.mark.parametrize(
    ("words", "breaks"),
    [
        (["queue"], "app.desktop.queue.Queue.today"),
        (["hub", "report", "leaks"], "app.hub.rolled_sums.rows_of_leads"),
    ],
)
def test_a_mistake_leaves_a_report_without_borrowers(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
    breaks: str,
) -> None:
    def fail(*_: object, **_more: object) -> None:
        raise RuntimeError(f"no {NAME}") from KeyError(f"{NAME} (423) 555-0142")

    monkeypatch.setattr(breaks, fail)
    assert run(tmp_path, *words) == 1
    out, err = capsys.readouterr()
    assert "made a mistake (RuntimeError)" in json.loads(out)["error"]
    report = (tmp_path / "logs" / FILE_NAME).read_text(encoding="utf-8")
    for part in (
        "a failure of ours",
        "builtins.KeyError",
        "which led to",
        "builtins.RuntimeError",
        f"{Path(__file__)}:",
    ):
        assert part in report
    for text in (out, err, report):
        assert NAME not in text
        assert "555-0142" not in text


@pytest.mark.parametrize("at", FAR)
@pytest.mark.parametrize(
    "words",
    [
        ["may-contact", "all", "call", "--at"],
        ["queue", "--at"],
        ["plan", "--at"],
        ["log", "LEAD", "no_answer", "--at"],
        ["log", "LEAD", "call_back", "--when"],
        ["hub", "report", "promises", "--at"],
    ],
)
def test_an_instant_at_the_edge_of_the_calendar_is_bad_input(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], at: str
) -> None:
    run(tmp_path, "hub", "company")
    capsys.readouterr()
    run(tmp_path, "add", "Ada Example", "--phone", "4235550142", "--state", "TN")
    lead_id = json.loads(capsys.readouterr().out)["lead_id"]
    assert run(tmp_path, *(lead_id if word == "LEAD" else word for word in words), at) == 2
    assert "too far away" in json.loads(capsys.readouterr().out)["error"]


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("words", [["report"], ["hub", "report", "team"], ["hub", "report", "sources"]])
@pytest.mark.parametrize("end", ["--from", "--to"])
def test_a_day_at_the_edge_of_the_calendar_is_bad_input(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], end: str, day: str
) -> None:
    assert run(tmp_path, *words, end, day) == 2
    assert "too far away" in json.loads(capsys.readouterr().out)["error"]


@pytest.mark.parametrize("at", ["1990-01-01T00:00:00+14:00", "2200-12-31T23:59:59-12:00"])
def test_the_last_instants_that_may_be_asked_about_have_an_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], at: str
) -> None:
    run(tmp_path, "hub", "company")
    capsys.readouterr()
    run(tmp_path, "add", "Ada Example", "--phone", "4235550142", "--state", "TN")
    for words in (["may-contact", "all", "call"], ["queue"], ["plan"], ["hub", "report", "leaks"]):
        assert run(tmp_path, *words, "--at", at) == 0, words
    assert run(tmp_path, "report", "--from", "1990-01-01", "--to", "2200-12-31") == 0
    assert "Traceback" not in capsys.readouterr().err
