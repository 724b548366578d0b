"""The list at the left: what day it is, how much there is, and who is next."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStackedWidget, QWidget

from app.desktop.changes import Changed, Touched
from app.desktop.views import DayQueue, QueueRow
from app.domain.daily_queue import Group
from app.domain.officer import NAMELESS
from ui import wording
from ui.parts import EmptyState, button, column, command_button, frame, scrolled, text
from ui.queue.delegate import QueueDelegate
from ui.queue.model import QueueModel, part_left, standing
from ui.tasks import while_lives

if TYPE_CHECKING:
    from ui.commands import Command
    from ui.office import Office

#: how often at most a list that only stands there is painted again, and how many times that one looks ahead
REPAINT, LOOKS_AHEAD = timedelta(seconds=10), 6
RELOAD = REPAINT * LOOKS_AHEAD
#: a ring that runs out is drawn anew for less than this part of it no more
RING_STEPS = 60


class _List(QListView):
    """A list that does not choose somebody only because the focus arrived."""

    def __init__(self) -> None:
        super().__init__()
        self.is_arriving = False

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        # Qt makes the first row current then; a lead opened from elsewhere would lose its card to it
        self.is_arriving = True
        super().focusInEvent(event)
        self.is_arriving = False

    def moveCursor(  # noqa: N802 - Qt's name
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        # Qt stops at the heading of the first group, where nobody can stand
        ends = {QAbstractItemView.CursorAction.MoveHome: 1, QAbstractItemView.CursorAction.MoveEnd: -1}
        if action not in ends:
            return super().moveCursor(action, modifiers)
        model, step = self.model(), ends[action]
        rows = range(model.rowCount())[::step]
        leads = (model.index(row, 0) for row in rows if model.index(row, 0).flags() & Qt.ItemFlag.ItemIsSelectable)
        return next(leads, QModelIndex())


class QueuePane(QWidget):
    """`picked` names the lead the officer stands on; `entered` says that they want to go into its card.

    `placed` tells that the rows are elsewhere by now.
    """

    picked = Signal(str)
    entered = Signal()
    clicked = Signal()
    filled = Signal(int)
    placed = Signal()

    def __init__(self, office: Office, elsewhere: Command | None = None) -> None:
        super().__init__()
        self._office = office
        #: where whoever has no leads goes instead
        self._elsewhere = elsewhere
        self._said_of_nothing = ("", "")
        #: what the list shows, None before the first answer
        self.day: DayQueue | None = None
        #: a lead that was opened from elsewhere keeps the list from jumping back to its own
        self._standing_on = ""
        #: who pressed already when one went to where one stands: passed over on purpose
        self._pressed_before: set[str] = set()
        #: where to go was said before the list had the lead: the answer under way brings it into sight
        self._sought = False
        #: the list is to be read, and nobody has begun to
        self._is_asked = False
        self._build()
        office.refresh.listen(self, Touched.QUEUE, self._touched)
        self._repaint = QTimer(self)
        self._repaint.setSingleShot(True)
        self._repaint.timeout.connect(self._paint_again)
        self.view.verticalScrollBar().valueChanged.connect(lambda _value: self._scrolled())
        self._again = QTimer(self)
        self._again.setInterval(int(RELOAD.total_seconds() * 1000))
        self._again.timeout.connect(self.reload)

    def _build(self) -> None:
        office, px = self._office, self._office.look.px
        self.model = QueueModel(office.now, office.zone, self)
        self.view = _List()
        self.view.setProperty("kind", "queue")
        self.view.setAccessibleName(self.tr("Today's queue"))
        self.view.setModel(self.model)
        self._delegate = QueueDelegate(office.look, office.icons, office.now, office.zone)
        self.view.setItemDelegate(self._delegate)
        self.view.setMouseTracking(True)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.selectionModel().currentChanged.connect(self._moved)
        self.view.clicked.connect(lambda _index: self.clicked.emit())
        self.view.installEventFilter(self)
        self._date = text(tone="soft", size="small", wrap=True)
        self._counts = text(tone="soft", size="small", wrap=True)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._instead: QWidget = QWidget()
        self._empty: QWidget = self._instead
        self._stack.addWidget(self._empty)
        top = column(
            text(self.tr("Today"), size="title"),
            self._date,
            self._counts,
            gap=px(4),
            margins=(px(16), px(16), px(16), px(8)),
        )
        self._head = top
        self.setLayout(column(frame("side", column(top, self._stack))))

    def put_above(self, bar: QWidget) -> None:
        """Have something stand between the day's numbers and the list."""
        self._head.addWidget(bar)

    def reload(self) -> None:
        """Ask for the queue again; the place in the list is kept."""
        if self._is_asked:
            return  # it was not read yet, and will tell of whatever has changed till then
        self._is_asked = True
        # of a list that nobody has seen yet, the top comes at once and the rest behind it
        self._office.ask(self, self._read if self.day else self._read_first, self.show_day)

    def _read(self) -> DayQueue:
        """Read it, on the store's thread."""
        self._is_asked = False
        return self._office.desk.queue.today()

    def _read_first(self) -> DayQueue:
        self._is_asked = False
        return self._office.desk.queue.first()

    def _touched(self, _changed: Changed) -> None:
        self.reload()

    def show_day(self, day: DayQueue) -> None:
        """Show a queue that was read; the place in the list is kept."""
        bar = self.view.verticalScrollBar()
        scrolled, follows = bar.value(), self._sought or self._is_in_sight()
        self.model.show(day)
        # a reset list has no rows to scroll to before it is laid out
        self.view.doItemsLayout()
        bar.setValue(scrolled)
        if self._standing_on:
            self._put(self._standing_on, follows=follows)
        self._tell(day)
        # begun anew: who is read again by somebody else's tick needs no waking of its own
        self._again.start()
        self.day = day
        self._wait_for_change()
        self.filled.emit(len(day.now))
        if day.is_part:
            rest = while_lives(self, lambda _: self.reload())
            self._office.tasks.once_in_sight(lambda: rest(None))

    def _scrolled(self) -> None:
        self._wait_for_change()
        self.placed.emit()

    def chosen_place(self) -> QRect:
        """Return where on the screen the row is that one stands on, nowhere while it is out of sight."""
        port, index = self.view.viewport(), self.view.currentIndex()
        if not port.isVisible() or not index.isValid():
            return QRect()
        row = self.view.visualRect(index).intersected(port.rect())
        return QRect(port.mapToGlobal(row.topLeft()), row.size())

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        # once the rows have the width of what they are shown in
        QTimer.singleShot(0, self, self.placed.emit)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self.placed.emit)

    # --- time that passes

    def _paint_again(self) -> None:
        self.view.viewport().update()
        self._wait_for_change()

    def _wait_for_change(self) -> None:
        """Paint again once a row in sight says something else, or its ring stands visibly elsewhere, and not before.

        A list that is read again is painted anyway, so nobody looks further ahead than to that.
        """
        rows, now = self._in_sight(), self._office.now()
        looks = (now + n * REPAINT for n in range(1, LOOKS_AHEAD))
        said = self._said(rows, now)
        change = next((at for at in looks if self._said(rows, at) != said), None)
        if change is None:
            self._repaint.stop()
        else:
            self._repaint.start(int((change - now).total_seconds() * 1000))

    def _said(self, rows: list[QueueRow], at: datetime) -> list[tuple[str, int]]:
        zone = self._office.zone
        return [(standing(row, at, zone), round(part_left(row, at) * RING_STEPS)) for row in rows]

    def _in_sight(self) -> list[QueueRow]:
        view, high = self.view, self.view.viewport().height()
        first, last = view.indexAt(QPoint(1, 1)), view.indexAt(QPoint(1, high - 1))
        ends = last.row() + 1 if last.isValid() else self.model.rowCount()
        items = map(self.model.item, range(max(first.row(), 0), ends))
        return [item for item in items if isinstance(item, QueueRow)]

    def _tell(self, day: DayQueue) -> None:
        local = day.at.astimezone(ZoneInfo(self._office.zone))
        self._date.setText(wording.whole_day(local))
        if day.is_part:
            return
        parts = [
            self.tr("{} now").format(len(day.now)),
            self.tr("{} later").format(len(day.later)),
            self.tr("{} done today").format(day.done_today),
        ]
        if day.blocked:
            parts.insert(2, self.tr("{} blocked").format(len(day.blocked)))
        if day.more:
            parts.append(self.tr("and {} more").format(f"{day.more:,}"))
        self._counts.setText(" · ".join(parts))
        nothing = not (day.now or day.later or day.blocked)
        # of what is put out of sight Qt takes the keys away, and the next one that could have them is the rail
        had_keys = self._stack.isAncestorOf(self._stack.window().focusWidget())
        if nothing:
            self._say_nothing(done=day.done_today)
        self._stack.setCurrentWidget(self._empty if nothing else self.view)
        if had_keys:
            self.take_keys()

    def take_keys(self) -> None:
        """Put the focus on the list, or where there is none on what there is to do instead."""
        (self.view if self._stack.currentWidget() is self.view else self._instead).setFocus()

    def _say_nothing(self, done: int) -> None:
        said = heading, words = self._nothing_words(done)
        if said == self._said_of_nothing:
            return
        self._said_of_nothing = said
        office = self._office
        if self._elsewhere is not None and not done:
            self._instead = command_button(self._elsewhere, office.icons, words=self._shorter())
        else:
            self._instead = button(self.tr("Look again"), self.reload, kind="quiet")
        icon = "circle-check" if done else "inbox"
        state = scrolled(EmptyState(office.look, office.icons, icon, heading, words, self._instead), heading)
        self._stack.removeWidget(self._empty)
        self._empty.deleteLater()
        self._empty = state
        self._stack.addWidget(state)

    def _shorter(self) -> str:
        # short enough for the list at 200 %; a screen reader says the whole
        return self.tr("The team") if self._office.seat.is_manager else self.tr("The playbook")

    def _nothing_words(self, done: int) -> tuple[str, str]:
        """Return a heading and what is to be done, by what whoever sits here is there for."""
        seat = self._office.seat
        if done:
            said = self.tr("Every lead is where it should be. New ones ring by themselves.")
            return self.tr("All done for now"), said
        if seat.is_manager:
            words = self.tr("Leads you call yourself come here. How your officers call theirs is on the page Team.")
            return self.tr("You hold no leads"), words
        if seat.is_beside:
            words = self.tr("Officers call the leads; with your role you hold none. What they go by is the playbook.")
            return self.tr("You hold no leads"), words
        words = (
            self.tr("What your company gives you rings here by itself. Ctrl+N writes down who is ringing.")
            if seat.takes_leads
            else self.tr("Import a lead file with Ctrl+I, or write down who is ringing with Ctrl+N.")
        )
        if seat.name == NAMELESS:
            words += " " + self.tr("Ctrl+Shift+Y says who you are: calls and e-mails name you.")
        return self.tr("No leads yet"), words

    # --- where the officer stands

    def current(self) -> str:
        return self._standing_on

    def first(self) -> str:
        """Return the lead at the top of the list, "" when there is none."""
        found = self.model.neighbour(-1, +1)
        return found.lead_id if found else ""

    def following(self, lead_id: str) -> str:
        """Return who comes after a lead: who has begun to press since, the next row, or the top; "" for nobody."""
        seen = {lead_id, *self._pressed_before}
        since = next((row.lead_id for row in self._pressing() if row.lead_id not in seen), "")
        if since:
            return since
        index = self.model.index_of(lead_id)
        after = self.model.neighbour(index.row(), +1) if index.isValid() else None
        if after is not None:
            return after.lead_id
        top = self.first()
        return top if top != lead_id else ""

    def _pressing(self) -> list[QueueRow]:
        """Return whose promise is due or whose first-call window runs, in the order of the list."""
        rows = self.day.now if self.day is not None else []
        return [row for row in rows if row.group in (Group.PROMISES, Group.FIRST_CALLS)]

    def go_to(self, lead_id: str) -> None:
        """Stand on a lead, in the queue or not, and say so."""
        self._standing_on = lead_id
        self._pressed_before = {row.lead_id for row in self._pressing()}
        self._put(lead_id, follows=True)
        self.picked.emit(lead_id)

    def step(self, by: int) -> None:
        """Go one lead up (-1) or down (+1); from nowhere to the top."""
        index = self.model.index_of(self._standing_on)
        found = self.model.neighbour(index.row() if index.isValid() else -1, by)
        if found is not None:
            self.go_to(found.lead_id)

    def _is_in_sight(self) -> bool:
        index = self.model.index_of(self._standing_on)
        return index.isValid() and self.view.viewport().rect().contains(self.view.visualRect(index).center())

    def _put(self, lead_id: str, *, follows: bool) -> None:
        """Choose the lead's row; the list `follows` to it unless the officer has scrolled elsewhere."""
        index = self.model.index_of(lead_id)
        chosen = self.view.selectionModel()
        self._sought = follows and not index.isValid()
        scrolled = self.view.verticalScrollBar().value()
        if not index.isValid():
            chosen.clear()
            return
        chosen.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if follows and lead_id == self.first():
            # with its headings
            self.view.scrollToTop()
        elif follows:
            self.view.scrollTo(index)
        else:
            # Qt scrolls to a new current row by itself
            self.view.verticalScrollBar().setValue(scrolled)

    def _moved(self, index: QModelIndex, _before: QModelIndex) -> None:
        if self.view.is_arriving:
            return
        item = self.model.item(index.row()) if index.isValid() else None
        # a reload or go_to puts the list where the officer stands already; only their own move is news
        if isinstance(item, QueueRow) and item.lead_id != self._standing_on:
            self._standing_on = item.lead_id
            self.picked.emit(item.lead_id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if (
            watched is self.view
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            self.entered.emit()
            return True
        return super().eventFilter(watched, event)
