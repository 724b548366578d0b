"""Which comments above a step outlive it: those that speak for more than that step."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from app.domain.playbook import Track
from app.domain.toml_text import Table

#: what stands above a header: blank lines and comments apart from it, and the comments directly above it
_ABOVE = re.compile(r"((?:[ \t]*(?:#[^\n]*)?\n)*?)((?:[ \t]*#[^\n]*\n)*)(?=[ \t]*\[)")


def comments_kept(
    text: str, old: Sequence[tuple[Table, Track]], new: Sequence[tuple[Table | None, Track]]
) -> dict[int, str]:
    """Return the comments of steps that are gone by the place among the new steps they are to stand above.

    A comment above the first step of a track speaks for the track, and stays as long as the track has a step; one
    that an empty line sets apart speaks for what follows it. All others speak for their step and go with it. The
    place after the last step stands for below it.
    """
    places = {table.start: place for place, (table, _) in enumerate(new) if table is not None}
    kept: dict[int, str] = defaultdict(str)
    begun = set[Track]()
    for n, (table, track) in enumerate(old):
        is_first = track not in begun
        begun.add(track)
        if table.start in places:
            continue
        apart, direct = next(_ABOVE.finditer(text, table.start)).groups()
        group = next((place for place, (_, of) in enumerate(new) if of is track), None)
        if is_first and direct and group is not None:
            kept[group] += apart + direct
        elif "#" in apart:
            follows = (places[later.start] for later, _ in old[n + 1 :] if later.start in places)
            kept[next(follows, len(new))] += apart
    return kept


def under_comments(comments: str, part: str) -> str:
    """Return a step's part of the text below comments that are not its own."""
    is_commented = part.lstrip("\n").startswith("#")
    if not comments or (is_commented and not comments.endswith("\n\n")):
        return comments + part
    return comments + part.removeprefix("\n")
