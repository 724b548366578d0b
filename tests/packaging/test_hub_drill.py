"""A drill puts a hub's newest backup back elsewhere, counts what it lacks, and fails where that is too much."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import main
from app.domain.activity import Kind
from app.outside.keychain import FileKey
from storage.hub.database import FileDatabase, ServerDatabase
from storage.hub.store import SqlHubStore
from tests.hubs import BOTH, Desk, desk_of, found_company, give_lead, later, lead
from tests.packaging.served import MAIN, served, tells
from tests.postgres import cluster_of

Held = Callable[..., tuple[int, dict[str, Any]]]


class Live:
    """A hub that serves while the drill is held, and the words that name it."""

    def __init__(self, folder: Path, database: str, copy: str) -> None:
        self.folder, self.database = folder, database
        for name in ("hub", "backups"):
            (folder / name).mkdir()
        self.words = ["--data-dir", str(folder / "hub"), "--key-file", str(folder / "key"), "--database", database]
        self.drilled = [*self.words, "--backups", str(folder / "backups"), "--into", str(folder / "copy")]
        self.drilled += ["--into-database", copy] if copy else []

    def open(self) -> SqlHubStore:
        key = FileKey(self.folder / "key")
        if self.database:
            key.key(make=True)
            return ServerDatabase(self.database, key).open()[0]
        return FileDatabase(self.folder / "hub" / "hub.db", key).open()[0]


@pytest.fixture(params=BOTH)
def live(request: pytest.FixtureRequest, tmp_path: Path) -> Live:
    if request.param == "sqlite":
        return Live(tmp_path, "", "")
    cluster = cluster_of(request.config)
    return Live(tmp_path, cluster.new_database(), cluster.new_database())


@pytest.fixture
def store(live: Live) -> Iterator[SqlHubStore]:
    with closing(live.open()) as store:
        found_company(store)
        yield store


@pytest.fixture
def ada(store: SqlHubStore) -> Desk:
    return desk_of(store, "Ada")


@pytest.fixture
def held(drill: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Held:
    """How a drill is held: with verbs in this process, for six of their own take seconds."""

    def tell(hub: Any, *words: str) -> dict[str, Any]:
        own = ["--data-dir", str(hub.data), "--key-file", str(hub.key), "--database", hub.database, "--json"]
        code = main.main(["hub", *words, *own])
        said = capsys.readouterr()
        if code != 0:
            raise drill.Trouble(said.err)
        return dict(json.loads(said.out))

    def hold(*words: str) -> tuple[int, dict[str, Any]]:
        code = drill.main(words)
        return code, json.loads(capsys.readouterr().out)

    monkeypatch.setattr(drill.Hub, "tell", tell)
    return hold


def logs(store: SqlHubStore, ada: Desk, count: int, minute: int = 0) -> None:
    after = len(ada.log)
    mine = give_lead(store, lead(minute), "Ada")
    for n in range(count):
        ada.logs(mine.lead_id, Kind.NO_ANSWER, later(minute + n))
    ada.pushes(after)


def test_a_restore_that_lacks_nothing_and_takes_no_longer_than_allowed_passes(
    live: Live, store: SqlHubStore, ada: Desk, held: Held
) -> None:
    logs(store, ada, 3)
    code, told = held(*live.drilled, "--fresh", "--most-lost", "0", "--most-age", "1", "--most-seconds", "600")
    assert (code, told["ok"], told["worse_than_allowed"]) == (0, True, [])
    assert (told["recovery_point"]["events"], told["recovery_point"]["events_lost"]) == (3, 0)
    assert told["recovery_time"]["seconds"] > 0
    assert not (live.folder / "copy").exists()
    # desks may forget what a backup holds, so none that the drill made goes
    assert len(list((live.folder / "backups").iterdir())) == 2


def test_two_backups_of_one_second_have_names_of_their_own(
    drill: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drill.time, "strftime", lambda *_asked: "hub-then")
    names = []
    for _ in range(3):
        names.append(drill.new_name(tmp_path).name)
        (tmp_path / names[-1]).touch()
    assert names == ["hub-then-drill.backup", "hub-then-2-drill.backup", "hub-then-3-drill.backup"]


def test_what_came_in_since_the_newest_backup_is_counted_and_may_be_too_much(
    live: Live, store: SqlHubStore, ada: Desk, held: Held, capsys: pytest.CaptureFixture[str]
) -> None:
    logs(store, ada, 2)
    assert main.main(["hub", "backup", str(live.folder / "backups" / "night.backup"), *live.words, "--json"]) == 0
    capsys.readouterr()
    logs(store, ada, 4, minute=60)
    code, told = held(*live.drilled, "--most-lost", "3")
    assert (code, told["backup"], told["worse_than_allowed"]) == (1, "night.backup", ["events lost"])
    assert (told["recovery_point"]["events"], told["recovery_point"]["events_lost"]) == (6, 4)


def test_a_backup_that_cannot_be_put_back_fails_the_drill_and_says_why(
    live: Live, store: SqlHubStore, held: Held
) -> None:
    (live.folder / "backups" / "night.backup").write_bytes(b"not a backup" * 1000)
    code, told = held(*live.drilled)
    assert (code, told["ok"]) == (1, False)
    assert "backup" in told["happened"]
    assert not (live.folder / "copy").exists()


def test_a_drill_never_lies_upon_anything(live: Live, store: SqlHubStore, held: Held) -> None:
    code, told = held(*live.drilled)
    assert (code, "no *.backup" in told["happened"]) == (1, True)
    into = live.drilled.index("--into") + 1
    code, told = held(*live.drilled[:into], str(live.folder / "hub"), *live.drilled[into + 1 :], "--fresh")
    assert (code, "there already" in told["happened"]) == (1, True)
    if live.database:
        code, told = held(*live.drilled, "--into-database", live.database, "--fresh")
        assert (code, "another database" in told["happened"]) == (1, True)


@pytest.mark.long
def test_a_drill_with_programs_of_their_own_is_held_beside_a_hub_that_serves(
    live: Live, drill: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    tells(MAIN, "company", *live.words)
    with served(MAIN, *live.words):
        code = drill.main([*live.drilled, "--fresh", "--most-lost", "0", "--most-seconds", "120", "--program", *MAIN])
    told = capsys.readouterr().out
    assert code == 0, told
    print(told)  # noqa: T201 - the seconds, with -s
