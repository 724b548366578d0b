"""Form posts kept in a file: bodies a line each, or whole requests with their headers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from app.leadfiles.columns import Columns
from app.leadfiles.families import FORM_POSTS, FREERATEUPDATE, VELOCIFY, is_freerateupdate
from app.leadfiles.rows import Cell, Family, Found, Mapping, Record

_REQUEST = re.compile(r"(?:POST|PUT|GET)\s+(\S+)(?:\s+HTTP/[\d.]+)?\s*")
_BODY = re.compile(r"[\w.$:%+\[\]-]+=[^&]*(?:&[\w.$:%+\[\]-]*(?:=[^&]*)?)+")
_PAIR = re.compile(r"&*[\w.$:%+\[\]-]{1,200}=")
_NO_POST = "not a form post"
#: longer than any form; matching keeps each of its fields in mind
_LONGEST_BODY = 256 * 1024
_MOST_FIELDS = 2000
#: requests start within the first lines, or nowhere
_LOOKED_AT = 4096


def is_request(text: str) -> bool:
    return _REQUEST.match(text.lstrip()[:_LOOKED_AT].partition("\n")[0]) is not None


def is_form_body(text: str, mapping: Mapping | None) -> bool:
    """Return whether the first line is a post that says how somebody can be reached."""
    first = text.lstrip().partition("\n")[0].strip()
    if len(first) > _LONGEST_BODY or not _BODY.fullmatch(first):
        return False
    columns = Columns(FORM_POSTS, mapping)
    return any(columns.says_how_to_reach(header) for header, _ in cells_of(first) or ())


def read_bodies(text: str) -> Found:
    """Return a record for every line that is not blank; the first line says whose posts they are."""
    first = text.lstrip().partition("\n")[0]
    return Found(family_of_post(cells_of(first.strip()) or []), _bodies(text), len(text))


def _bodies(text: str) -> Iterator[Record]:
    at = 0
    for line, content in enumerate(text.split("\n"), 1):
        at += len(content) + 1
        if content.strip():
            yield _record(line, at, content.strip(), [])


def read_requests(text: str) -> Found:
    """Return a record for each body behind a request line; what the address carries belongs to every one of them."""
    records = list(_requests(text))
    first = next((record.cells for record in records if record.cells), [])
    family = VELOCIFY if re.search(r"import\.aspx", text[:_LOOKED_AT], re.IGNORECASE) else family_of_post(first)
    return Found(family, iter(records), len(text))


def _requests(text: str) -> Iterator[Record]:
    address: list[Cell] = []
    in_headers, address_line, at = False, 0, 0
    for line, raw in enumerate(text.split("\n"), 1):
        at += len(raw) + 1
        content = raw.strip()
        if request := _REQUEST.fullmatch(content):
            if address_line:
                yield Record(address_line, at, address)
            in_headers, address, address_line = True, cells_of(urlsplit(request[1]).query) or [], line
        elif in_headers:
            in_headers = bool(content)
        elif content:
            yield _record(line, at, content, address)
            address_line = 0
    if address_line:
        # a request without a body says all it has in its address
        yield Record(address_line, at, address)


def _record(line: int, at: int, body: str, address: list[Cell]) -> Record:
    cells = cells_of(body)
    return Record(line, at, [], _NO_POST) if cells is None else Record(line, at, cells + address)


def is_pairs(text: str) -> bool:
    """Return whether a text begins as a form's body does, of one field or of many."""
    return _PAIR.match(text) is not None


def cells_of(body: str) -> list[Cell] | None:
    """Return a form's fields in their order, None for what is no form."""
    if "=" not in body:
        return None
    try:
        pairs = parse_qsl(body, keep_blank_values=True, errors="surrogateescape", max_num_fields=_MOST_FIELDS)
    except ValueError:
        return None
    return [(_mended(name).strip(), _mended(value)) for name, value in pairs]


def _mended(text: str) -> str:
    """Return the text with what was no UTF-8 read as Windows text: old forms post ’ as %92."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogateescape").decode("cp1252", "replace")
    return text


def family_of_post(cells: list[Cell]) -> Family:
    """Return whose form posts these fields."""
    return FREERATEUPDATE if is_freerateupdate(header for header, _ in cells) else FORM_POSTS
