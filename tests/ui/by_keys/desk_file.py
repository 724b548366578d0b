"""What a desk's database holds, read by plain statements while its window is open."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.faults.readable_events import opened


@dataclass(frozen=True)
class Entry:
    """One activity as it lies there."""

    activity_id: str
    lead: str
    kind: str
    body: dict[str, Any]

    @property
    def when(self) -> datetime | None:
        return datetime.fromisoformat(self.body["when"]) if "when" in self.body else None

    @property
    def note(self) -> str:
        return str(self.body.get("note", ""))


class DeskFile:
    """A desk's database, read by nobody's code but the tests'."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def _ask(self, query: str) -> list[tuple[Any, ...]]:
        with opened(self.path) as conn:
            return list(conn.execute(query).fetchall())

    def entries(self) -> list[Entry]:
        """Return all activities in the order they were written in, each with its lead's name."""
        query = (
            "SELECT activity_id, lead.body, kind, activity.body FROM activity JOIN lead USING (lead_id)"
            " ORDER BY activity.rowid"
        )
        return [
            Entry(activity_id, json.loads(lead)["borrower"].get("name", ""), kind, json.loads(body))
            for activity_id, lead, kind, body in self._ask(query)
        ]

    def kinds(self) -> list[str]:
        return [entry.kind for entry in self.entries()]

    def leads(self) -> int:
        return int(self._ask("SELECT count(*) FROM lead")[0][0])

    def lead(self, name: str) -> dict[str, Any]:
        """Return the facts of one lead."""
        found = [json.loads(body) for (body,) in self._ask("SELECT body FROM lead")]
        (facts,) = [lead for lead in found if lead["borrower"].get("name", "") == name]
        return dict(facts)

    def merges(self) -> int:
        return int(self._ask("SELECT count(*) FROM merge")[0][0])

    def fact(self, name: str) -> str:
        """Return a small fact of the desk, "" where there is none."""
        rows = self._ask(f"SELECT value FROM fact WHERE name = '{name}'")
        return rows[0][0].decode() if rows else ""

    def private_notes(self) -> list[str]:
        return [words for (words,) in self._ask("SELECT words FROM private_note")]

    def snoozed_until(self) -> list[datetime]:
        rows = self._ask("SELECT snoozed_until FROM bearing WHERE snoozed_until IS NOT NULL")
        return [datetime.fromtimestamp(micros / 1_000_000, UTC) for (micros,) in rows]
