"""How the tests of this folder read a file: one moment, one zone, short words for what is asked."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from app.leadfiles.draft import Draft
from app.leadfiles.reading import Mapping, Progress, Reading, read_lead_file

NOW = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
ZONE = "America/New_York"
SAMPLES = Path(__file__).parents[2] / "data" / "leads"


def read(
    content: str | bytes,
    *,
    mapping: Mapping | None = None,
    progress: Progress | None = None,
    name: str = "leads.csv",
) -> Reading:
    data = content.encode() if isinstance(content, str) else content
    return read_lead_file(name, data, now=NOW, zone=ZONE, mapping=mapping, progress=progress)


def read_sample(name: str) -> Reading:
    return read((SAMPLES / name).read_bytes(), name=name)


def only(content: str | bytes, *, mapping: Mapping | None = None) -> Draft:
    """Return the one draft of a file whose every row can be read."""
    reading = read(content, mapping=mapping)
    assert not reading.rejected
    (draft,) = reading.drafts
    return draft


def row_of(header: str, cells: str) -> Draft:
    """Return the draft of a one-row table that can at least be phoned."""
    return only(f"Phone,{header}\n423-555-0142,{cells}\n")
