"""Queries on who is there, on what changed about people, and on what managers did."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from msgspec.structs import asdict
from sqlalchemy import Row, bindparam, func, or_, select

from app.domain.presence import Heard
from app.hub.records_live import Deed, Doing, PersonChange
from storage.hub import live_tables as t
from storage.hub.part import Part, mine

_HEARD_FROM = select(t.presence).where(mine(t.presence, t.presence.c.device_id == bindparam("asked")))


class LiveRows(Part):
    def heard_from(self, device_id: str) -> Heard | None:
        found = self._ask(_HEARD_FROM, asked=device_id).first()
        return None if found is None else _heard(found)

    def hear(self, heard: Heard) -> None:
        values = {"person_id": heard.person_id, "told": heard.told, "told_at": heard.told_at}
        if not self._insert_new(t.presence, device_id=heard.device_id, **values):
            where = self._mine(t.presence, t.presence.c.device_id == heard.device_id)
            self._conn.execute(t.presence.update().where(where).values(**values))

    def all_heard(self) -> list[Heard]:
        return [_heard(row) for row in self._conn.execute(select(t.presence).where(self._mine(t.presence)))]

    def note_change(self, change: PersonChange) -> None:
        theirs = self._mine(t.person_change, t.person_change.c.person_id == change.person_id)
        n = self._conn.execute(select(func.coalesce(func.max(t.person_change.c.n), 0) + 1).where(theirs)).scalar_one()
        self._insert(t.person_change, n=n, **asdict(change))

    def changes(self, since: datetime, person_ids: Sequence[str] | None = None) -> list[PersonChange]:
        c = t.person_change.c
        whose = [] if person_ids is None else [self._among(c.person_id, person_ids)]
        query = select(t.person_change).where(self._mine(t.person_change, c.at >= since, *whose))
        rows = self._conn.execute(query.order_by(c.at.desc(), c.person_id, c.n.desc()))
        return [PersonChange(row.person_id, row.at, row.what, row.before, row.after, row.by, row.why) for row in rows]

    def note_deed(self, deed: Deed) -> None:
        self._insert(t.deed, **asdict(deed))

    def deeds(self, since: datetime, person_ids: Sequence[str] | None = None) -> list[Deed]:
        c = t.deed.c
        whose = [] if person_ids is None else [or_(*(self._among(one, person_ids) for one in (c.officer_id, c.to_id)))]
        rows = self._conn.execute(
            select(t.deed).where(self._mine(t.deed, c.at >= since, *whose)).order_by(c.at.desc(), c.deed_id.desc())
        )
        return [_deed(row) for row in rows]

    def forget(self, lead_id: str) -> None:
        self._conn.execute(t.deed.update().where(self._mine(t.deed, t.deed.c.lead_id == lead_id)).values(why=""))


def _heard(row: Row[Any]) -> Heard:
    return Heard(device_id=row.device_id, person_id=row.person_id, told=row.told, told_at=row.told_at)


def _deed(row: Row[Any]) -> Deed:
    return Deed(
        deed_id=row.deed_id,
        at=row.at,
        doing=Doing(row.doing),
        lead_id=row.lead_id,
        by=row.by,
        why=row.why,
        officer_id=row.officer_id,
        to_id=row.to_id,
        about=row.about,
    )
