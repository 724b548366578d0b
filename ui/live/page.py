"""The manager's live page: what is red now and who is on, told again within seconds of any change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QBoxLayout, QStackedWidget, QWidget

from ui import wording
from ui.faces import Faces
from ui.language import counted
from ui.lines import LineList
from ui.live.acting import Act, Did, Excusing, Nudging, TakingOver
from ui.live.giving import Giving
from ui.live.model import in_one_line, is_on, key_of, move_lines, people_lines, red_lines, retell
from ui.parts import button, column, command_button, field, frame, open_over, row, scrolled, text
from ui.story import StoryDialog
from ui.tasks import while_lives
from ui.wrapping import wrapping

if TYPE_CHECKING:
    from app.desktop.live import Board
    from app.errors import FollowthroughError
    from app.protocol.live import Move, Moves, OfTheTeam, Red
    from ui.commands import Commands
    from ui.lines import Line
    from ui.live_board import LiveBoard
    from ui.office import Office

#: what is older is said to be so
STALE = timedelta(minutes=3)
#: in less than this who is on stands below what is red
BESIDE = 820
#: and neither of them is lower
LEAST = 180
#: with more people one is looked for by name
MANY = 8
#: the commands of the page, in the order of their buttons
ACTS = ("live.give", "live.nudge", "live.take", "live.excuse")


class LivePage(QWidget):
    """`said` is a word for the toast, `undoable` one with what takes it back. Time left is redrawn without asking."""

    said = Signal(str)
    undoable = Signal(str, object)

    def __init__(self, office: Office, commands: Commands, live: LiveBoard) -> None:
        super().__init__()
        self._office, self._commands, self._live = office, commands, live
        self._reds: list[Red] = []
        self._moves: list[Move] = []
        self.setObjectName("page")
        self._build()
        live.told.connect(self._show)
        live.failed.connect(self._fail)
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._second.timeout.connect(self.pass_time)

    def _build(self) -> None:
        office, px = self._office, self._office.look.px
        self._told = text(tone="soft", wrap=True)
        moves = command_button(self._commands["live.moves"], office.icons, kind="quiet", words=self.tr("What was done"))
        again = button(self.tr("Reload"), self._live.ask, kind="quiet")
        top = column(row(text(self.tr("Live"), size="title"), None, moves, again, gap=px(8)), self._told, gap=px(4))
        self.red = LineList(office.look, office.icons, self.tr("What is red now"))
        self.red.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.red.on_entered(lambda _line: self.give())
        self._acts = [
            command_button(self._commands[name], office.icons, kind="" if n else "primary", words=words)
            for n, (name, words) in enumerate(zip(ACTS, self._act_words(), strict=True))
        ]
        self.people = LineList(office.look, office.icons, self.tr("Who is on"))
        self.finder = field(self.tr("Find somebody"), hint=self.tr("Find somebody"))
        self.finder.textChanged.connect(lambda _text: self.pass_time())
        self._give_all = command_button(
            self._commands["live.give_all"], office.icons, words=self.tr("Give all their leads…")
        )
        self.faces = Faces(office, self._ask_anew)
        self.faces.fill(self.red)
        pad = px(12)
        left = frame(
            "panel",
            # above the list: at its foot a word that floats would lie over them
            column(wrapping(self._acts, px(8)), self.faces, gap=px(8), margins=(pad, pad, pad, pad)),
        )
        right = frame(
            "panel",
            column(
                text(self.tr("Who is on"), weight="strong"),
                row(self._give_all, None),
                self.finder,
                self.people,
                gap=px(8),
                margins=(pad, pad, pad, pad),
            ),
        )
        both = self._both = row(left, right, gap=px(16))
        both.setStretch(0, 3)
        both.setStretch(1, 2)
        # so that in a low window both scroll by, and neither is squeezed to nothing
        self.faces.setMinimumHeight(px(LEAST))
        self.people.setMinimumHeight(px(LEAST))
        both.setContentsMargins(0, 0, 0, 0)
        sheet = QWidget()
        sheet.setLayout(both)
        self._now = scrolled(sheet, self.tr("What is red, and who is on"))
        self.done = LineList(office.look, office.icons, self.tr("What was done, by whom and why"))
        self.done.on_entered(self._open_story)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._now)
        self._stack.addWidget(frame("panel", column(self.done, margins=(pad, pad, pad, pad))))
        body = column(top, self._stack, gap=px(16), margins=(px(24), px(20), px(24), px(16)))
        body.setStretch(1, 1)
        self.setLayout(body)
        self._wait()

    def _act_words(self) -> tuple[str, ...]:
        return self.tr("Give to…"), self.tr("Nudge…"), self.tr("Take over"), self.tr("Excuse…")

    # --- while it is looked at

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        self._live.is_looked_at = True
        self._second.start()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        wide = self.width() >= self._office.look.px(BESIDE)
        self._both.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        super().hideEvent(event)
        self._live.is_looked_at = False
        self._second.stop()

    def reload(self) -> None:
        self._stack.setCurrentIndex(0)
        if self._live.board is not None:
            self._show()
        self._live.ask()

    def take_keys(self) -> None:
        self.red.setFocus()

    def pass_time(self) -> None:
        """Say how much time is left by now; nobody is asked for it, but a line that broke unnoticed is found out."""
        board = self._live.board
        if board is None:
            return
        self._live.look()
        if self._stack.currentIndex():
            return
        now, zone = self._office.now(), self._office.zone
        at = board.hub_time(now)
        self._reds = board.as_of(now)
        people = {one.officer_id: one for one in board.told.people}
        retell(self.red, red_lines(self._reds, people, at, zone))
        wanted = self.finder.text().casefold().strip()
        self.finder.setVisible(len(people) > MANY)
        lines = people_lines(board, self._reds, at, zone)
        retell(self.people, [line for line in lines if wanted in line.words.casefold()])
        self._tell(board, now)

    def _show(self) -> None:
        board = self._live.board
        if board is None:
            return
        self.pass_time()
        if board.told.red:
            self.faces.show_filled()
            if self.red.current_line() is None:
                self.red.step(0)
        else:
            words = self.tr(
                "No first call runs out, no promise is missed, and every lead has somebody. What changes comes here by "
                "itself."
            )
            self.faces.show_empty("circle-check", self.tr("Nothing is red"), words)

    def _tell(self, board: Board, now: datetime) -> None:
        many, on = len(self._reds), sum(one.on_shift for one in board.told.people)
        as_of = board.told.server_time - board.ahead
        parts = [
            counted("LivePage", "%n things red", "%n thing red", many),
            self.tr("{} of {} on shift").format(on, len(board.told.people)),
            self.tr("as of {}").format(wording.moment(as_of, now, self._office.zone)),
        ]
        if board.told.more:
            parts.insert(1, self.tr("{} more leads nobody has").format(board.told.more))
        if now - as_of > STALE:
            parts.append(self.tr("the hub has not answered since"))
        self._told.setText(" · ".join(parts))

    def _fail(self, problem: FollowthroughError) -> None:
        if self._live.board is None:
            # what was known before stays in sight, and is said to be old
            self.faces.show_failed(problem)

    def _wait(self) -> None:
        self.faces.show_waiting(self.tr("Looking"), self.tr("The hub is asked what is red now."))

    def _ask_anew(self) -> None:
        self._wait()
        self._live.ask()

    # --- what is done

    def chosen(self) -> list[Red]:
        """Return what is chosen of what is red, else what one stands on."""
        keys = {self.red.lines.lines[index.row()].key for index in self.red.selectedIndexes()}
        at = self.red.current_line()
        keys = keys or ({at.key} if at is not None else set())
        return [one for one in self._reds if key_of(one) in keys]

    def give(self) -> None:
        reds, board = self.chosen(), self._live.board
        if reds and board is not None:
            lead_ids = list(dict.fromkeys(one.lead_id for one in reds))
            holders = {one.officer_id for one in reds}
            # whoever has all of them is not to be given them
            takers = [one for one in self._takers(board) if {one.officer_id} != holders]
            self._open(Giving(self._office, lead_ids, takers, self.window()))

    def give_all(self) -> None:
        """Give everything that the officer one stands on has: for who leaves, or is ill."""
        line, board = self.people.current_line(), self._live.board
        if line is None or board is None:
            self.said.emit(self.tr("Choose somebody in the list of who is on."))
            return
        holder = next((one for one in board.told.people if one.officer_id == line.key), None)
        if holder is not None:
            self._open(Giving(self._office, [], self._takers(board), self.window(), holder=holder))

    def _takers(self, board: Board) -> list[OfTheTeam]:
        """Return whom leads may go to, who is on first."""
        return sorted(board.told.people, key=lambda one: (not is_on(one), one.name))

    def nudge(self) -> None:
        one, name = self._with_holder()
        if one is not None:
            self._open(Nudging(self._office, one, name, self.window()))

    def excuse(self) -> None:
        reds = [one for one in self.chosen() if one.officer_id]
        if reds:
            self._open(Excusing(self._office, reds, [self._told_of(one) for one in reds], self.window()))
        else:
            self.said.emit(self.tr("Nobody has missed anything there."))

    def take_over(self) -> None:
        one, name = self._with_holder()
        if one is not None:
            self._open(TakingOver(self._office, one, name, self._told_of(one), self.window()))

    def _told_of(self, one: Red) -> str:
        """Return a line as it stands in the list, with whose it is: a dialog covers that."""
        line = next((line for line in self.red.lines.lines if line.key == key_of(one)), None)
        return "" if line is None else in_one_line(line)

    def _with_holder(self) -> tuple[Red | None, str]:
        """Return the first chosen that somebody has, and who; says so where there is none."""
        board = self._live.board
        names = {} if board is None else {one.officer_id: one.name for one in board.told.people}
        one = next((one for one in self.chosen() if one.officer_id in names), None)
        if one is None:
            self.said.emit(self.tr("Nobody has this lead; give it to somebody."))
            return None, ""
        return one, names[one.officer_id]

    def _refused(self, problem: Exception) -> None:
        self._office.trouble.show(problem)

    def _open(self, dialog: Act) -> None:
        dialog.done_with.connect(self._did)
        dialog.open()

    def _did(self, did: Did) -> None:
        self._office.refresh.announce(did.changed)
        if did.take_back is None:
            self.said.emit(did.words)
        else:
            self.undoable.emit(did.words, did.take_back)
        self._live.hint()

    def undo(self, take_back: Callable[[], object]) -> None:
        """Take back what was done, at the hub."""

        def undone(_answer: object) -> None:
            self.said.emit(self.tr("Taken back."))
            self._live.hint()

        self._office.tasks.network(take_back, while_lives(self, undone), while_lives(self, self._refused))

    # --- what was done

    def switch_moves(self) -> None:
        """Show what was done, by whom and why, or go back to what is red."""
        if self._stack.currentIndex():
            self._stack.setCurrentIndex(0)
            self.take_keys()
            return
        self._stack.setCurrentIndex(1)
        self._told.setText(self.tr("The hub is asked what was done in the last fourteen days."))
        self.done.setFocus()

        def shown(found: Moves) -> None:
            self._moves = found.moves
            self.done.show_lines(move_lines(found.moves, self._office.now(), self._office.zone))
            self.done.step(0)
            count = len(found.moves)
            many = counted("LivePage", "%n entries", "%n entry", count)
            fortnight = self.tr("every excusal, move and change of hours of the last fourteen days, with its why")
            self._told.setText(" · ".join((many, fortnight, self.tr("Enter shows what happened to the lead"))))

        def failed(problem: Exception) -> None:
            self._stack.setCurrentIndex(0)
            self._refused(problem)

        moves = self._office.desk.live.moves
        self._office.tasks.network(moves, while_lives(self, shown), while_lives(self, failed))

    def _open_story(self, line: Line) -> None:
        """Show the story of the lead something was done about: which it was is said nowhere else."""
        lead_id = self._moves[int(line.key)].lead_id
        if lead_id:
            open_over(StoryDialog(self._office, lead_id, self))
        else:
            self.said.emit(self.tr("That was about no lead."))
