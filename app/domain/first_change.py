"""The first thing another version of the playbook changes for a lead: what is next, or a step further on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from app.domain.cadence import Planned
from app.domain.playbook import Doer
from app.domain.standing import Due, Next, Paused


class FirstChange(msgspec.Struct, frozen=True):
    """One difference; `step` is "" where it is about no step, a side None where there is nothing on it."""

    what: str
    step: str
    before: datetime | str | None
    after: datetime | str | None


def first_change(before: Next, after: Next, old: Sequence[Planned], new: Sequence[Planned]) -> FirstChange | None:
    """Return what changes first: what is next, when, until when it is on time, then the steps left; None if nothing.

    A step further on is compared by the same: whether it is there, when it is due, how long it stays on time.
    """
    if _named(before) != _named(after):
        return FirstChange("next", "", _named(before), _named(after))
    step = before.step_id if isinstance(before, Due) else ""
    for (what, was), (_, will) in zip(_times(before), _times(after), strict=True):
        if was != will:
            return FirstChange(what, step, was, will)
    return _of_steps(old, new)


def _named(following: Next) -> str:
    if isinstance(following, Due):
        return f"{following.step_id or 'promise'} ({following.channel})"
    return f"wait: {following.wait}" if isinstance(following, Paused) else f"end: {following.stage}"


def _times(following: Next) -> list[tuple[str, datetime]]:
    if isinstance(following, Due):
        return [("due", following.due_at), ("on time until", following.on_time_until)]
    return [("until", following.until)] if isinstance(following, Paused) else [("since", following.at)]


def _of_steps(old: Sequence[Planned], new: Sequence[Planned]) -> FirstChange | None:
    # by their ids and not by their places: below a step that is gone all others would seem to be other ones
    were, are = {one.step.step_id: one for one in old}, {one.step.step_id: one for one in new}
    for step_id in dict.fromkeys([*were, *are]):
        was, will = were.get(step_id), are.get(step_id)
        if was is None or will is None:
            return FirstChange(
                "step", step_id, None if was is None else _asked(was), None if will is None else _asked(will)
            )
        if _asked(was) != _asked(will):
            return FirstChange("due", step_id, _asked(was), _asked(will))
        if was.due is not None and will.due is not None and was.due.on_time_until != will.due.on_time_until:
            return FirstChange("on time until", step_id, was.due.on_time_until, will.due.on_time_until)
    return None


def _asked(planned: Planned) -> datetime | str:
    if planned.due is not None:
        return planned.due.due_at
    return "marketing's" if planned.by is Doer.MARKETING else f"skipped: {planned.skipped}"
