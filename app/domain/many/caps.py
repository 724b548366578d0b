"""How often the people of many leads may be tried, while one and the same cap holds for each."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np

from app.domain.ground import Ground
from app.domain.many.openings import Flags, Ints
from app.domain.many.rungs import NEVER
from app.domain.rule_rows import Cap


class Caps(msgspec.Struct):
    """A row for each lead: `which` of `all` caps holds when it comes, and the UTC second `until` which it does."""

    all: list[Cap]
    which: Ints
    until: Ints

    @property
    def count(self) -> Ints:
        return np.array([cap.count for cap in self.all])[self.which]

    @property
    def period(self) -> Ints:
        return np.array([cap.hours * 3600 for cap in self.all])[self.which]

    @property
    def counts_all(self) -> Flags:
        return np.array([cap.counts_all for cap in self.all])[self.which]

    def of(self, rows: Ints) -> Caps:
        return Caps(self.all, self.which[rows], self.until[rows])


def caps_at(grounds: Sequence[Ground], ground: Ints, at: Ints) -> Caps:
    """Return the caps that hold for leads of these grounds when they come; most grounds have the company's alone."""
    alike: dict[tuple[tuple[int, ...], tuple[Cap, ...]], int] = {}
    kind = np.array([alike.setdefault((one.law.turns, one.caps), len(alike)) for one in grounds])[ground]
    numbers: dict[Cap, int] = {}
    which, until = np.empty(len(at), np.int64), np.empty(len(at), np.int64)
    for (turns, caps), number in alike.items():
        rows = np.flatnonzero(kind == number)
        turn = np.searchsorted(np.array(turns, np.int64), at[rows], "right")
        which[rows] = np.array([numbers.setdefault(cap, len(numbers)) for cap in caps])[turn]
        until[rows] = np.array([*turns, NEVER], np.int64)[turn]
    return Caps(list(numbers), which, until)
