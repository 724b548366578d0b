"""What a lead adds, and what many come to for one officer, as it is kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import msgspec

from app.domain.lead_sums import Counted, Speed


class Added(msgspec.Struct, frozen=True, array_like=True):
    """What a lead adds for one officer: by now, and (count, more, after) of what time alone brings."""

    officer_id: str
    now: dict[int, int]
    later: tuple[tuple[int, int, int], ...] = ()


class Adds(msgspec.Struct, frozen=True, array_like=True):
    """What a lead adds, as it is kept."""

    added: tuple[Added, ...]
    speed: Speed | None = None


class Share(msgspec.Struct, frozen=True):
    """What leads of one holder, received in one month, add for one officer; by day too, where that is asked for.

    `counts` is what is so for good, `soon` and `later` what time alone brings, `speeds` are those of leads whose speed
    is theirs. Of `later` nothing is so before `later_from` (microseconds since 1970) has passed; None: there is none.
    """

    officer_id: str
    counts: bytes
    soon: bytes
    later: bytes
    later_from: int | None = None
    speeds: bytes = b""
    by_day: bytes = b""


def adds_of(counted: Iterable[Counted], speed: Speed | None, settled: int) -> Adds:
    """Return what a lead adds as it is kept: what is past by `settled` (microseconds since 1970) is so for good."""
    now: dict[str, dict[int, int]] = defaultdict(dict)
    later: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for one in counted:
        if one.after < settled:
            so_far = now[one.officer_id]
            so_far[one.count] = so_far.get(one.count, 0) + one.more
        else:
            later[one.officer_id].append((one.count, one.more, one.after))
    officers = sorted({*now, *later})
    added = (Added(who, {c: n for c, n in now[who].items() if n}, tuple(later[who])) for who in officers)
    return Adds(tuple(added), speed)
