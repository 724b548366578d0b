"""Every screen and dialog there is, each as somebody would meet it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace
from PySide6.QtWidgets import QWidget

from app.desktop.policy import read_policy
from app.desktop.settings import NO_POLICY
from app.desktop.team import Missed
from tests.desks import desk_with
from tests.ui.conftest import NOW
from tests.ui.drilled import Drilled
from tests.ui.test_marketing import REPORT as MARKETING_REPORT
from tests.ui.test_marketing import AskedMarketing
from tests.ui.test_popup import a_ring
from tests.ui.test_team import REPORT
from tests.ui.test_works import FOUND as WORKS
from tests.ui.test_works import PLANNED, RUNNING, VERSIONS
from ui.about import AboutPage
from ui.availability import AwayDialog
from ui.catching_up import CatchingUpDialog
from ui.commands import Commands
from ui.curtain import Curtain
from ui.first_run.choice import FirstRun, Way
from ui.intake.import_dialog import ImportDialog
from ui.intake.same_person import SamePersonDialog
from ui.intake.unmerging import Unmerging
from ui.keys_page import KeysPage
from ui.language import from_app
from ui.lead_card.correcting import Correcting
from ui.lead_card.noting import LETTER, PLACE, REMARK, Fact, Noting
from ui.lead_card.several_calls import SeveralCalls
from ui.leaks.page import LeaksPage
from ui.live.acting import Excusing, Nudging, TakingOver
from ui.live.giving import Giving
from ui.live.made_up import board_of, people_of, reds_of, spread_of
from ui.live.model import in_one_line, red_lines
from ui.main_window import MainWindow
from ui.marketing.commands import commands_of
from ui.marketing.page import MarketingPage
from ui.new_lead.dialog import NewLeadDialog
from ui.office import Office, Seat
from ui.one_to_one import OneToOneDialog
from ui.palette import Palette
from ui.playbook_editor.moving import MoveDialog
from ui.playbook_editor.publishing import PublishDialog
from ui.popup import Acts, MissedCalls, Popup, Summary
from ui.queue.on_offer import OnOfferDialog
from ui.settings.page import SettingsPage
from ui.settings.policies import PoliciesDialog
from ui.shots import BUNDLE, CLOCK_OFF, DAMAGED, IMPORTED, NEWS, SEVERAL, TRIED, day_to_begin, on_offer, vendors_file
from ui.story import StoryDialog
from ui.support import SupportDialog
from ui.team.page import TeamPage
from ui.trouble import CrashReport
from ui.works.page import WorksPage
from ui.works.planning import PlanDialog
from ui.works.stopping import StopDialog

Screen = Callable[[MainWindow], QWidget]


def popup_of(office: Office) -> Popup:
    acts = Acts(lambda _: None, lambda _: None, lambda _, __: None, lambda _: None, lambda: None, lambda: None)
    return Popup(office, a_ring(), acts, names_hidden=False, snooze_min=15)


def team_of(office: Office) -> TeamPage:
    page = TeamPage(office)
    page._show(REPORT)
    return page


def works_of(office: Office) -> WorksPage:
    page = WorksPage(office)
    page.show_found(WORKS)
    return page


def planning_of(window: MainWindow) -> PlanDialog:
    dialog = PlanDialog(window.office, VERSIONS, window)
    asked = dialog._read()
    assert asked is not None
    dialog.show_plan(asked, PLANNED)
    return dialog


def drilled_of(window: MainWindow, *, named: bool = True) -> Office:
    """Return the office with a hub that takes numbers apart."""
    return replace(window.office, desk=desk_with(window.office.desk, drilling=Drilled(named=named)))


def officer_of(window: MainWindow) -> TeamPage:
    page = TeamPage(drilled_of(window))
    page._show(REPORT)
    page.open_officer("Ada Okafor")
    return page


def leaks_of(window: MainWindow, *, named: bool = True) -> LeaksPage:
    page = LeaksPage(drilled_of(window, named=named))
    page.reload()
    return page


def marketing_of(window: MainWindow) -> MarketingPage:
    """Return the page as marketing's own desk has it."""
    seat = Seat("Mia", window.office.seat.zone, is_manager=False, is_beside=True, is_marketing=True)
    office, commands = window.office, Commands()
    beside = replace(office, seat=seat, desk=desk_with(office.desk, marketing=AskedMarketing(MARKETING_REPORT)))
    window.office = beside
    commands.add(*commands_of(window))
    window.office = office
    page = MarketingPage(beside, commands)
    page.show_report(MARKETING_REPORT)
    return page


def live_of(window: MainWindow) -> MainWindow:
    """Return the window of a manager, on the live page."""
    office, now = window.office, window.office.now()
    office.seat = Seat(office.seat.name, office.seat.zone, is_manager=True)
    window._refurnish()
    window.live.show(board_of(now, 12))
    window.show_live()
    window.live.show(board_of(now, 12))
    return window


def giving_of(window: MainWindow) -> Giving:
    dialog = Giving(window.office, ["a", "b", "c"], people_of(5, window.office.now()), window)
    dialog.to.setCurrentIndex(0)
    dialog.show_found(spread_of(window.office.now()))
    return dialog


def nudging_of(window: MainWindow) -> Nudging:
    return Nudging(window.office, reds_of(window.office.now())[0], "Ada Marsh", window)


def excusing_of(window: MainWindow) -> Excusing:
    return Excusing(window.office, reds_of(window.office.now())[:2], red_words(window)[:2], window)


def taking_over_of(window: MainWindow) -> TakingOver:
    return TakingOver(window.office, reds_of(window.office.now())[0], "Ada Marsh", red_words(window)[0], window)


def red_words(window: MainWindow) -> list[str]:
    now, zone = window.office.now(), window.office.zone
    people = {one.officer_id: one for one in people_of(5, now)}
    return [in_one_line(line) for line in red_lines(reds_of(now), people, now, zone)]


def outcome_of(office: Office, window: MainWindow) -> ImportDialog:
    dialog = ImportDialog(office, window)
    dialog.show_outcome(IMPORTED)
    return dialog


def looking_of(window: MainWindow, page: str = "") -> ImportDialog:
    """Return the import of a file of which everything is asked, turned to one of its pages."""
    dialog = ImportDialog(window.office, window)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "leads.csv"
        path.write_text(vendors_file(window.office), encoding="utf-8")
        dialog.run([path])
    if page == "columns":
        dialog.show_columns(0)
    elif page == "duplicates":
        dialog.show_duplicates()
    return dialog


def merged_of(window: MainWindow) -> Unmerging:
    line = window.office.desk.leads.search("Ada")[0]
    return Unmerging(window.office, line.lead_id, line.name, window)


def offers_of(window: MainWindow) -> OnOfferDialog:
    dialog = OnOfferDialog(window.office, window)
    dialog.show_offers(on_offer(window.office))
    return dialog


def both_of(window: MainWindow) -> SamePersonDialog:
    """Return the merging of two leads, turned to both side by side."""
    dialog = SamePersonDialog(window.office, window.today.card.card.lead, window)
    dialog.show_other(window.office.desk.leads.search("Ada")[0].lead_id)
    return dialog


def set_by_company(window: MainWindow) -> SettingsPage:
    """Return the settings of a machine for which IT has set some, one of them by a name there is none of."""
    window.office.desk.settings.policy = read_policy('{"NotificationNames": "hidden", "QuietHour": "on"}')
    page = SettingsPage(window.office)
    page.reload()
    window.office.desk.settings.policy = NO_POLICY
    return page


def support_of(window: MainWindow) -> SupportDialog:
    dialog = SupportDialog(window.office, window)
    dialog.show_parts(BUNDLE)
    return dialog


def policies_of(window: MainWindow) -> PoliciesDialog:
    """Return the page of policies of such a machine."""
    window.office.desk.settings.policy = read_policy('{"NotificationNames": "hidden", "QuietHour": "on"}')
    dialog = PoliciesDialog(window.office, window)
    window.office.desk.settings.policy = NO_POLICY
    return dialog


def asking(window: MainWindow, key: str) -> MainWindow:
    window.today.card.bar.press_key(key)
    return window


def asking_at_night(window: MainWindow) -> MainWindow:
    window.today.card.bar.press_key("6")
    window.today.card.bar.asking.type_words("tomorrow 6am")
    window.today.card.bar.asking._preview()
    return window


def blocked(window: MainWindow) -> MainWindow:
    window.today.go_to(window.office.desk.queue.today().blocked[0].lead_id)
    return window


def noticing(window: MainWindow) -> MainWindow:
    window.notice.tell(from_app(DAMAGED), "")
    window.clock.show_state(CLOCK_OFF)
    window.toast.offer(window.tr("Saved: {}").format(from_app("No answer")), window.tr("Undo"), lambda: None)
    return window


def with_a_new_playbook(window: MainWindow) -> MainWindow:
    window.new_playbook.show_news(NEWS)
    return window


def begun_day(window: MainWindow) -> MainWindow:
    window.today.day.show_day(day_to_begin(window.office.now()))
    return window


def noting_of(window: MainWindow, fact: Fact) -> Noting:
    card = window.today.card.card
    assert card is not None
    return Noting(window.office, fact, card.lead.lead_id, card.lead.name, window)


def several_of(window: MainWindow) -> SeveralCalls:
    dialog = SeveralCalls(window.office, window)
    dialog.show_words(SEVERAL)
    return dialog


def turned_to(window: MainWindow, show: Callable[[], None]) -> MainWindow:
    show()
    return window


def joining(window: MainWindow) -> FirstRun:
    dialog = FirstRun(window.office, window)
    dialog._take(Way.HUB)
    return dialog


def tried_out(window: MainWindow) -> MainWindow:
    window.show_playbook()
    window.playbook.show_trial()
    window.playbook.tries.show_answer(TRIED)
    return window


def versions(window: MainWindow) -> MainWindow:
    window.show_playbook()
    page = window.playbook
    page.side.setCurrentIndex(page._tab_of(page.versions))
    return window


def with_a_problem(window: MainWindow) -> MainWindow:
    window.show_playbook()
    window.playbook.bench.put_cell(2, "after", "half an hour")
    window.playbook.show_problems()
    return window


def about_to_publish(window: MainWindow) -> PublishDialog:
    window.show_playbook()
    window.playbook.bench.discard()
    window.playbook.bench.put_cell(0, "note", "Say who sent you.")
    window.playbook.ask_to_publish()
    return window.findChildren(PublishDialog)[0]


def about_to_move(window: MainWindow) -> MoveDialog:
    window.show_playbook()
    bench = window.playbook.bench.bench
    assert bench is not None
    window.playbook._ask_to_move(bench.in_force)
    return window.findChildren(MoveDialog)[0]


def curtain_of(window: MainWindow) -> Curtain:
    curtain = Curtain(window.office.look)
    curtain.explain("This desk has not been set up yet.", "List them with: leads", lambda: None, again=lambda: None)
    return curtain


SCREENS: dict[str, Screen] = {
    "today": lambda window: window,
    "what is red now": live_of,
    "giving leads": giving_of,
    "nudging": nudging_of,
    "taking a lead over": taking_over_of,
    "excusing": excusing_of,
    "asking when": lambda window: asking(window, "6"),
    "asking at night": asking_at_night,
    "asking why": lambda window: asking(window, "9"),
    "blocked": blocked,
    "notices": noticing,
    "start of day": begun_day,
    "a new playbook": with_a_new_playbook,
    "what is set by the company": set_by_company,
    "policies": policies_of,
    "what works": lambda window: works_of(window.office),
    "planning an experiment": planning_of,
    "stopping an experiment": lambda window: StopDialog(window.office, RUNNING, window),
    "settings": lambda window: turned_to(window, window.show_settings),
    "my numbers": lambda window: turned_to(window, window.show_mine),
    "what was told": lambda window: turned_to(window, window.show_told),
    "promises": lambda window: turned_to(window, window.show_promises),
    "correcting": lambda window: Correcting(window.office, window.today.card.card.lead, window),
    "noting a place": lambda window: noting_of(window, PLACE),
    "noting a remark": lambda window: noting_of(window, REMARK),
    "noting a letter": lambda window: noting_of(window, LETTER),
    "several calls": several_of,
    "on offer": offers_of,
    "catching up": lambda window: CatchingUpDialog(window.office, window),
    "search": lambda window: Palette(window.office, window.commands, window),
    "new lead": lambda window: NewLeadDialog(window.office, window),
    "import": lambda window: ImportDialog(window.office, window),
    "import preview": looking_of,
    "import columns": lambda window: looking_of(window, "columns"),
    "import duplicates": lambda window: looking_of(window, "duplicates"),
    "merged": merged_of,
    "same person": lambda window: SamePersonDialog(window.office, window.today.card.card.lead, window),
    "both side by side": both_of,
    "import outcome": lambda window: outcome_of(window.office, window),
    "keys": lambda window: KeysPage(window.office.look, window.commands, window),
    "support": support_of,
    "about": lambda window: AboutPage(window.office.look, window),
    "welcome": lambda window: FirstRun(replace(window.office, start_demo=lambda: True), window),
    "a desk that was wiped": lambda window: FirstRun(window.office, window, NOW),
    "joining": joining,
    "crash report": lambda window: CrashReport(window.office.look, "nothing", window),
    "curtain": curtain_of,
    "reminder": lambda window: popup_of(window.office),
    "away until": lambda window: AwayDialog(window.office, window.at_desk, window),
    "many reminders": lambda window: Summary(window.office, 12, lambda: None),
    "missed calls": lambda window: MissedCalls(window.office, [Missed("Ada Marsh", 2)], lambda: None),
    "team": lambda window: team_of(window.office),
    "an officer": officer_of,
    "one to one": lambda window: OneToOneDialog(drilled_of(window), "Ada Okafor", (REPORT.start, REPORT.end), window),
    "a lead's story": lambda window: StoryDialog(drilled_of(window), "", window),
    "leads that were lost": leaks_of,
    "lost leads without names": lambda window: leaks_of(window, named=False),
    "marketing": marketing_of,
    "playbook": lambda window: turned_to(window, window.show_playbook),
    "playbook versions": versions,
    "playbook tried out": tried_out,
    "playbook with a problem": with_a_problem,
    "playbook about to be published": about_to_publish,
    "leads about to be moved": about_to_move,
}


def all_screens(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Give every screen in turn, shown, on one window; what is a window of its own is closed again."""
    for name, make in SCREENS.items():
        made = make(window)
        made.show()
        yield name, made
        if made is window:
            window.today.card.bar.stop_asking()
            window.today.day.leave_it()
            window.new_playbook.show_news(None)
            window.show_today()
        else:
            made.close()
            made.deleteLater()
