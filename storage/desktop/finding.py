"""Leads found while somebody types: by what they are called and reached by, then by what was written about them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from app.domain.activity import Activity
from app.domain.lead import Lead
from app.domain.noted import Hand, Noted, written_with
from app.domain.search_words import ANYWHERE, parts_of
from storage.desktop.planning import HELD, Planning, held_of, read_lead
from storage.instants import from_micros, to_micros

if TYPE_CHECKING:
    from app.desktop.ports import HeldLead

#: so many of the newest hits are put in order: of a word that half the leads have, all would take a second
_NEWEST = 40
#: notes looked at for one lead to be shown: who has been called for months has many with the same word
_NOTES_A_LEAD = 8

#: a note as it is written: number of its lead's row, source, when, words, what the lead's people are called
_Row = tuple[int, str, int, str, str]


class Finding(Planning):
    """Two indexes of three letters each, asked newest first and never ranked: that would read all there are.

    Words stand two spaces apart in them, so that an index of three letters also knows how words begin: "  v" is one
    letter, " va" two. Notes are rows of their own, as one is added far more often than a lead's whole story changes;
    each has beside it what its lead's people are called, for whoever types a name and a word of a note.
    """

    def search(self, words: str, limit: int) -> list[HeldLead]:
        """Find leads by parts of a name, number, address or city; newest first, all when nothing is asked.

        One or two letters are what a word begins with.
        """
        if not (parts := parts_of(words)):
            return [held_of(row) for row in self.conn.ask(_NEWEST_LEADS, limit)]
        return [held_of(row) for row in self.conn.ask(_BY_WORDS, _asked(parts), max(limit, _NEWEST), limit)]

    def search_notes(self, words: str, limit: int, without: Collection[str]) -> list[tuple[HeldLead, Noted]]:
        """Find leads by what was written about them, each with the newest such note.

        Every part stands in the note, or in the names of the lead's people; `without` are the leads of which all
        stand in the names. Nothing under three letters is looked for alone.
        """
        parts = parts_of(words)
        if not any(len(part) >= ANYWHERE for part in parts):
            return []
        asked = _asked(parts), _json(list(without)), limit * _NOTES_A_LEAD
        # the newest note of each lead
        found: dict[int, int] = {}
        for lead_no, note_no in self.conn.ask(_NOTES_WITH, *asked):
            found.setdefault(lead_no, note_no)
        shown = list(found)[:limit]
        ids: dict[int, str] = dict(self.conn.ask(_IDS_OF, _json(shown)))
        held = {one.lead.lead_id: one for one in self.held(list(ids.values()))}
        notes = {row[0]: _noted(*row[1:]) for row in self.conn.ask(_NOTES, _json([found[n] for n in shown]))}
        return [(held[ids[number]], notes[found[number]]) for number in shown]

    # -- keeping what is found up with what is written ---------------------------------------------------

    def note_written(self, activity: Activity) -> None:
        """Have an activity found by what was written with it, unless it was taken back before it came."""
        if words := written_with(activity):
            values = (activity.lead_id, activity.lead_id, activity.activity_id)
            rows = self.conn.ask(_STANDS_ON, *values)
            source, at = activity.activity_id, to_micros(activity.began_at)
            self._add_notes((number, source, at, words, called(read_lead(body))) for number, body in rows)

    def unnote(self, source: str) -> None:
        """Have something taken back found no more."""
        for (number,) in self.conn.ask("DELETE FROM note WHERE source = ? RETURNING note_no", source):
            self.conn.tell("DELETE FROM note_search WHERE rowid = ?", number)

    def note_private(self, lead_id: str, words: str, at: datetime) -> None:
        """Have a lead found by the officer's private note as it is now, "" for none."""
        source = f"{Hand.PRIVATE}:{lead_id}"
        self.unnote(source)
        if words:
            rows = self.conn.ask("SELECT rowid, body FROM lead WHERE lead_id = ?", lead_id)
            self._add_notes((number, source, to_micros(at), words, called(read_lead(body))) for number, body in rows)

    def note_remarks(self, remarks: Iterable[_Row], known: Collection[str]) -> None:
        """Have leads found by the remarks they came with, each by row, id, when it came, words and who it is.

        `known` are those that were here before; a remark that is as it was is not written again.
        """
        kept: dict[str, str] = (
            dict(self.conn.ask(_REMARKS, _json([f"{Hand.BORROWER}:{lead_id}" for lead_id in known]))) if known else {}
        )
        new = []
        for number, lead_id, at, words, who in remarks:
            source = f"{Hand.BORROWER}:{lead_id}"
            if kept.get(source, "") != apart(words):
                if source in kept:
                    self.unnote(source)
                new += [(number, source, at, words, who)] if words else []
        self._add_notes(new)

    def _add_notes(self, rows: Iterable[_Row]) -> None:
        many = list(rows)
        if not many:
            return
        [(last,)] = self.conn.ask("SELECT coalesce(max(note_no), 0) FROM note")
        notes = [(last + n, *row[:3]) for n, row in enumerate(many, start=1)]
        self.conn.tell_many("INSERT INTO note (note_no, lead_no, source, at) VALUES (?, ?, ?, ?)", notes)
        words = [(last + n, apart(row[3]), row[4]) for n, row in enumerate(many, start=1)]
        self.conn.tell_many("INSERT INTO note_search (rowid, words, who) VALUES (?, ?, ?)", words)

    def rename_notes(self, who: Mapping[int, str]) -> None:
        """Have notes found together with what the people of their leads, by row, are called now."""
        for note_no, lead_no, before in self.conn.ask(_CALLED, _json(list(who))):
            if before != who[lead_no]:
                self.conn.tell("UPDATE note_search SET who = ? WHERE rowid = ?", who[lead_no], note_no)


def apart(words: str) -> str:
    """Return words as the indexes keep them, each behind two spaces."""
    return "".join(f"  {word}" for word in words.split())


def called(lead: Lead) -> str:
    """Return what the people of a lead are called, as the index of notes keeps it."""
    return apart(" ".join(person.name for person in lead.borrowers))


def _asked(parts: Sequence[str]) -> str:
    """Return what the index is asked for parts that must all be there."""
    return " AND ".join('"' + part.rjust(ANYWHERE).replace('"', '""') + '"' for part in parts)


def _noted(source: str, at: int, words: str) -> Noted:
    hand = source.partition(":")[0]
    written = Hand(hand) if hand in (Hand.PRIVATE, Hand.BORROWER) else Hand.ACTIVITY
    return Noted(written, from_micros(at), " ".join(words.split()))


def _json(values: Sequence[object]) -> str:
    return msgspec.json.encode(values).decode()


_NEWEST_LEADS = f"{HELD} ORDER BY received_at DESC LIMIT ?"
# found by the index first, then looked up: asked the other way round, every lead would ask the index
_BY_WORDS = f"""
    {HELD}
    WHERE lead.rowid IN (SELECT rowid FROM lead_search WHERE lead_search MATCH ? ORDER BY rowid DESC LIMIT ?)
    ORDER BY received_at DESC LIMIT ?
"""  # noqa: S608 - our own words, every value is bound
_NOTES_WITH = """
    SELECT lead_no, note_no FROM note_search JOIN note ON note_no = note_search.rowid
    WHERE note_search MATCH ?
    AND lead_no NOT IN (SELECT rowid FROM lead WHERE lead_id IN (SELECT value FROM json_each(?)))
    ORDER BY note_search.rowid DESC LIMIT ?
"""
_NOTES = """
    SELECT note_no, source, at, words FROM note JOIN note_search ON note_search.rowid = note_no
    WHERE note_no IN (SELECT value FROM json_each(?))
"""
_IDS_OF = "SELECT rowid, lead_id FROM lead WHERE rowid IN (SELECT value FROM json_each(?))"
_CALLED = """
    SELECT note_no, lead_no, who FROM note JOIN note_search ON note_search.rowid = note_no
    WHERE lead_no IN (SELECT value FROM json_each(?))
"""
_STANDS_ON = """
    SELECT rowid, body FROM lead WHERE lead_id = ? AND NOT EXISTS (
        SELECT 1 FROM activity WHERE lead_id = ? AND kind = 'retracted' AND json_extract(body, '$.corrects') = ?
    )
"""
_REMARKS = """
    SELECT source, words FROM note JOIN note_search ON note_search.rowid = note_no
    WHERE source IN (SELECT value FROM json_each(?))
"""
