"""What a support bundle is made of: texts that tell of a program and of nobody, shown before they are kept."""

from __future__ import annotations

import json
import os
import platform
import re
import sys
import zipfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, TextIO

import msgspec

from app.errors import BadInput, BadUsage
from app.logs import CRASHES, scrub
from app.release import VERSION

#: of a log so much from its end is enough to see what went wrong
_TAIL_BYTES = 2_000_000
_LIBRARIES = (
    "PySide6", "shiboken6", "sqlcipher3-wheels", "msgspec", "httpx", "truststore", "keyring", "plyer", "APScheduler",
    "SQLAlchemy", "alembic", "psycopg", "starlette", "uvicorn", "tzdata",
)  # fmt: skip
#: what lets somebody in, however it came into a text: a pass, a key, a code, what stands in an address before the host
_SECRETS = (
    (re.compile(r"(?i)\b(bearer|basic)\s+\S+"), r"\1 [secret]"),
    (re.compile(r"(?<=://)[^/\s@]+@"), "[secret]@"),
    (re.compile(r"\b(?:[0-9A-Z]{4}-){4}[0-9A-Z]{4}\b"), "[code]"),
    (re.compile(r"\b[\w-]{2,40}\.[\w-]{4,}\.(?=[\w-]*\d)[\w-]{20,}"), "[token]"),
    (re.compile(r"\b[0-9a-fA-F]{40,}\b"), "[key]"),
    (
        re.compile(r"(?i)\b(password|passwd|secret|token|client_secret|access_token|refresh_token)(\W{1,4})\w\S*"),
        r"\1\2[secret]",
    ),
)


class Part(msgspec.Struct, frozen=True):
    """One file of a bundle: what it is called, what it is, and all that is in it."""

    name: str
    what: str
    text: str


def redacted(text: str) -> str:
    """Return a text without numbers, mail addresses, secrets, and the home folder, which is called after somebody."""
    text = text.replace(str(Path.home()), "~") if Path.home() != Path("/") else text
    for pattern, instead in _SECRETS:
        text = pattern.sub(instead, text)
    return scrub(text)


def as_part(name: str, what: str, told: object) -> Part:
    return Part(name, what, redacted(json.dumps(told, indent=2, ensure_ascii=False, default=str)))


def versions() -> Part:
    """Tell which program this is, on what."""
    found = {}
    for name in _LIBRARIES:
        with suppress(PackageNotFoundError):
            found[name] = version(name)
    told = {
        "followthrough": VERSION,
        "packaged": bool(getattr(sys, "frozen", False)),
        "python": platform.python_version(),
        "system": platform.platform(),
        "machine": platform.machine(),
        "libraries": found,
    }
    return as_part("versions.json", "which program this is, on what system", told)


def logs_in(folders: Iterable[Path]) -> list[Part]:
    """Return the logs and crash reports of these folders, the newest end of each."""
    parts = []
    for folder in dict.fromkeys(folders):
        parts += [_tail(file, f"logs/{file.name}", "a log") for file in sorted(folder.glob("*.log*"))]
        crashes = sorted((folder / CRASHES).glob("*.txt"))
        parts += [_tail(file, f"crashes/{file.name}", "a crash report") for file in crashes]
    return parts


def _tail(file: Path, name: str, what: str) -> Part:
    try:
        with file.open("rb") as log:
            log.seek(max(0, file.stat().st_size - _TAIL_BYTES))
            return Part(name, what, redacted(log.read().decode("utf-8", "replace")))
    except OSError as error:
        return Part(name, what, f"cannot be read: {error.strerror or type(error).__name__}\n")


def as_listed(parts: Sequence[Part]) -> list[dict[str, Any]]:
    return [{"file": part.name, "what": part.what, "bytes": len(part.text.encode())} for part in parts]


def write_bundle(path: Path, parts: Sequence[Part]) -> None:
    """Write a new zip file that its owner alone may read; raises BadInput for a name that is taken or cannot be."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(descriptor, "wb") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bundle:
            for part in parts:
                bundle.writestr(part.name, part.text)
    except FileExistsError:
        raise BadInput(f"There is a file {path.name} already.", "Name another; a bundle replaces none.") from None
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise BadInput(f"{path.name} cannot be written: {why}.", "Name another place with --out.") from None


class Asks(msgspec.Struct, frozen=True):
    """How a verb asks before it goes on: at a terminal, with a word; a script has said `--yes`, or named the file."""

    yes: bool
    keyboard: TextIO
    screen: TextIO
    #: what a script that said nothing may do all the same
    unasked: bool = True

    def agreed(self, shown: str, question: str) -> bool:
        """Raises BadUsage where nobody sits there who could be asked, and it must not be done unasked."""
        if self.yes:
            return True
        if not self.keyboard.isatty():
            if not self.unasked:
                raise BadUsage("Nobody is here to be asked.", "Say --yes, if it is to be done.")
            return True
        print(f"{shown}\n{question} [y/N] ", end="", file=self.screen, flush=True)
        return self.keyboard.readline().strip().lower() in ("y", "yes")


def bundle(path: Path, parts: Sequence[Part], *, asks: Asks) -> dict[str, Any]:
    """Say what would be in the file, ask where a person sits there, and write it."""
    listed = as_listed(parts)
    told = {
        "parts": listed,
        "note": "No borrower, number, address, note, key or sign-in is in it; look before you send it.",
    }
    lines = [f"{one['bytes']:>9,} {one['file']}: {one['what']}" for one in listed]
    if not asks.agreed("\n".join(["The bundle would hold:", *lines, str(told["note"])]), f"Write {path.name}?"):
        return {**told, "written": None}
    write_bundle(path.expanduser().absolute(), parts)
    return {**told, "written": str(path)}
