"""From a number to its leads, and from a lead to its story: for who may see leads, each look in the audit."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from contextlib import nullcontext
from datetime import datetime
from typing import Protocol

import msgspec
from msgspec.structs import replace

from app.domain.activity import Activity, Kind
from app.domain.case import Case
from app.domain.correcting import Fact
from app.domain.explaining import parts_of
from app.domain.leak_map import LostLead, lost_leads
from app.domain.money import dollars
from app.domain.more_sums import row_in_full
from app.domain.one_to_one import to_discuss
from app.domain.scorecard import share_of
from app.errors import BadInput
from app.hub.auditing import note
from app.hub.branches import read_for_sums, seen_by
from app.hub.gathering import ALL_DAYS, Days, Facts, facts_of, gather, period_of
from app.hub.letting_in import Caller
from app.hub.money_facts import Asked, with_money
from app.hub.noticing import Managed, managed_about, noticed
from app.hub.ports import HubStore
from app.hub.records import SEES_LEADS, HeldLead, Person, Role
from app.hub.reports import Judge, NotForThisRole, Question, Report, Scope, branches_asked_of, officer_called
from app.protocol.drilled import (
    Discussed,
    Held,
    LeadBehind,
    LeadsBehind,
    LeadStory,
    LeaksBehind,
    LostLeadTold,
    OneToOne,
    Signals,
)

_AN_ID = re.compile(r"[0-9a-f-]{36}")
#: facts that are a number or an address
_REACHED_BY = frozenset({Fact.PHONE, Fact.EMAIL})


class Cases(Protocol):
    """Makes cases of what was gathered; handed in as `Sums` is."""

    def cases(self, facts: Facts, at: datetime) -> list[Case]: ...


class Behind(msgspec.Struct, frozen=True):
    """Which number is asked about: `figure` by its name in the report, of leaks the kind; `step` narrows a leak."""

    asked: Question
    figure: str = ""
    step: str = ""


def leads_behind(
    store: HubStore, sums: Cases, caller: Caller, behind: Behind, now: datetime
) -> LeadsBehind | LeaksBehind:
    """Return the leads behind a number; raises NotForThisRole, BadInput for a figure or a report that has none.

    Marketing is told of lost leads by id, source and cost, and of nobody's name.
    """
    report = behind.asked.report
    if report is Report.LEAKS:
        return _lost(store, sums, caller, behind, now)
    if report not in (Report.TEAM, Report.OFFICER):
        raise BadInput("Of this report no number is taken apart.", "Ask for those of team, officer or leaks.")
    _see_leads(caller)
    if not behind.asked.officer:
        raise BadInput("A number is some officer's.", "Say whose with officer=NAME.")

    seen = _gathered(store, sums, caller, behind.asked, now, f"saw the leads behind {behind.figure}", may_be_own=False)
    found = parts_of(share_of(seen.cases, seen.officer.officer)).get(behind.figure)
    if found is None:
        raise BadInput("There is no such number.", "Its name is that of the report.")
    return LeadsBehind(
        figure=behind.figure, leads=[LeadBehind(name=seen.names.get(part.lead_id, ""), part=part) for part in found]
    )


def one_to_one(store: HubStore, sums: Cases, caller: Caller, asked: Question, now: datetime) -> OneToOne:
    """Return an officer's row and the three leads to talk about; anybody's own, else for who sees leads."""
    seen = _gathered(store, sums, caller, asked, now, "saw an officer's page")
    share = share_of(seen.cases, seen.officer.officer)
    return OneToOne(
        officer=row_in_full(share, seen.officer.officer),
        leads=[
            Discussed(lead_id=one.lead_id, name=seen.names.get(one.lead_id, ""), why=one.why, at=one.at)
            for one in to_discuss(share)
        ],
    )


def signals_for(store: HubStore, sums: Cases, caller: Caller, asked: Question, now: datetime) -> Signals:
    """Return what is noticed of an officer: all of it to the officer, to others what the officer had time to see."""
    seen = _gathered(store, sums, caller, asked, now, "saw the signals", whole_branch=True)
    found = noticed(seen.officer, seen.facts, seen.cases, seen.names, seen.managed)
    shown = [one for one in found.signals if seen.is_own or one.theirs_until <= now]
    return replace(found, signals=shown)


def story_of(store: HubStore, sums: Cases, caller: Caller, lead_id: str, now: datetime) -> LeadStory:
    """Return what happened to a lead; raises BadInput in the same words for none and for one of another branch."""
    _see_leads(caller)
    with store.reading(caller.person.person_id) as rows:
        # whatever else stands in an address is no id, and a database may not even take it as text
        held = rows.leads.by_id(lead_id) if _AN_ID.fullmatch(lead_id) else None
        branch_ids = seen_by(rows, caller.person)
        period = period_of(rows.company().zone, ALL_DAYS, now)
        facts = facts_of(rows, [] if held is None else [held], period, branch_ids, now)
        if held is None or not facts.leads:
            raise BadInput("Nobody of yours has such a lead.", "Go to it from a number it is behind.")
        (case,) = sums.cases(facts, now)
        kept = rows.activities.of_leads([lead_id]).get(lead_id, [])
        told = _story(held, facts, case, [one.activity for one in kept])
    with store.writing() as rows:
        note(rows, now, caller.person.person_id, "saw a lead's story", lead_id)
    return told


def _story(held: HeldLead, facts: Facts, case: Case, activities: list[Activity]) -> LeadStory:
    people = {person_id: person.name for person_id, person in facts.people.items()}
    lead = held.lead
    logged_by = {activity.actor_id for activity in activities}
    return LeadStory(
        lead_id=lead.lead_id,
        name=lead.name,
        source=lead.source,
        campaign=lead.campaign,
        received_at=lead.received_at,
        stage=case.where.stage.value,
        activities=[_without_numbers(activity) for activity in activities],
        clocks=dict(facts.clocks),
        people={person_id: name for person_id, name in people.items() if person_id in logged_by},
        held=[
            Held(officer=people.get(one.holder_id or "", ""), from_at=one.from_at, why=one.why)
            for one in facts.holdings.get(lead.lead_id, [])
        ],
    )


def _without_numbers(activity: Activity) -> Activity:
    """Return an activity as somebody sees it who is not the lead's holder."""
    is_number = activity.kind is Kind.CORRECTED and activity.fact in _REACHED_BY
    was, value = ("", "") if is_number else (activity.was, activity.value)
    return replace(activity, number="", was=was, value=value)


def _lost(store: HubStore, sums: Cases, caller: Caller, behind: Behind, now: datetime) -> LeaksBehind:
    person, asked = caller.person, behind.asked
    is_named = person.role in SEES_LEADS
    if not is_named and (person.role is not Role.MARKETING or asked.officer):
        raise NotForThisRole("Lost leads are for their manager, one by one.", "What they add up to is under leaks.")
    reader = read_for_sums(person)
    with store.reading(reader) as rows:
        branch_ids = branches_asked_of(rows, asked.branch, seen_by(rows, person))
        officer_id = officer_called(rows, asked.officer, branch_ids)
    money = Asked(of_all=branch_ids is None and not officer_id, are_named=is_named)
    scope = Scope(asked.report, asked.days, branch_ids, officer_id, reader, money)
    every = _losses_kept(store, sums, scope, now) if asked.at is None and isinstance(sums, Judge) else None
    if every is None:
        every = _losses(store, sums, scope, asked.at or now)
    found = [
        lost
        for lost in every
        if behind.figure in ("", lost.leak.value)
        and behind.step in ("", lost.step_id)
        and officer_id in ("", lost.officer_id)
    ]
    if is_named:
        _note(store, person, now, "saw the leads that were lost", officer_id or _words(branch_ids), asked.days)
    if not is_named:
        return LeaksBehind(lost=[_told(lost, {}, {}) for lost in found])
    with store.reading(reader) as rows:
        held = rows.leads.by_ids([lost.lead_id for lost in found])
        people = {one.person_id: one for one in rows.people.all()}
    names = {lead_id: one.lead.name for lead_id, one in held.items()}
    return LeaksBehind(lost=[_told(lost, names, people) for lost in found])


def _losses_kept(store: HubStore, sums: Judge, scope: Scope, now: datetime) -> list[LostLead] | None:
    # brings numpy, which a hub need not load before anybody asks for sums
    from app.hub.rolled_sums import losses_ready

    return losses_ready(store, sums, scope, now)


def _losses(store: HubStore, sums: Cases, scope: Scope, at: datetime) -> list[LostLead]:
    """Work out from every lead's history which were lost."""
    with store.reading(scope.reader) as rows:
        facts = gather(rows, period_of(rows.company().zone, scope.days, at), scope.branch_ids, at)
        facts = with_money(rows, facts, at, scope.money)
    return lost_leads(sums.cases(facts, at), facts.money.bills)


def _told(lost: LostLead, names: Mapping[str, str], people: Mapping[str, Person]) -> LostLeadTold:
    holder = people.get(lost.officer_id or "")
    return LostLeadTold(
        lead_id=lost.lead_id,
        kind=lost.leak.value,
        step=lost.step_id,
        side=lost.leak.side,
        source=lost.source,
        campaign=lost.campaign,
        received_at=lost.received_at,
        ended_at=lost.ended_at,
        cost=dollars(lost.cost),
        name=names.get(lost.lead_id, ""),
        officer=holder.name if holder is not None else "",
    )


class _Gathered(msgspec.Struct, frozen=True):
    """What one officer's sums are made of. Who looks at the own ones is told the names of leads still held alone."""

    officer: Person
    facts: Facts
    cases: list[Case]
    names: dict[str, str]
    is_own: bool
    managed: Managed


def _gathered(
    store: HubStore,
    sums: Cases,
    caller: Caller,
    asked: Question,
    now: datetime,
    what: str,
    *,
    may_be_own: bool = True,
    whole_branch: bool = False,
) -> _Gathered:
    """Gather what one officer's sums are made of, and note whose leads were seen by somebody else.

    `whole_branch`: all of the officer's branch is, for the officer is held against it.
    """
    person, at = caller.person, asked.at or now
    is_own = may_be_own and asked.officer.casefold() in ("", person.name.casefold())
    if not is_own:
        _see_leads(caller)
    with store.reading(person.person_id) as rows:
        branch_ids = None if is_own else branches_asked_of(rows, asked.branch, seen_by(rows, person))
        officer_id = person.person_id if is_own else officer_called(rows, asked.officer, branch_ids)
        officer = next(one for one in rows.people.all() if one.person_id == officer_id)
        period = period_of(rows.company().zone, asked.days, at)
        # of what an officer may not read comes a share alone
        with rows.beyond_the_fence() if whole_branch else nullcontext():
            concerns = "" if whole_branch else officer_id
            facts = gather(rows, period, {officer.branch_id} if whole_branch else branch_ids, at, concerns=concerns)
            managed = managed_about(rows, officer, period.start) if whole_branch else Managed([], [])
    if not is_own:
        _note(store, person, now, what, officer_id, asked.days)
    leads = [held for held in facts.leads if not is_own or held.holder_id == officer_id]
    names = {held.lead.lead_id: held.lead.name for held in leads}
    return _Gathered(officer, facts, sums.cases(facts, at), names, is_own, managed)


def _see_leads(caller: Caller) -> None:
    if caller.person.role not in SEES_LEADS:
        raise NotForThisRole("Leads are for their officer and manager.", "Your own are on your desk.")


def _words(branch_ids: Set[str] | None) -> str:
    return "every branch" if branch_ids is None else ",".join(sorted(branch_ids))


def _note(store: HubStore, person: Person, now: datetime, what: str, whom: str, asked: Days) -> None:
    first, last = asked
    days = "" if first is None and last is None else f", days {first or ''}..{last or ''}"
    with store.writing() as rows:
        note(rows, now, person.person_id, f"{what}{days}", whom)
