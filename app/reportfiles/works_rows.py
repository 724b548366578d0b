"""The tables of what works, and experiments, as rows of reports: the hub writes files of them, and so does a desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import Any

from app.domain.campaigns import campaign_words
from app.domain.source_words import source_title
from app.domain.works_definitions import CAVEAT

Row = dict[str, Any]
EXPERIMENTS = "experiments"
#: the one that is split by a field
SPLIT = "works-responses"
#: each report by the table it is of, as the hub's answer names that
REPORTS: Mapping[str, str] = {
    "works-called": "called",
    "works-compared": "compared",
    SPLIT: "responses",
    "works-effects": "speed_effects",
    "works-attempts": "attempts",
}
_CALLED = {
    "within_5m": "within 5 minutes",
    "later": "later",
    "never": "never",
    "not_timed": "they came first, or no clock to trust",
}
_FIGURES = {"contacted": "reached", "applications": "applications", "funded": "funded"}
_CHANNELS = {"call": "call", "text": "text", "email": "e-mail", "inbound": "they came to us", "none": "nothing yet"}
_VERDICTS = {
    "tried_is_better": "the tried version is better",
    "former_is_better": "the tried version is worse",
    "alike": "no difference that matters",
    "not_yet": "nothing can be told yet",
    "too_few": "too few yet",
}


def made_of(report: str) -> Set[str]:
    """Return the tables a report needs, as the hub's answer names them."""
    # a comparison is told with the counts it is of
    return {REPORTS[report], "called"} if report == "works-compared" else {REPORTS[report]}


def works_rows(report: str, tables: Mapping[str, Any], by: str = "") -> list[Row]:
    """Return a table's rows as the report has them; `by` is the field that first contacts are split by."""
    rows: Sequence[Row] = tables[REPORTS[report]]
    match report:
        case "works-called":
            return [{**row, "source": row["source"] or None, "called": _CALLED[row["called"]]} for row in rows]
        case "works-compared":
            return [_compared(row, tables["called"]) for row in rows]
        case "works-responses":
            return [_response(row, by) for row in rows]
        case "works-effects":
            return [_effect(row) for row in rows]
    return [{"attempt": row["attempt"], "and_later": row["and_later"], "reached": _interval(row)} for row in rows]


def caveat_of(report: str) -> str:
    """Return what a report's numbers do not tell: officers chose whom to call at once, and whom again."""
    return CAVEAT if report in REPORTS and report != SPLIT else ""


def beside_of(report: str, by: str = "") -> tuple[tuple[str, str], ...]:
    """Return what is to be read with all of a report's numbers."""
    if report == SPLIT:
        return (("Split by", by or "nothing: all leads together"),)
    caveat = caveat_of(report)
    return (("Caveat", caveat),) if caveat else ()


def _compared(row: Row, called: Sequence[Row]) -> Row:
    """Return a comparison with the counts it is of, which stand in the table of the leads themselves."""
    figure, source = row["figure"], row["source"]
    of = {one["called"]: one[figure] for one in called if one["source"] == source}
    return {
        "source": source or None,
        "figure": _FIGURES[figure],
        "soon": _counted(of.get("within_5m")),
        "later": _counted(of.get("later")),
        "difference": _difference(row),
        "verdict": row["verdict"],
    }


def _effect(row: Row) -> Row:
    told = {name: row[name] for name in ("soon", "later", "sources")}
    return {"figure": _FIGURES[row["figure"]], **told, "difference": _difference(row)}


def _response(row: Row, by: str) -> Row:
    return {
        "value": _value(row["value"], by),
        "channel": _CHANNELS.get(row["channel"], row["channel"]),
        "step": row["step"],
        "answered": _interval(row),
    }


def _value(value: str, by: str) -> str:
    match by:
        case "campaign":
            value = campaign_words(value)
        case "source":
            value = source_title(value)
    return value or ("not given" if by else "all leads")


def experiment_rows(experiments: Sequence[Row]) -> list[Row]:
    """Return a row an experiment, the newest first; who decided anything is left out, as marketing is told no names."""
    return [_experiment(one) for one in experiments]


def _experiment(one: Row) -> Row:
    plan, reading, drawn = one.get("plan") or {}, one.get("reading") or {}, one.get("leads") or {}
    on = one.get("goes_on")
    told = ("name", "advice", "former", "tried", "measure", "within_days", "people_planned", "days", "started_at")
    return {
        **{name: one.get(name) for name in told},
        "state": "running" if one.get("running") else f"over, the {on} version went on" if on else "over",
        "drawn_share": _of_a(100, one.get("share_percent")),
        "effect": _of_a(1000, one.get("effect_permille")),
        "power": plan.get("power"),
        **{f"drawn_{arm}": drawn.get(arm) for arm in _ARMS},
        **{f"had_{arm}": reading.get(arm) for arm in _ARMS},
        "difference": _difference(reading),
        "verdict": _VERDICTS.get(reading.get("verdict", ""), reading.get("verdict")),
        **_harmed(one.get("guards") or ()),
        "stopped_at": one.get("stopped_at"),
        "stopped_why": one.get("stopped_why"),
    }


_ARMS = ("former", "tried")
_HARMS = ("opt_outs", "complaints")


def _harmed(guards: Sequence[Row]) -> Row:
    by_harm = {guard["harm"]: guard for guard in guards}
    return {
        f"{harm}_{arm}": {"n": by_harm[harm][arm], "of": by_harm[harm][f"{arm}_of"]} if harm in by_harm else None
        for harm in _HARMS
        for arm in _ARMS
    }


def _of_a(whole: int, part: int | None) -> float | None:
    return None if part is None else part / whole


def _counted(rate: Mapping[str, Any] | None) -> Row | None:
    return None if rate is None else {"n": rate["n"], "of": rate["of"]}


def _interval(row: Row) -> Row:
    return {name: row[name] for name in ("n", "of", "low", "high")}


def _difference(row: Row) -> Row | None:
    if row.get("by") is None:
        return None
    return {name: row[name] for name in ("by", "low", "high")}
