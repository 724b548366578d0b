"""Leads on their way into the queue, each read and asked about once until time or what is learnt may change it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

import msgspec

from app.desktop.ports import Mark, Part
from app.desktop.views import Opening
from app.domain.contact_rules import missing_licence
from app.domain.daily_queue import Entry, Together, is_by_shift, turns_of
from app.domain.spans import instant, moment
from app.domain.standing import Due, MovedBy
from app.domain.wording import reason_words

if TYPE_CHECKING:
    from app.desktop.leadbook import LeadBook
    from app.desktop.pictures import Picture
    from app.desktop.ports import Bearings, HeldLead, Tx
    from app.domain.lead import Lead
    from app.domain.officer import Officer

#: how many due leads are asked about for those that may be worked, where rules or licences close the others
ASKED_LIMIT = 5_000
#: how many are in sight before anybody scrolls
IN_SIGHT = 50
#: what a day ends, ends with a quarter of an hour in every zone
_QUARTER_S: Final = 900
_NEVER: Final = moment(1 << 33)


class Line(msgspec.Struct, frozen=True):
    """One lead on its way into the queue. `opening` is why it may not be worked now, and holds until `until`."""

    held: HeldLead
    bearings: Bearings
    due: Due
    opening: Opening | None
    until: datetime
    entry: Entry


class Kept(msgspec.Struct, frozen=True):
    """A line with the mark its lead had when it was read, and the instant it was asked about."""

    mark: Mark
    asked_at: datetime
    line: Line


class Read(msgspec.Struct, frozen=True):
    """Lines of what stands first in each part of the queue, and for those of a shift's start how many there are."""

    lines: Sequence[Line]
    together: Mapping[datetime, Together]
    per_call: timedelta
    #: until when time alone changes none of it
    until: datetime


class Keeps(Enum):
    """What a reading keeps for the next: of the top, more than there was; of a window's worth that alone."""

    NOTHING = auto()
    MORE = auto()
    ALONE = auto()


class Lines:
    """Makes lines, and keeps those of the last reading while the same rules hold for the same officer."""

    def __init__(self, book: LeadBook) -> None:
        self._book = book
        # other threads read meanwhile: what is kept and under which terms are one value, so that none sees half of it
        self._kept: tuple[tuple[object, ...], Mapping[int, Kept]] = ((), {})

    def read(self, tx: Tx, now: datetime, many: int, opened: int, keeps: Keeps) -> Read:
        """Return the first `many` that may be worked now, what stands before them, and as many that come later.

        `opened` is another number where the store is another one.
        """
        # the rules are those of the company as this transaction knows it
        officer = self._book.officer(tx)
        terms = (opened, self._book.rules, officer)
        reading = _Reading(self._book, tx, now, many, self._kept_under(terms))
        reading.read()
        if keeps is not Keeps.NOTHING:
            more = self._kept_under(terms) if keeps is Keeps.MORE else {}
            self._kept = terms, {**more, **reading.found}
        lines = [kept.line for kept in reading.found.values()]
        return Read(lines, reading.together(), reading.per_call, reading.until())

    def _kept_under(self, terms: tuple[object, ...]) -> Mapping[int, Kept]:
        known, kept = self._kept
        return kept if known == terms else {}

    def alone(self, picture: Picture, bearings: Bearings, due: Due) -> Line:
        """Return the line of a lead that was worked out by itself."""
        return _line(self._book, picture.held, bearings, due, picture, picture.officer, picture.at)


class _Reading:
    """One reading of the queue, in one transaction."""

    def __init__(self, book: LeadBook, tx: Tx, now: datetime, many: int, kept: Mapping[int, Kept]) -> None:
        self._book, self._tx, self._now, self._many, self._before = book, tx, now, many, kept
        self._officer = book.officer(tx)
        self.per_call = timedelta(seconds=book.playbook(tx, 0).per_call_s)
        self.found: dict[int, Kept] = {}
        self._workable = 0

    def read(self) -> None:
        """Read part after part until enough may be worked: what comes behind those stands behind them."""
        self._read_on(Part.PROMISES, _workable)
        if self._workable < self._many:
            self._first_calls()
        if self._workable < self._many:
            steps: list[Line] = []
            for part in (Part.STEPS, Part.STEPS_IN_TIME):
                if not self._read_on(part, self._before_all_others, steps):
                    break
        # whoever asks for a window's worth is shown what is still to come, too
        if self._many > IN_SIGHT or self._workable < self._many:
            self._lines(self._tx.marks(Part.LATER, self._now, self._many))

    def until(self) -> datetime:
        """Return until when all of it stands as it was read: till another lead falls due, or an answer may change."""
        changes = [kept.line.until for kept in self.found.values()]
        changes += filter(None, (self._tx.next_due_at(self._now), self._tx.next_revisit_at()))
        return min([moment((instant(self._now) // _QUARTER_S + 1) * _QUARTER_S), *changes])

    def together(self) -> Mapping[datetime, Together]:
        return self._tx.together({k.line.due.due_at for k in self.found.values() if is_by_shift(k.line.due)})

    def _read_on(self, part: Part, enough: Callable[[Sequence[Line]], int], lines: list[Line] | None = None) -> bool:
        """Read a part page by page until `enough` counts so many of its `lines`; return whether that was all of it."""
        lines = [] if lines is None else lines
        for skip in range(0, max(self._many, ASKED_LIMIT), self._many):
            page = self._tx.marks(part, self._now, self._many, skip)
            lines += self._lines(page)
            if len(page) < self._many:
                return True
            if lines and enough(lines) >= self._many:
                break
        return False

    def _first_calls(self) -> None:
        """Read the newest, and those in time yet: of these there may be older ones, and they stand before the others.

        Whoever fell due with many when a shift began is in time as long as their turn may be to come: for a day, which
        is that of 240 calls.
        """
        newest: list[Line] = []
        if self._read_on(Part.FIRST, _workable, newest) or self._in_time(newest) >= self._many:
            return
        self._read_on(Part.FIRST_IN_TIME if self._officer.hours is None else Part.FIRST_OF_A_DAY, self._in_time)

    def _in_time(self, lines: Sequence[Line]) -> int:
        """Return how many of these that may be worked are in time."""
        turns = self._turns(lines)
        until = (turns.get(line.entry.lead_id, line.due.on_time_until) for line in lines if line.opening is None)
        return sum(one >= self._now for one in until)

    def _before_all_others(self, steps: Sequence[Line]) -> int:
        """Return how many of these steps that may be worked are late before any that was not read.

        Where many fell due when a shift began, their turns make those late that have the last of them.
        """
        read_up_to, turns = steps[-1].due.on_time_until, self._turns(steps)
        return sum(turns.get(s.entry.lead_id, read_up_to) <= read_up_to for s in steps if s.opening is None)

    def _turns(self, lines: Sequence[Line]) -> Mapping[str, datetime]:
        """Return until when those of these that take turns are in time by that."""
        if not any(is_by_shift(line.due) for line in lines):
            return {}
        turns = turns_of([kept.line.entry for kept in self.found.values()], self.per_call, self.together())
        return {
            line.entry.lead_id: max(turns[line.entry.lead_id], line.due.on_time_until)
            for line in lines
            if line.entry.lead_id in turns
        }

    def _lines(self, page: Sequence[Mark]) -> list[Line]:
        """Return the lines of marks, in their order."""
        again, new = [], {}
        for mark in page:
            kept = self._before.get(mark[0])
            if mark[0] in self.found:
                continue
            if kept is None or kept.mark != mark:
                new[mark[0]] = mark
            elif kept.asked_at <= self._now < kept.line.until:
                self._find(kept)
            else:
                again.append(kept)
        for line in self._made([*(kept.line.held for kept in again), *self._tx.marked(new)]) if again or new else ():
            number = line.held.number
            self._find(Kept(new[number] if number in new else self._before[number].mark, self._now, line))
        return [self.found[mark[0]].line for mark in page if mark[0] in self.found]

    def _find(self, kept: Kept) -> None:
        self.found[kept.mark[0]] = kept
        self._workable += kept.line.opening is None

    def _made(self, many: Sequence[HeldLead]) -> Iterable[Line]:
        """Yield lines of leads as they were planned; the rules are asked again about those they may close now."""
        due = {held.number: held.bearings.next for held in many}
        asked = [held for held in many if _may_be_closed(due[held.number], self._now)]
        pictures = {p.held.number: p for p in self._book.pictures(self._tx, asked, self._now)} if asked else {}
        for held in many:
            stands = due[held.number]
            if isinstance(stands, Due):
                picture = pictures.get(held.number)
                yield _line(self._book, held, held.bearings, stands, picture, self._officer, self._now)


def _workable(lines: Sequence[Line]) -> int:
    return sum(line.opening is None for line in lines)


def _line(
    book: LeadBook,
    held: HeldLead,
    bearings: Bearings,
    due: Due,
    picture: Picture | None,
    officer: Officer,
    now: datetime,
) -> Line:
    opening, until = _unlicensed(book, held.lead, officer, due, now), _looked_at_again(officer, now)
    if opening is None and picture is not None:
        opening, closes = _opening(book, picture, due)
        until = min(until, closes)
    if due.due_at > now:
        until = min(until, due.due_at)
    return Line(held, bearings, due, opening, until, _entry(held, bearings, due, opening))


def _looked_at_again(officer: Officer, now: datetime) -> datetime:
    """Return when a licence may have run out, which it does at some midnight."""
    if not any((officer.licences or {}).values()):
        return _NEVER
    return moment((instant(now) // _QUARTER_S + 1) * _QUARTER_S)


def _unlicensed(book: LeadBook, lead: Lead, officer: Officer, due: Due, now: datetime) -> Opening | None:
    """Return the licence that is missing: it keeps a lead from this officer however far off its contact is."""
    reason = missing_licence(book.rules, lead, officer, max(due.due_at, now))
    return None if reason is None else Opening(reason.code.value, reason_words(reason), None)


def _opening(book: LeadBook, picture: Picture, due: Due) -> tuple[Opening | None, datetime]:
    """Return why the due contact may not be made now, and until when that holds.

    None when it may, or when nobody would want to yet.
    """
    if picture.at < due.planned_at:
        return None, due.planned_at
    if due.due_at > picture.at and not _moved_by_rules(due):
        return None, due.due_at
    answer = book.may(picture, due.channel, due=due)
    until = book.holds_until(picture, due.channel, answer, due)
    return book.opening(picture, due.channel, answer, due=due), until


def _entry(held: HeldLead, bearings: Bearings, due: Due, opening: Opening | None) -> Entry:
    return Entry(
        lead_id=held.lead.lead_id,
        received_at=held.lead.received_at,
        source=held.lead.source,
        due=due,
        called=bearings.calls > 0,
        contacted=bearings.contacts > 0,
        blocked=opening.words if opening is not None else "",
        called_at=bearings.called_at,
        asked_again_at=bearings.asked_again_at,
        number=held.number,
    )


def _may_be_closed(stands: object, now: datetime) -> bool:
    return isinstance(stands, Due) and (stands.due_at <= now or _moved_by_rules(stands))


def _moved_by_rules(due: Due) -> bool:
    return any(move.by in (MovedBy.RULES, MovedBy.CAP) for move in due.moves)
