"""The words of the command line: verbs, options, and what they mean."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from app.care_words import add_care, add_hub_bundle
from app.distribution_words import add_distribution, add_seat
from app.errors import BadInput, BadUsage
from app.handover_words import add_marketing
from app.intake_words import add_intake
from app.live_words import add_live_words
from app.money_words import add_money
from app.oversight_words import add_giving, add_oversight
from app.people_words import add_people
from app.schedule_words import add_schedules
from app.systems_words import add_systems
from app.works_words import add_works

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    _Verbs = _SubParsersAction["_Parser"]

CHANNELS = ("call", "text", "email")
#: the years a lead, a promise or a report can lie in
YEARS = range(1990, 2201)
REPORTS = (
    "team", "officer", "sources", "leaks", "promises", "costs", "returns", "acceptance", "partners", "marketing-due",
    "cohorts", "adjusted", "claims", "works-called", "works-compared", "works-responses", "works-effects",
    "works-attempts", "experiments",
)  # fmt: skip
#: more leads than one desk or hub ever lists
MOST_LISTED = 10_000_000
#: more processes than a machine that runs one hub has cores
MOST_WORKERS = 64
LISTS = ("national", "state", "litigator", "reassigned")
ROLES = ("officer", "manager", "regional", "marketing", "admin", "auditor")

#: these may stand anywhere, before or after the verb
_GLOBAL_FLAGS = ("--json", "--version", "--autostart")
_GLOBAL_VALUES = ("--data-dir", "--key-file", "--log-level", "--log-format", "--page")


def read_words(words: Sequence[str]) -> argparse.Namespace:
    """Return the parsed command line; raises BadUsage when it makes no sense."""
    if not all(_is_text(word) for word in words):
        raise BadUsage("A word of the command line is no text.", "Write it in UTF-8; rename a file that is called so.")
    first, rest = _gather(list(words))
    if not rest:
        # what opens the window: to spell out every verb first would take a tenth of the window's own time
        with suppress(BadUsage):
            return _without_verb().parse_args(first)
    return _parser().parse_args([*first, *rest])


def whole_parser() -> argparse.ArgumentParser:
    """Return the parser with every verb, for the manual page that is made of what it says."""
    return _parser()


def asks_for_json(words: Sequence[str]) -> bool:
    """Return whether `--json` is said, even where the rest of the line cannot be read."""
    said = list(words)
    return "--json" in (said[: said.index("--")] if "--" in said else said)


def _is_text(word: str) -> bool:
    """Return whether a word came as UTF-8; bytes that are none can be neither kept nor shown."""
    return not re.search("[\ud800-\udfff]", word)


class _Parser(argparse.ArgumentParser):
    """Raises what it cannot read, so that it is told like any other bad input."""

    def error(self, message: str) -> NoReturn:
        usage = " ".join(self.format_usage().split()).removeprefix("usage: ")
        raise BadUsage(f"This cannot be understood: {message.rstrip('.')}.", f"Usage: {usage}")


def _gather(words: list[str]) -> tuple[list[str], list[str]]:
    """Move the global options in front of the verb, wherever they stand; what follows `--` is left alone."""
    first: list[str] = []
    rest: list[str] = []
    while words:
        word = words.pop(0)
        name = word.partition("=")[0]
        if word == "--":
            rest += [word, *words]
            break
        if word in _GLOBAL_FLAGS or (name in _GLOBAL_VALUES and "=" in word):
            first.append(word)
        elif word in _GLOBAL_VALUES:
            if not words or words[0].startswith("--"):
                raise BadUsage(f"{word} lacks its value.", f"Write it like {word} VALUE; --help lists them.")
            first += [word, words.pop(0)]
        else:
            rest.append(word)
    return first, rest


def _without_verb() -> _Parser:
    parser = _Parser(prog="followthrough", description="Gets mortgage leads called. Without a verb the window opens.")
    parser.add_argument("--data-dir", type=_named, help="folder of this profile's data, made if missing")
    parser.add_argument("--key-file", type=_named, help="file with the database key, where there is no keyring")
    parser.add_argument("--json", action="store_true", help="print exactly one JSON object")
    parser.add_argument("--log-level", default="warning", help="debug, info, warning or error")
    parser.add_argument("--log-format", default="text", help="text or json, one object a line")
    parser.add_argument("--page", default="today", choices=("today", "team"), help="where the window opens")
    parser.add_argument("--autostart", action="store_true", help="opened with the session, where a policy allows that")
    parser.add_argument("--version", action="store_true", help="print the version and end")
    parser.set_defaults(verb=None)
    return parser


@cache
def _parser() -> _Parser:
    parser = _without_verb()
    verbs = parser.add_subparsers(dest="verb", metavar="VERB")
    _demo(verbs)
    _leads(verbs)
    _work(verbs)
    _company(verbs)
    _trial(verbs)
    _care(verbs)
    _hub(verbs.add_parser("hub", help="the company's server and its administration"))
    return parser


def _named(text: str) -> Path:
    if not text:
        # what a script forgot to fill in would be the folder one stands in, and that would be closed to others
        raise argparse.ArgumentTypeError("its name is empty")
    return Path(text)


def _count(text: str) -> int:
    if not text.isdecimal() or int(text[:20]) > MOST_LISTED:
        raise argparse.ArgumentTypeError(f"not a whole number from 0 to {MOST_LISTED:,}")
    return int(text)


def _workers(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text[:20]) <= MOST_WORKERS:
        raise argparse.ArgumentTypeError(f"not a whole number from 1 to {MOST_WORKERS}")
    return int(text)


def _demo(verbs: _Verbs) -> None:
    demo = verbs.add_parser("demo", help="the whole loop on a made-up branch")
    demo.add_argument("--headless", action="store_true", help="without a window: print the manager's table")
    demo.add_argument("--out", type=Path, help="folder for screenshots")
    # another's window of a demo, begun by the demo itself: its folder, how many seconds its clock is behind, and whose
    demo.add_argument("--beside", type=Path, help=argparse.SUPPRESS)
    demo.add_argument("--behind", type=float, default=0.0, help=argparse.SUPPRESS)
    demo.add_argument("--of", default="", help=argparse.SUPPRESS)
    shots = verbs.add_parser("shots", help="screenshots of every window, light and dark")
    for made_up in (demo, shots):
        made_up.add_argument("--seed", type=int, default=7, help="another seed makes up another branch")
    shots.add_argument("--out", type=Path, default=Path("docs/images"))
    shots.set_defaults(beside=None)


def _leads(verbs: _Verbs) -> None:
    imports = verbs.add_parser("import", help="bring lead files in")
    imports.add_argument("files", nargs="+", type=Path, metavar="FILE")
    imports.add_argument("--source", default="", help="source of rows that name none")
    imports.add_argument("--dry-run", action="store_true", help="read and report, keep nothing")
    imports.add_argument("--map", metavar="NAME", help="read the columns as a map says that was saved in the window")
    imports.add_argument(
        "--rejected", type=_named, metavar="FOLDER", help="write the rejected rows there, to mend and import again"
    )
    add = verbs.add_parser("add", help="enter one lead")
    add.add_argument("name", metavar="NAME")
    add.add_argument("--phone", default="")
    add.add_argument("--email", default="")
    add.add_argument("--origin", default="phone_in")
    add.add_argument("--state", default="")
    add.add_argument("--zip", default="", dest="zip_code")
    add.add_argument("--referred-by", default="", metavar="NAME", help="the partner who sent them")
    add.add_argument("--co-borrower", default="", metavar="NAME", help="who else is in it")
    leads = verbs.add_parser("leads", help="list or search leads")
    leads.add_argument("--search", default="", metavar="TEXT")
    leads.add_argument("--limit", type=_count, default=1000, metavar="N")
    lead = verbs.add_parser("lead", help="one lead, whole")
    lead.add_argument("lead_id", metavar="ID")


def _work(verbs: _Verbs) -> None:
    me = verbs.add_parser("me", help="when the person at this desk works, and where they are licensed")
    me.add_argument("--name")
    for fact, of_what in (
        ("nmls", "your NMLS id"),
        ("phone", "your number"),
        ("email", "your address"),
        ("company", "what your company is called"),
    ):
        me.add_argument(f"--{fact}", help=f"{of_what}, as e-mails give it")
    _works(me)
    working = verbs.add_parser("working-now", help="work off shift until midnight: what hours hold back falls due")
    working.add_argument("switch", choices=("on", "off"))
    queue = verbs.add_parser("queue", help="who is next, and why")
    queue.add_argument("--at", metavar="T")
    plan = verbs.add_parser("plan", help="every step still ahead")
    plan.add_argument("--at", metavar="T")
    plan.add_argument("--lead", metavar="ID")
    may = verbs.add_parser("may-contact", help="whether a contact is allowed, and when")
    may.add_argument("lead_id", metavar="ID|all")
    may.add_argument("channel", choices=CHANNELS)
    may.add_argument("--at", metavar="T")
    log = verbs.add_parser("log", help="log what happened")
    log.add_argument("lead_id", metavar="ID")
    log.add_argument("outcome", metavar="OUTCOME")
    log.add_argument("--channel", choices=CHANNELS)
    log.add_argument("--number", default="")
    log.add_argument("--at", metavar="T", help="when it began")
    log.add_argument("--when", metavar="T", help="the time of a promise, or until when it is not now")
    log.add_argument("--reason", default="", help="why; bad_lead takes one of its list, the others your own words too")
    log.add_argument("--note", default="")
    take = verbs.add_parser("take", help="take a lead; without ID or --next, what is on offer to you")
    take.add_argument("lead_id", nargs="?", default="", metavar="LEAD")
    how = take.add_mutually_exclusive_group()
    how.add_argument("--next", action="store_true", help="the longest received that nobody holds and you may take")
    how.add_argument("--over", action="store_true", help="LEAD from its holder, whom you manage or who gives it up")
    how.add_argument(
        "--cover", action="store_true", help="LEAD, or else the next, of who is away and named you as cover"
    )
    take.add_argument("--why", default="", metavar="TEXT", help="with --over: kept, and listed for who manages")
    note = verbs.add_parser("note", help="note something that came of no call; the company reads it with the lead")
    note.add_argument("lead_id", metavar="ID")
    note.add_argument("words", metavar="WORDS")
    note.add_argument("--at", metavar="T", help="when you learnt of it")
    place = verbs.add_parser("place", help="note in which state the borrower says to be")
    place.add_argument("lead_id", metavar="ID")
    place.add_argument("state", metavar="STATE")
    place.add_argument("--at", metavar="T", help="when they said it")
    letter = verbs.add_parser("letter", help="note the last day of the borrower's pre-approval letter")
    letter.add_argument("lead_id", metavar="ID")
    letter.add_argument("day", metavar="DAY")
    letter.add_argument("--at", metavar="T", help="when you learnt of it")
    undo = verbs.add_parser("undo", help="take a logged activity back")
    undo.add_argument("activity_id", metavar="ACTIVITY")


def _company(verbs: _Verbs) -> None:
    enroll = verbs.add_parser("enroll", help="join a hub with a one-time code")
    enroll.add_argument("--hub", required=True, metavar="URL")
    enroll.add_argument("--code", required=True)
    sign_in = verbs.add_parser("sign-in", help="join a hub, or come back, with your company's own sign-in")
    sign_in.add_argument("--hub", required=True, metavar="URL")
    sign_in.add_argument("--code", default="", help="the one-time code, needed the first time")
    verbs.add_parser("sync", help="one round with the hub, at once")
    report = verbs.add_parser("report", help="your own sums")
    _period(report)
    playbook = verbs.add_parser("playbook", help="the process in force").add_subparsers(
        dest="what", required=True, metavar="WHAT"
    )
    _playbook(playbook)


def _playbook(what: _Verbs) -> None:
    show = what.add_parser("show", help="the one in force: what it says, then its file with comments")
    show.add_argument("--canonical", action="store_true", help="the file in its usual form, comments kept")
    tidy = what.add_parser("format", help="print a file in its usual form, comments kept; nothing is written")
    tidy.add_argument("file", type=Path, metavar="FILE")
    for name, help_text in (("check", "name every problem of a file"), ("use", "put a file in force; without a hub")):
        what.add_parser(name, help=help_text).add_argument("file", type=Path, metavar="FILE")
    preview = what.add_parser("preview", help="one template, filled")
    preview.add_argument("template", metavar="TEMPLATE")
    preview.add_argument("--file", type=Path, metavar="FILE", help="of this playbook, not of the one in force")
    preview.add_argument("--lead", default="", metavar="ID", help="filled for a lead; default an invented one")
    _move(what.add_parser("move", help="move leads to another version; without a hub"))


def _move(move: _Parser) -> None:
    move.add_argument("--to", type=int, metavar="VERSION", help="default the one in force")
    which = move.add_mutually_exclusive_group()
    which.add_argument("--lead", default="", metavar="ID")
    which.add_argument("--from", dest="from_version", type=int, metavar="VERSION", help="all that are on it")
    which.add_argument("--all", action="store_true", help="all that go on")
    move.add_argument("--dry-run", action="store_true", help="only say what it would change")
    move.add_argument("--why", default="", help="needed unless --dry-run")


def _trial(verbs: _Verbs) -> None:
    trial = verbs.add_parser("simulate", help="try a playbook over leads as they came, before it is in force")
    trial.add_argument("file", nargs="?", type=Path, metavar="FILE", help="the playbook")
    trial.add_argument("--leads", type=Path, metavar="FILE", help="a lead file whose rows say when they came")
    trial.add_argument("--theory", type=float, metavar="CALLS_PER_HOUR", help="random calls and no playbook instead")
    trial.add_argument("--calls", type=int, help="how many random calls; default 100000")
    trial.add_argument("--officers", type=int, default=1)
    trial.add_argument("--hours", help="when they all work; default Mon-Fri 09:00-18:00")
    trial.add_argument("--zone", help="IANA zone of the hours and of times without one; default this machine's")
    trial.add_argument("--per-call", metavar="TIME", help="how long a call takes; default as the playbook says, or 6m")
    trial.add_argument("--service", choices=("fixed", "exponential"), default="exponential")
    trial.add_argument("--contactable", type=float, metavar="PERCENT", help="leads that can be reached; default 60")
    trial.add_argument("--odds", choices=("study", "own"), help="own: as in this desk's past calls; default study")
    trial.add_argument("--seed", type=int, default=1, help="another seed, another run of chance")


def _works(parser: _Parser) -> None:
    parser.add_argument("--hours", help="such as Mon-Fri 09:00-18:00; empty: not recorded")
    parser.add_argument("--zone", help="IANA zone of the hours")
    parser.add_argument("--licensed", help="states, such as CA:2027-12-31,NV; empty: not recorded")
    parser.add_argument("--off", metavar="DAYS", help="all days off, such as 2026-12-24..2027-01-02")


def _care(verbs: _Verbs) -> None:
    verbs.add_parser("doctor", help="what is well and what is not")
    add_care(verbs)
    recover = verbs.add_parser("recover", help="put a lost database key back with the company's recovery key")
    recover.add_argument("--recovery-key", type=Path, metavar="FILE", help="its private half; IT has it")


def _period(parser: _Parser) -> None:
    parser.add_argument("--from", dest="start", metavar="D")
    parser.add_argument("--to", dest="end", metavar="D")


def _company_facts(company: _Parser) -> None:
    company.add_argument("--name")
    company.add_argument("--zone")
    company.add_argument("--own-leads", choices=("private", "company", "off"))
    company.add_argument("--cap", type=_count, metavar="N", help="unasked calls and texts a person gets in 24 hours")
    company.add_argument("--assigns", choices=("pool", "push"), help="new leads wait in the pool, or are given in turn")
    company.add_argument("--lease-days", type=_count, metavar="N", help="how long desks show leads without the hub")


def _hub(hub: _Parser) -> None:
    database = _Parser(add_help=False)
    database.add_argument(
        "--database", default=argparse.SUPPRESS, metavar="URL", help="default: SQLite in the data folder"
    )
    hub.add_argument("--database", default="", metavar="URL")
    verbs = hub.add_subparsers(dest="hub_verb", required=True, metavar="VERB")

    def verb(name: str, tells: str, under: _Verbs = verbs) -> _Parser:
        return under.add_parser(name, help=tells, parents=[database])

    def group(name: str, tells: str) -> _Verbs:
        return verbs.add_parser(name, help=tells).add_subparsers(dest="what", required=True, metavar="WHAT")

    serve = verb("serve", "answer the desks, until it is ended")
    serve.add_argument("--listen", default="127.0.0.1:8787", metavar="HOST:PORT")
    serve.add_argument("--tls-cert", type=Path)
    serve.add_argument("--tls-key", type=Path)
    told = "processes; on PostgreSQL one a core, four at most, unless said"
    serve.add_argument("--workers", type=_workers, metavar="N", help=told)
    # said by the process that keeps the workers: the socket they share, and which of them this is
    serve.add_argument("--on-socket", type=int, help=argparse.SUPPRESS)
    serve.add_argument("--place", type=int, default=0, help=argparse.SUPPRESS)
    company = verb("company", "what holds for all: name, zone, own leads, cap, how long desks go on without the hub")
    _company_facts(company)
    emergency = group("emergency", "states closed to calls and texts, as after a storm")
    verb("list", "which are closed, and since when; why stands in the audit", emergency)
    for switch, tells in (("on", "close a state"), ("off", "open it again")):
        switched = verb(switch, tells, emergency)
        switched.add_argument("state", metavar="STATE")
        switched.add_argument("--why", required=True, metavar="TEXT")
    add_oversight(verb, group)
    add_intake(verb, group)
    add_works(verb, group)
    _people(verb, group)
    add_people(verb, group)
    add_hub_bundle(verb)
    verb("invite", "a one-time code for somebody's desk").add_argument("name", metavar="NAME")
    device = group("device", "the desks that may speak with the hub")
    verb("list", "all of them, with what is odd about one", device)
    revoke = verb("revoke", "shut one out", device)
    revoke.add_argument("device_id", metavar="ID")
    revoke.add_argument("--wipe", action="store_true", help="it throws its key away once it has handed in its log")
    revoke.add_argument("--now", action="store_true", help="with --wipe: what it has not handed in is lost")
    _hub_work(verb, group)


def _people(verb: Callable[..., _Parser], group: Callable[[str, str], _Verbs]) -> None:
    person = group("person", "who works here")
    add = verb("add", "somebody new", person)
    add.add_argument("name", metavar="NAME")
    add.add_argument("--role", choices=ROLES, required=True)
    add.add_argument("--branch", default="Main")
    add.add_argument("--licensed", help="states, such as CA,NV")
    add.add_argument("--hours", help="such as Mon-Fri 09:00-18:00")
    add.add_argument("--zone", help="IANA zone of the hours; default the company's")
    add.add_argument("--nmls", default="")
    add.add_argument("--email", default="")
    add.add_argument("--phone", default="")
    add.add_argument("--id", default="", help="what their desk names, after a restore to before they were here")
    verb("list", "everybody, with role, branch and licenses", person)
    changed = verb("set", "their hours, licenses, days off, cover, and how they are reached", person)
    changed.add_argument("name", metavar="NAME")
    _works(changed)
    changed.add_argument("--cover", metavar="NAME", help="who works on the days off")
    changed.add_argument("--nmls", help="as e-mails give it; empty: not recorded")
    changed.add_argument("--email", help="where reports go, and by which call records know them")
    changed.add_argument("--phone", help="what they call from, by which call records know them")
    changed.add_argument("--why", required=True, metavar="TEXT")
    add_seat(verb, person)
    verb("leave", "they left: their devices are shut out, their leads go into the pool", person).add_argument(
        "name", metavar="NAME"
    )


def _hub_work(verb: Callable[..., _Parser], group: Callable[[str, str], _Verbs]) -> None:
    of_leads = group("leads", "leads for officers, and those nobody holds")
    _pool(verb, of_leads)
    add_giving(verb, of_leads)
    add_distribution(verb, of_leads)
    leads = verb("import", "bring a lead file in, for one officer or the pool", of_leads)
    leads.add_argument("file", type=Path, metavar="FILE")
    leads.add_argument("--source", required=True)
    leads.add_argument("--cost")
    leads.add_argument("--campaign", default="")
    to = leads.add_mutually_exclusive_group()
    to.add_argument("--assign", default="", metavar="NAME")
    to.add_argument("--distribute", action="store_true", help="give its new leads in turn")
    leads.add_argument("--dry-run", action="store_true", help="read and report, keep nothing")
    dnc = group("dnc", "lists of numbers that may not be called or texted")
    taken = verb("import", "bring a list in, in place of the older one of its kind and state", dnc)
    taken.add_argument("file", type=Path, metavar="FILE")
    taken.add_argument("--kind", choices=LISTS, required=True)
    taken.add_argument("--as-of", required=True, metavar="D", help="the day the list was true")
    taken.add_argument("--state", default="", metavar="XX", help="whose list it is; for --kind state")
    verb("list", "what is in force, and what is older than 31 days", dnc)
    add_systems(verb, group)
    add_live_words(verb)
    add_marketing(verb, group)
    add_money(verb, group)
    playbook = group("playbook", "the company's process: its versions, and the leads on them")
    publish = verb("publish", "put a file in force for everybody", playbook)
    publish.add_argument("file", type=Path, metavar="FILE")
    publish.add_argument("--why", required=True)
    verb("list", "every version: who published it, when and why", playbook)
    diff = verb("diff", "what changed between two versions", playbook)
    diff.add_argument("first", nargs="?", type=int, metavar="VERSION", help="default the two newest")
    diff.add_argument("second", nargs="?", type=int, metavar="VERSION", help="default the newest")
    rollback = verb("rollback", "publish an older version anew", playbook)
    rollback.add_argument("to_version", nargs="?", type=int, metavar="VERSION", help="default the one before")
    rollback.add_argument("--to", type=int, metavar="VERSION", help="the same")
    rollback.add_argument("--why", required=True)
    move = verb("move", "move leads to another version", playbook)
    _move(move)
    for signed in (publish, rollback, move):
        signed.add_argument("--by", default="", metavar="NAME", help="who decided it; default the operator")
    _reports(verb, group)
    verb("lead", "one lead, whole").add_argument("lead_id", metavar="ID")
    verb("verify", "walk through every desk's log and find what was changed behind the hub's back")
    backup = verb("backup", "make one, or walk through one")
    backup.add_argument("words", nargs="+", metavar="[verify] FILE", help="make one, or walk through one")
    verb("restore", "put a backup in place of the database, with serve stopped").add_argument(
        "file", type=Path, metavar="FILE"
    )


def _reports(verb: Callable[..., _Parser], group: Callable[[str, str], _Verbs]) -> None:
    report = verb("report", "sums of a team, an officer, sources, leaks, promises, money, partners, months, what works")
    report.add_argument("what", choices=REPORTS)
    _period(report)
    report.add_argument("--branch", default="")
    report.add_argument("--officer", default="", metavar="NAME")
    report.add_argument("--at", metavar="T")
    add_schedules(verb, group, report)


def _pool(verb: Callable[..., _Parser], leads: _Verbs) -> None:
    pool = verb("pool", "what nobody holds, since when, and until when it rests", leads)
    pool.add_argument("--limit", type=_count, default=1000, metavar="N")
    offer = verb("offer", "hold a lead out to officers, the first before the others", leads)
    offer.add_argument("lead_id", metavar="ID")
    offer.add_argument("--to", required=True, action="append", metavar="NAME", help="once for each; the first has it")


def instant_of(text: str | None) -> datetime | None:
    """Read an instant; None stays None. Raises BadInput when it is none or names no offset."""
    if not text:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise BadInput(f"“{text}” is no instant.", "Write it like 2026-11-23T09:30:00-05:00.") from None
    if at.tzinfo is None:
        raise BadInput(f"“{text}” names no offset from UTC.", "Write it like 2026-11-23T09:30:00-05:00.")
    _plausible(at.year, text)
    return at


def day_of(text: str | None) -> date | None:
    """Read a day; None stays None. Raises BadInput when it is none."""
    try:
        day = date.fromisoformat(text) if text else None
    except ValueError:
        raise BadInput(f"“{text}” is no day.", "Write it like 2026-11-23.") from None
    if day is not None and text is not None:
        _plausible(day.year, text)
    return day


def _plausible(year: int, text: str) -> None:
    """Refuse years no lead has; at the edge of the calendar a time zone alone leads out of it."""
    if year not in YEARS:
        raise BadInput(f"“{text}” is too far away.", f"Years from {YEARS[0]} to {YEARS[-1]} can be asked for.")


def dollars_of(text: str | None) -> Decimal | None:
    """Read an amount; None for none said. Raises BadInput when it is none."""
    if not text:
        return None
    try:
        cost = Decimal(text.lstrip("$").replace(",", ""))
    except InvalidOperation:
        cost = Decimal("NaN")
    if not cost.is_finite() or cost < 0:
        raise BadInput(f"The cost “{text}” is no amount.", "Write it like 42.50.")
    return cost
