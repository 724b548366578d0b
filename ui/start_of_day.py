"""The start of the day, over the list: what came overnight, what is promised, what was missed, what closes early."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QWidget

from app.desktop.changes import Changed, Touched
from ui import wording
from ui.commands import Command, shown_key
from ui.language import counted, translate
from ui.office import Office
from ui.parts import button, clear, column, command_button, icon_label, row, scrolled, text
from ui.tasks import lets_others

if TYPE_CHECKING:
    from app.desktop.catching_up import Backlog
    from app.desktop.start_of_day import Closing, DayAhead
    from app.desktop.views import PromiseLine

#: promises and closing times said one by one; whoever wants all of them has a page for it
NAMED = 3
#: for so long after the first look the hub may still tell of the night
STILL_NIGHT = timedelta(minutes=5)
#: how much of the page it takes at most, the rest is scrolled; at twice the size of text
SHARE, SHARE_AT_200 = 0.4, 0.26
#: below this width the buttons go under the words
BESIDE = 480


class StartOfDay(QFrame):
    """Shown at the day's first look, if there is anything to say; goes with the first outcome that is logged.

    `backlog` carries what piled up in days away, which takes its place; `starts` asks for the first lead.
    """

    backlog = Signal(object)
    starts = Signal()

    def __init__(self, office: Office, start: Command, again: Command) -> None:
        super().__init__()
        self._office = office
        #: until when what a round brings may still make this day's summary; None once it was shown
        self._open_till: datetime | None = None
        self._asked_on: date | None = None
        self.setProperty("kind", "note-info")
        self.setProperty("notice", "true")
        self.setAccessibleName(self.tr("Start of day"))
        px = office.look.px
        self.start = command_button(start, office.icons, kind="primary", words=self.tr("Start"))
        self.leave = button(self.tr("Close"), self.leave_it, kind="quiet", name=self.tr("Close the start of day"))
        self.leave.setToolTip(self.tr("Close (Esc or {})").format(shown_key(again.keys[0])))
        for each in (self.start, self.leave):
            # the list keeps the keys
            each.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._lines = column(gap=px(4))
        self._sheet = QWidget()
        self._sheet.setLayout(self._lines)
        self._area = scrolled(self._sheet, self.tr("Start of day"))
        self._area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._buttons = row(self.start, self.leave, None, gap=px(8))
        self._whole = row(self._area, column(self._buttons, None), gap=px(8), margins=(px(16), px(8), px(16), px(8)))
        self._whole.setStretch(0, 1)
        self.setLayout(self._whole)
        self.hide()
        office.refresh.listen(self, Touched.QUEUE, self._touched)
        office.refresh.logged.connect(self.leave_it)

    # --- coming and going

    def begin(self) -> None:
        """Say what the day begins with, unless that was said today."""
        from app.desktop.start_of_day import day_of

        today = day_of(self._office.now(), self._office.zone)
        if today == self._asked_on:
            return
        self._asked_on = today
        begin, tasks = self._office.desk.start_of_day.begin, self._office.tasks
        self._office.ask(self, lambda: begin(lets_others(tasks)), self._begun)

    def begin_anew(self) -> None:
        """Do so in a window that was left open overnight, once somebody comes back to it."""
        # the list is filled first, however early the window comes to the front
        if self._asked_on is not None:
            self.begin()

    def _begun(self, found: DayAhead | Backlog | None) -> None:
        from app.desktop.catching_up import Backlog

        if isinstance(found, Backlog):
            self.backlog.emit(found)
        elif found is not None:
            self._open_till = self._office.now() + STILL_NIGHT
            self._show_unless_empty(found)

    def _show_unless_empty(self, day: DayAhead) -> None:
        if not day.is_empty:
            self.show_day(day)

    def open(self) -> None:
        """Say it again, whatever the hour."""
        self._office.ask(self, self._office.desk.start_of_day.look, self.show_day)

    def switch(self) -> None:
        """Open it, or close it where it is open."""
        if self.isHidden():
            self.open()
        else:
            self.leave_it()

    def leave_it(self) -> None:
        self._open_till = None
        self.hide()

    def look_again(self) -> None:
        """Have it say how things stand now, where it says anything."""
        if not self.isHidden():
            self.open()
        elif self._open_till is not None and self._office.now() < self._open_till:
            self._office.ask(self, self._office.desk.start_of_day.look, self._show_unless_empty)

    def _touched(self, _changed: Changed) -> None:
        self.look_again()

    # --- what it says

    def show_day(self, day: DayAhead) -> None:
        was_hidden, self._open_till = self.isHidden(), None
        clear(self._lines)
        lines = [*self._told(day)] or [("circle-check", self.tr("Nothing came overnight, nothing is promised today."))]
        for icon, words in lines:
            self._lines.addLayout(self._line(icon, words))
        told = "\n".join(words for _, words in lines)
        self.setAccessibleDescription(told)
        self.show()
        # the new words have their size once they are shown
        QTimer.singleShot(0, self, self._fit)
        if was_hidden:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, told))

    def _line(self, icon: str, words: str) -> QBoxLayout:
        look = self._office.look
        sign = icon_label(self._office.icons, icon, "info")
        line = row(sign, text(words, wrap=True), gap=look.px(8))
        line.setAlignment(sign, Qt.AlignmentFlag.AlignTop)
        line.setStretch(1, 1)
        return line

    def _told(self, day: DayAhead) -> list[tuple[str, str]]:
        """Return a line for each that there is, in the order of the day."""
        now, zone = self._office.now(), self._office.zone
        lines = []
        if day.missed:
            lines.append(("phone-missed", missed_words(day.missed)))
        if day.overnight:
            lines.append(("moon", overnight_words(day, now, zone)))
        if day.promised:
            lines.append(("calendar", promised_words(day.promised, now, zone)))
        if day.closings:
            lines.append(("clock", closing_words(day.closings, now, zone)))
        return lines

    def _fit(self) -> None:
        """Give the words the height they need at this width, or as much as the page can spare."""
        page, wide = self.parentWidget(), self.width() >= self._office.look.px(BESIDE)
        if page is None or self.isHidden():
            return
        self._whole.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        self._whole.activate()
        # of a narrow page less would be a line and a half
        share = SHARE + (SHARE_AT_200 - SHARE) * (self._office.look.scale - 1) if wide else SHARE
        most = round(page.height() * share) - (0 if wide else self._buttons.sizeHint().height())
        edges = self._area.width() - self._area.contentsRect().width()
        width = self._area.contentsRect().width()
        high = self._lines.heightForWidth(width)
        if high + edges > most:
            high = self._lines.heightForWidth(width - self._area.verticalScrollBar().sizeHint().width())
        self._sheet.setFixedHeight(high)
        self._area.setFixedHeight(min(high + edges, most))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            QTimer.singleShot(0, self, self._fit)


def overnight_words(day: DayAhead, now: datetime, zone: str) -> str:
    """Say how many came in the night, and by when the first of them has to be called."""
    n = day.overnight
    came = counted("start of day", "%n came overnight", "%n came overnight", n)
    if day.first_call_by is None:
        return translate("start of day", "{}, not called yet").format(came)
    return translate("start of day", "{}, first call by {}").format(came, wording.moment(day.first_call_by, now, zone))


def promised_words(promised: Sequence[PromiseLine], now: datetime, zone: str) -> str:
    """Say what is promised, at the borrowers' times and, where clocks differ, one's own."""
    n = len(promised)
    count = counted("start of day", "%n promised today", "%n promised today", n)
    return translate("start of day", "{}: {}").format(count, _some([_promise(line, now, zone) for line in promised]))


def _promise(line: PromiseLine, now: datetime, zone: str) -> str:
    there = wording.moment(line.at, now, line.zone)
    here = wording.moment(line.at, now, zone)
    if there == here:
        return translate("start of day", "{name} {time}").format(name=line.name, time=there)
    said = translate("start of day", "{name} {time} {place}, {here} your time")
    return said.format(name=line.name, time=there, place=wording.place(line.zone), here=here)


def missed_words(missed: Sequence[PromiseLine]) -> str:
    n = len(missed)
    count = counted("start of day", "%n promises missed", "%n promise missed", n)
    return translate("start of day", "{}: {}").format(count, _some([line.name for line in missed]))


def closing_words(closings: Sequence[Closing], now: datetime, zone: str) -> str:
    """Say until when the calls of today may be made, on one's own clock, where that is before one's day ends."""
    return _some([_closing(closing, now, zone) for closing in closings], sum_of=[closing.leads for closing in closings])


def _closing(closing: Closing, now: datetime, zone: str) -> str:
    where, n = _where(closing.states), closing.leads
    if closing.at is None:
        if not where:
            return counted("start of day", "%n may not be called today", "%n may not be called today", n)
        said = counted("start of day", "%n in {} may not be called today", "%n in {} may not be called today", n)
        return said.format(where)
    by = wording.moment(closing.at, now, zone)
    if not where:
        return counted("start of day", "%n close by {} your time", "%n closes by {} your time", n).format(by)
    said = counted("start of day", "%n in {} close by {} your time", "%n in {} closes by {} your time", n)
    return said.format(where, by)


def _where(states: Sequence[str]) -> str:
    named = list(states[:NAMED])
    if more := len(states) - len(named):
        named.append(counted("start of day", "%n more states", "%n more state", more))
    return wording.listed(named)


def _some(words: Sequence[str], *, sum_of: Sequence[int] | None = None) -> str:
    """Return the first few, and how many more there are; `sum_of` says how many each stands for."""
    said = translate("start of day", "{}; {}")
    told = words[0]
    for each in words[1:NAMED]:
        told = said.format(told, each)
    more = sum(sum_of[NAMED:]) if sum_of is not None else len(words) - NAMED
    if len(words) <= NAMED:
        return told
    return said.format(told, translate("start of day", "{} more").format(f"{more:,}"))
