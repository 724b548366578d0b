"""The window people keep open all day: a rail, the page one is on, and a word at the bottom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QMoveEvent
from PySide6.QtWidgets import QDialog, QMainWindow, QWidget

from app.desktop.changes import Changed, Touched
from app.domain.presence import State
from app.errors import SignInRefused, WorldFailed
from ui import wording
from ui.availability import AtDesk, StateLine
from ui.clock_banner import ClockBanner
from ui.desk_commands import OFFERS, TAKE, declare
from ui.dialogs import Dialogs
from ui.handing_on import HandingOn
from ui.intake.dropped import Drops
from ui.language import from_app
from ui.live_board import LiveBoard
from ui.office import Office, Seat, take_seat
from ui.pages import Pages
from ui.parts import column, row, size_within_screen
from ui.playbook_banner import PlaybookBanner
from ui.rail import Rail
from ui.syncing import Syncing
from ui.taking import NextLead
from ui.tasks import PAINTED_MS
from ui.toast import Notice, Toast
from ui.today import TodayPage

if TYPE_CHECKING:
    from app.desktop.catching_up import Backlog
    from app.desktop.sync import SyncResult
    from ui.commands import Commands
    from ui.lead_card.outcome_bar import Saved
    from ui.leaks.page import LeaksPage
    from ui.live.page import LivePage
    from ui.marketing.page import MarketingPage
    from ui.mine.page import MinePage
    from ui.mine.told import ToldView
    from ui.playbook_editor.page import PlaybookPage
    from ui.promises.page import PromisesPage
    from ui.settings.page import SettingsPage
    from ui.team.page import TeamPage
    from ui.works.page import WorksPage

SIZE = (1320, 860)
LEAST = (720, 480)


class MainWindow(QMainWindow):
    """`closing` is emitted when the person closes the window; whether the program ends is not decided here. `leaving`
    asks for its end.

    `moved` says that the outcomes are at another place of the screen now, `calling` which lead is on the phone.
    `reminders_asked`: the keyboard is to go to the reminders, which are windows of their own.
    """

    closing = Signal()
    leaving = Signal()
    moved = Signal()
    calling = Signal(str)
    reminders_asked = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.office = office
        self._last: Saved | None = None
        self._page = "page.today"
        self._is_silent = False
        self.dialogs = Dialogs(self)
        self.next_lead = NextLead(office, self)
        self.at_desk = AtDesk(office, self._call_began, self)
        self.handing_on = HandingOn(office, self)
        size_within_screen(self, *SIZE)
        # where the system itself draws everything twice as large, a small screen has less than that
        self.setMinimumSize(QSize(*LEAST).boundedTo(self.size()))
        self.live = LiveBoard(office, self)
        self._furnish()
        office.look.changed.connect(self._refurnish)
        self.syncing = Syncing(office, self)
        self.syncing.recovered.connect(self._read_away)
        office.trouble.said.connect(self._tell_trouble)
        office.trouble.broke.connect(self.dialogs.show_report)
        office.refresh.listen(self, Touched.SETTINGS, self._seat_may_have_changed)
        office.refresh.logged.connect(self._tell_logged)
        Drops(self).dropped.connect(self.dialogs.bring_in)
        self.next_lead.said.connect(self._say)
        self.at_desk.said.connect(self._say)
        self.handing_on.said.connect(self._say)
        self.handing_on.went.connect(lambda words: self._tell_trouble(words, ""))
        self.next_lead.taken.connect(self._go_to_taken)
        self.next_lead.came_late.connect(self._offer_to_go)

    def _furnish(self, before: Pages | None = None) -> None:
        for action in self.actions():
            self.removeAction(action)
            action.deleteLater()
        office, px = self.office, self.office.look.px
        self.commands: Commands = declare(self)
        self.today = TodayPage(office, self.commands)
        if office.seat.takes_leads:
            from ui.queue.take_bar import TakeBar

            bar = TakeBar(office, self.commands[TAKE], self.commands[OFFERS], self.next_lead)
            bar.offered.connect(self.dialogs.tell_of_offers)
            self.today.queue.put_above(bar)
        self.state_line = StateLine(office, self.at_desk, self.commands)
        self.today.put_below(self.state_line)
        pages = [("page.today", self.tr("Today")), ("search.open", self.tr("Search"))]
        if office.seat.is_manager:
            pages += [("page.live", self.tr("Live")), ("page.team", self.tr("Team"))]
        if office.seat.sees_sums:
            pages.append(("page.works", self.tr("What works")))
            pages.append(("page.leaks", self.tr("Lost")))
        if office.seat.is_beside:
            pages.append(("page.marketing", self.tr("Marketing")))
        pages.append(("page.playbook", self.tr("Playbook")))
        if not office.seat.is_beside:
            # who holds no lead promises nothing, has no numbers and takes none in
            pages += [("page.promises", self.tr("Promises")), ("page.mine", self.tr("Mine"))]
            pages += [("lead.new", self.tr("New lead")), ("leads.import", self.tr("Import"))]
        foot = [("page.settings", self.tr("Settings")), ("help.keys", self.tr("Keys"))]
        self.rail = Rail(office, self.commands, pages, foot)
        self._pages = Pages(office, self.commands, self.today, self.live, before)
        self._pages.lead_chosen.connect(self.go_to_lead)
        self.notice, self.clock = Notice(office.look), ClockBanner(office)
        whole = QWidget()
        whole.setObjectName("page")
        self.new_playbook = PlaybookBanner(office, self.commands["page.playbook"])
        body = column(self.notice, self.clock, self.new_playbook, self._pages)
        body.setStretch(3, 1)
        whole.setLayout(row(self.rail, body, margins=(0, 0, 0, 0), gap=px(0)))
        self.setCentralWidget(whole)
        self.toast = Toast(office.look, whole, self.state_line, self.today.in_use)
        self.today.moved.connect(self.toast.keep_clear)
        self.today.took_back.connect(self.toast.forget)
        self.today.said.connect(self.toast.say)
        self._pages.said.connect(self.toast.say)
        self._pages.undoable.connect(self._offer_undo)
        self.today.day.backlog.connect(self._offer_to_catch_up)
        self.today.card.bar.placed.connect(self.moved)
        self.today.card.calling.connect(self.calling)
        self.today.card.bar.calling.told.connect(self.at_desk.look_again)
        self.commands.install(self)
        self.show_today()

    def _refurnish(self) -> None:
        """Build the window anew in the new look; what is under way goes on, and what is not yet read stays."""
        standing, said, before = self.today.standing(), self.toast.leave(), self._pages.made_settings
        typed, stood = (None, None) if before is None else (before.typed, before.stood_on)
        page, untold = self._page, self.notice.told if not self.notice.isHidden() else None
        self._furnish(self._pages)
        if typed is not None:
            self.settings.go_on_with(typed)
        # a page that is not there any more, such as the team's for who manages it no longer, is today's
        ways = {
            "page.settings": self.show_settings,
            "page.live": self.show_live,
            "page.team": self.show_team,
            "page.works": self.show_works,
            "page.leaks": self.show_leaks,
            "page.marketing": self.show_marketing,
            "page.playbook": self.show_playbook,
            "page.mine": self.show_mine,
            "page.told": self.show_told,
            "page.promises": self.show_promises,
        }
        ways.get(page, self.show_today)()
        self.today.stand_again(standing)
        self.clock.reload()
        self.new_playbook.reload()
        self.toast.go_on(said)
        if untold is not None:
            self.notice.tell(*untold)
        if page == "page.settings" and stood is not None:
            self.settings.stand_on(stood)

    def reload(self, then: Callable[[], None] = lambda: None) -> None:
        """Fill the window, asked once it is on the screen: the list, and once that is painted the rest, and `then`."""

        def fill() -> None:
            self.today.sync.reload()
            self.clock.reload()
            self.new_playbook.reload()
            self.at_desk.reload()
            self._tell_news()
            self.today.day.begin()
            then()

        self.today.queue.reload()
        # behind the list on the store's thread, and behind its painting on this one
        self.office.ask(self, lambda: None, lambda _nothing: QTimer.singleShot(PAINTED_MS, self, fill))

    def _tell_news(self) -> None:
        """Say once what became of a damaged database."""
        desk = self.office.desk

        def told(news: str) -> None:
            if news:
                self.notice.tell(from_app(news), "")

        self.office.ask(self, lambda: desk.safekeeping.news(), told)  # noqa: PLW0108 - made there, too

    def _offer_to_catch_up(self, backlog: Backlog) -> None:
        words = self.tr("You were away: {} fell due before today.").format(wording.leads(backlog.leads))
        self.toast.offer(words, self.tr("Catch up"), self.dialogs.open_catching_up)

    def tell_day(self) -> None:
        """Say what the day begins with, or close that."""
        self.show_today()
        self.today.day.switch()

    def start_day(self) -> None:
        self.show_today()
        self.today.start_day()

    def _call_began(self) -> datetime | None:
        call = self.today.card.bar.call
        return None if call is None else call.began_at

    def _seat_may_have_changed(self, _changed: Changed) -> None:
        def seated(seat: Seat) -> None:
            before, self.office.seat = self.office.seat, seat
            # nothing is built by a name, and a window built anew while somebody types theirs may lose a key
            if seat != replace(before, name=seat.name):
                self._refurnish()
            elif seat != before:
                self.today.queue.reload()

        self.office.ask(self, lambda: take_seat(self.office.desk), seated)

    def fall_silent(self, problem: SignInRefused) -> None:
        """Show no lead any more: this desk was too long away from its hub. What is next is to sign in again."""
        if not self._is_silent:
            self._is_silent = True
            # made anew, the pages know nobody
            self._furnish(self._pages)
            self.show_hub()
        self.notice.tell(from_app(problem.happened), from_app(problem.remedy))

    def speak_again(self) -> None:
        if self._is_silent:
            self._is_silent = False
            self.notice.hide()
            self.reload()

    # --- pages

    @property
    def settings(self) -> SettingsPage:
        return self._pages.settings

    @property
    def team(self) -> TeamPage | None:
        return self._pages.team

    @property
    def works(self) -> WorksPage | None:
        return self._pages.works

    @property
    def leaks(self) -> LeaksPage | None:
        return self._pages.leaks

    @property
    def live_page(self) -> LivePage | None:
        return self._pages.live

    @property
    def marketing(self) -> MarketingPage | None:
        return self._pages.marketing

    @property
    def mine(self) -> MinePage:
        return self._pages.mine

    @property
    def promises(self) -> PromisesPage:
        return self._pages.promises

    @property
    def told(self) -> ToldView:
        return self._pages.told

    @property
    def playbook(self) -> PlaybookPage:
        return self._pages.playbook

    def show_today(self) -> None:
        self._show_page(self.today, "page.today", self.tr("Today"))
        self.today.take_keys()

    def show_settings(self) -> None:
        self._show_page(self.settings, "page.settings", self.tr("Settings"))
        # as on the team's page: the first Tab leads into it, and nothing is ringed before
        self.settings.setFocus()
        self.settings.reload()

    def show_me(self) -> None:
        """Show who sits here, to be filled in."""
        self._show_page(self.settings, "page.settings", self.tr("Settings"))
        self.settings.setFocus()
        self.settings.reload(self.settings.stand_on_me)

    def show_hub(self) -> None:
        """Show how the hub stands, or what connects to one."""
        self.show_settings()
        self.settings.stand_on_hub()

    def show_team(self) -> None:
        if self.team is not None:
            self._show_page(self.team, "page.team", self.tr("Team"))
            # else Qt would put its ring around the first button of the page
            self.team.setFocus()
            self.team.reload()

    def show_works(self) -> None:
        if self.works is not None:
            self._show_page(self.works, "page.works", self.tr("What works"))
            self.works.setFocus()
            self.works.reload()

    def show_leaks(self) -> None:
        if self.leaks is not None:
            self._show_page(self.leaks, "page.leaks", self.tr("Where leads are lost"))
            self.leaks.take_keys()
            self.leaks.reload()

    def show_marketing(self) -> None:
        if self.marketing is not None:
            self._show_page(self.marketing, "page.marketing", self.tr("Marketing"))
            self.marketing.setFocus()
            self.marketing.reload()

    def show_live(self) -> None:
        if self.live_page is not None:
            self._show_page(self.live_page, "page.live", self.tr("Live"))
            self.live_page.take_keys()
            self.live_page.reload()

    def _offer_undo(self, words: str, take_back: Callable[[], object]) -> None:
        page = self.live_page
        self.toast.offer(words, self.tr("Undo"), lambda: None if page is None else page.undo(take_back))

    def show_mine(self) -> None:
        self._show_page(self.mine, "page.mine", self.tr("My numbers"))
        self.mine.take_keys()
        self.mine.reload()

    def export(self) -> None:
        self._pages.export()

    def choose_period(self, n: int) -> None:
        self._pages.choose_period(n)

    def show_promises(self) -> None:
        self._show_page(self.promises, "page.promises", self.tr("Promises"))
        self.promises.reload()
        self.promises.take_keys()

    def show_told(self) -> None:
        self._show_page(self.told, "page.told", self.tr("What the company sees about me"))
        self.told.setFocus()
        self.told.reload()

    @property
    def _is_on_playbook(self) -> bool:
        return self._pages.currentWidget() is self._pages.made_playbook

    def show_playbook(self) -> None:
        self._show_page(self.playbook, "page.playbook", self.tr("Playbook"))
        self.playbook.take_keys()
        self.playbook.reload()
        self.new_playbook.read_away()

    def _show_page(self, page: QWidget, command: str, words: str) -> None:
        self._pages.setCurrentWidget(page)
        self._page = command
        self.rail.show_page(command)
        self.commands.turn_to(command)
        # never a borrower's name: titles are read by docks, logs and screen sharing
        self.setWindowTitle(words)

    # --- dialogs

    def look_around(self) -> None:
        """Begin a made-up branch in a window of its own; this desk stays as it is."""
        if self.office.start_demo is not None and self.office.start_demo():
            self.toast.say(self.tr("A made-up branch opens in a window of its own; nothing in it is yours or real."))
        else:
            self.office.trouble.show(WorldFailed(self.tr("The made-up branch could not be started.")))

    def go_to_lead(self, lead_id: str) -> None:
        """Show a lead's card from wherever one is."""
        self.show_today()
        self.today.go_to(lead_id)

    def hand_on(self, lead_id: str) -> None:
        """Hand a lead on; whoever stands on it goes on to the one behind it."""
        today, following = self.today, self.today.queue.following(lead_id)
        self.handing_on.ask(lead_id, lambda: today.leave(lead_id, following))

    def _go_to_taken(self, lead_id: str) -> None:
        """Show the lead that was asked for, unless the officer has begun something else meanwhile."""
        self._read_away()
        bar = self.today.card.bar
        is_busy = bar.is_asking or bar.is_noting or bar.call is not None or self._page != "page.today"
        if is_busy or any(dialog.isVisible() for dialog in self.findChildren(QDialog)):
            self._offer_to_go(lead_id)
        else:
            self.go_to_lead(lead_id)

    def _offer_to_go(self, lead_id: str) -> None:
        self.toast.offer(self.tr("The next lead is yours."), self.tr("Go to it"), lambda: self.go_to_lead(lead_id))

    # --- words

    def _say(self, words: str) -> None:
        self.toast.say(words)

    def _tell_logged(self, saved: Saved) -> None:
        self._last = saved
        # what failed before has been seen to, or was about an outcome that went another way
        self._read_away()
        words = self.tr("Saved: {}").format(from_app(saved.words))
        if saved.logged.outside_rules:
            words += "\n" + self.tr("Outside the rules ({}): marked for compliance.").format(
                from_app(saved.logged.outside_rules.replace("_", " "))
            )
        if saved.logged.hint:
            words += "\n" + from_app(saved.logged.hint)
        self.toast.offer(words, self.tr("Undo"), self._undo_last, [saved.logged.activity_id])

    def _undo_last(self) -> None:
        if self._last is not None:
            self.today.undo(self._last)
            self._last = None

    def undo(self) -> None:
        """Take back the last outcome while the toast still offers it; on the playbook's page, the last edit."""
        if self._is_on_playbook:
            self.playbook.bench.undo.undo()
            return
        if self.toast.is_offering:
            self.toast.take()
        else:
            self.toast.say(self.tr("Nothing to undo. U takes back an older entry."))

    def work_now(self) -> None:
        """Work off shift until midnight, or stop doing so: what hours hold back falls due meanwhile."""
        availability = self.office.desk.availability

        def switch() -> tuple[bool, Changed]:
            on = availability.now().state is not State.WORKING
            return on, availability.be(State.WORKING if on else State.AVAILABLE)

        def switched(answer: tuple[bool, Changed]) -> None:
            on, changed = answer
            self.office.refresh.announce(changed)
            self.toast.say(
                self.tr("Working now: steps that waited for your shift fall due, until midnight.")
                if on
                else self.tr("Back to your hours: what comes from now on waits for your shift.")
            )

        self.office.ask(self, switch, switched)

    def choose_state(self) -> None:
        """Open what can be said of being here, beside where it is shown."""
        self.show_today()
        self.today.show_list()
        self.state_line.open_menu()

    def sync(self) -> None:
        """Run one round with the hub now."""

        def told(result: SyncResult) -> None:
            self.toast.say(self.tr("In step: {} up, {} down").format(result.pushed, result.pulled))

        self.syncing.by_hand(told)

    def _tell_trouble(self, happened: str, remedy: str) -> None:
        self.notice.tell(happened, remedy)

    def outcomes_place(self) -> QRect:
        """Return where on the screen the next key is read; nowhere while other windows or pages are in front."""
        return QRect() if self.isMinimized() else self.today.outcomes_place()

    def _read_away(self) -> None:
        self.notice.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        # what nothing in the window wanted
        if event.key() == Qt.Key.Key_Escape and self.notice.isVisible():
            self._read_away()
            return
        if event.key() == Qt.Key.Key_Escape and self.new_playbook.isVisible():
            self.new_playbook.read_away()
            return
        if event.key() == Qt.Key.Key_Escape and self.today.day.isVisible():
            self.today.day.leave_it()
            return
        if event.key() == Qt.Key.Key_Escape and self.next_lead.is_asking:
            self.next_lead.call_off()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.today.day.begin_anew()
        if event.type() in (QEvent.Type.WindowStateChange, QEvent.Type.ActivationChange):
            # the outcomes are back where reminders may have come to lie meanwhile, or a dialog is open over them now;
            # once each has its size
            QTimer.singleShot(0, self, self.moved.emit)

    def moveEvent(self, event: QMoveEvent) -> None:  # noqa: N802 - Qt's name
        super().moveEvent(event)
        self.moved.emit()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        super().closeEvent(event)
        self.closing.emit()
