"""Until when an answer of the rules holds by time alone, against asking them again."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest

from app.domain.contact_rules import Blocked, closed_last_by, holds_until, may_contact
from app.domain.lead import Channel
from tests.app.domain.crowd import crowd
from tests.shipped import shipped_rules


@pytest.mark.parametrize("seed", range(8))
def test_nothing_is_answered_otherwise_before_the_answer_is_over(seed: int) -> None:
    """A bit before it is over and at times between; what was tried begins before all of them."""
    rules, chance = shipped_rules(), Random(seed)
    members, now = crowd(seed, 40)
    for member in members:
        begun = max((a.began_at for a in member.history), default=now)
        at = max(now, begun) + timedelta(minutes=chance.randrange(3 * 24 * 60), microseconds=chance.randrange(10**6))
        who = member.lead, member.known
        about = (rules, *who, member.officer)
        for channel in Channel:
            purpose, named = member.known.asked.purpose_of(channel, at)
            asked = {"purpose": purpose, "named_time": named}
            answer = may_contact(*about, channel, at, **asked)
            until = min(holds_until(*about, channel, at, answer, **asked), at + timedelta(days=20))
            assert until > at
            between = [at + (until - at) * chance.random() for _ in range(6)]
            for then in (*between, until - timedelta(microseconds=1)):
                again = may_contact(*about, channel, then, **asked)
                assert again == answer, (member.lead.lead_id, channel, at, then)
                if isinstance(answer, Blocked):
                    said, still = (closed_last_by(rules, *who, channel, t, answer, **asked) for t in (at, then))
                    assert said == still


@pytest.mark.parametrize("seed", range(4))
def test_what_a_lead_asked_for_is_the_same_until_it_turns(seed: int) -> None:
    members, now = crowd(seed, 60)
    chance = Random(seed)
    for member in members:
        asked = member.known.asked
        at = now + timedelta(minutes=chance.randrange(5 * 24 * 60))
        until = min((turn for turn in asked.turns() if turn > at), default=at + timedelta(days=9))
        for then in (at, at + (until - at) * chance.random(), until - timedelta(microseconds=1)):
            assert asked.purpose_of(Channel.CALL, then) == asked.purpose_of(Channel.CALL, at)
