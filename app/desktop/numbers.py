"""The officer's own sums, by the same definitions as the manager's."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from app.clock import Clock
from app.desktop.incoming import held_before
from app.desktop.leadbook import LeadBook
from app.desktop.outgoing import is_told
from app.desktop.ports import HeldLead, Store, Tx
from app.domain.case import Case, Holding
from app.domain.officer import Officer
from app.domain.scorecard import officer_row
from app.errors import BadInput


class Numbers:
    """Adds up what this desk knows; leads it no longer holds are the hub's to count."""

    def __init__(self, store: Store, clock: Clock, book: LeadBook) -> None:
        self._store, self._clock, self._book = store, clock, book

    def mine(self, start: date | None, end: date | None) -> dict[str, Any]:
        """Return the sums of leads received from `start` to `end`, both included, on the company's calendar.

        `here_only` counts those leads among them that the hub is not told of, which its own sums therefore lack.
        """
        now = self._clock.now()
        if start is not None and end is not None and start > end:
            raise BadInput("The report's first day lies after its last.", "Swap --from and --to.")
        with self._store.reading() as tx:
            identity = self._book.identity(tx)
            zone = ZoneInfo(identity.company_zone or identity.officer.zone)
            first = datetime.combine(start, time(), zone).astimezone(UTC) if start else None
            last = datetime.combine(end + timedelta(days=1), time(), zone).astimezone(UTC) if end else None
            cohort = [
                held
                for held in tx.leads()
                if (first is None or held.lead.received_at >= first)
                and (last is None or held.lead.received_at < last)
                and held.lead.received_at <= now
                and not held.lead.is_test
            ]
            cases = [self._case(tx, held, identity.officer, now) for held in cohort]
            here_only = sum(not held.from_hub and not is_told(tx, held.lead.lead_id) for held in cohort)
        return {**officer_row(cases, identity.officer), "here_only": here_only}

    def _case(self, tx: Tx, held: HeldLead, officer: Officer, now: datetime) -> Case:
        """Return the lead as the sums see it. Earlier holders' hours are not this desk's to know: own ones stand in."""
        picture = self._book.picture(tx, held, now)
        since = held.lead.assigned_at or held.lead.received_at
        holdings = [Holding(h.officer_id, h.from_at) for h in held_before(tx, held.lead.lead_id)]
        return Case(
            lead=held.lead,
            history=picture.history,
            known=picture.known,
            playbook=picture.playbook,
            officer=officer,
            holdings=holdings or [Holding(officer.officer_id, since)],
            rules=self._book.rules,
            now=now,
            clocks=tx.clocks(held.lead.lead_id),
        )
