"""What in a text reaches somebody: a phone number or a mail address, however it is written."""

from __future__ import annotations

import re

_BETWEEN = r"[\s()./\u2010-\u2015-]{0,3}"
#: amounts have commas or a dollar sign, days and ZIP codes other parts, an advertiser's numbers more digits
_NUMBER = re.compile(
    rf"(?<!\d)(?:1{_BETWEEN})?\d{{3}}{_BETWEEN}\d{{3}}{_BETWEEN}\d{{4}}(?!\d)"
    r"|(?<![\d$])\d{3}[\u2010-\u2015-]\d{4}(?!\d)"
    r"|(?:\+|\b00)\d(?:[\s()./\u2010-\u2015-]{0,3}\d){6,}"
)
_MAIL = re.compile(r"[^\s@]@[^\s@]")


def reaches_somebody(text: str) -> bool:
    """Return whether a phone number or a mail address seems to stand in it; rather once too often than too seldom."""
    return _NUMBER.search(text) is not None or _MAIL.search(text) is not None
