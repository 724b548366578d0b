"""Native notifications: the desktop's own service on Linux, elsewhere what plyer finds."""

from __future__ import annotations

import logging
import re
import sys
import warnings
from typing import Any

from app.desktop.ports import Toast

log = logging.getLogger(__name__)

APP = "Followthrough"
#: plyer loses longer ones on Windows, in a thread and without a word
TITLE_LIMIT, TEXT_LIMIT = 64, 256
EXPIRE_MS = 20_000


class FreedesktopToast:
    """The notification service of Linux desktops over D-Bus, beside the popup of our own, which carries the actions."""

    def __init__(self) -> None:
        self._connection: Any = None

    def show(self, title: str, text: str) -> bool:
        """Return whether a service took it."""
        from jeepney.io.blocking import open_dbus_connection
        from jeepney.wrappers import DBusErrorResponse, unwrap_msg

        body: tuple[object, ...] = (APP, 0, "", title[:TITLE_LIMIT], _plain(text)[:TEXT_LIMIT], [], {}, EXPIRE_MS)
        call = _call("Notify", "susssasa{sv}i", body)
        try:
            if self._connection is None:
                self._connection = open_dbus_connection(bus="SESSION")
            unwrap_msg(self._connection.send_and_get_reply(call, timeout=2))
        except (OSError, KeyError, TimeoutError, DBusErrorResponse, ConnectionError) as error:
            log.info("no notification service took it: %s", type(error).__name__)
            self._connection = None
            return False
        return True


class PlyerToast:
    """Whatever plyer finds; its silence proves nothing."""

    def show(self, title: str, text: str) -> bool:
        # it warns in the terminal of a library it can do without; for good, as filters put back would race
        warnings.filterwarnings("ignore", category=UserWarning, module=r"plyer\.")
        try:
            from plyer import notification

            notification.notify(title=_safe(title, TITLE_LIMIT), message=_safe(text, TEXT_LIMIT), app_name=APP)
        except Exception as error:  # noqa: BLE001 - plyer's backends raise whatever their system raises
            log.info("plyer could not notify: %s", type(error).__name__)
            return False
        return True


def notification_service() -> str:
    """Return the name of the notification service that answers, "" when none does."""
    if not sys.platform.startswith("linux"):
        return "the system's own"
    from jeepney.io.blocking import open_dbus_connection
    from jeepney.wrappers import DBusErrorResponse, unwrap_msg

    try:
        with open_dbus_connection(bus="SESSION") as connection:
            call = _call("GetServerInformation")
            return str(unwrap_msg(connection.send_and_get_reply(call, timeout=2))[0])
    except (OSError, KeyError, TimeoutError, DBusErrorResponse, ConnectionError):
        return ""


def system_toast() -> Toast:
    """Return this system's way; the officer always has the window's own popup besides."""
    # on Linux plyer would ask the same service, by a program that complains in the terminal when there is none
    return FreedesktopToast() if sys.platform.startswith("linux") else PlyerToast()


def _call(method: str, signature: str | None = None, body: tuple[object, ...] = ()) -> Any:
    from jeepney import DBusAddress, new_method_call

    name = "org.freedesktop.Notifications"
    return new_method_call(DBusAddress("/org/freedesktop/Notifications", name, name), method, signature, body)


def _plain(text: str) -> str:
    """Return the text with what a notification service would read as mark-up taken apart."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _safe(text: str, limit: int) -> str:
    """Return one line that cannot be taken for an option of a command line tool."""
    line = re.sub(r"\s+", " ", text).strip()
    return ("\u2060" + line if line.startswith("-") else line)[:limit]
