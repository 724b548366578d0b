"""Who may be here already, side by side with the row: merge, keep apart or leave out, one by one or all alike."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QWidget

from app.desktop.duplicates import Choice, Decision, Known, Pair
from app.leadfiles.rows import Row
from ui.intake.side_by_side import pair_table, show_pairs
from ui.language import counted, from_app
from ui.lines import Line, LineList
from ui.office import Office
from ui.parts import button, column, frame, row, scrolled, text
from ui.wrapping import Wrapping

#: pairs a person may still go through; the rest is decided with those alike
SHOWN = 300
#: narrower, the pair stands below the list
_BESIDE = 560
_ICONS = {Choice.MERGE: "link", Choice.APART: "user-plus", Choice.SKIP: "x"}


class Doubt(msgspec.Struct, frozen=True):
    """One row and the lead it may repeat, in the file of that number."""

    file: int
    known: Known
    row: Row


class DuplicatesPage(QWidget):
    """`decided` when all is said; `back` leaves the decisions as they stand.

    Enter in the list goes to the next that nobody has decided on, and imports where none is left.
    """

    decided = Signal()
    back = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self.source = ""
        self.doubts: list[Doubt] = []
        self.choices: list[Choice] = []
        #: those a person has decided on
        self._said: set[int] = set()
        self.heading = text(size="title", wrap=True)
        self._why = text(tone="soft", wrap=True)
        self.list = LineList(office.look, office.icons, self.tr("Rows about somebody who may be here"))
        self.list.on_entered(lambda _line: self.go_on())
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._show_pair())
        self.table = pair_table(
            [self.tr("Field"), self.tr("Here"), self.tr("In the file"), self.tr("Merged")],
            name=self.tr("Both side by side"),
            rows=self.tr("Fields"),
            heads=self.tr("Where it stands"),
        )
        self.left = text(tone="soft", wrap=True)
        self.alike = QCheckBox(self.tr("The same for all alike"))
        self.buttons = {
            Choice.MERGE: button(self.tr("Merge (M)"), lambda: self.decide(Choice.MERGE)),
            Choice.APART: button(self.tr("Keep apart (K)"), lambda: self.decide(Choice.APART)),
            Choice.SKIP: button(self.tr("Leave out (X)"), lambda: self.decide(Choice.SKIP)),
        }
        for key, choice in (("M", Choice.MERGE), ("K", Choice.APART), ("X", Choice.SKIP)):
            self._hear(key, choice)
        self.go = button(self.tr("Import"), self.decided.emit, kind="primary")
        self._lay_out()

    def _lay_out(self) -> None:
        px = self._office.look.px
        leave = button(self.tr("Back"), self.back.emit, kind="quiet")
        keys = Wrapping(px(8))
        for each in self.buttons.values():
            keys.addWidget(each)
        # beside the buttons: with large text a line of its own would be taken from the pair
        foot = row(leave, self.left, self.go, gap=px(16))
        foot.setStretch(1, 1)
        whole = column(
            self.heading,
            self._both(),
            keys,
            foot,
            gap=px(12),
        )
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def _both(self) -> QWidget:
        """Return the list and the pair beside it, or below it where there is no room beside it."""
        px = self._office.look.px
        inside = px(4)
        held = frame("panel", column(self.list, margins=(inside, inside, inside, inside)))
        self.list.setMinimumHeight(px(110))
        self.table.setMinimumHeight(px(170))
        self._middle = row(held, frame("panel", column(self.table)), gap=px(12))
        self._middle.setStretch(0, 2)
        self._middle.setStretch(1, 3)
        sheet = QWidget()
        # with large text the buttons below have no other room to take
        inner = column(self._middle, self._why, self.alike, gap=px(8))
        inner.setStretch(0, 1)
        sheet.setLayout(inner)
        return scrolled(sheet, self.tr("Who is here and who is in the file"))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        is_narrow = event.size().width() < self._office.look.px(_BESIDE)
        self._middle.setDirection(QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight)

    def _hear(self, key: str, choice: Choice) -> None:
        heard = QShortcut(QKeySequence(key), self)
        heard.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        heard.activated.connect(lambda: self.decide(choice))

    # --- filling

    def show_doubts(self, doubts: Sequence[Doubt], source: str) -> None:
        """Show rows with what is done by itself; those a person has to decide come first."""
        self.source = source
        self.doubts = sorted(doubts, key=lambda one: one.known.is_sure)
        self.choices = [one.known.usual for one in self.doubts]
        self._said = set()
        unsure = sum(not one.known.is_sure for one in self.doubts)
        known = len(self.doubts)
        self.heading.setText(
            counted("DuplicatesPage", "%n people may be here already", "%n person may be here already", unsure)
            if unsure
            else counted("DuplicatesPage", "%n people are here already", "%n person is here already", known)
        )
        self._show_lines(0)

    def _show_lines(self, at: int) -> None:
        words = {Choice.MERGE: self.tr("merge"), Choice.APART: self.tr("keep apart"), Choice.SKIP: self.tr("leave out")}
        lines = [
            Line(str(n), _ICONS[said], doubt.known.name, words[said], from_app(doubt.known.reason))
            if self._is_decided(n)
            else Line(
                str(n),
                "circle-question-mark",
                doubt.known.name,
                self.tr("yours to decide"),
                from_app(doubt.known.reason),
            )
            for n, (doubt, said) in enumerate(zip(self.doubts[:SHOWN], self.choices, strict=False))
        ]
        if more := len(self.doubts) - SHOWN:
            lines += [Line("", "list", self.tr("{:,} more like these").format(more))] if more > 0 else []
        self.list.show_lines(lines)
        model = self.list.selectionModel()
        model.setCurrentIndex(self.list.lines.index(at), QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._tell_left()

    def _is_decided(self, n: int) -> bool:
        return n in self._said or self.doubts[n].known.is_sure

    def _tell_left(self) -> None:
        left = len(self._undecided())
        self.left.setText(
            counted(
                "duplicates",
                "%n people to decide: M, K or X. Enter goes to the next; Import keeps the rest apart.",
                "%n person to decide: M, K or X. Enter goes to the next; Import keeps the rest apart.",
                left,
            )
            if left
            else self.tr("All is decided: Enter imports.")
        )

    def go_on(self) -> None:
        """Go to the next that nobody has decided on, from the top again where none is below; else import."""
        left = self._undecided()
        if left:
            self.list.setCurrentIndex(self.list.lines.index(next((n for n in left if n > self.at), left[0])))
        else:
            self.decided.emit()

    def _undecided(self) -> list[int]:
        """Return those in the list that wait for a person; beyond it they are decided with those alike."""
        return [n for n in range(min(len(self.doubts), SHOWN)) if not self._is_decided(n)]

    @property
    def at(self) -> int:
        return self.list.currentIndex().row()

    def _show_pair(self) -> None:
        if not 0 <= self.at < min(len(self.doubts), SHOWN):
            return
        doubt = self.doubts[self.at]
        sure = self.tr("The same person by {}.") if doubt.known.is_sure else self.tr("In common: {}.")
        self._why.setText(sure.format(from_app(doubt.known.reason)))
        alike = sum(self._is_alike(doubt, other) for other in self.doubts) - 1
        self.alike.setText(
            counted("DuplicatesPage", "The same for the %n others alike", "The same for the %n other alike", alike)
        )
        self.alike.setVisible(alike > 0)
        lead_id, source, zone = doubt.known.lead_id, self.source, self._office.zone
        duplicates = self._office.desk.duplicates
        self._office.ask(
            self, lambda: duplicates.side_by_side(doubt.row, lead_id, source, zone=zone), self._show_fields
        )

    @staticmethod
    def _is_alike(one: Doubt, other: Doubt) -> bool:
        return (one.known.is_sure, one.known.reason) == (other.known.is_sure, other.known.reason)

    def _show_fields(self, pairs: list[Pair]) -> None:
        show_pairs(self.table, pairs)

    # --- deciding

    def decide(self, said: Choice) -> None:
        """Decide of the row in sight, or of all alike, and go on to the next."""
        at = self.at
        if not 0 <= at < min(len(self.doubts), SHOWN):
            return
        doubt, all_alike = self.doubts[at], self.alike.isChecked() and self.alike.isVisibleTo(self)
        for n, other in enumerate(self.doubts):
            if n == at or (all_alike and self._is_alike(doubt, other)):
                self.choices[n] = said
                self._said.add(n)
        last, left = min(len(self.doubts), SHOWN) - 1, self._undecided()
        self._show_lines(left[0] if at == last and left else min(at + 1, last))
        if not left and (at == last or not doubt.known.is_sure):
            # nothing is left to decide: Enter takes it
            self.go.setFocus()

    def decisions(self, file: int) -> dict[int, Decision]:
        """Return what was decided of the rows of one file."""
        return {
            doubt.known.place: Decision(said, doubt.known.lead_id)
            for doubt, said in zip(self.doubts, self.choices, strict=True)
            if doubt.file == file
        }
