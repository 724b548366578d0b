"""A manager excuses what was missed of a lead: it stands in its history, and so in the officer's own sums."""

from __future__ import annotations

from datetime import datetime

from app.domain.activity import Activity, Kind
from app.domain.excusing import Excusable
from app.domain.ids import new_id
from app.errors import BadInput
from app.hub.auditing import note
from app.hub.managing import Actor, account_for, check_reason, last_holder, lead_within
from app.hub.playbooks import books_of
from app.hub.ports import HubStore, Rows
from app.hub.records import HeldLead, KeptActivity
from app.hub.records_live import Doing
from app.protocol.feed import HubActivity, officer_feed
from app.protocol.live import Done, Excuse


def excuse(store: HubStore, actor: Actor, asked: Excuse, now: datetime) -> Done:
    """Excuse it, or take an excusal back; raises BadInput for what cannot be excused.

    The holder's desk is told; one that held the lead before has it no more, and takes none of it into its sums.
    """
    why = check_reason(asked.why)
    with store.writing() as rows:
        rows.lock_company()
        held = lead_within(rows, actor, asked.lead_id)
        if held.holder_id is None and last_holder(rows, asked.lead_id) is None:
            raise BadInput("Nobody ever held this lead, so nobody missed anything.", "Give it to somebody.")
        said = _said(rows, actor, held, asked, why, now)
        rows.activities.add(KeptActivity(said))
        if held.holder_id is not None:
            rows.feeds.append(officer_feed(held.holder_id), HubActivity(activity=said))
        account_for(rows, actor, _doing(said), held, why, now, about=_about(said))
        note(rows, now, actor.by, noted_as(said), asked.lead_id)
    return Done(done_id=said.activity_id, server_time=now)


def noted_as(said: Activity) -> str:
    """Return the line of the audit for an excusal, by which `hub verify` tells it from one that was slipped in."""
    return f"lead {_doing(said).value}: {_about(said)}"


def _said(rows: Rows, actor: Actor, held: HeldLead, asked: Excuse, why: str, now: datetime) -> Activity:
    lead_id = held.lead.lead_id
    if asked.takes_back:
        _check_is_excusal(rows, lead_id, asked.takes_back)
    elif asked.what is Excusable.STEP:
        _check_is_step(rows, asked.step_id)
    elif asked.what is Excusable.PROMISE and asked.promised_at is None:
        raise BadInput("Which promise is excused was not said.", "Name the time that was promised.")
    is_of = asked.what if not asked.takes_back else None
    return Activity(
        activity_id=new_id(now),
        lead_id=lead_id,
        kind=Kind.EXCUSED,
        actor_id=actor.by,
        began_at=now,
        logged_at=now,
        note=why,
        fact="" if is_of is None else is_of.value,
        value=asked.step_id if is_of is Excusable.STEP else "",
        when=asked.promised_at if is_of is Excusable.PROMISE else None,
        corrects=asked.takes_back,
    )


def _check_is_step(rows: Rows, step_id: str) -> None:
    """Raise BadInput for what is no step of any version: it stands in the audit for good, forgotten or not."""
    if not step_id:
        raise BadInput("Which step is excused was not said.", "Name it by its id in the playbook.")
    books = books_of(rows.playbooks.all()).values()
    if all(step.step_id != step_id for book in books for step in book.steps):
        raise BadInput("No version of the playbook has a step of this id.", "Name it by its id in the playbook.")


def _check_is_excusal(rows: Rows, lead_id: str, activity_id: str) -> None:
    history = [kept.activity for kept in rows.activities.of_leads([lead_id]).get(lead_id, [])]
    said = [one for one in history if one.kind is Kind.EXCUSED]
    is_there = any(one.activity_id == activity_id and not one.corrects for one in said)
    if not is_there or any(one.corrects == activity_id for one in said):
        raise BadInput("There is no such excusal to take back.", "hub moves lists them.")


def _doing(said: Activity) -> Doing:
    return Doing.UNEXCUSED if said.corrects else Doing.EXCUSED


def _about(said: Activity) -> str:
    if said.corrects:
        return said.corrects
    return said.value if said.fact == Excusable.STEP else said.when.isoformat() if said.when else said.fact
