"""The hub's database: its transactions, and the news of them."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import cached_property
from pathlib import Path

from msgspec.structs import asdict
from sqlalchemy import event, select
from sqlalchemy.engine import Connection, Engine

from app.errors import StoreDamaged, StoreUnusable
from app.hub.records import Company, Ledgers, Migrations
from app.protocol.unreadable import UNREADABLE
from storage.engine import reading, writing
from storage.hub import tables as t
from storage.hub.calls import CallRows
from storage.hub.claims import ClaimRows
from storage.hub.events import EventRows, NumberRows
from storage.hub.experiments import ExperimentRows
from storage.hub.feeds import FeedRows
from storage.hub.fence import raise_fence, stand_behind, step_in, step_out
from storage.hub.filed import FiledActivityRows
from storage.hub.handovers import HandoverRows
from storage.hub.holds import HoldRows
from storage.hub.intake import IntakeRows
from storage.hub.kinds import NO_TEXT, of_its_kind, read_as_it_stands
from storage.hub.leads import LeadRows
from storage.hub.ledgers import LedgerRows
from storage.hub.lists import ListRows
from storage.hub.live import LiveRows
from storage.hub.loans import LoanRows
from storage.hub.money import MoneyRows, TouchRows
from storage.hub.papers import AuditRows, PlaybookRows
from storage.hub.part import Part, mine
from storage.hub.people import DeviceRows, InviteRows, PeopleRows
from storage.hub.rollups import RollupRows
from storage.hub.schedules import ScheduleRows
from storage.hub.seats import SeatRows
from storage.hub.watching import watch_postgres, watch_sqlite
from storage.migrating import migrate, newest_of, version_of
from storage.sqlcipher_file import give_way

SCRIPTS = Path(__file__).with_name("migrations")
VERSION_TABLE = "hub_version"


_RESTORE = "Put a backup back with hub restore; the desks send again what it lacks."
_COMPANY = {
    is_file: select(t.company).where(mine(t.company, *((of_its_kind(t.company),) if is_file else ())))
    for is_file in (True, False)
}


class SqlRows(Part):
    """One transaction; its parts are made when they are asked for."""

    def __init__(self, conn: Connection, company_id: str) -> None:
        super().__init__(conn, company_id)
        self._is_fenced = False
        self._found: Company | None = None

    @cached_property
    def people(self) -> PeopleRows:
        return PeopleRows(self._conn, self._company_id, self._touched)

    @cached_property
    def invites(self) -> InviteRows:
        return InviteRows(self._conn, self._company_id)

    @cached_property
    def devices(self) -> DeviceRows:
        return DeviceRows(self._conn, self._company_id)

    @cached_property
    def leads(self) -> LeadRows:
        return LeadRows(self._conn, self._company_id, self._touched)

    @cached_property
    def claims(self) -> ClaimRows:
        return ClaimRows(self._conn, self._company_id)

    @cached_property
    def intake(self) -> IntakeRows:
        return IntakeRows(self._conn, self._company_id)

    @cached_property
    def seats(self) -> SeatRows:
        return SeatRows(self._conn, self._company_id)

    @cached_property
    def events(self) -> EventRows:
        return EventRows(self._conn, self._company_id)

    @cached_property
    def activities(self) -> FiledActivityRows:
        return FiledActivityRows(self._conn, self._company_id, self._touched)

    @cached_property
    def numbers(self) -> NumberRows:
        return NumberRows(self._conn, self._company_id, self._touched)

    @cached_property
    def lists(self) -> ListRows:
        return ListRows(self._conn, self._company_id, self._touched)

    @cached_property
    def loans(self) -> LoanRows:
        return LoanRows(self._conn, self._company_id, self._touched)

    @cached_property
    def live(self) -> LiveRows:
        return LiveRows(self._conn, self._company_id)

    @cached_property
    def calls(self) -> CallRows:
        return CallRows(self._conn, self._company_id, self._touched)

    @cached_property
    def rollups(self) -> RollupRows:
        return RollupRows(self._conn, self._company_id)

    @cached_property
    def handovers(self) -> HandoverRows:
        return HandoverRows(self._conn, self._company_id)

    @cached_property
    def holds(self) -> HoldRows:
        return HoldRows(self._conn, self._company_id)

    @cached_property
    def schedules(self) -> ScheduleRows:
        return ScheduleRows(self._conn, self._company_id)

    @cached_property
    def money(self) -> MoneyRows:
        return MoneyRows(self._conn, self._company_id)

    @cached_property
    def touches(self) -> TouchRows:
        return TouchRows(self._conn, self._company_id)

    @cached_property
    def experiments(self) -> ExperimentRows:
        return ExperimentRows(self._conn, self._company_id)

    @cached_property
    def feeds(self) -> FeedRows:
        return FeedRows(self._conn, self._company_id)

    @cached_property
    def playbooks(self) -> PlaybookRows:
        return PlaybookRows(self._conn, self._company_id, self._touched)

    @cached_property
    def audit(self) -> AuditRows:
        return AuditRows(self._conn, self._company_id)

    @contextmanager
    def beyond_the_fence(self) -> Iterator[None]:
        if not self._is_fenced:
            yield
            return
        step_out(self._conn)
        # whoever steps out once more in there must not bring this one in
        self._is_fenced = False
        try:
            yield
        finally:
            self._is_fenced = True
            step_in(self._conn)

    def stand_behind(self, person_id: str) -> None:
        # the company's keys stand in it, which nobody is to read who stands behind the fence
        self.company()
        stand_behind(self._conn, self._company_id, person_id)
        self._is_fenced = True

    def company(self) -> Company:
        if self._found is None:
            self._found = self._read_company()
        return self._found

    def _read_company(self) -> Company:
        """Return it; raises StoreDamaged where its row was changed into what is none behind the hub's back."""
        try:
            row = self._ask(_COMPANY[self._is_file]).mappings().first()
        except (*UNREADABLE, OverflowError):
            row = None
        if row is None or any(isinstance(value, str) and NO_TEXT in value for value in row.values()):
            raise StoreDamaged("The company's row in the hub's database is not what the hub wrote.", _RESTORE)
        return Company(**row)

    def lock_company(self) -> None:
        # whoever had the lock before may have changed it
        self._found = None
        self._conn.execute(self._locked(select(t.company.c.company_id).where(self._mine(t.company))))

    def mark_touched(self) -> None:
        """Note what this transaction changed under the sums, which are worked out again after it."""
        if self._touched:
            self.rollups.mark(uuid.uuid4().hex, self._touched)

    def put_company(self, company: Company) -> None:
        was = self.company()
        if (was.cap, was.emergencies, was.zone) != (company.cap, company.emergencies, company.zone):
            self._touched.is_everything = True
        self._found = None
        self._conn.execute(t.company.update().where(self._mine(t.company)).values(**asdict(company)))


class SqlHubStore:
    """Made by `open_hub_store`; safe to use from several threads."""

    def __init__(self, engine: Engine, leave: Callable[[], None] = lambda: None) -> None:
        self._engine, self._leave = engine, leave
        self._committed = threading.Event()
        self._company_id: str | None = None
        self._wanted = newest_of(SCRIPTS)
        # SQLite has one writer: threads of this process queue here, for its own waiting is by sleeping and asking
        is_file = engine.dialect.name == "sqlite"
        self._turn: AbstractContextManager[object] = threading.Lock() if is_file else nullcontext()
        #: whether what answers a person is read in a role the database holds to their rows
        self.is_fenced = raise_fence(engine, lambda conn: self._migrations(conn).are_current)

    def found(self, company: Company) -> bool:
        with writing(self._engine) as conn:
            if conn.dialect.name == "postgresql":
                conn.exec_driver_sql("LOCK TABLE company IN SHARE ROW EXCLUSIVE MODE")
            if _company_id(conn) is not None:
                return False
            conn.execute(t.company.insert(), asdict(company))
            return True

    @contextmanager
    def reading(self, seen_by: str = "", *, as_it_stands: bool = False) -> Iterator[SqlRows]:
        with reading(self._engine) as conn, read_as_it_stands(conn) if as_it_stands else nullcontext():
            rows = SqlRows(conn, self._company(conn))
            if self.is_fenced and seen_by:
                rows.stand_behind(seen_by)
            yield rows

    @contextmanager
    def writing(self) -> Iterator[SqlRows]:
        with self._turn, writing(self._engine) as conn:
            rows = SqlRows(conn, self._company(conn))
            yield rows
            rows.mark_touched()
            touched = rows.feeds.flush()
        if touched:
            self._committed.set()

    def give_way(self) -> None:
        if self._engine.dialect.name == "sqlite":
            give_way()

    def _company(self, conn: Connection) -> str:
        if self._company_id is None:
            self._company_id = _company_id(conn)
        if self._company_id is None:
            raise StoreUnusable("This hub's database has no company yet.", "Start it once with hub serve.")
        return self._company_id

    def is_ready(self) -> bool:
        try:
            with reading(self._engine) as conn:
                return self._migrations(conn).are_current and _company_id(conn) is not None
        except StoreUnusable:
            return False

    def migrations(self) -> Migrations:
        with reading(self._engine) as conn:
            return self._migrations(conn)

    def _migrations(self, conn: Connection) -> Migrations:
        return Migrations(version_of(conn, VERSION_TABLE) or "", self._wanted)

    def ledgers(self) -> Ledgers:
        with reading(self._engine) as conn:
            return LedgerRows(conn, self._company(conn)).count()

    def on_statement(self, told: Callable[[], None]) -> None:
        event.listen(self._engine, "after_cursor_execute", lambda *_: told())

    def watch(self, changed: Callable[[frozenset[str]], None], stop: threading.Event) -> None:
        if self._engine.dialect.name == "postgresql":
            watch_postgres(self._engine, changed, stop)
        else:
            watch_sqlite(self._engine, self._committed, changed, stop)

    def close(self) -> None:
        self._leave()
        self._engine.dispose()


def open_hub_store(engine: Engine, leave: Callable[[], None] = lambda: None) -> SqlHubStore:
    """Bring the tables up to this version and return the store; raises StoreUnusable as `migrate` does.

    `leave` is called when the store is closed (see `in_use.py`).
    """
    migrate(engine, SCRIPTS, VERSION_TABLE)
    return SqlHubStore(engine, leave)


def _company_id(conn: Connection) -> str | None:
    return conn.execute(select(t.company.c.company_id).limit(1)).scalar()
