"""What a restored backup must not bring back, in a file of its own beside the hub's database."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path

from app.errors import StoreUnusable

REVOKED = "revoked"


class FileLedger:
    """One JSON line a device that was shut out; ids only, so that it may lie beside any database."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def revoked(self) -> set[str]:
        """Return the devices that were shut out; a line cut short by a full disk says nothing."""
        try:
            lines = self._file.read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return set()
        except OSError as problem:
            raise self._unusable(problem) from None
        return {one for line in lines if (one := _read(line))}

    def keep(self, device_ids: Iterable[str]) -> None:
        """Add those that are not there yet; on the disk when this returns."""
        new = sorted(set(device_ids) - self.revoked())
        if not new:
            return
        try:
            descriptor = os.open(self._file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            with os.fdopen(descriptor, "ab") as file:
                # a line break first: the line before may have been cut short
                file.write("".join(f"\n{json.dumps({REVOKED: one})}" for one in new).encode() + b"\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as problem:
            raise self._unusable(problem) from None

    def _unusable(self, problem: OSError) -> StoreUnusable:
        what = f"The list of revoked devices, {self._file.name}, cannot be used: {problem.strerror}."
        return StoreUnusable(what, f"Check {self._file.parent}: without it a restored hub would let them in again.")


def _read(line: str) -> str:
    try:
        found = json.loads(line)
    except ValueError:
        return ""
    device_id = found.get(REVOKED) if isinstance(found, dict) else ""
    return device_id if isinstance(device_id, str) else ""
