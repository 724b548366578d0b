"""Every query the desktop asks, one transaction at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache

import msgspec

from app.desktop.ports import HeldLead, Identity, PlaybookRow
from app.domain.activity import Activity, Kind
from app.domain.clock_grade import Clocked, ClockGrade
from app.domain.known import is_call_or_text
from app.domain.lead import Lead
from app.domain.numbers import phone_key
from app.domain.person_known import people_tried, phone_keys
from app.protocol.listed import ListedNumber
from app.protocol.wire import FeedRow
from storage.desktop.driver import Connection
from storage.desktop.entering import Entering
from storage.desktop.merging import Merging
from storage.desktop.planning import HELD, held_of, read_activity
from storage.desktop.ringing import Ringing
from storage.desktop.telling import Telling
from storage.desktop.waiting import Waiting
from storage.instants import from_micros, to_micros

_encode = msgspec.json.Encoder().encode
# every transaction asks who sits here: the same for hours
_identity_of = lru_cache(maxsize=2)(msgspec.json.Decoder(Identity).decode)


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
        rows = self.conn.ask(_ONE_LEAD, lead_id)
        return self._met(rows[0]) if rows else None

    def leads(self) -> Iterator[HeldLead]:
        for row in self.conn.each(_LEADS):
            yield held_of(row)

    def received(self, start: datetime | None, end: datetime | None) -> list[HeldLead]:
        """Return the leads received from `start` on and before `end`, oldest first; None leaves that side open."""
        since = _FIRST if start is None else to_micros(start)
        before = _LAST if end is None else to_micros(end)
        return [held_of(row) for row in self.conn.ask(_RECEIVED, since, before)]

    def lead_ids(self) -> list[str]:
        return self.conn.ask_each("SELECT lead_id FROM lead ORDER BY received_at")

    def pinned_to(self, versions: Iterable[int]) -> list[str]:
        """Return the leads that follow one of these versions of the playbook."""
        return self.conn.ask_each(_PINNED, _encode(list(versions)).decode())

    def lead_count(self) -> int:
        return int(self.conn.ask_one("SELECT count(*) FROM lead"))

    def resolve_id(self, prefix: str) -> str | None:
        """Return the one lead whose id is, or begins with, `prefix`; None when there is none or more than one."""
        if not prefix:
            return None
        found: list[str] = self.conn.ask_each(_BEGINS_WITH, prefix)
        return found[0] if len(found) == 1 else None

    def set_listed(self, lead_id: str, listed: Sequence[ListedNumber]) -> None:
        """Note which of the lead's numbers are on lists; a lead that is not here is left out."""
        values = _encode(listed).decode() if listed else None
        self.conn.tell("UPDATE lead SET listed = ? WHERE lead_id = ?", values, lead_id)

    def remove_lead(self, lead_id: str) -> None:
        self._lead_nos.pop(lead_id, None)
        # its calls go with it, and count no more for whoever has the same number
        self.numbers_learnt(self.conn.ask_each(_TRIED_ON, lead_id))
        for statement in _REMOVE_LEAD:
            self.conn.tell(statement, lead_id)

    def forget_lead(self, lead_id: str) -> None:
        """Remove a lead and what else tells of its people in plain; the company's hashes of their numbers stay."""
        self.numbers_learnt(self.conn.ask_each(_UNBLOCK, lead_id))
        self.remove_lead(lead_id)
        # deleting leaves the words in the index's older parts until these are written anew
        self.conn.tell("INSERT INTO lead_search (lead_search) VALUES ('optimize')")

    # -- activities ------------------------------------------------------------------------------------

    def activity(self, activity_id: str) -> Activity | None:
        body = self.conn.ask_one("SELECT body FROM activity WHERE activity_id = ?", activity_id)
        return None if body is None else read_activity(body)

    def activity_ids(self) -> set[str]:
        return set(self.conn.ask_each("SELECT activity_id FROM activity"))

    def add_activity(self, activity: Activity, lead: Lead | None = None) -> bool:
        """Write one activity; False when it is there already, so that repeating is harmless."""
        row = (
            activity.activity_id,
            activity.lead_id,
            to_micros(activity.began_at),
            to_micros(activity.logged_at),
            activity.kind.value,
            _encode(activity).decode(),
        )
        if self.conn.tell(_ADD_ACTIVITY, *row) == 0:
            return False
        if activity.corrects:
            self._take_back(activity.corrects)
        self.note_written(activity)
        if is_call_or_text(activity):
            self._note_try(activity, lead)
        return True

    def _take_back(self, activity_id: str) -> None:
        """Have what was taken back count no more; a table is read whole for it, so not for what is in neither."""
        kinds = [Kind(kind) for kind in self.conn.ask_each(_KIND_OF, activity_id)]
        if kinds != [Kind.SKIP]:
            keys = [key for statement in _COUNTS_NO_MORE for key in self.conn.ask_each(statement, activity_id)]
            self.numbers_learnt(keys)
        self.unnote(activity_id)

    def _note_try(self, activity: Activity, lead: Lead | None) -> None:
        """Note it at every number of whom it was with: the fourth call is one too many at their other number, too."""
        if lead is None and (held := self.lead(activity.lead_id)) is not None:
            lead = held.lead
        people = people_tried(lead, activity) if lead else ()
        at = to_micros(activity.began_at), activity.activity_id, activity.lead_id
        rows = [(key, *at) for key in {*phone_keys(people), phone_key(activity.number)} - {""}]
        if rows:
            self.conn.tell_many(_ADD_TRIED, rows)
            self.numbers_learnt([row[0] for row in rows])

    def rename_actor(self, old_id: str, new_id: str) -> None:
        """Write another id for whoever did what the old id did: one person under two ids, the machine's and a hub's."""
        self.conn.tell(_RENAME_ACTOR, old_id, new_id)

    def worked_since(self, at: datetime, officer_id: str) -> int:
        """Return on how many leads the officer logged something since `at` that still stands."""
        return int(self.conn.ask_one(_WORKED, to_micros(at), officer_id))

    def clocks(self, lead_id: str) -> dict[str, Clocked]:
        rows = self.conn.ask(_CLOCKS, lead_id)
        return {activity_id: Clocked(ClockGrade(grade), offset_ms) for activity_id, grade, offset_ms in rows}

    def put_clock(self, activity_id: str, clock: Clocked) -> bool:
        """Note how far an activity's clock can be believed; False when that is known, or the activity is not here."""
        return self.conn.tell(_PUT_CLOCK, activity_id, clock.grade.value, clock.offset_ms) > 0

    def drop_clocks(self) -> None:
        self.conn.tell("DELETE FROM activity_clock")

    # -- numbers that may not be called ----------------------------------------------------------------

    def block_number(self, key: str, activity_id: str) -> None:
        self.conn.tell(_BLOCK, key, activity_id)
        self.numbers_learnt([key])

    def set_company_block(self, number_hash: bytes, *, stands: bool) -> None:
        if stands:
            self.conn.tell("INSERT INTO company_block (number_hash) VALUES (?) ON CONFLICT DO NOTHING", number_hash)
        else:
            self.conn.tell("DELETE FROM company_block WHERE number_hash = ?", number_hash)

    def set_company_try(self, number_hash: bytes, at: datetime, *, stands: bool) -> None:
        if stands:
            self.conn.tell(_COMPANY_TRIED, number_hash, to_micros(at))
        else:
            self.conn.tell("DELETE FROM company_try WHERE number_hash = ? AND at = ?", number_hash, to_micros(at))

    def company_tries(self, before: datetime) -> set[bytes]:
        """Return the numbers somebody tried before that instant."""
        return set(self.conn.ask_each("SELECT number_hash FROM company_try WHERE at < ?", to_micros(before)))

    def forget_company_tries(self, number_hashes: Iterable[bytes], before: datetime) -> None:
        rows = [(one, to_micros(before)) for one in number_hashes]
        self.conn.tell_many("DELETE FROM company_try WHERE number_hash = ? AND at < ?", rows)

    def phone_keys(self) -> list[str]:
        """Return every number a borrower of this desk has, as `phone_key` gives it."""
        return self.conn.ask_each("SELECT DISTINCT key FROM lead_key WHERE kind = 'phone'")

    # -- the outgoing log ------------------------------------------------------------------------------

    def last_event(self) -> tuple[int, bytes] | None:
        """Return (seq, hash) of the newest event of this device's chain, None when it has none."""
        if self._last_event is None:
            rows = self.conn.ask("SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1")
            self._last_event = (rows[0][0], rows[0][1]) if rows else None
        return self._last_event

    def put_event(self, seq: int, event_id: str, event_hash: bytes, wire: bytes) -> None:
        self.conn.tell(_PUT_EVENT, seq, event_id, event_hash, wire)
        self._last_event = seq, event_hash

    def events_after(self, seq: int, limit: int) -> list[bytes]:
        return self.conn.ask_each("SELECT wire FROM event WHERE seq > ? ORDER BY seq LIMIT ?", seq, limit)

    def event_hash(self, seq: int) -> bytes | None:
        found: bytes | None = self.conn.ask_one("SELECT hash FROM event WHERE seq = ?", seq)
        return found

    def event_count(self, after: int) -> int:
        return int(self.conn.ask_one("SELECT count(*) FROM event WHERE seq > ?", after))

    def replace_events(self, events: Iterable[tuple[int, str, bytes, bytes]]) -> None:
        """Swap the whole chain for another one (a cloned device gets a new id and seals again)."""
        self.conn.tell("DELETE FROM event")
        self._last_event = None
        for seq, event_id, event_hash, wire in events:
            self.put_event(seq, event_id, event_hash, wire)

    # -- feeds that are read anew ----------------------------------------------------------------------

    def stage(self, feed: str, rows: Iterable[FeedRow]) -> None:
        self.conn.tell_many(_STAGE, [(feed, row.seq, row.mark, row.kind, row.body) for row in rows])

    def staged(self, feed: str) -> list[FeedRow]:
        rows = self.conn.ask("SELECT seq, mark, kind, body FROM staged_row WHERE feed = ? ORDER BY seq", feed)
        return [FeedRow(seq=seq, mark=mark, kind=kind, body=body) for seq, mark, kind, body in rows]

    def unstage(self, feed: str) -> None:
        self.conn.tell("DELETE FROM staged_row WHERE feed = ?", feed)

    # -- the rest --------------------------------------------------------------------------------------

    def identity(self) -> Identity | None:
        if self._identity is None:
            raw = self.fact("identity")
            self._identity = None if raw is None else _identity_of(raw)
        return self._identity

    def put_identity(self, identity: Identity) -> None:
        self.put_fact("identity", msgspec.json.encode(identity))
        self._identity = identity

    def fact(self, name: str) -> bytes | None:
        found: bytes | None = self.conn.ask_one("SELECT value FROM fact WHERE name = ?", name)
        return found

    def put_fact(self, name: str, value: bytes) -> None:
        self.conn.tell(_PUT_FACT, name, value)

    def drop_fact(self, name: str) -> None:
        self.conn.tell("DELETE FROM fact WHERE name = ?", name)

    def playbook(self, version: int) -> PlaybookRow | None:
        return self._all_playbooks().get(version)

    def playbook_in_force(self) -> PlaybookRow | None:
        found = self._all_playbooks()
        return found[max(found)] if found else None

    def playbooks(self) -> list[PlaybookRow]:
        return list(self._all_playbooks().values())

    def _all_playbooks(self) -> dict[int, PlaybookRow]:
        if self._playbooks is None:
            rows = self.conn.ask("SELECT version, text, name, in_force_at FROM playbook")
            self._playbooks = {
                version: PlaybookRow(version, text, name, from_micros(at)) for version, text, name, at in rows
            }
        return self._playbooks

    def drop_playbooks(self) -> None:
        self._playbooks = None
        self.conn.tell("DELETE FROM playbook")

    def put_playbook(self, row: PlaybookRow) -> None:
        self._playbooks = None
        self.conn.tell(_PUT_PLAYBOOK, row.version, row.name, row.text, to_micros(row.in_force_at))


#: before and after all instants
_FIRST, _LAST = -(2**63), 2**63 - 1
_LEADS = f"{HELD} ORDER BY received_at"
_RECEIVED = f"{HELD} WHERE received_at >= ? AND received_at < ? ORDER BY received_at"
_ONE_LEAD = f"{HELD} WHERE lead_id = ?"
# not by LIKE, for which two signs of those that may be typed stand for any
_BEGINS_WITH = "SELECT lead_id FROM lead WHERE lower(substr(lead_id, 1, length(?1))) = lower(?1) LIMIT 2"
_ADD_ACTIVITY = """
    INSERT INTO activity (activity_id, lead_id, began_at, logged_at, kind, body) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT DO NOTHING
"""
_KIND_OF = "SELECT kind FROM activity WHERE activity_id = ?"
_ADD_TRIED = "INSERT INTO tried (phone_key, began_at, activity_id, lead_id) VALUES (?, ?, ?, ?)"
_PUT_FACT = "INSERT INTO fact (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
_PUT_EVENT = "INSERT INTO event (seq, event_id, hash, wire) VALUES (?, ?, ?, ?)"
_PUT_PLAYBOOK = """
    INSERT INTO playbook (version, name, text, in_force_at) VALUES (?, ?, ?, ?)
    ON CONFLICT (version) DO UPDATE SET name = excluded.name, text = excluded.text, in_force_at = excluded.in_force_at
"""
_STAGE = "INSERT INTO staged_row (feed, seq, mark, kind, body) VALUES (?, ?, ?, ?, ?)"
_BLOCK = "INSERT INTO blocked_number (phone_key, activity_id) VALUES (?, ?) ON CONFLICT DO NOTHING"
_UNBLOCK = """
    DELETE FROM blocked_number WHERE activity_id IN (SELECT activity_id FROM activity WHERE lead_id = ?)
    RETURNING phone_key
"""
_TRIED_ON = "SELECT DISTINCT phone_key FROM activity JOIN tried USING (activity_id) WHERE activity.lead_id = ?"
_COUNTS_NO_MORE = (
    "DELETE FROM tried WHERE activity_id = ? RETURNING phone_key",
    "DELETE FROM blocked_number WHERE activity_id = ? RETURNING phone_key",
)
_COMPANY_TRIED = "INSERT INTO company_try (number_hash, at) VALUES (?, ?) ON CONFLICT DO NOTHING"
_CLOCKS = "SELECT activity_id, grade, offset_ms FROM activity_clock JOIN activity USING (activity_id) WHERE lead_id = ?"
_PUT_CLOCK = """
    INSERT INTO activity_clock (activity_id, grade, offset_ms)
    SELECT activity_id, ?2, ?3 FROM activity WHERE activity_id = ?1
    ON CONFLICT (activity_id) DO UPDATE SET grade = excluded.grade, offset_ms = excluded.offset_ms
    WHERE (grade, offset_ms) <> (excluded.grade, excluded.offset_ms)
"""
_PINNED = """
    SELECT lead_id FROM lead
    WHERE json_extract(body, '$.playbook_version') IN (SELECT value FROM json_each(?))
"""
_RENAME_ACTOR = """
    UPDATE activity SET body = json_set(body, '$.actor_id', ?2) WHERE json_extract(body, '$.actor_id') = ?1
"""
_WORKED = """
    SELECT count(DISTINCT lead_id) FROM activity
    WHERE logged_at >= ?1 AND kind <> 'retracted' AND json_extract(body, '$.actor_id') = ?2
    AND activity_id NOT IN (
        SELECT json_extract(body, '$.corrects') FROM activity WHERE logged_at >= ?1 AND kind = 'retracted'
    )
"""
_REMOVE_LEAD = (
    """
        DELETE FROM note_search
        WHERE rowid IN (SELECT note_no FROM note WHERE lead_no = (SELECT rowid FROM lead WHERE lead_id = ?))
    """,
    "DELETE FROM note WHERE lead_no = (SELECT rowid FROM lead WHERE lead_id = ?)",
    "DELETE FROM lead_search WHERE rowid = (SELECT rowid FROM lead WHERE lead_id = ?)",
    # what it brought to another lead tells of its people, and could not be taken apart without it
    "DELETE FROM merge WHERE other_id = ?",
    "DELETE FROM bearing WHERE lead_no = (SELECT rowid FROM lead WHERE lead_id = ?)",
    "DELETE FROM gist WHERE lead_no = (SELECT rowid FROM lead WHERE lead_id = ?)",
    "DELETE FROM lead WHERE lead_id = ?",
)
