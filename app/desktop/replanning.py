"""Planning every lead anew after a change that is about none of them: rules, hours, days off, a playbook.

What the array engine asks about a lead is kept beside it as a gist, so neither leads nor activities are read again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache
from itertools import compress
from typing import TYPE_CHECKING, Any

import numpy as np

from app.domain.ground import Ground, ground_of
from app.domain.many.answers import Lot
from app.domain.many.asking import answers
from app.domain.many.columns import laid_out, numbered
from app.domain.many.gists import Gists, is_good, read_gists, said_in
from app.domain.officer import Officer
from app.domain.places import place_by
from app.domain.spans import instant
from app.domain.standing import Due

if TYPE_CHECKING:
    from app.desktop.leadbook import LeadBook
    from app.desktop.ports import Tx

GroundOf = Callable[[bytes], Ground]
#: leads in one go: enough that arrays pay, few enough to stay where they are quickly reached
_AT_ONCE = 25_000
_MICROS = 1_000_000


def replan_all(book: LeadBook, tx: Tx, now: datetime) -> None:
    """Work out where every lead stands now and keep it, as `LeadBook.replan` does.

    Leads without a good gist, and those the array engine does not follow, are read and planned as ever.
    """
    book.identity(tx)
    ground_of_place, after, count = _grounds(book, book.officer(tx)), -1, 0
    moved: list[tuple[Any, ...]] = []
    alone: list[int] = []
    while rows := tx.stood(after, _AT_ONCE):
        after, count = rows[-1][0], count + len(rows)
        alone += _replan(book, tx, rows, ground_of_place, now, moved)
    tx.move(moved, most=2 * len(moved) > count)
    book.replan(tx, tx.ids_of(alone), now)


def _replan(
    book: LeadBook,
    tx: Tx,
    rows: Sequence[tuple[Any, ...]],
    ground_of_place: GroundOf,
    now: datetime,
    moves: list[tuple[Any, ...]],
) -> list[int]:
    """Add to `moves` what changed for leads by their gists; return the numbers of those whose gists do not do."""
    lead_nos, gists, *stood = zip(*rows, strict=True)
    numbers, good = np.array(lead_nos), is_good(gists, instant(now))
    at = np.flatnonzero(good)
    if not len(at):
        return list(lead_nos)
    lot, zones = _stand(book, tx, read_gists(list(compress(gists, good.tolist()))), ground_of_place, now)
    manners, keys = [], []
    for stands, zone in zip(lot.stands, zones, strict=True):
        manners.append(-1 if stands is None else tx.manner_no(stands.stage, stands.next, zone))
        keys.append(f"{stands.next.step_id}:0" if stands and isinstance(stands.next, Due) else None)
    times = np.stack([lot.planned, lot.due, lot.until, lot.revisit]) * _MICROS
    stand = np.vstack([np.array(manners)[lot.alike], times])
    apart = stand[0] == -1
    moved = np.flatnonzero((stand != np.array(stood)[:, at]).any(axis=0) & ~apart)
    named = [keys[n] for n in lot.alike[moved].tolist()]
    moves += zip(numbers[at[moved]].tolist(), *stand[:, moved].tolist(), named, strict=True)
    good[at[apart]] = False
    left: list[int] = numbers[~good].tolist()
    return left


def _grounds(book: LeadBook, officer: Officer) -> GroundOf:
    """Return what gives the ground of a place as it stands in a gist, worked out once each."""
    rules = book.rules
    return cache(lambda place: ground_of(rules, place_by(rules.gazetteer, said_in(place)), officer))


def _stand(book: LeadBook, tx: Tx, gists: Gists, ground_of_place: GroundOf, now: datetime) -> tuple[Lot, list[str]]:
    """Return where leads stand, and by which clock each kind of them does."""
    grounds, ground = numbered([ground_of_place(place) for place in gists.places])
    versions, playbook = np.unique(gists.version, return_inverse=True)
    playbooks = [book.playbook(tx, version) for version in versions.tolist()]
    columns = laid_out(gists.facts, grounds, ground[gists.where], playbooks, playbook)
    zones, zone = np.unique([one.zone for one in grounds], return_inverse=True)
    tag = zone[ground[gists.where]]
    lot = answers(columns, book.rules, now).lot(tag)
    _, first = np.unique(lot.alike, return_index=True)
    return lot, zones[tag[first]].tolist()
