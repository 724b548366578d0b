"""Leads that wait for something, in the orders they are asked for: the queue's own, by when it is due, by promises."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from app.desktop.ports import HeldLead, Mark, Part
from app.domain.daily_queue import Together
from app.domain.ladder import EARLY_S
from storage.desktop.driver import Connection
from storage.desktop.planning import DROP_GISTS, PLANNED, held_of
from storage.instants import from_micros, to_micros

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_MICROS = 1_000_000


class Waiting:
    """Reads where leads stand by when they are due; `Planning` writes that."""

    conn: Connection

    def marks(self, part: Part, now: datetime, limit: int, skip: int = 0) -> list[Mark]:
        """Return the marks of a part of the queue in its order."""
        return self.conn.ask(_MARKS[part], to_micros(now), limit, skip)

    def marked(self, numbers: Collection[int]) -> list[HeldLead]:
        """Return the leads of these marks, in no order; those that are not planned are left out."""
        rows = self.conn.ask(_MARKED, _json(numbers)) if numbers else ()
        return [held_of(row) for row in rows]

    def together(self, due: Collection[datetime]) -> dict[datetime, Together]:
        """Return how many fell due at each of these instants because a shift began then, and had their turn since."""
        asked = _json([to_micros(at) for at in due])
        rows = self.conn.ask(_TOGETHER, asked, EARLY_S * _MICROS) if due else ()
        return {from_micros(at): Together(*counts) for at, *counts in rows}

    def note_learnt(self, lead_ids: Sequence[str]) -> None:
        """Note that something was learnt of leads that stand where they stood."""
        self.conn.tell(_LEARNT, _json(lead_ids))

    def sharing(self, keys: Collection[str]) -> list[str]:
        """Return the leads with one of these numbers, and those merged away of which something is due all the same."""
        return self.conn.ask_each(_SHARING, _json(keys))

    def numbers_learnt(self, keys: Collection[str]) -> None:
        """Note that something was learnt of numbers, whoever has them: nothing kept of a lead may outlive it."""
        lead_nos = self.conn.ask_each(_NUMBERS_LEARNT, _json(keys)) if keys else []
        if lead_nos:
            self.conn.tell(DROP_GISTS, _json(lead_nos))

    def promised(self, limit: int) -> list[HeldLead]:
        """Return leads with a promise that waits, the first due first."""
        return self._planned(_PROMISED, limit)

    def due_leads(self, now: datetime, limit: int, skip: int = 0) -> list[HeldLead]:
        """Return leads whose step or promise is due, the last to fall due first."""
        return self._planned(_DUE, to_micros(now), limit, skip)

    def skipped(self, since: datetime) -> list[HeldLead]:
        """Return leads with something due now or later of which a step was skipped since, in no order."""
        return self._planned(_SKIPPED, to_micros(since))

    def _planned(self, question: str, *about: int) -> list[HeldLead]:
        return [held_of(row) for row in self.conn.ask(question, *about)]

    def waiting_count(self) -> int:
        """Return how many leads have a step or promise, due or to come."""
        return int(self.conn.ask_one("SELECT count(*) FROM bearing WHERE due_at IS NOT NULL"))

    def to_revisit(self, now: datetime, limit: int) -> list[str]:
        return self.conn.ask_each(_TO_REVISIT, to_micros(now), limit)

    def next_revisit_at(self) -> datetime | None:
        return self._first("SELECT min(revisit_at) FROM bearing WHERE revisit_at IS NOT NULL")

    def next_due_at(self, now: datetime) -> datetime | None:
        return self._first("SELECT min(due_at) FROM bearing WHERE due_at > ?", to_micros(now))

    def _first(self, question: str, *about: int) -> datetime | None:
        at = self.conn.ask_one(question, *about)
        return None if at is None else from_micros(at)


def _json(values: Collection[object]) -> str:
    return msgspec.json.encode(list(values)).decode()


# leads by their numbers, which the index of what is due tells: rows that are passed over stay unread
_PROMISED = f"""
    {PLANNED} WHERE lead_no IN (
        SELECT lead_no FROM bearing WHERE part = 0 AND due_at IS NOT NULL ORDER BY part_at LIMIT ?
    ) ORDER BY due_at
"""  # noqa: S608 - our own words, every value is bound
_DUE = f"""
    {PLANNED} WHERE lead_no IN (
        SELECT lead_no FROM bearing WHERE due_at <= ? ORDER BY due_at DESC, lead_no DESC LIMIT ? OFFSET ?
    ) ORDER BY due_at DESC, lead_no DESC
"""  # noqa: S608 - our own words, every value is bound
_SKIPPED = f"""
    {PLANNED} WHERE due_at IS NOT NULL AND lead_no IN (
        SELECT lead.rowid FROM activity JOIN lead USING (lead_id) WHERE logged_at >= ? AND kind = 'skip'
    )
"""  # noqa: S608 - our own words, every value is bound
_MARKED = f"{PLANNED} WHERE lead_no IN (SELECT value FROM json_each(?))"  # noqa: S608 - our own words, every value is bound
_TO_REVISIT = "SELECT lead_id FROM bearing JOIN lead ON lead.rowid = lead_no WHERE revisit_at <= ?1 LIMIT ?2"
_LEARNT = """
    UPDATE bearing SET learnt = learnt + 1
    WHERE lead_no IN (SELECT rowid FROM lead WHERE lead_id IN (SELECT value FROM json_each(?)))
"""
# a lead that was merged away is found by no number, and of next to none anything is due: that is asked, and their
# numbers, which nothing but their own bodies tells, are not
_SHARING = """
    SELECT lead_id FROM lead_key WHERE key IN (SELECT value FROM json_each(?))
    UNION
    SELECT other_id FROM merge JOIN lead ON lead.lead_id = other_id JOIN bearing ON lead_no = lead.rowid
    WHERE other_id IS NOT NULL AND due_at IS NOT NULL
"""
_NUMBERS_LEARNT = f"""
    UPDATE bearing SET learnt = learnt + 1 WHERE lead_no IN (SELECT rowid FROM lead WHERE lead_id IN ({_SHARING}))
    RETURNING lead_no
"""  # noqa: S608 - our own words, every value is bound
# indexes are named: which of two is the shorter way depends on what time it is, and nobody counts that
_MARKS = {
    part: f"""
        SELECT lead_no, learnt, manner_no, due_at, until_at, called_at, asked_at FROM bearing {which}, lead_no
        LIMIT ?2 OFFSET ?3
    """  # noqa: S608 - our own words, every value is bound
    for part, which in {
        Part.PROMISES: """INDEXED BY bearing_part
            WHERE due_at IS NOT NULL AND part = 0 AND part_at <= ?1 ORDER BY part_at""",
        Part.FIRST: """INDEXED BY bearing_part
            WHERE due_at IS NOT NULL AND part = 1 AND due_at <= ?1 ORDER BY part_at""",
        Part.FIRST_IN_TIME: """INDEXED BY bearing_first
            WHERE part = 1 AND until_at >= ?1 AND due_at <= ?1 ORDER BY part_at""",
        Part.FIRST_OF_A_DAY: f"""INDEXED BY bearing_first
            WHERE part = 1 AND until_at >= ?1 - {24 * 3600 * _MICROS} AND due_at <= ?1 ORDER BY part_at""",
        Part.STEPS: """INDEXED BY bearing_part
            WHERE due_at IS NOT NULL AND part = 2 AND part_at < ?1 ORDER BY part_at""",
        Part.STEPS_IN_TIME: """INDEXED BY bearing_step
            WHERE part = 2 AND due_at <= ?1 AND until_at >= ?1 ORDER BY until_at""",
        Part.LATER: """INDEXED BY bearing_due
            WHERE due_at > ?1 ORDER BY due_at""",
    }.items()
}
# an instant at which a shift begins is that of many, so its leads are found by it and their manners looked at
_TOGETHER = """
    SELECT value, (
        SELECT count(*) FROM bearing WHERE due_at IS NOT NULL AND called_at >= value - ?2 AND asked_at < value
    ), count(*), ifnull(sum(part = 1), 0)
    FROM json_each(?1) JOIN bearing ON due_at = value AND due_at IS NOT NULL AND part > 0
    JOIN manner USING (manner_no) WHERE manner.body LIKE '%"by":"shift"%'
    GROUP BY value
"""
