"""What the playbook asked for on one lead, step by step, by rules 2 to 10 of the domain page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from tests.oracle.hours import DAY, MINUTE, day_in, lawful, shift_of, wall
from tests.oracle.kept import PROMISES, Act, Inquiry

EARLY = 10 * MINUTE
AGAIN, AGAIN_UNTIL = 15 * MINUTE, 30 * MINUTE
CAP = 3
NOBODY = {"zone": "America/New_York"}
#: from the application to the loan's end a call is about the loan
LOAN = {"application_submitted", "pre_approved", "in_contract", "processing", "underwriting", "clear_to_close"}
ENDS_LOAN = {"not_now", "not_interested", "do_not_call", "bad_lead"}
#: a loan that came to its end
EXITS = {"funded", "cancelled", "withdrawn", "denied"}
#: after these nobody waits for a promised call any more
ENDS_PROMISE = {"bad_lead", "do_not_call", "not_interested", "not_now", "sending_application", "skip"}
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


def steps_of(playbook: dict[str, Any], track: str) -> list[Step]:
    found = []
    for one in playbook["step"]:
        # marketing's own steps are no officer's
        if one.get("track", "new") != track or one.get("by", "officer") != "officer":
            continue
        after = length(one["after"]) if "after" in one else None
        day = one["on_day"] if after is None else 1 + after // DAY
        within = length(one["within"]) if "within" in one else None
        between = tuple(_minute(part) for part in one["between"].split("-")) if "between" in one else None
        found.append(Step(one["id"], one["channel"], after, within, day, between))  # type: ignore[arg-type]
    return found


def _minute(text: str) -> int:
    hour, minute = text.split(":")
    return int(hour) * 60 + int(minute)


@dataclass(frozen=True)
class Window:
    """One step as it was asked for, and when it was `done`; else it `lapsed` unsent, was `skipped`, or stays undone."""

    lead_id: str
    step: Step
    due: datetime
    until: datetime
    done: datetime | None = None
    lapsed: bool = False
    skipped: bool = False


class Course:
    """Follows one lead through its activities up to an instant, then as were each remaining step done when due."""

    def __init__(self, lead: Inquiry, playbook: dict[str, Any], officer: dict[str, Any], at: datetime) -> None:
        self.lead, self.at, self.officer, self.playbook = lead, at, officer, playbook
        first = lead.received.date() - 2 * DAY
        last = max([lead.received, *(act.at for act in lead.acts)]).date() + FOREVER
        self.shift = shift_of(officer, first, last)
        self.law = lawful(lead.zones, lead.states, first, last)
        self.open = {"call": self.shift.both(self.law), "email": self.shift}
        self.open["text"] = self.open["call"]
        self.windows: list[Window] = []
        #: solicitations by call or text, which the cap counts
        self.counted = solicitations(lead)
        self.closed: datetime | None = None
        #: closed because all was tried, or its time was up
        self.exhausted: datetime | None = None
        self.given_up_from = length(playbook["give_up_after"])
        self._enter("new", lead.received)
        self.first_call_id = self.left["call"][0].step_id
        self.first_call = self._window(self.left["call"][0], before=lead.received)
        self._follow()

    # -- where the lead stands on its ladders --------------------------------------------------------------

    def _enter(self, track: str, since: datetime) -> None:
        self.since = since
        start = self.open["call"].first(since)
        assert start is not None
        self.start = start
        self.left = {
            channel: [s for s in steps_of(self.playbook, track) if s.channel == channel] for channel in self.open
        }
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

    def _first(self, channel: str, at: datetime, before: datetime | None = None) -> datetime:
        """Return the first instant on shift and allowed, with room under the cap by the tries `before` an instant."""
        while True:
            found = self.open[channel].first(at)
            assert found is not None
            recent = sorted(
                one for one in self.counted if found - DAY < one <= found and (before is None or one < before)
            )
            if channel == "email" or len(recent) < CAP:
                return found
            at = recent[-CAP] + DAY

    def _window(self, step: Step, before: datetime | None = None) -> tuple[datetime, datetime]:
        if self.again is not None and step.channel == "call":
            due = self._first("call", self.again, before)
            return due, self.open["call"].after(due, AGAIN_UNTIL - AGAIN) if self.busy else self._until(step, due)
        due = self._first(step.channel, self._base(step), before)
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
        """Follow the lead until somebody spoke with the borrower: from then on nothing of it is judged."""
        now = self.at
        for act in self.lead.acts:
            self._pass_time(act.at)
            if act.is_attempt:
                self._attempt(act)
            if act.is_contact:
                now = act.at
                break
            self._mean(act)
        self._pass_time(now)
        self._foresee()

    def _pass_time(self, now: datetime) -> None:
        self._lapse(now)
        if self.closed is None and self.lead.is_returned_some_day:
            self.closed = self.exhausted = self._exhausted(now)

    def _exhausted(self, now: datetime) -> datetime | None:
        """Return when nothing was left to do, or the playbook gave up; None where that is not yet so."""
        end = self.start + self.given_up_from
        if not any(steps and not self.closed_channel(channel, now) for channel, steps in self.left.items()):
            gone = [w.until for w in self.windows if w.done is not None or w.lapsed or w.skipped]
            end = min(end, max([self.since, *gone, *(act.at for act in self.lead.acts if act.at < now)]))
        return end if end <= now else None

    def _lapse(self, now: datetime) -> None:
        """Let e-mails and texts that were not sent in time go; a call stays due."""
        for channel in ("email", "text"):
            while self.left[channel] and self.closed is None:
                step = self.left[channel][0]
                window = self._window(step)
                if window[1] >= now or self._is_given_up(window[0]) or self.closed_channel(channel, window[1]):
                    break
                self._do(step, window, None)
                self.windows[-1] = replace(self.windows[-1], lapsed=True)

    def _is_given_up(self, due: datetime) -> bool:
        return due >= self.start + self.given_up_from

    def _attempt(self, act: Act) -> None:
        if self.closed is None:
            if self.left[act.channel] and not self.closed_channel(act.channel, act.at):
                step = self.left[act.channel][0]
                window = self._window(step, before=act.at)
                if act.at >= window[0] - EARLY and not self._is_given_up(window[0]):
                    self._try(act, step, window)
            self.last[act.channel] = act.at

    def _try(self, act: Act, step: Step, window: tuple[datetime, datetime]) -> None:
        if act.kind in ("wrong_number", "disconnected"):
            self.again, self.busy = act.at, 0
            return
        if act.kind == "busy" and self.busy + 1 < CAP:
            self.again, self.busy = act.at + AGAIN, self.busy + 1
            return
        self._do(step, window, act.at)
        self.done[act.channel] = step

    def _mean(self, act: Act) -> None:
        """Do what an outcome says beyond its step."""
        if act.kind in ("bad_lead", "do_not_call"):
            self.closed = self.closed or act.at
        elif act.kind == "skip" and self.left[act.channel] and self.closed is None:
            step = self.left[act.channel][0]
            self._do(step, self._window(step, before=act.at), None)
            self.windows[-1] = replace(self.windows[-1], skipped=True)
        elif act.kind == "inquired_again" and "do_not_call" not in {
            one.kind for one in self.lead.acts if one.at < act.at
        }:
            # whoever asks once more rings like a new lead, one that had ended too
            self.closed = self.exhausted = None
            self._enter("new", act.at)

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
            self.done[step.channel] = step
            self.last[step.channel] = max(due, self.last.get(step.channel, due))
            if step.channel != "email" and not self.closed_channel(step.channel, until):
                self.counted.append(due)

    def closed_channel(self, channel: str, before: datetime) -> bool:
        """Return whether the channel was shut by then: no address, no consent, opted out, or all its numbers dead."""
        contact = self.lead.contact
        acts = [act for act in self.lead.acts if act.at < before and (contact is None or act.at < contact.at)]
        if channel == "email":
            gone = {a.number for a in acts if a.kind == "bounced"}
            return not set(self.lead.emails) - gone or any(a.kind == "opted_out" for a in acts)
        gone = {a.number for a in acts if a.kind in ("wrong_number", "disconnected")}
        if not set(self.lead.phones) - gone or any(a.kind == "do_not_call" for a in acts):
            return True
        has_stopped = any(a.kind == "stop" for a in acts)
        return channel == "text" and (self.lead.consent.get("text") != "given" or has_stopped)


def solicitations(lead: Inquiry) -> list[datetime]:
    """Return the calls and texts nobody had asked for, which are those the cap counts.

    Asked for is an answer within a day of their call or message, what a loan under way needs, and a call that keeps a
    promise: from ten minutes before it until they are reached, three times at the most.
    """
    found: list[datetime] = []
    spoke: datetime | None = None
    promise: datetime | None = None
    tries, is_loan = 0, False
    for act in lead.acts:
        keeps = promise is not None and act.is_call and act.at >= promise - EARLY
        if act.is_attempt and act.channel != "email":
            if not keeps and not is_loan and (spoke is None or act.at > spoke + DAY):
                found.append(act.at)
            tries += keeps
        if (keeps and (act.is_contact or tries == CAP)) or act.kind in ENDS_PROMISE or act.stage in EXITS:
            promise = None
        if act.kind in ("inbound", "replied"):
            spoke = act.at
        if act.stage or act.kind in ENDS_LOAN:
            is_loan = act.stage in LOAN
        if act.kind in PROMISES and act.when is not None:
            promise, tries = act.when, 0
    return found


def followed(
    leads: Iterable[Inquiry], playbook: dict[str, Any], people: dict[str, Any], at: datetime
) -> dict[str, dict[str, Course]]:
    """Follow each lead by the hours of each officer who held it; one that nobody ever did by no hours at all."""
    found: dict[str, dict[str, Course]] = {}
    for lead in leads:
        whose = [who for _, who in lead.held] + [lead.last_holder]
        holders = {who: people[who] for who in whose if who is not None} or {"": NOBODY}
        found[lead.lead_id] = {who: Course(lead, playbook, officer, at) for who, officer in holders.items()}
    return found
