"""Where the mail server's password lies, and that nobody else can read it there."""

from __future__ import annotations

import sys
from pathlib import Path

import keyring
import pytest
from keyring.errors import NoKeyringError

from app.errors import WorldFailed
from app.outside.mail_password import mail_password


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")
def test_a_file_of_its_owner_alone_is_read_and_another_refused(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("correct horse\n", encoding="utf-8")
    file.chmod(0o644)
    with pytest.raises(WorldFailed, match="may be read by others"):
        mail_password(f"file:{file}")
    file.chmod(0o600)
    assert mail_password(f"file:{file}") == "correct horse"
    with pytest.raises(WorldFailed, match="cannot be read"):
        mail_password(f"file:{tmp_path / 'nowhere'}")


def test_the_keyring_is_asked_and_says_so_where_it_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring, "get_password", lambda service, account: {"mail": "battery"}.get(account))
    assert mail_password("keyring:mail") == "battery"
    with pytest.raises(WorldFailed, match="has no password of other"):
        mail_password("keyring:other")

    def none(*_: str) -> str:
        raise NoKeyringError

    monkeypatch.setattr(keyring, "get_password", none)
    with pytest.raises(WorldFailed, match="There is no keyring"):
        mail_password("keyring:mail")
