"""Where each step stands on the timeline: its day, and on the first day its minutes since the start."""

from __future__ import annotations

import math
from collections.abc import Sequence

import msgspec

from app.domain.lead import Channel
from app.domain.playbook import DAY_S, Playbook, Step, Track
from app.domain.playbook_changes import step_words
from ui.language import from_app, translate

#: a playbook of fewer days is drawn on as many, so that two of them compare at a glance
DAYS = 22
#: a step without an end of its own is drawn this long on the strip of hours
_SHORT_S = 600
#: lengths of the strip of hours with its ticks, in seconds
_STRIPS = ((1800, 300), (3600, 600), (7200, 1200), (4 * 3600, 3600), (8 * 3600, 7200), (DAY_S, 4 * 3600))


class Mark(msgspec.Struct, frozen=True):
    """A step in one day's column; `row` is its row in the table. `again`: it came before."""

    row: int
    step: Step
    day: int
    again: bool = False

    @property
    def is_in_hours(self) -> bool:
        """Whether it stands on the strip of hours too."""
        return self.step.after_s is not None and self.step.after_s < DAY_S

    @property
    def words(self) -> str:
        return f"{self.step.step_id}: {step_said(self.step)}"


def step_said(step: Step) -> str:
    """Say all a step asks for in one line, part by part as app lists them."""
    return ", ".join(map(from_app, step_words(step).split(", ")))


def marks_of(playbook: Playbook | None, places: Sequence[int], track: Track) -> list[Mark]:
    """Return the marks of a track in the order of their days; `places` are the steps' rows."""
    if playbook is None:
        return []
    own = [(row, step) for row, step in zip(places, playbook.steps, strict=True) if step.track is track]
    once = [Mark(row, step, step.day) for row, step in own if step.every_s is None]
    first = [Mark(row, step, step.day) for row, step in own if step.every_s is not None]
    days = days_of([*once, *first])
    again = [Mark(m.row, m.step, day, again=True) for m in first for day in _later_days(m.step.every_s or DAY_S, days)]
    seen: dict[tuple[int, int], Mark] = {}
    for mark in [*once, *first, *again]:
        seen.setdefault((mark.row, mark.day), mark)
    return sorted(seen.values(), key=lambda mark: (mark.day, mark.row))


def _later_days(every_s: int, days: int) -> list[int]:
    """Return the days on which a step that comes every so often comes after its first time."""
    return sorted({1 + n * every_s // DAY_S for n in range(2, days * DAY_S // every_s + 1)} - {days + 1})


def days_of(marks: Sequence[Mark]) -> int:
    return max([DAYS, *(mark.day for mark in marks)])


def lanes_of(marks: Sequence[Mark]) -> list[Channel]:
    """Return the channels that have a lane: calls always, others where a step uses them."""
    used = {mark.step.channel for mark in marks}
    return [channel for channel in Channel if channel is Channel.CALL or channel in used]


def strip_of(marks: Sequence[Mark]) -> tuple[int, int]:
    """Return how long the strip of hours is and how far apart its ticks, in seconds; (0, 0) where there is none."""
    ends = [end_s(mark.step) for mark in marks if mark.is_in_hours]
    if not ends:
        return 0, 0
    return next((strip for strip in _STRIPS if strip[0] >= max(ends)), _STRIPS[-1])


def end_s(step: Step) -> int:
    """Return until when a step of the first day is on time, in seconds since the start."""
    return min((step.after_s or 0) + (step.within_s or _SHORT_S), DAY_S)


def spoken(marks: Sequence[Mark]) -> str:
    """Say the timeline in words."""
    said = [translate("playbook", "Day {}, {}").format(mark.day, mark.words) for mark in marks if not mark.again]
    return "; ".join(said) or translate("playbook", "No steps")


def hours_words(seconds: int) -> str:
    """Say a tick of the strip: "0", "20 min", "1 h", "1 h 20"."""
    if not seconds:
        return "0"
    hours, minutes = divmod(math.ceil(seconds / 60), 60)
    if not hours:
        return translate("wording", "{} min").format(minutes)
    if minutes:
        return translate("playbook", "{} h {}").format(hours, f"{minutes:02}")
    return translate("wording", "{} h").format(hours)
