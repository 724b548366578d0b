"""The ways to reach the people of a lead, each with its state."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QBoxLayout, QLabel, QPushButton, QWidget

from app.desktop.views import LeadCard, NumberLine
from app.domain.lead import Channel, Partner
from app.domain.numbers import read_phone
from app.domain.numbers import shown as written
from ui.kept import Kept
from ui.language import from_app, marked
from ui.lead_card.address import Address
from ui.parts import button, chip, column, frame, icon_label, row, rule, set_chip, set_tone, text

if TYPE_CHECKING:
    from ui.office import Office

_STATES = {
    "dead": (marked("Reach", "reaches nobody"), "plain"),
    "closed": (marked("Reach", "do not use"), "bad"),
}


class _Way(QWidget):
    """One number or address: how it is written, whose it is, its state, and what one does with it."""

    def __init__(self, office: Office, icon: str, shown: QLabel, acts: list[QPushButton]) -> None:
        super().__init__()
        self.shown, self.acts = shown, acts
        self.line: NumberLine | None = None
        self._about = text(size="small", tone="faint", wrap=True)
        self._state = chip("")
        # below it, for beside a number in large text there is no room for what is said of it
        self._below = QWidget()
        self._below.setLayout(row(self._state, None))
        sign, who = icon_label(office.icons, icon, "text_faint"), column(shown, self._about, self._below)
        self.setLayout(row(sign, who, None, *acts, gap=office.look.px(8)))

    def show_line(self, line: NumberLine, about: str, state: str, kind: str) -> None:
        if self.line != line:
            for act in self.acts:
                # a click that began at what stood here before is none of this one's
                act.setDown(False)
        self.line = line
        self._about.setText(about)
        self._about.setVisible(bool(about))
        self._state.setText(state)
        self._below.setVisible(bool(state))
        set_chip(self._state, kind)


class Reach(QWidget):
    """`dial` carries the number line whose button was pressed; `copied` the words that are on the clipboard now."""

    dial = Signal(object)
    dial_partner = Signal(str)
    copied = Signal(str)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        px = office.look.px
        numbers, mails, silent = (column(gap=px(8)) for _ in range(3))
        self._numbers = Kept(lambda before: self._number(before, numbers))
        self._mails = Kept(lambda before: self._mail(before, mails))
        self._silent = Kept(lambda _before: self._line_of_words(silent))
        self._between, self._before_partner = rule(), rule()
        # the tab key goes from one to the next in this order, and to others of a kind after the first of it
        self._numbers.prepare(1)
        self._mails.prepare(1)
        self._partner = self._partner_way()
        self._nothing = text(self.tr("No number and no address is known."), tone="soft", wrap=True)
        pad = px(16)
        inside = column(
            text(self.tr("Reach"), weight="strong"),
            numbers,
            self._between,
            mails,
            silent,
            self._before_partner,
            self._partner,
            self._nothing,
            gap=px(8),
            margins=(pad, pad, pad, pad),
        )
        self.setLayout(column(frame("panel", inside)))

    def show_card(self, card: LeadCard) -> None:
        may_call = card.openings.get(Channel.CALL) is None
        named = len({n.person for n in (*card.numbers, *card.emails)}) > 1
        for line, way in zip(card.numbers, self._numbers.take(len(card.numbers)), strict=True):
            self._show_number(way, line, may_call=may_call, named=named)
        for line, way in zip(card.emails, self._mails.take(len(card.emails)), strict=True):
            self._show_line(way, line, named=named)
        silent = [person for person in card.lead.co_borrowers if not person.phones and not person.emails]
        for person, words in zip(silent, self._silent.take(len(silent)), strict=True):
            words.setText(self.tr("{}, co-borrower: no number, no address").format(person.name))
        self._show_partner(card.lead.partner)
        self._between.setVisible(bool(card.numbers and card.emails))
        self._nothing.setVisible(not card.numbers and not card.emails)

    # --- what is said

    def _show_line(self, way: _Way, line: NumberLine, *, named: bool) -> None:
        about = (line.person if named else "", from_app(line.kind) if line.kind != "e-mail" else "")
        words, kind = _STATES.get(line.state, ("", "plain"))
        if isinstance(way.shown, Address):
            way.shown.show_words(line.shown)
        else:
            way.shown.setText(line.shown)
        set_tone(way.shown, "" if line.state == "live" else "faint")
        way.show_line(line, " · ".join(filter(None, about)), self.tr(words) if words else "", kind)
        way.acts[-1].setAccessibleName(self.tr("Copy {}").format(line.shown))

    def _show_number(self, way: _Way, line: NumberLine, *, may_call: bool, named: bool) -> None:
        self._show_line(way, line, named=named)
        way.acts[0].setAccessibleName(self._calls(line.shown))
        way.acts[0].setEnabled(may_call and line.state == "live")

    def _show_partner(self, partner: Partner | None) -> None:
        """Show who referred the lead; no rule for borrowers is asked about them."""
        is_known = partner is not None and bool(partner.phone)
        self._before_partner.setVisible(is_known)
        self._partner.setVisible(is_known)
        if partner is None or not is_known:
            return
        known = read_phone(partner.phone)
        number = known.number if known is not None else partner.phone
        who = " · ".join(part for part in (partner.name, partner.company) if part) or self.tr("Partner")
        self._show_line(self._partner, NumberLine(number, written(number), who, "live", self.tr("partner")), named=True)
        self._partner.acts[0].setAccessibleName(self._calls(who))

    def _calls(self, whom: str) -> str:
        return self.tr("Call {}").format(whom)

    # --- what it is said on

    def _number(self, before: _Way | None, lines: QBoxLayout) -> _Way:
        shown = text(size="large", weight="medium")
        call = button(self.tr("Call"), lambda: self.dial.emit(way.line), kind="quiet")
        way = self._way("phone", shown, [call])
        return self._placed(way, before, lines)

    def _mail(self, before: _Way | None, lines: QBoxLayout) -> _Way:
        return self._placed(self._way("mail", Address(), []), before, lines)

    def _partner_way(self) -> _Way:
        call = button(self.tr("Call"), lambda: self._dial_partner(way.line), kind="quiet")
        way = self._way("users", text(), [call])
        return way

    def _way(self, icon: str, shown: QLabel, acts: list[QPushButton]) -> _Way:
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        copy = button("", lambda: self.copy(way.line), kind="icon")
        copy.setIcon(self._office.icons.icon("copy", "text_soft"))
        copy.setIconSize(self._office.icons.size())
        copy.setToolTip(self.tr("Copy"))
        way = _Way(self._office, icon, shown, [*acts, copy])
        return way

    @staticmethod
    def _placed(way: _Way, before: _Way | None, lines: QBoxLayout) -> _Way:
        lines.addWidget(way)
        if before is not None:
            # by itself the tab key would come to it after everything else in the window
            for one, other in pairwise([before.acts[-1], *way.acts]):
                QWidget.setTabOrder(one, other)
        return way

    @staticmethod
    def _line_of_words(lines: QBoxLayout) -> QLabel:
        words = text(tone="soft", wrap=True)
        lines.addWidget(words)
        return words

    def _dial_partner(self, line: NumberLine | None) -> None:
        if line is not None:
            self.dial_partner.emit(line.value)

    def copy(self, line: NumberLine | None) -> None:
        """Put a number or an address on the clipboard as it is written here."""
        if line is None:
            return
        QGuiApplication.clipboard().setText(line.shown)
        self.copied.emit(line.shown)
