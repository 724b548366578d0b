"""Whose loan it is: by the lead's id, the loan's number, an e-mail address, a telephone number; a name only asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from enum import StrEnum
from zoneinfo import ZoneInfo

import msgspec

from app.domain.lead import Lead
from app.domain.matching import candidate_of, marks_of, names_agree, shared_keys
from app.domain.numbers import email_key, phone_key


class MatchedBy(StrEnum):
    """By what a loan was known to be a lead's, the surest first."""

    LEAD_ID = "lead id"
    LOAN_NUMBER = "loan number"
    EMAIL = "e-mail"
    PHONE = "phone"
    CONFIRMED = "confirmed by a person"


class LoanOf(msgspec.Struct, frozen=True, kw_only=True):
    """Who borrows, as a row of the loan system says it; what it does not say is empty.

    `begun_on` is the first day the row has anything of, None where it names none.
    """

    lead_id: str = ""
    names: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    zip: str = ""
    begun_on: date | None = None

    @property
    def said_names(self) -> list[str]:
        return [name for name in self.names if name.strip()]

    @property
    def email_keys(self) -> frozenset[str]:
        return frozenset(filter(None, map(email_key, self.emails)))

    @property
    def phone_keys(self) -> frozenset[str]:
        return frozenset(filter(None, map(phone_key, self.phones)))


class Matched(msgspec.Struct, frozen=True):
    lead_id: str
    by: MatchedBy


class ToConfirm(msgspec.Struct, frozen=True):
    """Several leads may be meant, or one that is not certain: a person says which."""

    lead_ids: tuple[str, ...]
    reason: str


class Unmatched(msgspec.Struct, frozen=True):
    reason: str


Answer = Matched | ToConfirm | Unmatched
#: gives the leads known by any of these numbers and addresses
LeadsOf = Callable[[Iterable[str]], Sequence[Lead]]
#: gives the leads that name this ZIP code, for the house or for the borrower, and may be somebody's of these names
LeadsAt = Callable[[str, Sequence[str]], Iterable[Lead]]


def match(loan: LoanOf, by_id: Lead | None, leads_of: LeadsOf, leads_at: LeadsAt, zone: ZoneInfo) -> Answer:
    """Return whose loan it is, in the order of the domain page; a loan's number that is known is asked for before.

    An address or number counts as it does for a repeat inquiry: with a name that agrees, unless three names or more
    share it or a partner has it. Where an address is several leads', a number of the row decides between them. A loan
    that was begun before a lead came may be an earlier one of the same borrower, and counting it would give that lead's
    source a loan it did not bring: a person is asked.
    """
    if by_id is not None:
        return Matched(by_id.lead_id, MatchedBy.LEAD_ID)
    by_email, doubts = _certain(loan, loan.email_keys, leads_of, MatchedBy.EMAIL, zone)
    by_phone, more = _certain(loan, loan.phone_keys, leads_of, MatchedBy.PHONE, zone)
    for by, certain in ((MatchedBy.EMAIL, by_email), (MatchedBy.PHONE, by_phone)):
        meant = set(certain & by_phone or certain)
        if len(meant) == 1:
            return Matched(meant.pop(), by)
        if meant:
            return ToConfirm(tuple(sorted(meant)), f"several leads have the {by}")
    return _asked_for(loan, [*doubts, *more], leads_at)


def _certain(
    loan: LoanOf, keys: frozenset[str], leads_of: LeadsOf, by: MatchedBy, zone: ZoneInfo
) -> tuple[set[str], list[ToConfirm]]:
    """Return the leads that keys stand for, and those that they only make likely, each with why."""
    leads = leads_of(sorted(keys)) if keys else ()
    candidates = [candidate_of(lead, lead.lead_id) for lead in leads]
    nobodys = shared_keys(candidates) | {key for one in candidates for key in one.partner_keys}
    certain: set[str] = set()
    doubts: list[ToConfirm] = []
    for lead, candidate in zip(leads, candidates, strict=True):
        if not keys & candidate.keys - nobodys:
            reason = f"the {by} is a partner's or several people's"
        elif not _same_name(loan.said_names, candidate.names):
            reason = f"the {by} agrees and the name does not"
        elif loan.begun_on is not None and loan.begun_on < lead.received_at.astimezone(zone).date():
            reason = f"the {by} agrees and the loan was begun before the lead came"
        else:
            certain.add(lead.lead_id)
            continue
        doubts.append(ToConfirm((lead.lead_id,), reason))
    return certain, doubts


def _asked_for(loan: LoanOf, doubts: Sequence[ToConfirm], leads_at: LeadsAt) -> Answer:
    """Return whom a person is asked about: those of a key in doubt, else those of the name and the ZIP code."""
    if doubts:
        ids = sorted({lead_id for doubt in doubts for lead_id in doubt.lead_ids})
        return ToConfirm(tuple(ids), "; ".join(sorted({doubt.reason for doubt in doubts})))
    names = loan.said_names
    alike = (
        sorted(lead.lead_id for lead in leads_at(loan.zip, names) if _named(names, lead)) if names and loan.zip else []
    )
    if alike:
        return ToConfirm(tuple(alike), "the name and the ZIP code agree, and nothing else tells")
    if not (names or loan.email_keys or loan.phone_keys or loan.lead_id):
        return Unmatched("the row says nothing of the borrower")
    return Unmatched("no lead has the id, e-mail, phone, or name and ZIP code of the row")


def _named(names: Sequence[str], lead: Lead) -> bool:
    """Return whether a lead is somebody's of this name; one without a name is nobody's in particular."""
    theirs = [person.name for person in lead.borrowers if marks_of(person.name)]
    return any(names_agree(one, other) for one in names for other in theirs)


def _same_name(names: Sequence[str], others: Sequence[str]) -> bool:
    return not names or not others or any(names_agree(one, other) for one in names for other in others)
