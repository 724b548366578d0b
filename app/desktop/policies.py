"""What a company has settled for this desk, name by name: the value that holds, and who said it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from app.desktop.lease import days_of
from app.desktop.policy_schema import BY_NAME, NO, YES, Declared, Kind
from app.desktop.settings import EXPORT, LEASE_DAYS, OWN_LEADS, Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.desktop.ports import Identity, Store

HUB, OWN = "hub", "own"


class PolicyLine(msgspec.Struct, frozen=True):
    """A policy as it holds here. `origin` is "machine", "user", "hub", "own" for the officer's own setting, or "".

    `place` is the file or the key it stands in, as far as it is one.
    """

    name: str
    title: str
    says: str
    value: str
    origin: str
    place: str = ""


class Policies:
    """Tells what holds; a machine's word comes before a person's, that before the hub's, that before one's own."""

    def __init__(self, store: Store, settings: Settings, way_fault: Callable[[], str] = lambda: "") -> None:
        self._store, self._settings, self._way_fault = store, settings, way_fault

    def lines(self) -> list[PolicyLine]:
        with self._store.reading() as tx:
            identity = tx.identity()
        by_hub = {} if identity is None or not identity.hub_id else _by_hub(identity, self._settings)
        return [self._line(name, declared, by_hub.get(name, "")) for name, declared in BY_NAME.items()]

    @property
    def faults(self) -> tuple[str, ...]:
        """Return what of it does nothing."""
        return self._settings.policy.faults

    @property
    def way_fault(self) -> str:
        """Return what was wrong with finding a proxy when that was tried last, "" for nothing."""
        return self._way_fault()

    def _line(self, name: str, declared: Declared, by_hub: str) -> PolicyLine:
        said = self._settings.policy.said.get(name)
        value, origin, place = "", "", ""
        if by_hub:
            value, origin = by_hub, HUB
        elif said is not None:
            value, origin, place = said.value, said.level, said.place
        elif declared.locks is not None and declared.locks is not EXPORT:
            own = self._settings.get(declared.locks)
            words = {theirs: word for word, theirs in declared.means.items()}
            value, origin = words.get(own, own), OWN
        if declared.kind is Kind.YES_NO:
            # as it is written in a policy
            value = {YES: "true", NO: "false"}.get(value, value)
        return PolicyLine(name, declared.title, declared.says, value, origin, place)


def _by_hub(identity: Identity, settings: Settings) -> dict[str, str]:
    """Return what holds as the hub says it: nobody here says otherwise, or nothing that is stricter."""
    said, found = settings.policy.said, {}
    if OWN_LEADS not in said or said[OWN_LEADS].value != identity.own_leads:
        found[OWN_LEADS] = identity.own_leads
    days = days_of(identity)
    if days and days != settings.policy.number(LEASE_DAYS):
        found[LEASE_DAYS] = str(days)
    return found
