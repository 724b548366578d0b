"""A playbook that somebody published is told in the window until it was read, and stays read."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.desktop.changes import Changed, Touched
from app.desktop.desk import Desk
from app.desktop.playbook_news import NewPlaybook
from app.desktop.ports import PlaybookRow
from app.desktop.publishers import note_publisher
from tests.ui.conftest import NOW
from ui.main_window import MainWindow
from ui.office import Office
from ui.playbook_banner import news_words


@pytest.fixture
def published(window: MainWindow, office: Office) -> MainWindow:
    """A desk of a hub, whose manager published a version after the first."""
    desk = office.desk
    with desk.store.writing() as tx:
        identity = tx.identity()
        assert identity is not None
        found = {"hub_id": "hub", "hub_url": "https://hub.example.com"}
        tx.put_identity(msgspec.structs.replace(identity, last_sync_at=NOW, **found))
    office.refresh.announce(Changed(Touched.PLAYBOOK))
    assert window.new_playbook.isHidden()
    comes(desk, 7)
    office.refresh.announce(Changed(Touched.PLAYBOOK))
    return window


def comes(desk: Desk, version: int) -> None:
    with desk.store.writing() as tx:
        tx.put_playbook(PlaybookRow(version, desk.playbooks.text(), "Ultimate contact", NOW))
        note_publisher(tx, version, "Ben Ito", "sooner.")


def test_who_published_it_and_why_is_told_until_it_is_read_away(published: MainWindow, office: Office) -> None:
    banner = published.new_playbook
    assert not banner.isHidden()
    assert banner.words.text().startswith(
        "Ben Ito published a new playbook: Ultimate contact, version 7. Why: sooner. "
    )
    spoken = QAccessible.queryAccessibleInterface(banner)
    assert spoken.text(QAccessible.Text.Description) == banner.words.text()
    office.look.changed.emit()
    assert not published.new_playbook.isHidden(), "a window that is built anew goes on telling"
    QApplication.processEvents()
    QTest.keyClick(published, Qt.Key.Key_Escape)
    assert published.new_playbook.isHidden()
    office.refresh.announce(Changed(Touched.PLAYBOOK))
    assert published.new_playbook.isHidden()
    comes(office.desk, 8)
    office.refresh.announce(Changed(Touched.PLAYBOOK))
    assert "version 8" in published.new_playbook.words.text()


def test_to_look_at_it_is_to_have_read_of_it(published: MainWindow, office: Office) -> None:
    published.new_playbook.look.click()
    assert published.windowTitle() == "Playbook"
    assert published.new_playbook.isHidden()
    assert office.desk.playbook_news.untold() is None


def test_of_a_hub_that_does_not_say_who_only_the_version_is_told() -> None:
    said = news_words(NewPlaybook(3, "House", "", ""))
    assert said.startswith("A new playbook is in force: House, version 3. New leads follow it;")
