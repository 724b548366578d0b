"""How likely each further call is to reach a borrower: from the published study, or from the company's own calls."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from app.domain.activity import Activity
from app.domain.lead import Channel
from app.domain.outcome import is_attempt, is_contact

#: fewer called leads than this say too little of a later attempt to be used
ENOUGH_LEADS = 200
#: an attempt made on fewer leads than this is taken to fare like the one before it
ENOUGH_ATTEMPTS = 30


class ContactOdds(msgspec.Struct, frozen=True):
    """`by_attempt`: the chance that the n-th call reaches a lead which can be reached and was not before; the last
    one holds for all that follow. `contactable`: the share of leads that can be reached at all. `words` and
    `caveat` stand beside every result.
    """

    by_attempt: tuple[float, ...]
    contactable: float
    words: str
    caveat: str

    def of(self, attempt: int) -> float:
        """Return the chance of the attempt, counted from 1."""
        return self.by_attempt[min(attempt, len(self.by_attempt)) - 1]


def studied_odds(benchmarks: Mapping[str, Any], contactable: float) -> ContactOdds:
    """Return the odds of the published study: what share of contactable leads was reached by the n-th call.

    `benchmarks` is the table in `resources/simulation`; its shares are cumulative percentages.
    """
    reached = [0.0, *(share / 100 for _, share in sorted(benchmarks["reached_by_call_pct"].items()))]
    odds = tuple((now - before) / (1 - before) for before, now in itertools.pairwise(reached))
    words = (
        f"Calls reach contactable leads as in {benchmarks['source']}; later calls as the last one it tells of. "
        f"{contactable:.0%} of leads can be reached at all (our assumption; the study leaves the others out)."
    )
    return ContactOdds(odds, contactable, words, str(benchmarks["caveat"]))


def own_odds(histories: Iterable[Iterable[Activity]]) -> ContactOdds | None:
    """Return the odds in one's own calls, each history the standing activities of a lead in order.

    None when too few leads were called. Every lead counts as contactable: those nobody reaches lower the odds.
    """
    tried: list[int] = []
    reached: list[int] = []
    for history in histories:
        calls = 0
        for activity in history:
            is_call = is_attempt(activity.kind) and activity.channel is Channel.CALL
            if is_call:
                if len(tried) == calls:
                    tried.append(0)
                    reached.append(0)
                tried[calls] += 1
                reached[calls] += is_contact(activity.kind)
                calls += 1
            if is_contact(activity.kind):
                break
    if not tried or tried[0] < ENOUGH_LEADS:
        return None
    known = [n for n, count in enumerate(tried) if count >= ENOUGH_ATTEMPTS]
    odds = tuple(reached[n] / tried[n] for n in known)
    return ContactOdds(
        odds,
        1.0,
        f"Calls reach leads as they did in your own {tried[0]:,} leads with a call; "
        f"those after call {len(odds)} as that one.",
        "Your own past calls: leads called fast or often were no random sample.",
    )
