"""Where a person can be told something: on a screen, asked for before Qt is, or where words are printed."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from typing import TextIO

from app.errors import NoScreen


def require_screen() -> None:
    """Raise NoScreen where no window can be shown."""
    if sys.platform.startswith("linux") and not any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    ):
        raise NoScreen("There is no screen to open a window on.", "Use a verb instead; --help lists them.")
    display = os.environ.get("DISPLAY", "")
    if display.startswith(":") and not os.environ.get("WAYLAND_DISPLAY") and not os.environ.get("QT_QPA_PLATFORM"):
        # Qt ends the whole program, in its own words, when nobody answers there
        server = Path("/tmp/.X11-unix", f"X{display[1:].partition('.')[0]}")  # noqa: S108 - where X servers listen
        if not server.exists():
            raise NoScreen(f"The screen {display} does not answer.", "Check DISPLAY, or use a verb instead.")


def is_read(stream: TextIO | None) -> bool:
    """Return whether somebody may read what is printed: a terminal, or a script through a pipe or a file.

    Who opened the program by its icon reads nothing, though a session may keep it in a journal.
    """
    try:
        if stream is None or stream.isatty():
            return stream is not None
        kind = os.fstat(stream.fileno()).st_mode
    except (OSError, ValueError):
        return False
    return stat.S_ISFIFO(kind) or stat.S_ISREG(kind)
