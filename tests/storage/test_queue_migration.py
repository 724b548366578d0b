"""A desk's database from before the queue was found in its own order is opened, and its queue is the same."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from sqlalchemy import Connection

from app.desktop.activities import Note
from app.domain.activity import Kind
from storage.desktop.migrated import VERSION_TABLE
from storage.engine import open_sqlcipher, writing
from tests.desks import KEY, MONDAY, TestDesk, a_lead

#: what 0009 made, taken away
_BACK = """
DROP INDEX tried_activity;
DROP INDEX bearing_called;
DROP INDEX bearing_step;
DROP INDEX bearing_first;
DROP INDEX bearing_part;
ALTER TABLE bearing DROP COLUMN part_at;
ALTER TABLE bearing DROP COLUMN part;
ALTER TABLE bearing DROP COLUMN learnt;
ALTER TABLE bearing DROP COLUMN asked_at;
ALTER TABLE bearing DROP COLUMN is_first
"""


def undo_0009(conn: Connection) -> None:
    for statement in _BACK.split(";"):
        conn.exec_driver_sql(statement)


def test_the_queue_of_a_database_of_the_version_before_stays_as_it_was(tmp_path: Path) -> None:
    before = TestDesk(tmp_path)
    for n in range(6):
        before.put(a_lead(f"lead-{n}", phones=(f"+1423555010{n}",), received_at=MONDAY - timedelta(minutes=n)))
    log = before.desk.activities.log
    log(Note("lead-1", Kind.NO_ANSWER))
    log(Note("lead-2", Kind.CALL_BACK, when=MONDAY + timedelta(minutes=20)))
    log(Note("lead-3", Kind.NOT_INTERESTED, reason="rate or fees"))
    before.pass_time(minutes=45)
    was = before.desk.queue.today()
    assert [row.lead_id for row in was.now] == ["lead-2", "lead-0", "lead-4", "lead-5", "lead-1"]
    before.store.close()
    engine = open_sqlcipher(before.path, KEY)
    with writing(engine) as conn:
        undo_0009(conn)
        conn.exec_driver_sql(f"UPDATE {VERSION_TABLE} SET version_num = '0008'")
    engine.dispose()
    ada = TestDesk(tmp_path, at=before.clock.now())
    assert ada.desk.queue.today() == was
    ada.desk.activities.log(Note("lead-0", Kind.NO_ANSWER))
    assert ada.desk.queue.today().now == ada.desk.queue.today(ada.clock.now()).now
    ada.store.close()
