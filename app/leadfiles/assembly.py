"""One row's cells put together into a draft, or the reason why not."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from decimal import Decimal

import msgspec

from app.domain.lead import Channel, Consent, Origin, Partner, Person, Phone
from app.domain.numbers import read_phone, read_phones
from app.leadfiles.addresses import home_and_property
from app.leadfiles.cells import Sorted, TooLong, sort_cells
from app.leadfiles.columns import Columns
from app.leadfiles.draft import Draft
from app.leadfiles.headers import CO_BORROWERS, Field, Whose
from app.leadfiles.instants import is_no_date, read_instant
from app.leadfiles.rows import MOST_CELL_BYTES, MOST_KEPT_BYTES, Family, Record, Row, Terms
from app.leadfiles.values import is_taken_back, read_emails, read_flag, read_money, read_origin

#: the reason, or its beginning, of a row nobody could be reached by
UNREACHABLE = "no phone and no e-mail"
#: clocks of two companies differ; what lies further ahead is a mistake
_AHEAD = timedelta(minutes=5)
#: a shorter "id" is the number of the row, which the next file uses again
_SHORTEST_ID = 6
#: letters of a post's fingerprint: 64 bits
_FINGERPRINT = 16

_NOBODY = Person()
_NAME_PARTS = (Field.FIRST_NAME, Field.MIDDLE_NAME, Field.LAST_NAME, Field.SUFFIX)


def assemble(record: Record, columns: Columns, family: Family, terms: Terms) -> Row:
    """Return the row as a draft; one that nobody could be reached by has a reason instead."""
    if record.problem:
        return Row(record.line, None, record.problem, cells=record.cells)
    try:
        cells = sort_cells(record.cells, columns, family)
    except TooLong as e:
        return Row(record.line, None, f"“{e}” holds more than {MOST_CELL_BYTES // 1024} KiB", cells=record.cells)
    people = [person for whose in (Whose.BORROWER, *CO_BORROWERS) if (person := _person(cells, whose)) != _NOBODY]
    if not any(person.phones or person.emails for person in people):
        return Row(record.line, None, _with(UNREACHABLE, cells.warnings), cells=record.cells)
    draft = _draft(cells, people[0], tuple(people[1:]), family, terms)
    if _is_too_much(cells.kept):
        return Row(record.line, None, f"its fields hold more than {MOST_KEPT_BYTES // 1024} KiB", cells=record.cells)
    return Row(record.line, draft, warning="; ".join(cells.warnings))


def _is_too_much(kept: dict[str, str]) -> bool:
    # no letter takes more than four bytes
    if 4 * sum(map(len, (*kept, *kept.values()))) <= MOST_KEPT_BYTES:
        return False
    return sum(len(text.encode()) for text in (*kept, *kept.values())) > MOST_KEPT_BYTES


def _with(reason: str, details: list[str]) -> str:
    return f"{reason}: {'; '.join(details)}" if details else reason


def _person(cells: Sorted, whose: Whose) -> Person:
    if whose not in cells.about:
        return _NOBODY
    name = _name(cells, whose)
    phones: dict[str, Phone] = {}
    for header, value in cells.every(Field.PHONE, whose):
        read = read_phones(value, cells.phone_kinds[header])
        for phone in read:
            phones.setdefault(phone.number, phone)
        if not read:
            cells.warnings.append(f"“{header}” holds no phone number")
            cells.keep(header, value)
    emails: dict[str, str] = {}
    for header, value in cells.every(Field.EMAIL, whose):
        addresses = read_emails(value)
        for address in addresses:
            emails.setdefault(address.casefold(), address)
        if not addresses:
            cells.warnings.append(f"“{header}” holds no e-mail address")
            cells.keep(header, value)
    consent = _consent(cells) if whose is Whose.BORROWER else {}
    return Person(name=name, phones=tuple(phones.values()), emails=tuple(emails.values()), consent=consent)


def _name(cells: Sorted, whose: Whose) -> str:
    """Return the name as written; a first and a last name are surer than a cell that may be a lead's title."""
    header, whole = cells.one(Field.NAME, whose)
    parts = [cells.text(part, whose) for part in _NAME_PARTS]
    joined = " ".join(filter(None, parts))
    if whole and not (parts[0] and parts[2]):
        return whole
    if whole and whole != joined:
        cells.keep(header, whole)
    return joined


def _consent(cells: Sorted) -> dict[Channel, Consent]:
    """Return what was said, channel by channel; a withdrawal outweighs a consent wherever it stands in the row."""
    consent: dict[Channel, Consent] = {}
    for column, value in cells.consents:
        said = read_flag(value)
        if is_taken_back(value) or (column.field is Field.OPT_OUT and said):
            consent.update(dict.fromkeys(column.channels, Consent.WITHDRAWN))
        elif column.field is Field.CONSENT and said:
            for channel in column.channels:
                consent.setdefault(channel, Consent.GIVEN)
    return consent


def _draft(cells: Sorted, borrower: Person, co_borrowers: tuple[Person, ...], family: Family, terms: Terms) -> Draft:
    home, subject = home_and_property(cells)
    campaign_id = cells.text(Field.CAMPAIGN_ID)
    draft = Draft(
        borrower=borrower,
        co_borrowers=co_borrowers,
        address=home,
        subject_property=subject,
        loan_purpose=cells.text(Field.PURPOSE),
        amount=_money(cells, Field.AMOUNT),
        timeframe=cells.text(Field.TIMEFRAME),
        source=cells.text(Field.SOURCE),
        usual_source=family.usual_source,
        campaign=cells.text(Field.CAMPAIGN) or campaign_id,
        cost=_money(cells, Field.COST),
        vendor_id=_vendor_id(cells),
        origin=_origin(cells) or family.usual_origin,
        partner=_partner(cells),
        received_at=_received(cells, terms),
        is_test=_is_test(cells),
        officer=cells.text(Field.OFFICER),
        source_fields=cells.kept,
    )
    comments = "\n".join(value for _, value in cells.every(Field.COMMENTS))
    if comments:
        cells.keep("Comments", comments)
    if family.is_post and draft.received_at is None and not draft.vendor_id:
        return msgspec.structs.replace(draft, post=_fingerprint(draft))
    return draft


def _fingerprint(draft: Draft) -> str:
    """Return what tells one post from another; of what is kept alone, for a dropped field could be guessed from it."""
    return hashlib.sha256(msgspec.json.encode(draft, order="deterministic")).hexdigest()[:_FINGERPRINT]


def _money(cells: Sorted, what: Field) -> Decimal | None:
    header, value = cells.one(what)
    if not value:
        return None
    amount, is_all = read_money(value)
    if not is_all:
        cells.keep(header, value)
    return amount


def _vendor_id(cells: Sorted) -> str:
    header, number = cells.one(Field.ROW_ID)
    if number and len(number) < _SHORTEST_ID:
        cells.keep(header, number)
        number = ""
    named = cells.text(Field.VENDOR_ID)
    if named and number:
        cells.keep(header, number)
    return named or number


def _origin(cells: Sorted) -> Origin | None:
    header, value = cells.one(Field.ORIGIN)
    if not value:
        return None
    origin = read_origin(value)
    if origin is None:
        cells.keep(header, value)
    return origin


def _partner(cells: Sorted) -> Partner | None:
    number = cells.text(Field.PARTNER_PHONE)
    name, company = cells.text(Field.PARTNER_NAME), cells.text(Field.PARTNER_COMPANY)
    if not (number or name or company):
        return None
    read = read_phone(number) if number else None
    return Partner(name=name, company=company, phone=read.number if read else number)


def _is_test(cells: Sorted) -> bool:
    header, value = cells.one(Field.TEST)
    said = read_flag(value) if value else None
    if value and said is None:
        cells.keep(header, value)
    return cells.is_test or bool(said)


def _received(cells: Sorted, terms: Terms) -> datetime | None:
    """Return the vendor's time stamp; one that lies ahead is a wrong clock and becomes the present.

    A stamp nobody can read leaves the lead without one: its text is kept and the row carries a warning.
    """
    header, value = cells.one(Field.RECEIVED)
    time_header, time = cells.one(Field.RECEIVED_TIME)
    if time and value and ":" not in value:
        value = f"{value} {time}"
    elif time:
        cells.keep(time_header, time)
    if not value or is_no_date(value):
        return None
    received = read_instant(value, terms.zone)
    if received is None:
        cells.warnings.append(f"“{header}” is no date that can be read; the time of import stands in")
        cells.keep(header, value)
    elif received > terms.now + _AHEAD:
        cells.warnings.append(f"“{header}” lies in the future; the time of import stands in")
        cells.keep(header, value)
        return terms.now
    return received
