"""What a transaction changed that sums are made of."""

from __future__ import annotations

import msgspec


class Touched(msgspec.Struct, omit_defaults=True):
    """What a transaction changed that sums are made of; grows as it goes on.

    `lists` are those (kind, state) that were taken in, `numbers` hashes of numbers that came on a list or off one,
    `spans` (microseconds) times of which the phone system's records came, `personal` whose phone became theirs or
    ceased to be. `is_published`: a playbook was.
    """

    leads: set[str] = msgspec.field(default_factory=set)
    people: set[str] = msgspec.field(default_factory=set)
    lists: set[tuple[str, str]] = msgspec.field(default_factory=set)
    numbers: set[bytes] = msgspec.field(default_factory=set)
    spans: list[tuple[int, int]] = []
    personal: set[str] = msgspec.field(default_factory=set)
    is_published: bool = False
    is_everything: bool = False

    def __bool__(self) -> bool:
        words = (self.leads, self.people, self.lists, self.numbers, self.spans, self.personal)
        return any(words) or self.is_published or self.is_everything
