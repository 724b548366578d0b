"""How campaigns are called that came as nothing but a number."""

from __future__ import annotations

import pytest

from app.domain.campaigns import campaign_words


@pytest.mark.parametrize(
    ("came", "said"),
    [
        ("120210000000001", "campaign 120210000000001"),
        ("c:120210000000001", "campaign 120210000000001"),
        ("ag:42", "advert set 42"),
        ("as:7", "advert set 7"),
        ("a:8", "advert 8"),
        ("f:123", "form 123"),
        ("Spring 2026", "Spring 2026"),
        ("2026-spring", "2026-spring"),
        ("", ""),
    ],
)
def test_a_bare_number_says_what_it_is_of_and_a_name_stands_as_it_is(came: str, said: str) -> None:
    assert campaign_words(came) == said
