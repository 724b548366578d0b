"""How a campaign is called: advertisers' forms often send nothing but its number."""

from __future__ import annotations

import re

#: as Meta's exports mark what a number is of
_OF = {"": "campaign", "c": "campaign", "ag": "campaign", "as": "ad set", "a": "ad", "f": "form"}
_A_NUMBER = re.compile(r"(?:(c|ag|as|a|f):)?(\d+)")


def campaign_words(campaign: str) -> str:
    """Return a campaign's name as it stands, and of a bare number what it is a number of."""
    found = _A_NUMBER.fullmatch(campaign.strip())
    return campaign if found is None else f"{_OF[found[1] or '']} {found[2]}"
