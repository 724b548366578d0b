"""From a commit to five hundred desktops, and from a lead taken in to a popup, beside plain sockets in the same run."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack, closing
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path
from queue import SimpleQueue

import pytest

from app.clock import SystemClock
from app.hub import people
from app.hub.intake import LeadFile, import_leads
from app.hub.issuing import new_device
from app.hub.letting_in import invite
from app.hub.vendors import Settings, add_source
from app.protocol import feed
from storage.hub.store import SqlHubStore
from tests.bench.served_hub import PATIENCE_S, ROOT, Hub, lines_of, running
from tests.desks import MONDAY
from tests.hubs import BOTH, NOW, give_lead, lead

pytestmark = pytest.mark.long
STREAMS = 500
ONES, ALLS, RINGS, POSTS = 200, 30, 30, 90
#: rounds that are not counted: first uses load what later ones find loaded
WARM_UP = 3


class Ears:
    """A process of five hundred streams; lines come as it writes them."""

    def __init__(self, port: int, tokens: Sequence[str], leaving: ExitStack) -> None:
        process = leaving.enter_context(running("-m", "tests.bench.many_streams", str(port)))
        assert process.stdin is not None
        process.stdin.write("\n".join(tokens))
        process.stdin.close()
        self._lines = lines_of(process.stdout)
        assert self._lines.get(timeout=PATIENCE_S) == "ready"

    def after(self, begun_ns: int, count: int) -> list[float]:
        """Wait until so many streams heard something; return after how many milliseconds each did."""
        return [(int(self._lines.get(timeout=PATIENCE_S).split()[1]) - begun_ns) / 1e6 for _ in range(count)]


class Floor:
    """The process of plain sockets, told whom to write to by a byte."""

    def __init__(self, leaving: ExitStack) -> None:
        process = leaving.enter_context(running("-m", "tests.bench.plain_fan_out"))
        port, control = map(int, lines_of(process.stdout).get(timeout=PATIENCE_S).split())
        self._control = leaving.enter_context(socket.create_connection(("127.0.0.1", control)))
        self._ears = Ears(port, ["x" * 80] * STREAMS, leaving)

    def after(self, whom: bytes, count: int) -> list[float]:
        begun = time.monotonic_ns()
        self._control.sendall(whom)
        return self._ears.after(begun, count)


def hired(store: SqlHubStore) -> list[str]:
    """Hire an officer for each stream and return their devices' tokens."""
    for number in range(STREAMS):
        people.add_person(store, people.Newcomer(name=f"Officer {number}", role="officer", branch="B"), NOW)
    with store.writing() as rows:
        hired = [rows.people.named(f"Officer {number}") for number in range(STREAMS)]
        return [new_device(rows, person, "a laptop", NOW).token for person in hired if person is not None]


def at(share: float, times: Sequence[float]) -> float:
    return sorted(times)[min(int(share * len(times)), len(times) - 1)]


def tell(what: str, ours: Sequence[float], floor: Sequence[float] = ()) -> None:
    said = f"{what}: p50 {at(0.5, ours):.1f} ms, p99 {at(0.99, ours):.1f} ms of {len(ours):,}"
    if floor:
        said += f"; plain sockets p50 {at(0.5, floor):.1f}, p99 {at(0.99, floor):.1f}"
        said += f"; {at(0.5, ours) / at(0.5, floor):.1f} x and {at(0.99, ours) / at(0.99, floor):.1f} x"
    print(f"\n{what_runs()}{said}")  # noqa: T201 - a bench is read, not asserted


def what_runs() -> str:
    return f"[{os.environ.get('PYTEST_CURRENT_TEST', '').rpartition('[')[2].partition(']')[0]}] "


def give(store: SqlHubStore, number: int) -> int:
    give_lead(store, lead(number), f"Officer {number % STREAMS}")
    return time.monotonic_ns()


def tell_all(store: SqlHubStore) -> int:
    with store.writing() as rows:
        rows.feeds.append(feed.COMPANY, feed.DoNotCall(number_hash=os.urandom(32)))
    return time.monotonic_ns()


def ring_times(hub: Hub, folder: Path, leaving: ExitStack) -> tuple[list[float], list[float]]:
    """Return the milliseconds from the begin of a lead's import, and from a post, to its popup, once a lead."""
    people.add_person(hub.store, people.Newcomer(name="Ada", role="officer", branch="B"), NOW)
    profile = ["--data-dir", str(folder / "Ada"), "--key-file", str(folder / "Ada.key")]
    code, _ = invite(hub.store, "Ada", SystemClock().now())
    enroll = [sys.executable, "main.py", *profile, "enroll", "--hub", hub.url, "--code", code]
    subprocess.run(enroll, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    behind = SystemClock().now() - MONDAY
    desk = leaving.enter_context(running("-m", "tests.bench.ringing_desk", str(behind.total_seconds()), *profile))
    said = lines_of(desk.stdout)
    source = add_source(hub.store, "Vendor", Settings(assign="Ada", per_minute=1000), SystemClock().now())
    imported = [_ring(hub, number, behind, said) for number in range(RINGS + WARM_UP)]
    posted = [_post(hub, source.key, number, behind, said) for number in range(POSTS + WARM_UP)]
    return imported[WARM_UP:], posted[WARM_UP:]


def _ring(hub: Hub, number: int, behind: timedelta, said: SimpleQueue[str]) -> float:
    now = SystemClock().now() - behind
    row = f"Person {number},423-555-{100 + number:04d},TN,37402,{now.isoformat()}\n"
    file = LeadFile(name="a.csv", data=f"Name,Phone,State,Zip,Received At\n{row}".encode(), source="Vendor")
    begun = time.monotonic_ns()
    assert import_leads(hub.store, file, now=now, assign="Ada").imported == 1
    return _rang(said, begun)


def _post(hub: Hub, key: str, number: int, behind: timedelta, said: SimpleQueue[str]) -> float:
    """Post as a vendor does: on a connection of its own."""
    asked_at = (SystemClock().now() - behind).isoformat()
    phone = f"615-555-{100 + number:04d}"
    lead = {"name": f"Vendor's {number}", "phone": phone, "state": "TN", "zip": "37402", "received_at": asked_at}
    body, head = json.dumps(lead), {"X-Api-Key": key, "Content-Type": "application/json"}
    begun = time.monotonic_ns()
    with closing(HTTPConnection(hub.url.removeprefix("http://"), timeout=PATIENCE_S)) as line:
        line.request("POST", "/v1/intake/vendor", body, head)
        assert json.load(line.getresponse())["status"] == "accepted"
    return _rang(said, begun)


def _rang(said: SimpleQueue[str], begun: int) -> float:
    while True:
        what, rang = said.get(timeout=PATIENCE_S).split()
        if what == "popup":
            return (int(rang) - begun) / 1e6


@pytest.mark.parametrize("kind", BOTH)
def test_a_wakeup_of_one_of_all_and_a_ring(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    with ExitStack() as leaving:
        hub = Hub(kind, tmp_path, request.config, leaving)
        ears, floor = Ears(int(hub.url.rpartition(":")[2]), hired(hub.store), leaving), Floor(leaving)
        ours: list[float] = []
        plain: list[float] = []
        for number in range(ONES + WARM_UP):
            ours += ears.after(give(hub.store, number), 1)
            plain += floor.after(b"o", 1)
        tell("a lead's commit to its officer's event, 500 connected", ours[WARM_UP:], plain[WARM_UP:])
        ours, plain = [], []
        for number in range(ALLS + WARM_UP):
            heard, floored = ears.after(tell_all(hub.store), STREAMS), floor.after(b"a", STREAMS)
            if number >= WARM_UP:
                ours += heard
                plain += floored
        tell("a commit to the events of all 500", ours, plain)
        rings, posts = ring_times(hub, tmp_path, leaving)
        tell("a lead taken in to its popup on a real desk, 500 others connected", rings)
        tell("a vendor's post to its popup on a real desk, 500 others connected", posts)
        assert max(at(0.99, rings), at(0.99, posts)) < 1000
