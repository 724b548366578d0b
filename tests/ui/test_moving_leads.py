"""Leads moved to another version in the window: previewed by name, with a why, stopped and taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from app.desktop.changes import Changed, Touched
from app.desktop.desk import Desk
from app.desktop.moves import Moves
from app.desktop.ports import HeldLead, Tx
from app.domain.moving import Moved
from app.errors import HubUnreachable, StoreUnusable
from app.protocol.wire import MovedPart, MovePlaybook
from tests.desks import desk_with
from tests.ui.conftest import NOW
from tests.ui.driver import OfficerAtWindow
from tests.ui.late_store import LateStore
from tests.ui.playbook_page import opened
from tests.ui.test_playbook_drafts import join
from ui.playbook_editor.moving import MoveDialog
from ui.playbook_editor.page import PlaybookPage

MOVE = "Move leads to version {}"


@pytest.fixture
def page(dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]) -> PlaybookPage:
    """The page of a desk with leads on version 1 and a later first e-mail in version 2."""
    desk.playbooks.use(desk.playbooks.text().replace('after = "30m"', 'after = "45m"'), "later")
    return opened(dana)


def buttons(page: PlaybookPage) -> dict[str, QPushButton]:
    return {b.accessibleName(): b for b in page.versions.findChildren(QPushButton) if b.isVisibleTo(page.versions)}


def ask(dana: OfficerAtWindow, page: PlaybookPage, version: int = 2) -> MoveDialog:
    buttons(page)[MOVE.format(version)].click()
    return dana.dialog(MoveDialog)


def test_what_can_be_done_with_a_version_is_all_in_sight(page: PlaybookPage, dana: OfficerAtWindow, desk: Desk) -> None:
    desk.playbooks.use(desk.playbooks.text().replace('after = "45m"', 'after = "50m"'), "later still")
    page.reload()
    page.side.setCurrentIndex(page._tab_of(page.versions))
    QApplication.processEvents()
    shown = page.versions.area.viewport()
    offered = [b for b in buttons(page).values() if b.text() == "Move leads to this version…"]
    assert len(offered) == 3
    for each in offered:
        left = each.mapTo(shown, each.rect().topLeft()).x()
        assert 0 <= left <= left + each.width() <= shown.width()
        assert each.width() >= each.sizeHint().width()
    # nothing lies beyond the edge, so a Tab has nothing to move aside for
    assert page.versions.area.horizontalScrollBar().maximum() == 0


def rows(dialog: MoveDialog) -> list[list[str]]:
    table = dialog.table
    model = table.model()
    return [[str(model.index(n, at).data()) for at in range(4)] for n in range(table.rowCount())]


def test_a_move_is_previewed_by_name_in_words_before_anybody_is_moved(
    page: PlaybookPage, dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]
) -> None:
    dialog = ask(dana, page)
    named = {cells[0]: cells[1:] for cells in rows(dialog)}
    assert {"Ada Lovelace", "Grace Hopper", "Brook Taylor"} <= set(named)
    before, after, first = named["Ada Lovelace"]
    assert before.startswith("call-1, Wed")
    assert (after, first) != ("", "")
    assert dialog.told.text().startswith("5 leads would be moved")
    assert not dialog.go.isEnabled()
    assert desk.leads.card(leads["Ada"]).lead.playbook_version == 1


def test_leads_are_moved_with_a_why_by_the_keyboard_alone_and_back_again(
    page: PlaybookPage, dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]
) -> None:
    dialog = ask(dana, page)
    dana.types("day 6 was late")
    dana.presses("Enter")
    assert dialog.told.text() == "5 leads moved to version 2."
    assert desk.leads.card(leads["Ada"]).lead.playbook_version == 2
    dialog.back.setFocus()
    dana.presses("Enter")
    assert dialog.told.text() == "5 leads moved back."
    assert desk.leads.card(leads["Ada"]).lead.playbook_version == 1
    dana.presses("Enter")
    assert not dialog.isVisible()


def test_those_of_one_version_alone_can_be_chosen(
    page: PlaybookPage, dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]
) -> None:
    desk.playbooks.use(desk.playbooks.text().replace('after = "45m"', 'after = "50m"'), "later still")
    page.reload()
    dialog = ask(dana, page, version=3)
    dialog.which.setCurrentIndex(dialog.which.findData(2))
    assert dialog.told.text().startswith("No lead would be moved")
    dialog.why.setText("why")
    assert not dialog.go.isEnabled()


def test_what_was_asked_before_another_choice_counts_no_more(
    page: PlaybookPage, dana: OfficerAtWindow, desk: Desk
) -> None:
    store = LateStore()
    dialog = MoveDialog(
        replace(dana.window.office, tasks=store), desk.drafts.bench(), desk.drafts.bench().in_force, page
    )
    dialog.which.setCurrentIndex(1)
    assert dialog.told.text() == "Looking at the leads"
    store.settle()
    assert dialog.told.text().startswith("5 leads would be moved")
    dialog.deleteLater()


def test_closing_it_while_leads_are_moved_tells_how_far_it_came(
    page: PlaybookPage, dana: OfficerAtWindow, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.desktop.moves.PART", 2)
    store = LateStore()
    dialog = MoveDialog(
        replace(dana.window.office, tasks=store), desk.drafts.bench(), desk.drafts.bench().in_force, page
    )
    store.settle()
    dialog.show()
    dialog.why.setText("quicker")
    dialog.go.click()
    dialog.reject()
    assert dialog.isVisible()
    assert dialog.told.text() == "Stopping after the part in hand"
    store.settle()
    assert dialog.told.text() == "Stopped. 2 leads moved to version 2. The others stay where they were."
    dialog.reject()
    assert not dialog.isVisible()
    dialog.deleteLater()


def test_screens_reload_what_was_moved_before_the_disk_was_full(
    page: PlaybookPage, dana: OfficerAtWindow, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.desktop.moves.PART", 2)
    write, parts = Moves._write, iter((True, False))

    def until_full(moves: Moves, tx: Tx, pairs: Sequence[tuple[HeldLead, Moved]], why: str) -> None:
        if not next(parts):
            raise StoreUnusable("The disk is full.", "Free some space.")
        write(moves, tx, pairs, why)

    dialog = ask(dana, page)
    heard: list[Changed] = []
    dana.window.office.refresh.changed.connect(heard.append)
    monkeypatch.setattr(Moves, "_write", until_full)
    dialog.why.setText("quicker")
    dialog.go.click()
    assert dialog.told.text() == "How many were moved is not known; look again."
    assert [changed.what for changed in heard] == [Touched.LEAD | Touched.QUEUE | Touched.REMINDERS]


class AdminsHub:
    """Nobody there, then a hub that tells counts alone."""

    is_down, unchanged = True, 4

    def __call__(self, _url: str, _token: str) -> AdminsHub:
        return self

    def move_leads(self, _message: MovePlaybook) -> MovedPart:
        if self.is_down:
            raise HubUnreachable("Nobody answers at the hub.", "Check the network.")
        return MovedPart(looked_at=9, of=9, ended_at="", moved=9, unchanged=self.unchanged, leads=[], server_time=NOW)


def test_a_hub_that_does_not_answer_is_said_and_counts_alone_are_shown_as_counts(
    page: PlaybookPage, dana: OfficerAtWindow, desk: Desk
) -> None:
    join(desk, "admin")
    hub = AdminsHub()
    moves = Moves(desk.store, desk.clock, desk.book, desk.moves._outgoing, hub)
    dana.window.office.desk = desk_with(desk, moves=moves)
    page.reload()
    dialog = ask(dana, page)
    said = [label.text() for label in dialog.findChildren(QLabel)]
    assert any("Nobody answers at the hub" in words for words in said)
    hub.is_down = False
    dialog.look()
    assert dialog.told.text().startswith("9 leads would be moved; 4 of them notice nothing so far.")
    hub.unchanged = 1
    dialog.look()
    assert dialog.told.text().startswith("9 leads would be moved; 1 of them notices nothing so far.")
    assert not dialog.table.isVisible()
    dialog.why.setText("quicker")
    dialog.go.click()
    assert "To undo it" in dialog.told.text()
    assert not dialog.back.isVisible()


def test_an_officer_of_a_company_is_offered_no_move(page: PlaybookPage, desk: Desk) -> None:
    join(desk, "officer")
    page.reload()
    assert not [name for name in buttons(page) if name.startswith("Move leads")]


def test_every_control_of_the_dialog_has_a_name(page: PlaybookPage, dana: OfficerAtWindow) -> None:
    dialog = ask(dana, page)
    controls: list[Callable[[], str]] = [
        w.accessibleName for w in (dialog.which, dialog.table, dialog.why, dialog.go, dialog.leave, dialog.bar)
    ]
    assert all(name() for name in controls)
