"""Several calls from another phone, logged together: a line each, read before anything is saved."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

from app.clock import Clock
from app.desktop.activities import Activities, Note
from app.desktop.changes import NOTHING, Changed
from app.desktop.leads import Leads
from app.desktop.ports import Store
from app.desktop.views import Logged
from app.domain.activity import Kind
from app.domain.lead import Channel
from app.domain.outcome import OUTCOMES, TEXTED_KEY, Needs, Outcome
from app.errors import BadInput, FollowthroughError

#: a day's worth; more of them are a file to import
MOST = 50
EXAMPLE = "lovelace, 1, -20"
_AGO = re.compile(r"[-\N{EN DASH}\N{MINUS SIGN}]\s*(\d{1,3})(?:\s*m(?:in)?)?|(\d{1,3})\s*(?:m|min|minutes?)\s+ago")
_CLOCK = re.compile(r"(?:at\s+)?(\d{1,2}):([0-5]\d)\s*([ap]m?)?|(?:at\s+)?(\d{1,2})\s*([ap]m)")


class CallLine(msgspec.Struct, frozen=True):
    """A line as it was read: of whom, what came of it and when it began; or the `problem`, and then no `note`.

    `zone` is the borrower's, on whose clock a time was meant.
    """

    text: str
    name: str = ""
    words: str = ""
    began_at: datetime | None = None
    note: Note | None = None
    problem: str = ""
    zone: str = ""


class SavedLine(msgspec.Struct, frozen=True):
    """What became of a line; without `logged` the `problem` says why it was not saved."""

    line: CallLine
    logged: Logged | None
    problem: str = ""


class Several:
    """A line names who, what came of it, when it began and a note, between commas: "lovelace, 6 thu 10, -20, busy"."""

    def __init__(self, store: Store, clock: Clock, leads: Leads, activities: Activities) -> None:
        self._store, self._clock, self._leads, self._activities = store, clock, leads, activities

    def read(self, text: str) -> list[CallLine]:
        """Return what each line means, or what is wrong with it; empty lines are nothing."""
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        if len(lines) > MOST:
            raise BadInput(f"More than {MOST} lines at once.", "Save these in two parts.")
        return [self._read(line) for line in lines]

    def log(self, lines: Sequence[CallLine]) -> tuple[list[SavedLine], Changed]:
        """Save each line in a transaction of its own, those that began first before the others.

        What cannot be saved is answered with the reason, and keeps no other line from it.
        """
        changed, saved = NOTHING, []
        meant = [(line, line.note) for line in lines if line.note is not None]
        for line, note in sorted(meant, key=lambda pair: pair[1].began_at or self._clock.now()):
            try:
                logged, touched = self._activities.log(note)
            except FollowthroughError as problem:
                saved.append(SavedLine(line, None, str(problem)))
            else:
                changed |= touched
                saved.append(SavedLine(line, logged))
        return saved, changed

    def _read(self, text: str) -> CallLine:
        try:
            return self._meant(text)
        except BadInput as problem:
            return CallLine(text, problem=str(problem))

    def _meant(self, text: str) -> CallLine:
        who, what, *rest = [*(part.strip() for part in text.split(",")), ""]
        if not who or not what:
            raise BadInput("Who, and what came of it.", f"Write it like {EXAMPLE}.")
        lead_id, name = self._who(who)
        outcome, channel, more = _outcome(what)
        when, reason, said = self._field(lead_id, outcome, more)
        now = self._clock.now()
        began, notes = now, [said]
        for part in rest:
            found = self._began(part, now) if began == now else None
            if found is None:
                notes.append(part)
            else:
                began = found
        note = Note(
            lead_id=lead_id,
            kind=outcome.kind,
            channel=channel,
            began_at=None if began == now else began,
            when=when,
            reason=reason,
            note=", ".join(filter(None, notes)),
        )
        zone = "" if when is None else self._activities.clock_zone(lead_id)
        return CallLine(text, name=name, words=outcome.words, began_at=began, note=note, zone=zone)

    def _field(self, lead_id: str, outcome: Outcome, more: str) -> tuple[datetime | None, str, str]:
        """Return the time, the reason and the note that the words behind an outcome are: its one field, else a note."""
        if outcome.needs is Needs.REASON:
            if not outcome.read_reason(more):
                reasons = ", ".join(outcome.reasons) or "in your own words"
                raise BadInput(
                    f"{outcome.words} needs a reason behind the {outcome.key.upper()}.", f"One of: {reasons}."
                )
            return None, more, ""
        if outcome.needs in (Needs.WHEN, Needs.UNTIL) and not more:
            raise BadInput(f"{outcome.words} needs a time.", f"Write it like {outcome.key.upper()} tomorrow 3pm.")
        if more and (outcome.needs in (Needs.WHEN, Needs.UNTIL) or outcome.kind is Kind.INBOUND):
            return self._activities.read_when(lead_id, more), "", ""
        return None, "", more

    def _who(self, words: str) -> tuple[str, str]:
        found = self._leads.search(words, limit=4)
        if not found:
            raise BadInput(f"Nobody here is found by “{words}”.", "A part of a name or number is enough.")
        exact = [line for line in found if line.name.casefold() == words.casefold()]
        if len(found) > 1 and len(exact) != 1:
            names = ", ".join(line.name for line in found[:3])
            raise BadInput(f"“{words}” may be {names}{' and others' if len(found) > 3 else ''}.", "Write more of it.")
        line = exact[0] if len(exact) == 1 else found[0]
        return line.lead_id, line.name

    def _began(self, words: str, now: datetime) -> datetime | None:
        """Return when a call began by a few words, None where they are none: "-20", "10 min ago", "9:15", "2pm"."""
        low = words.casefold()
        if match := _AGO.fullmatch(low):
            return now - timedelta(minutes=int(match[1] or match[2]))
        match = _CLOCK.fullmatch(low)
        if match is None:
            return None
        hour, minute, half = int(match[1] or match[4]), int(match[2] or 0), (match[3] or match[5] or "")[:1]
        if hour > (12 if half else 23) or (half and not hour):
            return None
        hour = hour % 12 + (12 if half == "p" else 0) if half else hour
        with self._store.reading() as tx:
            identity = tx.identity()
        zone = ZoneInfo(identity.officer.zone if identity is not None else "UTC")
        found = now.astimezone(zone).replace(hour=hour, minute=minute, second=0, microsecond=0)
        if found > now:
            raise BadInput(f"{words} is still to come.", "Log it once it has happened.")
        return found.astimezone(now.tzinfo)


def _outcome(words: str) -> tuple[Outcome, Channel | None, str]:
    """Return the outcome that is meant by its key or the beginning of its words, its channel, and the words after."""
    first, _, more = words.partition(" ")
    key = first.casefold()
    if key == TEXTED_KEY:
        return OUTCOMES[Kind.SENT], Channel.TEXT, more.strip()
    for outcome in OUTCOMES.values():
        if outcome.key and outcome.key == key:
            channel = outcome.channels[0] if len(outcome.channels) < 3 else None
            return outcome, channel, more.strip()
    low = words.casefold()
    named = [o for o in OUTCOMES.values() if o.key and low.startswith(o.words.casefold())]
    if len(named) == 1:
        return named[0], named[0].channels[0], words[len(named[0].words) :].strip()
    keys = ", ".join(f"{o.key} {o.words.lower()}" for o in list(OUTCOMES.values())[:4])
    raise BadInput(f"“{words}” is no outcome.", f"Write its key: {keys} … F1 lists them.")
