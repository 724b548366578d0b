"""Hours in which no reminder comes up, by the clock of this machine's zone; over midnight too."""

from __future__ import annotations

import re
from datetime import datetime, time
from zoneinfo import ZoneInfo

from app.errors import BadInput

_HOURS = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")


def read_hours(words: str) -> tuple[time, time]:
    """Read "20:00-07:30". Raises BadInput for other words, and for hours that are none or all."""
    found = _HOURS.fullmatch(words)
    if found is None:
        raise BadInput(f"“{words}” are no hours; write them like 20:00-07:30.")
    start, end = time(int(found[1]), int(found[2])), time(int(found[3]), int(found[4]))
    if start == end:
        raise BadInput(f"“{words}” begin when they end.")
    return start, end


def is_quiet(words: str, at: datetime, zone: str) -> bool:
    """Return whether an instant lies in such hours; "" are none."""
    if not words:
        return False
    start, end = read_hours(words)
    now = at.astimezone(ZoneInfo(zone)).time()
    return start <= now < end if start < end else now >= start or now < end
