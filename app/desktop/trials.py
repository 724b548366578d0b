"""Trying a draft out in the window: over a file of leads or this desk's own, stopped whenever one likes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec

from app.clock import Clock
from app.desktop.leadbook import LeadBook
from app.desktop.ports import Store
from app.desktop.simulating import Answer, Arrivals, read_arrivals, rota_of, simulate
from app.domain.activity import standing
from app.domain.contact_odds import ENOUGH_LEADS, ContactOdds, own_odds, studied_odds
from app.domain.contact_rules import ContactRules
from app.domain.playbook import Playbook
from app.domain.playbook_words import duration_s
from app.domain.simulation import Service
from app.errors import BadInput

#: how far back this desk's own leads are taken
LOOKS_BACK = timedelta(weeks=8)
#: our assumption, as on the command line: the study tells of leads that can be reached only
CONTACTABLE = 0.6
USUAL_HOURS = "Mon-Fri 09:00-18:00"
SEED = 1


class NoLeadsHere(BadInput):
    """This desk has no leads of its own to play, as that of who only manages; a file of leads will do."""


class Trial(msgspec.Struct, frozen=True):
    """What is to be played. `file` None takes this desk's own leads of the last weeks; `own` odds its own past calls.

    `hours` are those of every officer, on this desk's clock; `per_call` is a time such as 6m.
    """

    file: Path | None = None
    officers: int = 2
    hours: str = USUAL_HOURS
    per_call: str = "6m"
    own: bool = False


class Gathered(msgspec.Struct, frozen=True):
    """A trial with what only the store could tell; `arrivals` is None while the file is still to be read."""

    trial: Trial
    zone: str
    rules: ContactRules
    arrivals: Arrivals | None
    odds: ContactOdds


class Trials:
    """Plays playbooks. `gather` touches the store; `run` does not, and takes seconds."""

    def __init__(self, store: Store, clock: Clock, book: LeadBook, benchmarks: Mapping[str, Any]) -> None:
        self._store, self._clock, self._book, self._benchmarks = store, clock, book, benchmarks

    def gather(self, trial: Trial) -> Gathered:
        """Read what the trial needs of this desk; raises BadInput where the desk has too little of it."""
        with self._store.reading() as tx:
            zone, rules = self._book.identity(tx).officer.zone, self._book.rules
            since = self._clock.now() - LOOKS_BACK
            leads = [] if trial.file else [h.lead for h in tx.leads() if h.lead.received_at >= since]
            histories = [standing(tx.activities(lead_id)) for lead_id in tx.lead_ids()] if trial.own else []
        if trial.file is None and not leads:
            raise NoLeadsHere(
                f"No lead came to this desk in the last {LOOKS_BACK.days // 7} weeks.", "Choose a file of leads."
            )
        odds = own_odds(histories) if trial.own else studied_odds(self._benchmarks, CONTACTABLE)
        if odds is None:
            raise BadInput(
                f"Fewer than {ENOUGH_LEADS} leads were called from this desk, too few to tell odds from.",
                "Take the published ones.",
            )
        own = Arrivals("this desk", leads, []) if leads else None
        return Gathered(trial, zone, rules, own, odds)

    def run(self, playbook: Playbook, gathered: Gathered, goes_on: Callable[[], bool]) -> Answer | None:
        """Return what came of it, None when `goes_on`, which is asked at each call played, said no.

        Raises BadInput for hours or times that cannot be read, UnreadableFile for the file.
        """
        trial = gathered.trial
        per_call_s = duration_s(trial.per_call)
        if per_call_s is None:
            raise BadInput(f"“{trial.per_call}” is no time a call takes.", "Write it like 6m or 90s.")
        rota = rota_of(trial.hours, gathered.zone, trial.officers, per_call_s, Service.EXPONENTIAL)
        arrivals = gathered.arrivals
        if arrivals is None and trial.file is not None:
            arrivals = read_arrivals(trial.file, now=self._clock.now(), zone=gathered.zone)
        if arrivals is None:
            return None
        answer = simulate(playbook, arrivals, gathered.rules, rota, gathered.odds, SEED, goes_on=goes_on)
        return answer if goes_on() else None
