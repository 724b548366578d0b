"""SQLite keeps text where bytes belong and words where numbers do: what was changed so is named, and nothing breaks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.clock import FixedClock
from app.command_line import read_words
from app.domain.activity import Kind
from app.errors import StoreDamaged
from app.hub import checking, letting_in, recovery_keys, verbs
from app.hub.oversight_verbs import export
from storage.hub.store import SqlHubStore
from storage.hub.tables import metadata
from tests.hubs import NOW, DeskOf, company_store, desk_of, give_lead, in_place, later, lead

#: what somebody may have written in place of any value: no number, no text, no bytes
OTHERS = ("'words'", "CAST(x'FF00' AS TEXT)", "x'FF'", "77", "2.5")


@pytest.fixture
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlHubStore]:
    with company_store("sqlite", tmp_path, request.config) as store:
        yield store


@pytest.fixture
def desk(store: SqlHubStore) -> DeskOf:
    return lambda name: desk_of(store, name)


def each_other_kind(store: SqlHubStore, table: str, where: str) -> Iterator[str]:
    """Change one row column by column into what the column is not for; what was there is put back before the next."""
    # a row of another company is not looked at, and is missing here
    for column in [c.name for c in metadata.tables[table].columns if c.name != "company_id"]:
        ((rowid, old, kind),) = in_place(store, f'SELECT rowid, "{column}", typeof("{column}") FROM {table} {where}')
        for other in OTHERS:
            in_place(store, f'UPDATE {table} SET "{column}" = {other} WHERE rowid = ?', rowid)
            ((now, text),) = in_place(
                store, f'SELECT typeof("{column}"), hex(CAST("{column}" AS BLOB)) FROM {table} WHERE rowid = ?', rowid
            )
            is_damaged_text = (now, text) == ("text", "FF00")
            if is_damaged_text or now != kind != "null":
                yield f"{table}.{column} = {other}"
            in_place(store, f'UPDATE {table} SET "{column}" = ? WHERE rowid = ?', old, rowid)


def seen(store: SqlHubStore, read: Callable[[dict[str, Any]], Any], table: str, where: str) -> set[Any]:
    """Return what `hub verify` told after each change, and that it told of something each time."""
    told = set()
    for change in each_other_kind(store, table, where):
        answer = verbs.verify(store)
        assert not answer["ok"], change
        assert read(answer), change
        told.add(read(answer))
    assert verbs.verify(store)["ok"]
    return told


def events(answer: dict[str, Any]) -> frozenset[int]:
    return frozenset(one["seq"] for one in answer["broken"])


def logged(store: SqlHubStore, desk: DeskOf) -> str:
    ada, mine = desk("Ada"), give_lead(store, lead(), "Ada")
    for minute in range(3):
        ada.logs(mine.lead_id, Kind.BUSY, later(minute))
    ada.pushes()
    return ada.enrolled.device_id


@pytest.mark.parametrize("seq", [1, 2, 3])
def test_an_event_of_which_a_value_became_another_kind_is_named(store: SqlHubStore, desk: DeskOf, seq: int) -> None:
    logged(store, desk)
    assert seen(store, events, "event", f"WHERE seq = {seq}") == {frozenset({seq})}


def test_a_salt_that_became_text_is_named_by_its_event(store: SqlHubStore, desk: DeskOf) -> None:
    device_id = logged(store, desk)
    in_place(store, "UPDATE event SET salt = x'00' || substr(salt, 2) WHERE seq = 2")
    assert checking.verify(store).broken == [(device_id, 2)]


def test_an_activity_of_which_a_value_became_another_kind_is_named_by_its_event(
    store: SqlHubStore, desk: DeskOf
) -> None:
    logged(store, desk)
    # what stands under no number any more is named by 0 as well
    assert seen(store, events, "activity", "WHERE seq = 2") == {frozenset({2}), frozenset({0, 2})}


def test_a_line_of_the_audit_of_which_a_value_became_another_kind_is_named(store: SqlHubStore, desk: DeskOf) -> None:
    logged(store, desk)
    ((last,),) = in_place(store, "SELECT max(n) FROM audit")
    for n in (1, 2, last):
        assert seen(store, lambda answer: answer["audit_broken_at"], "audit", f"WHERE n = {n}") == {n}


def test_the_end_of_the_audit_that_became_another_kind_is_missed(store: SqlHubStore, desk: DeskOf) -> None:
    logged(store, desk)
    ((last,),) = in_place(store, "SELECT max(n) FROM audit")
    assert seen(store, lambda answer: answer["audit_broken_at"], "audit_head", "") == {last + 1}


def test_a_device_whose_own_row_became_another_kind_is_named(store: SqlHubStore, desk: DeskOf) -> None:
    device_id = logged(store, desk)
    told = seen(store, lambda answer: tuple(answer.get("devices_unreadable", ())), "device", "")
    assert (device_id,) in told
    assert {len(ids) for ids in told} == {1}


def test_the_companys_row_that_became_another_kind_is_named_and_whoever_asks_is_told(
    store: SqlHubStore, desk: DeskOf
) -> None:
    logged(store, desk)
    told = seen(store, lambda answer: tuple(answer.get("unreadable", ())), "company", "")
    assert told == {("company",)}
    in_place(store, "UPDATE company SET made_at = 'words'")
    with store.reading() as rows, pytest.raises(StoreDamaged, match="company's row"):
        rows.company()


#: of a feed's row: text that is none is text still, and is read as it stands; no chain is over feeds
MAY_BE_NO_TEXT = ("feed_row.feed", "feed_row.mark", "feed_row.kind")


def test_a_row_of_a_feed_that_became_another_kind_is_named(store: SqlHubStore, desk: DeskOf) -> None:
    logged(store, desk)
    recovery_keys.add(store, FixedClock(NOW), "ab" * 32)
    for change in each_other_kind(store, "feed_row", "WHERE feed = 'company' LIMIT 1"):
        named = verbs.verify(store).get("unreadable", [])
        is_meant = change.partition(" = ")[0] in MAY_BE_NO_TEXT and "CAST" in change
        assert [one.partition(", ")[2] for one in named] == ([] if is_meant else ["row 1"]), change


@pytest.mark.parametrize("feed", ["= 'company'", "<> 'company'"])
def test_a_recovery_key_that_was_slipped_in_is_named_though_another_row_cannot_be_read(
    store: SqlHubStore, desk: DeskOf, feed: str
) -> None:
    logged(store, desk)
    recovery_keys.add(store, FixedClock(NOW), "ab" * 32)
    in_place(store, "UPDATE audit SET what = 'something else' WHERE what = 'recovery key added'")
    in_place(
        store, f"UPDATE feed_row SET mark = x'FF' WHERE rowid = (SELECT min(rowid) FROM feed_row WHERE feed {feed})"
    )
    verdict = checking.verify(store)
    assert len(verdict.unreadable) == 1
    # where a row of the company's feed cannot be read, nobody can tell
    assert bool(verdict.recovery_keys) == (feed == "<> 'company'")


def test_what_is_noted_after_a_last_line_that_cannot_be_read_leaves_the_gap(store: SqlHubStore, desk: DeskOf) -> None:
    logged(store, desk)
    ((last,),) = in_place(store, "SELECT max(n) FROM audit")
    in_place(store, "UPDATE audit SET what = CAST(x'FF' AS TEXT), prev = 'words' WHERE n = ?", last)
    letting_in.invite(store, "Ada", NOW)
    assert verbs.verify(store)["audit_broken_at"] == last
    for _ in range(2):
        answer = export(read_words(["hub", "audit", "export"]), store, FixedClock(NOW))
        assert (answer["ok"], answer["audit_broken_at"]) == (False, last)
        assert last not in [line["n"] for line in answer["lines"]]


@pytest.mark.parametrize(
    "change",
    ["body = 'words'", "body = x'FF'", "body = CAST(x'FF00' AS TEXT)", "body = replace(body, lead_id, 'another')"],
)
def test_a_lead_that_is_none_any_more_or_another_is_named(store: SqlHubStore, desk: DeskOf, change: str) -> None:
    logged(store, desk)
    mine = give_lead(store, lead(1), "Ada").lead_id
    assert verbs.verify(store)["ok"]
    in_place(store, f"UPDATE lead SET {change} WHERE lead_id = ?", mine)
    answer = verbs.verify(store)
    assert (answer["ok"], answer["unreadable"]) == (False, [f"lead {mine}"])
