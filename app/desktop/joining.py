"""What a desk that had no hub brings along when it joins one."""

from __future__ import annotations

from datetime import datetime

import msgspec

from app.desktop.leadbook import LeadBook
from app.desktop.ports import Tx
from app.domain.lead import Origin


def move_in(tx: Tx, book: LeadBook, now: datetime) -> None:
    """Make what was entered here before the officer's own, in the transaction that writes who sits here now.

    A desk without a hub is its own company and says so of the leads it imports; to the hub they are a list the
    officer brought.
    """
    for held in tx.leads():
        if held.lead.origin is Origin.COMPANY:
            book.put_lead(tx, msgspec.structs.replace(held.lead, origin=Origin.OWN_LIST), from_hub=False)
    book.replan(tx, tx.lead_ids(), now)
