"""Fannie Mae's 3.2 loan files (1003): records of fixed width, of which those of borrower, house and loan are read."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from app.leadfiles.decoding import lines_of
from app.leadfiles.families import FANNIE_MAE
from app.leadfiles.mismo import BORROWER_NAMES
from app.leadfiles.rows import Cell, Found, Record

_BEGINS = re.compile(r"\s*(?:EH |TH |TPI|000|00A|0[123][A-C])")
_APPLICANT = re.compile(r"(?:^|[\r\n])03A(?:BW|QZ)")
#: what a new loan begins with; the other kinds of section a loan has are headed "000" as well
_NEXT_LOAN = ("EH ", "0001")
_NOBODY = "no applicant (record 03A) stands in this loan"

#: where a field of a record begins, from 0, how long it is, and what its column would be called
_PERSON = (
    (14, 35, "First Name"),
    (49, 35, "Middle Name"),
    (84, 35, "Last Name"),
    (119, 4, "Suffix"),
    (123, 10, "Home Phone"),
    (159, 80, "Email"),
)
_RESIDENCE = ((14, 50, "Street"), (64, 35, "City"), (99, 2, "State"), (101, 5, "Zip"))
_HOUSE = ((3, 50, "Property Street"), (53, 35, "Property City"), (88, 2, "Property State"), (90, 5, "Property Zip"))
_TERMS = ((115, 15, "Vendor Id"), (130, 15, "Loan Amount"), (145, 7, "Note Rate"), (152, 3, "Months"))
#: kept, not dialled: it is the employer who answers there
_EMPLOYER_PHONE = (160, 10, "Employer Phone")
_OFFICER = (4, 60, "Loan Officer")
_TAKEN_ON = (64, 8, "Received At")

_MORTGAGES = {"01": "Conventional", "02": "VA", "03": "FHA", "04": "USDA", "07": "Other"}
_PURPOSES = {"04": "Construction", "05": "Refinance", "13": "Construction-permanent", "15": "Other", "16": "Purchase"}
_USAGES = {"1": "Primary residence", "2": "Second home", "D": "Investment"}
_PRESENT = "ZG"
#: parts of 03A that are told as left out where somebody filled them in; their words go nowhere
_PROTECTED = (
    (5, 9, "Social Security Number"),
    (133, 3, "Borrower Age"),
    (138, 1, "Marital Status"),
    (139, 2, "Dependents"),
    (151, 8, "Date of Birth"),
)
#: whole records of such
_PROTECTED_RECORDS = {"03B": "Dependents", "10A": "Government Monitoring (race, ethnicity, sex)"}


class _Loan(msgspec.Struct):
    """One loan's cells; `numbers` tell its first applicants from each other here, and are never handed on."""

    line: int
    at: int = 0
    applicants: int = 0
    numbers: list[str] = msgspec.field(default_factory=list)
    cells: list[Cell] = msgspec.field(default_factory=list)
    has_home: bool = False


def is_loan_file(text: str) -> bool:
    return _BEGINS.match(text) is not None and _APPLICANT.search(text) is not None


def read_loan_file(text: str) -> Found:
    return Found(FANNIE_MAE, _records(text), len(text))


def _records(text: str) -> Iterator[Record]:
    loan = _Loan(1)
    for line, record in lines_of(text):
        kind = record[:3]
        if record.startswith(_NEXT_LOAN) and (loan.cells or loan.applicants):
            yield _whole(loan)
            loan = _Loan(line, loan.at)
        loan.at += len(record)
        loan.cells.extend(_read(loan, kind, record.rstrip("\r\n")))
    if loan.cells or loan.applicants:
        yield _whole(loan)


def _whole(loan: _Loan) -> Record:
    return Record(loan.line, loan.at, loan.cells, "" if loan.applicants else _NOBODY)


def _read(loan: _Loan, kind: str, record: str) -> Iterator[Cell]:
    if kind == "01A":
        yield "Mortgage Type", _MORTGAGES.get(record[3:5], "")
        yield from _fields(record, _TERMS)
    elif kind == "02A":
        yield from _fields(record, _HOUSE)
    elif kind == "02B":
        yield "Loan Purpose", _PURPOSES.get(record[5:7], "")
        yield "Property Usage", _USAGES.get(record[87:88], "")
    elif kind == "03A":
        yield from _applicant(loan, record)
    elif kind == "03C":
        yield from _residence(loan, record)
    elif kind == "04A":
        yield from _fields(record, (_EMPLOYER_PHONE,), _whose(loan, record[3:12]))
    elif kind == "10B":
        yield from _fields(record, (_OFFICER, _TAKEN_ON))
    elif kind in _PROTECTED_RECORDS:
        yield _PROTECTED_RECORDS[kind], ""


def _fields(record: str, fields: tuple[tuple[int, int, str], ...], whose: str | None = "") -> Iterator[Cell]:
    """Return the fields of a record; none of a person nobody knows."""
    if whose is not None:
        yield from ((whose + name, record[start : start + length].strip()) for start, length, name in fields)


def _applicant(loan: _Loan, record: str) -> Iterator[Cell]:
    n, loan.applicants = loan.applicants, loan.applicants + 1
    if n < len(BORROWER_NAMES):
        loan.numbers.append(record[5:14])
        yield from _fields(record, _PERSON, BORROWER_NAMES[n])
    else:
        yield f"Borrower {n + 1}", f"{record[14:49].strip()} {record[84:119].strip()}"
    yield from ((name, "") for start, length, name in _PROTECTED if record[start : start + length].strip())


def _residence(loan: _Loan, record: str) -> Iterator[Cell]:
    """Return where the first borrower lives; former homes, and where the others live, are no place to call."""
    if record[12:14] == _PRESENT and not loan.has_home and _whose(loan, record[3:12]) == "":
        loan.has_home = True
        yield from _fields(record, _RESIDENCE)


def _whose(loan: _Loan, number: str) -> str | None:
    """Return what stands before the columns of the applicant a record belongs to, None for one nobody named."""
    if number not in loan.numbers or (not number.strip() and loan.applicants > 1):
        return None
    return BORROWER_NAMES[loan.numbers.index(number)]
