"""My numbers, each with what it is made of, and what the company was told; by an officer at the window."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication, QLabel

from app.desktop.desk import Desk
from app.desktop.numbers import Numbers
from app.domain.activity import Kind
from app.errors import HubUnreachable
from tests.ui.driver import OfficerAtWindow
from ui.figures import FIGURES
from ui.lines import Line
from ui.mine.page import MinePage


def mine(dana: OfficerAtWindow) -> MinePage:
    page = dana.window.mine
    assert page is not None
    return page


def stands_on(dana: OfficerAtWindow, words: str) -> None:
    lines = mine(dana).sheet.figures.lines.lines
    mine(dana).sheet.figures.step(-100)
    dana.presses(*["Down"] * [line.words for line in lines].index(words))


def behind(dana: OfficerAtWindow) -> list[Line]:
    return [line for listed in mine(dana).sheet.explained.lists for line in listed.lines.lines]


def test_ctrl_4_shows_my_numbers_as_the_report_has_them(dana: OfficerAtWindow, desk: Desk) -> None:
    dana.presses("Ctrl+4")
    row = desk.numbers.mine(date(2026, 10, 22), date(2026, 11, 20))
    shown = {line.key: line.aside for line in mine(dana).sheet.figures.lines.lines}
    assert shown == {name: figure.show(row).replace("\n", " ") for name, figure in FIGURES.items()}
    assert shown["leads"] == "5"


def test_each_number_says_what_it_counts_and_lists_its_leads(dana: OfficerAtWindow) -> None:
    dana.presses("Ctrl+4")
    stands_on(dana, "Never called")
    explained = mine(dana).sheet.explained
    assert (explained.title.text(), explained.value.text()) == ("Never called", "3 of 5\n(23–88%)")
    assert explained.means.text() == "Leads nobody has called, of leads received."
    never, called = (listed.lines.lines for listed in explained.lists)
    assert {line.words for line in never} == {"Grace Hopper", "Katherine Johnson", "Mary Jackson"}
    assert {line.words for line in called} == {"Ada Lovelace", "Brook Taylor"}


def test_from_a_number_one_goes_to_its_lead(dana: OfficerAtWindow) -> None:
    dana.presses("Ctrl+4")
    stands_on(dana, "Contacted")
    mine(dana).sheet.explained.lists[0].setFocus()
    dana.presses("Down", "Up", "Enter")
    assert dana.lead == "Brook Taylor"
    assert dana.window.windowTitle() == "Today"


def test_an_outcome_is_in_the_numbers_at_once(dana: OfficerAtWindow) -> None:
    dana.presses("1", "Ctrl+4")
    stands_on(dana, "Never called")
    assert mine(dana).sheet.explained.value.text() == "2 of 5\n(12–77%)"


def test_a_shorter_time_counts_fewer_leads_and_stays_chosen_in_a_new_look(dana: OfficerAtWindow) -> None:
    dana.presses("Ctrl+4")
    mine(dana)._periods[0].click()
    assert "Nov 14 – Nov 20" in mine(dana)._told.text()
    dana.window.office.look.choose(scale=1.25)
    assert mine(dana).days == 7


def test_a_desk_without_a_hub_says_that_nobody_else_sees_it(dana: OfficerAtWindow) -> None:
    dana.presses("Ctrl+4")
    assert mine(dana)._same.text() == "This desk belongs to no hub: nobody else sees these numbers."


def test_what_the_phone_system_recorded_is_said_to_be_known_at_the_hub_alone(
    dana: OfficerAtWindow, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = desk.numbers.mine
    recorded = {
        "evidence": {"self": 0, "handed_off": 0, "confirmed": 2, "not_coverable": 0},
        "confirmed_calls": {"n": 2, "of": 3},
        "unlogged_calls": 1,
    }
    monkeypatch.setattr(Numbers, "at_the_hub", lambda _numbers, *days: {**own(*days), **recorded})
    dana.presses("Ctrl+4")
    known = "What the phone system recorded is known at the hub alone: "
    figures = "Calls handed off, Calls confirmed, Calls nobody logged."
    assert mine(dana)._same.text() == f"Your manager sees the same numbers. {known}{figures}"


def test_what_the_manager_sees_is_said_where_it_is_the_same_and_where_not(
    dana: OfficerAtWindow, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = desk.numbers.mine

    def hub(_numbers: Numbers, start: date, end: date) -> dict[str, Any]:
        return own(start, end)

    monkeypatch.setattr(Numbers, "at_the_hub", hub)
    dana.presses("Ctrl+4")
    assert mine(dana)._same.text() == "Your manager sees the same numbers."
    monkeypatch.setattr(Numbers, "at_the_hub", lambda *asked: {**hub(*asked), "never_called": 4})
    mine(dana).reload()
    assert mine(dana)._same.text().startswith("Your manager sees others in: Never called. 5 leads here are your own")
    stands_on(dana, "Never called")
    assert mine(dana).sheet.explained.hub.text() == "The hub, and so your manager, has 4 of 5 (38–96%)."


def test_with_the_cable_out_the_own_numbers_stand(dana: OfficerAtWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    def down(*_asked: object) -> None:
        raise HubUnreachable("The hub did not answer.", "Try again in a minute.")

    monkeypatch.setattr(Numbers, "at_the_hub", down)
    dana.presses("Ctrl+4")
    assert mine(dana)._same.text() == "What your manager sees is not known now: The hub did not answer."
    assert mine(dana).sheet.figures.lines.lines


def test_a_number_of_a_thousand_leads_lists_fifty_and_says_so(dana: OfficerAtWindow, desk: Desk) -> None:
    numbers = desk.numbers.explained(date(2026, 10, 22), date(2026, 11, 20))
    many = replace(numbers, parts={"leads": numbers.parts["leads"] * 200})
    mine(dana).sheet.explained.show_figure(FIGURES["leads"], many, None)
    (listed,) = mine(dana).sheet.explained.lists
    assert len(listed.lines.lines) == 50
    assert "and 950 more" in [label.text() for label in mine(dana).sheet.explained.findChildren(QLabel)]


def test_ctrl_5_says_that_nothing_left_a_desk_without_a_hub(dana: OfficerAtWindow) -> None:
    dana.presses("Ctrl+5")
    told = dana.window.told
    assert told.home.text() == "This desk belongs to no hub. Nothing has left it."
    assert told.verbatim.text() == "There is no entry: nothing was told."
    never = " ".join(label.text() for label in told.findChildren(QLabel))
    assert "0 of them here. They are in no entry of the log." in never


def test_an_entry_is_read_word_for_word(dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]) -> None:
    with desk.store.writing() as tx:
        identity = desk.book.identity(tx)
        import msgspec

        tx.put_identity(
            msgspec.structs.replace(identity, hub_id="h", hub_url="https://hub.example.com", own_leads="company")
        )
    dana.presses("1", "Ctrl+5")
    told = dana.window.told
    assert "2 entries have not gone up yet." in told.home.text()
    first = told.log.lines.lines[0]
    assert (first.words, first.detail) == ("No answer · Katherine Johnson", "waits to go up")
    told.log.setFocus()
    dana.presses("Down", "Up")
    assert f'"kind": "{Kind.NO_ANSWER.value}"' in told.verbatim.text()


def test_what_figures_are_held_against_is_read_whole(dana: OfficerAtWindow) -> None:
    dana.presses("Ctrl+4")
    QApplication.processEvents()
    against = mine(dana).sheet.glance.against
    assert against.count() > 0
    widest = max(against.fontMetrics().horizontalAdvance(against.itemText(n)) for n in range(against.count()))
    assert against.width() > widest


def test_one_own_lead_is_told_of_as_one(dana: OfficerAtWindow, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    own = desk.numbers.mine
    monkeypatch.setattr(Numbers, "at_the_hub", lambda _numbers, start, end: {**own(start, end), "never_called": 4})
    seen = Numbers.explained
    monkeypatch.setattr(Numbers, "explained", lambda self, *days: replace(seen(self, *days), here_only=1))
    dana.presses("Ctrl+4")
    assert "1 lead here is your own, which the hub is not told of." in mine(dana)._same.text()
