"""The officer's own sums, by the same definitions as the manager's."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from app.clock import Clock
from app.desktop.leadbook import LeadBook
from app.desktop.ports import Store
from app.domain.case import Case, Holding
from app.domain.scorecard import officer_row
from app.errors import BadInput


class Numbers:
    """Adds up what this desk knows; leads it no longer holds are the hub's to count."""

    def __init__(self, store: Store, clock: Clock, book: LeadBook) -> None:
        self._store, self._clock, self._book = store, clock, book

    def mine(self, start: date | None, end: date | None) -> dict[str, Any]:
        """Return the sums of leads received from `start` to `end`, both included, on the company's calendar."""
        now = self._clock.now()
        if start is not None and end is not None and start > end:
            raise BadInput("The report's first day lies after its last.")
        with self._store.reading() as tx:
            identity = self._book.identity(tx)
            officer = identity.officer
            zone = ZoneInfo(identity.company_zone or officer.zone)
            first = datetime.combine(start, time(), zone).astimezone(UTC) if start else None
            last = datetime.combine(end + timedelta(days=1), time(), zone).astimezone(UTC) if end else None
            cases = []
            for held in tx.leads():
                received = held.lead.received_at
                if (first and received < first) or (last and received >= last) or held.lead.is_test:
                    continue
                picture = self._book.picture(tx, held, now)
                cases.append(
                    Case(
                        lead=held.lead,
                        history=picture.history,
                        known=picture.known,
                        playbook=picture.playbook,
                        officer=officer,
                        holdings=[Holding(officer.officer_id, held.lead.assigned_at or received)],
                        rules=self._book.rules,
                        now=now,
                    )
                )
        return officer_row(cases, officer)
