"""What stands above the steps: the playbook's name, its promises, where it comes from."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from app.domain.playbook import OnExhausted
from ui.language import from_app, marked
from ui.office import Office
from ui.parts import choice, column, field, text
from ui.playbook_editor.workbench import Workbench

#: the keys of the file with the words people know them by, and what may be typed
_FIELDS = (
    ("name", marked("TopPane", "Name"), ""),
    ("summary", marked("TopPane", "In a line"), ""),
    ("first_call_within", marked("TopPane", "First call promised within"), "5m"),
    (
        "give_up_after",
        marked("TopPane", "Given up after"),
        marked("TopPane", "30d; empty is never"),
    ),
    (
        "take_back_after",
        marked("TopPane", "An untouched lead goes to the next officer after"),
        marked("TopPane", "4h; empty is never"),
    ),
    ("per_call", marked("TopPane", "A call takes"), "6m"),
    ("source", marked("TopPane", "Where it comes from"), ""),
    ("caveat", marked("TopPane", "What to know about that"), ""),
)
_EXHAUSTED = {
    OnExhausted.RETURN: marked("TopPane", "Goes back to marketing"),
    OnExhausted.KEEP: marked("TopPane", "Stays with the officer"),
}


class TopPane(QWidget):
    """Every letter counts at once, and can be undone; what is wrong stands below its field."""

    def __init__(self, office: Office, bench: Workbench) -> None:
        super().__init__()
        self._bench = bench
        px = office.look.px
        self.fields: dict[str, QLineEdit] = {}
        self.wrong: dict[str, QLabel] = {}
        lines = [self._line(key, self.tr(words), self.tr(hint) if hint else "") for key, words, hint in _FIELDS]
        self.exhausted = choice(self.tr("When all was tried and nobody answered"))
        for value, words in _EXHAUSTED.items():
            self.exhausted.addItem(self.tr(words), value.value)
        self.exhausted.activated.connect(self._chose)
        ends = column(text(self.tr("When all was tried"), tone="soft", size="small"), self.exhausted, gap=px(4))
        self.setLayout(column(*lines[:4], ends, *lines[4:], None, gap=px(12)))
        bench.changed.connect(self._show)
        bench.opened.connect(self._show)
        bench.judged.connect(self._judged)

    def _line(self, key: str, words: str, hint: str) -> QVBoxLayout:
        edit = self.fields[key] = field(words, hint=hint)
        edit.textEdited.connect(lambda typed: self._bench.put_top(key, typed))
        edit.editingFinished.connect(self._bench.begin_typing)
        wrong = self.wrong[key] = text(tone="bad", size="small", wrap=True)
        wrong.hide()
        return column(text(words, tone="soft", size="small", wrap=True), edit, wrong, gap=4)

    def _chose(self, _index: int) -> None:
        self._bench.begin_typing()
        self._bench.put_top("on_exhausted", str(self.exhausted.currentData()))

    def _show(self, _row: int = -1) -> None:
        sheet = self._bench.sheet
        if sheet is None:
            return
        for key, edit in self.fields.items():
            if edit.text() != sheet.top[key]:
                edit.setText(sheet.top[key])
                edit.setCursorPosition(0)
            edit.setReadOnly(not self._bench.may_edit)
        self.exhausted.setCurrentIndex(self.exhausted.findData(sheet.top["on_exhausted"]))
        self.exhausted.setEnabled(self._bench.may_edit)

    def _judged(self) -> None:
        judgement = self._bench.judgement
        if judgement is None:
            return
        own = [problem for problem in judgement.problems if problem.number is None]
        for key, label in self.wrong.items():
            said = [from_app(problem.what) for problem in own if problem.key == key]
            label.setText("\n".join(said))
            label.setVisible(bool(said))
