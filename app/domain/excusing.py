"""What a manager excused of a lead's steps and promises: a miss among those counts against nobody."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

import msgspec

from app.domain.activity import Activity, Kind
from app.domain.spans import instant

#: as it stands among the reasons of steps nobody could have done
BY_MANAGER = "excused by a manager"


class Excusable(StrEnum):
    """What an excusal is of: a step by its id, a promise by its time, or all there is of the lead by then."""

    STEP = "step"
    PROMISE = "promise"
    ALL = "all"


class Excusals(msgspec.Struct, frozen=True):
    """The excusals of a lead that stand. One reaches back, never ahead: a step that falls due later counts again."""

    all_until: int = 0
    steps: dict[str, int] = msgspec.field(default_factory=dict)
    promises: frozenset[int] = frozenset()

    def of_step(self, step_id: str, due_at: int) -> bool:
        return due_at <= max(self.all_until, self.steps.get(step_id, 0))

    def of_promise(self, promised_at: datetime) -> bool:
        at = instant(promised_at)
        return at in self.promises or at <= self.all_until


NO_EXCUSALS = Excusals()


def excusals_in(history: Iterable[Activity]) -> Excusals:
    """Return what was excused by what stands in a lead's history.

    One that names another in `corrects` takes it back. A retraction would not do: a hub that wrote those itself could
    not tell one that somebody put into its tables.
    """
    said = [activity for activity in history if activity.kind is Kind.EXCUSED]
    taken_back = {one.corrects for one in said}
    made = [one for one in said if not one.corrects and one.activity_id not in taken_back]
    if not made:
        return NO_EXCUSALS
    steps: dict[str, int] = {}
    for one in made:
        if one.fact == Excusable.STEP:
            steps[one.value] = max(steps.get(one.value, 0), instant(one.began_at))
    return Excusals(
        max((instant(one.began_at) for one in made if one.fact == Excusable.ALL), default=0),
        steps,
        frozenset(instant(one.when) for one in made if one.fact == Excusable.PROMISE and one.when is not None),
    )
