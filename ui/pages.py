"""The pages beside today's, each made when it is first wanted: the first list comes up far sooner without them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from ui.desk_commands import ON_A_STEP

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.commands import Commands
    from ui.leaks.page import LeaksPage
    from ui.live.page import LivePage
    from ui.live_board import LiveBoard
    from ui.marketing.page import MarketingPage
    from ui.mine.page import MinePage
    from ui.mine.told import ToldView
    from ui.office import Office
    from ui.playbook_editor.page import PlaybookPage
    from ui.promises.page import PromisesPage
    from ui.settings.page import SettingsPage
    from ui.sums_page import SumsPage
    from ui.team.page import TeamPage
    from ui.works.page import WorksPage


class Pages(QStackedWidget):
    """`lead_chosen` asks for a lead's card, `said` is a word for the toast, `undoable` one with what takes it back.

    `before` are the pages in whose place these come: a period that was chosen on one stays chosen.
    """

    lead_chosen = Signal(str)
    said = Signal(str)
    undoable = Signal(str, object)

    def __init__(
        self, office: Office, commands: Commands, today: QWidget, board: LiveBoard, before: Pages | None = None
    ) -> None:
        super().__init__()
        self._office, self._commands, self._board = office, commands, board
        self._live: LivePage | None = None
        self.made_settings: SettingsPage | None = None
        self.made_playbook: PlaybookPage | None = None
        self._team: TeamPage | None = None
        self._marketing: MarketingPage | None = None
        self._mine: MinePage | None = None
        self._told: ToldView | None = None
        self._works: WorksPage | None = None
        self._promises: PromisesPage | None = None
        self._leaks: LeaksPage | None = None
        self._team_days = [] if before is None else before.team_days
        self._marketing_months = [] if before is None else before.marketing_months
        self._mine_days = [] if before is None else before.mine_days
        self._works_days = [] if before is None else before.works_days
        self.addWidget(today)

    @property
    def team_days(self) -> list[int]:
        return self._team_days if self._team is None else [self._team.days]

    @property
    def works_days(self) -> list[int]:
        return self._works_days if self._works is None else [self._works.days]

    @property
    def marketing_months(self) -> list[int]:
        return self._marketing_months if self._marketing is None else [self._marketing.days]

    @property
    def mine_days(self) -> list[int]:
        return self._mine_days if self._mine is None else [self._mine.days]

    def export(self) -> None:
        """Save the numbers of the page in sight to a file, where it has any."""
        page = self._in_sight()
        if page is None:
            self.said.emit(
                self.tr(
                    "Numbers are saved from the pages that have them: Team, My numbers, Leaks, Marketing, What works."
                )
            )
        else:
            page.export()

    def choose_period(self, n: int) -> None:
        """Choose the first, second or third period of the page in sight, where it has any."""
        page = self._in_sight()
        if page is None:
            self.said.emit(self.tr("A period is chosen on the pages with numbers, such as Team."))
        else:
            page.choose_period(n)

    def _in_sight(self) -> SumsPage | None:
        with_numbers = (self._team, self._mine, self._leaks, self._marketing, self._works)
        return next((each for each in with_numbers if each and each is self.currentWidget()), None)

    @property
    def settings(self) -> SettingsPage:
        if self.made_settings is None:
            from ui.settings.page import SettingsPage

            self.made_settings = SettingsPage(self._office)
            self.addWidget(self.made_settings)
        return self.made_settings

    @property
    def playbook(self) -> PlaybookPage:
        if self.made_playbook is None:
            from ui.playbook_editor.page import PlaybookPage

            self.made_playbook = PlaybookPage(self._office, self._commands)
            # in a field beside the table they are that field's own keys
            self._commands.confine(ON_A_STEP, self.made_playbook.steps)
            self.addWidget(self.made_playbook)
        return self.made_playbook

    @property
    def team(self) -> TeamPage | None:
        """None for who manages nobody."""
        if self._team is None and self._office.seat.is_manager:
            from ui.team.page import TeamPage

            self._team = TeamPage(self._office, *self._team_days)
            self._team.said.connect(self.said)
            self.addWidget(self._team)
        return self._team

    @property
    def works(self) -> WorksPage | None:
        """None for who sees the own sums alone."""
        if self._works is None and self._office.seat.sees_sums:
            from ui.works.page import WorksPage

            self._works = WorksPage(self._office, *self._works_days)
            self._works.said.connect(self.said)
            self.addWidget(self._works)
        return self._works

    @property
    def leaks(self) -> LeaksPage | None:
        """None for who sees the own sums alone."""
        if self._leaks is None and self._office.seat.sees_sums:
            from ui.leaks.page import LeaksPage

            self._leaks = LeaksPage(self._office)
            self._leaks.said.connect(self.said)
            self.addWidget(self._leaks)
        return self._leaks

    @property
    def live(self) -> LivePage | None:
        """None for who manages nobody."""
        if self._live is None and self._office.seat.is_manager:
            from ui.live.page import LivePage

            self._live = LivePage(self._office, self._commands, self._board)
            self._live.said.connect(self.said)
            self._live.undoable.connect(self.undoable)
            self.addWidget(self._live)
        return self._live

    @property
    def marketing(self) -> MarketingPage | None:
        """None for who calls leads or manages who does."""
        if self._marketing is None and self._office.seat.is_beside:
            from ui.marketing.page import MarketingPage

            self._marketing = MarketingPage(self._office, self._commands, *self._marketing_months)
            self._marketing.said.connect(self.said)
            self.addWidget(self._marketing)
        return self._marketing

    @property
    def mine(self) -> MinePage:
        if self._mine is None:
            from ui.mine.page import MinePage

            self._mine = MinePage(self._office, self._commands["page.told"], *self._mine_days)
            self._mine.lead_chosen.connect(self.lead_chosen)
            self._mine.said.connect(self.said)
            self.addWidget(self._mine)
        return self._mine

    @property
    def told(self) -> ToldView:
        if self._told is None:
            from ui.mine.told import ToldView

            self._told = ToldView(self._office)
            self.addWidget(self._told)
        return self._told

    @property
    def promises(self) -> PromisesPage:
        if self._promises is None:
            from ui.promises.page import PromisesPage

            self._promises = PromisesPage(self._office)
            self._promises.lead_chosen.connect(self.lead_chosen)
            self._promises.said.connect(self.said)
            self.addWidget(self._promises)
        return self._promises
