"""A playbook published from a desk: by those who may, over nobody's head, and told to every desk."""

from __future__ import annotations

import msgspec
import pytest

from app.errors import BadInput
from app.hub import people
from app.hub.publishing import publish_from
from app.hub.reports import NotForThisRole
from app.protocol.wire import PlaybookOvertaken, PlaybookTaken, PublishAnswer, PublishPlaybook
from storage.hub.store import SqlHubStore
from tests.hubs import NOW, PLAYBOOK, TERMS, Desk, DeskOf

SOONER = PLAYBOOK.replace('after = "4h"', 'after = "2h"')


def publish(at: Desk, text: str = SOONER, *, onto: int = 1, why: str = "four hours is late") -> PublishAnswer:
    message = PublishPlaybook(text=text, why=why, onto=onto)
    return publish_from(at.store, TERMS, at.caller(), message, NOW)


def test_a_managers_playbook_is_in_force_and_goes_to_every_desk(store: SqlHubStore, desk: DeskOf) -> None:
    answer = publish(desk("Ben"))
    assert isinstance(answer, PlaybookTaken)
    assert (answer.playbook.version, answer.playbook.by, answer.playbook.why) == (2, "Ben", "four hours is late")
    told = [msgspec.json.decode(row.body) for row in desk("Eve").pulls() if row.kind == "playbook"]
    assert told[-1]["text"] == SOONER
    with store.reading() as rows:
        noted = [(line.by, line.what, line.subject) for line in rows.audit.all()]
    assert ("Ben", "playbook published", "2") in noted


def test_an_officer_may_not_publish(desk: DeskOf) -> None:
    with pytest.raises(NotForThisRole):
        publish(desk("Ada"))


def test_an_admin_of_another_branch_may(store: SqlHubStore, desk: DeskOf) -> None:
    people.add_person(store, people.Newcomer(name="Ivy", role="admin", branch="Memphis"), NOW)
    assert isinstance(publish(desk("Ivy")), PlaybookTaken)


def test_nobody_publishes_over_a_version_they_have_not_seen(store: SqlHubStore, desk: DeskOf) -> None:
    ben = desk("Ben")
    publish(ben)
    late = publish(ben, SOONER.replace('"2h"', '"3h"'), onto=1, why="another thought")
    assert isinstance(late, PlaybookOvertaken)
    assert (late.playbook.version, late.playbook.text) == (2, SOONER)
    with store.reading() as rows:
        assert len(rows.playbooks.all()) == 2


def test_a_request_sent_again_because_its_answer_was_lost_publishes_once(store: SqlHubStore, desk: DeskOf) -> None:
    ben = desk("Ben")
    assert publish(ben) == publish(ben)
    with store.reading() as rows:
        assert len(rows.playbooks.all()) == 2


def test_what_is_in_force_already_is_not_published_again(store: SqlHubStore, desk: DeskOf) -> None:
    ben = desk("Ben")
    publish(ben)
    with pytest.raises(BadInput, match="Version 2 says the same already"):
        publish(ben, onto=2, why="once more")
    with store.reading() as rows:
        assert len(rows.playbooks.all()) == 2


def test_a_step_at_fault_is_named_and_nothing_is_published(store: SqlHubStore, desk: DeskOf) -> None:
    with pytest.raises(BadInput, match="call-2"):
        publish(desk("Ben"), PLAYBOOK.replace('after = "4h"', 'after = "4x"'))
    with store.reading() as rows:
        assert len(rows.playbooks.all()) == 1


def test_no_reason_is_no_publication(desk: DeskOf) -> None:
    with pytest.raises(BadInput, match="reason"):
        publish(desk("Ben"), why="  ")


def test_what_was_in_force_once_may_be_again(desk: DeskOf) -> None:
    ben = desk("Ben")
    publish(ben)
    back = publish(ben, PLAYBOOK, onto=2, why="back")
    assert isinstance(back, PlaybookTaken)
    assert back.playbook.version == 3
