"""The steps: painted by day above, typed into a table below; the two always stand on the same step."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QPushButton, QScrollArea, QTabBar, QVBoxLayout, QWidget

from app.domain.playbook import Track
from ui.commands import Commands
from ui.language import from_app, marked
from ui.office import Office
from ui.parts import column, command_button, frame, row, set_tone, text
from ui.playbook_editor.cells import Cells, StepsTable
from ui.playbook_editor.steps_model import TRACK_WORDS, StepsModel, column_of, track_words
from ui.playbook_editor.timeline import Timeline
from ui.playbook_editor.workbench import Workbench

_TRACKS = list(TRACK_WORDS)
_ACTS = (
    ("playbook.add", marked("StepsPane", "Add")),
    ("playbook.duplicate", marked("StepsPane", "Duplicate")),
    ("playbook.remove", marked("StepsPane", "Remove")),
    ("playbook.up", marked("StepsPane", "Up")),
    ("playbook.down", marked("StepsPane", "Down")),
)
_LARGE = 1.5
_UNDOING = (
    ("edit.undo", marked("StepsPane", "Undo")),
    ("playbook.redo", marked("StepsPane", "Redo")),
)


class StepsPane(QWidget):
    """Timeline, table, what can be done with a step, and what is wrong with the one one is on.

    `stood_on` carries the row of that one.
    """

    stood_on = Signal(int)

    def __init__(self, office: Office, commands: Commands, bench: Workbench) -> None:
        super().__init__()
        self._office, self._commands, self._bench = office, commands, bench
        px, icons = office.look.px, office.icons
        self.tracks = self._make_tracks()
        self.timeline = Timeline(office.look, bench)
        self.timeline.chosen.connect(self.go_to)
        self.cells = Cells(office.look, bench, self)
        self.model = StepsModel(bench, icons.icon("triangle-alert", "warn"), icons.icon("circle-alert", "bad"), self)
        self.table = StepsTable(office.look, self.model, self.cells)
        self.table.selectionModel().currentChanged.connect(lambda _now, _before: self._show_row())
        self.said = text(size="small", wrap=True)
        # room for two lines whether or not something is wrong, so that nothing jumps while one types
        self.said.setMinimumHeight(self.said.fontMetrics().lineSpacing() * 2)
        self.said.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._acts = self._buttons(_ACTS)
        self._undo, self._redo = self._buttons(_UNDOING)
        pad = px(12)
        painted = column(self.tracks, self._across(), gap=px(4), margins=(pad, px(4), pad, px(4)))
        listed = column(self._all_acts(), self.table, self.said, gap=px(6), margins=(pad, px(8), pad, px(4)))
        listed.setStretch(1, 1)
        whole = column(frame("panel", painted), frame("panel", listed), gap=px(12))
        whole.setStretch(1, 1)
        self.setLayout(whole)
        bench.changed.connect(self._changed)
        bench.opened.connect(self._opened)
        bench.judged.connect(self._judged)
        # nothing but the buttons may be touched here: the stack says so a last time while it goes
        for made, can in ((self._undo, bench.undo.canUndoChanged), (self._redo, bench.undo.canRedoChanged)):
            made.setEnabled(False)
            can.connect(made.setEnabled)

    def _all_acts(self) -> QVBoxLayout:
        """Return the buttons on a line, or with large text on two and without their icons."""
        gap = self._office.look.px(4)
        undoing = [self._undo, self._redo]
        if self._office.look.scale < _LARGE:
            return column(row(*self._acts, *undoing, None, gap=gap))
        for made in (*self._acts, *undoing):
            made.setIcon(QIcon())
            made.setText(made.text().strip())
        return column(row(*self._acts[:3], None, gap=gap), row(*self._acts[3:], *undoing, None, gap=gap), gap=gap)

    def _make_tracks(self) -> QTabBar:
        tracks = QTabBar()
        tracks.setDrawBase(False)
        tracks.setExpanding(False)
        tracks.setAccessibleName(self.tr("Tracks"))
        for track in _TRACKS:
            tracks.addTab(track_words(track))
        tracks.currentChanged.connect(lambda n: self._bench.look_at(_TRACKS[n]))
        return tracks

    def _across(self) -> QScrollArea:
        """Return the timeline in an area of its own height that moves sideways where a screen is too narrow for it."""
        area = _Across(self.timeline)
        area.setAccessibleName(self.tr("Timeline"))
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.timeline.grew.connect(area.fit)
        area.fit()
        return area

    def _buttons(self, acts: tuple[tuple[str, str], ...]) -> list[QPushButton]:
        return [
            command_button(self._commands[name], self._office.icons, kind="chip", words=self.tr(words))
            for name, words in acts
        ]

    # --- following the draft

    @property
    def row(self) -> int:
        """The row one is on, -1 for none."""
        return self.table.currentIndex().row()

    def _opened(self) -> None:
        self.cells.templates = self._bench.bench.templates if self._bench.bench else []
        self.show_acts()
        if self.row < 0:
            self.go_to(0)

    def _changed(self, at: int) -> None:
        if at >= 0 and self.row != at:
            self.go_to(at, keeps_column=True)
        self._show_row()

    def _judged(self) -> None:
        judgement = self._bench.judgement
        counts = dict.fromkeys(Track, 0)
        for step in judgement.playbook.steps if judgement and judgement.playbook else ():
            counts[step.track] += 1
        for n, track in enumerate(_TRACKS):
            self.tracks.setTabText(n, f"{track_words(track)} ({counts[track]})")
        self._say_of_row()

    def show_acts(self) -> None:
        """Let alone what cannot be done now."""
        for made in self._acts:
            made.setEnabled(self._bench.may_edit)

    # --- where one is

    def go_to(self, at: int, key: str = "", *, keeps_column: bool = False) -> None:
        """Stand on a step, in the cell of a key if one is named."""
        where = max(self.table.currentIndex().column(), 0) if keeps_column else column_of(key)
        self.table.setCurrentIndex(self.model.index(at, where))

    def _show_row(self) -> None:
        sheet, at = self._bench.sheet, self.row
        if sheet is not None and 0 <= at < len(sheet.steps):
            self.tracks.setCurrentIndex(_TRACKS.index(Track(sheet.steps[at]["track"])))
        self.timeline.show_row(at)
        self.stood_on.emit(at)
        self._say_of_row()

    def _say_of_row(self) -> None:
        sheet, at = self._bench.sheet, self.row
        problems, hints = self.model.problems_of(at), self.model.hints_of(at)
        said = [from_app(each.what) for each in problems or hints]
        if not said or sheet is None or not 0 <= at < len(sheet.steps):
            self.said.setText("")
            return
        self.said.setText(f"{sheet.steps[at]['id']}: {'; '.join(said)}")
        set_tone(self.said, "bad" if problems else "warn")


class _Across(QScrollArea):
    """As high as what it shows, however wide that is."""

    def __init__(self, shown: QWidget) -> None:
        super().__init__()
        self._shown = shown
        self.setWidgetResizable(True)
        self.setWidget(shown)

    def fit(self) -> None:
        bar = self.horizontalScrollBar()
        room = bar.sizeHint().height() if bar.isVisible() else 0
        self.setFixedHeight(self._shown.sizeHint().height() + room)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self.fit()
