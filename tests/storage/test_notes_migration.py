"""A desk's database from before notes were searched is opened, and what is in it is found by them from then on."""

from __future__ import annotations

from pathlib import Path

import msgspec
from sqlalchemy import Connection

from app.desktop.activities import Note
from app.domain.activity import Kind
from storage.desktop.migrated import VERSION_TABLE
from storage.engine import open_sqlcipher, writing
from tests.desks import KEY, TestDesk, a_lead
from tests.storage.test_queue_migration import undo_0009

#: what 0008 made, taken away, and the words as they stood before it
_BACK = """
DROP TABLE note;
DROP TABLE note_search;
DROP TABLE lead_search;
CREATE VIRTUAL TABLE lead_search USING fts5(words, tokenize = 'trigram');
INSERT INTO lead_search (rowid, words)
SELECT rowid, json_extract(body, '$.borrower.name') || ' 4235550142 Chattanooga ' FROM lead;
DROP INDEX merge_other;
ALTER TABLE "merge" DROP COLUMN other_id
"""


def undo_0008(conn: Connection) -> None:
    undo_0009(conn)
    for statement in _BACK.split(";"):
        conn.exec_driver_sql(statement)


def as_before(desk: TestDesk) -> None:
    desk.store.close()
    engine = open_sqlcipher(desk.path, KEY)
    with writing(engine) as conn:
        undo_0008(conn)
        conn.exec_driver_sql(f"UPDATE {VERSION_TABLE} SET version_num = '0007'")
    engine.dispose()


def test_names_and_all_that_was_written_are_found(tmp_path: Path) -> None:
    before = TestDesk(tmp_path)
    fields = {"Comments": "no calls at dawn", "form_id": "77123", "Why now?": "we sell the cabin"}
    before.put(msgspec.structs.replace(a_lead(), source_fields=fields))
    log = before.desk.activities.log
    log(Note("lead-1", Kind.NO_ANSWER, note="sister has  a tractor"))
    gone = log(Note("lead-1", Kind.NO_ANSWER, note="wrong sheep"))[0].activity_id
    before.desk.activities.undo(gone)
    log(Note("lead-1", Kind.SKIP, reason="asked for June", note="was busy"))
    log(Note("lead-1", Kind.NOT_INTERESTED, reason="rate or fees"))
    before.desk.private_notes.keep("lead-1", "knows the mayor")
    wanted = ("tractor", "dawn", "cabin", "mayor", "June busy", "zzyz tractor", "has a tractor", "z", "ch", "5550142")
    unwanted = ("sheep", "fees", "77123", "yzy")
    found = {words: len(before.desk.leads.find(words)) for words in (*wanted, *unwanted)}
    with before.store.database.reading() as conn:
        notes = conn.ask_one("SELECT count(*) FROM note")
    as_before(before)
    ada = TestDesk(tmp_path)
    assert {words: len(ada.desk.leads.find(words)) for words in (*wanted, *unwanted)} == found
    assert [words for words in wanted if not found[words]] == []
    assert [words for words in ("sheep", "fees", "77123") if found[words]] == []
    with ada.store.database.reading() as conn:
        assert conn.ask_one("SELECT count(*) FROM note") == notes
    # and goes on as one of this version
    ada.desk.activities.undo(
        next(row.activity_id for row in ada.desk.leads.card("lead-1").timeline if "sister" in row.note)
    )
    assert ada.desk.leads.find("tractor") == []
    ada.store.close()
