"""Whether what is printed is read by anybody."""

from __future__ import annotations

import io
import os
import socket
from pathlib import Path

from app.outside.screen import is_read


def test_a_terminal_a_pipe_and_a_file_are_read(tmp_path: Path) -> None:
    _leader, follower = os.openpty()
    _out, into = os.pipe()
    with os.fdopen(follower, "w") as terminal, os.fdopen(into, "w") as pipe, (tmp_path / "log").open("w") as file:
        assert is_read(terminal)
        assert is_read(pipe)
        assert is_read(file)


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
