"""What works, as managers and marketing ask the hub: tables, and versions of the playbook tried side by side."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Protocol

import msgspec

from app.desktop.home import check_home
from app.desktop.playbook_drafts import PUBLISHING
from app.desktop.ports import Store
from app.errors import BadInput
from app.protocol.experiment_wire import Experiments, PlanExperiment, StopExperiment, WorksTables
from app.protocol.wire import Hello

Row = dict[str, Any]


class WorksLink(Protocol):
    """Where it is asked."""

    def hello(self, within_s: float | None = None) -> Hello: ...
    def works(self, start: date, end: date, by: str) -> WorksTables: ...
    def experiments(self, message: PlanExperiment | StopExperiment | None = None) -> Experiments: ...


class Found(msgspec.Struct, frozen=True):
    """What the page shows: the tables of some days, and every experiment, the newest first.

    `may_decide`: who sits here may begin and stop one.
    """

    tables: WorksTables
    experiments: list[Row]
    start: date
    end: date
    may_decide: bool = False


class Versions(msgspec.Struct, frozen=True):
    """The published versions by number, the newest first, and which is in force."""

    names: dict[int, str]
    in_force: int


class Works:
    """Each use case asks the hub; raises HubUnreachable, WrongHub, SignInRefused, BadInput with what the hub says."""

    def __init__(self, store: Store, link_to: Callable[[str, str], WorksLink]) -> None:
        self._store, self._link_to = store, link_to

    def look(self, start: date, end: date, by: str = "") -> Found:
        link = self._link()
        with self._store.reading() as tx:
            identity = tx.identity()
        may_decide = identity is not None and identity.role in PUBLISHING
        return Found(link.works(start, end, by), link.experiments().experiments, start, end, may_decide)

    def versions(self) -> Versions:
        """Return what can be tried; read here, for every desk has all versions."""
        with self._store.reading() as tx:
            rows = sorted(tx.playbooks(), key=lambda row: -row.version)
        return Versions({row.version: row.name for row in rows}, rows[0].version if rows else 0)

    def plan(self, asked: PlanExperiment) -> Row:
        """Return whether the question can be answered; nothing is begun."""
        return self._link().experiments(msgspec.structs.replace(asked, only_asks=True)).plan or {}

    def begin(self, asked: PlanExperiment) -> None:
        self._link().experiments(msgspec.structs.replace(asked, only_asks=False))

    def stop(self, why: str, goes_on: str = "") -> None:
        self._link().experiments(StopExperiment(why=why, goes_on=goes_on))

    def _link(self) -> WorksLink:
        with self._store.reading() as tx:
            identity = tx.identity()
        if identity is None or not identity.hub_id:
            raise BadInput("What works is known at a hub, and this desk belongs to none.")
        link = self._link_to(identity.hub_url, identity.token)
        check_home(identity, link)
        return link
