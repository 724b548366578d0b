"""The sums that the scorecard's row leaves out: what was accepted, effort a lead, what borrowers answer to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from app.domain.case import Case, PromiseState, channel_of
from app.domain.intervals import between_which_the_median_lies
from app.domain.lead import Channel
from app.domain.officer import Officer
from app.domain.responding import answered_to
from app.domain.scorecard import Share, row_of
from app.domain.stage import Stage

#: a loan that came further than one of these was accepted, whether or not anybody reported that
ACCEPTED = frozenset(
    {
        Stage.PRE_APPROVED,
        Stage.IN_CONTRACT,
        Stage.PROCESSING,
        Stage.UNDERWRITING,
        Stage.CLEAR_TO_CLOSE,
        Stage.FUNDED,
    }
)
Row = dict[str, Any]


def row_in_full(share: Share, officer: Officer) -> Row:
    """Return every sum of one officer's share of a cohort."""
    return {**row_of(share, officer), **more_of(share)}


def more_of(share: Share) -> Row:
    """Return the sums of an officer's share that no row of the scorecard has."""
    return {
        "accepted": len(accepted(share.held)),
        "per_lead": _per_lead(share),
        "answered": dict(sorted(Counter(answered_to(case).channel for case in share.contacted).items())),
        "median_between": {
            "first_attempt": _between([case.attempt_s for case in share.called]),
            "first_contact": _between([case.contact_s for case in share.reached]),
            "working_clock": _between([case.working_s for case in share.called]),
        },
        "spread": {"adherence": _of_steps(share), "promises": _of_promises(share)},
    }


def accepted(cases: Sequence[Case]) -> list[Case]:
    """Return the leads whose loan was accepted: the first of pre-approved and processing was reached."""
    return [case for case in cases if not ACCEPTED.isdisjoint(case.where.reached)]


def _per_lead(share: Share) -> dict[str, float] | None:
    """Return the attempts the officer made, by channel, for each lead held; None without a lead."""
    made = Counter(channel_of(activity) for activity in share.made)
    leads = len(share.held)
    return {channel.value: made[channel] / leads for channel in Channel} if leads else None


def _between(values: Sequence[float | None]) -> list[float] | None:
    found = between_which_the_median_lies([value for value in values if value is not None])
    return None if found is None else list(found)


def _of_steps(share: Share) -> float:
    by_lead: dict[str, list[bool]] = defaultdict(list)
    for step in share.steps:
        if not step.excused:
            by_lead[step.lead_id].append(step.is_on_time)
    return design_effect([(sum(done), len(done)) for done in by_lead.values()])


def _of_promises(share: Share) -> float:
    by_lead: dict[str, list[bool]] = defaultdict(list)
    for case, _, state in share.promises:
        if state in (PromiseState.KEPT, PromiseState.BROKEN):
            by_lead[case.lead.lead_id].append(state is PromiseState.KEPT)
    return design_effect([(sum(kept), len(kept)) for kept in by_lead.values()])


def design_effect(groups: Sequence[tuple[int, int]]) -> float:
    """Return how many times less a share of grouped things tells than one of as many that hang together in nothing.

    `groups` are (hits, of) of each lead: a lead nobody calls misses all its steps at once. The variance of the share
    as the ratio of two sums, over that of independent ones; never below one, and one where nothing can be said.
    Rao, J. N. K. and Scott, A. J. (1992), A simple method for the analysis of clustered binary data, Biometrics 48.
    """
    many, of = len(groups), sum(size for _, size in groups)
    hits = sum(hit for hit, _ in groups)
    if many <= 1 or hits in (0, of):
        # of one lead, or with all alike, nothing tells how they hang together: no more than the leads are sure of
        return of / many if many else 1.0
    share = hits / of
    apart = sum((hit - share * size) ** 2 for hit, size in groups)
    variance = many / (many - 1) * apart / of**2
    return max(1.0, variance / (share * (1 - share) / of))
