"""A playbook's values as its file writes them."""

from __future__ import annotations

import re

from app.domain.playbook import DAY_S, Doer, OnExhausted, Playbook, Step, Track

UNITS_S = {"s": 1, "m": 60, "h": 3600, "d": DAY_S}
#: no process takes longer, and no calendar is left by adding it up
LONGEST_S = 3660 * DAY_S
PER_CALL_S = 360
#: of a value that is wrong, so much says which one it is
SHOWN_LETTERS = 40
_LENGTH = re.compile(r"(\d+)\s*([smhd])", re.ASCII)


def duration_s(text: str) -> int | None:
    """Return the seconds of a time such as 90s, 5m, 4h or 30d, None when it is none or longer than ten years."""
    match = _LENGTH.fullmatch(text.strip())
    digits = match[1].lstrip("0") if match else ""
    # more digits than these are too long in any unit, and thousands of them are none that Python would read
    if match is None or len(digits) > len(str(LONGEST_S)):
        return None
    length = int(digits or 0) * UNITS_S[match[2]]
    return None if length > LONGEST_S else length


def is_too_long(text: str) -> bool:
    """Return whether a text is a time, and only longer than any may be."""
    return duration_s(text) is None and _LENGTH.fullmatch(text.strip()) is not None


def duration_text(seconds: int) -> str:
    """Return a length in the largest unit that leaves no rest: "90s", "5m", "4h", "30d"."""
    if not seconds:
        return "0m"
    unit = next(unit for unit in reversed(UNITS_S) if seconds % UNITS_S[unit] == 0)
    return f"{seconds // UNITS_S[unit]}{unit}"


def between_text(between: tuple[int, int]) -> str:
    """Return minutes after midnight as a window, "09:00-12:00"."""
    return "-".join(f"{minute // 60:02d}:{minute % 60:02d}" for minute in between)


def shown(value: object) -> str:
    """Return a value of a playbook file as its author would write it, shortened to fit a sentence."""
    if isinstance(value, str):
        return f"“{value if len(value) <= SHOWN_LETTERS else value[:SHOWN_LETTERS] + '…'}”"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list):
        return "a table" if isinstance(value, dict) else "a list"
    return str(value)


def top_values(playbook: Playbook) -> dict[str, str]:
    """Return what stands above the steps, by key in the order of a new file; "" where a key is left out."""
    return {
        "name": playbook.name,
        "summary": playbook.summary,
        "source": playbook.source,
        "caveat": playbook.caveat,
        "first_call_within": duration_text(playbook.first_call_within_s),
        "give_up_after": _duration(playbook.give_up_after_s),
        "on_exhausted": OnExhausted(playbook.on_exhausted).value,
        "take_back_after": _duration(playbook.take_back_after_s),
        "per_call": "" if playbook.per_call_s == PER_CALL_S else duration_text(playbook.per_call_s),
    }


def step_values(step: Step) -> dict[str, str | int]:
    """Return what a step says, by key in the order of a new file; "" where a key is left out."""
    return {
        "id": step.step_id,
        "channel": step.channel.value,
        "after": _duration(step.after_s),
        "on_day": "" if step.on_day is None else step.on_day,
        "every": _duration(step.every_s),
        "before_expiry": _duration(step.before_expiry_s),
        "within": _duration(step.within_s),
        "between": "" if step.between is None else between_text(step.between),
        "template": step.template,
        "by": "" if step.by is Doer.OFFICER else step.by.value,
        "track": "" if step.track is Track.NEW else step.track.value,
        "note": step.note,
    }


def _duration(seconds: int | None) -> str:
    return "" if seconds is None else duration_text(seconds)
