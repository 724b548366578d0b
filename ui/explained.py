"""One number explained: what it counts, how the hub has it, and the leads it is made of."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desktop.views import MyNumbers, NumberPart
from app.domain.explaining import Counts
from ui import wording
from ui.figures import Figure
from ui.language import from_app
from ui.lines import Line, LineList
from ui.office import Office
from ui.parts import clear, column, frame, text

#: more lines than these nobody reads; how many there are is said
MOST = 50


class Explained(QWidget):
    """`lead_chosen` names the lead of a line that was clicked, or Enter pressed on."""

    lead_chosen = Signal(str)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        px = office.look.px
        self.title = text(size="heading", wrap=True)
        self.value = text(size="title", wrap=True)
        self.means = text(tone="soft", wrap=True)
        self.hub = text(tone="soft", wrap=True)
        self._groups = QVBoxLayout()
        self._groups.setContentsMargins(0, 0, 0, 0)
        self._groups.setSpacing(px(4))
        pad = px(16)
        inside = column(
            self.title, self.value, self.means, self.hub, self._groups, gap=px(8), margins=(pad, pad, pad, pad)
        )
        self.setLayout(column(frame("panel", inside)))
        self.lists: list[LineList] = []

    def ask_for(self, figure: Figure, numbers: MyNumbers) -> None:
        """Show a number while what it is made of is asked for."""
        self._show_value(figure, numbers)
        self.say(self.tr("Looking up the leads…"))

    def say(self, words: str) -> None:
        """Show a sentence in place of the leads."""
        clear(self._groups)
        self.lists = []
        self._groups.addWidget(text(words, tone="soft", wrap=True))

    def _show_value(self, figure: Figure, numbers: MyNumbers) -> str:
        shown = figure.show(numbers.row)
        self.title.setText(figure.words)
        self.value.setText(shown)
        self.means.setText(f"{figure.tells}.")
        self.hub.hide()
        return shown

    def show_figure(self, figure: Figure, numbers: MyNumbers, hub: dict[str, Any] | None) -> None:
        shown = self._show_value(figure, numbers)
        there = "" if hub is None else figure.show(hub)
        is_other = bool(there) and there != shown
        self.hub.setText(self.tr("The hub, and so your manager, has {}.").format(there.replace("\n", " ")))
        self.hub.setVisible(is_other)
        clear(self._groups)
        self.lists = []
        parts = numbers.parts.get(figure.name, [])
        headings = {
            Counts.YES: self.tr("Counted: {}"),
            Counts.NO: self.tr("Not counted: {}"),
            Counts.LEFT_OUT: self.tr("In neither number: {}"),
        }
        for counts, heading in headings.items():
            self._group(heading, [part for part in parts if part.part.counts is counts])
        if not parts and not is_other:
            self._groups.addWidget(text(self.tr("Nothing in these days."), tone="soft", wrap=True))

    def _group(self, heading: str, parts: list[NumberPart]) -> None:
        if not parts:
            return
        words = heading.format(f"{len(parts):,}")
        self._groups.addWidget(text(words, weight="strong", size="small", wrap=True))
        lines = LineList(self._office.look, self._office.icons, words, fits=True)
        lines.show_lines([self._line(part) for part in parts[:MOST]])
        lines.on_chosen(lambda line: self.lead_chosen.emit(line.key))
        self._groups.addWidget(lines)
        self.lists.append(lines)
        if len(parts) > MOST:
            more = self.tr("and {} more").format(f"{len(parts) - MOST:,}")
            self._groups.addWidget(text(more, tone="faint", size="small"))

    def _line(self, told: NumberPart) -> Line:
        part = told.part
        when = "" if part.at is None else wording.moment(part.at, self._office.now(), self._office.zone)
        speed = "" if part.seconds is None else wording.short_seconds(part.seconds)
        name = told.name or self.tr("A lead of another time")
        return Line(part.lead_id, "user", name, speed or when, from_app(part.about))
