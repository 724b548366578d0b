"""What handing exhausted leads to marketing needs of the database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

import msgspec


class HandedOver(msgspec.Struct, frozen=True):
    """A lead that marketing has, as of when it was returned; nothing of whose it is."""

    lead_id: str
    returned_at: datetime
    at: datetime
    batch: str


class Webhook(msgspec.Struct, frozen=True):
    """An address exhausted leads may be sent to, and what signs them."""

    address: str
    secret: bytes
    added_at: datetime


class Handovers(Protocol):
    def add(self, handed: Iterable[HandedOver]) -> None:
        """Note what was handed over, once each."""
        ...

    def of_leads(self, lead_ids: Sequence[str]) -> set[tuple[str, datetime]]:
        """Return which of these leads were handed over, as of when they were returned."""
        ...

    def allow(self, webhook: Webhook) -> None: ...
    def deny(self, address: str) -> bool:
        """Return whether it was allowed."""
        ...

    def allowed(self) -> list[Webhook]: ...
