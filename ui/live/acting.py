"""What a manager does about what is red: each asks for its one reason, is said before it is done, and says so after."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QWidget

from app.domain.excusing import Excusable
from app.errors import BadInput, FollowthroughError
from app.protocol.live import Excuse, Red
from ui import wording
from ui.language import from_app, problem_words, translate
from ui.parts import button, choice, column, field, row, set_tone, text
from ui.tasks import while_lives

if TYPE_CHECKING:
    from app.desktop.live import Live
    from app.protocol.live import OfTheTeam
    from ui.office import Office

#: what takes longer is said to be under way
PATIENCE = timedelta(milliseconds=500)


class Did(msgspec.Struct, frozen=True):
    """What was done, in words, and what takes it back at the hub; None where nothing can."""

    words: str
    take_back: Callable[[], object] | None = None


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


class Giving(Act):
    """Gives the chosen leads, or all that somebody has, to somebody else of the manager's people."""

    def __init__(
        self,
        office: Office,
        lead_ids: Sequence[str],
        people: Sequence[OfTheTeam],
        parent: QWidget | None = None,
        *,
        holder: OfTheTeam | None = None,
    ) -> None:
        self._lead_ids, self._from = list(lead_ids), holder
        self._people = [
            one for one in people if one.may_hold and (holder is None or one.officer_id != holder.officer_id)
        ]
        title, words = self._words(len(self._lead_ids))
        super().__init__(office, title, words, translate("live", "Why"), translate("live", "Give"), parent)
        self.to.setFocus()

    def _words(self, many: int) -> tuple[str, str]:
        """Return the title, and what comes of it."""
        if self._from is not None:
            title = translate("live", "Give all of {}’s leads to").format(self._from.name)
            words = translate("live", "Everything {} has, but for own leads, which stay. It rings there.")
            return title, words.format(self._from.name)
        words = translate("live", "They come with their story and ring there; whoever had them is told that they went.")
        if many > 1:
            return translate("live", "Give {} leads to").format(many), words
        return translate("live", "Give the lead to"), words

    def _asks(self) -> Sequence[QWidget]:
        self.to: QComboBox = choice(translate("live", "To whom"))
        for one in self._people:
            self.to.addItem(one.name, one.officer_id)
        return (self.to,)

    def _work(self, why: str) -> Callable[[], Did]:
        live, to_id, name = self._live, str(self.to.currentData() or ""), self.to.currentText()
        from_id, lead_ids = self._from.officer_id if self._from else "", self._lead_ids
        undone = translate("live", "Taken back at once")

        def give() -> Did:
            answer = live.give(to_id, lead_ids, why, from_id=from_id)
            words = translate("live", "{} given to {}.").format(wording.leads(len(answer.given)), name)
            if answer.kept:
                stayed = translate("live", "{} stayed: {}.")
                words += " " + stayed.format(wording.leads(len(answer.kept)), from_app(answer.kept[0].reason))
            # what nobody had before cannot be given back to anybody
            return Did(words, (lambda: live.give_back(answer, undone)) if any(answer.given.values()) else None)

        return give


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


class Excusing(Act):
    """Excuses what was missed of the chosen leads, so that it counts against nobody."""

    def __init__(self, office: Office, reds: Sequence[Red], parent: QWidget | None = None) -> None:
        self._reds = list(reds)
        many = len(self._reds)
        title = (
            translate("live", "Excuse {} misses").format(many) if many > 1 else translate("live", "Excuse this miss")
        )
        words = translate(
            "live", "Neither number of their adherence or promises counts it then. The officer sees it, and why."
        )
        super().__init__(office, title, words, translate("live", "Why"), translate("live", "Excuse"), parent)

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
