"""A program that ends breaks off what reads the whole database, and leaves nothing half done."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from app.errors import Stopped
from storage.desktop import backups, store
from storage.desktop.driver import Connection
from storage.desktop.long_work import LongWork
from storage.desktop.store import open_store
from tests.desks import KEY, MONDAY

ENDLESS = "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"


def test_what_is_under_way_is_broken_off_and_waited_for() -> None:
    work, begun, heard = LongWork(), threading.Event(), []
    driver = sqlcipher.connect(":memory:", check_same_thread=False)

    def count() -> None:
        try:
            with work.by(driver):
                begun.set()
                driver.execute(ENDLESS).fetchone()
        except Stopped as stopped:
            heard.append(stopped)

    thread = threading.Thread(target=count)
    thread.start()
    assert begun.wait(10)
    assert work.end()
    thread.join(10)
    assert len(heard) == 1
    driver.close()


def test_nothing_begins_once_it_is_over() -> None:
    work, driver = LongWork(), sqlcipher.connect(":memory:")
    assert work.end()
    with pytest.raises(Stopped), work.by(driver):
        driver.execute("SELECT 1")
    driver.close()


def test_a_failure_of_the_drivers_own_stays_one() -> None:
    work, driver = LongWork(), sqlcipher.connect(":memory:")
    with pytest.raises(sqlcipher.OperationalError), work.by(driver):
        driver.execute("no statement")
    assert work.end()
    driver.close()


def test_a_backup_that_is_broken_off_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backups, "_PAGES", 1)
    ada = open_store(tmp_path / "desktop.db", KEY)
    look_up = ada._work.look_up

    def end_soon(_status: int = 0, left: int = 0, *_more: int) -> None:
        if 0 < left < 20:
            ada._work._is_over = True
        look_up()

    monkeypatch.setattr(ada._work, "look_up", end_soon)
    with pytest.raises(Stopped):
        ada.back_up(MONDAY.date())
    ada.close()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["desktop.db", "desktop.db.in-use"]


def test_closing_breaks_off_a_check_of_the_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "CHECKED_AT_ONCE", 0)
    ada, begun, heard = open_store(tmp_path / "desktop.db", KEY), threading.Event(), []

    def slowly(conn: Connection, _words: str) -> object:
        begun.set()
        return conn.driver.execute(ENDLESS).fetchall()

    monkeypatch.setattr(Connection, "ask", slowly)

    def check() -> None:
        try:
            ada.check()
        except Stopped as stopped:
            heard.append(stopped)

    thread = threading.Thread(target=check)
    thread.start()
    assert begun.wait(10)
    ada.close()
    thread.join(10)
    assert len(heard) == 1
