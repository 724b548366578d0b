"""What a screen is shown: finished rows with their sentences, nothing left to work out."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import msgspec

from app.domain.clock_grade import TO_BE_SET

if TYPE_CHECKING:
    from app.domain.activity import Kind
    from app.domain.contact_rules import Allowed, Blocked
    from app.domain.daily_queue import Group
    from app.domain.explaining import Part
    from app.domain.lead import Channel, Lead
    from app.domain.noted import Quote
    from app.domain.stage import Stage


class Opening(msgspec.Struct, frozen=True):
    """Why a lead may not be contacted now (`words`), and from when on it may (None: no time opens it)."""

    code: str
    words: str
    until: datetime | None


class QueueRow(msgspec.Struct, frozen=True):
    """One lead of the queue. `why` is one sentence; `skip_means` says what happens if this is skipped.

    `step` is "" for a promise. Instants aware UTC.
    """

    lead_id: str
    name: str
    group: Group
    kind: str
    channel: Channel
    step: str
    stage: Stage
    due_at: datetime
    on_time_until: datetime
    why: str
    skip_means: str
    source: str
    local_time_zone: str
    blocked: Opening | None = None


class DayQueue(msgspec.Struct, frozen=True):
    """The queue at one instant; `now` ranked, `later` by due, `blocked` by opening.

    `more` leads wait beyond those: a list nobody would come to the end of is cut. `is_part`: it was read no further
    than what stands first, and nothing is counted.
    """

    at: datetime
    now: list[QueueRow]
    later: list[QueueRow]
    blocked: list[QueueRow]
    done_today: int = 0
    more: int = 0
    is_part: bool = False


class NumberLine(msgspec.Struct, frozen=True):
    """A number or address of the lead: `state` is "live", "dead" or "closed" (do not call, opted out)."""

    value: str
    shown: str
    person: str
    state: str
    kind: str = ""


class PlanStep(msgspec.Struct, frozen=True):
    """A step still ahead, were each done when due with no answer; `skipped` gives the reason when it will not be.

    `licence` says which the officer lacks when it is due: it is somebody else's to do, unless that changes.
    """

    step: str
    channel: Channel
    due_at: datetime | None
    on_time_until: datetime | None
    moved_by: tuple[str, ...] = ()
    skipped: str | None = None
    by: str = "officer"
    licence: str = ""


class TimelineRow(msgspec.Struct, frozen=True):
    """One thing that happened, newest first; `marks` are short words such as "back-dated" or "handed off"."""

    activity_id: str
    at: datetime
    icon: str
    words: str
    by: str
    note: str = ""
    marks: tuple[str, ...] = ()
    retracted: bool = False


class LeadCard(msgspec.Struct, frozen=True):
    """Everything the card shows. `local_now` is the borrower's wall time, with `zone` its IANA name."""

    lead: Lead
    stage: Stage
    zone: str
    zones: tuple[str, ...]
    states: tuple[str, ...]
    local_now: datetime
    window_words: str
    may: dict[Channel, Allowed | Blocked]
    openings: dict[Channel, Opening | None]
    next: QueueRow | None
    standing_words: str
    ahead: list[PlanStep]
    timeline: list[TimelineRow]
    numbers: list[NumberLine]
    emails: list[NumberLine]
    warnings: list[str] = msgspec.field(default_factory=list)
    private_note: str = ""


class LeadLine(msgspec.Struct, frozen=True):
    """A lead in a search result; `quote` is of the note it was found by, where its name and numbers do not fit."""

    lead_id: str
    name: str
    phones: list[str]
    emails: list[str]
    stage: Stage
    source: str
    origin: str
    received_at: datetime
    officer: str
    state: str
    zip: str
    zones: tuple[str, ...]
    states: tuple[str, ...]
    city: str = ""
    quote: Quote | None = None


class Logged(msgspec.Struct, frozen=True):
    """What saving an outcome led to. `outside_rules` carries the reason when the contact was outside the rules."""

    activity_id: str
    stage: Stage
    next: QueueRow | None
    outside_rules: str = ""
    hint: str = ""


class FileResult(msgspec.Struct, frozen=True):
    """What became of one file; `rejected` are (line, reason). `error` says why nothing of it could be read.

    `skipped` rows were left out as a person said. `merges` are (id, line, name) of what was brought to leads that were
    here, and `to_mend` the rejected rows as a table, "" for none.
    """

    file: str
    format: str
    rows: int
    imported: int
    updated: int
    duplicates: int
    rejected: list[tuple[int, str]]
    dropped_fields: list[str]
    warnings: list[tuple[int, str]] = msgspec.field(default_factory=list)
    cancelled: bool = False
    error: str = ""
    skipped: int = 0
    merges: list[tuple[str, int, str]] = msgspec.field(default_factory=list)
    to_mend: str = ""


class Ring(msgspec.Struct, frozen=True):
    """A reminder that is to be shown now.

    `late_by_s` says how long after its due it is shown, `waited_s` how long it was held back: by sleep, or by the
    officer. `goes_on_at` is when the lead goes to the next officer by itself, should nobody try it; None for never.
    `came_over` says that it came from another officer, and that this one did nothing about it yet. `nudged_by` is the
    manager who asks for it, in the words of `why`.
    """

    reminder_id: str
    lead_id: str
    name: str
    channel: Channel
    headline: str
    why: str
    due_at: datetime
    on_time_until: datetime
    is_new_lead: bool
    late_by_s: int
    waited_s: int = 0
    may_hand_on: bool = False
    goes_on_at: datetime | None = None
    came_over: bool = False
    nudged_by: str = ""


class SyncState(msgspec.Struct, frozen=True):
    """What the sync line shows. `trouble` is a sentence, "" when all is well; `remedy` says what to do about it.

    `is_offline` is the trouble that passes by itself: nobody answered. `is_shut_out`: the hub does not let this desk
    in until it joins again with a code. `clock_offset_s` is by how much the hub's clock is ahead, None where that is
    not known of the clock as it runs now. `refused` names own leads that the company has as somebody else's.
    `way_fault` is what is wrong with finding a proxy, a sentence for IT.
    """

    enrolled: bool
    hub_url: str
    pending: int
    last_ok_at: datetime | None
    trouble: str
    clock_offset_s: float | None
    remedy: str = ""
    is_offline: bool = False
    is_shut_out: bool = False
    refused: tuple[str, ...] = ()
    way_fault: str = ""

    @property
    def is_clock_off(self) -> bool:
        return self.clock_offset_s is not None and abs(self.clock_offset_s) > TO_BE_SET.total_seconds()


class NumberPart(msgspec.Struct, frozen=True):
    """One thing behind a number, with the name of the lead it is of."""

    name: str
    part: Part


class MyNumbers(msgspec.Struct, frozen=True):
    """The officer's own sums of leads received on these days, as the `officer` report, and what each is made of.

    `here_only`: leads among them that the hub is not told of.
    """

    row: dict[str, Any]
    parts: dict[str, list[NumberPart]]
    here_only: int
    start: date
    end: date
    as_of: datetime


class ToldEntry(msgspec.Struct, frozen=True):
    """One entry of the log to the hub. `about` is the lead's name where it is still here.

    `sent_at` is when the hub said that it has it, None while it waits or where nobody noted it. `verbatim` is what
    travels, to be read by whoever wants to know it exactly.
    """

    seq: int
    words: str
    about: str
    logged_at: datetime
    is_sent: bool
    sent_at: datetime | None
    verbatim: str


class Kept(msgspec.Struct, frozen=True):
    """One thing, and what becomes of it."""

    what: str
    words: str


class ToldPage(msgspec.Struct, frozen=True):
    """What the company was told. `up` is (what, what is in it, how many); `entries` are the newest, `more` there are.

    `never` stays on this desk, `also` goes to the hub beside the log. `hub_url` is "" on a desk without one.
    """

    hub_url: str
    company: str
    up: list[tuple[str, str, int]]
    waiting: int
    last_at: datetime | None
    entries: list[ToldEntry]
    more: bool
    never: list[Kept]
    also: tuple[Kept, ...] = ()


class PromiseLine(msgspec.Struct, frozen=True):
    """A promise that waits. `at` is the time that was named, `due_at` when it may be kept now, `tries` how often it was
    tried without reaching anybody. `number` is the one they were reached on.
    """

    lead_id: str
    promise_id: str
    name: str
    kind: Kind
    words: str
    at: datetime
    due_at: datetime
    on_time_until: datetime
    zone: str
    number: str
    tries: int = 0
    note: str = ""


class Promised(msgspec.Struct, frozen=True):
    """A promise that is being typed. `blocked` says why no call may be made then, `nearest` when one first may."""

    when: datetime
    blocked: str = ""
    nearest: datetime | None = None


class MailDraft(msgspec.Struct, frozen=True):
    """A filled template, ready for the mail program, or the one for texts.

    `unsaid` is what it should say of the officer and nobody has set, in words for them.
    """

    to: str
    subject: str
    body: str
    unsaid: tuple[str, ...] = ()


class CallScript(msgspec.Struct, frozen=True):
    """What to say in a call; `unsaid` as in a draft. `is_kept_by_hub`: a hub says who the officer is."""

    words: str
    unsaid: tuple[str, ...] = ()
    is_kept_by_hub: bool = False
