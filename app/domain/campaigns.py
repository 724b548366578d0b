"""How a campaign is called: advertisers' forms often send nothing but its number."""

from __future__ import annotations

import re

#: as Meta's exports mark what a number is of: c a campaign, ag and as a set of its adverts
_A_NUMBER = re.compile(r"(?:(c|ag|as|a|f):)?(\d+)")


def campaign_words(campaign: str) -> str:
    """Return a campaign's name as it stands, and of a bare number what it is a number of."""
    found = _A_NUMBER.fullmatch(campaign.strip())
    if found is None:
        return campaign
    match found[1]:
        case "f":
            return f"form {found[2]}"
        case "a":
            return f"advert {found[2]}"
        case "as" | "ag":
            return f"advert set {found[2]}"
    return f"campaign {found[2]}"
