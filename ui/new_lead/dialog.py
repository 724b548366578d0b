"""Who is ringing? One field finds them among all leads; if nobody is found, a name makes a new lead."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from app.desktop.leads import Added, NewLead
from app.desktop.views import LeadLine
from app.domain.lead import Origin
from app.errors import BadInput
from ui import wording
from ui.language import from_app, problem_words
from ui.lines import Line, LineList
from ui.office import Office
from ui.palette import lead_result
from ui.parts import button, choice, column, field, icon_label, row, set_tone, text

PAUSE_MS = 80
#: fewer letters than this find everybody
ENOUGH = 3
ORIGINS = (Origin.PHONE_IN, Origin.WALK_IN, Origin.PARTNER, Origin.PAST_CLIENT, Origin.OWN_LIST)


class NewLeadDialog(QDialog):
    """`chosen` carries the lead that was found or made; `rang` one that was made of who is on the line."""

    chosen = Signal(str)
    rang = Signal(str)

    def __init__(self, office: Office, parent: QWidget | None = None, number: str = "") -> None:
        super().__init__(parent)
        self._office = office
        self.setWindowTitle(self.tr("New lead"))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self._build()
        self.reach.textChanged.connect(lambda _words: self._pause.start())
        self.reach.installEventFilter(self)
        self.reach.setText(number)
        self.resize(office.look.px(520), self.sizeHint().height())
        self.reach.setFocus()
        office.ask(self, office.desk.leads.own_words, self._tell_policy)

    def _build(self) -> None:
        look, px = self._office.look, self._office.look.px
        self.reach = field(self.tr("Phone number or e-mail"), hint=self.tr("(502) 555-0142 or name@example.com"))
        self.name = field(self.tr("Name"))
        self.state = field(self.tr("State"), hint=self.tr("such as KY"))
        self.state.setMaxLength(2)
        self.zip = field(self.tr("ZIP"), hint=self.tr("such as 40202"))
        self.zip.setMaxLength(10)
        self.origin = choice(self.tr("How they came"))
        for each in ORIGINS:
            self.origin.addItem(wording.origin(each), each)
        self.referred_by = field(self.tr("Referred by"), hint=self.tr("The partner's name"))
        self.origin.currentIndexChanged.connect(lambda _index: self._show_partner())
        self.note = field(self.tr("Note"), hint=self.tr("What they want, in a few words"))
        self.found = LineList(look, self._office.icons, self.tr("Already among the leads"))
        self.found.on_chosen(self._open_found)
        self.found.setFixedHeight(px(132))
        self._told = text(tone="soft", size="small", wrap=True)
        #: what becomes of own leads, before the first of them is typed
        self.policy = text(tone="soft", size="small", wrap=True)
        sign = icon_label(self._office.icons, "shield-check", "text_soft", 14)
        inside = row(sign, self.policy, gap=px(8))
        inside.setStretch(1, 1)
        inside.setAlignment(sign, Qt.AlignmentFlag.AlignTop)
        self._policy_line = QWidget()
        self._policy_line.setLayout(inside)
        self._policy_line.hide()
        self._save = button(self.tr("Save lead"), self.save, kind="primary")
        self._save.setDefault(True)
        cancel = button(self.tr("Cancel"), self.reject, kind="quiet")
        pad = px(24)
        self.setLayout(
            column(
                text(self.tr("Who is ringing?"), size="title"),
                self._form(),
                self.found,
                self._told,
                self._policy_line,
                None,
                row(text(self.tr("Enter saves"), tone="faint", size="small"), None, cancel, self._save, gap=px(8)),
                gap=px(12),
                margins=(pad, pad, pad, pad),
            )
        )
        for edit in (self.name, self.referred_by, self.state, self.zip, self.note):
            edit.returnPressed.connect(self.save)
        self.found.hide()
        self._tell(self.tr("A number or address that is known already shows who it is."))

    def _form(self) -> QGridLayout:
        px = self._office.look.px
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(8))
        inside = row(self.state, self.zip, gap=px(8))
        inside.setStretch(1, 1)
        place = QWidget()
        place.setLayout(inside)
        self.state.setMaximumWidth(px(112))
        rows: tuple[tuple[str, QWidget], ...] = (
            (self.tr("Phone or e-mail"), self.reach),
            (self.tr("Name"), self.name),
            (self.tr("How they came"), self.origin),
            (self.tr("Referred by"), self.referred_by),
            (self.tr("State, ZIP"), place),
            (self.tr("Note"), self.note),
        )
        for i, (words, edit) in enumerate(rows):
            grid.addWidget(text(words, tone="soft"), i, 0)
            grid.addWidget(edit, i, 1)
        items = (grid.itemAtPosition(3, column) for column in (0, 1))
        self._of_partner = [widget for item in items if item is not None and (widget := item.widget()) is not None]
        self._show_partner()
        return grid

    def _show_partner(self) -> None:
        """Ask who sent them where somebody did."""
        for widget in self._of_partner:
            widget.setVisible(self.origin.currentData() == Origin.PARTNER)
        self._fit()

    def _tell_policy(self, words: str) -> None:
        said = from_app(words)
        self.policy.setText(said)
        self._policy_line.show()
        self.setAccessibleDescription(said)
        self._fit()

    def _fit(self) -> None:
        """Be as high as the words need at this width: their own wish is for a narrower one, and leaves gaps."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.resize(self.width(), layout.totalHeightForWidth(self.width()))

    # --- who is it

    def _search(self) -> None:
        words = self.reach.text().strip()
        if len(words) < ENOUGH:
            self._show_found(words, [])
            return
        self._office.ask(
            self, lambda: self._office.desk.leads.search(words, 5), lambda found: self._show_found(words, found)
        )

    def _show_found(self, words: str, found: list[LeadLine]) -> None:
        if words != self.reach.text().strip():
            return
        self.found.show_lines([lead_result(lead) for lead in found])
        self.found.setVisible(bool(found))
        if found:
            self._tell(self.tr("Known already: ↓ and Enter open the card. Or go on and write a new lead."))
        elif len(words) >= ENOUGH:
            self._tell(self.tr("Nobody has this yet. A name, and Enter saves."))
        self._fit()

    def _open_found(self, line: Line) -> None:
        self.accept()
        self.chosen.emit(line.key)

    # --- a new one

    def save(self) -> None:
        """Enter the lead, or open the one that is there already."""
        if not self._save.isEnabled():
            return
        reach = self.reach.text().strip()
        is_mail = "@" in reach
        new = NewLead(
            name=self.name.text().strip(),
            phone="" if is_mail else reach,
            email=reach if is_mail else "",
            # Qt hands the word back without its type
            origin=Origin(self.origin.currentData()),
            state=self.state.text().strip(),
            zip=self.zip.text().strip(),
            note=self.note.text().strip(),
            referred_by=self.referred_by.text().strip() if self.referred_by.isVisible() else "",
        )
        self._save.setEnabled(False)
        answers = self._office.answers(self, self._saved, self._refused)
        self._office.tasks.store(lambda: self._office.desk.leads.add(new), *answers)

    def _saved(self, added: Added) -> None:
        self.accept()
        self.chosen.emit(added.lead_id)
        if self.origin.currentData() == Origin.PHONE_IN and added.duplicate_of is None:
            self.rang.emit(added.lead_id)

    def _refused(self, problem: Exception) -> None:
        self._save.setEnabled(True)
        if isinstance(problem, BadInput):
            self._tell(problem_words(problem), "bad")
            self.reach.setFocus()
        else:
            self._office.trouble.show(problem)

    def _tell(self, words: str, tone: str = "soft") -> None:
        self._told.setText(words)
        set_tone(self._told, tone)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if watched is self.reach and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Down and self.found.isVisible():
                self.found.setFocus()
                self.found.step(0 if self.found.current_line() else 1)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                # Enter on a bare number goes on to the name; a whole lead is saved from any later field
                self.name.setFocus() if not self.name.text() else self.save()
                return True
        return super().eventFilter(watched, event)
