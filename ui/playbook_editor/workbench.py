"""The draft in hand: every edit can be undone, is kept, and is judged off the window as one types."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from app.desktop.playbook_drafts import Bench, Judged
from app.desktop.playbook_preview import Inquiry
from app.desktop.playbook_sheet import Sheet, sheet_of
from app.domain.playbook import Track
from app.errors import FollowthroughError
from ui.language import from_app
from ui.office import Office
from ui.tasks import while_lives

_CELL = 1


class _Edit(QUndoCommand):
    """One step of undo. What is typed into one cell in one go is one of them."""

    def __init__(self, bench: Workbench, after: Sheet, words: str, *, row: int, typing: int = 0) -> None:
        super().__init__(words)
        assert bench.sheet is not None  # noqa: S101 - nothing can be edited before there is a sheet
        self._bench, self._before, self.after = bench, bench.sheet, after
        self._row, self.typing = row, typing

    def id(self) -> int:
        return _CELL if self.typing else -1

    def mergeWith(self, other: QUndoCommand) -> bool:  # noqa: N802 - Qt's name
        if not isinstance(other, _Edit) or other.typing != self.typing:
            return False
        self.after = other.after
        self.setObsolete(self.after == self._before)
        return True

    def redo(self) -> None:
        self._bench.take(self.after, self._row)

    def undo(self) -> None:
        self._bench.take(self._before, self._row)


class Workbench(QObject):
    """`changed` names the row to look at, -1 for none. `judged` follows soon, with what the sheet then said.

    `opened` comes with another playbook to look at, `failed` with why there is none.
    """

    opened = Signal()
    changed = Signal(int)
    judged = Signal()
    failed = Signal(str, str)

    def __init__(self, office: Office, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self.undo = QUndoStack(self)
        self.bench: Bench | None = None
        self.sheet: Sheet | None = None
        self.judgement: Judged | None = None
        self.inquiry = Inquiry()
        self._pristine: Sheet | None = None
        self._typing = 1
        self._is_judging = self._is_keeping = False
        self._judges_again = self._keeps_again = False

    @property
    def may_edit(self) -> bool:
        return self.bench is not None and self.bench.may_edit

    @property
    def is_changed(self) -> bool:
        return self.sheet is not None and self.sheet != self._pristine

    @property
    def is_overtaken(self) -> bool:
        """Whether another version came since this draft was begun."""
        return self.bench is not None and self.sheet is not None and self.sheet.version != self.bench.in_force.version

    # --- opening

    def load(self) -> None:
        """Read what is in force, and the draft if there is one; a draft in hand is never given up for it."""
        self.keep_now()
        took, refused = while_lives(self, self._took), while_lives(self, self._refused)
        self._office.tasks.store(self._office.desk.drafts.bench, took, refused)

    def _took(self, bench: Bench) -> None:
        self.bench = bench
        if self.is_changed:
            self.opened.emit()
            return
        draft = bench.draft if bench.may_edit else None
        try:
            fresh = draft or sheet_of(bench.in_force.text, bench.in_force.version)
            if fresh != self.sheet:
                self._begin(fresh)
        except FollowthroughError as problem:
            self._refused(problem)
            return
        self.opened.emit()

    def _begin(self, sheet: Sheet) -> None:
        self._pristine = sheet_of(sheet.text, sheet.version)
        self.undo.clear()
        self.sheet, self.judgement = sheet, None
        self.changed.emit(-1)
        self._judge()

    def _refused(self, problem: Exception) -> None:
        if isinstance(problem, FollowthroughError):
            self.failed.emit(from_app(problem.happened), from_app(problem.remedy))
        else:
            self._office.trouble.show(problem)

    def discard(self) -> None:
        """Go back to what is in force; that can be undone while the program runs."""
        if self.bench is not None:
            in_force = self.bench.in_force
            self._pristine = sheet_of(in_force.text, in_force.version)
            self._push(self._pristine, self.tr("discard the draft"), row=0)

    def published(self) -> None:
        """The draft is in force now: begin anew from it."""
        self.sheet = self._pristine = None
        self.load()

    # --- editing

    def begin_typing(self) -> None:
        """What is typed from now on is another step of undo."""
        self._typing += 1

    def put_cell(self, row: int, key: str, words: str) -> None:
        if self.sheet is not None and row < len(self.sheet.steps) and self.sheet.steps[row][key] != words:
            self._push(self.sheet.with_cell(row, key, words), self.tr("typing"), row=row, typing=self._typing)

    def put_top(self, key: str, words: str) -> None:
        if self.sheet is not None and self.sheet.top[key] != words:
            self._push(self.sheet.with_top(key, words), self.tr("typing"), row=-1, typing=self._typing)

    def add(self, row: int) -> None:
        if self.sheet is not None:
            at = min(row + 1, len(self.sheet.steps))
            self._push(self.sheet.with_step(at, self.sheet.next_after(row)), self.tr("add a step"), row=at)

    def duplicate(self, row: int) -> None:
        if self.sheet is not None and row >= 0:
            copy = self.sheet.copy_of(row)
            self._push(self.sheet.with_step(row + 1, copy), self.tr("duplicate a step"), row=row + 1)

    def remove(self, row: int) -> None:
        if self.sheet is not None and row >= 0:
            left = len(self.sheet.steps) - 2
            self._push(self.sheet.without_step(row), self.tr("remove a step"), row=min(row, left))

    def move(self, row: int, by: int) -> None:
        if self.sheet is not None and row >= 0 and 0 <= row + by < len(self.sheet.steps):
            self._push(self.sheet.moved(row, row + by), self.tr("move a step"), row=row + by)

    def _push(self, after: Sheet, words: str, *, row: int, typing: int = 0) -> None:
        if self.may_edit:
            self.undo.push(_Edit(self, after, words, row=row, typing=typing))

    def take(self, sheet: Sheet, row: int) -> None:
        """Make this the draft; for the steps of undo."""
        self.sheet = sheet
        self.changed.emit(row)
        self._keep()
        self._judge()

    # --- asking

    def ask(self, *, weekday: int, clock: str, place: str, hours: str) -> None:
        """Plan for another inquiry from now on."""
        self.inquiry = replace(self.inquiry, weekday=weekday, clock=clock, place=place, hours=hours)
        self._judge()

    def look_at(self, track: Track) -> None:
        if track is not self.inquiry.track:
            self.inquiry = replace(self.inquiry, track=track)
            self._judge()

    def _judge(self) -> None:
        """Have the newest sheet judged: while one is under way the next waits, and only the last of them is."""
        if self._is_judging:
            self._judges_again = True
            return
        if self.sheet is None:
            return
        sheet, inquiry = self.sheet, self.inquiry
        self._is_judging, self._judges_again = True, False
        judged, failed = while_lives(self, self._was_judged), while_lives(self, self._judging_failed)
        self._office.tasks.store(lambda: self._office.desk.drafts.judge(sheet, inquiry), judged, failed)

    def _was_judged(self, judgement: Judged) -> None:
        self._is_judging = False
        if self._judges_again:
            self._judge()
            return
        self.judgement = judgement
        self.judged.emit()

    def _judging_failed(self, problem: Exception) -> None:
        self._is_judging = False
        self._refused(problem)

    def _keep(self) -> None:
        """Keep the newest draft; while one is being written the next waits."""
        if self._is_keeping:
            self._keeps_again = True
            return
        self._is_keeping, self._keeps_again = True, False
        draft = self.sheet if self.is_changed else None

        def kept(_done: object = None) -> None:
            self._is_keeping = False
            if self._keeps_again:
                self._keep()

        def failed(problem: Exception) -> None:
            self._office.trouble.show(problem)
            kept()

        self._office.tasks.store(lambda: self._office.desk.drafts.keep(draft), kept, failed)

    def keep_now(self) -> None:
        """Hand what waits to be written to the store at once, as the window may be about to go."""
        if self._keeps_again:
            self._is_keeping = False
            self._keep()
