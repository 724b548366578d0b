"""Who held a lead before it came to this desk, where somebody did, as its hub told."""

from __future__ import annotations

from datetime import datetime

import msgspec

from app.desktop.ports import Tx
from app.protocol.feed import HeldFrom

HELD_BEFORE = "lead.held."


def held_before(tx: Tx, lead_id: str) -> list[HeldFrom]:
    """Return who held a lead when, this desk's officer last; nothing where it was never anybody else's."""
    raw = tx.fact(HELD_BEFORE + lead_id)
    return [] if raw is None else msgspec.json.decode(raw, type=list[HeldFrom])


def came_over_at(tx: Tx, lead_id: str) -> datetime | None:
    """Return since when a lead is this officer's that another one had last; None where nobody did."""
    held = [one for one in held_before(tx, lead_id) if one.officer_id is not None]
    return held[-1].from_at if len({one.officer_id for one in held[-2:]}) > 1 else None
