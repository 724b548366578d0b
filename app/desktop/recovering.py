"""A lost database key put back with the company's recovery key: looked at, tried, and only then kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import msgspec

from app.desktop.recovered import Recovered, recovery_words
from app.errors import BadInput, KeyLost, StoreUnreadable, StoreUnusable
from app.named_files import read_named, shown_name
from app.protocol.recovery_key import PrivateHalf, read_file
from app.protocol.sealed_key import SealBroken, SealedKey, read_sealed, unseal

Answer = dict[str, Any]


class Keychain(Protocol):
    """Where the key was, and goes; `put` raises NoKey rather than replace another key."""

    def key(self, *, make: bool) -> bytes: ...
    def put(self, key: bytes) -> None: ...


class Locked(Protocol):
    """A database nobody has opened yet, and what is sealed beside it."""

    name: str
    recovery_name: str

    @property
    def is_there(self) -> bool: ...
    def opens_with(self, key: bytes) -> bool: ...
    def sealed(self) -> bytes | None: ...


class Recovering(msgspec.Struct, frozen=True):
    """What `recover` works with. `opened` opens the database once, and tells what became of it if it was damaged."""

    database: Locked
    keychain: Keychain
    kept_in: str
    opened: Callable[[], Recovered | None]

    def recover(self, file: Path | None) -> Answer:
        """`recover [--recovery-key FILE]`: put the key back; without a file, say which recovery key it takes.

        Nothing is written before the key was seen to open the database. Raises BadInput for a file that does not fit,
        StoreUnusable, SealBroken or NoKey for what is on this machine.
        """
        database = self.database
        if not database.is_there:
            raise StoreUnusable(
                f"There is no database {database.name} here to recover.", "Name the profile's folder with --data-dir."
            )
        lost = self._lost()
        if lost is None:
            why = f"there is nothing to do: the key in {self.kept_in} opens it"
            return {"recovered": False, "why": why, "database": self._open_words()}
        sealed = self._sealed()
        if file is None:
            raise _naming(lost, sealed)
        half = read_file(read_named(file), shown_name(file))
        _check_fits(half, sealed, shown_name(file))
        key = unseal(sealed, half, database.recovery_name)
        if not database.opens_with(key):
            raise StoreUnreadable(
                f"The key in {database.recovery_name} opens nothing of {database.name}: it is another database's.",
                "Put the recovery file there that belongs to it; nothing was changed.",
            )
        self.keychain.put(key)
        return {
            "recovered": True,
            "key": f"put into {self.kept_in}",
            "recovery_key": sealed.key_id,
            "company": sealed.company or None,
            "sealed_at": sealed.sealed_at.isoformat(),
            "database": self._open_words(),
        }

    def _lost(self) -> KeyLost | StoreUnreadable | None:
        """Return in which way the key is lost, None where the one that is there opens the database."""
        try:
            present = self.keychain.key(make=False)
        except KeyLost as lost:
            return lost
        if self.database.opens_with(present):
            return None
        return StoreUnreadable(f"The key in {self.kept_in} opens nothing of {self.database.name}.")

    def _sealed(self) -> SealedKey:
        raw = self.database.sealed()
        if raw is None:
            raise StoreUnusable(
                f"There is no {self.database.recovery_name} beside the database.",
                "A desk writes one once its company has a recovery key; without it the key is where it was or nowhere. "
                "Nothing was changed.",
            )
        return read_sealed(raw, self.database.recovery_name)

    def _open_words(self) -> str:
        mended = self.opened()
        return "opens, and nothing of it was damaged" if mended is None else recovery_words(mended)


def _check_fits(half: PrivateHalf, sealed: SealedKey, name: str) -> None:
    if half.key_id == sealed.key_id:
        return
    if half.hub_id and half.hub_id != sealed.hub_id:
        raise BadInput(
            f"{name} is a recovery key of {half.company or half.hub_id}, and this desk is one of "
            f"{sealed.company or sealed.hub_id}.",
            f"Use that company's key {sealed.key_id}; nothing was changed.",
        )
    raise BadInput(
        f"{name} is recovery key {half.key_id}, and this desk's database key is sealed to {sealed.key_id}.",
        f"Use {sealed.key_id}; nothing was changed.",
    )


@contextmanager
def naming_recovery(database: Locked) -> Iterator[None]:
    """Have a key that is lost be told with the way back, where there is one."""
    try:
        yield
    except (KeyLost, StoreUnreadable) as trouble:
        raw = database.sealed()
        if raw is None:
            raise
        try:
            sealed = read_sealed(raw, database.recovery_name)
        except SealBroken:
            raise trouble from None
        raise _naming(trouble, sealed) from None


def _naming(trouble: KeyLost | StoreUnreadable, sealed: SealedKey) -> KeyLost | StoreUnreadable:
    of_whom = f" of {sealed.company}" if sealed.company else ""
    way = f"Have IT run here: recover --recovery-key FILE, with recovery key {sealed.key_id}{of_whom}."
    return type(trouble)(trouble.happened, f"{way} Else: {trouble.remedy}" if trouble.remedy else way)
