"""Connections at hand: what serves the next transaction, and what is given back."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from storage.desktop.at_hand import AtHand
from storage.engine import make_room, open_sqlcipher

KEY = bytes(range(32))


@pytest.fixture
def at_hand(tmp_path: Path) -> AtHand:
    made = AtHand(open_sqlcipher(tmp_path / "a.db", KEY))
    with made.writing() as conn:
        conn.exec_driver_sql("CREATE TABLE t (n INTEGER PRIMARY KEY)")
    return made


def _drivers(at_hand: AtHand) -> tuple[object, object]:
    """Return the driver's connections of a transaction that writes and of one that reads after it."""
    with at_hand.writing() as conn:
        wrote = conn.connection.driver_connection
    with at_hand.reading() as conn:
        return wrote, conn.connection.driver_connection


def test_one_connection_serves_one_transaction_after_the_other(at_hand: AtHand) -> None:
    wrote, read = _drivers(at_hand)
    assert wrote is read
    assert _pool(at_hand).checkedout() == 1


def test_what_was_written_is_kept_and_what_was_done_while_reading_is_not(at_hand: AtHand) -> None:
    with at_hand.writing() as conn:
        conn.exec_driver_sql("INSERT INTO t VALUES (1)")
    with at_hand.reading() as conn:
        conn.exec_driver_sql("INSERT INTO t VALUES (2)")
    with at_hand.reading() as conn:
        assert conn.exec_driver_sql("SELECT n FROM t").scalars().all() == [1]


def test_two_at_once_have_one_each(at_hand: AtHand) -> None:
    with at_hand.reading() as one, at_hand.reading() as other:
        assert one.connection.driver_connection is not other.connection.driver_connection


def test_after_work_that_failed_nothing_of_it_is_left_and_the_pool_has_the_connection(at_hand: AtHand) -> None:
    def fail_halfway() -> None:
        with at_hand.writing() as conn:
            conn.exec_driver_sql("INSERT INTO t VALUES (1)")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_halfway()
    assert _pool(at_hand).checkedout() == 0
    with at_hand.reading() as conn:
        assert conn.exec_driver_sql("SELECT count(*) FROM t").scalar() == 0


def test_a_connection_that_made_room_goes_back_with_it(at_hand: AtHand) -> None:
    with at_hand.writing() as conn:
        make_room(conn)
    assert _pool(at_hand).checkedout() == 0


def test_once_closed_all_are_given_back_that_in_use_when_its_work_has_ended(at_hand: AtHand) -> None:
    _drivers(at_hand)
    with at_hand.reading() as conn:
        at_hand.close()
        assert conn.exec_driver_sql("SELECT count(*) FROM t").scalar() == 0
    assert _pool(at_hand).checkedout() == 0


def _pool(at_hand: AtHand) -> sa.QueuePool:
    pool = at_hand.engine.pool
    assert isinstance(pool, sa.QueuePool)
    return pool
