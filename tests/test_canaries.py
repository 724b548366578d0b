"""Twenty people are pushed through every way there is to fail; no log, report, metric or address tells of them."""

from __future__ import annotations

import argparse
import ast
import builtins
import csv
import io
import json
import logging
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import NoReturn
from urllib.parse import unquote

import httpx
import msgspec
import pytest
import sqlalchemy as sa
from starlette.types import ASGIApp, Receive, Scope, Send

import main
from app import command_line, errors
from app.clock import FixedClock
from app.desktop.activities import Note
from app.desktop.desk import build_desk
from app.desktop.views import Ring
from app.domain.activity import Kind
from app.domain.lead import Address, Channel, Person, Phone
from app.hub.http import build_app
from app.hub.serving import HubServer, Listen
from app.hub.vendors import Settings, add_source
from app.logs import OURS, start_logs
from app.outside.hub_link import HttpHubLink
from app.protocol.wire import PullRequest
from storage.desktop.store import DesktopStore
from storage.hub.store import SqlHubStore
from tests import schedule_words
from tests.canaries import ALL, MAILS, NAMES, NUMBERS, STREETS, sightings
from tests.care_canaries import OF_CARE
from tests.desks import TestDesk as DeskOfTest
from tests.desks import a_lead, shipped
from tests.hubs import BOTH, NOW, TERMS, NoSums, company_store, desk_of, give_lead, lead
from tests.money_canaries import OF_MONEY, write_bills
from ui.popup import headline
from ui.trouble import report_of

ROOT = Path(__file__).parents[1]
TOLD = " ".join(ALL)


class Records(logging.Handler):
    """Keeps every record as it was before anything is blanked: the blanking is for the day somebody forgets."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.told.append(record.getMessage())
        self.told += [str(value) for name, value in vars(record).items() if name in ("route", "method", "args")]


@pytest.fixture
def heard(tmp_path: Path) -> Iterator[Callable[[], str]]:
    """Return everything that was logged, at debug level: as text, as JSON, as files, and as records."""
    text, lines, records = io.StringIO(), io.StringIO(), Records()
    logging.getLogger().addHandler(records)
    with (
        start_logs(tmp_path / "as-text", "debug", text),
        start_logs(None, "debug", lines, form="json"),
    ):
        for name in OURS:
            logging.getLogger(name).setLevel(logging.DEBUG)

        def all_of_it() -> str:
            files = [file.read_text(encoding="utf-8") for file in tmp_path.rglob("*.log*")]
            return "\n".join([text.getvalue(), lines.getvalue(), *records.told, *files])

        yield all_of_it
    logging.getLogger().removeHandler(records)


def fails(*_: object, **_more: object) -> NoReturn:
    """Break as a library does that quotes what it stumbled over."""
    mistake = RuntimeError(f"no {TOLD}")
    mistake.add_note(TOLD)
    raise mistake from KeyError(TOLD)


def test_a_canary_is_noticed_however_it_is_written() -> None:
    assert len(ALL) == 20
    for canary in ALL:
        assert sightings(f"at {canary}, told")
        assert sightings(unquote(f"/x?y={canary}"))
    assert not sightings("019a8c1e-4235-7555-8142-42355501614a at 2026-11-24T17:00:00.123 in 5550 ms")


# -- the command line ----------------------------------------------------------------------------------


def verbs_of(parser: argparse.ArgumentParser, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    below = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not below:
        yield path
    for action in below:
        for name, verb in action.choices.items():
            yield from verbs_of(verb, (*path, name))


#: how each verb is asked about a canary; FILE is a lead file full of them, LEAD the id of one
N, M, S = NAMES[0], MAILS[0], STREETS[0]
ASKED = {
    "import": ["FILE", "--source", N, "--map", S, "--rejected", "FOLDER/mend"],
    "add": [N, "--phone", NUMBERS[0], "--email", M, "--origin", N],
    "leads": ["--search", N],
    "lead": [N],
    "me": ["--phone", "nowhere", "--hours", S],
    "working-now": ["on"],
    "queue": ["--at", N],
    "plan": ["--lead", N],
    "may-contact": [N, "call"],
    "log": ["LEAD", N, "--number", NUMBERS[1], "--note", S, "--when", N, "--reason", M],
    "note": ["LEAD", S],
    "place": ["LEAD", S],
    "letter": ["LEAD", N],
    "undo": [N],
    "enroll": ["--hub", "http://127.0.0.1:9", "--code", N],
    "sign-in": ["--hub", "http://127.0.0.1:9", "--code", N],
    "sync": [],
    "take": [N],
    "report": ["--from", N],
    "playbook show": [],
    "playbook check": ["FILE"],
    "playbook use": ["FILE"],
    "playbook format": ["FILE"],
    "playbook preview": [N, "--lead", N],
    "playbook move": ["--lead", N, "--why", S],
    "simulate": ["FILE", "--leads", "FILE"],
    "hub serve": ["--listen", N],
    "hub company": ["--name", N, "--zone", S],
    "hub emergency on": [S, "--why", N],
    "hub emergency off": [S, "--why", N],
    "hub branch list": [],
    "hub branch add": [N, "--parent", S],
    "hub branch set": [N, "--parent", S, "--why", M],
    "hub sign-in show": [],
    "hub sign-in set": ["--issuer", M, "--client-id", N],
    "hub sign-in off": [],
    "hub sign-in bind": [N, "--subject", M],
    "hub sign-in unbind": [N],
    "hub purge": ["--number", NUMBERS[2], "--why", N],
    "hub person add": [N, "--role", "officer", "--phone", "nowhere", "--email", M],
    "hub person list": [],
    "hub person set": [N, "--hours", S, "--email", M, "--phone", "nowhere", "--why", M],
    "hub person seat": [N, "--weight", "2", "--works-for", N, "--why", S],
    "hub person leave": [N],
    "hub invite": [N],
    "hub leads import": ["FILE", "--source", N, "--assign", N],
    "hub leads pool": [],
    "hub leads offer": [N, "--to", N],
    "hub leads distribute": ["--dry-run", "--from", N],
    "hub leads give": ["--lead", N, "--to", N, "--why", S],
    "hub live": [],
    "hub nudge": [N, "--words", S],
    "hub excuse": [N, "--step", N, "--why", S],
    "hub moves": [],
    "hub dnc import": ["FILE", "--kind", "national", "--as-of", "2026-11-20"],
    "hub dnc list": [],
    "hub stages import": ["LOANS", "--stage", f"{N}=funded", "--rejected", "MEND"],
    "hub stages unmatched": [],
    "hub stages confirm": [N, "--lead", S],
    "hub claims export": ["--source", N, "--out", "MEND"],
    "hub exhausted export": ["--out", "MEND", "--again"],
    "hub exhausted send": ["--url", f"https://{N}.example.com/"],
    "hub exhausted allow": [f"https://example.com/{N}?{M}"],
    "hub exhausted deny": [f"https://example.com/{N}"],
    "hub exhausted list": [],
    "hub calls import": ["CALLS", "--format", "zoom"],
    "hub calls personal": [N, "on", "--why", M],
    **OF_CARE,
    **OF_MONEY,
    "hub playbook publish": ["FILE", "--why", N, "--by", N],
    "hub playbook list": [],
    "hub playbook diff": [],
    "hub playbook rollback": ["--to", "1", "--why", N, "--by", N],
    "hub playbook move": ["--lead", N, "--why", N],
    **schedule_words.ASKED,
    "hub restore": ["FILE"],
}
#: these are refused before any store is asked
STORELESS = {"hub restore", "playbook check", "playbook format", "simulate"}
#: this one goes on, with a crash report among what it gathers
GOES_ON = {"support-bundle"}
#: these make up their own people
MADE_UP = {"demo", "shots"}


def test_every_verb_of_the_command_line_is_asked() -> None:
    assert {" ".join(verb) for verb in verbs_of(command_line._parser())} == set(ASKED) | MADE_UP


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk and a hub in one folder, with every canary as a lead, and as a row that is broken."""
    folder = tmp_path_factory.mktemp("canaries")
    with (folder / "leads.csv").open("w", newline="", encoding="utf-8") as out:
        table = csv.writer(out)
        table.writerow(["Name", "Phone", "Email", "Street", "State", "Created", "Loan Amount", "Comments"])
        for n, name in enumerate(NAMES):
            street = STREETS[n % 4]
            table.writerow([name, NUMBERS[n % 5], MAILS[n % 4], street, "TN", "2026-11-01", "250000", TOLD])
            table.writerow([name, TOLD, TOLD, street, TOLD, TOLD, TOLD, TOLD])
            table.writerow([name, "", "", street, "TN", "", "", "x" * 40_000 + TOLD])
            table.writerow([name, *ALL])
    with (folder / "loans.csv").open("w", newline="", encoding="utf-8") as out:
        table = csv.writer(out)
        table.writerow(["Loan Number", "Name", "Phone", "Email", "Zip", "Stage", "Stage Date", "Amount"])
        for n, name in enumerate(NAMES):
            table.writerow([n, name, NUMBERS[n % 5], MAILS[n % 4], "37402", "Funded", "2026-11-02", "250000"])
            table.writerow([TOLD, name, TOLD, TOLD, TOLD, "Funded", "2026-11-02", TOLD])
            table.writerow([name, name, TOLD, TOLD, TOLD, TOLD, TOLD, TOLD])
    with (folder / "calls.csv").open("w", newline="", encoding="utf-8") as out:
        table = csv.writer(out)
        table.writerow(["Caller Name", "Caller Number", "Callee Name", "Callee Number", "Start Time", "Duration"])
        for n, name in enumerate(NAMES):
            table.writerow([name, NUMBERS[n % 5], name, NUMBERS[n % 5], "2026-11-02 09:00", "90"])
            table.writerow([name, NUMBERS[n % 5], name, NUMBERS[n % 5], TOLD, TOLD])
            table.writerow([TOLD] * 6)
    write_bills(folder / "money.csv")
    where = ["--data-dir", str(folder / "data"), "--key-file", str(folder / "key")]
    assert main.main([*where, "import", str(folder / "leads.csv"), "--json"]) == 0
    assert main.main([*where, "hub", "company", "--name", "Example", "--json"]) == 0
    with redirect_stdout(io.StringIO()) as told:
        assert main.main([*where, "leads", "--limit", "1", "--json"]) == 0
    (folder / "lead").write_text(json.loads(told.getvalue())["leads"][0]["lead_id"], encoding="utf-8")
    return folder


def words_of(verb: str, place: Path, more: list[str]) -> list[str]:
    where = ["--data-dir", str(place / "data"), "--key-file", str(place / "key"), "--log-level", "debug", *more]
    lead_id = (place / "lead").read_text(encoding="utf-8")
    stand_ins = {
        "FILE": str(place / "leads.csv"),
        "FOLDER/a.backup": str(place / "a.backup"),
        "FOLDER/a.zip": str(place / f"{len(list(place.glob('*.zip')))}.zip"),
        "LEAD": lead_id,
    }
    stand_ins |= {"LOANS": str(place / "loans.csv"), "MEND": str(place / "mend"), "CALLS": str(place / "calls.csv")}
    stand_ins |= {"MONEY": str(place / "money.csv"), "MEND/due.csv": str(place / "mend" / "due.csv")}
    return [*where, *verb.split(), *(stand_ins.get(word, word) for word in ASKED[verb])]


def logged_in(place: Path) -> str:
    return "\n".join(file.read_text(encoding="utf-8") for file in (place / "data").rglob("*.log*"))


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("verb", ASKED)
def test_a_verb_that_breaks_tells_of_nobody(
    place: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    heard: Callable[[], str],
    verb: str,
    form: str,
) -> None:
    """A mistake of ours wherever the store is asked: what is told and written names places in the program only."""
    for store in (DesktopStore, SqlHubStore):
        for act in ("reading", "writing"):
            monkeypatch.setattr(store, act, fails)
    more = ["--log-format", form, *(["--json"] if form == "json" else [])]
    code = main.main(words_of(verb, place, more))
    out, err = capsys.readouterr()
    if verb in GOES_ON:
        assert code == 0
        assert sightings(out + err) == []
    elif verb in STORELESS:
        assert code
    else:
        assert "made a mistake" in out + err
        assert code == 1
        assert sightings(out + err) == []
    assert sightings(heard() + logged_in(place)) == []


@pytest.mark.parametrize("verb", [verb for verb in ASKED if verb not in ("hub backup", "working-now")])
def test_a_verb_that_is_refused_or_done_logs_nobody(
    place: Path, capsys: pytest.CaptureFixture[str], heard: Callable[[], str], verb: str
) -> None:
    main.main(words_of(verb, place, []))
    capsys.readouterr()
    assert sightings(heard() + logged_in(place)) == []


# -- the hub -------------------------------------------------------------------------------------------


class Addresses:
    """Stands before the hub and keeps what was asked for, as a proxy's log would."""

    def __init__(self, app: ASGIApp, asked: list[str]) -> None:
        self._app, self._asked = app, asked

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            self._asked.append(unquote(f"{scope['path']}?{scope['query_string'].decode()}"))
        await self._app(scope, receive, send)


@pytest.fixture(params=BOTH)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlHubStore]:
    with company_store(request.param, tmp_path, request.config) as store:
        yield store


def bodies() -> Iterator[bytes]:
    """Yield messages that hold canaries where something else is expected, and everywhere else."""
    yield TOLD.encode()
    yield json.dumps(TOLD).encode()
    yield json.dumps({TOLD: TOLD}).encode()
    fields = (
        "code",
        "device_name",
        "hub_id",
        "device_id",
        "refresh_token",
        "proof",
        "new_key",
        "text",
        "why",
        "id_token",
    )
    good = {"protocol": [4], "from_seq": 1, "events": [], "cursors": {TOLD: None}, "onto": 1}
    event = dict.fromkeys(("type", "payload"), TOLD)
    yield json.dumps({**dict.fromkeys(fields, TOLD), **good}).encode()
    yield json.dumps({**dict.fromkeys(fields, ""), **good, "events": [event]}).encode()
    yield json.dumps({**dict.fromkeys(fields, ""), "protocol": TOLD, "from_seq": TOLD, "cursors": TOLD}).encode()


def breaks_in_sql(store: SqlHubStore) -> Callable[..., NoReturn]:
    """Return what fails in the database itself, whose errors quote the statement and what went into it."""

    def ask(*_: object, **_more: object) -> NoReturn:
        with store._engine.connect() as conn:
            conn.execute(sa.text("SELECT * FROM no_such_table WHERE name = :name"), {"name": TOLD})
        raise AssertionError("that table is not there")

    return ask


@pytest.mark.parametrize("trouble", ["none", "a mistake of ours", "the database's own"])
def test_no_address_of_the_hub_tells_of_anybody_whatever_goes_wrong(
    store: SqlHubStore, heard: Callable[[], str], monkeypatch: pytest.MonkeyPatch, trouble: str
) -> None:
    app = build_app(store, FixedClock(NOW), NoSums(), TERMS)
    token = desk_of(store, "Ada").enrolled.token
    server = HubServer(app, Listen(port=0))
    server.start()
    statuses: set[int] = set()
    routes = [(path, method) for path, ways in app.openapi()["paths"].items() for method in ways]
    if trouble != "none":
        failing = fails if trouble == "a mistake of ours" else breaks_in_sql(store)
        for act in ("reading", "writing"):
            monkeypatch.setattr(SqlHubStore, act, failing)
    with httpx.Client(base_url=server.url, timeout=20) as client:
        for path, method in routes:
            for sent in (None, token, f"ft1.{NAMES[0]}.{MAILS[0]}"):
                if path == "/v1/wake" and sent == token and trouble == "none":
                    continue  # answers for as long as somebody listens
                headers = {"User-Agent": NAMES[1], "X-Forwarded-For": NAMES[2]}
                headers |= {} if sent is None else {"Authorization": f"Bearer {sent}"}
                query = {"branch": NAMES[3], "officer": TOLD, "from": STREETS[0], "at": MAILS[1]}
                for body in bodies() if method == "post" else [b""]:
                    asked_with = {} if method == "post" else {"params": query}
                    answer = client.request(method, path, headers=headers, content=body, **asked_with)
                    statuses.add(answer.status_code)
                    if answer.status_code >= 500:
                        assert sightings(answer.text) == []
        client.get(f"/{NAMES[4]}/{MAILS[2]}", params={"q": TOLD})
        monkeypatch.undo()
        metrics = client.get("/metrics").text
    server.stop()
    assert statuses & ({500} if trouble != "none" else {401, 422})
    assert "followthrough_hub" in metrics
    assert sightings(heard() + metrics) == []


def test_a_day_of_a_desk_is_in_no_address_and_no_log(store: SqlHubStore, heard: Callable[[], str]) -> None:
    app, asked = build_app(store, FixedClock(NOW), NoSums(), TERMS), list[str]()
    app.add_middleware(Addresses, asked=asked)
    server = HubServer(app, Listen(port=0))
    server.start()
    ada = desk_of(store, "Ada")
    link = HttpHubLink(server.url, ada.enrolled.token)
    for n, name in enumerate(NAMES):
        phones = (Phone(number=f"+1423555016{n}"),)
        person = Person(name=name, phones=phones, emails=(MAILS[n % 4],))
        address = Address(street=STREETS[n % 4], state="TN", zip="37402")
        held = give_lead(store, lead(n, borrower=person, address=address, source_fields={"Said": TOLD}), "Ada")
        ada.logs(held.lead_id, Kind.CALL_BACK, note=TOLD, when=NOW, number=phones[0].number)
        ada.logs(name, Kind.NO_ANSWER, note=TOLD)
        ada.writes(NAMES[0], held.lead_id, TOLD.encode())
        ada.writes("activity", TOLD[:100], TOLD.encode())
    link.push(ada.request())
    link.pull(PullRequest(hub_id=ada.enrolled.hub_id, cursors=dict.fromkeys(ada.enrolled.feeds)))
    with pytest.raises(errors.FollowthroughError):
        link.enroll(NAMES[0], NAMES[1])
    metrics = httpx.get(f"{server.url}/metrics").text
    link.close()
    server.stop()
    assert len(asked) >= 4
    assert sightings("\n".join(asked) + heard() + metrics) == []


@pytest.mark.parametrize("trouble", ["none", "a mistake of ours", "the database's own"])
def test_a_vendors_posts_log_nobody_whatever_goes_wrong(
    store: SqlHubStore, heard: Callable[[], str], monkeypatch: pytest.MonkeyPatch, trouble: str
) -> None:
    key = add_source(store, "Rate Table", Settings(), NOW).key
    server = HubServer(build_app(store, FixedClock(NOW), NoSums(), TERMS), Listen(port=0))
    server.start()
    if trouble != "none":
        failing = fails if trouble == "a mistake of ours" else breaks_in_sql(store)
        monkeypatch.setattr(SqlHubStore, "writing", failing)
    statuses = set()
    with httpx.Client(base_url=server.url, timeout=20, headers={"X-Api-Key": key}) as client:
        for n, name in enumerate(NAMES):
            people = {
                "name": name,
                "phone": NUMBERS[n % 5],
                "email": MAILS[n % 4],
                "street": STREETS[n % 4],
                name: TOLD,
            }
            xml = f"<lead><name>{name}</name><phone>{NUMBERS[n % 5]}</phone><said>{TOLD}</said></lead>"
            for sent in (
                {"json": people},
                {"data": people},
                {"content": xml},
                {"content": TOLD},
                {"json": {name: TOLD}},
            ):
                answer = client.post(f"/v1/intake/rate-table?said={STREETS[0]}", **sent)
                statuses.add(answer.status_code)
                assert answer.status_code < 500 or sightings(answer.text) == []
        statuses.add(client.post(f"/v1/intake/{NAMES[0]}", json={"name": TOLD}).status_code)
        monkeypatch.undo()
        metrics = client.get("/metrics").text
    server.stop()
    # some of them are many in a minute
    assert statuses >= ({200, 422, 401} if trouble == "none" else {500, 401})
    with store.reading() as rows:
        source = rows.intake.by_slug("rate-table")
        assert source is not None
        book = str(rows.intake.posts(source.source_id, NOW, 1000)) + str(list(rows.audit.all()))
    assert sightings(heard() + metrics + book) == []


def failures() -> list[BaseException]:
    """Return every failure a line to the hub can end in, with canaries where words of the hub's stand."""
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Exception)]
    return [
        *(kind(TOLD, TOLD) for kind in kinds if kind is not errors.SignInRefused),
        RuntimeError(TOLD),
        OSError(TOLD),
    ]


@pytest.mark.parametrize("failure", failures(), ids=lambda failure: type(failure).__name__)
def test_a_round_that_fails_logs_nobody(failure: BaseException, tmp_path: Path, heard: Callable[[], str]) -> None:
    class Line:
        """A line to a hub at which every question ends in that failure."""

        def __getattr__(self, _name: str) -> NoReturn:
            raise failure

    desk = DeskOfTest(tmp_path)
    desk.put(a_lead(name=NAMES[0], phones=("+14235550161",), emails=(MAILS[0],)), from_hub=True)
    desk.joined()
    at_hub = build_desk(desk.store, desk.clock, shipped(), lambda _url, _token: Line(), machine_zone="America/New_York")
    at_hub.activities.log(Note("lead-1", Kind.NO_ANSWER, note=TOLD))
    with pytest.raises(type(failure)):
        at_hub.sync.round()
    desk.store.close()
    assert sightings(heard()) == []


# -- reports, notifications, and what may be logged at all ----------------------------------------------


def strangers() -> dict[str, BaseException]:
    """Return an error of every kind that can be made of words, each with all canaries in it."""
    made: dict[str, BaseException] = {}
    kinds = [kind for kind in vars(builtins).values() if isinstance(kind, type) and issubclass(kind, Exception)]
    for kind in [*kinds, msgspec.ValidationError, httpx.ConnectError, argparse.ArgumentTypeError, csv.Error]:
        try:
            made[kind.__name__] = kind(TOLD)
        except TypeError:
            continue
    made["OSError of a file"] = FileNotFoundError(2, "No such file", f"/home/{NAMES[0]}/{MAILS[0]}")
    made["UnicodeDecodeError"] = UnicodeDecodeError("utf-8", TOLD.encode(), 0, 1, NAMES[0])
    made["a group"] = ExceptionGroup(TOLD, [ValueError(TOLD)])
    made["SQL"] = sa.exc.IntegrityError(f"INSERT {TOLD}", {"name": TOLD}, ValueError(TOLD))
    return made


@pytest.mark.parametrize("kind", strangers())
def test_a_report_of_any_error_names_places_only(kind: str, heard: Callable[[], str]) -> None:
    error = strangers()[kind]
    error.add_note(TOLD)
    ours = errors.StoreUnusable("The database cannot be read.", "Try again.")
    ours.__cause__ = error
    logging.getLogger("app").error("a failure of ours", exc_info=ours)
    told = report_of(ours) + report_of(error)
    # the window writes down the report, and not the error
    logging.getLogger("main").error("in the window\n%s", told)
    assert type(error).__name__ in told
    assert sightings(told + heard()) == []


@pytest.mark.parametrize("channel", Channel)
@pytest.mark.parametrize("is_new", [False, True])
def test_a_notification_over_a_locked_screen_names_nobody(channel: Channel, *, is_new: bool) -> None:
    ring = Ring(
        reminder_id="r",
        lead_id="l",
        name=NAMES[0],
        channel=channel,
        headline=f"Call {TOLD}",
        why=TOLD,
        due_at=NOW,
        on_time_until=NOW,
        is_new_lead=is_new,
        late_by_s=0,
    )
    assert sightings(headline(ring, names_hidden=True)) == []
    assert sightings(headline(ring, names_hidden=False))


#: everything the program ever logs, with what goes into it: kinds, counts, places and templates of addresses
LOGGED = {
    "app/outside/caring.py": ["'a failure of ours while a bundle was made'"],
    "app/outside/support.py": ["'a failure of ours while a bundle was made'"],
    "app/desktop/safekeeping.py": ["'no backup today: %s', type(trouble).__name__"],
    "app/desktop/sealing.py": [
        "'the database key is sealed to recovery key %s', wanted.key_id",
        "'the database key was not sealed: %s', type(trouble).__name__",
    ],
    "app/hub/http.py": ["'503 on %s: %s', route_of(request.scope), error"],
    "app/hub/mistakes.py": ["'%s at %s on %s', type(error).__name__, _where(error), route_of(scope)"],
    "app/hub/observing.py": ["'%s %s %d, %.1f ms', method, route, status, ms"],
    "app/hub/sending_out.py": schedule_words.LOGGED,
    "app/hub/ticking.py": ["'a round was not done: %s', type(error).__name__"],
    "app/hub/waking.py": ["'the watch for news begins again after %s', type(error).__name__"],
    "app/hub/workers.py": [
        "'%d workers did not end and are killed', len(left)",
        (
            "'worker %d ended with %s after %.0f s; another begins in %.1f s', "
            "place.number, process.returncode, lived, place.pause_s"
        ),
    ],
    "app/outside/buses.py": ["'%s did not answer: %s', bus.lower(), type(error).__name__"],
    "app/outside/leaving.py": ["'a desk that was to leave nothing behind stays'"],
    "app/outside/toast.py": [
        "'no notification service took it: %s', type(error).__name__",
        "'plyer could not notify: %s', type(error).__name__",
    ],
    "main.py": [
        "'a damaged database was put right: %d pages unread', store.recovered.unread_pages",
        "'a failure of ours'",
    ],
    # Qt's own words, without what they quote
    "ui/qt_messages.py": ["_LEVELS[kind], 'Qt: %s', _QUOTED.sub('[left out]', message)"],
    "ui/trouble.py": ["'something of ours broke in the window\\n%s', report"],
}
_LEVELS = {"debug", "info", "warning", "error", "exception", "critical", "log"}


def logged_by(file: Path) -> list[str]:
    calls = [node for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    return sorted(
        ", ".join(ast.unparse(argument) for argument in call.args)
        for call in calls
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in _LEVELS
        and ast.unparse(call.func.value) in ("log", "logging", "logger", "_log", "LOG")
    )


def test_nothing_else_is_ever_logged() -> None:
    """Whoever logs a line more adds it here, and has looked at what goes into it."""
    files = [*(file for folder in OURS[:3] for file in (ROOT / folder).rglob("*.py")), ROOT / "main.py"]
    found = {file.relative_to(ROOT).as_posix(): said for file in files if (said := logged_by(file))}
    assert found == LOGGED
