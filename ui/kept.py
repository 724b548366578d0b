"""Pieces that are made once and then shown with other words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, Protocol, TypeVar


class Piece(Protocol):
    def setVisible(self, visible: bool, /) -> None: ...  # noqa: N802, FBT001 - Qt's name


P = TypeVar("P", bound=Piece)


class Kept(Generic[P]):
    """As many pieces of one kind as were ever wanted at once: making one takes far longer than giving it other words.

    `make` is handed the one before, None for the first, and puts the next in its place after it.
    """

    def __init__(self, make: Callable[[P | None], P]) -> None:
        self._make = make
        self._made: list[P] = []

    def prepare(self, count: int) -> None:
        """Make so many ahead, out of sight."""
        while len(self._made) < count:
            made = self._make(self._made[-1] if self._made else None)
            made.setVisible(False)
            self._made.append(made)

    def take(self, count: int) -> list[P]:
        """Return so many, in sight; those beyond are put out of it."""
        self.prepare(count)
        for n, piece in enumerate(self._made):
            piece.setVisible(n < count)
        return self._made[:count]
