"""Who did what, in a chain of its own: a line cannot be changed or taken out unnoticed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime

from app.hub.ports import Rows
from app.hub.records import AuditLine

#: who acts when somebody at the hub's own command line does
OPERATOR = "operator"
_GENESIS = bytes(32)


def note(rows: Rows, at: datetime, by: str, what: str, subject: str) -> None:
    """Add a line to the audit, in the transaction of what it tells. Ids only: it is no place for borrower data."""
    last = rows.audit.last()
    n, prev = (last.n + 1, last.hash) if last else (1, _GENESIS)
    rows.audit.add(AuditLine(n, at, by, what, subject, prev, _hash(n, at, by, what, subject, prev)))


def first_bad(lines: Iterable[AuditLine]) -> int | None:
    """Return the number of the first line that does not follow from the one before it."""
    prev = _GENESIS
    for n, line in enumerate(lines, 1):
        expected = _hash(n, line.at, line.by, line.what, line.subject, prev)
        if line.n != n or line.prev != prev or line.hash != expected:
            return n
        prev = line.hash
    return None


def _hash(n: int, at: datetime, by: str, what: str, subject: str, prev: bytes) -> bytes:
    out = hashlib.sha256(b"followthrough audit 1\n")
    for part in (str(n), at.isoformat(), by, what, subject):
        data = part.encode()
        out.update(b"%d:%b," % (len(data), data))
    out.update(prev)
    return out.digest()
