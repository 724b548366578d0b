"""The ways to reach the people of a lead, each with its state."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from app.desktop.views import LeadCard, NumberLine
from app.domain.lead import Channel, Partner
from app.domain.numbers import read_phone
from app.domain.numbers import shown as written
from ui.language import from_app, marked
from ui.lead_card.address import Address
from ui.parts import button, chip, clear, column, frame, icon_label, row, rule, text

if TYPE_CHECKING:
    from ui.office import Office

_STATES = {
    "dead": (marked("Reach", "reaches nobody"), "plain"),
    "closed": (marked("Reach", "do not use"), "bad"),
}


class Reach(QWidget):
    """`dial` carries the number line whose button was pressed; `copied` the words that are on the clipboard now."""

    dial = Signal(object)
    dial_partner = Signal(str)
    copied = Signal(str)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        px = office.look.px
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(px(8))
        pad = px(16)
        inside = column(text(self.tr("Reach"), weight="strong"), self._lines, gap=px(8), margins=(pad, pad, pad, pad))
        self.setLayout(column(frame("panel", inside)))

    def show_card(self, card: LeadCard) -> None:
        clear(self._lines)
        may_call = card.openings.get(Channel.CALL) is None
        several = len({n.person for n in (*card.numbers, *card.emails)}) > 1
        for number in card.numbers:
            self._lines.addLayout(self._number(number, may_call=may_call, named=several))
        if card.numbers and card.emails:
            self._lines.addWidget(rule())
        for email in card.emails:
            self._lines.addLayout(self._mail(email, named=several))
        for person in card.lead.co_borrowers:
            if not person.phones and not person.emails:
                self._lines.addWidget(text(self.tr("{}, co-borrower: no number, no address").format(person.name),
                                           tone="soft", wrap=True))  # fmt: skip
        if card.lead.partner is not None and card.lead.partner.phone:
            self._lines.addWidget(rule())
            self._lines.addLayout(self._partner(card.lead.partner))
        if not card.numbers and not card.emails:
            self._lines.addWidget(text(self.tr("No number and no address is known."), tone="soft", wrap=True))

    def _number(self, line: NumberLine, *, may_call: bool, named: bool) -> QLayout:
        shown = text(line.shown, size="large", weight="medium", tone="" if line.state == "live" else "faint")
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        call = button(self.tr("Call"), lambda: self.dial.emit(line), kind="quiet", name=self._calls(line.shown))
        call.setEnabled(may_call and line.state == "live")
        return self._row("phone", line, shown, [call, self._copy(line)], named=named)

    def _calls(self, whom: str) -> str:
        return self.tr("Call {}").format(whom)

    def _partner(self, partner: Partner) -> QLayout:
        """Return who referred the lead; no rule for borrowers is asked about them."""
        known = read_phone(partner.phone)
        number = known.number if known is not None else partner.phone
        who = " · ".join(part for part in (partner.name, partner.company) if part) or self.tr("Partner")
        line = NumberLine(number, written(number), who, "live", self.tr("partner"))
        seen = text(line.shown)
        seen.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        call = button(self.tr("Call"), lambda: self.dial_partner.emit(number), kind="quiet", name=self._calls(who))
        return self._row("users", line, seen, [call, self._copy(line)], named=True)

    def _mail(self, line: NumberLine, *, named: bool) -> QLayout:
        shown = Address(line.shown, tone="" if line.state == "live" else "faint")
        return self._row("mail", line, shown, [self._copy(line)], named=named)

    def _row(self, icon: str, line: NumberLine, shown: QWidget, acts: list[QWidget], *, named: bool) -> QLayout:
        px = self._office.look.px
        about = [line.person if named else "", from_app(line.kind) if line.kind != "e-mail" else ""]
        under: list[QWidget] = [shown]
        if any(about):
            under.append(text(" · ".join(filter(None, about)), size="small", tone="faint", wrap=True))
        pieces: list[QWidget | QLayout | None] = [icon_label(self._office.icons, icon, "text_faint"), column(*under)]
        if line.state in _STATES:
            words, kind = _STATES[line.state]
            pieces.append(chip(self.tr(words), kind))
        return row(*pieces, None, *acts, gap=px(8))

    def _copy(self, line: NumberLine) -> QWidget:
        made = button("", self._copier(line), kind="icon", name=self.tr("Copy {}").format(line.shown))
        made.setIcon(self._office.icons.icon("copy", "text_soft"))
        made.setIconSize(self._office.icons.size())
        made.setToolTip(self.tr("Copy"))
        return made

    def _copier(self, line: NumberLine) -> Callable[[], None]:
        return lambda: self.copy(line)

    def copy(self, line: NumberLine) -> None:
        """Put a number or an address on the clipboard as it is written here."""
        QGuiApplication.clipboard().setText(line.shown)
        self.copied.emit(line.shown)
