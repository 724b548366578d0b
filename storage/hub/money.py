"""Queries on what leads cost, on vendors' credits, and on the steps marketing was handed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Table, delete, select

from app.domain.lead import Channel
from app.domain.marketing_steps import Result, Touch
from app.domain.money import CostEntry, CostKind, CreditState, Ledger, VendorCredit
from storage.hub import money_tables as t
from storage.hub.part import Part, portions


class MoneyRows(Part):
    def ledger(self) -> Ledger:
        return Ledger(tuple(self.costs().values()), tuple(self.credits().values()))

    def costs(self) -> dict[str, CostEntry]:
        found = self._conn.execute(self._all(t.cost_entry))
        return {row.key: _entry(row) for row in found}

    def credits(self) -> dict[str, VendorCredit]:
        found = self._conn.execute(self._all(t.vendor_credit))
        return {row.key: _credit(row) for row in found}

    def put_costs(self, entries: Mapping[str, CostEntry], at: datetime) -> None:
        self._replace(t.cost_entry, {key: _of_entry(one) for key, one in entries.items()}, at)

    def put_credits(self, given: Mapping[str, VendorCredit], at: datetime) -> None:
        self._replace(t.vendor_credit, {key: _of_credit(one) for key, one in given.items()}, at)

    def drop(self, key: str) -> None:
        for table in (t.cost_entry, t.vendor_credit):
            self._conn.execute(delete(table).where(self._mine(table, table.c.key == key)))

    def forget(self, lead_id: str) -> None:
        for table in (t.cost_entry, t.vendor_credit):
            mine = self._mine(table, table.c.lead_id == lead_id)
            self._conn.execute(table.update().where(mine).values(reference=""))

    def _all(self, table: Table) -> Any:
        return select(table).where(self._mine(table)).order_by(table.c.said_at, table.c.key)

    def _replace(self, table: Table, rows: Mapping[str, Mapping[str, Any]], at: datetime) -> None:
        for keys in portions(list(rows)):
            self._conn.execute(delete(table).where(self._mine(table, table.c.key.in_(keys))))
            new = [{"company_id": self._company_id, "key": key, "said_at": at, **rows[key]} for key in keys]
            self._conn.execute(table.insert(), new)


class TouchRows(Part):
    def add(self, touch: Touch) -> None:
        self._insert(t.marketing_touch, **_values(touch))

    def put(self, touch: Touch) -> None:
        mine = self._mine(t.marketing_touch, t.marketing_touch.c.touch_id == touch.touch_id)
        self._conn.execute(t.marketing_touch.update().where(mine).values(**_values(touch)))

    def by_ids(self, touch_ids: Sequence[str]) -> dict[str, Touch]:
        column = t.marketing_touch.c.touch_id
        return {touch.touch_id: touch for some in portions(touch_ids) for touch in self._touches(column.in_(some))}

    def of_leads(self, lead_ids: Sequence[str]) -> dict[str, list[Touch]]:
        found: dict[str, list[Touch]] = {}
        for some in portions(lead_ids):
            for touch in self._touches(t.marketing_touch.c.lead_id.in_(some)):
                found.setdefault(touch.lead_id, []).append(touch)
        return found

    def leads(self) -> list[str]:
        touched = t.marketing_touch.c.lead_id
        return list(self._conn.execute(select(touched).where(self._mine(t.marketing_touch)).distinct()).scalars())

    def _touches(self, condition: Any) -> list[Touch]:
        table = t.marketing_touch
        query = select(table).where(self._mine(table, condition)).order_by(table.c.handed_at, table.c.touch_id)
        return [_touch(row) for row in self._conn.execute(query)]


def _of_entry(entry: CostEntry) -> dict[str, Any]:
    return {
        "kind": entry.kind.value,
        "source": entry.source,
        "campaign": entry.campaign,
        "lead_id": entry.lead_id or None,
        "paid_on": None if entry.on is None else entry.on.isoformat(),
        "is_day": entry.is_day,
        "amount": str(entry.amount),
        "reference": entry.reference,
    }


def _of_credit(credit: VendorCredit) -> dict[str, Any]:
    return {
        "state": credit.state.value,
        "source": credit.source,
        "campaign": credit.campaign,
        "lead_id": credit.lead_id or None,
        "month": credit.month.isoformat(),
        "amount": None if credit.amount is None else str(credit.amount),
        "reason": credit.reason,
        "decided_on": None if credit.decided_on is None else credit.decided_on.isoformat(),
        "reference": credit.reference,
    }


def _entry(row: Any) -> CostEntry:
    return CostEntry(
        kind=CostKind(row.kind),
        amount=Decimal(row.amount),
        source=row.source,
        campaign=row.campaign,
        lead_id=row.lead_id or "",
        on=_day(row.paid_on),
        is_day=row.is_day,
        reference=row.reference,
    )


def _credit(row: Any) -> VendorCredit:
    return VendorCredit(
        state=CreditState(row.state),
        month=date.fromisoformat(row.month),
        source=row.source,
        campaign=row.campaign,
        lead_id=row.lead_id or "",
        amount=None if row.amount is None else Decimal(row.amount),
        reason=row.reason,
        decided_on=_day(row.decided_on),
        reference=row.reference,
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _values(touch: Touch) -> dict[str, Any]:
    return {
        "touch_id": touch.touch_id,
        "lead_id": touch.lead_id,
        "step_id": touch.step_id,
        "channel": touch.channel.value,
        "begun_at": touch.begun_at,
        "due_at": touch.due_at,
        "handed_at": touch.handed_at,
        "result": None if touch.result is None else touch.result.value,
        "at": touch.at,
    }


def _touch(row: Any) -> Touch:
    return Touch(
        touch_id=row.touch_id,
        lead_id=row.lead_id,
        step_id=row.step_id,
        channel=Channel(row.channel),
        begun_at=row.begun_at,
        due_at=row.due_at,
        handed_at=row.handed_at,
        result=None if row.result is None else Result(row.result),
        at=row.at,
    )
