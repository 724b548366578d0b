"""The desk: every use case in one bundle, the only thing a screen is handed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from app.clock import Clock
from app.desktop.activities import Activities
from app.desktop.availability import Availability
from app.desktop.catching_up import CatchingUp
from app.desktop.company_sign_in import Browser, CompanySignIn
from app.desktop.duplicates import Duplicates
from app.desktop.facts import Facts
from app.desktop.import_maps import ImportMaps
from app.desktop.incoming import Incoming
from app.desktop.intake import Intake
from app.desktop.leadbook import LeadBook
from app.desktop.leads import Leads
from app.desktop.lease import LeasedStore
from app.desktop.mail import Mail
from app.desktop.merges import Merges
from app.desktop.moves import MoveLink, Moves
from app.desktop.numbers import Numbers, NumbersLink
from app.desktop.outgoing import Machine, Outgoing
from app.desktop.playbook_drafts import PlaybookDrafts, PlaybookLink
from app.desktop.playbooks import Playbooks
from app.desktop.ports import Store
from app.desktop.private_notes import PrivateNotes
from app.desktop.promises import Promises
from app.desktop.queue import Queue
from app.desktop.reminders import Reminders
from app.desktop.rounds import HubLink
from app.desktop.safekeeping import Safekeeping
from app.desktop.same_person import SamePerson
from app.desktop.sealing import Sealing
from app.desktop.setting_up import set_up
from app.desktop.settings import NO_POLICY, Policy, Settings
from app.desktop.several import Several
from app.desktop.shifts import Shifts
from app.desktop.signing_in import SigningIn
from app.desktop.start_of_day import StartOfDay
from app.desktop.sync import Sync
from app.desktop.taking import ClaimLink, Takings
from app.desktop.team import ReportLink, Team
from app.desktop.told import Told
from app.desktop.trials import Trials
from app.domain.contact_rules import ContactRules
from app.domain.officer import NAMELESS, Officer
from app.domain.templates import Template


class DeskLink(HubLink, ReportLink, NumbersLink, PlaybookLink, MoveLink, ClaimLink, Protocol):
    """All that a desk asks of its hub."""


@dataclass(frozen=True, slots=True)
class Shipped:
    """What the product brings along, read from resources."""

    rules: ContactRules
    playbook: str
    templates: dict[str, Template]
    benchmarks: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Desk:
    """Use cases by what they are about. All of them touch the store: call them on its worker, not on the GUI thread."""

    clock: Clock
    leads: Leads
    queue: Queue
    activities: Activities
    facts: Facts
    intake: Intake
    duplicates: Duplicates
    maps: ImportMaps
    merges: Merges
    same_person: SamePerson
    reminders: Reminders
    playbooks: Playbooks
    drafts: PlaybookDrafts
    moves: Moves
    trials: Trials
    mail: Mail
    numbers: Numbers
    told: Told
    private_notes: PrivateNotes
    promises: Promises
    several: Several
    catching_up: CatchingUp
    start_of_day: StartOfDay
    team: Team
    sync: Sync
    takings: Takings
    company_sign_in: CompanySignIn
    settings: Settings
    shifts: Shifts
    availability: Availability
    safekeeping: Safekeeping
    sealing: Sealing
    book: LeadBook
    store: Store
    #: the same for what shows leads: silent once the lease is over
    leased: Store

    @property
    def officer(self) -> Officer:
        """The person at this desk."""
        with self.store.reading() as tx:
            return self.book.identity(tx).officer

    @property
    def takes_leads(self) -> bool:
        return self.takings.is_offered()

    @property
    def is_manager(self) -> bool:
        return self.team.is_offered()


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
) -> Desk:
    """Put a desk together by hand; tests call the same function with a clock that stands still.

    `link_to(url, token)` gives a connection to a hub. A new store is made ready for `person`. `erase` throws the
    database's key away, when the hub says so. `browser` is where people sign in with their company, `policy` what IT
    has set for this machine.
    """
    # what shows leads has this one, which falls silent when the lease is over
    leased = LeasedStore(store, clock)
    set_up(store, clock, name=person, zone=machine_zone, playbook=shipped.playbook)
    book = LeadBook(shipped.rules, shipped.playbook)
    outgoing = Outgoing(clock, Machine.this(machine_zone))
    queue = Queue(leased, clock, book)
    playbooks = Playbooks(leased, clock, book, shipped.templates)
    signing_in = SigningIn(store, clock, outgoing, link_to)
    good_link_to = signing_in.links(link_to)
    shifts = Shifts(store, clock, book)
    incoming, sealing = Incoming(clock, book, outgoing), Sealing(store, clock)
    sync = Sync(store, clock, book, outgoing, incoming, good_link_to, signing_in, erase, sealing.keep, policy.hub_url)
    promises, catching_up = (
        Promises(leased, clock, book, store.calendar_files()),
        CatchingUp(leased, clock, book, outgoing),
    )
    leads, activities = Leads(leased, clock, book, outgoing, queue), Activities(leased, clock, book, outgoing, queue)
    return Desk(
        clock=clock,
        leads=leads,
        queue=queue,
        activities=activities,
        several=Several(store, clock, leads, activities),
        catching_up=catching_up,
        start_of_day=StartOfDay(leased, clock, book, queue, promises, catching_up),
        facts=Facts(leased, clock, book, outgoing),
        intake=Intake(leased, clock, book, outgoing),
        duplicates=Duplicates(leased, clock),
        maps=ImportMaps(store),
        merges=Merges(leased, clock, book, outgoing),
        same_person=SamePerson(leased, clock, book, outgoing),
        reminders=Reminders(leased, clock, book, queue),
        playbooks=playbooks,
        drafts=PlaybookDrafts(leased, clock, book, playbooks, shipped.templates, good_link_to),
        moves=Moves(leased, clock, book, outgoing, good_link_to),
        trials=Trials(leased, clock, book, shipped.benchmarks),
        mail=Mail(leased, clock, book, shipped.templates),
        told=Told(store, clock, book),
        private_notes=PrivateNotes(leased, clock, book),
        promises=promises,
        numbers=Numbers(leased, clock, book, good_link_to),
        team=Team(store, clock, good_link_to),
        sync=sync,
        takings=Takings(leased, clock, book, incoming, sync, good_link_to),
        company_sign_in=CompanySignIn(sync, link_to, browser),
        settings=Settings(store, policy),
        shifts=shifts,
        availability=Availability(store, clock, book, shifts),
        safekeeping=Safekeeping(store, clock, machine_zone, sealing),
        sealing=sealing,
        book=book,
        store=store,
        leased=leased,
    )
