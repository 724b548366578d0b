"""No cell of a table that is written is a formula: a stranger may have typed one into a vendor's form."""

from __future__ import annotations

import re

#: how a formula begins, in a wide alphabet too, and behind whatever a spreadsheet looks through
_FORMULA = re.compile(r"[\s\u200b\ufeff\x00-\x1f\x7f]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
#: a telephone number or an amount is still nothing but a number
_A_NUMBER = re.compile(r"[+-][\d .,()/-]*")
_GUARD = "'"


def guarded(cell: str) -> str:
    """Return a cell that is no formula: one that would be has an apostrophe before it."""
    is_formula = _FORMULA.match(cell) and not _A_NUMBER.fullmatch(cell.strip())
    return f"{_GUARD}{cell}" if is_formula or cell.startswith(_GUARD) else cell


def as_it_was(cell: str) -> str:
    """Return a header or cell without the apostrophe that kept it from being a formula."""
    return cell[1:] if cell.startswith(_GUARD) else cell
