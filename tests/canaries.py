"""Twenty invented people whose names, numbers and addresses must be found nowhere but where they belong."""

from __future__ import annotations

import re

NAMES = tuple(f"{name}quillcanary" for name in ("Abel", "Bruna", "Cyrus", "Delia", "Ennio", "Fanny", "Gus"))
NUMBERS = ("423-555-0161", "(615) 555-0162", "+18505550163", "2705550164", "1 502 555 0165")
STREETS = ("161 Canaryseed Lane", "162 Millet Canaryway", "163 Canarybird Court", "164 Cuttlebone Canaryrow")
MAILS = tuple(f"{word}.canary@quill.example.com" for word in ("a", "b", "c", "d"))
ALL = (*NAMES, *NUMBERS, *STREETS, *MAILS)

_WORDS = re.compile("quillcanary|canaryseed|canaryway|canarybird|canaryrow|canary@quill", re.IGNORECASE)
_DIGITS = re.compile("|".join(re.sub(r"\D", "", number)[-7:] for number in NUMBERS))


def sightings(told: str) -> list[str]:
    """Return every canary in a text: as it was written, in percents, or its digits however they are parted."""
    # ids and hashes are made of hexadecimal digits, so digits count only where no letter stands beside them
    parted = re.sub(r"(?<=\d)[\s().%+-]+(?=\d)", "", re.sub(r"\b\w*[a-z]\w*\b", " ", told, flags=re.IGNORECASE))
    return [*_WORDS.findall(told), *_DIGITS.findall(parted)]
