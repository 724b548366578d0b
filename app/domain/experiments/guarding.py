"""What an experiment may not cost: opt-outs and complaints, with a stop of their own.

Only the people to whom it happened are looked at. Did the tried version do no more harm than the former, each of them
would be of the tried arm with the chance of the draw; the evidence against that is a ratio of likelihoods, the tried
arm's share being spread evenly over all that is more. Under no harm its expectation is one at every moment, so it
passes `LIMIT` with a chance of one in `LIMIT` at most, however often it is looked at. Exact for a handful, too.

- Ville, J. (1939), Étude critique de la notion de collectif; the inequality.
- Kulldorff, M. et al. (2011), A maximized sequential probability ratio test for drug and vaccine safety surveillance,
  Sequential Analysis 30, 58-78; the same question, asked by the people harmed.
"""

from __future__ import annotations

from enum import StrEnum
from math import exp, lgamma, log

import msgspec

METHOD = "Likelihood ratio over the people harmed, share of the tried arm even above the draw's (Ville 1939)"


class Harm(StrEnum):
    """What is watched."""

    OPT_OUTS = "opt_outs"
    COMPLAINTS = "complaints"


#: both together raise a false alarm in one of twenty experiments at most
LIMIT = len(Harm) / 0.05
#: the end of what a number holds; nothing is decided out there
_MOST = 700.0


class Guard(msgspec.Struct, frozen=True):
    """How many people of each arm it happened to, of how many; `evidence` from `LIMIT` on stops the experiment."""

    harm: Harm
    tried: int
    tried_of: int
    former: int
    former_of: int
    evidence: float

    @property
    def stops(self) -> bool:
        return self.evidence >= LIMIT


def guard(harm: Harm, tried: tuple[int, int], former: tuple[int, int], share: float) -> Guard:
    """Return how strongly the tried version is suspected of more of it; each arm as (harmed, people)."""
    return Guard(harm, *tried, *former, evidence(tried[0], former[0], share))


def evidence(tried: int, former: int, share: float) -> float:
    """Return the ratio: one for nobody harmed, below it where the former version harmed more."""
    many = tried + former
    # log of Beta(tried + 1, former + 1), and of its part above the share, which is one of the binomial's
    whole = lgamma(tried + 1) + lgamma(former + 1) - lgamma(many + 2)
    above = _log_at_most(tried, many + 1, share)
    under_no_harm = tried * log(share) + former * log(1 - share)
    return exp(min(whole + above - log(1 - share) - under_no_harm, _MOST))


def _log_at_most(k: int, of: int, chance: float) -> float:
    """Return the log of how likely at most `k` of so many are drawn; of the smallest chances, too."""
    ways = lgamma(of + 1)
    logs = [
        ways - lgamma(n + 1) - lgamma(of - n + 1) + n * log(chance) + (of - n) * log(1 - chance) for n in range(k + 1)
    ]
    most = max(logs)
    return most + log(sum(exp(one - most) for one in logs))
