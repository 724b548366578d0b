"""Ctrl+K: leads while typing, by name and by note, and every command by its name."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QWidget

from app.desktop.views import LeadLine
from app.domain.noted import Hand
from app.domain.numbers import shown
from ui import wording
from ui.commands import Commands, shown_key
from ui.language import from_app
from ui.lines import Line, LineList
from ui.list_keys import ListKeys
from ui.office import Office
from ui.parts import column, field, frame, rule, text

#: a pause shorter than the gap between two keys of a fast typist
PAUSE_MS = 40
LEADS = 12
COMMANDS = 6


class Palette(QDialog):
    """`lead_chosen` carries the lead's id; a command runs once the palette is gone."""

    lead_chosen = Signal(str)

    def __init__(self, office: Office, commands: Commands, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.FramelessWindowHint | Qt.WindowType.Dialog)
        self._office = office
        self._commands = commands
        #: the words that what is in the list was found for
        self._found_for = ""
        self._enter_waits = False
        look, px = office.look, office.look.px
        self.setWindowTitle(self.tr("Search"))
        self.edit = field(
            self.tr("Search leads and commands"), hint=self.tr("Name, number, e-mail, city, a note, or a command")
        )
        self.edit.setProperty("kind", "palette")
        self.list = LineList(look, office.icons, self.tr("Found"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.on_chosen(self._choose)
        self._told = text(tone="faint", size="small")
        foot = column(self._told, margins=(px(16), px(6), px(16), px(10)))
        body = column(self.edit, rule(), self.list, foot, gap=px(4), margins=(px(4), px(4), px(4), 0))
        self.setLayout(column(frame("popup", body)))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self.edit.textChanged.connect(self._typed)
        self._keys = ListKeys(self.edit, self.list, self._take_current)
        wide = min(px(560), parent.width() - px(32))
        self.resize(wide, min(px(440), parent.height() - px(32)))
        corner = parent.mapToGlobal(parent.rect().topLeft())
        self.move(corner.x() + (parent.width() - wide) // 2, corner.y() + px(64))
        self._show([])

    def _typed(self, _words: str) -> None:
        self._enter_waits = False
        self._pause.start()

    def _search(self) -> None:
        words = self.edit.text().strip()
        if not words:
            self._show([])
            return

        def shown(found: list[LeadLine]) -> None:
            if words == self.edit.text().strip():
                self._show(found)
                if self._enter_waits:
                    self._take_current()

        self._office.ask(self, lambda: self._office.desk.leads.find(words, LEADS), shown)

    def _show(self, found: list[LeadLine]) -> None:
        words = self._found_for = self.edit.text().strip()
        lines = [self._found_line(lead) for lead in found] + self._command_lines(words)
        self.list.show_lines(lines)
        if lines:
            self.list.setCurrentIndex(self.list.lines.index(0))
        if not words:
            self._told.setText(self.tr("Type to find a lead; ↑ ↓ choose, Enter opens, Esc closes."))
        elif not lines:
            self._told.setText(self.tr("Nobody and nothing by these words. Fewer letters find more."))
        else:
            self._told.setText(self.tr("↑ ↓ choose, Enter opens, Esc closes."))

    def _found_line(self, lead: LeadLine) -> Line:
        """Return a lead as it is shown; one that a note alone says something of, with that part of it."""
        quote = lead.quote
        if quote is None:
            return lead_result(lead)
        day = wording.day(quote.at.astimezone(ZoneInfo(self._office.zone)), self._office.now())
        whose = {
            Hand.ACTIVITY: self.tr("Noted {}: ").format(day),
            Hand.PRIVATE: self.tr("Private note: "),
            Hand.BORROWER: self.tr("Came with the lead: "),
        }[quote.hand]
        hits = tuple((len(whose) + at, length) for at, length in quote.hits)
        icon = "lock" if quote.hand is Hand.PRIVATE else "pencil"
        return Line(lead.lead_id, icon, lead.name, lead.stage.words, whose + quote.words, hits=hits)

    def _command_lines(self, words: str) -> list[Line]:
        wanted = words.lower().split()
        fitting = [
            command
            for command in self._commands.all()
            if command.in_palette
            and self._commands.can(command.name)
            and all(part in f"{command.words} {command.also}".lower() for part in wanted)
        ]
        # one whose whole name was typed comes before those that only begin with it
        fitting.sort(key=lambda command: command.words.rstrip("…").lower().split() != wanted)
        return [
            Line(f"command:{c.name}", c.icon or "arrow-right", c.words, shown_key(c.keys[0]) if c.keys else "")
            for c in fitting[:COMMANDS]
        ]

    def _choose(self, line: Line) -> None:
        self.accept()
        if line.key.startswith("command:"):
            run: Callable[[], None] = self._commands[line.key.removeprefix("command:")].run
            # once this dialog has gone: the command may open one of its own
            QTimer.singleShot(0, run)
        else:
            self.lead_chosen.emit(line.key)

    def _take_current(self) -> None:
        if self.edit.text().strip() != self._found_for:
            # typed faster than it was searched: what is in the list was found for other words
            self._enter_waits = True
            self._pause.stop()
            self._search()
            return
        line = self.list.current_line()
        if line is not None:
            self._choose(line)


def lead_result(lead: LeadLine) -> Line:
    """Return how a found lead is shown in a list."""
    where = ", ".join(part for part in (lead.city, lead.state) if part)
    reach = [*map(shown, lead.phones[:2]), *lead.emails[:1]]
    detail = " · ".join(part for part in (*reach, where) if part)
    return Line(lead.lead_id, "user", lead.name, from_app(lead.stage.words), detail)
