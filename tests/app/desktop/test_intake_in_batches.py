"""Rows brought in together, one by one or in any parts: the desk ends with the same leads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import count, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from app.desktop.duplicates import Choice, Decision
from app.domain.lead import Partner
from app.leadfiles.rows import Reading
from app.protocol.chain import Event
from tests.desks import TestDesk, a_lead
from tests.effort import examples

HEAD = "Name,Phone,Second Phone,Email,Received At,Lead ID,Source,Realtor Phone,Zip\n"
#: few of each, so that most rows have something in common with another
CELLS = (
    ("Ada Example", "Bo Other", "Cy Third", "Ada M. Example", ""),
    ("423-555-0111", "423-555-0112", "423-555-0113", ""),
    ("423-555-0112", "423-555-0114", "", ""),
    ("ada@example.com", "bo@example.com", "cy@example.com", ""),
    ("2026-11-16T10:00:00-05:00", "2026-11-20T10:00:00-05:00", "", ""),
    ("V-1000001", "V-1000002", "", ""),
    ("Web", "Portal"),
    ("423-555-0199", "423-555-0113", "", ""),
    ("37402", ""),
)
ROWS = st.lists(st.tuples(*map(st.sampled_from, CELLS)), min_size=1, max_size=14)
POLICIES = st.sampled_from(["", "company", "private", "off"])
#: ids that chance makes
_BY_CHANCE = re.compile(r'"(?:merge_id|activity_id|inquiry_id|event_id)":"[^"]*",?')


def parts(reading: Reading, cuts: Sequence[int]) -> Iterator[tuple[int, Reading]]:
    ends = sorted({0, len(reading.rows), *(cut for cut in cuts if cut < len(reading.rows))})
    return ((start, replace(reading, rows=reading.rows[start:end])) for start, end in pairwise(ends))


def brought_in(text: str, cuts: Sequence[int], policy: str, said: Mapping[int, Decision]) -> tuple[Any, ...]:
    """Return what a desk holds, and was told, after the rows came in these parts."""
    numbers = count()
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patched:
        # parts of one file are several files to the desk, each with ids of its own
        patched.setattr("app.desktop.intake.ascending_ids", lambda _now: (f"lead-{n:03}" for n in numbers))
        ada = TestDesk(Path(folder))
        if policy:
            ada.joined(own_leads=policy)
        known = a_lead("known", name="Bo Other", phones=("+14235550112",), emails=())
        referred = msgspec.structs.replace(known, partner=Partner(name="Ria Realtor", phone="+14235550113"))
        ada.put(referred, from_hub=True)
        reading = ada.desk.intake.read("rows.csv", text.encode(), "America/New_York")
        told = []
        for start, part in parts(reading, cuts):
            decisions = {place - start: one for place, one in said.items() if start <= place < start + len(part.rows)}
            told.append(ada.desk.intake.bring_in(part, decisions=decisions)[0])
        held = stored(ada)
        ada.store.close()
    summed = [sum(getattr(one, name) for one in told) for name in ("imported", "updated", "duplicates", "skipped")]
    warnings = sorted(warning for one in told for warning in one.warnings)
    return summed, warnings, [(line, name) for one in told for _, line, name in one.merges], *held


def stored(ada: TestDesk) -> list[Sequence[Any]]:
    """Return all there is about leads, without what chance made."""
    with ada.store.reading() as tx:
        held = [(one.lead, one.from_hub, one.bearings) for one in sorted(tx.leads(), key=lambda one: one.lead.lead_id)]
        events = [msgspec.json.decode(raw, type=Event) for raw in tx.events_after(0, 1000)]
        activities = [[_plain(one) for one in tx.activities(lead.lead_id)] for lead, *_ in held]
        merges = [_plain(one) for lead, *_ in held for one in tx.merges(lead.lead_id)]
        rows = tx.conn.ask("SELECT key, lead_id, kind, name FROM lead_key ORDER BY key, lead_id")
        words = tx.conn.ask(
            "SELECT lead_id, words FROM lead JOIN lead_search ON lead_search.rowid = lead.rowid ORDER BY lead_id"
        )
        rings = tx.conn.ask('SELECT lead_id, "key", ring_at FROM bearing JOIN lead ON lead.rowid = lead_no')
        reminders = sorted(rings)
    sent = [(one.type, one.lead_id, one.seq, _BY_CHANCE.sub("", (one.payload or b"").decode())) for one in events]
    return [held, sent, activities, sorted(merges), rows, words, reminders]


def _plain(what: msgspec.Struct) -> str:
    return _BY_CHANCE.sub("", msgspec.json.encode(what).decode())


@settings(max_examples=examples(25), deadline=None)
@given(data=st.data(), rows=ROWS, policy=POLICIES)
def test_in_any_parts_as_one_by_one(data: st.DataObject, rows: list[tuple[str, ...]], policy: str) -> None:
    text = HEAD + "".join(",".join(row) + "\n" for row in rows)
    places = st.integers(0, len(rows) - 1)
    leads = st.sampled_from(["known", "lead-000", "lead-002", "gone"])
    said = data.draw(st.dictionaries(places, st.builds(Decision, st.sampled_from(Choice), leads), max_size=4))
    cuts = data.draw(st.lists(places, max_size=3))
    assert brought_in(text, cuts, policy, said) == brought_in(text, range(len(rows)), policy, said)
