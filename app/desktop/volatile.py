"""Whether a desk may be thrown away: only once all of it is at the hub."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from app.desktop.outgoing import pending
from app.desktop.rounds import was_told_to_go
from app.errors import FollowthroughError, HubUnreachable, SignInRefused

if TYPE_CHECKING:
    from app.desktop.desk import Desk
    from app.desktop.ports import Tx

#: the hub's word for a device that it shut out
DEVICE_REVOKED = "device_revoked"
_SYNC = "Be online and sync"
_NOWHERE = "No hub has that or ever will, so that a sync is no help: copy what is to stay"
_NO_MORE = "The hub takes no more from this device: ask IT for a code and connect with it, and what waits is handed in"


class Loss(msgspec.Struct, frozen=True):
    """Why a desk must stay, and what helps; both are empty where nothing would be lost with it."""

    why: str = ""
    helps: str = ""


def what_would_be_lost(desk: Desk) -> Loss:
    """Hand in what waits, and return why this desk must stay nevertheless.

    That a hub lets a device in no more is no reason by itself: somebody left who had handed in everything. It is asked
    all the same, since one that was put back to an older state takes anew what it lacks before it refuses.
    """
    with desk.store.reading() as tx:
        identity = tx.identity()
    if identity is None or desk.is_new:
        return Loss()
    if not identity.hub_id:
        return Loss("It belongs to no hub.", _NOWHERE)
    trouble = _stopped_by(desk)
    with desk.store.reading() as tx:
        waiting, is_out = pending(tx), trouble is not None and _is_out(tx, trouble)
        if trouble is not None and not is_out:
            return Loss(trouble.happened, _SYNC if isinstance(trouble, HubUnreachable) else trouble.remedy.rstrip("."))
        if waiting:
            return Loss(f"{waiting} entries of it are not at the hub.", _NO_MORE if is_out else _SYNC)
        # no hub ever has them
        if tx.private_note_count():
            return Loss("Private notes are on it alone.", _NOWHERE)
        if identity.own_leads != "company" and any(not held.from_hub for held in tx.leads()):
            return Loss("Own leads are on it alone.", _NOWHERE)
    return Loss()


def _stopped_by(desk: Desk) -> FollowthroughError | None:
    try:
        desk.sync.round()
    except FollowthroughError as trouble:
        return trouble
    return None


def _is_out(tx: Tx, trouble: FollowthroughError) -> bool:
    """Return whether the hub lets this device in no more; who left often does not even reach it."""
    if isinstance(trouble, SignInRefused):
        return trouble.why == DEVICE_REVOKED
    return isinstance(trouble, HubUnreachable) and was_told_to_go(tx)
