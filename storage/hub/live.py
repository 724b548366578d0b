"""Queries on who is there, on what changed about people, and on what managers did."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from msgspec.structs import asdict
from sqlalchemy import ColumnElement, Row, Text, and_, bindparam, exists, func, not_, or_, select, type_coerce

from app.domain.activity import Kind
from app.domain.lead import Channel
from app.domain.outcome import OUTCOMES
from app.domain.presence import Heard
from app.hub.records import HeldLead
from app.hub.records_live import Deed, Doing, PersonChange
from storage.hub import live_tables as t
from storage.hub.part import Part, mine

_HEARD_FROM = select(t.presence).where(mine(t.presence, t.presence.c.device_id == bindparam("asked")))
#: so long before its time an attempt answers a promise (rule 8 of the engine)
EARLY = timedelta(minutes=10)
#: a text or an e-mail is no first call
_CALLS = [one.kind.value for one in OUTCOMES.values() if one.attempt and Channel.CALL in one.channels]


class LiveRows(Part):
    def heard_from(self, device_id: str) -> Heard | None:
        found = self._ask(_HEARD_FROM, asked=device_id).first()
        return None if found is None else _heard(found)

    def hear(self, heard: Heard) -> None:
        values = {"person_id": heard.person_id, "told": heard.told, "told_at": heard.told_at}
        if not self._insert_new(t.presence, device_id=heard.device_id, **values):
            where = self._mine(t.presence, t.presence.c.device_id == heard.device_id)
            self._conn.execute(t.presence.update().where(where).values(**values))

    def all_heard(self) -> list[Heard]:
        return [_heard(row) for row in self._conn.execute(select(t.presence).where(self._mine(t.presence)))]

    def note_change(self, change: PersonChange) -> None:
        theirs = self._mine(t.person_change, t.person_change.c.person_id == change.person_id)
        last = select(func.coalesce(func.max(t.person_change.c.n), 0)).where(theirs)
        # two desks of one person may tell of them at the same moment: whoever comes second waits, and counts again
        while not self._insert_new(t.person_change, n=self._conn.execute(last).scalar_one() + 1, **asdict(change)):
            pass

    def changes(self, since: datetime, person_ids: Sequence[str] | None = None) -> list[PersonChange]:
        c = t.person_change.c
        whose = [] if person_ids is None else [self._among(c.person_id, person_ids)]
        query = select(t.person_change).where(self._mine(t.person_change, c.at >= since, *whose))
        rows = self._conn.execute(query.order_by(c.at.desc(), c.person_id, c.n.desc()))
        return [PersonChange(row.person_id, row.at, row.what, row.before, row.after, row.by, row.why) for row in rows]

    def note_deed(self, deed: Deed) -> None:
        self._insert(t.deed, **asdict(deed))

    def deeds(self, since: datetime, person_ids: Sequence[str] | None = None) -> list[Deed]:
        c = t.deed.c
        whose = [] if person_ids is None else [or_(*(self._among(one, person_ids) for one in (c.officer_id, c.to_id)))]
        rows = self._conn.execute(
            select(t.deed).where(self._mine(t.deed, c.at >= since, *whose)).order_by(c.at.desc(), c.deed_id.desc())
        )
        return [_deed(row) for row in rows]

    def untried(self, person_ids: Sequence[str], since: datetime) -> list[HeldLead]:
        lead, held, done = t.lead.c, t.holding.c, t.activity.c
        came = select(held.lead_id).where(self._mine(t.holding, held.from_at >= since))
        is_call = (done.company_id == lead.company_id, done.lead_id == lead.lead_id, done.kind.in_(_CALLS))
        called = exists().where(*is_call, not_(_is_taken_back()))
        again = select(done.lead_id).where(self._asked(since), done.kind == Kind.INQUIRED_AGAIN.value)
        is_new = or_(and_(lead.lead_id.in_(came), not_(called)), lead.lead_id.in_(again))
        return self._held(self._among(lead.holder_id, person_ids), is_new)

    def promised(
        self, person_ids: Sequence[str], since: datetime, between: tuple[datetime, datetime]
    ) -> list[HeldLead]:
        lead, done = t.lead.c, t.activity.c
        its = and_(done.company_id == lead.company_id, done.lead_id == lead.lead_id)
        first, last = between
        # as msgspec writes it, a day more on either side for other offsets: most are of other days, and not read
        days = (first.date() + timedelta(days=n) for n in range(-1, (last - first).days + 3))
        is_of_then = or_(*(type_coerce(done.body, Text).contains(f'"when":"{day.isoformat()}') for day in days))
        query = select(done.body, lead.lead_id).select_from(t.activity.join(t.lead, its)).order_by(done.began_at)
        is_theirs = self._among(lead.holder_id, person_ids)
        rows = self._conn.execute(query.where(self._asked(since), is_of_then, is_theirs))
        told = ((row.lead_id, row.body.when) for row in rows)
        asked = {lead_id: when for lead_id, when in told if when is not None and first <= when <= last}
        tried = self._called_last(asked)
        # whoever called for it has answered it, and what comes of that is no promise any more
        open_ones = [one for one, when in asked.items() if one not in tried or tried[one] < when - EARLY]
        return self._held(self._among(lead.lead_id, sorted(open_ones))) if open_ones else []

    def _called_last(self, lead_ids: Iterable[str]) -> dict[str, datetime]:
        done = t.activity.c
        is_call = (done.kind.in_(_CALLS), not_(_is_taken_back()))
        where = self._mine(t.activity, self._among(done.lead_id, lead_ids), *is_call)
        query = select(done.lead_id, func.max(done.began_at).label("at")).where(where).group_by(done.lead_id)
        return {row.lead_id: row.at for row in self._conn.execute(query)}

    def _asked(self, since: datetime) -> ColumnElement[bool]:
        """Return what confines a query to what borrowers asked for since then, in the words of its own index."""
        return self._mine(t.activity, t.IS_ASKED, t.activity.c.began_at >= since)

    def _held(self, *which: ColumnElement[bool]) -> list[HeldLead]:
        lead, purged = t.lead.c, t.purged_lead.c
        is_purged = exists().where(purged.company_id == lead.company_id, purged.lead_id == lead.lead_id)
        where = self._mine(t.lead, *which, not_(is_purged))
        rows = self._conn.execute(select(lead.body, lead.holder_id).where(where).order_by(lead.lead_id))
        return [HeldLead(row.body, row.holder_id) for row in rows if not row.body.is_test]

    def forget(self, lead_id: str) -> None:
        self._conn.execute(t.deed.update().where(self._mine(t.deed, t.deed.c.lead_id == lead_id)).values(why=""))


def _is_taken_back() -> ColumnElement[bool]:
    """Return whether an activity was taken back, which only the one that did so says."""
    done, later = t.activity.c, t.activity.alias("later").c
    names_it = type_coerce(later.body, Text).contains(func.concat('"corrects":"', done.activity_id, '"'))
    same_lead = (later.company_id == done.company_id, later.lead_id == done.lead_id)
    return exists().where(*same_lead, later.kind == Kind.RETRACTED.value, names_it)


def _heard(row: Row[Any]) -> Heard:
    return Heard(device_id=row.device_id, person_id=row.person_id, told=row.told, told_at=row.told_at)


def _deed(row: Row[Any]) -> Deed:
    return Deed(
        deed_id=row.deed_id,
        at=row.at,
        doing=Doing(row.doing),
        lead_id=row.lead_id,
        by=row.by,
        why=row.why,
        officer_id=row.officer_id,
        to_id=row.to_id,
        about=row.about,
    )
