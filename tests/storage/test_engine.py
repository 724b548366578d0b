"""Opening a database, and what is said when it cannot be opened."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.errors import StoreUnusable
from storage.engine import open_postgres, open_sqlcipher, reading, writing
from tests.postgres import cluster_of

KEY = bytes(range(32))


def filled(path: Path, rows: int = 1) -> Path:
    engine = open_sqlcipher(path, KEY)
    with writing(engine) as conn:
        conn.exec_driver_sql("CREATE TABLE t (n INTEGER PRIMARY KEY, words TEXT)")
        conn.execute(sa.text("INSERT INTO t (words) VALUES (:w)"), [{"w": "a borrower's name" * 20}] * rows)
    engine.dispose()
    return path


def test_nothing_of_the_database_can_be_read_from_disk(tmp_path: Path) -> None:
    path = filled(tmp_path / "a.db", 500)
    for file in tmp_path.iterdir():
        data = file.read_bytes()
        assert b"borrower" not in data
        assert not data.startswith(b"SQLite format 3")
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert path.exists()


def test_a_connection_is_as_durable_as_asked(tmp_path: Path) -> None:
    engine = open_sqlcipher(tmp_path / "a.db", KEY)
    with reading(engine) as conn:
        asked = {name: conn.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")}
        assert asked == {"journal_mode": "wal", "synchronous": 2}
        assert conn.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert conn.exec_driver_sql("PRAGMA temp_store").scalar() == 2
    engine.dispose()


def test_an_empty_file_is_a_lost_database_and_no_new_one_is_put_over_it(tmp_path: Path) -> None:
    path = filled(tmp_path / "a.db")
    path.write_bytes(b"")
    with pytest.raises(StoreUnusable, match="empty"):
        open_sqlcipher(path, KEY)
    assert path.read_bytes() == b""


def test_two_programs_that_make_a_database_at_once_make_one(tmp_path: Path) -> None:
    engines: list[sa.Engine] = []
    makers = [threading.Thread(target=lambda: engines.append(open_sqlcipher(tmp_path / "a.db", KEY))) for _ in range(4)]
    for maker in makers:
        maker.start()
    for maker in makers:
        maker.join()
    with writing(engines[0]) as conn:
        conn.exec_driver_sql("CREATE TABLE t (n INTEGER)")
    for engine in engines:
        with reading(engine) as conn:
            assert conn.exec_driver_sql("SELECT count(*) FROM t").scalar() == 0
        engine.dispose()
    assert {file.name.split("-")[0] for file in tmp_path.iterdir()} == {"a.db"}


def wrong_key(path: Path) -> None:
    filled(path)
    open_sqlcipher(path, bytes(32))


def no_database(path: Path) -> None:
    path.write_bytes(b"something else entirely" * 400)
    open_sqlcipher(path, KEY)


def plain_sqlite(path: Path) -> None:
    with sqlite3.connect(path) as conn:
        conn.execute("CREATE TABLE t (n)")
    conn.close()
    open_sqlcipher(path, KEY)


def short_key(path: Path) -> None:
    open_sqlcipher(path, b"short")


def no_directory(path: Path) -> None:
    open_sqlcipher(path / "missing" / "a.db", KEY)


def a_directory(path: Path) -> None:
    path.mkdir()
    open_sqlcipher(path, KEY)


@pytest.mark.parametrize(
    ("what", "says"),
    [
        (wrong_key, "cannot be read with this key"),
        (no_database, "cannot be read with this key"),
        (plain_sqlite, "is not encrypted"),
        (short_key, "not 32 bytes"),
        (no_directory, "cannot be opened"),
        (a_directory, "cannot be"),
    ],
)
def test_what_cannot_be_opened_says_why_and_stays_as_it_is(
    tmp_path: Path, what: Callable[[Path], None], says: str
) -> None:
    path = tmp_path / "a.db"
    with pytest.raises(StoreUnusable, match=says) as caught:
        what(path)
    assert caught.value.remedy
    if path.is_file() and what is no_database:
        assert path.read_bytes().startswith(b"something else entirely")


def test_a_damaged_page_is_told_as_damage(tmp_path: Path) -> None:
    path = filled(tmp_path / "a.db", 2000)
    with path.open("r+b") as file:
        file.seek(20 * 4096)
        file.write(os.urandom(4096))
    engine = open_sqlcipher(path, KEY)
    with pytest.raises(StoreUnusable, match="damaged"), reading(engine) as conn:
        conn.exec_driver_sql("SELECT sum(length(words)) FROM t").scalar()
    engine.dispose()


def test_a_full_disk_is_told_and_nothing_saved_is_lost(tmp_path: Path) -> None:
    path = filled(tmp_path / "a.db")
    engine = open_sqlcipher(path, KEY)
    with writing(engine) as conn:
        conn.exec_driver_sql("PRAGMA max_page_count = 1")
    with pytest.raises(StoreUnusable, match="disk is full"), writing(engine) as conn:
        conn.execute(sa.text("INSERT INTO t (words) VALUES (:w)"), [{"w": "x" * 4000}] * 100)
    with reading(engine) as conn:
        assert conn.exec_driver_sql("SELECT count(*) FROM t").scalar() == 1
    engine.dispose()


def test_a_statement_that_fails_does_not_quote_what_it_would_have_written(tmp_path: Path) -> None:
    engine = open_sqlcipher(filled(tmp_path / "a.db"), KEY)
    with pytest.raises(sa.exc.IntegrityError) as caught, writing(engine) as conn:
        conn.execute(sa.text("INSERT INTO t (n, words) VALUES (1, :w)"), {"w": "a borrower's name"})
    assert "borrower" not in str(caught.value)
    engine.dispose()


def test_what_an_exception_left_is_gone(tmp_path: Path) -> None:
    engine = open_sqlcipher(filled(tmp_path / "a.db"), KEY)

    def fail_halfway() -> None:
        with writing(engine) as conn:
            conn.exec_driver_sql("DELETE FROM t")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_halfway()
    with reading(engine) as conn:
        assert conn.exec_driver_sql("SELECT count(*) FROM t").scalar() == 1
    engine.dispose()


def test_a_reader_sees_one_state_while_others_write(tmp_path: Path) -> None:
    engine = open_sqlcipher(filled(tmp_path / "a.db"), KEY)
    with reading(engine) as conn:
        before = conn.exec_driver_sql("SELECT count(*) FROM t").scalar()
        with writing(engine) as other:
            other.exec_driver_sql("INSERT INTO t (words) VALUES ('x')")
        assert conn.exec_driver_sql("SELECT count(*) FROM t").scalar() == before
    engine.dispose()


COUNT_UP = """
import sys
from pathlib import Path
from storage.engine import open_sqlcipher, writing
engine = open_sqlcipher(Path(sys.argv[1]), bytes(range(32)))
for _ in range(100):
    with writing(engine) as conn:
        n = conn.exec_driver_sql("SELECT max(n) FROM t").scalar()
        conn.exec_driver_sql("INSERT INTO t VALUES (?, 'x')", (n + 1,))
"""


def test_two_processes_and_some_threads_share_a_file(tmp_path: Path) -> None:
    path = filled(tmp_path / "a.db")
    processes = [subprocess.Popen([sys.executable, "-c", COUNT_UP, str(path)]) for _ in range(2)]
    engine = open_sqlcipher(path, KEY)

    def count_up() -> None:
        for _ in range(50):
            with writing(engine) as conn:
                n = conn.exec_driver_sql("SELECT max(n) FROM t").scalar_one()
                conn.exec_driver_sql("INSERT INTO t VALUES (?, 'x')", (n + 1,))

    threads = [threading.Thread(target=count_up) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [process.wait(60) for process in processes] == [0, 0]
    with reading(engine) as conn:
        assert conn.exec_driver_sql("SELECT count(*), max(n) FROM t").one() == (351, 351)
    engine.dispose()


@pytest.mark.parametrize(
    "url",
    ["postgresql+psycopg://nobody:hidden@127.0.0.1:1/x", "postgresql://nobody:hidden@127.0.0.1:1:bad/x", "no address"],
)
def test_a_server_that_is_not_there_is_told_without_its_password(url: str) -> None:
    with pytest.raises(StoreUnusable) as caught:
        open_postgres(url)
    assert "hidden" not in str(caught.value)


@pytest.mark.system("postgres")
def test_a_servers_reader_sees_one_state_too(request: pytest.FixtureRequest) -> None:
    engine = open_postgres(cluster_of(request.config).new_database())
    with writing(engine) as conn:
        conn.exec_driver_sql("CREATE TABLE t (n INTEGER)")
    with reading(engine) as conn:
        assert conn.exec_driver_sql("SELECT count(*) FROM t").scalar() == 0
        with writing(engine) as other:
            other.exec_driver_sql("INSERT INTO t VALUES (1)")
        assert conn.exec_driver_sql("SELECT count(*) FROM t").scalar() == 0
    engine.dispose()


@pytest.mark.system("postgres")
def test_a_connection_its_server_has_left_is_made_anew_before_anybody_asks_it(request: pytest.FixtureRequest) -> None:
    cluster = cluster_of(request.config)
    engine = open_postgres(cluster.new_database())
    with reading(engine) as conn:
        left = conn.exec_driver_sql("SELECT pg_backend_pid()").scalar()
    cluster.tell(f"SELECT pg_terminate_backend({left}, 10000)")
    with reading(engine) as conn:
        assert conn.exec_driver_sql("SELECT pg_backend_pid()").scalar() != left
    with engine.connect() as conn:
        driver = conn.connection.driver_connection
    assert driver is not None
    driver.close()
    with reading(engine) as conn:
        assert conn.exec_driver_sql("SELECT 1").scalar() == 1
    engine.dispose()
