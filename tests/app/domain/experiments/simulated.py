"""Experiments that are made up lead by lead, of which the truth is known."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from app.domain.experiments.sequential import Outcome, Sequence, Verdict

DECIDED = (Verdict.TRIED_IS_BETTER, Verdict.FORMER_IS_BETTER)


class World(NamedTuple):
    """How often it happens under each version, and how many leads are drawn for how long."""

    former: float
    tried: float
    share: float = 0.5
    a_day: int = 10
    days: int = 90

    @property
    def people(self) -> int:
        return self.a_day * self.days


def peeked_at(world: World, seed: int) -> Verdict:
    """Return what is found by somebody who looks every day and stops at the first answer."""
    random, sequence = Random(seed), Sequence(world.share, world.people)
    for _ in range(world.days):
        for _ in range(world.a_day):
            is_tried = random.random() < world.share
            sequence.take(Outcome(is_tried, random.random() < (world.tried if is_tried else world.former)))
        verdict = sequence.read().verdict
        if verdict in DECIDED:
            return verdict
    return verdict


def share_decided(world: World, runs: int) -> float:
    return sum(peeked_at(world, seed) in DECIDED for seed in range(runs)) / runs
