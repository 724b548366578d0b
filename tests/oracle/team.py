"""One row of figures for each officer."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tests.oracle.acceptance import acceptance_rows
from tests.oracle.adherence import Adherence, adherence
from tests.oracle.course import Course, followed
from tests.oracle.figures import around_the_median, speed, wilson
from tests.oracle.kept import Act, Company, Inquiry
from tests.oracle.money import Account
from tests.oracle.partners import partner_rows
from tests.oracle.promises import promise_rows, promised_on, state_of
from tests.oracle.returns import Returns, claim_rows, return_rows, returns
from tests.oracle.sources import ACCEPTED, APPLIED, account_of, has_appointment, has_stage, leak_rows, source_rows
from tests.oracle.works import called_rows, fields_of, response_rows


@dataclass(frozen=True)
class Oracle:
    """Everything worked out once for an instant."""

    company: Company
    leads: list[Inquiry]
    followed: dict[str, dict[str, Course]]

    @cached_property
    def courses(self) -> dict[str, Course]:
        """Return each lead's course as its present or last holder has it."""
        return {lead.lead_id: self.followed[lead.lead_id][lead.last_holder or ""] for lead in self.leads}

    @property
    def names(self) -> dict[str, str]:
        return {person_id: told["name"] for person_id, told in self.company.people.items()}

    def team(self) -> list[dict[str, Any]]:
        judged = adherence(self.followed)
        rows = [self._row(person_id, judged.get(person_id, Adherence())) for person_id in self._officers()]
        return sorted(rows, key=lambda row: str(row["officer"]))

    def sources(self) -> list[dict[str, Any]]:
        return source_rows(self.company, self.leads)

    def leaks(self) -> list[dict[str, Any]]:
        return leak_rows(self.company, self.leads, self.courses)

    def returns(self, asked: set[str]) -> list[dict[str, Any]]:
        """Return bad leads by source and month, of those that are asked about; so `claims`, one by one."""
        return return_rows(self._returns, self._account, asked)

    def claims(self, asked: set[str]) -> list[dict[str, Any]]:
        return claim_rows(self._returns, self._account, asked)

    def acceptance(self, asked: set[str]) -> list[dict[str, Any]]:
        return acceptance_rows(self.company, self._of(asked), self.courses)

    def partners(self, asked: set[str], *, named: bool = True) -> list[dict[str, Any]]:
        return partner_rows(self._account, self._of(asked), named=named)

    def called(self, asked: set[str]) -> list[dict[str, Any]]:
        return called_rows(self._of(asked), self.courses)

    def responses(self, asked: set[str], by: str) -> list[dict[str, Any]]:
        return response_rows(self._of(asked), self.courses, by)

    def fields(self, asked: set[str]) -> list[str]:
        return fields_of(self._of(asked))

    def _of(self, asked: set[str]) -> list[Inquiry]:
        return [lead for lead in self.leads if lead.lead_id in asked]

    @cached_property
    def _account(self) -> Account:
        return account_of(self.company, self.leads)

    @cached_property
    def _returns(self) -> Returns:
        return returns(self.company, self.leads)

    def promises(self) -> list[dict[str, Any]]:
        return promise_rows(self.courses, self.names)

    def _officers(self) -> set[str]:
        return {who for lead in self.leads for _, who in lead.held if who is not None}

    def _row(self, person_id: str, judged: Adherence) -> dict[str, Any]:
        mine = [lead for lead in self.leads if lead.last_holder == person_id]
        acts = [act for lead in self.leads for act in lead.acts if act.actor == person_id]
        tries = [act for act in acts if act.is_attempt]
        contacted = sum(lead.contact is not None for lead in mine)
        low, high = wilson(contacted, len(mine))
        by_channel = Counter(act.channel for act in tries)
        told = self.company.people[person_id]
        promised = [
            state_of(c, p) for c in self.courses.values() for p in promised_on(c) if c.lead.last_holder == person_id
        ]
        return {
            "officer": told["name"],
            "branch": self.company.branches[told["branch_id"]],
            "leads": len(mine),
            **self._moved(person_id),
            "never_called": sum(not lead.calls for lead in mine),
            "called_once": sum(len(lead.calls) == 1 for lead in mine),
            **self._speeds(person_id),
            "attempts": {channel: by_channel[channel] for channel in ("call", "email", "text")},
            "attempts_per_lead": len(tries) / len(mine) if mine else None,
            "contacted": {"n": contacted, "of": len(mine), "low": low, "high": high},
            "adherence": {"n": judged.n, "of": judged.of, "excused": dict(judged.excused)},
            "promises": {"n": promised.count("kept"), "of": promised.count("kept") + promised.count("broken")},
            "appointments": sum(has_appointment(lead) for lead in mine),
            "applications": sum(has_stage(lead, *APPLIED) for lead in mine),
            "funded": sum(has_stage(lead, "funded") for lead in mine),
            "accepted": sum(has_stage(lead, *ACCEPTED) for lead in mine),
            "per_lead": {c: by_channel[c] / len(mine) for c in ("call", "email", "text")} if mine else None,
            "answered": dict(Counter(_answered(lead) for lead in mine if lead.contact is not None)),
            "evidence": _evidence(acts),
        }

    def _moved(self, person_id: str) -> dict[str, int]:
        """Return how many leads came to an officer from whoever had them first, and how many went to somebody else."""
        pairs = [(lead.owner_at(lead.received), lead.last_holder) for lead in self.leads]
        moved = [(first, last) for first, last in pairs if first != last]
        return {
            "moved_in": sum(last == person_id for _, last in moved),
            "moved_out": sum(first == person_id for first, _ in moved),
        }

    def _speeds(self, person_id: str) -> dict[str, Any]:
        attempt, working, contact = [], [], []
        first = []
        of_attempt = came_first = of_contact = timed = 0
        for lead in self.leads:
            course = self.courses.get(lead.lead_id)
            if course is None or lead.origin != "company" or self._worked_by(course) != person_id:
                continue
            if lead.borrower_came_first:
                came_first += 1
                continue
            of_attempt += 1
            of_contact += 1
            if lead.calls:
                call = lead.calls[0]
                first.append(call)
                attempt.append((call.at - lead.received).total_seconds())
                own = self.followed[lead.lead_id].get(person_id, course)
                working.append(own.open["call"].passed(lead.received, call.at).total_seconds())
            timed += bool(lead.calls) or lead.contact is not None
            if lead.contact is not None:
                contact.append((lead.contact.at - lead.received).total_seconds())
        return {
            "first_attempt": {**speed(attempt, of_attempt), "borrower_first": came_first},
            "first_contact": speed(contact, of_contact),
            "median_between": {
                "first_attempt": around_the_median(attempt),
                "first_contact": around_the_median(contact),
                "working_clock": around_the_median(working),
            },
            "working_clock": speed(working, of_attempt),
            "back_dated": {"n": sum(call.back_dated for call in first), "of": len(first)},
            "poor_clock": {"n": sum(call.poor_clock for call in first), "of": timed},
        }

    def _worked_by(self, course: Course) -> str | None:
        """Return who held the lead when the window of its first call ended, or holds it while it has not."""
        return course.lead.owner_at(course.first_call[1])


def _answered(lead: Inquiry) -> str:
    """Return by what channel the first contact came about; of their own accord is none of ours."""
    contact = lead.contact
    return "" if contact is None else "inbound" if contact.kind == "inbound" else contact.channel


def _evidence(acts: list[Act]) -> dict[str, int]:
    told = Counter(act.evidence for act in acts if act.is_call)
    return {name: told[name] for name in ("self", "handed_off", "confirmed", "not_coverable")}


def oracle_of(company: Company) -> Oracle:
    """Work everything out of what a hub holds; test leads are in no sum."""
    leads = [lead for lead in company.leads if not lead.is_test]
    return Oracle(company, leads, followed(leads, company.playbook, company.people, company.at))
