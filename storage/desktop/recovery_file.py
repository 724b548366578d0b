"""The file beside a desk's database that holds its key, sealed; and a database looked at before anybody opens it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from app.errors import StoreUnusable
from app.paths import recovery_file, wiped_mark
from storage.desktop.files import is_new
from storage.desktop.mending import is_key
from storage.desktop.pages import SALT
from storage.files import make_private, put_in_place


class SealedBeside:
    """The recovery file of a database that is open; `database` tells it from others, `key` is what is to be sealed."""

    def __init__(self, path: Path, key: bytes) -> None:
        self.key = key
        self._path, self._file = path, recovery_file(path)

    @property
    def database(self) -> bytes:
        try:
            with self._path.open("rb") as file:
                return file.read(SALT)
        except OSError as problem:
            raise StoreUnusable(f"{self._path.name} cannot be read: {problem.strerror}.") from None

    def read(self) -> bytes | None:
        return _content(self._file)

    def write(self, content: bytes) -> None:
        """Put it there whole or not at all, for its owner alone; to be called by one at a time."""
        unfinished = self._file.with_name(f"{self._file.name}.unfinished")
        try:
            unfinished.unlink(missing_ok=True)
            make_private(unfinished)
            unfinished.write_bytes(content)
            put_in_place(unfinished, self._file)
            if wiped_mark(self._path).exists():
                # it was wiped meanwhile: whoever wipes sets the mark first and then removes what is there
                self._file.unlink(missing_ok=True)
        except OSError as problem:
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)
            raise StoreUnusable(f"{self._file.name} could not be written: {problem.strerror}.") from None

    def remove(self) -> None:
        try:
            self._file.unlink(missing_ok=True)
        except OSError as problem:
            raise StoreUnusable(f"{self._file.name} could not be removed: {problem.strerror}.") from None


class LockedDesk:
    """A desk's database as somebody finds it who has no key yet; nothing here changes a byte of it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.name = path.name
        self.recovery_name = recovery_file(path).name

    @property
    def is_there(self) -> bool:
        return not is_new(self._path)

    def opens_with(self, key: bytes) -> bool:
        """Return whether the key opens anything that is left: a page, or a backup."""
        return is_key(self._path, key)

    def sealed(self) -> bytes | None:
        """Return what the recovery file holds, None where there is none."""
        return _content(recovery_file(self._path))


def _content(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as problem:
        raise StoreUnusable(f"{file.name} cannot be read: {problem.strerror}.", "Check its permissions.") from None
