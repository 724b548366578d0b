"""Queries on lists of numbers, which may have hundreds of thousands of entries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec
from sqlalchemy import and_, delete, select, text

from app.hub.records import NumberList
from app.protocol.listed import ListedNumber
from storage.hub import tables as t
from storage.hub.part import Part, portions

_ENTRY = t.listed_number.c
_ADD = {
    "sqlite": text("""
        INSERT INTO listed_number (company_id, number_hash, kind, state, gone_on)
        SELECT :company, unhex(value ->> 0), :kind, :state, value ->> 1 FROM json_each(:rows)
    """),
    "postgresql": text("""
        INSERT INTO listed_number (company_id, number_hash, kind, state, gone_on)
        SELECT :company, decode(value ->> 0, 'hex'), :kind, :state, value ->> 1
        FROM json_array_elements(CAST(:rows AS json))
    """),
}


def _by_hash(entry: tuple[bytes, date | None]) -> bytes:
    return entry[0]


class ListRows(Part):
    def all(self) -> list[NumberList]:
        query = select(t.number_list).where(self._mine(t.number_list))
        rows = self._conn.execute(query.order_by(t.number_list.c.kind, t.number_list.c.state))
        return [NumberList(r.kind, r.state, date.fromisoformat(r.as_of), r.taken_at, r.entries) for r in rows]

    def put(self, taken: NumberList) -> None:
        mine = self._mine(t.number_list, t.number_list.c.kind == taken.kind, t.number_list.c.state == taken.state)
        self._conn.execute(delete(t.number_list).where(mine))
        # how old a list is stands in what it says of each of its numbers
        self._touched.lists.add((taken.kind, taken.state))
        self._insert(
            t.number_list,
            kind=taken.kind,
            state=taken.state,
            as_of=taken.as_of.isoformat(),
            taken_at=taken.taken_at,
            entries=taken.entries,
        )

    def entries(self, kind: str, state: str) -> dict[bytes, date | None]:
        query = select(_ENTRY.number_hash, _ENTRY.gone_on)
        rows = self._conn.execute(query.where(self._mine(t.listed_number, _ENTRY.kind == kind, _ENTRY.state == state)))
        return {row.number_hash: None if row.gone_on is None else date.fromisoformat(row.gone_on) for row in rows}

    def add_entries(self, kind: str, state: str, entries: Mapping[bytes, date | None]) -> None:
        # in the order of the key, and as a few long texts: a row at a time takes five times as long
        rows = [(hashed.hex(), gone and gone.isoformat()) for hashed, gone in sorted(entries.items(), key=_by_hash)]
        self._touched.lists.add((kind, state))
        add = _ADD[self._conn.dialect.name]
        for some in portions(rows):
            told = msgspec.json.encode(some).decode()
            self._conn.execute(add, {"company": self._company_id, "kind": kind, "state": state, "rows": told})

    def drop_entries(self, kind: str, state: str, hashes: Sequence[bytes]) -> None:
        mine = self._mine(t.listed_number, _ENTRY.kind == kind, _ENTRY.state == state)
        self._touched.numbers.update(hashes)
        for some in portions(hashes):
            self._conn.execute(delete(t.listed_number).where(mine, _ENTRY.number_hash.in_(some)))

    def on(self, hashes: Sequence[bytes]) -> dict[bytes, list[ListedNumber]]:
        same = and_(
            t.number_list.c.company_id == _ENTRY.company_id,
            t.number_list.c.kind == _ENTRY.kind,
            t.number_list.c.state == _ENTRY.state,
        )
        query = select(_ENTRY.number_hash, _ENTRY.kind, _ENTRY.state, _ENTRY.gone_on, t.number_list.c.as_of)
        query = query.join(t.number_list, same).order_by(_ENTRY.number_hash, _ENTRY.kind, _ENTRY.state)
        out: dict[bytes, list[ListedNumber]] = {}
        for some in portions(hashes):
            for row in self._conn.execute(query.where(self._mine(t.listed_number, _ENTRY.number_hash.in_(some)))):
                listed = ListedNumber(
                    number_hash=row.number_hash,
                    kind=row.kind,
                    as_of=date.fromisoformat(row.as_of),
                    state=row.state,
                    gone_on=None if row.gone_on is None else date.fromisoformat(row.gone_on),
                )
                out.setdefault(row.number_hash, []).append(listed)
        return out
