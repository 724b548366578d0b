"""What an officer says of being there is at the hub with the next push, and leads go by it; older ends say nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from app.domain.distributing import Passed
from app.domain.presence import State, There
from app.hub.distributing import Distribution
from app.hub.letting_in import revoke
from app.hub.pool import PoolRules
from app.hub.presence import all_there
from app.protocol import wire
from tests.desks import a_lead, shipped
from tests.together.test_one_story_one_row import Branch, passes

HOUR = timedelta(hours=1)


@pytest.fixture
def branch(tmp_path: Path) -> Iterator[Branch]:
    made = Branch(tmp_path)
    yield made
    made.close()


def there(branch: Branch, name: str) -> There | None:
    with branch.hub.reading() as rows:
        person = rows.people.named(name)
        assert person is not None
        return all_there(rows, branch.clock.now()).get(person.person_id)


def turn(branch: Branch) -> tuple[str | None, dict[str, Passed]]:
    """Return whose turn a lead is now, and why not the others'."""
    with branch.hub.writing() as rows:
        lead = a_lead("whose", received_at=branch.clock.now())
        rows.leads.add(lead, ())
        chosen = Distribution(rows, PoolRules(shipped().rules), branch.clock.now()).choose(lead, "asked")
        names = {one.person_id: one.name for one in rows.people.all()}
        passed = {names[one]: why for one, why in rows.seats.decisions("whose")[-1].passed.items()}
    return chosen.name if chosen else None, passed


def licensed(branch: Branch, *names: str) -> None:
    for name in names:
        with branch.hub.writing() as rows:
            person = rows.people.named(name)
            assert person is not None
            officer = msgspec.structs.replace(person.officer, hours=None, licences={"TN": None})
            rows.people.put(msgspec.structs.replace(person, officer=officer))


def test_who_is_away_by_their_own_word_is_given_nothing_until_they_are_back(branch: Branch) -> None:
    licensed(branch, "Ada", "Eve")
    branch.desks["Ada"].availability.be(State.AWAY, branch.clock.now() + HOUR)
    branch.syncs()
    assert turn(branch) == ("Eve", {"Ada": Passed.AWAY})
    passes(branch, hours=1)
    assert set(turn(branch)[1].values()) == {Passed.ANOTHERS_TURN}


def test_what_a_device_said_that_was_shut_out_since_holds_nobody_back(branch: Branch) -> None:
    licensed(branch, "Ada", "Eve")
    branch.desks["Ada"].availability.be(State.AWAY, branch.clock.now() + 200 * HOUR)
    branch.syncs()
    assert turn(branch) == ("Eve", {"Ada": Passed.AWAY})
    with branch.hub.reading() as rows:
        (lost,) = [heard.device_id for heard in rows.live.all_heard() if heard.told.state == State.AWAY]
    revoke(branch.hub, lost, branch.clock.now())
    passes(branch, minutes=1)
    assert there(branch, "Ada") is None


def test_no_new_leads_and_back_again_are_heard_at_the_next_push(branch: Branch) -> None:
    licensed(branch, "Ada", "Eve")
    ada = branch.desks["Ada"].availability
    ada.be(State.NO_NEW_LEADS, branch.clock.now() + HOUR)
    branch.syncs()
    assert turn(branch)[1] == {"Ada": Passed.NO_NEW_LEADS}
    passes(branch, minutes=5)
    ada.be(State.AVAILABLE)
    branch.syncs()
    assert there(branch, "Ada") == There()
    assert set(turn(branch)[1].values()) == {Passed.ANOTHERS_TURN}


def test_working_now_brings_leads_after_hours(branch: Branch) -> None:
    licensed(branch, "Ada")
    passes(branch, hours=10)
    assert turn(branch)[0] == "Ada", "hours not set: always on shift"
    with branch.hub.writing() as rows:
        eve = rows.people.named("Eve")
        assert eve is not None
        rows.people.put(
            msgspec.structs.replace(eve, officer=msgspec.structs.replace(eve.officer, licences={"TN": None}))
        )
    assert turn(branch)[1]["Eve"] is Passed.OFF_SHIFT
    branch.desks["Eve"].availability.be(State.WORKING)
    branch.syncs()
    assert "Eve" not in {name for name, why in turn(branch)[1].items() if why is Passed.OFF_SHIFT}


def test_a_call_under_way_is_told_and_ends(branch: Branch) -> None:
    ada = branch.desks["Ada"].availability
    ada.on_a_call(branch.clock.now())
    branch.syncs()
    assert there(branch, "Ada") == There(call_since=branch.clock.now())
    ada.on_a_call(None)
    branch.syncs()
    assert there(branch, "Ada") == There()


def test_an_absence_is_noted_once_among_the_changes_however_often_it_is_told(branch: Branch) -> None:
    since = branch.clock.now()
    branch.desks["Ada"].availability.be(State.AWAY, since + HOUR)
    branch.syncs()
    branch.syncs()
    passes(branch, minutes=1)
    branch.desks["Ada"].availability.be(State.AVAILABLE)
    branch.syncs()
    with branch.hub.reading() as rows:
        changes = rows.live.changes(since)
    assert [(one.what, bool(one.before), bool(one.after)) for one in changes] == [
        ("absence", True, False),
        ("absence", False, True),
    ]


def test_a_desk_before_it_says_nothing_and_a_hub_before_it_reads_on() -> None:
    old = msgspec.defstruct("PushRequest", [("hub_id", str), ("device_id", str), ("from_seq", int), ("events", list)])
    told = wire.PushRequest(hub_id="h", device_id="d", from_seq=1, events=[], presence=wire.PresenceTold(state="away"))
    assert msgspec.json.decode(msgspec.json.encode(told), type=old).device_id == "d"
    assert msgspec.json.decode(msgspec.json.encode(old("h", "d", 1, [])), type=wire.PushRequest).presence is None
