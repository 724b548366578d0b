"""The versions of a playbook as they were published one after the other."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache

import msgspec

from app.domain.playbook import Playbook
from app.domain.playbook_file import read_published

#: of a version that is tried beside the one in force, while nobody knows when that ends
OPEN = datetime(9999, 1, 1, tzinfo=UTC)
#: (version, its file's text, when it came into force, until when it was tried beside another; None for never)
Publication = tuple[int, str, datetime, datetime | None]


def published(publications: Iterable[Publication]) -> dict[int, Playbook]:
    """Return the playbooks by version, each with those that came into force after it.

    After one that is tried beside another come only those from the end of that on: a lead that was drawn for it and
    wakes meanwhile restarts on it, and not on the one it is held against.
    """
    return _published(tuple(sorted(publications, key=lambda one: one[0])))


@lru_cache(maxsize=64)
def _published(publications: tuple[Publication, ...]) -> dict[int, Playbook]:
    found: dict[int, Playbook] = {}
    later: tuple[tuple[datetime, Playbook], ...] = ()
    for version, text, since, tried_until in reversed(publications):
        follow = later if tried_until is None else tuple(one for one in later if one[0] >= tried_until)
        found[version] = msgspec.structs.replace(read_published(text, version), later=follow)
        later = ((since, found[version]), *later)
    return found
