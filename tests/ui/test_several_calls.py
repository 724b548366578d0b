"""An hour on another phone, logged in one go: a line each."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.desktop.desk import Desk
from app.domain.activity import Kind
from tests.ui.conftest import NOW
from tests.ui.driver import OfficerAtWindow
from tests.ui.late_store import LateStore
from ui.lead_card.several_calls import SeveralCalls


def opened(dana: OfficerAtWindow, *lines: str) -> SeveralCalls:
    dana.window.commands["log.several"].run()
    dialog = dana.dialog(SeveralCalls)
    dialog.show_words("\n".join(lines))
    return dialog


def logged(desk: Desk, lead_id: str) -> list[tuple[Kind, float, str]]:
    with desk.store.reading() as tx:
        return [
            (a.kind, (NOW - a.began_at) / timedelta(minutes=1), a.note)
            for a in tx.activities(lead_id)
            if a.logged_at == NOW
        ]


def test_each_line_is_saved_as_it_began(dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]) -> None:
    dialog = opened(dana, "hopper, 1, -20", "0142, 2, 9:40, left word, about rates", "brook, 6 thu 10, 10 min ago")
    assert [line.words for line in dialog.listed.lines.lines] == [
        "Grace Hopper · No answer",
        "Ada Lovelace · Left voicemail",
        "Brook Taylor · Call back · Thu, Nov 26 10:00 am Central time · Thu, Nov 26 11:00 am for you",
    ]
    dialog.save()
    assert not dialog.isVisible()
    assert logged(desk, leads["Grace"]) == [(Kind.NO_ANSWER, 20, "")]
    assert logged(desk, leads["Ada"]) == [(Kind.LEFT_VOICEMAIL, 20, "left word, about rates")]
    assert logged(desk, leads["Brook"]) == [(Kind.CALL_BACK, 10, "")]
    assert "back-dated" in desk.leads.card(leads["Grace"]).timeline[0].marks
    assert "Saved: 3 calls" in dana.toast


def test_all_of_them_are_taken_back_by_one_undo(dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]) -> None:
    opened(dana, "hopper, 1", "ada, 4").save()
    dana.presses("Ctrl+Z")
    for name in ("Grace", "Ada"):
        assert desk.leads.card(leads[name]).timeline[1].retracted or desk.leads.card(leads[name]).timeline[0].retracted


def test_nothing_is_saved_while_a_line_is_not_understood(
    dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]
) -> None:
    dialog = opened(dana, "hopper, 1", "zebedee, 1")
    dialog.save()
    assert dialog.isVisible()
    assert logged(desk, leads["Grace"]) == []
    assert "1 line not understood yet" in dialog._told.text()


def test_a_line_that_cannot_be_saved_stays_and_the_others_do_not(
    dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]
) -> None:
    dialog = opened(dana, "katherine, 1, -20", "hopper, 1")
    dialog.save()
    assert dialog.paper.toPlainText() == "katherine, 1, -20"
    assert "before the lead was received" in dialog._told.text()
    assert logged(desk, leads["Grace"]) == [(Kind.NO_ANSWER, 0, "")]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("hopper", "Who, and what came of it."),
        ("hopper, q", "“q” is no outcome."),
        ("hopper, 6", "Call back needs a time."),
        ("hopper, 9", "Not interested needs a reason behind the 9."),
        ("hopper, 6 someday", "“someday” is no time that could be read."),
        ("hopper, 1, 11:50 pm", "11:50 pm is still to come."),
        ("555, 1", "“555” may be"),
    ],
)
def test_a_line_says_what_is_wrong_with_it(dana: OfficerAtWindow, desk: Desk, line: str, problem: str) -> None:
    (read,) = desk.several.read(line)
    assert read.note is None
    assert read.problem.startswith(problem)


@pytest.mark.parametrize(
    ("line", "kind", "reason", "note"),
    [
        ("hopper, no answer", Kind.NO_ANSWER, "", ""),
        ("hopper, 9 rate or fees, -5", Kind.NOT_INTERESTED, "rate or fees", ""),
        ("hopper, t", Kind.SENT, "", ""),
        ("hopper, x they shouted", Kind.DO_NOT_CALL, "", "they shouted"),
        ("hopper, r, asked about 15 years", Kind.INBOUND, "", "asked about 15 years"),
        ("hopper, 1, 9am", Kind.NO_ANSWER, "", ""),
        ("hopper, 1, -5, -10", Kind.NO_ANSWER, "", "-10"),
    ],
)
def test_a_line_is_read_as_it_is_meant(
    dana: OfficerAtWindow, desk: Desk, line: str, kind: Kind, reason: str, note: str
) -> None:
    (read,) = desk.several.read(line)
    assert read.note is not None, read.problem
    assert (read.note.kind, read.note.reason, read.note.note) == (kind, reason, note)


def test_lines_saved_sooner_than_they_are_read_are_saved_once_they_are(
    late: OfficerAtWindow, store: LateStore, desk: Desk, leads: dict[str, str]
) -> None:
    dialog = opened(late, "hopper, 1")
    dialog.save()
    assert logged(desk, leads["Grace"]) == []
    store.settle()
    assert logged(desk, leads["Grace"]) == [(Kind.NO_ANSWER, 0, "")]


def test_why_a_line_was_not_saved_stays_to_be_read(late: OfficerAtWindow, store: LateStore) -> None:
    dialog = opened(late, "katherine, 1, -20")
    store.settle()
    dialog.save()
    store.settle()
    assert "before the lead was received" in dialog._told.text()
