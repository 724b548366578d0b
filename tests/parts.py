"""The parts of the machine that some tests need, and what is missing of each."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

#: set by the continuous integration: there a missing part is a failure, not a skip
ALL_PARTS = "FOLLOWTHROUGH_ALL_PARTS"

PROGRAMS = {
    "postgres": ("initdb", "pg_ctl"),
    "xvfb": ("Xvfb",),
    "secret-service": ("gnome-keyring-daemon", "dbus-run-session"),
    "window-manager": ("Xvfb", "openbox", "xdotool"),
    "keyboard": ("Xvfb", "openbox", "xdotool", "import"),
    "tray": ("trayer",),
    "notification-daemon": ("dunst", "dbus-run-session", "notify-send", "Xvfb"),
}


def missing_of(part: str) -> list[str]:
    """Return the programs that `part` needs and this machine has not; an unknown part is a mistake in the test."""
    if not sys.platform.startswith("linux"):
        return [f"Linux (this is {sys.platform})"]
    return [program for program in PROGRAMS[part] if program_at(program) is None]


def program_at(name: str) -> Path | None:
    """Find a program on the path, or where Debian puts PostgreSQL's server programs, newest first."""
    servers = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=_version_of, reverse=True)
    if servers:
        return servers[0]
    found = shutil.which(name)
    return Path(found) if found else None


def all_parts_wanted() -> bool:
    return os.environ.get(ALL_PARTS, "") not in ("", "0")


def _version_of(program: Path) -> int:
    version = program.parts[-3]
    return int(version) if version.isdigit() else 0
