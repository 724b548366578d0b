"""What to say in a call, with the gaps filled; folded away until it is wanted."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.desktop.views import LeadCard
from ui.office import Office
from ui.parts import button, column, frame, row, text


class Script(QWidget):
    """Read off the desk when it is unfolded, and anew with each card while it is; `unfolded` once it is to be read."""

    unfolded = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._lead_id = ""
        px = office.look.px
        self.words = text(wrap=True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.words.hide()
        self.fold = button(self.tr("Show (H)"), self.turn, kind="quiet", name=self.tr("Show what to say"))
        pad = px(16)
        heading = row(text(self.tr("What to say"), weight="strong"), None, self.fold, gap=px(8))
        self.setLayout(
            column(frame("panel", column(heading, self.words, gap=px(4), margins=(pad, px(8), pad, px(12)))))
        )

    @property
    def is_open(self) -> bool:
        return not self.words.isHidden()

    def show_card(self, card: LeadCard) -> None:
        self._lead_id = card.lead.lead_id
        if self.is_open:
            self._read()

    def turn(self) -> None:
        """Unfold it, or fold it away."""
        self.words.setVisible(not self.is_open)
        self.fold.setText(self.tr("Hide (H)") if self.is_open else self.tr("Show (H)"))
        self.fold.setAccessibleName(self.tr("Hide what to say") if self.is_open else self.tr("Show what to say"))
        if self.is_open:
            self._read(self.unfolded.emit)

    def _read(self, then: Callable[[], None] = lambda: None) -> None:
        lead_id = self._lead_id

        def shown(words: str) -> None:
            if lead_id == self._lead_id:
                self.words.setText(words)
                then()

        if lead_id:
            self._office.ask(self, lambda: self._office.desk.mail.script(lead_id), shown)
