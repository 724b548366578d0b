"""A hub of before it was told who is there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from app.domain.presence import Heard, Presence
from app.hub.records_live import Deed, Doing, PersonChange
from storage.engine import open_postgres, open_sqlcipher
from storage.hub.store import VERSION_TABLE, open_hub_store
from storage.migrating import migrate
from tests.hubs import BOTH, KEY, NOW, desk_of, found_company, give_lead, later, lead
from tests.postgres import cluster_of
from tests.storage.hub.test_store import _scripts_up_to


@pytest.fixture(params=BOTH)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    if request.param == "sqlite":
        made = open_sqlcipher(tmp_path / "hub.db", KEY)
    else:
        made = open_postgres(cluster_of(request.config).new_database())
    yield made
    made.dispose()


def test_it_keeps_who_is_there_what_changed_and_what_was_done(engine: Engine, tmp_path: Path) -> None:
    migrate(engine, _scripts_up_to("0020", tmp_path / "before"), VERSION_TABLE)
    store = open_hub_store(engine)
    found_company(store)
    ada = desk_of(store, "Ada")
    held, device_id, me = give_lead(store, lead(1), "Ada"), ada.enrolled.device_id, ada.person_id
    heard = Heard(device_id=device_id, person_id=me, told=Presence(since=NOW), told_at=NOW)
    change = PersonChange(me, later(1), "hours", "", "[]", "operator", "part time")
    deed = Deed(
        deed_id="d", at=later(2), doing=Doing.NUDGED, lead_id=held.lead_id, by="operator", why="x", officer_id=me
    )
    with store.writing() as rows:
        rows.live.hear(heard)
        rows.live.hear(heard)
        rows.live.note_change(change)
        rows.live.note_change(change)
        rows.live.note_deed(deed)
    with store.reading() as rows:
        assert (rows.live.heard_from(device_id), rows.live.all_heard()) == (heard, [heard])
        assert rows.live.changes(NOW, [me]) == [change, change]
        assert rows.live.changes(NOW, ["nobody"]) == rows.live.changes(later(2)) == []
        assert rows.live.deeds(NOW) == rows.live.deeds(NOW, [me]) == [deed]
        assert rows.live.deeds(NOW, ["nobody"]) == []
        assert [one.lead.lead_id for one in rows.live.untried([me], NOW)] == [held.lead_id]
