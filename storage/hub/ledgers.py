"""Counts the hub's books from their counters, never by walking them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, and_, func, select

from app.hub.records import Ledgers
from storage.hub import tables as t
from storage.hub.part import Part
from storage.hub.schedules import ScheduleRows


class LedgerRows(Part):
    def count(self) -> Ledgers:
        """Logs, feeds and audit are numbered without gaps, so the last number says how long each is."""
        lines = {
            "events": self._number(select(func.sum(t.device.c.have_seq)).where(self._mine(t.device))),
            "quarantined": self._number(select(func.count()).where(self._mine(t.quarantine))),
            "feed_rows": self._number(select(func.sum(t.feed.c.last_seq)).where(self._mine(t.feed))),
            "audit": self._number(select(func.max(t.audit.c.n)).where(self._mine(t.audit))),
            "devices": self._number(select(func.count()).where(self._mine(t.device))),
        }
        # the newest event is one of the devices' last ones: each is found by its key, where the newest of all would
        # take an index of its own, to be kept up to date by every push
        last = and_(
            t.event.c.company_id == t.device.c.company_id,
            t.event.c.device_id == t.device.c.device_id,
            t.event.c.seq == t.device.c.have_seq,
        )
        newest = select(func.max(t.event.c.received_at)).select_from(t.device.join(t.event, last))
        reports = ScheduleRows(self._conn, self._company_id).counts()
        return Ledgers(lines, self._conn.execute(newest.where(self._mine(t.device))).scalar(), reports)

    def _number(self, query: Select[Any]) -> int:
        return int(self._conn.execute(query).scalar() or 0)
