"""A desk's database from before merges were kept is opened with its leads, and keeps merges from then on."""

from __future__ import annotations

from pathlib import Path

from storage.desktop.migrated import VERSION_TABLE
from storage.engine import open_sqlcipher, writing
from tests.desks import KEY, TestDesk, a_lead
from tests.storage.test_notes_migration import undo_0008


def test_a_database_of_the_version_before_is_brought_up_with_its_leads(tmp_path: Path) -> None:
    before = TestDesk(tmp_path)
    before.put(a_lead())
    before.store.close()
    engine = open_sqlcipher(before.path, KEY)
    with writing(engine) as conn:
        undo_0008(conn)
        conn.exec_driver_sql("DROP TABLE merge")
        conn.exec_driver_sql(f"UPDATE {VERSION_TABLE} SET version_num = '0006'")
    engine.dispose()
    ada = TestDesk(tmp_path)
    path = tmp_path / "again.csv"
    path.write_text("Name,Phone,Email\nDana Zzyzxborrower,423-555-0142,dz@example.com\n", encoding="utf-8")
    ((result,), _) = ada.desk.intake.import_files([path])
    ((merge_id, _, _),) = result.merges
    assert [line.brought for line in ada.desk.merges.of("lead-1")] == [("dz@example.com",)]
    assert ada.desk.merges.take_apart(merge_id)[0].name == "Dana Zzyzxborrower"
