"""Which report is asked for, and whose sums a person may see."""

from __future__ import annotations

from collections.abc import Mapping, Set
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol, runtime_checkable

import msgspec

from app.domain import acceptance, cohorts, follow_up_words, marketing_steps, partner_sums, returns
from app.domain.case import Case
from app.domain.lead_sums import LeadSums
from app.domain.money import MEASURES
from app.errors import BadInput, SignInRefused
from app.hub.auditing import OPERATOR, note
from app.hub.branches import branch_called, read_for_sums, seen_by
from app.hub.gathering import ALL_DAYS, Days, Facts, gather, gather_some, period_of
from app.hub.letting_in import Caller
from app.hub.money_facts import Asked, with_money
from app.hub.playbooks import leaves_steps_to_marketing
from app.hub.ports import HubStore, Rows
from app.hub.records import SEES_LEADS, SEES_SUMS, SEES_TEAM, Person, Role

Answer = dict[str, Any]


class NotForThisRole(SignInRefused):
    """The person is let in, but this is not theirs to see."""


class Report(StrEnum):
    """The reports of the interfaces page; `OFFICER` is one row of the team's, for a person by name."""

    TEAM = "team"
    OFFICER = "officer"
    SOURCES = "sources"
    LEAKS = "leaks"
    PROMISES = "promises"
    COHORTS = "cohorts"
    ADJUSTED = "adjusted"
    CLAIMS = "claims"
    COSTS = "costs"
    RETURNS = "returns"
    ACCEPTANCE = "acceptance"
    PARTNERS = "partners"
    MARKETING_DUE = "marketing-due"
    WORKS_CALLED = "works-called"
    WORKS_COMPARED = "works-compared"
    WORKS_RESPONSES = "works-responses"
    WORKS_EFFECTS = "works-effects"
    WORKS_ATTEMPTS = "works-attempts"
    EXPERIMENTS = "experiments"

    @property
    def answers_with(self) -> str:
        """Return the name under which its rows stand in the answer."""
        return "officers" if self in (Report.TEAM, Report.OFFICER) else self.value.replace("-", "_")


#: what works, of which a desk asks all tables at once, at an address of its own
OF_WORKS = frozenset(
    {
        Report.WORKS_CALLED,
        Report.WORKS_COMPARED,
        Report.WORKS_RESPONSES,
        Report.WORKS_EFFECTS,
        Report.WORKS_ATTEMPTS,
        Report.EXPERIMENTS,
    }
)
_MAY_SEE: dict[Report, frozenset[Role]] = {
    Report.TEAM: SEES_TEAM,
    Report.OFFICER: SEES_TEAM,
    Report.SOURCES: SEES_SUMS,
    Report.LEAKS: SEES_SUMS,
    # lead by lead, which is not for those who see no borrower's data
    Report.PROMISES: SEES_LEADS,
    Report.COHORTS: SEES_SUMS,
    Report.ADJUSTED: SEES_SUMS,
    # lead by lead, and nothing of whose they are: a vendor's id, and when it was tried
    Report.CLAIMS: SEES_SUMS,
    Report.COSTS: SEES_SUMS,
    Report.RETURNS: SEES_SUMS,
    Report.ACCEPTANCE: SEES_SUMS,
    # by name to those who see leads, by company to the others
    Report.PARTNERS: SEES_SUMS,
    Report.MARKETING_DUE: SEES_SUMS,
    **dict.fromkeys(OF_WORKS, SEES_SUMS),
}
#: sums that name nobody
_FOR_MARKETING = frozenset(report for report, roles in _MAY_SEE.items() if Role.MARKETING in roles)
#: what is asked of money, of returns, and of marketing's own steps
COSTED = frozenset(
    {
        Report.SOURCES,
        Report.LEAKS,
        Report.COSTS,
        Report.RETURNS,
        Report.PARTNERS,
        Report.MARKETING_DUE,
        Report.COHORTS,
        Report.CLAIMS,
    }
)
#: of these, what sources take back and how many came changes nothing where nothing was paid for a month
_OF_COSTS_ALONE = frozenset({Report.SOURCES, Report.LEAKS, Report.COSTS, Report.PARTNERS, Report.MARKETING_DUE})
BESIDE_LOANS = frozenset({Report.SOURCES, Report.COSTS, Report.PARTNERS, Report.COHORTS})
#: the reports whose answer says what each of its figures is
_TOLD: dict[Report, Mapping[str, str]] = {
    Report.SOURCES: MEASURES,
    Report.COSTS: MEASURES,
    Report.RETURNS: returns.RULES,
    Report.ACCEPTANCE: acceptance.RULES,
    Report.PARTNERS: partner_sums.RULES,
    Report.MARKETING_DUE: marketing_steps.RULES,
    Report.COHORTS: {**MEASURES, **cohorts.MEASURES},
    Report.ADJUSTED: follow_up_words.MEASURES,
    Report.CLAIMS: returns.RULES,
}
#: whose rows are of officers by name
_NAMES_PEOPLE = frozenset({Report.TEAM, Report.OFFICER, Report.PROMISES, Report.PARTNERS})


class Question(msgspec.Struct, frozen=True):
    """`branch` and `officer` are names, "" for all of them; `at` None is now.

    For an officer's leads those count that the officer holds, or held last. `by` is the field that first contacts are
    split by, "" for none.
    """

    report: Report
    days: Days = ALL_DAYS
    branch: str = ""
    officer: str = ""
    at: datetime | None = None
    by: str = ""


class Scope(msgspec.Struct, frozen=True):
    """A question as it is answered: of which branches' leads, None for all, and of which officer.

    `reader` is in whose name the database is read, `money` what is asked of it.
    """

    report: Report
    days: Days
    branch_ids: Set[str] | None
    officer_id: str
    reader: str
    money: Asked


class Sums(Protocol):
    """Works the sums out; handed in, because contact rules and hours go into them and the store knows neither."""

    def cases(self, facts: Facts, at: datetime) -> list[Case]:
        """Return each lead as the sums see it as of `at`."""
        ...

    def rows(self, report: Report, facts: Facts, at: datetime, officer_id: str = "") -> list[dict[str, Any]]:
        """Return the report's rows, as the interfaces page has them, of one officer if one is named."""
        ...


@runtime_checkable
class Judge(Sums, Protocol):
    """Judges lead by lead; sums that come from one who does are kept ready."""

    @property
    def rules_stamp(self) -> str:
        """Return what tells the rules it judges by from others."""
        ...

    def judge(self, facts: Facts, at: datetime) -> list[LeadSums]:
        """Return what each of the leads adds, ahead from `at`."""
        ...


def report_for(store: HubStore, sums: Sums, caller: Caller, asked: Question, now: datetime) -> Answer:
    """Return what this person may see of a report; raises NotForThisRole."""
    return report_to(store, sums, caller.person, asked, now)


def report_to(store: HubStore, sums: Sums, person: Person, asked: Question, now: datetime) -> Answer:
    """Return the same by the person alone, who need not be at a desk: it may be mailed.

    Anybody sees the own row; the others' as the role and the tree of branches say (see docs/access.md). Who saw
    others by name is in the audit before the answer is on its way.
    """
    scope = scope_of(store, person, asked)
    if scope is None:
        return _answer(store, sums, asked, None, person.person_id, now, seen_by=person)
    branch_ids, officer_id = scope
    _note_seen(store, asked, person.person_id, officer_id, branch_ids, now)
    return _answer(store, sums, asked, branch_ids, officer_id, now, seen_by=person)


def scope_of(store: HubStore, person: Person, asked: Question) -> tuple[Set[str] | None, str] | None:
    """Return of which branches and whom a person sees a report, None for the own row; raises NotForThisRole."""
    if asked.report is Report.OFFICER and asked.officer.casefold() in ("", person.name.casefold()):
        return None
    if person.role not in _MAY_SEE[asked.report]:
        raise NotForThisRole("The team's numbers are for its manager.", "Your own are under report.")
    if asked.officer and person.role not in SEES_TEAM:
        # one officer's share of a sum is a sum with a name
        raise NotForThisRole("One officer's numbers are for the manager.", "Ask for a branch's, or all.")
    with store.reading() as rows:
        branch_ids = branches_asked_of(rows, asked.branch, seen_by(rows, person))
        return branch_ids, officer_called(rows, asked.officer, branch_ids)


def check_scope(asked: Question) -> None:
    """Raise BadInput for what no report can be asked, whoever asks and whenever."""
    if asked.report is Report.EXPERIMENTS and (asked.branch or asked.officer or asked.at is not None):
        raise BadInput(
            "Experiments are the whole company's, as they stand now.", "Ask without a branch, a person or a time."
        )


def report_of(store: HubStore, sums: Sums, asked: Question, now: datetime) -> Answer:
    """Return a report for the hub's own command line, which sees everything; raises BadInput for a name unknown."""
    if asked.report is Report.OFFICER and not asked.officer:
        raise BadInput("An officer's report needs a name.", "Give it with --officer NAME.")
    with store.reading() as rows:
        branch_ids = frozenset({branch_called(rows, asked.branch).branch_id}) if asked.branch else None
        officer_id = officer_called(rows, asked.officer, branch_ids)
    _note_seen(store, asked, OPERATOR, officer_id, branch_ids, now)
    return _answer(store, sums, asked, branch_ids, officer_id, now)


def _note_seen(
    store: HubStore, asked: Question, by: str, officer_id: str, branch_ids: Set[str] | None, now: datetime
) -> None:
    """Note who sees whom by name; sums that name nobody are not worth a line."""
    if asked.report not in _NAMES_PEOPLE:
        return
    first, last = asked.days
    days = "" if first is None and last is None else f", days {first or ''}..{last or ''}"
    whom = officer_id or ("every branch" if branch_ids is None else ",".join(sorted(branch_ids)))
    with store.writing() as rows:
        note(rows, now, by, f"saw the {asked.report} report{days}", whom)


def _answer(
    store: HubStore,
    sums: Sums,
    asked: Question,
    branch_ids: Set[str] | None,
    officer_id: str,
    now: datetime,
    seen_by: Person | None = None,
) -> Answer:
    report = asked.report
    reader = read_for_sums(seen_by) if report in _FOR_MARKETING or seen_by is None else seen_by.person_id
    money = Asked(
        of_all=branch_ids is None and not officer_id,
        of_returns=report not in _OF_COSTS_ALONE,
        of_steps=report is Report.MARKETING_DUE,
        are_named=seen_by is None or seen_by.role in SEES_LEADS,
    )
    if report in OF_WORKS:
        # experiments ask for sums themselves
        from app.hub.works_reports import works_answer

        scope = Scope(report, asked.days, branch_ids, officer_id, reader, money)
        return works_answer(store, sums, asked, scope, asked.at or now)
    if asked.at is None and isinstance(sums, Judge):
        # brings numpy, which a hub need not load before anybody asks for sums
        from app.hub.rolled_sums import ready_rows

        ready = ready_rows(store, sums, Scope(report, asked.days, branch_ids, officer_id, reader, money), now)
        if ready is not None:
            return ready
    at = asked.at or now
    with store.reading(reader) as rows:
        period = period_of(rows.company().zone, asked.days, at)
        if report is Report.MARKETING_DUE and not leaves_steps_to_marketing(rows):
            # nothing is due of any lead, and what was handed out is told of
            with rows.beyond_the_fence():
                handed = rows.touches.leads()
            facts = gather_some(rows, handed, period, branch_ids, at)
        else:
            facts = gather(rows, period, branch_ids, at, concerns=officer_id)
        if report in COSTED:
            facts = with_money(rows, facts, at, money)
        match_rate = match_rate_of(rows) if report in BESIDE_LOANS else {}
    found = sums.rows(report, facts, at, officer_id)
    return {report.answers_with: found, **match_rate, **told_of(report)}


def told_of(report: Report) -> Answer:
    """Return what each figure of a report is and by what it is divided, where it says so."""
    return {"definitions": dict(_TOLD[report])} if report in _TOLD else {}


def match_rate_of(rows: Rows) -> Answer:
    """Return how many of the loan system's loans have their lead: of all there are, as one without a lead is of no
    source, no branch and no month. The lower it is, the less is to be read from what sources brought.
    """
    with rows.beyond_the_fence():
        matched, waiting = rows.loans.counts()
    return {"match_rate": {"n": matched, "of": matched + waiting}}


def branches_asked_of(rows: Rows, name: str, seen: Set[str] | None) -> Set[str] | None:
    """Return the branch that is named, or all that are seen; one that is not seen need not exist for the refusal."""
    if not name:
        return seen
    if seen is None:
        return frozenset({branch_called(rows, name).branch_id})
    found = rows.people.branch_named(name)
    if found is None or found.branch_id not in seen:
        raise NotForThisRole("Another branch's numbers are for its manager.", "Ask for your own branch's.")
    return frozenset({found.branch_id})


def officer_called(rows: Rows, name: str, branch_ids: Set[str] | None) -> str:
    """Return who is meant, one who left too; the same words where nobody is and where it is not for this branch."""
    if not name:
        return ""

    def order(person: Person) -> tuple[bool, datetime]:
        return person.left_at is None, person.added_at

    found = [p for p in rows.people.all() if p.name.casefold() == name.strip().casefold()]
    found = [p for p in found if branch_ids is None or p.branch_id in branch_ids]
    if not found:
        raise BadInput(f"Nobody here is called {name}.", "hub person list shows everybody.")
    return max(found, key=order).person_id
