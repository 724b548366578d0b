"""What was merged into a lead, and the way to take it apart again."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from app.desktop.merges import MergeLine, TakenApart
from ui import wording
from ui.intake.outcome import apart_words
from ui.language import from_app
from ui.lines import Line, LineList
from ui.office import Office
from ui.parts import button, column, frame, row, set_tone, size_within_screen, text


class Unmerging(QDialog):
    """Enter takes the merge in sight apart; what was done on the lead since stays with it.

    `apart` carries the id of a merge that was taken apart.
    """

    apart = Signal(str)

    def __init__(self, office: Office, lead_id: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._lead_id = office, lead_id
        self.setWindowTitle(self.tr("Take merged leads apart"))
        px, pad = office.look.px, office.look.px(24)
        self.list = LineList(office.look, office.icons, self.tr("What was merged into this lead"))
        self.list.on_chosen(self._take_apart)
        self.told = text(self.tr("Looking …"), tone="soft", wrap=True)
        self.leave = button(self.tr("Close"), self.reject, kind="quiet")
        inside = px(4)
        whole = column(
            text(self.tr("Take merged leads apart"), size="title", wrap=True),
            text(name, tone="soft"),
            frame("panel", column(self.list, margins=(inside, inside, inside, inside))),
            self.told,
            row(None, self.leave),
            gap=px(12),
            margins=(pad, pad, pad, pad),
        )
        whole.setStretch(2, 1)
        self.setLayout(whole)
        size_within_screen(self, px(520), px(400))
        self.list.setFocus()
        self.reload()

    def reload(self) -> None:
        """Look again what is merged into the lead."""
        merges, lead_id = self._office.desk.merges, self._lead_id
        self._office.ask(self, lambda: merges.of(lead_id), self._show)

    def _show(self, merges: list[MergeLine]) -> None:
        self.list.show_lines([self._line(one) for one in merges])
        self.list.step(1 if merges else 0)
        if self.told.text() == self.tr("Looking …"):
            self.told.setText(
                self.tr("Enter takes one apart. What was done since stays with this lead.")
                if merges
                else self.tr("Nothing was merged into this lead here.")
            )
        if not merges:
            self.leave.setFocus()

    def _line(self, merge: MergeLine) -> Line:
        day = wording.day(merge.at.astimezone(ZoneInfo(self._office.zone)), self._office.now())
        brought = self.tr("brought {}").format(", ".join(map(from_app, merge.brought))) if merge.brought else ""
        words = " · ".join(filter(None, (merge.name, wording.source(merge.source))))
        return Line(merge.merge_id, "link", words, day, brought)

    def _take_apart(self, line: Line) -> None:
        merges = self._office.desk.merges

        def taken_apart(apart: TakenApart) -> None:
            self.told.setText(apart_words(apart))
            set_tone(self.told, "good")
            self.apart.emit(line.key)
            self.reload()

        answers = self._office.answers(self, taken_apart, self._refused)
        self._office.tasks.store(lambda: merges.take_apart(line.key), *answers)

    def _refused(self, problem: Exception) -> None:
        if self._office.refused_beside(self.told, problem):
            self.reload()
