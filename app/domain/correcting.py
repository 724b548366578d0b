"""Facts of a lead put right: each correction is an activity, and the lead as it is kept has them all in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeAlias

import msgspec

from app.domain.activity import Activity, Kind
from app.domain.lead import Lead, Partner, Person, Phone


class Fact(StrEnum):
    """What an officer may put right. A name, number or address is a person's; what it was says whose.

    Those of a co-borrower say what there is one more of: of a person, or of the ways to reach the last of them.
    """

    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    CO_BORROWER = "co_borrower"
    CO_BORROWER_PHONE = "co_borrower_phone"
    CO_BORROWER_EMAIL = "co_borrower_email"
    PARTNER = "partner"
    PARTNER_COMPANY = "partner_company"
    PARTNER_PHONE = "partner_phone"
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


#: those that are telephone numbers
PHONES = (Fact.PHONE, Fact.CO_BORROWER_PHONE, Fact.PARTNER_PHONE)
_PLAIN = {Fact.PURPOSE: "loan_purpose", Fact.TIMEFRAME: "timeframe"}
_HOME = {Fact.STREET: "street", Fact.CITY: "city", Fact.STATE: "state", Fact.ZIP: "zip"}
_PROPERTY = {
    Fact.PROPERTY_STREET: "street",
    Fact.PROPERTY_CITY: "city",
    Fact.PROPERTY_STATE: "state",
    Fact.PROPERTY_ZIP: "zip",
}
_PARTNER = {Fact.PARTNER: "name", Fact.PARTNER_COMPANY: "company", Fact.PARTNER_PHONE: "phone"}


def fact_words(fact: str) -> str:
    """Return a fact's name as it is read, also one that this version does not know."""
    return fact.replace("_", " ").replace("co borrower", "co-borrower")


def value_of(lead: Lead, fact: Fact) -> str:
    """Return a fact as a correction writes it, "" where nothing is known; of a name, number or address the first.

    Of a co-borrower it is always one more, which is not there yet.
    """
    match fact:
        case Fact.NAME:
            return lead.borrower.name
        case Fact.PHONE:
            return next((phone.number for phone in lead.phones), "")
        case Fact.EMAIL:
            return next(iter(lead.emails), "")
        case Fact.AMOUNT:
            return "" if lead.amount is None else str(lead.amount)
        case _ if fact in _ONE_MORE:
            return ""
        case _ if fact in _PARTNER:
            return "" if lead.partner is None else str(getattr(lead.partner, _PARTNER[fact]))
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
    if fact in _ONE_MORE:
        return _without_one(lead, _ONE_MORE[fact], was) if only_if_there else _with_one(lead, _ONE_MORE[fact], value)
    if only_if_there and value_of(lead, fact) != was:
        return lead
    if fact is Fact.AMOUNT:
        return msgspec.structs.replace(lead, amount=_amount(value))
    if fact in _PLAIN:
        return msgspec.structs.replace(lead, **{_PLAIN[fact]: value})
    if fact in _HOME:
        return msgspec.structs.replace(lead, address=msgspec.structs.replace(lead.address, **{_HOME[fact]: value}))
    if fact in _PARTNER:
        partner = msgspec.structs.replace(lead.partner or Partner(), **{_PARTNER[fact]: value})
        return msgspec.structs.replace(lead, partner=partner if partner != Partner() else None)
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


def _with_one(lead: Lead, fact: Fact, value: str) -> Lead:
    """Put one more beside what is there: a co-borrower by name, or a way to reach the last of them."""
    read, write = _ACCESS[fact]
    if not value or any(value in read(person) for person in lead.borrowers):
        return lead
    people = list(lead.co_borrowers)
    if not people or (fact is Fact.NAME and people[-1].name):
        people.append(Person())
    people[-1] = write(people[-1], [*read(people[-1]), value])
    return msgspec.structs.replace(lead, co_borrowers=tuple(people))


def _without_one(lead: Lead, fact: Fact, value: str) -> Lead:
    """Take it away again, and with it whoever nothing else is known of."""
    read, write = _ACCESS[fact]
    people = [
        write(one, [v for v in read(one) if v != value]) if value in read(one) else one for one in lead.co_borrowers
    ]
    return msgspec.structs.replace(lead, co_borrowers=tuple(one for one in people if one != Person()))


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
#: what of a person is one more
_ONE_MORE = {
    Fact.CO_BORROWER: Fact.NAME,
    Fact.CO_BORROWER_PHONE: Fact.PHONE,
    Fact.CO_BORROWER_EMAIL: Fact.EMAIL,
}
