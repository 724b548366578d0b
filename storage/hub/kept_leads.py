"""Queries on what is kept ready of each lead: the sums of a cohort by source, and lead by lead what reports ask."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from datetime import datetime
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

import msgspec
from sqlalchemy import BigInteger, Column, and_, case, func, not_, or_, select, type_coerce
from sqlalchemy.sql.base import ReadOnlyColumnCollection
from sqlalchemy.sql.elements import ColumnElement, KeyedColumnElement

from app.domain.acceptance import Standing
from app.domain.lead_sums import Lost, Promised
from app.domain.lead_tells import Tells, Turned
from app.domain.shares import Adds
from app.hub.rollup_records import (
    Cohort,
    DaySums,
    KeptArrival,
    KeptFollowed,
    KeptFollowUp,
    KeptLead,
    KeptLoss,
    KeptPromise,
    LossSums,
    Place,
    Ready,
    SourceSums,
    StandingSums,
    TakenUp,
)
from storage.hub import rollup_tables as t
from storage.hub.bulk import Row
from storage.hub.part import Part
from storage.instants import from_micros, to_micros

_SUM = t.lead_sum.c
#: as the database keeps it, for those that read hundreds of thousands
_RECEIVED = type_coerce(_SUM.received_at, BigInteger)
_ARRIVED = (
    *(_SUM.lead_id, _SUM.holder_id, _SUM.source, _SUM.campaign),
    *(_SUM.month, _SUM.day, _RECEIVED, _SUM.fee),
)
_HAS_COME = or_(_SUM.applied_at.is_not(None), _SUM.funded_at.is_not(None))
_MILLIONTHS = 1_000_000
_DECODER = msgspec.msgpack.Decoder(Adds)


class KeptLeadRows(Part):
    def promised(self, cohort: Cohort) -> list[KeptPromise]:
        query = select(_SUM.lead_id, _SUM.holder_id, _SUM.promised)
        rows = self._conn.execute(query.where(self._of(cohort), _SUM.promised.is_not(None)))
        return [KeptPromise(row.lead_id, row.holder_id, row.promised) for row in rows]

    def by_source(self, cohort: Cohort) -> list[SourceSums]:
        key = (_SUM.source, _SUM.campaign, _SUM.month)
        counted = (_SUM.is_contacted, _SUM.has_appointment, _SUM.has_application, _SUM.is_funded)
        counts = (func.count(), *map(func.sum, counted))
        query = select(*key, *counts, *map(func.sum, (_SUM.volume, _SUM.fee, _SUM.again)))
        rows = self._conn.execute(query.where(self._of(cohort)).group_by(*key)).all()
        return [SourceSums(*row[:8], *map(dollars, row[8:])) for row in rows]

    def by_day(self, cohort: Cohort) -> list[DaySums]:
        key = (_SUM.source, _SUM.campaign, _SUM.month, _SUM.day)
        query = select(*key, func.count(), func.count() - func.count(_SUM.fee)).where(self._of(cohort)).group_by(*key)
        return [DaySums(*row) for row in self._conn.execute(query)]

    def arrived(self, cohort: Cohort, sources: Set[str]) -> list[KeptArrival]:
        return self._each(KeptArrival._make, cohort, *_ARRIVED, which=[self._among(_SUM.source, sources)])

    def arrived_as(self, cohort: Cohort, lead_ids: Sequence[str]) -> list[KeptArrival]:
        return self._each(KeptArrival._make, cohort, *_ARRIVED, which=[self._among(_SUM.lead_id, lead_ids)])

    def kept(self, cohort: Cohort) -> list[KeptLead]:
        columns = (_SUM.lead_id, _SUM.source, _SUM.campaign, _SUM.month, _RECEIVED, _SUM.fee, _SUM.again)
        return self._each(KeptLead._make, cohort, *columns)

    def followed(self, cohort: Cohort, since: int) -> list[KeptFollowed]:
        columns = (_SUM.source, _SUM.campaign, _SUM.month, _RECEIVED, _SUM.applied_at, _SUM.funded_at)
        return self._each(KeptFollowed._make, cohort, *columns, which=[or_(since <= _RECEIVED, _HAS_COME)])

    def none_came(self, cohort: Cohort, before: int) -> dict[str, int]:
        where = (self._of(cohort), before > _RECEIVED, not_(_HAS_COME))
        rows = self._conn.execute(select(_SUM.source, func.count().label("n")).where(*where).group_by(_SUM.source))
        return {row.source: row.n for row in rows}

    def losses(self, cohort: Cohort, at: int) -> list[LossSums]:
        cost = func.coalesce(_SUM.fee, 0) + func.coalesce(_SUM.again, 0)
        is_known = or_(_SUM.fee.is_not(None), _SUM.again.is_not(None))
        key = (_SUM.lost_kind, _SUM.lost_step)
        query = select(*key, func.count(), func.sum(case((is_known, cost))))
        rows = self._conn.execute(query.where(self._of(cohort), _is_lost(at)).group_by(*key)).all()
        return [LossSums(kind, step, leads, dollars(paid)) for kind, step, leads, paid in rows]

    def lost(self, cohort: Cohort, at: int) -> list[KeptLoss]:
        how = (_SUM.lead_id, _SUM.lost_kind, _SUM.lost_step, _SUM.lost_at, _SUM.holder_id)
        columns = (*how, _SUM.source, _SUM.campaign, _RECEIVED, _SUM.fee, _SUM.again)
        return self._each(KeptLoss._make, cohort, *columns, which=[_is_lost(at)])

    def followed_up(self, cohort: Cohort) -> list[KeptFollowUp]:
        columns = (_SUM.source, _SUM.attempt_s, _SUM.tries, _SUM.is_contacted, _SUM.has_application)
        return self._each(KeptFollowUp._make, cohort, *columns, which=[_SUM.is_company, _SUM.is_timed])

    def standings(self, cohort: Cohort, at: int) -> list[StandingSums]:
        stands = self._standing(cohort, at)
        key = (stands.source, stands.campaign, stands.month, stands.standing, stands.why)
        return [StandingSums(*row) for row in self._conn.execute(select(*key, func.count()).group_by(*key))]

    def taken_up(self, cohort: Cohort, at: int) -> list[TakenUp]:
        stands = self._standing(cohort, at)
        key, after = (stands.source, stands.campaign, stands.month), stands.taken_up_s
        ranked = (
            select(
                *key,
                after,
                (2 * func.row_number().over(partition_by=key, order_by=after)).label("twice"),
                func.count().over(partition_by=key).label("of"),
            )
            .where(stands.standing == Standing.ACCEPTED.value, after.is_not(None))
            .subquery()
            .c
        )
        middle = ranked.twice.between(ranked.of, ranked.of + 2)
        query = select(ranked.source, ranked.campaign, ranked.month, ranked.taken_up_s).where(middle)
        return [TakenUp(*row) for row in self._conn.execute(query)]

    def _standing(self, cohort: Cohort, at: int) -> ReadOnlyColumnCollection[str, KeyedColumnElement[Any]]:
        """Return the company's leads as they stand with sales at an instant."""
        has_turned = and_(_SUM.turned_after.is_not(None), _SUM.turned_after < at)
        told = [
            case((has_turned, then), else_=now).label(now.name)
            for now, then in ((_SUM.standing, _SUM.turned_standing), (_SUM.why, _SUM.turned_why))
        ]
        columns = (_SUM.source, _SUM.campaign, _SUM.month, *told, _SUM.taken_up_s)
        return select(*columns).where(self._of(cohort), _SUM.is_company).subquery().c

    def called_bad(self, cohort: Cohort) -> list[str]:
        return self._each(_first, cohort, _SUM.lead_id, which=[_SUM.was_bad])

    def referred(self, cohort: Cohort) -> list[str]:
        return self._each(_first, cohort, _SUM.lead_id, which=[_SUM.has_partner])

    def _each(
        self,
        made: Callable[[Any], Any],
        cohort: Cohort,
        *columns: ColumnElement[Any],
        which: Sequence[ColumnElement[bool]] = (),
    ) -> list[Any]:
        return [made(row) for row in self._conn.execute(select(*columns).where(self._of(cohort), *which)).all()]

    def _of(self, cohort: Cohort) -> ColumnElement[bool]:
        asked = [_SUM.is_real, cohort.start <= _RECEIVED, cohort.end > _RECEIVED]
        return self._mine(t.lead_sum, *asked, *self._in(cohort, _SUM.holder_id))

    def _in(self, cohort: Cohort, holder: Column[Any], officer: Column[Any] | None = None) -> list[ColumnElement[bool]]:
        asked = [] if cohort.holders is None else [self._among(holder, cohort.holders)]
        if cohort.officer_id:
            asked.append((holder if officer is None else officer) == cohort.officer_id)
        return asked


def _first(row: Sequence[Any]) -> Any:
    return row[0]


def _is_lost(at: int) -> ColumnElement[bool]:
    return and_(_SUM.lost_kind.is_not(None), _SUM.lost_after < at)


def told_row(tells: Tells) -> Row:
    """Return what a lead tells as its columns, in their order."""
    turned = tells.turned
    return (
        millionths(tells.fee),
        millionths(tells.again),
        _as_micros(tells.applied_at),
        _as_micros(tells.funded_at),
        tells.is_company,
        tells.is_timed,
        tells.was_bad,
        tells.has_partner,
        tells.attempt_s,
        tells.tries,
        tells.standing.value,
        storable(tells.why),
        tells.taken_up_s,
        turned.standing.value if turned else None,
        storable(turned.why) if turned else None,
        turned.after if turned else None,
    )


def _tells(row: Any) -> Tells:
    is_turned = row.turned_after is not None
    return Tells(
        fee=dollars(row.fee),
        again=dollars(row.again),
        applied_at=_as_instant(row.applied_at),
        funded_at=_as_instant(row.funded_at),
        is_company=row.is_company,
        is_timed=row.is_timed,
        was_bad=row.was_bad,
        has_partner=row.has_partner,
        attempt_s=row.attempt_s,
        tries=row.tries,
        standing=Standing(row.standing),
        why=row.why,
        taken_up_s=row.taken_up_s,
        turned=Turned(Standing(row.turned_standing), row.turned_why, row.turned_after) if is_turned else None,
    )


def _as_micros(at: datetime | None) -> int | None:
    return None if at is None else to_micros(at)


def _as_instant(micros: int | None) -> datetime | None:
    return None if micros is None else from_micros(micros)


def promised_as_kept(promised: tuple[Promised, ...]) -> str | None:
    return msgspec.json.encode(promised).decode() if promised else None


def ready(row: Any) -> Ready:
    reached = (row.is_contacted, row.has_appointment, row.has_application, row.is_funded)
    is_lost = row.lost_kind is not None
    return Ready(
        place=Place(row.holder_id, row.month),
        day=row.day,
        is_real=row.is_real,
        source=row.source,
        campaign=row.campaign,
        reached=tuple(map(bool, reached)),  # type: ignore[arg-type]
        volume=dollars(row.volume),
        lost=Lost(row.lost_kind, row.lost_step, from_micros(row.lost_at), row.lost_after) if is_lost else None,
        promised=row.promised or (),
        tells=_tells(row),
        adds=_DECODER.decode(row.adds),
    )


def millionths(amount: Decimal | None) -> int | None:
    # no fee is told finer, and sums of whole numbers are exact on both databases
    return None if amount is None else int((amount * _MILLIONTHS).to_integral_value(ROUND_HALF_EVEN))


def dollars(amount: Any) -> Decimal | None:
    return None if amount is None else Decimal(int(amount)) / _MILLIONTHS


def storable(text: str) -> str:
    """Return the text without NUL, which a file may carry and PostgreSQL refuses."""
    return text.replace("\x00", "")
