"""Rows of a feed that came together are kept as one row and read as the rows they are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count, islice
from pathlib import Path
from random import Random

import pytest
import sqlalchemy as sa

from app.domain.activity import Activity, Kind
from app.protocol import feed
from app.protocol.feed import FeedItem, HubActivity, LeadGone, Tried
from app.protocol.wire import FeedRow
from storage.engine import writing
from storage.hub.runs import MOST
from storage.hub.store import SqlHubStore
from tests.hubs import BOTH, NOW, company_store

HERS = feed.officer_feed("ada")


@pytest.fixture(params=BOTH)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlHubStore]:
    with company_store(request.param, tmp_path, request.config) as made:
        yield made


def activity(n: int, lead_id: str) -> HubActivity:
    return HubActivity(
        activity=Activity(
            activity_id=f"a{n}",
            lead_id=lead_id,
            kind=Kind.NO_ANSWER,
            actor_id="ada",
            began_at=NOW,
            logged_at=NOW,
        )
    )


def tried(n: int) -> tuple[Tried, datetime]:
    at = NOW + timedelta(minutes=n)
    return Tried(number_hash=b"%032d" % n, at=at), at + timedelta(hours=24)


def put(store: SqlHubStore, *items: FeedItem | tuple[FeedItem, datetime]) -> None:
    with store.writing() as rows:
        for item in items:
            told, expires_at = item if isinstance(item, tuple) else (item, None)
            rows.feeds.append(HERS, told, expires_at=expires_at)


def all_of(store: SqlHubStore, after: int = 0, limit: int = 10_000) -> list[tuple[FeedRow, datetime | None]]:
    with store.reading() as rows:
        return rows.feeds.rows(HERS, after, limit)


def kept(store: SqlHubStore) -> int:
    """Return how many rows of the table the feed is."""
    with store._engine.connect() as conn:
        return int(conn.execute(sa.text("SELECT count(*) FROM feed_row WHERE feed = :f"), {"f": HERS}).scalar_one())


def some_of_each(chance: Random, transactions: int) -> list[list[FeedItem | tuple[FeedItem, datetime]]]:
    """Make up what transactions put into one feed, in stretches of one kind of any length."""
    numbers, out = count(1), []
    for _ in range(transactions):
        items: list[FeedItem | tuple[FeedItem, datetime]] = []
        for _ in range(chance.randrange(1, 4)):
            length = chance.choice((1, 2, 7, MOST, MOST + 1))
            kind = chance.randrange(3)
            for n in islice(numbers, length):
                lead_id = f"lead-{n % 5}"
                of_kind = (activity(n, lead_id), tried(n), LeadGone(lead_id=lead_id, why="moved"))
                items.append(of_kind[kind])
        out.append(items)
    return out


@pytest.mark.parametrize("seed", range(3))
def test_a_feed_reads_the_same_from_wherever_one_goes_on(store: SqlHubStore, seed: int) -> None:
    chance = Random(seed)
    told = some_of_each(chance, 5)
    for items in told:
        put(store, *items)
    flat = [item if isinstance(item, tuple) else (item, None) for items in told for item in items]
    read = all_of(store)
    assert [(feed.read(row.kind, row.body), expires_at) for row, expires_at in read] == flat
    assert [row.seq for row, _ in read] == list(range(1, len(flat) + 1))
    assert kept(store) < len(flat)
    for _ in range(20):
        after, limit = chance.randrange(len(flat) + 1), chance.choice((1, 2, 50, 150))
        assert all_of(store, after, limit) == read[after : after + limit]
    with store.reading() as rows:
        assert [rows.feeds.mark_at(HERS, row.seq) for row, _ in read] == [row.mark for row, _ in read]
        assert [*rows.feeds.outline(HERS)] == [(row.seq, row.mark, row.kind) for row, _ in read]
        heads = rows.feeds.heads([HERS, "officer:nobody"])
        assert (heads[HERS].seq, heads[HERS].mark) == (len(flat), read[-1][0].mark)
        assert (heads["officer:nobody"].seq, heads["officer:nobody"].mark) == (0, "")
        assert rows.feeds.mark_at(HERS, len(flat) + 1) is None


def test_two_transactions_never_have_one_mark(store: SqlHubStore) -> None:
    put(store, activity(1, "l"), activity(2, "l"))
    put(store, activity(3, "l"))
    first, second, third = (row.mark for row, _ in all_of(store))
    assert first == second != third


def test_a_forgotten_lead_is_gone_from_a_run_and_the_others_in_it_are_not(store: SqlHubStore) -> None:
    put(store, *(activity(n, f"lead-{n % 3}") for n in range(6)))
    before = all_of(store)
    with store.writing() as rows:
        rows.feeds.forget(HERS, "lead-1")
    after = all_of(store)
    assert [(row.seq, row.mark) for row, _ in after] == [(row.seq, row.mark) for row, _ in before]
    gone = LeadGone(lead_id="lead-1", why=feed.PURGED)
    for n, ((was, _), (now, _)) in enumerate(zip(before, after, strict=True)):
        assert feed.read(now.kind, now.body) == (gone if n % 3 == 1 else feed.read(was.kind, was.body))
    # once more changes nothing, and nothing of the lead is left anywhere in the table
    with store.writing() as rows:
        rows.feeds.forget(HERS, "lead-1")
    assert all_of(store) == after


def test_a_run_is_emptied_once_the_last_of_it_has_passed_and_keeps_its_numbers(store: SqlHubStore) -> None:
    put(store, tried(0), tried(1), tried(2), activity(9, "l"))
    for minutes, emptied in ((1, False), (2, True)):
        with store.writing() as rows:
            rows.feeds.forget_expired(NOW + timedelta(hours=24, minutes=minutes))
        *passing, stays = all_of(store)
        assert [(row.seq, row.kind, row.body == b"") for row, _ in passing] == [
            (seq, "tried", emptied) for seq in (1, 2, 3)
        ]
        assert feed.read(stays[0].kind, stays[0].body) == activity(9, "l")
        # what has passed is not sent, emptied or not
        assert all(at is not None and at <= NOW + timedelta(hours=24, minutes=2) for _, at in passing)


def test_a_row_of_before_there_were_runs_is_itself(store: SqlHubStore) -> None:
    put(store, activity(1, "l"), activity(2, "l"))
    kind, body = feed.write(activity(3, "l"))
    with writing(store._engine) as conn:
        company = conn.execute(sa.text("SELECT company_id FROM company")).scalar_one()
        conn.execute(
            sa.text("INSERT INTO feed_row (company_id, feed, seq, mark, kind, body) VALUES (:c, :f, 3, 'm', :k, :b)"),
            {"c": company, "f": HERS, "k": kind, "b": body},
        )
    (row, expires_at) = all_of(store)[-1]
    assert (row.seq, row.mark, feed.read(row.kind, row.body), expires_at) == (3, "m", activity(3, "l"), None)
