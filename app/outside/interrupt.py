"""What a person at a terminal sees of long work, and the Ctrl+C that ends it in good order."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TextIO

_WIDTH = 60


@contextmanager
def told_on(stream: TextIO | None = None) -> Iterator[Callable[[int, int], bool]]:
    """Give a `progress(done, of)` that is written to a terminal and answers False once Ctrl+C was pressed.

    Where the stream (default: standard error) is no terminal nothing is written, and Ctrl+C is heard all the same.
    A second one ends the program as ever: whoever presses it again does not want to wait.
    """
    stopped = False
    printed = stream or sys.stderr
    terminal = printed if printed is not None and printed.isatty() else None

    def stop(_number: int, _frame: FrameType | None) -> None:
        nonlocal stopped
        stopped = True
        signal.signal(signal.SIGINT, before)

    def progress(done: int, of: int) -> bool:
        if terminal is not None:
            words = "stopping" if stopped else f"{100 * done // max(of, 1)} %, Ctrl+C stops and keeps what is done"
            terminal.write(f"\r{words:<{_WIDTH}}")
            terminal.flush()
        return not stopped

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield progress
    finally:
        signal.signal(signal.SIGINT, before)
        if terminal is not None:
            terminal.write(f"\r{'':<{_WIDTH}}\r")
            terminal.flush()
