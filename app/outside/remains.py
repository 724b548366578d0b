"""What is left of a desk in its folder, looked at before anything is opened or made there."""

from __future__ import annotations

from glob import escape
from pathlib import Path

import msgspec

from app.desktop.doctor import PARTS, Check, check_failed, not_looked_at
from app.desktop.recovering import Keychain, Locked, naming_recovery
from app.errors import KeyLost, NoKey
from app.outside.erasing import wiped_at
from app.paths import recovery_file, wiped_mark

_GONE = "There was a desk here: its database and its backups are gone, and {} is still there."
_PUT_BACK = "Put {0} or a backup of it back from a copy of this folder; the next start makes a new, empty desk."
_WIPED = "wiped on its company's word{}; what it had handed in is at the hub"
_NOTHING_YET = "none yet; made when Followthrough is first started"


class Remains(msgspec.Struct, frozen=True):
    """Where a desk's database is or was, and its key; nothing here makes or changes either."""

    database: Path
    found: Locked
    keychain: Keychain

    def key(self) -> bytes:
        """Return the key of what is there; raises NoKey with the remedy."""
        with naming_recovery(self.found):
            return self.keychain.key(make=False)

    def told(self) -> list[Check]:
        """Return the findings where there is no desk to look at; none where there is one."""
        if wiped_mark(self.database).exists() or (wiped_at(self.database) and not self.found.is_there):
            return self._wiped()
        if self.found.is_there:
            return []
        try:
            self.keychain.key(make=False)
        except KeyLost:
            left = self._left()
            return self._gone(left[0]) if left else _fresh()
        except NoKey as trouble:
            return check_failed("keyring", trouble)
        return self._gone("its key")

    def _left(self) -> list[str]:
        """Return the names of what only a desk leaves: its sealed key, and what was put aside of a damaged one."""
        named = [recovery_file(self.database), *self.database.parent.glob(f"{escape(self.database.name)}.damaged-*")]
        return [file.name for file in named if file.exists()]

    def _gone(self, left: str) -> list[Check]:
        return _ends_at_database(Check("database", ok=False, detail=_GONE.format(left), fix=self._put_back()))

    def _put_back(self) -> str:
        return _PUT_BACK.format(self.database.name)

    def _wiped(self) -> list[Check]:
        at = wiped_at(self.database)
        detail = _WIPED.format(f" on {at:%Y-%m-%d %H:%M} UTC" if at else "")
        fix = "Ask your manager or IT for a code to connect it again."
        return _ends_at_database(Check("database", ok=False, detail=detail, fix=fix))


def _ends_at_database(database: Check) -> list[Check]:
    keyring = Check("keyring", ok=True, detail="not asked: there is no database to open")
    return [keyring, database, *not_looked_at("hub", "there is no database", "Mend the database first.")]


def _fresh() -> list[Check]:
    return [Check(part, ok=True, detail=_NOTHING_YET) for part in PARTS[PARTS.index("keyring") :]]
