"""A word to oneself about a lead, which stays on this desk; kept as soon as one turns to something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QWidget

from ui.parts import Paper, column, frame, icon_label, row, text

if TYPE_CHECKING:
    from app.desktop.views import LeadCard
    from ui.office import Office

LINES = 3


class _Paper(Paper):
    """`left` says that the keyboard went elsewhere, `done` that it is to."""

    left = Signal()
    done = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        super().focusOutEvent(event)
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_Escape:
            self.done.emit()
            return
        super().keyPressEvent(event)


class PrivateNote(QWidget):
    """`wanted` says that the keyboard came here, `done` that the officer has written it and goes on with the keys."""

    wanted = Signal()
    done = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._lead_id = ""
        self._kept = ""
        px = office.look.px
        self.paper = _Paper()
        self.paper.setAccessibleName(self.tr("Private note"))
        self.paper.setPlaceholderText(self.tr("For yourself (V)"))
        self.paper.setTabChangesFocus(True)
        high = self.paper.fontMetrics().lineSpacing() * LINES + px(24)
        self.paper.setFixedHeight(high)
        self.paper.left.connect(self.keep)
        self.paper.done.connect(self.done)
        pad = px(16)
        heading = row(
            text(self.tr("Private note"), weight="strong"), None, icon_label(office.icons, "lock", "text_faint")
        )
        stays = text(self.tr("It never leaves this desk, and goes when the lead does."), tone="faint", size="small",
                     wrap=True)  # fmt: skip
        inside = column(heading, self.paper, stays, gap=px(8), margins=(pad, pad, pad, pad))
        self.setLayout(column(frame("panel", inside)))

    def show_card(self, card: LeadCard) -> None:
        is_same = card.lead.lead_id == self._lead_id
        if is_same and self.paper.toPlainText().strip() != self._kept:
            return  # it is being written, and kept in a moment
        self._lead_id, self._kept = card.lead.lead_id, card.private_note
        if self.paper.toPlainText() != card.private_note:
            self.paper.setPlainText(card.private_note)

    def forget(self) -> None:
        """Keep nothing more of a lead that left this desk: its notes went with it."""
        self._lead_id = self._kept = ""
        self.paper.clear()

    def take_keys(self) -> None:
        self.paper.setFocus()
        self.paper.moveCursor(QTextCursor.MoveOperation.End)
        self.wanted.emit()

    def keep(self) -> None:
        """Keep what is written, if it is something else than what was kept."""
        words, lead_id = self.paper.toPlainText().strip(), self._lead_id
        if not lead_id or words == self._kept:
            return
        self._kept = words
        # the look outlives this page: what was typed is kept though another has taken its place
        self._office.act(self._office.look, lambda: self._office.desk.private_notes.keep(lead_id, words))
