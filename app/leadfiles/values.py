"""What people write into cells, read: ZIP codes, money, yes and no, addresses of mail."""

from __future__ import annotations

import re
from decimal import Decimal

from app.domain.lead import Origin
from app.leadfiles.states import read_state

_ZIP = re.compile(r"(?<!\d)(\d{5})(?:[\s-]?\d{4})?(?!\d)")
_WHOLE = re.compile(r"\.0+$")
_ADDRESS_END = re.compile(
    r"^(.*?)[,\s]+([A-Za-z]{2})\.?[,\s]+(\d{5})(?:-\d{4})?[,\s]*(?:US|USA|United States)?\s*$", re.DOTALL
)
_NUMBER = re.compile(r"(\d[\d,]*(?:\.\d+)?|\.\d+)\s*(k|mm|m|thousand|million)?\b", re.IGNORECASE)
_PLAIN_AMOUNT = re.compile(r"\$?\s*(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d{1,2})?\s*(?:usd|dollars)?", re.IGNORECASE)
_TIMES = {"k": 1000, "thousand": 1000, "m": 1_000_000, "mm": 1_000_000, "million": 1_000_000}
#: a cell may hold a page of anything; what it is asked for stands at its top
_LONGEST = 1000
_MOST_MONEY = Decimal(10) ** 12

_YES = frozenset(
    {"yes", "y", "true", "t", "1", "on", "x", "checked", "agree", "agreed", "given", "granted", "accepted"}
)
_YES_PHRASES = frozenset({"i agree", "opted in", "opt in", "opt-in", "opted-in", "i consent", "i accept"})
_NO = frozenset({"no", "n", "false", "f", "0", "off", "unchecked", "declined", "refused", "none", "null"})
_TAKEN_BACK = frozenset(
    {"opted out", "opt out", "opt-out", "opted-out", "revoked", "withdrawn", "unsubscribed", "stop"}
)

_EMAIL = re.compile(r"[^\s<>;,|\"'()\[\]]+@[^\s<>;,|\"'()\[\]@]+")

_ORIGINS = {
    **{origin.value.replace("_", " "): origin for origin in Origin},
    "phone": Origin.PHONE_IN,
    "call in": Origin.PHONE_IN,
    "walk in": Origin.WALK_IN,
    "referral": Origin.PARTNER,
    "past customer": Origin.PAST_CLIENT,
    "own": Origin.OWN_LIST,
    "assigned": Origin.COMPANY,
}


def read_zip(text: str) -> str:
    """Return the first five digits of a ZIP code, with the zeros a spreadsheet ate put back; "" for anything else.

    Three and four digits are Puerto Rico's to New England's without their zeros; eight are such a ZIP+4.
    """
    trimmed = _WHOLE.sub("", text.strip())
    if trimmed.isascii() and trimmed.isdigit() and 3 <= len(trimmed) <= 8:
        digits = trimmed.zfill(5 if len(trimmed) <= 5 else 9)[:5]
    elif (dashed := re.fullmatch(r"(\d{3,5})\s?-\s?\d{0,4}", trimmed)) and trimmed.isascii():
        digits = dashed[1].zfill(5)
    elif (found := _ZIP.search(trimmed)) and trimmed.isascii():
        digits = found[1]
    else:
        return ""
    return digits if digits != "00000" else ""


def split_address(text: str) -> tuple[str, str, str]:
    """Return an address written in one cell as (what stands before the state, state, ZIP); the last two may be ""."""
    found = _ADDRESS_END.match(text) if len(text) <= _LONGEST else None
    if found and (state := read_state(found[2])):
        return found[1].rstrip(" ,\n"), state, found[3]
    return text, "", ""


def read_money(text: str) -> tuple[Decimal | None, bool]:
    """Return a sum in dollars and whether the text said just that.

    "3000000 or more", "$200k - 250k" and "under 100,000" give their first number: the bound somebody chose. The
    text then says more than the number and is worth keeping. A percentage is no sum.
    """
    if "%" in text:
        return None, False
    numbers = list(_NUMBER.finditer(text[:_LONGEST]))
    if not numbers:
        return None, False
    first = numbers[0]
    unit = first[2] or (numbers[1][2] if len(numbers) > 1 and len(first[1]) <= 3 else None)
    value = Decimal(first[1].replace(",", "")) * _TIMES.get((unit or "").lower(), 1)
    if not 0 < value < _MOST_MONEY or text.strip().startswith(("-", "(")):
        return None, False
    if value == value.to_integral_value():
        value = value.quantize(Decimal(1))
    return value, _PLAIN_AMOUNT.fullmatch(text.strip()) is not None


def read_flag(text: str) -> bool | None:
    """Return yes or no, None where the text is neither."""
    said = text.strip().casefold().rstrip(".!")
    if said in _YES or said in _YES_PHRASES:
        return True
    if said in _NO or said in _TAKEN_BACK:
        return False
    return None


def is_taken_back(text: str) -> bool:
    """Return whether the text says that a consent was given once and is no more."""
    return text.strip().casefold() in _TAKEN_BACK


def read_origin(text: str) -> Origin | None:
    return _ORIGINS.get(re.sub(r"[\s_-]+", " ", text.strip().casefold()))


def read_emails(text: str) -> list[str]:
    """Return the addresses in a cell as they are written, each once; what has no @ is none."""
    found = (match[0].removeprefix("mailto:").rstrip(".") for match in _EMAIL.finditer(text[:_LONGEST]))
    unique = {address.casefold(): address for address in reversed(list(found))}
    return list(reversed(unique.values()))
