"""States in which nobody is called or texted while an emergency lasts there."""

from __future__ import annotations

from datetime import datetime

import msgspec

from app.domain.spans import WEEK_S, Calendar, Span, instant


class Emergency(msgspec.Struct, frozen=True, omit_defaults=True):
    """Switched on for a state (two letters) at an instant, and off at `until`; None while it lasts."""

    state: str
    from_at: datetime
    until: datetime | None = None

    def covers(self, at: int) -> bool:
        """Return whether it lasts at a UTC second."""
        return instant(self.from_at) <= at and (self.until is None or at < instant(self.until))


def outside(emergency: Emergency) -> Calendar:
    """Return the calendar of all time but the emergency's."""
    begins = instant(emergency.from_at)
    ends = None if emergency.until is None else instant(emergency.until)

    def spans(week: int) -> list[Span]:
        low, high = week * WEEK_S, (week + 1) * WEEK_S
        before = (low, min(high, begins))
        after = [] if ends is None else [(max(low, ends), high)]
        return [span for span in (before, *after) if span[0] < span[1]]

    return Calendar(spans)
