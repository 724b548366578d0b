"""A manager asks an officer to see to a lead now: it rings at the officer's desk, once."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.domain.ids import new_id
from app.errors import BadInput
from app.hub.auditing import note
from app.hub.managing import Actor, account_for, check_reason, lead_within
from app.hub.ports import HubStore
from app.hub.records_live import Doing
from app.protocol.feed import Nudged, officer_feed
from app.protocol.live import Done, Nudge

#: a desk that was not here by then is not rung any more
LASTS = timedelta(hours=16)


def nudge(store: HubStore, actor: Actor, asked: Nudge, now: datetime) -> Done:
    """Have the lead's holder rung; raises BadInput for a lead nobody holds, or that is not the actor's to manage."""
    words = check_reason(asked.words)
    with store.writing() as rows:
        rows.lock_company()
        held = lead_within(rows, actor, asked.lead_id)
        if held.holder_id is None:
            raise BadInput("Nobody holds this lead, so there is nobody to ask.", "Give it to somebody first.")
        nudged = Nudged(nudge_id=new_id(now), lead_id=asked.lead_id, by=actor.name, words=words, at=now)
        rows.feeds.append(officer_feed(held.holder_id), nudged, expires_at=now + LASTS)
        account_for(rows, actor, Doing.NUDGED, held, words, now)
        # without the words: they may name a borrower, and what stands in the audit stands there for good
        note(rows, now, actor.by, f"{held.holder_id} nudged about a lead", asked.lead_id)
    return Done(done_id=nudged.nudge_id, server_time=now)
