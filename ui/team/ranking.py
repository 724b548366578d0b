"""Officers in the order of a rate, and in words how much of that order is more than chance."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from app.domain.differing import ranked
from app.domain.rates import rate_in
from ui.figures import FIGURES, Row
from ui.language import marked, translate
from ui.team.model import ABOVE, BELOW

#: what officers may be ranked by; by their names they are in no order that says anything
BY = ("within_5m", "adherence", "promises", "contacted", "appointments", "applications")
_NOISE = marked("ranking", "By {}: no officer differs from the others by more than chance. The order is noise.")
_SOME = marked(
    "ranking",
    "By {}: {} above (▲) and {} below (▼) the others by more than chance; the order among the rest is noise.",
)


class Ranking(msgspec.Struct, frozen=True):
    """Officers in an order, marks by their places, and what the order is worth."""

    officers: list[Row]
    marks: dict[int, str]
    words: str


def rank(officers: Sequence[Row], name: str) -> Ranking:
    """Return officers by a rate, the highest first, those without one last; as they come where none is named."""
    if not name:
        return Ranking(list(officers), {}, "")
    ordered = sorted(officers, key=lambda row: _share(row, name), reverse=True)
    found = ranked(ordered, name)
    figure = FIGURES[name].words
    if found.is_noise:
        return Ranking(ordered, {}, translate("ranking", _NOISE).format(figure))
    marks = {**dict.fromkeys(found.above, ABOVE), **dict.fromkeys(found.below, BELOW)}
    words = translate("ranking", _SOME).format(figure, f"{len(found.above):,}", f"{len(found.below):,}")
    return Ranking(ordered, marks, words)


def _share(row: Row, name: str) -> float:
    rate = rate_in(row, name)
    share = None if rate is None else rate.share
    return -1.0 if share is None else share
