"""Who sits here: fields on a desk of its own, and where a hub keeps it what that says, locked."""

from __future__ import annotations

from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QWidget

from app.desktop.settings import LOCKED
from app.desktop.shifts import Me
from app.domain.officer import Officer
from app.errors import BadInput
from ui.language import from_app
from ui.locked import locked_line
from ui.office import Office
from ui.parts import choice, clear, column, field, set_tone, text
from ui.settings.facts import ZONES, Fact, facts_of, over_words, zone_words


class You(QWidget):
    """Each field is kept when it is left, and says below itself what will not do."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._facts = facts_of()
        self.fields: dict[str, QLineEdit] = {}
        self._told: dict[str, QLabel] = {}
        #: what each field was filled with, or was kept as last; what differs is being typed
        self._filled: dict[str, str] = {}
        #: what was typed on a page that this one replaces
        self._typed: dict[str, str] = {}
        #: what is shown, None before the first answer
        self.me: Me | None = None
        self.zone = choice(self.tr("Time zone of your hours"))
        self.zone.activated.connect(lambda _index: self._keep_zone())
        self._fields, self._kept = self._make_fields(), QWidget()
        self._lines = self._grid()
        self._kept.setLayout(self._lines)
        self._fields.hide()
        self._kept.hide()
        self.setLayout(column(self._fields, self._kept))

    def _grid(self) -> QGridLayout:
        px = self._office.look.px
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(12))
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        return grid

    def _make_fields(self) -> QWidget:
        grid, px = self._grid(), self._office.look.px
        for line, fact in enumerate(self._facts):
            edit = self.fields[fact.name] = field(fact.words, hint=fact.hint)
            edit.editingFinished.connect(partial(self._keep, fact))
            edit.setMinimumWidth(px(120))
            told = self._told[fact.name] = text(tone="soft", size="small", wrap=True)
            told.hide()
            # beside the field, and not beside the middle of it and of what is told below
            grid.addLayout(column(text(fact.words, wrap=True), None, margins=(0, px(8), 0, 0)), line, 0)
            grid.addLayout(column(edit, told, gap=px(4)), line, 1)
        grid.addWidget(text(self.tr("Time zone of your hours"), wrap=True), len(self._facts), 0)
        grid.addWidget(self.zone, len(self._facts), 1)
        made = QWidget()
        made.setLayout(grid)
        return made

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """All that can be typed in or chosen, from top to bottom."""
        return (*self.fields.values(), self.zone)

    @property
    def typed(self) -> dict[str, str]:
        """What is typed and not kept, by field."""
        began = {name: edit.text() for name, edit in self.fields.items() if edit.text() != self._filled.get(name, "")}
        return self._typed | began

    def go_on_with(self, me: Me | None, typed: dict[str, str]) -> None:
        """Take up what was shown and typed on a page that this one replaces."""
        self._typed = typed
        if me is not None:
            # at once: whoever types there types on
            self.show_me(me)

    def stand(self) -> QWidget:
        """Give the focus to the first field that is empty, else to the first; return where one stands."""
        if self._fields.isHidden():
            return self._kept
        at = next((edit for edit in self.fields.values() if not edit.text()), self.fields["name"])
        at.setFocus()
        return at

    # --- filling

    def show_me(self, me: Me) -> None:
        self.me = me
        self._fields.setVisible(not me.is_kept_by_hub)
        self._kept.setVisible(me.is_kept_by_hub)
        if me.is_kept_by_hub:
            self._show_kept(me)
            return
        for fact in self._facts:
            self._fill(fact, fact.shown(me))
        self._show_zone(self.zone, me.officer.zone)
        over = over_words(me.officer, self._office.now().astimezone(ZoneInfo(me.officer.zone)).date())
        if over and not self._typed.get("licences"):
            self._say("licences", over, "warn")
        self._typed = {}

    def _fill(self, fact: Fact, shown: str) -> None:
        edit = self.fields[fact.name]
        is_being_typed = edit.text() != self._filled.get(fact.name, "")
        self._filled[fact.name] = shown
        if fact.name in self._typed:
            edit.setText(self._typed[fact.name])
        elif not is_being_typed:
            edit.setText(shown)
            self._say(fact.name, "" if shown else fact.empty)

    def _show_zone(self, box: QComboBox, zone: str) -> None:
        zones = {name: zone_words(name) for name in (zone, *ZONES)}
        box.clear()
        for name, words in zones.items():
            box.addItem(words, name)
        box.setCurrentIndex(box.findData(zone))

    def _show_kept(self, me: Me) -> None:
        clear(self._lines)
        words = self.tr("{}: its hub keeps this. Ask your manager or IT to have something changed.").format(
            from_app(LOCKED)
        )
        self._lines.addWidget(locked_line(self._office, words), 0, 0, 1, 2)
        zone = me.officer.zone
        lines = [(each.words, each.shown(me) or self.tr("not set")) for each in self._facts]
        for line, (fact, value) in enumerate([*lines, (self.tr("Time zone"), zone_words(zone))], start=1):
            said = text(value, wrap=True)
            said.setAccessibleName(f"{fact}: {value}")
            said.setAccessibleDescription(words)
            self._lines.addWidget(text(fact, tone="soft", wrap=True), line, 0)
            self._lines.addWidget(said, line, 1)

    # --- keeping

    def _keep(self, fact: Fact) -> None:
        """Keep what stands in a field; leaving it twice keeps it once."""
        typed = self.fields[fact.name].text().strip()
        before = self._filled.get(fact.name, "")
        if typed == before:
            self._say(fact.name, "" if typed else fact.empty)
            return
        self._filled[fact.name] = self.fields[fact.name].text()
        shifts = self._office.desk.shifts

        def refused(problem: Exception) -> None:
            # it is still to be kept: whoever leaves the field again hears of it again
            self._filled[fact.name] = before
            if isinstance(problem, BadInput):
                self._say(fact.name, str(problem), "bad")
            else:
                self._office.trouble.show(problem)

        answers = self._office.answers(self, self._kept_as, refused)
        self._office.tasks.store(lambda: shifts.change(**{fact.name: fact.read(typed)}), *answers)

    def _keep_zone(self) -> None:
        zone, shifts = str(self.zone.currentData()), self._office.desk.shifts
        answers = self._office.answers(self, self._kept_as)
        self._office.tasks.store(lambda: shifts.change(zone=zone), *answers)

    def _kept_as(self, _officer: Officer) -> None:
        """Show everything the way it is kept."""
        self._office.ask(self, self._office.desk.shifts.me, self.show_me)

    def _say(self, name: str, words: str, tone: str = "soft") -> None:
        told = self._told[name]
        told.setText(words)
        told.setVisible(bool(words))
        set_tone(told, tone)
        self.fields[name].setAccessibleDescription(words)
