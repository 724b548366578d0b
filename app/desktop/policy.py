"""What a company has set for a desk, put together of all places where it may stand; and what of it does nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any
from urllib.parse import urlsplit

import msgspec

from app.desktop.hub_address import read_hub_address, refuse_plain_http
from app.desktop.policy_schema import (
    BY_NAME,
    LONGEST_TEXT,
    MODE,
    NO,
    PAC,
    POLICIES,
    PROXY,
    URL,
    YES,
    Declared,
    Kind,
)
from app.desktop.quiet_hours import read_hours
from app.desktop.settings import HUB_URL, LOCALE, Policy, Said
from app.errors import BadInput

MACHINE, USER = "machine", "user"
_LINE = re.compile(r'(?:^|[{,])[ \t]*"(\w+)"\s*:\s*', re.MULTILINE)
_LOCALE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*")
_GROUPS = {one.name: one for one in POLICIES if one.kind is Kind.GROUP}
_SINGLE = {one.name: one for one in POLICIES if one.kind is not Kind.GROUP}


class Source(msgspec.Struct, frozen=True):
    """What one place says, as it stands there. `at` are the places of single names, where those are known closer."""

    level: str
    place: str
    told: Mapping[str, Any] = msgspec.field(default_factory=dict)
    at: Mapping[str, str] = msgspec.field(default_factory=dict)
    faults: tuple[str, ...] = ()

    def where(self, name: str) -> str:
        return self.at.get(name, self.place)


def read_policy(text: str, place: str = "policies.json") -> Policy:
    """Read one file as if it were the only place."""
    return put_together([read_json(text, MACHINE, place)])


def read_json(text: str, level: str, place: str) -> Source:
    """Read a file of policies. Lines of a broken one that can be read still hold: a comma that is missing in one must
    not open what the others close.
    """
    lines = {found[1]: text.count("\n", 0, found.start(1)) + 1 for found in reversed(list(_LINE.finditer(text)))}
    at = {name: f"{place} line {line}" for name, line in lines.items()}
    faults: list[str] = []

    def told(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [name for name, _ in pairs]
        twice = sorted({name for name in names if names.count(name) > 1})
        faults.extend(f"{place}: {name} stands there more than once; the last of them holds." for name in twice)
        return dict(pairs)

    try:
        whole = json.loads(text, object_pairs_hook=told) if text.strip() else {}
    except (json.JSONDecodeError, RecursionError) as error:
        line = f" line {error.lineno}: {error.msg}" if isinstance(error, json.JSONDecodeError) else ""
        faults.append(f"{place}{line or ': too deep'}. It is no valid JSON; what can be read of it holds.")
        whole = dict(_readable(text))
    if not isinstance(whole, dict):
        return Source(level, place, faults=(*faults, f"{place}: it is no list of names and values in braces."))
    return Source(level, place, whole, at, tuple(faults))


def _readable(text: str) -> Iterator[tuple[str, Any]]:
    """Give the names of a broken file whose values are whole."""
    decoder, after = json.JSONDecoder(), 0
    for found in _LINE.finditer(text):
        # what stands inside of a value that was read is no name of its own
        if found.start() >= after:
            try:
                value, after = decoder.raw_decode(text, found.end())
            except (json.JSONDecodeError, RecursionError):
                continue
            yield found[1], value


def put_together(sources: Iterable[Source]) -> Policy:
    """Let each name hold as the first place says that has a good value for it; all that does nothing is told."""
    said: dict[str, Said] = {}
    faults: list[str] = []
    for source in sources:
        faults += source.faults
        found: dict[str, Said] = {}
        for name, value in source.told.items():
            if name in _GROUPS:
                part, wrong = _of_group(_GROUPS[name], value, source)
            else:
                part, wrong = _of_line(name, _SINGLE.get(name), value, source)
            found |= part
            faults += wrong
        taken = {name.partition(".")[0] for name in said}
        said |= {name: each for name, each in found.items() if name.partition(".")[0] not in taken}
    return Policy(_values(said), said, tuple(faults))


def _of_line(name: str, declared: Declared | None, value: Any, source: Source) -> tuple[dict[str, Said], list[str]]:
    where = source.where(name.partition(".")[0])
    try:
        if declared is None:
            raise BadInput("this version knows no policy by that name.")  # noqa: TRY301 - told as any other fault
        word = _value(declared, value)
    except BadInput as fault:
        return {}, [f"{where}: {name}: {fault.happened}"]
    if idle := declared.idle or declared.idle_at.get(word, ""):
        return {}, [f"{where}: {name} does nothing. {idle}"]
    return {name: Said(word, source.level, where)}, []


def _of_group(group: Declared, value: Any, source: Source) -> tuple[dict[str, Said], list[str]]:
    if not isinstance(value, Mapping):
        names = ", ".join(part.name for part in group.parts)
        return {}, [f"{source.where(group.name)}: {group.name}: braces with {names} are wanted."]
    found: dict[str, Said] = {}
    faults: list[str] = []
    declared = {part.name: part for part in group.parts}
    for name, inner in value.items():
        part, wrong = _of_line(f"{group.name}.{name}", declared.get(name), inner, source)
        found |= part
        faults += wrong
    mode = found.get(f"{PROXY}.{MODE}")
    needed = {"manual": URL, "pac": PAC}.get(mode.value if mode else "")
    if mode is not None and needed and f"{PROXY}.{needed}" not in found:
        return {}, [*faults, f"{mode.place}: {PROXY}: mode {mode.value} does nothing without a {needed}."]
    return found, faults


def _values(said: Mapping[str, Said]) -> dict[str, str]:
    """Return what settings are locked at, in their own words."""
    values = {}
    for name, each in said.items():
        declared = BY_NAME[name]
        if declared.locks is not None:
            values[declared.locks.name] = declared.means.get(each.value, each.value)
    return values


def _value(declared: Declared, value: Any) -> str:
    """Return a value as it is kept; raises BadInput for one that cannot be meant."""
    if declared.kind is Kind.YES_NO:
        return _yes_no(value)
    if declared.kind is Kind.WHOLE:
        return _whole(declared, value)
    if not isinstance(value, str):
        raise BadInput("a text in quotes is wanted.")
    word = value.strip()
    if not word or len(word) > LONGEST_TEXT or not word.isprintable():
        raise BadInput("it is empty, too long, or has signs in it that cannot be seen.")
    if declared.kind is Kind.CHOICE and word not in declared.choices:
        raise BadInput(f"“{word}” is none of {', '.join(declared.choices)}.")
    if declared.kind is Kind.HOURS:
        read_hours(word)
    if declared.kind is Kind.ADDRESS:
        return _address(declared, word)
    if declared.kind is Kind.PATH and not _is_whole(word):
        raise BadInput(f"“{word}” is no whole path.")
    if declared.name == LOCALE and not _LOCALE.fullmatch(word):
        raise BadInput(f"“{word}” is no language; write it like de or en-US.")
    return word


def _yes_no(value: Any) -> str:
    # a registry has no true and false
    if value in (True, False) and isinstance(value, int):
        return YES if value else NO
    raise BadInput("true or false is wanted, without quotes.")


def _whole(declared: Declared, value: Any) -> str:
    if isinstance(value, int) and not isinstance(value, bool) and declared.low <= value <= declared.high:
        return str(value)
    raise BadInput(f"a whole number from {declared.low} to {declared.high} is wanted.")


def _address(declared: Declared, word: str) -> str:
    if declared.name == PAC and word.lower().startswith("file://") and word.isascii():
        return word
    try:
        if declared.name != HUB_URL and "://" not in word:
            raise BadInput("whether it speaks TLS is not said.")  # noqa: TRY301 - told as any other fault
        address = read_hub_address(word)
        if declared.name == HUB_URL:
            refuse_plain_http(address)
    except BadInput as fault:
        if declared.name == HUB_URL:
            raise
        raise BadInput(f"that is no address; write it like {declared.example}.") from fault
    if "@" in urlsplit(address).netloc:
        # every officer reads a policy, and doctor prints it
        raise BadInput("a name or a password has no place in it.")
    # of a script the slash at its end counts
    return word if declared.name == PAC else address


def _is_whole(path: str) -> bool:
    is_home = path == "~" or path.startswith(("~/", "~\\"))
    return is_home or PurePosixPath(path).is_absolute() or PureWindowsPath(path).is_absolute()
