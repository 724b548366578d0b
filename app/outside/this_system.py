"""What this system offers to a reminder, put together."""

from __future__ import annotations

from app.desktop.ports import System
from app.outside.chime import system_chime
from app.outside.idle_lock import system_idle_lock
from app.outside.surroundings import system_surroundings
from app.outside.toast import system_toast


def this_system() -> System:
    return System(system_toast(), system_surroundings(), system_chime(), system_idle_lock())
