"""Leads written, with all they are found by: a few statements however many there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from app.desktop.ports import KeyHit, LeadKey, Written
from app.domain.lead import Lead
from app.domain.noted import remarked_in
from app.domain.numbers import phone_key
from storage.desktop.driver import Connection
from storage.desktop.finding import Finding, apart, called
from storage.instants import to_micros

_encode = msgspec.json.Encoder().encode


class Entering(Finding):
    """The same statements for one lead and for a file of thousands."""

    conn: Connection

    def put_lead(self, lead: Lead, *, from_hub: bool) -> None:
        self.put_leads([(lead, from_hub)])

    def put_leads(self, leads: Sequence[Written]) -> None:
        """Write leads, each once, and the words they are searched by."""
        if not leads:
            return
        ids = _json([lead.lead_id for lead, _ in leads])
        known: dict[str, int] = dict(self.conn.ask(_NUMBERS, ids))
        rows = [(lead.lead_id, _json(lead), to_micros(lead.received_at), from_hub) for lead, from_hub in leads]
        self.conn.tell_many(_PUT_LEAD, rows)
        if known:
            self.conn.tell(_ASKED, ids)
        numbers: dict[str, int] = dict(self.conn.ask(_NUMBERS, ids))
        self._lead_nos.update(numbers)
        # the index of words comes last: statements on tables with others behind it would have it written piece by piece
        if known:
            gone = [(number,) for number in known.values()]
            self.conn.tell_many("DELETE FROM lead_search WHERE rowid = ?", gone)
        words = sorted((numbers[lead.lead_id], _words(lead)) for lead, _ in leads)
        self.conn.tell_many("INSERT INTO lead_search (rowid, words) VALUES (?, ?)", words)
        remarks = ((lead, remarked_in(lead)) for lead, _ in leads)
        self.note_remarks(
            (
                (numbers[lead.lead_id], lead.lead_id, to_micros(lead.received_at), said, called(lead))
                for lead, said in remarks
                if said or lead.lead_id in known
            ),
            known,
        )
        if known:
            self.rename_notes({number: called(lead) for lead, _ in leads if (number := known.get(lead.lead_id))})

    def put_keys(self, lead_id: str, keys: Iterable[LeadKey]) -> None:
        self.put_all_keys({lead_id: keys})

    def put_all_keys(self, keys: Mapping[str, Iterable[LeadKey]]) -> None:
        """Replace the keys leads are found by; of a key a lead has twice the first stays."""
        self.conn.tell(_DROP_KEYS, _json(list(keys)))
        rows = [(key, lead_id, kind, name) for lead_id, some in keys.items() for key, kind, name in some]
        # in the order of their pages, and what a lead has twice in its own
        rows.sort(key=lambda row: row[:2])
        self.conn.tell_many(_PUT_KEY, rows)

    def hits(self, keys: Sequence[str]) -> list[KeyHit]:
        """Return who holds one of these keys, in the order of the keys and then of the leads' ids."""
        return [KeyHit(*row) for row in self.conn.ask(_HITS, _json(keys))]


def _json(value: object) -> str:
    return _encode(value).decode()


def _words(lead: Lead) -> str:
    """Return what a lead is searched by."""
    found_by = " ".join(
        [
            *(person.name for person in lead.borrowers),
            *lead.emails,
            *(phone_key(phone.number) for phone in lead.phones),
            lead.address.city,
            lead.subject_property.city,
        ]
    )
    return apart(found_by)


_NUMBERS = "SELECT lead_id, rowid FROM lead WHERE lead_id IN (SELECT value FROM json_each(?))"
_PUT_LEAD = """
    INSERT INTO lead (lead_id, body, received_at, from_hub) VALUES (?, ?, ?, ?)
    ON CONFLICT (lead_id) DO UPDATE SET body = excluded.body, received_at = excluded.received_at,
    from_hub = excluded.from_hub
"""
# the queue goes by when they asked, which a lead that comes once more may tell otherwise
_ASKED = """
    UPDATE bearing SET asked_at = received_at
    FROM lead WHERE lead.rowid = lead_no AND lead_id IN (SELECT value FROM json_each(?))
    AND asked_again_at IS NULL AND asked_at <> received_at
"""
_DROP_KEYS = "DELETE FROM lead_key WHERE lead_id IN (SELECT value FROM json_each(?))"
_PUT_KEY = "INSERT INTO lead_key (key, lead_id, kind, name) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
_HITS = """
    SELECT key, kind, lead_id, name FROM lead_key WHERE key IN (SELECT value FROM json_each(?)) ORDER BY key, lead_id
"""
