"""The rooms of a made-up branch: a hub on a loopback port and a desk for each, in a folder that is gone afterwards."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from app.clock import Clock
from app.demo.branch import Branch, Parts, open_branch
from app.demo.hours import a_good_morning
from app.demo.story import DemoClock, OnDay
from app.demo.trying import try_two_versions
from app.desktop.desk import Desk, Shipped
from app.domain.playbook_checks import Terms
from app.hub.founding import found
from app.hub.http import build_app
from app.hub.ports import HubStore
from app.hub.serving import HubServer, Listen
from app.hub.sums import ScoredSums
from app.outside.keychain import FileKey
from app.paths import Paths

#: how long before its end a branch begins, with days off taken out of it
REACH = timedelta(weeks=4)


class Supplies(msgspec.Struct, frozen=True):
    """What main hands the demo: how a hub's data and a desk are opened, with a key, and what the product ships."""

    shipped: Shipped
    open_hub: Callable[[Path, bytes], HubStore]
    open_desk: Callable[[Path, bytes, Clock], Desk]


class Rooms(msgspec.Struct, frozen=True):
    """A folder of a demo, and who has a desk in it; another window of the demo finds its own there by name."""

    folder: Path

    @property
    def key(self) -> FileKey:
        return FileKey(self.folder / "demo.key")

    def desk_of(self, name: str) -> Path:
        """Return where the desk of a person is kept, who is named in full or by first name."""
        paths = Paths(self.folder / name.split(maxsplit=1)[0])
        paths.make()
        return paths.database


@contextmanager
def made_up_branch(supplies: Supplies, seed: int, on_day: OnDay, before: datetime) -> Iterator[Branch]:
    """Build a branch that was made up until the last good morning before an instant."""
    end, goods = a_good_morning(before), supplies.shipped
    clock = DemoClock(end - REACH)
    with ExitStack() as leaving:
        temporary = tempfile.TemporaryDirectory(prefix="followthrough-demo-", ignore_cleanup_errors=True)
        rooms = Rooms(Path(leaving.enter_context(temporary)))
        key = rooms.key.key(make=True)
        hub = supplies.open_hub(rooms.folder / "hub.db", key)
        leaving.callback(hub.close)
        found(hub, machine_zone="", sample_playbook=goods.playbook, now=clock.now())
        judged_by, sums = Terms(goods.rules, goods.templates), ScoredSums(goods.rules)
        # before anybody has a desk: to nobody is any of it news
        try_two_versions(hub, sums, judged_by, goods.playbook, clock.now())
        server = HubServer(build_app(hub, clock, sums, judged_by), Listen(port=0))
        server.start()
        leaving.callback(server.stop)

        def desk(name: str) -> Desk:
            made = supplies.open_desk(rooms.desk_of(name), key, clock)
            leaving.callback(made.store.close)
            return made

        yield open_branch(Parts(clock, hub, server.url, desk, rooms.folder), end, seed, on_day)
