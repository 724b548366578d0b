"""What was promised, day by day: today and late first, each line on the officer's clock and on the borrower's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.desktop.changes import Changed, Touched
from app.desktop.views import PromiseLine
from app.domain.activity import Kind
from ui import wording
from ui.elsewhere import add_to_calendar
from ui.language import counted, from_app, marked
from ui.lines import Line, LineList
from ui.office import Office
from ui.parts import EmptyState, button, clear, column, frame, row, scrolled, text

#: how far ahead the chips look, in days; None is as far as anybody promised
SPANS = (
    (marked("PromisesPage", "Today"), 1),
    (marked("PromisesPage", "This week"), 7),
    (marked("PromisesPage", "All"), None),
)
WEEK = 1
_ICONS = {Kind.APPOINTMENT: "calendar", Kind.INBOUND: "phone-incoming"}


class PromisesPage(QWidget):
    """`lead_chosen` names the lead of a line that was clicked, or Enter pressed on; `said` is a word for the toast."""

    lead_chosen = Signal(str)
    said = Signal(str)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._span = WEEK
        self._lines: list[PromiseLine] = []
        self.lists: list[LineList] = []
        self._standing: LineList | None = None
        self.setObjectName("page")
        px = office.look.px
        self._spans = [self._chip(n) for n in range(len(SPANS))]
        self._told = text(tone="soft", wrap=True)
        self.to_calendar = button(self.tr("Add to calendar"), self._add_chosen)
        self.to_calendar.setEnabled(False)
        top = column(
            row(text(self.tr("Promises"), size="title"), None, *self._spans, gap=px(8)),
            row(self._told, self.to_calendar, gap=px(8)),
            gap=px(4),
        )
        self._days: QVBoxLayout = column(gap=px(16))
        sheet = QWidget()
        sheet.setLayout(column(self._days, None))
        self.area = scrolled(sheet, self.tr("Promises by day"))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.area)
        self._stack.addWidget(
            EmptyState(
                office.look,
                office.icons,
                "calendar",
                self.tr("Nothing is promised"),
                self.tr("An appointment (5) or a call back (6) that you log stands here until it is kept."),
            )
        )
        body = column(top, self._stack, gap=px(16), margins=(px(24), px(20), px(24), px(16)))
        body.setStretch(1, 1)
        self.setLayout(body)
        office.refresh.listen(self, Touched.QUEUE | Touched.LEAD, self._touched)

    def _chip(self, n: int) -> QPushButton:
        words = self.tr(SPANS[n][0])
        made = button(words, lambda: self._choose(n), kind="chip", name=self.tr("Promises: {}").format(words))
        made.setCheckable(True)
        made.setChecked(n == self._span)
        return made

    def _choose(self, span: int) -> None:
        self._span = span
        for n, made in enumerate(self._spans):
            made.setChecked(n == span)
        self._show(self._lines)

    def _touched(self, _changed: Changed) -> None:
        if self.isVisible():
            self.reload()

    def take_keys(self) -> None:
        """Put the focus on the first line there is."""
        (self.lists[0] if self.lists else self).setFocus()

    def reload(self) -> None:
        self._office.ask(self, self._office.desk.promises.waiting, self._show)

    def _show(self, lines: list[PromiseLine]) -> None:
        self._lines = lines
        clear(self._days)
        self.lists, self._standing = [], None
        self.to_calendar.setEnabled(False)
        shown = [line for line in lines if self._is_within(line.at)]
        self._told.setText(self._counted(shown))
        for heading, of_day in self._by_day(shown):
            self._day(heading, of_day)
        self._stack.setCurrentIndex(0 if shown or lines else 1)
        if lines and not shown:
            self._days.addWidget(text(self.tr("Nothing in this time. Later promises are under All."), tone="soft"))

    def _is_within(self, at: datetime) -> bool:
        days = SPANS[self._span][1]
        return days is None or self._days_ahead(at) < days

    def _days_ahead(self, at: datetime) -> int:
        zone = ZoneInfo(self._office.zone)
        return (at.astimezone(zone).date() - self._office.now().astimezone(zone).date()) // timedelta(days=1)

    def _counted(self, shown: list[PromiseLine]) -> str:
        late = sum(line.on_time_until < self._office.now() for line in shown)
        promises = len(shown)
        words = counted("PromisesPage", "%n promises", "%n promise", promises)
        return self.tr("{}, {} past their time").format(words, late) if late else words

    def _by_day(self, shown: list[PromiseLine]) -> Iterator[tuple[str, list[PromiseLine]]]:
        now, zone = self._office.now(), self._office.zone
        late = [line for line in shown if line.on_time_until < now]
        if late:
            yield self.tr("Past their time"), late
        ahead = [line for line in shown if line.on_time_until >= now]
        for days, lines in groupby(ahead, key=lambda line: max(self._days_ahead(line.at), 0)):
            of_day = list(lines)
            yield self.tr("Today") if not days else wording.coming_day(of_day[0].at, now, zone), of_day

    def _day(self, heading: str, lines: list[PromiseLine]) -> None:
        px, pad = self._office.look.px, self._office.look.px(12)
        words = self.tr("{}: {}").format(heading, len(lines))
        listed = LineList(self._office.look, self._office.icons, words, fits=True)
        listed.show_lines([self._line(line) for line in lines])
        listed.on_chosen(lambda line: self.lead_chosen.emit(line.key))
        listed.selectionModel().currentChanged.connect(lambda *_: self._stand_on(listed))
        self.lists.append(listed)
        title = text(words, weight="strong")
        self._days.addWidget(frame("panel", column(title, listed, gap=px(4), margins=(pad, pad, pad, pad))))

    def _line(self, line: PromiseLine) -> Line:
        now, zone = self._office.now(), self._office.zone
        here = wording.clock_time(line.at.astimezone(ZoneInfo(zone)))
        there = wording.moment(line.at, now, line.zone)
        is_late = line.on_time_until < now
        parts = [from_app(line.words)]
        if wording.moment(line.at, now, zone) != there:
            parts.append(f"{there} {wording.place(line.zone)}")
        if line.due_at > line.at:
            parts.append(self.tr("the rules move it to {}").format(wording.moment(line.due_at, now, zone)))
        tries = line.tries
        if tries:
            parts.append(counted("PromisesPage", "tried %n times", "tried %n time", tries))
        aside = wording.moment(line.at, now, zone) if is_late else here
        detail = "\n".join(part for part in (" · ".join(parts), line.note) if part)
        icon = _ICONS.get(line.kind, "phone")
        return Line(line.lead_id, icon, line.name, aside, detail, tone="bad" if is_late else "text")

    # --- into the calendar

    def _stand_on(self, listed: LineList) -> None:
        self._standing = listed
        self.to_calendar.setEnabled(listed.current_line() is not None)

    def _add_chosen(self) -> None:
        line = self._standing.current_line() if self._standing is not None else None
        if line is not None:
            add_to_calendar(self._office, self, line.key, self.said.emit)
