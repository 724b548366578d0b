"""Facts of a lead put right: each correction is an activity, and the lead as it is kept has them all in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeAlias

import msgspec

from app.domain.activity import Activity, Kind
from app.domain.lead import Lead, Person, Phone


class Fact(StrEnum):
    """What an officer may put right. A name, number or address is a person's; what it was says whose."""

    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    STREET = "street"
    CITY = "city"
    STATE = "state"
    ZIP = "zip"
    PROPERTY_STREET = "property_street"
    PROPERTY_CITY = "property_city"
    PROPERTY_STATE = "property_state"
    PROPERTY_ZIP = "property_zip"
    PURPOSE = "purpose"
    AMOUNT = "amount"
    TIMEFRAME = "timeframe"


_PLAIN = {Fact.PURPOSE: "loan_purpose", Fact.TIMEFRAME: "timeframe"}
_HOME = {Fact.STREET: "street", Fact.CITY: "city", Fact.STATE: "state", Fact.ZIP: "zip"}
_PROPERTY = {
    Fact.PROPERTY_STREET: "street",
    Fact.PROPERTY_CITY: "city",
    Fact.PROPERTY_STATE: "state",
    Fact.PROPERTY_ZIP: "zip",
}


def value_of(lead: Lead, fact: Fact) -> str:
    """Return a fact as a correction writes it, "" where nothing is known; of a name, number or address the first."""
    match fact:
        case Fact.NAME:
            return lead.borrower.name
        case Fact.PHONE:
            return next((phone.number for phone in lead.phones), "")
        case Fact.EMAIL:
            return next(iter(lead.emails), "")
        case Fact.AMOUNT:
            return "" if lead.amount is None else str(lead.amount)
        case _ if fact in _PLAIN:
            return str(getattr(lead, _PLAIN[fact]))
        case _ if fact in _HOME:
            return str(getattr(lead.address, _HOME[fact]))
        case _:
            return str(getattr(lead.subject_property, _PROPERTY[fact]))


def corrected(lead: Lead, activities: Iterable[Activity]) -> Lead:
    """Return the lead with all corrections that stand, and without those taken back; once more changes nothing.

    `activities` are all there are of it, in any order. What a correction is about and this version does not know is
    passed over.
    """
    many = list(activities)
    taken_back = {a.corrects for a in many if a.kind is Kind.RETRACTED}
    made = sorted((a for a in many if a.kind is Kind.CORRECTED), key=lambda a: (a.began_at, a.logged_at, a.activity_id))
    for one in reversed(made):
        if one.activity_id in taken_back:
            lead = _put(lead, one.fact, one.value, one.was, only_if_there=True)
    for one in made:
        if one.activity_id not in taken_back:
            lead = _put(lead, one.fact, one.was, one.value)
    return lead


def _put(lead: Lead, name: str, was: str, value: str, *, only_if_there: bool = False) -> Lead:
    """Put a value in the place of what was; with `only_if_there` nothing where that is not there any more."""
    try:
        fact = Fact(name)
    except ValueError:
        return lead
    if fact in (Fact.NAME, Fact.PHONE, Fact.EMAIL):
        return _put_of_person(lead, fact, was, value, only_if_there=only_if_there)
    if only_if_there and value_of(lead, fact) != was:
        return lead
    if fact is Fact.AMOUNT:
        return msgspec.structs.replace(lead, amount=_amount(value))
    if fact in _PLAIN:
        return msgspec.structs.replace(lead, **{_PLAIN[fact]: value})
    if fact in _HOME:
        return msgspec.structs.replace(lead, address=msgspec.structs.replace(lead.address, **{_HOME[fact]: value}))
    home = msgspec.structs.replace(lead.subject_property, **{_PROPERTY[fact]: value})
    return msgspec.structs.replace(lead, subject_property=home)


def _amount(value: str) -> Decimal | None:
    try:
        amount = Decimal(value)
    except InvalidOperation:
        return None
    return amount if amount.is_finite() else None


def _put_of_person(lead: Lead, fact: Fact, was: str, value: str, *, only_if_there: bool) -> Lead:
    """Put right what is one person's: whoever has what was, else the borrower, who then has it besides."""
    people = list(lead.borrowers)
    read, write = _ACCESS[fact]
    at = next((n for n, person in enumerate(people) if was and was in read(person)), None)
    if at is None and (only_if_there or any(value in read(person) for person in people)):
        return lead
    place = at or 0
    kept = [one for one in read(people[place]) if one != value or value == was]
    put = [value if one == was else one for one in kept] if at is not None else [*kept, value]
    people[place] = write(people[place], [one for one in put if one])
    borrower, *others = people
    return msgspec.structs.replace(lead, borrower=borrower, co_borrowers=tuple(others))


def _named(person: Person, names: Sequence[str]) -> Person:
    return msgspec.structs.replace(person, name=names[-1] if names else "")


def _with_phones(person: Person, numbers: Sequence[str]) -> Person:
    known = {phone.number: phone for phone in person.phones}
    # the one in the place of another is the same telephone, its number written right
    kinds = [phone.kind for phone in person.phones] if len(numbers) == len(person.phones) else [""] * len(numbers)
    put = (known.get(n) or Phone(number=n, kind=kind) for n, kind in zip(numbers, kinds, strict=True))
    return msgspec.structs.replace(person, phones=tuple(put))


def _with_emails(person: Person, emails: Sequence[str]) -> Person:
    return msgspec.structs.replace(person, emails=tuple(emails))


_Read: TypeAlias = Callable[[Person], Sequence[str]]
_Write: TypeAlias = Callable[[Person, Sequence[str]], Person]
_ACCESS: dict[Fact, tuple[_Read, _Write]] = {
    Fact.NAME: (lambda person: [person.name] if person.name else [], _named),
    Fact.PHONE: (lambda person: [phone.number for phone in person.phones], _with_phones),
    Fact.EMAIL: (lambda person: list(person.emails), _with_emails),
}
