"""What a desk does in a process of its own while its disk refuses to write."""

from __future__ import annotations

import os
import resource
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Event
from typing import Any

from app.errors import FollowthroughError, StoreUnusable
from tests.desks import TestDesk
from tests.faults.desk_picture import picture_of
from tests.faults.desk_victims import THEN, log
from tests.faults.disk import Disk
from tests.faults.one_desk import put_back
from tests.faults.points import Points

OUTCOME = "no_answer"
NOBODY = 65534


@dataclass(frozen=True)
class Refusal:
    """The error the disk answers with, once or until somebody mends it."""

    code: int
    lasts: bool


@dataclass(frozen=True)
class Tried:
    """What came of one refusal; `said` is "" where the outcome was called saved, else what the officer was told.

    `left` is the database afterwards, and `again` once the disk was mended and the next outcome logged.
    """

    place: str
    said: str
    left: dict[str, Any]
    again: dict[str, Any]


def refuse_everywhere(told: Connection, desk: Path, folder: Path, refusal: Refusal) -> None:
    """Log an outcome again and again, each time refused at the next place; say what came of each, then what is right.

    What is right is the database before the outcome, after one, after two and after three.
    """
    points = Points(0, lambda: refusal.code, lasts=refusal.lasts)
    Disk(points.reach)
    told.send(_pictures(desk, folder))
    for points.at in count():
        put_back(desk, folder)
        points.names.clear()
        ada = TestDesk(folder, THEN)
        points.arm()
        said = _try_to_log(ada)
        points.disarm()
        left, again = _left(ada, folder), _after_another(folder)
        if len(points.names) <= points.at:
            break
        told.send(Tried(points.names[points.at], said, left, again))


def _pictures(desk: Path, folder: Path) -> list[dict[str, Any]]:
    put_back(desk, folder)
    return [picture_of(folder / "desktop.db"), *(_after_another(folder) for _ in range(2))]


def _try_to_log(ada: TestDesk) -> str:
    try:
        log(ada, OUTCOME)
    except StoreUnusable as told:
        return str(told)
    return ""


def _left(ada: TestDesk, folder: Path) -> dict[str, Any]:
    ada.store.close()
    return picture_of(folder / "desktop.db")


def _after_another(folder: Path) -> dict[str, Any]:
    ada = TestDesk(folder, THEN)
    log(ada, OUTCOME)
    return _left(ada, folder)


def log_beyond_a_limit(told: Connection, folder: Path, limit: int) -> None:
    """Log until no file may grow beyond so many bytes; say how many were saved and what was said of the next."""
    ada = TestDesk(folder, THEN)
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    saved, said = 0, ""
    while not said:
        said = _try_to_log(ada)
        saved += not said
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    told.send((saved, said, _try_to_log(ada)))
    ada.store.close()


def log_where_nothing_may_be_written(told: Connection, folder: Path) -> None:
    """Try to open the desk and log, as somebody whom permissions bind; say what was said."""
    if os.geteuid() == 0:
        os.setuid(NOBODY)
    try:
        ada = TestDesk(folder, THEN)
        with closing(ada.store):
            log(ada, OUTCOME)
        told.send("")
    except FollowthroughError as trouble:
        told.send(str(trouble))


def hold_the_database(told: Connection, folder: Path) -> None:
    """Begin to write and go on for as long as the process lives."""
    ada = TestDesk(folder, THEN)
    with ada.store.writing() as tx:
        tx.put_fact("held", b"1")
        told.send("held")
        Event().wait()
