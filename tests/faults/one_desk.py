"""A desk with a lead and two calls, as files that are put back before every try."""

from __future__ import annotations

import shutil
from contextlib import closing
from itertools import count
from pathlib import Path

from app.desktop.activities import Note
from app.domain.activity import Kind
from tests.desks import MONDAY, TestDesk, a_lead
from tests.faults.desk_victims import LEAD

FILES = ("desktop.db", "desktop.db-wal")
#: pages of the write-ahead log after which a commit also writes them back into the database
_WRITTEN_BACK_AFTER, _FRAME, _WAL_HEAD = 1000, 4096 + 24, 32


def make_desks(live: Path, short: Path, full: Path) -> dict[str, Path]:
    """Make one whose log is short, and the same one whose next commit writes the log back as well."""
    ada = TestDesk(live, MONDAY)
    with closing(ada.store):
        ada.put(a_lead(LEAD), from_hub=True)
        for _ in range(2):
            ada.pass_time(minutes=10)
            ada.desk.activities.log(Note(lead_id=LEAD, kind=Kind.NO_ANSWER))
        _copy(live, short)
        log = live / "desktop.db-wal"
        for n in count():
            if log.stat().st_size > _WAL_HEAD + (_WRITTEN_BACK_AFTER - 5) * _FRAME:
                break
            with ada.store.writing() as tx:
                tx.put_fact("filler", str(n).encode())
        _copy(live, full)
    return {"short": short, "full": full}


def put_back(desk: Path, folder: Path) -> None:
    for file in folder.iterdir():
        file.unlink()
    _copy(desk, folder)


def _copy(one: Path, other: Path) -> None:
    for name in FILES:
        shutil.copyfile(one / name, other / name)
