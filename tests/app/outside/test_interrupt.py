"""A person at a terminal: sees how far long work is, ends it with Ctrl+C."""

from __future__ import annotations

import io
import signal

import pytest

from app.outside.interrupt import told_on


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_shows_how_far_it_is_and_is_clean_afterwards() -> None:
    terminal = Terminal()
    with told_on(terminal) as progress:
        assert progress(250, 1000)
        assert "25 %" in terminal.getvalue()
    assert terminal.getvalue().rstrip(" \r").endswith("what is done")
    assert terminal.getvalue().endswith("\r")


def test_what_is_no_terminal_is_written_nothing() -> None:
    log = io.StringIO()
    with told_on(log) as progress:
        progress(1, 2)
    assert log.getvalue() == ""


def test_ctrl_c_ends_the_work_in_order_and_a_second_one_at_once() -> None:
    with told_on(io.StringIO()) as progress:
        signal.raise_signal(signal.SIGINT)
        assert not progress(1, 2)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)


def test_afterwards_ctrl_c_means_what_it_meant() -> None:
    before = signal.getsignal(signal.SIGINT)
    with told_on(io.StringIO()):
        assert signal.getsignal(signal.SIGINT) is not before
    assert signal.getsignal(signal.SIGINT) is before
