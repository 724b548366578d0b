"""Where a person can be told something: on a screen, asked for before Qt is, or where words are printed."""

from __future__ import annotations

import os
import socket
import stat
import sys
from typing import TextIO

from app.errors import NoScreen

#: a screen at the end of a slow line answers by then
PATIENCE_S = 5.0
_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY")
_UNSEEN = ("offscreen", "minimal")


def require_screen(instead: str = "a verb") -> None:
    """Raise NoScreen where no window can be shown, naming what does without one."""
    if sys.platform.startswith("linux") and not any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    ):
        raise NoScreen("There is no screen to open a window on.", f"Use {instead} instead; --help lists all verbs.")
    display = os.environ.get("DISPLAY", "")
    speaks_x = sys.platform.startswith("linux") and not any(
        os.environ.get(name) for name in ("WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    )
    # Qt ends the whole program, in its own words, when nobody answers there
    if display and speaks_x and not _answers(display):
        raise NoScreen(f"The screen {display} does not answer.", f"Check DISPLAY, or use {instead} instead.")


def _answers(display: str) -> bool:
    """Return whether an X server takes connections; the socket of one that was killed stays behind."""
    host, _, screen = display.rpartition(":")
    number = screen.partition(".")[0]
    if not number.isdigit():
        return False
    if host not in ("", "unix"):
        # a screen forwarded from elsewhere
        return _connects(socket.AF_INET, (host, 6000 + int(number)))
    where = f"/tmp/.X11-unix/X{number}"  # noqa: S108 - where X servers listen
    return any(_connects(socket.AF_UNIX, address) for address in (where, f"\0{where}"))


def _connects(family: int, address: str | tuple[str, int]) -> bool:
    with socket.socket(family) as asked:
        asked.settimeout(PATIENCE_S)
        try:
            asked.connect(address)
        except (OSError, OverflowError):
            return False
        return True


def has_session() -> bool:
    """Return whether somebody may sit at a screen here; Linux is also come to from afar, without one."""
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in _SCREENS)


def is_read(stream: TextIO | None) -> bool:
    """Return whether somebody may read what is printed as the window fails: at a terminal, or a script's at a pipe.

    Who opened the program by its icon reads nothing, though a session may keep it in a journal, in a file of its own
    as Debian's does, or lead it there by a pipe. A script is one where no person's screen is.
    """
    try:
        if stream is None or stream.isatty():
            return stream is not None
        kind = os.fstat(stream.fileno()).st_mode
    except (OSError, ValueError):
        return False
    return stat.S_ISFIFO(kind) and not _is_shown()


def _is_shown() -> bool:
    """Return whether a window would be seen: Qt also draws where nobody looks."""
    return has_session() and os.environ.get("QT_QPA_PLATFORM") not in _UNSEEN
