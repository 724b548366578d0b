"""Bills, credits and spend read row by row: who is paid for which month, day or lead, how much, and what came back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from enum import IntEnum, StrEnum, auto
from zoneinfo import ZoneInfo

import msgspec

from app.domain.marketing_steps import Result
from app.domain.money import CreditState
from app.errors import UnreadableFile
from app.leadfiles.decoding import refuse_if_too_large, text_of
from app.leadfiles.instants import is_no_date, read_instant
from app.leadfiles.mending import is_reason
from app.leadfiles.rows import MOST_CELL_BYTES, MOST_ROWS, Cell, Found, Record
from app.leadfiles.tables import read_table_with
from app.leadfiles.wording import squash
from app.leadfiles.workbook import is_archive
from app.leadfiles.workbook_tables import read_workbook_with


class MoneyFile(StrEnum):
    """What a file is about, as its verb says; and what marketing gives back of the steps it was handed."""

    COSTS = "costs"
    CREDITS = "credits"
    SPEND = "spend"
    STEPS = "steps"


class MoneyField(IntEnum):
    """What a cell says."""

    SOURCE = auto()
    CAMPAIGN = auto()
    MONTH = auto()
    DAY = auto()
    AMOUNT = auto()
    PER_LEAD = auto()
    LEAD_ID = auto()
    VENDOR_ID = auto()
    STATE = auto()
    REASON = auto()
    REFERENCE = auto()
    TOUCH = auto()
    EMAIL = auto()


_COLUMNS = {
    MoneyField.SOURCE: """
        source, lead source, vendor, vendor name, provider, partner, channel, platform, media source, publisher,
        supplier, source name, account""",
    MoneyField.CAMPAIGN: "campaign, campaign name, ad campaign, utm campaign, campaign title, lead campaign",
    MoneyField.MONTH: """
        month, billing month, period, billing period, service month, month received, for month, year month""",
    MoneyField.DAY: """
        date, day, on, spend date, reporting date, reporting starts, from, since, starting, effective, effective date,
        effective from, decided, decided on, decision date, credit date, sent, sent on, sent at, date sent, event date,
        at""",
    MoneyField.AMOUNT: """
        amount, cost, fee, fees, monthly fee, month fee, spend, amount spent, amount spent usd, media spend, ad spend,
        total, total cost, price, credit, credit amount, amount credited, dollars, usd, invoice amount, charge""",
    MoneyField.PER_LEAD: "cost per lead, price per lead, fee per lead, per lead, cpl, lead price, lead cost, lead fee",
    MoneyField.LEAD_ID: "lead id, followthrough lead id, followthrough id, our lead id, crm lead id",
    MoneyField.VENDOR_ID: """
        vendor id, vendor lead id, vendors lead id, vendor reference, provider lead id, their lead id, external id,
        external lead id, lead reference""",
    MoneyField.STATE: """
        status, state of claim, result, decision, outcome, claim status, credit status, disposition, event, what""",
    MoneyField.REASON: "reason, return reason, credit reason, why, claim reason",
    MoneyField.REFERENCE: """
        reference, invoice, invoice number, invoice no, credit memo, memo, document, document number""",
    MoneyField.TOUCH: "handed out as, step handed out, touch, touch id",
    MoneyField.EMAIL: "to, email, e mail, email address, recipient, address",
}  # fmt: skip
#: what a header is, and how much it says so: "Source" more than "Account" beside it
_FIELDS = {
    squash(name): (field, rank) for field, names in _COLUMNS.items() for rank, name in enumerate(names.split(","))
}
#: at least one of each set, or the table is not about what the verb says
_NEEDS: dict[MoneyFile, tuple[frozenset[MoneyField], ...]] = {
    MoneyFile.COSTS: (frozenset({MoneyField.AMOUNT, MoneyField.PER_LEAD}),),
    MoneyFile.CREDITS: (frozenset({MoneyField.LEAD_ID, MoneyField.VENDOR_ID, MoneyField.MONTH, MoneyField.DAY}),),
    MoneyFile.SPEND: (frozenset({MoneyField.AMOUNT}), frozenset({MoneyField.MONTH, MoneyField.DAY})),
    MoneyFile.STEPS: (frozenset({MoneyField.TOUCH}), frozenset({MoneyField.STATE})),
}
_TELL = {
    MoneyFile.COSTS: "Source, Campaign, Month, Amount; or Cost per Lead and From; or Lead ID and Amount",
    MoneyFile.CREDITS: "Lead ID or Vendor Lead ID and Source, Status, Amount, Reason; or Source, Month, Status, Amount",
    MoneyFile.SPEND: "Source, Campaign, Month or Date, Amount",
    MoneyFile.STEPS: "Handed Out As, Result, Date",
}
_STATES = {
    CreditState.GRANTED: "granted, approved, accepted, credited, credit issued, issued, paid, yes, refunded",
    CreditState.REFUSED: "refused, denied, declined, rejected, not approved, no, disputed and denied",
    CreditState.CLAIMED: "claimed, submitted, pending, requested, open, in review, under review, asked",
}
_STATE_OF = {squash(word): state for state, words in _STATES.items() for word in words.split(",")}
_RESULTS = {
    Result.DONE: "done, sent, delivered, opened, clicked, processed, completed, success",
    Result.BOUNCED: "bounced, bounce, hard bounce, undeliverable, invalid address, dropped",
    Result.OPTED_OUT: """
        opted out, opt out, unsubscribed, unsubscribe, stop, spam, spam report, complaint, complained, spamreport""",
    Result.REPLIED: "replied, reply, answered, responded",
    Result.FAILED: "failed, not sent, error, skipped, soft bounce, deferred, cancelled, canceled",
}
_RESULT_OF = {squash(word): result for result, words in _RESULTS.items() for word in words.split(",")}
_AMOUNT = re.compile(r"(?:usd|us\$|\$)?\s*(\d{1,3}(?:,\d{3})+|\d+)?(\.\d{1,20})?\s*(?:usd|dollars)?", re.IGNORECASE)
_UNSIGNED = re.compile(r"^\s*[-\u2212(]\s*([^()]*?)\s*\)?\s*$")
_MOST = Decimal(10) ** 10
_FINEST = Decimal("0.000001")
_YEAR_MONTH = re.compile(r"(\d{4})[-/](\d{1,2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/](\d{4})")
_NAMED_MONTH = re.compile(r"([A-Za-z]{3,9})\.?,?[\s-]+(\d{4})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class MoneyRow(msgspec.Struct, frozen=True, kw_only=True):
    """One row with its line: what it says, or why it cannot be read; `cells` are for whoever mends it."""

    line: int
    reason: str = ""
    cells: Sequence[Cell] = ()
    source: str = ""
    campaign: str = ""
    month: date | None = None
    day: date | None = None
    amount: Decimal | None = None
    per_lead: Decimal | None = None
    lead_id: str = ""
    vendor_id: str = ""
    state: CreditState | None = None
    result: Result | None = None
    why: str = ""
    reference: str = ""
    touch_id: str = ""
    email: str = ""


class MoneyReading(msgspec.Struct, frozen=True):
    """What a file held; `headers` stand above the rows."""

    file: MoneyFile
    rows: list[MoneyRow]
    headers: Sequence[str]


def read_money_file(data: bytes, file: MoneyFile, *, zone: str) -> MoneyReading:
    """Return every row of a CSV or XLSX file. Raises UnreadableFile for one that is about something else."""
    refuse_if_too_large(data)

    def known(headers: list[str]) -> int:
        fields = {found[0] for header in headers if (found := _field(header, file)) is not None}
        return len(fields) if all(fields & some for some in _NEEDS[file]) else 0

    found = read_workbook_with(data, known) if is_archive(data) else read_table_with(text_of(data), known)
    if found is None:
        raise UnreadableFile(
            f"No {file} were found in the file: its columns do not say what was paid for what."
            if file is not MoneyFile.STEPS
            else "No steps were found in the file: its columns do not say which step and what became of it.",
            f"Name them in the first line: {_TELL[file]}.",
        )
    return MoneyReading(file, list(_rows(found, file, ZoneInfo(zone))), found.headers)


def read_amount(text: str) -> Decimal | None:
    """Return an amount of dollars, nought as well; None for one that is negative, a range or none at all."""
    match = _AMOUNT.fullmatch(text.strip())
    digits = "" if match is None else f"{match[1] or ''}{match[2] or ''}".replace(",", "")
    if not digits:
        return None
    # a spreadsheet's number may trail off where it was worked out; an advertiser's is in millionths
    amount = Decimal(digits).quantize(_FINEST).normalize()
    return amount + 0 if amount < _MOST else None


def read_month(text: str, zone: ZoneInfo) -> date | None:
    """Return the first day of a month, written as 2026-11, 11/2026, November 2026, or as any day of it."""
    text = text.strip()
    if found := _YEAR_MONTH.fullmatch(text):
        year, month = int(found[1]), int(found[2])
    elif found := _MONTH_YEAR.fullmatch(text):
        year, month = int(found[2]), int(found[1])
    elif (found := _NAMED_MONTH.fullmatch(text)) and found[1][:3].casefold() in _MONTHS:
        year, month = int(found[2]), _MONTHS.index(found[1][:3].casefold()) + 1
    else:
        day = read_day(text, zone)
        return None if day is None else day.replace(day=1)
    return date(year, month, 1) if 2000 <= year < 2200 and 1 <= month <= 12 else None


def read_day(text: str, zone: ZoneInfo) -> date | None:
    at = read_instant(text, zone)
    return None if at is None else at.astimezone(zone).date()


def credit_state(words: str) -> CreditState | None:
    return _STATE_OF.get(squash(words))


class _Unclear(Exception):
    """Why a row cannot be taken."""


def _field(header: str, file: MoneyFile) -> tuple[MoneyField, int] | None:
    found = None if is_reason(header) else _FIELDS.get(squash(header))
    # "Address" of a table of costs is nobody's
    return None if found is not None and found[0] is MoneyField.EMAIL and file is not MoneyFile.STEPS else found


def _rows(found: Found, file: MoneyFile, zone: ZoneInfo) -> Iterator[MoneyRow]:
    for n, record in enumerate(found.records):
        if n >= MOST_ROWS:
            raise UnreadableFile(f"The file has more than {MOST_ROWS:,} rows.", "Split it and import the parts.")
        yield _row(record, file, zone)


def _row(record: Record, file: MoneyFile, zone: ZoneInfo) -> MoneyRow:
    place = f"{record.place}: " if record.place else ""
    if record.problem:
        return MoneyRow(line=record.line, reason=place + record.problem, cells=record.cells)
    try:
        said = _sorted(record.cells, file)
        if file is MoneyFile.CREDITS and MoneyField.AMOUNT in said:
            # a credit memo has its amounts below nought, as an accountant writes them
            said[MoneyField.AMOUNT] = _UNSIGNED.sub(r"\1", said[MoneyField.AMOUNT])
        return _read(record, said, zone)
    except _Unclear as why:
        return MoneyRow(line=record.line, reason=f"{place}{why}", cells=record.cells)


def _sorted(cells: Sequence[Cell], file: MoneyFile) -> dict[MoneyField, str]:
    said: dict[MoneyField, tuple[int, str]] = {}
    for header, raw in cells:
        value = raw.strip()
        found = _field(header, file)
        if value and found is not None:
            if len(value.encode()) > MOST_CELL_BYTES:
                raise _Unclear(f"“{header[:80]}” holds more than {MOST_CELL_BYTES // 1024} KiB")
            field, rank = found
            if field not in said or rank < said[field][0]:
                said[field] = rank, value
    return {field: value for field, (_, value) in said.items()}


def _read(record: Record, said: dict[MoneyField, str], zone: ZoneInfo) -> MoneyRow:
    def text(field: MoneyField) -> str:
        return " ".join(said.get(field, "").replace("\x00", "").split())[:200]

    state = text(MoneyField.STATE)
    return MoneyRow(
        line=record.line,
        cells=record.cells,
        source=text(MoneyField.SOURCE),
        campaign=text(MoneyField.CAMPAIGN),
        month=_month(said, zone),
        day=_day(said, zone),
        amount=_amount(said, MoneyField.AMOUNT),
        per_lead=_amount(said, MoneyField.PER_LEAD),
        lead_id=text(MoneyField.LEAD_ID),
        vendor_id=text(MoneyField.VENDOR_ID),
        state=credit_state(state),
        result=_RESULT_OF.get(squash(state)),
        why=text(MoneyField.REASON),
        reference=text(MoneyField.REFERENCE),
        touch_id=text(MoneyField.TOUCH),
        email=text(MoneyField.EMAIL),
    )


def _month(said: dict[MoneyField, str], zone: ZoneInfo) -> date | None:
    text = said.get(MoneyField.MONTH, "")
    if not text or is_no_date(text):
        return None
    if (month := read_month(text, zone)) is None:
        raise _Unclear(f"“{text[:40]}” is no month")
    return month


def _day(said: dict[MoneyField, str], zone: ZoneInfo) -> date | None:
    text = said.get(MoneyField.DAY, "")
    if not text or is_no_date(text):
        return None
    if (day := read_day(text, zone)) is None:
        raise _Unclear(f"“{text[:40]}” is no date")
    return day


def _amount(said: dict[MoneyField, str], field: MoneyField) -> Decimal | None:
    text = said.get(field, "")
    if not text:
        return None
    if (amount := read_amount(text)) is None:
        raise _Unclear(f"“{text[:40]}” is no amount of dollars")
    return amount
