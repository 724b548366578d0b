"""What vendors post too wide, too long or too deep: refused before it costs anything."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.leadfiles import columns, json_leads, lead_xml, nesting
from app.leadfiles.headers import column_of
from app.leadfiles.web_posts import WebPost
from tests.app.leadfiles.posts import P, only, posted, rows_or_none

#: two thousand differently named fields in all, some asked about a few times each; no more however many came
MOST_ASKED = 120_000


def xml_of(count: int) -> str:
    return f"<lead><phone>{P}</phone>{''.join(f'<f{n}>x</f{n}>' for n in range(count))}</lead>"


WIDE = {
    "a lead in JSON": lambda n: json.dumps({"phone": P, **{f"f{i}": "x" for i in range(n)}}),
    "fields within one": lambda n: json.dumps({"phone": P, "a": {f"question {i}": "x" for i in range(n)}}),
    "far within": lambda n: json.dumps({"phone": P, "properties": {f"p{i}": {"a": {"name": "v"}} for i in range(n)}}),
    "answers": lambda n: json.dumps({"phone": P, "q": [{"question": f"what {i}", "answer": "y"} for i in range(n)]}),
    "objects in a list": lambda n: json.dumps({"phone": P, "q": [{f"x{i}": "y"} for i in range(n)]}),
    "leads of other names": lambda n: json.dumps(
        [{"phone": P, **{f"what {lead} {i}": "x" for i in range(n // 50)}} for lead in range(50)]
    ),
    "XML": xml_of,
    "attributes": lambda n: f'<lead phone="{P}" {" ".join(f"a{i}=" + chr(34) + "x" + chr(34) for i in range(n))}/>',
    "a form": lambda n: f"phone={P}&" + "&".join(f"a{i}=1" for i in range(n)),
    "a table": lambda n: f"phone,{','.join(f'a{i}' for i in range(n))}\n{P}{',x' * n}\n",
}


@pytest.mark.parametrize("count", [5_000, 200_000])
@pytest.mark.parametrize("shape", WIDE)
def test_a_post_of_more_fields_than_any_lead_is_refused_before_their_names_are_looked_at(
    shape: str, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = WIDE[shape](count)
    asked = 0

    def counted(header: str) -> Any:
        nonlocal asked
        asked += 1
        return column_of(header)

    for module in (columns, json_leads, lead_xml, nesting):
        monkeypatch.setattr(module, "column_of", counted)
    rows = rows_or_none(WebPost(body.encode()))
    assert all(row.draft is None and row.reason for row in rows)
    assert asked < MOST_ASKED


def test_a_lead_of_five_hundred_fields_is_taken_and_one_more_is_too_many() -> None:
    lead = {"phone": P, **{f"f{n}": "x" for n in range(499)}}
    assert len(only(json.dumps(lead)).source_fields) == 499
    (row,) = posted(json.dumps({**lead, "more": "x"})).rows
    assert (row.draft, row.reason) == (None, "it has more fields than any lead")


def test_a_lead_whose_fields_hold_too_much_is_refused() -> None:
    lead = {"phone": P, **{f"f{n}": "x" * 30_000 for n in range(4)}}
    assert only(json.dumps(lead)).source_fields == {name: value for name, value in lead.items() if name != "phone"}
    (row,) = posted(json.dumps({**lead, "more": "x" * 30_000})).rows
    assert (row.draft, row.reason) == (None, "its fields hold more than 128 KiB")


@pytest.mark.parametrize("depth", [30, 600, 900])
@pytest.mark.parametrize(("opens", "closes"), [("[", "]"), ('{"b":', "}"), ('[{"b":', "}]")])
def test_a_lead_with_something_nested_in_it_is_read_or_refused_however_deep_it_goes(
    opens: str, closes: str, depth: int
) -> None:
    rows = rows_or_none(WebPost(f'{{"phone":"{P}","a":{opens * depth}1{closes * depth}}}'.encode()))
    assert all(row.draft is not None and row.draft.borrower.phones[0].number == f"+1{P}" for row in rows)
