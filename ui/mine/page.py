"""An officer's own numbers: the manager's sums, each with the leads it is made of."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QKeySequence

from app.desktop.changes import Touched
from app.desktop.exporting import Shown
from app.desktop.views import MyNumbers
from app.domain.rates import rate_in
from app.errors import FollowthroughError
from ui import wording
from ui.commands import Command
from ui.figures import FIGURES, PERIODS, has_records
from ui.language import counted, from_app
from ui.office import Office
from ui.officer_sheet import OfficerSheet
from ui.one_to_one import OneToOneDialog
from ui.parts import button, column, command_button, open_over, row, scrolled, text
from ui.sums_page import SumsPage
from ui.tasks import while_lives


class MinePage(SumsPage):
    """Adds up away from the window; `lead_chosen` names the lead somebody wants to see of those behind a number."""

    lead_chosen = Signal(str)

    def __init__(self, office: Office, told: Command, days: int = PERIODS[-1]) -> None:
        super().__init__(office, days)
        self._numbers: MyNumbers | None = None
        self._hub: dict[str, Any] | None = None
        self._build(told)
        office.refresh.listen(self, Touched.LEAD | Touched.SYNC, self._touched)

    def shown(self) -> Shown | None:
        numbers = self._numbers
        return None if numbers is None else Shown("officer", [numbers.row], numbers.start, numbers.end, numbers.as_of)

    def _build(self, told: Command) -> None:
        office, px = self._office, self._office.look.px
        self._told = text(tone="soft", wrap=True)
        self._same = text(tone="soft", wrap=True)
        told_of = command_button(told, office.icons, kind="quiet")
        name = self.tr("My one-to-one page (Ctrl+P)")
        one_to_one = button(self.tr("My one-to-one page…"), self.open_one_to_one, kind="quiet", name=name)
        top = column(
            row(text(self.tr("My numbers"), size="title"), None, *self._keys(), gap=px(8)),
            self._told,
            self._same,
            row(told_of, one_to_one, None, gap=px(8)),
            gap=px(4),
        )
        self.sheet = OfficerSheet(office)
        self.sheet.lead_chosen.connect(self.lead_chosen)
        self._fill(top, scrolled(self.sheet, self.tr("My numbers and what they are made of")))

    def _forget(self) -> None:
        self._numbers = self._hub = None

    def take_keys(self) -> None:
        """Put the focus where the arrows go through the numbers."""
        self.sheet.figures.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.matches(QKeySequence.StandardKey.Print):
            self.open_one_to_one()
        else:
            super().keyPressEvent(event)

    def open_one_to_one(self) -> None:
        """Show the page that lies on the table when manager and officer talk, as the manager has it."""
        open_over(OneToOneDialog(self._office, "", self._dates(), self))

    def reload(self) -> None:
        """Add up the period that is chosen here, then ask what the hub makes of it."""
        start, today = self._dates()

        def shown(numbers: MyNumbers) -> None:
            self._show(numbers)
            self._compare(self.faces.asked, start, today)

        explained = self._office.desk.numbers.explained
        # on the network's thread: a month of many leads takes a while, and outcomes are to be saved meanwhile
        self.faces.ask(lambda: explained(start, today), shown, self.tr("Your leads are being gone through."))

    def _compare(self, asked: int, start: date, end: date) -> None:
        def found(row: dict[str, Any] | None) -> None:
            if asked == self.faces.asked:
                self._hub = row
                self._say_whether_same()
                self.sheet.show_hub(row)

        def failed(problem: Exception) -> None:
            if not isinstance(problem, FollowthroughError):
                self._office.trouble.show(problem)
            elif asked == self.faces.asked:
                self._hub = None
                self._same.setText(
                    self.tr("What your manager sees is not known now: {}").format(from_app(problem.happened))
                )

        at_the_hub = self._office.desk.numbers.at_the_hub
        self._office.tasks.network(lambda: at_the_hub(start, end), while_lives(self, found), while_lives(self, failed))

    def _show(self, numbers: MyNumbers) -> None:
        self._numbers = numbers
        as_of = wording.moment(numbers.as_of, self._office.now(), self._office.zone)
        dates = wording.days_between(numbers.start, numbers.end)
        leads = wording.leads(int(numbers.row["leads"]))
        self._told.setText(self.tr("{} · {} received · as of {}").format(dates, leads, as_of))
        if not any(numbers.parts.values()):
            self.faces.show_empty(
                "chart-column",
                self.tr("Nothing to add up yet"),
                self.tr(
                    "Numbers are about the leads received on these days. None were. Choose more days, or wait for "
                    "the next."
                ),
            )
            return
        self.faces.show_filled()
        self.sheet.show_numbers(numbers)

    def _say_whether_same(self) -> None:
        """Say whether the hub, and so the manager, has the same numbers; and where not, what may be between them."""
        numbers, hub = self._numbers, self._hub
        if numbers is None:
            return
        if hub is None:
            self._same.setText(self.tr("This desk belongs to no hub: nobody else sees these numbers."))
            return
        # a hub from before a figure says nothing of it
        known = [f for f in FIGURES.values() if f.name in hub or rate_in(hub, f.name) is not None]
        differ = [f for f in known if f.show(numbers.row) != f.show(hub)]
        others = [f.words for f in differ if not has_records(f.name, hub)]
        recorded = [f.words for f in differ if has_records(f.name, hub)]
        said = self.tr("What the phone system recorded is known at the hub alone: {}.").format(", ".join(recorded))
        beside = f" {said}" if recorded else ""
        if not others:
            self._same.setText(self.tr("Your manager sees the same numbers.") + beside)
            return
        words = self.tr("Your manager sees others in: {}.").format(", ".join(others))
        if own := numbers.here_only:
            words += " " + counted(
                "MyNumbersPage",
                "%n leads here are your own, which the hub is not told of.",
                "%n lead here is your own, which the hub is not told of.",
                own,
            )
        self._same.setText(
            words + " " + self.tr("Leads you no longer hold, and what still waits to go up, are the rest.") + beside
        )
