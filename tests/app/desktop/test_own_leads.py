"""What becomes of own leads is said before the first is typed, and on the card of each."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from app.domain.lead import Origin
from tests.desks import TestDesk, a_lead


@pytest.mark.parametrize(
    ("policy", "told", "remark"),
    [
        ("private", "Your company leaves own leads to you", "neither name nor number."),
        ("company", "the whole lead goes to its hub", "your company has all of it."),
        ("off", "nothing about them leaves this computer", "nothing about it leaves this computer."),
        ("of a later version", "follows its policy for them", "its company's policy for own leads holds."),
    ],
)
def test_what_the_companys_policy_means_for_own_leads_is_said(
    tmp_path: Path, policy: str, told: str, remark: str
) -> None:
    ada = TestDesk(tmp_path)
    ada.joined(own_leads=policy)
    assert told in ada.desk.leads.own_words()
    ada.put(msgspec.structs.replace(a_lead(), origin=Origin.WALK_IN))
    (said,) = [words for words in ada.desk.leads.card("lead-1").warnings if words.startswith("Your own lead: ")]
    assert said.endswith(remark)


def test_without_a_hub_they_stay_here_and_no_card_warns_of_it(tmp_path: Path) -> None:
    ada = TestDesk(tmp_path)
    assert ada.desk.leads.own_words().startswith("Own leads stay on this computer: it belongs to no hub")
    ada.put(msgspec.structs.replace(a_lead(), origin=Origin.WALK_IN))
    assert not [words for words in ada.desk.leads.card("lead-1").warnings if "own lead" in words.lower()]
