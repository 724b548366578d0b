"""What is next, what comes after, and what happened so far."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from app.domain.daily_queue import numbered, step_name
from ui import wording
from ui.language import from_app
from ui.lines import Line, LineList
from ui.parts import button, column, command_button, frame, row, text

if TYPE_CHECKING:
    from app.desktop.views import LeadCard, PlanStep, TimelineRow
    from ui.commands import Commands
    from ui.office import Office

#: a card shows this much of a long story at first
SHORT = 12
AHEAD = 6


class Ahead(QWidget):
    """The next step with its reason, and the steps after it."""

    def __init__(self, office: Office, commands: Commands) -> None:
        super().__init__()
        self._office = office
        px = office.look.px
        self.to_calendar = command_button(commands["lead.calendar"], office.icons, kind="quiet")
        self._standing = text(weight="medium", wrap=True)
        self._why = text(tone="soft", wrap=True)
        self._skip = text(tone="faint", size="small", wrap=True)
        self._list = LineList(office.look, office.icons, self.tr("Steps ahead"), fits=True)
        pad = px(16)
        inside = column(
            text(self.tr("Next"), weight="strong"),
            self._standing,
            self._why,
            self._skip,
            row(self.to_calendar, None),
            self._list,
            gap=px(4),
            margins=(pad, pad, pad, pad),
        )
        self.setLayout(column(frame("panel", inside)))

    def show_next(self, card: LeadCard) -> None:
        """Show the next step alone, and leave the list below it, on which somebody may stand, as it is."""
        self._standing.setText(from_app(card.standing_words))
        self._why.setText(from_app(card.next.why) if card.next else "")
        self._why.setVisible(card.next is not None)
        self._skip.setText(from_app(card.next.skip_means) if card.next else "")
        self._skip.setVisible(bool(self._skip.text()))
        self.to_calendar.setVisible(card.next is not None and card.next.kind == "promise")

    def show_card(self, card: LeadCard) -> None:
        self.show_next(card)
        self._list.show_lines([self._line(step) for step in card.ahead[:AHEAD]])
        self._list.setVisible(bool(card.ahead))

    def _line(self, step: PlanStep) -> Line:
        icon = wording.CHANNEL_ICONS[step.channel]
        # an id of the playbook's own does not tell the channel by itself
        words = from_app(numbered(step.step)) or f"{wording.channel(step.channel)}: {step_name(step.step)}"
        if step.skipped is not None:
            return Line(step.step, icon, words, self.tr("skipped"), from_app(step.skipped), faded=True)
        due = wording.moment(step.due_at, self._office.now(), self._office.zone) if step.due_at else ""
        parts = [from_app(step.licence)] if step.licence else []
        if step.by != "officer":
            parts.append(self.tr("done by {}").format(from_app(step.by)))
        if step.moved_by:
            parts.append(self.tr("moved: {}").format(", ".join(map(from_app, step.moved_by))))
        return Line(step.step, icon, words, due, " · ".join(parts))


class Timeline(QWidget):
    """What happened, newest first. `take_back` names the activity that is to be corrected.

    `wanted` says that the keyboard came here, `done` that the officer is through with it.
    """

    take_back = Signal(str)
    wanted = Signal()
    done = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._rows: list[TimelineRow] = []
        self._all = False
        px = office.look.px
        self._list = LineList(office.look, office.icons, self.tr("Timeline"), fits=True)
        self._list.selectionModel().currentChanged.connect(lambda *_: self._offer())
        self._more = button(self.tr("Show all"), self._show_all, kind="quiet")
        self._undo: QPushButton = button(self.tr("Take back (Del)"), self._ask_back, kind="quiet")
        self._undo.setAccessibleName(self.tr("Take back"))
        self._undo.setToolTip(self.tr("Corrects the chosen entry; both stay on record (Del)"))
        self._hear("Del", self._ask_back)
        self._hear("Esc", self.done.emit)
        pad = px(16)
        inside = column(
            row(text(self.tr("Timeline"), weight="strong"), None, self._undo, gap=px(8)),
            self._list,
            self._more,
            gap=px(4),
            margins=(pad, pad, pad, pad),
        )
        self.setLayout(column(frame("panel", inside)))

    def _hear(self, key: str, act: Callable[[], None]) -> None:
        """Have a key do something while somebody stands in the list."""
        heard = QShortcut(QKeySequence(key), self._list)
        heard.setContext(Qt.ShortcutContext.WidgetShortcut)
        heard.activated.connect(act)

    def take_keys(self) -> None:
        """Stand on the newest entry: up and down choose another, Del takes it back."""
        self._list.setFocus()
        self._list.setCurrentIndex(self._list.lines.index(0))
        self.wanted.emit()

    def show_card(self, card: LeadCard) -> None:
        self._rows = card.timeline
        self._all = False
        self._show()

    def _show_all(self) -> None:
        self._all = True
        self._show()

    def _show(self) -> None:
        rows = self._rows if self._all else self._rows[:SHORT]
        self._list.show_lines([self._line(entry) for entry in rows])
        hidden = len(self._rows) - len(rows)
        self._more.setVisible(hidden > 0)
        self._more.setText(self.tr("Show {} more").format(hidden))
        self._offer()

    def _line(self, entry: TimelineRow) -> Line:
        marks = [*map(from_app, entry.marks), *([self.tr("taken back")] if entry.retracted else [])]
        about = " · ".join(part for part in (entry.by, *marks) if part)
        detail = "\n".join(part for part in (about, entry.note) if part)
        when = wording.moment(entry.at, self._office.now(), self._office.zone)
        return Line(entry.activity_id, entry.icon, from_app(entry.words), when, detail, faded=entry.retracted)

    def _chosen(self) -> TimelineRow | None:
        line = self._list.current_line()
        if line is None or not line.key:
            return None
        return next((r for r in self._rows if r.activity_id == line.key and not r.retracted and r.by), None)

    def _offer(self) -> None:
        self._undo.setVisible(self._chosen() is not None)

    def _ask_back(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self.take_back.emit(chosen.activity_id)
            self.done.emit()
