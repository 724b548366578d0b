"""The other windows of a demo, each as a process of its own: that is what another desk is."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta

from app.demo.branch import BEN, MIA, Branch

#: on which page each of them comes up
PAGES = {BEN: "team", MIA: "marketing"}
#: the two that are looked at first are there by then, as soon as without it
MARKETING_COMES_S = 10.0
#: how long it may take to close
ENDS_S = 10.0


@contextmanager
def others(branch: Branch, program: Sequence[str], behind: timedelta) -> Iterator[None]:
    """Show everybody's window but the first; from here on their desks are those of other processes."""
    for desk in (branch.ben, branch.mia):
        desk.store.close()
    words = [*program, "demo", "--beside", str(branch.parts.folder), "--behind", str(behind.total_seconds()), "--of"]
    with beside([*words, BEN]), beside([*words, MIA], MARKETING_COMES_S):
        yield


@contextmanager
def beside(words: Sequence[str], after_s: float = 0.0) -> Iterator[None]:
    """Run a command that lives as long as its standard input is open, so that it ends with this process."""
    begun: list[subprocess.Popen[bytes]] = []
    later = threading.Timer(
        after_s,
        lambda: begun.append(subprocess.Popen(words, stdin=subprocess.PIPE)),  # noqa: S603 - ourselves once more
    )
    later.start()
    try:
        yield
    finally:
        later.cancel()
        later.join()
        for other in begun:
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
