"""What does not change while one lead's course is followed: place, officer, rules, and when both allow a contact."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from typing import Final

from app.domain.answers import Code, Purpose, Reason
from app.domain.contact_rules import ContactRules
from app.domain.lead import Channel
from app.domain.officer import Officer
from app.domain.places import Place
from app.domain.rule_rows import Cap
from app.domain.shift import ShiftDays, shift_calendar
from app.domain.spans import Calendar, both
from app.domain.tried import Tried
from app.domain.zone_clock import clock_of

# named here: to look a member up in its class takes longer than to compare with it
_CALL: Final = Channel.CALL
_EMAIL: Final = Channel.EMAIL
#: grounds kept for the next lead of the same officer in the same place
_MOST = 8192
_remembered: dict[tuple[int, int, int], Ground] = {}


def cap_moves(cap: Cap) -> Reason:
    """Return a cap as the reason it moves a contact; of no row, for several may lend it their figures."""
    return Reason(Code.CAP, detail=f"{cap.count} in {cap.hours} h")


@lru_cache(maxsize=4096)
def on_shift_and_allowed(law: Calendar, shift: Calendar) -> Calendar:
    """Return the common calendar of two, made once for each pair."""
    return both(law, shift)


class Ground:
    """When a contact may fall due in one place for one officer, and what time it is there.

    `calls`, `texts` and `shift` are calendars; the shift is all that e-mails wait for. `law` binds unasked calls,
    its `caps` (one more than its turns) texts as well; none binds who was tried less than `fewest` times.
    """

    def __init__(self, rules: ContactRules, place: Place, officer: Officer) -> None:
        self.rules, self.place, self.officer = rules, place, officer
        self.zone = place.clock_zone
        self.clock = clock_of(place.clock_zone)
        self.days = ShiftDays(officer, place.clock_zone)
        self.shift = shift_calendar(officer)
        self.law = rules.law(place, Channel.CALL, Purpose.SOLICIT)
        self.calls = on_shift_and_allowed(self.law.hours, self.shift)
        self.texts = on_shift_and_allowed(rules.open_hours(place, Channel.TEXT), self.shift)
        # the company's own cap always binds unasked contacts
        self.caps = tuple(cap for cap in self.law.caps if cap is not None)
        self.fewest = min(cap.count for cap in self.caps)

    def open(self, channel: Channel) -> Calendar:
        """Return when steps of a channel may fall due."""
        if channel is _CALL:
            return self.calls
        return self.shift if channel is _EMAIL else self.texts

    def waits_for_shift(self, channel: Channel, asked: int, due: int) -> bool:
        """Return whether what was asked for off shift falls due where a shift opens (domain page, rule 7)."""
        return not self.open(channel).is_open(due - 1) and not self.shift.is_open(asked)

    def capped(self, at: int, tried: Tried) -> int:
        """Return the first instant from `at` on at which the cap in force then leaves room for one more."""
        return self.law.free_from(at, tried) if tried.all else at

    def why_capped(self, at: int) -> Reason:
        """Return the cap in force at an instant as the reason it moves a contact."""
        return cap_moves(self.caps[bisect_right(self.law.turns, at)])


def ground_of(rules: ContactRules, place: Place, officer: Officer) -> Ground:
    """Return the ground of a place and an officer, made once for as long as these very objects are asked about."""
    # by identity: hashing hours, licences and absences takes longer than following a lead; what is kept holds on to
    # its objects, so that no other can come by their ids
    key = id(rules), id(place), id(officer)
    found = _remembered.get(key)
    if found is None:
        if len(_remembered) >= _MOST:
            _remembered.clear()
        found = _remembered[key] = Ground(rules, place, officer)
    return found
