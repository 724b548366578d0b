"""The bar along the bottom of a card: every outcome with its key, and when it began."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace
from PySide6.QtCore import QElapsedTimer, Qt, Signal
from PySide6.QtGui import QMoveEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QStackedWidget, QWidget

from app.desktop.activities import Note
from app.domain.activity import Evidence, Kind
from app.domain.lead import Channel
from app.domain.outcome import OUTCOMES, Outcome
from app.errors import BadInput
from ui.language import from_app, marked
from ui.lead_card.asking import Asking, Question
from ui.lead_card.begun import BEGAN_AGO, Begun, Open
from ui.lead_card.calling import Call, CallStrip
from ui.lead_card.outcome_grid import KEYED, OutcomeGrid, Press
from ui.lead_card.questions import CONSENTS, consent_question, follow_up, question_for, whole_reason
from ui.parts import button, column, field, frame, row, scrolled, text
from ui.tasks import while_lives

if TYPE_CHECKING:
    from app.desktop.changes import Changed
    from app.desktop.desk import Desk
    from app.desktop.views import LeadCard, Logged
    from ui.office import Office

#: what follows a key that was not taken this fast is typed on, for a question that never opened
TYPED_ON_MS = 500
MORE = (
    Press(Kind.REPLIED, Channel.EMAIL, marked("app", "They replied by e-mail")),
    Press(Kind.REPLIED, Channel.TEXT, marked("app", "They replied by text")),
    Press(Kind.BOUNCED, Channel.EMAIL, marked("app", "E-mail bounced")),
    Press(Kind.FAILED, Channel.TEXT, marked("app", "Text failed")),
    Press(Kind.OPTED_OUT, Channel.EMAIL, marked("app", "Opted out of e-mail")),
    Press(Kind.STOP, Channel.TEXT, marked("app", "Asked for no more texts")),
)


class Saved(msgspec.Struct, frozen=True):
    """An outcome that is safely on disk, or a fact, which is None. `ends_call`: it is that of a call handed over.

    `coming` is the card of who comes next, read in the same go.
    """

    lead_id: str
    outcome: Outcome | None
    words: str
    logged: Logged
    ends_call: bool
    coming: LeadCard | None = None


class OutcomeBar(QWidget):
    """Logs outcomes of the lead shown; `Refresh.logged` tells what is saved.

    Between `asking_began` and `asking_ended` keys belong to the field that is asked for. `placed` says that the bar
    came up or takes another place. `not_taken` carries what to say of a key that did nothing.
    """

    asking_began = Signal()
    asking_ended = Signal()
    back_to_call = Signal(str)
    placed = Signal()
    not_taken = Signal(str)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._card: LeadCard | None = None
        self._missed = QElapsedTimer()
        self._began_ago = BEGAN_AGO[0]
        self._pressed: Press | None = None
        #: what was answered before the question that is asked now
        self._first_answer = ""
        self._saving = False
        #: who is shown once an outcome of a lead is saved, "" for nobody else
        self.who_comes: Callable[[str, Outcome | None], str] = lambda _lead_id, _outcome: ""
        self._build()
        office.refresh.logged.connect(self._hear_of_call)

    def _build(self) -> None:
        px = self._office.look.px
        self._make_pages()
        self.calling = CallStrip(self._office)
        self.calling.told.connect(self._tell_whose)
        self.calling.back.connect(self.back_to_call)
        self.note = field(self.tr("Note for the next outcome"), hint=self.tr("Note (N)"))
        self.note.setMinimumWidth(px(80))
        self.note.setMaximumWidth(px(260))
        self.note.returnPressed.connect(self.setFocus)
        self._title = text(self.tr("What happened?"), weight="strong")
        self._ago = [self._ago_button(span) for span in BEGAN_AGO]
        self._began = text(self.tr("Began"), tone="faint", size="small")
        top = row(self._title, None, self._began, *self._ago, gap=px(4))
        top.addSpacing(px(12))
        top.addWidget(self.note)
        self._turn_to(self.grid)
        self._inside = column(self.calling, top, self._area, gap=px(8))
        self.setLayout(column(frame("band", self._inside)))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.set_narrow(narrow=False)
        self._show_ago()

    def _make_pages(self) -> None:
        """Make the outcomes and the question that takes their place."""
        self.grid = OutcomeGrid(self._office.look, self._office.icons)
        self.grid.pressed.connect(self.press)
        self.more = button(self.tr("More…"), self._open_more, kind="outcome", name=self.tr("More outcomes"))
        self.more.setToolTip(self.tr("Replies, bounces and opt-outs (.)"))
        self.grid.add(self.more)
        self.asking = Asking(self._office)
        self.asking.answered.connect(self._answered)
        self.asking.cancelled.connect(self.stop_asking)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.grid)
        self._stack.addWidget(self.asking)
        self._area = scrolled(self._stack, self.tr("Outcomes"))
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._limit = self._asking_limit = self._office.look.px(400)
        self.asking.laid_out.connect(self._fit)
        self.grid.arranged.connect(self._fit)

    def _ago_button(self, span: timedelta) -> QPushButton:
        minutes = int(span.total_seconds() // 60)
        words = self.tr("now") if not minutes else f"–{minutes}"
        spoken = self.tr("It began now") if not minutes else self.tr("It began {} minutes ago").format(minutes)
        made = button(words, lambda: self._set_ago(span), kind="chip", name=spoken)
        made.setCheckable(True)
        made.setToolTip(self.tr("{}; the key - goes round").format(spoken))
        return made

    # --- what is shown

    def show_card(self, card: LeadCard | None) -> None:
        """Take outcomes for this lead from now on; a half-asked field of another lead is dropped."""
        # a note begun once the lead before was left is for this one
        if self._card is not None and (card is None or card.lead.lead_id != self._card.lead.lead_id):
            self.leave()
        self._card = card
        self.setEnabled(card is not None)
        self.calling.stand_on(card.lead.lead_id if card is not None else "")

    def leave(self) -> None:
        """Take no outcome until a card is shown: a key pressed meanwhile was meant for a lead nobody sees yet."""
        # not disabled for it: the bar would flash grey at every step through the list
        self._card = None
        self._begin_anew()
        self.calling.stand_on("")

    def _begin_anew(self) -> None:
        self.stop_asking()
        self.note.clear()
        self._set_ago(BEGAN_AGO[0])

    def begun(self) -> Begun:
        """Return what a bar that takes this one's place goes on with."""
        if self._saving and self._card is not None:
            return Begun()  # it is all in what is being saved
        asked = None
        if self.is_asking:
            asked = Open(self._pressed, self._first_answer, self.asking.question, self.asking.words)
        return Begun(self.note.text(), self.is_noting, self._began_ago, asked)

    @property
    def is_noting(self) -> bool:
        """Return whether keys go into the note, now or once its card has come."""
        return self.window().focusWidget() is self.note

    def go_on_with(self, begun: Begun) -> None:
        """Take up what was begun on another bar, but for its question: that waits for the card it is about."""
        self.note.setText(begun.note)
        self._set_ago(begun.began_ago)
        if begun.note_has_keys:
            self.note.setFocus()

    def ask_again(self, asked: Open) -> None:
        """Put a question that was open on another bar, with what was typed there."""
        if self._card is None:
            return
        self._pressed, self._first_answer = asked.press, asked.first_answer
        self._ask(asked.question, self._card)
        if asked.words:
            self.asking.type_words(asked.words)

    def limit_height(self, outcomes: int, asking: int) -> None:
        """Leave the rest of the card some room, however large the text is; what does not fit scrolls."""
        self._limit, self._asking_limit = outcomes, asking
        self._fit()

    def set_narrow(self, *, narrow: bool) -> None:
        """Keep what is pressed and drop what is only read."""
        px = self._office.look.px
        side = px(12 if narrow else 24)
        self._inside.setContentsMargins(side, px(12), side, px(8 if narrow else 16))
        self._title.setVisible(not narrow)
        self._began.setVisible(not narrow)

    def _turn_to(self, page: QWidget) -> None:
        for each in (self.grid, self.asking):
            # a hidden page must not keep the bar as high as it was
            policy = QSizePolicy.Policy.Preferred if each is page else QSizePolicy.Policy.Ignored
            each.setSizePolicy(QSizePolicy.Policy.Preferred, policy)
        self._stack.setCurrentWidget(page)
        self._fit()

    def _fit(self) -> None:
        # the ring of the area's focus takes room within it: without, the last row of outcomes is cut
        ring = 2 * self._area.frameWidth()
        high = min(self.grid.sizeHint().height() + ring, self._limit)
        if self.is_asking:
            # the bar grows for a question, and never shrinks for one: the card above stands still if it can
            # measured beside a scroll bar: words that wrap only beside one would keep it there
            wide = self._area.width() - ring - self._area.verticalScrollBar().sizeHint().width()
            high = max(high, min(self.asking.height_for(wide) + ring, self._asking_limit))
        self._area.setFixedHeight(high)
        offer = self.asking.nearest
        if self.is_asking and offer is not None and not offer.isHidden():
            self._area.ensureWidgetVisible(offer, 0, self._office.look.px(8))

    @property
    def call(self) -> Call | None:
        return self.calling.call

    def begin_call(self, call: Call) -> None:
        """Wait for the outcome of a call that the phone was just handed."""
        self.calling.begin(call)

    def _hear_of_call(self, saved: Saved) -> None:
        # the outcome may have been pressed on a bar that this one replaced
        if saved.ends_call and self.call is not None and self.call.lead_id == saved.lead_id:
            self.calling.forget()

    def _tell_whose(self) -> None:
        """Ask about the call if it is this lead's: it began when it began."""
        here = self.calling.is_here
        self._title.setText(self.tr("How did the call go?") if here else self.tr("What happened?"))
        for made in self._ago:
            made.setVisible(not here)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        self.placed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self.placed.emit()

    def moveEvent(self, event: QMoveEvent) -> None:  # noqa: N802 - Qt's name
        super().moveEvent(event)
        self.placed.emit()

    # --- when it began

    def next_ago(self) -> None:
        """Go round: now, 5, 10, 20 minutes ago."""
        self._set_ago(BEGAN_AGO[(BEGAN_AGO.index(self._began_ago) + 1) % len(BEGAN_AGO)])

    def _set_ago(self, span: timedelta) -> None:
        self._began_ago = span
        self._show_ago()

    def _show_ago(self) -> None:
        for span, made in zip(BEGAN_AGO, self._ago, strict=True):
            made.setChecked(span == self._began_ago)

    # --- logging

    def press_key(self, key: str) -> None:
        """Log what a key stands for."""
        self.press(KEYED[key])

    def press(self, press: Press) -> None:
        """Log an outcome, first asking for its one field if it has one."""
        card = self.card_for(from_app(press.words))
        if card is None:
            return
        self._pressed, self._first_answer = press, ""
        question = question_for(OUTCOMES[press.kind])
        if question is None:
            self._save(card, press, "", "")
        else:
            self._ask(question, card)

    def ask_consent(self) -> None:
        """Ask which consent was given or taken back; it is noted, and no attempt."""
        card = self.card_for(self.tr("Consent"))
        if card is not None:
            self._pressed = None
            self._ask(consent_question(), card)

    def card_for(self, words: str) -> LeadCard | None:
        """Return the card that takes what a key stands for, `words`; where there is none, the officer is told so."""
        typed_on = self._missed.isValid() and self._missed.elapsed() < TYPED_ON_MS
        if self._card is not None and not self._saving and not typed_on:
            return self._card
        self._missed.start()
        # with nobody waiting there is no lead the key could have been meant for
        if self.isEnabled():
            why = self.tr("the next card has not come yet")
            if self._card is not None:
                is_saving = self.tr("the outcome before it is still being saved")
                why = is_saving if self._saving else self.tr("the key before it was not taken")
            self.not_taken.emit(self.tr("Not taken: {}; {}. Press the key again.").format(words, why))
        return None

    def _ask(self, question: Question, card: LeadCard) -> None:
        self.asking.ask(question, card.lead.lead_id, card.zone)
        self._turn_to(self.asking)
        # a window that comes back from the palette gives its focus only to what can be seen
        self.asking.take_keys()
        self.asking_began.emit()

    @property
    def is_asking(self) -> bool:
        return self._stack.currentWidget() is self.asking

    def stop_asking(self) -> None:
        """Go back to the outcomes; nothing is logged."""
        if self.is_asking:
            self._turn_to(self.grid)
            self.asking_ended.emit()
            self.setFocus()

    def _answered(self, when_words: str, reason: str) -> None:
        press, card = self._pressed, self._card
        if card is None or self._saving:
            return
        if press is None:
            kind, channel = CONSENTS[reason]
            self._save(card, Press(kind, channel, reason), "", "")
            return
        follow = follow_up(press.kind, reason) if not self._first_answer else None
        if follow is not None:
            self._first_answer = reason
            self.asking.ask(follow, card.lead.lead_id, card.zone)
            return
        self._save(card, press, when_words, whole_reason(press.kind, self._first_answer, reason))

    def _save(self, card: LeadCard, press: Press, when_words: str, reason: str) -> None:
        desk, outcome = self._office.desk, OUTCOMES.get(press.kind)
        draft = self._draft(card, press, reason)
        coming = self.who_comes(draft.lead_id, outcome)
        self._saving = True

        def work() -> tuple[Logged, Changed, LeadCard | None]:
            when = desk.activities.read_when(draft.lead_id, when_words) if when_words else None
            return *desk.activities.log(_with_when(draft, when)), _read_ahead(desk, coming)

        refresh, tasks, tidy = self._office.refresh, self._office.tasks, while_lives(self, self._done)

        def done(result: tuple[Logged, Changed, LeadCard | None]) -> None:
            logged, changed, ahead = result
            tidy(draft)
            # before the change, while the list still knows who comes after this lead
            ends_call = draft.evidence is Evidence.HANDED_OFF
            refresh.logged.emit(Saved(draft.lead_id, outcome, press.words, logged, ends_call, ahead))
            tasks.once_in_sight(lambda: refresh.announce(changed))

        refused = while_lives(self, self._refused, self._office.trouble.show)
        tasks.store(work, done, refused)

    def _draft(self, card: LeadCard, press: Press, reason: str) -> Note:
        outcome = OUTCOMES.get(press.kind)
        is_call = outcome is not None and Channel.CALL in outcome.channels and outcome.attempt
        call = self.call if is_call and self.calling.is_here else None
        ago = self._office.now() - self._began_ago if self._began_ago else None
        return Note(
            lead_id=card.lead.lead_id,
            kind=press.kind,
            channel=press.channel,
            number=call.number if call else "",
            began_at=call.began_at if call else ago,
            reason=reason,
            note=self.note.text().strip(),
            evidence=Evidence.HANDED_OFF if call else Evidence.SELF,
        )

    def _done(self, draft: Note) -> None:
        self._saving = False
        if self._card is not None and self._card.lead.lead_id == draft.lead_id:
            self._begin_anew()

    def _refused(self, problem: Exception) -> None:
        self._saving = False
        if isinstance(problem, BadInput) and self.is_asking:
            self.asking.refuse(problem)
        else:
            self._office.trouble.show(problem)

    def _open_more(self) -> None:
        menu = QMenu(self)
        for press in MORE:
            menu.addAction(from_app(press.words)).triggered.connect(self._presser(press))
        menu.addAction(self.tr("Consent… (Y)")).triggered.connect(self.ask_consent)
        menu.popup(self.more.mapToGlobal(self.more.rect().topLeft()))

    def open_more(self) -> None:
        """Open the outcomes that have no key of their own."""
        if self.card_for(self.tr("More outcomes")) is not None:
            self._open_more()

    def _presser(self, press: Press) -> Callable[[], None]:
        return lambda: self.press(press)


def _read_ahead(desk: Desk, lead_id: str) -> LeadCard | None:
    """Read who comes next while the store has the word; what keeps it from that is told once the card is asked for."""
    try:
        return desk.leads.card(lead_id) if lead_id else None
    except Exception:  # noqa: BLE001 - the outcome is saved, and must not seem to have failed
        return None


def _with_when(note: Note, when: datetime | None) -> Note:
    return replace(note, when=when) if when is not None else note
