"""Queries on the phone system's records, the times they cover, and whose phone is their own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, select

from app.domain.call_matching import CallRecord
from app.domain.phone_system import Span
from storage.hub import call_tables as t
from storage.hub.bulk import Row
from storage.hub.part import IN_COMPANY, Part, mine, portions
from storage.instants import to_micros

_RECORD = t.call_record.c
_COLUMNS = ("record_id", "number_hash", "began_at", "seconds", "lead_id", "officer_id", "activity_id")
_MATCHED = (
    t.call_record.update()
    .where(mine(t.call_record, _RECORD.record_id == bindparam("known")))
    .values(lead_id=bindparam("to"), officer_id=bindparam("by"), activity_id=bindparam("is"))
)


class CallRows(Part):
    def add(self, records: Sequence[CallRecord]) -> set[str]:
        self._touched.leads.update(one.lead_id for one in records)
        rows = [(self._company_id, *_values(one)) for one in records]
        return self._insert_new_rows(t.call_record, ("company_id", *_COLUMNS), rows) if rows else set()

    def put_all(self, records: Sequence[CallRecord]) -> None:
        if records:
            mine_known = self._mine(t.call_record, self._among(_RECORD.record_id, [one.record_id for one in records]))
            was = self._conn.execute(select(_RECORD.lead_id).where(mine_known)).scalars()
            self._touched.leads |= {*was, *(one.lead_id for one in records)}
            known = [
                {"known": one.record_id, "to": one.lead_id, "by": one.officer_id, "is": one.activity_id}
                for one in records
            ]
            self._conn.execute(_MATCHED, [{IN_COMPANY: self._company_id, **one} for one in known])

    def of_leads(self, lead_ids: Sequence[str]) -> dict[str, list[CallRecord]]:
        query = select(t.call_record).order_by(_RECORD.began_at, _RECORD.record_id)
        found: dict[str, list[CallRecord]] = {}
        for some in portions(lead_ids):
            for row in self._conn.execute(query.where(self._mine(t.call_record, _RECORD.lead_id.in_(some)))):
                record = CallRecord(
                    record_id=row.record_id,
                    number=row.number_hash,
                    began_at=row.began_at,
                    seconds=row.seconds,
                    lead_id=row.lead_id,
                    officer_id=row.officer_id,
                    activity_id=row.activity_id,
                )
                found.setdefault(row.lead_id, []).append(record)
        return found

    def forget(self, lead_id: str) -> None:
        where = self._mine(t.call_record, _RECORD.lead_id == lead_id)
        self._conn.execute(t.call_record.update().where(where).values(number_hash=b""))

    def cover(self, span: Span, at: datetime) -> None:
        self._touched.spans.append((to_micros(span.start), to_micros(span.end or at)))
        self._insert_new(t.call_cover, from_at=span.start, until_at=span.end, taken_at=at)

    def covered(self) -> list[Span]:
        query = select(t.call_cover).where(self._mine(t.call_cover)).order_by(t.call_cover.c.from_at)
        return [Span(row.from_at, row.until_at) for row in self._conn.execute(query)]

    def personal(self) -> dict[str, list[Span]]:
        query = select(t.personal_phone).where(self._mine(t.personal_phone)).order_by(t.personal_phone.c.from_at)
        found: dict[str, list[Span]] = {}
        for row in self._conn.execute(query):
            found.setdefault(row.person_id, []).append(Span(row.from_at, row.until_at))
        return found

    def begin_personal(self, person_id: str, at: datetime) -> None:
        self._touched.personal.add(person_id)
        if not self._insert_new(t.personal_phone, person_id=person_id, from_at=at):
            # that it was over, as had been said since, was a mistake
            same = self._mine(
                t.personal_phone, t.personal_phone.c.person_id == person_id, t.personal_phone.c.from_at == at
            )
            self._conn.execute(t.personal_phone.update().where(same).values(until_at=None))

    def end_personal(self, person_id: str, at: datetime) -> None:
        mine = self._mine(
            t.personal_phone, t.personal_phone.c.person_id == person_id, t.personal_phone.c.until_at.is_(None)
        )
        self._touched.personal.add(person_id)
        self._conn.execute(t.personal_phone.update().where(mine).values(until_at=at))


def _values(record: CallRecord) -> Row:
    began = to_micros(record.began_at)
    whose = record.lead_id, record.officer_id, record.activity_id
    return (record.record_id, record.number, began, record.seconds, *whose)
