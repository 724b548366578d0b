"""Turns what the hub gathered into cases and has the scorecard add them up."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from app.domain.case import Case, Holding
from app.domain.contact_rules import ContactRules
from app.domain.lead_sums import LeadSums, sums_of
from app.domain.officer import NOBODY, Officer
from app.domain.report_rows import promise_rows
from app.domain.scorecard import officer_row, team_rows
from app.hub.gathering import Facts
from app.hub.marketing_sums import OF_MARKETING, marketing_rows
from app.hub.money_sums import money_rows
from app.hub.playbooks import books_of
from app.hub.records import HeldLead
from app.hub.reports import COSTED, Report


class ScoredSums:
    """Works sums out with the contact rules this hub was started with."""

    def __init__(self, rules: ContactRules) -> None:
        self._rules = rules

    def rows(self, report: Report, facts: Facts, at: datetime, officer_id: str = "") -> list[dict[str, Any]]:
        """Return the rows of a report as of `at`, over one officer's leads if one is named."""
        officers = _officers(facts)
        cases = self.cases(facts, at)
        asked = {officer_id: officers[officer_id]} if officer_id else officers
        if report is Report.TEAM:
            return team_rows(cases, asked)
        if report is Report.OFFICER:
            return [officer_row(cases, officer) for officer in asked.values()]
        held = [case for case in cases if not officer_id or case.holder_id == officer_id]
        others = [case for case in cases if officer_id and case.holder_id != officer_id]
        if facts.money.elsewhere is not None:
            others += self.cases(facts.money.elsewhere, at)
        if report in OF_MARKETING:
            return marketing_rows(report, held, facts, at, others)
        if report in COSTED or report is Report.ACCEPTANCE:
            return money_rows(report, held, facts, at, others)
        return promise_rows(held, officers)

    def cases(self, facts: Facts, at: datetime) -> list[Case]:
        """Return every lead of the facts as of `at`."""
        officers = _officers(facts)
        return [self._case(facts, held, officers, at) for held in facts.leads]

    @property
    def rules_stamp(self) -> str:
        return self._rules.digest

    def judge(self, facts: Facts, at: datetime) -> list[LeadSums]:
        """Return what each of the leads adds, ahead from `at`."""
        officers = {person.person_id: person.officer for person in facts.people.values()}
        return [
            sums_of(self._case(facts, held, officers, at), facts.later.get(held.lead.lead_id)) for held in facts.leads
        ]

    def _case(self, facts: Facts, held: HeldLead, officers: dict[str, Officer], at: datetime) -> Case:
        lead = held.lead
        history = facts.activities.get(lead.lead_id, [])
        holdings = [Holding(h.holder_id, h.from_at) for h in facts.holdings.get(lead.lead_id, [])]
        last = next((h.officer_id for h in reversed(holdings) if h.officer_id), None)
        playbooks = books_of(facts.playbooks.values())
        return Case(
            lead=lead,
            history=history,
            known=facts.known(lead),
            playbook=playbooks.get(lead.playbook_version) or playbooks[max(playbooks)],
            officer=officers.get(last or "", NOBODY),
            holdings=holdings,
            rules=self._rules.of_company(facts.company_rules),
            now=at,
            officers=officers,
            clocks=facts.clocks,
            phone=facts.phone,
        )


def _officers(facts: Facts) -> dict[str, Officer]:
    return {person.person_id: person.officer for person in facts.people.values()}
