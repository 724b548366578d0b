"""A real desk in its real window, which says when its popup is up, how late, and when its toast went out."""

from __future__ import annotations

import sys
import time
from datetime import timedelta
from typing import Any

import main
from app.clock import SystemClock
from app.demo.story import ClockBehind
from app.desktop.views import Ring
from app.outside import toast
from ui import popup


def say(what: str, number: int | None = None) -> None:
    """Write what happened and the instant since the machine started in ns, or another number."""
    sys.stdout.write(f"{what} {time.monotonic_ns() if number is None else number}\n")
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

    def told(popups: popup.Popups, rings: list[Ring], **how: Any) -> None:
        show(popups, rings, **how)
        now = clock.now()
        for ring in rings:
            say("late_us", (now - ring.due_at) // timedelta(microseconds=1))
        say("popup")

    popup.Popups.show = told  # type: ignore[method-assign]
    return main.main(words)


if __name__ == "__main__":
    sys.exit(run(float(sys.argv[1]), sys.argv[2:]))
