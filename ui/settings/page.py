"""Settings: who sits here, how it looks, how it reminds, and which hub it belongs to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import msgspec
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QComboBox, QGridLayout, QLayout, QWidget

from app.desktop.changes import Changed, Touched
from app.desktop.settings import (
    CALLS_BY,
    CONTRAST,
    MAIL_BY,
    NAMES_SHOWN,
    SNOOZE_MINUTES,
    SOUND,
    TEXT_SCALE,
    THEME,
    Setting,
)
from app.desktop.shifts import Me
from app.desktop.views import SyncState
from ui import wording
from ui.language import from_app, marked
from ui.locked import lock
from ui.office import Office
from ui.parts import button, choice, clear, column, frame, note, open_over, row, scrolled, text
from ui.settings.joining import JoinHub
from ui.settings.you import You
from ui.sync_line import refused_words, sync_words, way_words
from ui.theme import SCALES, Contrast, Scheme

#: by then heights that depend on each other have come to rest, on a busy machine too
SETTLED = timedelta(milliseconds=500)
SNOOZES = (5, 10, 15, 30, 60)
THEMES = {
    "system": marked("SettingsPage", "As the system"),
    "light": marked("SettingsPage", "Light"),
    "dark": marked("SettingsPage", "Dark"),
}
CONTRASTS = {
    "system": marked("SettingsPage", "As the system"),
    "usual": marked("SettingsPage", "Off"),
    "high": marked("SettingsPage", "On"),
}
#: while the screen is locked, and in what the system shows above the lock
NAMES = {
    "shown": marked("SettingsPage", "Always"),
    "hidden_when_locked": marked("SettingsPage", "In ours, while unlocked"),
    "hidden": marked("SettingsPage", "Never"),
}
SOUNDS = {
    "off": marked("SettingsPage", "None"),
    "on": marked("SettingsPage", "A short one"),
}
CALLS = {
    "phone": marked("SettingsPage", "The system's phone program"),
    "teams": marked("SettingsPage", "Microsoft Teams"),
    "copy": marked("SettingsPage", "By hand: the number is copied"),
}
MAILS = {
    "program": marked("SettingsPage", "The system's mail program"),
    "copy": marked("SettingsPage", "By hand: the words are copied"),
}


class Typed(msgspec.Struct, frozen=True):
    """What stands on the page and is not kept yet: address and code of a hub, and fields about oneself, `me` so far."""

    hub: tuple[str, str] = ("", "")
    me: Me | None = None
    you: dict[str, str] = msgspec.field(default_factory=dict)


class Stood(msgspec.Struct, frozen=True):
    """Which of the choices has the focus, -1 for none, how far below the upper edge, and how much was scrolled by."""

    which: int = -1
    below: int = 0
    share: float = 0.0


class SettingsPage(QWidget):
    """Each change is kept at once."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._locked: list[QWidget] = []
        self.setObjectName("page")
        px = office.look.px
        self.you = You(office)
        you = self._framed(self.tr("You"), self.you)
        self.theme = self._words(THEME, THEMES, self._wear_theme)
        self.contrast = self._words(CONTRAST, CONTRASTS, self._wear_contrast)
        scales = {str(round(s * 100)): f"{round(s * 100)} %" for s in SCALES}
        self.scale = self._words(TEXT_SCALE, scales, self._wear_scale)
        self.names = self._words(NAMES_SHOWN, NAMES, lambda _value: None)
        minutes = {str(m): self.tr("{} min").format(m) for m in SNOOZES}
        self.snooze = self._words(SNOOZE_MINUTES, minutes, lambda _value: None)
        self.sound = self._words(SOUND, SOUNDS, lambda _value: None)
        looks = self._panel(
            self.tr("Looks"),
            [
                (self.tr("Theme"), self.theme),
                (self.tr("High contrast"), self.contrast),
                (self.tr("Size of text"), self.scale),
            ],
        )
        reminds = self._panel(
            self.tr("Reminders"),
            [
                (self.tr("A snooze lasts"), self.snooze),
                (self.tr("Borrowers' names in reminders"), self.names),
                (self.tr("Sound with a reminder"), self.sound),
            ],
        )
        self.calls_by = self._words(CALLS_BY, CALLS, lambda _value: None)
        self.mail_by = self._words(MAIL_BY, MAILS, lambda _value: None)
        calls = self._panel(
            self.tr("Calls and e-mails"),
            [(self.tr("Calls are made with"), self.calls_by), (self.tr("E-mails are written with"), self.mail_by)],
        )
        self._hub_lines = column(gap=px(8))
        self._join: JoinHub | None = None
        #: address and code that were typed on a page in another look, until there is a form for them
        self._typed = ("", "")
        hub = self._framed(self.tr("Hub"), self._hub_lines)
        self.policies = button(self.tr("Policies of your company…"), self._show_policies)
        #: for whoever helps; a made-up desk needs nobody
        support = [button(self.tr("Make a file for support…"), self._show_support)] if office.support else []
        sheet = self._sheet = QWidget()
        gap = px(16)
        # above what is filled in later, so that Tab goes downwards
        sheet.setLayout(
            column(
                *self._faults(),
                you,
                looks,
                reminds,
                calls,
                row(self.policies, *support, None, gap=px(8)),
                hub,
                None,
                gap=gap,
            )
        )
        sheet.setMaximumWidth(px(640))
        self._area = area = scrolled(sheet, self.tr("Settings"))
        area.setAlignment(Qt.AlignmentFlag.AlignLeft)
        body = column(text(self.tr("Settings"), size="title"), area, gap=gap, margins=(px(24), px(20), px(24), px(16)))
        body.setStretch(1, 1)
        self.setLayout(body)
        office.refresh.listen(self, Touched.SYNC, self._hub_touched)

    def _show_support(self) -> None:
        from ui.support import SupportDialog

        open_over(SupportDialog(self._office, self.window()))

    def _show_policies(self) -> None:
        from ui.settings.policies import PoliciesDialog

        open_over(PoliciesDialog(self._office, self.window()))

    def _panel(self, heading: str, lines: list[tuple[str, QWidget]]) -> QWidget:
        px = self._office.look.px
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(12))
        grid.setColumnStretch(0, 1)
        for i, (words, control) in enumerate(lines):
            grid.addWidget(text(words, wrap=True), i, 0)
            control.setMinimumWidth(px(200))
            grid.addWidget(lock(self._office, control) if control in self._locked else control, i, 1)
        return self._framed(heading, grid)

    def _framed(self, heading: str, inside: QWidget | QLayout) -> QWidget:
        px = self._office.look.px
        pad = px(16)
        return frame("panel", column(text(heading, size="heading"), inside, gap=px(12), margins=(pad, pad, pad, pad)))

    def _faults(self) -> list[QWidget]:
        """Say that a line of the company's policy does nothing: whoever reads it can tell IT."""
        faults = self._office.desk.settings.policy.faults
        if not faults:
            return []
        words = self.tr("Your company's policy has lines that do nothing. Tell your IT: {}").format(" ".join(faults))
        return [note(self._office.look, self._office.icons, words, "warn", "triangle-alert")]

    def _words(self, setting: Setting, words: dict[str, str], wear: Callable[[str], None]) -> QComboBox:
        box = choice(from_app(setting.words))
        if self._office.desk.settings.is_locked(setting):
            self._locked.append(box)
        for value, shown in words.items():
            box.addItem(self.tr(shown), value)

        def chosen(_index: int) -> None:
            value = str(box.currentData())
            # the new look replaces this very page, so it is kept first and worn after
            self._keep(setting, value, lambda: wear(value))

        box.activated.connect(chosen)
        return box

    def _keep(self, setting: Setting, value: str, done: Callable[[], None] | None = None) -> None:
        # the look hears of it though another choice has replaced this page meanwhile
        look = self._office.look
        self._office.act(look, lambda: self._office.desk.settings.put(setting, value), done)

    def _wear_theme(self, value: str) -> None:
        self._office.look.choose(scheme=Scheme(value))

    def _wear_contrast(self, value: str) -> None:
        self._office.look.choose(contrast=Contrast(value))

    def _wear_scale(self, value: str) -> None:
        self._office.look.choose(scale=int(value) / 100)

    @property
    def _controls(self) -> tuple[QWidget, ...]:
        looks = (self.theme, self.contrast, self.scale)
        return (*self.you.controls, *looks, self.names, self.snooze, self.sound, self.calls_by, self.mail_by)

    # --- filling

    @property
    def typed(self) -> Typed:
        """What another page in this one's place goes on with."""
        return Typed(self._join.typed if self._join is not None else self._typed, self.you.me, self.you.typed)

    @property
    def stood_on(self) -> Stood:
        """Where one is: what another page in this one's place is to show."""
        at, bar = self.window().focusWidget(), self._area.verticalScrollBar()
        share = bar.value() / max(bar.maximum(), 1)
        for which, each in enumerate(self._controls):
            if each is at:
                return Stood(which, each.mapTo(self._area.viewport(), QPoint(0, 0)).y(), share)
        return Stood(share=share)

    def go_on_with(self, typed: Typed) -> None:
        """Take up what was typed on a page that this one replaces."""
        self._typed = typed.hub
        self.you.go_on_with(typed.me, typed.you)

    def stand_on(self, stood: Stood) -> None:
        """Give a choice the focus, and have it where it was on a page that this one replaces."""
        at = self._controls[stood.which] if stood.which >= 0 else None
        if at is not None:
            at.setFocus()

        def look() -> None:
            bar = self._area.verticalScrollBar()
            if at is None:
                bar.setValue(round(stood.share * bar.maximum()))
                return
            bar.setValue(at.mapTo(self._sheet, QPoint(0, 0)).y() - stood.below)
            # in larger text it may be higher than it is far from the lower edge
            self._area.ensureWidgetVisible(at, 0, 0)

        # behind all that the page is filled with
        self._office.ask(self, lambda: None, lambda _nothing: self._once_settled(look))

    def _once_settled(self, look: Callable[[], None]) -> None:
        """Look now, and again as the page grows: words wrap one round of events for each box they stand in.

        Whoever scrolls meanwhile, or goes to another control, is not taken back.
        """
        bar, at = self._area.verticalScrollBar(), self.window().focusWidget()
        moved: list[object] = []

        def again() -> None:
            if self.window().focusWidget() is not at:
                moved.append(at)
            if not moved:
                look()

        def end() -> None:
            bar.rangeChanged.disconnect(growing)
            bar.actionTriggered.disconnect(scrolling)

        growing = bar.rangeChanged.connect(lambda _low, _high: QTimer.singleShot(0, self._area, again))
        # by hand alone: what is looked at here scrolls without it
        scrolling = bar.actionTriggered.connect(moved.append)
        QTimer.singleShot(0, self._area, again)
        QTimer.singleShot(int(SETTLED.total_seconds() * 1000), self._area, end)

    def stand_on_me(self) -> None:
        """Bring who sits here into sight, with the first field that is empty."""
        at, above = self.you.stand(), self._office.look.px(48)

        def look() -> None:
            self._area.verticalScrollBar().setValue(0)
            if at in self._controls:
                self._area.ensureWidgetVisible(at, 0, above)

        # once the page has the height of what was filled in
        QTimer.singleShot(0, self.you, look)

    def stand_on_hub(self) -> None:
        """Bring how the hub stands into sight, with its first field where there is one to fill in."""

        def look() -> None:
            bar = self._area.verticalScrollBar()
            bar.setValue(bar.maximum())

        def stand(state: SyncState) -> None:
            self._show_hub(state)
            if self._join is not None:
                self._join.take_keys()
            else:
                self._area.setFocus()
            self._once_settled(look)

        self._office.ask(self, self._office.desk.sync.state, stand)

    def _hub_touched(self, _changed: Changed) -> None:
        if self.isVisible():
            self._office.ask(self, self._office.desk.sync.state, self._show_hub)

    def reload(self, then: Callable[[], None] = lambda: None) -> None:
        """Show what is kept; `then` is run once who sits here is known."""
        settings = self._office.desk.settings
        boxes = (
            (THEME, self.theme),
            (CONTRAST, self.contrast),
            (TEXT_SCALE, self.scale),
            (NAMES_SHOWN, self.names),
            (SNOOZE_MINUTES, self.snooze),
            (CALLS_BY, self.calls_by),
            (MAIL_BY, self.mail_by),
            (SOUND, self.sound),
        )

        def shown(values: list[str]) -> None:
            for (_, box), value in zip(boxes, values, strict=True):
                if box.findData(value) < 0:
                    box.addItem(value, value)
                box.setCurrentIndex(box.findData(value))

        self._office.ask(self, lambda: [settings.get(setting) for setting, _ in boxes], shown)

        def seated(me: Me) -> None:
            self.you.show_me(me)
            then()

        self._office.ask(self, self._office.desk.shifts.me, seated)
        self._office.ask(self, self._office.desk.sync.state, self._show_hub)

    def _show_hub(self, state: SyncState) -> None:
        offers = not state.enrolled or state.is_shut_out
        if self._join is not None and offers:
            return  # the form stands already: what is typed in it stays, and it hears what the hub answers
        clear(self._hub_lines)
        self._join = None
        if state.enrolled:
            self._say_home(state)
        else:
            words = self.tr("With your company's hub, leads ring here by themselves and your manager sees your work.")
            self._hub_lines.addWidget(text(words, tone="soft", wrap=True))
        if offers:
            join = self._join = JoinHub(self._office, state.hub_url)
            join.joined.connect(self.reload)
            self._hub_lines.addWidget(join)
            if any(self._typed):
                join.type_again(*self._typed)

    def _say_home(self, state: SyncState) -> None:
        self._hub_lines.addWidget(text(self.tr("This desk belongs to {}").format(state.hub_url), wrap=True))
        sits = self.tr("You sit here as {}. A desk never changes hubs; use another data folder for another.")
        self._hub_lines.addWidget(text(sits.format(self._office.seat.name), tone="soft", wrap=True))
        self._say_step(state)
        if state.is_shut_out:
            again = self.tr("{} With a new code this desk is let in again; what waits here goes up then.")
            self._hub_lines.addWidget(text(again.format(from_app(state.trouble)), tone="warn", wrap=True))
        if state.refused:
            self._hub_lines.addWidget(text(refused_words(state), tone="warn", wrap=True))
        if state.way_fault:
            self._hub_lines.addWidget(text(way_words(state), tone="warn", wrap=True))

    def _say_step(self, state: SyncState) -> None:
        """Say how far this desk and its hub are in step: what the line under the list has no room for."""
        now, zone = self._office.now(), self._office.zone
        last = wording.ago(state.last_ok_at, now, zone) if state.last_ok_at else ""
        _, tone, words = sync_words(state, last)
        self._hub_lines.addWidget(text(words, tone=tone, wrap=True))
        if state.trouble and not state.is_shut_out:
            why = f"{from_app(state.trouble)} {from_app(state.remedy)}".strip()
            self._hub_lines.addWidget(text(why, tone="soft", wrap=True))
            if last:
                self._hub_lines.addWidget(text(self.tr("In step last: {}").format(last), tone="soft", wrap=True))
        if state.clock_offset_s is not None and not state.is_clock_off:
            agrees = self.tr("This computer's clock agrees with the hub's.")
            self._hub_lines.addWidget(text(agrees, tone="soft", wrap=True))
        asks = self.tr("F5 asks the hub at once; what is logged meanwhile waits here and goes up by itself.")
        self._hub_lines.addWidget(text(asks, tone="soft", wrap=True))
