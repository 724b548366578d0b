"""The addresses of a row: where the borrower lives and where the house is."""

from __future__ import annotations

import msgspec

from app.domain.lead import Address
from app.leadfiles.cells import Sorted
from app.leadfiles.headers import Field, Whose
from app.leadfiles.states import may_hold, read_state
from app.leadfiles.values import read_zip, split_address

_NOWHERE = Address()


def home_and_property(cells: Sorted) -> tuple[Address, Address]:
    """Return the borrower's address and the property's.

    A home is preferred to an office, an office to any other place. Vendors who ask for one place give its parts
    under both names ("PropertyState" beside "Zip"); where the two do not contradict, each lends the other what it
    lacks, so that the state and ZIP the calling hours hang on are not lost. A street is never lent: owning a house
    is not living in it.
    """
    home = _address(cells, Whose.BORROWER)
    for whose in (Whose.BUSINESS, Whose.OTHER):
        if home == _NOWHERE:
            home = _address(cells, whose)
        else:
            _keep_as_written(cells, whose)
    subject = _address(cells, Whose.PROPERTY)
    if subject == _NOWHERE or not _may_be_one(home, subject):
        return home, subject
    return _lend(home, subject), _lend(subject, home)


def _may_be_one(home: Address, subject: Address) -> bool:
    pairs = ((home.city.casefold(), subject.city.casefold()), (home.state, subject.state), (home.zip, subject.zip))
    agree = all(a == b or not a or not b for a, b in pairs)
    # who lives in Hawaii and buys in Ohio would else be called by Ohio's clock alone
    return agree and may_hold(home.state, subject.zip) and may_hold(subject.state, home.zip)


def _lend(to: Address, lender: Address) -> Address:
    return msgspec.structs.replace(
        to, city=to.city or lender.city, state=to.state or lender.state, zip=to.zip or lender.zip
    )


def _address(cells: Sorted, whose: Whose) -> Address:
    if whose not in cells.about:
        return _NOWHERE
    whole_header, whole = cells.one(Field.ADDRESS, whose)
    street = ", ".join([_line(value) for _, value in cells.every(Field.STREET, whose)])
    city = cells.text(Field.CITY, whose)
    state, zip_code = _read(cells, Field.STATE, whose), _read(cells, Field.ZIP, whose)
    if whole:
        before, its_state, its_zip = split_address(whole)
        state, zip_code = state or its_state, zip_code or its_zip
        if street:
            cells.keep(whole_header, whole)
        street = street or _line(before)
    return Address(street=street, city=city, state=state, zip=zip_code)


def _line(text: str) -> str:
    return ", ".join(line.strip() for line in text.splitlines() if line.strip())


def _read(cells: Sorted, what: Field, whose: Whose) -> str:
    header, value = cells.one(what, whose)
    read = read_state(value) if what is Field.STATE else read_zip(value)
    if value and not read:
        cells.warnings.append(f"“{header}” is no {'state' if what is Field.STATE else 'ZIP code'} of the United States")
        cells.keep(header, value)
    return read


def _keep_as_written(cells: Sorted, whose: Whose) -> None:
    if whose not in cells.about:
        return
    for what in (Field.ADDRESS, Field.STREET, Field.CITY, Field.STATE, Field.ZIP):
        for header, value in cells.every(what, whose):
            cells.keep(header, value)
