"""How each way of losing a lead is called, and whose side it is on."""

from __future__ import annotations

from decimal import Decimal

from app.domain.leak_map import Leak
from ui import wording
from ui.language import marked, translate

_KINDS = {
    Leak.BAD_LEAD: marked("leaks", "A bad lead"),
    Leak.NEVER_ASSIGNED: marked("leaks", "Never given to anybody"),
    Leak.ASSIGNED_LATE: marked("leaks", "Given too late for the first call"),
    Leak.NEVER_CALLED: marked("leaks", "Never called"),
    Leak.PROMISE_BROKEN: marked("leaks", "Promised, and not kept"),
    Leak.CALL_UNDONE: marked("leaks", "Closed with a call undone"),
    Leak.DO_NOT_CONTACT: marked("leaks", "Asked not to be called"),
    Leak.EXHAUSTED: marked("leaks", "All was tried, nobody reached"),
}
_SIDES = {
    "marketing": marked("leaks", "on the vendor's side"),
    "manager": marked("leaks", "on the manager's side"),
    "officer": marked("leaks", "on the officer's side"),
    "none": marked("leaks", "on nobody's side"),
}


def kind_words(kind: str) -> str:
    """Return a kind in words; one of a newer hub as it calls it."""
    return translate("leaks", _KINDS[Leak(kind)]) if kind in set(Leak) else kind.replace("_", " ")


def side_words(side: str) -> str:
    return translate("leaks", _SIDES[side]) if side in _SIDES else side


def cost_words(cost: float | None) -> str:
    """Return what leads had cost; nothing where nobody said."""
    return "" if cost is None else wording.dollars(Decimal(str(cost)))
