"""The second window of a demo, as a process of its own: that is what a second desk is."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

#: how long it may take to close
ENDS_S = 10.0


@contextmanager
def beside(words: Sequence[str]) -> Iterator[None]:
    """Run a command that lives as long as its standard input is open, so that it ends with this process."""
    other = subprocess.Popen(words, stdin=subprocess.PIPE)  # noqa: S603 - ourselves once more
    try:
        yield
    finally:
        try:
            other.communicate(timeout=ENDS_S)
        except subprocess.TimeoutExpired:
            other.kill()
            other.wait()


def end_with_the_first(end: Callable[[], None]) -> None:
    """In the second window's process, call `end` once the first one's is gone, however that went."""

    def wait() -> None:
        os.read(sys.stdin.fileno(), 1)
        end()

    threading.Thread(target=wait, name="demo-end", daemon=True).start()
