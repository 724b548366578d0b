"""Makes the Debian package; nothing in it runs as root when it comes or goes, so that it cannot harm data."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from desktop.tree import AUTOSTART, DESCRIPTION, SUMMARY, Release, lay_out, put, settle

#: what it does without, but less well: the system's keyring, links and pop-ups
RECOMMENDED = ("gnome-keyring | kwalletmanager | keepassxc", "xdg-utils", "dbus-user-session", "libxss1")


def make(target: Path, bundle: Path, share: Path, release: Release, depends: Iterable[str], packing: list[str]) -> None:
    """Write one package from the bundle and its `share` folder; `packing` says how tightly."""
    tree = target.with_suffix(".tree")
    shutil.rmtree(tree, ignore_errors=True)
    lay_out(tree, bundle, share)
    put(tree / "DEBIAN/md5sums", sums(tree))
    put(tree / "DEBIAN/conffiles", f"/{AUTOSTART}\n")
    put(tree / "DEBIAN/control", control(release, depends, kib(tree)))
    settle(tree, release.instant)
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(release.instant)}
    command = ["dpkg-deb", "--root-owner-group", *packing, "--build", tree, target]
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)
    shutil.rmtree(tree)


def control(release: Release, depends: Iterable[str], installed_kib: int) -> str:
    lines = {
        "Package": "followthrough",
        "Version": release.version,
        "Architecture": release.machine,
        "Maintainer": "The Followthrough authors <followthrough@example.com>",
        "Installed-Size": str(installed_kib),
        "Depends": ", ".join(depends),
        "Recommends": ", ".join(RECOMMENDED),
        "Section": "misc",
        "Priority": "optional",
        "Description": "\n ".join([SUMMARY, *DESCRIPTION]),
    }
    return "".join(f"{name}: {value}\n" for name, value in lines.items())


def files_of(tree: Path) -> list[Path]:
    return sorted(path for path in tree.rglob("*") if path.is_file() and not path.is_symlink())


def sums(tree: Path) -> str:
    """Return what `dpkg --verify` holds the installed files against; it knows no other sum."""
    lines = []
    for path in files_of(tree):
        digest = hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()
        lines.append(f"{digest}  {path.relative_to(tree)}\n")
    return "".join(lines)


def kib(tree: Path) -> int:
    return sum((path.stat().st_size + 1023) // 1024 for path in files_of(tree))
