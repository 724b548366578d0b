"""`doctor --json` on set-ups that are broken, each in one way: it names that way, and what to do."""

from __future__ import annotations

import errno
import shutil
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfoNotFoundError

import msgspec
import pytest

from app.clock import SystemClock
from app.desktop import doctor
from app.outside import as_set, health, policy_sources, shares
from app.protocol.wire import Hello
from storage.desktop.store import open_store
from tests.commands import Run, commands_in
from tests.mail_server import certificate
from tests.proxies import closed_port
from tests.together.test_the_loop_closes import Company, company

__all__ = ["company"]


class Place(NamedTuple):
    """A desk with a lead and a backup, and what may be done to it."""

    run: Run
    folder: Path
    patch: pytest.MonkeyPatch

    @property
    def database(self) -> Path:
        return self.folder / "desk" / "desktop.db"

    def company_says(self, policy: str) -> None:
        file = self.folder / "policies.json"
        file.write_text(policy)
        self.patch.setattr(policy_sources, "policy_files", lambda: (file, self.folder / "none"))

    def finds_a_hub(self) -> None:
        self.belongs_to("https://hub.example.com")
        self.patch.setattr(as_set, "link_to", lambda _url, _token: HubDouble("ours", timedelta(0)))

    def belongs_to(self, url: str) -> None:
        store = open_store(self.database, bytes.fromhex((self.folder / "desk.key").read_text().strip()))
        with store.writing() as tx:
            identity = tx.identity()
            assert identity is not None
            tx.put_identity(msgspec.structs.replace(identity, hub_id="ours", hub_url=url))
        store.close()


@pytest.fixture
def place(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Place:
    run = commands_in(tmp_path, capsys)
    assert run("add", "Pat Example", "--phone", "5025550111")[0] == 0
    assert run("doctor")[0] == 0
    return Place(run, tmp_path, monkeypatch)


@contextmanager
def a_tls_server(folder: Path) -> Iterator[str]:
    """Listen with a certificate that nobody signed."""
    cert, key = certificate(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def greet() -> None:
            with suppress(OSError), context.wrap_socket(listening.accept()[0], server_side=True) as line:
                line.recv(1)

        thread = threading.Thread(target=greet, daemon=True)
        thread.start()
        yield f"https://127.0.0.1:{listening.getsockname()[1]}"
    thread.join(5)


class HubDouble:
    """Answers who it is, as the hub of another time or company."""

    def __init__(self, hub_id: str, ahead: timedelta) -> None:
        self._hub_id, self._ahead = hub_id, ahead

    def hello(self, within_s: float | None = None) -> Hello:
        return Hello(
            product="followthrough",
            hub_id=self._hub_id,
            protocol=[8],
            push_events=1,
            body_bytes=1,
            inflated_bytes=1,
            server_time=SystemClock().now() + self._ahead,
        )


def no_keyring(place: Place) -> None:
    (place.folder / "desk.key").unlink()


def another_key(place: Place) -> None:
    (place.folder / "desk.key").write_text("cd" * 32)


def everything_damaged(place: Place) -> None:
    for file in place.database.parent.glob("desktop.db*"):
        file.write_bytes(b"damage" * 4096)


def read_only_folder(place: Place) -> None:
    _writing_fails(place, errno.EROFS)


def full_disk(place: Place) -> None:
    _writing_fails(place, errno.ENOSPC)


def _writing_fails(place: Place, number: int) -> None:
    # whoever runs as root may write everywhere, so that no folder here is read-only to them
    write = Path.write_bytes

    def fails(self: Path, data: bytes) -> int:
        if self.name == ".doctor":
            raise OSError(number, "No space left on device" if number == errno.ENOSPC else "Read-only file system")
        return write(self, data)

    place.patch.setattr(Path, "write_bytes", fails)


def nearly_full_disk(place: Place) -> None:
    usage = shutil.disk_usage(place.folder)
    place.patch.setattr(shutil, "disk_usage", lambda _there: usage._replace(free=90 * 1024 * 1024))


def on_a_share(place: Place) -> None:
    place.patch.setattr(shares, "share_at", lambda _folder: "cifs")


def wrong_clock(place: Place) -> None:
    place.belongs_to("https://hub.example.com")
    place.patch.setattr(as_set, "link_to", lambda _url, _token: HubDouble("ours", timedelta(hours=3)))


def another_hub(place: Place) -> None:
    place.belongs_to("https://hub.example.com")
    place.patch.setattr(as_set, "link_to", lambda _url, _token: HubDouble("theirs", timedelta(0)))


def hub_away(place: Place) -> None:
    place.belongs_to("http://127.0.0.1:9")


def bad_policy(place: Place) -> None:
    place.company_says('{"DialMethod": "carrier pigeon", "NoSuchThing": 3}')


def pac_not_reachable(place: Place) -> None:
    place.finds_a_hub()
    place.company_says(f'{{"Proxy": {{"mode": "pac", "pac": "http://127.0.0.1:{closed_port()}/proxy.pac"}}}}')


def pac_broken(place: Place) -> None:
    place.finds_a_hub()
    script = place.folder / "proxy.pac"
    script.write_text("function FindProxyForURL(url, host) { return 'PROXY")
    place.company_says(f'{{"Proxy": {{"mode": "pac", "pac": "{script.as_uri()}"}}}}')


def no_zones(place: Place) -> None:
    def none(_name: str) -> None:
        raise ZoneInfoNotFoundError

    place.patch.setattr(doctor, "ZoneInfo", none)


def newer_database(place: Place) -> None:
    from storage.engine import open_sqlcipher, writing

    engine = open_sqlcipher(place.database, bytes.fromhex((place.folder / "desk.key").read_text().strip()))
    with writing(engine) as conn:
        conn.exec_driver_sql("UPDATE desktop_version SET version_num = '9999'")
    engine.dispose()


@pytest.mark.parametrize(
    ("breaks", "name", "says", "fix"),
    [
        (no_keyring, "keyring", "is missing", "Name the key file"),
        (another_key, "database", "key", ""),
        (everything_damaged, "database", "", ""),
        (read_only_folder, "data directory", "Read-only", "writable"),
        (full_disk, "data directory", "No space", "Free some space"),
        (nearly_full_disk, "disk space", "90 MB free", "Free some space"),
        (on_a_share, "data directory", "network share (cifs)", "--data-dir"),
        (wrong_clock, "clock", "behind the hub's", "Set this machine's clock"),
        (another_hub, "hub connection", "another hub answers", "hub's address"),
        (hub_away, "hub connection", "Nobody answers at http://127.0.0.1:9", "Check the network"),
        (bad_policy, "company policy", "DialMethod", "Have IT mend"),
        (pac_not_reachable, "proxy", "could not be fetched: nobody answers there; no proxy is used", "script"),
        (pac_broken, "proxy", "is broken: SyntaxError", "script and its address"),
        (no_zones, "time zone data", "none found", "tzdata"),
        (newer_database, "database", "newer version", "Update"),
    ],
)
def test_the_doctor_names_what_is_broken_and_what_to_do(
    place: Place, breaks: Callable[[Place], None], name: str, says: str, fix: str
) -> None:
    breaks(place)
    code, answer, _ = place.run("doctor")
    assert (code, answer["ok"]) == (1, False)
    broken = [check for check in answer["checks"] if not check["ok"]]
    # what only hangs behind it says so
    named = [check["name"] for check in broken if not check["detail"].startswith("not looked at")]
    assert named == [name]
    (first,) = [check for check in broken if check["name"] == name]
    assert says in first["detail"]
    assert first["fix"]
    assert fix in first["fix"]
    assert "Pat" not in str(answer)


def test_without_a_notification_service_the_doctor_says_what_is_used_instead(place: Place) -> None:
    place.patch.setattr(health, "notification_service", lambda: "")
    code, answer, _ = place.run("doctor")
    (told,) = [check for check in answer["checks"] if check["name"] == "notifications"]
    assert code == 0
    assert "no notification service answers" in told["detail"]


def test_a_hub_whose_certificate_nobody_here_trusts_is_named(place: Place) -> None:
    with a_tls_server(place.folder) as url:
        place.belongs_to(url)
        code, answer, _ = place.run("doctor")
    (told,) = [check for check in answer["checks"] if not check["ok"]]
    assert code == 1
    assert told["name"] == "hub connection"
    assert "certificate" in told["detail"]
    assert "root certificate" in told["fix"]


@pytest.mark.parametrize("company", ["sqlite"], indirect=True)
def test_a_device_that_was_shut_out_is_named_once_it_heard_so(company: Company) -> None:
    (device,) = [d for d in company.hub("device", "list")["devices"] if d["person"] == "Ada"]
    company.hub("device", "revoke", device["device_id"])
    # its last round: it hands in what it has
    company.run("Ada", "sync")
    told = company.run("Ada", "doctor", fails=True)
    (broken,) = [check for check in told["checks"] if not check["ok"]]
    assert broken["name"] == "hub"
    assert "no longer let in" in broken["detail"]
    assert broken["fix"]
