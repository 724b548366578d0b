"""What a desk that had no hub brings along when it joins one."""

from __future__ import annotations

from datetime import datetime

import msgspec

from app.desktop.leadbook import LeadBook
from app.desktop.ports import Identity, Tx
from app.domain.lead import Origin


def move_in(tx: Tx, book: LeadBook, old: Identity, new: Identity, now: datetime) -> None:
    """Make what was entered here before the officer's own and write who sits here now.

    The hub knows the officer under an id of its own, under which all that was done here is known from now on. A
    desk without a hub is its own company and says so of the leads it imports; to the hub they are a list the
    officer brought.
    """
    tx.put_identity(new)
    tx.rename_actor(old.officer.officer_id, new.officer.officer_id)
    for held in tx.leads():
        if held.lead.origin is Origin.COMPANY:
            book.put_lead(tx, msgspec.structs.replace(held.lead, origin=Origin.OWN_LIST), from_hub=False)
    book.replan(tx, tx.lead_ids(), now)
