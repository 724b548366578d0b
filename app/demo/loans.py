"""How applications fare: a loan system that reports, a stage at a time, until each rests where the story has it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.demo.hours import working_hours
from app.domain.stage import Stage

#: a loan's way when nothing stops it; who refinances signs no contract to buy
_WAY = (
    Stage.APPLICATION_SUBMITTED,
    Stage.PRE_APPROVED,
    Stage.IN_CONTRACT,
    Stage.PROCESSING,
    Stage.UNDERWRITING,
    Stage.CLEAR_TO_CLOSE,
    Stage.FUNDED,
)
#: at most so many working hours from one report to the next: two days
_PACE = 18
_Fate = tuple[Stage, ...]
_NO_CREDIT = (Stage.DENIED,)


def _as_far_as(stage: Stage) -> _Fate:
    return _WAY[: _WAY.index(stage) + 1]


_CONTRACT = _as_far_as(Stage.IN_CONTRACT)
#: dealt to applications in the order they were begun, so those that have far to go come first; `()` is a borrower who
#: takes their time with the form. After these the short ones come again.
_FATES: tuple[_Fate, ...] = (
    _as_far_as(Stage.FUNDED),
    _as_far_as(Stage.CLEAR_TO_CLOSE),
    _CONTRACT,
    _as_far_as(Stage.UNDERWRITING),
    _as_far_as(Stage.FUNDED),
    _as_far_as(Stage.PROCESSING),
    (Stage.APPLICATION_SUBMITTED, Stage.PRE_APPROVED, Stage.WITHDRAWN),
    (Stage.APPLICATION_SUBMITTED, Stage.CANCELLED),
    _as_far_as(Stage.PRE_APPROVED),
    (),
    _as_far_as(Stage.APPLICATION_SUBMITTED),
)
_AND_THEN: tuple[_Fate, ...] = (
    _as_far_as(Stage.PRE_APPROVED),
    _as_far_as(Stage.PROCESSING),
    _as_far_as(Stage.APPLICATION_SUBMITTED),
    (),
)


class LoanSystem:
    """Knows from the beginning how each application will fare by the end of the story."""

    def __init__(self, end: datetime) -> None:
        self._end = end
        self._fates = list(_FATES)

    def takes(self, at: datetime, *, buys: bool) -> list[tuple[datetime, Stage]]:
        """Take an application that was begun at an instant; returns when it reports which stage."""
        if not any(fate != _CONTRACT for fate in self._fates):
            self._fates += _AND_THEN
        fate = next(fate for fate in self._fates if buys or fate != _CONTRACT)
        self._fates.remove(fate)
        return self._spread(at, [stage for stage in fate if buys or stage is not Stage.IN_CONTRACT])

    def ends(self, at: datetime) -> list[tuple[datetime, Stage]]:
        """Return how it ends what an officer handed over: with a letter to the borrower that says no."""
        return self._spread(at, _NO_CREDIT)

    def _spread(self, at: datetime, stages: Sequence[Stage]) -> list[tuple[datetime, Stage]]:
        """Spread stages over the working time that is left, so that the last one comes before the story's end."""
        hours = working_hours(at, self._end)
        pace = min(_PACE, len(hours) // (len(stages) + 1))
        return [(hours[n * pace], stage) for n, stage in enumerate(stages, start=1)] if pace else []
