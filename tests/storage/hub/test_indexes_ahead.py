"""Indexes of large tables are built before a migration locks anything, while the release before goes on writing."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from storage.engine import open_postgres, reading, writing
from storage.hub.store import SCRIPTS, VERSION_TABLE
from storage.in_use import use_server
from storage.migrating import migrate, newest_of
from tests.postgres import cluster_of
from tests.storage.hub.test_store import _scripts_up_to

pytestmark = pytest.mark.system("postgres")
ENDS_WITHIN_S = 20.0
_COMPANY = (
    "INSERT INTO company (company_id, hub_id, name, zone, own_leads, cap, person_key, feed_epoch, made_at)"
    " VALUES ('c', 'h', 'Example', 'America/New_York', 'private', 3, 'k', 'e', 0)"
)
_LEAD = "INSERT INTO lead (company_id, lead_id, body, received_at, source, campaign) VALUES ('c', 'l', '{}', 0, '', '')"
_ARE_WHOLE = (
    "SELECT relname FROM pg_index JOIN pg_class ON oid = indexrelid"
    " WHERE relname IN ('holding_from', 'lead_look') AND indisvalid ORDER BY relname"
)


@pytest.fixture
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    made = open_postgres(cluster_of(request.config).new_database())
    migrate(made, _scripts_up_to("0019", tmp_path / "before"), VERSION_TABLE)
    yield made
    made.dispose()


def somebody_waits(conn: Connection) -> None:
    asked = sa.text("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'virtualxid'")
    for _ in range(2000):
        if conn.execute(asked).scalar():
            return
        threading.Event().wait(0.005)
    raise AssertionError("nobody waits")


def test_whoever_writes_a_lead_does_not_wait_for_an_index_of_all_leads(engine: Engine) -> None:
    beside = threading.Thread(target=lambda: migrate(engine, SCRIPTS, VERSION_TABLE))
    with reading(engine) as reads:
        reads.exec_driver_sql("SELECT count(*) FROM lead")
        beside.start()
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as asks:
            somebody_waits(asks)
        with writing(engine) as writes:
            writes.exec_driver_sql("SET LOCAL lock_timeout = '1s'")
            writes.exec_driver_sql(_COMPANY)
            writes.exec_driver_sql(_LEAD)
    beside.join(ENDS_WITHIN_S)
    assert not beside.is_alive()
    with reading(engine) as reads:
        assert reads.exec_driver_sql(_ARE_WHOLE).scalars().all() == ["holding_from", "lead_look"]
        assert reads.exec_driver_sql(f"SELECT version_num FROM {VERSION_TABLE}").scalar() == newest_of(SCRIPTS)


def test_an_index_that_was_cut_short_is_built_anew(engine: Engine) -> None:
    with writing(engine) as conn:
        conn.exec_driver_sql("CREATE INDEX lead_look ON lead (company_id)")
        conn.exec_driver_sql("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'lead_look'::regclass")
    migrate(engine, SCRIPTS, VERSION_TABLE)
    with reading(engine) as reads:
        assert reads.exec_driver_sql(_ARE_WHOLE).scalars().all() == ["holding_from", "lead_look"]
        made = reads.exec_driver_sql("SELECT pg_get_indexdef('lead_look'::regclass)").scalar_one()
    assert "rests_until" in made


def test_processes_that_start_at_once_build_them_one_after_the_other(engine: Engine) -> None:
    failed: list[BaseException] = []

    def starts() -> None:
        try:
            migrate(engine, SCRIPTS, VERSION_TABLE)
        except Exception as failure:  # noqa: BLE001 - told on the thread of the test
            failed.append(failure)

    beside = [threading.Thread(target=starts) for _ in range(3)]
    for thread in beside:
        thread.start()
    for thread in beside:
        thread.join(ENDS_WITHIN_S)
    assert failed == []
    with reading(engine) as reads:
        assert reads.exec_driver_sql(_ARE_WHOLE).scalars().all() == ["holding_from", "lead_look"]


def test_a_hub_of_the_release_before_that_serves_keeps_nobody_from_bringing_its_tables_up_to_date(
    engine: Engine,
) -> None:
    before = open_postgres(engine.url.render_as_string(hide_password=False))
    use_server(before)
    beside = threading.Thread(target=lambda: migrate(engine, SCRIPTS, VERSION_TABLE), daemon=True)
    with reading(before) as serves:
        serves.exec_driver_sql("SELECT count(*) FROM lead")
        serves.rollback()
        beside.start()
        beside.join(ENDS_WITHIN_S)
        is_done = not beside.is_alive()
    before.dispose()
    beside.join(ENDS_WITHIN_S)
    assert is_done
