"""What is known of a lead besides its people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from app.domain.campaigns import campaign_words
from app.domain.numbers import shown
from ui import wording
from ui.kept import Kept
from ui.language import from_app, translate
from ui.parts import column, command_button, frame, row, text

if TYPE_CHECKING:
    from app.desktop.views import LeadCard
    from app.domain.lead import Address, Lead
    from ui.commands import Commands
    from ui.office import Office


class _Fact(msgspec.Struct, frozen=True):
    """A line of the grid, with its labels."""

    line: int
    name: QLabel
    value: QLabel

    def setVisible(self, visible: bool, /) -> None:  # noqa: N802, FBT001 - as a widget's is called
        self.name.setVisible(visible)
        self.value.setVisible(visible)


class Facts(QWidget):
    """Two columns of name and value; what is not known is not shown."""

    def __init__(self, office: Office, commands: Commands) -> None:
        super().__init__()
        self._office = office
        self.correct = command_button(commands["lead.correct"], office.icons, kind="quiet", words=self.tr("Correct"))
        px = office.look.px
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(16))
        self._grid.setVerticalSpacing(px(6))
        self._grid.setColumnStretch(1, 1)
        self._facts = Kept(self._fact)
        pad = px(16)
        inside = column(
            row(text(self.tr("Facts"), weight="strong"), None, self.correct),
            self._grid,
            gap=px(8),
            margins=(pad, pad, pad, pad),
        )
        self.setLayout(column(frame("panel", inside)))

    def show_card(self, card: LeadCard) -> None:
        known = list(facts_of(card, self._office))
        for fact, (name, value) in zip(self._facts.take(len(known)), known, strict=True):
            fact.name.setText(name)
            fact.value.setText(value)

    def _fact(self, before: _Fact | None) -> _Fact:
        line = 0 if before is None else before.line + 1
        made = _Fact(line, text(tone="faint", size="small"), text(wrap=True))
        made.name.setAlignment(Qt.AlignmentFlag.AlignTop)
        made.value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._grid.addWidget(made.name, line, 0)
        self._grid.addWidget(made.value, line, 1)
        return made


def facts_of(card: LeadCard, office: Office) -> Iterator[tuple[str, str]]:
    """Yield what the card tells, in the order an officer asks for it."""
    lead = card.lead
    told = (
        (translate("facts", "Purpose"), lead.loan_purpose),
        (translate("facts", "Amount"), wording.dollars(lead.amount) if lead.amount is not None else ""),
        (translate("facts", "Timeframe"), lead.timeframe),
        (translate("facts", "Address"), _address(lead.address)),
        (translate("facts", "Property"), _address(lead.subject_property)),
        (translate("facts", "Source"), _came_from(lead)),
        (translate("facts", "Received"), wording.moment(lead.received_at, office.now(), office.zone)),
        (translate("facts", "Referred by"), _partner(card)),
        (translate("facts", "Lead cost"), wording.dollars(lead.cost) if lead.cost is not None else ""),
    )
    yield from ((name, value) for name, value in told if value)
    yield from ((name, value) for name, value in lead.source_fields.items() if value)


def _came_from(lead: Lead) -> str:
    return " · ".join(part for part in (wording.source(lead.source), from_app(campaign_words(lead.campaign))) if part)


def _address(address: Address) -> str:
    town = " ".join(part for part in (address.state, address.zip) if part)
    return ", ".join(part for part in (address.street, address.city, town) if part)


def _partner(card: LeadCard) -> str:
    partner = card.lead.partner
    if partner is None:
        return ""
    return ", ".join(part for part in (partner.name, partner.company, shown(partner.phone)) if part)
