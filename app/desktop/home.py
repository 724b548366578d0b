"""Whose hub answers, and whose desk this is: asked before anything of ours is sent."""

from __future__ import annotations

from typing import Protocol

from app.desktop.ports import Identity
from app.errors import BadInput, WrongHub
from app.protocol.wire import Enrolled, Hello


class Greeter(Protocol):
    """Somebody at a hub's address who says who is there."""

    def hello(self, within_s: float | None = None) -> Hello: ...


def check_home(identity: Identity, link: Greeter, within_s: float | None = None) -> Hello:
    """Return what this desk's hub says; raise WrongHub where another one answers.

    A stranger would refuse the token without reading on, and its advice to ask for an invite cannot be followed: an
    invite of this desk's own hub is of no use there.
    """
    hello = link.hello(within_s)
    if hello.hub_id != identity.hub_id:
        raise another_hub(identity.hub_url)
    return hello


def check_person(old: Identity, enrolled: Enrolled) -> None:
    """Raise BadInput where a desk that belongs to a hub was to go on as another person, who would find its leads."""
    if not old.hub_id or enrolled.officer.officer_id == old.officer.officer_id:
        return
    if enrolled.hub_id == old.hub_id and enrolled.officer.name == old.officer.name:
        raise BadInput(
            f"The hub knows {old.officer.name} under another id than this desk's, {old.officer.officer_id}.",
            "Somebody else of your name has another desk. If the hub was put back to an older state, tell IT to let "
            "who was added anew leave, and to add you with that id: this desk then goes on by itself.",
        )
    raise BadInput(
        f"That code was for {enrolled.officer.name}, and this desk is {old.officer.name}'s.",
        f"Ask for a code for {old.officer.name}; for somebody else use another --data-dir and another code.",
    )


def check_policy(only_hub: str, url: str) -> None:
    """Raise BadInput where a policy names the one hub that desks of this machine may join, and this is another."""
    if only_hub and url.lower() != only_hub.lower():
        raise BadInput(f"Your company has set that desks here join {only_hub} and no other hub.", "Ask your IT.")


def another_hub(url: str) -> WrongHub:
    return WrongHub(
        f"Another hub than this desk's answers at {url}; nothing was sent to it.",
        "Ask IT to restore this desk's hub there. If it was founded anew on purpose, join it with an invite code "
        "and another --data-dir; what waits here stays here.",
    )
