"""Whether a playbook's steps follow each other as they must."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.lead import Channel
from app.domain.playbook import Step, Track
from app.domain.playbook_problems import Problem, problem_at, when_key


def order_problems(steps: Sequence[Step]) -> list[Problem]:
    """Name each step whose id is taken, or that stands below a later one of its ladder."""
    out: list[Problem] = []
    seen: set[str] = set()
    last: dict[tuple[Track, Channel], Step] = {}
    for n, step in enumerate(steps):
        if step.step_id in seen:
            out.append(Problem(what="this id is used twice", step=step.step_id, number=n, key="id"))
        seen.add(step.step_id)
        ladder = (step.track, step.channel)
        above = last.get(ladder)
        if above is not None and _order(step) < _order(above):
            what = f"comes before “{above.step_id}”, which stands above it"
            out.append(Problem(what=what, step=step.step_id, number=n))
        last[ladder] = step
    return out


def first_call_problems(steps: Sequence[Step], promised_s: int) -> list[Problem]:
    """Name the first call of a new lead if it is due later than `first_call_within` promises."""
    for n, step in enumerate(steps):
        if step.track is Track.NEW and step.channel is Channel.CALL:
            if step.after_s is not None and step.after_s <= promised_s:
                return []
            what = "the first call is later than first_call_within promises"
            return [problem_at(n, step, when_key(step), what)]
    return []


def _order(step: Step) -> tuple[int, int]:
    """Return where a step stands: its day, then seconds or its window's start inside it."""
    if step.on_day is not None:
        return step.on_day, (step.between or (0, 0))[0] * 60
    return step.day, step.after_s or 0
