"""What a manager does about what is red: each asks for its one reason, is said before it is done, and says so after."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QDialog, QWidget

from app.desktop.changes import NOTHING, Changed
from app.domain.excusing import Excusable
from app.errors import BadInput, FollowthroughError
from app.protocol.live import Excuse, Red
from ui.language import counted, problem_words, translate
from ui.parts import button, column, field, row, set_tone, text
from ui.tasks import while_lives

if TYPE_CHECKING:
    from app.desktop.live import Live
    from ui.office import Office

#: of more it is said how many there are
MOST_TOLD = 5
#: what takes longer is said to be under way
PATIENCE = timedelta(milliseconds=500)


class Did(msgspec.Struct, frozen=True):
    """What was done, in words, and what takes it back at the hub; None where nothing can. `changed` is of this desk."""

    words: str
    take_back: Callable[[], object] | None = None
    changed: Changed = NOTHING


class Act(QDialog):
    """Asks for a reason, and for what `_asks` adds; Enter does it, Esc leaves everything as it was.

    `done_with` carries what there is to say of it.
    """

    done_with = Signal(object)

    def __init__(self, office: Office, title: str, words: str, asks: str, act: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._office = office
        # a window's title is read by task bars and screen sharing: never a name
        self.setWindowTitle(act)
        px = office.look.px
        self.why = field(asks, hint=asks)
        self.why.returnPressed.connect(self.take)
        self._told = text(tone="soft", wrap=True)
        self.act = button(act, self.take, kind="primary")
        self.act.setDefault(True)
        cancel = button(self.tr("Cancel"), self.reject, kind="quiet")
        pad = px(24)
        self._inside = column(
            text(title, size="title", wrap=True),
            text(words, tone="soft", wrap=True),
            *self._about(),
            *self._asks(),
            self.why,
            self._told,
            row(text(self.tr("Enter does it"), tone="faint", size="small"), None, cancel, self.act, gap=px(8)),
            gap=px(12),
            margins=(pad, pad, pad, pad),
        )
        self.setLayout(self._inside)
        self.resize(px(460), self.sizeHint().height())
        self.why.setFocus()

    def _about(self) -> Sequence[QWidget]:
        """Return what says whom and which leads it is about."""
        return ()

    def _asks(self) -> Sequence[QWidget]:
        """Return what is asked for beside the reason."""
        return ()

    def _work(self, why: str) -> Callable[[], Did]:
        """Return what is done at the hub, on the network's thread."""
        raise NotImplementedError

    def take(self) -> None:
        why = self.why.text().strip()
        if not why:
            self._refuse(self.tr("Say why in a few words: it is kept, and the officer may read it."))
            return
        if not self.act.isEnabled():
            return
        self.act.setEnabled(False)
        waits = QTimer(self)
        waits.setSingleShot(True)
        waits.timeout.connect(self._say_under_way)
        waits.start(int(PATIENCE.total_seconds() * 1000))

        def done(did: Did) -> None:
            waits.stop()
            self.done_with.emit(did)
            self.accept()

        def failed(problem: Exception) -> None:
            waits.stop()
            self.act.setEnabled(True)
            self._fail(problem)

        self._office.tasks.network(self._work(why), while_lives(self, done), while_lives(self, failed))

    def _say_under_way(self) -> None:
        set_tone(self._told, "soft")
        self._told.setText(self.tr("The hub is asked…"))

    def _fail(self, problem: Exception) -> None:
        if not isinstance(problem, FollowthroughError):
            self._office.trouble.show(problem)
            return
        self._refuse(problem_words(problem))
        if isinstance(problem, BadInput):
            self.why.setFocus()

    def _refuse(self, words: str) -> None:
        set_tone(self._told, "bad")
        self._told.setText(words)

    @property
    def _live(self) -> Live:
        return self._office.desk.live


class Nudging(Act):
    """Rings the officer of a lead, in the manager's words."""

    def __init__(self, office: Office, one: Red, name: str, parent: QWidget | None = None) -> None:
        self._lead_id, self._name = one.lead_id, name
        title = translate("live", "Nudge {} about this lead").format(name)
        words = translate("live", "It rings at their desk at once, with your name. It cannot be taken back.")
        asks = translate("live", "What they are to read, such as: please call now")
        super().__init__(office, title, words, asks, translate("live", "Nudge"), parent)

    def _work(self, why: str) -> Callable[[], Did]:
        live, lead_id = self._live, self._lead_id
        words = translate("live", "{} is rung about it.").format(self._name)

        def nudge() -> Did:
            live.nudge(lead_id, why)
            return Did(words)

        return nudge


class TakingOver(Act):
    """Takes a lead over from who has it; the reason is listed, as of every move."""

    def __init__(self, office: Office, one: Red, name: str, told: str, parent: QWidget | None = None) -> None:
        self._one, self._name, self._told_of = one, name, told
        title = translate("live", "Take this lead over from {}").format(name)
        words = translate("live", "It comes into your own queue with its story; {} is told that it went.").format(name)
        asks = translate("live", "Why")
        super().__init__(office, title, words, asks, translate("live", "Take over"), parent)

    def _about(self) -> Sequence[QWidget]:
        return (text(self._told_of, weight="medium", wrap=True),)

    def _work(self, why: str) -> Callable[[], Did]:
        live, lead_id, holder_id = self._live, self._one.lead_id, self._one.officer_id
        words = translate("live", "Taken over from {}; it is in your queue.").format(self._name)
        undone = translate("live", "Taken back at once")

        def take_over() -> Did:
            changed = live.take_over(lead_id, why)
            return Did(words, lambda: live.give(holder_id, [lead_id], undone), changed)

        return take_over


class Excusing(Act):
    """Excuses what was missed of the chosen leads, so that it counts against nobody."""

    def __init__(
        self, office: Office, reds: Sequence[Red], told: Sequence[str] = (), parent: QWidget | None = None
    ) -> None:
        self._reds, self._told_of = list(reds), list(told)
        many = len(self._reds)
        title = (
            translate("live", "Excuse {} misses").format(many) if many > 1 else translate("live", "Excuse this miss")
        )
        words = translate(
            "live", "Neither number of their adherence or promises counts it then. The officer sees it, and why."
        )
        super().__init__(office, title, words, translate("live", "Why"), translate("live", "Excuse"), parent)

    def _about(self) -> Sequence[QWidget]:
        """Return whose misses they are and of which leads, the first of many."""
        told = [text(words, weight="medium", wrap=True) for words in self._told_of[:MOST_TOLD]]
        more = len(self._told_of) - len(told)
        if more > 0:
            told.append(text(counted("live", "and %n more", "and %n more", more), tone="soft"))
        return told

    def _work(self, why: str) -> Callable[[], Did]:
        live, asked = self._live, [_excuse_of(one, why) for one in self._reds]
        words = translate("live", "Excused; it is in their story with your why.")
        undone = translate("live", "Taken back at once")

        def excuse() -> Did:
            made = [(one.lead_id, live.excuse(one).done_id) for one in asked]

            def take_back() -> None:
                for lead_id, done_id in made:
                    live.excuse(Excuse(lead_id=lead_id, why=undone, takes_back=done_id))

            return Did(words, take_back)

        return excuse


def _excuse_of(one: Red, why: str) -> Excuse:
    if one.step_id:
        return Excuse(lead_id=one.lead_id, why=why, what=Excusable.STEP, step_id=one.step_id)
    return Excuse(lead_id=one.lead_id, why=why, what=Excusable.PROMISE, promised_at=one.due_at)
