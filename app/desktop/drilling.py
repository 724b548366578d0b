"""What a manager sees of an officer, and an officer of oneself: numbers and their leads, signals, the one-to-one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Protocol

import msgspec

from app.clock import Clock
from app.desktop.home import check_home
from app.desktop.numbers import Numbers
from app.desktop.ports import Store
from app.desktop.timeline import timeline
from app.desktop.views import MyNumbers, NumberPart, TimelineRow
from app.domain.lead import Lead, Person
from app.domain.officer import Officer
from app.domain.source_words import came_from
from app.errors import BadInput, SignInRefused
from app.protocol.drilled import (
    Discussed,
    Held,
    LeadsBehind,
    LeadStory,
    LeaksBehind,
    LostLeadTold,
    OneToOne,
    Signals,
)
from app.protocol.wire import Hello


class DrillLink(Protocol):
    """Where all of it comes from."""

    def hello(self, within_s: float | None = None) -> Hello: ...
    def officer_report(self, officer: str, start: date, end: date) -> dict[str, Any]: ...
    def leads_behind(self, officer: str, figure: str, start: date, end: date) -> LeadsBehind: ...
    def leak_report(self, start: date, end: date) -> list[dict[str, Any]]: ...
    def lost_leads(self, start: date, end: date) -> LeaksBehind: ...
    def lead_story(self, lead_id: str) -> LeadStory: ...
    def signals(self, officer: str, start: date, end: date) -> Signals: ...
    def one_to_one(self, officer: str, start: date, end: date) -> OneToOne: ...


class Leaks(msgspec.Struct, frozen=True):
    """The leak map of leads received on these days: the report's rows, and each lead that was lost."""

    rows: list[dict[str, Any]]
    lost: list[LostLeadTold]
    start: date
    end: date


class ToldStory(msgspec.Struct, frozen=True):
    """A lead's story, newest first, as its own officer's card has it; `held` are its holders in order."""

    name: str
    stage: str
    source: str
    rows: list[TimelineRow]


class Drilling:
    """Asks the hub, on the network's thread; each question raises HubUnreachable, WrongHub, SignInRefused.

    An officer without a hub has the own sums all the same.
    """

    def __init__(self, store: Store, clock: Clock, numbers: Numbers, link_to: Callable[[str, str], DrillLink]) -> None:
        self._store, self._clock, self._numbers, self._link_to = store, clock, numbers, link_to

    def numbers_of(self, officer: str, start: date, end: date) -> MyNumbers:
        """Return an officer's sums as the hub has them; what each is made of is asked for by itself."""
        row = self.row_of(officer, start, end)
        return MyNumbers(row, {}, 0, start, end, self._clock.now())

    def behind(self, officer: str, figure: str, start: date, end: date) -> list[NumberPart]:
        """Return what one number of an officer's is made of."""
        found = self._link().leads_behind(officer, figure, start, end)
        return [NumberPart(one.name, one.part) for one in found.leads]

    def row_of(self, officer: str, start: date, end: date) -> dict[str, Any]:
        """Return an officer's row; "" is oneself. Who sees no leads is told what the report has of it."""
        if not officer:
            return self._numbers.mine(start, end)
        link = self._link()
        try:
            return link.one_to_one(officer, start, end).officer
        except SignInRefused:
            return link.officer_report(officer, start, end)

    def signals(self, officer: str, start: date, end: date) -> Signals | None:
        """Return what was noticed of an officer; "" is oneself. None without a hub: nobody else sees anything."""
        return self._link().signals(officer, start, end) if self._has_hub else None

    def one_to_one(self, officer: str, start: date, end: date) -> OneToOne:
        """Return the page of a one-to-one; "" is oneself, whose desk makes it by itself where there is no hub."""
        if officer or self._has_hub:
            return self._link().one_to_one(officer, start, end)
        row, leads = self._numbers.to_discuss(start, end)
        return OneToOne(
            officer=row,
            leads=[Discussed(lead_id=one.lead_id, name=name, why=one.why, at=one.at) for one, name in leads],
        )

    def leaks(self, start: date, end: date) -> Leaks:
        link = self._link()
        return Leaks(link.leak_report(start, end), link.lost_leads(start, end).lost, start, end)

    def story(self, lead_id: str) -> ToldStory:
        """Return what happened to a lead of somebody else's, in the words of its own card."""
        told = self._link().lead_story(lead_id)
        with self._store.reading() as tx:
            identity = tx.identity()
        zone = "UTC" if identity is None else identity.officer.zone
        officer = Officer(officer_id="", name="", zone=zone)
        lead = Lead(lead_id=told.lead_id, received_at=told.received_at, borrower=Person(name=told.name))
        rows = timeline(lead, told.activities, told.clocks, officer, f"Received{came_from(told.source)}")
        return ToldStory(told.name, told.stage, told.source, _with_names(rows, told))

    @property
    def _has_hub(self) -> bool:
        with self._store.reading() as tx:
            identity = tx.identity()
        return identity is not None and bool(identity.hub_id)

    def _link(self) -> DrillLink:
        with self._store.reading() as tx:
            identity = tx.identity()
        if identity is None or not identity.hub_id:
            raise BadInput("The team's numbers come from a hub, and this desk belongs to none.")
        link = self._link_to(identity.hub_url, identity.token)
        check_home(identity, link)
        return link


def _with_names(rows: list[TimelineRow], told: LeadStory) -> list[TimelineRow]:
    """Say of each row who logged it, and put in when the lead changed hands."""
    by = {activity.activity_id: told.people.get(activity.actor_id, "") for activity in told.activities}
    named = [msgspec.structs.replace(row, by=by.get(row.activity_id, "")) for row in rows]
    given = [TimelineRow("", held.from_at, "user", _given(held), "", held.why) for held in told.held]
    # the arrival stays last, as on a card
    return [*sorted([*named[:-1], *given], key=lambda row: row.at, reverse=True), named[-1]]


def _given(held: Held) -> str:
    return f"Given to {held.officer}" if held.officer else "With nobody"
