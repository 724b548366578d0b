"""A desk's data made unreadable: the key is thrown away, and the files go before the next start."""

from __future__ import annotations

from glob import escape
from pathlib import Path
from typing import Protocol

from app.errors import StoreUnusable


class Forgetful(Protocol):
    def forget(self) -> None: ...


class Eraser:
    """Wipes one profile. The files themselves stay as long as a window has them open: another thread would make new
    ones in their place, under a key that is kept nowhere.
    """

    def __init__(self, database: Path, keychain: Forgetful) -> None:
        self._database, self._keychain = database, keychain
        self._mark = database.with_name(f"{database.name}.wiped")

    def erase(self) -> None:
        """Throw the key away; from then on nobody can read the files. Raises NoKey where the keyring keeps it."""
        self._mark.touch(mode=0o600)
        self._keychain.forget()

    def finish(self) -> None:
        """Remove what a wipe left behind; called at the start, before the database is opened."""
        if not self._mark.exists():
            return
        try:
            # a wipe that was cut off between the two has its key still
            self._keychain.forget()
            # its journals, its backups, and what was put aside of a damaged one
            for path in self._database.parent.glob(f"{escape(self._database.name)}*"):
                if path != self._mark:
                    path.unlink(missing_ok=True)
            self._mark.unlink()
        except OSError as problem:
            raise StoreUnusable(
                f"This desk was wiped, and its file cannot be removed: {problem.strerror}.",
                "Close Followthrough everywhere, or name another --data-dir.",
            ) from None
