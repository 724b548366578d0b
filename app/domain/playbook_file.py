"""Playbook files: read strictly, every problem named by its step."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection
from typing import Any

from app.domain.lead import Channel
from app.domain.playbook import Doer, OnExhausted, Playbook, Step, Track
from app.errors import BadPlaybook

UNITS_S = {"s": 1, "m": 60, "h": 3600, "d": 86400}
TOP_KEYS = {
    "name", "summary", "source", "caveat", "first_call_within", "give_up_after", "on_exhausted",
    "take_back_after", "per_call", "step",
}  # fmt: skip
STEP_KEYS = {
    "id", "channel", "after", "on_day", "every", "within", "between", "template", "by", "track", "note",
}  # fmt: skip


def read_playbook(
    text: str, *, version: int = 0, name: str = "the playbook", templates: Collection[str] | None = None
) -> Playbook:
    """Read a playbook file's text. Raises BadPlaybook whose `problems` name each step and key that is wrong.

    `templates` are the names an officer's step may ask for, None where they are not known; marketing has its own.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadPlaybook(f"{name} is not valid TOML.", [f"not valid TOML: {error}"]) from error
    except RecursionError:
        raise BadPlaybook(f"{name} is no playbook.", ["brackets within brackets without end"]) from None
    reader = _Reader(templates)
    playbook = reader.playbook(data, version)
    if reader.problems or playbook is None:
        count = len(reader.problems)
        raise BadPlaybook(f"{name} has {count} problem{'s' if count != 1 else ''}.", reader.problems)
    return playbook


def duration_s(text: str) -> int | None:
    """Return the seconds of a time such as 90s, 5m, 4h or 30d, None when it is none."""
    match = re.fullmatch(r"(\d{1,6})\s*([smhd])", text.strip())
    return int(match[1]) * UNITS_S[match[2]] if match else None


class _Reader:
    """Collects problems instead of stopping at the first."""

    def __init__(self, templates: Collection[str] | None) -> None:
        self.problems: list[str] = []
        self._templates = templates

    def playbook(self, data: dict[str, Any], version: int) -> Playbook | None:
        for key in sorted(set(data) - TOP_KEYS):
            self.problems.append(f"unknown key “{key}” at the top")
        name = data.get("name")
        if not isinstance(name, str) or not name.strip():
            self.problems.append("the playbook has no name")
            name = ""
        raw_steps = data.get("step")
        if not isinstance(raw_steps, list) or not raw_steps:
            self.problems.append("the playbook has no steps")
            raw_steps = []
        steps = [s for n, raw in enumerate(raw_steps, start=1) if (s := self._step(n, raw)) is not None]
        self._together(steps)
        first_call_s = self._duration(data, "first_call_within", "the top", default=300)
        self._first_call(steps, first_call_s)
        on_exhausted = self._choice(data, "on_exhausted", OnExhausted, OnExhausted.RETURN, "the top")
        give_up_s = self._duration(data, "give_up_after", "the top", default=None)
        take_back_s = self._duration(data, "take_back_after", "the top", default=None)
        per_call_s = self._duration(data, "per_call", "the top", default=360)
        for key, length in (("first_call_within", first_call_s), ("per_call", per_call_s)):
            if not length:
                self.problems.append(f"the top: {key} must be longer than nothing")
        if self.problems or not first_call_s or not per_call_s:
            return None
        return Playbook(
            name=name,
            version=version,
            summary=str(data.get("summary", "")),
            source=str(data.get("source", "")),
            caveat=str(data.get("caveat", "")),
            steps=tuple(steps),
            first_call_within_s=first_call_s,
            give_up_after_s=give_up_s,
            on_exhausted=on_exhausted,
            take_back_after_s=take_back_s,
            per_call_s=per_call_s,
        )

    def _step(self, number: int, raw: Any) -> Step | None:
        where = f"step {number}"
        if not isinstance(raw, dict):
            self.problems.append(f"{where} is no table")
            return None
        if isinstance(raw.get("id"), str) and raw["id"]:
            where = f"step “{raw['id']}”"
        else:
            self.problems.append(f"{where} has no id")
        before = len(self.problems)
        for key in sorted(set(raw) - STEP_KEYS):
            self.problems.append(f"{where}: unknown key “{key}”")
        channel = self._choice(raw, "channel", Channel, None, where)
        after = self._duration(raw, "after", where, default=None)
        every = self._duration(raw, "every", where, default=None)
        on_day = self._day(raw, where)
        if sum(key in raw for key in ("after", "on_day", "every")) != 1:
            self.problems.append(f"{where}: needs exactly one of after, on_day, every")
        between = self._between(raw, where)
        within = self._duration(raw, "within", where, default=None)
        if between is not None and on_day is None and "on_day" not in raw:
            self.problems.append(f"{where}: between goes with on_day only")
        if within is not None and between is not None:
            self.problems.append(f"{where}: within and between cannot both say how long it stays on time")
        if within == 0:
            self.problems.append(f"{where}: within must be longer than nothing")
        if every is not None and every < UNITS_S["h"]:
            self.problems.append(f"{where}: every must be an hour or more")
        by = self._choice(raw, "by", Doer, Doer.OFFICER, where)
        track = self._choice(raw, "track", Track, Track.NEW, where)
        if by is Doer.MARKETING and channel is Channel.CALL:
            self.problems.append(f"{where}: marketing makes no calls")
        if by is not Doer.MARKETING:
            self._template(raw, where)
        if len(self.problems) > before or channel is None:
            return None
        return Step(
            step_id=str(raw.get("id", "")),
            channel=channel,
            after_s=after,
            on_day=on_day,
            every_s=every,
            within_s=within,
            between=between,
            template=str(raw.get("template", "")),
            by=by,
            track=track,
            note=str(raw.get("note", "")),
        )

    def _template(self, raw: dict[str, Any], where: str) -> None:
        wanted = str(raw.get("template", ""))
        if wanted and self._templates is not None and wanted not in self._templates:
            there_are = ", ".join(sorted(self._templates))
            self.problems.append(f"{where}: there is no template {wanted!r}; there are {there_are}")

    def _together(self, steps: list[Step]) -> None:
        seen: set[str] = set()
        last: dict[tuple[Track, Channel], Step] = {}
        for step in steps:
            if step.step_id in seen:
                self.problems.append(f"step “{step.step_id}”: this id is used twice")
            seen.add(step.step_id)
            key = (step.track, step.channel)
            previous = last.get(key)
            if previous is not None and _order(step) < _order(previous):
                self.problems.append(f"step “{step.step_id}”: comes before “{previous.step_id}”, which stands above it")
            last[key] = step

    def _first_call(self, steps: list[Step], promised_s: int | None) -> None:
        first = next((s for s in steps if s.track is Track.NEW and s.channel is Channel.CALL), None)
        if first is None or promised_s is None:
            return
        if first.after_s is None or first.after_s > promised_s:
            self.problems.append(f"step “{first.step_id}”: the first call is later than first_call_within promises")

    def _duration(self, raw: dict[str, Any], key: str, where: str, *, default: int | None) -> int | None:
        if key not in raw:
            return default
        length = duration_s(raw[key]) if isinstance(raw[key], str) else None
        if length is None:
            self.problems.append(f"{where}: {key} must be a time such as 5m, 4h or 30d, not {raw[key]!r}")
            return default
        return length

    def _day(self, raw: dict[str, Any], where: str) -> int | None:
        if "on_day" not in raw:
            return None
        value = raw["on_day"]
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 3660:
            self.problems.append(f"{where}: on_day must be a whole number from 1 on, not {value!r}")
            return None
        return value

    def _between(self, raw: dict[str, Any], where: str) -> tuple[int, int] | None:
        if "between" not in raw:
            return None
        match = re.fullmatch(r"\s*(\d{1,2}):(\d\d)\s*-\s*(\d{1,2}):(\d\d)\s*", str(raw["between"]))
        if match is None:
            self.problems.append(f"{where}: between must read like 09:00-12:00, not {raw['between']!r}")
            return None
        hours = [int(part) for part in match.groups()]
        start, end = hours[0] * 60 + hours[1], hours[2] * 60 + hours[3]
        if hours[1] > 59 or hours[3] > 59 or not 0 <= start < end <= 24 * 60:
            self.problems.append(f"{where}: between {raw['between']} is no window of a day")
            return None
        return start, end

    def _choice(self, raw: dict[str, Any], key: str, kind: Any, default: Any, where: str) -> Any:
        if key not in raw and default is not None:
            return default
        try:
            return kind(raw.get(key))
        except ValueError:
            allowed = ", ".join(kind)
            what = f"{key} {raw[key]!r} is none of" if key in raw else f"needs a {key}, one of"
            self.problems.append(f"{where}: {what} {allowed}")
            return default


def _order(step: Step) -> tuple[int, int]:
    """Return where a step stands: its day, then seconds or its window's start inside it."""
    if step.on_day is not None:
        return step.on_day, (step.between or (0, 0))[0] * 60
    return step.day, step.after_s or 0
