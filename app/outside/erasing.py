"""A desk's data made unreadable: the key is thrown away, and the files go before the next start."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from glob import escape
from pathlib import Path
from typing import Protocol

from app.errors import StoreUnusable
from app.paths import recovery_file, wiped_mark, wiped_note

_WIPED = (
    "This desk was wiped on its company's word, and is empty now. What it had handed in is at the hub. "
    "Ask your manager or IT for a code to connect it again."
)


class Forgetful(Protocol):
    def forget(self) -> None: ...


class Eraser:
    """Wipes one profile. The files themselves stay as long as a window has them open: another thread would make new
    ones in their place, under a key that is kept nowhere.
    """

    def __init__(self, database: Path, keychain: Forgetful) -> None:
        self._database, self._keychain = database, keychain
        self._mark, self._note = wiped_mark(database), wiped_note(database)

    def erase(self) -> None:
        """Throw the key away; from then on nobody can read the files. Raises NoKey where the keyring keeps it.

        The company's recovery key would still open them, so the file that is sealed to it goes first.
        """
        self._mark.touch(mode=0o600)
        # one that cannot be removed now must not keep the key: it goes with the rest at the next start
        with suppress(OSError):
            self._remove(recovery_file(self._database).name)
        self._keychain.forget()

    def finish(self, say: Callable[[str], None]) -> None:
        """Remove what a wipe left behind; called at the start, before the database is opened.

        That is said this once: an empty desk would look like one that lost everything.
        """
        if not self._mark.exists():
            return
        try:
            # a wipe that was cut off between the two has its key still
            self._keychain.forget()
            # its journals, its backups, and what was put aside of a damaged one
            self._remove(self._database.name)
            # as old as the wipe: for whoever looks at the window and not at a terminal
            self._mark.replace(self._note)
        except OSError as problem:
            raise StoreUnusable(
                f"This desk was wiped, and its file cannot be removed: {problem.strerror}.",
                "Close Followthrough everywhere, or name another --data-dir.",
            ) from None
        say(_WIPED)

    def wiped_at(self) -> datetime | None:
        """Return when this profile was last wiped, None if never."""
        return wiped_at(self._database)

    def _remove(self, name: str) -> None:
        """Remove every file whose name begins like this, but for the mark."""
        for path in self._database.parent.glob(f"{escape(name)}*"):
            if path != self._mark:
                path.unlink(missing_ok=True)


def wiped_at(database: Path) -> datetime | None:
    """Return when the profile of this database was last wiped, None if never."""
    try:
        return datetime.fromtimestamp(wiped_note(database).stat().st_mtime, UTC)
    except OSError:
        return None
