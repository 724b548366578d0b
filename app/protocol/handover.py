"""How a marketing desk is handed the leads of which all was tried."""

from __future__ import annotations

from datetime import date, datetime

import msgspec


class HandOver(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Asks for what waits. `kept` are leads of a batch that is safe where it was asked from: they wait no longer.

    Two steps, so that leads in an answer that was lost are not lost with it.
    """

    kept: list[str] = []


class HandedLead(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An exhausted lead. `may` are the channels marketing may use; a number or address is there only for one."""

    lead_id: str
    vendor_id: str = ""
    source: str = ""
    campaign: str = ""
    received_at: datetime
    returned_at: datetime
    restart_on: date
    reason: str
    attempts: dict[str, int]
    last_tried_at: datetime | None = None
    name: str = ""
    phone: str = ""
    email: str = ""
    may: list[str]


class HandedLeads(msgspec.Struct, frozen=True, kw_only=True):
    """What waits, oldest first; `held_back` is how many do not wait, by why: nobody is to contact them.

    `batch` is the same for the same leads, however often they are asked for.
    """

    batch: str
    leads: list[HandedLead]
    held_back: dict[str, int]
