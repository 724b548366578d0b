"""Every query the desktop asks, one transaction at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import Select, bindparam, delete, func, insert, select, text, update
from sqlalchemy.dialects.sqlite import insert as upsert

from app.desktop.ports import HeldLead, Identity, PlaybookRow
from app.domain.activity import Activity, Kind
from app.domain.clock_grade import Clocked, ClockGrade
from app.domain.known import is_call_or_text
from app.domain.lead import Lead
from app.domain.numbers import phone_key
from app.domain.person_known import people_tried, phone_keys
from app.protocol.listed import ListedNumber
from app.protocol.wire import FeedRow
from storage.columns import to_micros
from storage.desktop import tables as t
from storage.desktop.asking import Question
from storage.desktop.entering import Entering
from storage.desktop.merging import Merging
from storage.desktop.planning import HELD, held_of
from storage.desktop.ringing import Ringing
from storage.desktop.telling import Telling
from storage.desktop.waiting import Waiting
from storage.engine import ask_driver, tell_driver, tell_driver_many

if TYPE_CHECKING:
    from sqlalchemy import Connection


class DesktopTx(Entering, Telling, Ringing, Merging, Waiting):
    """The queries of one transaction; see `app.desktop.ports.Tx` for what each promises.

    Who sits here, the playbooks and the newest event are asked for again and again, so a transaction reads them once.
    """

    def __init__(self, conn: Connection) -> None:
        super().__init__(conn)
        self._identity: Identity | None = None
        self._playbooks: dict[int, PlaybookRow] | None = None
        self._last_event: tuple[int, bytes] | None = None

    # -- leads -----------------------------------------------------------------------------------------

    def lead(self, lead_id: str) -> HeldLead | None:
        rows = _ONE_LEAD.ask(self.conn, id=lead_id)
        return self._met(rows[0]) if rows else None

    def leads(self) -> Iterator[HeldLead]:
        for row in self.conn.execute(HELD.order_by(t.lead.c.received_at)):
            yield held_of(row)

    def received(self, start: datetime | None, end: datetime | None) -> list[HeldLead]:
        """Return the leads received from `start` on and before `end`, oldest first; None leaves that side open."""
        query = HELD.order_by(t.lead.c.received_at)
        query = query if start is None else query.where(t.lead.c.received_at >= start)
        return self._held(query if end is None else query.where(t.lead.c.received_at < end))

    def lead_ids(self) -> list[str]:
        return list(self.conn.scalars(select(t.lead.c.lead_id).order_by(t.lead.c.received_at)))

    def pinned_to(self, versions: Iterable[int]) -> list[str]:
        """Return the leads that follow one of these versions of the playbook."""
        return list(self.conn.scalars(_PINNED, {"versions": msgspec.json.encode(list(versions)).decode()}))

    def lead_count(self) -> int:
        return self.conn.scalar(select(func.count()).select_from(t.lead)) or 0

    def resolve_id(self, prefix: str) -> str | None:
        """Return the one lead whose id is, or begins with, `prefix`; None when there is none or more than one."""
        if not prefix:
            return None
        found = self.conn.scalars(
            select(t.lead.c.lead_id).where(t.lead.c.lead_id.startswith(prefix, autoescape=True)).limit(2)
        ).all()
        return found[0] if len(found) == 1 else None

    def set_listed(self, lead_id: str, listed: Sequence[ListedNumber]) -> None:
        """Note which of the lead's numbers are on lists; a lead that is not here is left out."""
        values = {"listed": tuple(listed) or None}
        self.conn.execute(update(t.lead).where(t.lead.c.lead_id == lead_id).values(**values))

    def remove_lead(self, lead_id: str) -> None:
        self._lead_nos.pop(lead_id, None)
        for statement in _REMOVE_LEAD:
            self.conn.execute(statement, {"id": lead_id})

    def forget_lead(self, lead_id: str) -> None:
        """Remove a lead and what else tells of its people in plain; the company's hashes of their numbers stay."""
        said = select(t.activity.c.activity_id).where(t.activity.c.lead_id == lead_id)
        self.conn.execute(delete(t.blocked_number).where(t.blocked_number.c.activity_id.in_(said)))
        self.remove_lead(lead_id)
        # deleting leaves the words in the index's older parts until these are written anew
        self.conn.execute(text("INSERT INTO lead_search(lead_search) VALUES ('optimize')"))

    def _held(self, query: Select[Any]) -> list[HeldLead]:
        return [held_of(row) for row in self.conn.execute(query)]

    # -- activities ------------------------------------------------------------------------------------

    def activity(self, activity_id: str) -> Activity | None:
        return self.conn.scalar(select(t.activity.c.body).where(t.activity.c.activity_id == activity_id))

    def activity_ids(self) -> set[str]:
        return set(self.conn.scalars(select(t.activity.c.activity_id)))

    def add_activity(self, activity: Activity, lead: Lead | None = None) -> bool:
        """Write one activity; False when it is there already, so that repeating is harmless."""
        row = (
            activity.activity_id,
            activity.lead_id,
            to_micros(activity.began_at),
            to_micros(activity.logged_at),
            activity.kind.value,
            msgspec.json.encode(activity).decode(),
        )
        if tell_driver(self.conn, _ADD_ACTIVITY, *row) == 0:
            return False
        if activity.corrects:
            self._take_back(activity.corrects)
        self.note_written(activity)
        if is_call_or_text(activity):
            self._note_try(activity, lead)
        return True

    def _take_back(self, activity_id: str) -> None:
        """Have what was taken back count no more; a table is read whole for it, so not for what is in neither."""
        kinds = [Kind(kind) for (kind,) in ask_driver(self.conn, _KIND_OF, activity_id)]
        if kinds != [Kind.SKIP]:
            self.conn.execute(delete(t.tried).where(t.tried.c.activity_id == activity_id))
            self.conn.execute(delete(t.blocked_number).where(t.blocked_number.c.activity_id == activity_id))
        self.unnote(activity_id)

    def _note_try(self, activity: Activity, lead: Lead | None) -> None:
        """Note it at every number of whom it was with: the fourth call is one too many at their other number, too."""
        if lead is None and (held := self.lead(activity.lead_id)) is not None:
            lead = held.lead
        people = people_tried(lead, activity) if lead else ()
        at = to_micros(activity.began_at), activity.activity_id, activity.lead_id
        rows = [(key, *at) for key in {*phone_keys(people), phone_key(activity.number)} - {""}]
        if rows:
            tell_driver_many(self.conn, _ADD_TRIED, rows)

    def rename_actor(self, old_id: str, new_id: str) -> None:
        """Write another id for whoever did what the old id did: one person under two ids, the machine's and a hub's."""
        self.conn.execute(_RENAME_ACTOR, {"old": old_id, "new": new_id})

    def worked_since(self, at: datetime, officer_id: str) -> int:
        """Return on how many leads the officer logged something since `at` that still stands."""
        found: int = self.conn.execute(_WORKED, {"at": to_micros(at), "officer": officer_id}).scalar_one()
        return found

    def clocks(self, lead_id: str) -> dict[str, Clocked]:
        rows = self.conn.execute(_CLOCKS, {"lead": lead_id})
        return {row.activity_id: Clocked(ClockGrade(row.grade), row.offset_ms) for row in rows}

    def put_clock(self, activity_id: str, clock: Clocked) -> bool:
        """Note how far an activity's clock can be believed; False when that is known, or the activity is not here."""
        told = {"activity": activity_id, "grade": clock.grade.value, "offset": clock.offset_ms}
        return self.conn.execute(_PUT_CLOCK, told).rowcount > 0

    def drop_clocks(self) -> None:
        self.conn.execute(delete(t.activity_clock))

    # -- numbers that may not be called ----------------------------------------------------------------

    def block_number(self, key: str, activity_id: str) -> None:
        statement = upsert(t.blocked_number).values(phone_key=key, activity_id=activity_id)
        self.conn.execute(statement.on_conflict_do_nothing())

    def set_company_block(self, number_hash: bytes, *, stands: bool) -> None:
        if stands:
            self.conn.execute(upsert(t.company_block).values(number_hash=number_hash).on_conflict_do_nothing())
        else:
            self.conn.execute(delete(t.company_block).where(t.company_block.c.number_hash == number_hash))

    def set_company_try(self, number_hash: bytes, at: datetime, *, stands: bool) -> None:
        if stands:
            self.conn.execute(upsert(t.company_try).values(number_hash=number_hash, at=at).on_conflict_do_nothing())
        else:
            mine = (t.company_try.c.number_hash == number_hash) & (t.company_try.c.at == at)
            self.conn.execute(delete(t.company_try).where(mine))

    def company_tries(self, before: datetime) -> set[bytes]:
        """Return the numbers somebody tried before that instant."""
        return set(self.conn.scalars(select(t.company_try.c.number_hash).where(t.company_try.c.at < before)))

    def forget_company_tries(self, number_hashes: Iterable[bytes], before: datetime) -> None:
        rows = [{"hash": one} for one in number_hashes]
        if rows:
            where = (t.company_try.c.number_hash == bindparam("hash")) & (t.company_try.c.at < before)
            self.conn.execute(delete(t.company_try).where(where), rows)

    def phone_keys(self) -> list[str]:
        """Return every number a borrower of this desk has, as `phone_key` gives it."""
        query = select(t.lead_key.c.key).where(t.lead_key.c.kind == "phone").distinct()
        return list(self.conn.scalars(query))

    # -- the outgoing log ------------------------------------------------------------------------------

    def last_event(self) -> tuple[int, bytes] | None:
        """Return (seq, hash) of the newest event of this device's chain, None when it has none."""
        if self._last_event is None:
            rows = ask_driver(self.conn, "SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1")
            self._last_event = (rows[0][0], rows[0][1]) if rows else None
        return self._last_event

    def put_event(self, seq: int, event_id: str, event_hash: bytes, wire: bytes) -> None:
        tell_driver(self.conn, _PUT_EVENT, seq, event_id, event_hash, wire)
        self._last_event = seq, event_hash

    def events_after(self, seq: int, limit: int) -> list[bytes]:
        query = select(t.event.c.wire).where(t.event.c.seq > seq).order_by(t.event.c.seq).limit(limit)
        return list(self.conn.scalars(query))

    def event_hash(self, seq: int) -> bytes | None:
        return self.conn.scalar(select(t.event.c.hash).where(t.event.c.seq == seq))

    def event_count(self, after: int) -> int:
        return self.conn.scalar(select(func.count()).select_from(t.event).where(t.event.c.seq > after)) or 0

    def replace_events(self, events: Iterable[tuple[int, str, bytes, bytes]]) -> None:
        """Swap the whole chain for another one (a cloned device gets a new id and seals again)."""
        self.conn.execute(delete(t.event))
        self._last_event = None
        for seq, event_id, event_hash, wire in events:
            self.put_event(seq, event_id, event_hash, wire)

    # -- feeds that are read anew ----------------------------------------------------------------------

    def stage(self, feed: str, rows: Iterable[FeedRow]) -> None:
        many = [{"feed": feed, **msgspec.structs.asdict(row)} for row in rows]
        if many:
            self.conn.execute(insert(t.staged_row), many)

    def staged(self, feed: str) -> list[FeedRow]:
        query = select(t.staged_row).where(t.staged_row.c.feed == feed).order_by(t.staged_row.c.seq)
        return [FeedRow(seq=r.seq, mark=r.mark, kind=r.kind, body=r.body) for r in self.conn.execute(query)]

    def unstage(self, feed: str) -> None:
        self.conn.execute(delete(t.staged_row).where(t.staged_row.c.feed == feed))

    # -- the rest --------------------------------------------------------------------------------------

    def identity(self) -> Identity | None:
        if self._identity is None:
            raw = self.fact("identity")
            self._identity = None if raw is None else _identity_in(raw)
        return self._identity

    def put_identity(self, identity: Identity) -> None:
        self.put_fact("identity", msgspec.json.encode(identity))
        self._identity = identity

    def fact(self, name: str) -> bytes | None:
        found = ask_driver(self.conn, "SELECT value FROM fact WHERE name = ?", name)
        return found[0][0] if found else None

    def put_fact(self, name: str, value: bytes) -> None:
        tell_driver(self.conn, _PUT_FACT, name, value)

    def drop_fact(self, name: str) -> None:
        self.conn.execute(delete(t.fact).where(t.fact.c.name == name))

    def playbook(self, version: int) -> PlaybookRow | None:
        return self._all_playbooks().get(version)

    def playbook_in_force(self) -> PlaybookRow | None:
        found = self._all_playbooks()
        return found[max(found)] if found else None

    def playbooks(self) -> list[PlaybookRow]:
        return list(self._all_playbooks().values())

    def _all_playbooks(self) -> dict[int, PlaybookRow]:
        if self._playbooks is None:
            rows = _PLAYBOOKS.ask(self.conn)
            self._playbooks = {row[0]: PlaybookRow(*row) for row in rows}
        return self._playbooks

    def drop_playbooks(self) -> None:
        self._playbooks = None
        self.conn.execute(delete(t.playbook))

    def put_playbook(self, row: PlaybookRow) -> None:
        values = {"name": row.name, "text": row.text, "in_force_at": row.in_force_at}
        self._playbooks = None
        statement = upsert(t.playbook).values(version=row.version, **values)
        self.conn.execute(statement.on_conflict_do_update(index_elements=["version"], set_=values))


@lru_cache(maxsize=2)
def _identity_in(raw: bytes) -> Identity:
    """Return what it says: the same for hours, and asked for in every transaction."""
    return msgspec.json.decode(raw, type=Identity)


_ONE_LEAD = Question(HELD.where(t.lead.c.lead_id == bindparam("id")))
# of a long list that is brought in, each lead is noted as told and has its event
_PLAYBOOKS = Question(select(t.playbook.c.version, t.playbook.c.text, t.playbook.c.name, t.playbook.c.in_force_at))
_ADD_ACTIVITY = """
    INSERT INTO activity (activity_id, lead_id, began_at, logged_at, kind, body) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT DO NOTHING
"""
_KIND_OF = "SELECT kind FROM activity WHERE activity_id = ?"
_ADD_TRIED = "INSERT INTO tried (phone_key, began_at, activity_id, lead_id) VALUES (?, ?, ?, ?)"
_PUT_FACT = "INSERT INTO fact (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
_PUT_EVENT = "INSERT INTO event (seq, event_id, hash, wire) VALUES (?, ?, ?, ?)"
_CLOCKS = select(t.activity_clock).join(t.activity).where(t.activity.c.lead_id == bindparam("lead"))
_PUT_CLOCK = text("""
    INSERT INTO activity_clock (activity_id, grade, offset_ms)
    SELECT activity_id, :grade, :offset FROM activity WHERE activity_id = :activity
    ON CONFLICT (activity_id) DO UPDATE SET grade = excluded.grade, offset_ms = excluded.offset_ms
    WHERE (grade, offset_ms) <> (excluded.grade, excluded.offset_ms)
""")
_PINNED = text("""
    SELECT lead_id FROM lead
    WHERE json_extract(body, '$.playbook_version') IN (SELECT value FROM json_each(:versions))
""")
_RENAME_ACTOR = text("""
    UPDATE activity SET body = json_set(body, '$.actor_id', :new) WHERE json_extract(body, '$.actor_id') = :old
""")
_WORKED = text("""
    SELECT count(DISTINCT lead_id) FROM activity
    WHERE logged_at >= :at AND kind <> 'retracted' AND json_extract(body, '$.actor_id') = :officer
    AND activity_id NOT IN (
        SELECT json_extract(body, '$.corrects') FROM activity WHERE logged_at >= :at AND kind = 'retracted'
    )
""")


_REMOVE_LEAD = (
    text("""
        DELETE FROM note_search
        WHERE rowid IN (SELECT note_no FROM note WHERE lead_no = (SELECT rowid FROM lead WHERE lead_id = :id))
    """),
    text("DELETE FROM note WHERE lead_no = (SELECT rowid FROM lead WHERE lead_id = :id)"),
    text("DELETE FROM lead_search WHERE rowid = (SELECT rowid FROM lead WHERE lead_id = :id)"),
    # what it brought to another lead tells of its people, and could not be taken apart without it
    text("DELETE FROM merge WHERE other_id = :id"),
    text("DELETE FROM bearing WHERE lead_no = (SELECT rowid FROM lead WHERE lead_id = :id)"),
    text("DELETE FROM gist WHERE lead_no = (SELECT rowid FROM lead WHERE lead_id = :id)"),
    text("DELETE FROM lead WHERE lead_id = :id"),
)
