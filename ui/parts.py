"""The small pieces every screen is put together from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QDragEnterEvent, QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLayoutItem,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStyledItemDelegate,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

if TYPE_CHECKING:
    from ui.commands import Command
    from ui.icons import Icons
    from ui.theme import Look

#: what a row or column is made of; None is a stretch
Piece = QWidget | QLayout | None


def text(words: str = "", *, size: str = "body", tone: str = "", weight: str = "", wrap: bool = False) -> QLabel:
    """Return a label. `size`, `tone` and `weight` are names the style sheet knows."""
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("grade", size)
    label.setProperty("tone", tone)
    label.setProperty("weight", weight)
    label.setWordWrap(wrap)
    if wrap:
        label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return label


def set_tone(label: QLabel, tone: str) -> None:
    """Change a label's tone after it was shown."""
    if label.property("tone") != tone:
        label.setProperty("tone", tone)
        restyle(label)


def restyle(widget: QWidget) -> None:
    """Have the style sheet look at the widget's properties again."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def chip(words: str, kind: str = "plain") -> QLabel:
    """Return a word on a tinted ground; the tint only repeats what the word says."""
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("chip", kind)
    label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    return label


def set_chip(label: QLabel, kind: str) -> None:
    """Change a chip's tint after it was shown."""
    if label.property("chip") != kind:
        label.setProperty("chip", kind)
        restyle(label)


def keycap(keys: str) -> QLabel:
    label = QLabel(keys)
    label.setProperty("keycap", "true")
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    return label


class _PressedByEnter:
    """Enter presses the button that has the focus; Qt would press the dialog's default one, or answer what asks."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)  # type: ignore[misc] # a button's, which it is mixed into
        elif not event.isAutoRepeat():
            self.click()  # type: ignore[attr-defined] # the same


class Button(_PressedByEnter, QPushButton):
    """A push button that Enter presses too."""


class ToolButton(_PressedByEnter, QToolButton):
    """An icon with its word below, which Enter presses too."""


def button(words: str, run: Callable[[], object], *, kind: str = "", name: str = "") -> QPushButton:
    """Return a push button; `name` is what a screen reader says where the words alone do not tell."""
    made = Button(words)
    made.setProperty("kind", kind)
    made.setAccessibleName(name or words)
    made.setAutoDefault(False)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    if kind == "chip":
        # a click on one shows by its colour; the focus ring is for those who come by Tab
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.clicked.connect(lambda _checked=False: run())
    return made


def command_button(command: Command, icons: Icons, *, kind: str = "", words: str = "") -> QPushButton:
    """Return a button for a declared command, with its icon and its key in the tool tip."""
    made = button(words or command.words, command.run, kind=kind, name=command.words)
    made.setToolTip(command.tip)
    if command.icon:
        # the style puts icon and words closer than the grid wants; a space is what every style honours
        made.setText(f" {made.text()}")
        made.setIcon(icons.icon(command.icon, "on_accent" if kind == "primary" else "text_soft"))
        made.setIconSize(icons.size())
    return made


def icon_label(icons: Icons, name: str, colour: str = "text_soft", size: int = 16) -> QLabel:
    """Return an icon that stands beside words and is silent to screen readers."""
    label = QLabel()
    label.setPixmap(icons.pixmap(name, colour, size, 2.0))
    label.setFixedSize(icons.size(size))
    label.setScaledContents(True)
    return label


class _LetsFilesFall:
    """A file that is dropped falls through to the window, which looks at it; Qt would write its path into the words."""

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.ignore()
        else:
            super().dragEnterEvent(event)  # type: ignore[misc] # a field's, which it is mixed into


class Field(_LetsFilesFall, QLineEdit):
    """A line to type in."""


class Paper(_LetsFilesFall, QPlainTextEdit):
    """Several lines to type in."""


def field(name: str, *, hint: str = "") -> QLineEdit:
    edit = Field()
    edit.setAccessibleName(name)
    edit.setPlaceholderText(hint)
    return edit


class _Choice(QComboBox):
    """Changes by its list and by keys; the wheel moves the page it stands on, and Alt+Down opens the list anywhere."""

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        event.ignore()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            opens = event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)
            if opens and event.modifiers() & Qt.KeyboardModifier.AltModifier:
                event.accept()
                return True
        return super().event(event)


def choice(name: str, parent: QWidget | None = None) -> QComboBox:
    """Return a field that drops a list down; it is filled by whoever asks for it."""
    box = _Choice(parent)
    box.setAccessibleName(name)
    # the list's own delegate is deaf to what the style sheet says of a row
    box.setItemDelegate(QStyledItemDelegate(box))
    return box


def growing_choice(name: str, parent: QWidget | None = None) -> QComboBox:
    """Return one that is filled once it is in sight: as wide as what it then holds, and narrower where room is not."""
    box = choice(name, parent)
    # Qt measures once otherwise, at the first show, of which an empty one is cut for good
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    box.setMinimumWidth(1)
    return box


def _fill(layout: QBoxLayout, pieces: Sequence[Piece]) -> None:
    for piece in pieces:
        if piece is None:
            layout.addStretch(1)
        elif isinstance(piece, QWidget):
            layout.addWidget(piece)
        else:
            layout.addLayout(piece)


def column(*pieces: Piece, gap: int = 0, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QVBoxLayout:
    """Return pieces one below the other; distances in pixels, margins as left, top, right, bottom."""
    layout = QVBoxLayout()
    layout.setContentsMargins(*margins)
    layout.setSpacing(gap)
    _fill(layout, pieces)
    return layout


def row(*pieces: Piece, gap: int = 0, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QHBoxLayout:
    """Return pieces beside each other, as `column` does below."""
    layout = QHBoxLayout()
    layout.setContentsMargins(*margins)
    layout.setSpacing(gap)
    _fill(layout, pieces)
    return layout


def frame(kind: str, layout: QLayout | None = None) -> QFrame:
    """Return a ground of a kind the style sheet knows."""
    made = QFrame()
    made.setProperty("kind", kind)
    if layout is not None:
        made.setLayout(layout)
    return made


class Beside(QWidget):
    """Pieces beside each other where there is `room` in pixels, else one below the other."""

    def __init__(self, *pieces: QWidget | QLayout, room: int, gap: int) -> None:
        super().__init__()
        self._room = room
        # each stands at the top of its column; an alignment would take its words' wrapping into no account
        self._line: QBoxLayout = row(*(column(piece, None) for piece in pieces), gap=gap)
        for n in range(len(pieces)):
            self._line.setStretch(n, 1)
        self.setLayout(self._line)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        wide = self.width() >= self._room
        self._line.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)


def rule() -> QFrame:
    return frame("rule")


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while (item := _first(layout)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


def _first(layout: QLayout) -> QLayoutItem | None:
    # the stubs promise an item; an empty layout gives none
    return layout.takeAt(0) if layout.count() else None


def scrolled(sheet: QWidget, name: str) -> QScrollArea:
    """Return a vertical scroll area around a sheet that takes the width it is given."""
    sheet.setObjectName("sheet")
    area = QScrollArea()
    area.setProperty("scrolled", "true")
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(sheet)
    area.setAccessibleName(name)
    return area


def scrolled_by_words(sheet: QWidget, name: str) -> QScrollArea:
    """Return one for a sheet of wrapping words, as high as they are at its width.

    Qt would make it as high as they were at their narrowest, and one would scroll on below the last of them.
    """
    area = scrolled(sheet, name)
    policy = sheet.sizePolicy()
    policy.setVerticalPolicy(QSizePolicy.Policy.Ignored)
    sheet.setSizePolicy(policy)
    return area


def size_within_screen(dialog: QWidget, wide: int, high: int) -> None:
    """Give a dialog its size, or as much of it as the screen has; what does not fit is the dialog's to scroll."""
    dialog.resize(QSize(wide, high).boundedTo(dialog.screen().availableSize() * 0.9))


def open_over(dialog: QDialog) -> None:
    """Open a dialog over its window; once it is left, it is gone."""
    dialog.finished.connect(lambda _result: dialog.deleteLater())
    dialog.open()


def note(look: Look, icons: Icons, words: str | QLabel, kind: str = "info", icon: str = "info") -> QFrame:
    """Return a sentence set apart on a tinted ground; one that changes comes as the label that says it."""
    tone = "on_accent_soft" if kind == "accent" else kind
    sign = icon_label(icons, icon, tone)
    body = text(words, wrap=True) if isinstance(words, str) else words
    pad = look.px(12)
    line = row(sign, body, gap=look.px(8), margins=(pad, look.px(8), pad, look.px(8)))
    line.setAlignment(sign, Qt.AlignmentFlag.AlignTop)
    line.setStretch(1, 1)
    return frame(f"note-{kind}", line)


class EmptyState(QWidget):
    """Said where there is nothing to show: a calm sentence and what to do."""

    def __init__(
        self, look: Look, icons: Icons, icon: str, heading: str, words: str, act: QWidget | None = None
    ) -> None:
        super().__init__()
        sign = icon_label(icons, icon, "text_faint", 32)
        title = text(heading, size="heading", wrap=True)
        body = text(words, tone="soft", wrap=True)
        inner = column(gap=look.px(12))
        inner.addWidget(sign, 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (title, body):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setMaximumWidth(look.px(420))
            # as wide as there is room: a label that is centred itself takes a width of its own and loses words
            line = row(None, label, None)
            line.setStretch(1, 1000)
            inner.addLayout(line)
        if act is not None:
            inner.addWidget(act, 0, Qt.AlignmentFlag.AlignHCenter)
        pad = look.px(24)
        self.setLayout(column(None, inner, None, margins=(pad, pad, pad, pad)))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(320, 240)
