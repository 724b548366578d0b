"""Transactions of a desk's threads on connections that are opened as there is need for them and kept."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from app.errors import StoreDamaged, StoreUnusable
from storage.desktop import driver
from storage.desktop.driver import Database
from storage.sqlcipher_file import opener
from tests.desks import KEY


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(opener(tmp_path / "a.db", KEY))
    with database.writing() as conn:
        conn.tell("CREATE TABLE t (n INTEGER PRIMARY KEY, words TEXT)")
        conn.tell_many("INSERT INTO t (words) VALUES (?)", [("a borrower's name",), ("another's",)])
    yield database
    database.close()


def count(database: Database) -> int:
    with database.reading() as conn:
        return int(conn.ask_one("SELECT count(*) FROM t"))


def test_what_an_exception_left_is_gone_and_the_connection_goes_on(database: Database) -> None:
    def fail_halfway() -> None:
        with database.writing() as conn:
            assert conn.tell("DELETE FROM t") == 2
            raise ZeroDivisionError

    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            fail_halfway()
    with database.writing() as conn:
        conn.tell("INSERT INTO t (words) VALUES (:said)", said="a third")
    assert count(database) == 3


def test_a_reader_sees_one_state_while_others_write_and_keeps_nothing(database: Database) -> None:
    with database.reading() as conn:
        assert conn.ask_one("SELECT count(*) FROM t") == 2
        with database.writing() as other:
            other.tell("INSERT INTO t (words) VALUES ('x')")
        assert conn.ask_one("SELECT count(*) FROM t") == 2
    assert count(database) == 3
    with database.reading() as conn:
        conn.tell("DELETE FROM t")
    assert count(database) == 3


def test_a_reader_who_left_in_the_middle_of_many_rows_sees_later_ones_next_time(database: Database) -> None:
    with database.reading() as conn:
        rows = conn.each("SELECT n FROM t ORDER BY n")
        assert next(rows) == (1,)
    with database.writing() as other:
        other.tell("INSERT INTO t (words) VALUES ('x')")
    assert count(database) == 3
    del rows


def test_a_statement_that_fails_does_not_quote_what_it_would_have_written(database: Database) -> None:
    with pytest.raises(sqlcipher.IntegrityError) as caught, database.writing() as conn:
        conn.tell("INSERT INTO t (n, words) VALUES (1, ?)", "a borrower's name")
    assert "borrower" not in str(caught.value)


def test_what_the_disk_does_is_told_whichever_way_it_is_asked(database: Database) -> None:
    with database.lent() as conn:
        conn.tell("PRAGMA max_page_count = 1")
    with pytest.raises(StoreUnusable, match="disk is full"), database.writing() as conn:
        conn.tell_many("INSERT INTO t (words) VALUES (?)", [("x" * 4000,)] * 100)
    assert count(database) == 2


def test_a_text_that_is_no_json_is_a_mistake_of_ours_and_no_damage(database: Database) -> None:
    with pytest.raises(sqlcipher.OperationalError, match="malformed JSON"), database.reading() as conn:
        conn.ask("SELECT value FROM json_each('no JSON')")


def test_a_damaged_page_is_told_as_damage(tmp_path: Path, database: Database) -> None:
    with database.writing() as conn:
        conn.tell_many("INSERT INTO t (words) VALUES (?)", [("x" * 400,)] * 2000)
    with database.lent() as conn:
        conn.tell("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    with (tmp_path / "a.db").open("r+b") as file:
        file.seek(20 * 4096)
        file.write(b"damage")
    for way in ("ask", "each"):
        with pytest.raises(StoreDamaged), database.reading() as conn:
            list(getattr(conn, way)("SELECT words FROM t"))


def test_whoever_wants_one_more_than_there_are_waits_until_one_is_given_back(database: Database) -> None:
    most, held, go_on = driver._MOST, threading.Semaphore(0), threading.Event()
    came_in: list[int] = []

    def hold() -> None:
        with database.reading() as conn:
            conn.ask("SELECT 1")
            held.release()
            assert go_on.wait(10)

    def come_in() -> None:
        came_in.append(count(database))

    holders = [threading.Thread(target=hold) for _ in range(most)]
    for thread in holders:
        thread.start()
    for _ in range(most):
        assert held.acquire(timeout=10)
    waits = threading.Thread(target=come_in)
    waits.start()
    waits.join(0.1)
    assert came_in == []
    go_on.set()
    for thread in [*holders, waits]:
        thread.join(10)
    assert came_in == [2]


def test_whoever_waits_too_long_is_told(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driver, "_MOST", 1)
    monkeypatch.setattr(driver, "_WAITS_S", 0.01)
    with database.reading(), pytest.raises(StoreUnusable, match="busy with other work"), database.reading():
        pass
    assert count(database) == 2


def test_who_worked_last_is_asked_first(database: Database) -> None:
    with database.reading() as one:
        with database.reading() as other:
            pass
        first = one.driver
    with database.reading() as conn:
        assert conn.driver is first
    assert other.driver is not first


def test_one_that_could_not_be_opened_is_counted_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driver, "_MOST", 1)
    database = Database(opener(tmp_path / "missing" / "a.db", KEY))
    for _ in range(3):
        with pytest.raises(StoreUnusable, match="cannot be opened"), database.reading():
            pass


def test_a_transaction_that_was_undone_on_its_way_is_never_called_saved(database: Database) -> None:
    def write() -> None:
        with database.writing() as conn:
            conn.tell("INSERT INTO t (words) VALUES (?)", "lost")
            # as SQLite does by itself on a full disk, and somebody catches the error
            conn.tell("ROLLBACK")

    with pytest.raises(RuntimeError, match="was over"):
        write()
    assert count(database) == 2


def test_a_file_moved_away_under_an_open_database_is_not_replaced_by_an_empty_one(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    database = Database(opener(path, KEY))
    with database.writing() as conn:
        conn.tell("CREATE TABLE t (words)")
    database.close()
    path.rename(tmp_path / "elsewhere.db")
    with pytest.raises(StoreUnusable, match="cannot be opened"), database.reading():
        pass
    assert not path.exists()
    (tmp_path / "elsewhere.db").rename(path)
    with database.reading() as conn:
        assert conn.ask("SELECT * FROM t") == []


def refuse_links(_made: Path, _name: Path) -> None:
    raise PermissionError


def test_a_disk_without_hard_links_takes_a_new_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "link", refuse_links)
    with Database(opener(tmp_path / "a.db", KEY)).writing() as conn:
        conn.tell("CREATE TABLE ours (words)")
    with Database(opener(tmp_path / "a.db", KEY)).reading() as conn:
        assert conn.ask_each("SELECT name FROM sqlite_master") == ["ours"]
    assert {file.name.partition("-")[0] for file in tmp_path.iterdir()} == {"a.db"}


def test_a_database_somebody_made_meanwhile_is_kept_without_hard_links_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = Database(opener(tmp_path / "theirs.db", KEY))
    with theirs.writing() as conn:
        conn.tell("CREATE TABLE theirs (words)")
    theirs.close()

    def come_late(made: Path, name: Path) -> None:
        (tmp_path / "theirs.db").rename(name)
        refuse_links(made, name)

    monkeypatch.setattr(os, "link", come_late)
    with Database(opener(tmp_path / "a.db", KEY)).reading() as conn:
        assert conn.ask_each("SELECT name FROM sqlite_master") == ["theirs"]


def test_the_place_of_one_whose_undoing_failed_is_free_whatever_it_failed_of(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run_out_of_memory(_conn: driver.Connection) -> None:
        raise MemoryError

    with monkeypatch.context() as short_of_memory:
        short_of_memory.setattr(driver.Connection, "reset", run_out_of_memory)
        for _ in range(20):  # more than there are
            with pytest.raises(MemoryError), database.lent():
                pass
    with database.writing() as conn:
        conn.tell("INSERT INTO t (words) VALUES (?)", "one")


def test_a_connection_that_was_out_when_all_were_closed_is_closed_as_it_comes_back(database: Database) -> None:
    with database.reading() as conn:
        database.close()
        assert conn.ask_one("SELECT count(*) FROM t") == 2
    with pytest.raises(sqlcipher.ProgrammingError, match="closed"):
        conn.driver.execute("SELECT 1")
    # whoever is late opens another
    assert count(database) == 2


def test_a_connection_that_made_room_has_as_much_afterwards_as_one_just_opened(database: Database) -> None:
    with database.reading() as conn:
        before = conn.ask("PRAGMA cache_size")
    with database.writing() as conn:
        conn.make_room()
        conn.make_room()
        assert conn.ask("PRAGMA cache_size") != before
    with database.reading() as conn:
        assert conn.ask("PRAGMA cache_size") == before


def test_what_is_asked_all_day_stays_prepared_on_a_connection_that_was_asked_much_else(database: Database) -> None:
    prepared: list[str] = []

    def look_on(*about: object) -> int:
        prepared.append(str(about))
        return 0  # SQLite asks whether a statement may be prepared: it may

    with database.reading() as conn:
        for n in range(300):
            conn.ask(f"SELECT {n} FROM t")
        conn.driver.set_authorizer(look_on)
        for again in range(3):
            if again == 2:
                prepared.clear()
            conn.ask("SELECT n FROM t")
            conn.ask("SELECT words FROM t")
        assert prepared == []
        conn.driver.set_authorizer(None)


COUNT_UP = 50


def test_threads_take_turns_at_writing(database: Database) -> None:
    def count_up() -> None:
        for _ in range(COUNT_UP):
            with database.writing() as conn:
                conn.tell("INSERT INTO t VALUES (?, 'x')", conn.ask_one("SELECT max(n) FROM t") + 1)

    threads = [threading.Thread(target=count_up) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert count(database) == 2 + 4 * COUNT_UP
