"""Every control has a name, every screen a way round by keys, every word can be read, and no title names a borrower."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QTabBar,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.desktop.settings import NAMES_SHOWN
from app.desktop.views import QueueRow
from app.domain.lead import Channel
from tests.ui.screens import SCREENS, all_screens
from tests.ui.test_popup import a_ring
from ui.icons import Icons
from ui.main_window import SIZE, MainWindow
from ui.office import Office
from ui.popup import Acts, Popup, headline
from ui.queue.model import standing
from ui.shots import every_look
from ui.theme import Look, contrast

CONTROLS = (
    QAbstractButton,
    QLineEdit,
    QComboBox,
    QAbstractItemView,
    QPlainTextEdit,
    QProgressBar,
    QScrollArea,
    QTabBar,
)
#: what one comes to by Tab; a list that only shows and a sheet that only scrolls may be passed over
PRESSED = QAbstractButton | QLineEdit | QComboBox | QTabBar | QPlainTextEdit
BORROWERS = ("Ada", "Grace", "Brook", "Katherine", "Mary")


@pytest.fixture(params=SCREENS, ids=lambda name: name.replace(" ", "-"))
def screen(request: pytest.FixtureRequest, window: MainWindow) -> Iterator[QWidget]:
    made = SCREENS[request.param](window)
    made.show()
    QApplication.processEvents()
    yield made
    if made is not window:
        made.close()
        made.deleteLater()


def controls_of(screen: QWidget) -> list[QWidget]:
    inside = [child for child in screen.findChildren(QWidget) if isinstance(child, CONTROLS)]
    # Qt's own innards: the clear button of a field, the list inside a combo box
    return [child for child in inside if not child.objectName().startswith("qt_") and child.isVisible()]


def check_names(screen: QWidget) -> None:
    nameless = []
    for control in controls_of(screen):
        seen = QAccessible.queryAccessibleInterface(control)
        if not seen.text(QAccessible.Text.Name).strip():
            nameless.append(f"{type(control).__name__} in {type(control.parentWidget()).__name__}")
    assert controls_of(screen)
    assert nameless == []


def check_keys_reach_all(screen: QWidget) -> None:
    def reachable(control: QWidget) -> bool:
        return bool(control.focusPolicy() & Qt.FocusPolicy.TabFocus)

    pressed = [c for c in controls_of(screen) if isinstance(c, PRESSED)]
    assert [type(c).__name__ for c in pressed if c.isEnabled() and not reachable(c)] == []


def check_tab_goes_round(screen: QWidget) -> None:
    screen.activateWindow()
    pressed = [c for c in controls_of(screen) if isinstance(c, PRESSED)]
    wanted = {c for c in pressed if c.isEnabled() and c.focusPolicy() & Qt.FocusPolicy.TabFocus}
    reached: list[QWidget] = []
    for _ in range(500):
        QTest.keyClick(screen.focusWidget() or screen, Qt.Key.Key_Tab)
        at = screen.focusWidget()
        assert at is not None
        if at in reached:
            break
        reached.append(at)
    assert at is reached[0], f"Tab is caught in {type(at).__name__} {at.accessibleName()}"
    assert [c.accessibleName() for c in wanted - set(reached)] == []
    check_reading_order(screen, reached)


def check_reading_order(screen: QWidget, reached: list[QWidget]) -> None:
    """Tab goes down a column, and in a line to the right: what comes next is not above, nor left on the same ground."""
    # where one began is in the middle of the round
    places = [place_of(control, screen).topLeft() for control in reached]
    first = min(range(len(reached)), key=lambda n: (places[n].y(), places[n].x()))
    turned = [*reached[first:], *reached[:first]]
    wrong = []
    for one, other in pairwise(turned):
        ground = ground_of(one, screen)
        if ground is not ground_of(other, screen):
            continue
        here, there = place_of(one, ground), place_of(other, ground)
        is_above = there.bottom() < here.top() and there.left() < here.right() and there.right() > here.left()
        is_beside = abs(there.center().y() - here.center().y()) < here.height() // 2
        is_left = there.right() < here.left() and is_beside and one.parentWidget() is other.parentWidget()
        if is_above or is_left:
            wrong.append(f"{one.accessibleName()} -> {other.accessibleName()}")
    assert wrong == []


def ground_of(control: QWidget, screen: QWidget) -> QWidget:
    """Return the sheet a control scrolls with, else the screen."""
    around = control.parentWidget()
    while around is not None and around is not screen:
        if isinstance(around.parentWidget(), QScrollArea) or around.objectName() == "sheet":
            return around
        around = around.parentWidget()
    return screen


def place_of(control: QWidget, ground: QWidget) -> QRect:
    return QRect(control.mapTo(ground, QPoint(0, 0)), control.size())


def check_titles_name_nobody(window: MainWindow, leads: dict[str, str]) -> None:
    for lead_id in leads.values():
        window.today.queue.go_to(lead_id)
        titles = [top.windowTitle() for top in QApplication.topLevelWidgets()]
        assert not [title for title in titles for name in BORROWERS if name in title]


def test_every_control_has_a_name_and_a_key_tab_goes_round_them_and_no_title_names_a_borrower(
    screen: QWidget, window: MainWindow, leads: dict[str, str]
) -> None:
    """All of it on one screen at once: to make a screen takes longer than to go over it."""
    check_names(screen)
    check_keys_reach_all(screen)
    check_tab_goes_round(screen)
    check_titles_name_nobody(window, leads)


def test_no_dialog_is_left_out() -> None:
    """What is made on every screen is looked at above; a dialog nobody listed would be looked at nowhere."""
    # Act is what the live page's are made of
    seen = {"FirstRun", "PublishDialog", "MoveDialog", "ImportDialog", "Noting", "Act"}

    def below(kind: type[QDialog]) -> set[type[QDialog]]:
        return {each for sub in kind.__subclasses__() for each in (sub, *below(sub))}

    ours = {kind.__name__ for kind in below(QDialog) if kind.__module__.startswith("ui.")}
    names = {name for make in SCREENS.values() for name in make.__code__.co_names}
    import tests.ui.screens as listed

    for function in vars(listed).values():
        if callable(function) and hasattr(function, "__code__"):
            names |= set(function.__code__.co_names)
    assert ours - names - seen == set()


# --- what is on the screen, pixel by pixel


@pytest.mark.parametrize("look", [look for look in every_look() if look.scale == 1], ids=lambda look: look.theme)
def test_every_word_stands_out_from_what_is_painted_behind_it(
    look: Look, office: Office, dressed: QApplication, leads: dict[str, str], qtbot: QtBot
) -> None:
    """Measured over all screens on the pixels themselves: 4.5:1, and 7:1 in high contrast."""
    least = 7.0 if look.is_high_contrast else 4.5
    look.dress(dressed)
    window = MainWindow(replace(office, look=look, icons=Icons(look)))
    window.resize(*SIZE)
    window.show()
    window.reload()
    qtbot.waitExposed(window)
    faint: set[str] = set()
    for name, made in all_screens(window):
        for _ in range(3):
            QApplication.processEvents()
        faint |= {f"{name}: {said}" for said in faint_words(made, least)}
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete.value)
    office.look.dress(dressed)
    assert faint == set()


def faint_words(screen: QWidget, least: float) -> Iterator[str]:
    image = screen.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    ratio = image.devicePixelRatio()
    for piece in screen.findChildren(QWidget):
        words = words_on(piece)
        if not words or not piece.isEnabled() or not piece.isVisible() or piece.visibleRegion().isEmpty():
            continue
        shown = piece.visibleRegion().boundingRect()
        if shown.height() < max(piece.height() // 2, min(piece.height(), piece.fontMetrics().height())):
            # scrolled out of sight but for an edge, which cuts through its only line
            continue
        seen = shown.translated(piece.mapTo(screen, QPoint(0, 0)))
        box = QRect(seen.topLeft() * ratio, seen.size() * ratio).intersected(image.rect())
        found = contrast_in(image, box)
        # a stem thinner than a pixel is painted lighter than its colour: a tenth is left to that
        if found < least * 0.9:
            yield f"{type(piece).__name__} “{words}” {found:.1f}:1"


def words_on(piece: QWidget) -> str:
    if isinstance(piece, QLabel | QPushButton | QToolButton):
        return piece.text().strip()
    return piece.text() if isinstance(piece, QLineEdit) else ""


def contrast_in(image: QImage, box: QRect) -> float:
    """Return how far the inks in a part of a picture stand out from the colour there is most of."""
    part = image.copy(box)
    pixels = Counter(memoryview(part.constBits()).cast("B").cast("I"))
    (ground, _), *_rest = pixels.most_common(1)
    behind = QColor(ground & 0xFFFFFF).name()
    # a lone pixel is no ink
    return max((contrast(QColor(ink & 0xFFFFFF).name(), behind) for ink, n in pixels.items() if n > 1), default=21.0)


def test_queue_rows_are_spoken_with_name_channel_time_and_reason(window: MainWindow) -> None:
    model = window.today.queue.model
    spoken = str(model.data(model.index(2), Qt.ItemDataRole.AccessibleTextRole))
    assert spoken.startswith("Katherine Johnson. Call, 5 min left. ")


def test_time_left_is_written_for_every_row_and_not_only_drawn(window: MainWindow) -> None:
    model, office = window.today.queue.model, window.office
    said = {}
    for n in range(model.rowCount()):
        row = model.item(n)
        if isinstance(row, QueueRow):
            said[row.name] = standing(row, office.now(), office.zone)
            spoken = str(model.data(model.index(n), Qt.ItemDataRole.AccessibleTextRole))
            assert f", {said[row.name]}. {row.why}" in spoken
    assert said == {
        "Katherine Johnson": "5 min left",
        "Grace Hopper": "19 h late",
        "Ada Lovelace": "1 day late",
        "Brook Taylor": "12:00 pm",
        "Mary Jackson": "opens 1:00 pm",
    }


def test_the_focus_starts_in_the_list(window: MainWindow) -> None:
    assert window.focusWidget() is window.today.queue.view


@pytest.mark.parametrize("channel", list(Channel))
def test_hidden_names_are_nowhere_in_a_popup(office: Office, qtbot: object, channel: Channel) -> None:
    office.desk.settings.put(NAMES_SHOWN, "hidden")
    ring = a_ring(channel=channel)
    acts = Acts(lambda _: None, lambda _: None, lambda _, __: None, lambda _: None, lambda: None, lambda: None)
    popup = Popup(office, ring, acts, names_hidden=True, snooze_min=15)
    words = [popup.windowTitle(), headline(ring, names_hidden=True)]
    for child in popup.findChildren(QWidget):
        words += [child.accessibleName(), child.toolTip(), getattr(child, "text", lambda: "")()]
    assert not [each for each in words if "Katherine" in each]
    popup.deleteLater()
