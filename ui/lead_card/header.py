"""The top of a card: who, how they stand, what time it is there, and the three things one does."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QLabel, QWidget

from app.domain.answers import Code
from app.domain.lead import Channel
from app.domain.stage import EXITS, Stage
from ui import wording
from ui.language import from_app
from ui.parts import chip, column, command_button, frame, icon_label, row, set_chip, set_tone, text

if TYPE_CHECKING:
    from app.desktop.views import LeadCard
    from ui.commands import Commands
    from ui.office import Office

_MET = (Stage.CONTACTED, Stage.APPOINTMENT)


class CardHeader(QWidget):
    """Local time and legal window stand here, before any number is in sight."""

    def __init__(self, office: Office, commands: Commands) -> None:
        super().__init__()
        self._office = office
        px = office.look.px
        self.name = text(size="title")
        self.name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._stage, self._origin, self._is_test = chip(""), chip(""), chip(self.tr("Test lead"), "warn")
        self._received = text(tone="soft", size="small", wrap=True)
        chips = row(self._stage, self._origin, self._is_test, gap=px(8))
        chips.addWidget(self._received, 1)
        self._time = text(size="large", weight="medium")
        self._window = text(wrap=True)
        self._sign = QLabel()
        self._sign.setFixedSize(office.icons.size())
        self._sign.setScaledContents(True)
        self._clock_sign = icon_label(office.icons, "clock", "text_soft")
        self.call = command_button(commands["lead.call"], office.icons, kind="primary")
        self.mail = command_button(commands["lead.mail"], office.icons)
        self.snooze = command_button(commands["lead.snooze"], office.icons)
        self.name.setWordWrap(True)
        acts = row(self.call, self.mail, self.snooze, None, gap=px(8))
        self.to_list = command_button(commands["queue.list"], office.icons, kind="quiet", words=self.tr("List"))
        self.to_list.hide()
        first = row(self.name, self.to_list, gap=px(8))
        first.setStretch(0, 1)
        first.setAlignment(self.to_list, Qt.AlignmentFlag.AlignTop)
        who = column(first, chips, gap=px(8))
        self._top: QBoxLayout = row(who, acts, gap=px(16))
        self._top.setStretch(0, 1)
        self._top.setAlignment(acts, Qt.AlignmentFlag.AlignTop)
        time = row(self._clock_sign, self._time, None, gap=px(8))
        window = row(self._sign, self._window, gap=px(8))
        window.setStretch(1, 1)
        window.setAlignment(self._sign, Qt.AlignmentFlag.AlignVCenter)
        self._when: QBoxLayout = row(time, window, gap=px(12))
        self._when.setStretch(1, 1)
        inside = column(self._top, self._when, gap=px(16), margins=(px(24), px(20), px(24), px(16)))
        self.setLayout(column(frame("head", inside)))

    def set_narrow(self, *, narrow: bool) -> None:
        """Put side by side, or one under the other."""
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._top.setDirection(way)
        self._when.setDirection(way)

    def show_card(self, card: LeadCard) -> None:
        self.name.setText(card.lead.name)
        self._show_chips(card)
        self._time.setText(wording.local_time(card.local_now, card.zone, card.lead.address.city))
        opening = card.openings.get(Channel.CALL)
        is_open = opening is None
        sign = self._office.icons.pixmap("shield-check" if is_open else "lock", "good" if is_open else "warn", 16, 2.0)
        self._sign.setPixmap(sign)
        self._window.setText(from_app(card.window_words) if is_open else self._closed_words(card))
        set_tone(self._window, "good" if is_open else "warn")
        self._allow(card)

    def _closed_words(self, card: LeadCard) -> str:
        opening = card.openings[Channel.CALL]
        if opening is None:
            return from_app(card.window_words)
        words = from_app(opening.words)
        if opening.until is None:
            # an emergency says itself that nobody is called
            is_said = opening.code == Code.EMERGENCY
            return words if is_said else self.tr("No calls: {}").format(words)
        when = wording.moment(opening.until, self._office.now(), card.zone)
        place = wording.place(card.zone, card.lead.address.city)
        return self.tr("Opens {} {} ({})").format(when, place, words)

    def _allow(self, card: LeadCard) -> None:
        may_call = card.openings.get(Channel.CALL) is None and any(n.state == "live" for n in card.numbers)
        self.call.setEnabled(may_call)
        self.call.setIcon(self._office.icons.icon("phone", "on_accent" if may_call else "text_faint"))
        self.mail.setEnabled(any(n.state == "live" for n in card.emails))

    def _show_chips(self, card: LeadCard) -> None:
        self._stage.setText(from_app(card.stage.words))
        set_chip(self._stage, "plain" if card.stage in EXITS else "good" if card.stage in _MET else "accent")
        self._origin.setText(wording.origin(card.lead.origin))
        self._origin.setVisible(card.lead.origin.is_own)
        self._is_test.setVisible(card.lead.is_test)
        received = card.lead.received_at.astimezone(ZoneInfo(self._office.zone))
        since = wording.ago(received, self._office.now(), self._office.zone)
        words = self.tr("received {}").format(since)
        self._received.setText(" · ".join(filter(None, (wording.source(card.lead.source), words))))
