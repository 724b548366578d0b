"""Exhausted leads handed to marketing: as a file, to an address, to a desk; each once, none who is to be left alone."""

from __future__ import annotations

import csv
import hashlib
import hmac
import io
import json
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from app.clock import FixedClock
from app.command_line import read_words
from app.domain.activity import Kind
from app.domain.lead import Address, Lead
from app.errors import BadInput, WorldFailed
from app.hub import command, exhausted_leads, playbooks, webhook
from app.hub.exhausted_leads import Which, hand_to
from app.hub.forgetting import Whom, purge
from app.hub.people import Newcomer, add_person
from app.hub.ports import HubStore
from app.hub.reports import NotForThisRole
from app.hub.sums import ScoredSums
from app.protocol.handover import HandedLeads, HandOver
from tests.hubs import NOW, TERMS, Desk, DeskOf, desk_of, give_lead, later, lead
from tests.shipped import shipped_rules

CLOCK = FixedClock(NOW + timedelta(days=60))
SUMS = ScoredSums(shipped_rules())
RECEIVER = "https://crm.example.com/leads"
RETURNS = """
name = "One call"
give_up_after = "2d"
on_exhausted = "return_to_marketing"

[[step]]
id = "call-1"
channel = "call"
after = "0m"
within = "5m"
"""


@pytest.fixture
def gone(store: HubStore, desk: DeskOf) -> list[Lead]:
    """Three leads of which all was tried; on another lead the borrower of the third asked for no calls."""
    playbooks.publish(store, RETURNS, TERMS, why="gives leads back", now=NOW)
    ada = desk("Ada")
    made = []
    for n in (1, 2, 3):
        one = give_lead(
            store, lead(n, later(n / 60), address=Address(state="TN", zip="37201"), vendor_id=f"v-{n}"), "Ada"
        )
        ada.logs(one.lead_id, Kind.NO_ANSWER, later(2))
        made.append(one)
    same_number = give_lead(store, lead(103, address=Address(state="TN", zip="37201")), "Ada")
    ada.logs(same_number.lead_id, Kind.DO_NOT_CALL, later(3), number=same_number.phones[0].number)
    ada.pushes()
    return made


def run(store: HubStore, *words: str, post: webhook.Post | None = None) -> Any:
    return command.run(read_words(["hub", "exhausted", *words]), store, CLOCK, SUMS, TERMS, post=post)


def audit(store: HubStore) -> list[str]:
    with store.reading() as rows:
        return [line.what for line in rows.audit.all()]


class Receiver:
    """Answers with each status in turn, and the last one from then on."""

    def __init__(self, *statuses: int) -> None:
        self.statuses, self.took = list(statuses), list[tuple[str, bytes, Mapping[str, str]]]()

    def __call__(self, url: str, body: bytes, headers: Mapping[str, str]) -> int:
        self.took.append((url, body, headers))
        status = self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0]
        if status == 0:
            raise WorldFailed("The receiver does not answer.")
        return status


# -- as a file -----------------------------------------------------------------------------------------


def test_a_file_has_each_lead_once_with_why_and_from_when(store: HubStore, gone: list[Lead], tmp_path: Path) -> None:
    told = run(store, "export", "--out", str(tmp_path))
    assert (told["leads"], told["held_back"]) == (2, {"asked for no contact": 1})
    rows = list(csv.DictReader(io.StringIO(Path(told["file"]).read_text(encoding="utf-8-sig"))))
    assert [row["Vendor's id"] for row in rows] == ["v-1", "v-2"]
    assert (rows[0]["Name"], rows[0]["Phone"]) == (gone[0].name, gone[0].phones[0].number)
    assert (rows[0]["Calls"], rows[0]["Reason"], rows[0]["May be contacted by"]) == (
        "1",
        "never reached",
        "call, email",
    )
    assert rows[0]["Restart on"] == "2026-05-31"
    again = run(store, "export", "--out", str(tmp_path))
    assert (again["file"], again["leads"]) == (None, 0)
    assert run(store, "export", "--out", str(tmp_path), "--again")["leads"] == 2
    assert (
        audit(store)[-4:]
        == [
            "2 exhausted leads handed to marketing: a file",
            "2 exhausted leads are with marketing",
        ]
        * 2
    )


def test_what_could_not_be_written_is_handed_over_the_next_time(
    store: HubStore, gone: list[Lead], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> Path:
        raise BadInput("The disk is full.")

    with monkeypatch.context() as broken:
        broken.setattr("app.hub.handover_verbs.write_new", full)
        with pytest.raises(BadInput, match="disk is full"):
            run(store, "export", "--out", str(tmp_path))
    assert run(store, "export", "--out", str(tmp_path))["leads"] == 2


def test_who_was_forgotten_is_handed_to_nobody(store: HubStore, gone: list[Lead], tmp_path: Path) -> None:
    purge(store, Whom(lead_id=gone[0].lead_id), "ticket 12", CLOCK.now())
    assert run(store, "export", "--out", str(tmp_path))["leads"] == 1


def test_days_and_rests_are_asked_for(store: HubStore, gone: list[Lead], tmp_path: Path) -> None:
    assert run(store, "export", "--out", str(tmp_path), "--to", "2026-03-01")["leads"] == 0
    with pytest.raises(BadInput, match="rests for"):
        run(store, "export", "--out", str(tmp_path), "--rest-days", "0")
    told = run(store, "export", "--out", str(tmp_path), "--rest-days", "10")
    assert ",2026-03-12," in Path(told["file"]).read_text(encoding="utf-8-sig")


# -- to an address -------------------------------------------------------------------------------------


def test_what_is_sent_is_signed_and_names_nobody_outside_its_body(store: HubStore, gone: list[Lead]) -> None:
    secret = bytes.fromhex(run(store, "allow", RECEIVER)["secret"])
    receiver = Receiver(204)
    assert run(store, "send", "--url", RECEIVER, post=receiver) == {
        "sent": 2,
        "messages": 1,
        "held_back": {"asked for no contact": 1},
    }
    ((url, body, headers),) = receiver.took
    assert url == RECEIVER
    stamp, given = (part.split("=")[1] for part in headers["Followthrough-Signature"].split(","))
    assert given == hmac.new(secret, f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
    told = json.loads(body)
    assert headers["Idempotency-Key"] == told["batch"]
    assert [one["lead_id"] for one in told["leads"]] == [gone[0].lead_id, gone[1].lead_id]
    assert all(one.name not in str((url, headers)) for one in gone)
    assert run(store, "send", "--url", RECEIVER, post=receiver)["sent"] == 0
    assert audit(store)[-2:] == [
        "2 exhausted leads handed to marketing: crm.example.com",
        "2 exhausted leads are with marketing",
    ]


def test_a_receiver_that_comes_back_gets_the_same_message(store: HubStore, gone: list[Lead]) -> None:
    webhook.allow(store, RECEIVER, NOW)
    receiver, waited = Receiver(0, 503, 200), Waits()
    webhook.send(store, SUMS, CLOCK, receiver, RECEIVER, Which(), waited)
    assert len({body for _, body, _ in receiver.took}) == 1
    assert waited.seconds == [1.0, 5.0]


class Waits(Event):
    """Waits for nothing, and keeps how long it was to."""

    def __init__(self) -> None:
        super().__init__()
        self.seconds: list[float | None] = []

    def wait(self, timeout: float | None = None) -> bool:
        self.seconds.append(timeout)
        return False


@pytest.mark.parametrize(("statuses", "tries"), [((0,), 4), ((500,), 4), ((400,), 1), ((302,), 1), ((401,), 1)])
def test_what_was_not_taken_waits_for_the_next_time(
    store: HubStore, gone: list[Lead], statuses: tuple[int, ...], tries: int
) -> None:
    webhook.allow(store, RECEIVER, NOW)
    refusing = Receiver(*statuses)
    with pytest.raises(WorldFailed, match="receiver"):
        webhook.send(store, SUMS, CLOCK, refusing, RECEIVER, Which(), Waits())
    assert len(refusing.took) == tries
    taking = Receiver(200)
    assert webhook.send(store, SUMS, CLOCK, taking, RECEIVER, Which(), Waits()).leads == 2
    assert taking.took[0][1] == refusing.took[0][1]


def test_many_leads_go_in_several_messages_each_kept_when_it_was_taken(
    store: HubStore, gone: list[Lead], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "AT_ONCE", 1)
    webhook.allow(store, RECEIVER, NOW)
    with pytest.raises(WorldFailed):
        webhook.send(store, SUMS, CLOCK, Receiver(200, 410), RECEIVER, Which(), Waits())
    left = Receiver(200)
    assert webhook.send(store, SUMS, CLOCK, left, RECEIVER, Which(), Waits()).messages == 1
    assert json.loads(left.took[0][1])["leads"][0]["lead_id"] == gone[1].lead_id


@pytest.mark.parametrize(
    "address",
    [
        "http://crm.example.com/leads",
        "https://user:word@crm.example.com/",
        "https://crm.example.com/?key=1",
        "https://crm.example.com/#x",
        "https://[::1",
        "https://",
        "file:///etc/passwd",
        "https://crm.example.com/" + "x" * 500,
    ],
)
def test_an_address_that_is_no_plain_https_one_is_refused(store: HubStore, address: str) -> None:
    with pytest.raises(BadInput, match="https address"):
        webhook.allow(store, address, NOW)


def test_only_an_address_that_was_allowed_is_sent_to(store: HubStore, gone: list[Lead]) -> None:
    receiver = Receiver(200)
    with pytest.raises(BadInput, match="not allowed"):
        run(store, "send", "--url", RECEIVER, post=receiver)
    first = run(store, "allow", RECEIVER)["secret"]
    assert run(store, "allow", RECEIVER)["secret"] != first
    assert [one["address"] for one in run(store, "list")["addresses"]] == [RECEIVER]
    with pytest.raises(BadInput, match="Nothing is sent from here"):
        run(store, "send", "--url", RECEIVER)
    assert run(store, "deny", RECEIVER) == {"denied": RECEIVER}
    with pytest.raises(BadInput, match="not allowed"):
        run(store, "deny", RECEIVER)
    with pytest.raises(BadInput, match="not allowed"):
        run(store, "send", "--url", RECEIVER, post=receiver)
    assert receiver.took == []


# -- to marketing's own desk ---------------------------------------------------------------------------


@pytest.fixture
def mia(store: HubStore) -> Desk:
    add_person(store, Newcomer(name="Mia", role="marketing", branch="Nashville"), NOW)
    return desk_of(store, "Mia")


def hand(store: HubStore, mia: Desk, *kept: str) -> HandedLeads:
    return hand_to(store, SUMS, mia.caller(CLOCK.now()), HandOver(kept=list(kept)), CLOCK.now())


def test_a_desk_is_handed_what_waits_until_it_says_it_has_it(store: HubStore, gone: list[Lead], mia: Desk) -> None:
    first = hand(store, mia)
    assert [one.vendor_id for one in first.leads] == ["v-1", "v-2"]
    # the answer was lost: the same is there still
    assert hand(store, mia) == first
    left = hand(store, mia, gone[0].lead_id)
    assert [one.vendor_id for one in left.leads] == ["v-2"]
    assert left.batch != first.batch
    assert hand(store, mia, gone[1].lead_id, "nobody").leads == []
    assert hand(store, mia).leads == []
    assert audit(store)[-1] == "1 exhausted leads are with marketing"


def test_nobody_else_is_handed_any(store: HubStore, gone: list[Lead], desk: DeskOf) -> None:
    with pytest.raises(NotForThisRole):
        hand_to(store, SUMS, desk("Ada").caller(CLOCK.now()), HandOver(), CLOCK.now())


def test_what_is_handed_over_twice_is_noted_once(store: HubStore, gone: list[Lead], mia: Desk, desk: DeskOf) -> None:
    hand(store, mia, gone[0].lead_id, gone[1].lead_id)
    with store.writing() as rows:
        rows.handovers.add([])
        known = rows.handovers.of_leads([gone[0].lead_id])
    assert len(known) == 1
    waiting = exhausted_leads.waits(store, SUMS, Which(again=True), CLOCK.now())
    exhausted_leads.keep(store, waiting, CLOCK.now())
    with store.reading() as rows:
        assert rows.handovers.of_leads([gone[0].lead_id]) == known
