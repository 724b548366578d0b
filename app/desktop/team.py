"""What a manager sees of the team; the hub adds it up, this desk only asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from app.clock import Clock
from app.desktop.homecoming import check_home
from app.desktop.ports import Store
from app.errors import BadInput
from app.protocol.wire import Hello

MANAGING = ("manager", "regional", "admin")


class ReportLink(Protocol):
    """Where reports come from."""

    def hello(self, within_s: float | None = None) -> Hello: ...
    def team_report(self, start: date, end: date) -> dict[str, Any]: ...


@dataclass(frozen=True, slots=True)
class TeamReport:
    """The `team` report of the interfaces page, a dictionary a row, and when it was asked for."""

    officers: list[dict[str, Any]]
    start: date
    end: date
    as_of: datetime


class Team:
    """Asks the hub for the team's sums."""

    def __init__(self, store: Store, clock: Clock, link_to: Callable[[str, str], ReportLink]) -> None:
        self._store, self._clock, self._link_to = store, clock, link_to

    def is_offered(self) -> bool:
        """Return whether the person at this desk manages others."""
        with self._store.reading() as tx:
            identity = tx.identity()
        return identity is not None and identity.role in MANAGING

    def report(self, start: date, end: date) -> TeamReport:
        """Return the sums of leads received from `start` to `end`, both included, on the company's calendar.

        Raises HubUnreachable, WrongHub, SignInRefused; BadInput on a desk without a hub.
        """
        with self._store.reading() as tx:
            identity = tx.identity()
        if identity is None or not identity.hub_id:
            raise BadInput("The team's numbers come from a hub, and this desk belongs to none.")
        link = self._link_to(identity.hub_url, identity.token)
        check_home(identity, link)
        found = link.team_report(start, end)
        return TeamReport(found.get("officers", []), start, end, self._clock.now())
