"""The outcomes as buttons in the order of their keys, five to a row where there is room."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QIcon, QPainter, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QWidget

from app.domain.activity import Kind
from app.domain.lead import Channel
from app.domain.outcome import OUTCOMES, TEXTED_KEY
from ui.commands import shown_key
from ui.language import from_app, marked, translate
from ui.parts import button

if TYPE_CHECKING:
    from ui.icons import Icons
    from ui.theme import Look

#: the keyboard's own order: two rows of digits, then the letters
ORDER = "1234567890wdlxbrtms"
WIDTHS = (10, 5, 4, 3, 2, 1)
#: five columns fit beside the queue only with short words; tool tips and screen readers have the long ones
SHORT = {
    Kind.SENDING_APPLICATION: marked("short outcomes", "Application"),
    Kind.LANGUAGE: marked("short outcomes", "Other language"),
    Kind.INBOUND: marked("short outcomes", "They reached us"),
    Kind.SKIP: marked("short outcomes", "Skip step"),
}


class Press(msgspec.Struct, frozen=True):
    """An outcome as it is chosen; `channel` None leaves it to what was due, and `words` are English."""

    kind: Kind
    channel: Channel | None
    words: str
    key: str = ""


def _keyed() -> dict[str, Press]:
    found = {o.key: Press(o.kind, None, o.words, o.key) for o in OUTCOMES.values() if o.key}
    mailed = OUTCOMES[Kind.SENT]
    found[mailed.key] = Press(Kind.SENT, Channel.EMAIL, mailed.words, mailed.key)
    found[TEXTED_KEY] = Press(Kind.SENT, Channel.TEXT, marked("app", "Texted"), TEXTED_KEY)
    for kind in (Kind.NO_ANSWER, Kind.INBOUND):
        found[OUTCOMES[kind].key] = Press(kind, Channel.CALL, OUTCOMES[kind].words, OUTCOMES[kind].key)
    return {key: found[key] for key in ORDER}


#: every key of the bar and what it logs
KEYED = _keyed()


class OutcomeGrid(QWidget):
    """`pressed` carries the Press of the button clicked; `arranged` says that the number of rows changed."""

    pressed = Signal(object)
    arranged = Signal()

    def __init__(self, look: Look, icons: Icons) -> None:
        super().__init__()
        self._look = look
        self._icons = icons
        self._columns = 0
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(look.px(4))
        self.setLayout(self._grid)
        self._buttons = [self._made(press) for press in KEYED.values()]
        self._arrange()

    def add(self, last: QPushButton) -> None:
        """Put one more button at the end."""
        self._stretch(last)
        self._buttons.append(last)
        self._columns = 0
        self._arrange()

    def _made(self, press: Press) -> QPushButton:
        whole, short = from_app(press.words), SHORT.get(press.kind)
        spoken = self.tr("{}, key {}").format(whole, press.key.upper())
        words = translate("short outcomes", short) if short else whole
        made = button(f" {words}", self._presser(press), kind="outcome", name=spoken)
        made.setToolTip(f"{whole} ({shown_key(press.key)})")
        made.setIcon(keycap_icon(self._look, shown_key(press.key)))
        made.setIconSize(QSize(self._look.px(20), self._look.px(20)))
        self._stretch(made)
        return made

    def _stretch(self, made: QPushButton) -> None:
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _presser(self, press: Press) -> Callable[[], None]:
        return lambda: self.pressed.emit(press)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        # narrower than the present columns ask for, so that the bar may shrink and lay itself out anew
        return QSize(self._widest(), super().minimumSizeHint().height())

    def _widest(self) -> int:
        return max(made.sizeHint().width() for made in self._buttons)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        room = self.width() + self._look.px(4)
        each = self._widest() + self._look.px(4)
        columns = next((n for n in WIDTHS if n * each <= room), WIDTHS[-1])
        if columns == self._columns:
            return
        self._columns = columns
        for i, made in enumerate(self._buttons):
            self._grid.addWidget(made, i // columns, i % columns)
        for i in range(max(WIDTHS)):
            self._grid.setColumnStretch(i, 1 if i < columns else 0)
        self.arranged.emit()


def keycap_icon(look: Look, key: str) -> QIcon:
    """Draw a key as it looks on a keyboard."""
    side, ratio = look.px(20), 2.0
    pixmap = QPixmap(round(side * ratio), round(side * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(0.5, 0.5, side - 1, side - 1)
    painter.setPen(QPen(look.colour("line_strong"), 1))
    painter.setBrush(look.colour("sunken"))
    painter.drawRoundedRect(box, look.radius("small"), look.radius("small"))
    painter.setPen(look.colour("text"))
    painter.setFont(look.font("small", QFont.Weight.DemiBold))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, key)
    painter.end()
    return QIcon(pixmap)
