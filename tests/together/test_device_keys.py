"""A desk and a hub with device keys: copied profiles, restored hubs and two processes at once sign nobody out."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path

import msgspec
import pytest

from app.clock import FixedClock
from app.desktop.activities import Note
from app.desktop.desk import Desk, build_desk
from app.desktop.ports import Identity
from app.domain.activity import Kind
from app.domain.lead import Channel
from app.errors import BadInput, HubUnreachable, SignInRefused
from app.hub import letting_in, people
from app.hub.assigning import give
from app.hub.backups import begin_anew
from app.hub.checking import verify
from app.hub.founding import found, set_company
from app.hub.intake import keys_of
from app.hub.renewing import renew
from app.outside.ledger import FileLedger
from app.protocol import wire
from app.protocol.device_key import public_of, sign, words_to_join
from app.protocol.versions import SPOKEN, V2_LISTS
from storage.desktop.store import DesktopStore, open_store
from storage.engine import open_sqlcipher
from storage.hub.store import SqlHubStore, open_hub_store
from tests.desks import KEY, MONDAY, a_lead, shipped
from tests.together.test_one_story_one_row import ZONE, Link

URL = "http://127.0.0.1:1"


@dataclass
class KeyedLink(Link):
    """The hub's own functions for desks with keys; `place` is where all of a hub's links look things up."""

    place: Place = field(kw_only=True)

    def hello(self, within_s: float | None = None) -> wire.Hello:
        hello = super().hello(within_s)
        return wire.Hello(
            **{**{f: getattr(hello, f) for f in hello.__struct_fields__}, "protocol": self.place.protocol}
        )

    def enroll(self, code: str, device_name: str, key: bytes = b"", id_token: str = "") -> wire.Enrolled:
        keyed = max(self.place.protocol) > V2_LISTS
        message = wire.Enroll(
            code=code,
            device_name=device_name,
            protocol=list(SPOKEN),
            device_key=public_of(key) if keyed else b"",
            proof=sign(key, words_to_join(code, "")) if keyed else b"",
        )
        return letting_in.enroll(self.store, message, self.clock.now())

    def renew(self, request: wire.Renew, within_s: float | None = None) -> wire.Renewed:
        self.place.asked.append(request)
        if self.place.before_renewing is not None:
            self.place.before_renewing()
        answer = renew(self.store, request, self.token, self.clock.now())
        if self.place.loses_answers:
            raise HubUnreachable("The answer was lost.")
        return answer


@dataclass
class Place:
    """A hub and its desks on one clock."""

    folder: Path
    clock: FixedClock = field(default_factory=lambda: FixedClock(MONDAY))
    protocol: list[int] = field(default_factory=lambda: list(SPOKEN))
    asked: list[wire.Renew] = field(default_factory=list)
    loses_answers: bool = False
    before_renewing: object = None
    stores: list[DesktopStore | SqlHubStore] = field(default_factory=list)
    erased: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.opens_hub("hub.db")
        found(self.hub, machine_zone=ZONE, sample_playbook=shipped().playbook, now=self.clock.now())
        people.add_person(self.hub, people.Newcomer(name="Ada", role="officer", branch="Main"), self.clock.now())

    def opens_hub(self, name: str) -> None:
        self.hub = open_hub_store(open_sqlcipher(self.folder / name, KEY))
        self.stores.append(self.hub)

    def opens(self, name: str) -> Desk:
        store = open_store(self.folder / name, KEY)
        self.stores.append(store)
        erase = partial(self.erased.append, name)
        return build_desk(store, self.clock, shipped(), self._link_to, machine_zone=ZONE, erase=erase)

    def _link_to(self, _url: str, token: str) -> KeyedLink:
        return KeyedLink(self.hub, self.clock, token, place=self)

    def joins(self, name: str = "desk.db", who: str = "Ada") -> Desk:
        desk = self.opens(name)
        code, _ = letting_in.invite(self.hub, who, self.clock.now())
        desk.sync.enroll(URL, code, "a laptop")
        return desk

    def copies(self, name: str, to: str) -> None:
        """Copy a file and its journal while somebody has it open, as an image of a disk would."""
        for ending in ("", "-wal"):
            if (self.folder / f"{name}{ending}").exists():
                shutil.copy(self.folder / f"{name}{ending}", self.folder / f"{to}{ending}")

    def gives_lead(self, number: int = 1, who: str = "Ada") -> str:
        lead = a_lead(f"lead-{number}", phones=(f"+1423555{100 + number:04d}",), emails=())
        with self.hub.writing() as rows:
            person = rows.people.named(who)
            assert person is not None
            rows.leads.add(lead, keys_of(lead))
            give(rows, lead, person, self.clock.now(), why="test")
        return lead.lead_id

    def devices(self) -> list[tuple[str, str | None, int]]:
        with self.hub.reading() as rows:
            return [(d.device_id, d.forked_from, d.have.seq) for d in rows.devices.all()]

    def pass_time(self, **length: float) -> None:
        self.clock.at += timedelta(**length)


def identity_of(desk: Desk) -> Identity:
    with desk.store.reading() as tx:
        identity = tx.identity()
    assert identity is not None
    return identity


def logs_call(desk: Desk, lead_id: str, note: str = "") -> None:
    desk.activities.log(Note(lead_id=lead_id, kind=Kind.NO_ANSWER, channel=Channel.CALL, note=note))


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    made = Place(tmp_path)
    yield made
    for store in made.stores:
        store.close()


def test_a_desk_renews_its_access_before_it_runs_out_and_not_more_often(place: Place) -> None:
    desk = place.joins()
    for _ in range(8):
        desk.sync.round()
        place.pass_time(minutes=1)
    assert place.asked == []
    place.pass_time(minutes=1, seconds=1)
    desk.sync.round()
    desk.sync.round()
    assert len(place.asked) == 1


def test_a_clock_that_was_set_back_is_noticed_by_the_hub_and_nobody_is_signed_out(place: Place) -> None:
    desk, machine = place.joins(), FixedClock(MONDAY)
    desk.sync.round()
    desk.sync._signing_in._clock = machine  # the desk's own, which stands still from now on
    place.pass_time(hours=1)
    desk.sync.round()
    assert len(place.asked) == 1
    assert not desk.sync.state().is_shut_out


def test_an_answer_that_is_lost_again_and_again_costs_nothing(place: Place) -> None:
    desk = place.joins()
    before = identity_of(desk)
    place.loses_answers = True
    for _ in range(5):
        place.pass_time(hours=1)
        with pytest.raises(HubUnreachable):
            desk.sync.round()
    place.loses_answers = False
    desk.sync.round()
    assert identity_of(desk).device_id == before.device_id
    assert len(place.devices()) == 1


def test_two_processes_that_renew_at_once_ask_once_and_sign_nobody_out(place: Place) -> None:
    first = place.joins()
    second = place.opens("desk.db")
    place.pass_time(hours=1)
    asking, goes_on = threading.Event(), threading.Event()

    def wait() -> None:
        asking.set()
        assert goes_on.wait(20)

    place.before_renewing = wait
    got: list[str] = []
    threads = [
        threading.Thread(target=lambda desk=desk: got.append(desk.sync._signing_in.ready().token))
        for desk in (first, second)
    ]
    threads[0].start()
    assert asking.wait(20)
    threads[1].start()
    goes_on.set()
    for thread in threads:
        thread.join(20)
    assert len(place.asked) == 1
    assert got == [got[0]] * 2
    first.sync.round()
    second.sync.round()


def test_who_joins_again_while_the_old_access_is_being_renewed_stays_joined(place: Place) -> None:
    desk = place.joins()
    old = identity_of(desk).device_id
    code, _ = letting_in.invite(place.hub, "Ada", place.clock.now())

    def joins_again() -> None:
        place.before_renewing = None
        letting_in.revoke(place.hub, old, place.clock.now())
        desk.sync.enroll(URL, code, "a laptop")

    place.clock.at += timedelta(minutes=10)
    place.before_renewing = joins_again
    desk.sync.round()
    assert identity_of(desk).device_id != old
    desk.sync.round()


def test_a_copied_profile_goes_on_beside_the_first_and_the_admin_sees_both(place: Place) -> None:
    desk, lead_id = place.joins(), place.gives_lead()
    desk.sync.round()
    place.copies("desk.db", "copy.db")
    for hour in range(3):
        place.pass_time(hours=hour)
        logs_call(desk, lead_id, f"first {hour}")
        desk.sync.round()
    copy = place.opens("copy.db")
    logs_call(copy, lead_id, "copy")
    copy.sync.round()
    place.pass_time(hours=1)
    desk.sync.round()
    copy.sync.round()
    ours, theirs = identity_of(desk), identity_of(copy)
    assert {ours.device_id, theirs.device_id} == {device_id for device_id, _, _ in place.devices()}
    assert [origin for device_id, origin, _ in place.devices() if device_id == theirs.device_id] == [ours.device_id]
    assert ours.device_key != theirs.device_key
    with place.hub.reading() as rows:
        notes = [k.activity.note for k in rows.activities.of_leads([lead_id])[lead_id]]
    assert sorted(notes) == ["copy", "first 0", "first 1", "first 2"]
    assert verify(place.hub).is_ok


def test_a_copy_told_apart_by_its_log_takes_a_key_of_its_own(place: Place) -> None:
    desk, lead_id = place.joins(), place.gives_lead()
    desk.sync.round()
    place.copies("desk.db", "copy.db")
    copy = place.opens("copy.db")
    logs_call(desk, lead_id)
    logs_call(copy, lead_id)
    desk.sync.round()
    copy.sync.round()  # access still holds, so that the log is what tells
    assert identity_of(copy).key_is_shared or identity_of(copy).device_key != identity_of(desk).device_key
    copy.sync.round()
    assert not identity_of(copy).key_is_shared
    assert identity_of(copy).device_key != identity_of(desk).device_key
    place.pass_time(hours=1)
    copy.sync.round()
    desk.sync.round()
    assert len(place.devices()) == 2


@pytest.mark.parametrize("hours", [0, 1])
def test_a_copy_nobody_knew_of_is_wiped_with_the_desk_it_was_copied_from(place: Place, hours: int) -> None:
    desk, lead_id = place.joins(), place.gives_lead()
    desk.sync.round()
    place.copies("desk.db", "copy.db")
    copy = place.opens("copy.db")
    logs_call(desk, lead_id, "first")
    logs_call(copy, lead_id, "copy")
    # within the hour the copy's access still holds; after it the generation has passed that it would renew with
    for _ in range(3):
        place.pass_time(hours=hours)
        desk.sync.round()
    letting_in.revoke(place.hub, identity_of(desk).device_id, place.clock.now(), wipe=True)
    for one in (copy, desk):
        one.sync.round()
    assert sorted(place.erased) == ["copy.db", "desk.db"]
    with place.hub.reading() as rows:
        notes = [k.activity.note for k in rows.activities.of_leads([lead_id])[lead_id]]
    assert sorted(notes) == ["copy", "first"]
    assert verify(place.hub).is_ok


def test_a_hub_restored_from_before_the_desk_joined_is_refilled_by_it(place: Place) -> None:
    lead_id = place.gives_lead()
    place.copies("hub.db", "restored.db")
    desk = place.joins()
    desk.sync.round()
    logs_call(desk, lead_id)
    desk.sync.round()
    place.opens_hub("restored.db")
    assert place.devices() == []
    desk.sync.round()  # the access it has names a device that hub does not know
    assert place.devices() == [(identity_of(desk).device_id, None, 1)]
    assert not desk.sync.state().is_shut_out


def test_a_hub_restored_from_before_somebody_was_added_goes_on_with_her_desk_once_she_is_added_with_her_id(
    place: Place,
) -> None:
    place.copies("hub.db", "backup.db")
    people.add_person(place.hub, people.Newcomer(name="Fay", role="officer", branch="Main"), place.clock.now())
    desk = place.joins(who="Fay")
    lead_id = place.gives_lead(who="Fay")
    desk.sync.round()
    for note in ("before", "unsent"):
        logs_call(desk, lead_id, note)
        if note == "before":
            desk.sync.round()
    place.opens_hub("backup.db")
    begin_anew(place.hub, FileLedger(place.folder / "revoked.jsonl"), place.clock.now())
    fays_id = identity_of(desk).officer.officer_id
    with pytest.raises(SignInRefused, match="a time before you were added") as refused:
        desk.sync.round()
    assert fays_id in refused.value.remedy
    # added as somebody new, she is not the one whose desk this is, and that is said so that it can be put right
    fay = people.Newcomer(name="Fay", role="officer", branch="Main")
    people.add_person(place.hub, fay, place.clock.now())
    code, _ = letting_in.invite(place.hub, "Fay", place.clock.now())
    with pytest.raises(BadInput, match=f"under another id than this desk's, {fays_id}"):
        desk.sync.enroll(URL, code, "a laptop")
    people.leave(place.hub, "Fay", place.clock.now())
    people.add_person(place.hub, msgspec.structs.replace(fay, person_id=fays_id), place.clock.now())
    desk.sync.round()
    desk.sync.round()
    assert desk.sync.state().pending == 0
    with place.hub.reading() as rows:
        notes = [k.activity.note for k in rows.activities.of_leads([lead_id])[lead_id]]
    assert sorted(filter(None, notes)) == ["before", "unsent"]
    assert verify(place.hub).is_ok


def test_a_desk_from_before_keys_gets_one_once_its_hub_has_them_and_goes_on_by_it(place: Place) -> None:
    place.protocol = [V2_LISTS]
    desk = place.joins()
    desk.sync.round()
    old = identity_of(desk)
    assert old.token.startswith("ft1.")
    assert not old.refresh_token
    place.protocol = list(SPOKEN)
    desk.sync.round()
    now = identity_of(desk)
    assert now.device_id == old.device_id
    assert now.refresh_token
    place.pass_time(days=1)
    desk.sync.round()
    with place.hub.reading() as rows, pytest.raises(SignInRefused):
        letting_in.caller_of(rows, old.token, place.clock.now())


def test_a_desk_from_before_keys_that_was_shut_out_hands_in_its_log_all_the_same(place: Place) -> None:
    place.protocol = [V2_LISTS]
    desk, lead_id = place.joins(), place.gives_lead()
    desk.sync.round()
    logs_call(desk, lead_id)
    letting_in.revoke(place.hub, identity_of(desk).device_id, place.clock.now())
    place.protocol = list(SPOKEN)
    desk.sync.round()
    assert [have for _, _, have in place.devices()] == [1]
    with desk.store.reading() as tx:
        assert tx.lead_ids() == []


def test_a_desk_that_is_shut_out_renews_for_its_last_words_and_then_no_more(place: Place) -> None:
    desk, lead_id = place.joins(), place.gives_lead()
    desk.sync.round()
    logs_call(desk, lead_id)
    letting_in.revoke(place.hub, identity_of(desk).device_id, place.clock.now())
    place.pass_time(days=3)
    desk.sync.round()
    assert [have for _, _, have in place.devices()] == [1]
    with pytest.raises(SignInRefused):
        desk.sync.round()
    place.pass_time(days=31)
    with pytest.raises(SignInRefused):
        desk.sync.round()


def test_a_desk_that_was_away_for_the_lease_shows_its_leads_only_after_a_sign_in_again(place: Place) -> None:
    desk, lead_id = place.joins(), place.gives_lead()
    desk.sync.round()
    logs_call(desk, lead_id)
    place.pass_time(days=30)
    assert [line.lead_id for line in desk.leads.search("", 10)] == [lead_id]
    desk.queue.today()
    place.pass_time(seconds=1)
    for shown in (
        lambda: desk.leads.search("", 10),
        lambda: desk.leads.card(lead_id),
        desk.queue.today,
        desk.reminders.fire_due,
        lambda: logs_call(desk, lead_id),
    ):
        with pytest.raises(SignInRefused) as refused:
            shown()
        assert refused.value.why == "lease_over"
    assert desk.sync.state().is_shut_out
    with pytest.raises(SignInRefused):
        desk.sync.round()
    code, _ = letting_in.invite(place.hub, "Ada", place.clock.now())
    desk.sync.enroll(URL, code, "a laptop")
    desk.sync.round()
    assert [line.lead_id for line in desk.leads.search("", 10)] == [lead_id]
    # what was logged before goes up all the same
    assert sorted(have for _, _, have in place.devices()) == [0, 1]
    assert not desk.sync.state().is_shut_out


def test_the_company_says_how_long_the_lease_is_and_a_desk_without_a_hub_has_none(place: Place) -> None:
    set_company(place.hub, now=place.clock.now(), lease_days=7)
    desk, alone = place.joins(), place.opens("alone.db")
    place.pass_time(days=7, seconds=1)
    with pytest.raises(SignInRefused, match="7 days"):
        desk.queue.today()
    alone.queue.today()
    with pytest.raises(BadInput):
        set_company(place.hub, now=place.clock.now(), lease_days=0)


def test_a_wipe_at_once_waits_for_nothing_and_is_noted(place: Place) -> None:
    desk, lead_id = place.joins(), place.gives_lead()
    desk.sync.round()
    logs_call(desk, lead_id)
    letting_in.revoke(place.hub, identity_of(desk).device_id, place.clock.now(), wipe=True, at_once=True)
    with pytest.raises(SignInRefused, match="wiped"):
        desk.sync.round()
    assert place.erased == ["desk.db"]
    with desk.store.reading() as tx:
        assert (tx.lead_ids(), tx.event_count(0)) == ([], 0)
    assert [have for _, _, have in place.devices()] == [0]
    with place.hub.reading() as rows:
        assert "device to be wiped at once, with what it has not handed in" in [a.what for a in rows.audit.all()]
