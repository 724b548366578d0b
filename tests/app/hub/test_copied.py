"""Desks that were copied, and logs that only look like a copy's."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from app.domain.activity import Kind
from app.errors import BadInput, SignInRefused
from app.hub import copied, letting_in
from app.hub.exchange import push
from app.hub.issuing import new_device
from app.hub.letting_in import revoke
from app.protocol.wire import Fork, Receipt
from storage.hub.store import SqlHubStore
from tests.hubs import NOW, Desk, DeskOf, desk_of, give_lead, later, lead


def devices_of(store: SqlHubStore) -> list[str]:
    with store.reading() as rows:
        return [device.device_id for device in rows.devices.all()]


def copies_audited(store: SqlHubStore) -> int:
    with store.reading() as rows:
        return [line.what for line in rows.audit.all()].count("copied profile")


def test_a_log_in_which_an_event_was_changed_is_refused_as_often_as_it_comes(store: SqlHubStore, desk: DeskOf) -> None:
    ada, mine = desk("Ada"), give_lead(store, lead(), "Ada")
    ada.logs(mine.lead_id, Kind.BUSY)
    ada.logs(mine.lead_id, Kind.BUSY, later(1))
    sealed = ada.log[0]
    for changed in ({"payload": b"{}"}, {"lead_id": "another"}, {"hash": bytes(32)}, {"salt": None}):
        ada.log[0] = msgspec.structs.replace(sealed, **changed)
        for _ in range(2):
            with pytest.raises(BadInput, match="No desk writes such a log"):
                ada.pushes()
    with store.reading() as rows:
        assert rows.activities.of_leads([mine.lead_id]) == {}
    assert (len(devices_of(store)), copies_audited(store)) == (1, 0)


def test_a_log_that_begins_on_something_is_refused(store: SqlHubStore, desk: DeskOf) -> None:
    ada = desk("Ada")
    with pytest.raises(BadInput, match="No desk writes such a log"):
        push(store, ada.caller(), msgspec.structs.replace(ada.request(), prev_hash=b"x" * 32), NOW)
    assert (len(devices_of(store)), copies_audited(store)) == (1, 0)


def copy_that_went_on(store: SqlHubStore, ada: Desk, lead_id: str) -> Desk:
    """Return a copy of a desk that logged something of its own, after which the desk did too and handed it in."""
    copy = Desk(store, ada.enrolled, log=list(ada.log), key=ada.key)
    copy.logs(lead_id, Kind.LEFT_VOICEMAIL, later(11))
    ada.logs(lead_id, Kind.NO_ANSWER, later(10))
    ada.pushes()
    return copy


@pytest.mark.parametrize("keyed", [False, True])
def test_a_copy_that_asks_again_what_to_go_on_as_is_given_the_same_device(store: SqlHubStore, keyed: bool) -> None:
    ada, mine = desk_of(store, "Ada", keyed=keyed), give_lead(store, lead(), "Ada")
    copy, other = copy_that_went_on(store, ada, mine.lead_id), copy_that_went_on(store, ada, mine.lead_id)
    answers = [copy.pushes() for _ in range(3)]
    assert all(isinstance(answer, Fork) for answer in answers)
    assert len({answer.device_id for answer in answers if isinstance(answer, Fork)}) == 1
    assert copies_audited(store) == 1
    with store.reading() as rows:
        assert isinstance(answers[-1], Fork)
        assert letting_in.caller_of(rows, answers[-1].token, NOW).device.forked_from == ada.enrolled.device_id
    elsewhere = other.pushes()
    assert isinstance(elsewhere, Fork)
    assert elsewhere.device_id != answers[-1].device_id, "two copies that differ are two"


def test_copies_of_one_desk_and_of_its_copies_come_to_an_end_for_a_day(
    store: SqlHubStore, desk: DeskOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copied, "MOST_COPIES", 2)
    ada, mine = desk("Ada"), give_lead(store, lead(), "Ada")
    first, second, third = (copy_that_went_on(store, ada, mine.lead_id) for _ in range(3))
    for copy in (first, second):
        assert isinstance(copy.pushes(), Fork)
    with pytest.raises(BadInput, match="2 copies of this desk"):
        third.pushes()
    assert isinstance(first.pushes(), Fork), "what was given is given again"
    assert isinstance(third.pushes(now=NOW + timedelta(days=1)), Fork)


def test_a_device_that_is_shut_out_takes_its_copies_along(store: SqlHubStore, desk: DeskOf) -> None:
    ada, eve, mine = desk("Ada"), desk("Eve"), give_lead(store, lead(), "Ada")
    copy = copy_that_went_on(store, ada, mine.lead_id)
    answer = copy.pushes()
    assert isinstance(answer, Fork)
    with store.writing() as rows:
        made = rows.devices.by_id(answer.device_id)
        assert made is not None
        of_the_copy = new_device(rows, ada.caller().person, "", NOW, copied_from=made)
    out = revoke(store, ada.enrolled.device_id, later(20), wipe=True)
    told = {device.device_id for device in out if device.revoked_at and device.wipe_at}
    assert told == {ada.enrolled.device_id, answer.device_id, of_the_copy.device.device_id}
    for token in (answer.token, of_the_copy.token):
        with store.reading() as rows, pytest.raises(SignInRefused, match="no longer let in"):
            letting_in.caller_of(rows, token, later(21))
    assert eve.caller(later(21))
    with store.reading() as rows:
        assert {line.subject for line in rows.audit.all() if line.what == "device revoked"} == told


def test_a_copy_that_comes_only_after_its_device_was_shut_out_is_shut_out_with_it(
    store: SqlHubStore, desk: DeskOf
) -> None:
    ada, mine = desk("Ada"), give_lead(store, lead(), "Ada")
    copy = copy_that_went_on(store, ada, mine.lead_id)
    revoke(store, ada.enrolled.device_id, later(20), wipe=True)
    answers = [copy.pushes(now=later(30)) for _ in range(2)]
    assert all(isinstance(answer, Fork) for answer in answers)
    answer = answers[-1]
    assert isinstance(answer, Fork)
    assert devices_of(store) == [ada.enrolled.device_id, answer.device_id], "asked twice, it is one device"
    with store.reading() as rows, pytest.raises(SignInRefused, match="no longer let in"):
        letting_in.caller_of(rows, answer.token, later(30))
    enrolled = msgspec.structs.replace(copy.enrolled, device_id=answer.device_id, token=answer.token)
    anew = Desk(store, enrolled)
    anew.logs(mine.lead_id, Kind.LEFT_VOICEMAIL, later(11))
    assert isinstance(anew.pushes(now=later(31)), Receipt)
    told = anew.pulls(now=later(31))
    assert [row.kind for row in told] == ["lead_gone", "wipe"]
    with pytest.raises(SignInRefused, match="no longer let in"):
        anew.pulls(now=later(32))
    with pytest.raises(SignInRefused, match="no longer let in"):
        anew.pushes(now=NOW + timedelta(days=31))
