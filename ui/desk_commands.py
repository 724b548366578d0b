"""Every command of the main window, declared in one place."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.domain.presence import State
from ui.availability import AWAY_UNTIL, CHOICES, ICONS, WORKING, Choice
from ui.commands import HAND_ON, HUB, Command, Commands
from ui.language import from_app, marked, translate
from ui.lead_card.noting import LETTER, PLACE, REMARK
from ui.lead_card.outcome_grid import KEYED
from ui.live_commands import live_commands
from ui.period_commands import period_commands

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from ui.playbook_editor.page import PlaybookPage
    from ui.today import TodayPage

#: headings of the page of keys, beside `EVERYWHERE`
LIST, LEAD = marked("commands", "In the list"), marked("commands", "On a lead")
OUTCOME = marked("commands", "What happened")
PLAYBOOK = marked("commands", "In the playbook")
TAKE, OFFERS = "queue.take", "queue.offers"
#: what says what the day begins with, and what begins it
DAY, START = "day.open", "day.start"
#: where an officer says who they are
ME = "settings.me"
SUPPORT = "help.support"
#: what acts on the step one is on
ON_A_STEP = ("playbook.add", "playbook.duplicate", "playbook.remove", "playbook.up", "playbook.down")


def declare(window: MainWindow) -> Commands:
    """Return the window's commands. They look the window's parts up when they run, not now."""
    commands = Commands()
    commands.add(
        Command(
            "search.open",
            translate("commands", "Search leads and commands"),
            window.dialogs.open_palette,
            ("Ctrl+K",),
            "search",
            in_palette=False,
        ),
        Command(
            "lead.new",
            translate("commands", "New lead: who is ringing?"),
            window.dialogs.open_new_lead,
            ("Ctrl+N",),
            "user-plus",
        ),
        Command(
            "lead.paste",
            translate("commands", "New lead: the number that was copied"),
            window.dialogs.open_pasted,
            ("Ctrl+V",),
            "user-plus",
            also=translate("commands", "paste clipboard who is ringing"),
        ),
        Command(
            "leads.import",
            translate("commands", "Import leads from files"),
            window.dialogs.open_import,
            ("Ctrl+I",),
            "upload",
        ),
        Command("sync.now", translate("commands", "Sync with the hub now"), window.sync, ("F5",), "refresh-cw"),
        Command(
            "reminders.go",
            translate("commands", "Go to the reminder"),
            window.reminders_asked.emit,
            ("Ctrl+R",),
            "bell",
        ),
        Command("page.today", translate("commands", "Go to today's queue"), window.show_today, ("Ctrl+1",), "inbox"),
        *_team(window),
        *_works(window),
        *live_commands(window),
        *period_commands(window),
        Command(
            "page.playbook",
            translate("commands", "Go to the playbook"),
            window.show_playbook,
            ("Ctrl+3",),
            "calendar-clock",
        ),
        Command("page.mine", translate("commands", "Go to my numbers"), window.show_mine, ("Ctrl+4",), "chart-column"),
        Command(
            "page.told",
            translate("commands", "What the company sees about me"),
            window.show_told,
            ("Ctrl+5",),
            "shield-check",
        ),
        Command(
            "page.promises", translate("commands", "Go to the promises"), window.show_promises, ("Ctrl+6",), "calendar"
        ),
        Command(
            "report.export",
            translate("commands", "Export these numbers…"),
            window.export,
            ("Ctrl+E",),
            "file-text",
            also=translate("commands", "save print PDF Excel CSV spreadsheet report download"),
        ),
        Command("page.settings", translate("commands", "Settings"), window.show_settings, ("Ctrl+,",), "settings"),
        Command(
            ME,
            translate("commands", "Who I am: name, NMLS id, hours, licences"),
            window.show_me,
            ("Ctrl+Shift+Y",),
            "user",
        ),
        Command(
            HUB,
            translate("commands", "The hub: connect, and how it stands"),
            window.show_hub,
            ("Ctrl+Shift+H",),
            "cloud",
            also=translate("commands", "sync details offline enroll join code sign in"),
        ),
        Command(
            "help.policies",
            translate("commands", "Policies of your company"),
            window.dialogs.show_policies,
            ("Ctrl+Shift+,",),
            "lock",
        ),
        Command("help.keys", translate("commands", "Show all keys"), window.dialogs.show_keys, ("F1", "?"), "keyboard"),
        Command(
            "help.about",
            translate("commands", "About Followthrough, and licences"),
            window.dialogs.show_about,
            ("Shift+F1",),
            "info",
        ),
        Command("app.quit", translate("commands", "Quit Followthrough"), window.leaving.emit, ("Ctrl+Q",), "x"),
        Command(
            "edit.undo",
            translate("commands", "Undo the last outcome, fact, or edit of the playbook"),
            window.undo,
            ("Ctrl+Z",),
            "undo-2",
        ),
    )
    commands.add(*_availability(window), *_looking_around(window), *_for_support(window), *_marketing(window))
    commands.add(*_moving(window), *_taking(window), *_on_a_lead(window), *_outcomes(window), *_on_the_playbook(window))
    return commands


def _for_support(window: MainWindow) -> list[Command]:
    if window.office.support is None:
        return []
    return [
        Command(
            SUPPORT,
            translate("commands", "Make a file for support…"),
            window.dialogs.show_support,
            ("Ctrl+Shift+F1",),
            "file-text",
            also=translate("commands", "support bundle log crash report help IT zip doctor"),
        )
    ]


def _looking_around(window: MainWindow) -> list[Command]:
    if window.office.start_demo is None:
        return []
    words = translate("commands", "Look around in a made-up branch")
    return [Command("help.demo", words, window.look_around, ("Ctrl+F1",), "sparkles")]


def _availability(window: MainWindow) -> list[Command]:
    def say(choice: Choice) -> Callable[[], None]:
        return lambda: window.at_desk.choose(choice)

    return [
        Command(
            "state.choose",
            translate("commands", "Available, away, no new leads…"),
            window.choose_state,
            ("Ctrl+Shift+A",),
            "user",
        ),
        *(Command(each.name, translate("commands", each.words), say(each), (), ICONS[each.state]) for each in CHOICES),
        Command(AWAY_UNTIL, translate("commands", "Away until…"), window.dialogs.ask_away, (), ICONS[State.AWAY]),
        Command(
            WORKING,
            translate("commands", "Working now, off shift"),
            window.work_now,
            ("Ctrl+Shift+W",),
            ICONS[State.WORKING],
        ),
    ]


def _team(window: MainWindow) -> list[Command]:
    seat = window.office.seat
    team = Command(
        "page.team", translate("commands", "Go to the team's numbers"), window.show_team, ("Ctrl+2",), "users"
    )
    leaks = Command(
        "page.leaks",
        translate("commands", "Where leads are lost"),
        window.show_leaks,
        ("Ctrl+8",),
        "phone-missed",
        also=translate("commands", "leak map lost never called exhausted"),
    )
    return [team] * seat.is_manager + [leaks] * seat.sees_sums


def _marketing(window: MainWindow) -> list[Command]:
    if not window.office.seat.is_beside:
        return []
    from ui.marketing.commands import commands_of

    return commands_of(window)


def _works(window: MainWindow) -> list[Command]:
    if not window.office.seat.sees_sums:
        return []
    from ui.works.commands import commands_of

    return commands_of(window)


def _moving(window: MainWindow) -> list[Command]:
    def move(by: int) -> Callable[[], None]:
        return lambda: window.today.queue.step(by)

    def to_list() -> None:
        window.today.show_list()

    return [
        Command(
            "queue.list", translate("commands", "Go to the list"), to_list, ("Ctrl+L",), "list", LIST, busy_too=False
        ),
        Command(
            DAY,
            translate("commands", "Start of day: what came overnight, is promised, closes early"),
            window.tell_day,
            ("F2",),
            "sun",
            LIST,
            also=translate("commands", "morning summary today missed promises"),
        ),
        Command(
            START,
            translate("commands", "Start with the first lead"),
            window.start_day,
            ("Ctrl+J",),
            "arrow-right",
            LIST,
            busy_too=False,
        ),
        Command(
            "queue.catch_up",
            translate("commands", "Catch up after days away"),
            window.dialogs.open_catching_up,
            ("Ctrl+B",),
            "alarm-clock",
            LIST,
            also=translate("commands", "overdue backlog missed vacation holiday behind"),
        ),
        Command(
            "queue.next",
            translate("commands", "Next lead"),
            move(+1),
            ("J",),
            "",
            LIST,
            busy_too=False,
            in_palette=False,
            repeats=True,
        ),
        Command(
            "queue.previous",
            translate("commands", "Lead before"),
            move(-1),
            ("K",),
            "",
            LIST,
            busy_too=False,
            in_palette=False,
            repeats=True,
        ),
    ]


def _taking(window: MainWindow) -> list[Command]:
    if not window.office.seat.takes_leads:
        return []

    def hand_on() -> None:
        window.hand_on(window.today.queue.current())

    return [
        Command(
            TAKE,
            translate("commands", "Take the next lead"),
            window.next_lead.ask,
            ("G",),
            "phone-incoming",
            LIST,
            busy_too=False,
        ),
        Command(
            OFFERS,
            translate("commands", "See what is on offer to me"),
            window.dialogs.open_offers,
            ("Shift+G",),
            "inbox",
            LIST,
            busy_too=False,
            also=translate("commands", "take over claim offered leads"),
        ),
        Command(
            "queue.cover",
            translate("commands", "Take a lead of whom I cover for"),
            window.next_lead.ask_as_cover,
            ("Ctrl+G",),
            "users",
            LIST,
            busy_too=False,
            also=translate("commands", "away absent colleague vacation day off next"),
        ),
        Command(
            HAND_ON,
            translate("commands", "Pass it to the next officer"),
            hand_on,
            ("Ctrl+Shift+P",),
            "skip-forward",
            LEAD,
            busy_too=False,
        ),
    ]


def _on_a_lead(window: MainWindow) -> list[Command]:
    def lead(
        name: str, words: str, run: Callable[[TodayPage], None], key: str, icon: str, *, in_palette: bool = True
    ) -> Command:
        return Command(
            f"lead.{name}", words, lambda: run(window.today), (key,), icon, LEAD, busy_too=False, in_palette=in_palette
        )

    return [
        lead("call", translate("commands", "Call"), lambda today: today.card.call_first(), "C", "phone"),
        lead("mail", translate("commands", "E-mail"), lambda today: today.card.mail(), "E", "mail"),
        lead("text", translate("commands", "Text"), lambda today: today.card.text(), "Ctrl+T", "message-square"),
        lead(
            "copy", translate("commands", "Copy the number"), lambda today: today.card.copy_number(), "Ctrl+C", "copy"
        ),
        lead(
            "calendar",
            translate("commands", "Add to calendar"),
            lambda today: today.card.to_calendar(),
            "I",
            "calendar",
        ),
        lead(
            "private", translate("commands", "Private note"), lambda today: today.card.private.take_keys(), "V", "lock"
        ),
        lead(
            "script",
            translate("commands", "What to say"),
            lambda today: today.card.script.turn(),
            "H",
            "message-square",
        ),
        lead("snooze", translate("commands", "Snooze"), lambda today: today.snooze(), "Z", "alarm-clock"),
        lead(
            "consent",
            translate("commands", "Consent…"),
            lambda today: today.card.bar.ask_consent(),
            "Y",
            "shield-check",
        ),
        lead(
            "note",
            translate("commands", "Write a note to an outcome"),
            lambda today: today.card.bar.note.setFocus(),
            "N",
            "pencil",
        ),
        lead(
            "began",
            translate("commands", "It began 5, 10, 20 min ago"),
            lambda today: today.card.bar.next_ago(),
            "-",
            "clock",
            in_palette=False,
        ),
        lead(
            "story",
            translate("commands", "Take back an older entry"),
            lambda today: today.card.timeline.take_keys(),
            "U",
            "undo-2",
        ),
        lead(
            "correct",
            translate("commands", "Put a fact right"),
            lambda _today: window.dialogs.correct_fact(),
            "F",
            "pencil",
        ),
        lead(
            "remark",
            translate("commands", "Note without an outcome"),
            lambda _today: window.dialogs.note_fact(REMARK),
            "Shift+N",
            "file-text",
        ),
        lead(
            "place",
            translate("commands", "Note where they say they are"),
            lambda _today: window.dialogs.note_fact(PLACE),
            "P",
            "map-pin",
        ),
        lead(
            "letter",
            translate("commands", "Note the last day of their letter"),
            lambda _today: window.dialogs.note_fact(LETTER),
            "A",
            "file-text",
        ),
        Command(
            "log.several",
            translate("commands", "Log several calls"),
            window.dialogs.open_several,
            ("Ctrl+Shift+L",),
            "list",
            LEAD,
        ),
        Command(
            "lead.same",
            translate("commands", "Same person as another lead…"),
            window.dialogs.open_same_person,
            ("Ctrl+M",),
            "link",
            LEAD,
            busy_too=False,
            also=translate("commands", "merge join duplicate duplicates combine together twice"),
        ),
        Command(
            "lead.unmerge",
            translate("commands", "Take merged leads apart…"),
            window.dialogs.open_unmerging,
            ("Ctrl+Shift+M",),
            "undo-2",
            LEAD,
            busy_too=False,
            also=translate("commands", "unmerge un-merge split separate undo merge duplicates"),
        ),
        lead("more", translate("commands", "More outcomes"), lambda today: today.card.bar.open_more(), ".", "list"),
    ]


def _outcomes(window: MainWindow) -> list[Command]:
    def press(key: str) -> Callable[[], None]:
        return lambda: window.today.card.bar.press_key(key)

    return [
        Command(
            f"outcome.{each.kind.value}.{each.key}",
            from_app(each.words),
            press(key),
            (key.upper(),),
            "check",
            OUTCOME,
            busy_too=False,
            in_palette=False,
        )
        for key, each in KEYED.items()
    ]


def _on_the_playbook(window: MainWindow) -> list[Command]:
    def step(name: str, words: str, run: Callable[[PlaybookPage], None], key: str, icon: str = "") -> Command:
        return Command(
            f"playbook.{name}",
            words,
            lambda: run(window.playbook),
            (key,),
            icon,
            PLAYBOOK,
            page="page.playbook",
            in_palette=False,
        )

    return [
        step(
            "add", translate("commands", "Add a step below"), lambda page: page.bench.add(page.steps.row), "Ins", "plus"
        ),
        step(
            "duplicate",
            translate("commands", "Duplicate the step"),
            lambda page: page.bench.duplicate(page.steps.row),
            "Ctrl+D",
            "copy",
        ),
        step(
            "remove",
            translate("commands", "Remove the step"),
            lambda page: page.bench.remove(page.steps.row),
            "Ctrl+Del",
            "x",
        ),
        step(
            "up", translate("commands", "Move the step up"), lambda page: page.bench.move(page.steps.row, -1), "Alt+Up"
        ),
        step(
            "down",
            translate("commands", "Move the step down"),
            lambda page: page.bench.move(page.steps.row, +1),
            "Alt+Down",
        ),
        step("redo", translate("commands", "Redo the edit"), lambda page: page.bench.undo.redo(), "Ctrl+Shift+Z"),
        step(
            "publish",
            translate("commands", "Publish the playbook"),
            lambda page: page.ask_to_publish(),
            "Ctrl+Return",
            "upload",
        ),
    ]
