"""How many processes `hub serve` runs, said or not."""

from __future__ import annotations

import os
import sys
from argparse import Namespace

#: a bigger machine is asked to say so: each process holds connections, of which a server lets in a hundred
_BY_ITSELF = 4


def processes_of(args: Namespace) -> int:
    """Return what `--workers` says; else one a core on PostgreSQL, four at most, and one on a file.

    A process answers on one core, whatever the machine has. On Windows they cannot share a socket, so there is one, and
    one for the words of any other verb.
    """
    if sys.platform == "win32":
        return 1
    asked: int | None = getattr(args, "workers", 1)
    if asked is not None:
        return asked
    return min(_cores(), _BY_ITSELF) if args.database.startswith("postgresql") else 1


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        # fewer than the machine has where it was told which; a quota of their time is not seen here
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
