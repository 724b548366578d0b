"""Somebody at the keyboard of a program started as people start it: no mouse, and eyes for what comes of it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote

from app.clock import SystemClock
from tests.desks import KEY, TestDesk
from tests.ui.by_keys.desk_file import DeskFile
from tests.ui.by_keys.screen import PATIENCE_S, Screen, pause

ROOT = Path(__file__).parents[3]
#: what the theme paints a short word at the foot of the window on, and nothing else so wide
TOAST = "#16211E"
#: on a busy machine the next card may come after the key for it: the window says that it took none, and it is pressed
#: again. A person would have looked, so it counts once
AGAIN_S = 1.5


@dataclass(frozen=True)
class Task:
    """What one task took: strokes as a person counts them, Ctrl+K being one, and seconds from the first to its end."""

    name: str
    strokes: int
    seconds: float

    def __str__(self) -> str:
        return f"{self.name}: {self.strokes} keystrokes, {self.seconds:.1f} s"


class Officer:
    """`folder` is the data folder. Every key is pressed for real, and counted."""

    def __init__(self, screen: Screen, folder: Path, at: datetime) -> None:
        self.screen, self.folder, self.at = screen, folder, at
        self.file = DeskFile(folder / "desktop.db")
        self.strokes = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._said = folder.parent / "said.txt"
        self._helpers, self._taken = folder.parent / "bin", folder.parent / "taken.txt"

    def prepares(self) -> TestDesk:
        """Return the desk for what happened before the window is opened; the clock is where one sits down later."""
        self.folder.mkdir(parents=True, exist_ok=True)
        return TestDesk(self.folder, self.at)

    def has_programs_for_mail_and_texts(self) -> None:
        """Have the system take every address that is handed to it; `handed` tells which."""
        self._helpers.mkdir(exist_ok=True)
        opener = self._helpers / "xdg-open"
        opener.write_text(f"#!/bin/sh\nprintf '%s\\n' \"$1\" >> '{self._taken}'\n")
        opener.chmod(0o700)

    def handed(self) -> list[str]:
        """Return the addresses the system took, as people read them."""
        return [unquote(line) for line in self._taken.read_text().splitlines()] if self._taken.exists() else []

    # --- coming and going

    def sits_down(self, at: datetime | None = None, *, on: str = "Today") -> None:
        """Start the program by its command line, at an hour of the machine's clock, and wait for its window."""
        key = self.folder.parent / "desk.key"
        if not key.exists():
            key.touch(mode=0o600)
            key.write_text(KEY.hex())
        self.at = at or self.at
        with self._said.open("wb") as said:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.ui.by_keys.at_an_hour", self._behind(), *self._words(key)],
                cwd=ROOT,
                env=self.screen.environment | self._surroundings(),
                stdout=said,
                stderr=said,
            )
        self.screen.in_front(on)
        self.screen.stand_still()

    def _behind(self) -> str:
        return str((SystemClock().now() - self.at).total_seconds())

    def _words(self, key: Path) -> list[str]:
        return ["--data-dir", str(self.folder), "--key-file", str(key)]

    def _surroundings(self) -> dict[str, str]:
        return {
            "HOME": str(self.folder.parent),
            "PATH": f"{self._helpers}:{os.environ['PATH']}",
            "QT_QPA_PLATFORM": "xcb",
            "LANG": "C.UTF-8",
            "TZ": "America/New_York",
            # no bus: nothing of this machine's session is asked, and nothing is shown in it
            "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent/bus",
        }

    def leaves(self, *, silent: bool = True) -> str:
        """Quit by the key for it, and see the program end in good order; return what it said, if it may speak."""
        return self.leaves_by("ctrl+q", silent=silent)

    def leaves_by(self, key: str, *, silent: bool = True) -> str:
        """Do so by another key, such as one that chooses it in a menu."""
        assert self._process is not None
        self.presses(key, seen=False)
        assert self._process.wait(30) == 0
        self._process = None
        said = self._said.read_text()
        assert not (said and silent), said
        return said

    def is_cut_off(self) -> None:
        """Have the program killed, as by a power cut."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    # --- keys

    def presses(self, *keys: str, seen: bool = True) -> None:
        """Press keys one after the other and see each do something; `seen` False only presses."""
        for key in keys:
            before = self.screen.picture() if seen else b""
            self.strokes += 1
            self.screen.press(key)
            if seen:
                self.screen.until(lambda then=before: self.screen.picture() != then, f"something of {key}")  # type: ignore[misc]
                self.screen.stand_still()

    def types(self, words: str) -> None:
        """Type words where the keyboard is, and see them there."""
        before = self.screen.picture()
        self.strokes += len(words)
        self.screen.type(words)
        self.screen.until(lambda: self.screen.picture() != before, f"{words} on the screen")
        self.screen.stand_still()

    def opens(self, key: str, title: str) -> None:
        """Press a key and see a window of that title come to the front."""
        self.presses(key, seen=False)
        self.screen.in_front(title)
        self.screen.stand_still()

    def logs(self, *keys: str) -> None:
        """Press outcomes, one after the other, each once the one before is on the disk and the next card is there."""
        for key in keys:
            self.strokes += 1
            count, pressed = len(self.file.entries()), 0.0
            deadline = time.monotonic() + PATIENCE_S
            while len(self.file.entries()) == count:
                now = time.monotonic()
                assert now < deadline, f"{key} is not on the disk"
                if now - pressed > AGAIN_S:
                    pressed = now
                    self.screen.press(key)
                pause()
            self.screen.stand_still()

    # --- seeing

    def waits_for(self, holds: Callable[[], bool], what: str) -> None:
        """Wait for something in the database."""
        self.screen.until(holds, what)
        self.screen.stand_still()

    def sees_word(self) -> bool:
        """Return whether a word at the foot of the window is in sight."""
        return self.screen.shows_band(TOAST)

    @contextmanager
    def at_task(self, name: str) -> Iterator[list[Task]]:
        """Count keys and seconds of what is done within; the list has them afterwards."""
        strokes, began, counted = self.strokes, time.monotonic(), list[Task]()
        yield counted
        counted.append(Task(name, self.strokes - strokes, time.monotonic() - began))
