"""Chance as a pack of cards: shuffled, dealt to the last one, shuffled again."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Generic, TypeVar

T = TypeVar("T")


class Cards(Generic[T]):
    """Deals a pack over and over.

    A dice thrown twenty times may show no six, and then a branch has no broken promise to show. Of cards, every
    pack's length of them holds each card once, whenever the story begins and however it goes.
    """

    def __init__(self, pack: Sequence[T], chance: random.Random) -> None:
        self._pack, self._chance = pack, chance
        self._left: list[T] = []

    def deal(self) -> T:
        if not self._left:
            self._left = self._chance.sample(self._pack, len(self._pack))
        return self._left.pop()


def odds(yes: int, of: int) -> tuple[bool, ...]:
    """Return a pack in which so many of the cards say yes."""
    return (True,) * yes + (False,) * (of - yes)
