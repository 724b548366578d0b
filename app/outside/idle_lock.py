"""How long nobody touched key or mouse, as the system tells, and its own lock of the screen.

A cover over the window alone is left out: whoever sits there takes it away, so it would protect nothing.
"""

from __future__ import annotations

import ctypes
import os
import sys
from typing import Any

from app.desktop.ports import IdleLock
from app.outside.buses import Buses

_MUTTER = ("org.gnome.Mutter.IdleMonitor", "/org/gnome/Mutter/IdleMonitor/Core")
_SAVERS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver")
_SESSION = ("org.freedesktop.login1", "/org/freedesktop/login1/session/auto")


class FreedesktopIdle:
    """GNOME tells over D-Bus, every X server by its extension; another Wayland desktop tells nobody."""

    def __init__(self, buses: Buses | None = None) -> None:
        self._buses = buses or Buses()

    def idle_s(self) -> float | None:
        told = self._buses.ask("SESSION", _MUTTER, _MUTTER[0], "GetIdletime")
        if isinstance(told, int):
            return told / 1000
        return None if os.environ.get("WAYLAND_DISPLAY") else _x_idle_s()

    def lock(self) -> bool:
        for name in _SAVERS:
            where = (name, "/" + name.replace(".", "/"))
            if self._buses.answer("SESSION", where, name, "Lock") is not None:
                return True
        return self._buses.answer("SYSTEM", _SESSION, "org.freedesktop.login1.Session", "Lock") is not None


class _XInfo(ctypes.Structure):
    """XScreenSaverInfo; times are milliseconds."""

    _fields_ = (
        ("window", ctypes.c_ulong),
        ("state", ctypes.c_int),
        ("kind", ctypes.c_int),
        ("til_or_since", ctypes.c_ulong),
        ("idle", ctypes.c_ulong),
        ("event_mask", ctypes.c_ulong),
    )


def _x_idle_s() -> float | None:
    if not os.environ.get("DISPLAY"):
        return None
    try:
        x11, saver = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXss.so.1")
    except OSError:
        return None
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XDefaultRootWindow.restype = ctypes.c_ulong
    for known in (x11.XDefaultRootWindow, x11.XCloseDisplay):
        known.argtypes = (ctypes.c_void_p,)
    saver.XScreenSaverQueryInfo.argtypes = (ctypes.c_void_p, ctypes.c_ulong, ctypes.POINTER(_XInfo))
    display = x11.XOpenDisplay(None)
    if not display:
        return None
    try:
        info = _XInfo()
        told = saver.XScreenSaverQueryInfo(display, x11.XDefaultRootWindow(display), ctypes.byref(info))
        return info.idle / 1000 if told else None
    finally:
        x11.XCloseDisplay(display)


class _LastInput(ctypes.Structure):
    """LASTINPUTINFO."""

    _fields_ = (("size", ctypes.c_uint), ("tick", ctypes.c_uint))


class WindowsIdle:
    """Asks user32 and kernel32."""

    def idle_s(self) -> float | None:
        # not known of other systems' ctypes
        windows: Any = getattr(ctypes, "windll")  # noqa: B009 - checkers know it on Windows only
        last = _LastInput(ctypes.sizeof(_LastInput), 0)
        if not windows.user32.GetLastInputInfo(ctypes.byref(last)):
            return None
        # both count milliseconds in 32 bits and begin anew after 49 days
        since: int = (windows.kernel32.GetTickCount() - last.tick) & 0xFFFFFFFF
        return since / 1000

    def lock(self) -> bool:
        windows: Any = getattr(ctypes, "windll")  # noqa: B009 - checkers know it on Windows only
        return bool(windows.user32.LockWorkStation())


class NoIdleLock:
    """A system without a public way to lock it: macOS."""

    def idle_s(self) -> float | None:
        return None

    def lock(self) -> bool:
        return False


def system_idle_lock() -> IdleLock:
    """Return this system's way."""
    ways: dict[str, type[IdleLock]] = {"linux": FreedesktopIdle, "win32": WindowsIdle}
    return ways.get(sys.platform, NoIdleLock)()
