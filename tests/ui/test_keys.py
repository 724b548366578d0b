"""Keys: one meaning each, all of them listed."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from app.domain.activity import Kind
from app.domain.outcome import OUTCOMES, TEXTED_KEY
from tests.ui.driver import OfficerAtWindow
from ui.commands import Command, Commands, clashes
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


@pytest.mark.parametrize("key", ["F1", "?"])
def test_the_page_of_keys_lists_every_command(dana: OfficerAtWindow, key: str) -> None:
    dana.presses(key)
    page = dana.dialog(KeysPage)
    shown = {label.text() for label in page.findChildren(QLabel)}
    assert {command.words for command in dana.window.commands.all() if command.keys} <= shown
    page.close()


def test_buttons_tell_their_key(window: MainWindow) -> None:
    assert window.today.card.header.call.toolTip() == "Call (C)"
    assert "Ctrl+K" in window.rail._buttons["search.open"].toolTip()
