"""What in a text reaches somebody: numbers and addresses as people write them, and what only looks alike."""

from __future__ import annotations

import pytest

from app.domain.telling_who import reaches_somebody


@pytest.mark.parametrize(
    "text",
    [
        "6155550199",
        "(615) 555-0199",
        "1-615-555-0199",
        "+1 615.555.0199",
        "615/555/0199",
        "615\u2013555\u20130199",
        "her cell is 615 555 0199, after 5",
        "555-0199",
        "+44 20 7946 0958",
        "0044 20 7946 0958",
        "dana@example.com",
        "Dana <dana@localhost>",
    ],
)
def test_a_number_or_an_address_reaches_somebody(text: str) -> None:
    assert reaches_somebody(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "refinance",
        "0-3 months",
        "$250,000 - $300,000",
        "200000-250000",
        "620-679",
        "$500-1000",
        "37201-1234",
        "2026-03-02 09:00",
        "3/2/2026",
        "20260302",
        "120210001234567890",
        "@ home",
    ],
)
def test_an_amount_a_day_a_zip_and_an_advertisers_number_reach_nobody(text: str) -> None:
    assert not reaches_somebody(text)
