"""What a manager sees of the team; the hub adds it up, this desk only asks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

import msgspec

from app.clock import Clock
from app.desktop.home import check_home
from app.desktop.ports import Store
from app.errors import BadInput
from app.protocol.wire import Hello


class ReportLink(Protocol):
    """Where reports come from."""

    def hello(self, within_s: float | None = None) -> Hello: ...
    def team_report(self, start: date, end: date) -> dict[str, Any]: ...


class TeamReport(msgspec.Struct, frozen=True):
    """The `team` report of the interfaces page, a dictionary a row, and when it was asked for."""

    officers: list[dict[str, Any]]
    start: date
    end: date
    as_of: datetime


class Missed(msgspec.Struct, frozen=True):
    """How many leads that came since yesterday an officer was to call by now and did not."""

    officer: str
    leads: int


class Team:
    """Asks the hub for the team's sums."""

    def __init__(self, store: Store, clock: Clock, link_to: Callable[[str, str], ReportLink]) -> None:
        self._store, self._clock, self._link_to = store, clock, link_to

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

    def missed(self) -> list[Missed]:
        """Return whose new leads were not called in their time, as a manager is told of them.

        Of yesterday too: the evening's first calls are missed in the morning. Raises as `report` does.
        """
        with self._store.reading() as tx:
            identity = tx.identity()
        zone = ZoneInfo(identity.company_zone or identity.officer.zone) if identity is not None else UTC
        today = self._clock.now().astimezone(zone).date()
        rows = self.report(today - timedelta(days=1), today).officers
        # a hub from before this figure tells of nobody
        found = [Missed(str(row["officer"]), int(row.get("first_calls_missed", 0))) for row in rows]
        return [one for one in found if one.leads]
