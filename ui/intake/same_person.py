"""Merging the lead in sight with another one: find it, see both side by side, confirm."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QWidget

from app.desktop.same_person import Both, Joined
from app.desktop.views import LeadLine
from app.domain.lead import Lead
from ui.intake.side_by_side import pair_table, show_pairs
from ui.language import counted
from ui.lines import Line, LineList
from ui.list_keys import ListKeys
from ui.office import Office
from ui.palette import PAUSE_MS, lead_result
from ui.parts import button, column, field, frame, row, scrolled, set_tone, size_within_screen, text

LEADS = 8


class SamePersonDialog(QDialog):
    """Enter takes the lead in the list, and once both are in sight merges them; `joined` says what came of it."""

    joined = Signal(object)

    def __init__(self, office: Office, lead: Lead, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._lead = office, lead
        self.both: Both | None = None
        self._other_id = ""
        self._is_merging = self._enter_waits = False
        #: the words that what is in the list was found for; None while nothing was looked for yet
        self._found_for: str | None = None
        self.setWindowTitle(self.tr("Same person as another lead"))
        self.edit = field(self.tr("Find the other lead"), hint=self.tr("Name, number, e-mail, or a note"))
        self.list = LineList(office.look, office.icons, self.tr("Leads that may be the same person"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.on_chosen(lambda line: self.show_other(line.key))
        self.table = pair_table(
            [self.tr("Field"), self.tr("Goes on"), self.tr("Is closed"), self.tr("As one")],
            name=self.tr("Both side by side"),
            rows=self.tr("Fields"),
            heads=self.tr("Which of the leads"),
        )
        self.told = text(tone="soft", wrap=True)
        #: what a merge means, below the pair: with large text it would leave no row of that in sight above it
        self.means = text(tone="soft", wrap=True)
        self.back = button(self.tr("Another lead"), self._choose_again, kind="quiet")
        self.go = button(self.tr("Merge"), self.merge, kind="primary")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self.edit.textChanged.connect(self._typed)
        self._keys = ListKeys(self.edit, self.list, self._take_current)
        self._lay_out()
        self._choose_again()

    def _lay_out(self) -> None:
        px, pad = self._office.look.px, self._office.look.px(24)
        inside = px(4)
        self._found = frame("panel", column(self.list, margins=(inside, inside, inside, inside)))
        self._pair = frame("panel", column(self.table))
        self.list.setMinimumHeight(px(90))
        self.table.setMinimumHeight(px(110))
        sheet = QWidget()
        inner = column(self._found, self._pair, self.means, gap=px(12))
        inner.setStretch(0, 1)
        inner.setStretch(1, 1)
        sheet.setLayout(inner)
        cancel = button(self.tr("Cancel"), self.reject, kind="quiet")
        whole = column(
            text(self.tr("Same person as another lead"), size="title", wrap=True),
            text(self._lead.name, tone="soft", wrap=True),
            self.edit,
            scrolled(sheet, self.tr("The other lead")),
            self.told,
            row(cancel, None, self.back, self.go, gap=px(8)),
            gap=px(12),
            margins=(pad, pad, pad, pad),
        )
        whole.setStretch(3, 1)
        self.setLayout(whole)
        size_within_screen(self, px(720), px(620))
        parent = self.parentWidget()
        if parent is not None:
            self.resize(self.size().boundedTo(parent.size() * 0.95))

    # --- finding the other one

    def _choose_again(self) -> None:
        self.both, self._found_for = None, None
        self._turn(sees_both=False)
        self._say(self.tr("↑ ↓ choose, Enter shows both side by side. Nothing is merged yet."))
        self.edit.setFocus()
        self._search()

    def _turn(self, *, sees_both: bool) -> None:
        self.edit.setHidden(sees_both)
        self._found.setHidden(sees_both)
        self._pair.setVisible(sees_both)
        self.means.setVisible(sees_both)
        self.back.setVisible(sees_both)
        self.go.setVisible(sees_both)

    def _typed(self, _words: str) -> None:
        self._enter_waits = False
        self._pause.start()

    def _search(self) -> None:
        """Look for what was typed; before that, for who is called the same."""
        typed = self.edit.text().strip()
        words = typed or (self._lead.borrower.name.split() or [""])[-1]
        find = self._office.desk.leads.find

        def found(lines: list[LeadLine]) -> None:
            if typed == self.edit.text().strip():
                self._show_found([line for line in lines if line.lead_id != self._lead.lead_id], typed)

        if words:
            self._office.ask(self, lambda: find(words, LEADS), found)
        else:
            self._show_found([], typed)

    def _show_found(self, lines: list[LeadLine], typed: str) -> None:
        self._found_for = typed
        self.list.show_lines([lead_result(line) for line in lines])
        self.list.step(1 if lines else 0)
        if not lines and typed:
            self._say(self.tr("No other lead by these words. Fewer letters find more."))
        elif not lines:
            self._say(self.tr("Nobody else is called so: type a name, a number or a part of one."))
        else:
            self._say(self.tr("↑ ↓ choose, Enter shows both side by side. Nothing is merged yet."))
        if self._enter_waits:
            self._enter_waits = False
            self._take_current()

    # --- both side by side

    def show_other(self, lead_id: str) -> None:
        """Show what would come of merging with a lead."""
        self._other_id = lead_id
        compare, own_id, zone = self._office.desk.same_person.compare, self._lead.lead_id, self._office.zone
        self._office.ask(self, lambda: compare(own_id, lead_id, zone=zone), self._show_both, self._refused)

    def _show_both(self, both: Both) -> None:
        self.both = both
        show_pairs(self.table, both.pairs)
        self._turn(sees_both=True)
        words = self.tr(
            "Enter merges them: what was logged on both stands on the lead that goes on, the other is closed as a "
            "duplicate. Undo, or “Take merged leads apart”, makes two of them again."
        )
        told = both.told
        if told:
            words += " " + counted(
                "same person",
                "The company is told of %n entries of your own lead.",
                "The company is told of %n entry of your own lead.",
                told,
            )
        self.means.setText(words)
        self._say("")
        self.go.setFocus()

    def merge(self) -> None:
        """Merge the two in sight, once."""
        if self.both is None or self._is_merging:
            return
        self._is_merging = True
        join, own_id, other_id = self._office.desk.same_person.join, self._lead.lead_id, self._other_id
        answers = self._office.answers(self, self._merged, self._refused)
        self._office.tasks.store(lambda: join(own_id, other_id), *answers)

    def _merged(self, joined: Joined) -> None:
        self.accept()
        self.joined.emit(joined)

    def _refused(self, problem: Exception) -> None:
        self._is_merging = False
        self.told.setVisible(self._office.refused_beside(self.told, problem))

    def _say(self, words: str) -> None:
        self.told.setText(words)
        self.told.setVisible(bool(words))
        set_tone(self.told, "soft")

    def _take_current(self) -> None:
        if self.edit.text().strip() != self._found_for:
            # typed faster than it was searched: what is in the list was found for other words
            self._enter_waits = True
            self._pause.stop()
            self._search()
            return
        line: Line | None = self.list.current_line()
        if line is not None:
            self.show_other(line.key)
