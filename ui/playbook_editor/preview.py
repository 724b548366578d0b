"""What the draft would ask for one inquiry, worked out anew with every edit."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QHeaderView,
    QPlainTextEdit,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from app.desktop.views import PlanStep
from ui import wording
from ui.language import from_app, translate
from ui.office import Office
from ui.parts import choice, column, field, set_tone, text
from ui.playbook_editor.workbench import Workbench
from ui.tables import read_table


class PreviewPane(QWidget):
    """Day, time, place and hours can be typed; while something cannot be read there is no plan, and why."""

    def __init__(self, office: Office, bench: Workbench) -> None:
        super().__init__()
        self._office, self._bench = office, bench
        px, inquiry = office.look.px, bench.inquiry
        self.day = choice(self.tr("Day the lead comes"))
        self.day.addItems([translate("weekdays", day) for day in wording.WEEKDAYS])
        self.day.setCurrentIndex(inquiry.weekday)
        self.clock = field(self.tr("Time the lead comes, on the borrower's clock"), hint="20:40")
        self.place = field(self.tr("ZIP, city or state of the borrower"), hint=self.tr("ZIP, city or state"))
        self.hours = field(self.tr("The officer's hours; empty is always on shift"), hint=self.tr("always on shift"))
        self.clock.setText(inquiry.clock)
        self.place.setText(inquiry.place)
        self.hours.setText(inquiry.hours)
        self.day.currentIndexChanged.connect(self._ask)
        for edit in (self.clock, self.place, self.hours):
            edit.textChanged.connect(self._ask)
        self.told = text(tone="soft", wrap=True)
        self.table = self._make_table()
        self.row = -1
        self.words_of = text(size="small", tone="soft", wrap=True)
        self.words = QPlainTextEdit()
        self.words.setReadOnly(True)
        self.words.setTabChangesFocus(True)
        self.words.setAccessibleName(self.tr("The words of the chosen step"))
        self.words.setMinimumHeight(px(132))
        body = column(self._form(), self.told, self.table, self.words_of, self.words, gap=px(8))
        body.setStretch(2, 3)
        body.setStretch(4, 2)
        self.setLayout(body)
        self._show_words()
        bench.judged.connect(self._show_words)
        bench.judged.connect(self._judged)

    def _form(self) -> QGridLayout:
        px = self._office.look.px
        form = QGridLayout()
        form.setHorizontalSpacing(px(8))
        form.setVerticalSpacing(px(4))
        pieces = (
            (self.tr("Received on"), self.day),
            (self.tr("at"), self.clock),
            (self.tr("in"), self.place),
            (self.tr("Officer's hours"), self.hours),
        )
        for n, (words, control) in enumerate(pieces):
            form.addWidget(text(words, tone="soft", size="small"), n // 2 * 2, n % 2)
            form.addWidget(control, n // 2 * 2 + 1, n % 2)
            form.setColumnStretch(n % 2, 1)
        return form

    def _make_table(self) -> QTableWidget:
        px = self._office.look.px
        table = read_table(
            [self.tr("Step"), self.tr("Due"), self.tr("What moved it")],
            name=self.tr("The plan for this lead"),
            rows=self.tr("Steps"),
            heads=self.tr("What is planned"),
        )
        table.setShowGrid(True)
        header = table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        table.setMinimumHeight(px(160))
        return table

    def _ask(self, _value: object = None) -> None:
        self._bench.ask(
            weekday=self.day.currentIndex(),
            clock=self.clock.text(),
            place=self.place.text(),
            hours=self.hours.text(),
        )

    # --- the plan

    def _judged(self) -> None:
        judgement = self._bench.judgement
        if judgement is None:
            return
        foreseen = judgement.foreseen
        if foreseen is None:
            # the plan of what was typed before would be taken for this one's
            self.table.setRowCount(0)
            waits = self.tr("Until then there is no plan to show.")
            self.told.setText(f"{from_app(judgement.unforeseen)} {waits}")
            set_tone(self.told, "bad")
            return
        local = foreseen.received_at.astimezone(ZoneInfo(foreseen.zone))
        words = self.tr("A lead received {}, {} ({}), each step done when due with no answer.").format(
            wording.dated(local), wording.local_time(local, foreseen.zone), from_app(foreseen.where)
        )
        left_out = self.tr("Steps that cannot be read are left out.") if judgement.leaves_out else ""
        self.told.setText(f"{words} {left_out}".strip())
        set_tone(self.told, "soft")
        self._fill(foreseen.steps, foreseen.zone)

    # --- the words

    def look_at(self, row: int) -> None:
        """Show the words of this row's step."""
        self.row = row
        self._show_words()

    def _show_words(self) -> None:
        sheet, judgement = self._bench.sheet, self._bench.judgement
        cells = sheet.steps[self.row] if sheet is not None and 0 <= self.row < len(sheet.steps) else {}
        name = cells.get("template", "").strip()
        found = judgement.words.get(name) if judgement is not None else None
        self.words.setVisible(found is not None)
        self.words_of.setVisible(bool(name))
        if found is None:
            self.words_of.setText(self.tr("{}: the words of “{}” are not here.").format(cells.get("id", ""), name))
            return
        subject, body = found
        self.words_of.setText(self.tr("{} says, by “{}”, to an invented lead:").format(cells["id"], name))
        words = (self.tr("Subject: {}").format(subject) + "\n\n" if subject else "") + body.strip()
        if words != self.words.toPlainText():
            self.words.setPlainText(words)

    # --- the plan's rows

    def _fill(self, steps: list[PlanStep], zone: str) -> None:
        self.table.setRowCount(len(steps))
        for n, step in enumerate(steps):
            when, moved = _when(step, zone), "\n".join(map(from_app, step.moved_by))
            for place, words in enumerate((step.step, when, moved)):
                item = QTableWidgetItem(words)
                item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
                self.table.setItem(n, place, item)


def _when(step: PlanStep, zone: str) -> str:
    if step.skipped:
        return translate("playbook", "skipped: {}").format(from_app(step.skipped))
    if step.due_at is None:
        return translate("playbook", "by marketing")
    local = step.due_at.astimezone(ZoneInfo(zone))
    words = f"{wording.dated(local)}, {wording.clock_time(local)}"
    if step.on_time_until is None:
        return words
    until = step.on_time_until.astimezone(ZoneInfo(zone))
    end = wording.clock_time(until)
    if until.date() != local.date():
        end = translate("wording", "{day} {time}").format(day=wording.short_weekday(until), time=end)
    return words + "\n" + translate("playbook", "on time to {}").format(end)
