"""Which lists of numbers the hub compares this desk's leads with, and how old they are."""

from __future__ import annotations

from datetime import date

import msgspec

from app.desktop.ports import Tx
from app.domain.listings import days_old
from app.protocol.feed import ListTaken

_TAKEN = "lists.taken"


def note_list(tx: Tx, taken: ListTaken) -> None:
    """Remember a list in the place of the older one of its kind and state."""
    others = [one for one in lists_taken(tx) if (one.kind, one.state) != (taken.kind, taken.state)]
    tx.put_fact(_TAKEN, msgspec.json.encode([*others, taken]))


def lists_taken(tx: Tx) -> list[ListTaken]:
    raw = tx.fact(_TAKEN)
    return [] if raw is None else msgspec.json.decode(raw, type=list[ListTaken])


def forget_lists(tx: Tx) -> None:
    """Forget what a hub said that begins anew; it says again which lists it has."""
    tx.drop_fact(_TAKEN)


def list_words(taken: ListTaken, today: date) -> str:
    """Return "national of 2026-11-01, 26 days old"."""
    whose = f"{taken.state} {taken.kind}" if taken.state else taken.kind
    return f"{whose} of {taken.as_of}, {days_old(taken.as_of, today)} days old"
