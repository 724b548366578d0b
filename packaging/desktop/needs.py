"""What a folder of programs needs of the system it is put on: the packages of libraries, and which C library."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

_FILE = re.compile(r"^(\S.*):\s+file format elf")
_NEEDED = re.compile(r"^\s+NEEDED\s+(\S+)")
_GLIBC = re.compile(r"\bGLIBC_(\d+(?:\.\d+)+)$")
ELF = b"\x7fELF"
#: files handed to one command, well below what a command line may hold
AT_ONCE = 200


class Elf(NamedTuple):
    """One program or library: what it asks the loader for, and the C library's versions its symbols are of."""

    needed: frozenset[str]
    glibc: frozenset[str]


class Unknown(Exception):
    """Libraries nobody here has: without them it cannot be said which package brings them."""


class Asked(NamedTuple):
    """What all programs of a folder together ask of the system: names of libraries, and the C library's version."""

    libraries: frozenset[str]
    glibc: str


def asked(folder: Path) -> Asked:
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink() and is_elf(path))
    elves = {file.name: elf for part in split(files) for file, elf in read(dump(part)).items()}
    names = asked_outside(elves, {path.name for path in folder.rglob("*")})
    return Asked(frozenset(names), newest(version for elf in elves.values() for version in elf.glibc))


def depends(wanted: Asked) -> list[str]:
    """Return the line of dependencies in Debian's names: the C library, then each installed package that is needed."""
    found = known_to_the_loader(subprocess.check_output(["/sbin/ldconfig", "-p"], text=True))
    lost = sorted(wanted.libraries - found.keys())
    if lost:
        raise Unknown(f"Not on this machine, so that no package can be named for it: {', '.join(lost)}")
    packages = {owner_of(found[name]) for name in wanted.libraries} - {"libc6"}
    return [f"libc6 (>= {wanted.glibc})", *sorted(packages)]


def is_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(ELF)) == ELF


def split(files: list[Path]) -> Iterable[list[Path]]:
    return (files[start : start + AT_ONCE] for start in range(0, len(files), AT_ONCE))


def dump(files: list[Path]) -> str:
    return subprocess.check_output(["objdump", "-p", *files], text=True, env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"})


def read(dumped: str) -> dict[Path, Elf]:
    """Read what objdump says of some files."""
    told: dict[Path, tuple[set[str], set[str]]] = {}
    needed, glibc = set[str](), set[str]()
    for line in dumped.splitlines():
        if file := _FILE.match(line):
            needed, glibc = told.setdefault(Path(file[1]), (set(), set()))
        elif name := _NEEDED.match(line):
            needed.add(name[1])
        elif version := _GLIBC.search(line):
            glibc.add(version[1])
    return {file: Elf(frozenset(names), frozenset(versions)) for file, (names, versions) in told.items()}


def asked_outside(elves: Mapping[str, Elf], own: set[str]) -> set[str]:
    """Return the libraries that are asked for and do not lie in the folder themselves."""
    return {name for elf in elves.values() for name in elf.needed} - own


def newest(versions: Iterable[str]) -> str:
    return max(versions, key=lambda version: [int(part) for part in version.split(".")])


def known_to_the_loader(listed: str) -> dict[str, str]:
    """Read `ldconfig -p`: a library's name, and the first file the loader would take for it."""
    found: dict[str, str] = {}
    for line in listed.splitlines():
        name, arrow, path = line.strip().partition(" => ")
        if arrow:
            found.setdefault(name.split()[0], path)
    return found


def owner_of(path: str) -> str:
    """Return the package that has a file, by whichever of its names the package lists it."""
    # /lib is a link into /usr, and packages list their files by either; a link's target may be another package's
    names = {path, path.removeprefix("/usr"), f"/usr{path.removeprefix('/usr')}"}
    asked = subprocess.run(["dpkg-query", "--search", *sorted(names)], capture_output=True, text=True, check=False)
    owners = owners_in(asked.stdout)
    if not owners:
        raise Unknown(f"No package of this machine has {path}.")
    return owners[0]


def owners_in(answer: str) -> list[str]:
    """Read dpkg's answer: `libx11-6:amd64: /usr/lib/...`, without the machine it is for."""
    lines = (line for line in answer.splitlines() if not line.startswith("diversion "))
    return sorted({line.partition(": ")[0].split(",")[0].partition(":")[0] for line in lines})
