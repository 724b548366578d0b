"""The one field a spoken outcome asks for: a time in plain words, a reason by number, or what they rang about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import msgspec
from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.desktop.views import Promised
from app.errors import BadInput
from ui import wording
from ui.hinted import HintedField
from ui.language import from_app, problem_words
from ui.parts import button, clear, column, row, set_tone, text

if TYPE_CHECKING:
    from ui.office import Office

#: long enough not to ask for every letter, short enough to feel live
PAUSE_MS = 150
#: below this width there is room for few suggestions
WIDE = 420
MOST_COLUMNS = 3


class Question(msgspec.Struct, frozen=True):
    """`choices` are answered by number keys; `wants_when` asks for a time in words, `default_when` is Enter alone.

    With `enter_alone` it may go unanswered. A time that `is_promise` is asked of the rules while it is typed.
    """

    title: str
    wants_when: bool = False
    is_promise: bool = False
    suggestions: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    own_words: bool = False
    default_when: str = ""
    enter_alone: bool = False
    hint: str = ""


class Asking(QWidget):
    """`answered` carries (time in words, choice or own words); `cancelled` means that nothing is logged.

    `laid_out` says that its height may be another one now.
    """

    answered = Signal(str, str)
    cancelled = Signal()
    laid_out = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._lead_id = ""
        self._zone = office.zone
        self._question = Question("")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._preview)
        self._body = QVBoxLayout()
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(office.look.px(8))
        self.setLayout(self._body)
        #: the line of the question that is asked now, None where it has only choices
        self._field: QLineEdit | None = None
        self._told = text()
        self._nearest_words = ""
        #: the nearest time a call is allowed, offered while another is typed
        self.nearest: QPushButton | None = None

    def ask(self, question: Question, lead_id: str, zone: str) -> None:
        """Put the question; `zone` is the borrower's."""
        self._question, self._lead_id, self._zone = question, lead_id, zone
        self._pause.stop()
        clear(self._body)
        self._field, self._told, self.nearest = None, text(tone="soft", wrap=True), None
        px = self._office.look.px
        back = button(self.tr("Cancel"), self.cancelled.emit, kind="quiet")
        back.setToolTip(self.tr("Nothing is logged (Esc)"))
        title = text(question.title, size="large", weight="strong", wrap=True)
        top = row(title, back, gap=px(8))
        top.setStretch(0, 1)
        top.setAlignment(back, Qt.AlignmentFlag.AlignTop)
        self._body.addLayout(top)
        if question.choices:
            self._body.addLayout(self._choices(question.choices))
        if question.wants_when or question.own_words:
            self._body.addLayout(self._line(question))
        else:
            self._body.addWidget(self._told)
            self._told.hide()
        if question.hint:
            self._body.addWidget(text(question.hint, tone="soft", size="small", wrap=True))
        self._body.addStretch(1)
        # how high the bar must be is asked right after this
        self._body.activate()
        self.take_keys()

    @property
    def question(self) -> Question:
        return self._question

    @property
    def words(self) -> str:
        """What is typed so far, "" too where there is nothing to type into."""
        return self._field.text() if self._field is not None else ""

    def refuse(self, problem: BadInput) -> None:
        """Say beside the field, or below the choices, why the answer would not do."""
        self._told.setText(problem_words(problem))
        self._told.show()
        set_tone(self._told, "bad")
        if self._field is not None:
            self._field.setFocus()
            self._field.selectAll()

    def type_words(self, words: str) -> None:
        """Put words into the field, as a suggestion does."""
        if self._field is not None:
            self._field.setText(words)
            self._field.setFocus()

    def _line(self, question: Question) -> QVBoxLayout:
        px = self._office.look.px
        hint = self.tr("tomorrow 3pm · thu 10 · in 20 min") if question.wants_when else self.tr("or in your own words")
        edit = self._field = HintedField(question.title, hint)
        edit.setMinimumWidth(px(160))
        edit.setMaximumWidth(px(360))
        # queued: the same press of Enter goes on to this widget, and would answer the question that follows
        edit.returnPressed.connect(self._enter, Qt.ConnectionType.QueuedConnection)
        save = button(self.tr("Save"), self._enter, kind="primary")
        # its place is kept, so that the first preview moves nothing
        self._told.setMinimumHeight(self._told.fontMetrics().height() + px(4))
        first = row(edit, save, None, gap=px(8))
        first.setStretch(0, 2)
        first.setStretch(2, 1)
        line = column(first, self._told, gap=px(4))
        if question.wants_when:
            edit.textChanged.connect(lambda _words: self._pause.start())
            few = question.suggestions if self._room() >= px(WIDE) else question.suggestions[-2:]
            chips = [self._suggestion(words) for words in few]
            line.insertLayout(1, row(*chips, None, gap=px(4)))
            line.addLayout(row(self._offer(), None))
            if question.default_when:
                self._told.setText(self.tr("Enter alone: {}").format(question.default_when))
        return line

    def _room(self) -> int:
        # a page of a stack has its width only once it is shown, and the question is put before
        around = self.parentWidget()
        return around.width() if around is not None else self.width()

    def _suggestion(self, words: str) -> QPushButton:
        return button(words, lambda: self.type_words(words), kind="chip")

    def _offer(self) -> QPushButton:
        made = self.nearest = button("", lambda: self.type_words(self._nearest_words), kind="chip")
        made.hide()
        return made

    def _choices(self, choices: Sequence[str]) -> QGridLayout:
        px = self._office.look.px
        grid = QGridLayout()
        grid.setSpacing(px(4))
        made = [self._choice(i + 1, words) for i, words in enumerate(choices)]
        widest = max(each.sizeHint().width() for each in made) + px(4)
        columns = min(max(self._room() // widest, 1), MOST_COLUMNS)
        for i, each in enumerate(made):
            grid.addWidget(each, i // columns, i % columns)
        return grid

    def _choice(self, number: int, words: str) -> QPushButton:
        # what is written down is the same in every language
        said = from_app(words)
        made = button(f"{number}   {wording.large(said)}", self._chooser(words), kind="outcome", name=said)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, made.sizePolicy().verticalPolicy())
        return made

    def height_for(self, width: int) -> int:
        """Return how high the question is at a width; its words wrap."""
        return max(self._body.totalHeightForWidth(width), self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            # what is put into a widget in sight has its size only in the next round of events
            self.laid_out.emit()
        return super().event(event)

    def _chooser(self, words: str) -> Callable[[], None]:
        return lambda: self.answered.emit("", words)

    def take_keys(self) -> None:
        """Put the focus where the answer is given."""
        if self._field is None or self._question.choices:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setFocus()
        else:
            self._field.setFocus()

    def _enter(self) -> None:
        if self._field is None:
            return
        words = self._field.text().strip()
        if self._question.wants_when:
            if words or self._question.default_when:
                self.answered.emit(words, "")
            else:
                self.refuse(BadInput(self.tr("A time is needed."), self.tr("Write it like tomorrow 3pm.")))
        elif words:
            self.answered.emit("", words)

    def _preview(self) -> None:
        edit = self._field
        words = edit.text().strip() if edit is not None else ""
        if self.nearest is not None:
            self.nearest.hide()
        if not words:
            self._told.clear()
            return
        lead_id, is_promise = self._lead_id, self._question.is_promise
        activities = self._office.desk.activities

        def read() -> Promised:
            if is_promise:
                return activities.foresee(lead_id, words)
            return Promised(activities.read_when(lead_id, words))

        def is_still_there() -> bool:
            return edit is not None and edit is self._field and words == edit.text().strip()

        def shown(promised: Promised) -> None:
            if is_still_there():
                set_tone(self._told, "warn" if promised.blocked else "good")
                self._told.setText(self._said(promised.when))
                if promised.blocked:
                    self._tell_blocked(promised)

        def refused(problem: Exception) -> None:
            if is_still_there() and isinstance(problem, BadInput):
                set_tone(self._told, "soft")
                self._told.setText(problem_words(problem))
            elif not isinstance(problem, BadInput):
                self._office.trouble.show(problem)

        self._office.ask(self, read, shown, refused)

    def _tell_blocked(self, promised: Promised) -> None:
        """Say that the rules allow no call then, and offer the first time they do."""
        self._told.setText(
            self.tr("{}: no call then ({})").format(self._said(promised.when), from_app(promised.blocked))
        )
        if promised.nearest is None or self.nearest is None:
            return
        there = promised.nearest.astimezone(ZoneInfo(self._zone))
        self._nearest_words = f"{there.month}/{there.day} {wording.clock_time(there)}"
        offered = wording.moment(promised.nearest, self._office.now(), self._zone)
        self.nearest.setText(self.tr("{} is allowed").format(offered))
        self.nearest.setAccessibleName(self.nearest.text())
        self.nearest.show()

    def _said(self, when: datetime) -> str:
        return wording.on_their_clock(when, self._office.now(), self._zone, self._office.zone)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
            return
        number = event.text()
        if number.isdigit() and 0 < int(number) <= len(self._question.choices):
            self.answered.emit("", self._question.choices[int(number) - 1])
            return
        may_pass = self._question.default_when or self._question.enter_alone
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and may_pass:
            self.answered.emit("", "")
            return
        super().keyPressEvent(event)
