"""A source without a name of its own is read as words, by itself and in a sentence; a vendor's name stays as it is."""

from __future__ import annotations

import pytest

from app.domain.lead import Origin
from app.domain.source_words import came_from, source_title, unnamed_source


@pytest.mark.parametrize(
    ("origin", "title", "came"),
    [
        (Origin.PHONE_IN, "Phone-in", "New by phone"),
        (Origin.WALK_IN, "Walk-in", "New in person"),
        (Origin.PARTNER, "Partner", "New from a partner"),
        (Origin.PAST_CLIENT, "Past client", "New from a past client"),
        (Origin.OWN_LIST, "Own list", "New from your own list"),
    ],
)
def test_every_way_an_own_lead_comes_has_words(origin: Origin, title: str, came: str) -> None:
    kept = unnamed_source(origin)
    assert (source_title(kept), f"New{came_from(kept)}") == (title, came)


def test_a_name_stays_as_its_vendor_writes_it_and_nothing_is_made_of_none() -> None:
    assert (source_title("lendingtree"), came_from("lendingtree")) == ("lendingtree", " from lendingtree")
    assert (source_title(""), came_from("")) == ("", "")
