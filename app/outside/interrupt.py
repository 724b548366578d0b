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
def told_on(stream: TextIO = sys.stderr) -> Iterator[Callable[[int, int], bool]]:
    """Give a `progress(done, of)` that is written to a terminal and answers False once Ctrl+C was pressed.

    Where the stream is no terminal nothing is written, and Ctrl+C is heard all the same. A second one ends the
    program as ever: whoever presses it again does not want to wait.
    """
    stopped = False

    def stop(_number: int, _frame: FrameType | None) -> None:
        nonlocal stopped
        stopped = True
        signal.signal(signal.SIGINT, before)

    def progress(done: int, of: int) -> bool:
        if stream.isatty():
            words = "stopping" if stopped else f"{100 * done // max(of, 1)} %, Ctrl+C stops and keeps what is done"
            stream.write(f"\r{words:<{_WIDTH}}")
            stream.flush()
        return not stopped

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield progress
    finally:
        signal.signal(signal.SIGINT, before)
        if stream.isatty():
            stream.write(f"\r{'':<{_WIDTH}}\r")
            stream.flush()
