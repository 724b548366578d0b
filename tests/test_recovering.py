"""`recover`: a lost key put back with the company's recovery key, and every way in which it is not."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

import main
from app.clock import FixedClock
from app.desktop.sealing import Sealing, note_recovery_key
from app.paths import recovery_file
from app.protocol.recovery_key import PrivateHalf, RecoveryKey, as_file, new_pair
from storage.desktop.pages import PAGE
from storage.desktop.store import open_store
from tests.commands import Run, commands_in
from tests.desks import MONDAY

ROOT = Path(__file__).parents[1]
HALF = new_pair("our hub", "Example Mortgage")


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    return commands_in(tmp_path, capsys)


@pytest.fixture
def desk(run: Run, tmp_path: Path) -> Path:
    """A desk with a lead and a backup whose key is sealed; IT's file is `one.pem`."""
    assert run("add", "Dana Zzyzxborrower", "--phone", "423-555-0142", "--state", "TN")[0] == 0
    path = tmp_path / "desk" / "desktop.db"
    seal_to(path, (tmp_path / "desk.key").read_text(), HALF)
    (tmp_path / "one.pem").write_bytes(as_file(HALF, MONDAY))
    return path


def seal_to(path: Path, key: str, half: PrivateHalf) -> None:
    store = open_store(path, bytes.fromhex(key.strip()))
    with store.writing() as tx:
        identity = tx.identity()
        assert identity is not None
        tx.put_identity(msgspec.structs.replace(identity, hub_id="our hub", company="Example Mortgage"))
        note_recovery_key(tx, RecoveryKey(public=half.public, made_at=MONDAY))
    Sealing(store, FixedClock(MONDAY)).keep()
    store.close()


def lose_key(folder: Path) -> str:
    lost = (folder / "desk.key").read_text()
    (folder / "desk.key").unlink()
    return lost


def everything(folder: Path) -> dict[str, bytes]:
    """Return what lies in the profile but for its logs, and the keys beside it."""
    return {str(file): file.read_bytes() for file in folder.rglob("*") if file.is_file() and "logs" not in file.parts}


def test_a_lost_key_comes_back_and_the_desk_is_as_it_was(run: Run, desk: Path, tmp_path: Path) -> None:
    lost = lose_key(tmp_path)
    code, answer, said = run("leads")
    assert code == 1
    for told in (answer["remedy"], said):
        assert f"recover --recovery-key FILE, with recovery key {HALF.key_id} of Example Mortgage" in told
    code, answer, said = run("recover", "--recovery-key", tmp_path / "one.pem")
    assert (code, said) == (0, "")
    assert answer == {
        "recovered": True,
        "key": f"put into {tmp_path / 'desk.key'}",
        "recovery_key": HALF.key_id,
        "company": "Example Mortgage",
        "sealed_at": MONDAY.isoformat(),
        "database": "opens, and nothing of it was damaged",
    }
    assert (tmp_path / "desk.key").read_text() == lost
    if sys.platform != "win32":
        assert stat.S_IMODE((tmp_path / "desk.key").stat().st_mode) == 0o600
    assert [lead["name"] for lead in run("leads")[1]["leads"]] == ["Dana Zzyzxborrower"]


def test_where_the_database_opens_there_is_nothing_to_do(run: Run, desk: Path, tmp_path: Path) -> None:
    for words in (["recover"], ["recover", "--recovery-key", tmp_path / "one.pem"]):
        code, answer, _ = run(*words)
        assert (code, answer["recovered"]) == (0, False)
        assert answer["why"].startswith("there is nothing to do")


def test_without_a_file_it_says_which_recovery_key_it_takes(run: Run, desk: Path, tmp_path: Path) -> None:
    lose_key(tmp_path)
    before = everything(tmp_path)
    code, answer, _ = run("recover")
    assert code == 1
    assert HALF.key_id in answer["remedy"]
    assert everything(tmp_path) == before


def test_the_doctor_says_what_is_lost_and_how_to_get_it_back(run: Run, desk: Path, tmp_path: Path) -> None:
    lose_key(tmp_path)
    code, answer, _ = run("doctor")
    assert code == 1
    [keyring] = [check for check in answer["checks"] if check["name"] == "keyring"]
    assert not keyring["ok"]
    assert f"recover --recovery-key FILE, with recovery key {HALF.key_id}" in keyring["fix"]


def test_the_window_says_it_too(
    desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lose_key(tmp_path)
    monkeypatch.setattr(main, "require_screen", lambda: None)
    monkeypatch.setattr(main, "_open_window", lambda open_desk, **_scene: open_desk(lambda *_told: None))
    assert main.main(["--data-dir", str(desk.parent), "--key-file", str(tmp_path / "desk.key")]) == 1
    assert f"recover --recovery-key FILE, with recovery key {HALF.key_id}" in capsys.readouterr().err


def test_another_recovery_key_is_refused_by_both_their_names(run: Run, desk: Path, tmp_path: Path) -> None:
    lose_key(tmp_path)
    other = new_pair("our hub", "Example Mortgage")
    (tmp_path / "two.pem").write_bytes(as_file(other, MONDAY))
    before = everything(tmp_path)
    code, answer, _ = run("recover", "--recovery-key", tmp_path / "two.pem")
    assert code == 2
    assert (
        answer["error"]
        == f"two.pem is recovery key {other.key_id}, and this desk's database key is sealed to {HALF.key_id}."
    )
    assert everything(tmp_path) == before


def test_another_companys_key_is_told_as_such(run: Run, desk: Path, tmp_path: Path) -> None:
    lose_key(tmp_path)
    (tmp_path / "two.pem").write_bytes(as_file(new_pair("their hub", "Another Lender"), MONDAY))
    code, answer, _ = run("recover", "--recovery-key", tmp_path / "two.pem")
    assert code == 2
    assert answer["error"] == "two.pem is a recovery key of Another Lender, and this desk is one of Example Mortgage."


def test_what_is_no_key_at_all_is_bad_input(run: Run, desk: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text(lose_key(tmp_path))
    for name in ("notes.txt", "nowhere.pem", "desk"):
        code, answer, _ = run("recover", "--recovery-key", tmp_path / name)
        assert code == 2
        assert name in answer["error"]
    assert not (tmp_path / "desk.key").exists()


def test_a_recovery_file_with_one_changed_byte_is_refused_whatever_byte_it_is(
    run: Run, desk: Path, tmp_path: Path
) -> None:
    lose_key(tmp_path)
    raw = recovery_file(desk).read_bytes()
    for at in range(0, len(raw), 37):
        recovery_file(desk).write_bytes(raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :])
        code, answer, _ = run("recover", "--recovery-key", tmp_path / "one.pem")
        assert code == 1
        assert answer["error"].startswith("desktop.db.recovery was changed since it was written")
        assert not (tmp_path / "desk.key").exists()
    # the sentence of a lost key promises nothing then
    assert "recover" not in run("leads")[1]["remedy"]


def test_without_a_recovery_file_it_says_that_there_is_none(run: Run, desk: Path, tmp_path: Path) -> None:
    lose_key(tmp_path)
    recovery_file(desk).unlink()
    code, answer, _ = run("recover", "--recovery-key", tmp_path / "one.pem")
    assert code == 1
    assert answer["error"] == "There is no desktop.db.recovery beside the database."
    assert "recover" not in run("leads")[1]["remedy"]


def test_an_empty_folder_has_nothing_to_recover(run: Run, tmp_path: Path) -> None:
    (tmp_path / "one.pem").write_bytes(as_file(HALF, MONDAY))
    code, answer, _ = run("recover", "--recovery-key", tmp_path / "one.pem", data="empty")
    assert code == 1
    assert "no database" in answer["error"]
    assert not (tmp_path / "desk.key").exists()


def test_another_databases_recovery_file_opens_nothing_here(run: Run, desk: Path, tmp_path: Path) -> None:
    assert run("add", "Eve Zzyzxborrower", "--phone", "423-555-0143", key="eve.key", data="eve")[0] == 0
    theirs = tmp_path / "eve" / "desktop.db"
    seal_to(theirs, (tmp_path / "eve.key").read_text(), HALF)
    lose_key(tmp_path)
    recovery_file(desk).write_bytes(recovery_file(theirs).read_bytes())
    code, answer, _ = run("recover", "--recovery-key", tmp_path / "one.pem")
    assert code == 1
    assert "another database's" in answer["error"]
    assert not (tmp_path / "desk.key").exists()


def test_a_key_that_opens_nothing_here_is_not_replaced_and_a_new_file_takes_the_right_one(
    run: Run, desk: Path, tmp_path: Path
) -> None:
    lost = lose_key(tmp_path)
    (tmp_path / "other.key").write_text("ab" * 32)
    (tmp_path / "other.key").chmod(0o600)
    assert f"with recovery key {HALF.key_id}" in run("leads", key="other.key")[1]["remedy"]
    code, answer, _ = run("recover", "--recovery-key", tmp_path / "one.pem", key="other.key")
    assert code == 1
    assert "is not replaced" in answer["error"]
    assert (tmp_path / "other.key").read_text() == "ab" * 32
    code, _, _ = run("recover", "--recovery-key", tmp_path / "one.pem", key="new.key")
    assert code == 0
    assert (tmp_path / "new.key").read_text() == lost


def test_a_damaged_database_is_recovered_from_its_backup_and_says_which(run: Run, desk: Path, tmp_path: Path) -> None:
    [backup] = desk.parent.glob("desktop.db.backup-*")
    lose_key(tmp_path)
    with desk.open("r+b") as raw:
        # its beginning too, so that what it begins with is told by the others
        raw.write(os.urandom(PAGE))
        raw.seek(5 * PAGE)
        raw.write(os.urandom(PAGE))
    code, answer, said = run("recover", "--recovery-key", tmp_path / "one.pem")
    assert (code, answer["recovered"]) == (0, True)
    assert f"the backup of {backup.name[-10:]} took its place" in answer["database"]
    assert answer["database"] in said
    checks = {check["name"]: check for check in run("doctor")[1]["checks"]}
    assert checks["recovery key"]["ok"]
    assert [lead["name"] for lead in run("leads")[1]["leads"]] == ["Dana Zzyzxborrower"]


def test_a_database_whose_first_page_is_gone_with_its_backups_is_known_by_what_the_file_says(
    run: Run, desk: Path, tmp_path: Path
) -> None:
    for backup in desk.parent.glob("desktop.db.backup-*"):
        backup.unlink()
    lose_key(tmp_path)
    with desk.open("r+b") as raw:
        raw.write(os.urandom(PAGE))
    code, answer, _ = run("recover", "--recovery-key", tmp_path / "one.pem")
    assert code == 0, answer
    assert "a new one took its place" in answer["database"]


_IN_A_SESSION = """
export HOME=$(mktemp -d) XDG_RUNTIME_DIR=$(mktemp -d); unset DISPLAY PYTHON_KEYRING_BACKEND
printf '\\n' | gnome-keyring-daemon --unlock --components=secrets >/dev/null
"$@"
"""

_LOSE_AND_RECOVER = """
import sys
from pathlib import Path
import keyring
import main
from app.errors import NoKey
from app.outside.keychain import SERVICE, KeyringKey
from tests.desks import MONDAY
from tests.test_recovering import HALF, seal_to
from app.protocol.recovery_key import as_file

folder = Path(sys.argv[1])
def run(*words):
    return main.main(["--data-dir", str(folder / "desk"), *words])
assert run("add", "Dana Zzyzxborrower", "--phone", "423-555-0142") == 0
path = folder / "desk" / "desktop.db"
account = str(path.resolve())
lost = keyring.get_password(SERVICE, account)
seal_to(path, lost, HALF)
(folder / "one.pem").write_bytes(as_file(HALF, MONDAY))
keyring.delete_password(SERVICE, account)
assert run("leads") == 1
# somebody else's key under this path is not replaced, and one that is none is
keyring.set_password(SERVICE, account, "ab" * 32)
assert run("recover", "--recovery-key", str(folder / "one.pem")) == 1
assert keyring.get_password(SERVICE, account) == "ab" * 32
keyring.set_password(SERVICE, account, "nonsense")
assert run("recover", "--recovery-key", str(folder / "one.pem")) == 0
assert keyring.get_password(SERVICE, account) == lost
keyring.delete_password(SERVICE, account)
assert run("recover", "--recovery-key", str(folder / "one.pem")) == 0
assert keyring.get_password(SERVICE, account) == lost
assert run("leads") == 0
KeyringKey(account).put(bytes.fromhex(lost))
print("kept")
"""


@pytest.mark.system("secret-service")
def test_a_wiped_keyring_gets_its_key_back(tmp_path: Path) -> None:
    words = ["dbus-run-session", "--", "bash", "-c", _IN_A_SESSION, "session", sys.executable, "-c", _LOSE_AND_RECOVER]
    done = subprocess.run(
        [*words, str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert done.stdout.strip().endswith("kept"), done.stderr
