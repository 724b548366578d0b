"""Several processes on one socket, kept by another: real ones, on a real PostgreSQL."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import httpx
import msgspec
import pytest

from app.command_line import read_words
from app.domain.activity import Kind
from app.errors import BadUsage
from app.outside.hub_link import HttpHubLink
from app.protocol.wire import Receipt
from storage.hub.store import SqlHubStore
from tests.commands import commands_in
from tests.hubs import company_store, desk_of, give_lead, lead

ROOT = Path(__file__).parents[3]


class Served:
    """`hub serve --workers 2` as its keeper's process, and the two it keeps."""

    def __init__(self, folder: Path, store: SqlHubStore) -> None:
        database = store._engine.url.render_as_string(hide_password=False)
        words = ["--data-dir", str(folder), "--key-file", str(folder / "k"), "--json", "hub", "--database", database]
        words += ["serve", "--workers", "2", "--listen", "127.0.0.1:0"]
        self.store = store
        self.keeper = subprocess.Popen(
            [sys.executable, "main.py", *words], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert self.keeper.stdout is not None
        said = self.keeper.stdout.readline()
        assert said, self.keeper.stderr.read() if self.keeper.stderr else ""
        self.url = json.loads(said)["listening"]
        self.port = int(self.url.rpartition(":")[2])
        httpx.get(f"{self.url}/healthz", timeout=30)

    def pids(self) -> set[int]:
        return set(map(int, Path(f"/proc/{self.keeper.pid}/task/{self.keeper.pid}/children").read_text().split()))

    def both_at_work(self) -> list[int]:
        """Return the two processes once each of them answers while the other stands still."""
        until(lambda: len(self.pids()) == 2)
        pids = sorted(self.pids())
        for pid in pids:
            with standing_still(pid):
                httpx.get(f"{self.url}/healthz", timeout=30)
        return pids

    def end(self) -> int:
        self.keeper.terminate()
        return self.keeper.wait(30)


@contextmanager
def standing_still(pid: int) -> Iterator[None]:
    """Stop a process for a while: whatever is asked meanwhile, the other one answers."""
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


def until(holds: Callable[[], bool], within_s: float = 30.0) -> None:
    end = time.monotonic() + within_s
    while not holds():
        assert time.monotonic() < end, "it did not come about"
        threading.Event().wait(0.02)


@pytest.fixture
def served(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Served]:
    with company_store("postgres", tmp_path, request.config) as store:
        hub = Served(tmp_path / "hub", store)
        yield hub
        if hub.keeper.poll() is None:
            hub.end()
        for stream in (hub.keeper.stdout, hub.keeper.stderr):
            assert stream is not None
            stream.close()


@pytest.mark.system("postgres")
def test_what_comes_in_by_one_process_is_heard_on_a_stream_of_the_other(served: Served) -> None:
    first, second = served.both_at_work()
    ada = desk_of(served.store, "Ada")
    heard: list[list[str]] = []
    news, stop = threading.Condition(), threading.Event()

    def on_hint(feeds: list[str]) -> None:
        with news:
            heard.append(feeds)
            news.notify_all()

    link = HttpHubLink(served.url, ada.enrolled.token)
    listening = threading.Thread(target=link.wake, args=(on_hint, stop))
    with standing_still(second), news:
        listening.start()
        assert news.wait_for(lambda: heard == [[]], timeout=10)
    mine = give_lead(served.store, lead(), "Ada")
    with news:
        assert news.wait_for(lambda: len(heard) == 2, timeout=5), "a lead that a third process assigned"
    ada.logs(mine.lead_id, Kind.NO_ANSWER)
    with standing_still(first):
        assert isinstance(link.push(ada.request()), Receipt)
    with news:
        assert news.wait_for(lambda: len(heard) == 3, timeout=5), "a call that came in by the other process"
    assert heard[1:] == [[f"officer:{ada.person_id}"]] * 2
    stop.set()
    listening.join(10)
    link.close()


@pytest.mark.system("postgres")
def test_one_that_is_killed_is_replaced_and_both_count_together(served: Served) -> None:
    before = set(served.both_at_work())
    killed = min(before)
    os.kill(killed, signal.SIGKILL)
    until(lambda: len(served.pids()) == 2 and killed not in served.pids())
    served.both_at_work()
    asked = [httpx.get(f"{served.url}/v1/hello").status_code for _ in range(20)]
    assert asked == [200] * 20
    page = httpx.get(f"{served.url}/metrics").text
    (counted,) = re.findall(r'requests_total\{method="GET",route="/v1/hello",status="200"\} (\S+)', page)
    assert float(counted) == 20
    assert served.end() == 0


@pytest.mark.system("postgres")
def test_all_stop_when_told_and_answer_what_is_under_way(served: Served) -> None:
    pids = served.both_at_work()
    ada = desk_of(served.store, "Ada")
    ada.logs(give_lead(served.store, lead(), "Ada").lead_id, Kind.NO_ANSWER)
    body = msgspec.json.encode(ada.request())
    line = socket.create_connection(("127.0.0.1", served.port), timeout=20)
    head = f"POST /v1/push HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer {ada.enrolled.token}\r\n"
    line.sendall(f"{head}Expect: 100-continue\r\nContent-Length: {len(body)}\r\n\r\n".encode())
    assert line.recv(1000).startswith(b"HTTP/1.1 100"), "one of them reads it"
    served.keeper.terminate()
    until(lambda: _refuses(served.port))
    line.sendall(body)
    heard = b""
    while part := line.recv(65536):
        heard += part
    line.close()
    assert heard.startswith(b"HTTP/1.1 200")
    assert served.keeper.wait(15) == 0
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)


@pytest.mark.system("postgres")
def test_a_stream_that_is_open_comes_to_its_end_when_all_stop(served: Served, tmp_path: Path) -> None:
    served.both_at_work()
    headers = {"Authorization": f"Bearer {desk_of(served.store, 'Ada').enrolled.token}"}
    with httpx.stream("GET", f"{served.url}/v1/wake", headers=headers, timeout=30) as stream:
        lines = stream.iter_lines()
        assert next(lines) == "event: listening"
        served.keeper.terminate()
        # httpx raises where a body is cut off before its end
        assert [line for line in lines if line.startswith("event")] == []
    assert served.keeper.wait(15) == 0
    logs = list((tmp_path / "hub").rglob("*.log"))
    assert logs
    assert all("ASGI" not in log.read_text(encoding="utf-8") for log in logs)


@pytest.mark.system("postgres")
def test_none_is_left_when_the_keeper_is_killed(served: Served) -> None:
    pids = served.both_at_work()
    served.keeper.kill()
    served.keeper.wait()
    until(lambda: not any(_runs(pid) for pid in pids))


@pytest.mark.skipif(sys.platform == "win32", reason="processes cannot share a socket there")
def test_one_that_ends_at_once_is_begun_again_after_longer_and_longer_pauses(tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    note = f"import time; open({str(begun)!r}, 'a').write(f'{{time.monotonic()}}\\n')"
    program = "\n".join(
        [
            "import os, signal, sys; from app.clock import SystemClock; from app.hub.serving import Listen, bind",
            "from app.hub.workers import Supervisor",
            f"Supervisor(lambda place: [sys.executable, '-c', {note!r}], 1, bind(Listen(port=0)), SystemClock()).run()",
        ]
    )
    keeper = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stderr=subprocess.DEVNULL)
    until(lambda: begun.exists() and len(begun.read_text().splitlines()) >= 4)
    keeper.send_signal(signal.SIGINT)
    assert keeper.wait(20) == 0
    at = [float(line) for line in begun.read_text().splitlines()]
    pauses = [later - earlier for earlier, later in pairwise(at)]
    assert pauses[0] > 0.5
    assert pauses[1] > 1.0
    assert pauses[2] > 2.0


def test_more_than_one_on_sqlite_is_refused_with_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, answer, _ = commands_in(tmp_path, capsys)("hub", "serve", "--workers", "2", "--listen", "127.0.0.1:0")
    assert code == 2
    assert answer["error"] == "SQLite lets one process write at a time, so more workers would only wait for each other."
    assert "postgresql" in answer["remedy"]
    assert not (tmp_path / "desk" / "hub.db").exists()


@pytest.mark.parametrize("number", ["0", "-1", "65", "two", "1.5", "9" * 30])
def test_a_number_of_workers_that_makes_no_sense_is_refused(number: str) -> None:
    with pytest.raises(BadUsage, match="from 1 to 64"):
        read_words(["hub", "serve", f"--workers={number}"])


def _refuses(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
    except OSError:
        return True
    return False


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
