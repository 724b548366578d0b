"""The database key: from the operating system's keyring, or from a key file that was named on purpose."""

from __future__ import annotations

import os
import secrets
import stat
import sys
from pathlib import Path

import msgspec

from app.errors import KeyLost, NoKey

KEY_BYTES = 32
SERVICE = "Followthrough"
REMEDY = "Unlock or install the system's keyring, or name a key file with --key-file."


class KeyringKey(msgspec.Struct, frozen=True):
    """Keeps the key in the system's keyring under the database's path, and nothing else there."""

    account: str

    def key(self, *, make: bool) -> bytes:
        """Return the 32-byte key; `make` allows a new one for a database that does not exist yet.

        Raises NoKey where there is no keyring, it is locked, or it lost the key of a database that exists.
        """
        found = self._found()
        if found is None and make:
            found = secrets.token_bytes(KEY_BYTES).hex()
            self._keep(found)
        if found is None:
            raise KeyLost(
                f"The system's keyring holds no key for {self.account}.",
                "If its folder was moved, move it back; else restore the keyring. The database was left untouched.",
            )
        return _read(found, "The key in the system's keyring", KeyLost)

    def put(self, key: bytes) -> None:
        """Keep a key that was lost; raises NoKey where there is another one, which may open what was here before."""
        try:
            present = self.key(make=False)
        except KeyLost:
            self._keep(key.hex())
            return
        if present != key:
            raise NoKey(
                f"The system's keyring holds another key for {self.account}, which is not replaced.",
                f"Name a new key file with --key-file, or remove the keyring's entry {SERVICE} of that name first.",
            )

    def _found(self) -> str | None:
        try:
            import keyring
            from keyring.errors import KeyringError
        except ModuleNotFoundError:
            # a hub's image has none: there a key file is named
            raise _no_keyring() from None
        try:
            return keyring.get_password(SERVICE, self.account)
        except KeyringError as error:
            raise _no_keyring() from error

    def _keep(self, text: str) -> None:
        import keyring
        from keyring.errors import KeyringError

        try:
            keyring.set_password(SERVICE, self.account, text)
            is_kept = keyring.get_password(SERVICE, self.account) == text
        except KeyringError as error:
            raise _no_keyring() from error
        if not is_kept:
            raise NoKey("The system's keyring did not keep the database key.", REMEDY)

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
            if make:
                return self._write(secrets.token_bytes(KEY_BYTES))
            raise KeyLost(
                f"The key file {self._path} is missing, and the database it belongs to is there.",
                "Name the key file this database was made with.",
            ) from None
        except (OSError, UnicodeDecodeError):
            return self._refuse("cannot be read")
        if sys.platform != "win32" and stat.S_IMODE(self._path.stat().st_mode) & 0o077:
            self._refuse("may be read by others", f"Run: chmod 600 {self._path}")
        return _read(text, f"The key file {self._path}", NoKey)

    def put(self, key: bytes) -> None:
        """Keep a key that was lost in a new file; raises NoKey where there is a file with anything else in it."""
        try:
            present = self.key(make=False)
        except KeyLost:
            self._write(key)
            return
        if present != key:
            self._refuse("holds another key, which is not replaced", "Name a file that is not there yet.")

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

    def _write(self, key: bytes) -> bytes:
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


def _no_keyring() -> NoKey:
    return NoKey("There is no keyring to keep the database key in, or it is locked.", REMEDY)


def _read(text: str, what: str, kind: type[NoKey]) -> bytes:
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise kind(f"{what} is not a key of 32 bytes.", "Use the key this database was made with.")
    return key
