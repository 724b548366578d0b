"""A real desk and a real hub on a socket, put back to the same moment before every try."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from app.clock import FixedClock
from app.desktop.desk import build_desk
from app.domain.activity import Kind
from app.hub import people
from app.hub.assigning import give
from app.hub.http import build_app
from app.hub.intake import keys_of
from app.hub.serving import HubServer, read_listen
from app.outside.hub_link import HttpHubLink
from storage.desktop.store import open_store
from storage.hub.store import open_hub_store
from tests.desks import KEY, a_lead, shipped
from tests.faults.both_databases import Row, events_here
from tests.faults.hub_places import FilePlace, HubPlace, remove
from tests.faults.readable_events import opened
from tests.hubs import TERMS, NoSums
from tests.together.test_one_story_one_row import ZONE, Branch

DATABASES = ("Ada.db", "hub.db")
#: what waits on the desk for the hub, and on the hub for the desk
UNSENT, UNREAD = 20, 3
#: leads that nobody holds
POOL = ("pool-0", "pool-1")


@dataclass(frozen=True)
class Moment:
    """The files of a desk and of its hub, one of which has something for the other; `saved` is the desk's log."""

    folder: Path
    saved: list[Row]


@dataclass(frozen=True)
class Moments:
    """One branch before the desk fetches what it was given, later before it sends what it logged, and before it claims.

    The first of the leads of `POOL` is the longest received.
    """

    unread: Moment
    unsent: Moment
    waiting: Moment
    clock: FixedClock


def make_moments(folder: Path) -> Moments:
    live = folder / "live"
    live.mkdir()
    branch = Branch(live)
    for n in range(2):
        branch.gives(a_lead(f"lead-{n}", received_at=branch.clock.at, phones=(f"+1423555010{n}",)), "Ada")
    _log(branch, 2)
    branch.syncs()
    with branch.hub.writing() as rows:
        ada = rows.people.named("Ada")
        assert ada is not None
        for n in range(UNREAD):
            lead = a_lead(f"new-{n}", received_at=branch.clock.at, phones=(f"+1423555020{n}",))
            rows.leads.add(lead, keys_of(lead))
            give(rows, lead, ada, branch.clock.at, why="test")
    unread = _kept(live, folder / "unread")
    branch.syncs()
    _log(branch, UNSENT)
    unsent = _kept(live, folder / "unsent")
    people.change_person(branch.hub, "Ada", people.Changes(licensed="TN"), "exam passed", branch.clock.at)
    branch.syncs()
    with branch.hub.writing() as rows:
        for n, lead_id in enumerate(POOL):
            received_at = branch.clock.at - timedelta(minutes=10 - n)
            lead = a_lead(lead_id, received_at=received_at, phones=(f"+1423555030{n}",))
            rows.leads.add(lead, keys_of(lead))
    waiting = _kept(live, folder / "waiting")
    branch.close()
    return Moments(unread, unsent, waiting, branch.clock)


def _log(branch: Branch, count: int) -> None:
    for n in range(count):
        branch.clock.at += timedelta(minutes=1)
        branch.logs("Ada", f"lead-{n % 2}", Kind.NO_ANSWER, note=f"try {n}")


def _kept(live: Path, folder: Path) -> Moment:
    """Copy both databases, each with its journal written back so that it is one file."""
    folder.mkdir()
    for name in DATABASES:
        for ending in ("", "-wal"):
            shutil.copyfile(live / f"{name}{ending}", folder / f"{name}{ending}")
        with opened(folder / name) as conn:
            conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return Moment(folder, events_here(folder / "Ada.db"))


class Ground:
    """One server and one desk for all tries; `begin` puts the files of both back under them."""

    def __init__(self, moments: Moments, folder: Path, place: HubPlace | None = None) -> None:
        self.moments, self.desk_db = moments, folder / "Ada.db"
        self._place = place or FilePlace(folder / "hub.db")
        self.hub_db = self._place.where
        #: where the desk finds its hub, and how long it waits for an answer
        self.url, self.deadline_s = "", 20.0
        shutil.copyfile(moments.unsent.folder / "Ada.db", self.desk_db)
        self._place.put_back(moments.unsent.folder / "hub.db")
        self._engine = self._place.open()
        self._hub = open_hub_store(self._engine)
        self._server = HubServer(build_app(self._hub, moments.clock, NoSums(), TERMS), read_listen("127.0.0.1:0"))
        self._server.start()
        self._store = open_store(self.desk_db, KEY, moments.clock)
        self.desk = build_desk(self._store, moments.clock, shipped(), self._link, machine_zone=ZONE)

    @property
    def kind(self) -> str:
        return "SQLite" if isinstance(self.hub_db, Path) else "PostgreSQL"

    @property
    def hub_url(self) -> str:
        return self._server.url

    def begin(self, moment: Moment) -> None:
        """Let go of the files, put the moment's in their place; the next statement opens those."""
        self._engine.dispose()
        self._store.database.close()
        remove(self.desk_db)
        shutil.copyfile(moment.folder / "Ada.db", self.desk_db)
        self._place.put_back(moment.folder / "hub.db")

    def close(self) -> None:
        self._server.stop()
        self._store.close()
        self._hub.close()
        self._place.close()

    def _link(self, _url: str, token: str) -> HttpHubLink:
        return HttpHubLink(self.url, token, deadline_s=self.deadline_s)
