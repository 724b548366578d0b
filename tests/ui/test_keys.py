"""Keys: one meaning each, all of them listed."""

from __future__ import annotations

import tomllib

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea

from app.desktop.activities import PROPOSE_BAD_LEAD
from app.desktop.desk import Desk
from app.domain.activity import Kind
from app.domain.outcome import OUTCOMES, TEXTED_KEY
from app.paths import resources
from tests.ui.driver import OfficerAtWindow
from tests.ui.late_store import LateStore
from ui.about import AboutPage
from ui.commands import Command, Commands, clashes, shown_key
from ui.icons import FOLDER
from ui.keys_page import KeysPage
from ui.lead_card.outcome_grid import KEYED, ORDER
from ui.main_window import MainWindow


def test_no_two_commands_claim_a_key(window: MainWindow) -> None:
    assert clashes(window.commands.all()) == []


def test_a_clash_would_be_named() -> None:
    def nothing() -> None: ...

    one, other = Command("a", "A", nothing, ("Ctrl+K",)), Command("b", "B", nothing, ("ctrl+k",))
    assert clashes([one, other]) == ["Ctrl+K is claimed by a, b"]


def test_a_command_is_declared_once() -> None:
    commands = Commands()
    commands.add(Command("a", "A", lambda: None))
    with pytest.raises(ValueError, match="declared twice"):
        commands.add(Command("a", "A again", lambda: None))


def test_every_outcome_with_a_key_is_on_the_bar_and_in_the_list_of_keys(window: MainWindow) -> None:
    expected = {outcome.key for outcome in OUTCOMES.values() if outcome.key} | {TEXTED_KEY}
    assert set(ORDER) == set(KEYED) == expected
    listed = {key.lower() for command in window.commands.all() for key in command.keys}
    assert expected <= listed


def test_every_outcome_without_a_key_is_in_the_menu_of_more() -> None:
    from ui.lead_card.outcome_bar import MORE

    assert {press.kind for press in MORE} == {o.kind for o in OUTCOMES.values() if not o.key}
    assert KEYED["m"].kind is KEYED["t"].kind is Kind.SENT


def test_every_icon_named_by_a_command_is_there(window: MainWindow) -> None:
    named = {command.icon for command in window.commands.all() if command.icon}
    assert [name for name in sorted(named) if not (FOLDER / f"{name}.svg").is_file()] == []


@pytest.mark.parametrize(
    ("key", "printed"),
    [("B", "B"), ("b", "B"), ("-", "-"), ("Shift+N", "Shift+N"), ("Alt+Up", "Alt+↑"), ("Ctrl+Return", "Ctrl+Enter")],
)
def test_a_key_is_read_as_the_keyboard_shows_it(key: str, printed: str) -> None:
    assert shown_key(key) == printed


def test_a_key_reads_alike_on_the_page_of_keys_on_the_bar_and_in_what_is_said(dana: OfficerAtWindow) -> None:
    dana.presses("F1")
    page = dana.dialog(KeysPage)
    caps = {label.text() for label in page.findChildren(QLabel) if label.property("keycap")}
    page.close()
    for press, made in zip(KEYED.values(), dana.window.today.card.bar.grid._buttons, strict=False):
        key = press.key.upper()
        assert key in caps
        assert made.toolTip().endswith(f"({key})")
        assert made.accessibleName().endswith(f"key {key}")
    for command in dana.window.commands.all():
        assert {shown_key(key) for key in command.keys} <= caps
    assert "(B)" in PROPOSE_BAD_LEAD
    assert "-" in caps


@pytest.mark.parametrize("key", ["F1", "?"])
def test_the_page_of_keys_lists_every_command(dana: OfficerAtWindow, key: str) -> None:
    dana.presses(key)
    page = dana.dialog(KeysPage)
    shown = {label.text() for label in page.findChildren(QLabel)}
    assert {command.words for command in dana.window.commands.all() if command.keys} <= shown
    page.close()


def test_the_page_of_keys_is_read_on_by_page_down_and_closed_by_enter(dana: OfficerAtWindow) -> None:
    dana.presses("F1")
    page = dana.dialog(KeysPage)
    page.resize(600, 300)
    QApplication.processEvents()
    (keys,) = page.findChildren(QScrollArea)
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_PageDown)
    assert keys.verticalScrollBar().value() > 0
    dana.presses("Enter")
    assert not page.isVisible()


def test_the_version_and_the_licences_are_a_key_away(dana: OfficerAtWindow) -> None:
    dana.presses("Shift+F1")
    page = dana.dialog(AboutPage)
    project = tomllib.loads(resources().with_name("pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert page.release.text() == f"Followthrough {project['version']}"
    assert "SQLCipher" in page.licences.toPlainText()
    page.close()


def test_buttons_tell_their_key(window: MainWindow) -> None:
    assert window.today.card.header.call.toolTip() == "Call (C)"
    assert "Ctrl+K" in window.rail._buttons["search.open"].toolTip()


# --- which keys are alive


def logged(desk: Desk, lead_id: str) -> list[Kind]:
    with desk.store.reading() as tx:
        return [each.kind for each in tx.activities(lead_id)]


@pytest.mark.parametrize("way_back", ["Ctrl+1", "opened from elsewhere"])
def test_coming_back_to_a_question_finds_its_field_and_logs_nothing(
    dana: OfficerAtWindow, desk: Desk, leads: dict[str, str], way_back: str
) -> None:
    dana.presses("6", "Ctrl+,")
    if way_back == "Ctrl+1":
        dana.presses(way_back)
    else:
        dana.window.go_to_lead(leads["Katherine"])
    asking = dana.window.today.card.bar.asking
    assert asking.isVisible()
    assert asking._field.hasFocus()
    QTest.keyClick(dana.window, Qt.Key.Key_1)
    dana.types("thu 10")
    assert asking._field.text() == "thu 10"
    assert logged(desk, leads["Katherine"]) == []


def test_a_question_that_ends_out_of_sight_gives_no_keys_to_the_page_in_sight(
    late: OfficerAtWindow, store: LateStore, desk: Desk, leads: dict[str, str]
) -> None:
    late.presses("6")
    late.types("tomorrow 3pm")
    late.presses("Enter", "Ctrl+,")
    store.settle()
    QTest.keyClick(late.window, Qt.Key.Key_1)
    store.settle()
    assert logged(desk, leads["Katherine"]) == [Kind.CALL_BACK]


def test_the_keys_of_the_playbook_outlive_a_question_that_ends_out_of_sight(
    late: OfficerAtWindow, store: LateStore
) -> None:
    late.presses("6")
    late.types("tomorrow 3pm")
    late.presses("Enter")
    late.window.show_playbook()
    store.settle()
    QApplication.processEvents()
    alive = {action.text() for action in late.window.actions() if action.isEnabled()}
    assert "Publish the playbook" in alive
    # its key is heard in the table of steps alone, which is why the window itself has no such action
    assert late.window.commands.can("playbook.duplicate")
    assert not {"No answer", "Call"} & alive


def test_once_the_question_has_its_answer_the_outcomes_keys_are_back(
    late: OfficerAtWindow, store: LateStore, desk: Desk, leads: dict[str, str]
) -> None:
    late.presses("6")
    late.types("tomorrow 3pm")
    late.presses("Enter", "Ctrl+,")
    store.settle()
    late.presses("Ctrl+1", "1")
    store.settle()
    assert logged(desk, leads["Katherine"]) == [Kind.CALL_BACK, Kind.NO_ANSWER]
