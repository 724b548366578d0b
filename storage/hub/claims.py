"""Queries on claims, offers and what somebody covers for somebody."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from msgspec.structs import asdict
from sqlalchemy import bindparam, select

from app.hub.records import Claimed, Covering, Offer
from app.protocol.wire import Taking, Untaken
from storage.hub import tables as t
from storage.hub.part import Part, mine

_OVER = select(t.covering).where(mine(t.covering, t.covering.c.until <= bindparam("by"))).limit(1)


class ClaimRows(Part):
    def known(self, person_id: str, claim_id: str) -> Claimed | None:
        return next((one for one in self.of(person_id) if one.claim_id == claim_id), None)

    def add(self, claimed: Claimed) -> None:
        values = asdict(claimed)
        untaken = None if claimed.untaken is None else claimed.untaken.value
        self._insert(t.claim, **{**values, "taking": claimed.taking.value, "untaken": untaken})

    def of(self, person_id: str) -> list[Claimed]:
        where = self._mine(t.claim, t.claim.c.person_id == person_id)
        return [
            Claimed(
                row.person_id,
                row.claim_id,
                Taking(row.taking),
                row.at,
                row.lead_id,
                None if row.untaken is None else Untaken(row.untaken),
            )
            for row in self._conn.execute(select(t.claim).where(where).order_by(t.claim.c.at, t.claim.c.claim_id))
        ]

    def drop(self, person_id: str, claim_ids: Iterable[str]) -> None:
        ids = list(claim_ids)
        if ids:
            where = self._mine(t.claim, t.claim.c.person_id == person_id, self._among(t.claim.c.claim_id, ids))
            self._conn.execute(t.claim.delete().where(where))

    def offer(self, offer: Offer) -> None:
        if not self._insert_new(t.offer, **asdict(offer)):
            same = self._mine(t.offer, t.offer.c.lead_id == offer.lead_id, t.offer.c.person_id == offer.person_id)
            self._conn.execute(t.offer.update().where(same).values(at=offer.at, over_at=offer.over_at))

    def offers_of(self, lead_id: str) -> list[Offer]:
        where = self._mine(t.offer, t.offer.c.lead_id == lead_id)
        rows = self._conn.execute(select(t.offer).where(where).order_by(t.offer.c.at, t.offer.c.person_id))
        return [Offer(row.lead_id, row.person_id, row.at, row.over_at) for row in rows]

    def end_offers(self, lead_id: str, at: datetime) -> list[str]:
        still = self._mine(t.offer, t.offer.c.lead_id == lead_id, t.offer.c.over_at.is_(None))
        ended = t.offer.update().where(still).values(over_at=at).returning(t.offer.c.person_id)
        return sorted(self._conn.execute(ended).scalars())

    def cover(self, covering: Covering) -> None:
        self.end_cover(covering.lead_id)
        self._insert(t.covering, **asdict(covering))

    def covered(self, *, lead_id: str = "", holder_id: str = "", over_by: datetime | None = None) -> list[Covering]:
        asked = [t.covering.c.lead_id == lead_id] if lead_id else []
        asked += [t.covering.c.holder_id == holder_id] if holder_id else []
        asked += [t.covering.c.until <= over_by] if over_by is not None else []
        rows = self._conn.execute(
            select(t.covering).where(self._mine(t.covering, *asked)).order_by(t.covering.c.lead_id)
        )
        return [Covering(row.lead_id, row.holder_id, row.cover_id, row.until) for row in rows]

    def is_over(self, by: datetime) -> bool:
        return self._ask(_OVER, by=by).first() is not None

    def end_cover(self, lead_id: str) -> None:
        self._conn.execute(t.covering.delete().where(self._mine(t.covering, t.covering.c.lead_id == lead_id)))
