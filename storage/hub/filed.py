"""Activities as the database has them, for whoever looks whether anything was changed behind the hub's back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import BigInteger, Text, exists, not_, select, type_coerce

from app.domain.activity import Activity
from app.domain.clock_grade import Clocked, ClockGrade
from app.hub.records import Filed
from app.protocol.unreadable import UNREADABLE
from storage.hub import tables as t
from storage.hub.events import ActivityRows
from storage.instants import to_micros

_GRADES = frozenset(grade.value for grade in ClockGrade)
_A = t.activity.c
#: as they stand there: what was changed into no activity and no instant is to be found, not to raise
_STANDING = (
    _A.activity_id,
    _A.lead_id,
    _A.kind,
    _A.actor_id,
    type_coerce(_A.began_at, BigInteger).label("began"),
    type_coerce(_A.body, Text).label("body"),
    _A.seq,
    _A.clock,
    _A.clock_offset_ms,
)


class FiledActivityRows(ActivityRows):
    def filed_under(self, device_id: str) -> Iterator[Filed]:
        where = self._mine(t.activity, _A.device_id == device_id)
        yield from map(_filed, self._conn.execute(select(*_STANDING).where(where)))

    def filed_under_none(self) -> Iterator[Filed]:
        of_device = exists().where(t.device.c.company_id == _A.company_id, t.device.c.device_id == _A.device_id)
        where = self._mine(t.activity, not_(of_device))
        yield from map(_filed, self._conn.execute(select(*_STANDING).where(where).order_by(_A.activity_id)))


def _filed(row: Any) -> Filed:
    clock = Clocked(ClockGrade(row.clock), row.clock_offset_ms or 0) if row.clock in _GRADES else None
    activity_id = row.activity_id if isinstance(row.activity_id, str) else repr(row.activity_id)
    seq = row.seq if isinstance(row.seq, int) else None
    return Filed(activity_id, _as_it_is_filed(row), seq, clock)


def _as_it_is_filed(row: Any) -> Activity | None:
    """Return the activity where it is one and the columns it is found by say what it says."""
    if not isinstance(row.body, str):
        return None
    try:
        one = msgspec.json.decode(row.body, type=Activity)
        said = (one.activity_id, one.lead_id, one.kind.value, one.actor_id, to_micros(one.began_at))
    except (*UNREADABLE, TypeError):
        return None
    return one if said == (row.activity_id, row.lead_id, row.kind, row.actor_id, row.began) else None
