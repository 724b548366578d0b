"""Queries on reports that go out by themselves, and on the mail server they go by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, select

from app.hub.schedule_records import Delivery, MailServer, Schedule
from storage.hub import schedule_tables as t
from storage.hub.part import Part

_SCHEDULE, _DELIVERY = t.schedule.c, t.delivery.c


class ScheduleRows(Part):
    def all(self) -> list[Schedule]:
        query = select(t.schedule).where(self._mine(t.schedule)).order_by(_SCHEDULE.added_at, _SCHEDULE.schedule_id)
        return [_schedule(row) for row in self._conn.execute(query)]

    def add(self, schedule: Schedule) -> None:
        self._insert(
            t.schedule,
            schedule_id=schedule.schedule_id,
            plan=schedule.plan,
            added_at=schedule.added_at,
            next_at=schedule.next_at,
        )

    def remove(self, schedule_id: str) -> bool:
        self._conn.execute(t.delivery.delete().where(self._mine(t.delivery, _DELIVERY.schedule_id == schedule_id)))
        gone = t.schedule.delete().where(self._mine(t.schedule, _SCHEDULE.schedule_id == schedule_id))
        return self._conn.execute(gone.returning(_SCHEDULE.schedule_id)).first() is not None

    def due(self, now: datetime) -> list[Schedule]:
        query = select(t.schedule).where(self._mine(t.schedule, _SCHEDULE.next_at <= now)).order_by(_SCHEDULE.next_at)
        return [_schedule(row) for row in self._conn.execute(query)]

    def move_on(self, schedule: Schedule, next_at: datetime) -> bool:
        as_read = self._mine(
            t.schedule, _SCHEDULE.schedule_id == schedule.schedule_id, _SCHEDULE.next_at == schedule.next_at
        )
        moved = t.schedule.update().where(as_read).values(next_at=next_at).returning(_SCHEDULE.schedule_id)
        return self._conn.execute(moved).first() is not None

    def deliver(self, delivery: Delivery) -> None:
        self._insert_new(
            t.delivery,
            schedule_id=delivery.schedule_id,
            due_at=delivery.due_at,
            to_id=delivery.to_id,
            tries=delivery.tries,
            next_try_at=delivery.next_try_at,
            done_at=delivery.done_at,
            why=delivery.why,
        )

    def waiting(self, now: datetime) -> list[Delivery]:
        query = select(t.delivery).where(self._mine(t.delivery, _DELIVERY.next_try_at <= now))
        rows = self._conn.execute(query.order_by(_DELIVERY.next_try_at, _DELIVERY.schedule_id, _DELIVERY.to_id))
        return [_delivery(row) for row in rows]

    def claim(self, delivery: Delivery, until: datetime) -> bool:
        as_read = and_(self._one(delivery), _DELIVERY.next_try_at == delivery.next_try_at)
        begun = t.delivery.update().where(as_read).values(next_try_at=until, tries=delivery.tries + 1)
        return self._conn.execute(begun.returning(_DELIVERY.to_id)).first() is not None

    def settle(self, delivery: Delivery) -> None:
        values = {"next_try_at": delivery.next_try_at, "done_at": delivery.done_at, "why": delivery.why}
        self._conn.execute(t.delivery.update().where(self._one(delivery)).values(**values))

    def last(self) -> list[Delivery]:
        newest = select(_DELIVERY.schedule_id, func.max(_DELIVERY.due_at).label("due_at"))
        found = newest.where(self._mine(t.delivery)).group_by(_DELIVERY.schedule_id).subquery()
        same = and_(_DELIVERY.schedule_id == found.c.schedule_id, _DELIVERY.due_at == found.c.due_at)
        query = select(t.delivery).join(found, same).where(self._mine(t.delivery))
        rows = self._conn.execute(query.order_by(_DELIVERY.schedule_id, _DELIVERY.to_id))
        return [_delivery(row) for row in rows]

    def forget_before(self, at: datetime) -> None:
        self._conn.execute(t.delivery.delete().where(self._mine(t.delivery, _DELIVERY.due_at < at)))

    def counts(self) -> Mapping[str, int]:
        return Counter(delivery.state for delivery in self.last())

    def mail_server(self) -> MailServer | None:
        row = self._conn.execute(select(t.mail_server.c.settings).where(self._mine(t.mail_server))).first()
        return None if row is None else row.settings

    def put_mail_server(self, server: MailServer | None) -> None:
        self._conn.execute(t.mail_server.delete().where(self._mine(t.mail_server)))
        if server is not None:
            self._insert(t.mail_server, settings=server)

    def _one(self, delivery: Delivery) -> ColumnElement[bool]:
        return self._mine(
            t.delivery,
            _DELIVERY.schedule_id == delivery.schedule_id,
            _DELIVERY.due_at == delivery.due_at,
            _DELIVERY.to_id == delivery.to_id,
        )


def _schedule(row: Row[Any]) -> Schedule:
    return Schedule(row.schedule_id, row.plan, row.added_at, row.next_at)


def _delivery(row: Row[Any]) -> Delivery:
    return Delivery(row.schedule_id, row.due_at, row.to_id, row.tries, row.next_try_at, row.done_at, row.why)
