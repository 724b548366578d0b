"""Makes the RPM package, for Fedora, RHEL and their kin; like the Debian one it has no scripts of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from desktop.needs import Asked
from desktop.tree import AUTOSTART, DESCRIPTION, SUMMARY, Release, fill, lay_out, put, settle

#: Debian's word for a machine, and RPM's
MACHINES = {"amd64": "x86_64", "arm64": "aarch64"}


def make(target: Path, bundle: Path, share: Path, release: Release, asked: Asked, packing: str) -> None:
    """Write one package from the bundle and its `share` folder; `packing` says how tightly, as RPM's macro does."""
    work = target.with_suffix(".work")
    shutil.rmtree(work, ignore_errors=True)
    lay_out(work / "tree", bundle, share)
    settle(work / "tree", release.instant)
    put(work / "followthrough.spec", spec(release, asked, packing))
    told = {"_topdir": work, "_rpmdir": work / "made", "_build_name_fmt": target.name, "tree": work / "tree"}
    words = [word for name, value in told.items() for word in ("--define", f"{name} {value}")]
    # a machine that builds for another's packages has no such database, and needs none
    command = ["rpmbuild", "-bb", "--nodeps", "--quiet", *words, "--target", MACHINES[release.machine]]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(release.instant)}
    subprocess.run([*command, work / "followthrough.spec"], check=True, env=environment)
    (work / "made" / target.name).replace(target)
    shutil.rmtree(work)


def spec(release: Release, asked: Asked, packing: str) -> str:
    """Return the description, which asks for libraries by the names the loader has for them, whoever packs them."""
    bits = "()(64bit)"
    needs = [f"{name}{bits}" for name in sorted(asked.libraries) if not name.startswith(("libc.so.", "ld-linux"))]
    needs.insert(0, f"libc.so.6(GLIBC_{asked.glibc})(64bit)")
    values = {
        "VERSION": release.version,
        "PACKING": packing,
        "SUMMARY": SUMMARY,
        "NEEDS": "\n".join(f"Requires: {name}" for name in needs),
        "DESCRIPTION": "\n".join(DESCRIPTION),
        "AUTOSTART": f"/{AUTOSTART}",
    }
    return fill("followthrough.spec", values)
