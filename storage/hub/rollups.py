"""Queries on sums that are kept ready: what was changed under them, what leads add, and officers' shares."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import BigInteger, and_, bindparam, case, delete, literal_column, or_, select, true, type_coerce, union
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.selectable import CompoundSelect

from app.domain.lead_sums import Turn
from app.domain.lead_tells import NOTHING_TOLD
from app.domain.shares import Adds, Share
from app.hub.rollup_ports import Opening
from app.hub.rollup_records import (
    Cohort,
    KeptSum,
    KeptTurn,
    Mark,
    Place,
    Ready,
    Rollup,
)
from app.hub.touched import Touched
from storage.hub import rollup_tables as t
from storage.hub import tables as base
from storage.hub.bulk import Row
from storage.hub.kept_leads import KeptLeadRows, millionths, promised_as_kept, ready, storable, told_row
from storage.hub.part import portions
from storage.instants import from_micros, to_micros

_SUM, _STEP, _SHARE = t.lead_sum.c, t.waiting_step.c, t.share.c
_MILLIONTHS = 1_000_000
#: until when sums are good that are to be judged at once
_NEVER = from_micros(0)
_SUM_COLUMNS = tuple(c.name for c in t.lead_sum.c)
_STEP_COLUMNS = tuple(c.name for c in t.waiting_step.c)
_SHARE_FIELDS = Share.__struct_fields__
_SHARE_COLUMNS = ("company_id", "holder_id", "month", *_SHARE_FIELDS)
_NUMBER_COLUMNS = ("company_id", "number_hash", "lead_id")
#: beyond so many numbers it is quicker to judge everybody than to name who has one
_MANY_NUMBERS = 5_000
_DECODER = msgspec.msgpack.Decoder(Adds)


class RollupRows(KeptLeadRows):
    # -- how far they are ------------------------------------------------------------------------------

    def state(self) -> Rollup | None:
        row = self._conn.execute(select(t.rollup).where(self._mine(t.rollup))).first()
        return None if row is None else Rollup(row.stamp, row.judged_at, row.whole_at, row.remade_to)

    def lock(self) -> Rollup | None:
        row = self._conn.execute(self._locked(select(t.rollup).where(self._mine(t.rollup)))).first()
        return None if row is None else Rollup(row.stamp, row.judged_at, row.whole_at, row.remade_to)

    def put_state(self, state: Rollup) -> None:
        values = msgspec.structs.asdict(state)
        if not self._insert_new(t.rollup, **values):
            self._conn.execute(t.rollup.update().where(self._mine(t.rollup)).values(**values))

    def marks(self, limit: int) -> list[Mark]:
        rows = self._conn.execute(select(t.unjudged).where(self._mine(t.unjudged)).limit(limit))
        return [Mark(row.mark_id, row.touched) for row in rows]

    def drop_marks(self, marks: Sequence[Mark]) -> None:
        mine = self._mine(t.unjudged, self._among(t.unjudged.c.mark_id, [mark.mark_id for mark in marks]))
        self._conn.execute(delete(t.unjudged).where(mine))

    def mark(self, mark_id: str, touched: Touched) -> None:
        self._insert(t.unjudged, mark_id=mark_id, touched=touched)

    # -- what is out of date ---------------------------------------------------------------------------

    def outdate(self, touched: Touched) -> None:
        if touched.is_everything or len(touched.numbers) > _MANY_NUMBERS:
            self._outdate(true())
            return
        leads = touched.leads | self._sharing(touched.leads)
        self._stand_in(leads)
        self._outdate(self._among(_SUM.lead_id, leads))
        held, done, number = base.holding.c, base.activity.c, t.lead_number.c
        if touched.people:
            mine = self._mine(base.holding, self._among(held.holder_id, touched.people))
            self._outdate(_SUM.lead_id.in_(select(held.lead_id).where(mine)))
        for some in portions(sorted(touched.numbers)):
            mine = self._mine(t.lead_number, number.number_hash.in_(some))
            self._outdate(_SUM.lead_id.in_(select(number.lead_id).where(mine)))
        entry = base.listed_number.c
        for kind, state in sorted(touched.lists):
            is_on = self._mine(base.listed_number, entry.kind == kind, entry.state == state)
            mine = self._mine(t.lead_number, number.number_hash.in_(select(entry.number_hash).where(is_on)))
            self._outdate(_SUM.lead_id.in_(select(number.lead_id).where(mine)))
        began = type_coerce(done.began_at, BigInteger)
        called: list[ColumnElement[bool]] = [began.between(*span) for span in touched.spans]
        if touched.personal:
            called.append(self._among(done.actor_id, touched.personal))
        if called:
            mine = self._mine(base.activity, or_(*called))
            self._outdate(_SUM.lead_id.in_(select(done.lead_id).where(mine)))
        if touched.is_published:
            self._outdate(_SUM.is_asleep)

    def _outdate(self, which: ColumnElement[bool]) -> None:
        where = self._mine(t.lead_sum, _SUM.good_until > _NEVER, which)
        self._conn.execute(t.lead_sum.update().where(where).values(good_until=_NEVER))

    def _sharing(self, lead_ids: Set[str]) -> set[str]:
        """Return the leads that have a number or an address of these: what is done about one may move the others."""
        one, other = base.lead_key.c, base.lead_key.alias().c
        same = and_(other.company_id == one.company_id, other.key == one.key)
        query = select(other.lead_id).select_from(base.lead_key.join(other.lead_id.table, same)).distinct()
        mine = self._mine(base.lead_key, self._among(one.lead_id, lead_ids))
        return set(self._conn.execute(query.where(mine)).scalars())

    def _stand_in(self, lead_ids: Set[str]) -> None:
        """Keep a row of each lead that has none, to be judged at once."""
        known = select(_SUM.lead_id).where(self._mine(t.lead_sum, self._among(_SUM.lead_id, lead_ids)))
        missing = sorted(lead_ids - set(self._conn.execute(known).scalars()))
        self._insert_rows(t.lead_sum, _SUM_COLUMNS, [self._stub(lead_id) for lead_id in missing])

    def _stub(self, lead_id: str) -> Row:
        nothing = msgspec.msgpack.encode(Adds(()))
        counts = (0, 0, 0, 0, None, None, None, None, None)
        told = (*told_row(NOTHING_TOLD), None)
        return (self._company_id, lead_id, "", 0, 0, 0, 0, False, False, "", "", *counts, *told, nothing)

    def begin(self, after: str, limit: int) -> str | None:
        lead = base.lead.c
        query = select(lead.lead_id).where(self._mine(base.lead, lead.lead_id > after)).order_by(lead.lead_id)
        found = list(self._conn.execute(query.limit(limit)).scalars())
        self._stand_in(set(found))
        self._outdate(self._among(_SUM.lead_id, found))
        return found[-1] if len(found) == limit else None

    def is_behind(self, now: datetime) -> bool:
        marked = select(t.unjudged.c.mark_id).where(self._mine(t.unjudged)).limit(1)
        return self._conn.execute(marked).first() is not None or bool(self.outdated(now, 1))

    def outdated(self, now: datetime, limit: int) -> list[str]:
        where = self._mine(t.lead_sum, _SUM.good_until <= now)
        query = select(_SUM.lead_id).where(where).order_by(_SUM.good_until, _SUM.lead_id).limit(limit)
        return list(self._conn.execute(query).scalars())

    # -- what leads add --------------------------------------------------------------------------------

    def drop(self, lead_ids: Sequence[str]) -> None:
        for table in (t.lead_sum, t.waiting_step, t.lead_number):
            self._conn.execute(delete(table).where(self._mine(table, self._among(table.c.lead_id, lead_ids))))

    def put(self, sums: Sequence[KeptSum]) -> tuple[set[Place], set[Opening]]:
        lead_ids = [one.told.lead_id for one in sums]
        was = select(_SUM.holder_id, _SUM.month).where(self._mine(t.lead_sum, self._among(_SUM.lead_id, lead_ids)))
        places = {Place(row.holder_id, row.month) for row in self._conn.execute(was)} | {one.place for one in sums}
        waited = self._mine(t.waiting_step, self._among(_STEP.lead_id, lead_ids))
        openings = {
            (r.officer_id, r.due_at) for r in self._conn.execute(select(_STEP.officer_id, _STEP.due_at).where(waited))
        }
        openings |= {(turn.officer_id, turn.due_at) for one in sums for turn in one.told.waiting}
        self.drop(lead_ids)
        self._insert_rows(t.lead_sum, _SUM_COLUMNS, [self._sum(one) for one in sums])
        turns = [
            KeptTurn(turn, one.place, one.day, to_micros(one.told.received_at))
            for one in sums
            for turn in one.told.waiting
        ]
        self._insert_rows(t.waiting_step, _STEP_COLUMNS, [self._step(turn) for turn in turns])
        numbers = [(self._company_id, hashed, one.told.lead_id) for one in sums for hashed in sorted(one.numbers)]
        self._insert_rows(t.lead_number, _NUMBER_COLUMNS, numbers)
        return {place for place in places if place.month}, openings

    def _sum(self, one: KeptSum) -> Row:
        told, lost = one.told, one.told.lost
        return (
            self._company_id,
            told.lead_id,
            told.holder_id,
            one.month,
            one.day,
            to_micros(told.received_at),
            to_micros(told.good_until),
            told.is_asleep,
            told.is_real,
            storable(one.source),
            storable(one.campaign),
            int(told.is_contacted),
            int(told.has_appointment),
            int(told.has_application),
            int(told.is_funded),
            millionths(one.volume),
            lost.kind if lost else None,
            lost.step if lost else None,
            to_micros(lost.ended_at) if lost else None,
            lost.after if lost else None,
            *told_row(told.tells),
            promised_as_kept(told.promised),
            msgspec.msgpack.encode(one.adds),
        )

    def _step(self, kept: KeptTurn) -> Row:
        turn = kept.turn
        return (
            self._company_id,
            turn.officer_id,
            turn.due_at,
            turn.lead_id,
            turn.n,
            kept.place.holder_id,
            kept.place.month,
            kept.day,
            kept.received_at,
            turn.on_time_until,
            turn.done_at,
            turn.is_first,
            turn.per_call_s,
            kept.turn_until,
            kept.first_at,
            kept.span,
            kept.is_mixed,
        )

    # -- turns -----------------------------------------------------------------------------------------

    def turns(self, openings: Iterable[Opening]) -> list[KeptTurn]:
        asked = sorted(openings)
        # each of these officers' at any of these instants: a few too many
        found = self._turns(
            self._among(_STEP.officer_id, {officer_id for officer_id, _ in asked}),
            self._among(_STEP.due_at, {due_at for _, due_at in asked}),
        )
        wanted = set(asked)
        return [kept for kept in found if (kept.turn.officer_id, kept.turn.due_at) in wanted]

    def turns_of(self, lead_ids: Sequence[str]) -> list[KeptTurn]:
        return self._turns(self._among(_STEP.lead_id, lead_ids))

    def give_turns(self, turns: Sequence[KeptTurn]) -> None:
        step = t.waiting_step
        values: dict[str, Any] = {
            "turn_until": bindparam("until"),
            "first_at": bindparam("since"),
            "span": bindparam("long"),
        }
        where = self._mine(
            step,
            _STEP.officer_id == bindparam("officer"),
            _STEP.due_at == bindparam("due"),
            _STEP.lead_id == bindparam("lead"),
            _STEP.n == bindparam("place"),
        )
        told = [
            {
                "until": kept.turn_until,
                "since": kept.first_at,
                "long": kept.span,
                "mixed": kept.is_mixed,
                "officer": kept.turn.officer_id,
                "due": kept.turn.due_at,
                "lead": kept.turn.lead_id,
                "place": kept.turn.n,
            }
            for kept in turns
        ]
        if told:
            self._conn.execute(step.update().where(where).values(**values, is_mixed=bindparam("mixed")), told)

    def turns_at(self, place: Place) -> list[KeptTurn]:
        return self._turns(_STEP.holder_id == place.holder_id, _STEP.month == place.month)

    def cut_turns(self, cohort: Cohort, at: int) -> list[tuple[Turn, int]]:
        its = self._openings(cohort, at // _MILLIONTHS).subquery().c
        same = and_(_STEP.officer_id == its.officer_id, _STEP.due_at == its.due_at)
        query = select(*(_STEP[name] for name in Turn.__struct_fields__), _STEP.turn_until).where(same)
        rows = self._conn.execute(query.where(*self._cut(cohort)).order_by(_STEP.lead_id, _STEP.n)).all()
        return [(Turn(who, lead, n, at // _MILLIONTHS, *more), until) for who, lead, n, at, *more, until in rows]

    def _openings(self, cohort: Cohort, at: int) -> CompoundSelect[Any]:
        """Return where a step is on time or not by its turn alone, or has its end ahead by that alone.

        Within a cohort a turn comes sooner, and never before the step's own end, so the other steps count as the same.
        """
        cuts = [and_(_STEP.first_at < edge, _STEP.first_at + _STEP.span >= edge) for edge in (cohort.start, cohort.end)]
        if cohort.holders is not None:
            cuts.append(_STEP.is_mixed)
        opening = select(_STEP.officer_id, _STEP.due_at).where(or_(*cuts), *self._cut(cohort))
        told = opening.where(_STEP.done_at > _STEP.on_time_until, _STEP.done_at <= _STEP.turn_until)
        ahead = opening.where(_STEP.turn_until > _STEP.on_time_until, _STEP.turn_until >= at, _STEP.on_time_until < at)
        return union(told, ahead)

    def _cut(self, cohort: Cohort) -> list[ColumnElement[bool]]:
        asked = [_STEP.received_at >= cohort.start, _STEP.received_at < cohort.end]
        return [self._mine(t.waiting_step, *asked, *self._in(cohort, _STEP.holder_id, _STEP.officer_id))]

    def _turns(self, *conditions: ColumnElement[bool]) -> list[KeptTurn]:
        query = select(*t.waiting_step.c).where(self._mine(t.waiting_step, *conditions))
        rows = self._conn.execute(query.order_by(_STEP.lead_id, _STEP.n)).all()
        return [_turn(*row) for row in rows]

    # -- shares ----------------------------------------------------------------------------------------

    def leads_at(self, place: Place) -> list[tuple[int, Adds]]:
        where = self._mine(t.lead_sum, _SUM.holder_id == place.holder_id, _SUM.month == place.month)
        rows = self._conn.execute(select(_SUM.day, _SUM.adds).where(where).order_by(_SUM.lead_id))
        return [(row.day, _DECODER.decode(row.adds)) for row in rows]

    def shares_at(self, place: Place) -> list[Share]:
        here = self._mine(t.share, _SHARE.holder_id == place.holder_id, _SHARE.month == place.month)
        return self._read_shares(_SHARE_FIELDS, here)

    def places(self) -> list[Place]:
        query = select(_SUM.holder_id, _SUM.month).where(self._mine(t.lead_sum, _SUM.month > 0)).distinct()
        kept = select(_SHARE.holder_id, _SHARE.month).where(self._mine(t.share))
        return sorted({Place(row.holder_id, row.month) for row in self._conn.execute(query.union(kept))})

    def ready(self, lead_ids: Sequence[str]) -> dict[str, Ready]:
        query = select(t.lead_sum).where(self._mine(t.lead_sum, self._among(_SUM.lead_id, lead_ids)))
        return {row.lead_id: ready(row) for row in self._conn.execute(query)}

    def put_shares(self, place: Place, shares: Sequence[Share]) -> None:
        here = self._mine(t.share, _SHARE.holder_id == place.holder_id, _SHARE.month == place.month)
        self._conn.execute(delete(t.share).where(here))
        where = (self._company_id, place.holder_id, place.month)
        rows = [(*where, *(getattr(one, name) for name in _SHARE_FIELDS)) for one in shares]
        self._insert_rows(t.share, _SHARE_COLUMNS, rows)

    def shares(self, cohort: Cohort, at: int, *, with_speeds: bool) -> tuple[list[Share], list[list[Share]]]:
        names = ["officer_id", "counts", "soon", *(["speeds"] if with_speeds else [])]
        first, last = cohort.whole
        whole = self._shares(cohort, names, at, _SHARE.month.between(first, last)) if first <= last else []
        cut = [self._shares(cohort, [*names, "by_day"], at, _SHARE.month == month) for month, _, _ in cohort.cut]
        return whole, cut

    def _shares(self, cohort: Cohort, names: Sequence[str], at: int, which: ColumnElement[bool]) -> list[Share]:
        where = self._mine(t.share, which, *self._in(cohort, _SHARE.holder_id, _SHARE.officer_id))
        # most of what is to come has not come yet, and is not read
        return self._read_shares(names, where, later=case((_SHARE.later_from < at, _SHARE.later)))

    def _read_shares(
        self, names: Sequence[str], where: ColumnElement[bool], later: ColumnElement[Any] = _SHARE.later
    ) -> list[Share]:
        nothing: ColumnElement[Any] = literal_column("NULL")
        asked = [later if name == "later" else _SHARE[name] if name in names else nothing for name in _SHARE_FIELDS]
        rows = self._conn.execute(select(*asked).where(where).order_by(_SHARE.officer_id)).all()
        return [
            Share(who, counts, soon, later or b"", later_from, speeds or b"", by_day or b"")
            for who, counts, soon, later, later_from, speeds, by_day in rows
        ]


def _turn(
    _company_id: str,
    officer_id: str,
    due_at: int,
    lead_id: str,
    n: int,
    holder_id: str,
    month: int,
    day: int,
    received_at: int,
    on_time_until: int,
    done_at: int | None,
    is_first: bool,  # noqa: FBT001 - as above
    per_call_s: int,
    *kept: Any,
) -> KeptTurn:
    since = received_at // _MILLIONTHS
    turn = Turn(officer_id, lead_id, n, since, due_at, on_time_until, done_at, is_first, per_call_s)
    return KeptTurn(turn, Place(holder_id, month), day, received_at, *kept)
