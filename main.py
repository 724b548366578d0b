"""Start here: reads the command line, builds every object by hand, and runs the desktop, the hub or one verb."""

from __future__ import annotations

import json
import logging
import os
import signal
import sys
import threading
from argparse import Namespace
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack, suppress
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.clock import Clock, SystemClock
from app.command_line import asks_for_json, read_words
from app.errors import BadInput, FollowthroughError, WorldFailed, told_of_ours
from app.named_files import make_named_folder
from app.outside.screen import is_read, require_screen
from app.outside.shares import refuse_share
from app.paths import Paths, resources
from app.release import VERSION

if TYPE_CHECKING:
    from app.demo.branch import Branch
    from app.demo.premises import Supplies
    from app.demo.story import OnDay
    from app.desktop.desk import Desk, Shipped
    from app.desktop.recovered import Recovered
    from app.domain.activity import Activity
    from app.domain.playbook_checks import Terms
    from app.domain.templates import Template
    from app.hub.serve_command import Serving
    from app.outside.erasing import Eraser
    from app.outside.health import Ways
    from app.outside.keychain import FileKey, KeyringKey
    from app.support_files import Part
    from storage.desktop.store import DesktopStore
    from storage.hub.backup import Vault
    from storage.hub.database import FileDatabase, ServerDatabase
    from storage.hub.store import SqlHubStore
    from ui.curtain import Tell

#: when the demo lets one more inquiry arrive
NEWCOMER_LOOKS_S = 20.0
#: a larger database is left to the window to back up, so that no script waits for it
BACKED_UP_BY_VERBS = 32 * 1024 * 1024
log = logging.getLogger("main")


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; returns 0 done, 1 the world failed, 2 bad usage or input."""
    words = sys.argv[1:] if words is None else words
    try:
        args = read_words(words)
        args.said = words
        if args.version:
            return _say_version(args)
        return _run(args)
    except FollowthroughError as trouble:
        return _tell(trouble, as_json=asks_for_json(words))
    except BrokenPipeError:
        # whoever read the answer has heard enough; closing the stream at the end must not complain again
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return 130


def _run(args: Namespace) -> int:
    from app.outside.as_set import logs_as_set

    paths = Paths.chosen(args.data_dir)
    keeps_data = args.verb not in ("demo", "shots")
    if keeps_data:
        try:
            paths.make()
            refuse_share(args, paths.data)
        except WorldFailed:
            if args.verb != "doctor":
                raise
            # the doctor says what is wrong with the folder, beside all the rest
            keeps_data = False
    with logs_as_set(args, paths.logs if keeps_data else None):
        try:
            return _do(args, paths)
        except (FollowthroughError, BrokenPipeError):
            raise
        except Exception as error:
            # written down while the log is still open; what a person is told is one sentence
            log.exception("a failure of ours")
            return _tell(told_of_ours(error), as_json=args.json)


def _do(args: Namespace, paths: Paths) -> int:
    if args.verb in ("demo", "shots"):
        return _demo(args)
    if args.verb == "hub":
        return _hub(args, paths)
    if args.verb == "doctor":
        from app.outside.health import answer

        return _answer(args, answer(ways(args, paths), SystemClock().now()), failed_is=1)
    if args.verb in ("support-bundle", "wipe"):
        return _answer(args, _care(args, paths))
    if args.verb == "recover":
        return _answer(args, _recover(args, paths))
    if args.verb == "playbook" and args.what == "check":
        from app.desktop.playbook_verbs import playbook_check

        return _answer(args, playbook_check(args.file, terms()), failed_is=2)
    if args.verb == "playbook" and args.what == "format":
        return _format(args)
    if args.verb == "simulate":
        return _answer(args, _trial(args, paths))
    if args.verb is None:
        return _window(args, paths)
    return _desk_verb(args, paths)


# -- building ------------------------------------------------------------------------------------------


def keychain(args: Namespace, database: Path) -> KeyringKey | FileKey:
    """Choose where the database key is kept: a key file named on purpose, else the system's keyring."""
    from app.outside.keychain import FileKey, KeyringKey

    if args.key_file is not None:
        return FileKey(args.key_file.expanduser().absolute())
    # one database by whatever way one comes to its folder
    return KeyringKey(str(database.resolve()))


def shipped() -> Shipped:
    """Read what the product brings along."""
    from app.desktop.desk import Shipped
    from app.reference.benchmarks_file import load_benchmarks
    from app.reference.rules_file import load_rules

    folder = resources()
    return Shipped(
        rules=load_rules(folder),
        playbook=(folder / "playbooks" / "ultimate-contact.toml").read_text(encoding="utf-8"),
        templates=templates(),
        benchmarks=load_benchmarks(folder),
    )


def templates() -> dict[str, Template]:
    from app.domain.templates import read_templates

    return read_templates((resources() / "templates" / "emails.toml").read_text(encoding="utf-8"))


def terms() -> Terms:
    """Return what a playbook is judged by, here and on a hub."""
    from app.domain.playbook_checks import Terms
    from app.reference.rules_file import load_rules

    return Terms(load_rules(resources()), templates())


def machine_zone() -> str:
    """Return this machine's IANA zone; a machine on UTC serves people who are not, so then New York is assumed."""
    import tzlocal

    try:
        name = str(tzlocal.get_localzone_name())
    except (LookupError, ValueError):
        name = ""
    return name if name.startswith(("America/", "Pacific/", "US/")) else "America/New_York"


def desktop_store(args: Namespace, paths: Paths) -> DesktopStore:
    """Open the desk's database; one that is damaged is mended, and what became of it is said."""
    from app.desktop.recovered import recovery_words
    from app.desktop.recovering import naming_recovery
    from storage.desktop.recovery_file import LockedDesk
    from storage.desktop.store import open_store

    key = desktop_key(args, paths)
    with naming_recovery(LockedDesk(paths.database)):
        store = open_store(paths.database, key, SystemClock())
    if store.recovered is not None:
        log.warning("a damaged database was put right: %d pages unread", store.recovered.unread_pages)
        print(recovery_words(store.recovered), file=sys.stderr)  # noqa: T201 - the sentence for the person
    return store


def desktop_key(args: Namespace, paths: Paths) -> bytes:
    """Return the database's key; where anything is left of a database its key is never made anew."""
    from app.desktop.recovering import naming_recovery
    from storage.desktop.recovery_file import LockedDesk

    eraser(args, paths).finish(partial(print, file=sys.stderr))
    locked = LockedDesk(paths.database)
    with naming_recovery(locked):
        return keychain(args, paths.database).key(make=not locked.is_there)


def eraser(args: Namespace, paths: Paths) -> Eraser:
    """Return what makes this profile unreadable when its hub says so."""
    from app.outside.erasing import Eraser

    return Eraser(paths.database, keychain(args, paths.database))


def hub_database(args: Namespace, paths: Paths) -> FileDatabase | ServerDatabase:
    """Return where the hub keeps its data: an encrypted file in the data folder, or a company's PostgreSQL."""
    from app.hub.processes import processes_of
    from storage.hub.opening import Place, database_at

    keys = partial(keychain, args)
    return database_at(Place(args.database, paths.data, paths.hub_database, keys, processes_of(args)))


def hub_store(database: FileDatabase | ServerDatabase) -> tuple[SqlHubStore, Vault]:
    """Open the hub's database, with a company in it from the first time on."""
    import tzlocal

    from app.hub.founding import found

    store, vault = database.open()
    playbook = (resources() / "playbooks" / "ultimate-contact.toml").read_text(encoding="utf-8")
    found(store, machine_zone=tzlocal.get_localzone_name() or "", sample_playbook=playbook, now=SystemClock().now())
    return store, vault


def build(store: DesktopStore, clock: Clock, **own: Any) -> Desk:
    """Put the desk together around a store; `own` is what one that was not made up has beside."""
    from app.desktop.desk import build_desk
    from app.outside.as_set import link_to
    from app.outside.browser_sign_in import BrowserSignIn

    return build_desk(store, clock, shipped(), link_to, machine_zone=machine_zone(), browser=BrowserSignIn(), **own)


def own_desk(args: Namespace, paths: Paths, store: DesktopStore) -> Desk:
    """Put the desk of this profile together, which its hub may have wiped and IT has set things for."""
    from app.closing import closed_on_failure
    from app.outside.as_set import way_fault
    from app.outside.policy_sources import company_policy

    with closed_on_failure(store):
        return build(
            store, SystemClock(), erase=eraser(args, paths).erase, policy=company_policy(), way_fault=way_fault
        )


# -- running -------------------------------------------------------------------------------------------


def _desk_verb(args: Namespace, paths: Paths) -> int:
    from app.desktop.command import run
    from app.outside.interrupt import told_on

    store = desktop_store(args, paths)
    try:
        desk = own_desk(args, paths, store)
        code = _answer(args, run(args, desk, told_on), zone=desk.officer.zone)
        sys.stdout.flush()
        if store.size() <= BACKED_UP_BY_VERBS:
            # the answer is out, and a backup that fails is the doctor's to tell
            with suppress(WorldFailed):
                desk.safekeeping.keep()
        return code
    finally:
        store.close()


def _trial(args: Namespace, paths: Paths) -> dict[str, Any]:
    from app.desktop.simulate_command import Supplies, run
    from app.domain.activity import standing
    from app.reference.benchmarks_file import load_benchmarks

    def histories() -> list[list[Activity]]:
        store = desktop_store(args, paths)
        try:
            with store.reading() as tx:
                return [standing(tx.activities(lead_id)) for lead_id in tx.lead_ids()]
        finally:
            store.close()

    now = SystemClock().now()
    supplies = Supplies(terms, lambda: load_benchmarks(resources()), histories, machine_zone(), now)
    return run(args, supplies)


def _support(args: Namespace, paths: Paths, desk: Desk) -> Sequence[Part]:
    """Return what a support bundle says of the desk whose window is open; loaded when it is asked for."""
    from app.outside.support import parts_of_open
    from storage.desktop.outline import outline

    return parts_of_open(ways(args, paths), desk, partial(outline, desk.store, paths.database))


def _care(args: Namespace, paths: Paths) -> dict[str, Any]:
    from app.outside.caring import care
    from storage.desktop.outline import outline
    from storage.in_use import OF_A_WIPE, use_file

    alone = partial(use_file, paths.database, alone=True, refusals=OF_A_WIPE)
    return care(args, paths, ways(args, paths), eraser(args, paths), alone, outline)


def ways(args: Namespace, paths: Paths) -> Ways:
    """Return how the parts of this profile's desk are opened, for whoever looks at each."""
    from app.outside.health import Ways
    from app.outside.remains import Remains
    from storage.desktop.recovery_file import LockedDesk

    kept_in = "key file" if args.key_file else "the system's keyring"
    remains = Remains(paths.database, LockedDesk(paths.database), keychain(args, paths.database))
    return Ways(paths.data, kept_in, remains, partial(desktop_store, args, paths), partial(own_desk, args, paths))


def _recover(args: Namespace, paths: Paths) -> dict[str, Any]:
    from app.desktop.recovering import Recovering
    from app.desktop.sealing import Sealing
    from storage.desktop.recovery_file import LockedDesk

    def opened() -> Recovered | None:
        store = desktop_store(args, paths)
        # one that was put right begins otherwise than the one the file was written for
        Sealing(store, SystemClock()).keep()
        store.close()
        return store.recovered

    eraser(args, paths).finish(partial(print, file=sys.stderr))
    kept_in = str(args.key_file) if args.key_file else "the system's keyring"
    where = LockedDesk(paths.database), keychain(args, paths.database)
    return Recovering(*where, kept_in, opened).recover(args.recovery_key)


def _window(args: Namespace, paths: Paths) -> int:
    from app.outside.as_set import stays_closed, tidy_up
    from app.outside.policy_sources import company_policy

    policy = company_policy()
    if stays_closed(args, policy):
        return 0
    require_screen()

    def open_desk(_tell: Tell) -> Desk:
        return own_desk(args, paths, desktop_store(args, paths))

    scene = {"page": args.page, "explains": not is_read(sys.stderr), "profile": str(paths.database.resolve())}
    scene |= {"locale": policy.word("Locale"), "support": partial(_support, args, paths)}
    if _open_window(open_desk, **scene, demo=[*program(), "demo"], wiped_at=eraser(args, paths).wiped_at):
        tidy_up(policy, lambda: own_desk(args, paths, desktop_store(args, paths)), eraser(args, paths), paths)
    return 0


def program() -> list[str]:
    """Return what starts this program again, from source or frozen."""
    return [sys.executable, *([] if getattr(sys, "frozen", False) else [__file__])]


def _open_window(open_desk: Callable[[Tell], Desk], **scene: Any) -> bool:
    """Open a desk's window until it is closed; `scene` is that of ui.opening. Return whether it was this one."""
    from app.outside.this_system import this_system
    from app.outside.ticker import ApTicker
    from ui import opening

    opened: list[Desk] = []
    stop = threading.Event()

    def build_and_keep(tell: Tell) -> Desk:
        # anew where a first try failed, which has closed what it opened
        opened[:] = [open_desk(tell)]
        return opened[0]

    def follow_hub(on_hint: Callable[[], None], on_live: Callable[[], None]) -> None:
        follow, watch = opened[0].sync.follow, opened[0].safekeeping.watch
        threading.Thread(target=follow, args=(on_hint, stop, on_live), name="hub-wake", daemon=True).start()
        # once the window is there; what it raises the window's hook for threads shows
        threading.Thread(target=watch, args=(stop,), name="safekeeping", daemon=True).start()

    try:
        opening.open_desk(build_and_keep, ApTicker(), this_system(), follow_hub, opening.Scene(**scene))
    finally:
        stop.set()
        for desk in opened:
            desk.store.close()
    return bool(opened)


def _demo(args: Namespace) -> int:
    # what the demo made is cleared away also when the system ends it; the window hears of that by itself
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    if args.beside is not None:
        return _another(args)
    if args.verb == "demo" and not args.headless:
        return _demo_window(args)
    if args.out is not None:
        make_named_folder(args.out)
    with _branch(args.seed, lambda _day, _of: None) as branch:
        officers = branch.team().officers
        answer: dict[str, Any] = {"leads": sum(row["leads"] for row in officers), "officers": officers}
        if args.out is not None:
            answer["screenshots"] = _told(args, _shots(branch, args.out))
        return _answer(args, answer)


def _demo_window(args: Namespace) -> int:
    """Make up a branch behind a window that says how far it is; then it is Ada's, with the others' behind it."""
    from app.demo.beside import others

    require_screen("demo --headless")
    with ExitStack() as leaving:

        def make_up(tell: Tell) -> Desk:
            tell("Making up a branch", 0)

            def on_day(day: int, of: int) -> None:
                tell(f"Making up a branch: day {day} of {of}", day / of)

            branch = leaving.enter_context(_branch(args.seed, on_day))
            behind = branch.parts.clock.go_live(SystemClock())
            leaving.enter_context(others(branch, program(), behind))
            # something rings while the newcomer looks around
            arrival = threading.Timer(NEWCOMER_LOOKS_S, branch.new_lead, [1])
            leaving.callback(arrival.cancel)
            arrival.start()
            return branch.ada

        _open_window(make_up)
    return 0


def _another(args: Namespace) -> int:
    """Show the window of somebody else in a demo that runs in the process that began this one."""
    from app.demo.beside import PAGES, end_with_the_first
    from app.demo.premises import Rooms
    from app.demo.story import ClockBehind
    from storage.desktop.store import open_store

    require_screen()
    rooms = Rooms(args.beside)
    key = rooms.key.key(make=False)
    clock = ClockBehind(SystemClock(), timedelta(seconds=args.behind))
    scene = {"page": PAGES[args.of], "behind": True, "told_to_end": end_with_the_first}
    _open_window(lambda _tell: build(open_store(rooms.desk_of(args.of), key), clock), **scene)
    return 0


def demo_supplies() -> Supplies:
    """Return what a made-up branch is built of."""
    from app.demo.premises import Supplies
    from storage.desktop.store import open_store
    from storage.engine import open_sqlcipher
    from storage.hub.store import open_hub_store

    return Supplies(
        shipped(),
        open_hub=lambda file, key: open_hub_store(open_sqlcipher(file, key)),
        open_desk=lambda file, key, clock: build(open_store(file, key), clock),
    )


def _branch(seed: int, on_day: OnDay) -> AbstractContextManager[Branch]:
    from app.demo.premises import made_up_branch

    return made_up_branch(demo_supplies(), seed, on_day, SystemClock().now())


def _told(args: Namespace, pictures: list[Path]) -> list[str] | str:
    """Return every picture's name for a script; for a person it is enough how many there are, and where."""
    return [str(path) for path in pictures] if args.json else f"{len(pictures)} in {args.out}"


def _shots(branch: Branch, folder: Path) -> list[Path]:
    """Take pictures of Ada's desk and Ben's pages in every look."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from ui.shots import take_desks

    return take_desks(branch.ada, branch.ben, folder)


def _hub(args: Namespace, paths: Paths) -> int:
    from app.hub import care
    from app.hub.backups import keep_shut_out
    from app.hub.command import only_reads, run
    from app.hub.processes import processes_of
    from app.hub.report_files import Means
    from app.hub.sums import ScoredSums
    from app.outside.interrupt import told_on
    from app.outside.ledger import FileLedger
    from app.outside.mail_password import mail_password
    from app.outside.webhook import post
    from app.telling import in_words

    clock, database, ledger = SystemClock(), hub_database(args, paths), FileLedger(paths.data / "revoked.jsonl")
    if args.hub_verb == "restore":
        return _answer(args, care.restore(args.file, database, ledger, clock))
    if args.hub_verb == "serve" and args.on_socket is None and processes_of(args) > 1:
        return _serving(args).with_workers(lambda: hub_store(database)[0])
    if only_reads(args) and paths.database.exists() and not database.is_there():
        raise BadInput(f"{paths.data} is a desk's folder, with no hub in it.", "Name the hub's with --data-dir.")
    store, vault = hub_store(database)
    judged_by = terms()
    sums = ScoredSums(judged_by.rules)
    try:
        if args.hub_verb == "serve":
            return _serving(args).alone(store, sums, judged_by)
        if args.hub_verb == "backup":
            return _answer(args, care.backup(args.words, store, vault, clock), failed_is=1)
        if args.hub_verb == "expire-backups":
            from app.hub.expiring import Shelf

            shelf = Shelf(store, vault, database, ledger, args.dry_run)
            return _answer(args, care.expire_backups(args.folder, args.older_than, shelf, clock), failed_is=1)
        answer = run(args, store, clock, sums, judged_by, told_on, post, Means(mail_password, printed))
        if args.hub_verb in ("device", "person", "people", "purge", "hold", "recovery-key", "intake"):
            keep_shut_out(store, ledger)
        if args.hub_verb == "audit" and "lines" in answer and not args.json:
            # for a pipe: a line of the audit is a line of the output
            print("\n".join(json.dumps(line, ensure_ascii=False) for line in answer.pop("lines")))  # noqa: T201 - the answer
            if not answer["ok"]:
                print(in_words(answer), file=sys.stderr)  # noqa: T201 - the sentence for the person
            return int(not answer["ok"])
        # times are the company's, as those typed are; the machine may stand anywhere
        with store.reading() as rows:
            zone = rows.company().zone
        return _answer(args, answer, failed_is=1, zone=zone)
    finally:
        store.close()


def _serving(args: Namespace) -> Serving:
    from app.hub.serve_command import Serving
    from app.outside.mail_password import mail_password
    from app.outside.web import fetch

    def say(answer: dict[str, Any]) -> None:
        _print(args, answer)
        sys.stdout.flush()

    return Serving(args, SystemClock(), fetch, say, [*program(), *args.said], mail_password)


def printed(page: Any) -> bytes:
    """Return a report's page as PDF; raises ImportError where Qt is not installed."""
    from ui.pdf import pdf_of_report

    return pdf_of_report(page)


# -- telling -------------------------------------------------------------------------------------------


def _answer(args: Namespace, answer: dict[str, Any], failed_is: int = 0, zone: str = "") -> int:
    _print(args, answer, zone)
    return failed_is if answer.get("ok") is False else 0


def _format(args: Namespace) -> int:
    """Print a playbook's file, and nothing else, so that what comes out is a file."""
    from app.desktop.playbook_verbs import playbook_format

    answer = playbook_format(args.file)
    print(json.dumps(answer, ensure_ascii=False) if args.json else answer["text"], end="\n" if args.json else "")  # noqa: T201 - the answer
    return 0


def _print(args: Namespace, answer: dict[str, Any], zone: str = "") -> None:
    from app.telling import in_words

    print(json.dumps(answer, ensure_ascii=False) if args.json else in_words(answer, zone or machine_zone()))  # noqa: T201 - the answer


def _say_version(args: Namespace) -> int:
    print(json.dumps({"version": VERSION}) if args.json else VERSION)  # noqa: T201 - the answer
    return 0


def _tell(trouble: FollowthroughError, *, as_json: bool) -> int:
    from app.terminal_words import sentence

    if as_json:
        told = {"error": sentence(trouble.happened), "remedy": sentence(trouble.remedy), **trouble.details}
        print(json.dumps(told, ensure_ascii=False))  # noqa: T201 - the answer
    lines = [sentence(str(trouble)), *(f"  {sentence(one)}" for one in trouble.details.get("problems", ()))]
    print("\n".join(lines), file=sys.stderr)  # noqa: T201 - the sentence for the person
    return trouble.exit_code


if __name__ == "__main__":
    sys.exit(main())
