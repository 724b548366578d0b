"""A real desk over a real store, with leads whose stories differ, and the window that shows them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.clock import FixedClock
from app.desktop.activities import Note
from app.desktop.desk import Desk, Shipped, build_desk
from app.desktop.desk_link import DeskLink
from app.desktop.leads import NewLead
from app.domain.activity import Kind
from app.domain.templates import read_templates
from app.errors import HubUnreachable
from app.paths import resources
from app.reference.benchmarks_file import load_benchmarks
from storage.desktop.store import open_store
from tests.shipped import shipped_rules
from tests.ui.driver import OfficerAtWindow
from tests.ui.late_store import LateStore
from ui.application import dress_application
from ui.icons import Icons
from ui.main_window import SIZE, MainWindow
from ui.office import Office, take_seat
from ui.refresh import Refresh
from ui.tasks import Inline
from ui.theme import Look, Scheme
from ui.trouble import Trouble

#: a Friday, ten in the morning in Louisville
NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
KEY = bytes(range(32))


def no_hub(url: str, token: str) -> DeskLink:
    """Stand where a hub would be on a desk that belongs to none."""
    raise HubUnreachable("There is no hub here.", "Work goes on without it.")


def make_desk(folder: Path, clock: FixedClock) -> Desk:
    folder_of_resources = resources()
    templates = (folder_of_resources / "templates" / "emails.toml").read_text(encoding="utf-8")
    playbook = (folder_of_resources / "playbooks" / "ultimate-contact.toml").read_text(encoding="utf-8")
    shipped = Shipped(
        rules=shipped_rules(),
        playbook=playbook,
        templates=read_templates(templates),
        benchmarks=load_benchmarks(folder_of_resources),
    )
    store = open_store(folder / "desk.db", KEY)
    return build_desk(store, clock, shipped, no_hub, machine_zone="America/Kentucky/Louisville", person="Dana Officer")


def fill(desk: Desk, clock: FixedClock) -> dict[str, str]:
    """Enter leads over three days; returns their ids by first name."""
    ids: dict[str, str] = {}

    def enter(name: str, ago: timedelta, phone: str, state: str = "KY", zip_code: str = "40202") -> str:
        clock.at = NOW - ago
        new = NewLead(name, phone, f"{name.split(maxsplit=1)[0].lower()}@example.com", state=state, zip=zip_code)
        ids[name.split(maxsplit=1)[0]] = desk.leads.add(new)[0].lead_id
        return ids[name.split(maxsplit=1)[0]]

    hours = timedelta(hours=1)
    ada = enter("Ada Lovelace", 50 * hours, "(502) 555-0142")
    desk.activities.log(Note(ada, Kind.NO_ANSWER))
    enter("Grace Hopper", 20 * hours, "(502) 555-0143")
    brook = enter("Brook Taylor", 24 * hours, "(270) 555-0144", zip_code="42101")
    desk.activities.log(Note(brook, Kind.CALL_BACK, when=NOW + 2 * hours))
    enter("Katherine Johnson", timedelta(minutes=2), "(502) 555-0145")
    enter("Mary Jackson", timedelta(minutes=1), "(808) 555-0146", "HI", "96813")
    clock.at = NOW
    return ids


@pytest.fixture(autouse=True)
def nothing_left_over(qapp: QApplication) -> None:
    """Outside an event loop nobody carries out what is to be deleted later, and every dress would dress it too."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A desk's database made and filled once; each test works on a copy."""
    folder = tmp_path_factory.mktemp("filled")
    clock = FixedClock(NOW)
    made = make_desk(folder, clock)
    ids = fill(made, clock)
    made.store.close()
    return folder, ids


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock, request: pytest.FixtureRequest) -> Iterator[Desk]:
    """A desk with leads for whoever asks for `leads`, an empty one for everybody else."""
    if "leads" in request.fixturenames:
        folder, _ = request.getfixturevalue("filled")
        for path in folder.iterdir():
            shutil.copy(path, tmp_path)
    made = make_desk(tmp_path, clock)
    yield made
    made.store.close()


@pytest.fixture
def leads(filled: tuple[Path, dict[str, str]]) -> dict[str, str]:
    """Ids of the leads by first name."""
    return filled[1]


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> QApplication:
    """The application as it starts up; dressing it costs more than most tests."""
    dress_application(qapp, Look(Scheme.LIGHT))
    return qapp


@pytest.fixture
def look(dressed: QApplication) -> Look:
    return Look(Scheme.LIGHT)


@pytest.fixture
def opened() -> list[str]:
    """What was handed to the system: numbers to dial, mails to write."""
    return []


@pytest.fixture
def office(desk: Desk, look: Look, opened: list[str]) -> Iterator[Office]:
    def open_url(address: str) -> bool:
        opened.append(address)
        return True

    reports: list[str] = []
    trouble = Trouble()
    trouble.broke.connect(reports.append)
    yield Office(desk, Inline(), Refresh(), look, Icons(look), trouble, take_seat(desk), open_url)
    assert not reports, f"something of ours broke: {reports[0]}"


@pytest.fixture
def store() -> LateStore:
    return LateStore()


@pytest.fixture
def window(office: Office, leads: dict[str, str], qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(office)
    # as large as it opens where there is room; the tests' own screen has less
    made.resize(*SIZE)
    made.show()
    made.reload()
    qtbot.waitExposed(made)
    yield made
    made.close()
    made.deleteLater()
    # outside an event loop nobody else carries this out, and the next test would dress a dead window too
    QCoreApplication.sendPostedEvents(made, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def dana(window: MainWindow, qtbot: QtBot) -> OfficerAtWindow:
    return OfficerAtWindow(window, qtbot)


@pytest.fixture
def late(office: Office, leads: dict[str, str], store: LateStore, qtbot: QtBot) -> Iterator[OfficerAtWindow]:
    """An officer who stands on Katherine, at a window whose answers come when the test lets them."""
    window = MainWindow(replace(office, tasks=store))
    window.resize(*SIZE)
    qtbot.addWidget(window)
    window.show()
    window.reload()
    qtbot.waitExposed(window)
    store.settle()
    officer = OfficerAtWindow(window, qtbot)
    assert officer.lead == "Katherine Johnson"
    yield officer
    store.settle()
