"""One line about a borrower that is no outcome: a remark, where they say they are, until when their letter holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from ui.language import marked, translate
from ui.parts import button, column, field, row, text

if TYPE_CHECKING:
    from app.desktop.changes import Changed
    from app.desktop.desk import Desk
    from ui.office import Office


class Fact(msgspec.Struct, frozen=True):
    """`words` name it in short; they and the others are English.

    `note` takes what was typed about a lead and keeps it, or raises BadInput; it returns the activity's id, too.
    """

    words: str
    title: str
    means: str
    hint: str
    note: Callable[[Desk, str, str], tuple[str, Changed]]


def _letter(desk: Desk, lead_id: str, words: str) -> tuple[str, Changed]:
    return desk.facts.letter_expires(lead_id, desk.facts.read_day(lead_id, words))


PLACE = Fact(
    words=marked("facts", "Where they are"),
    title=marked("facts", "In which state do they say they are?"),
    means=marked("facts", "It stands in for their area codes: hours and rules of that state hold from now on."),
    hint=marked("facts", "such as KY"),
    note=lambda desk, lead_id, words: desk.facts.says_place(lead_id, words),
)
REMARK = Fact(
    words=marked("facts", "Note"),
    title=marked("facts", "What is to be remembered?"),
    means=marked(
        "facts",
        "It stands in the timeline, and the company reads it with the lead. A private note (V) stays on this desk.",
    ),
    hint=marked("facts", "such as their agent, or when the house is shown"),
    note=lambda desk, lead_id, words: desk.facts.noted(lead_id, words),
)
LETTER = Fact(
    words=marked("facts", "Last day of their letter"),
    title=marked("facts", "What is the last day of their letter?"),
    means=marked("facts", "The playbook asks for a call ahead of it once they are pre-approved."),
    hint=marked("facts", "2/28, feb 28 or in 60 days"),
    note=_letter,
)


class Noting(QDialog):
    """Asks for one fact of one lead; Enter saves, Esc leaves everything as it was. `kept` carries the activity's id."""

    kept = Signal(str)

    def __init__(self, office: Office, fact: Fact, lead_id: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._fact, self._lead_id = office, fact, lead_id
        title = translate("facts", fact.title)
        self.setWindowTitle(title)
        px = office.look.px
        self.words = field(title, hint=translate("facts", fact.hint))
        self.words.returnPressed.connect(self.save)
        self._told = text(translate("facts", fact.means), tone="soft", wrap=True)
        self._save = button(self.tr("Save"), self.save, kind="primary")
        self._save.setDefault(True)
        cancel = button(self.tr("Cancel"), self.reject, kind="quiet")
        pad = px(24)
        self.setLayout(
            column(
                text(title, size="title", wrap=True),
                text(name, tone="soft"),
                self.words,
                self._told,
                row(text(self.tr("Enter saves"), tone="faint", size="small"), None, cancel, self._save, gap=px(8)),
                gap=px(12),
                margins=(pad, pad, pad, pad),
            )
        )
        self.resize(px(440), self.sizeHint().height())
        self.words.setFocus()

    def save(self) -> None:
        """Keep what was typed, or say beside it why it will not do."""
        words = self.words.text().strip()
        if not words or not self._save.isEnabled():
            return
        self._save.setEnabled(False)
        note, desk, lead_id = self._fact.note, self._office.desk, self._lead_id
        answers = self._office.answers(self, self._kept, self._refused)
        self._office.tasks.store(lambda: note(desk, lead_id, words), *answers)

    def _kept(self, activity_id: str) -> None:
        self.accept()
        self.kept.emit(activity_id)

    def _refused(self, problem: Exception) -> None:
        self._save.setEnabled(True)
        if self._office.refused_beside(self._told, problem):
            self.words.setFocus()
            self.words.selectAll()
