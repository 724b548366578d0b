"""Queries on what may not be forgotten."""

from __future__ import annotations

from msgspec.structs import asdict
from sqlalchemy import select

from app.hub.hold_records import Hold, HoldOf
from storage.hub.hold_tables import legal_hold
from storage.hub.part import Part


class HoldRows(Part):
    def put(self, hold: Hold) -> None:
        values = asdict(hold) | {"of": hold.of.value}
        if not self._insert_new(legal_hold, **values):
            where = self._mine(legal_hold, legal_hold.c.hold_id == hold.hold_id)
            self._conn.execute(legal_hold.update().where(where).values(**values))

    def all(self) -> list[Hold]:
        query = select(legal_hold).where(self._mine(legal_hold)).order_by(legal_hold.c.at, legal_hold.c.hold_id)
        return [
            Hold(row.hold_id, HoldOf(row.of), row.subject, row.why, row.at, row.lifted_at)
            for row in self._conn.execute(query)
        ]
