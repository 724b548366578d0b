"""What this machine's policy may only make stricter than the hub has it, noted beside what the hub says."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from app.desktop.own_leads import stricter
from app.desktop.settings import LEASE_DAYS, OWN_LEADS, Policy

if TYPE_CHECKING:
    from app.desktop.outgoing import Outgoing
    from app.desktop.ports import Store


def hold_to_policy(store: Store, policy: Policy, outgoing: Callable[[], Outgoing]) -> None:
    """Note it where it changed since the last start; who is not to be called is told where that may be told now."""
    at_least, at_most = policy.word(OWN_LEADS), policy.number(LEASE_DAYS)
    with store.reading() as tx:
        identity = tx.identity()
    if identity is None or (identity.own_leads_at_least, identity.lease_at_most) == (at_least, at_most):
        return
    says = identity.hub_own_leads or identity.own_leads
    held = replace(
        identity,
        own_leads=stricter(says, at_least),
        hub_own_leads=says,
        own_leads_at_least=at_least,
        lease_at_most=at_most,
    )
    with store.writing() as tx:
        tx.put_identity(held)
        if held.own_leads != identity.own_leads:
            outgoing().do_not_calls(tx)
