"""All chance of a process out of one number, ids and salts too, so that what failed once can be lived through again."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch


@contextmanager
def seeded(seed: int) -> Iterator[random.Random]:
    """Draw what asks the machine for chance from a seed too: `secrets` and `uuid` ask by these two names alone.

    Not within reach are the order of sets (PYTHONHASHSEED) and keys that are drawn outside of Python.
    """
    with patch.object(os, "urandom", random.Random(seed).randbytes) as drawn, patch.object(random, "_urandom", drawn):
        yield random.Random(seed)
