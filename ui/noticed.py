"""Signals of an officer, for the officer first: what was noticed, and beside it what managers did and why."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.signals import Sign
from app.protocol.drilled import Beside, Signals, SignalTold
from ui import wording
from ui.language import from_app, marked, translate
from ui.lines import Line, LineList
from ui.office import Office
from ui.parts import column, frame, text

#: more lines than these nobody reads; how many there are is said
MOST = 50
_SAID: dict[Sign, str] = {
    Sign.SOON_AFTER_POPUP: marked("noticed", "Outcome {n} s after the popup, and no phone was handed the number"),
    Sign.MANY_A_MINUTE: marked("noticed", "{n} outcomes written within a minute"),
    Sign.INBOUND_SHARE: marked("noticed", "{n} of {of} contacts were inbound; the branch: {branch_n} of {branch_of}"),
    Sign.PROMISE_FAR_OFF: marked("noticed", "A time promised {n} days ahead"),
    Sign.PROMISE_MOVED: marked("noticed", "A promise moved {n} times"),
    Sign.DEAD_NUMBER_REACHED: marked("noticed", "A number said to be dead was reached later"),
    Sign.HOURS_CHANGED: marked("noticed", "Hours changed after the lead had landed; its first call became due later"),
}  # fmt: skip
_DONE = {
    "nudged": marked("noticed", "Asked to see to a lead"),
    "excused": marked("noticed", "Excused"),
    "unexcused": marked("noticed", "Excusal taken back"),
    "changed_hours": marked("noticed", "Hours changed"),
    "changed_days_off": marked("noticed", "Days off changed"),
    "changed_cover": marked("noticed", "Cover changed"),
    "changed_zone": marked("noticed", "Time zone changed"),
    "changed_licences": marked("noticed", "Licences changed"),
    "changed_absence": marked("noticed", "Said to be away"),
    "moved_in": marked("noticed", "Lead moved here"),
    "moved_out": marked("noticed", "Lead moved to somebody else"),
}


class Noticed(QWidget):
    """`lead_chosen` names the lead of a line that was clicked, or Enter pressed on."""

    lead_chosen = Signal(str)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        px = office.look.px
        self.told = text(tone="soft", wrap=True)
        self.signals = LineList(office.look, office.icons, self.tr("Worth a question"), fits=True)
        self.beside = LineList(office.look, office.icons, self.tr("What managers did meanwhile"), fits=True)
        self._beside_head = text(self.tr("What managers did meanwhile"), weight="strong")
        for lines in (self.signals, self.beside):
            lines.on_chosen(self._go)
        pad = px(16)
        inside = column(
            text(self.tr("Worth a question"), size="heading"),
            self.told,
            self.signals,
            self._beside_head,
            self.beside,
            gap=px(8),
            margins=(pad, pad, pad, pad),
        )
        self.setLayout(column(frame("panel", inside)))

    def _go(self, line: Line) -> None:
        if line.key:
            self.lead_chosen.emit(line.key)

    def say(self, words: str) -> None:
        """Show a sentence and no line: nothing is known."""
        self._fill([], [])
        self.told.setText(words)

    def show_signals(self, found: Signals, *, is_own: bool) -> None:
        self._fill([self._line(one, is_own=is_own) for one in found.signals], [self._done(one) for one in found.beside])
        many = len(found.signals)
        if not many:
            self.told.setText(self.tr("Nothing was noticed in these days."))
        elif is_own:
            self.told.setText(
                self.tr(
                    "No score, and proof of nothing. You see each of these before your manager does; say what it was."
                )
            )
        else:
            self.told.setText(
                self.tr("No score, and proof of nothing: ask. The officer has seen each of these for a whole shift.")
            )

    def _fill(self, signals: list[Line], beside: list[Line]) -> None:
        for lines, shown in ((self.signals, signals), (self.beside, beside)):
            lines.show_lines(shown[:MOST])
            lines.setVisible(bool(shown))
        self._beside_head.setVisible(bool(beside))

    def _line(self, one: SignalTold, *, is_own: bool) -> Line:
        when = self._when(one)
        detail = [one.name] if one.name else []
        if is_own and one.theirs_until > self._office.now():
            until = wording.moment(one.theirs_until, self._office.now(), self._office.zone)
            detail.append(self.tr("yours alone until {}").format(until))
        return Line(one.lead_id, "info", signal_words(one), when, " · ".join(detail))

    def _done(self, one: Beside) -> Line:
        words = translate("noticed", _DONE[one.what]) if one.what in _DONE else one.what.replace("_", " ")
        detail = " · ".join(filter(None, (one.name, one.by, from_app(one.why))))
        return Line(one.lead_id, "user", words, self._when(one), detail)

    def _when(self, one: SignalTold | Beside) -> str:
        return wording.moment(one.at, self._office.now(), self._office.zone)


def signal_words(one: SignalTold) -> str:
    """Return what was noticed as a sentence."""
    said = translate("noticed", _SAID[one.sign])
    return said.format(n=one.n, of=one.of, branch_n=one.branch_n, branch_of=one.branch_of)
