"""A fact that was put right or noted is offered back as an outcome is: for ten seconds, by Ctrl+Z, on its lead."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.desktop.activities import Note
from app.desktop.desk import Desk
from app.domain.activity import Kind
from app.domain.correcting import Fact
from tests.ui.driver import OfficerAtWindow
from ui.lead_card.correcting import Correcting
from ui.lead_card.noting import Noting


def has_the_keys_again(dana: OfficerAtWindow) -> None:
    # no window manager gives them back after a dialog
    with dana.qtbot.waitActive(dana.window):
        dana.window.activateWindow()


def puts_right(dana: OfficerAtWindow, which: str, value: str) -> None:
    dana.presses("F")
    dialog = dana.dialog(Correcting)
    dialog.which.setCurrentIndex(dialog.which.findText(which))
    dialog.value.setText(value)
    QTest.keyClick(dialog.value, Qt.Key.Key_Return)
    has_the_keys_again(dana)


def kinds(desk: Desk, lead_id: str) -> list[Kind]:
    with desk.store.reading() as tx:
        return [activity.kind for activity in tx.activities(lead_id)]


def test_a_fact_that_was_put_right_is_told_and_taken_back_by_ctrl_z(
    dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]
) -> None:
    puts_right(dana, "City", "Nashville")
    assert dana.toast == "Put right: City"
    assert dana.window.toast.act.text() == "Undo (10 s)"
    assert desk.leads.card(leads["Katherine"]).lead.address.city == "Nashville"
    dana.presses("Ctrl+Z")
    assert dana.toast == "Taken back"
    assert desk.leads.card(leads["Katherine"]).lead.address.city == ""
    # nothing was deleted: the way back is on record as well
    assert kinds(desk, leads["Katherine"]) == [Kind.CORRECTED, Kind.RETRACTED]
    dana.presses("Ctrl+Z")
    assert "Nothing to undo" in dana.toast


def test_who_went_on_to_another_lead_is_taken_back_to_the_one_whose_fact_it_was(
    dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]
) -> None:
    puts_right(dana, "Name", "Katharine Johnson")
    dana.presses("J")
    assert dana.lead == "Grace Hopper"
    dana.presses("Ctrl+Z")
    assert dana.lead == "Katherine Johnson"
    assert kinds(desk, leads["Grace"]) == []


def test_what_was_noted_is_taken_back_by_ctrl_z_too(dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]) -> None:
    dana.presses("P")
    dialog = dana.dialog(Noting)
    QTest.keyClicks(dialog.words, "tn")
    QTest.keyClick(dialog.words, Qt.Key.Key_Return)
    has_the_keys_again(dana)
    assert dana.toast == "Saved: Where they are"
    dana.presses("Ctrl+Z")
    assert kinds(desk, leads["Katherine"]) == [Kind.SAID_PLACE, Kind.RETRACTED]
    assert "TN" not in desk.leads.line(leads["Katherine"]).states


def test_a_fact_after_an_outcome_is_what_ctrl_z_takes_back(
    dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]
) -> None:
    dana.presses("1")
    puts_right(dana, "City", "Lexington")
    dana.presses("Ctrl+Z")
    assert kinds(desk, leads["Grace"]) == [Kind.CORRECTED, Kind.RETRACTED]
    assert kinds(desk, leads["Katherine"]) == [Kind.NO_ANSWER]


def takes_back_by_u(dana: OfficerAtWindow) -> None:
    dana.presses("U", "Del")
    assert dana.toast == "Taken back"


def test_what_was_taken_back_by_u_is_not_offered_to_be_taken_back_once_more(
    dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]
) -> None:
    puts_right(dana, "City", "Nashville")
    takes_back_by_u(dana)
    assert not dana.window.toast.is_offering
    dana.presses("Ctrl+Z")
    assert "Nothing to undo" in dana.toast
    assert not dana.window.notice.isVisible()
    assert kinds(desk, leads["Katherine"]) == [Kind.CORRECTED, Kind.RETRACTED]


def test_an_older_entry_taken_back_by_u_leaves_the_newer_one_on_offer(
    dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]
) -> None:
    dana.presses("1")
    dana.window.go_to_lead(leads["Katherine"])
    puts_right(dana, "City", "Nashville")
    dana.window.today.take_back(next(row for row in dana.story if row.words == "No answer").activity_id)
    dana.presses("Ctrl+Z")
    story = kinds(desk, leads["Katherine"])
    assert sorted(story) == sorted([Kind.NO_ANSWER, Kind.CORRECTED, Kind.RETRACTED, Kind.RETRACTED])


def test_of_several_calls_the_rest_is_taken_back_where_one_was_already(
    dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]
) -> None:
    logged = [desk.activities.log(Note(leads[who], Kind.NO_ANSWER))[0].activity_id for who in ("Katherine", "Grace")]
    dana.window.dialogs._offer_back(logged)
    dana.window.today.take_back(logged[0])
    dana.presses("Ctrl+Z")
    assert not dana.window.notice.isVisible()
    assert kinds(desk, leads["Katherine"]) == kinds(desk, leads["Grace"]) == [Kind.NO_ANSWER, Kind.RETRACTED]


def test_putting_right_returns_the_activity_it_wrote(desk: Desk, leads: dict[str, str]) -> None:
    activity_id, changed = desk.facts.correct(leads["Grace"], Fact.CITY, "Lexington")
    assert leads["Grace"] in changed.lead_ids
    with desk.store.reading() as tx:
        assert [activity.activity_id for activity in tx.activities(leads["Grace"])] == [activity_id]
