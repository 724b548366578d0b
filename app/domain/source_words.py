"""Where a lead came from, said so that it can be read: an own lead's source has no name, only a way it came."""

from __future__ import annotations

from app.domain.lead import Origin

#: as it stands by itself, and behind "New", "Arrived" or "Received"
_UNNAMED = {
    Origin.PHONE_IN: ("Phone-in", " by phone"),
    Origin.WALK_IN: ("Walk-in", " in person"),
    Origin.PARTNER: ("Partner", " from a partner"),
    Origin.PAST_CLIENT: ("Past client", " from a past client"),
    Origin.OWN_LIST: ("Own list", " from your own list"),
}


def unnamed_source(origin: Origin) -> str:
    """Return what is kept as the source of a lead that nobody's name stands for."""
    return origin.value.replace("_", " ")


_WORDS = {unnamed_source(origin): words for origin, words in _UNNAMED.items()}
#: all there are of the first kind
TITLES = tuple(title for title, _ in _WORDS.values())


def source_title(source: str) -> str:
    """Return a source as it stands by itself; a name stays as it is written."""
    title, _ = _WORDS.get(source, (source, ""))
    return title


def came_from(source: str) -> str:
    """Return what of a sentence says where a lead came from, with a space before it; "" for one of which none is known.

    A vendor's name is written as the vendor does.
    """
    _, came = _WORDS.get(source, (source, f" from {source}"))
    return came if source else ""
