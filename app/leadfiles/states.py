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

#: by the first three digits, as the post hands them out; single ZIPs of a neighbour stand with its own
_ZIPS = """
AK 995-999;AL 350-369;AR 716-729;AS 967;AZ 850-865;CA 900-961;CO 800-816;CT 060-069;DC 200-205 569 888;DE 197-199;
FL 320-349;GA 300-319 398-399;GU 969;HI 967-968;IA 500-528;ID 832-838;IL 600-629;IN 460-479;KS 660-679;KY 400-427;
LA 700-714;MA 010-027 055;MD 205-219;ME 039-049;MI 480-499;MN 550-567;MO 630-658 726;MP 969;MS 386-397;MT 590-599;
NC 270-289;ND 580-588;NE 680-693;NH 030-038;NJ 070-089;NM 870-884;NV 889-898;NY 005 063 100-149;OH 430-459;OK 730-749;
OR 970-979;PA 150-196;PR 006-009;RI 028-029;SC 290-299;SD 570-577;TN 370-385;TX 733 739 750-799 885;UT 840-847;
VA 201 205 220-246;VI 008;VT 050-059;WA 980-994;WI 530-549;WV 247-268;WY 820-834;AA 340;AE 090-099;AP 962-966
"""

_BY_NAME = {squash(pair.strip()[3:]): pair.strip()[:2] for pair in _NAMES.split(";")}
_LONGEST = 60
_CODES = frozenset(_BY_NAME.values())


def _spans(written: str) -> tuple[tuple[str, str], ...]:
    return tuple((span[:3], span[-3:]) for span in written.split())


_SPANS = {entry.strip()[:2]: _spans(entry.strip()[3:]) for entry in _ZIPS.split(";")}


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


def may_hold(state: str, zip_code: str) -> bool:
    """Return whether a ZIP may lie in a state (its code), True where either is not said."""
    if not (state and zip_code):
        return True
    return any(first <= zip_code[:3] <= last for first, last in _SPANS[state])
