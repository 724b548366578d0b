"""One officer's numbers: at a glance, each with what it is made of, and what was noticed; for officer and manager."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.desktop.views import MyNumbers, NumberPart
from app.errors import FollowthroughError
from app.protocol.drilled import Signals
from ui.explained import Explained
from ui.figures import FIGURES, one_line
from ui.glance import Glance
from ui.language import from_app
from ui.lines import Line, LineList
from ui.noticed import Noticed
from ui.office import Office
from ui.parts import Beside, column, frame
from ui.tasks import while_lives

#: below this width the explanation stands under the numbers
ROOM = 640
#: what figures are held against at first; any other key is an officer's name
DAYS_BEFORE = "days before"


class OfficerSheet(QWidget):
    """`of` is the officer's name, "" for who sits here. `lead_chosen` names a lead behind a number or a signal.

    Whose desk it is has what each number is made of; of somebody else the hub is asked, number by number.
    """

    lead_chosen = Signal(str)

    def __init__(self, office: Office, of: str = "") -> None:
        super().__init__()
        self._office, self.of = office, of
        self._figure = "leads"
        self._numbers: MyNumbers | None = None
        self._hub: dict[str, Any] | None = None
        #: counts the questions, so that an answer that was overtaken is known
        self._asked = 0
        px = office.look.px
        self.glance = Glance(office, self._compare)
        self.figures = LineList(office.look, office.icons, self.tr("All numbers"), fits=True)
        self.figures.selectionModel().currentChanged.connect(lambda *_: self._explain())
        self.explained = Explained(office)
        self.noticed = Noticed(office)
        for part in (self.explained, self.noticed):
            part.lead_chosen.connect(self.lead_chosen)
        pad = px(8)
        numbers = frame("panel", column(self.figures, margins=(pad, pad, pad, pad)))
        beside = Beside(numbers, self.explained, room=px(ROOM), gap=px(16))
        self.setLayout(column(self.glance, beside, self.noticed, None, gap=px(16)))

    def show_numbers(self, numbers: MyNumbers, others: Sequence[str] = ()) -> None:
        """Show an officer's numbers; `others` are whom a manager may hold them against."""
        self._asked += 1
        self._numbers, self._hub = numbers, None
        before = self.tr("the {} days before").format((numbers.end - numbers.start).days + 1)
        self.glance.offer([(DAYS_BEFORE, before), *((name, name) for name in others if name != self.of)])
        self.glance.show_row(numbers.row)
        lines = [Line(f.name, "chart-column", f.words, one_line(f.show(numbers.row))) for f in FIGURES.values()]
        self.figures.show_lines(lines)
        self.figures.setCurrentIndex(self.figures.lines.index([line.key for line in lines].index(self._figure)))
        self._compare(self.glance.chosen)
        self._ask_signals(numbers)

    def show_hub(self, hub: dict[str, Any] | None) -> None:
        """Say beside the number in sight what the hub has instead."""
        self._hub = hub
        self._explain()

    def _explain(self) -> None:
        line, numbers = self.figures.current_line(), self._numbers
        if line is None or numbers is None:
            return
        self._figure = line.key
        if not self.of or line.key in numbers.parts:
            self._show_figure(line.key, numbers)
            return
        self.explained.ask_for(FIGURES[line.key], numbers)

        def found(parts: list[NumberPart]) -> None:
            numbers.parts[line.key] = parts
            if self._figure == line.key:
                self._show_figure(line.key, numbers)

        behind = self._office.desk.drilling.behind
        self._ask(lambda: behind(self.of, line.key, numbers.start, numbers.end), found, self.explained.say)

    def _show_figure(self, name: str, numbers: MyNumbers) -> None:
        self.explained.show_figure(FIGURES[name], numbers, self._hub)
        # made anew each time, its lists would come last
        before: QWidget = self.figures
        for lines in (*self.explained.lists, self.noticed.signals, self.noticed.beside):
            QWidget.setTabOrder(before, lines)
            before = lines

    def _compare(self, key: str) -> None:
        numbers = self._numbers
        if numbers is None:
            return
        start, end, whose = self._held_against(key, numbers)
        row_of = self._office.desk.drilling.row_of
        self._ask(
            lambda: row_of(whose, start, end),
            self.glance.show_other,
            lambda words: self.glance.show_other(None, words),
        )

    def _held_against(self, key: str, numbers: MyNumbers) -> tuple[date, date, str]:
        """Return the days and the officer of the row that is held against this one."""
        if key != DAYS_BEFORE:
            return numbers.start, numbers.end, key
        days = numbers.end - numbers.start + timedelta(days=1)
        return numbers.start - days, numbers.end - days, self.of

    def _ask_signals(self, numbers: MyNumbers) -> None:
        def found(signals: Signals | None) -> None:
            if signals is None:
                self.noticed.say(self.tr("This desk belongs to no hub: nobody else sees anything."))
            else:
                self.noticed.show_signals(signals, is_own=not self.of)

        signals = self._office.desk.drilling.signals
        self._ask(lambda: signals(self.of, numbers.start, numbers.end), found, self.noticed.say)

    def _ask(self, work: Callable[[], Any], done: Callable[[Any], None], told: Callable[[str], None]) -> None:
        """Ask away from the window; `told` is handed a sentence where nothing can be known now."""
        asked = self._asked

        def good(answer: Any) -> None:
            if asked == self._asked:
                done(answer)

        def bad(problem: Exception) -> None:
            if not isinstance(problem, FollowthroughError):
                self._office.trouble.show(problem)
            elif asked == self._asked:
                told(self.tr("Not known now: {}").format(from_app(problem.happened)))

        self._office.tasks.network(work, while_lives(self, good), while_lives(self, bad))
