"""Over the list: the button that asks the hub for the next lead, and in its place, while that is asked, how to stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.parts import button, command_button, row, text

if TYPE_CHECKING:
    from ui.commands import Command
    from ui.office import Office
    from ui.taking import NextLead


class TakeBar(QWidget):
    """Shows whether a lead is being asked for, whoever asked."""

    def __init__(self, office: Office, command: Command, next_lead: NextLead) -> None:
        super().__init__()
        # short enough for the list at 200 %; a screen reader says the whole
        self.ask = command_button(command, office.icons, words=self.tr("Next lead"))
        self.waits = text(self.tr("Asking the hub…"), size="small", tone="soft")
        self.stop = button(self.tr("Cancel"), next_lead.call_off, kind="quiet", name=self.tr("Stop asking for a lead"))
        self.stop.setToolTip(self.tr("Cancel (Esc)"))
        for each in (self.ask, self.stop):
            # the list keeps the keys
            each.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        px = office.look.px
        self.setLayout(row(self.ask, self.waits, self.stop, None, gap=px(8), margins=(0, px(4), 0, 0)))
        self._next_lead = next_lead
        next_lead.turned.connect(self._show)
        self._show()

    def _show(self) -> None:
        asking = self._next_lead.is_asking
        self.ask.setVisible(not asking)
        self.waits.setVisible(asking)
        self.stop.setVisible(asking)
