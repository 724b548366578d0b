"""What an action touched; screens refresh themselves from this alone."""

from __future__ import annotations

from enum import Flag, auto

import msgspec


class Touched(Flag):
    """Kinds of data, combined with `|`."""

    NOTHING = 0
    QUEUE = auto()
    LEAD = auto()
    REMINDERS = auto()
    PLAYBOOK = auto()
    TEAM = auto()
    SYNC = auto()
    SETTINGS = auto()
    #: whether the officer is there, which others are told
    PRESENCE = auto()


class Changed(msgspec.Struct, frozen=True):
    """`lead_ids` names the leads touched; empty with `Touched.LEAD` set means many."""

    what: Touched
    lead_ids: frozenset[str] = frozenset()

    def __or__(self, other: Changed) -> Changed:
        return Changed(self.what | other.what, self.lead_ids | other.lead_ids)


NOTHING = Changed(Touched.NOTHING)
