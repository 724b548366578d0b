"""What was typed into a search, as the parts that must all be found."""

from __future__ import annotations

#: a part of so many letters is looked for anywhere in a word, a shorter one where words begin
ANYWHERE = 3
_NUMBER = 3
_BETWEEN_DIGITS = str.maketrans("", "", "+-.() 0123456789")


def parts_of(words: str) -> list[str]:
    """Return what each hit must contain: a number typed in any spelling is one part, without its country code."""
    # a NUL ends what the index is asked
    words = words.replace("\0", " ")
    digits = "".join(c for c in words if c.isdigit())
    if len(digits) >= _NUMBER and not words.translate(_BETWEEN_DIGITS):
        return [digits[1:] if len(digits) == 11 and digits.startswith("1") else digits]
    return words.split()
