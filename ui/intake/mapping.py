"""What becomes of each column: a line with its header, two values, the guess, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QStyledItemDelegate, QWidget

from app.desktop.looking import Looked
from app.leadfiles.families import kind_words
from app.leadfiles.guessing import CHOICES, Guess, Sureness
from app.leadfiles.rows import AS_IT_STANDS
from ui.language import from_app
from ui.office import Office
from ui.parts import button, chip, clear, column, field, note, row, scrolled, set_chip, text

#: how narrow a choice may become
_LETTERS = 14
_CHIPS = {Sureness.SURE: "good", Sureness.LIKELY: "info", Sureness.CHECK: "warn", Sureness.CHOSEN: "accent"}


class _Becomes(QComboBox):
    """A wheel that was meant for the page changes no column."""

    def __init__(self, guess: Guess, words: Mapping[str, str]) -> None:
        super().__init__()
        self.guess = guess
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setItemDelegate(QStyledItemDelegate(self))
        for value, shown in words.items():
            self.addItem(shown, value)
        if self.findData(guess.words) < 0:
            # a rare one that is not offered, such as a street of the office
            self.insertItem(0, guess.words, guess.words)
        self.setCurrentIndex(self.findData(guess.words))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_LETTERS)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        event.ignore()


class MappingPage(QWidget):
    """`chosen` carries what a person made of the columns that are taken otherwise; `back` leaves them as they were."""

    chosen = Signal(object)
    back = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._looked: Looked | None = None
        self.boxes: list[_Becomes] = []
        px = office.look.px
        self.heading = text(self.tr("What is in the columns?"), size="title", wrap=True)
        self._under = text(tone="soft", wrap=True)
        self._problem = column()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(8))
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 2)
        sheet = QWidget()
        sheet.setLayout(column(self._grid, None))
        self.keep = QCheckBox(self.tr("Remember for such files, as"))
        self.keep.setChecked(True)
        self.name = field(self.tr("Name of the saved map"))
        self.use = button(self.tr("Use these columns"), self._use, kind="primary")
        self.use.setDefault(True)
        leave = button(self.tr("Back"), self.back.emit, kind="quiet")
        self._remember = QWidget()
        self._remember.setLayout(column(self.keep, self.name, gap=px(2)))
        whole = column(
            self.heading,
            self._under,
            self._problem,
            scrolled(sheet, self.tr("Columns of the file")),
            self._remember,
            row(leave, None, self.use, gap=px(8)),
            gap=px(8),
        )
        whole.setStretch(3, 1)
        self.setLayout(whole)

    def show_file(self, looked: Looked) -> None:
        """Show the columns of a file; the first doubtful one has the focus."""
        peek = looked.peek
        if peek is None:
            return
        clear(self._problem)
        if looked is self._looked:
            # whoever only went back to look at the rows goes on with what they chose
            self.use.setFocus()
            return
        self._looked = looked
        clear(self._grid)
        words = {name: from_app(name) for name in CHOICES}
        words |= {AS_IT_STANDS: self.tr("Custom field"), "": self.tr("Leave out")}
        self.boxes = [_Becomes(guess, words) for guess in peek.guesses]
        self._told: list[QWidget] = []
        for line, box in enumerate(self.boxes):
            self._lay(line, box)
        told = self.tr("{} · {}. What is sure needs no look.").format(
            looked.name, from_app(kind_words(peek.format, looked.name))
        )
        self._under.setText(told)
        self.name.setText(looked.mapping.name if looked.mapping else looked.name.rpartition(".")[0] or looked.name)
        doubtful = self._first_doubtful()
        if doubtful is not None:
            # what was laid out just now is shown with the next events, and takes no focus before
            self._told[self.boxes.index(doubtful)].show()
            doubtful.show()
        (doubtful or self.use).setFocus()

    def _first_doubtful(self) -> _Becomes | None:
        return next((box for box in self.boxes if box.guess.sureness is Sureness.CHECK), None)

    def _lay(self, line: int, box: _Becomes) -> None:
        guess = box.guess
        sure = {
            Sureness.SURE: self.tr("kept as it is") if guess.words == AS_IT_STANDS else self.tr("sure"),
            Sureness.LIKELY: self.tr("likely"),
            Sureness.CHECK: from_app(guess.why) or self.tr("please check"),
            Sureness.CHOSEN: self.tr("your map"),
        }[guess.sureness]
        badge = chip("")

        def say(_chosen: int = 0) -> None:
            mine = box.currentData() != guess.words
            words = self.tr("your choice") if mine else sure
            badge.setText(words)
            set_chip(badge, _CHIPS[Sureness.CHOSEN if mine else guess.sureness])
            box.setAccessibleName(self.tr("Column {}, {}: what it becomes").format(guess.header, words))

        say()
        box.currentIndexChanged.connect(say)
        values = "  ·  ".join(guess.samples) or self.tr("empty in the first rows")
        head = column(
            text(guess.header, weight="medium", wrap=True), text(values, tone="faint", size="small", wrap=True), None
        )
        place = QWidget()
        place.setLayout(head)
        self._grid.addWidget(place, line, 0)
        told = QWidget()
        self._told.append(told)
        told.setLayout(column(box, badge, gap=self._office.look.px(2)))
        self._grid.addWidget(told, line, 1)

    def tell(self, problem: str) -> None:
        """Say why the columns do not do as they were chosen."""
        clear(self._problem)
        self._problem.addWidget(note(self._office.look, self._office.icons, problem, "bad", "circle-alert"))

    def columns(self) -> dict[str, str]:
        """Return what was decided: all that the reader would not do by itself."""
        doubted = (Sureness.CHECK, Sureness.CHOSEN)
        return {
            box.guess.header: str(box.currentData())
            for box in self.boxes
            if box.currentData() != box.guess.words or box.guess.sureness in doubted
        }

    def _use(self) -> None:
        self.chosen.emit(self.columns())

    @property
    def kept_as(self) -> str:
        """Return the name under which the map is to be remembered, "" for not at all."""
        return self.name.text().strip() if self.keep.isChecked() else ""
