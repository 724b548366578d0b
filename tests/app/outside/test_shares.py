"""A data folder on another machine's disk is told from one here, on each system by what that system says."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.command_line import read_words
from app.errors import StoreUnusable
from app.outside import shares
from app.outside.shares import _on_linux, _on_mac, _on_windows, refuse_share, share_at
from tests.commands import Run, commands_in

MOUNTS = r"""
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
40 22 0:35 / /home rw shared:20 - nfs4 files.example.com:/home rw,vers=4.2
41 40 8:2 / /home/local rw - xfs /dev/sdb1 rw
42 22 0:36 / /mnt/two\040words rw shared:21 - cifs //files/share rw
43 22 0:37 / /media/cloud rw - fuse.sshfs ada@files: rw
44 22 0:38 / /data rw - ext4 /dev/sdc1 rw
45 22 0:39 / /data rw - smb3 //files/data rw
46 22 0:40 / /homely rw - tmpfs tmpfs rw
"""
MAC = """
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse)
//ada@files._smb._tcp.local/Team on /Volumes/Team (smbfs, nodev, nosuid, mounted by ada)
files:/export on /Volumes/Old (on tape) (nfs, asynchronous)
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/var/lib/x", ""),
        ("/home/ada/.local/share/Followthrough", "nfs4"),
        ("/home", "nfs4"),
        ("/homely/ada", ""),
        ("/home/local/ada", ""),
        ("/mnt/two words/x", "cifs"),
        ("/media/cloud", "fuse.sshfs"),
        ("/data/x", "smb3"),
    ],
)
def test_on_linux_the_innermost_mount_says_what_it_is(path: str, kind: str) -> None:
    assert _on_linux(path, MOUNTS) == kind


@pytest.mark.parametrize(
    ("path", "kind"), [("/Users/ada", ""), ("/Volumes/Team/x", "smbfs"), ("/Volumes/Old (on tape)/x", "nfs")]
)
def test_on_macos_mount_says_it(path: str, kind: str) -> None:
    assert _on_mac(path, MAC) == kind


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (r"\\files\profiles\ada", "UNC path"),
        (r"//files/profiles/ada", "UNC path"),
        (r"\\?\UNC\files\profiles", "UNC path"),
        (r"H:\Followthrough", "network drive"),
        (r"\\?\H:\Followthrough", "network drive"),
        (r"C:\Users\ada\AppData\Local\Followthrough", ""),
        (r"\\?\C:\Users\ada", ""),
    ],
)
def test_on_windows_a_path_or_its_letter_says_it(path: str, kind: str) -> None:
    assert _on_windows(path, lambda root: 4 if root == "H:\\" else 3) == kind


def test_a_folder_of_this_machine_is_none(tmp_path: Path) -> None:
    assert share_at(tmp_path / "not there yet") == ""


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setattr(shares, "share_at", lambda _folder: "nfs4")
    return commands_in(tmp_path, capsys)


def test_no_verb_opens_a_database_on_a_share_and_the_doctor_says_why(run: Run, tmp_path: Path) -> None:
    code, answer, _ = run("leads")
    assert code == 1
    assert "network share (nfs4)" in answer["error"]
    assert "--data-dir" in answer["remedy"]
    assert not (tmp_path / "desk" / "desktop.db").exists()
    code, answer, _ = run("doctor")
    assert code == 1
    told = {check["name"]: check for check in answer["checks"]}
    assert "network share" in told["data directory"]["detail"]
    assert "--data-dir" in told["data directory"]["fix"]
    assert "not looked at" in told["database"]["detail"]


def test_a_hub_on_a_server_keeps_no_database_there(run: Run, tmp_path: Path) -> None:
    refuse_share(read_words(["hub", "verify", "--database", "postgresql+psycopg://hub@db/hub"]), tmp_path)
    for words in (["hub", "verify"], ["leads"]):
        with pytest.raises(StoreUnusable):
            refuse_share(read_words(words), tmp_path)
