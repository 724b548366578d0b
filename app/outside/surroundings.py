"""What the system tells of the screen before a popup comes up: do not disturb, presenting, locked."""

from __future__ import annotations

import ctypes
import logging
import sys
from collections.abc import Sequence
from typing import Any

from app.desktop.ports import DO_NOT_DISTURB, PRESENTING, Around, Surroundings
from app.outside.full_screen import is_other_window_full_screen

log = logging.getLogger(__name__)

#: a bus answers in a millisecond or two; a new lead does not wait longer for one that hangs
PATIENCE_S = 0.3
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
        self._buses: dict[str, Any] = {}

    def look(self) -> Around:
        quiet = DO_NOT_DISTURB if self._is_disturbing_barred() else ""
        if not quiet and is_other_window_full_screen():
            quiet = PRESENTING
        return Around(quiet, self._is_locked())

    def _is_disturbing_barred(self) -> bool:
        if self._property("SESSION", _NOTIFICATIONS, "org.freedesktop.Notifications", "Inhibited") is True:
            return True
        if self._property("SESSION", _NOTIFICATIONS, "org.dunstproject.cmd0", "paused") is True:
            return True
        setting = ("org.gnome.desktop.notifications", "show-banners")
        return self._ask("SESSION", _PORTAL, "org.freedesktop.portal.Settings", "Read", "ss", setting) is False

    def _is_locked(self) -> bool:
        for name in ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver"):
            where = (name, "/" + name.replace(".", "/"))
            if self._ask("SESSION", where, name, "GetActive") is True:
                return True
        session = ("org.freedesktop.login1", "/org/freedesktop/login1/session/auto")
        return self._property("SYSTEM", session, "org.freedesktop.login1.Session", "LockedHint") is True

    def _property(self, bus: str, where: tuple[str, str], interface: str, name: str) -> object:
        return self._ask(bus, where, "org.freedesktop.DBus.Properties", "Get", "ss", (interface, name))

    def _ask(
        self,
        bus: str,
        where: tuple[str, str],
        interface: str,
        method: str,
        signature: str | None = None,
        body: Sequence[object] = (),
    ) -> object:
        """Return the answer out of its variants, None where nobody gives one."""
        from jeepney import DBusAddress, MessageFlag, new_method_call
        from jeepney.io.blocking import open_dbus_connection
        from jeepney.wrappers import DBusErrorResponse, unwrap_msg

        name, path = where
        call = new_method_call(DBusAddress(path, name, interface), method, signature, tuple(body))
        call.header.flags |= MessageFlag.no_auto_start
        try:
            if bus not in self._buses:
                self._buses[bus] = open_dbus_connection(bus=bus)
            found: object = unwrap_msg(self._buses[bus].send_and_get_reply(call, timeout=PATIENCE_S))[0]
        except (DBusErrorResponse, LookupError):
            return None
        except (OSError, TimeoutError, ConnectionError) as error:
            log.info("%s did not answer: %s", bus.lower(), type(error).__name__)
            self._forget(bus)
            return None
        while isinstance(found, tuple):
            found = found[1]
        return found

    def _forget(self, bus: str) -> None:
        connection = self._buses.pop(bus, None)
        if connection is not None:
            connection.close()


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
