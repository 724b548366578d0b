"""The company's published process: a numbered version of an ordered list of steps."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import msgspec

from app.domain.lead import Channel
from app.domain.templates import Template

DAY_S = 86400


class Track(StrEnum):
    """A run of steps; entering a stage enters its track."""

    NEW = "new"
    APPLICATION = "application"
    PREAPPROVED = "preapproved"
    NURTURE = "nurture"


class OnExhausted(StrEnum):
    """What becomes of a lead when nothing is left to do; own and referred leads are always kept."""

    RETURN = "return_to_marketing"
    KEEP = "keep"


class Doer(StrEnum):
    """Who does a step; marketing's own are never in the queue or in adherence."""

    OFFICER = "officer"
    MARKETING = "marketing"


class Step(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One contact the playbook asks for.

    Exactly one of `after_s`, `on_day`, `every_s` is set: seconds since `start`; a calendar day of the
    borrower's clock with the day received as day 1; or seconds since the same step was last done (the first
    time: since the track was entered), and then also `before_expiry_s` before the borrower's letter expires, should
    that come first. `between` is (from, to) in minutes after the borrower's midnight.
    `within_s` is how long the step stays on time, counted over open time.
    """

    step_id: str
    channel: Channel
    after_s: int | None = None
    on_day: int | None = None
    every_s: int | None = None
    before_expiry_s: int | None = None
    within_s: int | None = None
    between: tuple[int, int] | None = None
    template: str = ""
    by: Doer = Doer.OFFICER
    track: Track = Track.NEW
    note: str = ""

    @property
    def day(self) -> int:
        """Return the calendar day the step stands on; an elapsed one stands on day 1 + its whole days."""
        if self.on_day is not None:
            return self.on_day
        return 1 + (self.after_s or self.every_s or 0) // DAY_S


class Playbook(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`version` is 0 until a hub or this desk puts it in force. Durations in seconds; None means never.

    `templates` are the company's own words, which go before shipped ones of the same name. `later` are the versions
    published after this one, in order, each with when it came into force: a lead that wakes restarts on the last.
    """

    name: str
    steps: tuple[Step, ...]
    version: int = 0
    summary: str = ""
    source: str = ""
    caveat: str = ""
    first_call_within_s: int = 300
    give_up_after_s: int | None = None
    on_exhausted: OnExhausted = OnExhausted.RETURN
    take_back_after_s: int | None = None
    per_call_s: int = 360
    templates: tuple[Template, ...] = ()
    later: tuple[tuple[datetime, Playbook], ...] = ()

    def in_force(self, at: datetime) -> Playbook:
        """Return the version in force at an instant, this one where nothing was published since."""
        return next((book for since, book in reversed(self.later) if since <= at), self)

    def track(self, track: Track) -> tuple[Step, ...]:
        return tuple(s for s in self.steps if s.track is track)
