"""A screen of the tests' own with a window manager: keys go in by xdotool, and what is in sight is looked at."""

from __future__ import annotations

import ctypes
import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

SIZE = (1400, 900)
#: how often one looks, and how many pictures in a row are alike once nothing moves any more
LOOK_S, ALIKE = 0.04, 4
#: far longer than anything takes; a busy machine may need a part of it
PATIENCE_S = 20.0
_ALL_PLANES, _Z_PIXMAP = 0xFFFFFFFF, 2
#: what trayer calls its window
_TRAY = "panel"


class _Image(ctypes.Structure):
    """The beginning of Xlib's XImage."""

    _fields_ = (
        *((name, ctypes.c_int) for name in ("width", "height", "xoffset", "format")),
        ("data", ctypes.POINTER(ctypes.c_char)),
        *((name, ctypes.c_int) for name in ("byte_order", "unit", "bit_order", "pad", "depth", "bytes_per_line")),
    )


class Screen:
    """Xvfb and openbox. Nothing sleeps blindly: one waits for what is to be seen, with a deadline."""

    def __init__(self, folder: Path) -> None:
        reading, writing = os.pipe()
        words = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{SIZE[0]}x{SIZE[1]}x24", "-nolisten", "tcp"]
        with (folder / "xvfb.log").open("wb") as log:
            self._server = subprocess.Popen(words, pass_fds=(writing,), stdout=log, stderr=log)
        os.close(writing)
        with os.fdopen(reading) as told:
            self.display = f":{told.readline().strip()}"
        self.environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "DISPLAY": self.display}
        with (folder / "openbox.log").open("wb") as log:
            self._manager = subprocess.Popen(["openbox"], env=self.environment, stdout=log, stderr=log)
        self._look_through()

    @contextmanager
    def with_a_tray(self) -> Iterator[None]:
        """Have a tray at the edge of the screen, where programs put their icons."""
        words = ["trayer", "--edge", "bottom", "--align", "right", "--widthtype", "request", "--height", "32"]
        tray = subprocess.Popen(words, env=self.environment, stderr=subprocess.DEVNULL)
        try:
            self.until(lambda: _TRAY in self.titles(), "a tray")
            yield
        finally:
            tray.terminate()
            tray.wait()

    def open_menu_of_icon(self) -> None:
        """Press the right button on the one icon in the tray: no key leads to a tray that stands without a desktop."""
        told = self._tool("search", "--onlyvisible", "--name", f"^{_TRAY}$", "getwindowgeometry", "--shell")
        found = dict(line.split("=") for line in told.splitlines())
        middle = (int(found[at]) + int(found[size]) // 2 for at, size in (("X", "WIDTH"), ("Y", "HEIGHT")))
        before = self.stand_still()
        self._tool("mousemove", *map(str, middle), "click", "3")
        self.until(lambda: self.picture() != before, "the icon's menu")
        self.stand_still()

    def _look_through(self) -> None:
        # asked of the server directly: a program for each look would cost more than what is looked at
        lib = self._lib = ctypes.CDLL("libX11.so.6")
        lib.XOpenDisplay.restype = ctypes.c_void_p
        lib.XDefaultRootWindow.restype = ctypes.c_ulong
        lib.XDefaultRootWindow.argtypes = [ctypes.c_void_p]
        lib.XGetImage.restype = ctypes.POINTER(_Image)
        lib.XGetImage.argtypes = [
            *(ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int, ctypes.c_int, ctypes.c_uint, ctypes.c_uint),
            *(ctypes.c_ulong, ctypes.c_int),
        ]
        lib.XDestroyImage.argtypes = [ctypes.POINTER(_Image)]
        lib.XCloseDisplay.argtypes = [ctypes.c_void_p]
        self._eye = lib.XOpenDisplay(self.display.encode())
        assert self._eye, f"there is no screen {self.display}"

    def close(self) -> None:
        # before the server goes: Xlib ends a process whose server went away
        self._lib.XCloseDisplay(self._eye)
        for process in (self._manager, self._server):
            process.terminate()
            process.wait()

    # --- keys

    def press(self, key: str) -> None:
        """Press a key by the name X has for it, such as "ctrl+k" or "Return"."""
        self._tool("key", key)

    def type(self, words: str) -> None:
        self._tool("type", "--delay", "8", "--", words)

    def _tool(self, *words: str) -> str:
        done = subprocess.run(["xdotool", *words], env=self.environment, capture_output=True, text=True, check=False)
        return done.stdout.strip()

    # --- what is in sight

    def front(self) -> str:
        """Return the title of the window that has the keyboard, without the program's name."""
        return self._tool("getactivewindow", "getwindowname").partition(" — ")[0]

    def titles(self) -> list[str]:
        """Return the titles of all windows in sight."""
        ids = self._tool("search", "--onlyvisible", "--name", ".").split()
        return [self._tool("getwindowname", one).partition(" — ")[0] for one in ids]

    def picture(self) -> bytes:
        """Return every pixel as blue, green, red and a byte that says nothing."""
        root = self._lib.XDefaultRootWindow(self._eye)
        image = self._lib.XGetImage(self._eye, root, 0, 0, *SIZE, _ALL_PLANES, _Z_PIXMAP)
        high, wide = image.contents.height, image.contents.bytes_per_line
        pixels = ctypes.string_at(image.contents.data, high * wide)
        self._lib.XDestroyImage(image)
        return pixels

    def shows_band(self, colour: str, wide: int = 100) -> bool:
        """Return whether so many pixels in a row have a colour: no word has that many of its own."""
        blue_green_red = bytes.fromhex(colour.removeprefix("#"))[::-1]
        seen = self.picture()
        return any((blue_green_red + last) * wide in seen for last in (b"\0", b"\xff"))

    # --- waiting

    def until(self, holds: Callable[[], bool], what: str, within_s: float = PATIENCE_S) -> None:
        """Look again and again until something holds."""
        deadline = time.monotonic() + within_s
        while not holds():
            assert time.monotonic() < deadline, f"not within {within_s:g} s: {what}; in front is “{self.front()}”"
            pause()

    def in_front(self, title: str) -> None:
        self.until(lambda: self.front() == title, f"“{title}” in front")

    def stand_still(self, times: int = ALIKE) -> bytes:
        """Wait until nothing moves any more, for so many looks, and return what is in sight then."""
        deadline = time.monotonic() + PATIENCE_S
        seen, alike = self.picture(), 1
        while alike < times:
            assert time.monotonic() < deadline, "the screen does not come to rest"
            pause()
            now = self.picture()
            alike = alike + 1 if now == seen else 1
            seen = now
        return seen

    def save(self, path: Path) -> None:
        """Write what is in sight as a PNG."""
        subprocess.run(["import", "-window", "root", str(path)], env=self.environment, check=False)


def pause(seconds: float = LOOK_S) -> None:
    Event().wait(seconds)
