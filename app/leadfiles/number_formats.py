"""What a workbook's number means by the way it is shown: a date, a share, a ZIP code with its zeros."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from enum import Enum, auto
from functools import lru_cache

import msgspec


class Kind(Enum):
    PLAIN = auto()
    DATE = auto()
    TIME = auto()  # of day
    SHARE = auto()
    PADDED = auto()


class Shape(msgspec.Struct, frozen=True):
    """`digits` is how many a padded number has at least."""

    kind: Kind
    digits: int = 0


PLAIN = Shape(Kind.PLAIN)
_DATE, _TIME, _SHARE = Shape(Kind.DATE), Shape(Kind.TIME), Shape(Kind.SHARE)

#: formats that stand in no file, by their number; 27 to 36 and 50 to 58 are dates of East Asia
_BUILT_IN = {
    **dict.fromkeys((9, 10), _SHARE),
    **dict.fromkeys((14, 15, 16, 17, 22, *range(27, 32), 36, *range(50, 59)), _DATE),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35), _TIME),
}
#: words of the format itself, escaped letters, colours, places
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_LENGTH_OF_TIME = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_LONGEST_CODE = 255

#: no sheet's calendar goes further; the first of 1900's numbers are a day off, for it has a 29th of February
_LAST_DAY = 2_958_466
_LEAP_DAY = 60
_FROM_1900, _FROM_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - a sheet's clock has no zone
_SECONDS = 86_400
#: figures a workbook is sure of
_SURE = 15


def built_in_shape(number: int) -> Shape:
    return _BUILT_IN.get(number, PLAIN)


@lru_cache(maxsize=1024)
def shape_of(code: str) -> Shape:
    """Return what numbers shown by a format are; a length of time is a plain number."""
    code = code[:_LONGEST_CODE]
    if _LENGTH_OF_TIME.search(code):
        return PLAIN
    shown = _NOT_SHOWN.sub("", code).partition(";")[0].lower().replace("general", "")
    if re.search("[yd]", shown):
        return _DATE
    if re.search("[hs]", shown):
        return _TIME
    if "m" in shown:
        return _DATE
    if "%" in shown:
        return _SHARE
    zeros = shown.replace("-", "").replace(" ", "")
    return Shape(Kind.PADDED, len(zeros)) if re.fullmatch("0{2,}", zeros) else PLAIN


def number_text(raw: str, shape: Shape, *, counts_from_1904: bool) -> str:
    """Return a number as somebody would write it: whole ones without a point, dates as dates."""
    if shape is PLAIN and raw.isdecimal():
        return raw
    try:
        value = float(raw)
    except ValueError:
        return raw
    if shape.kind in (Kind.DATE, Kind.TIME):
        return _date_text(value, shape, counts_from_1904=counts_from_1904) or _plain(value)
    if shape.kind is Kind.SHARE:
        return f"{_plain(value * 100)}%"
    return _plain(value).zfill(shape.digits) if shape.kind is Kind.PADDED and value >= 0 else _plain(value)


def _plain(value: float) -> str:
    if value.is_integer() and abs(value) < 10**_SURE:
        return str(int(value))
    return f"{value:.{_SURE}g}"


def _date_text(days: float, shape: Shape, *, counts_from_1904: bool) -> str:
    if not 0 <= days < _LAST_DAY:
        return ""
    seconds = round(days * _SECONDS)
    if days < 1 or shape.kind is Kind.TIME:
        return str((_FROM_1904 + timedelta(seconds=seconds % _SECONDS)).time())
    start = _FROM_1904 if counts_from_1904 else _FROM_1900 if days >= _LEAP_DAY else _FROM_1900 + timedelta(days=1)
    try:
        moment = start + timedelta(seconds=seconds)
    except OverflowError:
        return ""
    return str(moment) if seconds % _SECONDS else str(moment.date())
