"""Whose turn the leads of some days would have been, by the people, hours, licences and caps a day of today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from app.domain.distributing import Candidate, Passed, Turn, whose_turn
from app.domain.lead import Lead
from app.hub.distributing import Distribution
from app.hub.gathering import Days, period_of
from app.hub.pool import Rules
from app.hub.ports import HubStore

Answer = dict[str, Any]

#: how often what nobody could have yet is looked at again
RETRIED = timedelta(minutes=15)
#: days that are tried where no first one is named
_TRIED = timedelta(days=30)
#: what no hour of the day changes
_LASTING = frozenset({Passed.LEFT, Passed.ASSISTS, Passed.NO_SHARE, Passed.NO_DESK, Passed.UNLICENSED, Passed.LANGUAGE})
_NOTE = (
    "Nothing was given. Asked of today's people, hours, days off, licenses and caps a day; not of how many leads "
    "somebody had open then, and as if nobody had been given any before."
)


def try_turns(store: HubStore, rules: Rules, days: Days, now: datetime) -> Answer:
    """Return who would have got how many of the leads received on these days, and why the others are nobody's."""
    with store.reading() as rows:
        zone = rows.company().zone
        first = days.first or (now - _TRIED).astimezone(ZoneInfo(zone)).date()
        period = period_of(zone, Days(first, days.last), now)
        received = [held.lead for held in rows.leads.received(period.start, period.end)]
        candidates = [
            msgspec.structs.replace(one, owed=0, given_today=0, open_leads=0)
            for one in Distribution(rows, rules, now).candidates()
        ]
    leads = [lead for lead in received if not lead.origin.is_own and not lead.is_test]
    trial = _Trial(candidates, rules)
    for lead in leads:
        trial.goes_on_to(lead.received_at)
        trial.comes(lead)
    trial.goes_on_to(min(period.end, now))
    return {
        "dry_run": True,
        "note": _NOTE,
        "from": period.start.isoformat(),
        "to": period.end.isoformat(),
        "leads": len(leads),
        **trial.told(),
    }


class _Trial:
    """Leads given out in turn, one after the other, by a clock of its own."""

    def __init__(self, candidates: Sequence[Candidate], rules: Rules) -> None:
        self._candidates, self._rules = list(candidates), rules
        self._owed: dict[str, int] = {}
        self._given: Counter[tuple[str, date]] = Counter()
        self._waited: Counter[str] = Counter()
        self._waiting: dict[str, tuple[Lead, Turn]] = {}
        self._looked_at: datetime | None = None

    def comes(self, lead: Lead) -> None:
        self._give(lead, lead.received_at)

    def goes_on_to(self, at: datetime) -> None:
        """Look again and again at what waits, until an instant."""
        next_at = (self._looked_at or at) + RETRIED
        while next_at <= at and any(_may_change(turn) for _, turn in self._waiting.values()):
            for lead, turn in list(self._waiting.values()):
                if _may_change(turn) and self._give(lead, next_at):
                    del self._waiting[lead.lead_id]
            self._looked_at, next_at = next_at, next_at + RETRIED
        self._looked_at = at

    def _give(self, lead: Lead, at: datetime) -> bool:
        turn = whose_turn([self._as_of(one, at) for one in self._candidates], lead, at, self._rules.may_be_given)
        if not turn.chosen:
            self._waiting[lead.lead_id] = lead, turn
            return False
        self._owed.update(turn.owed)
        chosen = next(one for one in self._candidates if one.officer_id == turn.chosen)
        self._given[turn.chosen, _day(chosen, at)] += 1
        self._waited[turn.chosen] += at > lead.received_at
        return True

    def _as_of(self, one: Candidate, at: datetime) -> Candidate:
        given = self._given[one.officer_id, _day(one, at)]
        return msgspec.structs.replace(one, owed=self._owed.get(one.officer_id, 0), given_today=given)

    def told(self) -> Answer:
        got: Counter[str] = Counter()
        most: dict[str, int] = {}
        for (officer_id, _), n in self._given.items():
            got[officer_id] += n
            most[officer_id] = max(most.get(officer_id, 0), n)
        return {
            "officers": [
                {
                    "person_id": one.officer_id,
                    "name": one.officer.name,
                    "weight": one.seat.weight,
                    "leads": got[one.officer_id],
                    "most_a_day": most.get(one.officer_id, 0),
                    "waited": self._waited[one.officer_id],
                }
                for one in sorted(self._candidates, key=lambda one: one.officer.name)
                if not one.has_left
            ],
            "unassigned": [
                {
                    "lead_id": lead.lead_id,
                    "received_at": lead.received_at.isoformat(),
                    "why": dict(sorted(Counter(why.value for why in turn.passed.values()).items())),
                }
                for lead, turn in self._waiting.values()
            ],
        }


def _may_change(turn: Turn) -> bool:
    return not _LASTING.issuperset(turn.passed.values())


def _day(one: Candidate, at: datetime) -> date:
    return at.astimezone(ZoneInfo(one.officer.zone)).date()
