"""What stands beside the comparison of sources: its method, and each figure with what it is divided by."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

MEASURES: Mapping[str, str] = MappingProxyType(
    {
        "method": (
            "Two logistic regressions (statsmodels, GLM with a binomial family): of each attempt, whether it reached "
            "the borrower (survival in steps of one attempt), and of each borrower reached, whether they applied; both "
            "by source, minutes to the first call and number of the attempt. Each source is then given the same "
            "follow-up (standardisation). What was never noted is in no adjustment."
        ),
        "leads": (
            "The company's leads that are at least 30 days old, without tests, without those whose borrower came "
            "first, and without those whose first call was logged by a clock nobody can vouch for."
        ),
        "called_in_5m": "Of these leads, those first called within five minutes.",
        "minutes_to_call": "The middle lead's minutes to the first call, over leads with one.",
        "attempts_per_lead": "Attempts until the borrower was reached / leads.",
        "applications": "Leads that were reached and applied / leads, as the source was followed up.",
        "alike": (
            "What that share would be had every lead been called after at_minutes, the company's middle, and tried six "
            "times; alike_from and alike_to hold it with 95 %. Empty for a source with fewer than 30 leads that were "
            "called, or fewer than five that were and were not reached, did and did not apply."
        ),
        "average": "The same of all sources that are compared, each by its leads.",
        "verdict": (
            "better or worse where the difference from the average is beyond chance at 95 % after Bonferroni's "
            "correction for the number of sources; no_difference; too_few."
        ),
    }
)
