"""A desk's database is damaged as chance has it: what could be read of it is on the desk or the hub afterwards."""

from __future__ import annotations

import json
import random
import shutil
import sys
from base64 import b64decode
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest

from app.clock import FixedClock
from app.desktop.activities import Note
from app.desktop.desk import build_desk
from app.desktop.recovery import Salvaged
from app.domain.activity import Kind
from app.errors import FollowthroughError, StoreUnusable
from storage.desktop.store import open_store
from storage.engine import open_sqlcipher
from storage.hub.store import open_hub_store
from tests.desks import KEY, MONDAY, a_lead, shipped
from tests.faults.ledger import Ledger
from tests.faults.readable_events import PAGE, Place, events_in, opened, places_of_events
from tests.together.test_one_story_one_row import ZONE, Branch, Link

DATABASE, WAL, SHM = "desktop.db", "desktop.db-wal", "desktop.db-shm"
#: entries before the backup, sent after it, sent to nobody, and those that are in the journal only
STRETCHES = (20, 15, 40, 15)


@dataclass(frozen=True)
class Victim:
    """A desk's files as a killed process left them, with its hub's; `saved` are its events and where they lie."""

    folder: Path
    saved: dict[str, Place]


@pytest.fixture(scope="module")
def victim(tmp_path_factory: pytest.TempPathFactory) -> Victim:
    made, kept = tmp_path_factory.mktemp("made"), tmp_path_factory.mktemp("kept")
    branch = Branch(made)
    ada = branch.desks["Ada"]
    leads = [f"lead-{n}" for n in range(6)]
    for n, lead_id in enumerate(leads):
        branch.gives(a_lead(lead_id, received_at=branch.clock.at, phones=(f"+1423555010{n}",)), "Ada")

    def logs(count: int) -> None:
        for n in range(count):
            branch.clock.at = branch.clock.at.replace(microsecond=0) + (MONDAY.replace(minute=1) - MONDAY)
            note = Note(lead_id=leads[n % len(leads)], kind=Kind.NO_ANSWER, note=f"try {n} " + "x" * (n % 7 * 300))
            ada.activities.log(note)

    before_backup, sent, unsent, in_journal = STRETCHES
    logs(before_backup)
    branch.syncs()
    ada.safekeeping.keep()
    logs(sent)
    branch.syncs()
    logs(unsent)
    with ada.store.database.lent() as conn:
        conn.tell("PRAGMA wal_checkpoint(TRUNCATE)")
    logs(in_journal)
    for file in made.iterdir():
        if file.name.startswith("Ada.db") and not file.name.endswith("in-use"):
            shutil.copyfile(file, kept / file.name.replace("Ada.db", DATABASE))
    branch.close()
    shutil.copyfile(made / "hub.db", kept / "hub.db")
    return Victim(kept, places_of_events(kept / DATABASE, tmp_path_factory.mktemp("scratch")))


@dataclass
class Harm:
    """What was done, which bytes are not what they were, and where the file was cut off, if it was."""

    kind: str
    spoilt: list[Place]
    cut: Place | None = None

    def touches(self, place: Place) -> bool:
        if self.cut is not None and self.cut.file == place.file and self.cut.start < place.committed:
            return True
        return any(s.file == place.file and s.start < place.end and place.start < s.end for s in self.spoilt)


def do_harm(folder: Path, chance: random.Random) -> Harm:
    kind = chance.choice(list(HARMS))
    harm = Harm(kind, [])
    HARMS[kind](harm, folder, chance)
    return harm


def _flip_one(harm: Harm, folder: Path, chance: random.Random) -> None:
    _flip(harm, folder / DATABASE, chance, 1)


def _flip_many(harm: Harm, folder: Path, chance: random.Random) -> None:
    _flip(harm, folder / DATABASE, chance, chance.randrange(2, 60))


def _zero_a_page(harm: Harm, folder: Path, chance: random.Random) -> None:
    pages = (folder / DATABASE).stat().st_size // PAGE
    _write(harm, folder / DATABASE, chance.randrange(pages) * PAGE, bytes(PAGE))


def _zero_pages(harm: Harm, folder: Path, chance: random.Random) -> None:
    for _ in range(chance.randrange(2, 20)):
        _zero_a_page(harm, folder, chance)


def _cut_off(harm: Harm, folder: Path, chance: random.Random) -> None:
    _cut(harm, folder / DATABASE, chance.randrange((folder / DATABASE).stat().st_size))


def _head(harm: Harm, folder: Path, chance: random.Random) -> None:
    _write(harm, folder / DATABASE, chance.choice([0, 16, 60]), chance.randbytes(chance.randrange(1, 40)))


def _overwritten(harm: Harm, folder: Path, chance: random.Random) -> None:
    _write(harm, folder / DATABASE, 0, chance.randbytes((folder / DATABASE).stat().st_size))


def _missing(harm: Harm, folder: Path, _chance: random.Random) -> None:
    _gone(harm, folder / DATABASE)


def _no_journal(harm: Harm, folder: Path, _chance: random.Random) -> None:
    _gone(harm, folder / WAL)


def _garbled_journal(harm: Harm, folder: Path, chance: random.Random) -> None:
    _flip(harm, folder / WAL, chance, chance.randrange(1, 12))


def _journal_cut_off(harm: Harm, folder: Path, chance: random.Random) -> None:
    _cut(harm, folder / WAL, chance.randrange((folder / WAL).stat().st_size))


def _journal_head(harm: Harm, folder: Path, chance: random.Random) -> None:
    _write(harm, folder / WAL, chance.randrange(28), chance.randbytes(4))


def _garbled_shm(harm: Harm, folder: Path, chance: random.Random) -> None:
    _write(harm, folder / SHM, chance.randrange(1000), chance.randbytes(500))


def _both(harm: Harm, folder: Path, chance: random.Random) -> None:
    _flip_many(harm, folder, chance)
    _garbled_journal(harm, folder, chance)


HARMS: dict[str, Callable[[Harm, Path, random.Random], None]] = {
    "flip bytes": _flip_one,
    "flip many": _flip_many,
    "zero a page": _zero_a_page,
    "zero pages": _zero_pages,
    "cut off": _cut_off,
    "head": _head,
    "no journal": _no_journal,
    "garbled journal": _garbled_journal,
    "journal cut off": _journal_cut_off,
    "journal head": _journal_head,
    "garbled shm": _garbled_shm,
    "overwritten": _overwritten,
    "missing": _missing,
    "both": _both,
}


def _flip(harm: Harm, file: Path, chance: random.Random, times: int) -> None:
    for _ in range(times):
        _write(harm, file, chance.randrange(file.stat().st_size), chance.randbytes(1))


def _write(harm: Harm, file: Path, at: int, new: bytes) -> None:
    harm.spoilt.append(Place(file.name, at, at + len(new)))
    with file.open("r+b") as raw:
        raw.seek(at)
        raw.write(new)


def _gone(harm: Harm, file: Path) -> None:
    harm.spoilt.append(Place(file.name, 0, file.stat().st_size))
    file.unlink()


def _cut(harm: Harm, file: Path, at: int) -> None:
    harm.cut = Place(file.name, at, file.stat().st_size)
    harm.spoilt.append(harm.cut)
    with file.open("r+b") as raw:
        raw.truncate(at)


def try_once(victim: Victim, folder: Path, seed: int, lost: Counter[str]) -> str:
    """Damage a copy, open it, run a round with the hub, and read both with code that is not theirs."""
    chance = random.Random(seed)
    shutil.copytree(victim.folder, folder)
    backups = sorted(folder.glob("*.backup-*"))
    has_backup = chance.random() < 0.75
    if not has_backup:
        for backup in backups:
            backup.unlink()
    harm = do_harm(folder, chance)
    clock = FixedClock(MONDAY.replace(day=24))
    try:
        store = open_store(folder / DATABASE, KEY, clock)
    except StoreUnusable as refused:
        return _was_refused(victim, harm, str(refused), lost, has_backup=has_backup)
    hub = open_hub_store(open_sqlcipher(folder / "hub.db", KEY))
    with closing(hub), closing(store):
        desk = build_desk(store, clock, shipped(), lambda _url, token: Link(hub, clock, token), machine_zone=ZONE)
        with store.reading() as tx:
            identity = tx.identity()
        belongs = identity is not None and bool(identity.hub_id)
        if belongs:
            for _ in range(2):
                desk.sync.round()
        recovered = store.recovered
    if recovered is not None and recovered.kept_as:
        assert (folder / recovered.kept_as).exists()
    _check(victim, harm, folder, lost, belongs=belongs)
    return "put right" if recovered else "nothing found"


def _was_refused(victim: Victim, harm: Harm, words: str, lost: Counter[str], *, has_backup: bool) -> str:
    """A file nothing of which opens cannot be told from one with another key, where no backup tells."""
    assert not has_backup
    assert "another key" in words or "is empty" in words or "is missing" in words, words
    assert harm.touches(Place(DATABASE, 0, 16)), harm
    lost[f"{harm.kind}: refused, as nothing opens and no backup is there"] += len(victim.saved)
    return "refused"


def _check(victim: Victim, harm: Harm, folder: Path, lost: Counter[str], *, belongs: bool) -> None:
    here = events_in(folder / DATABASE)
    wires = [wire for _, wire in here]
    assert [wire["seq"] for wire in wires] == list(range(1, len(wires) + 1))
    assert [wire["prev"] for wire in wires[1:]] == [wire["hash"] for wire in wires[:-1]]
    with opened(folder / "hub.db") as conn:
        there = [row[0] for row in conn.execute("SELECT event_id FROM event WHERE NOT is_repeat")]
    with opened(folder / DATABASE) as conn:
        entries = {row[0] for row in conn.execute("SELECT activity_id FROM activity")}
        assert conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert conn.execute("PRAGMA foreign_key_check").fetchone() is None
    assert len(there) == len(set(there))
    kept = {event_id for event_id, _ in here}
    # an entry whose event could not be read is told by another one, and each once
    told = [json.loads(b64decode(wire["payload"]))["activity_id"] for wire in wires]
    assert len(told) == len(set(told))
    if not kept <= victim.saved.keys():
        assert set(told) <= entries
    assert set(there) <= victim.saved.keys() | kept | {""}
    if belongs:
        assert kept <= set(there), "a round left something behind"
        assert len(entries) >= len(kept), "an event without its entry"
    for event_id, place in victim.saved.items():
        if event_id in kept or event_id in there:
            continue
        assert harm.touches(place), f"{harm.kind}: an event that could be read is nowhere"
        lost[f"{harm.kind}: its page was spoilt, cut off or gone"] += 1


def _try_often(
    victim: Victim, folder: Path, seeds: Iterable[int], tried: Callable[[int], None] = lambda _seed: None
) -> None:
    lost: Counter[str] = Counter()
    ends: Counter[str] = Counter()
    for seed in seeds:
        try:
            ends[try_once(victim, folder / str(seed), seed, lost)] += 1
        except (AssertionError, FollowthroughError) as failure:
            raise AssertionError(f"seed {seed}: {failure}") from failure
        shutil.rmtree(folder / str(seed))
        tried(seed)
    events = len(victim.saved) * ends.total()
    lines = [f"\n{ends.total()} damaged databases of {len(victim.saved)} events each: {dict(ends)}"]
    lines += [f"of {events} events {sum(lost.values())} were lost with what they lay on, and no other"]
    lines += [f"  {count:6} {why}" for why, count in sorted(lost.items())]
    sys.stdout.write("\n".join(lines) + "\n")


def _refuse_to_save(database: Path, key: bytes, salts: Iterable[bytes] = ()) -> Salvaged:
    return Salvaged()


def test_the_checker_notices_a_desk_that_saves_nothing(
    victim: Victim, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.desktop.salvage.salvage", _refuse_to_save)
    with pytest.raises(AssertionError, match="an event that could be read is nowhere"):
        _try_often(victim, tmp_path, range(25))


def test_the_checker_finds_where_every_event_lies(victim: Victim, tmp_path: Path) -> None:
    copy = shutil.copytree(victim.folder, tmp_path / "copy")
    assert victim.saved.keys() == {event_id for event_id, _ in events_in(copy / DATABASE)}
    assert len(victim.saved) == sum(STRETCHES)
    assert {place.file for place in victim.saved.values()} == {DATABASE, WAL}


def test_what_can_be_read_of_a_damaged_database_is_saved(victim: Victim, tmp_path: Path) -> None:
    _try_often(victim, tmp_path, range(25))


@pytest.mark.long
def test_what_can_be_read_is_saved_in_hundreds_of_damaged_databases(victim: Victim, tmp_path: Path) -> None:
    """Go on behind the last seed of the run before."""
    ledger, kind = Ledger(), "damaged databases"
    seeds = ledger.left(kind, count(1000), most=500, share=0.3)
    _try_often(victim, tmp_path, seeds, lambda seed: ledger.note(kind, seed))
    sys.stdout.write(f"\n{ledger.words(kind)}\n")
