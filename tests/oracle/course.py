"""What the playbook asked for on one lead, step by step, by rules 2 to 10 of the domain page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from tests.oracle.hours import DAY, MINUTE, Open, day_in, lawful, shift_of, wall
from tests.oracle.kept import PROMISES, Act, Inquiry

EARLY = 10 * MINUTE
AGAIN, AGAIN_UNTIL = 15 * MINUTE, 30 * MINUTE
CAP = 3
FOREVER = timedelta(days=60)


def length(text: str) -> timedelta:
    number, unit = re.fullmatch(r"(\d+)([smhd])", text).groups()  # type: ignore[union-attr]
    return int(number) * {"s": timedelta(seconds=1), "m": MINUTE, "h": 60 * MINUTE, "d": DAY}[unit]


@dataclass(frozen=True)
class Step:
    step_id: str
    channel: str
    after: timedelta | None
    within: timedelta | None
    on_day: int
    between: tuple[int, int] | None
    by_officer: bool


def steps_of(playbook: dict[str, Any], track: str) -> list[Step]:
    found = []
    for one in playbook["step"]:
        if one.get("track", "new") != track:
            continue
        after = length(one["after"]) if "after" in one else None
        day = one["on_day"] if after is None else 1 + after // DAY
        within = length(one["within"]) if "within" in one else None
        between = tuple(_minute(part) for part in one["between"].split("-")) if "between" in one else None
        by_officer = one.get("by", "officer") == "officer"
        found.append(Step(one["id"], one["channel"], after, within, day, between, by_officer))  # type: ignore[arg-type]
    return found


def _minute(text: str) -> int:
    hour, minute = text.split(":")
    return int(hour) * 60 + int(minute)


@dataclass(frozen=True)
class Window:
    """One step as it was asked for: `done` is when it was done; one that `lapsed` went while it was asked for."""

    lead_id: str
    step: Step
    due: datetime
    until: datetime
    done: datetime | None = None
    lapsed: bool = False


@dataclass(frozen=True)
class Promised:
    """One promise: `tried` is the first try that answers it, `over` when it went without one, `why` by what."""

    lead_id: str
    made: Act
    at: datetime
    tried: datetime | None = None
    why: str = ""
    over: datetime | None = None


class Course:
    """Follows one lead through its activities up to an instant, then as were each remaining step done when due."""

    def __init__(self, lead: Inquiry, playbook: dict[str, Any], officer: dict[str, Any], at: datetime) -> None:
        self.lead, self.at, self.officer, self.playbook = lead, at, officer, playbook
        first, last = lead.received.date() - 2 * DAY, lead.received.date() + FOREVER
        self.shift = shift_of(officer, first, last)
        self.law = lawful(lead.zones, lead.states, first, last)
        self.open = {"call": self.shift.both(self.law), "email": self.shift}
        self.open["text"] = self.open["call"]
        self.windows: list[Window] = []
        self.promises: list[Promised] = []
        #: solicitations by call or text, which the cap counts
        self.counted: list[datetime] = []
        self.dead: set[str] = set()
        self.promise: datetime | None = None
        self.tries = 0
        self.closed: datetime | None = None
        self.requested_until: datetime | None = None
        self.given_up_from = length(playbook["give_up_after"])
        self._enter("new", lead.received)
        self._follow()

    # -- where the lead stands on its ladders --------------------------------------------------------------

    def _enter(self, track: str, since: datetime) -> None:
        self.track, self.since = track, since
        start = self.open["call"].first(since)
        assert start is not None
        self.start = start
        self.left = {channel: [s for s in steps_of(self.playbook, track) if s.channel == channel] for channel in self.open}
        self.last: dict[str, datetime] = {}
        self.done: dict[str, Step] = {}
        self.again: datetime | None = None
        self.busy = 0

    def _base(self, step: Step) -> datetime:
        """Return the instant a step is planned for, kept apart from the last try of its channel."""
        zone, begin = self.lead.clock_zone, step.between[0] if step.between else 0
        if step.after is not None:
            planned = self.start + step.after
        else:
            planned = max(self.since, wall(zone, day_in(zone, self.since) + (step.on_day - 1) * DAY, begin))
        before, last = self.done.get(step.channel), self.last.get(step.channel)
        if before is None or last is None:
            return planned
        if step.after is not None and before.after is not None:
            return max(planned, last + step.after - before.after)
        return max(planned, wall(zone, day_in(zone, last) + (step.on_day - before.on_day) * DAY, begin))

    def _first(self, channel: str, at: datetime) -> datetime:
        """Return the first instant on shift and allowed, with room under the cap."""
        while True:
            found = self.open[channel].first(at)
            assert found is not None
            recent = sorted(one for one in self.counted if found - DAY < one <= found)
            if channel == "email" or len(recent) < CAP:
                return found
            at = recent[-CAP] + DAY

    def _window(self, step: Step) -> tuple[datetime, datetime]:
        if self.again is not None and step.channel == "call":
            due = self._first("call", self.again)
            return due, self.open["call"].after(due, AGAIN_UNTIL - AGAIN) if self.busy else self._until(step, due)
        due = self._first(step.channel, self._base(step))
        return due, self._until(step, due)

    def _until(self, step: Step, due: datetime) -> datetime:
        opens, zone = self.open[step.channel], self.lead.clock_zone
        if step.within is not None:
            return opens.after(due, step.within)
        if step.between is None:
            return self._shift_day_end(due)
        begin, end = (wall(zone, day_in(zone, due), minute) for minute in step.between)
        if end > due and opens.passed(max(begin, due), end):
            return end
        return opens.after(due, (step.between[1] - step.between[0]) * MINUTE)

    def _shift_day_end(self, due: datetime) -> datetime:
        zone = self.officer["zone"] if self.officer.get("hours") else self.lead.clock_zone
        midnight = wall(zone, day_in(zone, due) + DAY, 0)
        return max(min(end, midnight) for start, end in self.shift.spans if start < midnight and end > due)

    def _do(self, step: Step, window: tuple[datetime, datetime], done: datetime | None) -> None:
        self.windows.append(Window(self.lead.lead_id, step, *window, done))
        self.left[step.channel].remove(step)
        if step.channel == "call":
            self.again, self.busy = None, 0

    # -- what happened -------------------------------------------------------------------------------------

    def _follow(self) -> None:
        for act in self.lead.acts:
            self._lapse(act.at)
            if act.is_attempt:
                self._attempt(act)
            self._mean(act)
        self._lapse(self.at)
        self.left_at_now = {channel: list(steps) for channel, steps in self.left.items()}
        self._foresee()

    def _lapse(self, now: datetime) -> None:
        """Let e-mails and texts that were not sent in time go; a call stays due."""
        for channel in ("email", "text"):
            while self.left[channel] and self.promise is None and not self.closed:
                step = self.left[channel][0]
                window = self._window(step)
                if window[1] >= now or self._is_given_up(window[0]):
                    break
                self._do(step, window, None)
                self.windows[-1] = replace(self.windows[-1], lapsed=True)

    def _is_given_up(self, due: datetime) -> bool:
        return due >= self.start + self.given_up_from

    def _attempt(self, act: Act) -> None:
        if self.promise is not None:
            if act.channel == "call" and act.at >= self.promise - EARLY:
                self._answer(act)
        elif self.left[act.channel] and not self.closed:
            step = self.left[act.channel][0]
            window = self._window(step)
            if act.at >= window[0] - EARLY and not self._is_given_up(window[0]):
                self._try(act, step, window)
        if act.channel in ("call", "text") and not self._was_asked_for(act):
            self.counted.append(act.at)
        if not self.closed:
            self.last[act.channel] = act.at

    def _try(self, act: Act, step: Step, window: tuple[datetime, datetime]) -> None:
        if act.kind in ("wrong_number", "disconnected"):
            self.again, self.busy = act.at, 0
            return
        self.busy = self.busy + 1 if act.kind == "busy" else 0
        if act.kind == "busy" and self.busy < CAP:
            self.again = act.at + AGAIN
            return
        self._do(step, window, act.at)
        self.done[act.channel] = step

    def _was_asked_for(self, act: Act) -> bool:
        promised = bool(self.promises) and act.at >= self.promises[-1].at - EARLY and self.promise is not None
        return promised or (self.requested_until is not None and act.at <= self.requested_until)

    def _answer(self, act: Act) -> None:
        self.tries += 1
        if self.tries == 1:
            self.promises[-1] = replace(self.promises[-1], tried=act.at)
        if act.is_contact or self.tries == 3:
            self.promise = None
        elif self.tries == 1:
            self.promise = act.at + AGAIN
        else:
            self.promise = self._next_morning(act.at)

    def _next_morning(self, at: datetime) -> datetime:
        zone = self.officer["zone"]
        found = self.shift.first(wall(zone, day_in(zone, at) + DAY, 0))
        assert found is not None
        return found

    def _mean(self, act: Act) -> None:
        """Do what an outcome says beyond its step."""
        if act.kind in ("wrong_number", "disconnected", "bounced"):
            self.dead.add(act.number)
        if act.kind in ("inbound", "replied"):
            self.requested_until = act.at + DAY
        if act.kind in PROMISES and act.when is not None:
            self._end_promise(act.at, "moved")
            self.promise, self.tries = act.when, 0
            self.promises.append(Promised(self.lead.lead_id, act, act.when))
        elif act.kind in ("bad_lead", "do_not_call", "not_interested", "not_now"):
            self._end_promise(act.at, "closed")
            self.closed = self.closed or act.at
        elif act.kind == "sending_application":
            self._end_promise(act.at, "closed")
            self._enter("application", act.at)
        elif act.kind == "inquired_again" and not self.closed and not self.lead_was_contacted(act.at):
            self._inquired_again(act)

    def _inquired_again(self, act: Act) -> None:
        """Ring again: a new first-call window for who asked once more."""
        self._enter("new", act.at)

    def lead_was_contacted(self, before: datetime) -> bool:
        contact = self.lead.contact
        return contact is not None and contact.at < before

    def _end_promise(self, at: datetime, why: str) -> None:
        if self.promise is not None and self.promises[-1].tried is None:
            self.promises[-1] = replace(self.promises[-1], why=why, over=at)
        self.promise = None

    # -- what would have been asked for --------------------------------------------------------------------

    def _foresee(self) -> None:
        """Go on as were each step done when due, whatever has paused or closed the lead since."""
        while True:
            dues = [(*self._window(steps[0]), steps[0]) for steps in self.left.values() if steps]
            dues = [one for one in dues if not self._is_given_up(one[0])]
            if not dues:
                return
            due, until, step = min(dues, key=lambda one: one[0])
            if due > self.at:
                return
            self._do(step, (due, until), None)
            if self.closed_channel(step.channel, until):
                continue
            self.done[step.channel], self.last[step.channel] = step, due
            if step.channel != "email":
                self.counted.append(due)

    def ended(self) -> datetime | None:
        """Return when the lead ended: closed by an outcome, or with nothing left to do."""
        limit = self.start + self.given_up_from
        left = [s for c, steps in self.left_at_now.items() for s in steps if not self.closed_channel(c, self.at)]
        own = self.lead.origin != "company"
        if self.closed is not None or self.promise is not None or own or self.track != "new":
            return self.closed
        if not left:
            ends = [w.until for w in self.windows if w.done is not None or w.lapsed]
            limit = min(limit, max([self.since, *ends, *(act.at for act in self.lead.acts)]))
        return limit if limit <= self.at else None

    def closed_channel(self, channel: str, before: datetime) -> bool:
        """Return whether the channel was shut by then: no address, no consent, opted out, or all its numbers dead."""
        acts = [act for act in self.lead.acts if act.at < before]
        if channel == "email":
            gone = {a.number for a in acts if a.kind == "bounced"}
            return not set(self.lead.emails) - gone or any(a.kind == "opted_out" for a in acts)
        gone = {a.number for a in acts if a.kind in ("wrong_number", "disconnected")}
        if not set(self.lead.phones) - gone or any(a.kind == "do_not_call" for a in acts):
            return True
        has_stopped = any(a.kind == "stop" for a in acts)
        return channel == "text" and (self.lead.consent.get("text") != "given" or has_stopped)


def courses(leads: Iterable[Inquiry], playbook: dict[str, Any], people: dict[str, Any], at: datetime) -> dict[str, Course]:
    return {
        lead.lead_id: Course(lead, playbook, people[lead.last_holder], at) for lead in leads if lead.last_holder is not None
    }
