"""Stages a loan system reports: from an application on it knows better than anybody's activities."""

from __future__ import annotations

from datetime import datetime

from app.domain.activity import Activity, Kind
from app.domain.ids import new_id
from app.domain.stage import Stage
from app.errors import BadInput
from app.hub.assigning import tell_changed
from app.hub.ports import HubStore, Rows
from app.hub.records import HeldLead, KeptActivity


def report_stage(store: HubStore, lead_id: str, stage: Stage, now: datetime) -> None:
    """Write down that the loan system has the lead at a stage since `now`, and tell its holder's desk."""
    with store.writing() as rows:
        # so that nobody is given the lead at this moment, and is not told
        rows.lock_company()
        held = rows.leads.by_id(lead_id)
        if held is None:
            raise BadInput(f"The hub has no lead {lead_id}.")
        tell_stage(rows, held, stage, now, now)


def tell_stage(rows: Rows, held: HeldLead, stage: Stage, at: datetime, logged_at: datetime) -> None:
    """Write a stage that was reached at an instant into the lead's history, and onto its holder's feed."""
    activity = Activity(
        activity_id=new_id(logged_at),
        lead_id=held.lead.lead_id,
        kind=Kind.STAGE_REPORTED,
        actor_id="",
        began_at=at,
        logged_at=logged_at,
        stage=stage.value,
    )
    rows.activities.add(KeptActivity(activity))
    tell_changed(rows, held, held.lead, activity, logged_at)
