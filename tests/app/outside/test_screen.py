"""Whether there is a screen, and whether what is printed is read by anybody."""

from __future__ import annotations

import io
import os
import socket
import sys
from pathlib import Path

import pytest

import main
from app.errors import NoScreen
from app.outside import screen
from app.outside.screen import is_read, require_screen


def _screens(patch: pytest.MonkeyPatch, **there: str) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        patch.delenv(name, raising=False)
    for name, value in there.items():
        patch.setenv(name, value)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have a screen without these words")
@pytest.mark.parametrize("there", [{}, {"DISPLAY": ":7", "QT_QPA_PLATFORM": "offscreen"}])
def test_a_terminal_and_the_pipe_of_a_script_are_read(there: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    _screens(monkeypatch, **there)
    _leader, follower = os.openpty()
    _out, into = os.pipe()
    with os.fdopen(follower, "w") as terminal, os.fdopen(into, "w") as pipe:
        assert is_read(terminal)
        assert is_read(pipe)


@pytest.mark.parametrize("screen", ["DISPLAY", "WAYLAND_DISPLAY"])
def test_a_session_that_keeps_what_is_printed_in_a_file_or_leads_it_away_is_told_on_the_screen(
    screen: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _screens(monkeypatch, **{screen: "7"})
    _out, into = os.pipe()
    with (tmp_path / ".xsession-errors").open("a") as file, os.fdopen(into, "w") as pipe:
        assert not is_read(file)
        assert not is_read(pipe)


def test_what_goes_nowhere_or_to_a_journal_is_not() -> None:
    ours, theirs = socket.socketpair()
    with (
        ours,
        theirs,
        Path(os.devnull).open("w", encoding="utf-8") as nowhere,
        os.fdopen(os.dup(ours.fileno()), "w") as journal,
    ):
        assert not is_read(None)
        assert not is_read(nowhere)
        assert not is_read(io.StringIO())
        assert not is_read(journal)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="X speaks through these sockets on Linux")
@pytest.mark.parametrize("display", [":94999", "unix:94999", "localhost:59999.0", "nonsense"])
def test_a_screen_that_does_not_answer_is_none(display: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DISPLAY", display)
    with pytest.raises(NoScreen, match=f"The screen {display} does not answer"):
        require_screen()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have a screen without these words")
def test_who_has_no_screen_is_told_what_does_without(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(NoScreen, match="Use a verb instead; --help lists all verbs"):
        require_screen()
    assert main.main(["demo"]) == 1
    assert "Use demo --headless instead" in capsys.readouterr().err
    monkeypatch.setenv("DISPLAY", ":94999")
    assert main.main(["demo"]) == 1
    assert "or use demo --headless instead" in capsys.readouterr().err


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="X speaks through these sockets on Linux")
def test_a_forwarded_screen_that_answers_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    with socket.create_server(("127.0.0.1", 0)) as server:
        monkeypatch.setenv("DISPLAY", f"127.0.0.1:{server.getsockname()[1] - 6000}.0")
        require_screen()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="X speaks through these sockets on Linux")
def test_the_socket_a_killed_server_left_behind_answers_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left_behind = tmp_path / "X7"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(left_behind))
    assert left_behind.exists()
    assert not screen._connects(socket.AF_UNIX, str(left_behind))
