"""What to say in a call, with the gaps filled; folded away until it is wanted."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui import wording
from ui.commands import Commands, shown_key
from ui.desk_commands import ME
from ui.parts import button, column, frame, row, text

if TYPE_CHECKING:
    from app.desktop.views import CallScript, LeadCard
    from ui.office import Office


class Script(QWidget):
    """Read off the desk when it is unfolded, and anew with each card while it is; `unfolded` once it is to be read."""

    unfolded = Signal()

    def __init__(self, office: Office, commands: Commands) -> None:
        super().__init__()
        self._office = office
        self._lead_id = ""
        px = office.look.px
        self.words = text(wrap=True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.hint = text(tone="warn", size="small", wrap=True)
        me = commands[ME]
        self.fill_in = button(
            self.tr("Fill it in ({})").format(shown_key(me.keys[0])),
            me.run,
            kind="quiet",
            name=self.tr("Fill in who you are"),
        )
        self._fold_away()
        self.fold = button(self.tr("Show (H)"), self.turn, kind="quiet", name=self.tr("Show what to say"))
        pad = px(16)
        heading = row(text(self.tr("What to say"), weight="strong"), None, self.fold, gap=px(8))
        inside = column(
            heading, self.words, self.hint, row(self.fill_in, None), gap=px(4), margins=(pad, px(8), pad, px(12))
        )
        self.setLayout(column(frame("panel", inside)))

    @property
    def is_open(self) -> bool:
        return not self.words.isHidden()

    def show_card(self, card: LeadCard) -> None:
        self._lead_id = card.lead.lead_id
        if self.is_open:
            self._read()

    def turn(self) -> None:
        """Unfold it, or fold it away."""
        self._fold_away() if self.is_open else self.words.show()
        self.fold.setText(self.tr("Hide (H)") if self.is_open else self.tr("Show (H)"))
        self.fold.setAccessibleName(self.tr("Hide what to say") if self.is_open else self.tr("Show what to say"))
        if self.is_open:
            self._read(self.unfolded.emit)

    def _fold_away(self) -> None:
        for piece in (self.words, self.hint, self.fill_in):
            piece.hide()

    def _read(self, then: Callable[[], None] = lambda: None) -> None:
        lead_id = self._lead_id

        def shown(script: CallScript) -> None:
            if lead_id == self._lead_id and self.is_open:
                self._show(script)
                then()

        if lead_id:
            self._office.ask(self, lambda: self._office.desk.mail.script(lead_id), shown)

    def _show(self, script: CallScript) -> None:
        self.words.setText(script.words)
        lacking = wording.listed(script.unsaid)
        told = (
            self.tr("Your company's hub has not told this desk {}. Say it yourself, and ask your manager or IT.")
            if script.is_kept_by_hub
            else self.tr("Not set: {}. Filled in once, it stands here and in your e-mails and texts.")
        )
        self.hint.setText(told.format(lacking))
        self.hint.setVisible(bool(lacking))
        self.fill_in.setVisible(bool(lacking) and not script.is_kept_by_hub)
