"""The playbook on a desk without a hub: judged, put in force, its words shown, and leads moved to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.command_line import read_words
from app.desktop.activities import Note
from app.desktop.command import run
from app.domain.activity import Kind
from app.domain.playbook_file import STEP_KEYS
from app.domain.standing import Due
from app.errors import BadInput, BadPlaybook
from app.protocol.feed import FeedItem, LeadGiven, PlaybookPublished, write
from app.protocol.wire import Cursor, FeedPage, FeedRow
from app.telling import in_words
from tests.desks import MONDAY, TestDesk, a_lead

OWN = """# the house's own
name = "House"

[[step]]
id = "email-1"
channel = "email"
after = "5m"
template = "hello"

[[step]]
id = "call-1"
channel = "call"
after = "0m"

[template.hello]
subject = "Hello {first_name}"
body = "{officer_name}, NMLS {nmls_id}"

[template.nudge]
body = "Hi {first_name}, {officer_name} here, NMLS {nmls_id}."
"""
Say = Callable[..., dict[str, Any]]


@pytest.fixture
def say(ada: TestDesk, tmp_path: Path) -> Say:
    """Say `playbook ...`; a text stands for a file that holds it."""

    def said(*words: str) -> dict[str, Any]:
        parts = list(words)
        for n, word in enumerate(parts):
            if "\n" in word:
                file = tmp_path / "house.toml"
                file.write_text(word, encoding="utf-8")
                parts[n] = str(file)
        return run(read_words(["playbook", *parts]), ada.desk)

    return said


def test_the_file_in_force_is_shown_as_it_was_written(say: Say) -> None:
    assert say("use", OWN)["version"] == 2
    shown = say("show")
    assert shown["text"] == OWN
    assert [step["id"] for step in shown["steps"]] == ["email-1", "call-1"]
    assert [(t["name"], t["channel"], t["subject"]) for t in shown["templates"]] == [
        ("hello", "email", "Hello {first_name}"),
        ("nudge", "text", None),
    ]


def test_every_key_of_a_step_is_shown(say: Say) -> None:
    letter = OWN.replace('after = "0m"', 'after = "0m"\nwithin = "5m"\nnote = "smile"') + (
        '\n[[step]]\nid = "warm"\nchannel = "call"\ntrack = "preapproved"\nevery = "14d"\nbefore_expiry = "10d"\n'
    )
    say("use", letter)
    shown = say("show")
    _, call, warm = shown["steps"]
    assert (warm["every_s"], warm["before_expiry_s"], call["note"]) == (14 * 86400, 10 * 86400, "smile")
    said = in_words(shown)
    assert "before expiry" in said
    assert " 10 d" in said
    assert "smile" in said.partition("text:")[0]
    assert "# the house's own" in said
    names = {"before_expiry_s": "before_expiry", "after_s": "after", "every_s": "every", "within_s": "within"}
    assert {names.get(key, key) for key in call} == STEP_KEYS


def test_what_holds_for_all_steps_is_shown(say: Say) -> None:
    say("use", OWN.replace('name = "House"', 'name = "House"\ngive_up_after = "30d"'))
    shown = say("show")
    assert (shown["first_call_within_s"], shown["give_up_after_s"], shown["take_back_after_s"]) == (300, 2592000, None)
    assert (shown["on_exhausted"], shown["per_call_s"]) == ("return_to_marketing", 360)


def test_what_check_refuses_is_not_used_either(ada: TestDesk, say: Say) -> None:
    late = OWN + '\n[[step]]\nid = "late"\nchannel = "call"\non_day = 2\nbetween = "21:00-23:00"\n'
    problem = "line 26, step “late”: no state ever allows a call or text at that time"
    assert [one.words for one in ada.desk.playbooks.check(late).problems] == [problem]
    with pytest.raises(BadPlaybook, match=r"house\.toml has 1 problem") as refused:
        say("use", late)
    assert refused.value.problems == [problem]
    assert say("show")["version"] == 1


def test_what_check_warns_of_is_told_when_it_is_used_too(ada: TestDesk, say: Say) -> None:
    idle = OWN.replace('after = "0m"', 'after = "0m"\ntemplate = "nudge"')
    warnings = [one.words for one in ada.desk.playbooks.check(idle).warnings]
    assert any("a call takes no template" in words for words in warnings)
    assert say("use", idle)["warnings"] == warnings
    assert say("use", OWN)["warnings"] == [one.words for one in ada.desk.playbooks.check(OWN).warnings]


def test_a_file_that_is_in_force_already_makes_no_version(say: Say) -> None:
    assert "said" not in say("use", OWN)
    again = say("use", OWN)
    assert (again["version"], again["said"]) == (2, "Version 2 says the same already; nothing was published.")
    assert say("show")["version"] == 2


def test_an_email_is_drafted_in_the_words_of_the_version_the_lead_is_on(ada: TestDesk, say: Say) -> None:
    old = ada.put(msgspec.structs.replace(a_lead(), playbook_version=1))
    say("use", OWN)
    new = ada.put(msgspec.structs.replace(a_lead("lead-2", emails=("dan@example.com",)), playbook_version=2))
    assert ada.desk.mail.draft(old, "hello").subject != "Hello Dana"
    assert ada.desk.mail.draft(new, "hello").subject == "Hello Dana"
    assert ada.desk.mail.names(new)[-1] == "hello"
    assert "nudge" not in ada.desk.mail.names()


def test_a_template_is_shown_filled_for_an_invented_borrower(ada: TestDesk, say: Say) -> None:
    shown = say("preview", "first-hello")
    assert shown["invented"]
    assert shown["subject"] == "Your refinance request"
    assert "1234567" in shown["body"]
    text = say("preview", "nudge", "--file", OWN)
    assert (text["channel"], text["parts"], text["subject"]) == ("text", 1, None)
    assert text["body"] == "Hi Dana, Ada Marsh here, NMLS 1234567.\nReply STOP to opt out.\n"
    with pytest.raises(BadInput, match="no template “nudge”"):
        say("preview", "nudge")


def test_a_template_is_shown_filled_for_a_lead(ada: TestDesk, say: Say) -> None:
    lead_id = ada.put(a_lead(name="Noor Zzyzxborrower"))
    shown = say("preview", "what-changed", "--lead", lead_id)
    assert not shown["invented"]
    assert "Hi Noor" in shown["body"]
    assert "Chattanooga" in shown["body"]


def test_leads_are_moved_with_a_preview_and_their_history_stays(ada: TestDesk, say: Say) -> None:
    lead_id = ada.put(msgspec.structs.replace(a_lead(), playbook_version=1))
    run(read_words(["log", lead_id, "no_answer"]), ada.desk)
    ada.pass_time(minutes=1)
    say("use", OWN)
    shown = say("move", "--all", "--dry-run")
    (row,) = shown["leads"]
    assert (row["from"], row["to"], row["done"]) == (1, 2, [{"step": "call-1", "becomes": "call-1"}])
    assert (row["next_before"]["step"], row["next_after"]["step"]) == ("email-1", "email-1")
    assert row["next_before"]["due_at"] == (MONDAY + timedelta(minutes=20)).isoformat()
    assert row["next_after"]["due_at"] == (MONDAY + timedelta(minutes=5)).isoformat()
    assert ada.desk.leads.card(lead_id).lead.playbook_version == 1

    assert say("move", "--lead", lead_id, "--why", "our own words")["moved"] == 1
    card = ada.desk.leads.card(lead_id)
    assert card.lead.playbook_version == 2
    assert card.next is not None
    assert card.next.due_at == MONDAY + timedelta(minutes=5)
    with ada.store.reading() as tx:
        kinds = [(a.kind, a.note) for a in tx.activities(lead_id)]
    assert kinds == [
        (Kind.NO_ANSWER, ""),
        (Kind.NOTE, "Moved from version 1 of the playbook to version 2: our own words"),
    ]
    assert say("move", "--all", "--why", "again")["moved"] == 0


def test_only_leads_that_go_on_are_moved_unless_one_is_named(ada: TestDesk, say: Say) -> None:
    lead_id = ada.put(msgspec.structs.replace(a_lead(), playbook_version=1))
    run(read_words(["log", lead_id, "not_interested", "--reason", "rate"]), ada.desk)
    ada.pass_time(minutes=1)
    say("use", OWN)
    assert say("move", "--all", "--dry-run")["moved"] == 0
    assert say("move", "--from", "2", "--dry-run")["moved"] == 0
    assert say("move", "--lead", lead_id, "--dry-run")["moved"] == 1


def test_a_move_says_which_leads_why_and_to_which_version(ada: TestDesk, say: Say) -> None:
    for words, says in (
        (("--why", "x"), "Which leads"),
        (("--all",), "with a reason"),
        (("--all", "--to", "7", "--why", "x"), "no version 7"),
    ):
        with pytest.raises(BadInput, match=says):
            say("move", *words)


def test_beside_a_hub_the_hub_decides(ada: TestDesk, say: Say) -> None:
    with ada.store.writing() as tx:
        identity = tx.identity()
        assert identity is not None
        tx.put_identity(msgspec.structs.replace(identity, hub_id="hub-1"))
    for words in (("use", OWN), ("move", "--all", "--why", "x")):
        with pytest.raises(BadInput, match="follows its hub's playbook"):
            say(*words)


def test_a_lead_that_came_before_its_version_is_planned_anew_when_that_comes(ada: TestDesk) -> None:
    lead_id = ada.put(msgspec.structs.replace(a_lead(), playbook_version=5), from_hub=True)
    before = ada.desk.leads.card(lead_id).next
    assert before is not None
    take(ada, PlaybookPublished(version=5, text=QUICK, published_at=MONDAY, by="Ben", why="later"))
    assert due(ada, lead_id) == before.due_at + timedelta(minutes=4)


def test_a_lead_that_woke_is_planned_anew_when_the_desk_hears_what_was_published_before(ada: TestDesk) -> None:
    woken, published = MONDAY + timedelta(days=7), MONDAY + timedelta(days=6)
    lead_id = ada.put(msgspec.structs.replace(a_lead(), playbook_version=1), from_hub=True)
    ada.desk.activities.log(Note(lead_id, Kind.NOT_NOW, when=woken))
    ada.clock.at = woken + timedelta(hours=1)
    ada.desk.reminders.fire_due()
    assert due(ada, lead_id) == woken
    take(ada, PlaybookPublished(version=5, text=QUICK, published_at=published, by="Ben", why="later"))
    assert due(ada, lead_id) == woken + timedelta(minutes=4)


def test_a_lead_the_hub_moved_is_planned_anew_with_all_that_happened_to_it(ada: TestDesk) -> None:
    lead_id = ada.put(msgspec.structs.replace(a_lead(), playbook_version=1), from_hub=True)
    take(ada, PlaybookPublished(version=5, text=QUICK, published_at=MONDAY, by="Ben", why="later"))
    assert due(ada, lead_id) == MONDAY
    with ada.store.reading() as tx:
        held = tx.lead(lead_id)
    assert held is not None
    moved = msgspec.structs.replace(held.lead, playbook_version=5)
    take(ada, LeadGiven(lead=moved, history=[], rings=False), feed="officer:ada")
    assert due(ada, lead_id) == MONDAY + timedelta(minutes=4)


#: the house's playbook with its call a little later
QUICK = OWN.replace("0m", "4m")


def take(ada: TestDesk, item: FeedItem, feed: str = "company") -> None:
    """Have the desk read one row of a feed."""
    kind, body = write(item)
    rows = [FeedRow(seq=1, kind=kind, body=body, mark="m")]
    cursor = Cursor(epoch="e", seq=1, mark="m")
    with ada.store.writing() as tx:
        ada.desk.sync._incoming.apply(tx, FeedPage(feed=feed, rows=rows, cursor=cursor, more=False, resync=False))


def due(ada: TestDesk, lead_id: str) -> datetime:
    """Return when the next step is due as the queue has it, which reads what was planned."""
    with ada.store.reading() as tx:
        held = tx.lead(lead_id)
    assert held is not None
    assert isinstance(held.bearings.next, Due)
    return held.bearings.next.due_at
