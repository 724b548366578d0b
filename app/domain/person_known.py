"""What desk and hub both know of a lead's people, put together by one rule so that their sums come out the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from app.domain.activity import Activity, Kind
from app.domain.known import Known, known_of
from app.domain.lead import Lead, Person
from app.domain.listings import Listing
from app.domain.numbers import phone_key


def known_of_person(
    lead: Lead,
    history: Sequence[Activity],
    *,
    tried: Iterable[datetime],
    listed: bool,
    listings: Sequence[Listing] = (),
) -> Known:
    """Return what is known from the lead's own history, and from calls and lists of the whole company.

    `tried` are calls and texts to any number of these people. One's own come back among them: the same instant is
    the same call. `listed`, that a number is on the company's do-not-call list, names no time; where the lead's
    own history says it too, that one tells since when, and what was done before it stays done. `listings` are today's
    whatever instant is asked about, like the rules.
    """
    elsewhere = set(tried)
    if elsewhere:
        elsewhere.difference_update(activity.began_at for activity in history)
    if listed:
        listed = all(activity.kind is not Kind.DO_NOT_CALL for activity in history)
    return known_of(lead, history, elsewhere=elsewhere, listed=listed, listings=listings)


def people_tried(lead: Lead, activity: Activity) -> Sequence[Person]:
    """Return whom an activity was with: the borrower whose number it names, all of them when it does not say."""
    number = phone_key(activity.number)
    named = [p for p in lead.borrowers if number and any(phone_key(phone.number) == number for phone in p.phones)]
    return named or lead.borrowers


def phone_keys(people: Iterable[Person]) -> set[str]:
    """Return everything these people may be called at."""
    return {key for person in people for phone in person.phones if (key := phone_key(phone.number))}
