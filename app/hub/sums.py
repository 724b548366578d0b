"""Turns what the hub gathered into cases and has the scorecard add them up."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import Any

from app.domain.case import Case, Holding
from app.domain.contact_rules import ContactRules
from app.domain.officer import Officer
from app.domain.person_known import known_of_person
from app.domain.playbook import Playbook
from app.domain.playbook_file import read_playbook
from app.domain.scorecard import team_rows
from app.hub.records import HeldLead
from app.hub.reports import Facts

#: whose hours judge a lead nobody ever held
NOBODY = Officer(officer_id="", name="")


class ScoredSums:
    """Works the team's sums out with the contact rules this hub was started with."""

    def __init__(self, rules: ContactRules) -> None:
        self._rules = rules

    def team(self, facts: Facts, at: datetime) -> list[dict[str, Any]]:
        """Return a row an officer, as of `at`."""
        officers = {person.person_id: person.officer for person in facts.people.values()}
        cases = [self._case(facts, held, officers, at) for held in facts.leads]
        return team_rows(cases, officers)

    def _case(self, facts: Facts, held: HeldLead, officers: dict[str, Officer], at: datetime) -> Case:
        lead = held.lead
        history = facts.activities.get(lead.lead_id, [])
        holdings = [Holding(h.holder_id, h.from_at) for h in facts.holdings.get(lead.lead_id, [])]
        last = next((h.officer_id for h in reversed(holdings) if h.officer_id), None)
        published = facts.playbooks.get(lead.playbook_version) or facts.playbooks[max(facts.playbooks)]
        return Case(
            lead=lead,
            history=history,
            known=known_of_person(
                lead, history, tried=facts.tried.get(lead.lead_id, ()), listed=lead.lead_id in facts.listed
            ),
            playbook=_playbook(published.text, published.version),
            officer=officers.get(last or "", NOBODY),
            holdings=holdings,
            rules=self._rules,
            now=at,
            officers=officers,
        )


@lru_cache(maxsize=64)
def _playbook(text: str, version: int) -> Playbook:
    return read_playbook(text, version=version)
