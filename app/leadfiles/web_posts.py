"""A vendor's post, read as a file of one lead or a few: forms, JSON and XML, whatever its headers call it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from email.message import Message
from itertools import chain
from urllib.parse import parse_qsl
from zoneinfo import ZoneInfo

import msgspec

from app.domain.numbers import read_phones
from app.errors import UnreadableFile
from app.leadfiles.assembly import assemble
from app.leadfiles.columns import Columns, Fate
from app.leadfiles.decoding import text_of
from app.leadfiles.families import FORM_POSTS
from app.leadfiles.nesting import is_strangers, plain_header
from app.leadfiles.posts import cells_of, family_of_post, is_pairs
from app.leadfiles.reading import find_records
from app.leadfiles.rows import Cell, Found, Mapping, Record, Row, Terms
from app.leadfiles.values import read_emails

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
_TEN_DIGITS = (10, 11)
_LONGEST_NUMBER = 30


@dataclass(frozen=True, slots=True)
class WebPost:
    """What came: the body, what its head calls it, and what stands in the address behind the question mark."""

    body: bytes
    content_type: str = ""
    query: str = ""


@dataclass(frozen=True, slots=True)
class PostReading:
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
    if text.startswith("<"):
        return find_records(post.body, mapping, _unwatched), True
    if is_pairs(text) and (cells := cells_of(text)) is not None:
        return _form(cells, mapping)
    return find_records(post.body, mapping, _unwatched), False


def _form(cells: Sequence[Cell], mapping: Mapping | None) -> tuple[Found, bool]:
    """Return a form's one record; where it carries a document in a field, that document's with the other fields."""
    columns = Columns(FORM_POSTS, mapping)
    plain = [(plain_header(header), value) for header, value in cells]
    if not any(columns.says_how_to_reach(header) for header, value in plain if value.strip()):
        carried = next((cell for cell in cells if cell[1].lstrip().startswith(_DOCUMENT)), None)
        if carried is not None:
            found = find_records(carried[1].encode(), mapping, _unwatched)
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
    if any(columns.says_how_to_reach(header) for header, value in cells if value.strip()):
        return list(cells), []
    out: list[Cell] = []
    doubts: list[str] = []
    for header, value in cells:
        taken = _looks_like(value) if columns.of(header) is Fate.KEPT and not is_strangers(header) else ""
        out.append((taken or header, value))
        if taken:
            doubts.append(f"“{header}” is named as nothing a lead has, and was taken for its {taken.lower()}")
    return out, doubts


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
