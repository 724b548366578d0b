"""How a single value of an answer reads on a terminal."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from app.domain.officer import Hours, hours_words, wall_clock
from app.domain.rates import between

_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d[\d:.]*(?:Z|[+-]\d\d:\d\d)")
_SECONDS = "_s"
#: waits of a trial, which are held against one another: in one unit, a long one readable beside it
_COMPARED = {"wait_s", "played_wait_s", "steadied_error_s", "erlang_c_wait_s"}
_LONG_S = 3600
#: headings that say more than their field's name
_TITLES = {
    "wait_s": "wait of every call that fell due, not of first calls alone",
    "unchanged": "unchanged by it",
    "poor_clock": "left out of the speeds for an uncertain clock",
}
#: no path or name that is one word is longer; what is, is cut
_ENDLESS = re.compile(r"\S{300,}")
_SHOWN, _LONGEST = 60, 2000
#: invisible, but what makes one picture or letter of several
_JOINERS = "\u200c\u200d"
NOTHING = "-"
#: how a formula begins, once a table is pasted into a spreadsheet; in a wide alphabet too, as some of them read it
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
#: such as a telephone number: counted together it is still nothing but a number
_A_NUMBER = re.compile(r"[+-][\d .,()/-]*")


def title_of(name: str) -> str:
    """Return a field's name as a heading; a length of time needs no unit in it."""
    # a lead's own columns are called what its vendor called them
    return _TITLES.get(name) or _as_words(_printable(name.removesuffix(_SECONDS).replace("_", " ")))


def value_words(name: str, value: Any) -> str:
    """Return a field's value in one line, whatever is nested in it."""
    match value:
        case None | "" | [] | ():
            return NOTHING
        case bool():
            return "yes" if value else "no"
        case int() | float() if name in _COMPARED:
            return f"{value:,.1f} s" + (f" ({length_words(value)})" if value >= _LONG_S else "")
        case int() | float() if name.endswith(_SECONDS):
            return length_words(value)
        case float():
            return f"{value:.2f}".rstrip("0").rstrip(".")
        case dict():
            return _dict_words(value)
        case list() | tuple() if name == "hours":
            return hours_words(Hours(tuple(value))) or "no shifts"
        case list() | tuple() if name == "between":
            return f"{wall_clock(value[0])}-{wall_clock(value[1])}"
        case list() | tuple():
            told = [value_words("", one) for one in value]
            return (" " if all(one.endswith(".") for one in told) else ", ").join(told)
        case datetime():
            return f"{value:%Y-%m-%d %H:%M %Z}"
        case _:
            return _as_words(_printable(str(value)))


def _as_words(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: whoever fills in a vendor's form may type one."""
    bare = text.strip()
    return f"'{text}" if bare.startswith(_FORMULA) and not _A_NUMBER.fullmatch(bare) else text


def on_clock(value: Any, zone: ZoneInfo) -> Any:
    """Return a value with every instant in it, however deep, on one zone's clock."""
    match value:
        case dict():
            return {name: on_clock(one, zone) for name, one in value.items()}
        case list() | tuple():
            return [on_clock(one, zone) for one in value]
        case str() if _INSTANT.fullmatch(value):
            return datetime.fromisoformat(value).astimezone(zone)
        case _:
            return value


def sentence(text: str) -> str:
    """Return what is told of a failure fit for one line: an argument that is quoted in it may be anything."""
    short = _ENDLESS.sub(lambda word: f"{word[0][:_SHOWN]}…", " ".join(_printable(text).split()))
    return short if len(short) <= _LONGEST else f"{short[:_LONGEST]}…"


def _printable(text: str) -> str:
    """Return the text without what would move a terminal's cursor or ring its bell."""
    return text if text.isprintable() else "".join(c if c.isprintable() or c in _JOINERS else " " for c in text)


def is_share(value: Any) -> bool:
    """Return whether a value is nothing but a count of a whole, with or without its interval."""
    return isinstance(value, dict) and {"n", "of"} <= set(value) <= {"n", "of", "low", "high"}


def _dict_words(value: dict[str, Any]) -> str:
    if not value:
        return NOTHING
    if {"n", "of"} <= set(value):
        interval = ""
        if value["of"] and isinstance(value.get("low"), float):
            interval = f" ({between(value['low'], value['high'])})"
        return f"{value['n']} of {value['of']}{interval}"
    return ", ".join(f"{title_of(name)} {value_words(name, one)}" for name, one in value.items())


def length_words(seconds: float) -> str:
    """Return a length in its two largest units: "40 s", "4 min", "2 h 05 min", "3 d 4 h"."""
    if seconds < 60:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    if hours < 24:
        return f"{hours} h {minutes:02d} min" if minutes else f"{hours} h"
    days, hours = divmod(hours, 24)
    return f"{days} d {hours} h" if hours else f"{days} d"
