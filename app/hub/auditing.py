"""Who did what, in a chain of its own: a line cannot be changed or taken out unnoticed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from app.hub.ports import Rows
from app.hub.records import AuditLine

#: who acts when somebody at the hub's own command line does
OPERATOR = "operator"
#: what a hub notes that was put back to an older state
RESTORED = "restored from a backup"
_GENESIS = bytes(32)


def note(rows: Rows, at: datetime, by: str, what: str, subject: str) -> None:
    """Add a line to the audit, in the transaction of what it tells. Ids only: it is no place for borrower data."""
    n, prev = _next_after(rows.audit.last(), rows.audit.head())
    rows.audit.add(AuditLine(n, at, by, what, subject, prev, _hash(n, at, by, what, subject, prev)))


def _next_after(last: tuple[int, bytes] | None, head: tuple[int, bytes] | None) -> tuple[int, bytes]:
    """Return the number of the next line and the hash it stands on.

    Lines that were cut off at the end stay missed: the next one goes on from the last that was written, and where that
    is noted nowhere any more, a number is left out. Else whatever is noted next would mend the chain.
    """
    n, prev = last or (0, _GENESIS)
    if head is None:
        return (n + 2 if n else 1), prev
    n, prev = max((n, prev), head, key=lambda end: end[0])
    return n + 1, prev


def was_restored(rows: Rows) -> bool:
    """Return whether this hub was ever put back to an older state, and may have lost what it gave since."""
    return rows.audit.has(RESTORED)


def first_bad(lines: Iterable[AuditLine], head: tuple[int, bytes] | None) -> int | None:
    """Return the number of the first line that does not follow from the one before it, or is missing at the end.

    `head` is the last line this program wrote; one from before there was a head may have written more. None stands
    where no line was ever written: without it nobody could tell how many there should be.
    """
    n, prev = 0, _GENESIS
    for n, line in enumerate(lines, 1):
        is_head = head is not None and head[0] == n
        if line.n != n or line.prev != prev or not is_as_noted(line) or (is_head and head != (n, line.hash)):
            return n
        prev = line.hash
    is_short = n > 0 if head is None else head[0] > n
    return n + 1 if is_short else None


def is_as_noted(line: AuditLine) -> bool:
    """Return whether a line says what it said when it was noted, whatever stands before it."""
    return line.hash == _hash(line.n, line.at, line.by, line.what, line.subject, line.prev)


def as_written(line: AuditLine) -> dict[str, Any]:
    """Return a line as an export has it, with all that its hash is made of; docs/audit.md says how to check one."""
    return {
        "n": line.n,
        "at": line.at.isoformat(),
        "by": line.by,
        "what": line.what,
        "subject": line.subject,
        "prev": line.prev.hex(),
        "hash": line.hash.hex(),
    }


def receipt_of(
    event_hash: bytes, received_at: int, *, is_repeat: bool, clock: str | None = None, offset_ms: int | None = None
) -> bytes:
    """Seal what the hub itself notes of an event's arrival, which the device's chain knows nothing of.

    All as the database keeps it, instants in microseconds: a value that is none must be found, not raise. An event
    whose `clock` was not graded has a receipt as from before clocks were.
    """
    if clock is None:
        noted = b"followthrough receipt 1\n%b%d %d" % (event_hash, received_at, is_repeat)
    else:
        words = (event_hash, received_at, is_repeat, clock.encode(), offset_ms or 0)
        noted = b"followthrough receipt 2\n%b%d %d %b %d" % words
    return hashlib.sha256(noted).digest()


def _hash(n: int, at: datetime, by: str, what: str, subject: str, prev: bytes) -> bytes:
    out = hashlib.sha256(b"followthrough audit 1\n")
    for part in (str(n), at.isoformat(), by, what, subject):
        data = part.encode()
        out.update(b"%d:%b," % (len(data), data))
    out.update(prev)
    return out.digest()
