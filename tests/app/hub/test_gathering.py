"""What is gathered for one question tells the same as all there is."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

import pytest

from app.domain.call_matching import CallRecord
from app.domain.explaining import parts_of
from app.domain.lead import Channel
from app.domain.marketing_steps import Touch
from app.domain.more_sums import row_in_full
from app.domain.one_to_one import to_discuss
from app.domain.scorecard import share_of
from app.hub.gathering import ALL_DAYS, Days, Facts, Period, facts_of, gather, period_of
from app.hub.ports import Rows
from app.hub.records import Person
from app.hub.reports import Question, Report, report_of
from storage.hub.store import SqlHubStore
from tests.app.hub.test_rolled_sums import SUMS, Branch
from tests.hubs import BOTH


def told(facts: Facts, person: Person, branch: Branch) -> tuple[Any, ...]:
    share = share_of(SUMS.cases(facts, branch.now), person.officer)
    return row_in_full(share, person.officer), to_discuss(share), parts_of(share)


def of_branch(rows: Rows, period: Period, branch_id: str, branch: Branch) -> Facts:
    """Gather every lead, and leave out the others' after that."""
    every = [one for one in rows.leads.received(period.start, period.end) if one.lead.received_at <= branch.now]
    return facts_of(rows, every, period, {branch_id}, branch.now, is_summed=True)


def called(lead_id: str, officer_id: str, branch: Branch) -> CallRecord:
    return CallRecord(
        record_id=f"{lead_id} {officer_id}",
        number=b"",
        began_at=branch.now,
        seconds=60,
        lead_id=lead_id,
        officer_id=officer_id,
        activity_id=None,
    )


def a_life(store: SqlHubStore, seed: int, steps: int) -> Branch:
    branch = Branch(store, Random(seed))
    for _ in range(steps):
        branch.step()
    with store.writing() as rows:
        # one that nobody has any more, and some that were called by who never had them
        rows.leads.hold(branch.leads[1].lead_id, None, branch.now, "back to the pool")
        for desk in branch.desks.values():
            strange = {one.lead_id for one in branch.leads} - {*rows.leads.all_ever_held(desk.person_id)}
            rows.calls.add([called(lead_id, desk.person_id, branch) for lead_id in sorted(strange)[:3]])
    return branch


@pytest.mark.parametrize("store", BOTH, indirect=True)
def test_an_officers_sums_are_made_of_the_leads_that_concern_the_officer(store: SqlHubStore) -> None:
    branch = a_life(store, seed=7, steps=60)
    today = branch.now.date()
    with store.reading() as rows:
        people = rows.people.all()
        for days in (ALL_DAYS, Days(today - timedelta(days=3), today)):
            period = period_of(rows.company().zone, days, branch.now)
            every = gather(rows, period, None, branch.now)
            for person in people:
                some = gather(rows, period, None, branch.now, concerns=person.person_id)
                assert told(some, person, branch) == told(every, person, branch)
                within = gather(rows, period, {person.branch_id}, branch.now, concerns=person.person_id)
                whole = of_branch(rows, period, person.branch_id, branch)
                assert told(within, person, branch) == told(whole, person, branch)


@pytest.mark.parametrize("store", BOTH, indirect=True)
def test_a_branchs_leads_are_those_its_people_hold_or_held_last(store: SqlHubStore) -> None:
    branch = a_life(store, seed=8, steps=60)
    with store.reading() as rows:
        period = period_of(rows.company().zone, ALL_DAYS, branch.now)
        found = [gather(rows, period, {one.branch_id}, branch.now) for one in rows.people.branches()]
        asked = [of_branch(rows, period, one.branch_id, branch) for one in rows.people.branches()]
    assert [one.leads for one in found] == [one.leads for one in asked]
    assert all(one.leads for one in found)


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_where_no_playbook_leaves_marketing_a_step_what_was_handed_out_is_told_all_the_same(store: SqlHubStore) -> None:
    branch = a_life(store, seed=9, steps=40)
    lead = branch.leads[2]
    touch = Touch(
        touch_id="touch",
        lead_id=lead.lead_id,
        step_id="mail-1",
        channel=Channel.EMAIL,
        begun_at=lead.received_at,
        due_at=lead.received_at,
        handed_at=branch.now,
    )
    with store.writing() as rows:
        rows.touches.add(touch)
    asked = Question(Report.MARKETING_DUE)
    (row,) = report_of(store, SUMS, asked, branch.now)["marketing_due"]
    assert (row["source"], row["step"], row["handed_out"], row["due"]) == (lead.source, "mail-1", 1, 0)
    with store.writing() as rows:
        rows.leads.hold(lead.lead_id, branch.desks["Ada"].person_id, branch.now, "given")
        ada = next(one for one in rows.people.all() if one.person_id == branch.desks["Ada"].person_id)
        others = [one.name for one in rows.people.branches() if one.branch_id != ada.branch_id]
    for name in others:
        of_it = Question(Report.MARKETING_DUE, branch=name)
        assert report_of(store, SUMS, of_it, branch.now)["marketing_due"] == []
