"""What a run begins with as a company has set it, by the file of who sits here."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest

import main
from app.command_line import read_words
from app.desktop.policy import read_policy
from app.outside.as_set import logs_as_set, stays_closed


@pytest.fixture
def policy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where the policies of this person stand; a real machine's are not looked at by any test below."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    file = tmp_path / "config" / "followthrough" / "policies.json"
    file.parent.mkdir(parents=True)
    return file


def test_a_log_is_written_where_and_as_much_as_a_policy_says(policy: Path, tmp_path: Path) -> None:
    policy.write_text(json.dumps({"LogLevel": "info", "LogDir": str(tmp_path / "else")}), encoding="utf-8")
    with logs_as_set(read_words(["--log-level", "error", "queue"]), tmp_path / "logs"):
        logging.getLogger("app.desktop").info("a round was done")
    assert "a round was done" in (tmp_path / "else" / "followthrough.log").read_text(encoding="utf-8")
    assert not (tmp_path / "logs").exists()


def test_where_that_folder_cannot_be_used_the_log_stays_in_the_data_folder(policy: Path, tmp_path: Path) -> None:
    (tmp_path / "a-file").touch()
    policy.write_text(json.dumps({"LogDir": str(tmp_path / "a-file" / "logs")}), encoding="utf-8")
    with logs_as_set(read_words(["queue"]), tmp_path / "logs"):
        logging.getLogger("app.desktop").warning("a round was not done")
    assert "a round was not done" in (tmp_path / "logs" / "followthrough.log").read_text(encoding="utf-8")


def test_a_policy_says_nothing_of_a_hubs_log(policy: Path, tmp_path: Path) -> None:
    policy.write_text(json.dumps({"LogDir": str(tmp_path / "else")}), encoding="utf-8")
    with logs_as_set(read_words(["hub", "person", "list"]), tmp_path / "logs"):
        assert (tmp_path / "logs").is_dir()
    assert not (tmp_path / "else").exists()


@pytest.mark.parametrize(
    ("words", "policy_says", "closed"),
    [
        (["--autostart"], '{"Autostart": false}', True),
        (["--autostart"], '{"Autostart": true}', False),
        (["--autostart"], "{}", False),
        ([], '{"Autostart": false}', False),
    ],
)
def test_a_window_that_opens_with_the_session_stays_closed_where_a_policy_says_so(
    words: list[str], policy_says: str, *, closed: bool
) -> None:
    assert stays_closed(read_words(words), read_policy(policy_says)) == closed


def test_a_policy_full_of_mistakes_keeps_no_desk_from_opening_and_the_doctor_names_each(
    policy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    policy.write_text('{"LogLevel": "loud"\n"HubURL": "x",\n"CaFile": "/nowhere.pem",\n"Locale": 7}', encoding="utf-8")
    own = ["--data-dir", str(tmp_path / "desk"), "--key-file", str(tmp_path / "desk.key"), "--json"]
    assert main.main([*own, "queue"]) == 0
    capsys.readouterr()
    assert main.main([*own, "doctor"]) == 1
    [found] = [one for one in json.loads(capsys.readouterr().out)["checks"] if one["name"] == "company policy"]
    assert not found["ok"]
    for told in ("line 2: Expecting", "line 1: LogLevel", "line 2: HubURL", "line 3: CaFile", "line 4: Locale"):
        assert f"{policy} {told}" in found["detail"]
