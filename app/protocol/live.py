"""What a manager's desk and the hub say to each other about what is red now, and about what is done about it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import msgspec

from app.domain.excusing import Excusable
from app.protocol.chain import WITHOUT_NUL, Count
from app.protocol.wire import Instant

#: one act is about no more than this
MOST_LEADS = 5000
_Id = Annotated[str, msgspec.Meta(max_length=200, pattern=WITHOUT_NUL)]
#: in the words of who acts; kept, and shown to the officer
Reason = Annotated[str, msgspec.Meta(max_length=1000, pattern=WITHOUT_NUL)]


class Why(StrEnum):
    """Why something is red."""

    ABOUT_TO_MISS = "about_to_miss"
    MISSED = "missed"
    PROMISE_MISSED = "promise_missed"
    PROMISE_AWAY = "promise_away"
    UNASSIGNED = "unassigned"


class Red(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing to do something about now, without whose inquiry it is: that its holder's desk alone is told.

    `due_at` is when it was to be done, or when the lead came; `until` by when that counts as on time. `step_id` is the
    step, "" of a promise and of a lead nobody holds. `nudged_at` is when its holder was last rung about it.
    """

    why: Why
    lead_id: str
    due_at: Instant
    until: Instant | None = None
    officer_id: str = ""
    step_id: str = ""
    received_at: Instant
    source: str = ""
    state: str = ""
    nudged_at: Instant | None = None


class OfTheTeam(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Somebody of the manager's people, and whether they are there.

    `state` is one of `app/domain/presence.py`, as they said it. `off_until` is set on a day off. `seen_at` is when one
    of their desks was last heard of.
    """

    officer_id: str
    name: str
    branch: str = ""
    zone: str = ""
    may_hold: bool = True
    on_shift: bool = False
    state: str = ""
    until: Instant | None = None
    off_until: Instant | None = None
    call_since: Instant | None = None
    seen_at: Instant | None = None


class LiveNow(msgspec.Struct, frozen=True, kw_only=True):
    """What is red now, the most urgent first, and who is on. `more` leads beside those told wait for somebody."""

    red: list[Red]
    people: list[OfTheTeam]
    more: Count = 0
    server_time: Instant


class GiveLeads(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Leads to go to somebody: those named, or all that `from_id` holds. With `only_asks` nothing is done.

    With `in_turn` they are spread over the manager's people by the rules of new leads, and `to_id` is "".
    """

    to_id: _Id
    lead_ids: Annotated[list[_Id], msgspec.Meta(max_length=MOST_LEADS)] = []
    from_id: _Id = ""
    why: Reason = ""
    only_asks: bool = False
    in_turn: bool = False


class KeptLead(msgspec.Struct, frozen=True, kw_only=True):
    """A lead that stays where it is, and why."""

    lead_id: str
    reason: str


class GivenLeads(msgspec.Struct, frozen=True, kw_only=True):
    """Which leads went, or would go, by id with whose they were, "" for nobody's; and which stay.

    Of those that were spread, `to` says by id who has each.
    """

    given: dict[str, str]
    kept: list[KeptLead]
    to: dict[str, str] = {}
    server_time: Instant


class Nudge(msgspec.Struct, frozen=True, kw_only=True):
    """An officer is to be asked to see to a lead now, in these words."""

    lead_id: _Id
    words: Reason


class Excuse(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is excused of a lead, and why: the step `step_id`, the promise for `promised_at`, or all until now.

    With `takes_back` the excusal of that id is as if it never was.
    """

    lead_id: _Id
    why: Reason
    what: Excusable = Excusable.ALL
    step_id: _Id = ""
    promised_at: Instant | None = None
    takes_back: _Id = ""


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """It is done; `done_id` names it, for taking it back."""

    done_id: str
    server_time: Instant


class Move(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something a manager, or whoever runs the hub, did or changed, with their why.

    `what` is one of `app/hub/records_live.py`: a doing about a lead, or which fact of a person changed, then `before`
    and `after` are JSON. `officer` is whose lead it was or who changed, `to` who has the lead since.
    """

    at: Instant
    what: str
    by: str
    why: str = ""
    officer: str = ""
    to: str = ""
    lead_id: str = ""
    about: str = ""
    before: str = ""
    after: str = ""


class Moves(msgspec.Struct, frozen=True, kw_only=True):
    """What was done and changed in some days, the newest first; `more` says that there is yet more."""

    moves: list[Move]
    more: bool
    server_time: Instant
