"""The versions of a playbook as they were published one after the other."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache

import msgspec

from app.domain.playbook import Playbook
from app.domain.playbook_file import read_published

#: (version, its file's text, when it came into force)
Publication = tuple[int, str, datetime]


def published(publications: Iterable[Publication]) -> dict[int, Playbook]:
    """Return the playbooks by version, each with those that came into force after it."""
    return _published(tuple(sorted(publications)))


@lru_cache(maxsize=64)
def _published(publications: tuple[Publication, ...]) -> dict[int, Playbook]:
    found: dict[int, Playbook] = {}
    later: tuple[tuple[datetime, Playbook], ...] = ()
    for version, text, since in reversed(publications):
        found[version] = msgspec.structs.replace(read_published(text, version), later=later)
        later = ((since, found[version]), *later)
    return found
