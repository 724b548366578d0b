"""How long somebody who is busy asks to be left alone: `Retry-After`, as seconds or as a date (RFC 9110)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def retry_after_s(headers: Mapping[str, str], said_at: datetime | None) -> float | None:
    """Return the seconds, None where nothing that can be read was asked.

    A date is held against the answer's own `Date`, or `said_at`, never against this machine's clock: both are the
    other's clock then, and it does not matter how wrong ours is.
    """
    asked = headers.get("retry-after", "").strip()
    if asked.isascii() and asked.isdigit():
        return float(asked)
    until, now = _instant(asked), _instant(headers.get("date", "")) or said_at
    return None if until is None or now is None else max(0.0, (until - now).total_seconds())


def _instant(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    # "-0000" says that the zone is not known, and the time is UTC all the same
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)
