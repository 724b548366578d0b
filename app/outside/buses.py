"""Asking what runs on a Linux desktop over D-Bus, quickly or not at all."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

log = logging.getLogger(__name__)

#: a bus answers in a millisecond or two; a new lead does not wait longer for one that hangs
PATIENCE_S = 0.3


class Buses:
    """Asks, and starts no service for it; `bus` is "SESSION" or "SYSTEM", `where` a name and an object's path."""

    def __init__(self) -> None:
        self._open: dict[str, Any] = {}

    def property(self, bus: str, where: tuple[str, str], interface: str, name: str) -> object:
        return self.ask(bus, where, "org.freedesktop.DBus.Properties", "Get", "ss", (interface, name))

    def ask(
        self,
        bus: str,
        where: tuple[str, str],
        interface: str,
        method: str,
        signature: str | None = None,
        body: Sequence[object] = (),
    ) -> object:
        """Return the answer out of its variants, None where nobody gives one."""
        answer = self.answer(bus, where, interface, method, signature, body)
        found: object = answer[0] if answer else None
        while isinstance(found, tuple):
            found = found[1]
        return found

    def answer(
        self,
        bus: str,
        where: tuple[str, str],
        interface: str,
        method: str,
        signature: str | None = None,
        body: Sequence[object] = (),
    ) -> tuple[Any, ...] | None:
        """Return all that is answered, which may be nothing; None where nobody answers."""
        from jeepney import DBusAddress, MessageFlag, new_method_call
        from jeepney.io.blocking import open_dbus_connection
        from jeepney.wrappers import DBusErrorResponse, unwrap_msg

        name, path = where
        call = new_method_call(DBusAddress(path, name, interface), method, signature, tuple(body))
        call.header.flags |= MessageFlag.no_auto_start
        try:
            if bus not in self._open:
                self._open[bus] = open_dbus_connection(bus=bus)
            reply = self._open[bus].send_and_get_reply(call, timeout=PATIENCE_S)
            return tuple(unwrap_msg(reply))
        except (DBusErrorResponse, LookupError):
            return None
        except (OSError, TimeoutError, ConnectionError) as error:
            log.info("%s did not answer: %s", bus.lower(), type(error).__name__)
            self._forget(bus)
            return None

    def close(self) -> None:
        for bus in tuple(self._open):
            self._forget(bus)

    def _forget(self, bus: str) -> None:
        connection = self._open.pop(bus, None)
        if connection is not None:
            connection.close()
