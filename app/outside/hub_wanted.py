"""Whether a desk is at the hub its company's policy names, for whoever looks after a machine."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from app.desktop.doctor import Check
from app.desktop.settings import HUB_URL, Policy
from app.errors import FollowthroughError

if TYPE_CHECKING:
    from app.desktop.ports import Identity
    from app.protocol.wire import Hello

#: for whoever asks at a terminal; a round has more patience
HELLO_WITHIN_S = 5.0


class Answering(Protocol):
    def hello(self, within_s: float | None = None) -> Hello: ...


def check_wanted(policy: Policy, identity: Identity | None, link: Callable[[str], Answering]) -> list[Check]:
    """Tell of another hub than the policy's; where none was joined, of the way to it, as the first round finds it."""
    wanted = policy.hub_url
    if not wanted:
        return []
    name = f"policy {HUB_URL}"
    if identity is not None and identity.hub_id:
        if _plain(identity.hub_url) == _plain(wanted):
            return []
        detail = f"this desk belongs to {identity.hub_url}, and the policy names {wanted}"
        fix = f"Have IT mend {HUB_URL}, or connect this desk with a code of the hub that is named."
        return [Check(name, ok=False, detail=detail, fix=fix)]
    from app.outside.way_told import check_way

    not_joined = Check(name, ok=True, detail=f"not joined yet: a code or a sign-in connects this desk to {wanted}")
    # the way first: what is found out there the link goes by
    return [not_joined, check_way(wanted), _answers(wanted, link)]


def _answers(url: str, link: Callable[[str], Answering]) -> Check:
    try:
        link(url).hello(HELLO_WITHIN_S)
    except FollowthroughError as trouble:
        return Check("hub connection", ok=False, detail=trouble.happened, fix=trouble.remedy)
    return Check("hub connection", ok=True, detail=f"{url} answers")


def _plain(url: str) -> str:
    """Return an address as it is compared: names of hosts know no capitals, and https has its port unsaid."""
    return url.strip().rstrip("/").lower().removesuffix(":443")
