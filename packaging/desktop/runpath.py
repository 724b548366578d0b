"""Takes out of programs where the machine that built them keeps its libraries: it is nobody's business and a way in."""

from __future__ import annotations

import shutil
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from desktop.needs import ELF

_LOAD, _DYNAMIC = 1, 2
_STRTAB, _RPATH, _RUNPATH = 5, 15, 29
_ENTRY = struct.Struct("<qQ")
#: 64 bits and the low end first: what this is made for, and the rest is told apart rather than misread
_UNDERSTOOD = ELF + b"\x02\x01"


class Absolute(Exception):
    """A program that looks for libraries in a folder of the machine that built it."""


class Entry(NamedTuple):
    """One line of what a program tells the loader."""

    tag: int
    value: int


def clean(folder: Path) -> None:
    """Take every absolute folder out, and see that none is left."""
    for path in programs(folder):
        image = bytearray(path.read_bytes())
        if take_out(image):
            put(path, bytes(image))
    check(folder)


def check(folder: Path) -> None:
    lost = [path.relative_to(folder).as_posix() for path in programs(folder) if absolute(path.read_bytes())]
    if lost:
        raise Absolute(f"Look for libraries where this machine has them: {', '.join(lost)}")


def programs(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                start = file.read(len(_UNDERSTOOD))
            if start == _UNDERSTOOD:
                yield path
            elif start.startswith(ELF):
                raise Absolute(f"{path.name} is of a kind whose folders cannot be read here")


def put(path: Path, image: bytes) -> None:
    """Write a file anew beside itself: what others share by a hard link stays as it was."""
    new = path.with_name(f"{path.name}.new")
    new.write_bytes(image)
    shutil.copymode(path, new)
    new.replace(path)


def absolute(image: bytes) -> list[str]:
    """Return the folders in which a program looks for libraries wherever it lies itself."""
    return [one for at in places(image) for one in text(image, at).split(":") if not is_beside(one)]


def take_out(image: bytearray) -> bool:
    changed = False
    for at in places(image):
        said = text(image, at)
        kept = ":".join(one for one in said.split(":") if is_beside(one))
        if kept == said:
            continue
        # linkers let one string be another's end: behind the last slash may lie a symbol's name, before it none does
        room = said.rindex("/") + 1
        if len(kept) >= room:
            raise Absolute(f"No room to write {kept!r} into {said!r}")
        image[at : at + room] = kept.encode().ljust(room, b"\0")
        changed = True
    return changed


def is_beside(one: str) -> bool:
    """Tell a folder that goes with the program; the loader passes over an empty list, and over nothing else empty."""
    return one.startswith(("$ORIGIN", "${ORIGIN}"))


def text(image: bytes, at: int) -> str:
    return bytes(image[at : image.index(b"\0", at)]).decode()


def places(image: bytes) -> list[int]:
    """Return where in the file the lists of folders stand that are not empty."""
    (start,) = struct.unpack_from("<Q", image, 32)
    size, count = struct.unpack_from("<HH", image, 54)
    headers = [struct.unpack_from("<IIQQQQ", image, start + number * size) for number in range(count)]
    loaded = [(offset, address, length) for kind, _, offset, address, _, length in headers if kind == _LOAD]
    told = [
        entry
        for kind, _, offset, _, _, length in headers
        if kind == _DYNAMIC
        for entry in entries(image, offset, length)
    ]
    strings = [entry.value for entry in told if entry.tag == _STRTAB]
    found = [entry.value for entry in told if entry.tag in (_RPATH, _RUNPATH)]
    if not found:
        return []
    base = next(
        offset + strings[0] - address for offset, address, length in loaded if 0 <= strings[0] - address < length
    )
    return [base + value for value in found if image[base + value]]


def entries(image: bytes, start: int, length: int) -> Iterator[Entry]:
    for at in range(start, start + length, _ENTRY.size):
        tag, value = _ENTRY.unpack_from(image, at)
        if tag == 0:
            return
        yield Entry(tag, value)
