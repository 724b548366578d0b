"""An officer notices that two cards are one person, merges them by keys, and takes it back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.desktop.activities import Note
from app.desktop.desk import Desk
from app.desktop.leads import NewLead
from app.domain.activity import Kind
from tests.ui.driver import OfficerAtWindow
from tests.ui.late_store import LateStore
from ui.intake.same_person import SamePersonDialog
from ui.intake.unmerging import Unmerging
from ui.palette import Palette


@pytest.fixture
def twin(desk: Desk, leads: dict[str, str]) -> str:
    """Katherine once more, under her office's number."""
    added, _ = desk.leads.add(NewLead("Kathy Johnson", "(502) 555-0177", state="KY", zip="40202"))
    desk.activities.log(Note(added.lead_id, Kind.LEFT_VOICEMAIL, note="her sister has a tractor"))
    return added.lead_id


def opened(dana: OfficerAtWindow, lead_id: str) -> SamePersonDialog:
    dana.window.go_to_lead(lead_id)
    dana.presses("Ctrl+M")
    return dana.dialog(SamePersonDialog)


def test_who_is_called_the_same_is_offered_and_two_enters_merge(
    dana: OfficerAtWindow, desk: Desk, leads: dict[str, str], twin: str
) -> None:
    dialog = opened(dana, leads["Katherine"])
    assert [line.words for line in dialog.list.lines.lines] == ["Kathy Johnson"]
    dana.presses("Enter")
    assert dialog.both is not None
    assert not dialog.table.isHidden()
    assert dialog.focusWidget() is dialog.go
    dana.presses("Enter")
    assert dana.lead == "Katherine Johnson"
    assert [row.note for row in dana.story if row.note] == ["her sister has a tractor"]
    assert "Merged" in dana.toast
    assert [line.lead_id for line in desk.leads.find("Johnson")] == [leads["Katherine"]]


def test_ctrl_z_takes_a_merge_back(dana: OfficerAtWindow, desk: Desk, leads: dict[str, str], twin: str) -> None:
    opened(dana, leads["Katherine"])
    dana.presses("Enter", "Enter")
    # without a window manager nobody gives the window the keys back
    with dana.qtbot.waitActive(dana.window):
        dana.window.activateWindow()
    dana.presses("Ctrl+Z")
    assert dana.toast == "Kathy Johnson is a lead of its own again."
    assert {line.lead_id for line in desk.leads.find("Johnson")} == {leads["Katherine"], twin}
    assert all(row.retracted or not row.note for row in dana.story)


def test_it_is_taken_apart_later_from_the_lead(dana: OfficerAtWindow, leads: dict[str, str], twin: str) -> None:
    opened(dana, leads["Katherine"])
    dana.presses("Enter", "Enter")
    dana.window.dialogs.open_unmerging()
    asked = dana.dialog(Unmerging)
    assert [line.words for line in asked.list.lines.lines] == ["Kathy Johnson · Phone-in"]
    dana.presses("Enter")
    assert asked.told.text() == "Kathy Johnson is a lead of its own again."


def test_the_other_one_is_found_by_number_or_note(dana: OfficerAtWindow, leads: dict[str, str], twin: str) -> None:
    dialog = opened(dana, leads["Ada"])
    assert "Nobody else is called so" in dialog.told.text()
    dana.types("tractor")
    dana.presses("Enter")
    assert dialog.both is not None
    assert dialog.both.other_name == "Kathy Johnson"
    dialog.back.click()
    assert dialog.both is None
    assert dialog.edit.hasFocus()
    dana.types("nobody at all")
    dialog._search()
    assert "No other lead" in dialog.told.text()
    dana.presses("Escape")
    assert not dialog.isVisible()


def test_a_lead_merged_already_is_refused_in_words(
    dana: OfficerAtWindow, desk: Desk, leads: dict[str, str], twin: str
) -> None:
    desk.same_person.join(leads["Katherine"], twin)
    dialog = opened(dana, leads["Ada"])
    dialog.show_other(twin)
    assert "merged into another lead already" in dialog.told.text()
    dialog.reject()


def test_merging_happens_once_though_enter_is_pressed_twice(
    late: OfficerAtWindow, store: LateStore, desk: Desk, leads: dict[str, str], twin: str
) -> None:
    late.presses("Ctrl+M")
    dialog = late.dialog(SamePersonDialog)
    # before anybody was found; it waits for them
    late.presses("Enter")
    store.settle()
    assert dialog.both is not None
    dialog.go.setFocus(Qt.FocusReason.OtherFocusReason)
    late.presses("Enter", "Enter")
    store.settle()
    assert len(desk.merges.of(leads["Katherine"])) == 1


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        ("unmerge", "Take merged leads apart…"),
        ("split", "Take merged leads apart…"),
        ("apart", "Take merged leads apart…"),
        ("duplicate", "Same person as another lead…"),
    ],
)
def test_merging_and_its_undoing_are_found_by_the_words_people_use(
    dana: OfficerAtWindow, typed: str, command: str
) -> None:
    dana.presses("Ctrl+K")
    palette = dana.dialog(Palette)
    dana.types(typed)
    palette._search()
    assert command in [line.words for line in palette.list.lines.lines]
    palette.reject()


def test_a_lead_found_by_a_note_shows_the_note(dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]) -> None:
    desk.activities.log(Note(leads["Grace"], Kind.NO_ANSWER, note="sells the tractor, then buys 🏡 in Knoxville"))
    desk.private_notes.keep(leads["Mary"], "her tractor is red")
    dana.presses("Ctrl+K")
    palette = dana.dialog(Palette)
    dana.types("tractor")
    dana.qtbot.waitUntil(lambda: len(palette.list.lines.lines) == 2)
    lines = palette.list.lines.lines
    assert [(line.words, line.detail) for line in lines[:2]] == [
        ("Mary Jackson", "Private note: her tractor is red"),
        ("Grace Hopper", "Noted today: sells the tractor, then buys 🏡 in Knoxville"),
    ]
    assert [line.detail[at : at + length] for line in lines[:2] for at, length in line.hits] == ["tractor", "tractor"]
    dana.presses("Down", "Enter")
    assert dana.lead == "Grace Hopper"


def test_a_merge_taken_apart_in_its_window_is_not_offered_back_any_more(
    dana: OfficerAtWindow, leads: dict[str, str], twin: str
) -> None:
    opened(dana, leads["Katherine"])
    dana.presses("Enter", "Enter")
    assert "Merged" in dana.toast
    with dana.qtbot.waitActive(dana.window):
        dana.window.activateWindow()
    dana.window.dialogs.open_unmerging()
    asked = dana.dialog(Unmerging)
    # the number as people write it
    assert "(502) 555-0177" in asked.list.lines.lines[0].detail
    dana.presses("Enter")
    assert dana.toast == ""
    asked.close()
