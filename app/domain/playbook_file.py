"""Playbook files: read strictly, every problem named by its line and step."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import msgspec

from app.domain.lead import Channel
from app.domain.playbook import Doer, OnExhausted, Playbook, Step, Track
from app.domain.playbook_order import first_call_problems, order_problems
from app.domain.playbook_problems import Problem, located, place_of
from app.domain.playbook_words import LONGEST_S, PER_CALL_S, UNITS_S, duration_s, is_too_long, shown
from app.domain.templates import TEMPLATE_KEYS, Template, template_of
from app.errors import BadPlaybook

TOP_KEYS = {
    "name", "summary", "source", "caveat", "first_call_within", "give_up_after", "on_exhausted",
    "take_back_after", "per_call", "step", "template",
}  # fmt: skip
#: an id stands in lists, tables and sentences; a name in titles
LONGEST_ID, LONGEST_NAME = 64, 120
STEP_KEYS = {
    "id", "channel", "after", "on_day", "every", "before_expiry", "within", "between", "template", "by", "track",
    "note",
}  # fmt: skip
#: what no line of text holds, but for its end and a tabulator
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
#: digits of a keyboard alone: others look like them, and say in no other program what they say here
_WINDOW = re.compile(r"\s*(\d{1,2}):(\d\d)\s*-\s*(\d{1,2}):(\d\d)\s*", re.ASCII)
LONGEST_DAY = LONGEST_S // UNITS_S["d"]


class Look(msgspec.Struct, frozen=True):
    """A text as far as it could be read; a step or template that could not is left out of `playbook`.

    `places` are the places of the read steps among all of the text. There is no playbook where there is no TOML.
    """

    playbook: Playbook | None
    places: list[int]
    problems: list[Problem]


def read_playbook(text: str, *, version: int = 0, name: str = "the playbook") -> Playbook:
    """Read a playbook file's text. Raises BadPlaybook whose `problems` name each line, step and key that is wrong.

    Whether it can be followed is another question: `playbook_checks.checked` asks both.
    """
    look = look_through(text, version=version)
    if look.problems or look.playbook is None:
        raise refusal(name, look.problems)
    return look.playbook


def read_published(text: str, version: int) -> Playbook:
    """Read a version that is in force somewhere: keys this program does not know yet are passed over."""
    look = look_through(text, version=version, is_published=True)
    if look.problems or look.playbook is None:
        raise refusal(f"Version {version} of the playbook", look.problems)
    return look.playbook


def refusal(name: str, problems: list[Problem]) -> BadPlaybook:
    """Return the failure that tells of these problems of the playbook called so."""
    count = len(problems)
    happened = f"{name} has {count} problem{'s' if count != 1 else ''}."
    return BadPlaybook(happened, [problem.words for problem in problems])


def look_through(text: str, *, version: int = 0, is_published: bool = False) -> Look:
    """Read as much of a text as can be, and name what is wrong with the rest."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Look(None, [], [_no_toml(str(error), text)])
    except RecursionError:
        return Look(None, [], [Problem(what="is no playbook: brackets within brackets without end")])
    reader = _Reader(knows_all=not is_published)
    playbook = reader.playbook(data, version)
    return Look(playbook, reader.places, located(reader.problems, text))


def _no_toml(error: str, text: str) -> Problem:
    """Return what keeps a text from being TOML, with the step or template its line stands in."""
    what, _, place = error.partition(" (at ")
    found = re.match(r"line (\d+)", place)
    line = int(found[1]) if found else text.rstrip("\n").count("\n") + 1
    return msgspec.structs.replace(place_of(text, line), what=f"not valid TOML: {what}", line=line)


def _users(steps: Any, template: str) -> tuple[str, ...]:
    """Return the ids of the steps that name a template, as far as they have any."""
    rows = [row for row in steps if isinstance(row, dict)] if isinstance(steps, list) else []
    return tuple(str(row.get("id", "")) for row in rows if row.get("template") == template and row.get("id"))


class _Reader:
    """Collects problems instead of stopping at the first. `_at` says what is being read."""

    def __init__(self, *, knows_all: bool) -> None:
        self.problems: list[Problem] = []
        self.places: list[int] = []
        self._knows_all = knows_all
        self._at = Problem(what="")

    def _wrong(self, what: str, key: str = "") -> None:
        self.problems.append(msgspec.structs.replace(self._at, what=what, key=key))

    def playbook(self, data: dict[str, Any], version: int) -> Playbook:
        self._unknown(data, TOP_KEYS)
        name = self._name(data)
        first_call_s = self._duration(data, "first_call_within", default=300)
        per_call_s = self._duration(data, "per_call", default=PER_CALL_S)
        give_up_s = self._duration(data, "give_up_after", default=None)
        take_back_s = self._duration(data, "take_back_after", default=None)
        lengths = {
            "first_call_within": first_call_s,
            "per_call": per_call_s,
            "give_up_after": give_up_s,
            "take_back_after": take_back_s,
        }
        for key, length in lengths.items():
            if length == 0:
                self._wrong(f"{key} must be longer than nothing", key)
        top = {
            "name": name,
            "summary": self._words(data, "summary"),
            "source": self._words(data, "source"),
            "caveat": self._words(data, "caveat"),
            "first_call_within_s": first_call_s,
            "give_up_after_s": give_up_s,
            "on_exhausted": self._choice(data, "on_exhausted", OnExhausted, OnExhausted.RETURN),
            "take_back_after_s": take_back_s,
            "per_call_s": per_call_s,
        }
        steps = self._steps(data, first_call_s)
        templates = self._templates(data.get("template", {}), data.get("step", []))
        return Playbook(**top, version=version, steps=tuple(steps), templates=tuple(templates))

    def _name(self, data: dict[str, Any]) -> str:
        name = self._words(data, "name")
        if not name.strip() and isinstance(data.get("name", ""), str):
            self._wrong("the playbook has no name", "name" if "name" in data else "")
        elif self._knows_all and not _CONTROL.search(name) and (len(name) > LONGEST_NAME or not name.isprintable()):
            self._wrong(f"the name must be one line of {LONGEST_NAME} letters at most", "name")
        return name

    def _steps(self, data: dict[str, Any], first_call_s: int | None) -> list[Step]:
        raw_steps = data.get("step", [])
        if not isinstance(raw_steps, list):
            self._wrong("each step must be a table of its own that begins with [[step]]", "step")
            return []
        if not raw_steps:
            self._wrong("the playbook has no steps", "step" if "step" in data else "")
            return []
        read = [(n, step) for n, raw in enumerate(raw_steps) if (step := self._step(n, raw)) is not None]
        self._at = Problem(what="")
        self.places, steps = [n for n, _ in read], [step for _, step in read]
        found = order_problems(steps)
        if first_call_s and len(steps) == len(raw_steps):
            # a call that could not be read may be the first one
            found += first_call_problems(steps, first_call_s)
        self.problems += [msgspec.structs.replace(p, number=self.places[p.number or 0]) for p in found]
        return steps

    def _step(self, number: int, raw: Any) -> Step | None:
        self._at = Problem(what="", number=number)
        before = len(self.problems)
        if not isinstance(raw, dict):
            self._wrong("is no table")
            return None
        named = raw.get("id")
        if named is not None and not isinstance(named, str):
            self._wrong(f"id must be words in quotes, not {shown(named)}", "id")
        elif not named or not named.strip():
            self._wrong("has no id", "id")
        elif len(named) > LONGEST_ID or not named.isprintable():
            self._wrong(f"has an id that is no word of one line, of {LONGEST_ID} letters at most", "id")
        else:
            self._at = Problem(what="", number=number, step=named)
        self._unknown(raw, STEP_KEYS)
        step = {
            "step_id": named,
            "channel": self._choice(raw, "channel", Channel, None),
            "after_s": self._duration(raw, "after", default=None),
            "on_day": self._day(raw),
            "every_s": self._duration(raw, "every", default=None),
            "before_expiry_s": self._duration(raw, "before_expiry", default=None),
            "within_s": self._duration(raw, "within", default=None),
            "between": self._between(raw),
            "template": self._words(raw, "template"),
            "by": self._choice(raw, "by", Doer, Doer.OFFICER),
            "track": self._choice(raw, "track", Track, Track.NEW),
            "note": self._words(raw, "note"),
        }
        self._together(raw, step)
        return Step(**step) if len(self.problems) == before else None

    def _together(self, raw: dict[str, Any], step: dict[str, Any]) -> None:
        """Name what a step's keys cannot say side by side."""
        if sum(key in raw for key in ("after", "on_day", "every")) != 1:
            self._wrong("needs exactly one of after, on_day, every")
        if "between" in raw and "on_day" not in raw:
            self._wrong("between goes with on_day only", "between")
        if "within" in raw and "between" in raw:
            self._wrong("within and between cannot both say how long it stays on time", "within")
        if step["within_s"] == 0:
            self._wrong("within must be longer than nothing", "within")
        if step["every_s"] is not None and step["every_s"] < UNITS_S["h"]:
            self._wrong("every must be an hour or more", "every")
        if "before_expiry" in raw and "every" not in raw:
            self._wrong("before_expiry goes with every only", "before_expiry")
        before_s = step["before_expiry_s"]
        if before_s is not None and (before_s == 0 or before_s % UNITS_S["d"]):
            self._wrong("before_expiry must be whole days, such as 10d", "before_expiry")
        if step["by"] is Doer.MARKETING and step["channel"] is Channel.CALL:
            self._wrong("marketing makes no calls", "by")

    def _templates(self, raw: Any, steps: Any) -> list[Template]:
        if not isinstance(raw, dict):
            self._wrong("template must be tables such as [template.hello]", "template")
            return []
        found: list[Template] = []
        for name, table in raw.items():
            self._at = Problem(what="", template=name, used_by=_users(steps, name))
            if not self._knows_all and isinstance(table, dict):
                table = {key: value for key, value in table.items() if key in TEMPLATE_KEYS}  # noqa: PLW2901 - the part of it that is known
            template, problems = template_of(name, table)
            found += [template] if template is not None else []
            for key, what in problems:
                self._wrong(what, key)
        self._at = Problem(what="")
        return found

    def _unknown(self, raw: dict[str, Any], known: set[str]) -> None:
        for key in sorted(set(raw) - known) if self._knows_all else ():
            self._wrong(f"unknown key “{key}”", key)

    def _words(self, raw: dict[str, Any], key: str) -> str:
        value = raw.get(key, "")
        if not isinstance(value, str):
            self._wrong(f"{key} must be words in quotes, not {shown(value)}", key)
            return ""
        if self._knows_all and _CONTROL.search(value):
            self._wrong(f"{key} holds a character that cannot be shown", key)
        return value

    def _duration(self, raw: dict[str, Any], key: str, *, default: int | None) -> int | None:
        if key not in raw:
            return default
        length = duration_s(raw[key]) if isinstance(raw[key], str) else None
        if length is None:
            too_long = isinstance(raw[key], str) and is_too_long(raw[key])
            may_be = f"{LONGEST_DAY}d at most" if too_long else "a time such as 5m, 4h or 30d"
            self._wrong(f"{key} must be {may_be}, not {shown(raw[key])}", key)
            return default
        return length

    def _day(self, raw: dict[str, Any]) -> int | None:
        if "on_day" not in raw:
            return None
        value = raw["on_day"]
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= LONGEST_DAY:
            self._wrong(f"on_day must be a whole number from 1 to {LONGEST_DAY}, not {shown(value)}", "on_day")
            return None
        return value

    def _between(self, raw: dict[str, Any]) -> tuple[int, int] | None:
        if "between" not in raw:
            return None
        match = _WINDOW.fullmatch(str(raw["between"]))
        if match is None:
            self._wrong(f"between must read like 09:00-12:00, not {shown(raw['between'])}", "between")
            return None
        hours = [int(part) for part in match.groups()]
        start, end = hours[0] * 60 + hours[1], hours[2] * 60 + hours[3]
        if hours[1] > 59 or hours[3] > 59 or not 0 <= start < end <= 24 * 60:
            self._wrong(f"between {raw['between']} is no window of a day", "between")
            return None
        return start, end

    def _choice(self, raw: dict[str, Any], key: str, kind: Any, default: Any) -> Any:
        if key not in raw and default is not None:
            return default
        try:
            return kind(raw.get(key))
        except ValueError:
            allowed = ", ".join(kind)
            given = f"{key} must be one of {allowed}, not {shown(raw[key])}" if key in raw else ""
            self._wrong(given or f"needs a {key}: {allowed}", key)
            return default
