"""The disk is full, read-only or failing, or somebody has the database: an outcome is saved, or its officer is told."""

from __future__ import annotations

import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.errors import StoreUnusable
from storage import sqlcipher_file
from tests.desks import TestDesk
from tests.faults.desk_picture import activity_ids, picture_of
from tests.faults.desk_victims import THEN, log
from tests.faults.disk import FULL, IO_WRITE, READONLY
from tests.faults.one_desk import make_desks, put_back
from tests.faults.refused_desk import (
    NOBODY,
    OUTCOME,
    Refusal,
    Tried,
    hold_the_database,
    log_beyond_a_limit,
    log_where_nothing_may_be_written,
    refuse_everywhere,
)
from tests.faults.victims import Victim

REFUSALS = {"full": FULL, "read-only": READONLY, "failing": IO_WRITE}


@pytest.fixture(scope="module")
def desks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return make_desks(*(tmp_path_factory.mktemp(name) for name in ("live", "short", "full")))


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that is not inside one only its owner may look into."""
    with tempfile.TemporaryDirectory(prefix="followthrough-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def check(tries: list[Tried], pictures: list[dict[str, object]]) -> Counter[str]:
    before, once, twice = pictures
    sums = Counter[str]()
    for tried in tries:
        assert tried.left in (before, once), f"half an outcome: {tried.place}"
        assert tried.said or tried.left == once, f"neither saved nor told: {tried.place}"
        assert tried.again == (once if tried.left == before else twice), f"it does not go on: {tried.place}"
        sums += Counter(
            refused=1,
            saved=not tried.said,
            told=bool(tried.said),
            told_and_there=bool(tried.said) and tried.left == once,
        )
    return sums


def refuse(desk: Path, folder: Path, kind: str, *, lasts: bool) -> None:
    pictures, *tries = Victim(refuse_everywhere, desk, folder, Refusal(REFUSALS[kind], lasts)).last_words()
    assert tries
    sums = check(tries, pictures)
    said = {tried.said for tried in tries}
    sys.stdout.write(f"\n{kind}, {'lasting' if lasts else 'once'}: {dict(sums)}, 0 lost; {sorted(said)}\n")


@pytest.mark.parametrize("kind", REFUSALS)
def test_an_outcome_the_disk_refuses_is_told_and_the_next_one_is_saved(
    desks: dict[str, Path], tmp_path: Path, kind: str
) -> None:
    refuse(desks["short"], tmp_path, kind, lasts=True)


@pytest.mark.long
@pytest.mark.parametrize("lasts", [True, False])
@pytest.mark.parametrize("log_is", ["short", "full"])
@pytest.mark.parametrize("kind", REFUSALS)
def test_no_refused_write_loses_what_was_called_saved(
    desks: dict[str, Path], tmp_path: Path, kind: str, log_is: str, lasts: bool
) -> None:
    refuse(desks[log_is], tmp_path, kind, lasts=lasts)


@pytest.mark.parametrize("more", [0, 200, 5000, 40_000, 300_000])
def test_a_file_that_may_not_grow_stops_nothing_that_was_saved(
    desks: dict[str, Path], tmp_path: Path, more: int
) -> None:
    put_back(desks["short"], tmp_path)
    there = len(activity_ids(tmp_path / "desktop.db"))
    put_back(desks["short"], tmp_path)
    limit = (tmp_path / "desktop.db-wal").stat().st_size + more
    ((saved, said, afterwards),) = Victim(log_beyond_a_limit, tmp_path, limit).last_words()
    assert said.startswith("The disk")
    assert not afterwards, "the limit is gone and nothing can be saved"
    assert len(activity_ids(tmp_path / "desktop.db")) == there + saved + 1
    picture_of(tmp_path / "desktop.db")


@pytest.mark.parametrize("what", ["the folder", "the file", "both"])
def test_where_nothing_may_be_written_the_desk_says_so(desks: dict[str, Path], open_folder: Path, what: str) -> None:
    put_back(desks["short"], open_folder)
    files = [open_folder / name for name in ("desktop.db", "desktop.db-wal")]
    before = [file.read_bytes() for file in files]
    if os.geteuid() == 0:
        for path in (open_folder, *files):
            os.chown(path, NOBODY, NOBODY)
    for file in files:
        file.chmod(0o444 if what != "the folder" else 0o644)
    open_folder.chmod(0o555 if what != "the file" else 0o755)
    (said,) = Victim(log_where_nothing_may_be_written, open_folder).last_words()
    open_folder.chmod(0o755)
    assert said, "nothing was said"
    assert [file.read_bytes() for file in files] == before


def test_a_database_somebody_else_has_is_told_and_free_once_he_is_gone(
    desks: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlcipher_file, "BUSY_S", 0.2)
    put_back(desks["short"], tmp_path)
    with closing(TestDesk(tmp_path, THEN).store):
        pass
    ada = TestDesk(tmp_path, THEN)
    with closing(ada.store):
        for kept in range(3):
            other = Victim(hold_the_database, tmp_path)
            assert other.hears() == "held"
            with pytest.raises(StoreUnusable, match="in use and did not come free"):
                log(ada, OUTCOME)
            other.kill()
            other.last_words()
            log(ada, OUTCOME)
            assert len(activity_ids(tmp_path / "desktop.db")) == 3 + kept
    picture_of(tmp_path / "desktop.db")
