"""Runs main.py with the words a person would give it, at another hour: its clock is moved and nothing else of it.

The libraries that show a program another hour keep threads from waking one another, and the whole window waits.
"""

from __future__ import annotations

import sys
from datetime import timedelta

import main
from app.clock import SystemClock
from app.demo.story import ClockBehind

if __name__ == "__main__":
    behind = timedelta(seconds=float(sys.argv.pop(1)))
    main.SystemClock = lambda: ClockBehind(SystemClock(), behind)  # type: ignore[assignment,misc]
    sys.exit(main.main())
