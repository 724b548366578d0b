"""When a lead nobody tried goes to the next officer by itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from app.domain.activity import Activity
from app.domain.lead import Lead
from app.domain.outcome import is_attempt, is_contact
from app.domain.playbook import Playbook
from app.domain.standing import Due


def goes_on_at(playbook: Playbook, lead: Lead, history: Sequence[Activity], due: Due) -> datetime | None:
    """Return when a lead goes on by its playbook; None for one that was tried, is promised something, or stays."""
    if due.is_promise or any(is_attempt(one.kind) or is_contact(one.kind) for one in history):
        return None
    return untried_until(playbook.take_back_after_s, lead.assigned_at, due.due_at)


def untried_until(after_s: int | None, given_at: datetime | None, callable_at: datetime) -> datetime | None:
    """Return until when an untried lead stays with its holder; None for as long as it takes.

    The time runs from when the holder could first have called: one of the night would be gone by the hour it may be
    called, before anybody had seen it.
    """
    if after_s is None or given_at is None:
        return None
    return max(given_at, callable_at) + timedelta(seconds=after_s)
