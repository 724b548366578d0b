"""One person, two inquiries: the lead that is held learns what only the newer one says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

import msgspec

from app.domain.activity import Activity, Kind
from app.domain.ids import new_id
from app.domain.lead import Address, Lead, Person
from app.domain.matching import names_agree
from app.domain.numbers import email_key, phone_key


def known_again(
    held: Lead,
    again: Lead,
    stated_at: datetime | None,
    earlier: Callable[[], Iterable[Activity]],
    now: datetime,
    *,
    is_known_id: bool,
) -> tuple[Lead, Activity | None]:
    """Return the held lead with what a row of the same person knows more, and the repeat inquiry it stands for.

    `is_known_id` is of a row whose vendor's id the lead came by; `earlier` reads what happened to the lead, and is
    asked of other rows alone. The same row twice changes nothing and stands for none.
    """
    inquiry = None if is_known_id else repeat_inquiry(held, again, stated_at, earlier(), now)
    return merged(held, again), inquiry


def merged(held: Lead, again: Lead) -> Lead:
    """Return the held lead with what only the repeat inquiry knows.

    Nothing that is known is changed, so the first source, campaign and vendor's id stay. New numbers and addresses
    go behind the known ones; consent once given or withdrawn is not overruled by a form.
    """
    borrower, *co_borrowers = _people(held, again)
    return msgspec.structs.replace(
        held,
        borrower=borrower,
        co_borrowers=tuple(co_borrowers),
        address=_filled(held.address, again.address),
        subject_property=_filled(held.subject_property, again.subject_property),
        loan_purpose=held.loan_purpose or again.loan_purpose,
        amount=again.amount if held.amount is None else held.amount,
        timeframe=held.timeframe or again.timeframe,
        partner=held.partner or again.partner,
        posts=(*held.posts, *(post for post in again.posts if post not in held.posts)),
        source_fields={**again.source_fields, **held.source_fields},
    )


def _people(held: Lead, again: Lead) -> list[Person]:
    """Return the held people with what is new of each, and behind them those nobody knew yet.

    Whoever writes first is the borrower of that inquiry, and may be the co-borrower of the held one: a consent is
    its giver's alone. A name that fits nobody may be the borrower's own in another spelling, unless that is there too.
    """
    out = list(held.borrowers)
    is_named = any(other.name and names_agree(held.borrower.name, other.name) for other in again.co_borrowers)
    for n, other in enumerate(again.borrowers):
        place = _place(out, other, n)
        if place is None and n == 0 and not is_named:
            place = 0
        if place is not None:
            out[place] = _person(held, out[place], other)
        elif (new := _person(held, Person(name=other.name), other)) != Person(consent=other.consent):
            out.append(new)
    return out


def _place(people: Sequence[Person], other: Person, nth: int) -> int | None:
    """Return whose name agrees with another's; one without a name is who stands at the same place."""
    if not other.name:
        return nth if nth < len(people) else None
    return next((n for n, one in enumerate(people) if names_agree(one.name, other.name)), None)


def _person(held: Lead, first: Person, other: Person) -> Person:
    numbers = {phone_key(phone.number) for phone in held.phones}
    addresses = {email_key(address) for address in held.emails}
    return msgspec.structs.replace(
        first,
        name=first.name or other.name,
        phones=(*first.phones, *(p for p in other.phones if phone_key(p.number) not in numbers)),
        emails=(*first.emails, *(e for e in other.emails if email_key(e) not in addresses)),
        consent={**other.consent, **first.consent},
    )


def unmerged(lead: Lead, before: Lead, after: Lead) -> Lead:
    """Return a lead without what a merge brought it, which made `after` of `before`; what came since stays.

    What was changed since is left as it is: it is no longer what the merge brought.
    """
    people = [_taken_apart(person, n, before, after) for n, person in enumerate(lead.borrowers)]
    borrower, *others = [person for person in people if person is not None]
    return msgspec.structs.replace(
        lead,
        borrower=borrower,
        co_borrowers=tuple(others),
        posts=tuple(post for post in lead.posts if post in before.posts or post not in after.posts),
        source_fields={
            name: value
            for name, value in lead.source_fields.items()
            if name in before.source_fields or after.source_fields.get(name) != value
        },
        **{
            name: getattr(before, name)
            for name in ("address", "subject_property", "loan_purpose", "amount", "timeframe", "partner")
            if getattr(lead, name) == getattr(after, name)
        },
    )


def _taken_apart(person: Person, nth: int, before: Lead, after: Lead) -> Person | None:
    """Return one borrower without what the merge brought; None for one it brought altogether."""
    phones = {p.number for p in after.phones} - {p.number for p in before.phones}
    emails = set(after.emails) - set(before.emails)
    if nth >= len(after.borrowers):
        return person
    known = before.borrowers[nth] if nth < len(before.borrowers) else Person()
    merged_one = after.borrowers[nth]
    left = msgspec.structs.replace(
        person,
        name=known.name if person.name == merged_one.name else person.name,
        phones=tuple(p for p in person.phones if p.number not in phones),
        emails=tuple(e for e in person.emails if e not in emails),
        consent={
            channel: said
            for channel, said in person.consent.items()
            if channel in known.consent or merged_one.consent.get(channel) != said
        },
    )
    return left if nth == 0 or left != Person() else None


def _filled(known: Address, other: Address) -> Address:
    """Fill the gaps of an address, but never mix two: a street belongs to its own town."""
    if known == Address():
        return other
    if known.zip and other.zip and known.zip != other.zip:
        return known
    return Address(
        street=known.street or other.street,
        city=known.city or other.city,
        state=known.state or other.state,
        zip=known.zip or other.zip,
    )


def repeat_inquiry(
    held: Lead, again: Lead, stated_at: datetime | None, earlier: Iterable[Activity], now: datetime
) -> Activity | None:
    """Return the repeat inquiry a row stands for; None when it shows the same inquiry, or contact, once more.

    A vendor's id, or a time of receipt later than the held lead's, makes it an inquiry; a row of an address book
    has neither. A post without them is one that comes in now, but for the very post the lead came by before. Asked
    only when the vendor's id is not one the lead is known by. `stated_at` is the row's own time.
    """
    is_new_post = any(post not in held.posts for post in again.posts)
    is_later = stated_at is not None and stated_at > held.received_at
    if not (again.vendor_id or is_later or is_new_post):
        return None
    began_at = max(stated_at or now, held.received_at)
    touch = (again.source, " ".join(filter(None, [again.campaign, again.vendor_id])))
    for old in () if is_new_post else earlier:
        if old.kind is Kind.INQUIRED_AGAIN and (old.began_at == began_at or (old.reason, old.note) == touch):
            return None
    return Activity(
        activity_id=new_id(now),
        lead_id=held.lead_id,
        kind=Kind.INQUIRED_AGAIN,
        actor_id="",
        began_at=began_at,
        logged_at=now,
        reason=touch[0],
        note=touch[1],
        cost=again.cost,
    )
