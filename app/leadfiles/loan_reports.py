"""A loan system's report read row by row: whose loan it is, what stages it reached and when, for how much."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from itertools import chain
from zoneinfo import ZoneInfo

import msgspec

from app.domain.loan_matching import LoanOf
from app.domain.loans import StageReport, in_order
from app.domain.numbers import read_phones
from app.domain.stage import Stage
from app.errors import UnreadableFile
from app.leadfiles.decoding import refuse_if_too_large, text_of
from app.leadfiles.families import FANNIE_MAE, MISMO
from app.leadfiles.fannie_mae import is_loan_file, read_loan_file
from app.leadfiles.headers import Column, Field, Whose
from app.leadfiles.instants import is_no_date, read_instant
from app.leadfiles.loan_words import LoanField, loan_column, says_nothing, stage_named
from app.leadfiles.markup import read_markup
from app.leadfiles.mending import is_reason
from app.leadfiles.mismo import deals_of, read_mismo
from app.leadfiles.protected import is_protected
from app.leadfiles.rows import MOST_CELL_BYTES, MOST_ROWS, Cell, Family, Found, Record
from app.leadfiles.tables import read_table_with
from app.leadfiles.values import read_emails, read_money, read_zip
from app.leadfiles.wording import squash
from app.leadfiles.workbook import is_archive
from app.leadfiles.workbook_tables import read_workbook_with

#: what a company calls stages of its own: the words run together, and the stage, None for one that says nothing
OwnWords = Mapping[str, Stage | None]
#: a loan file is an application: its number, and the day it was taken
_OF_LOAN_FILE: Mapping[str, LoanField | Stage] = {
    "Vendor Id": LoanField.LOAN_NUMBER,
    "Received At": Stage.APPLICATION_SUBMITTED,
}
_LOAN_FILES = frozenset({MISMO.name, FANNIE_MAE.name})
_SAYS_STAGE = frozenset({LoanField.STAGE, LoanField.FINISHED, LoanField.STATUS})
_SAYS_WHOSE = frozenset({LoanField.LOAN_NUMBER, LoanField.LEAD_ID})
_NAME_PARTS = (Field.FIRST_NAME, Field.MIDDLE_NAME, Field.LAST_NAME)


class LoanRow(msgspec.Struct, frozen=True, kw_only=True):
    """One row with its line: what it says, or the reason why it cannot be read; `cells` are for whoever mends it."""

    line: int
    reason: str = ""
    cells: Sequence[Cell] = ()
    loan_number: str = ""
    borrower: LoanOf = LoanOf()
    amount: Decimal | None = None
    reports: tuple[StageReport, ...] = ()


class LoanReading(msgspec.Struct, frozen=True):
    """What a file held; `headers` stand above the rows, `dropped_fields` are protected and were never looked at."""

    format: str
    rows: list[LoanRow]
    headers: Sequence[str]
    dropped_fields: list[str]


def read_loan_report(data: bytes, *, now: datetime, zone: str, own: OwnWords) -> LoanReading:
    """Return every row of a report (CSV, XLSX), or of loan files (MISMO, Fannie Mae 3.2).

    Days and times that name no zone are the company's. Raises UnreadableFile for what is neither.
    """
    found = _find(data)
    terms = _Terms(now, ZoneInfo(zone), own, _OF_LOAN_FILE if found.family.name in _LOAN_FILES else {})
    rows: list[LoanRow] = []
    dropped: dict[str, None] = {header: None for header in found.headers if is_protected(header)}
    for record in found.records:
        if len(rows) >= MOST_ROWS:
            raise UnreadableFile(f"The file has more than {MOST_ROWS:,} rows.", "Split it and import the parts.")
        dropped.update((header, None) for header, _ in record.cells if is_protected(header))
        rows.append(_row(record, terms))
    return LoanReading(_format(found.family), rows, found.headers, list(dropped))


class _Terms(msgspec.Struct, frozen=True):
    now: datetime
    zone: ZoneInfo
    own: OwnWords
    also: Mapping[str, LoanField | Stage]


class _Unclear(Exception):
    """Why a row cannot be taken."""


def _format(family: Family) -> str:
    return family.name if family.name in _LOAN_FILES else "loan_report"


def _find(data: bytes) -> Found:
    refuse_if_too_large(data)
    found = read_workbook_with(data, _known_in) if is_archive(data) else _find_in_text(text_of(data))
    if found is None:
        raise UnreadableFile(
            "No loans were found in the file: no columns say whose loan it is, and at which stage or since when.",
            "Name them in the first line: Loan Number, Stage, Stage Date, Email, Phone, Loan Amount ...",
        )
    return found


def _find_in_text(text: str) -> Found | None:
    if text.lstrip().startswith("<"):
        root, broken_at = read_markup(text, lambda _done, _of: None)
        return read_mismo(root, broken_at, len(text)) if deals_of(root) else None
    return read_loan_file(text) if is_loan_file(text) else read_table_with(text, _known_in)


def _known_in(headers: list[str]) -> int:
    """Return how many of the headers anybody knows; 0 where they do not say both whose loan it is and its stage."""
    found = [loan_column(header) for header in headers if not is_protected(header)]
    says_stage = any(one in _SAYS_STAGE or isinstance(one, Stage) for one in found)
    says_whose = any(one in _SAYS_WHOSE or (isinstance(one, Column) and _tells_whose(one)) for one in found)
    return sum(one is not None for one in found) if says_stage and says_whose else 0


def _tells_whose(column: Column) -> bool:
    return column.field in (Field.PHONE, Field.EMAIL, Field.NAME, Field.LAST_NAME, Field.VENDOR_ID)


def _row(record: Record, terms: _Terms) -> LoanRow:
    """Return what a row says, or why it cannot be taken."""
    if record.problem:
        return LoanRow(line=record.line, reason=_placed(record, record.problem), cells=record.cells)
    try:
        cells = _sorted(record.cells, terms)
        reports = _reports(cells, terms)
    except _Unclear as why:
        return LoanRow(line=record.line, reason=_placed(record, str(why)), cells=record.cells)
    borrower = _borrower(cells, reports, terms)
    number = cells.first(LoanField.LOAN_NUMBER)
    number = number if squash(number).strip("0") else ""
    says_whose = number or borrower.lead_id or borrower.said_names or borrower.email_keys or borrower.phone_keys
    if not says_whose:
        return LoanRow(line=record.line, reason=_placed(record, "nothing says whose loan it is"), cells=record.cells)
    amount = cells.first(LoanField.FUNDED_AMOUNT) or cells.first(LoanField.AMOUNT)
    return LoanRow(
        line=record.line,
        cells=record.cells,
        loan_number=number,
        borrower=borrower,
        amount=read_money(amount)[0] if amount else None,
        reports=tuple(reports),
    )


def _placed(record: Record, reason: str) -> str:
    return f"{record.place}: {reason}" if record.place else reason


class _Cells(msgspec.Struct):
    """A row's cells by what they say."""

    of_loan: dict[LoanField, list[str]] = {}
    days: dict[Stage, list[Cell]] = {}
    of_borrower: list[tuple[Column, str]] = []

    def first(self, field: LoanField) -> str:
        return next(iter(self.of_loan.get(field, ())), "")

    def every(self, field: Field) -> Iterator[tuple[Column, str]]:
        return ((column, value) for column, value in self.of_borrower if column.field is field)


def _sorted(found: Sequence[Cell], terms: _Terms) -> _Cells:
    cells = _Cells()
    for header, raw in found:
        value = raw.strip()
        if not value or is_protected(header) or is_reason(header):
            continue
        if len(value.encode()) > MOST_CELL_BYTES:
            raise _Unclear(f"“{header[:80]}” holds more than {MOST_CELL_BYTES // 1024} KiB")
        column = terms.also.get(header) or loan_column(header)
        if isinstance(column, LoanField):
            cells.of_loan.setdefault(column, []).append(value)
        elif isinstance(column, Stage):
            cells.days.setdefault(column, []).append((header, value))
        elif column is not None:
            cells.of_borrower.append((column, value))
    return cells


def _reports(cells: _Cells, terms: _Terms) -> list[StageReport]:
    """Return the stages of a row, in order: each with its own day, and those of a column beside their day."""
    found: dict[Stage, StageReport] = {}
    for stage, days in cells.days.items():
        told = [report for header, day in days if (report := _on(stage, day, header, terms)) is not None]
        # a day that is still to come is a plan
        found.update((stage, report) for report in told if report.at <= terms.now)
    for field, dated in (
        (LoanField.STAGE, LoanField.STAGE_DATE),
        (LoanField.FINISHED, LoanField.STAGE_DATE),
        (LoanField.STATUS, LoanField.STATUS_DATE),
    ):
        for words in cells.of_loan.get(field, ()):
            named = _stage_of(words, terms, is_finished=field is LoanField.FINISHED)
            if named is not None and named not in found:
                found[named] = _beside(cells, named, words, dated, terms)
    if not found:
        raise _Unclear("no stage with a day on which it was reached")
    return in_order(found.values())


def _stage_of(words: str, terms: _Terms, *, is_finished: bool) -> Stage | None:
    """Return the stage that is meant, None where the words say none on purpose."""
    if (own := squash(words)) in terms.own:
        return terms.own[own]
    if says_nothing(words):
        return None
    stage = stage_named(words, is_finished=is_finished)
    if stage is None:
        raise _Unclear(
            f'the stage “{words[:40]}” is not known; say what it is with --stage, like "{words[:40]}=processing"'
        )
    return stage


def _beside(cells: _Cells, stage: Stage, words: str, dated: LoanField, terms: _Terms) -> StageReport:
    others = (LoanField.STATUS_DATE, LoanField.STAGE_DATE)
    day = cells.first(dated) or next(filter(None, map(cells.first, others)), "")
    report = _on(stage, day, "the stage's date", terms) if day else None
    if report is None:
        raise _Unclear(f"the stage “{words[:40]}” has no day on which it was reached")
    if report.at > terms.now:
        raise _Unclear(f"the day of the stage “{words[:40]}” is still to come")
    return report


def _on(stage: Stage, text: str, header: str, terms: _Terms) -> StageReport | None:
    """Return the stage at the time a cell names, None where it names none.

    A day without a time counts at its last instant, or now while it lasts: what officers logged on that day, the very
    application among it, came before the loan system was told. Spreadsheets write a day as its midnight.
    """
    if is_no_date(text):
        return None
    at = read_instant(text, terms.zone)
    if at is None:
        raise _Unclear(f"“{header[:40]}” holds no date: “{text[:40]}”")
    wall = at.astimezone(terms.zone)
    if wall.time() != time():
        return StageReport(stage, at, at.isoformat())
    end = datetime.combine(wall.date(), time(23, 59, 59), terms.zone).astimezone(UTC)
    today = terms.now.astimezone(terms.zone).date()
    return StageReport(stage, min(end, terms.now) if wall.date() == today else end, wall.date().isoformat())


def _borrower(cells: _Cells, reports: Sequence[StageReport], terms: _Terms) -> LoanOf:
    """Return what a row says of who borrows, co-borrowers too: any of them may be the one who asked."""
    emails = chain.from_iterable(read_emails(value) for _, value in cells.every(Field.EMAIL))
    phones = chain.from_iterable(read_phones(value) for _, value in cells.every(Field.PHONE))
    return LoanOf(
        lead_id=cells.first(LoanField.LEAD_ID),
        names=tuple(_names(cells)),
        emails=tuple(dict.fromkeys(emails)),
        phones=tuple(dict.fromkeys(phone.number for phone in phones)),
        zip=_zip(cells),
        begun_on=_begun_on(reports, terms),
    )


def _begun_on(reports: Sequence[StageReport], terms: _Terms) -> date:
    return reports[0].at.astimezone(terms.zone).date()


def _names(cells: _Cells) -> Iterator[str]:
    yield from (value for _, value in cells.every(Field.NAME))
    for whose in dict.fromkeys(column.whose for column, _ in cells.of_borrower):
        said = {column.field: value for column, value in cells.of_borrower if column.whose is whose}
        name = " ".join(said[part] for part in _NAME_PARTS if part in said)
        if name:
            yield name


def _zip(cells: _Cells) -> str:
    """Return the ZIP code of the house, or for want of it the borrower's."""
    said = {column.whose: read_zip(value) for column, value in cells.every(Field.ZIP)}
    return said.get(Whose.PROPERTY, "") or said.get(Whose.BORROWER, "")
