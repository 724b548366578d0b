"""What a desk that had no hub brings along when it joins one."""

from __future__ import annotations

from datetime import datetime

import msgspec

from app.desktop.leadbook import LeadBook
from app.desktop.outgoing import all_events, chain_anew
from app.desktop.ports import Identity, Tx
from app.desktop.telling_anew import tell_anew, waiting_for
from app.desktop.tried_versions import forget_tried
from app.domain.lead import Origin

#: there while leads of this desk wait for the hub's playbook
UNPINNED = "join.unpinned"


def move_in(tx: Tx, book: LeadBook, old: Identity, new: Identity, now: datetime) -> None:
    """Make what was entered here before the officer's own and write who sits here now.

    The hub knows the officer under an id of its own, under which all that was done here is known from now on. A
    desk without a hub is its own company and says so of the leads it imports; to the hub they are a list the
    officer brought. Its playbooks go, their numbers being the hub's: its leads wait for the hub's own (see `pin`).
    """
    waiting = waiting_for(tx, new.officer.officer_id)
    tx.put_identity(new)
    tx.rename_actor(old.officer.officer_id, new.officer.officer_id)
    # earlier versions kept counts without a hub, and those are from before the company's time; what carries the
    # officer's id at this hub was saved from a damaged database and is the hub's already
    chain_anew(tx, [e for e in all_events(tx) if e.actor_id == new.officer.officer_id], new.device_id)
    tell_anew(tx, waiting, (), None, now)
    tx.drop_playbooks()
    forget_tried(tx)
    tx.put_fact(UNPINNED, b"1")
    for held in tx.leads():
        origin = Origin.OWN_LIST if held.lead.origin is Origin.COMPANY else held.lead.origin
        book.put_lead(tx, msgspec.structs.replace(held.lead, origin=origin, playbook_version=0), from_hub=False)
    book.replan(tx, tx.lead_ids(), now)


def pin(tx: Tx, book: LeadBook) -> list[str]:
    """Pin the leads that were here before the hub's playbook to the version in force; return which they are.

    To be called once the company's feed was read to its end, when the version in force is known.
    """
    if tx.fact(UNPINNED) is None or tx.playbook_in_force() is None:
        return []
    tx.drop_fact(UNPINNED)
    version = book.playbook_row(tx, 0).version
    waiting = [held for held in tx.leads() if not held.lead.playbook_version]
    for held in waiting:
        lead = msgspec.structs.replace(held.lead, playbook_version=version)
        book.put_lead(tx, lead, from_hub=held.from_hub)
    return [held.lead.lead_id for held in waiting]
