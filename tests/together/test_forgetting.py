"""A person is forgotten from the hub to the desk, also to one that was away: read back by the driver alone."""

from __future__ import annotations

import base64
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
import sqlcipher3

from app.domain.activity import Kind
from app.hub.checking import verify
from app.hub.forgetting import Whom, purge
from app.protocol.chain import Event, first_bad
from tests.desks import KEY, a_lead
from tests.together.test_joining import may_call
from tests.together.test_one_story_one_row import Branch, passes

NAME, NUMBER = "Quentin Zzyzxborrower", "+14235550177"
TRACES = ("quentin", "4235550177", "three-legged cat")


@pytest.fixture
def branch(tmp_path: Path) -> Iterator[Branch]:
    made = Branch(tmp_path)
    yield made
    made.close()


def traces(branch: Branch, name: str) -> set[str]:
    """Return the tables of a desk's file in which something of the person stands, by the driver alone."""
    found = set()
    with closing(sqlcipher3.connect(str(branch.folder / f"{name}.db"))) as conn:
        conn.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
        for (table,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            try:
                rows = conn.execute(f'SELECT * FROM "{table}"').fetchall()
            except (sqlite3.Error, sqlcipher3.Error):
                continue
            found |= {table for row in rows for value in row if any(trace in _text(value) for trace in TRACES)}
    return found


def _text(value: object) -> str:
    """Return a value as text, and what is packed into an event's JSON with it."""
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
    if '"payload":"' in text:
        packed = msgspec.json.decode(text)["payload"]
        text += base64.b64decode(packed).decode("utf-8", "replace")
    return text.lower()


def log_of(branch: Branch, name: str) -> list[Event]:
    with branch.desks[name].store.reading() as tx:
        return [msgspec.json.decode(raw, type=Event) for raw in tx.events_after(0, 1000)]


def test_the_desk_removes_the_lead_with_all_that_was_logged_of_it_and_its_chain_holds(branch: Branch) -> None:
    branch.gives(a_lead("lead", NAME, phones=(NUMBER,), emails=("quentin@example.com",)), "Ada")
    branch.gives(a_lead("other", phones=("+14235550188",), emails=("other@example.com",)), "Ada")
    passes(branch, minutes=1)
    branch.logs("Ada", "lead", Kind.NO_ANSWER, note="has a three-legged cat")
    branch.logs("Ada", "other", Kind.NO_ANSWER, note="nothing to tell")
    branch.logs("Ada", "lead", Kind.DO_NOT_CALL)
    branch.syncs()
    assert {"lead", "activity", "event", "lead_key", "blocked_number"} <= traces(branch, "Ada")
    purge(branch.hub, Whom(number=NUMBER), "ticket 4711", branch.clock.now())
    branch.syncs()
    assert traces(branch, "Ada") == set()
    log = log_of(branch, "Ada")
    assert [event.payload is None for event in log] == [True, False, True]
    assert first_bad(log) is None
    with branch.desks["Ada"].store.reading() as tx:
        assert tx.lead_ids() == ["other"]
    # the chain goes on from there
    branch.logs("Ada", "other", Kind.NO_ANSWER)
    branch.syncs()
    assert verify(branch.hub).is_ok
    assert verify(branch.hub).laid_aside == {}


def test_a_desk_that_was_away_hands_in_what_it_logged_before_it_forgets(branch: Branch) -> None:
    branch.gives(a_lead("lead", NAME, phones=(NUMBER,), emails=("quentin@example.com",)), "Ada")
    passes(branch, minutes=1)
    branch.logs("Ada", "lead", Kind.DO_NOT_CALL, number=NUMBER, note="has a three-legged cat")
    purge(branch.hub, Whom("lead"), "asked", branch.clock.now())
    branch.syncs()
    assert traces(branch, "Ada") == set()
    assert traces(branch, "hub") == set()
    assert verify(branch.hub).is_ok
    # the wish that was on its way counts: the same number, as somebody new, is closed
    branch.gives(a_lead("again", "Somebody", phones=(NUMBER,), emails=("new@example.com",)), "Eve")
    assert not may_call(branch.desks["Eve"], "again")
    branch.gives(a_lead("else", "Else", phones=("+14235550188",), emails=("else@example.com",)), "Eve")
    assert may_call(branch.desks["Eve"], "else")
