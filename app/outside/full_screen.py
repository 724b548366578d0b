"""Whether another program's window fills an X screen: a presentation, a shared screen, a film."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

#: longer values are cut; a window has a handful of states
_LONGS = 64
_ANY_TYPE = 0


def is_other_window_full_screen() -> bool:
    """Return whether the window in front fills the screen and is none of ours; False where no X server tells.

    Under Wayland no program may ask after another's windows; there the desktop's own word has to do.
    """
    if not os.environ.get("DISPLAY"):
        return False
    x11 = _library()
    if x11 is None:
        return False
    with _display(x11) as display:
        if not display:
            return False
        asked = _Windows(x11, display)
        window = next(iter(asked.longs(x11.XDefaultRootWindow(display), "_NET_ACTIVE_WINDOW")), 0)
        if not window or os.getpid() in asked.longs(window, "_NET_WM_PID"):
            return False
        return asked.atom("_NET_WM_STATE_FULLSCREEN") in asked.longs(window, "_NET_WM_STATE")


@lru_cache(maxsize=1)
def _library() -> Any:
    try:
        # by the name it has had for decades: to look it up starts other programs
        x11: Any = ctypes.CDLL("libX11.so.6")
    except OSError:
        return None
    handle, window, atom = ctypes.c_void_p, ctypes.c_ulong, ctypes.c_ulong
    x11.XOpenDisplay.argtypes, x11.XOpenDisplay.restype = [ctypes.c_char_p], handle
    x11.XCloseDisplay.argtypes = [handle]
    x11.XDefaultRootWindow.argtypes, x11.XDefaultRootWindow.restype = [handle], window
    x11.XInternAtom.argtypes, x11.XInternAtom.restype = [handle, ctypes.c_char_p, ctypes.c_int], atom
    x11.XFree.argtypes = [handle]
    x11.XGetWindowProperty.argtypes = [
        handle, window, atom, ctypes.c_long, ctypes.c_long, ctypes.c_int, atom,
        ctypes.POINTER(atom), ctypes.POINTER(ctypes.c_int), ctypes.POINTER(ctypes.c_ulong),
        ctypes.POINTER(ctypes.c_ulong), ctypes.POINTER(ctypes.POINTER(ctypes.c_ulong)),
    ]  # fmt: skip
    return x11


@contextmanager
def _display(x11: Any) -> Iterator[Any]:
    """Open a connection of its own: Qt's belongs to Qt's thread."""
    display = x11.XOpenDisplay(None)
    try:
        yield display
    finally:
        if display:
            x11.XCloseDisplay(display)


class _Windows:
    """Reads properties of windows over one connection."""

    def __init__(self, x11: Any, display: Any) -> None:
        self._x11, self._display = x11, display

    def atom(self, name: str) -> int:
        return int(self._x11.XInternAtom(self._display, name.encode(), 0))

    def longs(self, window: int, name: str) -> list[int]:
        """Return a property's values; none where it is not set, or the window is gone by now."""
        kind, width = ctypes.c_ulong(), ctypes.c_int()
        count, left = ctypes.c_ulong(), ctypes.c_ulong()
        values = ctypes.POINTER(ctypes.c_ulong)()
        failed = self._x11.XGetWindowProperty(
            self._display, window, self.atom(name), 0, _LONGS, 0, _ANY_TYPE,
            ctypes.byref(kind), ctypes.byref(width), ctypes.byref(count), ctypes.byref(left), ctypes.byref(values),
        )  # fmt: skip
        if failed or not values:
            return []
        try:
            return [int(values[n]) for n in range(count.value)] if width.value == 32 else []
        finally:
            self._x11.XFree(values)
