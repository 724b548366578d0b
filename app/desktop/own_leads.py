"""What becomes of an officer's own leads: in full before one is typed, in short on its card."""

from __future__ import annotations

from app.desktop.ports import Identity

#: what leaves a desk of them, from the loosest on
FROM_LOOSEST = ("company", "private", "off")

_WITHOUT_HUB = (
    "Own leads stay on this computer: it belongs to no hub, and nobody else sees them. Should it join a company's, "
    "that company's policy for own leads holds for these too."
)
_BY_POLICY = {
    "private": (
        (
            "Your company leaves own leads to you: names, numbers, notes and facts stay on this computer. It hears the "
            "day and the kind of outcome, and, as hashes, the numbers that asked not to be called."
        ),
        "your company hears the day and the kind of outcome, and neither name nor number.",
    ),
    "company": (
        "Your company's policy is that own leads are the company's: the whole lead goes to its hub.",
        "your company has all of it.",
    ),
    "off": (
        "Your company's policy is that own leads are no concern of it: nothing about them leaves this computer.",
        "nothing about it leaves this computer.",
    ),
}
_ELSE = (
    "What your company sees of own leads follows its policy for them.",
    "its company's policy for own leads holds.",
)


def stricter(hub_says: str, policy_says: str) -> str:
    """Return what holds where the hub says one thing and this machine's policy another; neither loosens the other.

    What a later hub says is not known here, and holds but against a policy by which nothing leaves at all.
    """
    known = [says for says in (hub_says, policy_says) if says in FROM_LOOSEST]
    strictest = max(known, key=FROM_LOOSEST.index, default=hub_says)
    return strictest if hub_says in FROM_LOOSEST or strictest == FROM_LOOSEST[-1] else hub_says


def own_lead_words(identity: Identity) -> str:
    """Return what anybody else gets to see of own leads of this desk."""
    return _BY_POLICY.get(identity.own_leads, _ELSE)[0] if identity.hub_id else _WITHOUT_HUB


def own_lead_remark(identity: Identity) -> str:
    """Return the same about one lead, in a line; "" without a hub, where all leads stay here and the window says so."""
    return f"Your own lead: {_BY_POLICY.get(identity.own_leads, _ELSE)[1]}" if identity.hub_id else ""
