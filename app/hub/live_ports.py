"""What the hub needs of its database for who is there and what managers do about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from app.domain.presence import Heard
from app.hub.records import HeldLead
from app.hub.records_live import Deed, PersonChange


class Live(Protocol):
    """What desks told of who sits at them, what changed about people, and what managers did."""

    def heard_from(self, device_id: str) -> Heard | None: ...
    def hear(self, heard: Heard) -> None: ...
    def all_heard(self) -> list[Heard]: ...
    def note_change(self, change: PersonChange) -> None: ...
    def changes(self, since: datetime, person_ids: Sequence[str] | None = None) -> list[PersonChange]:
        """Return what changed about these people since an instant, of all where none are named, the newest first."""
        ...

    def note_deed(self, deed: Deed) -> None: ...
    def deeds(self, since: datetime, person_ids: Sequence[str] | None = None) -> list[Deed]:
        """Return what was done about leads of these people since an instant, or by them, the newest first."""
        ...

    def untried(self, person_ids: Sequence[str], since: datetime) -> list[HeldLead]:
        """Return what these people hold that came, or asked again, since an instant and was not called since then.

        Leads somebody called before they asked again are among them: the history tells.
        """
        ...

    def promised(
        self, person_ids: Sequence[str], since: datetime, between: tuple[datetime, datetime]
    ) -> list[HeldLead]:
        """Return what these people hold to whose borrower a time between the two was promised since an instant.

        One whom somebody called at that time or later is left out.
        """
        ...

    def forget(self, lead_id: str) -> None:
        """Keep what was done about the lead, and none of its words."""
        ...
