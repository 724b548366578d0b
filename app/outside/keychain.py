"""The database key: from the operating system's keyring, or from a key file that was named on purpose."""

from __future__ import annotations

import os
import secrets
import stat
import sys
from dataclasses import dataclass
from pathlib import Path

from app.errors import NoKey

KEY_BYTES = 32
SERVICE = "Followthrough"
REMEDY = "Unlock or install the system's keyring, or name a key file with --key-file."


@dataclass(frozen=True, slots=True)
class KeyringKey:
    """Keeps the key in the system's keyring under the database's path, and nothing else there."""

    account: str

    def key(self, *, make: bool) -> bytes:
        """Return the 32-byte key; `make` allows a new one for a database that does not exist yet.

        Raises NoKey where there is no keyring, it is locked, or it lost the key of a database that exists.
        """
        import keyring
        from keyring.errors import KeyringError

        try:
            found = keyring.get_password(SERVICE, self.account)
            if found is None and make:
                found = secrets.token_bytes(KEY_BYTES).hex()
                keyring.set_password(SERVICE, self.account, found)
                if keyring.get_password(SERVICE, self.account) != found:
                    raise NoKey("The system's keyring did not keep the database key.", REMEDY)
        except KeyringError as error:
            raise NoKey("There is no keyring to keep the database key in, or it is locked.", REMEDY) from error
        if found is None:
            raise NoKey(
                f"The system's keyring holds no key for {self.account}.",
                "If its folder was moved, move it back; else restore the keyring. The database was left untouched.",
            )
        return _read(found, "The key in the system's keyring")

    def forget(self) -> None:
        """Remove the key, and with it the way to read its database. Raises NoKey where the keyring does not let go."""
        import keyring
        from keyring.errors import KeyringError

        try:
            if keyring.get_password(SERVICE, self.account) is not None:
                keyring.delete_password(SERVICE, self.account)
        except KeyringError as error:
            raise NoKey("The system's keyring does not let go of the database key.", REMEDY) from error


class FileKey:
    """Keeps the key in a file of its owner alone (mode 0600), as 64 hexadecimal digits."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def key(self, *, make: bool) -> bytes:
        """Return the key, made if the file is absent and `make` allows it. Raises NoKey naming the file."""
        try:
            text = self._path.read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return self._make() if make else self._refuse("is missing, and the database it belongs to is there")
        except (OSError, UnicodeDecodeError):
            return self._refuse("cannot be read")
        if sys.platform != "win32" and stat.S_IMODE(self._path.stat().st_mode) & 0o077:
            self._refuse("may be read by others", f"Run: chmod 600 {self._path}")
        return _read(text, f"The key file {self._path}")

    def forget(self) -> None:
        """Overwrite and remove the key file."""
        try:
            with self._path.open("r+b") as file:
                file.write(b"0" * self._path.stat().st_size)
                file.flush()
                os.fsync(file.fileno())
            self._path.unlink()
        except FileNotFoundError:
            pass
        except OSError:
            self._refuse("cannot be removed", "Remove it by hand: this desk is to be wiped.")

    def _make(self) -> bytes:
        key = secrets.token_bytes(KEY_BYTES)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(key.hex() + "\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError:
            return self._refuse("cannot be written")
        return key

    def _refuse(self, what: str, remedy: str = "Name the key file this database was made with.") -> bytes:
        raise NoKey(f"The key file {self._path} {what}.", remedy)


def _read(text: str, what: str) -> bytes:
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise NoKey(f"{what} is not a key of 32 bytes.", "Use the key this database was made with.")
    return key
