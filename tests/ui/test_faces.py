"""The faces of every page with sums: waiting with a way out, failed with what to do, never an answer overtaken."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton
from pytestqt.qtbot import QtBot

from app.errors import HubUnreachable, WorldFailed
from tests.desks import desk_with
from tests.ui.late_store import LateStore
from ui import faces
from ui.commands import Command, Commands
from ui.faces import PATIENCE, Faces
from ui.leaks.page import LeaksPage
from ui.marketing.names import CLAIMS, EXHAUSTED, PRINT
from ui.marketing.page import MarketingPage
from ui.mine.page import MinePage
from ui.office import Office
from ui.sums_page import SumsPage
from ui.team.page import TeamPage
from ui.works.page import WorksPage


class Unreachable:
    """Whatever is asked of it, nobody answers."""

    def __getattr__(self, _name: str) -> Callable[..., None]:
        def asked(*_of: object) -> None:
            raise HubUnreachable("The hub does not answer.", "Look at the network.")

        return asked


def words(place: Faces) -> set[str]:
    face = place.face
    return set() if face is None else {label.text() for label in face.findChildren(QLabel)}


def key(place: Faces, words: str) -> QPushButton:
    face = place.face
    assert face is not None
    return next(each for each in face.findChildren(QPushButton) if each.text() == words)


@pytest.fixture
def place(office: Office, store: LateStore, qtbot: QtBot) -> Faces:
    """A place in which an answer is shown as a line of text; it comes when the test lets it."""
    office.tasks = store
    shown = QLabel()

    def show(found: str) -> None:
        shown.setText(found)
        made.show_filled()

    def ask() -> None:
        made.ask(lambda: "5 leads", show, "The hub counts.")

    made = Faces(office, ask)
    made.fill(shown)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def nothing() -> str:
    raise WorldFailed("The hub counts no more.")


def test_a_short_wait_shows_words_and_a_long_one_a_bar_and_a_way_out(place: Faces, qtbot: QtBot) -> None:
    place._again()
    assert words(place) == {"", "Adding up", "The hub counts."}
    (bar,) = place.findChildren(QProgressBar)
    cancel = key(place, "Cancel")
    assert not bar.isVisible()
    assert not cancel.isVisible()
    before = cancel.pos()
    qtbot.waitUntil(bar.isVisible, timeout=10 * int(PATIENCE.total_seconds() * 1000))
    assert cancel.isVisible()
    assert cancel.pos() == before, "what comes later pushes nothing about"
    assert bar.accessibleName() == "The hub is still at work"


def test_an_answer_is_shown_and_stays_while_it_is_asked_for_anew(place: Faces, store: LateStore) -> None:
    place._again()
    store.settle()
    assert place.is_filled
    place._again()
    assert place.is_filled
    place.forget()
    place._again()
    assert not place.is_filled


def test_who_cancels_is_shown_nothing_of_it_and_may_try_again(
    place: Faces, store: LateStore, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(faces, "PATIENCE", PATIENCE / 500)
    gave_up: list[bool] = []
    place.unanswered.connect(lambda: gave_up.append(True))
    place._again()
    qtbot.waitUntil(lambda: key(place, "Cancel").isVisible())
    key(place, "Cancel").setFocus()
    QTest.keyClick(place.window(), Qt.Key.Key_Escape)
    assert gave_up == [True]
    store.settle()
    assert "You stopped this" in words(place)
    again = key(place, "Try again")
    assert place.window().focusWidget() is again, "whoever was on the button that went is on the one that came"
    again.click()
    store.settle()
    assert place.is_filled


def test_an_answer_that_was_overtaken_is_never_shown(place: Faces, store: LateStore) -> None:
    heard: list[str] = []
    place.ask(lambda: "of seven days", heard.append, "")
    place.ask(lambda: "of thirty days", heard.append, "")
    store.settle()
    assert heard == ["of thirty days"]
    place.ask(nothing, heard.append, "")
    place.ask(lambda: "of a year", heard.append, "")
    store.settle()
    assert heard == ["of thirty days", "of a year"]
    assert place.face is None or "The hub counts no more." not in words(place)


def test_a_failure_without_a_remedy_still_says_what_to_do(place: Faces, store: LateStore) -> None:
    place.ask(nothing, print, "")
    store.settle()
    assert {"The hub counts no more.", "Try again in a moment."} <= words(place)


def test_a_mistake_of_ours_is_reported_and_leaves_nobody_waiting(
    place: Faces, store: LateStore, office: Office
) -> None:
    reports: list[str] = []
    office.trouble.broke.disconnect()
    office.trouble.broke.connect(reports.append)
    place.ask(lambda: 1 // 0, print, "")
    store.settle()
    assert "ZeroDivisionError" in reports[0]
    assert "Something broke" in words(place)
    assert key(place, "Try again")


def commands() -> Commands:
    made = Commands()
    made.add(*(Command(name, name, lambda: None) for name in (CLAIMS, EXHAUSTED, PRINT, "page.told")))
    return made


PAGES: dict[str, Callable[[Office], SumsPage]] = {
    "team": TeamPage,
    "leaks": LeaksPage,
    "marketing": lambda office: MarketingPage(office, commands()),
    "works": WorksPage,
    "mine": lambda office: MinePage(office, commands()["page.told"]),
}


@pytest.mark.parametrize("name", PAGES)
def test_every_page_with_sums_waits_fails_and_tries_again_alike(
    name: str, office: Office, store: LateStore, qtbot: QtBot
) -> None:
    down = Unreachable()
    parts = dict.fromkeys(("team", "drilling", "marketing", "works", "numbers"), down)
    office.desk, office.tasks = desk_with(office.desk, **parts), store
    page = PAGES[name](office)
    qtbot.addWidget(page)
    page.show()
    page.reload()
    assert "Adding up" in words(page.faces)
    store.settle()
    assert {"The hub does not answer.", "Look at the network."} <= words(page.faces)
    key(page.faces, "Try again").click()
    assert "Adding up" in words(page.faces)
    store.settle()
    assert "The hub does not answer." in words(page.faces)
