"""Where the database key is kept, with a real Secret Service where Linux has one."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from argparse import Namespace
from pathlib import Path

import pytest

from app.errors import NoKey
from app.outside.keychain import FileKey, KeyringKey
from main import keychain

ROOT = Path(__file__).parents[3]


def test_a_key_file_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "desk.key"
    key = FileKey(path).key(make=True)
    assert len(key) == 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert FileKey(path).key(make=False) == key


def test_a_missing_key_file_of_a_database_that_exists_is_never_replaced(tmp_path: Path) -> None:
    with pytest.raises(NoKey, match="is missing"):
        FileKey(tmp_path / "gone.key").key(make=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["", "not hex", "ab" * 31])
def test_a_file_that_is_no_key_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "desk.key"
    path.write_text(text)
    path.chmod(0o600)
    with pytest.raises(NoKey, match="32 bytes"):
        FileKey(path).key(make=True)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_a_key_file_others_may_read_is_refused_with_the_remedy(tmp_path: Path) -> None:
    path = tmp_path / "desk.key"
    FileKey(path).key(make=True)
    path.chmod(0o644)
    with pytest.raises(NoKey, match="chmod 600"):
        FileKey(path).key(make=False)


def test_a_key_that_is_forgotten_is_gone_from_the_disk(tmp_path: Path) -> None:
    path = tmp_path / "desk.key"
    key, second = FileKey(path).key(make=True), tmp_path / "second-name"
    second.hardlink_to(path)
    FileKey(path).forget()
    assert not path.exists()
    # what another name still reaches was overwritten
    assert key.hex() not in second.read_text()
    FileKey(path).forget()


def test_without_a_keyring_it_says_to_name_a_key_file() -> None:
    with pytest.raises(NoKey, match="--key-file"):
        KeyringKey("nowhere").key(make=True)


def test_a_profile_is_one_in_the_keyring_by_whatever_way_one_comes_to_its_folder(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    asked = Namespace(key_file=None)
    by_link, by_name = (keychain(asked, tmp_path / way / "desk.db") for way in ("link", "real"))
    assert isinstance(by_link, KeyringKey)
    assert by_link == by_name


_IN_A_SESSION = """
export HOME=$(mktemp -d) XDG_RUNTIME_DIR=$(mktemp -d); unset DISPLAY PYTHON_KEYRING_BACKEND
printf '\\n' | gnome-keyring-daemon --unlock --components=secrets >/dev/null
"$@"
"""

_TWICE = """
from app.outside.keychain import KeyringKey
from app.errors import NoKey
first = KeyringKey("/profiles/ada").key(make=True)
assert KeyringKey("/profiles/ada").key(make=False) == first
assert KeyringKey("/profiles/ben").key(make=True) != first
try:
    KeyringKey("/profiles/eve").key(make=False)
except NoKey as lost:
    assert "holds no key for" in str(lost)
ben = KeyringKey("/profiles/ben").key(make=False)
KeyringKey("/profiles/ada").forget()
KeyringKey("/profiles/ada").forget()
try:
    KeyringKey("/profiles/ada").key(make=False)
except NoKey:
    assert KeyringKey("/profiles/ben").key(make=False) == ben
    print("kept")
"""


@pytest.mark.system("secret-service")
def test_the_system_keyring_keeps_one_key_a_profile() -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        ["dbus-run-session", "--", "bash", "-c", _IN_A_SESSION, "session", sys.executable, "-c", _TWICE],
        capture_output=True,
        text=True,
        timeout=60,
        env=environment,
        check=False,
    )
    assert done.stdout.strip().endswith("kept"), done.stderr
