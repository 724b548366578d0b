"""A vendor's post, read as a file of one lead or a few: forms, JSON and XML, whatever its headers call it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from email.message import Message
from itertools import chain
from urllib.parse import parse_qsl
from zoneinfo import ZoneInfo

import msgspec
from msgspec.structs import replace

from app.domain.numbers import read_phones
from app.errors import UnreadableFile
from app.leadfiles.assembly import assemble
from app.leadfiles.columns import Columns, Fate
from app.leadfiles.decoding import text_of
from app.leadfiles.families import FORM_POSTS
from app.leadfiles.headers import Column, Field
from app.leadfiles.json_leads import read_json
from app.leadfiles.lead_xml import is_numbered, read_any_xml
from app.leadfiles.markup import read_markup
from app.leadfiles.nesting import is_strangers, plain_header
from app.leadfiles.posts import cells_of, family_of_post, is_pairs
from app.leadfiles.reading import find_records
from app.leadfiles.rows import Cell, Found, Mapping, Record, Row, Terms
from app.leadfiles.values import read_emails
from app.leadfiles.wording import words_of

#: more than any vendor posts at once; a longer list is a file's
MOST_LEADS = 100
_MOST_PARTS = 500
_DOCUMENT = ("<", "{", "[")
_NOT_OF_THE_LEAD = ("hub.", "xmlresponse")
#: longer than any part's own head
_LONGEST_HEAD = 2000
#: an area code, a prefix and a line, each in a box of its own
_BOXES = (3, 3, 4)
_BOXED = re.compile(
    r"(.*?)[\s_-]*(?:\d|area(?:[\s_-]?code)?|prefix|exchange|suffix|line(?:[\s_-]?number)?)", re.IGNORECASE
)
_AREA = re.compile(r"phone.*area|area.?code", re.IGNORECASE)
_TEN_DIGITS = (10, 11)
_LONGEST_NUMBER = 30
_REACHES = {Field.PHONE: "Phone", Field.EMAIL: "Email"}
_TELLING = {
    "": frozenset[str](),
    "Phone": frozenset({"phone", "telephone", "tel", "cell", "mobile", "call", "reach", "number"}),
    "Email": frozenset({"email", "mail", "e"}),
}


class WebPost(msgspec.Struct, frozen=True):
    """What came: the body, what its head calls it, and what stands in the address behind the question mark."""

    body: bytes
    content_type: str = ""
    query: str = ""


class PostReading(msgspec.Struct, frozen=True):
    """Its leads as rows; `format` is the family's name, `is_markup` whether the vendor spoke XML."""

    format: str
    rows: list[Row]
    is_markup: bool


def read_post(
    post: WebPost, *, now: datetime, zone: str, mapping: Mapping | None = None, unsaid: re.Pattern[str] | None = None
) -> PostReading:
    """Return what a post says; cells that hold what is `unsaid`, such as its key, are as if they were not there.

    Raises UnreadableFile when nothing of it can be read as a lead.
    """
    found, is_markup = _found(post, mapping)
    family = replace(found.family, is_post=True)
    columns = Columns(family, mapping)
    address = _pairs(post.query)
    terms = Terms(now, ZoneInfo(zone))
    rows: list[Row] = []
    for record in found.records:
        if len(rows) == MOST_LEADS:
            raise UnreadableFile(f"The post has more than {MOST_LEADS} leads.", "Post them in parts.")
        cells = _whole([one for one in chain(record.cells, address) if not (unsaid and unsaid.search(one[1]))])
        told, doubts = _told_by_values(cells, columns)
        row = assemble(replace(record, cells=told), columns, family, terms)
        rows.append(_doubted(row, doubts))
    return PostReading(family.name, rows, is_markup)


def _found(post: WebPost, mapping: Mapping | None) -> tuple[Found, bool]:
    """Return the records, and whether they came as XML; what the post's head says of it is often wrong."""
    kind = Message()
    kind["Content-Type"] = post.content_type
    if boundary := kind.get_boundary() if kind.get_content_maintype() == "multipart" else None:
        return _form(list(_parts(post.body, boundary.encode())), mapping)
    if not post.body.strip(b"\x00 \t\r\n"):
        return _form([], mapping)
    text = text_of(post.body).strip()
    if is_pairs(text) and (cells := cells_of(text)) is not None:
        return _form(cells, mapping)
    return _document(text, mapping), text.startswith("<")


def _document(text: str, mapping: Mapping | None) -> Found:
    """Return the records of a document; one of which no field is named as a number or an address has its say too."""
    if text.startswith(("{", "[")) and (found := read_json(text, mapping, even_unnamed=True)):
        return found
    try:
        return find_records(text.encode(), mapping, _unwatched)
    except UnreadableFile:
        root, broken_at = read_markup(text, _unwatched) if text.startswith("<") else (None, None)
        if root is None or broken_at is not None or is_numbered(root):
            raise
        return read_any_xml(root, len(text))


def _form(cells: Sequence[Cell], mapping: Mapping | None) -> tuple[Found, bool]:
    """Return a form's one record; where it carries a document in a field, that document's with the other fields."""
    columns = Columns(FORM_POSTS, mapping)
    plain = [(plain_header(header), value) for header, value in cells]
    if not any(columns.says_how_to_reach(header) for header, value in plain if value.strip()):
        carried = next((cell for cell in cells if cell[1].lstrip().startswith(_DOCUMENT)), None)
        if carried is not None:
            found = _document(carried[1].strip(), mapping)
            others = [cell for cell in plain if cell[1] != carried[1]]
            records = (replace(record, cells=[*record.cells, *others]) for record in found.records)
            return replace(found, records=records), carried[1].lstrip().startswith("<")
    return Found(family_of_post(plain), iter([Record(1, 1, plain)]), 1), False


def _pairs(query: str) -> list[Cell]:
    """Return what the address says, but for what Meta's verification and the way of answering are asked with."""
    try:
        pairs = parse_qsl(query, keep_blank_values=True, errors="replace", max_num_fields=_MOST_PARTS)
    except ValueError:
        raise UnreadableFile("The address has more in it than any post of leads.", "Post it in the body.") from None
    return [(plain_header(name), value) for name, value in pairs if not name.lower().startswith(_NOT_OF_THE_LEAD)]


def _parts(body: bytes, boundary: bytes) -> Iterator[Cell]:
    """Return the fields of a multipart form; a file that came along is a field too, named as its box is."""
    for n, part in enumerate(body.split(b"--" + boundary)):
        head, blank, content = part.replace(b"\r\n", b"\n").partition(b"\n\n")
        if n > _MOST_PARTS:
            raise UnreadableFile("The form has more parts than any form of leads.", "Post what the form asks for.")
        disposition = re.search(rb"(?im)^content-disposition:[^\n]*?;\s*name=\"?([^\";\n]*)\"?", head[:_LONGEST_HEAD])
        if blank and disposition:
            value = content.removesuffix(b"\n")
            yield disposition[1].decode("utf-8", "replace"), text_of(value).strip() if value.strip() else ""


def _whole(cells: Sequence[Cell]) -> list[Cell]:
    """Return the cells with a number that came in three boxes put into one."""
    for n in range(len(cells) - 1):
        if len(digits := [value.strip() for _, value in cells[n : n + 2]]) == 2 and _AREA.search(cells[n][0]):
            rest = re.sub(r"\D", "", digits[1])
            if (len(digits[0]), len(rest)) == (3, 7) and digits[0].isdecimal():
                return [*cells[:n], ("Phone", digits[0] + rest), *_whole(cells[n + 2 :])]
    for n in range(len(cells) - 2):
        digits = [value.strip() for _, value in cells[n : n + 3]]
        if all(d.isdecimal() and len(d) == size for d, size in zip(digits, _BOXES, strict=True)):
            names = {found[1] if (found := _BOXED.fullmatch(header)) else header for header, _ in cells[n : n + 3]}
            if len(names) == 1:
                return [*cells[:n], (names.pop(), "".join(digits)), *_whole(cells[n + 3 :])]
    return list(cells)


def _told_by_values(cells: Sequence[Cell], columns: Columns) -> tuple[list[Cell], list[str]]:
    """Return the cells; where none is named as a number or an address, those that hold one are taken for it.

    Somebody waits to be called: a lead of which the name of a box is not known is better than none.
    """
    named = {_reach(header, columns) for header, value in cells if value.strip()} - {""}
    out: list[Cell] = []
    doubts: list[str] = []
    for header, value in cells:
        taken = _looks_like(value) if columns.of(header) is Fate.KEPT and not is_strangers(header) else ""
        # where an address is known, what looks like a number is one only by a word of its name
        if taken in named or (named and not _TELLING[taken].intersection(words_of(header))):
            taken = ""
        out.append((taken or header, value))
        if taken:
            doubts.append(f"“{header}” is named as nothing a lead has, and was taken for its {taken.lower()}")
    return out, doubts


def _reach(header: str, columns: Columns) -> str:
    """Return whether a column is a number's or an address's, "" for neither."""
    column = columns.of(header)
    return _REACHES.get(column.field, "") if isinstance(column, Column) else ""


def _looks_like(value: str) -> str:
    if len(read_emails(value)) == 1 and " " not in value.strip():
        return "Email"
    is_number = len(value) < _LONGEST_NUMBER and sum(c.isdigit() for c in value) in _TEN_DIGITS
    return "Phone" if is_number and read_phones(value) else ""


def _doubted(row: Row, doubts: Sequence[str]) -> Row:
    if row.draft is None or not doubts:
        return row
    return msgspec.structs.replace(row, warning="; ".join(filter(None, [row.warning, *doubts])))


def _unwatched(_done: int, _total: int) -> None:
    """A post is read in one go."""
