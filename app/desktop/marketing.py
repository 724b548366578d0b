"""What marketing sees of its sources, and the two files it takes out: claims for a vendor, leads it is handed back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Protocol

import msgspec

from app.clock import Clock
from app.desktop.exporting import check_export
from app.desktop.home import check_home
from app.desktop.ports import Identity, Store
from app.desktop.settings import Settings
from app.errors import BadInput, WorldFailed
from app.leadfiles.handover_files import claims_table, exhausted_table
from app.named_files import write_new
from app.protocol.handover import HandedLeads, HandOver
from app.protocol.wire import Hello

Row = dict[str, Any]


class MarketingLink(Protocol):
    """Where marketing's sums come from, and its leads."""

    def hello(self, within_s: float | None = None) -> Hello: ...
    def report(self, name: str, start: date, end: date) -> dict[str, Any]: ...
    def hand_over(self, message: HandOver) -> HandedLeads: ...


class MarketingReport(msgspec.Struct, frozen=True):
    """The three reports of leads received on some days, and when they were asked for.

    `not_compared` is why sources could not be compared, "" where they were.
    """

    cohorts: list[Row]
    match_rate: Row
    adjusted: list[Row]
    not_compared: str
    claims: list[Row]
    start: date
    end: date
    as_of: datetime


class HandedFile(msgspec.Struct, frozen=True):
    """Where handed leads were written, None where none waited; and how many nobody is to contact, by why."""

    path: Path | None
    leads: int
    held_back: dict[str, int]


class Marketing:
    """Asks the hub; keeps nothing of anybody but the file somebody asked for."""

    def __init__(
        self, store: Store, clock: Clock, link_to: Callable[[str, str], MarketingLink], settings: Settings
    ) -> None:
        self._store, self._clock, self._link_to, self._settings = store, clock, link_to, settings

    def report(self, start: date, end: date) -> MarketingReport:
        """Return the sums of leads received from `start` to `end`, both included, on the company's calendar.

        Raises HubUnreachable, WrongHub, SignInRefused; BadInput on a desk without a hub.
        """
        link = self._link()
        cohorts = link.report("cohorts", start, end)
        try:
            adjusted, why = link.report("adjusted", start, end)["adjusted"], ""
        except WorldFailed as error:
            # the other sums are there all the same
            adjusted, why = [], str(error)
        claims = link.report("claims", start, end)["claims"]
        return MarketingReport(
            cohorts["cohorts"], cohorts.get("match_rate", {}), adjusted, why, claims, start, end, self._clock.now()
        )

    def save_claims(self, folder: Path, source: str, claims: Sequence[Mapping[str, Any]]) -> Path:
        """Write a file of one source's open claims for its vendor, and return where.

        Raises BadInput, NoExport where the company wants no files.
        """
        check_export(self._settings)
        zone = self._identity().company_zone or "UTC"
        mine = [row for row in claims if row["source"] == source and row["state"] == "open"]
        name = "-".join("".join(c if c.isalnum() else " " for c in source).lower().split())[:60] or "source"
        return write_new(folder, f"claims-{name}-{self._clock.now():%Y-%m-%d}.csv", claims_table(mine, zone))

    def take_exhausted(self, folder: Path) -> HandedFile:
        """Write what waits to be handed over, and tell the hub once it is there: one lead is handed over once.

        Raises as `report` does, BadInput where the file cannot be written, and NoExport where the company wants none;
        everything waits on then.
        """
        check_export(self._settings)
        link, zone = self._link(), self._identity().company_zone or "UTC"
        handed = link.hand_over(HandOver())
        if not handed.leads:
            return HandedFile(None, 0, handed.held_back)
        table = exhausted_table(msgspec.to_builtins(handed.leads), zone)
        path = write_new(folder, f"exhausted-{self._clock.now():%Y-%m-%d}.csv", table)
        link.hand_over(HandOver(kept=[lead.lead_id for lead in handed.leads]))
        return HandedFile(path, len(handed.leads), handed.held_back)

    def _identity(self) -> Identity:
        with self._store.reading() as tx:
            identity = tx.identity()
        if identity is None or not identity.hub_id:
            raise BadInput("Marketing's numbers come from a hub, and this desk belongs to none.")
        return identity

    def _link(self) -> MarketingLink:
        identity = self._identity()
        link = self._link_to(identity.hub_url, identity.token)
        check_home(identity, link)
        return link
