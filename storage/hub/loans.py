"""Queries on loans: whose they are, what they reached, and those that wait for their lead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import Text, delete, func, select, type_coerce

from app.domain.loans import Loan, Waiting
from storage.hub import loan_tables as t
from storage.hub.part import Part, portions


class LoanRows(Part):
    def by_keys(self, keys: Sequence[str]) -> dict[str, Loan]:
        found = {loan.key: loan for some in portions(keys) for loan in self._loans(t.loan.c.key.in_(some))}
        others = self._aliases([key for key in keys if key not in found])
        meant = {
            loan.key: loan
            for some in portions(sorted(set(others.values())))
            for loan in self._loans(t.loan.c.key.in_(some))
        }
        return {**found, **{key: meant[loan_key] for key, loan_key in others.items() if loan_key in meant}}

    def _aliases(self, keys: Sequence[str]) -> dict[str, str]:
        query = select(t.loan_alias.c.key, t.loan_alias.c.loan_key)
        return {
            row.key: row.loan_key
            for some in portions(keys)
            for row in self._conn.execute(query.where(self._mine(t.loan_alias, t.loan_alias.c.key.in_(some))))
        }

    def of_leads(self, lead_ids: Sequence[str]) -> dict[str, list[Loan]]:
        found: dict[str, list[Loan]] = {}
        for some in portions(lead_ids):
            for loan in self._loans(t.loan.c.lead_id.in_(some)):
                found.setdefault(loan.lead_id, []).append(loan)
        return found

    def put(self, loan: Loan) -> None:
        self._touched.leads |= {loan.lead_id, *(known.lead_id for known in self.by_keys([loan.key]).values())}
        self._replace(t.loan, loan.key, **_values(loan), lead_id=loan.lead_id, matched_by=loan.matched_by)

    def rename(self, key: str, new_key: str) -> None:
        self._conn.execute(t.loan.update().where(self._mine(t.loan, t.loan.c.key == key)).values(key=new_key))
        before = self._mine(t.loan_alias, t.loan_alias.c.loan_key == key)
        self._conn.execute(t.loan_alias.update().where(before).values(loan_key=new_key))
        self.also_known_as(key, new_key)

    def also_known_as(self, key: str, loan_key: str) -> None:
        self._replace(t.loan_alias, key, loan_key=loan_key)

    def wait(self, waiting: Waiting) -> None:
        more = {"lead_ids": waiting.lead_ids, "reason": waiting.reason, "line": waiting.line}
        self._replace(t.loan_waiting, waiting.key, **_values(waiting), **more)

    def waiting(self, keys: Sequence[str] | None = None) -> list[Waiting]:
        query = select(t.loan_waiting).order_by(t.loan_waiting.c.at, t.loan_waiting.c.line)
        if keys is None:
            return self._waiting(query.where(self._mine(t.loan_waiting)))
        return [
            one
            for some in portions(keys)
            for one in self._waiting(query.where(self._mine(t.loan_waiting, t.loan_waiting.c.key.in_(some))))
        ]

    def settle(self, key: str) -> None:
        self._conn.execute(delete(t.loan_waiting).where(self._mine(t.loan_waiting, t.loan_waiting.c.key == key)))

    def counts(self) -> tuple[int, int]:
        matched, waiting = (
            self._conn.execute(select(func.count()).select_from(table).where(self._mine(table))).scalar_one()
            for table in (t.loan, t.loan_waiting)
        )
        return matched, waiting

    def forget(self, lead_id: str) -> None:
        mine = self._mine(t.loan, t.loan.c.lead_id == lead_id)
        self._conn.execute(t.loan.update().where(mine).values(number=""))
        # a loan that waits with it as one of whom it may be is known by its hashed number alone from now on, too
        may_be = type_coerce(t.loan_waiting.c.lead_ids, Text).contains(f'"{lead_id}"', autoescape=True)
        for one in self._waiting(select(t.loan_waiting).where(self._mine(t.loan_waiting, may_be))):
            others = tuple(other for other in one.lead_ids if other != lead_id)
            where = self._mine(t.loan_waiting, t.loan_waiting.c.key == one.key)
            self._conn.execute(t.loan_waiting.update().where(where).values(lead_ids=others, number=""))

    def _loans(self, condition: Any) -> Iterable[Loan]:
        query = select(t.loan).where(self._mine(t.loan, condition)).order_by(t.loan.c.matched_at, t.loan.c.key)
        for row in self._conn.execute(query):
            yield Loan(
                key=row.key,
                lead_id=row.lead_id,
                matched_by=row.matched_by,
                matched_at=row.matched_at,
                reports=row.reports,
                number=row.number,
                amount=_amount(row.amount),
            )

    def _waiting(self, query: Any) -> list[Waiting]:
        return [
            Waiting(
                key=row.key,
                reports=row.reports,
                reason=row.reason,
                line=row.line,
                at=row.at,
                number=row.number,
                amount=_amount(row.amount),
                lead_ids=row.lead_ids,
            )
            for row in self._conn.execute(query)
        ]

    def _replace(self, table: Any, key: str, **values: Any) -> None:
        self._conn.execute(delete(table).where(self._mine(table, table.c.key == key)))
        self._insert(table, key=key, **values)


def _values(one: Loan | Waiting) -> dict[str, Any]:
    when = {"matched_at": one.matched_at} if isinstance(one, Loan) else {"at": one.at}
    amount = None if one.amount is None else str(one.amount)
    return {"number": one.number, "amount": amount, "reports": one.reports, **when}


def _amount(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
