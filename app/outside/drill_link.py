"""What is asked of a hub about a number, a lead, or an officer, over the connection that is there."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import quote, urlencode

import msgspec

from app.protocol.drilled import LeadsBehind, LeadStory, LeaksBehind, OneToOne, Signals


class _OfficerRows(msgspec.Struct):
    officers: list[dict[str, Any]]


class _LeakRows(msgspec.Struct):
    leaks: list[dict[str, Any]]


class DrillLink:
    """Mixed into the link, which asks and reads answers."""

    def _told(self, path: str, kind: Any) -> Any:
        """Ask with GET and return the answer as this kind."""
        raise NotImplementedError

    def officer_report(self, officer: str, start: date, end: date) -> dict[str, Any]:
        """Return one officer's row for these days, both included."""
        found: _OfficerRows = self._told(_of("officer", start, end, officer=officer), _OfficerRows)
        return found.officers[0] if found.officers else {}

    def leads_behind(self, officer: str, figure: str, start: date, end: date) -> LeadsBehind:
        found: LeadsBehind = self._told(_of("team/leads", start, end, officer=officer, figure=figure), LeadsBehind)
        return found

    def leak_report(self, start: date, end: date) -> list[dict[str, Any]]:
        found: _LeakRows = self._told(_of("leaks", start, end), _LeakRows)
        return found.leaks

    def lost_leads(self, start: date, end: date) -> LeaksBehind:
        found: LeaksBehind = self._told(_of("leaks/leads", start, end), LeaksBehind)
        return found

    def lead_story(self, lead_id: str) -> LeadStory:
        found: LeadStory = self._told(f"/v1/leads/{quote(lead_id, safe='')}", LeadStory)
        return found

    def signals(self, officer: str, start: date, end: date) -> Signals:
        """Return what is noticed of an officer, of whoever asks where none is named."""
        found: Signals = self._told(_of("signals", start, end, officer=officer), Signals)
        return found

    def one_to_one(self, officer: str, start: date, end: date) -> OneToOne:
        found: OneToOne = self._told(_of("one_to_one", start, end, officer=officer), OneToOne)
        return found


def _of(report: str, start: date, end: date, **more: str) -> str:
    return f"/v1/reports/{report}?{urlencode({'from': start.isoformat(), 'to': end.isoformat(), **more})}"
