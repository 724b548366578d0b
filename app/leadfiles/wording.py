"""Headers taken apart, so that `Phone Number`, `phone_number` and `PhoneNumber` are one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

#: capitals that stand together, a word with or without its capital, digits
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[^\W\d_A-Z]+|\d+")


@lru_cache(maxsize=8192)
def words_of(header: str) -> tuple[str, ...]:
    """Return the words of a header in lower case and without accents: "CellPhone #2" is cell, phone, 2."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", header) if not unicodedata.combining(c))
    return tuple(word.lower() for word in _WORD.findall(re.sub(r"['’`]", "", plain)))


def squashed(words: Iterable[str]) -> str:
    """Return the words run together, the way in which headers are compared."""
    return "".join(words)


def squash(header: str) -> str:
    return squashed(words_of(header))
