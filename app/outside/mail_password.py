"""The mail server's password: from a file of its owner alone, or from the operating system's keyring."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

from app.errors import WorldFailed
from app.outside.keychain import SERVICE

FILE, KEYRING = "file:", "keyring:"
#: no password is longer; a device that never ends must end somewhere
_MOST_BYTES = 4096


def mail_password(kept_in: str) -> str:
    """Return the password that lies there ("file:PATH" or "keyring:ACCOUNT"); raises WorldFailed."""
    if kept_in.startswith(KEYRING):
        return _of_keyring(kept_in.removeprefix(KEYRING))
    return _of_file(Path(kept_in.removeprefix(FILE)))


def _of_file(path: Path) -> str:
    try:
        with path.open("rb") as file:
            if sys.platform != "win32" and stat.S_IMODE(path.stat().st_mode) & 0o077:
                raise WorldFailed(f"The password file {path} may be read by others.", f"Run: chmod 600 {path}")
            return file.read(_MOST_BYTES).decode("utf-8").strip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise WorldFailed(f"The password file {path} cannot be read.", "Name it anew with hub mail set.") from error


def _of_keyring(account: str) -> str:
    import keyring
    from keyring.errors import KeyringError

    try:
        found = keyring.get_password(SERVICE, account)
    except KeyringError as error:
        raise WorldFailed("There is no keyring, or it is locked.", "Keep the mail password in a file.") from error
    if found is None:
        raise WorldFailed(
            f"The keyring has no password of {account}.", f"Put it there: keyring set {SERVICE} {account}"
        )
    return found
