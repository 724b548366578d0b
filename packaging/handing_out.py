"""What is handed out: signed by a command of whoever publishes it, and listed with what each file must hash to."""

from __future__ import annotations

import hashlib
import os
import shlex
import subprocess
from pathlib import Path

#: names a command; each file is its last word. Where it is not set nothing is signed
SIGN = "FOLLOWTHROUGH_SIGN"
SUMS = "SHA256SUMS"


def sign(file: Path) -> None:
    """Have a file signed, in place or by one beside it; what the command refuses is not handed out.

    So before anything is said of the file: a signature within it changes its sum.
    """
    command = shlex.split(os.environ.get(SIGN, ""))
    if command:
        subprocess.run([*command, str(file)], check=True)


def seal(folder: Path) -> None:
    """Write down the sums of all files of a folder, and have that list signed: it stands for the others."""
    (folder / SUMS).write_text(digests(folder), encoding="utf-8")
    sign(folder / SUMS)


def digests(folder: Path) -> str:
    """Return the sums of all files, as `sha256sum --check` reads them."""
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.name != SUMS)
    return "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files)
