"""Leads found while somebody types: by what they are called and reached by, then by what was written about them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import text

from app.domain.activity import Activity
from app.domain.noted import Hand, Noted, written_with
from app.domain.search_words import ANYWHERE, parts_of
from storage.columns import from_micros, to_micros
from storage.desktop import tables as t
from storage.desktop.planning import HELD, held_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.desktop.ports import HeldLead

#: so many of the newest hits are put in order: of a word that half the leads have, all would take a second
_NEWEST = 100
#: and so many of each word are held against each other where one is in a name and another in a note
_HELD_TOGETHER = 2000
#: notes looked at for one lead to be shown: who has been called for months has many with the same word
_NOTES_A_LEAD = 8

#: a note as it is written: number of its lead's row, source, when, words
_Row = tuple[int, str, int, str]


class Finding:
    """Two indexes of three letters each, asked newest first and never ranked: that would read all there are.

    Words stand two spaces apart in them, so that an index of three letters also knows how words begin: "  v" is one
    letter, " va" two. Notes are rows of their own, as one is added far more often than a lead's whole story changes.
    """

    conn: Connection

    def search(self, words: str, limit: int) -> list[HeldLead]:
        """Find leads by parts of a name, number, address or city; newest first, all when nothing is asked.

        One or two letters are what a word begins with.
        """
        query = HELD.order_by(t.lead.c.received_at.desc()).limit(limit)
        if parts := parts_of(words):
            # found by the index first, then looked up: asked the other way round, every lead would ask the index
            query = query.where(_BY_WORDS).params(asked=_asked(parts), most=max(limit, _NEWEST))
        return [held_of(row) for row in self.conn.execute(query)]

    def search_notes(self, words: str, limit: int, without: Collection[str]) -> list[tuple[HeldLead, Noted]]:
        """Find leads by what was written about them, each with the newest such note; other leads than `without`.

        Every part stands in the note, or in what the lead is found by. Nothing under three letters is looked for alone.
        """
        parts = parts_of(words)
        if not any(len(part) >= ANYWHERE for part in parts):
            return []
        most = (limit + len(without)) * _NOTES_A_LEAD
        found = _first_of_each(self._driver(_IN_ONE_NOTE, _asked(parts), most), without)
        if len(found) < limit and len(parts) > 1:
            # the newest of the others stand behind: what was written in one note is what one remembers of it
            found |= self._in_name_and_note(parts, limit, {*without, *found})
        ids = list(found)[:limit]
        held = {row.lead_id: held_of(row) for row in self.conn.execute(_THESE, {"ids": _json(ids)})}
        return [(held[lead_id], found[lead_id]) for lead_id in ids]

    def _in_name_and_note(self, parts: Sequence[str], limit: int, without: Collection[str]) -> dict[str, Noted]:
        both: set[int] | None = None
        for part in parts:
            values = {"asked": _asked([part]), "most": _HELD_TOGETHER}
            leads = set(self.conn.scalars(_LEADS_WITH, values))
            both = leads if both is None else both & leads
            if not both:
                return {}
        numbers = sorted(both or (), reverse=True)[: limit + len(without)]
        wanted = [part.lower() for part in parts if len(part) >= ANYWHERE]
        rows = self._driver(_NOTES_OF, _json(numbers))
        return _first_of_each([row for row in rows if any(part in row[3].lower() for part in wanted)], without)

    # -- keeping what is found up with what is written ---------------------------------------------------

    def note_written(self, activity: Activity) -> None:
        """Have an activity found by what was written with it, unless it was taken back before it came."""
        if words := written_with(activity):
            values = (activity.lead_id, activity.lead_id, activity.activity_id)
            rows = self._driver(_STANDS_ON, *values)
            self._add_notes((number, activity.activity_id, to_micros(activity.began_at), words) for (number,) in rows)

    def unnote(self, source: str) -> None:
        """Have something taken back found no more."""
        for (number,) in self._driver("DELETE FROM note WHERE source = ? RETURNING note_no", source):
            self.conn.exec_driver_sql("DELETE FROM note_search WHERE rowid = ?", (number,))

    def note_private(self, lead_id: str, words: str, at: datetime) -> None:
        """Have a lead found by the officer's private note as it is now, "" for none."""
        source = f"{Hand.PRIVATE}:{lead_id}"
        self.unnote(source)
        if words:
            rows = self._driver("SELECT rowid FROM lead WHERE lead_id = ?", lead_id)
            self._add_notes((number, source, to_micros(at), words) for (number,) in rows)

    def note_remarks(self, remarks: Iterable[tuple[int, str, int, str]], known: Collection[str]) -> None:
        """Have leads found by the remarks they came with, each by row, id, when it came and words.

        `known` are those that were here before; a remark that is as it was is not written again.
        """
        kept = dict(self._driver(_REMARKS, _json([f"{Hand.BORROWER}:{lead_id}" for lead_id in known]))) if known else {}
        new = []
        for number, lead_id, at, words in remarks:
            source = f"{Hand.BORROWER}:{lead_id}"
            if kept.get(source, "") != apart(words):
                if source in kept:
                    self.unnote(source)
                new += [(number, source, at, words)] if words else []
        self._add_notes(new)

    def _add_notes(self, rows: Iterable[_Row]) -> None:
        many = list(rows)
        if not many:
            return
        [(last,)] = self._driver("SELECT coalesce(max(note_no), 0) FROM note")
        notes = [(last + n, *row[:3]) for n, row in enumerate(many, start=1)]
        self.conn.exec_driver_sql("INSERT INTO note (note_no, lead_no, source, at) VALUES (?, ?, ?, ?)", notes)
        words = [(last + n, apart(row[3])) for n, row in enumerate(many, start=1)]
        self.conn.exec_driver_sql("INSERT INTO note_search (rowid, words) VALUES (?, ?)", words)

    def _driver(self, statement: str, *values: object) -> list[Any]:
        return list(self.conn.exec_driver_sql(statement, values).fetchall())


def apart(words: str) -> str:
    """Return words as the indexes keep them, each behind two spaces."""
    return "".join(f"  {word}" for word in words.split())


def _asked(parts: Sequence[str]) -> str:
    """Return what the index is asked for parts that must all be there."""
    return " AND ".join('"' + part.rjust(ANYWHERE).replace('"', '""') + '"' for part in parts)


def _first_of_each(rows: Iterable[Any], without: Collection[str]) -> dict[str, Noted]:
    """Return the first note of each lead, in the order of the rows."""
    found: dict[str, Noted] = {}
    for lead_id, source, at, words in rows:
        if lead_id not in found and lead_id not in without:
            hand = source.partition(":")[0]
            written = Hand(hand) if hand in (Hand.PRIVATE, Hand.BORROWER) else Hand.ACTIVITY
            found[lead_id] = Noted(written, from_micros(at), " ".join(words.split()))
    return found


def _json(values: Sequence[object]) -> str:
    return msgspec.json.encode(values).decode()


_BY_WORDS = text("""
    lead.rowid IN (SELECT rowid FROM lead_search WHERE lead_search MATCH :asked ORDER BY rowid DESC LIMIT :most)
""")
_THESE = HELD.where(
    t.lead.c.lead_id.in_(text("SELECT value FROM json_each(:ids)").columns(value=t.lead.c.lead_id.type))
)
_IN_ONE_NOTE = """
    SELECT lead.lead_id, source, at, words
    FROM (SELECT rowid AS hit_no, words FROM note_search WHERE note_search MATCH ? ORDER BY rowid DESC LIMIT ?)
    JOIN note ON note_no = hit_no JOIN lead ON lead.rowid = lead_no
    ORDER BY note_no DESC
"""
_LEADS_WITH = text("""
    SELECT * FROM (SELECT rowid FROM lead_search WHERE lead_search MATCH :asked ORDER BY rowid DESC LIMIT :most)
    UNION
    SELECT lead_no
    FROM (SELECT rowid AS hit_no FROM note_search WHERE note_search MATCH :asked ORDER BY rowid DESC LIMIT :most)
    JOIN note ON note_no = hit_no
""")
_NOTES_OF = """
    SELECT lead_id, source, at, words
    FROM note JOIN lead ON lead.rowid = lead_no JOIN note_search ON note_search.rowid = note_no
    WHERE lead_no IN (SELECT value FROM json_each(?))
    ORDER BY lead_no DESC, note_no DESC
"""
_STANDS_ON = """
    SELECT rowid FROM lead WHERE lead_id = ? AND NOT EXISTS (
        SELECT 1 FROM activity WHERE lead_id = ? AND kind = 'retracted' AND json_extract(body, '$.corrects') = ?
    )
"""
_REMARKS = """
    SELECT source, words FROM note JOIN note_search ON note_search.rowid = note_no
    WHERE source IN (SELECT value FROM json_each(?))
"""
