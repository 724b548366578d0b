"""The first thing a newcomer sees, or who sits at a desk that was wiped: three ways in, none of them a dead end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QDialog, QPushButton, QSizePolicy, QStackedWidget, QWidget

from app.domain.wording import date_words
from ui.office import Office
from ui.parts import button, column, icon_label, keycap, note, row, scrolled, set_tone, size_within_screen, text
from ui.settings.joining import JoinHub

#: a dialog lower than this, at 100 %, shows no logo and keeps little room around
ROOM_FOR_LOGO = 400
ROOMY, TIGHT = 32, 16


class Way(StrEnum):
    """How a newcomer wants to begin. `LATER` goes straight to the empty desk."""

    HUB = "hub"
    IMPORT = "import"
    LATER = "later"


class FirstRun(QDialog):
    """`way` holds the choice once the dialog is done; for `HUB` the desk has joined by then.

    A look at a made-up branch is none: it opens beside, and this stays for the desk of one's own. `wiped_at` is when
    the company removed what was here.
    """

    def __init__(self, office: Office, parent: QWidget | None = None, wiped_at: datetime | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._wiped_at = wiped_at
        self.way = Way.LATER
        self.setWindowTitle(self.tr("Welcome"))
        self._pages = QStackedWidget()
        self._pages.addWidget(self._choices())
        self._pages.addWidget(self._joining())
        self._inside = column(self._pages)
        self.setLayout(self._inside)
        size_within_screen(self, office.look.px(560), office.look.px(600))
        self.buttons[0].setFocus()

    def _choices(self) -> QWidget:
        px = self._office.look.px
        self.buttons = [
            self._choice(
                "1",
                "cloud",
                self.tr("Connect to a hub"),
                self.tr("Your company gave you its address, and a code"),
                self._connect,
            ),
            self._choice(
                "2",
                "upload",
                self.tr("Import leads"),
                self.tr("You have a file from a vendor"),
                lambda: self._take(Way.IMPORT),
            ),
        ]
        if self._office.start_demo is not None:
            words, about = self.tr("Look at a made-up branch"), self.tr("Nothing is real, all of it works")
            self.buttons.append(self._choice("3", "sparkles", words, about, self._look_around))
        self._logo = icon_label(self._office.icons, "followthrough", "accent", 40)
        self.told = text(tone="soft", wrap=True)
        self.told.hide()
        later = button(self.tr("Start with an empty desk"), lambda: self._take(Way.LATER), kind="quiet")
        sheet = QWidget()
        sheet.setLayout(
            column(
                self._logo,
                *self._greeting(),
                *self.buttons,
                self.told,
                None,
                gap=px(12),
            )
        )
        self._area = scrolled(sheet, self.tr("How to begin"))
        return _page(self._area, later, px(12))

    def _greeting(self) -> list[QWidget]:
        """Welcome a newcomer; who finds an empty desk where there was one learns first what became of it."""
        if self._wiped_at is None:
            lead = self.tr("Every lead called, in time, and nothing forgotten. How do you want to begin?")
            return [
                text(self.tr("Welcome to Followthrough"), size="title", wrap=True),
                text(lead, tone="soft", wrap=True),
            ]
        self.setWindowTitle(self.tr("This desk was emptied"))
        day = date_words(self._wiped_at.astimezone(ZoneInfo(self._office.zone)).date())
        following = self.tr(
            "What it had handed in is at your company's hub. Ask your manager or IT for a one-time code and connect "
            "again."
        )
        return [
            text(self.tr("Your company removed this desk's data on {}").format(day), size="title", wrap=True),
            note(self._office.look, self._office.icons, following, "info", "shield-check"),
        ]

    def _choice(self, key: str, icon: str, words: str, about: str, act: Callable[[], None]) -> QPushButton:
        made = button("", act, kind="choice", name=f"{words}. {about}")
        px = self._office.look.px
        said = column(text(words, weight="strong", wrap=True), text(about, tone="soft", wrap=True), gap=px(4))
        sign = icon_label(self._office.icons, icon, "accent", 24)
        inside = row(sign, said, keycap(key), gap=px(16), margins=(px(16), px(12), px(16), px(12)))
        inside.setStretch(1, 1)
        made.setLayout(inside)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        made.setToolTip(self.tr("Key {}").format(key))
        return made

    def _joining(self) -> QWidget:
        px = self._office.look.px
        self.join = JoinHub(self._office)
        self.join.joined.connect(self._joined)
        back = button(self.tr("Back"), self._go_back, kind="quiet")
        sheet = QWidget()
        sheet.setLayout(column(text(self.tr("Connect to a hub"), size="title", wrap=True), self.join, None, gap=px(16)))
        return _page(scrolled(sheet, self.tr("Connect to a hub")), back, px(16))

    def _connect(self) -> None:
        self._pages.setCurrentIndex(1)
        self.join.take_keys()

    def _take(self, way: Way) -> None:
        self.way = way
        self.accept()

    def _look_around(self) -> None:
        began = self._office.start_demo is not None and self._office.start_demo()
        words = (
            self.tr("The made-up branch opens in a window of its own. When you have looked around, go on here.")
            if began
            else self.tr("The made-up branch could not be started.")
        )
        self.told.setText(words)
        set_tone(self.told, "soft" if began else "bad")
        self.told.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
        # once the sheet has the height of it
        QTimer.singleShot(0, self.told, lambda: self._area.ensureWidgetVisible(self.told, 0, 0))

    def _go_back(self) -> None:
        self._pages.setCurrentIndex(0)
        self.buttons[0].setFocus()

    def _joined(self) -> None:
        self.way = Way.HUB
        self.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        # where little is in sight it is to be a way in
        px = self._office.look.px
        has_room = self.height() >= px(ROOM_FOR_LOGO)
        self._logo.setVisible(has_room)
        pad = px(ROOMY if has_room else TIGHT)
        self._inside.setContentsMargins(pad, pad, pad, pad)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        keys = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3)
        pressed = dict(zip(keys, self.buttons, strict=False)).get(Qt.Key(event.key()))
        if pressed is not None and self._pages.currentIndex() == 0:
            pressed.click()
            return
        if event.key() == Qt.Key.Key_Escape and self._pages.currentIndex() != 0:
            # one step back: who has no code at hand still has the other ways in
            self._go_back()
            return
        super().keyPressEvent(event)


def _page(sheet: QWidget, way_out: QPushButton, gap: int) -> QWidget:
    """Return a page whose way out stays in sight however little of the rest does."""
    page = QWidget()
    page.setLayout(column(sheet, row(way_out, None), gap=gap))
    return page
