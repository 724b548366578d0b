"""How hard the property tests look: as often as they say, or more, or less, as the environment asks."""

from __future__ import annotations

import os

from hypothesis import Phase, settings

#: `make prove` looks many times as often, `make cover` and `make mutants` a fraction
_TIMES = float(os.environ.get("FOLLOWTHROUGH_EFFORT", "1"))


def examples(count: int) -> int:
    """Return how many examples a test looks at that looks at `count` in an ordinary run."""
    return max(1, round(count * _TIMES))


def load_profile() -> None:
    """Let tests that name no number follow the effort too.

    A repeatable run sees the same examples every time and searches for no smaller ones: it only asks whether
    anything fails.
    """
    settings.register_profile("ordinary", max_examples=examples(100))
    settings.register_profile(
        "repeatable",
        max_examples=examples(100),
        derandomize=True,
        database=None,
        deadline=None,
        phases=(Phase.explicit, Phase.generate),
    )
    settings.load_profile("repeatable" if os.environ.get("FOLLOWTHROUGH_REPEATABLE") else "ordinary")
