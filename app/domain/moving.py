"""What becomes of a lead that is moved to another version of the playbook: its history is replayed under it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from app.domain.activity import Activity
from app.domain.cadence import plan, whereabouts
from app.domain.contact_rules import ContactRules
from app.domain.first_change import FirstChange, first_change
from app.domain.known import Known
from app.domain.lead import Lead
from app.domain.officer import Officer
from app.domain.playbook import Playbook
from app.domain.standing import Due, Finished, Next, Paused


class DoneStep(msgspec.Struct, frozen=True):
    """A step that was done, and which one the same attempt does under the other version; None when it does none."""

    step: str
    becomes: str | None


class Moved(msgspec.Struct, frozen=True):
    """A lead before and after, nothing of it written yet; `first_change` is None when it notices nothing."""

    lead: Lead
    old: Playbook
    new: Playbook
    before: Next
    after: Next
    done: list[DoneStep]
    first_change: FirstChange | None

    @property
    def lead_id(self) -> str:
        return self.lead.lead_id

    @property
    def has_ended(self) -> bool:
        return isinstance(self.before, Finished)


class NextTold(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What is next for a lead, fit to be told: `kind` is step, promise, wait or end, `step` what it is called."""

    kind: str
    step: str
    channel: str
    due_at: datetime


class MoveTold(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a move changes for one lead, without a word about its people.

    `officer` is who holds it, "" for nobody. `changes` says what the lead notices first, "" for nothing, and
    `at_step` at which step, "" where that is about none.
    """

    lead_id: str
    officer: str
    received_at: datetime
    from_version: int
    before: NextTold
    after: NextTold
    changes: str = ""
    at_step: str = ""


def what_moves(
    lead: Lead,
    old: Playbook,
    new: Playbook,
    history: Sequence[Activity],
    rules: ContactRules,
    known: Known,
    officer: Officer,
    now: datetime,
) -> Moved:
    """Return what is next under both versions, what changes first, and what the steps done so far count for."""
    was = whereabouts(old, lead, history, rules, known, officer, now)
    will = whereabouts(new, lead, history, rules, known, officer, now)
    # two attempts on one channel at the same second are as good as one another
    does = {(r.step.channel, r.done_at): r.step.step_id for r in will.records if r.done_at is not None}
    done = [
        DoneStep(r.step.step_id, does.get((r.step.channel, r.done_at))) for r in was.records if r.done_at is not None
    ]
    ahead, anew = (plan(book, lead, history, rules, known, officer, now) for book in (old, new))
    change = first_change(was.next, will.next, ahead, anew)
    return Moved(lead, old, new, was.next, will.next, done, change)


def moved_answer(moved: Sequence[Moved], *, dry_run: bool) -> dict[str, Any]:
    """Return what a move is answered with; `unchanged` are the leads that notice nothing of it so far."""
    return {
        "moved": len(moved),
        "unchanged": sum(one.first_change is None for one in moved),
        "dry_run": dry_run,
        "leads": [moved_row(one) for one in moved],
    }


def moved_row(moved: Moved) -> dict[str, Any]:
    """Return the row a preview shows of one lead."""
    return {
        "lead_id": moved.lead_id,
        "name": moved.lead.name,
        "from": moved.old.version,
        "to": moved.new.version,
        "next_before": _next_row(_told(moved.before)),
        "next_after": _next_row(_told(moved.after)),
        "first_change": None if moved.first_change is None else _change_row(moved.first_change),
        "done": [{"step": one.step, "becomes": one.becomes} for one in moved.done],
    }


def _change_row(change: FirstChange) -> dict[str, Any]:
    before, after = (side.isoformat() if isinstance(side, datetime) else side for side in (change.before, change.after))
    return {"what": change.what, "step": change.step or None, "before": before, "after": after}


def move_told(moved: Moved, officer: str) -> MoveTold:
    """Return what may be told of one lead's move to whoever is not its holder."""
    change = moved.first_change
    return MoveTold(
        lead_id=moved.lead_id,
        officer=officer,
        received_at=moved.lead.received_at,
        from_version=moved.old.version,
        before=_told(moved.before),
        after=_told(moved.after),
        changes="" if change is None else change.what,
        at_step="" if change is None else change.step,
    )


def _told(following: Next) -> NextTold:
    if isinstance(following, Due):
        kind = "promise" if following.is_promise else "step"
        return NextTold(kind=kind, step=following.step_id, channel=following.channel.value, due_at=following.due_at)
    if isinstance(following, Paused):
        return NextTold(kind="wait", step=following.wait.value, channel="", due_at=following.until)
    return NextTold(kind="end", step=following.stage.value, channel="", due_at=following.at)


def _next_row(told: NextTold) -> dict[str, Any]:
    return {
        "kind": told.kind,
        "step": told.step or None,
        "channel": told.channel or None,
        "due_at": told.due_at.isoformat(),
    }


def move_note(old: int, new: int, why: str) -> str:
    """Return what the lead's timeline says of it."""
    return f"Moved from version {old} of the playbook to version {new}: {why}"
