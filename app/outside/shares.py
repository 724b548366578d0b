"""Whether a folder lies on another machine's disk, where a database with a write-ahead log loses what it was given."""

from __future__ import annotations

import ctypes
import os
import re
import subprocess
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from app.errors import StoreUnusable

#: what mount tables call file systems that are reached over a network, or through a program that does so
_NETWORKED = frozenset(
    """
    9p afpfs afs beegfs ceph cifs coda davfs fuse.ceph fuse.davfs2 fuse.glusterfs fuse.gvfsd-fuse fuse.rclone
    fuse.s3fs fuse.sshfs glusterfs gpfs lustre ncpfs nfs nfs4 prl_fs smb2 smb3 smbfs vboxsf virtiofs vmhgfs
    webdav fuse.vmhgfs-fuse fuse.smbnetfs fuse.mount_9p
    """.split()  # noqa: SIM905 - a list to read
)
#: GetDriveType's word for a letter that leads to another machine
_DRIVE_REMOTE = 4
_MAC_MOUNT = re.compile(r".+? on (?P<at>/.*) \((?P<kind>[a-z0-9_]+)[,)].*")


def refuse_share(args: Namespace, folder: Path) -> None:
    """Raise StoreUnusable where the database that is about to be opened would lie on a share.

    There is no way around it: what SQLite keeps beside a database in such a log is shared memory, which no network
    carries, so that two programs, or a line that drops, leave it damaged. A hub's folder on a share holds no database
    where it is on a server.
    """
    if args.verb == "hub" and getattr(args, "database", "").startswith("postgresql"):
        return
    kind = share_at(folder)
    if kind:
        raise on_share(folder, kind)


def on_share(folder: Path, kind: str) -> StoreUnusable:
    return StoreUnusable(
        f"The data folder {folder} is on a network share ({kind}), where a database gets damaged.",
        "Name a folder on this machine's own disk with --data-dir; on a desktop that is thrown away, set Volatile.",
    )


def share_at(folder: Path) -> str:
    """Return what kind of network file system a folder is on, or would be on once it is made; "" for a disk of ours."""
    return _WAYS.get(sys.platform, _on_linux)(os.path.realpath(folder))


def _on_linux(path: str, table: str | None = None) -> str:
    try:
        mounts = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace") if table is None else table
    except OSError:
        # a system without such a table is not one that anybody deploys to; it is not for us to stand in its way
        return ""
    return _networked(path, _in_mountinfo(mounts))


def _in_mountinfo(table: str) -> Iterator[tuple[str, str]]:
    """Yield each place and what is mounted there."""
    for line in table.splitlines():
        ours, _, behind = line.partition(" - ")
        fields = ours.split()
        if len(fields) > 4 and behind:
            yield re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), fields[4]), behind.split()[0]


def _on_mac(path: str, table: str | None = None) -> str:
    if table is None:
        table = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False).stdout
    found = filter(None, map(_MAC_MOUNT.fullmatch, table.splitlines()))
    return _networked(path, ((one["at"], one["kind"]) for one in found))


def _networked(path: str, mounts: Iterator[tuple[str, str]]) -> str:
    """Return what the innermost of the mounts above a path is, where that is networked; of equals the last counts."""
    kind, depth = "", -1
    for at, of in mounts:
        inside = path == at or path.startswith(at.rstrip("/") + "/")
        if inside and len(at) >= depth:
            kind, depth = of, len(at)
    return kind if kind in _NETWORKED else ""


def _on_windows(path: str, drive_type: Callable[[str], int] | None = None) -> str:
    plain = path.replace("/", "\\")
    if plain.upper().startswith("\\\\?\\UNC\\") or (plain.startswith("\\\\") and plain[2:4] not in ("?\\", ".\\")):
        return "UNC path"
    letter = plain.removeprefix("\\\\?\\")[:2]
    asked = drive_type or _drive_type
    return "network drive" if letter[1:] == ":" and asked(letter + "\\") == _DRIVE_REMOTE else ""


def _drive_type(root: str) -> int:
    # not known of other systems' ctypes
    kernel: Any = getattr(ctypes, "windll").kernel32  # noqa: B009 - checkers know it on Windows only
    return int(kernel.GetDriveTypeW(root))


_WAYS: dict[str, Callable[[str], str]] = {"win32": _on_windows, "darwin": _on_mac}
