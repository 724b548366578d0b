"""The file that hands an appointment to the calendar, for as long as it takes to be read."""

from __future__ import annotations

import secrets
from pathlib import Path

from app.errors import StoreUnusable
from storage.files import make_private


class CalendarFiles:
    """Beside the database, so that a wipe takes it along, and for its owner alone: it names a borrower.

    Its own name says nothing of anybody. One stays until the next is written or the desk is closed: when a
    calendar has read it nobody tells.
    """

    def __init__(self, database: Path) -> None:
        self._database = database

    def put(self, text: str) -> Path:
        """Write a file and return where it is; raises StoreUnusable where the disk does not let it."""
        file = self._database.with_name(f"{self._database.name}.calendar-{secrets.token_hex(4)}.ics")
        try:
            self.clear()
            make_private(file)
            file.write_text(text, encoding="utf-8", newline="")
        except OSError as problem:
            raise StoreUnusable(
                f"The calendar file cannot be written: {problem.strerror}.", "Look whether the disk is full."
            ) from problem
        return file

    def clear(self) -> None:
        for file in self._database.parent.glob(f"{self._database.name}.calendar-*.ics"):
            file.unlink(missing_ok=True)
