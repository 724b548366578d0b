"""A phone system's call records read row by row: who called which number, when, for how long.

RingCentral, Zoom Phone and Microsoft Teams name their columns each in its own way and change them now and then; every
spelling known is read in every file, and the format says what a file leaves out: the zone of its times.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from enum import IntEnum, StrEnum, auto
from zoneinfo import ZoneInfo

import msgspec

from app.domain.lead import Phone
from app.domain.numbers import phone_key, read_phone
from app.errors import BadInput, UnreadableFile
from app.leadfiles.decoding import refuse_if_too_large, text_of
from app.leadfiles.instants import read_instant
from app.leadfiles.rows import MOST_ROWS, Found, Record
from app.leadfiles.tables import read_table_with
from app.leadfiles.wording import squash
from app.leadfiles.workbook import is_archive
from app.leadfiles.workbook_tables import read_workbook_with


class CallFormat(StrEnum):
    """Whose export it is; `GENERIC` is any table with a number and a time."""

    RINGCENTRAL = "ringcentral"
    ZOOM = "zoom"
    TEAMS = "teams"
    GENERIC = "generic"


class CallField(IntEnum):
    """What a cell says of a call."""

    BEGAN = auto()
    TIME = auto()  # of day, where the date stands in a column of its own
    FROM = auto()
    TO = auto()
    NUMBER = auto()  # the other end's, whoever called
    DIRECTION = auto()
    SECONDS = auto()
    KIND = auto()  # a call, a fax, a text
    WHO = auto()  # by name
    MAIL = auto()
    CALLER_NAME = auto()
    CALL_ID = auto()


_COLUMNS = {
    CallField.BEGAN: """
        start time, start, started, started at, start date time, call start time, call time, date time, date,
        began at, at, when,
        call date, timestamp, start time utc, invite time""",
    CallField.TIME: "time, time of day",
    CallField.FROM: "from, from number, caller number, caller id, calling number, source number, caller id number",
    CallField.TO: """
        to, to number, callee number, called number, destination number, destination dialed, number dialed,
        dialed number, number dialled, dialled number,
        callee id number""",
    CallField.NUMBER: "phone number, number, phone, contact number, customer number, external number, other party",
    CallField.DIRECTION: "direction, call direction, call type, type",
    CallField.SECONDS: """
        duration, call duration, duration seconds, length, talk time, seconds, total duration, call length,
        duration s""",
    CallField.KIND: "media, communication type, call kind",
    CallField.WHO: """
        user, who, user name, user display name, display name, owner, officer, agent, employee, loan officer, extension,
        extension name, owner name""",
    CallField.MAIL: """
        upn, user principal name, email, user email, owner email, agent email, officer email, caller email, username""",
    CallField.CALLER_NAME: "caller name, from name, caller id name",
    CallField.CALL_ID: """
        call id, session id, call log id, telephony session id, record id, id, usage id""",
}  # fmt: skip
#: a cell's meaning by the squashed header above it
Fields = Mapping[str, CallField]
_FIELDS: Fields = {squash(name): field for field, names in _COLUMNS.items() for name in names.split(",")}
#: how a person says what a column is; "nothing" leaves one out that is taken for something
WORDS: Mapping[str, CallField | None] = {
    **{field.name.lower().replace("_", " "): field for field in CallField},
    "nothing": None,
}
#: columns that only one of them has; the first whose are all there
_MARKS = (
    (CallFormat.RINGCENTRAL, ({"action"}, {"actionresult", "result"})),
    (CallFormat.TEAMS, ({"upn", "userprincipalname"}, {"calltype"})),
    (CallFormat.ZOOM, ({"callernumber"}, {"calleenumber"})),
)
_OUT = frozenset(
    {
        "outbound",
        "outgoing",
        "out",
        "outboundcall",
        "userout",
        "useroutconf",
        "userouttransfer",
        "useroutforwarding",
        "placed",
    }
)
_IN = frozenset({"inbound", "incoming", "in", "missed", "received", "userin", "ucapin", "confin", "voicemail"})
#: what stands in the column of RingCentral's that says the direction in others' files
_CALLS = frozenset({"voice", "call", "phone", "voicecall"})
_NO_CALLS = frozenset({"fax", "sms", "text", "mms", "message"})
_NO_CALLS_FOUND = "No calls were found in the file: no columns say to which number and when."
_SAY_WHICH = (
    "The columns needed are a start time and the number called. Say which they are, such as --column 'Dialed=number' "
    "--column 'Placed=began'."
)
_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{2})(?:\.\d+)?")
_LONGEST = timedelta(hours=24)


class CallRow(msgspec.Struct, frozen=True, kw_only=True):
    """One row with its line: a call to a number outside, or why it is none (`left_out`) or cannot be read (`reason`).

    `said_by` are the ways in which the row names who called: mail, name, the number called from.
    """

    line: int
    reason: str = ""
    left_out: str = ""
    number: str = ""
    began_at: datetime = datetime.min.replace(tzinfo=UTC)
    seconds: int = 0
    said_by: tuple[str, ...] = ()
    call_id: str = ""


class CallReading(msgspec.Struct, frozen=True):
    """`columns` says of each header what it was taken for, "" for nothing."""

    format: CallFormat
    rows: list[CallRow]
    columns: dict[str, str]


def read_calls(
    data: bytes, *, zone: str, asked: CallFormat | None = None, said: Mapping[str, str] | None = None
) -> CallReading:
    """Return every row of an export (CSV, XLSX). Raises UnreadableFile for what is none.

    `zone` is that of times that name none, but for Teams, whose are UTC; `asked` None has the columns tell whose
    export it is. `said` is what a person says columns are, by header, in the words of `WORDS`; raises BadInput for one
    that is in no file or in words that mean nothing.
    """
    fields = _with(said or {})
    found = _find(data, fields)
    # as it is read without what was said, it names the columns there are
    told_of = found or _find(data, _FIELDS)
    if told_of is not None:
        _check_there(said or {}, told_of.headers)
    if found is None:
        raise UnreadableFile(_NO_CALLS_FOUND, _SAY_WHICH)
    told = asked or format_of(found.headers)
    clock = ZoneInfo("UTC") if told is CallFormat.TEAMS else ZoneInfo(zone)
    rows: list[CallRow] = []
    for record in found.records:
        if len(rows) >= MOST_ROWS:
            raise UnreadableFile(f"The file has more than {MOST_ROWS:,} rows.", "Split it and import the parts.")
        rows.append(_row(record, clock, fields))
    return CallReading(told, rows, {header: _word(fields.get(squash(header))) for header in found.headers})


def _with(said: Mapping[str, str]) -> Fields:
    """Return what headers mean, as a person says in place of what they are known for."""
    unknown = next((word for word in said.values() if word not in WORDS), None)
    if unknown is not None:
        raise BadInput(f"“{unknown}” is nothing a call record says.", f"A column is one of {', '.join(WORDS)}.")
    chosen = {squash(header): WORDS[word] for header, word in said.items()}
    taken = set(chosen.values())
    # what a person names instead of a column that is known takes that one's place
    known = {name: field for name, field in _FIELDS.items() if field not in taken and name not in chosen}
    return {**known, **{name: field for name, field in chosen.items() if field is not None}}


def _check_there(said: Mapping[str, str], headers: Sequence[str]) -> None:
    there = set(map(squash, headers))
    missing = next((header for header in said if squash(header) not in there), None)
    if missing is not None:
        raise BadInput(f"The file has no column “{missing}”.", f"It has {', '.join(headers[:40])}.")


def _word(field: CallField | None) -> str:
    return next((word for word, one in WORDS.items() if one is field), "") if field is not None else ""


def format_of(headers: Sequence[str]) -> CallFormat:
    """Return whose export the columns are."""
    names = set(map(squash, headers))
    return next((one for one, marks in _MARKS if all(names & mark for mark in marks)), CallFormat.GENERIC)


def _find(data: bytes, fields: Fields) -> Found | None:
    refuse_if_too_large(data)

    def known_in(headers: list[str]) -> int:
        return _known_in(headers, fields)

    is_workbook = is_archive(data)
    return read_workbook_with(data, known_in) if is_workbook else read_table_with(text_of(data), known_in)


def _known_in(headers: list[str], fields: Fields) -> int:
    found = {fields.get(squash(header)) for header in headers} - {None}
    has_number = found & {CallField.TO, CallField.NUMBER}
    return len(found) if has_number and CallField.BEGAN in found else 0


def _row(record: Record, clock: ZoneInfo, fields: Fields) -> CallRow:
    if record.problem:
        return CallRow(line=record.line, reason=record.problem)
    cells = _cells(record, fields)
    direction = squash(cells.get(CallField.DIRECTION, ""))
    if squash(cells.get(CallField.KIND, direction)) in _NO_CALLS:
        return CallRow(line=record.line, left_out="no call")
    if direction in _IN:
        return CallRow(line=record.line, left_out="incoming")
    if direction and direction not in _OUT | _CALLS:
        return CallRow(line=record.line, reason=f"“{direction[:40]}” is no direction of a call")
    began = _began(cells, clock)
    if began is None:
        return CallRow(line=record.line, reason="the call names no time at which it began")
    phone = _called(record, fields)
    if phone is None:
        # an extension, or the number withheld: nobody outside was called
        return CallRow(line=record.line, left_out="no number outside")
    seconds = _seconds(cells.get(CallField.SECONDS, ""))
    if seconds is None:
        return CallRow(line=record.line, reason="the length of the call cannot be read")
    # "101 - Ada", as RingCentral names an extension
    who = re.sub(r"^\d+\s*-\s*(?=\D)", "", cells.get(CallField.WHO, ""))
    said = (cells.get(CallField.MAIL, ""), who, cells.get(CallField.CALLER_NAME, ""), cells.get(CallField.FROM, ""))
    return CallRow(
        line=record.line,
        number=phone.number,
        began_at=began,
        seconds=seconds,
        said_by=tuple(dict.fromkeys(filter(None, said))),
        call_id=cells.get(CallField.CALL_ID, ""),
    )


def _called(record: Record, fields: Fields) -> Phone | None:
    """Return the number outside that was called; Teams has the country before it, in a column that looks like one."""
    said = list(_said(record, fields))
    for asked in (CallField.TO, CallField.NUMBER):
        cells = [value for field, value in said if field is asked]
        if cells:
            phones = filter(None, map(read_phone, cells))
            return next((phone for phone in phones if len(phone_key(phone.number)) >= 10), None)
    return None


def _cells(record: Record, fields: Fields) -> Mapping[CallField, str]:
    """Return the first cell that says anything, by what it says; a second column of direction is the kind."""
    cells: dict[CallField, str] = {}
    for field, value in _said(record, fields):
        is_kind = field is CallField.DIRECTION and squash(value) in _NO_CALLS | _CALLS
        cells.setdefault(CallField.KIND if is_kind else field, value)
    return cells


def _said(record: Record, fields: Fields) -> Iterator[tuple[CallField, str]]:
    for header, raw in record.cells:
        field, value = fields.get(squash(header)), raw.strip()
        if field is not None and value and len(value) <= 500:
            yield field, value


def _began(cells: Mapping[CallField, str], clock: ZoneInfo) -> datetime | None:
    """Return when a call began: an instant, or a date with the time of day beside it; a day alone is no time."""
    text = cells.get(CallField.BEGAN, "")
    # "Mon 03/02/2026", as RingCentral writes it
    day = re.sub(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+", "", text, flags=re.IGNORECASE)
    with_time = day if ":" in day else f"{day} {cells.get(CallField.TIME, '')}"
    return read_instant(with_time, clock) if ":" in with_time else None


def _seconds(text: str) -> int | None:
    """Return a length of time: seconds, m:ss, h:mm:ss; none said is none. None where it is something else."""
    if not text or text in ("-", "--"):
        return 0
    clock = _CLOCK.fullmatch(text)
    if clock:
        length = int(clock[1] or 0) * 3600 + int(clock[2]) * 60 + int(clock[3])
    else:
        plain = text.casefold().removesuffix("seconds").removesuffix("sec").removesuffix("s").strip()
        if not plain.replace(".", "", 1).isdecimal():
            return None
        length = int(float(plain))
    return length if timedelta(seconds=length) <= _LONGEST else None
