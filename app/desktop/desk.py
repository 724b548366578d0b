"""The desk: every use case in one bundle, the only thing a screen is handed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

import msgspec

from app.desktop.held_to_policy import hold_to_policy
from app.desktop.leadbook import LeadBook
from app.desktop.lease import LeasedStore
from app.desktop.queue import Queue
from app.desktop.setting_up import set_up
from app.desktop.settings import BACKUP_DAYS, IMPORT_ALLOWED, NO_POLICY, Policy, Settings
from app.domain.officer import NAMELESS, Officer

if TYPE_CHECKING:
    from app.clock import Clock
    from app.desktop.activities import Activities
    from app.desktop.availability import Availability
    from app.desktop.catching_up import CatchingUp
    from app.desktop.company_sign_in import Browser, CompanySignIn
    from app.desktop.desk_link import DeskLink
    from app.desktop.drilling import Drilling
    from app.desktop.duplicates import Duplicates
    from app.desktop.exporting import Exporting
    from app.desktop.facts import Facts
    from app.desktop.import_maps import ImportMaps
    from app.desktop.incoming import Incoming
    from app.desktop.intake import Intake
    from app.desktop.leads import Leads
    from app.desktop.live import Live
    from app.desktop.mail import Mail
    from app.desktop.marketing import Marketing
    from app.desktop.merges import Merges
    from app.desktop.moves import Moves
    from app.desktop.numbers import Numbers
    from app.desktop.outgoing import Outgoing
    from app.desktop.playbook_drafts import PlaybookDrafts
    from app.desktop.playbook_news import PlaybookNews
    from app.desktop.playbooks import Playbooks
    from app.desktop.policies import Policies
    from app.desktop.ports import Store
    from app.desktop.private_notes import PrivateNotes
    from app.desktop.promises import Promises
    from app.desktop.reminders import Reminders
    from app.desktop.safekeeping import Safekeeping
    from app.desktop.same_person import SamePerson
    from app.desktop.sealing import Sealing
    from app.desktop.several import Several
    from app.desktop.shifts import Shifts
    from app.desktop.signing_in import SigningIn
    from app.desktop.start_of_day import StartOfDay
    from app.desktop.sync import Sync
    from app.desktop.taking import Takings
    from app.desktop.team import Team
    from app.desktop.told import Told
    from app.desktop.trials import Trials
    from app.desktop.works import Works
    from app.domain.contact_rules import ContactRules
    from app.domain.templates import Template

T = TypeVar("T")


class Shipped(msgspec.Struct, frozen=True):
    """What the product brings along, read from resources."""

    rules: ContactRules
    playbook: str
    templates: dict[str, Template]
    benchmarks: dict[str, Any]


class Surroundings(msgspec.Struct, frozen=True):
    """What a desk has around it: the way to a hub, the machine's zone, what wipes it, where people sign in, IT's word.

    `link_to(url, token)` gives a connection to a hub. `erase` throws the database's key away, when the hub says so.
    `way_fault()` is what was wrong when a proxy was looked for last, "" for nothing.
    """

    link_to: Callable[[str, str], DeskLink]
    machine_zone: str
    erase: Callable[[], None]
    browser: Browser | None
    policy: Policy
    way_fault: Callable[[], str] = lambda: ""


class _part(cached_property[T], Generic[T]):  # noqa: N801 - read as the decorator it is
    """A use case that is made, and its module loaded, when it is first asked for; once, whichever thread asks.

    The first list needs a handful of them, and loading them all would take longer than showing it.
    """

    @overload
    def __get__(self, desk: None, kind: type[Any] | None = None) -> _part[T]: ...
    @overload
    def __get__(self, desk: object, kind: type[Any] | None = None) -> T: ...
    def __get__(self, desk: Any, kind: type[Any] | None = None) -> _part[T] | T:
        if desk is None:
            return self
        with desk.making:
            made: T = super().__get__(desk, kind)
        return made


class Desk:
    """Use cases by what they are about. All of them touch the store: call them on its worker, not on the GUI thread.

    `leased` is the store for what shows leads: silent once the lease is over.
    """

    def __init__(self, store: Store, clock: Clock, shipped: Shipped, around: Surroundings) -> None:
        self.store, self.clock = store, clock
        self._shipped, self._around = shipped, around
        self.making = threading.RLock()
        self.leased: Store = LeasedStore(store, clock)
        self.book = LeadBook(shipped.rules, shipped.playbook)
        self.queue = Queue(self.leased, clock, self.book)
        self.settings = Settings(store, around.policy)

    @property
    def officer(self) -> Officer:
        """The person at this desk."""
        with self.store.reading() as tx:
            return self.book.identity(tx).officer

    @property
    def takes_leads(self) -> bool:
        # of the store itself: who comes back after the lease is over needs a window to sign in at
        with self.store.reading() as tx:
            return self.book.identity(tx).takes_leads

    @property
    def is_beside(self) -> bool:
        """Return whether somebody sits here who neither calls leads nor manages who does: marketing, or an auditor."""
        with self.store.reading() as tx:
            identity = self.book.identity(tx)
        return bool(identity.hub_id) and not identity.takes_leads and not identity.manages

    @property
    def is_marketing(self) -> bool:
        with self.store.reading() as tx:
            identity = self.book.identity(tx)
        return bool(identity.hub_id) and identity.role == "marketing"

    @property
    def is_new(self) -> bool:
        """Return whether nobody did anything here yet: without a hub and without a lead."""
        with self.store.reading() as tx:
            return not self.book.identity(tx).hub_id and not tx.search("", 1)

    @property
    def sees_sums(self) -> bool:
        """Return whether who sits here sees what names nobody: where leads are lost, and what sources bring."""
        with self.store.reading() as tx:
            return self.book.identity(tx).sees_sums

    @property
    def is_manager(self) -> bool:
        with self.store.reading() as tx:
            return self.book.identity(tx).manages

    @property
    def _good_link_to(self) -> Callable[[str, str], DeskLink]:
        return self.signing_in.links(self._around.link_to)

    @_part
    def outgoing(self) -> Outgoing:
        from app.desktop.outgoing import Machine, Outgoing

        return Outgoing(self.clock, Machine.this(self._around.machine_zone))

    @_part
    def signing_in(self) -> SigningIn:
        from app.desktop.signing_in import SigningIn

        return SigningIn(self.store, self.clock, self.outgoing, self._around.link_to)

    @_part
    def incoming(self) -> Incoming:
        from app.desktop.incoming import Incoming

        return Incoming(self.clock, self.book, self.outgoing)

    @_part
    def leads(self) -> Leads:
        from app.desktop.leads import Leads

        return Leads(self.leased, self.clock, self.book, self.outgoing, self.queue)

    @_part
    def activities(self) -> Activities:
        from app.desktop.activities import Activities

        return Activities(self.leased, self.clock, self.book, self.outgoing, self.queue)

    @_part
    def several(self) -> Several:
        from app.desktop.several import Several

        return Several(self.store, self.clock, self.leads, self.activities)

    @_part
    def catching_up(self) -> CatchingUp:
        from app.desktop.catching_up import CatchingUp

        return CatchingUp(self.leased, self.clock, self.book, self.outgoing)

    @_part
    def start_of_day(self) -> StartOfDay:
        from app.desktop.start_of_day import StartOfDay

        return StartOfDay(self.leased, self.clock, self.book, self.queue, self.promises, self.catching_up)

    @_part
    def facts(self) -> Facts:
        from app.desktop.facts import Facts

        return Facts(self.leased, self.clock, self.book, self.outgoing)

    @_part
    def intake(self) -> Intake:
        from app.desktop.intake import Intake

        may_import = self.settings.policy.is_on(IMPORT_ALLOWED, default=True)
        return Intake(self.leased, self.clock, self.book, self.outgoing, is_allowed=may_import)

    @_part
    def duplicates(self) -> Duplicates:
        from app.desktop.duplicates import Duplicates

        return Duplicates(self.leased, self.clock)

    @_part
    def maps(self) -> ImportMaps:
        from app.desktop.import_maps import ImportMaps

        return ImportMaps(self.store)

    @_part
    def merges(self) -> Merges:
        from app.desktop.merges import Merges

        return Merges(self.leased, self.clock, self.book, self.outgoing)

    @_part
    def same_person(self) -> SamePerson:
        from app.desktop.same_person import SamePerson

        return SamePerson(self.leased, self.clock, self.book, self.outgoing)

    @_part
    def reminders(self) -> Reminders:
        from app.desktop.reminders import Reminders

        return Reminders(self.leased, self.clock, self.book, self.queue)

    @_part
    def playbooks(self) -> Playbooks:
        from app.desktop.playbooks import Playbooks

        return Playbooks(self.leased, self.clock, self.book, self._shipped.templates)

    @_part
    def playbook_news(self) -> PlaybookNews:
        from app.desktop.playbook_news import PlaybookNews

        return PlaybookNews(self.store, self.book)

    @_part
    def drafts(self) -> PlaybookDrafts:
        from app.desktop.playbook_drafts import PlaybookDrafts

        return PlaybookDrafts(
            self.leased, self.clock, self.book, self.playbooks, self._shipped.templates, self._good_link_to
        )

    @_part
    def moves(self) -> Moves:
        from app.desktop.moves import Moves

        return Moves(self.leased, self.clock, self.book, self.outgoing, self._good_link_to)

    @_part
    def trials(self) -> Trials:
        from app.desktop.trials import Trials

        return Trials(self.leased, self.clock, self.book, self._shipped.benchmarks)

    @_part
    def mail(self) -> Mail:
        from app.desktop.mail import Mail

        return Mail(self.leased, self.clock, self.book, self._shipped.templates)

    @_part
    def told(self) -> Told:
        from app.desktop.told import Told

        return Told(self.store, self.clock, self.book)

    @_part
    def private_notes(self) -> PrivateNotes:
        from app.desktop.private_notes import PrivateNotes

        return PrivateNotes(self.leased, self.clock, self.book)

    @_part
    def promises(self) -> Promises:
        from app.desktop.promises import Promises

        return Promises(self.leased, self.clock, self.book, self.store.calendar_files())

    @_part
    def numbers(self) -> Numbers:
        from app.desktop.numbers import Numbers

        return Numbers(self.leased, self.clock, self.book, self._good_link_to)

    @_part
    def exporting(self) -> Exporting:
        from app.desktop.exporting import Exporting

        return Exporting(self.store, self.book, self.settings)

    @_part
    def team(self) -> Team:
        from app.desktop.team import Team

        return Team(self.store, self.clock, self._good_link_to)

    @_part
    def works(self) -> Works:
        from app.desktop.works import Works

        return Works(self.store, self._good_link_to)

    @_part
    def drilling(self) -> Drilling:
        from app.desktop.drilling import Drilling

        return Drilling(self.store, self.clock, self.numbers, self._good_link_to)

    @_part
    def live(self) -> Live:
        from app.desktop.live import Live

        return Live(self.store, self.clock, lambda: self.takings, self._good_link_to)

    @_part
    def marketing(self) -> Marketing:
        from app.desktop.marketing import Marketing

        return Marketing(self.store, self.clock, self._good_link_to, self.settings)

    @_part
    def sync(self) -> Sync:
        from app.desktop.sync import Sync

        return Sync(
            self.store,
            self.clock,
            self.book,
            self.outgoing,
            self.incoming,
            self._good_link_to,
            self.signing_in,
            self._around.erase,
            self.sealing.keep,
            self._around.policy.hub_url,
            self._around.way_fault,
        )

    @_part
    def takings(self) -> Takings:
        from app.desktop.taking import Takings

        return Takings(self.leased, self.clock, self.book, self.incoming, self.sync, self._good_link_to)

    @_part
    def company_sign_in(self) -> CompanySignIn:
        from app.desktop.company_sign_in import CompanySignIn

        return CompanySignIn(self.sync, self._around.link_to, self._around.browser)

    @_part
    def policies(self) -> Policies:
        from app.desktop.policies import Policies

        return Policies(self.store, self.settings, self._around.way_fault)

    @_part
    def shifts(self) -> Shifts:
        from app.desktop.shifts import Shifts

        return Shifts(self.store, self.clock, self.book)

    @_part
    def availability(self) -> Availability:
        from app.desktop.availability import Availability

        return Availability(self.store, self.clock, self.book, self.shifts)

    @_part
    def safekeeping(self) -> Safekeeping:
        from app.desktop.safekeeping import Safekeeping

        days = self.settings.policy.number(BACKUP_DAYS, 3)
        return Safekeeping(self.store, self.clock, self._around.machine_zone, self.sealing, days)

    @_part
    def sealing(self) -> Sealing:
        from app.desktop.sealing import Sealing

        return Sealing(self.store, self.clock)


def build_desk(
    store: Store,
    clock: Clock,
    shipped: Shipped,
    link_to: Callable[[str, str], DeskLink],
    *,
    machine_zone: str,
    person: str = NAMELESS,
    erase: Callable[[], None] = lambda: None,
    browser: Browser | None = None,
    policy: Policy = NO_POLICY,
    way_fault: Callable[[], str] = lambda: "",
) -> Desk:
    """Put a desk together by hand; tests call the same function with a clock that stands still.

    A new store is made ready for `person`. What is handed in beside is told at `Surroundings`.
    """
    set_up(store, clock, name=person, zone=machine_zone, playbook=shipped.playbook)
    desk = Desk(store, clock, shipped, Surroundings(link_to, machine_zone, erase, browser, policy, way_fault))
    hold_to_policy(store, policy, lambda: desk.outgoing)
    return desk
