"""What is on offer to the officer, and the way to take one of it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from app.desktop.changes import Changed, Touched
from app.desktop.taking import OnOffer, Wish
from app.protocol.wire import Taking
from ui import wording
from ui.lines import Line, LineList
from ui.office import Office
from ui.parts import button, column, field, frame, row, size_within_screen, text


class OnOfferDialog(QDialog):
    """Enter asks for the one in sight: `wanted` carries the wish, and what comes of it is told in the window.

    Who the borrower is, only the officer who gets the lead is told; so a row says when it came and where it is.
    """

    wanted = Signal(Wish)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._offers: dict[str, OnOffer] = {}
        self.setWindowTitle(self.tr("On offer to you"))
        px, pad, inside = office.look.px, office.look.px(24), office.look.px(4)
        self.list = LineList(office.look, office.icons, self.tr("Leads on offer to you"))
        self.list.on_chosen(self._want)
        self.told = text(self.tr("Looking …"), tone="soft", wrap=True)
        #: asked where taking one takes it from somebody
        self.why = field(self.tr("Why you take it over"), hint=self.tr("Why you take it over"))
        self.why.returnPressed.connect(self._want_current)
        self.why.hide()
        self.leave = button(self.tr("Close"), self.reject, kind="quiet")
        whole = column(
            text(self.tr("On offer to you"), size="title", wrap=True),
            frame("panel", column(self.list, margins=(inside, inside, inside, inside))),
            self.told,
            self.why,
            row(None, self.leave),
            gap=px(12),
            margins=(pad, pad, pad, pad),
        )
        whole.setStretch(1, 1)
        self.setLayout(whole)
        size_within_screen(self, px(480), px(360))
        self.list.setFocus()
        office.refresh.listen(self, Touched.SYNC, self._touched)
        self.reload()

    def _touched(self, _changed: Changed) -> None:
        self.reload()

    def reload(self) -> None:
        """Look again what is on offer: somebody else may have been first."""
        self._office.ask(self, self._office.desk.takings.on_offer, self.show_offers)

    def show_offers(self, offers: list[OnOffer]) -> None:
        found = {one.lead_id: one for one in offers}
        if found == self._offers and found:
            return  # the row one stands on stays
        self._offers = found
        self.list.show_lines([self._line(one) for one in offers])
        self.list.step(1 if offers else 0)
        self.told.setText(
            self.tr("Enter takes one. Others see them too: the first has it.")
            if offers
            else self.tr("Nothing is on offer to you now.")
        )
        if not offers:
            self.leave.setFocus()

    def _line(self, offer: OnOffer) -> Line:
        came = wording.ago(offer.received_at, self._office.now(), self._office.zone)
        words = self.tr("A lead in {}").format(offer.state) if offer.state else self.tr("A lead, state unknown")
        held = self.tr("Somebody holds it; taken over, it is yours and no longer theirs.")
        free = self.tr("Nobody holds it.")
        return Line(offer.lead_id, "phone-incoming", words, came, held if offer.over else free)

    def _want(self, line: Line) -> None:
        if not self._offers[line.key].over:
            self.wanted.emit(Wish(Taking.LEAD, line.key))
            self.accept()
            return
        why = self.why.text().strip()
        self.why.setVisible(True)
        if not why:
            self.told.setText(self.tr("Say why you take it over; it is kept with the lead. Then Enter."))
            self.why.setFocus()
            return
        self.wanted.emit(Wish(Taking.TAKE_OVER, line.key, why))
        self.accept()

    def _want_current(self) -> None:
        line = self.list.current_line()
        if line is not None:
            self._want(line)
