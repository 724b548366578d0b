"""What a restored backup must not bring back, in a file of its own beside the hub's database."""

from __future__ import annotations

import json
import os
from collections.abc import Set
from pathlib import Path

from app.errors import StoreUnusable

REVOKED, LEFT, PURGED, WIPED = "revoked", "left", "purged", "wiped"
RECOVERY_KEY, INTAKE_KEY, HOLD = "recovery_key", "intake_key", "hold"


class FileLedger:
    """One JSON line a device, person or vendor's key shut out, a lead purged, a recovery key, a legal hold.

    Ids, keyed hashes and public halves only, so that it may lie beside any database.
    """

    def __init__(self, file: Path) -> None:
        self._file = file

    def revoked(self) -> set[str]:
        """Return the devices that were shut out."""
        return {one for kind, one in self._lines() if kind == REVOKED}

    def left(self) -> set[str]:
        """Return the people who left, each time they did."""
        return {one for kind, one in self._lines() if kind == LEFT}

    def purged(self) -> set[str]:
        """Return the leads whose people are forgotten."""
        return {one for kind, one in self._lines() if kind == PURGED}

    def wiped(self) -> set[str]:
        """Return the devices that are to throw their data away."""
        return {one for kind, one in self._lines() if kind == WIPED}

    def recovery_keys(self) -> set[str]:
        """Return what was said of the company's recovery keys, a JSON text each."""
        return {one for kind, one in self._lines() if kind == RECOVERY_KEY}

    def intake_keys(self) -> set[str]:
        """Return the vendors' keys that were revoked, by what they are called."""
        return {one for kind, one in self._lines() if kind == INTAKE_KEY}

    def holds(self) -> set[str]:
        """Return what was said of legal holds, a JSON text each."""
        return {one for kind, one in self._lines() if kind == HOLD}

    def keep(
        self,
        *,
        revoked: Set[str],
        left: Set[str],
        purged: Set[str] = frozenset(),
        wiped: Set[str] = frozenset(),
        recovery_keys: Set[str] = frozenset(),
        intake_keys: Set[str] = frozenset(),
        holds: Set[str] = frozenset(),
    ) -> None:
        """Add those that are not there yet; on the disk when this returns."""
        told = (
            (REVOKED, revoked),
            (LEFT, left),
            (PURGED, purged),
            (WIPED, wiped),
            (RECOVERY_KEY, recovery_keys),
            (INTAKE_KEY, intake_keys),
            (HOLD, holds),
        )
        new = sorted({(kind, one) for kind, many in told for one in many} - self._lines())
        if not new:
            return
        try:
            descriptor = os.open(self._file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            with os.fdopen(descriptor, "ab") as file:
                # a line break first: the line before may have been cut short
                file.write("".join(f"\n{json.dumps({kind: one})}" for kind, one in new).encode() + b"\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as problem:
            raise self._unusable(problem) from None

    def _lines(self) -> set[tuple[str, str]]:
        """Return what the file says; a line cut short by a full disk says nothing."""
        try:
            lines = self._file.read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return set()
        except OSError as problem:
            raise self._unusable(problem) from None
        return {one for line in lines for one in _read(line)}

    def _unusable(self, problem: OSError) -> StoreUnusable:
        what = f"The list of revoked devices, {self._file.name}, cannot be used: {problem.strerror}."
        return StoreUnusable(what, f"Check {self._file.parent}: without it a restored hub would let them in again.")


def _read(line: str) -> list[tuple[str, str]]:
    try:
        found = json.loads(line)
    except ValueError:
        return []
    said = found.items() if isinstance(found, dict) else ()
    return [(kind, one) for kind, one in said if isinstance(one, str)]
