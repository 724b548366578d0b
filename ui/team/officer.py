"""One officer's page: the numbers this officer sees too, each with its leads, and the one-to-one to print."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from app.desktop.views import MyNumbers
from ui import wording
from ui.faces import Faces
from ui.office import Office
from ui.officer_sheet import OfficerSheet
from ui.one_to_one import OneToOneDialog
from ui.parts import button, column, open_over, row, scrolled, text
from ui.story import StoryDialog


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
        self._told = text(tone="soft", wrap=True)
        self.sheet = OfficerSheet(office, officer)
        self.sheet.lead_chosen.connect(self.open_story)
        self.faces = Faces(office, self.reload)
        self.faces.fill(scrolled(self.sheet, self.tr("The officer's numbers and what they are made of")))
        body = column(
            row(text(officer, size="title"), None, self.one_to_one, self.back, gap=px(8)),
            self._told,
            self.faces,
            gap=px(8),
        )
        body.setStretch(2, 1)
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
            self.faces.show_filled()
            self.sheet.show_numbers(numbers, self._others)
            self.sheet.figures.setFocus()

        numbers_of = self._office.desk.drilling.numbers_of
        waits = self.tr("The hub is working out the numbers.")
        self.faces.ask(lambda: numbers_of(self.officer, *self.days), found, waits)

    def open_story(self, lead_id: str) -> None:
        open_over(StoryDialog(self._office, lead_id, self))

    def open_one_to_one(self) -> None:
        open_over(OneToOneDialog(self._office, self.officer, self.days, self))
