"""Telephone numbers and e-mail addresses: read, compared, shown."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache, lru_cache

from app.domain.lead import Phone
from app.domain.our_numbers import in_our_way, is_ours

_DECORATION = str.maketrans("", "", " \t\r\n\xa0\u200b\u2007\u2010\u2011\u2012\u2013\u2014\u202a\u202c()[]-./+'\"")
_EXTENSION = re.compile(r"[\s,;]*(?:\b(?:extension|ext|extn|x)\b\.?|x|#|;ext=)[\s.:=]*(\d{1,7})\s*$", re.IGNORECASE)
_SEPARATOR = re.compile(r"[;,|/&\n]|\b(?:or|and)\b", re.IGNORECASE)
_RUN_TOGETHER = re.compile(r"(?:\+?1[\s.-]?)?\(?\d{3}\)?[\s.-]?\d{3}[\s.-]?\d{4}")
_FLOAT = re.compile(r"\+?(\d+)\.0+")
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+?\d{1,2}", re.IGNORECASE)
#: the country code, three digits of area, seven of line: what North America dials
_NATIONAL = 10
#: fewer digits than a local number without its area code are no telephone number
_FEWEST_DIGITS = 7
#: E.164 allows fifteen digits, an international prefix adds a few
_MOST_DIGITS = 18
#: a cell may hold a page of anything; the numbers people write stand at its top
_LONGEST = 500


def read_phone(text: str, kind: str = "") -> Phone | None:
    """Return the number in a cell, read as a North American one unless it starts with another country's code.

    None when the text holds no number. An extension goes into `kind` ("work x12"), where it is seen beside the
    number without getting into the way of dialling or comparing it.
    """
    text = text[:_LONGEST]
    digits = text.translate(_DECORATION)
    if len(digits) == _NATIONAL and digits.isascii() and digits.isdigit() and "+" not in text:
        return _north_american(digits, text, kind)
    if len(digits) == _NATIONAL + 1 and digits[0] == "1" and digits.isascii() and digits.isdigit():
        return _north_american(digits[1:], text, kind)
    return _read_oddly_written(text.strip(), kind)


def read_phones(text: str, kind: str = "") -> list[Phone]:
    """Return every number in a cell, in order; people put several into one, with any sign between them.

    "423/555-0142" is one number: the signs separate only where enough digits stand on both sides.
    """
    text = text[:_LONGEST]
    parts = _SEPARATOR.split(text)
    if len(parts) > 1 and all(_count_digits(part) >= _FEWEST_DIGITS for part in parts if part.strip()):
        found = [read_phone(part, kind) for part in parts]
    elif len(text) >= 2 * _NATIONAL and _count_digits(text) >= 2 * _NATIONAL:
        found = [read_phone(one[0], kind) for one in _RUN_TOGETHER.finditer(text)]
    else:
        found = [read_phone(text, kind)]
    return list(dict.fromkeys(phone for phone in found if phone))


def _read_oddly_written(text: str, kind: str) -> Phone | None:
    repaired = _undo_spreadsheet(text)
    if repaired is None:
        return None
    extension = _EXTENSION.search(repaired)
    if extension and _count_digits(repaired[: extension.start()]) >= _FEWEST_DIGITS:
        return read_phone(repaired[: extension.start()], f"{kind} x{extension[1]}".strip())
    if repaired != text:
        return read_phone(repaired, kind)
    digits = "".join(str(int(c)) for c in text if c.isdecimal())
    if not _FEWEST_DIGITS <= len(digits) <= _MOST_DIGITS or set(digits) == {"0"} or _mostly_words(text):
        return None
    if "+" not in text and len(digits) == _NATIONAL:
        return _north_american(digits, text, kind)
    return _from_abroad(text, kind)


def _undo_spreadsheet(text: str) -> str | None:
    """Return the text without what a spreadsheet did to it, None where it threw digits away."""
    if whole := _FLOAT.fullmatch(text):
        return whole[1]
    if _SCIENTIFIC.fullmatch(text):
        number = Decimal(text)
        kept = len(number.as_tuple().digits)
        return str(int(number)) if number.adjusted() < _MOST_DIGITS and kept >= _NATIONAL else None
    return text


def _north_american(national: str, text: str, kind: str) -> Phone | None:
    if national[0] in "01":
        # no area code begins so: this is somebody else's numbering, or rubbish; dialling it as ours would be wrong
        return None if set(national) == {"0"} else Phone(number=text.strip(), kind=kind, doubtful=True)
    return Phone(number=f"+1{national}", kind=kind, doubtful=not _is_area_code(national[:3]) or national[3] in "01")


@cache
def _is_area_code(area: str) -> bool:
    """Return whether the numbering plan knows the area code in any country that dials +1.

    A few area codes are open for some exchanges only, so one of each leading digit is asked for. The line
    itself is not judged: 555-0142 is no subscriber's, and stays.
    """
    import phonenumbers

    exchanges = (f"{area}{lead}345678" for lead in "23456789")
    return any(phonenumbers.is_valid_number(phonenumbers.PhoneNumber(1, int(number))) for number in exchanges)


def _from_abroad(text: str, kind: str) -> Phone | None:
    import phonenumbers

    try:
        number = phonenumbers.parse(text, "US")
    except phonenumbers.NumberParseException:
        return Phone(number=text, kind=kind, doubtful=True)
    valid = phonenumbers.is_valid_number(number)
    if not valid and _count_digits(text) == _NATIONAL:
        # "+4235550142" is Tennessee with the 1 forgotten, not a number Liechtenstein never gave out
        return _north_american("".join(c for c in text if c.isdecimal()), text, kind)
    if phonenumbers.is_possible_number_with_reason(number) != phonenumbers.ValidationResult.IS_POSSIBLE:
        return Phone(number=text, kind=kind, doubtful=True)
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return Phone(number=written, kind=kind, doubtful=not valid)


def _count_digits(text: str) -> int:
    return sum(map(str.isdecimal, text))


def _mostly_words(text: str) -> bool:
    return sum(c.isalpha() for c in text) > _count_digits(text)


@lru_cache(maxsize=1 << 12)
def phone_key(number: str) -> str:
    """Return what two spellings of one number have in common: its last ten digits, "" when it has too few."""
    if is_ours(number):
        return number[2:]
    digits = "".join(c for c in number.partition(";")[0] if c.isdecimal())
    return digits[-_NATIONAL:] if len(digits) >= _FEWEST_DIGITS else ""


def email_key(address: str) -> str:
    """Return what two spellings of one address have in common, "" when it is none."""
    trimmed = address.strip().casefold()
    return trimmed if "@" in trimmed else ""


@lru_cache(maxsize=1 << 16)
def area_code(number: str) -> str:
    """Return the three digits of a North American number's area code, "" for any other number."""
    return number[2:5] if is_ours(number) else ""


def shown(number: str) -> str:
    """Return a number as people here write it, "(423) 555-0142"; another country's with its code in front."""
    if is_ours(number):
        return in_our_way(number)
    if not number.startswith("+"):
        return number
    import phonenumbers

    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
