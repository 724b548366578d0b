"""What the hub needs of its database for legal holds."""

from __future__ import annotations

from typing import Protocol

from app.hub.hold_records import Hold


class Holds(Protocol):
    def put(self, hold: Hold) -> None:
        """Add one, or write over the one of its id."""
        ...

    def all(self) -> list[Hold]: ...
