"""The page one lives on: the queue, the card, and the way from one lead to the next."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from app.desktop.changes import Changed, Touched
from app.desktop.settings import SNOOZE_MINUTES
from app.desktop.views import DayQueue
from app.domain.activity import Kind
from app.domain.lead import Channel
from app.domain.outcome import Outcome
from ui.commands import HUB, Commands
from ui.desk_commands import DAY, START
from ui.lead_card.begun import Begun
from ui.lead_card.calling import Call
from ui.lead_card.card import CardPane
from ui.lead_card.outcome_bar import Saved
from ui.office import Office
from ui.parts import column
from ui.queue.pane import QueuePane
from ui.start_of_day import StartOfDay
from ui.sync_line import SyncLine

#: below this width there is the list or the card, not both
BESIDE = 560
LEAST_CARD = 288
#: how much of the page the list takes at most, until somebody draws the line elsewhere
LIST_SHARE = 0.4


class Standing(msgspec.Struct, frozen=True):
    """Where the officer stands and what is under way there: what outlives this page when another takes its place."""

    lead_id: str
    day: DayQueue | None
    call: Call | None
    begun: Begun
    day_is_told: bool


class TodayPage(QWidget):
    """`said` is a word for the toast; `moved` tells that what is in use may be elsewhere by now."""

    said = Signal(str)
    #: which activity is on record as taken back, wherever that was asked for
    took_back = Signal(str)
    moved = Signal()

    def __init__(self, office: Office, commands: Commands) -> None:
        super().__init__()
        self._office = office
        self._commands = commands
        seat = office.seat
        elsewhere = "page.team" if seat.is_manager else "page.marketing" if seat.is_beside else ""
        self.queue = QueuePane(office, commands[elsewhere] if elsewhere else None)
        self.card = CardPane(office, commands)
        self.sync = SyncLine(office, commands[HUB])
        self._has_room = True
        self._on_list = False
        side = self._side = QWidget()
        self._side_lines = column(self.queue, self.sync)
        side.setLayout(self._side_lines)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.addWidget(side)
        self._split.addWidget(self.card)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(1)
        self._split.setStretchFactor(1, 1)
        # the list grows slower than the text: the card needs the room more
        grown = 1 + (office.look.scale - 1) * 0.25
        side.setMinimumWidth(round(260 * grown))
        # what it needs at its narrowest; before a lead was shown it is laid out wide, and asks for more
        self.card.setMinimumWidth(office.look.px(LEAST_CARD))
        self._widest_list = round(380 * grown)
        self._divided_by_hand = False
        self._split.splitterMoved.connect(self._divided)
        self.day = StartOfDay(office, commands[START], commands[DAY])
        whole = column(self.day, self._split)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self._connect()

    def _connect(self) -> None:
        self.queue.picked.connect(self.card.open)
        self.queue.picked.connect(lambda _lead_id: self._arrange())
        self.queue.entered.connect(self._enter_card)
        self.queue.clicked.connect(self._clicked)
        self.queue.filled.connect(self._filled)
        self.card.said.connect(self.said)
        self.card.take_back.connect(self.take_back)
        bar = self.card.bar
        self._office.refresh.logged.connect(self._go_on)
        bar.asking_began.connect(lambda: self._commands.set_asking(asking=True))
        bar.asking_ended.connect(lambda: self._commands.set_asking(asking=False))
        bar.back_to_call.connect(self.queue.go_to)
        bar.who_comes = self._who_comes
        for moves in (self.queue.picked, self.queue.filled, self.queue.placed, bar.placed):
            moves.connect(lambda *_told: self.moved.emit())

    def outcomes_place(self) -> QRect:
        """Return where on the screen the outcomes are, nowhere while they are out of sight."""
        bar = self.card.bar
        return QRect(bar.mapToGlobal(QPoint(0, 0)), bar.size()) if bar.isVisible() else QRect()

    def in_use(self) -> list[QRect]:
        """Return where on the screen the next key is read, and whom it is about."""
        return [self.outcomes_place(), self.queue.chosen_place()]

    def put_below(self, line: QWidget) -> None:
        """Put a line under the list, above that of the hub."""
        self._side_lines.insertWidget(1, line)

    def reload(self) -> None:
        self.queue.reload()
        self.sync.reload()

    def standing(self) -> Standing:
        bar = self.card.bar
        self.card.private.keep()
        return Standing(self.queue.current(), self.queue.day, bar.call, bar.begun(), not self.day.isHidden())

    def stand_again(self, was: Standing) -> None:
        """Go on where another page was left, and read everything anew."""
        bar = self.card.bar
        if was.lead_id:
            self.queue.go_to(was.lead_id)
            bar.go_on_with(was.begun)
        if was.day is not None:
            # what is saved meanwhile must find out who comes next before the list has been read again
            self.queue.show_day(was.day)
        if was.call is not None:
            bar.begin_call(was.call)
        if was.day_is_told:
            self.day.open()
        asked = was.begun.asked
        if asked is not None:
            self.card.when_shown(was.lead_id, lambda: bar.ask_again(asked))
        self.reload()

    def pass_time(self) -> None:
        """Show the minute it is now: what is late, what has opened or closed, what time it is there."""
        self.queue.reload()
        self.card.look_again()
        self.day.look_again()

    def start_day(self) -> None:
        """Go to the first lead of the list; what the day begins with has been read by then."""
        self.day.leave_it()
        if first := self.queue.first():
            self.go_to(first)

    def go_to(self, lead_id: str) -> None:
        """Show a lead, in the queue or not."""
        self._on_list = False
        self.queue.go_to(lead_id)
        self.take_keys()

    # --- where there is room for one

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        if not self._divided_by_hand:
            wide = min(self._widest_list, round(self.width() * LIST_SHARE))
            self._split.setSizes([wide, self.width() - wide])
        has_room = self.width() >= self._office.look.px(BESIDE)
        if has_room != self._has_room:
            self._has_room = has_room
            self._on_list = self._on_list and not has_room
            self._arrange()

    def _divided(self, _at: int, _handle: int) -> None:
        self._divided_by_hand = True

    def _arrange(self) -> None:
        """Show list and card beside each other, or the one of them the officer is at."""
        shows_list = self._has_room or self._on_list or not self.queue.current()
        shows_card = self._has_room or not shows_list
        if (self._side.isHidden(), self.card.isHidden()) != (not shows_list, not shows_card):
            self._side.setVisible(shows_list)
            self.card.setVisible(shows_card)
            if not (shows_card and self.card.bar.is_noting):
                self.take_keys()
        self.card.header.to_list.setVisible(not self._has_room)

    def show_list(self) -> None:
        """Go to the list, in place of the card where there is no room for both."""
        self._on_list = not self._has_room
        self._arrange()
        self.take_keys()

    def _enter_card(self) -> None:
        self._on_list = False
        self._arrange()
        self.card.area.setFocus()

    def _clicked(self) -> None:
        # beside the card the list keeps the keys, so that the arrows go on from the row
        if not self._has_room:
            self._enter_card()

    def take_keys(self) -> None:
        """Put the focus where no button takes a key that stands for an outcome, or where a question is answered."""
        if self.card.bar.is_asking and not self.card.isHidden():
            self.card.bar.asking.take_keys()
            return
        if self._side.isHidden():
            self.card.area.setFocus()
        else:
            self.queue.take_keys()

    def _filled(self, _count: int) -> None:
        if not self.queue.current():
            self.queue.go_to(self.queue.first())

    def _who_comes(self, lead_id: str, outcome: Outcome | None) -> str:
        """Return who is likely shown once an outcome is saved, "" when the officer stays."""
        return "" if outcome is None or outcome.live else self.queue.following(lead_id)

    def _go_on(self, saved: Saved) -> None:
        following = self.queue.following(saved.lead_id)
        # a conversation is not left in mid-air, nor a lead of which a fact was noted, and of a lead with another
        # number that one is tried first; a mail that falls due by the call just made can wait until the calls are done
        stays = saved.outcome is None or saved.outcome.live or self._has_next_number(saved)
        if self.queue.current() != saved.lead_id:
            return  # the officer went on before it was on the disk, and may be typing
        if not stays and following:
            self.card.have_ready(saved.coming)
            self.queue.go_to(following)
        self.take_keys()

    def leave(self, lead_id: str, following: str) -> None:
        """Go on from a lead that was given away to who stood behind it."""
        if self.queue.current() == lead_id and following:
            self.queue.go_to(following)
            self.take_keys()

    def _has_next_number(self, saved: Saved) -> bool:
        outcome, following = saved.outcome, saved.logged.next
        if outcome is None or outcome.kind is not Kind.DISCONNECTED:
            return False
        if following is None or following.channel is not Channel.CALL:
            return False
        return following.blocked is None and following.due_at <= self._office.now()

    def take_back(self, activity_id: str) -> None:
        """Correct an activity; it stays on record, struck out."""

        def done() -> None:
            self.took_back.emit(activity_id)
            self.said.emit(self.tr("Taken back"))

        self._office.act(self, lambda: self._office.desk.activities.undo(activity_id), done)

    def undo(self, saved: Saved) -> None:
        """Take back what was just logged and stand on its lead again."""
        activity_id = saved.logged.activity_id
        self._office.act(
            self, lambda: self._office.desk.activities.undo(activity_id), lambda: self.queue.go_to(saved.lead_id)
        )

    def snooze(self) -> None:
        """Let the lead's reminder ring again after the minutes set in the settings."""
        lead_id = self.queue.current()
        if not lead_id:
            return
        desk = self._office.desk

        def work() -> tuple[int, Changed]:
            minutes = desk.settings.number(SNOOZE_MINUTES)
            return minutes, desk.reminders.snooze_lead(lead_id, minutes) | Changed(Touched.QUEUE)

        def done(minutes: int) -> None:
            self.said.emit(self.tr("Rings again in {} min").format(minutes))

        self._office.tasks.store(work, *self._office.answers(self, done))
