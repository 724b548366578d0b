"""The rules file is read strictly and a row that cannot be right is named."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.domain.contact_rules import CompanyRules, Purpose
from app.domain.rule_rows import Part
from app.errors import BadInput, WorldFailed
from app.paths import resources
from app.reference.rules_file import load_rules, read_rules

SHIPPED = resources() / "rules" / "contact_time_rules.json"
Row = dict[str, Any]


def with_row(state: str, change: Callable[[Row], object]) -> bytes:
    """Return the shipped file with the newest row of a state changed in place."""
    document = json.loads(SHIPPED.read_text(encoding="utf-8"))
    change([row for row in document["rows"] if row["state"] == state][-1])
    return json.dumps(document).encode()


def test_the_shipped_rows_are_the_federal_one_fifty_states_and_two_more() -> None:
    rows = read_rules(SHIPPED.read_bytes())
    states = [row.state for row in rows]
    assert states[0] == "US"
    assert len(set(states)) == 53
    assert states.count("PA") == 2
    assert all(row.citation and row.confidence for row in rows)


def test_dates_are_split_where_a_law_reached_texts_later() -> None:
    rows = {row.state: row for row in read_rules(SHIPPED.read_bytes())}
    assert (rows["TX"].calls_from, rows["TX"].texts_from) == (None, date(2025, 9, 1))
    assert (rows["VA"].calls_from, rows["VA"].texts_from) == (None, date(2026, 1, 1))
    assert rows["PA"].calls_from == rows["PA"].texts_from == date(2026, 10, 18)


def test_the_notes_of_a_row_are_kept_for_people() -> None:
    florida = next(row for row in read_rules(SHIPPED.read_bytes()) if row.state == "FL")
    assert florida.cap == (3, 24)
    assert any("501.604" in note for note in florida.notes)
    assert florida.sources


def test_an_exemption_is_read_with_its_citation() -> None:
    data = with_row(
        "KY",
        lambda row: row.update(exempts=[{"part": "hours", "purposes": ["requested"], "citation": "KRS 367.46951"}]),
    )
    kentucky = next(row for row in read_rules(data) if row.state == "KY")
    assert kentucky.spares(Part.HOURS, Purpose.REQUESTED)
    assert not kentucky.spares(Part.HOURS, Purpose.SOLICIT)
    assert not kentucky.spares(Part.CAP, Purpose.REQUESTED)


@pytest.mark.parametrize(
    ("state", "changes", "says"),
    [
        ("KY", {"state": "ZZ"}, "row 19 (ZZ): this state is none"),
        ("KY", {"citation": "  "}, "row 19 (KY): a citation is missing"),
        ("KY", {"confidence": "E"}, "confidence is one of A, B, C, D"),
        ("KY", {"cap": {"count": 0, "hours": 24}}, "a cap allows at least one contact"),
        ("KY", {"until": "2026-01-01", "calls_from": "2026-01-02"}, "it ends before it begins"),
        ("KY", {"calls_from": "1/2/2026"}, "row 19: Invalid"),
        ("KY", {"windows": {"mon": None}}, "row 19: Object missing required field `tue`"),
        ("KY", {"holidays_baned": True}, "unknown field `holidays_baned`"),
        ("KY", {"exempts": [{"part": "hours", "purposes": ["requested"], "citation": ""}]}, "has no citation"),
        ("US", {"exempts": [{"part": "hours", "purposes": ["requested"], "citation": "x"}]}, "always stands"),
        ("US", {"state": "KY"}, "no federal row"),
        ("PA", {"calls_from": "2026-10-17"}, "Two contact rules of PA hold on the same day (2026-10-17)"),
        ("PA", {"texts_from": None}, "Two contact rules of PA hold on the same day"),
    ],
)
def test_a_row_that_cannot_be_right_is_named(state: str, changes: Row, says: str) -> None:
    with pytest.raises(BadInput) as refusal:
        read_rules(with_row(state, lambda row: row.update(changes)))
    assert says in refusal.value.happened
    assert refusal.value.remedy


@pytest.mark.parametrize("window", ["21:00-08:00", "08:00-08:00", "8-21", "08:00-24:30", "08:60-09:00", "08:00"])
def test_a_window_must_end_after_it_begins_on_one_day(window: str) -> None:
    with pytest.raises(BadInput, match=r"row 19 \(KY\): the window") as refusal:
        read_rules(with_row("KY", lambda row: row["windows"].update(wed=window)))
    assert "wed" in refusal.value.happened


def test_a_window_may_end_at_midnight() -> None:
    rows = read_rules(with_row("KY", lambda row: row["windows"].update(wed="00:00-24:00")))
    assert next(row for row in rows if row.state == "KY").week[2] == (0, 1440)


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"rows": []}'])
def test_a_file_that_is_no_rules_file_is_refused(data: bytes) -> None:
    with pytest.raises(BadInput, match="contact rules cannot be read"):
        read_rules(data)


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(WorldFailed, match=r"contact_time_rules\.json.*Install the program again"):
        load_rules(tmp_path)


def test_the_companys_settings_are_taken_in() -> None:
    assert load_rules(resources()).company == CompanyRules()
    assert load_rules(resources(), CompanyRules(cap=2)).company.cap == 2
