"""The first thing a newcomer sees: three ways in, none of them a dead end."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QDialog, QPushButton, QSizePolicy, QStackedWidget, QWidget

from ui.office import Office
from ui.parts import button, column, icon_label, keycap, row, scrolled, size_within_screen, text
from ui.settings.joining import JoinHub

#: a dialog lower than this, at 100 %, shows no logo
ROOM_FOR_LOGO = 400


class Way(StrEnum):
    """How a newcomer wants to begin. `LATER` goes straight to the empty desk."""

    HUB = "hub"
    IMPORT = "import"
    DEMO = "demo"
    LATER = "later"


class FirstRun(QDialog):
    """`way` holds the choice once the dialog is done; for `HUB` the desk has joined by then."""

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self.way = Way.LATER
        self.setWindowTitle(self.tr("Welcome"))
        self._pages = QStackedWidget()
        self._pages.addWidget(self._choices())
        self._pages.addWidget(self._joining())
        pad = office.look.px(32)
        self.setLayout(column(self._pages, margins=(pad, pad, pad, pad)))
        size_within_screen(self, office.look.px(560), office.look.px(540))
        self.buttons[0].setFocus()

    def _choices(self) -> QWidget:
        px = self._office.look.px
        self.buttons = [
            self._choice("1", "cloud", self.tr("Connect to a hub"), self.tr("Your company gave you a code"), Way.HUB),
            self._choice("2", "upload", self.tr("Import leads"), self.tr("You have a file from a vendor"), Way.IMPORT),
            self._choice(
                "3",
                "sparkles",
                self.tr("Look at a made-up branch"),
                self.tr("Nothing is real, all of it works"),
                Way.DEMO,
            ),
        ]
        self._logo = icon_label(self._office.icons, "followthrough", "accent", 40)
        lead = self.tr("Every lead called, in time, and nothing forgotten. How do you want to begin?")
        later = button(self.tr("Start with an empty desk"), lambda: self._take(Way.LATER), kind="quiet")
        sheet = QWidget()
        sheet.setLayout(
            column(
                self._logo,
                text(self.tr("Welcome to Followthrough"), size="title", wrap=True),
                text(lead, tone="soft", wrap=True),
                *self.buttons,
                None,
                gap=px(12),
            )
        )
        return _page(scrolled(sheet, self.tr("How to begin")), later, px(12))

    def _choice(self, key: str, icon: str, words: str, about: str, way: Way) -> QPushButton:
        made = button("", lambda: self._take(way), kind="choice", name=f"{words}. {about}")
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

    def _take(self, way: Way) -> None:
        if way is Way.HUB:
            self._pages.setCurrentIndex(1)
            self.join.address.setFocus()
            return
        self.way = way
        self.accept()

    def _go_back(self) -> None:
        self._pages.setCurrentIndex(0)
        self.buttons[0].setFocus()

    def _joined(self) -> None:
        self.way = Way.HUB
        self.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        # where little is in sight it is to be a way in
        self._logo.setVisible(self.height() >= self._office.look.px(ROOM_FOR_LOGO))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        ways = {Qt.Key.Key_1: Way.HUB, Qt.Key.Key_2: Way.IMPORT, Qt.Key.Key_3: Way.DEMO}
        way = ways.get(Qt.Key(event.key())) if self._pages.currentIndex() == 0 else None
        if way is not None:
            self._take(way)
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
