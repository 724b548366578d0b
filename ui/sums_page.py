"""What the pages with sums have in common: a period to choose, and a face where there are no numbers."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLayout, QPushButton, QScrollArea, QWidget

from app.desktop.changes import Changed
from app.desktop.exporting import NoExport, Shown
from app.desktop.settings import EXPORT
from ui.exporting import ask_where
from ui.faces import Faces
from ui.figures import PERIODS
from ui.language import counted, problem_words
from ui.locked import lock_button, locked_line
from ui.office import Office
from ui.parts import button, column


class SumsPage(QWidget):
    """`days` is how many the chosen period has; the last of them is today in the officer's zone.

    `periods` are those there are to choose from; `exports` is False for a page whose tables are no report. `said` is a
    word for the toast.
    """

    periods: tuple[int, ...] = PERIODS
    exports = True
    said = Signal(str)

    def __init__(self, office: Office, days: int) -> None:
        super().__init__()
        self._office, self.days = office, days
        self.setObjectName("page")
        self._periods = [self._period(each) for each in self.periods]
        self.export_button = button(self.tr("Export…"), self.export, kind="quiet", name=self.tr("Export… (Ctrl+E)"))
        if not self.may_export():
            lock_button(office, self.export_button)
        self.faces = Faces(office, self.reload)

    def reload(self) -> None:
        """Ask anew for the sums of the chosen period."""
        raise NotImplementedError

    def shown(self) -> Shown | None:
        """Return the numbers in sight as a report's rows, None while there are none."""
        return None

    def export(self) -> None:
        """Ask for a file and save the numbers in sight there."""
        shown = self.shown()
        if not self.may_export():
            self.said.emit(problem_words(NoExport()))
        elif shown is None:
            self.said.emit(self.tr("There are no numbers here to save yet."))
        else:
            self.ask_where(shown)

    def may_export(self) -> bool:
        """Return whether the company lets numbers be saved here."""
        return self._office.desk.settings.allows(EXPORT)

    def ask_where(self, shown: Shown) -> None:
        """Ask where a report is to be saved, and save it there."""
        ask_where(self._office, self, shown, self.said.emit)

    def _forget(self) -> None:
        """Drop the numbers: those of one period must not be read as another's while the next are added up."""
        raise NotImplementedError

    def _fill(self, top: QLayout, filled: QScrollArea) -> None:
        px = self._office.look.px
        self.faces.fill(filled)
        why: list[QWidget] = []
        if self.exports and not self.may_export():
            why.append(locked_line(self._office, self.tr("No saving as a file: set by your company")))
        body = column(top, *why, self.faces, gap=px(16), margins=(px(24), px(20), px(24), px(16)))
        body.setStretch(body.count() - 1, 1)
        self.setLayout(body)

    def _period(self, days: int) -> QPushButton:
        words = counted("SumsPage", "%n days", "%n day", days)
        name = counted("SumsPage", "Last %n days", "Last %n day", days)
        made = button(words, lambda: self._choose(days), kind="chip", name=name)
        made.setToolTip(self.tr("Alt+{}").format(self.periods.index(days) + 1))
        made.setCheckable(True)
        made.setChecked(days == self.days)
        return made

    def _keys(self) -> list[QPushButton]:
        """Return the buttons that stand beside the page's title."""
        return [*self._periods, self.export_button, button(self.tr("Reload"), self.reload, kind="quiet")]

    def choose_period(self, n: int) -> None:
        """Choose the first, second or third of the periods; a page with fewer stays at its own."""
        if n < len(self.periods):
            self._choose(self.periods[n])

    def _choose(self, days: int) -> None:
        if days != self.days:
            self._forget()
            self.faces.forget()
        self.days = days
        for each, made in zip(self.periods, self._periods, strict=True):
            made.setChecked(each == days)
        self.reload()

    def _dates(self) -> tuple[date, date]:
        """Return the first and last day of the period."""
        today = self._office.now().astimezone(ZoneInfo(self._office.zone)).date()
        return today - timedelta(days=self.days - 1), today

    def _touched(self, _changed: Changed) -> None:
        if self.isVisible():
            self.reload()
