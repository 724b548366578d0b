"""The two officers at their desks: how soon they answer, what they leave, and what they write down afterwards."""

from __future__ import annotations

import random

import msgspec

from app.demo.borrowers import Crowd
from app.demo.cards import Cards, odds
from app.desktop.desk import Desk


class Habits(msgspec.Struct, frozen=True):
    """What an officer does, each as a pack of which a card is dealt when it comes to that.

    `answers`: how many minutes a reminder rings. `keeps`: how many minutes after its time a promise is called, None
    when not before the next morning. `works`: whether something due gets done. `writes_late`: whether a first call
    that was made late was made elsewhere and is written down only afterwards. `texts`: whether one follows a
    voicemail. `overlooks`: whether a lead is never looked at.
    """

    answers: tuple[int, ...]
    keeps: tuple[int | None, ...]
    works: tuple[bool, ...]
    writes_late: tuple[bool, ...]
    texts: tuple[bool, ...]
    overlooks: tuple[bool, ...]


SWIFT = Habits(
    answers=(1, 1, 2, 3, 4, 8, 20),
    keeps=(0, 0, 1, 2, 4, 25, 40),
    works=odds(17, 20),
    writes_late=odds(1, 8),
    texts=odds(2, 3),
    overlooks=odds(0, 1),
)
SLOW = Habits(
    answers=(2, 3, 12, 30, 60, 95, 200),
    keeps=(1, 4, 6, 20, 45, None),
    works=odds(11, 20),
    writes_late=odds(1, 4),
    texts=odds(1, 2),
    overlooks=odds(1, 5),
)


class Officer:
    """Someone who works leads."""

    def __init__(self, name: str, desk: Desk, habits: Habits, seed: int) -> None:
        self.name, self.desk = name, desk
        self.chance = chance = random.Random(f"{seed} {name}")  # noqa: S311 - made-up people, no secret
        self.crowd = Crowd(chance)
        # a pack of their own: otherwise the quick answers might all go to steps that nobody times
        self.first_answers, self.answers = Cards(habits.answers, chance), Cards(habits.answers, chance)
        self.keeps = Cards(habits.keeps, chance)
        self.works = Cards(habits.works, chance)
        self.writes_late = Cards(habits.writes_late, chance)
        self.texts = Cards(habits.texts, chance)
        self.overlooks = Cards(habits.overlooks, chance)
        self.hands_off = Cards(odds(3, 5), chance)
        self.overlooked: set[str] = set()
