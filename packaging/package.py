"""Makes what IT rolls out on Linux: the program in a folder, a .deb, a tarball, and the lists that go with them."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import set_up
from desktop import deb, inside, man_page, needs, parts, rpm, runpath, tree
from desktop.sizes import sizes
from handing_out import SUMS, seal, sign

#: an environment of its own: what is bundled is what the lock says and nothing a developer has installed besides
PLACE = set_up.ROOT / "out" / "package"
PROGRAMS = PLACE / "venv" / "bin"
PYTHON = PROGRAMS / "python"
DESKTOP = set_up.ROOT / "packaging" / "desktop"
BUNDLE = PLACE / "bundle" / "followthrough"
WORK = PLACE / "work"
#: no other: strip lays numpy's libraries out anew, so that no loader takes them any more
STRIPPED = ("cryptography", "sqlalchemy", "sqlcipher3")
#: what is handed out
MADE = set_up.ROOT / "dist"
#: and of that what this makes: the hub's lies beside it
OWN = ("followthrough_*", "followthrough-*.rpm*", "licences.txt*", "sizes.txt*", f"{SUMS}*")


class Packing(NamedTuple):
    """How tightly things are packed, in the words of each tool."""

    deb: list[str]
    rpm: str


#: as tightly as it goes, and in no time for a try
TIGHT = Packing(["-Zxz", "--threads-max=2"], "w6T2.xzdio")
QUICK = Packing(["-Zzstd", "-z1"], "w1.zstdio")


def main(words: list[str]) -> int:
    """`--quick` packs loosely; `--again` takes the bundle that is there; `--as VERSION` is for trying upgrades."""
    set_up.prepare("qt", "window", "package")
    release = this_release(words)
    os.environ["SOURCE_DATE_EPOCH"] = str(release.instant)
    os.environ["FOLLOWTHROUGH_PACKAGE_PYTHON"] = str(PYTHON)
    bring()
    if "--again" not in words:
        bundle()
    make(release, QUICK if "--quick" in words else TIGHT)
    return 0


def this_release(words: list[str]) -> tree.Release:
    version = words[words.index("--as") + 1] if "--as" in words else version_of_the_source()
    instant = int(of_the_commit())
    day = datetime.fromtimestamp(instant, UTC).date().isoformat()
    machine = subprocess.check_output(["dpkg", "--print-architecture"], text=True).strip()
    return tree.Release(version, day, instant, machine)


def version_of_the_source() -> str:
    text = (set_up.ROOT / "app" / "release.py").read_text(encoding="utf-8")
    return text.partition('VERSION = "')[2].partition('"')[0]


def of_the_commit() -> str:
    """Return the instant every file is dated with, so that the same commit gives the same bytes."""
    asked = os.environ.get("SOURCE_DATE_EPOCH")
    if asked:
        return asked
    return subprocess.check_output(["git", "log", "-1", "--format=%ct"], cwd=set_up.ROOT, text=True).strip()


def bring() -> None:
    """Make the environment what its two locks say, unless a stamp tells that it is."""
    place, locks = PROGRAMS.parent, PLACE / "locks"
    PLACE.mkdir(parents=True, exist_ok=True)
    locks.write_bytes(set_up.LOCK.read_bytes() + set_up.PACKAGE_LOCK.read_bytes())
    if set_up.stamped(place, locks, PYTHON):
        return
    print(f"Setting up {place.relative_to(set_up.ROOT)}", flush=True)
    set_up.make([str(set_up.UV), "venv", "--quiet", "--clear", "--python", sys.executable, str(place)])
    both = [str(set_up.LOCK), str(set_up.PACKAGE_LOCK)]
    set_up.make([str(set_up.UV), "pip", "sync", "--quiet", "--require-hashes", "--python", str(PYTHON), *both])
    set_up.stamp(place, locks)


def bundle() -> None:
    """Put the program with its interpreter and libraries into one folder."""
    for catalogue in sorted(set_up.ROOT.glob("resources/translations/*.ts")):
        if catalogue.stem == "followthrough_en":
            # English stands in the code
            continue
        # what the window speaks is compiled, and lies beside what it was compiled from
        words = ["-silent", catalogue, "-qm", catalogue.with_suffix(".qm")]
        subprocess.run([PROGRAMS / "pyside6-lrelease", *words], check=True)
    shutil.rmtree(BUNDLE.parent, ignore_errors=True)
    command = [PYTHON, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN"]
    places = ["--distpath", BUNDLE.parent, "--workpath", WORK]
    # sets of names are written in the order of their hashes; what is kept between builds is kept by this tree alone
    environment = {**os.environ, "PYTHONHASHSEED": "0", "PYINSTALLER_CONFIG_DIR": str(PLACE / "kept")}
    subprocess.run([*command, *places, DESKTOP / "followthrough.spec"], check=True, env=environment, cwd=set_up.ROOT)
    strip()
    runpath.clean(BUNDLE)


def strip() -> None:
    """Take out what only a debugger reads, where there is much of it."""
    inside = BUNDLE / "_internal"
    own = [*inside.glob("libpython*.so*"), *inside.glob("python3*/lib-dynload/*.so")]
    libraries = [file for name in STRIPPED for file in inside.glob(f"{name}/**/*.so")]
    # the engine for PAC scripts lies beside its package: six of its eight megabytes are for a debugger
    libraries += inside.glob("_quickjs*.so")
    subprocess.run(["strip", "--strip-unneeded", *own, *libraries], check=True)


def make(release: tree.Release, packing: Packing) -> None:
    """Pack the bundle in every way, and write down what is in it and what it must hash to."""
    # a bundle that was there already is looked at as well
    runpath.check(BUNDLE)
    make_room()
    others = parts_of_the_bundle()
    share = PLACE / "share"
    shutil.rmtree(share, ignore_errors=True)
    tree.share(share, set_up.ROOT, release, others, manual(release))
    asked = needs.asked(BUNDLE)
    depends = needs.depends(asked)
    name = f"followthrough_{release.version}_{release.machine}"
    debian, tarball = MADE / f"{name}.deb", MADE / f"{name}.tar.gz"
    red = MADE / f"followthrough-{release.version}-1.{rpm.MACHINES[release.machine]}.rpm"
    deb.make(debian, BUNDLE, share, release, depends, packing.deb)
    rpm.make(red, BUNDLE, share, release, asked, packing.rpm)
    tar(tarball, share, release, depends)
    for artefact in (debian, red, tarball):
        sign(artefact)
        bill = parts.bill(others, release.version, artefact, str(release.instant))
        (MADE / f"{artefact.name}.cdx.json").write_text(bill, encoding="utf-8")
    (MADE / "licences.txt").write_text(parts.listed(others), encoding="utf-8")
    (MADE / "sizes.txt").write_text(sizes(BUNDLE), encoding="utf-8")
    seal(MADE)
    print(sizes(BUNDLE))
    for path in sorted(path for path in MADE.iterdir() if path.is_file()):
        print(f"{path.stat().st_size / 1024 / 1024:8.2f} MiB  {path.relative_to(set_up.ROOT)}")


def make_room() -> None:
    """Take away what an earlier run made, and nothing else."""
    MADE.mkdir(exist_ok=True)
    for pattern in OWN:
        for path in MADE.glob(pattern):
            path.unlink()


def parts_of_the_bundle() -> list[parts.Part]:
    stdlib = subprocess.check_output([PYTHON, "-c", "import os; print(os.path.dirname(os.__file__))"], text=True)
    (site,) = PROGRAMS.parent.glob("lib/python*/site-packages")
    # Debian's own interpreter has its licence with Debian's other licences
    texts = [Path(stdlib.strip(), "LICENSE.txt"), *Path("/usr/share/doc").glob("python3.*/copyright")]
    own = parts.interpreter(platform.python_version(), next(text for text in texts if text.exists()))
    others = [own, *parts.bundled(WORK / "followthrough", site)]
    return inside.nested(others, BUNDLE / "_internal", parts.files_listed(site))


def manual(release: tree.Release) -> dict[str, str]:
    """Ask the program's own parser, in the environment that can load it."""
    environment = {**os.environ, "PYTHONPATH": str(set_up.ROOT)}
    asked = [PYTHON, DESKTOP / "man_page.py"]
    about = [release.version, release.day]
    return {
        name: subprocess.check_output([*asked, name, *about], text=True, env=environment) for name in man_page.PAGES
    }


def tar(target: Path, share: Path, release: tree.Release, depends: list[str]) -> None:
    """Pack the folder with a note on how to put it where, for systems without .deb."""
    folder = PLACE / f"followthrough-{release.version}"
    shutil.rmtree(folder, ignore_errors=True)
    tree.copy(BUNDLE, folder / "followthrough")
    tree.copy(share, folder / "share")
    tree.put(folder / "followthrough.desktop", (tree.FILES / "autostart.desktop").read_text(encoding="utf-8"))
    libc, *libraries = depends
    told = {"VERSION": release.version, "MACHINE": release.machine, "GLIBC": libc.partition(">= ")[2].rstrip(")")}
    listed = "".join(f"    {name}\n" for name in libraries)
    tree.put(folder / "INSTALL", tree.fill("INSTALL", {**told, "NEEDS": listed}))
    tree.settle(folder, release.instant)
    packed = ["tar", "--sort=name", "--owner=0", "--group=0", "--numeric-owner", "--format=gnu"]
    subprocess.run([*packed, "-I", "gzip -n -6", "-cf", target, folder.name], check=True, cwd=PLACE)
    shutil.rmtree(folder)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
