"""Over the list: what is on offer, the button that asks for the next lead, and while that is asked, how to stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.desktop.changes import Changed, Touched
from ui.parts import button, command_button, row, text

if TYPE_CHECKING:
    from app.desktop.taking import OnOffer
    from ui.commands import Command
    from ui.office import Office
    from ui.taking import NextLead


class TakeBar(QWidget):
    """Shows whether a lead is being asked for, whoever asked; `offered` says that more is on offer than before."""

    offered = Signal()

    def __init__(self, office: Office, command: Command, offers: Command, next_lead: NextLead) -> None:
        super().__init__()
        self._office = office
        #: the ids of what is on offer, None before the first answer
        self._known: set[str] | None = None
        # short enough for the list at 200 %; a screen reader says the whole
        self.ask = command_button(command, office.icons, words=self.tr("Next lead"))
        self.waits = text(self.tr("Asking the hub…"), size="small", tone="soft")
        self.stop = button(self.tr("Cancel"), next_lead.call_off, kind="quiet", name=self.tr("Stop asking for a lead"))
        self.stop.setToolTip(self.tr("Cancel (Esc)"))
        self.offers = command_button(offers, office.icons, words="")
        for each in (self.ask, self.stop, self.offers):
            # the list keeps the keys
            each.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        px = office.look.px
        self.setLayout(row(self.ask, self.waits, self.stop, self.offers, None, gap=px(8), margins=(0, px(4), 0, 0)))
        self._next_lead = next_lead
        next_lead.turned.connect(self._show)
        self._show()
        office.refresh.listen(self, Touched.SYNC, self._touched)
        self.reload()

    def _touched(self, _changed: Changed) -> None:
        self.reload()

    def reload(self) -> None:
        """Look again what is on offer: only a round with the hub changes it."""
        self._office.ask(self, self._office.desk.takings.on_offer, self._show_offers)

    def _show_offers(self, offers: list[OnOffer]) -> None:
        before, self._known = self._known, {one.lead_id for one in offers}
        self.offers.setText(self.tr("{} on offer").format(len(offers)))
        self.offers.setAccessibleName(self.tr("See what is on offer: {}").format(len(offers)))
        self._show()
        if before is not None and self._known - before:
            self.offered.emit()

    def _show(self) -> None:
        asking = self._next_lead.is_asking
        self.ask.setVisible(not asking)
        self.waits.setVisible(asking)
        self.stop.setVisible(asking)
        self.offers.setVisible(bool(self._known) and not asking)
