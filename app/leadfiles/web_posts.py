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
from app.leadfiles.rows import TOO_MANY_CELLS, Cell, Found, Mapping, Record, Row, Terms
from app.leadfiles.values import read_emails
from app.leadfiles.wording import words_of

#: more than any vendor posts at once; a longer list is a file's
MOST_LEADS = 100
_MOST_PARTS = 500
#: fields of one lead, and differently named ones of a whole post; each name costs as much as a lead's number to read
_MOST_FIELDS = 500
_MOST_NAMES = 2000
#: what parts a document or a table has, told by their marks before it is taken apart
_MOST_MARKS = 20_000
_MARKS = {"<": ("<", "="), "{": (",", "{"), "[": (",", "{")}
_MARKS_OF_TABLES = (",", ";", "\t", "|", "^", "~")
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
    try:
        return _read(post, Terms(now, ZoneInfo(zone)), mapping, unsaid)
    except RecursionError:
        raise UnreadableFile(
            "The post is nested deeper than any lead.", "Post the lead's fields side by side."
        ) from None


def _read(post: WebPost, terms: Terms, mapping: Mapping | None, unsaid: re.Pattern[str] | None) -> PostReading:
    found, is_markup = _found(post, mapping)
    family = replace(found.family, is_post=True)
    columns = Columns(family, mapping)
    address = _pairs(post.query)
    rows: list[Row] = []
    names: set[str] = set()
    for record in found.records:
        if len(rows) == MOST_LEADS:
            raise UnreadableFile(f"The post has more than {MOST_LEADS} leads.", "Post them in parts.")
        said = [one for one in chain(record.cells, address) if not (unsaid and any(map(unsaid.search, one)))]
        if sum(bool(value.strip()) for _, value in said) > _MOST_FIELDS:
            rows.append(Row(record.line, None, TOO_MANY_CELLS))
            continue
        names.update(header for header, _ in said)
        if len(names) > _MOST_NAMES:
            raise _too_much()
        told, doubts = _told_by_values(_whole(said), columns)
        row = assemble(replace(record, cells=told), columns, family, terms)
        rows.append(_doubted(row, doubts))
    return PostReading(family.name, rows, is_markup)


def _found(post: WebPost, mapping: Mapping | None) -> tuple[Found, bool]:
    """Return the records, and whether they came as XML; what the post's head says of it is often wrong."""
    if boundary := _boundary(post.content_type):
        return _form(list(_parts(post.body, boundary)), mapping)
    if not post.body.strip(b"\x00 \t\r\n"):
        return _form([], mapping)
    text = text_of(post.body).strip()
    if is_pairs(text) and (cells := cells_of(text)) is not None:
        return _form(cells, mapping)
    return _document(text, mapping), text.startswith("<")


def _boundary(content_type: str) -> bytes:
    """Return what stands between the parts of a form, b"" for none; its words may be written in any charset."""
    kind = Message()
    try:
        kind["Content-Type"] = content_type
        said = kind.get_boundary() if kind.get_content_maintype() == "multipart" else None
        return said.encode() if said else b""
    except (ValueError, LookupError):
        return b""


def _too_much() -> UnreadableFile:
    return UnreadableFile("The post has more fields than any post of leads.", "Post the leads in parts.")


def _document(text: str, mapping: Mapping | None) -> Found:
    """Return the records of a document; one of which no field is named as a number or an address has its say too."""
    if any(text.count(mark) > _MOST_MARKS for mark in _MARKS.get(text[:1], _MARKS_OF_TABLES)):
        raise _too_much()
    if text.startswith(("{", "[")) and (found := read_json(text, mapping, even_unnamed=True)):
        return found
    try:
        return find_records(text.encode(), mapping, _unwatched)
    except UnreadableFile:
        if text.startswith(("{", "[")):
            # a table was looked for in it since it is no JSON, and nobody who posts one asks for a table's columns
            raise UnreadableFile(
                "The post begins as JSON, and no lead can be read of it: it is empty or breaks off.", "Post all of it."
            ) from None
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
    """Return the cells with a number that came in two or three boxes put into one."""
    whole: list[Cell] = []
    n = 0
    while n < len(cells):
        if one := _of_area(cells[n : n + 2]):
            n += 2
        elif one := _of_boxes(cells[n : n + 3]):
            n += 3
        else:
            one, n = cells[n], n + 1
        whole.append(one)
    return whole


def _of_area(cells: Sequence[Cell]) -> Cell | None:
    """Return the number of a box for its area and one for the rest, None for other boxes."""
    if len(cells) < 2 or not _AREA.search(cells[0][0]):
        return None
    area, rest = cells[0][1].strip(), re.sub(r"\D", "", cells[1][1])
    return ("Phone", area + rest) if (len(area), len(rest)) == (3, 7) and area.isdecimal() else None


def _of_boxes(cells: Sequence[Cell]) -> Cell | None:
    """Return the number of three boxes of one name, None for other boxes."""
    digits = [value.strip() for _, value in cells]
    if tuple(map(len, digits)) != _BOXES or not all(map(str.isdecimal, digits)):
        return None
    names = {found[1] if (found := _BOXED.fullmatch(header)) else header for header, _ in cells}
    return (names.pop(), "".join(digits)) if len(names) == 1 else None


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
