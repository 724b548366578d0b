"""A device renews its access with its key: by generations, and so that nobody is signed out."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec
import pytest
from msgspec.structs import replace

from app.errors import BadInput, SignInRefused
from app.hub import letting_in, people
from app.hub.backups import begin_anew
from app.hub.renewing import GRACE, renew
from app.protocol.device_key import new_key, public_of
from app.protocol.wire import Enroll, Renewed
from storage.hub.store import SqlHubStore
from tests.hubs import NOW, DeskOf, desk_of, renewal


class Keyed(msgspec.Struct):
    """A device with a key, as it would be copied: all it has is its fields."""

    store: SqlHubStore
    device_id: str
    key: bytes
    token: str
    refresh_token: str

    def renews(self, now: datetime = NOW, *, key: bytes = b"", as_new: bool = False) -> Renewed:
        """Ask for new access and keep what comes."""
        answer = self.asks(now, key=key, as_new=as_new)
        self.device_id, self.token, self.refresh_token = answer.device_id, answer.token, answer.refresh_token
        self.key = key or self.key
        return answer

    def asks(self, now: datetime = NOW, *, key: bytes = b"", as_new: bool = False, signs: bytes = b"") -> Renewed:
        request = renewal(self.refresh_token, signs or self.key, next_key=key, as_new=as_new)
        return renew(self.store, request, "", now)

    def is_let_in(self, now: datetime) -> bool:
        try:
            with self.store.reading() as rows:
                letting_in.caller_of(rows, self.token, now)
        except SignInRefused:
            return False
        return True


class Ledger:
    """The list outside the database."""

    def __init__(self, *revoked: str, wiped: tuple[str, ...] = ()) -> None:
        self._revoked, self._wiped = set(revoked), set(wiped)

    def revoked(self) -> set[str]:
        return self._revoked

    def wiped(self) -> set[str]:
        return self._wiped

    def left(self) -> set[str]:
        return set()

    def purged(self) -> set[str]:
        return set()

    def recovery_keys(self) -> set[str]:
        return set()

    intake_keys = holds = recovery_keys

    def keep(self, **_told: object) -> None: ...


def joined(store: SqlHubStore, name: str = "Ada", now: datetime = NOW) -> Keyed:
    desk = desk_of(store, name, now, keyed=True)
    given = desk.enrolled
    return Keyed(store, given.device_id, desk.key, given.token, given.refresh_token)


def audited(store: SqlHubStore) -> list[str]:
    with store.reading() as rows:
        return [line.what for line in rows.audit.all()]


def forgets(store: SqlHubStore, device: Keyed) -> None:
    """Be a hub that was restored from a backup of before the device joined."""
    with store.writing() as rows:
        rows.devices._conn.exec_driver_sql(f"DELETE FROM device WHERE device_id = '{device.device_id}'")


def test_access_lasts_ten_minutes_and_is_renewed_by_the_devices_key(store: SqlHubStore) -> None:
    ada = joined(store)
    assert ada.is_let_in(NOW + timedelta(minutes=9, seconds=59))
    later = NOW + timedelta(minutes=10)
    assert not ada.is_let_in(later)
    with store.reading() as rows, pytest.raises(letting_in.NotLetIn) as refused:
        letting_in.caller_of(rows, ada.token, later)
    assert refused.value.why == "access_over"
    assert ada.renews(later).access_s == 600
    assert ada.is_let_in(later + timedelta(minutes=9))


def test_a_refresh_token_without_the_devices_key_is_worth_nothing(store: SqlHubStore) -> None:
    ada, thief = joined(store), new_key()
    with pytest.raises(SignInRefused, match="does not know"):
        ada.asks(signs=thief)
    with pytest.raises(SignInRefused, match="does not know"):
        ada.asks(signs=thief, key=thief)
    assert ada.renews().device_id == ada.device_id


@pytest.mark.parametrize("part", [1, 2])
def test_a_token_of_which_one_letter_was_changed_is_nobodys(store: SqlHubStore, part: int) -> None:
    ada = joined(store)
    parts = ada.token.split(".")
    parts[part] = ("A" if parts[part][0] != "A" else "B") + parts[part][1:]
    ada.token = ".".join(parts)
    assert not ada.is_let_in(NOW)
    # nor does one token do another's work
    ada.token = ada.refresh_token
    assert not ada.is_let_in(NOW)


def test_an_answer_that_was_lost_is_given_again_however_late(store: SqlHubStore) -> None:
    ada = joined(store)
    ada.renews(NOW)
    for hours in (0, 1, 30):
        ada.asks(NOW + timedelta(hours=hours))  # and never hears the answer
    assert ada.renews(NOW + timedelta(days=2)).device_id == ada.device_id
    assert "refresh of a generation that has passed" not in audited(store)


def test_two_processes_that_ask_at_once_are_given_the_same_and_go_on(store: SqlHubStore) -> None:
    one = joined(store)
    other = replace(one)
    one.renews(NOW + timedelta(minutes=9))
    other.renews(NOW + timedelta(minutes=9, seconds=1))
    assert other.renews(NOW + timedelta(hours=1)).device_id == one.device_id
    assert one.renews(NOW + timedelta(hours=1, seconds=1)).device_id == one.device_id


def test_a_generation_that_has_passed_is_taken_for_a_minute_and_then_refused_alone_and_noted(
    store: SqlHubStore,
) -> None:
    ada = joined(store)
    copy = replace(ada)
    ada.renews(NOW)
    ada.renews(NOW + timedelta(hours=1))
    assert copy.asks(NOW + timedelta(hours=1) + GRACE).device_id == ada.device_id
    with pytest.raises(letting_in.NotLetIn) as refused:
        copy.asks(NOW + timedelta(hours=1, minutes=2))
    assert refused.value.why == "generation_passed"
    assert audited(store)[-1] == "refresh of a generation that has passed"
    # the one that went on is asked nothing
    assert ada.renews(NOW + timedelta(hours=2)).device_id == ada.device_id


def test_copies_that_renew_in_step_are_told_apart_all_the_same(store: SqlHubStore) -> None:
    ada = joined(store)
    ada.renews(NOW)
    copy = replace(ada)
    ada.renews(NOW + timedelta(hours=1))
    copy.renews(NOW + timedelta(hours=2))
    with pytest.raises(letting_in.NotLetIn) as refused:
        ada.asks(NOW + timedelta(hours=3))
    assert refused.value.why == "generation_passed"


def test_a_copied_profile_goes_on_as_a_device_of_its_own_and_the_admin_sees_it(store: SqlHubStore) -> None:
    ada = joined(store)
    first, copy, key = ada.device_id, replace(ada), new_key()
    ada.renews(NOW)
    ada.renews(NOW + timedelta(hours=1))
    later = NOW + timedelta(hours=2)
    # the first answer is lost, and no third device comes of it
    lost = copy.asks(later, key=key, as_new=True)
    assert copy.renews(later, key=key, as_new=True).device_id == lost.device_id != first
    assert copy.is_let_in(later)
    assert ada.renews(later).device_id == first
    with store.reading() as rows:
        made = rows.devices.by_id(copy.device_id)
    assert made is not None
    assert made.forked_from == first
    assert audited(store).count("copied profile") == 1
    assert copy.renews(later + timedelta(hours=1)).device_id == copy.device_id


def test_a_restored_hub_takes_any_newer_generation_than_the_one_it_remembers(store: SqlHubStore) -> None:
    ada = joined(store)
    with store.reading() as rows:
        remembered = rows.devices.by_id(ada.device_id)
    assert remembered is not None
    for hour in range(5):
        ada.renews(NOW + timedelta(hours=hour))
    with store.writing() as rows:
        rows.devices.put(remembered)
    assert ada.renews(NOW + timedelta(hours=6)).device_id == ada.device_id
    assert ada.renews(NOW + timedelta(hours=7)).device_id == ada.device_id
    assert "refresh of a generation that has passed" not in audited(store)


def test_a_hub_restored_from_before_the_device_joined_knows_it_again(store: SqlHubStore) -> None:
    ada = joined(store)
    ada.renews(NOW)
    forgets(store, ada)
    with store.reading() as rows, pytest.raises(letting_in.NotLetIn) as refused:
        letting_in.caller_of(rows, ada.token, NOW)
    assert refused.value.why == "access_over"
    assert ada.renews(NOW).device_id == ada.device_id
    assert ada.is_let_in(NOW)
    assert "device known again after a restore" in audited(store)


def test_a_device_that_was_shut_out_and_forgotten_by_a_restore_stays_out(store: SqlHubStore) -> None:
    ada, ben = joined(store), joined(store, "Ben")
    for device in (ada, ben):
        forgets(store, device)
    begin_anew(store, Ledger(ada.device_id, ben.device_id, wiped=(ben.device_id,)), NOW)
    for device in (ada, ben):
        # it is given access for its last words alone
        device.renews(NOW)
        assert not device.is_let_in(NOW)
        with store.reading() as rows:
            known = letting_in.known_by(rows, device.token, NOW).device
        assert known.revoked_at == NOW
        assert (known.wipe_at is not None) == (device is ben)


def test_who_is_shut_out_hands_in_the_log_and_gets_no_new_device(store: SqlHubStore) -> None:
    ada = joined(store)
    letting_in.revoke(store, ada.device_id, NOW)
    assert ada.renews(NOW + timedelta(days=30)).device_id == ada.device_id
    assert not ada.is_let_in(NOW + timedelta(days=30))
    for now, as_new in ((NOW, True), (NOW + timedelta(days=31), False)):
        with pytest.raises(letting_in.NotLetIn) as refused:
            ada.asks(now, key=new_key(), as_new=as_new)
        assert refused.value.why == "device_revoked"


def test_a_copy_whose_generation_has_passed_hands_in_its_log_as_well_once_its_device_is_shut_out(
    store: SqlHubStore,
) -> None:
    ada = joined(store)
    copy = replace(ada)
    for hour in range(3):
        ada.renews(NOW + timedelta(hours=hour))
    letting_in.revoke(store, ada.device_id, NOW + timedelta(hours=3))
    for hour in range(4, 8):
        for device in (copy, ada):
            device.renews(NOW + timedelta(hours=hour))
            assert not device.is_let_in(NOW + timedelta(hours=hour))
    assert "refresh of a generation that has passed" not in audited(store)
    with pytest.raises(letting_in.NotLetIn, match="no longer let in"):
        copy.asks(NOW + timedelta(days=31))


def test_a_device_that_was_shut_out_stays_out_of_a_restored_hub_that_no_list_tells_of_it(store: SqlHubStore) -> None:
    ada = joined(store)
    letting_in.revoke(store, ada.device_id, NOW, wipe=True)
    ada.renews(NOW)
    forgets(store, ada)
    ada.renews(NOW + timedelta(hours=1))
    assert not ada.is_let_in(NOW + timedelta(hours=1))
    with store.reading() as rows:
        known = letting_in.known_by(rows, ada.token, NOW + timedelta(hours=1)).device
    assert (known.revoked_at, known.wipe_at) == (NOW, NOW)


def test_a_desk_to_be_wiped_that_comes_after_its_last_words_is_told_to_wipe_at_once(store: SqlHubStore) -> None:
    ada = joined(store)
    letting_in.revoke(store, ada.device_id, NOW)
    letting_in.revoke(store, ada.device_id, NOW + timedelta(days=40), wipe=True)
    with pytest.raises(letting_in.NotLetIn) as refused:
        ada.asks(NOW + timedelta(days=41))
    assert refused.value.why == "wipe_now"


def test_somebody_who_left_is_let_in_by_no_key(store: SqlHubStore) -> None:
    ada = joined(store)
    people.leave(store, "Ada", NOW)
    ada.renews(NOW)
    assert not ada.is_let_in(NOW)


def test_a_desk_that_was_not_here_for_the_lease_signs_in_again(store: SqlHubStore) -> None:
    ada = joined(store)
    ada.renews(NOW + timedelta(days=29))
    ada.renews(NOW + timedelta(days=59))
    with pytest.raises(letting_in.NotLetIn) as refused:
        ada.renews(NOW + timedelta(days=90))
    assert refused.value.why == "lease_over"


def test_a_desk_of_before_there_were_keys_hands_in_its_first_and_its_old_token_ends_with_the_first_use(
    store: SqlHubStore, desk: DeskOf
) -> None:
    old = desk("Ada").enrolled
    assert old.refresh_token == ""
    key = new_key()
    message = renewal("", b"", next_key=key)
    renew(store, message, old.token, NOW)  # this answer is lost
    given = renew(store, message, old.token, NOW)
    ada = Keyed(store, given.device_id, key, given.token, given.refresh_token)
    assert ada.device_id == old.device_id
    assert Keyed(store, "", b"", old.token, "").is_let_in(NOW)
    ada.renews(NOW + timedelta(minutes=5))
    assert not Keyed(store, "", b"", old.token, "").is_let_in(NOW)
    with pytest.raises(SignInRefused):
        renew(store, message, old.token, NOW)
    # access is no way to another key
    with pytest.raises(SignInRefused):
        renew(store, message, ada.token, NOW + timedelta(minutes=5))


@pytest.mark.parametrize(
    "change", [{"new_key": b""}, {"new_key": b"short"}, {"new_proof": b"x" * 64}, {"as_new": True, "new_key": b""}]
)
def test_a_new_key_that_did_not_sign_is_no_key(store: SqlHubStore, change: dict[str, object]) -> None:
    key = new_key()
    with pytest.raises(BadInput):
        renew(store, msgspec.structs.replace(renewal("", b"", next_key=key), **change), "ft1.x.y", NOW)


def test_a_key_that_did_not_sign_the_code_joins_nothing_and_costs_no_code(store: SqlHubStore) -> None:
    code, _ = letting_in.invite(store, "Ada", NOW)
    message = Enroll(code=code, device_name="x", protocol=[3], device_key=public_of(new_key()), proof=b"x" * 64)
    with pytest.raises(BadInput, match="did not sign"):
        letting_in.enroll(store, message, NOW)
    letting_in.enroll(store, Enroll(code=code, device_name="x", protocol=[1]), NOW)
