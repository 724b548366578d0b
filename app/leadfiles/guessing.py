"""What each column of a file is taken for, how sure that is, and what else a person may make of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum, auto

import msgspec

from app.domain.numbers import read_phones
from app.leadfiles.columns import Columns, Fate
from app.leadfiles.headers import Column, Field, Whose, column_of, is_spelled_so
from app.leadfiles.rows import AS_IT_STANDS
from app.leadfiles.states import read_state
from app.leadfiles.values import read_emails, read_zip

#: what a column may become, as a person picks it
CHOICES = (
    *("Name", "First Name", "Middle Name", "Last Name", "Suffix"),
    *("Phone", "Mobile Phone", "Home Phone", "Work Phone", "Email"),
    *("Address", "Street", "City", "State", "Zip"),
    *("Property Address", "Property Street", "Property City", "Property State", "Property Zip"),
    *("Co-Borrower Name", "Co-Borrower First Name", "Co-Borrower Last Name", "Co-Borrower Phone", "Co-Borrower Email"),
    *("Loan Purpose", "Loan Amount", "Timeframe", "Comments"),
    *("Received At", "Source", "Campaign", "Lead Cost", "Lead ID"),
    *("Consent to Calls", "Consent to Texts", "Consent to Emails", "Do Not Contact"),
    *("Referred By", "Partner Company", "Partner Phone", "Loan Officer"),
)
_BY_COLUMN = {column_of(words): words for words in reversed(CHOICES)}
#: so many values of a column are looked at, and so many shown
LOOKED_AT, SHOWN = 20, 2
#: a column under a strange header is taken for what this share of its values looks like
_MOST = 0.8
_SHOWN_LETTERS = 60


class Sureness(Enum):
    """How sure a guess is. What is to be checked was told by the values, or its values do not fit."""

    SURE = auto()
    LIKELY = auto()
    CHECK = auto()
    CHOSEN = auto()


class Guess(msgspec.Struct, frozen=True):
    """One column: two of its `samples`, the `words` it is taken for ("" for one left out), and `why` it is doubted."""

    header: str
    samples: tuple[str, ...]
    words: str
    sureness: Sureness
    why: str = ""


def guess(header: str, values: Sequence[str], columns: Columns) -> Guess:
    """Return what a column is taken for; a map a person made is taken at its word. Asked of protected ones never."""
    taken, samples = columns.of(header), tuple(value[:_SHOWN_LETTERS] for value in values[:SHOWN])
    if columns.is_chosen(header):
        return Guess(header, samples, words_for(taken), Sureness.CHOSEN)
    if isinstance(taken, Column):
        if values and (fits := _FIT.get(taken.field)) and not any(map(fits[0], values)):
            return Guess(header, samples, words_for(taken), Sureness.CHECK, f"holds no {fits[1]}")
        return Guess(header, samples, words_for(taken), Sureness.SURE if is_spelled_so(header) else Sureness.LIKELY)
    if taken is Fate.KEPT and (field := _told_by(values)) and not columns.has(field):
        return Guess(
            header,
            samples,
            _BY_COLUMN[Column(field)],
            Sureness.CHECK,
            f"looks like an {_FIT[field][1]}" if field is Field.EMAIL else f"looks like a {_FIT[field][1]}",
        )
    return Guess(header, samples, words_for(taken), Sureness.SURE)


def words_for(taken: Column | Fate) -> str:
    """Return the words for what a column is taken for, as they stand in CHOICES or, for rare ones, in their manner."""
    if not isinstance(taken, Column):
        return AS_IT_STANDS if taken is Fate.KEPT else ""
    for column in (taken, Column(taken.field, taken.whose, taken.kind), Column(taken.field, taken.whose)):
        if column in _BY_COLUMN:
            return _BY_COLUMN[column]
    plain = taken.field.name.replace("_", " ").title()
    return plain if taken.whose is Whose.BORROWER else f"{taken.whose.name.replace('_', ' ').title()} {plain}"


def is_header(cells: Sequence[str]) -> bool:
    """Return whether a table's first line names its columns: words, and no value of a person."""
    named = [cell.strip() for cell in cells if cell.strip()]
    return bool(named) and not any(test(cell) for cell in named for test in _TOLD.values())


def _told_by(values: Sequence[str]) -> Field | None:
    enough = _MOST * len(values)
    return next((f for f, test in _TOLD.items() if values and sum(map(test, values)) >= enough), None)


def _is_mail(value: str) -> bool:
    return bool(read_emails(value))


def _is_phone(value: str) -> bool:
    return bool(read_phones(value))


def _is_ten_digits(value: str) -> bool:
    """Return whether a value looks like a number that is dialled; an id may do so too, and is shown to be checked."""
    return len(value) < _SHOWN_LETTERS and sum(c.isdigit() for c in value) in (10, 11) and _is_phone(value)


_TOLD: dict[Field, Callable[[str], bool]] = {Field.EMAIL: _is_mail, Field.PHONE: _is_ten_digits}
_FIT: dict[Field, tuple[Callable[[str], object], str]] = {
    Field.EMAIL: (_is_mail, "e-mail address"),
    Field.PHONE: (_is_phone, "phone number"),
    Field.STATE: (read_state, "state"),
    Field.ZIP: (read_zip, "ZIP code"),
}
