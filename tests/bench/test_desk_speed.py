"""The desk's own work against the raw statements under it."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from app.desktop.activities import Note
from app.desktop.queue import Queue
from app.domain.activity import Activity, Kind
from app.domain.lead import Lead
from app.domain.search_words import parts_of
from storage.desktop.driver import Connection
from tests.bench.raw_statements import Heard, copy_of, say
from tests.desks import KEY, MONDAY, TestDesk, a_lead

pytestmark = pytest.mark.long
LEADS = 2_000
TIMES = 200
MANY_LEADS = 100_000
_SYLLABLES = "an bel cor dan el fin gra hol in jo kal lor mar nor or pet quin ros sam tor ul van wil yar zim"
_SAID = """
    called again this morning no answer left word with her brother who says they look at houses near the river and
    want to know what the rate would be if they wait until spring
"""
#: the queue's own parts, see `storage/desktop/tables.py`
FIRST_CALLS = 1
_SHOWN = """
    SELECT lead_id, lead.body, manner.body, planned_at, due_at, until_at, called_at, asked_again_at, promise_id, tries,
    calls, contacts FROM bearing INDEXED BY bearing_part JOIN lead ON lead.rowid = lead_no JOIN manner USING (manner_no)
    WHERE due_at IS NOT NULL AND part = ? ORDER BY part_at, lead_no LIMIT ?
"""
SYLLABLES, SAID = _SYLLABLES.split(), _SAID.split()


def _seconds_each(work: Callable[[int], object], times: int) -> float:
    """Return the median of three rounds, in seconds for one call."""
    rounds = []
    for _ in range(3):
        begun = time.perf_counter()
        for n in range(times):
            work(n)
        rounds.append((time.perf_counter() - begun) / times)
    return sorted(rounds)[1]


def _tell(what: str, each: float, floor: float | None = None) -> None:
    ratio = f", {each / floor:.1f} x its floor of {floor * 1e6:,.0f} µs" if floor else ""
    print(f"\n{what}: {each * 1e6:,.0f} µs{ratio}")  # noqa: T201 - a bench is read, not asserted


@pytest.fixture
def full_desk(tmp_path: Path) -> TestDesk:
    return a_full_desk(tmp_path)


def a_full_desk(tmp_path: Path) -> TestDesk:
    desk = TestDesk(tmp_path)
    with desk.store.writing() as tx:
        for n in range(LEADS):
            lead = a_lead(f"lead-{n:05d}", f"Person {n}", phones=(f"+1423555{n:04d}",), emails=())
            desk.desk.book.put_lead(tx, lead, from_hub=True)
        desk.desk.book.replan(tx, tx.lead_ids(), MONDAY)
    return desk


def test_logging_an_outcome(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """One desk tells what it says, one like it is timed while nobody listens, and a copy hears the same words."""
    timed = a_full_desk(tmp_path_factory.mktemp("timed"))
    heard = Heard(monkeypatch)
    told = a_full_desk(tmp_path_factory.mktemp("told"))
    # what first uses load later ones find loaded
    for n in range(TIMES):
        _log(told, n)
        _log(timed, n)
    raw = copy_of(told.path, KEY, told.path.with_name("copy.db"))
    ours, floor, said = [], [], 0
    for n in range(TIMES, 2 * TIMES):
        heard.during(lambda n=n: _log(told, n))  # type: ignore[misc]
        floor.append(say(raw, heard.said))
        ours.append(_seconds(lambda n=n: _log(timed, n)))  # type: ignore[misc]
        said = len(heard.said)
    each, least = statistics.median(ours), statistics.median(floor)
    _tell(f"log an outcome, {said} statements with the commit to the disk", each, least)


def _log(desk: TestDesk, n: int) -> None:
    desk.clock.at += timedelta(seconds=1)
    desk.desk.activities.log(Note(f"lead-{n:05d}", Kind.NO_ANSWER))


@pytest.mark.parametrize(("shown", "part"), [("the top 50", "first"), ("a window's worth", "today")])
def test_reading_the_queue(full_desk: TestDesk, shown: str, part: str) -> None:
    """The floor reads what the line of each lead is made of, in the queue's order; who may be called, and why, is ours.

    In time of the processor: when nothing was saved since and a minute has passed, when an outcome was, and when the
    program has just begun.
    """
    desk, ours = full_desk, full_desk.desk.queue
    _tell_read(desk, f"queue, {shown}", getattr(ours, part), 50 if part == "first" else 500, FIRST_CALLS)
    begun = [_spent(getattr(Queue(desk.store, desk.clock, desk.desk.book), part)) for _ in range(9)]
    print(f"the first time: {statistics.median(begun) * 1e6:,.0f} µs")  # noqa: T201 - it is read


def _tell_read(desk: TestDesk, what: str, read: Callable[[], object], many: int, part: int) -> None:
    """Each round the statement and ours are asked in the same state: when a moment has passed, and after an outcome."""
    desk.desk.queue.today()
    read()
    for when, happens in (("a moment later", False), ("after an outcome", True)):
        ours, raw = [], []
        for n in range(31):
            for work, spent in ((read, ours), (lambda: _raw_queue(desk, part, many), raw)):
                desk.clock.at += timedelta(seconds=10)
                if happens:
                    _log(desk, 2 * n + (spent is raw))
                spent.append(_spent(work))
        _tell(f"{what}, {when}", statistics.median(ours), statistics.median(raw))


def _raw_queue(desk: TestDesk, part: int, many: int) -> None:
    with desk.store.database.lent() as conn:
        conn.ask(_SHOWN, part, many)


@pytest.fixture(scope="module")
def long_desk(tmp_path_factory: pytest.TempPathFactory) -> TestDesk:
    """A hundred thousand leads, and as many notes on them."""
    desk, chance = TestDesk(tmp_path_factory.mktemp("long")), random.Random(7)
    for start in range(0, MANY_LEADS, 5_000):
        with desk.store.writing() as tx:
            tx.put_leads([(_somebody(n, chance), True) for n in range(start, start + 5_000)])
            for n in range(start, start + 5_000):
                tx.add_activity(_note(n, f"lead-{chance.randrange(start + 5_000):06d}", chance))
    return desk


def _somebody(n: int, chance: random.Random) -> Lead:
    name = f"{chance.choice(SYLLABLES)}{chance.choice(SYLLABLES)} {_surname(chance)}".title()
    lead = a_lead(f"lead-{n:06d}", name, phones=(f"+1{chance.randrange(201, 989)}555{n % 10_000:04d}",), emails=())
    mail = (f"{name.replace(' ', '.').lower()}{n}@example.com",)
    return msgspec.structs.replace(
        lead,
        received_at=MONDAY - timedelta(minutes=MANY_LEADS - n),
        borrower=msgspec.structs.replace(lead.borrower, emails=mail),
    )


def _surname(chance: random.Random) -> str:
    return "".join(chance.choices(SYLLABLES, k=3))


def _note(n: int, lead_id: str, chance: random.Random) -> Activity:
    at = MONDAY - timedelta(seconds=MANY_LEADS - n)
    words = " ".join([*chance.choices(SAID, k=6), _surname(chance), *chance.choices(SAID, k=6)])
    return Activity(
        activity_id=f"note-{n:06d}", lead_id=lead_id, kind=Kind.NOTE, actor_id="", began_at=at, logged_at=at, note=words
    )


def _typed(desk: TestDesk, chance: random.Random) -> dict[str, list[str]]:
    """Return what is typed letter by letter towards a name, a number, a note, and a name with a note."""
    with desk.store.reading() as tx:
        leads = [held.lead for held in tx.held([f"lead-{chance.randrange(MANY_LEADS):06d}" for _ in range(60)])]
        notes = [tx.activity(f"note-{chance.randrange(MANY_LEADS):06d}") for _ in range(60)]
    written = [(note.note.split(), tx_lead) for note, tx_lead in zip(notes, leads, strict=False) if note]
    wanted = {
        "a name": [lead.name for lead in leads],
        "a number": [phone.number[2:] for lead in leads for phone in lead.phones],
        "a rare word of a note": [words[6] for words, _ in written],
        "words of a note": [" ".join(words[4:7]) for words, _ in written],
        "a name and a word of notes": [f"{lead.name.split()[0]} {words[0]}" for words, lead in written],
    }
    return {what: [all_[:n] for all_ in some for n in range(1, len(all_) + 1)] for what, some in wanted.items()}


def test_searching(long_desk: TestDesk) -> None:
    """Each letter typed is a search of names and notes; the floor is both indexes asked for fifty rows.

    In time of the processor, for a bench is seldom alone on its machine.
    """
    desk, every = long_desk, ([], [])
    for what, typed in _typed(desk, random.Random(11)).items():
        ours = [_spent(lambda words=words: desk.desk.leads.find(words, 12)) for words in typed]
        with desk.store.database.lent() as conn:
            floor = [_spent(lambda words=words: _raw(conn, words)) for words in typed]
        _tell_spread(f"search while typing {what}", ours, floor)
        every[0].extend(ours)
        every[1].extend(floor)
    _tell_spread("search while typing, all of it", *every)


def _raw(conn: Connection, words: str) -> None:
    asked = " AND ".join(f'"{part.rjust(3)}"' for part in parts_of(words))
    for index in ("lead_search", "note_search"):
        conn.ask(f"SELECT rowid FROM {index} WHERE {index} MATCH ? LIMIT 50", asked)


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _spent(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _tell_spread(what: str, ours: list[float], floor: list[float]) -> None:
    ours, floor = sorted(ours), sorted(floor)

    def at(times: list[float], share: float) -> float:
        return times[min(int(len(times) * share), len(times) - 1)]

    spread = ", ".join(
        f"p{round(share * 100)} {at(ours, share) * 1e3:.2f} ms (floor {at(floor, share) * 1e3:.2f})"
        for share in (0.5, 0.95, 0.99)
    )
    print(f"\n{what}, {len(ours):,} times: {spread}; p95 {at(ours, 0.95) / at(floor, 0.95):.1f} x")  # noqa: T201 - it is read
