"""The rows of the reports, read out of sums that are kept ready."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from datetime import datetime
from typing import Any

from app.domain.judging import in_turn
from app.domain.lead_sums import Turn, micros
from app.domain.leak_map import LostLead
from app.domain.officer import Officer
from app.domain.rolled import Cut, Totals
from app.hub.gathering import period_of
from app.hub.ports import HubStore, Rows
from app.hub.records import Person
from app.hub.reports import BESIDE_LOANS, Answer, Judge, Report, Scope, match_rate_of, told_of
from app.hub.rolled_cohorts import cohort_of
from app.hub.rolled_reports import KEPT_OF_LEADS, Asking, lost_of, rows_of_leads
from app.hub.rolling_up import roll_up, stamp_of
from app.hub.rollup_records import Cohort

#: parts of leads that are judged again before an answer; whoever asks waits for those
_PARTS_FIRST = 4

#: marketing's own steps are asked of each lead anew
KEPT_READY = frozenset({Report.TEAM, Report.OFFICER, Report.PROMISES, *KEPT_OF_LEADS})

Row = dict[str, Any]


def totals(rows: Rows, cohort: Cohort, at: datetime, *, with_speeds: bool = True) -> Totals:
    """Return what each officer comes to over the leads of a cohort as of `at`."""
    whole, cut = rows.rollups.shares(cohort, micros(at), with_speeds=with_speeds)
    cuts = [Cut(shares, first, last) for shares, (_, first, last) in zip(cut, cohort.cut, strict=True)]
    found = Totals(whole, cuts, micros(at))
    for turn, among_all, within in _turns_within(rows.rollups.cut_turns(cohort, micros(at))):
        if among_all != within:
            for told, more in ((turn.counted(among_all), -1), (turn.counted(within), 1)):
                if told.after < micros(at):
                    found.add(told.officer_id, told.count, more)
    return found


def _turns_within(kept: list[tuple[Turn, int]]) -> Iterator[tuple[Turn, int, int]]:
    """Yield steps of a cohort with until when they are on time by their turn among all, and by that within it.

    Who is outside of it was before nobody.
    """
    together: dict[tuple[str, int], list[Turn]] = defaultdict(list)
    among_all = {}
    for turn, until in kept:
        together[turn.officer_id, turn.due_at].append(turn)
        among_all[turn.lead_id, turn.n] = until
    for waiting in together.values():
        for turn, end in in_turn(waiting):
            yield turn, among_all[turn.lead_id, turn.n], end


def ready_rows(store: HubStore, judge: Judge, asked: Scope, now: datetime) -> Answer | None:
    """Return the answer to a question out of what is kept ready, None where that is not all there.

    What was changed since is worked in first, where it is little; else the answer says as of when it is.
    """
    if asked.report not in KEPT_READY:
        return None
    is_there, as_of = _brought_up(store, judge, now)
    if not is_there:
        return None
    with store.reading(asked.reader) as rows:
        found = rolled_rows(rows, judge, asked, now)
        beside = match_rate_of(rows) if asked.report in BESIDE_LOANS else {}
    if as_of is not None:
        beside["as_of"] = as_of.isoformat()
    return {asked.report.answers_with: found, **beside, **told_of(asked.report)}


def _brought_up(store: HubStore, judge: Judge, now: datetime) -> tuple[bool, datetime | None]:
    """Work in what was changed, where it is little; return whether all is there, and as of when where not as of now."""
    with store.reading() as rows:
        state, stamp, is_behind = rows.rollups.state(), stamp_of(rows, judge), rows.rollups.is_behind(now)
    if state is not None and now < state.judged_at:
        return False, None
    is_made = state is not None and state.stamp == stamp and state.remade_to is None
    if (is_made and not is_behind) or roll_up(store, judge, now, _PARTS_FIRST):
        return True, None
    whole_at = state.whole_at if state is not None and is_made else None
    return whole_at is not None, whole_at


def losses_ready(store: HubStore, judge: Judge, asked: Scope, now: datetime) -> list[LostLead] | None:
    """Return each lead that was lost out of what is kept ready, None where that is not all there."""
    is_there, _ = _brought_up(store, judge, now)
    if not is_there:
        return None
    with store.reading(asked.reader) as rows:
        return lost_of(rows, _asking(rows, asked, now))


def _asking(rows: Rows, scope: Scope, at: datetime) -> Asking:
    people = {person.person_id: person for person in rows.people.all()}
    holders = _of_officer(_holders(people, scope.branch_ids), scope.officer_id)
    return Asking(scope.report, period_of(rows.company().zone, scope.days, at), holders, at, scope.money)


def _of_officer(holders: frozenset[str] | None, officer_id: str) -> frozenset[str] | None:
    if not officer_id:
        return holders
    return frozenset({officer_id} if holders is None else {officer_id} & holders)


def rolled_rows(rows: Rows, judge: Judge, scope: Scope, at: datetime) -> list[Row]:
    """Return the rows of a report as `Sums.rows` does, out of what is kept ready."""
    report, officer_id = scope.report, scope.officer_id
    period = period_of(rows.company().zone, scope.days, at)
    people = {person.person_id: person for person in rows.people.all()}
    holders = _holders(people, scope.branch_ids)
    officers = {person.person_id: person.officer for person in people.values()}
    asked = {officer_id: officers[officer_id]} if officer_id else officers
    if report in (Report.TEAM, Report.OFFICER):
        cohort = cohort_of(period, holders, at, officer_id)
        return totals(rows, cohort, at).rows(asked, even_empty=report is Report.OFFICER)
    if report in KEPT_OF_LEADS:
        return rows_of_leads(rows, judge, _asking(rows, scope, at))
    return _promises(rows, cohort_of(period, _of_officer(holders, officer_id), at), officers, at)


def _holders(people: Mapping[str, Person], branch_ids: Set[str] | None) -> frozenset[str] | None:
    if branch_ids is None:
        return None
    return frozenset(person.person_id for person in people.values() if person.branch_id in branch_ids)


def _promises(rows: Rows, cohort: Cohort, officers: Mapping[str, Officer], at: datetime) -> list[Row]:
    told = []
    for kept in rows.rollups.promised(cohort):
        officer = officers.get(kept.holder_id)
        for promise in kept.promised:
            row = {
                "lead_id": kept.lead_id,
                "officer": officer.name if officer else None,
                "promised_at": promise.promised_at.isoformat(),
                "attempted_at": promise.attempted_at.isoformat() if promise.attempted_at else None,
                "state": promise.state_at(micros(at)).value,
            }
            told.append(row)
    return sorted(told, key=lambda row: (row["promised_at"], row["lead_id"]))
