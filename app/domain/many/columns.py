"""Leads and their activities as columns of integers, with those left out that the array engine does not follow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

import msgspec
import numpy as np
from msgspec.structs import replace

from app.domain.activity import Activity, Kind
from app.domain.closings import Closings
from app.domain.contact_rules import ContactRules
from app.domain.ground import Ground, ground_of
from app.domain.handing_over import is_handed_over
from app.domain.known import CLOSING, Known
from app.domain.lead import Channel, Lead
from app.domain.many.caps import Caps, caps_at
from app.domain.many.grounds import CALL, CHANNELS
from app.domain.many.openings import Flags, Ints
from app.domain.officer import Officer
from app.domain.playbook import Playbook
from app.domain.spans import instant

T = TypeVar("T")
#: what an activity is to the playbook: flags that may stand together
ATTEMPT, BUSY, DEAD, CLOSES, CONTACT, EXIT = (1 << n for n in range(6))
#: one of these and the lead is followed by itself
_APART = 1 << 6

#: what the array engine follows; of the exits it is told which
_MEANS = {
    Kind.NO_ANSWER: ATTEMPT,
    Kind.LEFT_VOICEMAIL: ATTEMPT,
    Kind.VOICEMAIL_FULL: ATTEMPT,
    Kind.BUSY: ATTEMPT | BUSY,
    Kind.THIRD_PARTY: ATTEMPT,
    Kind.WRONG_NUMBER: ATTEMPT | DEAD | CLOSES,
    Kind.DISCONNECTED: ATTEMPT | DEAD | CLOSES,
    Kind.SENT: ATTEMPT,
    Kind.FAILED: ATTEMPT | DEAD | CLOSES,
    Kind.BOUNCED: CLOSES,
    Kind.OPTED_OUT: CLOSES,
    Kind.STOP: CLOSES,
    Kind.CONSENTED: CLOSES,
    Kind.WITHDREW: CLOSES,
    Kind.REPLIED: CONTACT,
    Kind.INBOUND: CONTACT,
    Kind.NOT_INTERESTED: ATTEMPT | CONTACT | EXIT,
    Kind.DO_NOT_CALL: ATTEMPT | CLOSES | EXIT,
    Kind.BAD_LEAD: EXIT,
    Kind.ASSIGNED: 0,
    Kind.SAID_PLACE: 0,
    Kind.NOTE: 0,
    Kind.CORRECTED: 0,
    Kind.EXCUSED: 0,
}
KINDS = tuple(Kind)
_KIND_AT = {kind: n for n, kind in enumerate(KINDS)}
#: an attempt that names no channel was a call
_CHANNEL_AT: dict[Channel | None, int] = {None: CALL, **{channel: n for n, channel in enumerate(CHANNELS)}}
MEANS_AT = np.array([_MEANS.get(kind, _APART) for kind in KINDS])
#: which channels are closed, by the flags of `Activities.closed`
CLOSED = np.array([[bool(flags & 1 << n) for n in range(len(CHANNELS))] for flags in range(1 << len(CHANNELS))])
_INBOUND, _NOT_INTERESTED = _KIND_AT[Kind.INBOUND], _KIND_AT[Kind.NOT_INTERESTED]


class Asked(Protocol):
    """What is asked about one lead; `history` as `cadence.next_step` takes it."""

    @property
    def playbook(self) -> Playbook: ...
    @property
    def lead(self) -> Lead: ...
    @property
    def history(self) -> Sequence[Activity]: ...
    @property
    def known(self) -> Known: ...
    @property
    def officer(self) -> Officer: ...


class Activities(msgspec.Struct):
    """Each lead's in the order they began, one lead's behind the other's: `first` says where, one more than leads.

    `kind` and `means` in numbers; `closed` tells of one that closes which channels are closed after it: see `CLOSED`.
    """

    first: Ints
    at: Ints
    kind: Ints
    means: Ints
    channel: Ints
    closed: Ints


class Facts(msgspec.Struct):
    """What is true of leads wherever and by whatever playbook they are called; `Columns` in the order asked about.

    `times` are all attempts a cap may count, `is_solicit` tells which of them nobody had asked for.
    """

    received: Ints
    is_kept: Flags
    is_closed: Flags
    apart: Flags
    times: Ints
    is_solicit: Flags
    times_first: Ints
    activities: Activities


class Columns(msgspec.Struct):
    """Leads as rows, `order` says where each stood among those asked about.

    A row tells when a lead was received, the places of its ground and playbook, and which channels are closed to it.
    `times` are the attempts that its one of the `caps` counts, where there are enough for it to matter; `times_first`
    says whose.
    `apart` are the leads the array engine does not follow.
    """

    order: Ints
    grounds: list[Ground]
    playbooks: list[Playbook]
    ground: Ints
    book: Ints
    received: Ints
    is_kept: Flags
    is_closed: Flags
    apart: Flags
    caps: Caps
    times: Ints
    times_first: Ints
    activities: Activities


def columns_of(asked: Sequence[Asked], facts: Facts, rules: ContactRules) -> Columns:
    """Lay the facts of leads out by the grounds and playbooks they are called by."""
    grounds, ground = numbered([ground_of(rules, rules.place(one.lead, one.known), one.officer) for one in asked])
    playbooks, book = numbered([one.playbook for one in asked])
    return laid_out(facts, grounds, ground, playbooks, book)


def facts_of(asked: Sequence[Asked], now: datetime) -> Facts:
    """Read leads and what happened to them by `now` into columns."""
    leads = [one.lead for one in asked]
    kept = [lead.origin.is_own or lead.partner is not None for lead in leads]
    times, is_solicit, times_first = _times([one.known for one in asked])
    activities = _activities([one.history for one in asked], now)
    # what a registry closes depends on the instant
    apart = np.array([bool(one.known.registered) for one in asked])
    apart |= _has(activities, _APART)
    _see_apart(activities, asked, apart)
    facts = Facts(
        received=_seconds([lead.received_at for lead in leads]),
        is_kept=np.array(kept),
        is_closed=_closed_at_first(asked),
        apart=apart,
        times=times,
        is_solicit=is_solicit,
        times_first=times_first,
        activities=activities,
    )
    _see_closings(facts, asked)
    return facts


def laid_out(facts: Facts, grounds: list[Ground], ground: Ints, playbooks: list[Playbook], book: Ints) -> Columns:
    """Return the columns of leads whose grounds and playbooks are numbered."""
    caps, lengths = caps_at(grounds, ground, facts.received), np.diff(facts.times_first)
    counted = facts.is_solicit | np.repeat(caps.counts_all, lengths)
    many = np.diff(np.concatenate([[0], np.cumsum(counted)])[facts.times_first])
    many[many < caps.count] = 0
    counted &= np.repeat(many > 0, lengths)
    columns = Columns(
        order=np.arange(len(ground)),
        grounds=grounds,
        playbooks=playbooks,
        ground=ground,
        book=book,
        received=facts.received,
        is_kept=facts.is_kept,
        is_closed=facts.is_closed,
        apart=facts.apart,
        caps=caps,
        times=facts.times[counted],
        times_first=np.concatenate([[0], np.cumsum(many)]),
        activities=facts.activities,
    )
    return _by_calendar(columns)


def _by_calendar(columns: Columns) -> Columns:
    """Put leads of one calendar beside each other, by time: then each search begins where the one before it ended."""
    _, calendar = numbered([one.calls for one in columns.grounds])
    order = np.lexsort((columns.received, calendar[columns.ground]))
    first, runs = _runs(columns.activities.first, order)
    times_first, times_runs = _runs(columns.times_first, order)
    one = columns.activities
    activities = replace(
        one,
        first=first,
        at=one.at[runs],
        kind=one.kind[runs],
        means=one.means[runs],
        channel=one.channel[runs],
        closed=one.closed[runs],
    )
    return replace(
        columns,
        order=order,
        ground=columns.ground[order],
        book=columns.book[order],
        received=columns.received[order],
        is_kept=columns.is_kept[order],
        is_closed=columns.is_closed[order],
        apart=columns.apart[order],
        caps=columns.caps.of(order),
        times=columns.times[times_runs],
        times_first=times_first,
        activities=activities,
    )


def _runs(first: Ints, order: Ints) -> tuple[Ints, Ints]:
    """Return where the runs that begin at `first` begin in another order, and which element is where then."""
    lengths = np.diff(first)[order]
    begins = np.concatenate([[0], np.cumsum(lengths)])
    return begins, np.repeat(first[:-1][order] - begins[:-1], lengths) + np.arange(begins[-1])


def numbered(things: Sequence[T]) -> tuple[list[T], Ints]:
    """Return the different objects among these, and for each which of them it is."""
    place: dict[int, int] = {}
    numbers = [place.setdefault(id(thing), len(place)) for thing in things]
    different = dict(zip(numbers, things, strict=True))
    return list(different.values()), np.array(numbers, np.int64)


def _seconds(instants: Iterable[datetime]) -> Ints:
    """Return instants as `spans.instant` does."""
    return np.floor(np.array([at.timestamp() for at in instants], np.float64)).astype(np.int64)


def _times(known: Sequence[Known]) -> tuple[Ints, Flags, Ints]:
    times: list[datetime] = []
    unasked: list[bool] = []
    lengths = [0]
    for one in known:
        times += one.attempts
        # they are sorted, and among the attempts
        left = iter((*one.solicits, None))
        if len(one.solicits) == len(one.attempts):
            unasked += [True] * len(one.attempts)
        else:
            following = next(left)
            for at in one.attempts:
                is_solicit = at == following
                unasked.append(is_solicit)
                following = next(left) if is_solicit else following
        lengths.append(len(times))
    return _seconds(times), np.array(unasked, np.bool_), np.array(lengths, np.int64)


def _activities(histories: Sequence[Sequence[Activity]], now: datetime) -> Activities:
    flat = [activity for history in histories for activity in history]
    stamps = np.array([activity.began_at.timestamp() for activity in flat], np.float64)
    begun = stamps <= now.timestamp()
    kind = np.array([_KIND_AT[activity.kind] for activity in flat], np.int64)[begun]
    channel = np.array([_CHANNEL_AT[activity.channel] for activity in flat], np.int64)[begun]
    lead = np.repeat(np.arange(len(histories)), [len(history) for history in histories])[begun]
    return Activities(
        first=np.searchsorted(lead, np.arange(len(histories) + 1)),
        at=np.floor(stamps[begun]).astype(np.int64),
        kind=kind,
        means=MEANS_AT[kind],
        channel=channel,
        closed=np.zeros(len(kind), np.int64),
    )


def _has(activities: Activities, flag: int) -> Flags:
    """Return which leads have an activity of this meaning."""
    found = np.concatenate([[0], np.cumsum((activities.means & flag) != 0)])
    return found[activities.first[1:]] > found[activities.first[:-1]]


def _see_apart(activities: Activities, asked: Sequence[Asked], apart: Flags) -> None:
    """Leave out whom an activity sends where the array engine does not follow: a promise, the loan system."""
    for n in np.flatnonzero((activities.kind == _INBOUND) | (activities.kind == _NOT_INTERESTED)).tolist():
        row = int(np.searchsorted(activities.first, n, "right")) - 1
        activity = asked[row].history[n - int(activities.first[row])]
        apart[row] |= activity.when is not None or is_handed_over(activity)


def _closed_at_first(asked: Sequence[Asked]) -> Flags:
    """Return for each lead which channels are closed before anything happened; most leads are alike in that."""
    alike: dict[tuple[object, ...], list[bool]] = {}
    out = []
    for one in asked:
        lead, known = one.lead, one.known
        person = lead.borrower
        said = tuple(person.consent.items()) if person.consent else ()
        key = (known.listed, lead.consent_required, bool(person.phones), bool(person.emails), said)
        if lead.co_borrowers or known.listings:
            out.append(_closed(Closings(lead, known, instant(lead.received_at))))
            continue
        found = alike.get(key)
        if found is None:
            found = alike[key] = _closed(Closings(lead, known, instant(lead.received_at)))
        out.append(found)
    return np.array(out, np.bool_).reshape(-1, len(CHANNELS))


def _closed(closings: Closings) -> list[bool]:
    return [closings.why(channel, applied=False) is not None for channel in CHANNELS]


def _see_closings(facts: Facts, asked: Sequence[Asked]) -> None:
    """Note which channels are closed after each activity that closes one; one that opens again is followed apart."""
    activities = facts.activities
    for row in np.flatnonzero(_has(activities, CLOSES) & ~facts.apart).tolist():
        one = asked[row]
        closings = Closings(one.lead, one.known, instant(one.lead.received_at))
        were = facts.is_closed[row].tolist()
        for n, activity in zip(range(*activities.first[row : row + 2].tolist()), one.history, strict=False):
            if activity.kind in CLOSING:
                closings.take(activity)
                are = _closed(closings)
                facts.apart[row] |= any(was and not now for was, now in zip(were, are, strict=True))
                activities.closed[n] = sum(closed << channel for channel, closed in enumerate(are))
                were = are
