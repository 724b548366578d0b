"""A long file brought in: beside its rows read and inserted with no questions, and what the window feels of it.

There are two floors: a row of the file as a row of one table, and all rows a desk keeps of it as they end up. What is
done is counted in seconds of the processor, for a bench is seldom alone on its machine.
"""

from __future__ import annotations

import csv
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.leadfiles.batches import BATCH
from app.leadfiles.peeking import peek_lead_file
from storage.engine import open_sqlcipher, writing
from tests.desks import KEY, TestDesk
from ui.icons import Icons
from ui.intake.import_dialog import ImportDialog
from ui.intake.outcome import ImportOutcome
from ui.office import Office, take_seat
from ui.refresh import Refresh
from ui.tasks import Workers
from ui.theme import Look, Scheme
from ui.trouble import Trouble

pytestmark = pytest.mark.long
ROWS = 50_000
#: what a desk keeps of a lead: table, columns, and those of so many leads
KEPT = (
    ("lead", "rowid, lead_id, body, received_at, from_hub", "rowid > ? AND rowid <= ?"),
    ("lead_key", "key, lead_id, kind, name", "lead_id IN (SELECT lead_id FROM lead WHERE rowid > ? AND rowid <= ?)"),
    (
        "bearing",
        "lead_no, manner_no, planned_at, due_at, until_at, revisit_at, tries, key, ring_at",
        "lead_no > ? AND lead_no <= ?",
    ),
    ("gist", "lead_no, body", "lead_no > ? AND lead_no <= ?"),
    ("lead_search", "rowid, words", "rowid > ? AND rowid <= ?"),
    ("note", "note_no, lead_no, source, at", "lead_no > ? AND lead_no <= ?"),
    (
        "note_search",
        "rowid, words, who",
        "rowid IN (SELECT note_no FROM note WHERE lead_no > ? AND lead_no <= ?)",
    ),
)
Kept = list[tuple[str, list[tuple[Any, ...]]]]
#: the window's own timer asks this often for its turn
EVERY_MS = 5
PATIENCE_S = 900.0
HEAD = "First Name,Last Name,Phone,Email,City,State,Zip,Loan Purpose,Loan Amount,Created Time,Source,Best Time,Notes\n"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("file") / "fifty.csv"
    with path.open("w", encoding="utf-8") as out:
        out.write(HEAD)
        for n in range(ROWS):
            phone = f"({200 + n % 700:03d}) {200 + n // 700 % 700:03d}-{n % 10_000:04d}"
            out.write(
                f"Person{n},Surname{n % 5000},{phone},p{n}@example.com,Louisville,KY,40202,Refinance,{200_000 + n},"
                f"2026-11-{1 + n % 20:02d} 10:00,Web,morning,some note here {n}\n"
            )
    return path


def seconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def read_and_inserted(file: Path, folder: Path) -> None:
    """Do the least there is to do: a row of the file is a row of an encrypted table, a transaction for each batch."""
    engine = open_sqlcipher(folder / "floor.db", KEY)
    with writing(engine) as conn:
        conn.exec_driver_sql("CREATE TABLE lead (lead_id INTEGER PRIMARY KEY, body TEXT)")
    with file.open(encoding="utf-8", newline="") as held:
        rows = [("\x1f".join(row),) for row in csv.reader(held)]
    with engine.connect() as conn:
        raw = conn.connection.driver_connection
        assert raw is not None
        for start in range(0, len(rows), BATCH):
            raw.execute("BEGIN IMMEDIATE")
            raw.executemany("INSERT INTO lead (body) VALUES (?)", rows[start : start + BATCH])
            raw.execute("COMMIT")


def kept_of(ada: TestDesk, start: int, end: int) -> Kept:
    """Return what a desk keeps of some leads, as statements and their rows."""
    with ada.store.reading() as tx:
        return [
            (
                f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * (columns.count(',') + 1))})",
                tx.conn.ask(f"SELECT {columns} FROM {table} WHERE {of}", start, end),
            )
            for table, columns, of in KEPT
        ]


def read_and_kept(file: Path, kept: list[Kept], folder: Path) -> float:
    """Do the least there is to do for all that is kept: the file is read, and the very rows are inserted."""
    folder.mkdir()
    with TestDesk(folder).store.database.lent() as conn:
        raw = conn.driver
        raw.execute("PRAGMA foreign_keys = OFF")

        def work() -> None:
            with file.open(encoding="utf-8", newline="") as held:
                list(csv.reader(held))
            for statements in kept:
                raw.execute("BEGIN IMMEDIATE")
                for statement, rows in statements:
                    raw.executemany(statement, rows)
                raw.execute("COMMIT")

        return seconds(work)


def test_a_long_file_and_its_beginning(file: Path, tmp_path: Path) -> None:
    floor = seconds(lambda: read_and_inserted(file, tmp_path))
    ada = TestDesk(tmp_path)
    data = file.read_bytes()
    peek = seconds(lambda: peek_lead_file(data, now=ada.clock.now(), zone="America/New_York"))
    reading = ada.desk.intake.read(file.name, data, "America/New_York")
    read = seconds(lambda: ada.desk.intake.read(file.name, data, "America/New_York"))
    nobody = seconds(lambda: ada.desk.duplicates.find(reading))
    written = seconds(lambda: ada.desk.intake.bring_in(reading))
    everybody = seconds(lambda: ada.desk.duplicates.find(reading))
    again = seconds(lambda: ada.desk.intake.bring_in(reading))
    batches = [kept_of(ada, start, start + BATCH) for start in range(0, ROWS, BATCH)]
    kept = read_and_kept(file, batches, tmp_path / "kept")
    both = read + written
    print(  # noqa: T201 - a bench is read, not asserted
        f"\n{ROWS:,} rows, seconds of the processor: beginning {peek:.2f}; read {read:.1f}; looked who is here "
        f"{nobody:.1f}, and when all are {everybody:.1f}; written {written:.1f}, and once more {again:.1f}; read and "
        f"inserted with no questions into one table {floor:.2f}, {both / floor:.1f} x; with all that is kept "
        f"{kept:.2f}, {both / kept:.1f} x"
    )


@pytest.fixture
def workers(qapp: QApplication) -> Workers:
    made = Workers()
    made.begin()
    return made


def test_the_window_while_a_long_file_is_brought_in(
    file: Path, tmp_path: Path, qapp: QApplication, workers: Workers
) -> None:
    ada, look, trouble = TestDesk(tmp_path), Look(Scheme.LIGHT), Trouble()
    look.dress(qapp)
    seat = replace(take_seat(ada.desk), zone="America/New_York")
    dialog = ImportDialog(Office(ada.desk, workers, Refresh(), look, Icons(look), trouble, seat))
    turns: list[float] = []
    timer = QTimer()
    timer.setInterval(EVERY_MS)
    timer.timeout.connect(lambda: turns.append(time.perf_counter()))
    dialog.show()
    timer.start()

    def until(there: Callable[[], bool]) -> tuple[float, list[float]]:
        turns.clear()
        begun = time.perf_counter()
        while not there() and time.perf_counter() - begun < PATIENCE_S:
            qapp.processEvents()
            qapp.sendPostedEvents()
        assert there()
        return time.perf_counter() - begun, sorted((b - a) * 1000 for a, b in pairwise(turns))

    until(lambda: len(turns) > 1)
    dialog.run([file])
    shown, _ = until(lambda: dialog.page is dialog.preview)
    read, reading = until(lambda: dialog._is_compared)
    dialog.go_on()
    taken, writing_gaps = until(lambda: isinstance(dialog.page, ImportOutcome))
    dialog.close()
    workers.finish()
    for what, length, gaps in (("read in the background", read, reading), ("brought in", taken, writing_gaps)):
        p99 = gaps[len(gaps) * 99 // 100]
        over = sum(gap > 50 for gap in gaps)
        print(  # noqa: T201 - a bench is read, not asserted
            f"\n{what}: {length:.1f} s; between two turns of the window p99 {p99:.1f} ms, at most {gaps[-1]:.1f} ms; "
            f"{over} of {len(gaps):,} over 50 ms"
        )
    print(f"first rows in sight after {shown * 1000:.0f} ms")  # noqa: T201 - a bench is read, not asserted
