"""Planning every lead anew after a change that is about none of them: rules, hours, days off, a playbook.

What the array engine asks about a lead is kept beside it as a gist, so neither leads nor activities are read again.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from app.domain.contact_rules import ContactRules
from app.domain.daily_queue import is_first_call
from app.domain.ground import Ground, ground_of
from app.domain.many.answers import Lot
from app.domain.many.asking import answers
from app.domain.many.columns import laid_out, numbered
from app.domain.many.gists import Gists, is_good, read_gists, said_in
from app.domain.many.openings import Ints
from app.domain.officer import Officer
from app.domain.places import place_by
from app.domain.playbook import Playbook
from app.domain.spans import instant
from app.domain.standing import Due

if TYPE_CHECKING:
    from app.desktop.leadbook import LeadBook
    from app.desktop.ports import Mover, Tx

#: leads in one part: enough that arrays pay, few enough to stay where they are quickly reached; fewer in the first,
#: because nothing else can begin until it is read
_FIRST, _AT_ONCE = 6_000, 25_000
#: parts read ahead of the one that is written next
_AHEAD = 2
_MICROS = 1_000_000
#: numbers that `Stood` has of a lead
_COLUMNS = 7


def replan_all(book: LeadBook, tx: Tx, now: datetime) -> None:
    """Work out where every lead stands now and keep it, as `LeadBook.replan` does.

    Leads without a good gist, and those the array engine does not follow, are read and planned as ever. This thread
    reads and writes while another, which sees nothing of the database, works the arrays out.
    """
    book.identity(tx)
    stands = _standing(book.rules, book.officer(tx), now)
    with ThreadPoolExecutor(1, "replan") as worker, tx.moving() as move:
        written, under_way = _Written(tx, move), deque[tuple[_Part, Future[_Found]]]()
        for numbers, gists in _read(tx):
            part, alone = _part(book, tx, numbers, gists, now)
            written.alone += alone
            if part is not None:
                under_way.append((part, worker.submit(stands, part)))
            if len(under_way) > _AHEAD:
                written.write(*under_way.popleft())
        while under_way:
            written.write(*under_way.popleft())
    book.replan(tx, tx.ids_of(written.alone), now)


class _Part(msgspec.Struct, frozen=True):
    """Leads with a good gist, in the order of their numbers; `stood` has a row for manner and each of the times."""

    lead_nos: Ints
    stood: Ints
    gists: Gists
    playbooks: list[Playbook]
    playbook: Ints


class _Found(msgspec.Struct, frozen=True):
    """Where the leads of a part stand, and by which clock each kind of them does."""

    lot: Lot
    zones: list[str]


def _read(tx: Tx) -> Iterator[tuple[Ints, bytes]]:
    """Return what `Stood` has of leads, its numbers in columns, part by part."""
    after, size = -1, _FIRST
    while (stood := tx.stood(after, size)) is not None:
        numbers = np.frombuffer(stood.numbers, ">i8").astype(np.int64).reshape(-1, _COLUMNS).T
        yield numbers, stood.gists
        after, size = int(numbers[0, -1]), _AT_ONCE


def _part(book: LeadBook, tx: Tx, numbers: Ints, raw: bytes, now: datetime) -> tuple[_Part | None, list[int]]:
    """Return the leads whose gists are good, None where none is, and the numbers of the others."""
    lead_nos, lengths, *_ = numbers
    good = is_good(raw, lengths, instant(now))
    left: list[int] = lead_nos[~good].tolist()
    if not good.any():
        return None, left
    gists = read_gists(raw, lengths, good)
    versions, playbook = np.unique(gists.version, return_inverse=True)
    playbooks = [book.playbook(tx, version) for version in versions.tolist()]
    return _Part(lead_nos[good], numbers[2:, good], gists, playbooks, playbook), left


def _standing(rules: ContactRules, officer: Officer, now: datetime) -> Callable[[_Part], _Found]:
    """Return what works out where leads stand; the ground of a place as it stands in a gist is worked out once."""

    @cache
    def ground_of_place(place: bytes) -> Ground:
        return ground_of(rules, place_by(rules.gazetteer, said_in(place)), officer)

    def stands(part: _Part) -> _Found:
        gists = part.gists
        grounds, ground = numbered([ground_of_place(place) for place in gists.places])
        columns = laid_out(gists.facts, grounds, ground[gists.where], part.playbooks, part.playbook)
        zones, zone = np.unique([one.zone for one in grounds], return_inverse=True)
        tag = zone[ground[gists.where]]
        lot = answers(columns, rules, now).lot(tag)
        _, first = np.unique(lot.alike, return_index=True)
        return _Found(lot, zones[tag[first]].tolist())

    return stands


class _Written:
    """Writes what changed, and keeps the numbers of leads that have to be planned one by one."""

    def __init__(self, tx: Tx, move: Mover) -> None:
        self._tx, self._move = tx, move
        self._met = self._moved = 0
        self.alone: list[int] = []

    def write(self, part: _Part, found: Future[_Found]) -> None:
        rows, apart = _moves(self._tx, part, found.result())
        self._met, self._moved = self._met + len(part.lead_nos), self._moved + len(rows)
        self._move(rows, most=2 * self._moved > self._met)
        self.alone += apart


def _moves(tx: Tx, part: _Part, found: _Found) -> tuple[list[tuple[Any, ...]], list[int]]:
    """Return the rows of leads that stand elsewhere than they stood, and the numbers of those the arrays leave."""
    lot, manners, keys, first = found.lot, [], [], []
    for stands, zone in zip(lot.stands, found.zones, strict=True):
        manners.append(-1 if stands is None else tx.manner_no(stands.stage, stands.next, zone))
        keys.append(f"{stands.next.step_id}:0" if stands and isinstance(stands.next, Due) else None)
        first.append(stands is not None and is_first_call(stands.next))
    times = np.stack([lot.planned, lot.due, lot.until, lot.revisit]) * _MICROS
    stand = np.vstack([np.array(manners)[lot.alike], times])
    apart = stand[0] == -1
    moved = np.flatnonzero((stand != part.stood).any(axis=0) & ~apart)
    named = [(keys[n], first[n]) for n in lot.alike[moved].tolist()]
    stood = zip(part.lead_nos[moved].tolist(), *stand[:, moved].tolist(), strict=True)
    rows = [(*where, *what) for where, what in zip(stood, named, strict=True)]
    left: list[int] = part.lead_nos[apart].tolist()
    return rows, left
