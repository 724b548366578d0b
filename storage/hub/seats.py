"""Queries on what people are to be given, whose turn each lead was, and what the hub does by its own clock."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256

import msgspec
from sqlalchemy import ColumnElement, exists, func, not_, or_, select

from app.domain.distributing import Seat
from app.hub.records import Decision, KeptSeat
from storage.hub import tables as t
from storage.hub.part import Part

#: enough of a lineup's hash to know the same one by
_ID_DIGITS = 32


def is_nobodys() -> ColumnElement[bool]:
    """Return whether a lead was nobody's turn when it was last to be given; who held it since ends that."""
    lead, said, later, held = t.lead.c, t.decision.c, t.decision.alias("later").c, t.holding.c
    is_later = exists().where(later.company_id == lead.company_id, later.lead_id == lead.lead_id, later.n > said.n)
    was_held = exists().where(held.company_id == lead.company_id, held.lead_id == lead.lead_id, held.from_at > said.at)
    is_its = (said.company_id == lead.company_id, said.lead_id == lead.lead_id, said.chosen_id.is_(None))
    return exists().where(*is_its, not_(is_later), not_(was_held))


class SeatRows(Part):
    def all(self) -> dict[str, KeptSeat]:
        rows = self._conn.execute(select(t.seat).where(self._mine(t.seat)))
        return {row.person_id: KeptSeat(row.settings, row.owed) for row in rows}

    def put(self, person_id: str, seat: Seat) -> None:
        if not self._insert_new(t.seat, person_id=person_id, settings=seat, owed=0):
            where = self._mine(t.seat, t.seat.c.person_id == person_id)
            self._conn.execute(t.seat.update().where(where).values(settings=seat))

    def drop(self, person_id: str) -> None:
        self._conn.execute(t.seat.delete().where(self._mine(t.seat, t.seat.c.person_id == person_id)))

    def owe(self, owed: Mapping[str, int]) -> None:
        for person_id, parts in sorted(owed.items()):
            if not self._insert_new(t.seat, person_id=person_id, settings=Seat(), owed=parts):
                where = self._mine(t.seat, t.seat.c.person_id == person_id)
                self._conn.execute(t.seat.update().where(where).values(owed=parts))

    def decide(self, decision: Decision) -> None:
        passed = dict(sorted(decision.passed.items()))
        lineup_id = sha256(msgspec.json.encode(passed)).hexdigest()[:_ID_DIGITS]
        self._insert_new(t.lineup, lineup_id=lineup_id, passed=passed)
        of_lead = self._mine(t.decision, t.decision.c.lead_id == decision.lead_id)
        n = self._conn.execute(select(func.coalesce(func.max(t.decision.c.n), 0) + 1).where(of_lead)).scalar_one()
        self._insert(
            t.decision,
            lead_id=decision.lead_id,
            n=n,
            at=decision.at,
            why=decision.why,
            chosen_id=decision.chosen_id,
            lineup_id=lineup_id,
        )

    def decisions(self, lead_id: str) -> list[Decision]:
        d, same = t.decision.c, t.lineup.c.lineup_id == t.decision.c.lineup_id
        query = select(t.decision, t.lineup.c.passed).join(t.lineup, self._mine(t.lineup, same))
        rows = self._conn.execute(query.where(self._mine(t.decision, d.lead_id == lead_id)).order_by(d.n))
        return [Decision(row.lead_id, row.at, row.why, row.chosen_id, row.passed) for row in rows]

    def was_nobodys(self, lead_id: str) -> bool:
        asked = select(t.lead.c.lead_id).where(self._mine(t.lead, t.lead.c.lead_id == lead_id, is_nobodys()))
        return self._conn.execute(asked).first() is not None

    def begin(self, chore: str, now: datetime, every: timedelta) -> bool:
        if self._insert_new(t.chore, name=chore, done_at=now):
            return True
        done_at = t.chore.c.done_at
        # one that was done in days to come, as a clock had it that was put right since, would wait for them
        is_due = or_(done_at <= now - every, done_at > now + every)
        is_time = self._mine(t.chore, t.chore.c.name == chore, is_due)
        done = t.chore.update().where(is_time).values(done_at=now).returning(t.chore.c.name)
        return self._conn.execute(done).first() is not None
