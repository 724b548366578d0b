"""Queries on the phone system's records, the times they cover, and whose phone is their own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from app.domain.call_matching import CallRecord
from app.domain.phone_system import Span
from storage.hub import call_tables as t
from storage.hub.part import Part, portions
from storage.instants import to_micros

_RECORD = t.call_record.c


class CallRows(Part):
    def add(self, records: Sequence[CallRecord]) -> set[str]:
        self._touched.leads.update(one.lead_id for one in records)
        return {one.record_id for one in records if self._insert_new(t.call_record, **_values(one))}

    def put(self, record: CallRecord) -> None:
        where = self._mine(t.call_record, _RECORD.record_id == record.record_id)
        was = self._conn.execute(select(_RECORD.lead_id).where(where)).scalars()
        self._touched.leads |= {record.lead_id, *was}
        self._conn.execute(t.call_record.update().where(where).values(**_values(record)))

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
        self._insert(t.personal_phone, person_id=person_id, from_at=at)

    def end_personal(self, person_id: str, at: datetime) -> None:
        mine = self._mine(
            t.personal_phone, t.personal_phone.c.person_id == person_id, t.personal_phone.c.until_at.is_(None)
        )
        self._touched.personal.add(person_id)
        self._conn.execute(t.personal_phone.update().where(mine).values(until_at=at))


def _values(record: CallRecord) -> dict[str, object]:
    return {
        "record_id": record.record_id,
        "lead_id": record.lead_id,
        "number_hash": record.number,
        "began_at": record.began_at,
        "seconds": record.seconds,
        "officer_id": record.officer_id,
        "activity_id": record.activity_id,
    }
