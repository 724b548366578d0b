"""The columns of each report's table: where a value stands in a row, of which kind it is, and what is said of it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import msgspec

from app.domain.definitions import OF_LEAKS, OF_OFFICERS, OF_PROMISES, Definition
from app.domain.marketing_definitions import OF_ADJUSTED, OF_CLAIMS, OF_COHORTS
from app.domain.money_definitions import OF_ACCEPTANCE, OF_MARKETING, OF_PARTNERS, OF_RETURNS, OF_SOURCES
from app.domain.works_definitions import (
    OF_ATTEMPTS,
    OF_CALLED,
    OF_COMPARED,
    OF_EFFECTS,
    OF_EXPERIMENTS,
    OF_RESPONSES,
)

Row = Mapping[str, Any]


class Kind(StrEnum):
    """What a column's values are; the value is the unit as a file's definitions name it."""

    TEXT = "text"
    COUNT = "count"
    NUMBER = "number"
    SHARE = "share, 0 to 1"
    DIFFERENCE = "difference of two shares, -1 to 1"
    SECONDS = "seconds"
    DOLLARS = "US dollars"
    INSTANT = "instant"
    DAY = "day"
    MONTH = "month"
    YES_NO = "yes or no"
    REASONS = "counts by reason"
    TRIED = "attempts in words"


class Column(msgspec.Struct, frozen=True):
    """`path` leads to the value in a row; `part` says which part of the figure it is, "" for the whole of it.

    `otherwise` stands where a row is of all of them and so names none.
    """

    path: tuple[str, ...]
    kind: Kind
    definition: Definition
    part: str = ""
    otherwise: str = ""

    @property
    def name(self) -> str:
        """Return what programs know the column by."""
        return "_".join(self.path).replace("-", "_to_").replace("+", "_and_more")

    @property
    def head(self) -> str:
        return f"{self.definition.words}, {self.part}" if self.part else self.definition.words

    @property
    def tells(self) -> str:
        tells = _PARTS.get(self.part, "")
        return f"{self.definition.tells}. {tells}".strip() if tells else f"{self.definition.tells}."

    @property
    def over(self) -> str:
        """Return what the value is held against; "" where it stands by itself."""
        return "" if self.part in _STANDS_ALONE else self.definition.over

    def value(self, row: Row) -> Any:
        """Return the column's value in a row, None where there is none."""
        found: Any = row
        for step in self.path:
            if step == _SHARE and isinstance(found, Mapping):
                return found["n"] / found["of"] if found.get("of") else None
            if isinstance(found, list) and step in _ENDS:
                found = found[_ENDS.index(step)]
            else:
                found = found.get(step) if isinstance(found, Mapping) else None
        return (self.otherwise or None) if found is None else found


_SHARE = "share"
#: how the ends of what lies between two numbers are called
_ENDS = ("low", "high")
_OF, _LOW, _HIGH, _MEDIAN, _P90 = "of", "low", "high", "median", "90th percentile"
_FROM, _TO = "from", "to"
_PARTS = {
    _OF: "This is the denominator.",
    _SHARE: "The count over its denominator.",
    _LOW: "The lower end of the share's 95 % interval (Wilson).",
    _HIGH: "The upper end of the share's 95 % interval (Wilson).",
    _FROM: "The lower end of its 95 % interval.",
    _TO: "The upper end of its 95 % interval.",
    _MEDIAN: "The mean of the middle two.",
    _P90: "Nine of ten were as quick, by linear interpolation.",
    "leads with one": "How many leads the length of time is known of.",
    "median, low": "The lower end of where the median lies in 95 of 100 cases.",
    "median, high": "The upper end of where the median lies in 95 of 100 cases.",
}
_STANDS_ALONE = frozenset({_OF, "leads with one"})


def _column(path: str, kind: Kind, of: Mapping[str, Definition], part: str = "", figure: str = "") -> Column:
    steps = tuple(path.split("."))
    return Column(steps, kind, of[figure or steps[0]], part)


def _rate(path: str, *, has_interval: bool = False, of: Mapping[str, Definition] = OF_OFFICERS) -> list[Column]:
    ends = [("low", Kind.SHARE, _LOW), ("high", Kind.SHARE, _HIGH)] if has_interval else []
    parts = [("n", Kind.COUNT, ""), ("of", Kind.COUNT, _OF), ("share", Kind.SHARE, _SHARE), *ends]
    return [_column(f"{path}.{name}", kind, of, part) for name, kind, part in parts]


def _speed(name: str) -> list[Column]:
    return [
        _column(f"{name}.median_s", Kind.SECONDS, OF_OFFICERS, _MEDIAN),
        *(_column(f"median_between.{name}.{end}", Kind.SECONDS, OF_OFFICERS, f"median, {end}", name) for end in _ENDS),
        _column(f"{name}.p90_s", Kind.SECONDS, OF_OFFICERS, _P90),
        _column(f"{name}.n", Kind.COUNT, OF_OFFICERS, "leads with one"),
        *(_soon(name)),
        *(
            _column(f"{name}.bands.{band}", Kind.COUNT, OF_OFFICERS, f"{words}, {OF_OFFICERS[name].words}", "bands")
            for band, words in _BANDS.items()
        ),
    ]


def _soon(name: str) -> list[Column]:
    said = OF_OFFICERS[name].words
    parts = [("n", Kind.COUNT, said), ("of", Kind.COUNT, f"{said}, of"), ("share", Kind.SHARE, f"{said}, share")]
    return [_column(f"{name}.within_5m.{part}", kind, OF_OFFICERS, words, "within_5m") for part, kind, words in parts]


def _counts(*names: str) -> list[Column]:
    return [_column(name, Kind.COUNT, OF_OFFICERS) for name in names]


_BANDS = {"0-5": "0-5 min", "5-15": "5-15 min", "15-60": "15-60 min", "60+": "over 60 min", "never": "never"}
_CHANNELS = {"call": "calls", "email": "mails", "text": "texts"}
_ANSWERED = {**_CHANNELS, "inbound": "inbound"}
_GRADES = {
    "self": "self-reported",
    "handed_off": "handed to the phone",
    "confirmed": "confirmed",
    "not_coverable": "not coverable",
}

_OFFICERS = (
    _column("officer", Kind.TEXT, OF_OFFICERS),
    _column("branch", Kind.TEXT, OF_OFFICERS),
    *_counts("leads", "moved_in", "moved_out", "never_called", "called_once"),
    *_speed("first_attempt"),
    _column("first_attempt.borrower_first", Kind.COUNT, OF_OFFICERS, "", "borrower_first"),
    *_speed("working_clock"),
    *_speed("first_contact"),
    *(_column(f"attempts.{key}", Kind.COUNT, OF_OFFICERS, words) for key, words in _CHANNELS.items()),
    _column("attempts_per_lead", Kind.NUMBER, OF_OFFICERS),
    *(_column(f"per_lead.{key}", Kind.NUMBER, OF_OFFICERS, words) for key, words in _CHANNELS.items()),
    *_rate("contacted", has_interval=True),
    *(_column(f"answered.{key}", Kind.COUNT, OF_OFFICERS, words) for key, words in _ANSWERED.items()),
    *_rate("adherence"),
    _column("spread.adherence", Kind.NUMBER, OF_OFFICERS, OF_OFFICERS["adherence"].words),
    _column("adherence.excused", Kind.REASONS, OF_OFFICERS, "", "excused"),
    *_rate("promises"),
    _column("spread.promises", Kind.NUMBER, OF_OFFICERS, OF_OFFICERS["promises"].words),
    *_counts("appointments", "applications", "accepted", "funded", "handed_over", "open_overdue", "first_calls_missed"),
    *(_column(f"evidence.{key}", Kind.COUNT, OF_OFFICERS, words) for key, words in _GRADES.items()),
    *_rate("confirmed_calls"),
    *_counts("unlogged_calls"),
    *_rate("back_dated"),
    *_rate("poor_clock"),
)
_TEXTS = frozenset({"source", "campaign", "partner", "company", "step", "channel", "words"})
_OF_A_CLAIM = frozenset({"lead_id", "vendor_id", "reason", "state", "sent_state", "said_state", "verdict"})
_OF_WORKS = frozenset({"called", "figure", "value", "name", "advice", "measure", "stopped_why"})
_KINDS = {
    **dict.fromkeys(_TEXTS | _OF_A_CLAIM | _OF_WORKS, Kind.TEXT),
    **dict.fromkeys(("minutes_to_call", "attempts_per_lead", "at_minutes"), Kind.NUMBER),
    **dict.fromkeys(("received_at", "first_received_at", "started_at", "stopped_at"), Kind.INSTANT),
    **dict.fromkeys(("average", "drawn_share", "power"), Kind.SHARE),
    "effect": Kind.DIFFERENCE,
    "until": Kind.DAY,
    "proof": Kind.TRIED,
    "month": Kind.MONTH,
    **dict.fromkeys(("ripe", "and_later"), Kind.YES_NO),
    "reasons": Kind.REASONS,
    "withheld": Kind.REASONS,
    "accepted_after_s": Kind.SECONDS,
    **dict.fromkeys(("funded_volume", "fees", "month_fees", "spend", "credits", "cost", "price"), Kind.DOLLARS),
}


def _columns(
    of: Mapping[str, Definition], parts: Mapping[str, list[Column]] | None = None, *, dollars: str = ""
) -> tuple[Column, ...]:
    """Return a column a figure, or the `parts` of it; `dollars` names one that is a count in other reports."""
    made: list[Column] = []
    for name in of:
        is_cost = name == dollars or name.startswith("cost_per")
        kind = Kind.DOLLARS if is_cost else _KINDS.get(name, Kind.COUNT)
        made += (parts or {}).get(name) or [_column(name, kind, of)]
    return tuple(made)


def _expected(name: str) -> list[Column]:
    parts = (("n", Kind.NUMBER, ""), ("low", Kind.COUNT, _FROM), ("high", Kind.COUNT, _TO))
    return [_column(f"expected.{name}.{end}", kind, OF_COHORTS, part, f"expected_{name}") for end, kind, part in parts]


def _of_all(name: str, words: str, of: Mapping[str, Definition] = OF_COHORTS) -> list[Column]:
    return [Column((name,), Kind.TEXT, of[name], otherwise=words)]


def _apart(of: Mapping[str, Definition]) -> list[Column]:
    """Return a difference of two shares, and its interval."""
    ends = (("by", ""), ("low", _FROM), ("high", _TO))
    return [_column(f"difference.{end}", Kind.DIFFERENCE, of, part) for end, part in ends]


def _rates(of: Mapping[str, Definition], *names: str, has_interval: bool = False) -> dict[str, list[Column]]:
    return {name: _rate(name, has_interval=has_interval, of=of) for name in names}


_SOURCES = _columns(OF_SOURCES, dollars="refused")
_COHORTS = _columns(
    OF_COHORTS,
    {
        "source": _of_all("source", "all sources"),
        "campaign": _of_all("campaign", "all campaigns"),
        "expected_applications": _expected("applications"),
        "expected_funded": _expected("funded"),
    },
    dollars="refused",
)
_ADJUSTED = _columns(
    OF_ADJUSTED,
    {
        **_rates(OF_ADJUSTED, "called_in_5m", "applications"),
        "alike": [
            _column("alike", Kind.SHARE, OF_ADJUSTED),
            _column("alike_from", Kind.SHARE, OF_ADJUSTED, _FROM, "alike"),
            _column("alike_to", Kind.SHARE, OF_ADJUSTED, _TO, "alike"),
        ],
    },
)
_BOTH = ("soon", "later")
_ALL_SOURCES = "all sources"
_CALLED = _columns(
    OF_CALLED,
    {
        "source": _of_all("source", _ALL_SOURCES, OF_CALLED),
        **_rates(OF_CALLED, "contacted", "applications", "funded", has_interval=True),
    },
)
_COMPARED = _columns(
    OF_COMPARED,
    {
        "source": _of_all("source", _ALL_SOURCES, OF_COMPARED),
        "difference": _apart(OF_COMPARED),
        **_rates(OF_COMPARED, *_BOTH),
    },
)
_HARMED = tuple(f"{harm}_{arm}" for harm in ("opt_outs", "complaints") for arm in ("former", "tried"))
_EXPERIMENTS = _columns(
    OF_EXPERIMENTS,
    {
        "difference": _apart(OF_EXPERIMENTS),
        **_rates(OF_EXPERIMENTS, "had_former", "had_tried", has_interval=True),
        **_rates(OF_EXPERIMENTS, *_HARMED),
    },
)
_OWED = {"first_contact": "first contact", "pre_approval": "pre-approval", "clear_to_close": "clear to close"}
_LEAKS = (
    _column("kind", Kind.TEXT, OF_LEAKS),
    _column("step", Kind.TEXT, OF_LEAKS),
    _column("side", Kind.TEXT, OF_LEAKS),
    _column("leads", Kind.COUNT, OF_LEAKS),
    _column("cost", Kind.DOLLARS, OF_LEAKS),
)
_PROMISES = (
    _column("lead_id", Kind.TEXT, OF_PROMISES),
    _column("officer", Kind.TEXT, OF_PROMISES),
    _column("promised_at", Kind.INSTANT, OF_PROMISES),
    _column("attempted_at", Kind.INSTANT, OF_PROMISES),
    _column("state", Kind.TEXT, OF_PROMISES),
)
#: by the report's name
COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "team": _OFFICERS,
    "officer": _OFFICERS,
    "sources": _SOURCES,
    "leaks": _LEAKS,
    "promises": _PROMISES,
    "costs": _SOURCES,
    "returns": _columns(OF_RETURNS, _rates(OF_RETURNS, "bad")),
    "acceptance": _columns(OF_ACCEPTANCE, _rates(OF_ACCEPTANCE, "accepted", "sent_back", has_interval=True)),
    "partners": _columns(
        OF_PARTNERS,
        {
            **_rates(OF_PARTNERS, "contacted", has_interval=True),
            "owed_a_word": [
                _column(f"owed_a_word.{key}", Kind.COUNT, OF_PARTNERS, words) for key, words in _OWED.items()
            ],
        },
    ),
    "marketing-due": _columns(OF_MARKETING),
    "cohorts": _COHORTS,
    "adjusted": _ADJUSTED,
    "claims": _columns(OF_CLAIMS),
    "works-called": _CALLED,
    "works-compared": _COMPARED,
    "works-responses": _columns(OF_RESPONSES, _rates(OF_RESPONSES, "answered", has_interval=True)),
    "works-effects": _columns(OF_EFFECTS, {"difference": _apart(OF_EFFECTS), **_rates(OF_EFFECTS, *_BOTH)}),
    "works-attempts": _columns(OF_ATTEMPTS, _rates(OF_ATTEMPTS, "reached", has_interval=True)),
    "experiments": _EXPERIMENTS,
}
