"""Reports that go out by themselves: once, to who may see them, encrypted, and what went wrong is told."""

from __future__ import annotations

import io
import logging
import threading
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from app.clock import FixedClock
from app.command_line import read_words
from app.domain.lead import Origin, Partner
from app.domain.rhythm import read_rhythm
from app.errors import BadInput
from app.hub import people
from app.hub.command import run
from app.hub.mailing import message_of, send
from app.hub.metering import Meters
from app.hub.records import Role
from app.hub.report_files import Means
from app.hub.schedule_records import TRIES_AFTER, Delivery, MailServer
from app.hub.sending_out import Sender
from app.hub.sums import ScoredSums
from app.reportfiles.columns import COLUMNS
from storage.hub.store import SqlHubStore
from tests.hubs import NOW, TERMS, company_store, give_lead, in_place, lead
from tests.mail_server import PASSWORD, USER, TestMailServer, certificate, mail_server
from tests.marked import MARKED
from tests.shipped import shipped_rules

#: Monday after NOW at seven in the company's zone
DUE = datetime.fromisoformat("2026-03-09T07:00-05:00")
WEEK = timedelta(days=7)


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return certificate(tmp_path_factory.mktemp("mail"))


@pytest.fixture
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlHubStore]:
    with company_store("sqlite", tmp_path, request.config) as store:
        settle(store)
        yield store


def settle(store: SqlHubStore) -> None:
    for name, role in (("Mia", "marketing"), ("Gus", "manager")):
        mail = f"{name.lower()}@example.com"
        people.add_person(store, people.Newcomer(name=name, role=role, branch="Nashville", email=mail), NOW)
    give_lead(store, lead(1, source="Ads"), "Ada")


@pytest.fixture
def server(pair: tuple[Path, Path]) -> Iterator[TestMailServer]:
    with mail_server(pair) as server:
        yield server


def hub(store: SqlHubStore, *words: object, now: datetime = NOW) -> dict[str, Any]:
    args = read_words(["hub", *map(str, words)])
    means = Means(lambda _kept_in: PASSWORD)
    return run(args, store, FixedClock(now), ScoredSums(shipped_rules()), TERMS, means=means)


def sender(store: SqlHubStore) -> Sender:
    return Sender(store, ScoredSums(shipped_rules()), lambda _kept_in: PASSWORD)


def name_server(store: SqlHubStore, server: TestMailServer, pair: tuple[Path, Path], *more: object) -> None:
    words = ["--host", "127.0.0.1", "--port", server.port, "--from", "hub@example.com", "--ca", pair[0]]
    hub(store, "mail", "set", *words, "--user", USER, "--password-keyring", "mail", *more)


def audit(store: SqlHubStore) -> list[str]:
    with store.reading() as rows:
        return [line.what for line in rows.audit.all()]


def test_a_report_is_mailed_when_it_is_due_and_not_before(
    store: SqlHubStore, server: TestMailServer, pair: tuple[Path, Path]
) -> None:
    name_server(store, server, pair)
    hub(store, "schedule", "add", "team", "--to", "Gus", "--format", "xlsx", "--format", "html")
    assert sender(store).send_due(DUE - timedelta(seconds=1)) == []
    (sent,) = sender(store).send_due(DUE)
    assert (sent.state, sent.due_at) == ("sent", DUE)
    (mail,), encrypted = server.taken, server.was_encrypted
    assert encrypted == [True]
    assert (mail["To"], mail["From"]) == ("gus@example.com", "hub@example.com")
    assert mail["Subject"] == "Team: received 2026-03-02 to 2026-03-08"
    assert [a.get_filename() for a in mail.iter_attachments()] == ["team-2026-03-09.xlsx", "team-2026-03-09.html"]
    body = mail.get_body()
    assert body is not None
    assert "Asked for by: Gus" in body.get_content()
    # nothing more until the next Monday
    assert sender(store).send_due(DUE + WEEK - timedelta(seconds=1)) == []
    assert "the team report mailed" in audit(store)
    (listed,) = hub(store, "schedule", "list")["schedules"]
    assert [one["state"] for one in listed["last"]] == ["sent"]


def test_what_was_due_several_times_while_no_hub_ran_is_sent_once(store: SqlHubStore, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    hub(store, "schedule", "add", "leaks", "--folder", folder, "--every", "day", "--format", "csv")
    late = DUE + timedelta(days=40, hours=3)
    (sent,) = sender(store).send_due(late)
    assert sent.due_at == datetime.fromisoformat("2026-04-18T07:00-05:00")
    assert sorted(p.name for p in folder.iterdir()) == ["leaks-2026-04-18-definitions.csv", "leaks-2026-04-18.csv"]
    assert sender(store).send_due(late + timedelta(minutes=1)) == []


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgres", marks=pytest.mark.system("postgres"))])
def test_of_many_that_look_at_once_one_sends(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    with company_store(kind, tmp_path, request.config) as store:
        settle(store)
        (tmp_path / "out").mkdir()
        hub(store, "schedule", "add", "leaks", "--folder", tmp_path / "out")
        hub(store, "schedule", "add", "sources", "--folder", tmp_path / "out")
        found: list[Delivery] = []
        together = threading.Barrier(4)

        def look() -> None:
            together.wait(10)
            found.extend(sender(store).send_due(DUE))

        threads = [threading.Thread(target=look) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        assert [one.state for one in found] == ["sent", "sent"]
        assert sum("saved to its folder" in what for what in audit(store)) == 2


def test_a_receiver_gets_what_their_role_may_see_and_no_name(
    store: SqlHubStore, server: TestMailServer, pair: tuple[Path, Path]
) -> None:
    name_server(store, server, pair)
    for report in ("team", "officer", "promises"):
        officer = ["--officer", "Ada"] if report == "officer" else []
        with pytest.raises(BadInput, match="Mia may not see this report: they are marketing here"):
            hub(store, "schedule", "add", report, "--to", "Mia", *officer)
    with pytest.raises(BadInput, match="Mia may not see"):
        hub(store, "schedule", "add", "sources", "--to", "Mia", "--officer", "Ada")
    with pytest.raises(BadInput, match="Gus may not see"):
        hub(store, "schedule", "add", "team", "--to", "Gus", "--branch", "Memphis")
    partner = Partner(name="Pat Example", company="Example Homes")
    give_lead(store, lead(2, partner=partner, origin=Origin.PARTNER), "Ada")
    seen = [name for name in COLUMNS if name not in ("team", "officer", "promises")]
    for report in seen:
        formats = [word for ending in ("csv", "xlsx", "html") for word in ("--format", ending)]
        hub(store, "schedule", "add", report, "--to", "Mia", "--period", "all", *formats)
    assert [one.state for one in sender(store).send_due(DUE)] == ["sent"] * len(seen)
    for mail in server.taken:
        for attached in mail.iter_attachments():
            content = attached.get_content()
            data = content if isinstance(content, bytes) else content.encode()
            if data.startswith(b"PK"):
                with zipfile.ZipFile(io.BytesIO(data)) as book:
                    data = b"".join(map(book.read, book.namelist()))
            for name in ("Ada", "Ben", "Eve", "Gus", "Pat Example", MARKED):
                assert name.encode() not in data


def test_whoever_changed_their_role_or_left_is_sent_nothing_more(
    store: SqlHubStore, server: TestMailServer, pair: tuple[Path, Path]
) -> None:
    name_server(store, server, pair)
    hub(store, "schedule", "add", "team", "--to", "Gus")
    with store.writing() as rows:
        gus = rows.people.named("Gus")
        assert gus is not None
        rows.people.put(replace(gus, role=Role.MARKETING))
    (refused,) = sender(store).send_due(DUE)
    assert (refused.state, server.taken) == ("failed", [])
    hub(store, "person", "leave", "Gus")
    (gone,) = sender(store).send_due(DUE + WEEK)
    assert (gone.state, gone.why) == (
        "failed", "The receiver left the company. Add the schedule anew without them."
    )  # fmt: skip
    assert any("the team report not mailed, given up: The receiver left" in what for what in audit(store))


def test_a_server_that_cannot_take_it_now_is_asked_again_and_then_no_more(
    store: SqlHubStore, server: TestMailServer, pair: tuple[Path, Path], caplog: pytest.LogCaptureFixture
) -> None:
    name_server(store, server, pair)
    hub(store, "schedule", "add", "sources", "--to", "Mia")
    server.answers = ["451 later", *["450 busy with mia@example.com"] * 4]
    now, states = DUE, []
    for wait in (*TRIES_AFTER, None):
        (tried,) = sender(store).send_due(now)
        states.append((tried.state, tried.tries))
        (listed,) = hub(store, "schedule", "list", now=now)["schedules"]
        assert listed["last"][0]["state"] == tried.state
        if wait is not None:
            assert sender(store).send_due(now + wait - timedelta(seconds=1)) == []
            now += wait
    assert states == [("waiting", 1), ("waiting", 2), ("waiting", 3), ("waiting", 4), ("failed", 5)]
    assert listed["last"][0]["why"] == "The mail server answered 450. It is tried again by itself."
    assert sender(store).send_due(now + timedelta(days=1)) == []
    said = "\n".join([*caplog.messages, *audit(store)])
    assert "mia@example.com" not in said
    page = Meters(store, FixedClock(now)).page().decode()
    assert 'followthrough_hub_reports{state="failed"} 1.0' in page
    # a week later it is due anew, and the server is well
    (sent,) = sender(store).send_due(DUE + WEEK)
    assert (sent.state, len(server.taken)) == ("sent", 1)


def test_a_receiver_the_server_refuses_is_given_up_at_once(
    store: SqlHubStore, server: TestMailServer, pair: tuple[Path, Path]
) -> None:
    name_server(store, server, pair)
    hub(store, "schedule", "add", "sources", "--to", "Mia")
    server.answers = ["550 no such user"]
    (refused,) = sender(store).send_due(DUE)
    assert (refused.state, refused.tries) == ("failed", 1)
    assert "answered 550" in refused.why


def test_a_try_that_died_with_its_process_is_made_again_and_known_for_the_same(
    store: SqlHubStore, server: TestMailServer, pair: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    name_server(store, server, pair)
    hub(store, "schedule", "add", "sources", "--to", "Mia")

    def dies(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Sender, "_settle", dies)
        with pytest.raises(KeyboardInterrupt):
            sender(store).send_due(DUE)
    assert sender(store).send_due(DUE + timedelta(minutes=14)) == []
    (sent,) = sender(store).send_due(DUE + timedelta(minutes=15))
    assert sent.state == "sent"
    first, second = server.taken
    assert first["Message-ID"] == second["Message-ID"], "so that a mail program shows it once"


def test_an_untrusted_certificate_or_a_wrong_password_is_told_and_no_password_is_kept_or_logged(
    store: SqlHubStore,
    server: TestMailServer,
    pair: tuple[Path, Path],
    caplog: pytest.LogCaptureFixture,
    tmp_path: Path,
) -> None:
    caplog.set_level(logging.DEBUG)
    hub(store, "schedule", "add", "sources", "--to", "Mia")
    (without,) = sender(store).send_due(DUE)
    assert without.why == "The hub has no mail server. Name it with hub mail set."
    words = ["--host", "127.0.0.1", "--port", server.port, "--from", "hub@example.com", "--user", USER]
    hub(store, "mail", "set", *words, "--password-file", pair[0].with_name("password"))
    (*_, distrusted) = sender(store).send_due(DUE + WEEK)
    assert "certificate is not trusted" in distrusted.why
    assert server.taken == []
    name_server(store, server, pair)
    wrong = Sender(store, ScoredSums(shipped_rules()), lambda _kept_in: "not it")
    (*_, refused) = wrong.send_due(DUE + 2 * WEEK)
    assert "takes neither user nor password" in refused.why
    shown = hub(store, "mail", "show")
    assert shown["password_in"] == "keyring:mail"
    kept = str(in_place(store, "SELECT * FROM mail_server") + in_place(store, "SELECT * FROM delivery"))
    assert USER in kept
    assert PASSWORD not in "\n".join([kept, *caplog.messages, *audit(store)])


def test_mail_goes_encrypted_or_stays_on_this_machine(store: SqlHubStore, pair: tuple[Path, Path]) -> None:
    far = ["mail", "set", "--from", "hub@example.com", "--host", "mail.example.com"]
    with pytest.raises(BadInput, match="encrypted only"):
        hub(store, *far, "--tls", "none")
    with pytest.raises(BadInput, match="not sent in clear"):
        hub(store, "mail", "set", "--from", "hub@example.com", "--host", "localhost", "--tls", "none", "--user", "a")
    with pytest.raises(BadInput, match="go together"):
        hub(store, *far, "--user", "a")
    with pytest.raises(BadInput, match="no mail address"):
        hub(store, "mail", "set", "--from", "nobody\r\nBcc: a@example.com", "--host", "mail.example.com")
    assert hub(store, *far)["port"] == 587
    assert hub(store, *far, "--tls", "tls")["port"] == 465
    assert hub(store, "mail", "off") == {"host": None}
    # a relay of this machine, and one that is encrypted from the first byte
    for tls, first in (("none", False), ("tls", True)):
        with mail_server(pair if first else None, from_first_byte=first) as server:
            known = {"user": USER, "password_in": "keyring:a", "ca_file": str(pair[0])} if first else {}
            to = MailServer(host="127.0.0.1", port=server.port, tls=tls, sender="hub@example.com", **known)
            message = message_of("hub@example.com", "a@example.com", "S", "W", [], at=NOW, message_id="<1@x>")
            send(to, message, lambda _kept_in: PASSWORD)
            assert server.was_encrypted == [first]


def test_a_schedule_is_refused_removed_and_sent_on_demand(store: SqlHubStore, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="to people or to a folder"):
        hub(store, "schedule", "add", "team")
    with pytest.raises(BadInput, match="is no folder"):
        hub(store, "schedule", "add", "team", "--folder", tmp_path / "nowhere")
    with pytest.raises(BadInput, match=r"no mail address here\. Give it with hub person set --email"):
        hub(store, "schedule", "add", "team", "--to", "Ben")
    with pytest.raises(BadInput, match="needs a name"):
        hub(store, "schedule", "add", "officer", "--folder", tmp_path)
    with pytest.raises(BadInput, match="no branch Nowhere"):
        hub(store, "schedule", "add", "team", "--folder", tmp_path, "--branch", "Nowhere")
    with pytest.raises(BadInput, match="Nobody here is called Zed"):
        hub(store, "schedule", "add", "team", "--folder", tmp_path, "--officer", "Zed")
    (tmp_path / "out").mkdir()
    added = hub(store, "schedule", "add", "team", "--folder", tmp_path / "out", "--branch", "Nashville")
    answer = hub(store, "schedule", "run", added["schedule_id"])
    assert (answer["ok"], [one["to"] for one in answer["sent"]]) == (True, ["folder"])
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["team-2026-03-02.xlsx"]
    hub(store, "schedule", "remove", added["schedule_id"])
    assert hub(store, "schedule", "list")["schedules"] == []
    with pytest.raises(BadInput, match="There is no schedule"):
        hub(store, "schedule", "run", added["schedule_id"])
    assert sender(store).send_due(DUE) == []


def test_a_folder_that_is_gone_is_tried_again(store: SqlHubStore, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    hub(store, "schedule", "add", "leaks", "--folder", tmp_path / "out", "--format", "html")
    (tmp_path / "out").rmdir()
    (tried,) = sender(store).send_due(DUE)
    assert (tried.state, "cannot be written" in tried.why) == ("waiting", True)
    (tmp_path / "out").mkdir()
    (sent,) = sender(store).send_due(DUE + TRIES_AFTER[0])
    assert sent.state == "sent"


def test_the_companys_zone_says_when_a_report_is_due(store: SqlHubStore, tmp_path: Path) -> None:
    hub(store, "company", "--zone", "Pacific/Honolulu")
    hub(store, "schedule", "add", "leaks", "--folder", tmp_path, "--at", "06:30", "--every", "tue")
    (listed,) = hub(store, "schedule", "list")["schedules"]
    assert datetime.fromisoformat(listed["next_at"]) == datetime.fromisoformat("2026-03-03T06:30-10:00")
    assert read_rhythm("tue", "06:30").following(NOW, "Pacific/Honolulu") == datetime.fromisoformat(listed["next_at"])
