"""Queries on what was handed to marketing, and the addresses it may be sent to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import delete, select

from app.hub.handover_ports import HandedOver, Webhook
from storage.hub import handover_tables as t
from storage.hub.part import Part, portions


class HandoverRows(Part):
    def add(self, handed: Iterable[HandedOver]) -> None:
        for one in handed:
            same = self._mine(
                t.handed_over, t.handed_over.c.lead_id == one.lead_id, t.handed_over.c.returned_at == one.returned_at
            )
            if self._conn.execute(select(t.handed_over.c.lead_id).where(same)).first() is None:
                values = {"returned_at": one.returned_at, "at": one.at, "batch": one.batch}
                self._insert(t.handed_over, lead_id=one.lead_id, **values)

    def of_leads(self, lead_ids: Sequence[str]) -> set[tuple[str, datetime]]:
        asked = select(t.handed_over.c.lead_id, t.handed_over.c.returned_at)
        return {
            (row.lead_id, row.returned_at)
            for some in portions(lead_ids)
            for row in self._conn.execute(asked.where(self._mine(t.handed_over, t.handed_over.c.lead_id.in_(some))))
        }

    def allow(self, webhook: Webhook) -> None:
        self.deny(webhook.address)
        self._insert(t.webhook, address=webhook.address, secret=webhook.secret, added_at=webhook.added_at)

    def deny(self, address: str) -> bool:
        found = self._conn.execute(delete(t.webhook).where(self._mine(t.webhook, t.webhook.c.address == address)))
        return bool(found.rowcount)

    def allowed(self) -> list[Webhook]:
        query = select(t.webhook).where(self._mine(t.webhook)).order_by(t.webhook.c.added_at, t.webhook.c.address)
        return [Webhook(row.address, row.secret, row.added_at) for row in self._conn.execute(query)]
