"""The card of one lead, with its outcome bar below."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QLabel, QStackedWidget, QWidget

from app.desktop.changes import Changed, Touched
from app.desktop.settings import CALLS_BY, MAIL_BY
from app.domain.lead import Channel
from app.domain.numbers import shown
from app.errors import BadInput, NotHere, WorldFailed
from ui import wording
from ui.elsewhere import COPY, add_to_calendar, call_address, mail_address, text_address
from ui.language import from_app, problem_words
from ui.lead_card.address import Address
from ui.lead_card.calling import Call
from ui.lead_card.facts import Facts
from ui.lead_card.header import CardHeader
from ui.lead_card.outcome_bar import OutcomeBar
from ui.lead_card.private_note import PrivateNote
from ui.lead_card.reach import Reach
from ui.lead_card.script import Script
from ui.lead_card.story import Ahead, Timeline
from ui.parts import EmptyState, column, note, row, scrolled, text

if TYPE_CHECKING:
    from app.desktop.views import LeadCard, MailDraft, NumberLine
    from ui.commands import Commands
    from ui.office import Office

#: below this width the two columns of a card stand one under the other
TWO_COLUMNS = 680
#: and below this one the buttons go under the name
NARROW = 560
#: how much of a card's height its outcomes may take
BAR_SHARE = 0.32
#: below this height the card would be all outcomes; the rest of them scroll, and each has its key
HIGH = 640
LOW_BAR_SHARE = 0.2
ASKING_SHARE = 0.4
#: by then heights that depend on each other have come to rest
SETTLED = timedelta(milliseconds=80)


class CardPane(QWidget):
    """Shows the lead it is told; `said` carries a word for the toast, `calling` the lead whose number is dialled."""

    said = Signal(str)
    calling = Signal(str)
    take_back = Signal(str)

    def __init__(self, office: Office, commands: Commands) -> None:
        super().__init__()
        self._office = office
        self._lead_id = ""
        self.card: LeadCard | None = None
        #: a card that was read for whoever is opened next
        self._ahead: LeadCard | None = None
        self._narrow = False
        self._once_shown: tuple[str, Callable[[], None]] | None = None
        self.header = CardHeader(office, commands)
        self.reach = Reach(office)
        self.ahead = Ahead(office, commands)
        self.script, self.private = Script(office, commands), PrivateNote(office)
        self.facts = Facts(office, commands)
        self.timeline = Timeline(office)
        self.bar = OutcomeBar(office)
        self._build()
        self.reach.dial.connect(self.dial)
        self.reach.dial_partner.connect(self.dial_partner)
        self.reach.copied.connect(lambda words: self.said.emit(self.tr("Copied {}").format(words)))
        self.timeline.take_back.connect(self.take_back)
        self.timeline.done.connect(self.area.setFocus)
        self.timeline.wanted.connect(lambda: self._bring_into_sight(self.timeline))
        self.private.done.connect(self.area.setFocus)
        self.private.wanted.connect(lambda: self._bring_into_sight(self.private))
        self.script.unfolded.connect(lambda: self._bring_into_sight(self.script))
        self.bar.not_taken.connect(self.said)
        office.refresh.listen(self, Touched.LEAD, self._touched)

    def _build(self) -> None:
        look, px = self._office.look, self._office.look.px
        self._warned = text(wrap=True)
        self._warning = note(look, self._office.icons, self._warned, "warn", "triangle-alert")
        gap = px(16)
        left = column(self.reach, self.ahead, self.script, self.private, None, gap=gap)
        right = column(self.facts, self.timeline, None, gap=gap)
        self._columns: QBoxLayout = row(left, right, gap=gap)
        self._columns.setStretch(0, 1)
        self._columns.setStretch(1, 1)
        self._sheet = QWidget()
        below = column(self._warning, self._columns, gap=gap, margins=(px(24), 0, px(24), px(24)))
        self._inside = column(below, None)
        self._sheet.setLayout(self._inside)
        self.area = scrolled(self._sheet, self.tr("Lead card"))
        full = QWidget()
        self._whole = column(self.header, self.area, self.bar)
        self._whole.setStretch(1, 1)
        full.setLayout(self._whole)
        self._full = full
        icons, choose = self._office.icons, self.tr("Choose a lead on the left, or find one with Ctrl+K.")
        self._empty = EmptyState(look, icons, "circle-check", self.tr("Nobody is waiting"), choose)
        left_here = self.tr("This lead is no longer on your desk")
        went = self.tr("It went to somebody else, or your company took it back.")
        self._gone = EmptyState(look, icons, "info", left_here, f"{went} {choose}")
        self._stack = QStackedWidget()
        # nothing is claimed before the queue has answered
        for page in (QWidget(), self._empty, self._gone, full):
            self._stack.addWidget(page)
        self.setLayout(column(self._stack))

    def have_ready(self, card: LeadCard | None) -> None:
        """Take a card that was read just now: if its lead is what is opened next, nobody waits for another reading."""
        self._ahead = card

    def open(self, lead_id: str) -> None:
        """Show a lead; "" shows none."""
        ahead, self._ahead = self._ahead, None
        if lead_id != self._lead_id:
            self._leave()
        self._lead_id = lead_id
        if not lead_id:
            self.bar.show_card(None)
            self._stack.setCurrentWidget(self._empty)
        elif ahead is not None and ahead.lead.lead_id == lead_id:
            self._show(ahead)
        else:
            self._ask(lead_id)

    def _ask(self, lead_id: str) -> None:
        self._office.ask(self, lambda: self._office.desk.leads.card(lead_id), self._show, self._not_shown(lead_id))

    def _not_shown(self, lead_id: str) -> Callable[[Exception], None]:
        def failed(problem: Exception) -> None:
            if lead_id == self._lead_id:
                self._once_shown = None
            if not isinstance(problem, NotHere):
                self._office.trouble.show(problem)
            elif lead_id == self._lead_id:
                self._take_off()

        return failed

    def _take_off(self) -> None:
        """Show nothing more of a lead that went elsewhere; the officer stays where they stand.

        Going on to the next lead by itself would hand that one the outcome that is being pressed.
        """
        self.card = None
        self.private.forget()
        if self.bar.calling.is_here:
            # nobody can say any more how it went, and until then nothing would ring
            self.bar.calling.forget()
        self.bar.show_card(None)
        self._stack.setCurrentWidget(self._gone)

    def _leave(self) -> None:
        """Take nothing more of the lead that was here: it stays in sight until the next one's card has come."""
        self.card = None
        self._once_shown = None
        self.private.keep()
        self.bar.leave()

    def when_shown(self, lead_id: str, run: Callable[[], None]) -> None:
        """Run something once a lead's card is in sight: now or when its answer comes, but never at a later visit."""
        if self.card is not None and self.card.lead.lead_id == lead_id:
            run()
        else:
            self._once_shown = (lead_id, run)

    def _touched(self, changed: Changed) -> None:
        if self._lead_id and (not changed.lead_ids or self._lead_id in changed.lead_ids):
            self.open(self._lead_id)

    def _show(self, card: LeadCard) -> None:
        if card.lead.lead_id != self._lead_id:
            return  # a later choice overtook this answer
        is_new = self.card is None or self.card.lead.lead_id != card.lead.lead_id
        self.card = card
        self.header.show_card(card)
        self._warn(card)
        for part in (self.reach, self.ahead, self.script, self.private, self.facts, self.timeline):
            part.show_card(card)
        self.bar.show_card(card)
        self._stack.setCurrentWidget(self._full)
        # laid out before it is painted: nested heights would otherwise settle over several frames in plain sight
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        if self._once_shown and self._once_shown[0] == self._lead_id:
            run, self._once_shown = self._once_shown[1], None
            run()
        if is_new:
            self.area.verticalScrollBar().setValue(0)

    def _bring_into_sight(self, piece: QWidget) -> None:
        """Scroll to what a key has opened: below the fold, nothing would seem to happen."""

        def look() -> None:
            self.area.ensureWidgetVisible(piece, 0, self._office.look.px(8))

        # once the sheet has the height of what was unfolded, which is the next round of events, or a few rounds later:
        # words in a box in a box are measured one round each
        for wait in (timedelta(0), SETTLED):
            QTimer.singleShot(int(wait.total_seconds() * 1000), piece, look)

    def _warn(self, card: LeadCard) -> None:
        self._warned.setText("\n".join(map(from_app, card.warnings)))
        self._warning.setVisible(bool(card.warnings))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        wide = self.width() >= self._office.look.px(TWO_COLUMNS)
        kind = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(kind)
        self._set_narrow(narrow=self.width() < self._office.look.px(NARROW))
        share = BAR_SHARE if self.height() >= self._office.look.px(HIGH) else LOW_BAR_SHARE
        self.bar.limit_height(round(self.height() * share), round(self.height() * ASKING_SHARE))

    def _set_narrow(self, *, narrow: bool) -> None:
        """With large text there is no height to spare: then the header scrolls with the rest."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self.header.set_narrow(narrow=narrow)
        self.bar.set_narrow(narrow=narrow)
        home, other = (self._inside, self._whole) if narrow else (self._whole, self._inside)
        other.removeWidget(self.header)
        home.insertWidget(0, self.header)
        self._whole.setStretchFactor(self.area, 1)

    # --- reaching out

    def look_again(self, then: Callable[[], None] = lambda: None) -> None:
        """Show what time alone changed: the clock there, what is next and may be done. What is being typed stays."""
        lead_id = self._lead_id

        def renew(card: LeadCard) -> None:
            if card.lead.lead_id != self._lead_id:
                return
            self.card = card
            self.header.show_card(card)
            self.reach.show_card(card)
            self.ahead.show_next(card)
            then()

        if lead_id:
            self._office.ask(self, lambda: self._office.desk.leads.card(lead_id), renew, self._not_shown(lead_id))

    def call_first(self) -> None:
        """Call the number one would call first: the first live one, if a call is allowed at this very moment."""
        self.look_again(self._call_first)

    def _call_first(self) -> None:
        if self.card is None:
            return
        live = self._first_live(self.card)
        if live is None and self.card.openings.get(Channel.CALL) is None:
            self._say_none_works()
        else:
            self._dial_if_open(live)

    @staticmethod
    def _first_live(card: LeadCard) -> NumberLine | None:
        return next((number for number in card.numbers if number.state == "live"), None)

    def _say_none_works(self) -> None:
        self._office.trouble.show(WorldFailed(self.tr("No number of this lead works."), self.tr("Send an e-mail.")))

    def copy_number(self) -> None:
        """Put the number one would call on the clipboard, of a lead just found once its card is here.

        Where words are marked, these are meant.
        """
        marked = QApplication.focusWidget()
        if isinstance(marked, QLabel) and marked.hasSelectedText():
            words = marked.meant if isinstance(marked, Address) else marked.selectedText()
            QGuiApplication.clipboard().setText(words)
        elif self._lead_id:
            self.when_shown(self._lead_id, self._copy_number)

    def _copy_number(self) -> None:
        live = None if self.card is None else self._first_live(self.card)
        if live is None:
            self._say_none_works()
        else:
            self.reach.copy(live)

    def _opens(self) -> str:
        opening = self.card.openings.get(Channel.CALL) if self.card else None
        if self.card is None or opening is None or opening.until is None:
            return self.tr("No time will open it.")
        when = wording.moment(opening.until, self._office.now(), self._office.zone)
        return self.tr("It opens {} on your clock.").format(when)

    def dial(self, number: NumberLine) -> None:
        """Hand a number to the phone and wait for the outcome, if a call is allowed at this very moment."""
        if self.card is not None:
            self.look_again(lambda: self._dial_if_open(number))

    def _dial_if_open(self, number: NumberLine | None) -> None:
        opening = self.card.openings.get(Channel.CALL) if self.card else None
        if opening is not None:
            self.said.emit(self.tr("No call now: {}. {}").format(from_app(opening.words), self._opens()))
        elif number is not None and not self._is_on_the_phone(number):
            self._dial(number)

    def _is_on_the_phone(self, number: NumberLine) -> bool:
        """Say so if another call waits for its outcome: the next would make it forgotten, and its time with it."""
        waiting = self.bar.call
        if waiting is None or (waiting.lead_id, waiting.number) == (self._lead_id, number.value):
            return False
        words = self.tr("Still calling {}: how did it go? Log its outcome first, or say that it was no call.")
        self.said.emit(words.format(waiting.name))
        return True

    def _dial(self, number: NumberLine) -> None:
        if self.card is None:
            return
        lead = self.card.lead
        self._hand_over(number.value)
        self.bar.begin_call(Call(lead.lead_id, lead.name, number.value, number.shown, self._office.now()))
        self.calling.emit(lead.lead_id)

    def _hand_over(self, number: str) -> None:
        """Have the program dial that the settings name."""

        def dialled(by: str) -> None:
            if by == COPY:
                QGuiApplication.clipboard().setText(number)
                self.said.emit(self.tr("Copied {}: dial it, the time runs.").format(shown(number)))
            elif not self._office.open_url(call_address(number, by)):
                self._office.trouble.show(
                    WorldFailed(
                        self.tr("No phone program took the number."),
                        self.tr("Dial it by hand and log the outcome here; the time runs."),
                    )
                )

        self._office.ask(self._office.look, lambda: self._office.desk.settings.get(CALLS_BY), dialled)

    def dial_partner(self, number: str) -> None:
        """Hand a partner's number to the phone: no borrower's rules are asked, and nothing waits for an outcome."""
        self._hand_over(number)

    def text(self) -> None:
        """Open the program for texts with a filled one, where a text may go."""
        lead_id = self._lead_id
        if lead_id:
            self._office.ask(
                self, lambda: self._office.desk.mail.text_draft(lead_id), self._open_text, self._not_written
            )

    def _open_text(self, draft: MailDraft) -> None:
        if self._office.open_url(text_address(draft)):
            self.said.emit(self.tr("Opened in your program for texts. Press T once it is sent."))
            return
        QGuiApplication.clipboard().setText(draft.body)
        self.said.emit(self.tr("No program takes texts here, so its words are copied. Press T once it is sent."))

    def to_calendar(self) -> None:
        """Have the calendar open what is promised to this lead."""
        if self._lead_id:
            add_to_calendar(self._office, self, self._lead_id, self.said.emit)

    def mail(self) -> None:
        """Open the mail program with a filled template."""
        lead_id = self._lead_id
        if lead_id:
            desk = self._office.desk
            asked = (self._open_mail, self._not_written)
            self._office.ask(self, lambda: (desk.mail.draft(lead_id), desk.settings.get(MAIL_BY)), *asked)

    def _not_written(self, problem: Exception) -> None:
        """Say why nothing may be written where a call that may not be made is told of: reminders never lie on that."""
        if isinstance(problem, BadInput):
            self.said.emit(problem_words(problem))
        else:
            self._office.trouble.show(problem)

    def _open_mail(self, found: tuple[MailDraft, str]) -> None:
        draft, by = found
        if by == COPY:
            QGuiApplication.clipboard().setText(f"{draft.to}\n{draft.subject}\n\n{draft.body}")
            self.said.emit(self.tr("Copied: address, subject and words. Press M once it is sent."))
        elif not self._office.open_url(mail_address(draft)):
            self._office.trouble.show(
                WorldFailed(self.tr("No mail program took the message."), self.tr("Copy the address from the card."))
            )
        elif draft.unsaid:
            words = self.tr("Opened. Write {} into the mail: this desk does not know it. Press M once it is sent.")
            self.said.emit(words.format(wording.listed(draft.unsaid)))
        else:
            self.said.emit(self.tr("Opened in your mail program. Press M once it is sent."))
