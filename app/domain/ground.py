"""What does not change while one lead's course is followed: place, officer, rules, and when both allow a contact."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from app.domain.answers import Code, Reason
from app.domain.contact_rules import ContactRules
from app.domain.lead import Channel
from app.domain.officer import Officer
from app.domain.places import Place
from app.domain.rule_rows import free_at
from app.domain.shift import ShiftDays, shift_calendar
from app.domain.spans import Calendar, both
from app.domain.zone_clock import clock_of

# named here: to look a member up in its class takes longer than to compare with it
_CALL: Final = Channel.CALL
_EMAIL: Final = Channel.EMAIL
#: grounds kept for the next lead of the same officer in the same place
_MOST = 8192
_remembered: dict[tuple[int, int, int], Ground] = {}


@lru_cache(maxsize=4096)
def on_shift_and_allowed(law: Calendar, shift: Calendar) -> Calendar:
    """Return the common calendar of two, made once for each pair."""
    return both(law, shift)


class Ground:
    """When a contact may fall due in one place for one officer, and what time it is there.

    `calls`, `texts` and `shift` are calendars; the shift is all that e-mails wait for. The cap allows fewer than
    `cap_count` unasked contacts within `cap_s` seconds; `counts_all` also those the borrower had asked for.
    """

    def __init__(self, rules: ContactRules, place: Place, officer: Officer) -> None:
        self.rules, self.place, self.officer = rules, place, officer
        self.zone = place.clock_zone
        self.clock = clock_of(place.clock_zone)
        self.days = ShiftDays(officer, place.clock_zone)
        self.shift = shift_calendar(officer)
        self.calls = on_shift_and_allowed(rules.open_hours(place, Channel.CALL), self.shift)
        self.texts = on_shift_and_allowed(rules.open_hours(place, Channel.TEXT), self.shift)
        cap = rules.cap_of(place)
        self.cap_count, self.cap_s, self.counts_all = cap.count, cap.hours * 3600, cap.counts_all

    def open(self, channel: Channel) -> Calendar:
        """Return when steps of a channel may fall due."""
        if channel is _CALL:
            return self.calls
        return self.shift if channel is _EMAIL else self.texts

    def waits_for_shift(self, channel: Channel, asked: int, due: int) -> bool:
        """Return whether what was asked for off shift falls due where a shift opens (domain page, rule 7)."""
        return not self.open(channel).is_open(due - 1) and not self.shift.is_open(asked)

    def capped(self, at: int, times: list[int]) -> int:
        """Return the first instant from `at` on at which the attempts in `times` leave room for one more."""
        return free_at(times, at, self.cap_count, self.cap_s) if times else at

    @property
    def why_capped(self) -> Reason:
        """Return the cap as the reason it moves a contact; of no row, for several may lend it their figures."""
        return Reason(Code.CAP, detail=f"{self.cap_count} in {self.cap_s // 3600} h")


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
