"""Whether a desk may be thrown away: only once all of it is at the hub."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.errors import FollowthroughError

if TYPE_CHECKING:
    from app.desktop.desk import Desk


def what_would_be_lost(desk: Desk) -> str:
    """Hand in what waits, and return why this desk must stay nevertheless; "" where nothing would be lost."""
    with desk.store.reading() as tx:
        identity = tx.identity()
    if identity is None or desk.is_new:
        return ""
    if not identity.hub_id:
        return "It belongs to no hub."
    try:
        result, _ = desk.sync.round()
    except FollowthroughError as trouble:
        return trouble.happened
    if result.pending:
        return f"{result.pending} entries of it are not at the hub."
    with desk.store.reading() as tx:
        # no hub ever has them
        if tx.private_note_count():
            return "Private notes are on it alone."
        if identity.own_leads != "company" and any(not held.from_hub for held in tx.leads()):
            return "Own leads are on it alone."
    return ""
