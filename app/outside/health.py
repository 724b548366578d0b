"""What the doctor looks at of a desk's surroundings, as far as each thing opens the way to the next."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from zoneinfo import ZoneInfo

import msgspec

from app.desktop import doctor
from app.desktop.doctor import Check
from app.errors import FollowthroughError
from app.outside import as_set, policy_sources, shares
from app.outside.hub_wanted import HELLO_WITHIN_S, Answering, check_wanted
from app.outside.toast import notification_service
from app.release import VERSION

if TYPE_CHECKING:
    from app.desktop.desk import Desk
    from app.desktop.ports import Identity
    from app.outside.remains import Remains

#: a day of work and its backup fit in there many times over; below it the next thing written may be the last
LEAST_FREE = 200 * 1024 * 1024
#: two clocks that were set are never so far apart, whatever the zone
_CLOCK_SLACK_S = 300


class Opened(Protocol):
    """A store that was opened for this, and is closed after."""

    def close(self) -> None: ...


def hub_link(url: str) -> Answering:
    """Return the way to a hub for whoever only asks who it is."""
    return as_set.link_to(url, "")


class Ways(msgspec.Struct, frozen=True):
    """How a desk's parts are opened: each raises what is wrong with it. `kept_in` says where its key is."""

    folder: Path
    kept_in: str
    remains: Remains
    store: Callable[[], Opened]
    desk: Callable[[Any], Desk]
    link: Callable[[str], Answering] = hub_link


def answer(ways: Ways, now: datetime) -> dict[str, Any]:
    """Return the answer of the `doctor` verb."""
    return doctor.as_answer(look(ways, now))


def look(ways: Ways, now: datetime) -> list[Check]:
    """Return all findings."""
    zones = doctor.check_time_zones()
    return [
        *_of_the_program(),
        *_look_at_folder(ways, zones, now),
        doctor.check_notifications(notification_service),
        zones,
    ]


def look_open(folder: Path, kept_in: str, desk: Desk, now: datetime) -> list[Check]:
    """Return all findings of a desk whose window is open."""
    here = [doctor.check_data_directory(folder), check_space(folder), Check("keyring", ok=True, detail=kept_in)]
    beside = [doctor.check_notifications(notification_service), doctor.check_time_zones()]
    return [*_of_the_program(), *here, *_look_through(desk, hub_link, now), *beside]


def _of_the_program() -> list[Check]:
    return [doctor.check_version(VERSION), doctor.check_policy(policy_sources.company_policy(), VERSION)]


def _look_at_folder(ways: Ways, zones: Check, now: datetime) -> list[Check]:
    kind = shares.share_at(ways.folder)
    if kind:
        return doctor.check_failed("data directory", shares.on_share(ways.folder, kind))
    folder = [doctor.check_data_directory(ways.folder), check_space(ways.folder)]
    if not zones.ok:
        # every time a desk tells of is told on somebody's clock
        return [*folder, *doctor.not_looked_at("keyring", "the time zone data could not be used", zones.fix)]
    return [*folder, *_look_at_desk(ways, now)]


def _look_at_desk(ways: Ways, now: datetime) -> list[Check]:
    if nothing := ways.remains.told():
        return [*nothing, *check_wanted(policy_sources.company_policy(), None, ways.link)]
    try:
        ways.remains.key()
    except FollowthroughError as trouble:
        return doctor.check_failed("keyring", trouble)
    keyring = Check("keyring", ok=True, detail=ways.kept_in)
    try:
        store = ways.store()
    except FollowthroughError as trouble:
        return [keyring, *doctor.check_failed("database", trouble)]
    try:
        return [keyring, *_look_through(ways.desk(store), ways.link, now)]
    finally:
        store.close()


def _look_through(desk: Desk, link: Callable[[str], Answering], now: datetime) -> list[Check]:
    kept = doctor.check_safekeeping(desk.store, desk.safekeeping.today(), desk.sealing.state())
    with desk.store.reading() as tx:
        identity = tx.identity()
    asked = check_wanted(policy_sources.company_policy(), identity, link)
    if identity is not None and identity.hub_id:
        from app.outside.way_told import check_way

        # before the hub: what is found out here the link goes by
        asked += [check_way(identity.hub_url), *check_hub(link, identity, now)]
    return [*doctor.check_desk(desk.store, now), *asked, *kept, *doctor.check_lease(identity, now)]


def check_space(folder: Path) -> Check:
    """Tell how much room is left where the data lives; of a folder that is not there yet, where it would be."""
    there = next((one for one in (folder, *folder.parents) if one.exists()), folder)
    try:
        free = shutil.disk_usage(there).free
    except OSError as error:
        return Check("disk space", ok=True, detail=f"not known: {error.strerror or type(error).__name__}")
    detail = f"{free / 1024**3:.1f} GB free" if free >= 1024**3 else f"{free // 1024**2} MB free"
    fix = "" if free >= LEAST_FREE else f"Free some space: {LEAST_FREE // 1024**2} MB are the least to work with."
    return Check("disk space", ok=not fix, detail=detail, fix=fix)


def check_hub(link: Callable[[str], Answering], identity: Identity, now: datetime) -> list[Check]:
    """Ask the desk's hub who it is, now: what the last round met may be long ago. Nothing of the desk is told."""
    name = "hub connection"
    try:
        hello = link(identity.hub_url).hello(HELLO_WITHIN_S)
    except FollowthroughError as trouble:
        return [Check(name, ok=False, detail=trouble.happened, fix=trouble.remedy)]
    if hello.hub_id != identity.hub_id:
        detail = f"another hub answers at {identity.hub_url} than the one this desk belongs to"
        return [Check(name, ok=False, detail=detail, fix="Check the hub's address, or have IT put its database back.")]
    off = (hello.server_time - now).total_seconds()
    clock = Check("clock", ok=True, detail=f"{abs(off):.0f} s from the hub's")
    if abs(off) > _CLOCK_SLACK_S:
        wall = hello.server_time.astimezone(ZoneInfo(identity.officer.zone))
        detail = f"{abs(off) / 60:,.0f} min {'behind' if off > 0 else 'ahead of'} the hub's {wall:%Y-%m-%d %H:%M %Z}"
        clock = Check("clock", ok=False, detail=detail, fix="Set this machine's clock, and its time zone.")
    return [Check(name, ok=True, detail=f"{identity.hub_url} answers"), clock]
