"""When a person was called or texted, as a cap counts it."""

from __future__ import annotations

from bisect import bisect_left, insort

import msgspec

from app.domain.known import Known
from app.domain.spans import instant


class Tried(msgspec.Struct):
    """UTC seconds, sorted: `all` calls and texts, and `unasked`, those of them that nobody had asked for.

    A company's cap counts the unasked ones, a state's own all of them, and which of the two holds may change one day.
    """

    all: list[int] = msgspec.field(default_factory=list)
    unasked: list[int] = msgspec.field(default_factory=list)

    def before(self, at: int) -> Tried:
        """Return those before an instant."""
        return Tried(self.all[: bisect_left(self.all, at)], self.unasked[: bisect_left(self.unasked, at)])

    def add(self, at: int, *, was_asked_for: bool = False) -> None:
        insort(self.all, at)
        if not was_asked_for:
            insort(self.unasked, at)


def tried_of(known: Known) -> Tried:
    """Return what is known of a person's calls and texts, whoever made them."""
    every = [instant(at) for at in known.attempts]
    # the unasked ones are among them, and mostly they all are
    is_same = len(known.solicits) == len(every)
    return Tried(every, every.copy() if is_same else [instant(at) for at in known.solicits])
