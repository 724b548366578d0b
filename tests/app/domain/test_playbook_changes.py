"""Two versions of a playbook are compared in words somebody can read who never saw the file."""

from __future__ import annotations

import msgspec

from app.domain.lead import Channel
from app.domain.playbook import Doer, OnExhausted, Playbook, Step, Track
from app.domain.playbook_changes import change_words, changes_between, says_the_same
from app.domain.templates import Template

replace = msgspec.structs.replace

CALL_1 = Step(step_id="call-1", channel=Channel.CALL, after_s=0, within_s=300)
CALL_2 = Step(step_id="call-2", channel=Channel.CALL, after_s=1800)
MAIL = Step(step_id="mail", channel=Channel.EMAIL, on_day=4, between=(540, 1020), template="hello")
LATER = Step(step_id="later", channel=Channel.CALL, every_s=14 * 86400, track=Track.PREAPPROVED)
HELLO = Template(name="hello", subject="Hello", body="Hi,\n\nNMLS {nmls_id}\n")
BOOK = Playbook(name="House", steps=(CALL_1, CALL_2, MAIL, LATER), templates=(HELLO,))


def changed(**values: object) -> list[str]:
    return [change_words(change) for change in changes_between(BOOK, replace(BOOK, **values))]


def test_a_playbook_is_no_different_from_itself() -> None:
    assert changed() == []
    assert changed(version=7) == [], "the number is no part of what it says"


def test_a_step_is_added_and_another_removed() -> None:
    text = Step(step_id="text", channel=Channel.TEXT, on_day=2, by=Doer.MARKETING, note="short")
    assert changed(steps=(CALL_2, MAIL, text, LATER)) == [
        "step “text”: added: text on day 2, by marketing, note short",
        "step “call-1”: removed: call at once, on time for 5m",
    ]


def test_a_step_that_is_due_at_another_time_says_both() -> None:
    sooner = replace(MAIL, on_day=None, between=None, after_s=7200, within_s=3600)
    often = replace(LATER, every_s=86400, before_expiry_s=10 * 86400)
    assert changed(steps=(replace(CALL_1, after_s=60), CALL_2, sooner, often)) == [
        "step “call-1”: due: at once → 1m after the start",
        "step “mail”: due: on day 4, 09:00-17:00 → 2h after the start",
        "step “mail”: on time for: none → 1h",
        "step “later”: due: every 14d → every 1d and 10d before the letter expires",
    ]


def test_what_else_a_step_says_is_told_key_by_key() -> None:
    other = replace(MAIL, template="", by=Doer.MARKETING)
    assert changed(steps=(CALL_1, CALL_2, other, LATER)) == [
        "step “mail”: template: hello → none",
        "step “mail”: done by: officer → marketing",
    ]


def test_a_step_that_stands_elsewhere_is_told_once_and_those_it_passed_are_not() -> None:
    assert changed(steps=(MAIL, CALL_1, CALL_2, LATER)) == ["step “mail”: order: below call-2 → first"]
    assert changed(steps=(CALL_2, MAIL, LATER, CALL_1)) == ["step “call-1”: order: first → below later"]


def test_what_holds_for_all_steps_is_told_without_one() -> None:
    assert changed(give_up_after_s=30 * 86400, on_exhausted=OnExhausted.KEEP, per_call_s=300) == [
        "given up after: none → 30d",
        "when all was tried: return_to_marketing → keep",
        "time a call takes: 6m → 5m",
    ]


def test_a_file_that_is_in_force_already_is_said_to_be() -> None:
    assert says_the_same(7) == "Version 7 says the same already; nothing was published."


def test_words_of_templates_are_compared_too() -> None:
    hi = Template(name="hi", subject="", body="Hi, NMLS {nmls_id}\n")
    assert changed(templates=(replace(HELLO, subject="Good morning"), hi)) == [
        "template hello: Hello · Hi, · NMLS {nmls_id} → Good morning · Hi, · NMLS {nmls_id}",
        "template hi added: Hi, NMLS {nmls_id}",
    ]
    assert changed(templates=()) == ["template hello removed: Hello · Hi, · NMLS {nmls_id}"]
