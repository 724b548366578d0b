"""Putting a fact of a lead right: which one, what it should be; what it was stays on record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from app.domain.correcting import Fact, value_of
from app.domain.numbers import shown
from ui.language import marked, translate
from ui.parts import button, choice, column, field, row, set_tone, text

if TYPE_CHECKING:
    from app.domain.lead import Lead
    from ui.office import Office

_WORDS = {
    Fact.STREET: marked("facts", "Street"),
    Fact.CITY: marked("facts", "City"),
    Fact.STATE: marked("facts", "State"),
    Fact.ZIP: marked("facts", "ZIP"),
    Fact.PURPOSE: marked("facts", "Purpose"),
    Fact.AMOUNT: marked("facts", "Amount"),
    Fact.TIMEFRAME: marked("facts", "Timeframe"),
    Fact.PROPERTY_STREET: marked("facts", "Property: street"),
    Fact.PROPERTY_CITY: marked("facts", "Property: city"),
    Fact.PROPERTY_STATE: marked("facts", "Property: state"),
    Fact.PROPERTY_ZIP: marked("facts", "Property: ZIP"),
    Fact.PARTNER: marked("facts", "Referred by: name"),
    Fact.PARTNER_COMPANY: marked("facts", "Referred by: company"),
    Fact.PARTNER_PHONE: marked("facts", "Referred by: phone"),
}


class Wrong(msgspec.Struct, frozen=True):
    """Something that may be put right. `was` says which name, number or address is meant, `known` how it is written."""

    words: str
    fact: Fact
    was: str = ""
    known: str = ""


def facts_of(lead: Lead) -> Iterator[Wrong]:
    """Give what of a lead may be put right, people first."""
    for n, person in enumerate(lead.borrowers):
        if person.name or n == 0:
            words = translate("facts", "Co-borrower's name") if n else translate("facts", "Name")
            yield Wrong(words, Fact.NAME, person.name, person.name)
    phone, mail = translate("facts", "Phone {}"), translate("facts", "E-mail {}")
    for number in (p.number for p in lead.phones):
        yield Wrong(phone.format(shown(number)), Fact.PHONE, number, shown(number))
    yield Wrong(translate("facts", "Phone, one more"), Fact.PHONE)
    yield from (Wrong(mail.format(email), Fact.EMAIL, email, email) for email in lead.emails)
    yield Wrong(translate("facts", "E-mail, one more"), Fact.EMAIL)
    yield Wrong(translate("facts", "Co-borrower, one more"), Fact.CO_BORROWER)
    if lead.co_borrowers:
        of = lead.co_borrowers[-1].name or translate("facts", "the co-borrower")
        yield Wrong(translate("facts", "Co-borrower {}: phone, one more").format(of), Fact.CO_BORROWER_PHONE)
        yield Wrong(translate("facts", "Co-borrower {}: e-mail, one more").format(of), Fact.CO_BORROWER_EMAIL)
    yield from (Wrong(translate("facts", words), fact, "", value_of(lead, fact)) for fact, words in _WORDS.items())


class Correcting(QDialog):
    """Asks which fact and what it should be; Enter saves, Esc leaves everything as it was.

    `kept` carries the correction's id, and which fact it is about in words.
    """

    kept = Signal(str, str)

    def __init__(self, office: Office, lead: Lead, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._lead = office, lead
        self._facts = list(facts_of(lead))
        self.setWindowTitle(self.tr("Put a fact right"))
        px = office.look.px
        self.which = choice(self.tr("Which fact"), self)
        self.which.addItems([wrong.words for wrong in self._facts])
        self.value = field(self.tr("What it should be"))
        self.which.currentIndexChanged.connect(lambda _index: self._turn())
        self.value.returnPressed.connect(self.save)
        self._told = text(tone="soft", wrap=True)
        self._save = button(self.tr("Save"), self.save, kind="primary")
        self._save.setDefault(True)
        cancel = button(self.tr("Cancel"), self.reject, kind="quiet")
        pad = px(24)
        self.setLayout(
            column(
                text(self.tr("Put a fact right"), size="title", wrap=True),
                text(lead.name, tone="soft"),
                self.which,
                self.value,
                self._told,
                row(text(self.tr("Enter saves"), tone="faint", size="small"), None, cancel, self._save, gap=px(8)),
                gap=px(12),
                margins=(pad, pad, pad, pad),
            )
        )
        self._turn()
        self.resize(px(440), self.sizeHint().height())
        self.which.setFocus()

    def _turn(self) -> None:
        self.value.setText(self._facts[self.which.currentIndex()].known)
        self.value.selectAll()
        self._told.setText(self.tr("What it was stays in the timeline, where the correction can be taken back."))
        set_tone(self._told, "soft")

    def save(self) -> None:
        """Keep what was typed, or say below it why it will not do."""
        if not self._save.isEnabled():
            return
        self._save.setEnabled(False)
        wrong, value = self._facts[self.which.currentIndex()], self.value.text()
        correct, lead_id = self._office.desk.facts.correct, self._lead.lead_id

        def kept(activity_id: str) -> None:
            self.accept()
            self.kept.emit(activity_id, wrong.words)

        answers = self._office.answers(self, kept, self._refused)
        self._office.tasks.store(lambda: correct(lead_id, wrong.fact, value, wrong.was), *answers)

    def _refused(self, problem: Exception) -> None:
        self._save.setEnabled(True)
        if self._office.refused_beside(self._told, problem):
            self.value.setFocus()
