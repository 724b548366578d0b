"""Queries on leads, what they are known by, and who held them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import (
    CompoundSelect,
    FromClause,
    Select,
    Text,
    and_,
    bindparam,
    exists,
    func,
    not_,
    or_,
    select,
    type_coerce,
    union,
)
from sqlalchemy.sql.elements import ColumnElement

from app.domain.lead import Lead
from app.hub.records import COVERED, Awake, HeldLead, Holding, Standings
from app.protocol.unreadable import UNREADABLE
from storage.hub import tables as t
from storage.hub.call_tables import call_record
from storage.hub.loan_tables import lead_zip
from storage.hub.part import Part, listed, mine, portions
from storage.hub.rollup_tables import lead_number, lead_sum
from storage.hub.seats import is_nobodys


def _standings(*, is_file: bool) -> Select[Any]:
    """Return the question that asks of any number of leads, in one parameter, how each stands towards a person."""
    given = listed("asked", is_file=is_file)
    asked = given.c.value
    was_held = mine(t.holding, t.holding.c.lead_id == asked, t.holding.c.holder_id == bindparam("person"))
    is_purged = mine(t.purged_lead, t.purged_lead.c.lead_id == asked)
    there = given.outerjoin(t.lead, mine(t.lead, t.lead.c.lead_id == asked))
    return select(
        asked.label("asked"),
        t.lead.c.body,
        t.lead.c.holder_id,
        exists().where(was_held).label("was_held"),
        exists().where(is_purged).label("is_purged"),
    ).select_from(there)


#: how a lead comes to somebody who had it already, or made it
_NOT_GIVEN = ("own", "handed back", "back from cover")
_STANDINGS = {is_file: _standings(is_file=is_file) for is_file in (True, False)}


class LeadRows(Part):
    def add(self, lead: Lead, keys: Iterable[str]) -> bool:
        is_new = self._insert_new(
            t.lead,
            lead_id=lead.lead_id,
            body=lead,
            received_at=lead.received_at,
            source=_storable(lead.source),
            campaign=_storable(lead.campaign),
        )
        if is_new:
            self._touched.leads.add(lead.lead_id)
            self.add_keys(lead.lead_id, keys)
            self.add_zips(lead)
        return is_new

    def add_keys(self, lead_id: str, keys: Iterable[str]) -> None:
        for key in sorted({_storable(key) for key in keys}):
            self._insert_new(t.lead_key, key=key, lead_id=lead_id)

    def put(self, lead: Lead) -> None:
        self._touched.leads.add(lead.lead_id)
        where = self._mine(t.lead, t.lead.c.lead_id == lead.lead_id)
        self._conn.execute(t.lead.update().where(where).values(body=lead))

    def count(self, branch_ids: Set[str] | None = None) -> int:
        where = self._mine(t.lead, *_of_branches(branch_ids))
        return self._conn.execute(select(func.count()).select_from(t.lead).where(where)).scalar_one()

    def by_id(self, lead_id: str) -> HeldLead | None:
        return self.by_ids([lead_id]).get(lead_id)

    def by_ids(self, lead_ids: Sequence[str]) -> dict[str, HeldLead]:
        query = select(t.lead.c.lead_id, t.lead.c.body, t.lead.c.holder_id)
        return {
            row.lead_id: HeldLead(row.body, row.holder_id)
            for some in portions(lead_ids)
            for row in self._conn.execute(query.where(self._mine(t.lead, t.lead.c.lead_id.in_(some))))
        }

    def unreadable(self) -> list[str]:
        query = select(t.lead.c.lead_id, type_coerce(t.lead.c.body, Text).label("body")).where(self._mine(t.lead))
        rows = self._conn.execute(query.order_by(t.lead.c.lead_id))
        return [str(row.lead_id) for row in rows if _read(row.body, row.lead_id) is None]

    def there(self, lead_ids: Sequence[str]) -> set[str]:
        query = select(t.lead.c.lead_id)
        return {
            found
            for some in portions(lead_ids)
            for found in self._conn.execute(query.where(self._mine(t.lead, t.lead.c.lead_id.in_(some)))).scalars()
        }

    def owners_of(self, keys: Sequence[str]) -> dict[str, list[str]]:
        asked = {_storable(key): key for key in keys}
        query = select(t.lead_key.c.key, t.lead_key.c.lead_id).order_by(t.lead_key.c.lead_id)
        owners: dict[str, list[str]] = {}
        for some in portions(list(asked)):
            for row in self._conn.execute(query.where(self._mine(t.lead_key, t.lead_key.c.key.in_(some)))):
                owners.setdefault(asked[row.key], []).append(row.lead_id)
        return owners

    def held_keys(self) -> Iterator[tuple[str, str]]:
        is_held = self._mine(t.lead_key, t.lead.c.holder_id.is_not(None))
        same = (t.lead.c.company_id == t.lead_key.c.company_id) & (t.lead.c.lead_id == t.lead_key.c.lead_id)
        query = select(t.lead_key.c.key, t.lead_key.c.lead_id).join(t.lead, same).where(is_held)
        for row in self._conn.execute(query.order_by(t.lead_key.c.lead_id)):
            yield row.key, row.lead_id

    def hold(self, lead_id: str, holder_id: str | None, at: datetime, why: str) -> None:
        self._touched.leads.add(lead_id)
        mine = self._mine(t.holding, t.holding.c.lead_id == lead_id)
        self._conn.execute(
            t.lead.update()
            .where(self._mine(t.lead, t.lead.c.lead_id == lead_id))
            .values(holder_id=holder_id, rests_until=None)
        )
        n = self._conn.execute(select(func.coalesce(func.max(t.holding.c.n), 0) + 1).where(mine)).scalar_one()
        self._insert(t.holding, lead_id=lead_id, n=n, holder_id=holder_id, from_at=at, why=why)

    def holdings(self, lead_ids: Sequence[str]) -> dict[str, list[Holding]]:
        query = select(t.holding).order_by(t.holding.c.n)
        out: dict[str, list[Holding]] = {}
        for some in portions(lead_ids):
            for row in self._conn.execute(query.where(self._mine(t.holding, t.holding.c.lead_id.in_(some)))):
                out.setdefault(row.lead_id, []).append(Holding(row.lead_id, row.n, row.holder_id, row.from_at, row.why))
        return out

    def standings(self, person_id: str, lead_ids: Sequence[str]) -> Standings:
        rows: Sequence[Any] = self._ask(_STANDINGS[self._is_file], asked=self._as_one(lead_ids), person=person_id).all()
        return Standings(
            {lead_id: HeldLead(body, holder_id) for lead_id, body, holder_id, _, _ in rows if body is not None},
            {lead_id for lead_id, _, _, was_held, _ in rows if was_held},
            {lead_id for lead_id, _, _, _, is_purged in rows if is_purged},
        )

    def all_ever_held(self, person_id: str) -> list[str]:
        where = self._mine(t.holding, t.holding.c.holder_id == person_id)
        query = select(t.holding.c.lead_id).where(where).distinct().order_by(t.holding.c.lead_id)
        return list(self._conn.execute(query).scalars())

    def held_by(self, person_id: str) -> list[Lead]:
        where = self._mine(t.lead, t.lead.c.holder_id == person_id)
        query = select(t.lead.c.lead_id, type_coerce(t.lead.c.body, Text).label("body")).where(where)
        rows = self._conn.execute(query.order_by(t.lead.c.lead_id))
        return [one for row in rows if (one := _read(row.body, row.lead_id)) is not None]

    def add_zips(self, lead: Lead) -> None:
        for code in sorted(_zips_of(lead)):
            self._insert_new(lead_zip, zip=code, lead_id=lead.lead_id)

    def at_zip(self, zip_code: str) -> list[Lead]:
        where = self._mine(lead_zip, lead_zip.c.zip == zip_code)
        found = self.by_ids(list(self._conn.execute(select(lead_zip.c.lead_id).where(where)).scalars()))
        # one that was corrected is found by what it named before, too
        return [held.lead for _, held in sorted(found.items()) if zip_code in _zips_of(held.lead)]

    def waiting(
        self,
        now: datetime,
        limit: int,
        *,
        after: Lead | None = None,
        last_held_in: str | None = None,
        even_resting: bool = False,
        only_nobodys: bool = False,
    ) -> list[Lead]:
        lead, purged = t.lead.c, t.purged_lead.c
        is_purged = exists().where(purged.company_id == lead.company_id, purged.lead_id == lead.lead_id)
        asked = [lead.holder_id.is_(None), not_(is_purged)]
        if not even_resting:
            asked.append(or_(lead.rests_until.is_(None), lead.rests_until <= now))
        if only_nobodys:
            asked.append(is_nobodys())
        if last_held_in is not None:
            asked.append(_was_last_held_in({last_held_in}))
        columns = (lead.lead_id, lead.received_at, type_coerce(lead.body, Text).label("body"))
        query = select(*columns).where(self._mine(t.lead, *asked)).order_by(lead.received_at, lead.lead_id)
        found: list[Lead] = []
        last: Any = after
        while (wanted := limit - len(found)) > 0:
            on = query if last is None else query.where(_follows(last))
            rows = self._conn.execute(on.limit(wanted)).all()
            found += [one for row in rows if (one := _read(row.body, row.lead_id)) is not None]
            if len(rows) < wanted:
                break
            last = rows[-1]
        return found

    def rest(self, lead_id: str, until: datetime | None) -> None:
        where = self._mine(t.lead, t.lead.c.lead_id == lead_id)
        self._conn.execute(t.lead.update().where(where).values(rests_until=until))

    def rest_again(self, seen: Awake, until: datetime) -> None:
        lead = t.lead.c
        as_seen = lead.rests_until.is_not_distinct_from(seen.rested_until)
        is_same = self._mine(
            t.lead, lead.lead_id == seen.held.lead.lead_id, lead.holder_id == seen.held.holder_id, as_seen
        )
        self._conn.execute(t.lead.update().where(is_same).values(rests_until=until))

    def to_look_at(self, now: datetime, limit: int) -> list[Awake]:
        lead, purged = t.lead.c, t.purged_lead.c
        is_purged = exists().where(purged.company_id == lead.company_id, purged.lead_id == lead.lead_id)
        is_time = or_(lead.rests_until.is_(None), lead.rests_until <= now)
        where = self._mine(t.lead, lead.holder_id.is_not(None), is_time, not_(is_purged))
        asked = select(lead.lead_id, type_coerce(lead.body, Text).label("body"), lead.holder_id, lead.rests_until)
        rows = self._conn.execute(asked.where(where).order_by(lead.received_at.desc(), lead.lead_id).limit(limit))
        read = [(_read(row.body, row.lead_id), row) for row in rows]
        return [Awake(HeldLead(one, row.holder_id), row.rests_until) for one, row in read if one is not None]

    def given_since(self, since: datetime) -> dict[str, list[datetime]]:
        held = t.holding.c
        is_covered = or_(*(held.why.startswith(words, autoescape=True) for words in COVERED))
        is_new = (held.from_at >= since, held.holder_id.is_not(None), held.why.not_in(_NOT_GIVEN), not_(is_covered))
        given: dict[str, list[datetime]] = {}
        for row in self._conn.execute(select(held.holder_id, held.from_at).where(self._mine(t.holding, *is_new))):
            given.setdefault(row.holder_id, []).append(row.from_at)
        return given

    def awake(self, by: datetime) -> dict[str, int]:
        lead = t.lead.c
        is_awake = or_(lead.rests_until.is_(None), lead.rests_until <= by)
        where = self._mine(t.lead, lead.holder_id.is_not(None), is_awake)
        query = select(lead.holder_id, func.count().label("n")).where(where).group_by(lead.holder_id)
        return {row.holder_id: row.n for row in self._conn.execute(query)}

    def forget(self, bare: Lead) -> None:
        self.put(bare)
        where = self._mine(t.lead_key, t.lead_key.c.lead_id == bare.lead_id)
        # what was done about these people is not to be found by their other leads from now on
        keys = select(t.lead_key.c.key).where(where).scalar_subquery()
        others = select(t.lead_key.c.lead_id).where(self._mine(t.lead_key, t.lead_key.c.key.in_(keys)))
        self._touched.leads.update(self._conn.execute(others).scalars())
        self._conn.execute(t.lead_key.delete().where(where))
        numbers = self._mine(lead_number, lead_number.c.lead_id == bare.lead_id)
        self._conn.execute(lead_number.delete().where(numbers))
        # in an officer's own words
        kept = self._mine(lead_sum, lead_sum.c.lead_id == bare.lead_id)
        self._conn.execute(lead_sum.update().where(kept).values(why="", turned_why=""))
        self._conn.execute(lead_zip.delete().where(self._mine(lead_zip, lead_zip.c.lead_id == bare.lead_id)))

    def untouched_since(self, at: datetime) -> list[str]:
        there = t.lead.c.lead_id
        was_purged = exists().where(self._mine(t.purged_lead, t.purged_lead.c.lead_id == there))
        was_done = exists().where(self._mine(t.activity, t.activity.c.lead_id == there, t.activity.c.began_at >= at))
        was_moved = exists().where(self._mine(t.holding, t.holding.c.lead_id == there, t.holding.c.from_at >= at))
        where = self._mine(t.lead, t.lead.c.received_at < at, not_(was_purged), not_(was_done), not_(was_moved))
        return list(self._conn.execute(select(there).where(where).order_by(there)).scalars())

    def note_purged(self, lead_id: str, at: datetime) -> None:
        self._insert_new(t.purged_lead, lead_id=lead_id, at=at)

    def purged(self, lead_ids: Sequence[str] | None = None) -> set[str]:
        query = select(t.purged_lead.c.lead_id)
        if lead_ids is None:
            return set(self._conn.execute(query.where(self._mine(t.purged_lead))).scalars())
        return {
            found
            for some in portions(lead_ids)
            for found in self._conn.execute(
                query.where(self._mine(t.purged_lead, t.purged_lead.c.lead_id.in_(some)))
            ).scalars()
        }

    def received(
        self, start: datetime, end: datetime, holders: Set[str] | None = None, concerns: str = ""
    ) -> list[HeldLead]:
        asked = [t.lead.c.received_at >= start, t.lead.c.received_at < end]
        if holders is not None:
            # by their index; asked by the branch it would be every lead of these days
            was_last = _was_last_held(lambda held: self._among(held.c.holder_id, holders))
            asked.append(or_(self._among(t.lead.c.holder_id, holders), and_(t.lead.c.holder_id.is_(None), was_last)))
        if concerns:
            asked.append(t.lead.c.lead_id.in_(self._concerning(concerns)))
        query = select(t.lead.c.body, t.lead.c.holder_id).where(self._mine(t.lead, *asked))
        rows = self._conn.execute(query.order_by(t.lead.c.received_at, t.lead.c.lead_id))
        return [HeldLead(row.body, row.holder_id) for row in rows]

    def _concerning(self, person_id: str) -> CompoundSelect[Any]:
        """Return which leads may be in anything that is told of a person: nobody logs on one they never held."""
        holding, record = t.holding.c, call_record.c
        held = select(holding.lead_id).where(self._mine(t.holding, holding.holder_id == person_id))
        # but a lead may have been called by anybody
        is_unlogged = self._mine(call_record, record.officer_id == person_id, record.activity_id.is_(None))
        return union(held, select(record.lead_id).where(is_unlogged))

    def following(self, lead_id: str, limit: int, branch_ids: Set[str] | None = None) -> list[HeldLead]:
        where = self._mine(t.lead, t.lead.c.lead_id > lead_id, *_of_branches(branch_ids))
        query = select(t.lead.c.body, t.lead.c.holder_id).where(where).order_by(t.lead.c.lead_id).limit(limit)
        return [HeldLead(row.body, row.holder_id) for row in self._conn.execute(query)]


def _follows(after: Any) -> ColumnElement[bool]:
    """Return whether a lead comes after this one, or after its row, in the order they were received."""
    at, lead_id = t.lead.c.received_at, t.lead.c.lead_id
    return or_(at > after.received_at, and_(at == after.received_at, lead_id > after.lead_id))


def _of_branches(branch_ids: Set[str] | None) -> list[ColumnElement[bool]]:
    """Return what confines a query to leads that people of these branches hold, or held last; nothing for None."""
    if branch_ids is None:
        return []
    is_holder = and_(t.person.c.company_id == t.lead.c.company_id, t.person.c.person_id == t.lead.c.holder_id)
    is_held = exists().where(is_holder, t.person.c.branch_id.in_(branch_ids))
    return [or_(is_held, and_(t.lead.c.holder_id.is_(None), _was_last_held_in(branch_ids)))]


def _was_last_held_in(branch_ids: Set[str]) -> ColumnElement[bool]:
    """Return whether the last who held the lead is of one of these branches."""
    person = t.person.c

    def is_of_branch(held: FromClause) -> ColumnElement[bool]:
        is_holder = and_(person.company_id == held.c.company_id, person.person_id == held.c.holder_id)
        return exists().where(is_holder, person.branch_id.in_(branch_ids))

    return _was_last_held(is_of_branch)


def _was_last_held(is_asked: Callable[[FromClause], ColumnElement[bool]]) -> ColumnElement[bool]:
    """Return whether the last who held the lead is somebody that is asked about."""
    held, later = t.holding.alias(), t.holding.alias()
    is_same = and_(held.c.company_id == t.lead.c.company_id, held.c.lead_id == t.lead.c.lead_id)
    is_later = and_(
        later.c.company_id == held.c.company_id,
        later.c.lead_id == held.c.lead_id,
        later.c.n > held.c.n,
        later.c.holder_id.is_not(None),
    )
    return exists().where(is_same, is_asked(held), not_(exists().where(is_later)))


def _zips_of(lead: Lead) -> set[str]:
    return {_storable(place.zip) for place in (lead.address, lead.subject_property)} - {""}


def _storable(text: str) -> str:
    """Return the text without NUL, which a file may carry and PostgreSQL refuses."""
    return text.replace("\x00", "")


def _read(body: object, lead_id: str) -> Lead | None:
    """Return that lead, None where this is not its body."""
    if not isinstance(body, str):
        return None
    try:
        lead = msgspec.json.decode(body, type=Lead)
    except UNREADABLE:
        return None
    return lead if lead.lead_id == lead_id else None
