"""A company with a branch above, beside and below one's own, and everybody who may or may not knock at its hub."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import httpx
import pytest

from app.clock import FixedClock
from app.domain.activity import Activity, Kind
from app.domain.ids import new_id
from app.domain.lead import Address, Channel, Partner
from app.domain.marketing_steps import Touch
from app.hub import branches, founding, letting_in, people, vendors
from app.hub.http import build_app
from app.hub.records import KeptActivity, Role
from app.hub.serving import HubServer, Listen
from app.hub.sums import ScoredSums
from storage.hub.store import SqlHubStore
from tests.hubs import NOW, TERMS, Desk, company_store, desk_of, give_lead, later, lead
from tests.shipped import shipped_rules

CLOCK = FixedClock(NOW + timedelta(days=40))
ROLES = tuple(role.value for role in Role)
#: how a place is called in the table, its branch, the officer there, and the bit its bad lead costs
PLACES = {
    "own": ("Own", "Olga Owen", 1),
    "child": ("Child", "Chip Childs", 2),
    "sibling": ("Sibling", "Sid Siberg", 4),
    "parent": ("Parent", "Pat Parrish", 8),
}
#: kinds of callers that are not, or no longer, let in
OUTSIDERS = (
    "no token",
    "nonsense",
    "another company's token",
    "right device, wrong secret",
    "revoked device",
    "person who left",
    "shut out 31 days ago",
)


@dataclass(repr=False)
class World:
    """The hub that is asked, and a desk of every kind by role."""

    store: SqlHubStore
    client: httpx.Client
    url: str
    desks: dict[str, Desk] = field(default_factory=dict)
    outsiders: dict[tuple[str, str], Desk] = field(default_factory=dict)
    feeds: dict[str, str] = field(default_factory=dict)
    leads: dict[str, str] = field(default_factory=dict)
    heard: dict[str, set[str]] = field(default_factory=dict)
    left_codes: dict[str, str] = field(default_factory=dict)
    intake_key: str = ""
    #: what no report may say: borrowers' names, numbers and addresses
    secrets: set[str] = field(default_factory=set)

    def __repr__(self) -> str:
        # pytest and Hypothesis would write a whole company into every failure
        return f"<the hub at {self.url}>"

    def token(self, kind: str, role: str) -> str | None:
        """Return what an outsider shows; None for nothing at all."""
        if kind == "no token":
            return None
        if kind == "nonsense":
            return "ft1.nonsense"
        if kind == "right device, wrong secret":
            device, _, _ = self.desks[role].enrolled.token.rpartition(".")
            _, _, secret = self.outsiders["another company's token", role].enrolled.token.rpartition(".")
            return f"{device}.{secret}"
        return self.outsiders[kind, role].enrolled.token


@contextmanager
def world(kind: str, folder: Path, config: pytest.Config, *, keyed: bool = True) -> Iterator[World]:
    """Everybody of `ROLES` sits in the branch Own, as do an officer with two leads there and in each other place.

    Desks that are not `keyed` are those of before there were keys.
    """
    with ExitStack() as leaving:
        store = leaving.enter_context(company_store(kind, folder, config))
        other = folder / "other"
        other.mkdir()
        strangers = leaving.enter_context(company_store("sqlite", other, config))
        founding.set_company(store, now=NOW, own_leads="company")
        _people(store)
        server = HubServer(build_app(store, CLOCK, ScoredSums(shipped_rules()), TERMS), Listen(port=0))
        server.start()
        leaving.callback(server.stop)
        client = leaving.enter_context(httpx.Client(base_url=server.url, timeout=20))
        found = World(store, client, server.url)
        found.intake_key = vendors.add_source(store, "Rate Table", vendors.Settings(), NOW).key
        _desks(found, strangers, keyed=keyed)
        yield found


def _people(store: SqlHubStore) -> None:
    for branch, parent in (("Parent", ""), ("Own", "Parent"), ("Sibling", "Parent"), ("Child", "Own")):
        branches.add_branch(store, branch, NOW, parent=parent)
    for role in ROLES:
        for name in (f"{role} of Own", f"{role} who left"):
            people.add_person(store, people.Newcomer(name=name, role=role, branch="Own"), NOW)
    for word, (branch, name, cost) in PLACES.items():
        people.add_person(store, people.Newcomer(name=name, role="officer", branch=branch), NOW)
        for number, happened in ((cost, Kind.CALL_BACK), (cost + 20, Kind.BAD_LEAD)):
            _held_lead(store, word, name, number, happened, Decimal(cost))


def _held_lead(store: SqlHubStore, word: str, name: str, number: int, happened: Kind, cost: Decimal) -> None:
    tennessee = Address(state="TN", zip="37201")
    source = f"Source of {word}"
    partner = Partner(name=f"Polly Partner of {number}", company=source)
    held = give_lead(store, lead(number, source=source, cost=cost, address=tennessee, partner=partner), name)
    with store.writing() as rows:
        person = rows.people.named(name)
        assert person is not None
        told = Activity(
            activity_id=new_id(NOW),
            lead_id=held.lead_id,
            kind=happened,
            actor_id=person.person_id,
            began_at=later(1),
            logged_at=later(1),
            channel=Channel.CALL,
            reason="fake" if happened is Kind.BAD_LEAD else "",
            when=later(60) if happened is Kind.CALL_BACK else None,
        )
        rows.activities.add(KeptActivity(told))
        rows.touches.add(
            Touch(
                touch_id=held.lead_id,
                lead_id=held.lead_id,
                step_id="m-1",
                channel=Channel.EMAIL,
                begun_at=NOW,
                due_at=NOW,
                handed_at=later(2),
            )
        )


def _desks(found: World, strangers: SqlHubStore, *, keyed: bool) -> None:
    store, now = found.store, CLOCK.now()
    for role in ROLES:
        found.desks[role] = desk_of(store, f"{role} of Own", now, keyed=keyed)
        for kind, days in (("revoked device", 0), ("shut out 31 days ago", 31)):
            found.outsiders[kind, role] = desk_of(store, f"{role} of Own", now, keyed=keyed)
            device_id = found.outsiders[kind, role].enrolled.device_id
            letting_in.revoke(store, device_id, CLOCK.now() - timedelta(days=days))
        found.outsiders["person who left", role] = desk_of(store, f"{role} who left", now, keyed=keyed)
        people.add_person(strangers, people.Newcomer(name=role, role=role, branch="Own"), NOW)
        found.outsiders["another company's token", role] = desk_of(strangers, role, now, keyed=keyed)
        found.leads[role] = give_lead(store, lead(50), f"{role} of Own").lead_id
    with store.reading() as rows:
        for word, (branch, name, _) in PLACES.items():
            at, person = rows.people.branch_named(branch), rows.people.named(name)
            assert at is not None
            assert person is not None
            found.feeds[f"the {word} branch's feed"] = f"branch:{at.branch_id}"
            found.feeds[f"the {word} officer's feed"] = f"officer:{person.person_id}"
            found.leads[word] = rows.leads.all_ever_held(person.person_id)[0]
        for held in rows.leads.following("", 1000):
            numbers = {phone.number for phone in held.lead.phones}
            found.secrets |= {held.lead.name, *numbers, *held.lead.emails}
    for role in ROLES:
        found.left_codes[role], _ = letting_in.invite(store, f"{role} who left", CLOCK.now())
        people.leave(store, f"{role} who left", CLOCK.now())
