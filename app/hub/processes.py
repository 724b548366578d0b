"""How many processes `hub serve` runs, said or not."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

#: a bigger machine is asked to say so: each process holds connections, of which a server lets in a hundred
_BY_ITSELF = 4
#: where Linux says of which control groups this process is, and what each is granted: in `cpu.max` so many microseconds
#: of so many; in the first version of groups, each number has a file
_OWN_GROUPS, _GROUPS = Path("/proc/self/cgroup"), Path("/sys/fs/cgroup")
_QUOTA, _PERIOD = "cpu.cfs_quota_us", "cpu.cfs_period_us"


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
        # fewer than the machine has where it was told which, or how much time of them
        return min([len(os.sched_getaffinity(0)), *_granted()])
    return os.cpu_count() or 1


def _granted() -> Iterator[int]:
    """Yield how many cores' time the groups of this process are granted, a part of one as one."""
    with suppress(OSError, ValueError):
        for line in _OWN_GROUPS.read_text(encoding="utf-8").splitlines():
            _, kinds, group = line.split(":", 2)
            if not kinds:
                yield from _granted_to(_GROUPS, group)
            elif "cpu" in kinds.split(","):
                yield from _granted_to(_GROUPS / "cpu", group)


def _granted_to(root: Path, group: str) -> Iterator[int]:
    own = root / group.strip("/")
    # what is above may grant less; a container that sees a part of the tree alone is told a path that is not there
    for folder in (own, *own.parents):
        if not folder.is_relative_to(root):
            break
        with suppress(OSError, ValueError):
            quota, period = map(int, _said_in(folder))
            if quota > 0 and period > 0:
                yield max(-(-quota // period), 1)


def _said_in(folder: Path) -> list[str]:
    if (folder / _QUOTA).exists():
        return [(folder / name).read_text(encoding="ascii") for name in (_QUOTA, _PERIOD)]
    return (folder / "cpu.max").read_text(encoding="ascii").split()
