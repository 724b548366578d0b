"""What is told of the leads behind a number, of one lead's story, and of an officer, to whoever may see them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from app.domain.activity import Activity
from app.domain.clock_grade import Clocked
from app.domain.explaining import Part
from app.domain.one_to_one import Why
from app.domain.signals import Sign


class LeadBehind(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing behind a number, with the name of the lead it is of."""

    name: str
    part: Part


class LeadsBehind(msgspec.Struct, frozen=True, kw_only=True):
    """What is behind one number of an officer's, of leads received in the days that were asked for."""

    figure: str
    leads: list[LeadBehind]


class LostLeadTold(msgspec.Struct, frozen=True, kw_only=True):
    """One lead of the leak map; `name` and `officer` are "" for who sees no borrower's data and nobody by name."""

    lead_id: str
    kind: str
    step: str
    side: str
    source: str
    campaign: str
    received_at: datetime
    ended_at: datetime
    cost: float | None
    name: str = ""
    officer: str = ""


class LeaksBehind(msgspec.Struct, frozen=True, kw_only=True):
    """The leads that were lost, one by one, the first to end first."""

    lost: list[LostLeadTold]


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """From `from_at` on the lead was this officer's, "" while it was nobody's, and why."""

    officer: str
    from_at: datetime
    why: str


class LeadStory(msgspec.Struct, frozen=True, kw_only=True):
    """What happened to one lead, for who may see that: no number and no address, of a correction of one neither.

    `activities` are all, those taken back too; `people` are names by who logged them. `stage` is where it stands.
    """

    lead_id: str
    name: str
    source: str
    campaign: str
    received_at: datetime
    stage: str
    activities: list[Activity]
    clocks: dict[str, Clocked]
    people: dict[str, str]
    held: list[Held]


class SignalTold(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A signal as `app.domain.signals` has it; until `theirs_until` the officer alone is told of it."""

    sign: Sign
    at: datetime
    theirs_until: datetime
    lead_id: str = ""
    name: str = ""
    n: int = 0
    of: int = 0
    branch_n: int = 0
    branch_of: int = 0


class Beside(msgspec.Struct, frozen=True, kw_only=True):
    """What stands beside the signals: something a manager did or changed about the officer or a lead, and why."""

    at: datetime
    what: str
    why: str
    by: str
    lead_id: str = ""
    name: str = ""


class Signals(msgspec.Struct, frozen=True, kw_only=True):
    """What was noticed of an officer, the newest first, and what managers did meanwhile."""

    officer: str
    signals: list[SignalTold]
    beside: list[Beside]


class Discussed(msgspec.Struct, frozen=True, kw_only=True):
    """A lead to talk about one to one."""

    lead_id: str
    name: str
    why: Why
    at: datetime


class OneToOne(msgspec.Struct, frozen=True, kw_only=True):
    """An officer's row, as the report has it, and the leads to talk about."""

    officer: dict[str, Any]
    leads: list[Discussed]
