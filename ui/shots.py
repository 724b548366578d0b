"""Pictures of every window and dialog for one desk, on a screen or without one."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget

from app.desktop.availability import AVAILABLE, Being
from app.desktop.desk import Desk
from app.desktop.playbook_news import NewPlaybook
from app.desktop.policy import read_policy
from app.desktop.start_of_day import Closing, DayAhead
from app.desktop.taking import OnOffer
from app.desktop.team import Missed
from app.desktop.views import FileResult, PromiseLine, Ring, SyncState
from app.domain.activity import Kind
from app.domain.lead import Lead
from app.domain.presence import State
from app.support_files import Part
from ui.about import AboutPage
from ui.application import make_application
from ui.availability import AwayDialog
from ui.catching_up import CatchingUpDialog
from ui.commands import Commands
from ui.figures import FIGURES
from ui.first_run.choice import FirstRun
from ui.icons import Icons
from ui.intake.import_dialog import ImportDialog
from ui.intake.same_person import SamePersonDialog
from ui.keys_page import KeysPage
from ui.lead_card.correcting import Correcting
from ui.lead_card.noting import LETTER, Noting
from ui.lead_card.outcome_bar import OutcomeBar
from ui.lead_card.several_calls import SeveralCalls
from ui.live.acting import Excusing, Nudging, TakingOver
from ui.live.giving import Giving
from ui.live.made_up import board_of, people_of, reds_of, spread_of
from ui.live.model import in_one_line, red_lines
from ui.main_window import MainWindow
from ui.marketing.commands import commands_of
from ui.marketing.made_up import brought_by
from ui.marketing.page import MarketingPage
from ui.new_lead.dialog import NewLeadDialog
from ui.office import Office, take_seat
from ui.one_to_one import OneToOneDialog
from ui.palette import Palette
from ui.playbook_editor.publishing import PublishDialog
from ui.popup import Acts, MissedCalls, Popup, Summary
from ui.queue.on_offer import OnOfferDialog
from ui.refresh import Refresh
from ui.settings.page import SettingsPage
from ui.settings.policies import PoliciesDialog
from ui.story import StoryDialog
from ui.support import SupportDialog
from ui.tasks import Inline
from ui.theme import Contrast, Look, Scheme
from ui.tray import SIDE, tray_icon
from ui.trouble import CrashReport, Trouble, report_of

#: layouts with wrapping text settle in a few rounds of events; more than this is a fault of ours
SETTLE_S = 0.3
#: and on a busy machine one of them may take longer than that
SETTLE_ROUNDS = 8
WINDOW = (1320, 860)

#: what an import may come to, for the page that tells it; no file is read for a picture
IMPORTED = [
    FileResult("november-web-leads.csv", "csv", 48, 41, 3, 5, [(17, "no phone and no e-mail")], ["Gender"]),
    FileResult("partner.xml", "adf", 2, 2, 0, 0, [], []),
]
#: what may have become of a damaged database; none is damaged for a picture
DAMAGED = (
    "The database was damaged: the backup of November 26 took its place, 3 newer entries and 1 lead were saved out of "
    "it, all of it could be read; the damaged file is kept as followthrough.db.damaged-20261126-0940."
)
#: a clock that is far off; nobody sets one for a picture
CLOCK_OFF = SyncState(
    enrolled=True, hub_url="", pending=0, last_ok_at=None, trouble="", clock_offset_s=-(3 * 3600 + 12 * 60)
)
#: a playbook somebody may have published; none is for a picture
NEWS = NewPlaybook(4, "Ultimate contact", "Ben Ito", "the third call comes too late for who works shifts")
#: lines as they are typed after an hour on another phone; whom they find is up to the desk
SEVERAL = "a, 1, -20\n555, 2, -10, left word about rates\nnobody of that name, 1"
#: what a trial may come to; none is played for a picture
TRIED = {
    "leads": 412,
    "first_in_time": {"n": 371, "of": 412},
    "wait_s": {"mean": 214.0, "p50": 41.0, "p90": 655.0},
    "reached": 198,
    "attempts_per_officer_hour": 5.3,
    "starved": [{"step": "call-3", "n": 66, "of": 301}],
    "leads_per_day": 57,
    "not_callable": 0,
    "rejected": [],
    "assumptions": ["6 officers, the same hours for all; a call takes 360 s on average, scattered exponentially."],
    "caveat": "Reported by a vendor from its customers' records, not tested by experiment.",
}


def on_offer(office: Office) -> list[OnOffer]:
    """Return what may be on offer to an officer; nobody offers a lead for a picture."""
    now = office.now()
    return [
        OnOffer("offered", now - timedelta(minutes=4), "KY", over=False),
        OnOffer("held", now - timedelta(hours=3), "", over=True),
    ]


#: what a desk's file for support may look like
BUNDLE = (
    Part(
        "doctor.json",
        "what is well and what is not",
        '{\n  "ok": false,\n  "checks": [\n    {\n      "name": "disk space",\n      "ok": false,\n'
        '      "detail": "90 MB free",\n      "fix": "Free some space."\n    }\n  ]\n}',
    ),
    Part("versions.json", "which program this is, on what system", '{\n  "followthrough": "0.1.0"\n}'),
    Part("policies.json", "what the company has set", '{\n  "policies": {}\n}'),
    Part("database.json", "how many rows of what, sizes, the last round with the hub", '{\n  "schema": "0009"\n}'),
    Part("logs/followthrough.log", "a log", "2026-11-28T14:02:11.031+00:00 info    app.desktop.sync  round done\n"),
)


class _Album:
    """Takes pictures of one desk in one look."""

    def __init__(self, app: QApplication, desk: Desk, folder: Path, look: Look, mark: str) -> None:
        self._app, self._desk, self._folder, self._mark = app, desk, folder, mark
        self.taken: list[Path] = []
        self.office = Office(
            desk,
            Inline(),
            Refresh(),
            look,
            Icons(look),
            Trouble(),
            take_seat(desk),
            open_url=lambda _address: True,
            start_demo=lambda: True,
            support=lambda: BUNDLE,
        )

    def take(self, widget: QWidget, name: str) -> None:
        widget.show()
        self.settle()
        path = self._folder / f"{name}{self._mark}.png"
        if not widget.grab().save(str(path)):
            raise OSError(f"{path.name} could not be written")
        self.taken.append(path)

    def settle(self) -> None:
        until, rounds = time.monotonic() + SETTLE_S, 0
        while time.monotonic() < until or rounds < SETTLE_ROUNDS:
            self._app.processEvents()
            rounds += 1

    def dialog(self, dialog: QDialog, name: str) -> None:
        self.take(dialog, name)
        dialog.close()
        dialog.deleteLater()


def every_look() -> Iterator[Look]:
    """Give each look a person can choose, at both ends of the sizes of text."""
    for contrast in (Contrast.USUAL, Contrast.HIGH):
        for scheme in (Scheme.LIGHT, Scheme.DARK):
            for scale in (1.0, 2.0):
                yield Look(scheme, scale, contrast)


def take_shots(app: QApplication, desk: Desk, folder: Path, look: Look) -> list[Path]:
    """Write a PNG of every window and dialog to `folder` and return them.

    Names carry the theme, and the size of text where it is not 100 %. Nothing is logged on the desk.
    """
    folder.mkdir(parents=True, exist_ok=True)
    look.dress(app)
    mark = f"-{look.theme}" + (f"-{round(look.scale * 100)}" if look.scale != 1.0 else "")
    album = _Album(app, desk, folder, look, mark)
    with _window(album) as window:
        _pages(album, window)
        _dialogs(album, window)
    _popup(album)
    return album.taken


def take_desks(ada: Desk, ben: Desk, folder: Path) -> list[Path]:
    """Take pictures of an officer's desk and a manager's pages in every look, and say which look it is."""
    app = make_application(["followthrough"], Look())
    taken: list[Path] = []
    for look in every_look():
        print(f"pictures: {look.theme}, text at {look.scale:.0%}", file=sys.stderr)  # noqa: T201 - it takes minutes
        taken += take_shots(app, ada, folder, look)
        taken += take_shots(app, ben, folder / "manager", look)
    return taken


@contextmanager
def _window(album: _Album) -> Iterator[MainWindow]:
    window = MainWindow(album.office)
    window.resize(*WINDOW)
    window.reload()
    try:
        yield window
    finally:
        window.close()
        window.deleteLater()
        album.settle()


def _pages(album: _Album, window: MainWindow) -> None:
    album.take(window, "today")
    if window.today.card.card is not None:
        _asked(album, window.today.card.bar, window)
    _blocked(album, window)
    window.notice.tell(DAMAGED, "")
    album.take(window, "notice")
    window.notice.hide()
    window.clock.show_state(CLOCK_OFF)
    album.take(window, "clock")
    window.clock.hide()
    window.new_playbook.show_news(NEWS)
    album.take(window, "new-playbook")
    window.new_playbook.show_news(None)
    window.today.day.show_day(day_to_begin(album.office.now()))
    album.take(window, "start-of-day")
    window.today.day.leave_it()
    _states(album, window)
    window.show_settings()
    album.take(window, "settings")
    _set_by_company(album)
    if window.team is not None:
        window.show_team()
        album.take(window, "team")
        _of_an_officer(album, window)
    if window.leaks is not None:
        window.show_leaks()
        album.take(window, "leaks")
    if window.works is not None:
        window.show_works()
        album.take(window, "works")
    _live(album, window)
    _marketing(album, window)
    _of_oneself(album, window)
    _playbook(album, window)
    window.show_today()


def day_to_begin(now: datetime) -> DayAhead:
    """Return what a day may begin with; nobody waits a night for a picture."""
    at = now + timedelta(minutes=40)
    line = PromiseLine("", "", "Brook Taylor", Kind.CALL_BACK, "", at, at, at, "America/Denver", "")
    return DayAhead(
        overnight=3,
        first_call_by=now + timedelta(minutes=6),
        promised=(line, replace(line, name="Ada Lovelace", zone="America/New_York")),
        missed=(replace(line, name="Grace Hopper"),),
        closings=(Closing(None, ("Alabama",), 1), Closing(at, ("Ohio", "Kentucky", "Maine", "Iowa"), 12)),
    )


def _set_by_company(album: _Album) -> None:
    """Show the settings of a machine for which IT has set some, one of them by a name there is none of."""
    settings = album.office.desk.settings
    own, settings.policy = settings.policy, read_policy('{"NotificationNames": "hidden", "QuietHour": "on"}')
    page = SettingsPage(album.office)
    page.resize(*WINDOW)
    page.reload()
    album.take(page, "settings-locked")
    album.dialog(PoliciesDialog(album.office), "policies")
    settings.policy = own
    page.close()
    page.deleteLater()


def _of_an_officer(album: _Album, window: MainWindow) -> None:
    """Show the first officer of the team, the one-to-one, and the story of a lead behind a number."""
    team = window.team
    if team is None or not team.model.officers:
        return
    team.open_officer(str(team.model.officers[0]["officer"]))
    album.take(window, "officer")
    if team.officer is not None:
        album.dialog(OneToOneDialog(album.office, team.officer.officer, team.officer.days, window), "one-to-one")
        lead = next((line.key for each in team.officer.sheet.explained.lists for line in each.lines.lines), "")
        if lead:
            album.dialog(StoryDialog(album.office, lead, window), "story")
    team.close_officer()


def _marketing(album: _Album, window: MainWindow) -> None:
    """Show marketing's page beside a manager's: of 30 sources and 24 months, from its top and further down."""
    office = album.office
    if not office.seat.is_manager:
        return
    mine, commands = office.seat, Commands()
    office.seat = replace(mine, is_manager=False, is_beside=True, is_marketing=True)
    commands.add(*commands_of(window))
    page = MarketingPage(office, commands)
    page.resize(*WINDOW)
    page.show_report(brought_by(30, 24, office.now()))
    # else Qt would put its ring around the first button of the page
    page.setFocus()
    album.take(page, "marketing")
    page.scroll_to(page.adjusted)
    album.take(page, "marketing-compared")
    page.scroll_to(page.claims)
    album.take(page, "marketing-claims")
    office.seat = mine
    page.close()
    page.deleteLater()


def _live(album: _Album, window: MainWindow) -> None:
    """Show what is red now, of a made-up branch: a real one would have to wait for it."""
    page, now = window.live_page, album.office.now()
    if page is None:
        return
    window.live.show(board_of(now, 12))
    window.show_live()
    window.live.show(board_of(now, 12))
    album.take(window, "live")
    office, reds, people = album.office, reds_of(now), people_of(12, now)
    giving = Giving(office, ["a", "b", "c"], people, window)
    giving.to.setCurrentIndex(0)
    giving.show_found(spread_of(now))
    album.take(giving, "live-give")
    album.take(Nudging(office, reds[0], people[0].name, window), "live-nudge")
    named = {one.officer_id: one for one in people}
    told = [in_one_line(line) for line in red_lines(reds[:2], named, office.now(), office.zone)]
    album.take(TakingOver(office, reds[0], people[0].name, told[0], window), "live-take-over")
    album.take(Excusing(office, reds[:2], told, window), "live-excuse")


def _of_oneself(album: _Album, window: MainWindow) -> None:
    """Show what was promised, the officer's own numbers, one of them explained, and what the company was told."""
    window.show_promises()
    album.take(window, "promises")
    window.show_mine()
    if window.mine.sheet.figures.lines.lines:
        window.mine.sheet.figures.step(list(FIGURES).index("adherence"))
    album.take(window, "my-numbers")
    window.show_told()
    album.take(window, "told")


def _states(album: _Album, window: MainWindow) -> None:
    """Show what can be said of being here, and what the tray makes of each; nothing is said by it."""
    office = album.office
    window.at_desk.hear(Being(State.AWAY, office.now() + timedelta(hours=2)))
    album.take(window, "away")
    window.choose_state()
    album.take(window.state_line.menu, "states")
    window.state_line.menu.close()
    album.dialog(AwayDialog(office, window.at_desk, window), "away-until")
    window.at_desk.hear(AVAILABLE)
    signs = QLabel()
    gap = 16
    strip = QPixmap((SIDE + gap) * len(State) + gap, SIDE + 2 * gap)
    strip.fill(office.look.colour("surface"))
    with QPainter(strip) as painter:
        for n, state in enumerate(State):
            painter.drawPixmap(gap + n * (SIDE + gap), gap, tray_icon(office.look, office.icons, 7, state))
    signs.setPixmap(strip)
    album.take(signs, "tray")
    signs.close()
    signs.deleteLater()


def _playbook(album: _Album, window: MainWindow) -> None:
    """Show the playbook as it is, with an edit that cannot stay, tried out, and about to be published."""
    window.show_playbook()
    album.take(window, "playbook")
    page = window.playbook
    if not page.bench.may_edit:
        return
    page.bench.put_cell(2, "after", "half an hour")
    page.show_problems()
    page.go_to(2, "after")
    album.take(window, "playbook-problem")
    page.bench.put_cell(2, "after", "45m")
    page.show_trial()
    page.tries.show_answer(TRIED)
    album.take(window, "playbook-tried")
    page.ask_to_publish()
    for dialog in window.findChildren(PublishDialog):
        album.dialog(dialog, "playbook-publish")
    page.bench.discard()


def _asked(album: _Album, bar: OutcomeBar, window: MainWindow) -> None:
    """Show an outcome that asks when, and one that asks why; an empty queue has nobody to ask about."""
    _ask(bar, "6", "tomorrow 3pm")
    album.take(window, "call-back")
    bar.stop_asking()
    _ask(bar, "6", "tomorrow 6am")
    album.take(window, "call-back-closed")
    bar.stop_asking()
    bar.press_key("9")
    album.take(window, "reason")
    bar.stop_asking()


def _ask(bar: OutcomeBar, key: str, words: str) -> None:
    bar.press_key(key)
    bar.asking.type_words(words)


def _blocked(album: _Album, window: MainWindow) -> None:
    """Show a lead whose window is shut, where the desk has one."""
    day = album.office.desk.queue.today()
    if day.blocked:
        window.today.go_to(day.blocked[0].lead_id)
        album.take(window, "blocked")


def _dialogs(album: _Album, window: MainWindow) -> None:
    office = album.office
    found = Palette(office, window.commands, window)
    found.edit.setText("a")
    album.dialog(found, "search")
    ringing = NewLeadDialog(office, window)
    ringing.reach.setText("555")
    album.dialog(ringing, "new-lead")
    card = window.today.card.card
    if card is not None:
        album.dialog(Correcting(office, card.lead, window), "correct")
        album.dialog(Noting(office, LETTER, card.lead.lead_id, card.lead.name, window), "letter")
        _same_person(album, window, card.lead)
    several = SeveralCalls(office, window)
    several.show_words(SEVERAL)
    album.dialog(several, "several-calls")
    album.dialog(CatchingUpDialog(office, window), "catching-up")
    offers = OnOfferDialog(office, window)
    offers.show_offers(on_offer(office))
    album.dialog(offers, "on-offer")
    album.dialog(ImportDialog(office, window), "import")
    _import(album, window)
    album.dialog(KeysPage(office.look, window.commands, window), "keys")
    album.dialog(AboutPage(office.look, window), "about")
    album.dialog(FirstRun(office, window), "welcome")
    album.dialog(FirstRun(office, window, office.now() - timedelta(days=1)), "welcome-wiped")
    support = SupportDialog(office, window)
    support.show_parts(BUNDLE)
    album.dialog(support, "support")
    album.dialog(CrashReport(office.look, report_of(_sample()), window), "crash-report")


def _same_person(album: _Album, window: MainWindow, lead: Lead) -> None:
    """Show the lead in sight beside another one; they stay two."""
    other = next((line for line in album.office.desk.leads.search("", 2) if line.lead_id != lead.lead_id), None)
    if other is not None:
        both = SamePersonDialog(album.office, lead, window)
        both.show_other(other.lead_id)
        album.dialog(both, "same-person")


def _import(album: _Album, window: MainWindow) -> None:
    """Show a file before it is taken, its columns, who of it may be here, and what became of two others."""
    office = album.office
    with TemporaryDirectory() as folder:
        vendors = Path(folder) / "november-web-leads.csv"
        vendors.write_text(vendors_file(office), encoding="utf-8")
        looking = ImportDialog(office, window)
        looking.run([vendors])
        album.take(looking, "import-preview")
        looking.show_columns(0)
        album.take(looking, "import-columns")
        looking.show_duplicates()
        album.dialog(looking, "import-duplicates")
    imported = ImportDialog(office, window)
    imported.show_outcome(IMPORTED)
    album.dialog(imported, "import-outcome")


def vendors_file(office: Office) -> str:
    """Return a made-up file in which somebody may be on the desk, under another name or the same."""
    known = office.desk.leads.search("", 2)
    head = "First Name,Last Name,Phone,Email,State,Zip,Loan Purpose,Created Time,Best Time,Gender"
    rows = ["Nell,Newcomer,(502) 555-0177,yes,KY,40202,Purchase,2026-11-19 11:00,evenings,F"]
    rows += ["Sam,Without,,no,KY,40202,Refinance,2026-11-19 11:20,,M"]
    for n, line in enumerate(known):
        first = line.name.partition(" ")[0] if n else "Greta"
        phone = next(iter(line.phones), "")
        rows.append(f"{first},{line.name.rpartition(' ')[2]},{phone},,KY,40202,Refinance,2026-11-19 11:40,mornings,F")
    return "\n".join([head, *rows]) + "\n"


def _sample() -> Exception:
    try:
        return ValueError(Kind("no such outcome"))
    except ValueError as error:
        return error


def _popup(album: _Album) -> None:
    """Show the reminder of the row at the top; the reminder itself is not claimed."""
    office = album.office
    day = office.desk.queue.today()
    rows = [*day.now, *day.later]
    if not rows:
        return
    row = rows[0]
    ring = Ring(
        reminder_id="",
        lead_id=row.lead_id,
        name=row.name,
        channel=row.channel,
        headline=f"New lead: call {row.name}",
        why=row.why,
        due_at=row.due_at,
        on_time_until=row.on_time_until,
        is_new_lead=True,
        late_by_s=0,
        may_hand_on=True,
        goes_on_at=office.now() + timedelta(minutes=4, seconds=30),
    )
    acts = Acts(_nothing, _nothing, lambda _ring, _minutes: None, _nothing, lambda: None, lambda: None)
    popup = Popup(office, ring, acts, names_hidden=False, snooze_min=15)
    album.take(popup, "reminder")
    popup.close()
    popup.deleteLater()
    summary = Summary(office, 12, lambda: None)
    album.take(summary, "reminders")
    summary.close()
    summary.deleteLater()
    missed = MissedCalls(office, [Missed("Ada Marsh", 2), Missed("Carl Dunning", 1)], lambda: None)
    album.take(missed, "missed")
    missed.close()
    missed.deleteLater()


def _nothing(_ring: Ring) -> None:
    """Stand in for a button that nobody presses in a picture."""
