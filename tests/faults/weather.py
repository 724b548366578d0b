"""What goes wrong in a simulated month, and how often."""

from __future__ import annotations

import random
from dataclasses import dataclass


class Killed(Exception):
    """The process that was at work is gone."""


@dataclass(frozen=True)
class Weather:
    """How often what goes wrong, as shares of requests or numbers in the month; drawn anew for each seed."""

    lost_before: float
    lost_after: float
    late: float
    twice: float
    busy: float
    slow: float
    hub_killed: float
    desk_killed: float
    logged_meanwhile: float
    outages: int
    hub_restored: int
    hub_emptied: int
    desks_restored: int
    clones: int
    jumps: int
    suspended: int

    @classmethod
    def drawn(cls, chance: random.Random) -> Weather:
        def share(most: float) -> float:
            return chance.choice([0.0, most / 5, most])

        return cls(
            lost_before=share(0.2),
            lost_after=share(0.2),
            late=share(0.1),
            twice=share(0.2),
            busy=share(0.1),
            slow=share(0.05),
            hub_killed=share(0.15),
            desk_killed=share(0.2),
            logged_meanwhile=share(0.04),
            outages=chance.randrange(3),
            hub_restored=chance.choice([0, 0, 1, 1, 2]),
            hub_emptied=chance.choice([0, 0, 0, 1]),
            desks_restored=chance.choice([0, 0, 1, 2]),
            clones=chance.choice([0, 0, 1, 1]),
            jumps=chance.randrange(4),
            suspended=chance.randrange(4),
        )
