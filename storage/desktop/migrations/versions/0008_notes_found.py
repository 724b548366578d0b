"""Leads are found by what was written about them and by how words begin, and merged with one another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE note (
    note_no INTEGER NOT NULL PRIMARY KEY,
    lead_no INTEGER NOT NULL,
    source TEXT NOT NULL UNIQUE,
    at BIGINT NOT NULL
);
CREATE INDEX note_lead ON note (lead_no);
CREATE VIRTUAL TABLE note_search USING fts5(words, who, tokenize = 'trigram');
CREATE VIRTUAL TABLE lead_words USING fts5(words, tokenize = 'trigram');
INSERT INTO lead_words (rowid, words) SELECT rowid, '  ' || replace(trim(words), ' ', '  ') FROM lead_search;
DROP TABLE lead_search;
ALTER TABLE lead_words RENAME TO lead_search;
ALTER TABLE "merge" ADD COLUMN other_id TEXT;
CREATE INDEX merge_other ON "merge" (other_id) WHERE other_id IS NOT NULL
"""
# a forgotten person's words go from the index at once: to write the whole of it anew takes longer the larger it is
_FORGETS = "INSERT INTO note_search (note_search, rank) VALUES ('secure-delete', 1)"
_WRITTEN = """
    SELECT lead.rowid, activity_id, began_at, kind, activity.body FROM activity JOIN lead USING (lead_id)
    WHERE kind NOT IN ('inquired_again', 'retracted', 'assigned', 'stage_reported')
    AND (json_extract(activity.body, '$.note') <> '' OR kind IN ('not_interested', 'skip'))
    AND activity_id NOT IN (SELECT json_extract(body, '$.corrects') FROM activity WHERE kind = 'retracted')
    ORDER BY began_at
"""
_PRIVATE = """
    SELECT lead.rowid, 'private:' || lead_id, changed_at, words FROM private_note JOIN lead USING (lead_id)
"""
_REMARKED = """
    SELECT rowid, lead_id, received_at, json_extract(body, '$.source_fields') FROM lead
    WHERE json_extract(body, '$.source_fields') IS NOT NULL
"""
_WORDS = """
    INSERT INTO note_search (rowid, words, who)
    SELECT ?, ?, '  ' || replace(trim(concat_ws(' ', body ->> '$.borrower.name', (
        SELECT group_concat(value ->> '$.name', ' ') FROM json_each(body, '$.co_borrowers')
    ))), ' ', '  ') FROM lead WHERE rowid = ?
"""
_LISTED = frozenset(
    {"chose another lender", "rate or fees", "not buying now", "just looking", "credit or income", "other"}
)
_REMARKS = frozenset({"comment", "comments", "note", "notes", "remark", "remarks", "message", "question", "questions"})


def upgrade() -> None:
    for statement in TABLES.split(";"):
        op.execute(statement)
    op.execute(_FORGETS)
    conn = op.get_bind()
    notes, words = [], []
    for number, (lead_no, source, at, said) in enumerate(_notes(conn), start=1):
        notes.append((number, lead_no, source, at))
        words.append((number, said, lead_no))
    if notes:
        conn.exec_driver_sql("INSERT INTO note VALUES (?, ?, ?, ?)", notes)
        conn.exec_driver_sql(_WORDS, words)


def _notes(conn: sa.Connection) -> Iterator[tuple[int, str, int, str]]:
    """Give every note as it is kept from this version on, its words each behind two spaces."""
    for lead_no, lead_id, at, raw in conn.exec_driver_sql(_REMARKED).all():
        yield from _spaced(lead_no, f"borrower:{lead_id}", at, _remarks(msgspec.json.decode(raw)))
    for lead_no, source, at, kind, raw in conn.exec_driver_sql(_WRITTEN).all():
        body: dict[str, Any] = msgspec.json.decode(raw)
        asks_why = kind in ("not_interested", "skip") and body.get("reason") not in _LISTED
        yield from _spaced(lead_no, source, at, f"{body.get('reason', '') if asks_why else ''} {body.get('note', '')}")
    for lead_no, source, at, said in conn.exec_driver_sql(_PRIVATE).all():
        yield from _spaced(lead_no, source, at, said)


def _remarks(fields: dict[str, str]) -> str:
    said = (value for name, value in fields.items() if name.casefold().strip() in _REMARKS or len(value.split()) >= 4)
    return " ".join(said)


def _spaced(lead_no: int, source: str, at: int, words: str) -> Iterator[tuple[int, str, int, str]]:
    if words.split():
        yield lead_no, source, at, "".join(f"  {word}" for word in words.split())
