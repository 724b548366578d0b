"""What there is of an outcome before it is logged."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from ui.lead_card.asking import Question
    from ui.lead_card.outcome_grid import Press

#: how long ago a call from another phone may have begun, on one press each
BEGAN_AGO = (timedelta(0), timedelta(minutes=5), timedelta(minutes=10), timedelta(minutes=20))


class Open(msgspec.Struct, frozen=True):
    """A question that waits for its answer: of which key, what was answered before it, and what is typed."""

    press: Press | None
    first_answer: str
    question: Question
    words: str


class Begun(msgspec.Struct, frozen=True):
    """What there is of the next outcome before it is logged; `note_has_keys` says that the note is being written."""

    note: str = ""
    note_has_keys: bool = False
    began_ago: timedelta = BEGAN_AGO[0]
    asked: Open | None = None
