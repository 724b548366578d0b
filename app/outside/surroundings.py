"""What the system tells of the screen before a popup comes up: do not disturb, presenting, locked."""

from __future__ import annotations

import ctypes
import sys
from typing import Any

from app.desktop.ports import DO_NOT_DISTURB, PRESENTING, Around, Surroundings
from app.outside.buses import Buses
from app.outside.full_screen import is_other_window_full_screen

#: the values of QUERY_USER_NOTIFICATION_STATE that are of interest
NOT_PRESENT, BUSY, FULL_SCREEN_GAME, PRESENTATION = 1, 2, 3, 4

_NOTIFICATIONS = ("org.freedesktop.Notifications", "/org/freedesktop/Notifications")
_PORTAL = ("org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop")


class FreedesktopSurroundings:
    """Asks what Linux desktops say of it over D-Bus, and nothing that would start a service for it.

    KDE says "Inhibited" while somebody presents or shares the screen, too; dunst says "paused"; GNOME keeps its switch
    in a setting, which the portal hands out. Not asked: what an application does to keep the screen awake, as one that
    plays music does that as well.
    """

    def __init__(self) -> None:
        self._buses = Buses()

    def look(self) -> Around:
        quiet = DO_NOT_DISTURB if self._is_disturbing_barred() else ""
        if not quiet and is_other_window_full_screen():
            quiet = PRESENTING
        return Around(quiet, self._is_locked())

    def _is_disturbing_barred(self) -> bool:
        if self._buses.property("SESSION", _NOTIFICATIONS, "org.freedesktop.Notifications", "Inhibited") is True:
            return True
        if self._buses.property("SESSION", _NOTIFICATIONS, "org.dunstproject.cmd0", "paused") is True:
            return True
        setting = ("org.gnome.desktop.notifications", "show-banners")
        return self._buses.ask("SESSION", _PORTAL, "org.freedesktop.portal.Settings", "Read", "ss", setting) is False

    def _is_locked(self) -> bool:
        for name in ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver"):
            where = (name, "/" + name.replace(".", "/"))
            if self._buses.ask("SESSION", where, name, "GetActive") is True:
                return True
        session = ("org.freedesktop.login1", "/org/freedesktop/login1/session/auto")
        return self._buses.property("SYSTEM", session, "org.freedesktop.login1.Session", "LockedHint") is True


class WindowsSurroundings:
    """Asks the shell. It knows of presentations, full screens and the lock; of focus assist it tells nobody."""

    def look(self) -> Around:
        return told_by_shell(_shell_state())


def told_by_shell(state: int) -> Around:
    """Return what a QUERY_USER_NOTIFICATION_STATE means."""
    quiet = PRESENTING if state in (BUSY, FULL_SCREEN_GAME, PRESENTATION) else ""
    return Around(quiet, locked=state == NOT_PRESENT)


def _shell_state() -> int:
    state = ctypes.c_int(0)
    # not known of other systems' ctypes
    shell: Any = getattr(ctypes, "windll").shell32  # noqa: B009 - checkers know it on Windows only
    return state.value if shell.SHQueryUserNotificationState(ctypes.byref(state)) == 0 else 0


class SilentSurroundings:
    """A system that tells nobody: macOS keeps Focus and the lock to itself, and has no public way to ask."""

    def look(self) -> Around:
        return Around()


def system_surroundings() -> Surroundings:
    """Return this system's way."""
    ways: dict[str, type[Surroundings]] = {"linux": FreedesktopSurroundings, "win32": WindowsSurroundings}
    return ways.get(sys.platform, SilentSurroundings)()
