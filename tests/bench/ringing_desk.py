"""A real desk in its real window, which says on standard output when its popup is up and its toast went out."""

from __future__ import annotations

import sys
import time
from datetime import timedelta
from typing import Any

import main
from app.clock import SystemClock
from app.demo.story import ClockBehind
from app.outside import toast
from ui import popup


def say(what: str) -> None:
    sys.stdout.write(f"{what} {time.monotonic_ns()}\n")
    sys.stdout.flush()


class TellingToast:
    def show(self, title: str, text: str) -> bool:
        say("toast")
        return True


def run(behind_s: float, words: list[str]) -> int:
    clock = ClockBehind(SystemClock(), timedelta(seconds=behind_s))
    main.SystemClock = lambda: clock  # type: ignore[assignment,misc]
    toast.system_toast = TellingToast
    show = popup.Popups.show

    def told(popups: popup.Popups, *rings: Any, **how: Any) -> None:
        show(popups, *rings, **how)
        say("popup")

    popup.Popups.show = told  # type: ignore[method-assign]
    return main.main(words)


if __name__ == "__main__":
    sys.exit(run(float(sys.argv[1]), sys.argv[2:]))
