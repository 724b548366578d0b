"""The hub's tables and their migrations."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from msgspec.structs import replace
from sqlalchemy.engine import Engine

from app.domain.activity import Activity, Kind
from app.domain.lead import Lead
from app.errors import StoreUnusable
from app.hub import letting_in
from app.hub.auditing import note
from app.hub.checking import verify
from app.hub.founding import found
from app.hub.issuing import hash_of
from app.protocol.recovery_key import RecoveryKey
from storage import migrating
from storage.engine import open_postgres, open_sqlcipher, reading, writing
from storage.hub.store import SCRIPTS, VERSION_TABLE, open_hub_store
from storage.hub.tables import metadata
from storage.instants import to_micros
from storage.migrating import migrate, newest_of
from tests.hubs import BOTH, KEY, NOW, PLAYBOOK, found_company, hub_store, lead
from tests.postgres import cluster_of

DESKTOP_SCRIPTS = SCRIPTS.parents[1] / "desktop" / "migrations"


@pytest.fixture(params=BOTH)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    if request.param == "sqlite":
        made = open_sqlcipher(tmp_path / "hub.db", KEY)
    else:
        made = open_postgres(cluster_of(request.config).new_database())
    yield made
    made.dispose()


@pytest.fixture(params=[pytest.param("postgres", marks=pytest.mark.system("postgres"))])
def server(request: pytest.FixtureRequest) -> Iterator[Engine]:
    made = open_postgres(cluster_of(request.config).new_database())
    yield made
    made.dispose()


def test_the_migrations_make_the_tables_the_queries_ask(engine: Engine) -> None:
    def is_asked(item: Any, name: str | None, kind: str, _is_there: bool, _like: Any) -> bool:
        if name == "activity_began":
            # a summary of stretches, which SQLite has no like of
            return engine.dialect.name == "postgresql"
        return kind != "foreign_key_constraint" or item.table.name != "event" or engine.dialect.name == "sqlite"

    migrate(engine, SCRIPTS, VERSION_TABLE)
    with engine.connect() as conn:
        context = MigrationContext.configure(conn, opts={"version_table": VERSION_TABLE, "include_object": is_asked})
        assert compare_metadata(context, metadata) == []
    # what a push locks anyway, PostgreSQL would look up once more for each event
    assert bool(sa.inspect(engine).get_foreign_keys("event")) is (engine.dialect.name == "sqlite")


def test_every_table_is_cut_along_the_company(engine: Engine) -> None:
    for table in metadata.tables.values():
        assert table.primary_key.columns.keys()[0] == "company_id", table.name
        for constraint in table.foreign_key_constraints:
            assert constraint.column_keys[0] == "company_id", table.name


def test_migrating_twice_changes_nothing(engine: Engine) -> None:
    migrate(engine, SCRIPTS, VERSION_TABLE)
    migrate(engine, SCRIPTS, VERSION_TABLE)
    with engine.connect() as conn:
        assert conn.exec_driver_sql(f"SELECT version_num FROM {VERSION_TABLE}").scalars().all() == [newest_of(SCRIPTS)]


def _scripts_up_to(version: str, folder: Path) -> Path:
    """Return the scripts a program of an earlier version had."""
    (folder / "versions").mkdir(parents=True)
    (folder / "env.py").write_text((SCRIPTS / "env.py").read_text())
    for script in (SCRIPTS / "versions").glob("[0-9]*.py"):
        if script.name[:4] <= version:
            (folder / "versions" / script.name).write_text(script.read_text())
    return folder


def test_a_company_of_the_first_version_has_called_no_emergency_out(engine: Engine, tmp_path: Path) -> None:
    migrate(engine, _scripts_up_to("0001", tmp_path / "first"), VERSION_TABLE)
    with writing(engine) as conn:
        conn.execute(
            sa.text("INSERT INTO company VALUES ('c', 'h', 'Example', 'America/New_York', 'private', 3, :key, 'e', 0)"),
            {"key": b"k" * 32},
        )
    with open_hub_store(engine).reading() as rows:
        assert rows.company().emergencies == ()
        assert rows.company().name == "Example"


def test_a_company_of_the_second_version_has_no_list_and_keeps_what_was_said(engine: Engine, tmp_path: Path) -> None:
    migrate(engine, _scripts_up_to("0002", tmp_path / "second"), VERSION_TABLE)
    with writing(engine) as conn:
        conn.execute(
            sa.text(
                "INSERT INTO company VALUES ('c', 'h', 'Example', 'America/New_York', 'private', 3, :key, 'e', 0, '[]')"
            ),
            {"key": b"k" * 32},
        )
        conn.execute(sa.text("INSERT INTO do_not_call VALUES ('c', :hash, 'a', 0)"), {"hash": b"h" * 32})
    with open_hub_store(engine).writing() as rows:
        assert rows.lists.all() == []
        assert rows.numbers.blocked([b"h" * 32]) == {b"h" * 32}
        rows.lists.add_entries("national", "", {b"n" * 32: None})
        # an entry without its list is on none
        assert rows.lists.on([b"n" * 32]) == {}


def test_a_company_of_the_tenth_version_has_no_recovery_key_and_takes_one(engine: Engine, tmp_path: Path) -> None:
    migrate(engine, _scripts_up_to("0010", tmp_path / "tenth"), VERSION_TABLE)
    with writing(engine) as conn:
        conn.execute(
            sa.text(
                "INSERT INTO company (company_id, hub_id, name, zone, own_leads, cap, person_key, feed_epoch, made_at)"
                " VALUES ('c', 'h', 'Example', 'America/New_York', 'private', 3, :key, 'e', 0)"
            ),
            {"key": b"k" * 32},
        )
    key = RecoveryKey(public=b"p" * 32, made_at=NOW)
    with open_hub_store(engine).writing() as rows:
        assert rows.company().recovery_keys == ()
        rows.put_company(replace(rows.company(), recovery_keys=(key,)))
    with open_hub_store(engine).reading() as rows:
        assert rows.company().recovery_keys == (key,)


def test_a_company_of_the_eighteenth_version_gives_nothing_in_turn_until_it_is_told_to(
    engine: Engine, tmp_path: Path
) -> None:
    migrate(engine, _scripts_up_to("0018", tmp_path / "eighteenth"), VERSION_TABLE)
    with writing(engine) as conn:
        conn.execute(
            sa.text(
                "INSERT INTO company (company_id, hub_id, name, zone, own_leads, cap, person_key, feed_epoch, made_at)"
                " VALUES ('c', 'h', 'Example', 'America/New_York', 'private', 3, :key, 'e', 0)"
            ),
            {"key": b"k" * 32},
        )
    with open_hub_store(engine).writing() as rows:
        assert rows.company().assigns == "pool"
        assert rows.seats.all() == {}
        assert [rows.seats.begin("leads", NOW, timedelta(seconds=20)) for _ in range(2)] == [True, False]


def test_a_device_of_before_there_were_keys_is_let_in_as_it_was(engine: Engine, tmp_path: Path) -> None:
    migrate(engine, _scripts_up_to("0006", tmp_path / "sixth"), VERSION_TABLE)
    with writing(engine) as conn:
        for words in (
            "INSERT INTO company VALUES ('c', 'h', 'Example', 'America/New_York', 'private', 3, :key, 'e', 0, '[]')",
            "INSERT INTO branch VALUES ('c', 'b', 'Main', 'main', NULL)",
            "INSERT INTO person VALUES ('c', 'p', 'ada', 'officer', 'b', :profile, 0, NULL)",
            "INSERT INTO device VALUES ('c', 'd', 'p', 'a laptop', :token, 0, :key, 0, 0, 0, NULL, NULL, NULL)",
        ):
            ada = '{"officer_id": "p", "name": "Ada", "zone": "America/New_York"}'
            values = {"key": b"k" * 32, "token": hash_of("secret"), "profile": ada}
            conn.execute(sa.text(words), {name: value for name, value in values.items() if f":{name}" in words})
    store = open_hub_store(engine)
    found(store, machine_zone="", sample_playbook=PLAYBOOK, now=NOW)
    with store.reading() as rows:
        assert letting_in.caller_of(rows, "ft1.d.secret", NOW).person.name == "Ada"
        assert rows.company().lease_days == 30
        assert len(rows.company().signing_key or b"") == 32
        assert rows.devices.looked_through() == (rows.devices.all(), [])


def test_a_lead_of_before_there_was_a_pool_waits_in_it(engine: Engine, tmp_path: Path) -> None:
    migrate(engine, _scripts_up_to("0011", tmp_path / "eleventh"), VERSION_TABLE)
    one, another = lead(1), lead(2)
    # as the release before this one writes a lead, and goes on writing beside it
    words = sa.text(
        "INSERT INTO lead (company_id, lead_id, body, received_at, source, campaign)"
        " SELECT company_id, :lead_id, :body, :at, '', '' FROM company"
    )

    def written(each: Lead) -> dict[str, object]:
        body = msgspec.json.encode(each).decode()
        return {"lead_id": each.lead_id, "body": body, "at": to_micros(each.received_at)}

    with writing(engine) as conn:
        conn.execute(
            sa.text(
                "INSERT INTO company (company_id, hub_id, name, zone, own_leads, cap, person_key, feed_epoch, made_at)"
                " VALUES ('c', 'h', 'Example', 'America/New_York', 'private', 3, :key, 'e', 0)"
            ),
            {"key": b"k" * 32},
        )
        conn.execute(words, written(one))
    store = open_hub_store(engine)
    with writing(engine) as conn:
        conn.execute(words, written(another))
    with store.writing() as rows:
        assert rows.leads.waiting(NOW, 10) == sorted((one, another), key=lambda each: each.lead_id)
        rows.leads.rest(another.lead_id, NOW + timedelta(hours=1))
        assert rows.leads.waiting(NOW, 10) == [one]
        assert len(rows.leads.waiting(NOW, 10, even_resting=True)) == 2


def test_the_release_before_writes_devices_that_this_one_reads(engine: Engine) -> None:
    migrate(engine, SCRIPTS, VERSION_TABLE)
    found_company(open_hub_store(engine))
    with writing(engine) as conn:
        conn.execute(
            sa.text(
                "INSERT INTO device (company_id, device_id, person_id, name, token_hash, have_seq, have_hash, safe_seq,"
                " enrolled_at, last_seen_at) SELECT company_id, 'd', person_id, 'x', :hash, 0, :hash, 0, 0, 0"
                " FROM person WHERE name_key = 'ada'"
            ),
            {"hash": b"h" * 32},
        )
    with open_hub_store(engine).reading() as rows:
        (device,) = rows.devices.all()
        assert (device.key, device.generation) == (None, 0)
        assert rows.devices.looked_through() == ([device], [])


def test_a_migration_that_fails_leaves_nothing_behind(engine: Engine, tmp_path: Path) -> None:
    scripts = tmp_path / "migrations"
    (scripts / "versions").mkdir(parents=True)
    (scripts / "env.py").write_text((SCRIPTS / "env.py").read_text())
    (scripts / "versions" / "0001_half.py").write_text(
        "from alembic import op\n"
        "revision, down_revision = '0001', None\n"
        "def upgrade():\n"
        "    op.execute('CREATE TABLE half (n INTEGER)')\n"
        "    op.execute('CREATE TABLE half (n INTEGER)')\n"
    )
    with pytest.raises(sa.exc.DBAPIError):
        migrate(engine, scripts, "v")
    assert sa.inspect(engine).get_table_names() == []


def test_a_migration_gives_up_on_a_table_that_is_read_for_long_lest_everybody_waits_behind_it(
    server: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrating, "WAITS", timedelta(milliseconds=100))
    migrate(server, _scripts_up_to("0013", tmp_path / "thirteenth"), VERSION_TABLE)
    with reading(server) as conn:
        conn.exec_driver_sql("SELECT count(*) FROM event")
        with pytest.raises(StoreUnusable, match="Wait for backups to end"):
            migrate(server, SCRIPTS, VERSION_TABLE)
    with reading(server) as conn:
        assert migrating.version_of(conn, VERSION_TABLE) == "0013"
    migrate(server, SCRIPTS, VERSION_TABLE)


def test_a_newer_databases_says_to_update(engine: Engine) -> None:
    migrate(engine, SCRIPTS, VERSION_TABLE)
    with writing(engine) as conn:
        conn.exec_driver_sql(f"UPDATE {VERSION_TABLE} SET version_num = '9999'")
    with pytest.raises(StoreUnusable, match=r"newer version.*Update"):
        open_hub_store(engine)


def test_another_programs_database_is_left_alone(engine: Engine) -> None:
    with writing(engine) as conn:
        conn.exec_driver_sql("CREATE TABLE theirs (n INTEGER)")
    with pytest.raises(StoreUnusable, match="holds something else"):
        open_hub_store(engine)
    assert sa.inspect(engine).get_table_names() == ["theirs"]


def test_a_desktops_file_is_not_taken_for_a_hubs(tmp_path: Path) -> None:
    engine = open_sqlcipher(tmp_path / "a.db", KEY)
    migrate(engine, DESKTOP_SCRIPTS, "desktop_version")
    with pytest.raises(StoreUnusable, match="holds something else"):
        open_hub_store(engine)
    engine.dispose()


@pytest.mark.parametrize("kind", BOTH)
def test_a_hub_is_founded_once(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    with hub_store(kind, tmp_path, request.config) as store:
        assert not store.is_ready()
        with pytest.raises(StoreUnusable, match="no company yet"), store.reading():
            pass
        found_company(store)
        with store.reading() as rows:
            before = rows.company()
        from app.hub.founding import found
        from tests.hubs import NOW, PLAYBOOK

        found(store, machine_zone="UTC", sample_playbook=PLAYBOOK, now=NOW)
        assert store.is_ready()
        with store.reading() as rows:
            assert rows.company() == before
            assert [p.version for p in rows.playbooks.all()] == [1]


def test_what_came_in_before_clocks_were_graded_stays_as_it_is(engine: Engine, tmp_path: Path) -> None:
    migrate(engine, _scripts_up_to("0011", tmp_path / "scripts"), VERSION_TABLE)
    with writing(engine) as conn:
        key = "'\\x00'::bytea" if engine.dialect.name == "postgresql" else "x'00'"
        conn.exec_driver_sql(
            "INSERT INTO company (company_id, hub_id, name, zone, own_leads, cap, person_key, feed_epoch, made_at)"
            f" VALUES ('c', 'h', '', 'UTC', 'off', 3, {key}, 'e', 0)"
        )
        said = Activity(activity_id="a", lead_id="l", kind=Kind.NOTE, actor_id="ada", began_at=NOW, logged_at=NOW)
        body = msgspec.json.encode(said).decode()
        conn.execute(
            sa.text(
                "INSERT INTO activity (company_id, activity_id, lead_id, kind, actor_id, began_at, body)"
                " VALUES ('c', 'a', 'l', 'note', 'ada', 0, :body)"
            ),
            {"body": body},
        )
    with open_hub_store(engine).reading() as rows:
        ((kept,),) = rows.activities.of_leads(["l"]).values()
    assert (kept.activity, kept.clock, kept.clock_to_tell) == (said, None, None)


def test_what_expired_before_the_index_left_it_out_is_emptied_and_no_longer_found(
    engine: Engine, tmp_path: Path
) -> None:
    migrate(engine, _scripts_up_to("0016", tmp_path / "scripts"), VERSION_TABLE)
    with writing(engine) as conn:
        columns = "company_id, hub_id, name, zone, own_leads, cap, person_key, feed_epoch, made_at"
        key = "'\\x00'::bytea" if engine.dialect.name == "postgresql" else "x'00'"
        conn.exec_driver_sql(f"INSERT INTO company ({columns}) VALUES ('c', 'h', '', 'UTC', 'off', 3, {key}, 'e', 0)")
        conn.exec_driver_sql("INSERT INTO feed (company_id, feed, last_seq) VALUES ('c', 'company', 2)")
        for seq, expires_at in ((1, 1), (2, "NULL")):
            conn.exec_driver_sql(
                "INSERT INTO feed_row (company_id, feed, seq, mark, kind, body, expires_at)"
                f" VALUES ('c', 'company', {seq}, 'm', 'k', {key}, {expires_at})"
            )
    store = open_hub_store(engine)
    with store.writing() as rows:
        rows.feeds.forget_expired(NOW)
    with store.reading() as rows:
        assert [row.body for row, _ in rows.feeds.rows("company", 0, 10)] == [b"", b"\0"]
        assert rows.feeds.heads(["company"])["company"].seq == 2


def test_events_and_audit_from_before_receipts_are_as_good_as_they_were(engine: Engine, tmp_path: Path) -> None:
    migrate(engine, _scripts_up_to("0003", tmp_path / "scripts"), VERSION_TABLE)
    with writing(engine) as conn:
        columns = "company_id, hub_id, name, zone, own_leads, cap, person_key, feed_epoch, made_at"
        key = "'\\x00'::bytea" if engine.dialect.name == "postgresql" else "x'00'"
        conn.exec_driver_sql(f"INSERT INTO company ({columns}) VALUES ('c', 'h', '', 'UTC', 'off', 3, {key}, 'e', 0)")
    store = open_hub_store(engine)
    assert verify(store).is_ok
    with store.writing() as rows:
        note(rows, NOW, "operator", "looked", "c")
        assert rows.audit.head() is not None
    assert verify(store).is_ok
