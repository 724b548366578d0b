"""What the hub keeps of two versions tried side by side, and what it needs of its database for that."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

import msgspec

from app.domain.experiments.measuring import Measure
from app.domain.experiments.randomising import Arm


class GoesOn(StrEnum):
    """Which of the two is for all new leads once an experiment is stopped."""

    FORMER = "former"
    TRIED = "tried"


class Experiment(msgspec.Struct, frozen=True):
    """Two versions tried side by side. `people` are those whose outcome will be known by its end, as it was planned.

    `plan` is what was shown before it began. What tells of its end is None while it runs.
    """

    experiment_id: str
    name: str
    key: bytes
    former: int
    tried: int
    share_percent: int
    measure: Measure
    within_days: int
    effect_permille: int
    days: int
    people: int
    plan: str
    started_at: datetime
    by: str
    why: str
    stopped_at: datetime | None = None
    stopped_by: str | None = None
    stopped_why: str | None = None
    goes_on: GoesOn | None = None

    @property
    def share(self) -> float:
        return self.share_percent / 100

    @property
    def within(self) -> timedelta:
        return timedelta(days=self.within_days)

    @property
    def ends_at(self) -> datetime:
        """Return when the planned time is over."""
        return self.started_at + timedelta(days=self.days)

    def has(self, version: int) -> bool:
        return version in (self.former, self.tried)


class Experiments(Protocol):
    """Experiments, at most one of which runs, and the arms of leads that came while one did."""

    def add(self, experiment: Experiment) -> None: ...
    def put(self, experiment: Experiment) -> None: ...
    def all(self) -> list[Experiment]:
        """Return them, the newest first."""
        ...

    def running(self) -> Experiment | None: ...
    def enter(self, experiment_id: str, arms: Iterable[Arm]) -> None:
        """Keep arms; a lead that has one keeps it."""
        ...

    def arms(self, experiment_id: str, lead_ids: Sequence[str] | None = None) -> list[Arm]:
        """Return the arms of an experiment, or those of some leads in it."""
        ...
