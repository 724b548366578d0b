"""Cards: shares that hold however few are drawn."""

from __future__ import annotations

import random

from app.demo.cards import Cards, odds


def test_every_packs_length_of_them_holds_each_card_once() -> None:
    cards = Cards((1, 1, 2, 8), random.Random(7))
    for _ in range(5):
        assert sorted(cards.deal() for _ in range(4)) == [1, 1, 2, 8]


def test_the_same_chance_deals_the_same_cards_and_not_always_in_one_order() -> None:
    one, same = Cards(range(9), random.Random(7)), Cards(range(9), random.Random(7))
    dealt = [one.deal() for _ in range(27)]
    assert dealt == [same.deal() for _ in range(27)]
    assert dealt[:9] != dealt[9:18]


def test_odds_are_so_many_of_so_many() -> None:
    assert odds(2, 3) == (True, True, False)
    assert not any(odds(0, 1))
