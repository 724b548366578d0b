"""Reads the rows that lie on a page of a table, without the pages that lead to it."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from typing import TypeAlias

from storage.desktop.pages import PAGE, RESERVED

Value: TypeAlias = int | float | str | bytes | None
_USABLE = PAGE - RESERVED
_TABLE_LEAF = 0x0D
#: the first page begins with the head of the file
_FILE_HEAD = 100
#: what a page keeps of a row that is too long for it; both from SQLite's file format
_MOST_HERE = _USABLE - 35
_LEAST_HERE = (_USABLE - 12) * 32 // 255 - 23
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_BLOB = 12


class _Unread(Exception):
    """This row leads somewhere that cannot be read."""


def rows_on(
    number: int, page: bytes, page_of: Callable[[int], bytes | None]
) -> Iterator[tuple[int, tuple[Value, ...]]]:
    """Give (rowid, values) of each row on a leaf of a table; rows that cannot be read, and other pages, give none."""
    start = _FILE_HEAD if number == 1 else 0
    if page[start] != _TABLE_LEAF:
        return
    count = int.from_bytes(page[start + 3 : start + 5], "big")
    for at in range(count):
        place = start + 8 + 2 * at
        try:
            (cell,) = struct.unpack_from(">H", page, place)
            rowid, record = _cell(page, cell, page_of)
            yield rowid, _values(record)
        except (_Unread, IndexError, struct.error, UnicodeDecodeError):
            continue


def _cell(page: bytes, at: int, page_of: Callable[[int], bytes | None]) -> tuple[int, bytes]:
    length, at = _varint(page, at)
    rowid, at = _varint(page, at)
    if length <= _MOST_HERE:
        return rowid, _cut(page, at, length)
    here = _LEAST_HERE + (length - _LEAST_HERE) % (_USABLE - 4)
    here = here if here <= _MOST_HERE else _LEAST_HERE
    record, following = _cut(page, at, here), _cut(page, at + here, 4)
    parts, missing = [record], length - here
    while missing > 0:
        further = page_of(int.from_bytes(following, "big"))
        if further is None:
            raise _Unread
        following = further[:4]
        parts.append(further[4 : 4 + min(missing, _USABLE - 4)])
        missing -= _USABLE - 4
    return rowid, b"".join(parts)


def _values(record: bytes) -> tuple[Value, ...]:
    head, at = _varint(record, 0)
    kinds = []
    while at < head:
        kind, at = _varint(record, at)
        kinds.append(kind)
    out: list[Value] = []
    for kind in kinds:
        value, at = _value(record, at, kind)
        out.append(value)
    return tuple(out)


def _value(record: bytes, at: int, kind: int) -> tuple[Value, int]:
    if kind in _INTEGERS:
        size = _INTEGERS[kind]
        return int.from_bytes(_cut(record, at, size), "big", signed=True), at + size
    if kind >= _BLOB:
        size = (kind - _BLOB) // 2
        raw = _cut(record, at, size)
        return (raw.decode() if kind % 2 else raw), at + size
    match kind:
        case 0:
            return None, at
        case 7:
            return struct.unpack(">d", _cut(record, at, 8))[0], at + 8
        case 8 | 9:
            return kind - 8, at
        case _:
            raise _Unread


def _varint(raw: bytes, at: int) -> tuple[int, int]:
    value = 0
    for _ in range(8):
        value = value << 7 | raw[at] & 0x7F
        at += 1
        if not raw[at - 1] & 0x80:
            return value, at
    return value << 8 | raw[at], at + 1


def _cut(raw: bytes, at: int, length: int) -> bytes:
    part = raw[at : at + length]
    if len(part) != length:
        raise _Unread
    return part
