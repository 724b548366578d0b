"""The states, territories and military post regions of the United States, by name and by code."""

from __future__ import annotations

from app.leadfiles.wording import squash

_NAMES = """
AL Alabama;AK Alaska;AZ Arizona;AR Arkansas;CA California;CO Colorado;CT Connecticut;DE Delaware;
DC District of Columbia;FL Florida;GA Georgia;HI Hawaii;ID Idaho;IL Illinois;IN Indiana;IA Iowa;KS Kansas;KY Kentucky;
LA Louisiana;ME Maine;MD Maryland;MA Massachusetts;MI Michigan;MN Minnesota;MS Mississippi;MO Missouri;MT Montana;
NE Nebraska;NV Nevada;NH New Hampshire;NJ New Jersey;NM New Mexico;NY New York;NC North Carolina;ND North Dakota;
OH Ohio;OK Oklahoma;OR Oregon;PA Pennsylvania;RI Rhode Island;SC South Carolina;SD South Dakota;TN Tennessee;TX Texas;
UT Utah;VT Vermont;VA Virginia;WA Washington;WV West Virginia;WI Wisconsin;WY Wyoming;
PR Puerto Rico;GU Guam;VI U.S. Virgin Islands;VI Virgin Islands;AS American Samoa;MP Northern Mariana Islands;
AA Armed Forces Americas;AE Armed Forces Europe;AP Armed Forces Pacific;
DC Washington DC;DC Washington D.C.
"""

_BY_NAME = {squash(pair.strip()[3:]): pair.strip()[:2] for pair in _NAMES.split(";")}
_LONGEST = 60
_CODES = frozenset(_BY_NAME.values())


def read_state(text: str) -> str:
    """Return the two-letter code of "TN", "tn", "Tennessee", "US-TN" or "TN - Tennessee"; "" for anything else."""
    if len(text) > _LONGEST:
        return ""
    code = text.strip().upper().removeprefix("US-").removeprefix("USA-").replace(".", "")
    if code in _CODES:
        return code
    name = squash(text)
    if name in _BY_NAME:
        return _BY_NAME[name]
    first, *rest = code.replace("-", " ").replace("(", " ").replace(")", " ").split() or [""]
    if first in _CODES and _BY_NAME.get(squash(" ".join(rest))) == first:
        return first
    return ""
