"""What is on offer to the officer, and the way to take one of it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QDialog, QWidget

from app.desktop.changes import Changed, Touched
from app.desktop.taking import OnOffer, Wish
from app.protocol.wire import Taking
from ui import wording
from ui.lines import Line, LineList
from ui.office import Office
from ui.parts import button, column, field, frame, row, set_tone, size_within_screen, text


class OnOfferDialog(QDialog):
    """Enter asks for the one in sight: `wanted` carries the wish, and what comes of it is told in the window.

    Who the borrower is, only the officer who gets the lead is told; so a row says when it came and where it is.
    """

    wanted = Signal(Wish)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._offers: dict[str, OnOffer] = {}
        #: the one that is asked about, whatever row one stands on meanwhile
        self._asked_id = ""
        self.setWindowTitle(self.tr("On offer to you"))
        px, pad, inside = office.look.px, office.look.px(24), office.look.px(4)
        self.list = LineList(office.look, office.icons, self.tr("Leads on offer to you"))
        self.list.on_chosen(self._want)
        self.told = text(self.tr("Looking …"), tone="soft", wrap=True)
        #: asked where taking one takes it from somebody, with which one that is
        self.about = text(weight="medium", wrap=True)
        self.why = field(self.tr("Why you take it over"), hint=self.tr("Why you take it over"))
        self.why.returnPressed.connect(self._take_over)
        self.about.hide()
        self.why.hide()
        self.leave = button(self.tr("Close"), self.reject, kind="quiet")
        whole = column(
            text(self.tr("On offer to you"), size="title", wrap=True),
            frame("panel", column(self.list, margins=(inside, inside, inside, inside))),
            self.about,
            self.why,
            self.told,
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
        is_first, stood = not self._offers, self.list.current_line()
        self._offers = found
        self.list.show_lines([self._line(one) for one in offers])
        if is_first:
            self.list.step(1)
            is_gone = False
        else:
            # never another row in its place: whoever is about to press Enter would take what they did not mean
            is_gone = not self.list.stand_on(stood.key if stood else "")
        self._say(is_gone=is_gone)

    def _say(self, *, is_gone: bool) -> None:
        """Say what Enter does; `is_gone` where the row one stood on is on offer no longer."""
        if self._asked_id:
            self._say_what_is_asked()
            return
        if not self._offers:
            self._tell(self.tr("Nothing is on offer to you now."))
            self.leave.setFocus()
        elif is_gone:
            self._warn(self.tr("The one you stood on is on offer no longer. Choose another by the arrow keys."))
        else:
            self._tell(self.tr("Enter takes one. Others see them too: the first has it."))

    def _say_what_is_asked(self) -> None:
        if self._asked_id in self._offers:
            self._tell(self.tr("Say why you take it over; it is kept with the lead. Then Enter."))
        else:
            self._warn(self.tr("It is on offer no longer, and nothing was taken."))

    def _tell(self, words: str) -> None:
        set_tone(self.told, "soft")
        self.told.setText(words)

    def _warn(self, words: str) -> None:
        set_tone(self.told, "bad")
        self.told.setText(words)
        # whoever is typing does not stand on it
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def _line(self, offer: OnOffer) -> Line:
        came = wording.ago(offer.received_at, self._office.now(), self._office.zone)
        words = self.tr("A lead in {}").format(offer.state) if offer.state else self.tr("A lead, state unknown")
        held = self.tr("Somebody holds it; taken over, it is yours and no longer theirs.")
        free = self.tr("Nobody holds it.")
        return Line(offer.lead_id, "phone-incoming", words, came, held if offer.over else free)

    def _want(self, line: Line) -> None:
        if self._offers[line.key].over:
            self._ask_why(line)
        else:
            self._wish(Wish(Taking.LEAD, line.key))

    def _ask_why(self, line: Line) -> None:
        if line.key != self._asked_id:
            # the reason is about one lead, and is not carried over to another
            self.why.clear()
        self._asked_id = line.key
        self.about.setText(self.tr("To be taken over: {}, {}").format(line.words, line.aside))
        self.why.setAccessibleDescription(self.about.text())
        self.about.show()
        self.why.show()
        self.why.setFocus()
        self._say_what_is_asked()

    def _take_over(self) -> None:
        """Take the one that was asked about, and no other."""
        offer, why = self._offers.get(self._asked_id), self.why.text().strip()
        if offer is None or not why:
            self._say_what_is_asked()
        elif offer.over:
            self._wish(Wish(Taking.TAKE_OVER, offer.lead_id, why))
        else:
            # whoever held it has let it go meanwhile
            self._wish(Wish(Taking.LEAD, offer.lead_id))

    def _wish(self, wish: Wish) -> None:
        self.wanted.emit(wish)
        self.accept()
