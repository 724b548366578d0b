"""One officer's page: the numbers this officer sees too, each with its leads, and the one-to-one to print."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from app.desktop.views import MyNumbers
from app.errors import FollowthroughError
from ui import wording
from ui.language import from_app
from ui.office import Office
from ui.officer_sheet import OfficerSheet
from ui.one_to_one import OneToOneDialog
from ui.parts import button, column, open_over, row, scrolled, text
from ui.story import StoryDialog
from ui.tasks import while_lives


class OfficerPage(QWidget):
    """`left` asks for the team again. Nothing of the officer's is shown before the hub has answered."""

    left = Signal()

    def __init__(self, office: Office, officer: str, days: tuple[date, date], others: Sequence[str]) -> None:
        super().__init__()
        self._office, self.officer, self.days, self._others = office, officer, days, others
        px = office.look.px
        self.back = button(
            self.tr("Back to the team"), self.left.emit, kind="quiet", name=self.tr("Back to the team (Esc)")
        )
        self.one_to_one = button(
            self.tr("One-to-one page…"), self.open_one_to_one, name=self.tr("One-to-one page (Ctrl+P)")
        )
        self._told = text(self.tr("The hub is working out the numbers."), tone="soft", wrap=True)
        self.sheet = OfficerSheet(office, officer)
        self.sheet.lead_chosen.connect(self.open_story)
        self._area = scrolled(self.sheet, self.tr("The officer's numbers and what they are made of"))
        self._area.hide()
        body = column(
            row(text(officer, size="title"), None, self.one_to_one, self.back, gap=px(8)),
            self._told,
            self._area,
            None,
            gap=px(8),
        )
        body.setStretch(2, 1000)
        self.setLayout(body)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.matches(QKeySequence.StandardKey.Print):
            self.open_one_to_one()
        else:
            super().keyPressEvent(event)

    def reload(self) -> None:
        """Ask the hub for the officer's numbers of the days that are chosen."""

        def found(numbers: MyNumbers) -> None:
            as_of = wording.moment(numbers.as_of, self._office.now(), self._office.zone)
            dates = wording.days_between(numbers.start, numbers.end)
            leads = wording.leads(int(numbers.row.get("leads", 0)))
            self._told.setText(self.tr("{} · {} received · as of {}").format(dates, leads, as_of))
            self._area.show()
            self.sheet.show_numbers(numbers, self._others)
            self.sheet.figures.setFocus()

        def failed(problem: Exception) -> None:
            if not isinstance(problem, FollowthroughError):
                self._office.trouble.show(problem)
                return
            self._told.setText(f"{from_app(problem.happened)} {from_app(problem.remedy)}".strip())

        numbers_of = self._office.desk.drilling.numbers_of
        self._office.tasks.network(
            lambda: numbers_of(self.officer, *self.days), while_lives(self, found), while_lives(self, failed)
        )

    def open_story(self, lead_id: str) -> None:
        open_over(StoryDialog(self._office, lead_id, self))

    def open_one_to_one(self) -> None:
        open_over(OneToOneDialog(self._office, self.officer, self.days, self))
