"""Answers of verbs as text for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from app.experiment_telling import IS_ONE, experiment_lines
from app.money_telling import MONEY_VIEWS
from app.terminal_words import NOTHING, is_share, on_clock, title_of, value_words

Row = dict[str, Any]

#: what a terminal shows without breaking lines of its own
WIDTH = 100


def in_words(answer: Row, zone: str = "UTC") -> str:
    """Return an answer as lines: tables where a list holds like rows, `name: value` elsewhere; instants in `zone`."""
    return _in_words(on_clock(answer, ZoneInfo(zone)))


def _in_words(answer: Row, indent: str = "") -> str:
    lines: list[str] = []
    for name, value in answer.items():
        title = title_of(name)
        match value:
            case list() if _are_rows(value):
                lines += [f"{indent}{title}:", *_rows(value, indent + "  ")]
            case dict() if value and name.endswith("_s"):
                # one length by several measures: the field's name says the unit of each
                lines += [
                    f"{indent}{title}:",
                    *(f"{indent}  {of}: {value_words(name, one)}" for of, one in value.items()),
                ]
            case dict() if value and not is_share(value):
                lines += [f"{indent}{title}:", _in_words(value, indent + "  ")]
            case list() if _are_sentences(value):
                lines += [f"{indent}{title}:", *(f"{indent}  {value_words('', one)}" for one in value)]
            case str() if "\n" in value:
                shown = "\n".join(line and value_words("", line) for line in value.rstrip("\n").split("\n"))
                lines += [f"{indent}{title}:", textwrap.indent(shown, indent + "  ")]
            case _:
                lines.append(f"{indent}{title}: {value_words(name, value)}")
    return "\n".join(lines)


def _are_sentences(value: Any) -> bool:
    """Return whether a list holds texts that would be hard to tell apart in one line."""
    return isinstance(value, list) and any(isinstance(one, str) and len(one) > WIDTH // 2 for one in value)


def _are_rows(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(row, dict) for row in value)


def _rows(rows: list[Row], indent: str) -> list[str]:
    """Return rows as a table where one fits, else each as a block; what hangs below a row stands below it."""
    if set(rows[0]) >= IS_ONE:
        return [line for row in rows for line in experiment_lines(row, indent, WIDTH)]
    view = next((columns for needs, columns in _VIEWS if needs <= set(rows[0])), None)
    if view is not None:
        table = _table([{title: show(row) for title, show in view.items() if title} for row in rows], indent)
        if _BELOW in view:
            for n, row in reversed(list(enumerate(rows, start=1))):
                below = view[_BELOW](row)
                table[n + 1 : n + 1] = [f"{indent}  {below}"] if below else []
        return table
    if not any(_are_rows(value) for row in rows for value in row.values()):
        table = _table(rows, indent)
        if max(map(len, table)) <= WIDTH:
            return table
    return [line for row in rows for line in _block(row, indent)]


def _table(rows: list[Row], indent: str) -> list[str]:
    """Return rows as aligned columns; a column in which nothing stands is left out."""
    names = dict.fromkeys(name for row in rows for name in row)
    cells = {name: [value_words(name, row.get(name)) for row in rows] for name in names}
    shown = {title_of(name): column for name, column in cells.items() if any(cell != NOTHING for cell in column)}
    widths = {title: max(len(title), *map(len, column)) for title, column in shown.items()}
    lines = ["  ".join(title.ljust(widths[title]) for title in shown)]
    lines += ["  ".join(column[n].ljust(widths[title]) for title, column in shown.items()) for n in range(len(rows))]
    return [indent + line.rstrip() for line in lines]


def _block(row: Row, indent: str) -> list[str]:
    """Return one row as a paragraph of what it has, and below it the tables it holds."""
    below = {name: value for name, value in row.items() if _are_rows(value)}
    said = [
        f"{title_of(name)}: {words}"
        for name, value in row.items()
        if name not in below and (words := value_words(name, value)) != NOTHING
    ]
    lines = textwrap.wrap(
        " · ".join(said),
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent + "  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    for name, value in below.items():
        lines += [f"{indent}  {title_of(name)}:", *_rows(value, indent + "    ")]
    return lines


def _field(name: str) -> Callable[[Row], Any]:
    return lambda row: value_words(name, row[name])


def _length(name: str) -> Callable[[Row], Any]:
    return lambda row: value_words("median_s", row[name]["median_s"])


def _left_out(row: Row) -> str:
    """Return what stands beside the sums, where there is something: a hub from before it could say gives none."""
    shares = [(title_of(name), row.get(name, {})) for name in ("poor_clock", "back_dated")]
    told = [f"{title}: {value_words('', share)}" for title, share in shares if share.get("n")]
    confirmed, unlogged = row.get("confirmed_calls", {}), row.get("unlogged_calls", 0)
    told += [f"calls confirmed: {value_words('', confirmed)}"] if confirmed.get("of") else []
    return "; ".join(told + ([f"calls nobody logged: {unlogged}"] if unlogged else []))


#: what opens a contact at a time that nobody knows yet, by why it is closed
_OPENS_THEN = {"emergency": "opens when that is over"}


def _why_waiting(row: Row) -> str:
    blocked = row["blocked"]
    if blocked is None:
        return str(row["why"])
    until = blocked["until"]
    opens = f"opens {value_words('until', until)}" if until else _OPENS_THEN.get(blocked["code"], "no time opens it")
    said = row["why"].rstrip(".")
    reason = "" if blocked["reason"] in said else f" ({blocked['reason']})"
    return f"{said}{reason}; {opens}."


def _step_note(row: Row) -> str:
    if row["skipped"]:
        return f"skipped: {row['skipped']}"
    return "marketing's" if row["by"] == "marketing" else ", ".join([*row["moved_by"], *filter(None, [row["licence"]])])


def _change(row: Row) -> str:
    before, after = value_words("before", row["before"]), value_words("after", row["after"])
    return after if before == NOTHING else before if after == NOTHING else f"{before} → {after}"


def _next(row: Row) -> str:
    return f"{row['step'] or row['kind']} {value_words('due_at', row['due_at'])}"


def _done(row: Row) -> str:
    done = ", ".join(
        one["step"] if one["becomes"] == one["step"] else f"{one['step']} → {one['becomes'] or 'none'}"
        for one in row["done"]
    )
    return f"done so far: {done}" if done else ""


def _first_change(row: Row) -> str:
    change = row["first_change"]
    if change is None:
        return "nothing changes"
    before, after = value_words("before", change["before"]), value_words("after", change["after"])
    told = " ".join(filter(None, [change["step"], change["what"]]))
    return f"changes first: {told}: {before} → {after}"


#: the heading of what stands on a line of its own below the row
_BELOW = ""
#: the fields a person reads of a row that has too many for one line, known by some that only such rows have
_VIEWS: tuple[tuple[set[str], dict[str, Callable[[Row], Any]]], ...] = (
    *MONEY_VIEWS,
    (
        {"first_attempt", "adherence", "attempts"},
        {
            "officer": _field("officer"),
            "leads": _field("leads"),
            "uncalled": _field("never_called"),
            "first call": _length("first_attempt"),
            "in 5 min": lambda row: row["first_attempt"]["within_5m"],
            "calls": lambda row: row["attempts"]["call"],
            "contacted": lambda row: f"{row['contacted']['n']} of {row['contacted']['of']}",
            "on time": lambda row: f"{row['adherence']['n']} of {row['adherence']['of']}",
            "applied": _field("applications"),
            _BELOW: _left_out,
        },
    ),
    (
        {"lead_id", "phones", "emails", "stage", "received_at"},
        {
            "lead id": _field("lead_id"),
            "name": _field("name"),
            "stage": lambda row: row["stage"].replace("_", " "),
            "phone": lambda row: next(iter(row["phones"]), ""),
            "received at": _field("received_at"),
        },
    ),
    (
        {"lead_id", "kind", "why", "blocked"},
        {
            "lead id": _field("lead_id"),
            "name": _field("name"),
            "step": lambda row: row["step"] or row["kind"],
            "due at": _field("due_at"),
            _BELOW: _why_waiting,
        },
    ),
    (
        {"lead_id", "allowed", "until", "reason"},
        {
            "lead id": _field("lead_id"),
            "allowed": _field("allowed"),
            "until": _field("until"),
            "reason": _field("reason"),
        },
    ),
    (
        {"step", "what", "before", "after"},
        {
            "step": lambda row: row["step"] or "all",
            "what": _field("what"),
            _BELOW: _change,
        },
    ),
    (
        {"lead_id", "name", "next_before", "next_after", "done"},
        {
            "lead id": _field("lead_id"),
            "name": _field("name"),
            "from": _field("from"),
            "to": _field("to"),
            "next before": lambda row: _next(row["next_before"]),
            "next after": lambda row: _next(row["next_after"]),
            _BELOW: lambda row: "; ".join(filter(None, [_first_change(row), _done(row)])),
        },
    ),
    (
        {"line", "outcome", "why"},
        {
            "line": _field("line"),
            "outcome": _field("outcome"),
            "loan": _field("loan"),
            "leads": _field("leads"),
            _BELOW: _field("why"),
        },
    ),
    (
        {"step", "due_at", "moved_by", "skipped"},
        {
            "step": _field("step"),
            "due at": _field("due_at"),
            "on time until": _field("on_time_until"),
            "why": _step_note,
        },
    ),
)
