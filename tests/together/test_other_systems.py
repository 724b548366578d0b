"""What the loan system and the phone system told the hub, as desk and hub have it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.activity import Kind
from app.domain.stage import Stage
from app.hub.call_records import import_calls
from app.hub.loan_stages import Outcome, import_stages
from app.leadfiles.call_reports import read_calls
from tests.desks import a_lead
from tests.together.test_one_story_one_row import ZONE, Branch, passes


@pytest.fixture
def branch(tmp_path: Path) -> Iterator[Branch]:
    made = Branch(tmp_path)
    yield made
    made.close()


def test_the_stages_of_a_loan_reach_the_desk_at_their_own_dates_and_count_the_same(branch: Branch) -> None:
    branch.gives(a_lead("lead"), "Ada")
    began = passes(branch, minutes=2)
    branch.logs("Ada", "lead", Kind.SENDING_APPLICATION)
    now = passes(branch, days=20)
    days = [(began.date().replace(day=began.day + n)).isoformat() for n in (1, 5)]
    rows = f"1,lead,Application,{days[0]},200000\n1,lead,Funded,{days[1]},200000\n2,lead,Withdrawn,{days[1]},90000\n"
    told = f"Loan Number,Lead ID,Stage,Date,Loan Amount\n{rows}".encode()
    taken = import_stages(branch.hub, told, {}, now=now)
    assert [line.outcome for line in taken.lines] == [Outcome.ACCEPTED] * 3
    mine, hubs = branch.rows_of("Ada")
    assert mine == hubs
    assert (mine["applications"], mine["funded"]) == (1, 1)
    picture = branch.desks["Ada"].leads.card("lead")
    assert picture.stage is Stage.FUNDED
    # and once more changes nothing on either side
    import_stages(branch.hub, told, {}, now=now)
    assert branch.rows_of("Ada") == (mine, hubs)


def test_what_the_phone_system_recorded_is_in_the_hubs_row_alone_and_in_nothing_else_of_it(branch: Branch) -> None:
    branch.gives(a_lead("lead"), "Ada")
    began = passes(branch, minutes=2)
    branch.logs("Ada", "lead", Kind.NO_ANSWER)
    passes(branch, hours=2)
    branch.logs("Ada", "lead", Kind.NO_ANSWER)
    mine, hubs = branch.rows_of("Ada")
    assert mine == hubs
    times = [began, branch.clock.at, passes(branch, hours=1)]
    calls = "".join(f"Ada,423-555-0142,{at.isoformat()}\n" for at in times)
    reading = read_calls(f"Officer,Number,Start Time\n{calls}".encode(), zone=ZONE)
    import_calls(branch.hub, reading, branch.clock.at)
    mine, hubs = branch.rows_of("Ada")
    assert hubs["evidence"]["confirmed"] == 2
    assert (hubs["confirmed_calls"], hubs["unlogged_calls"]) == ({"n": 2, "of": 2}, 1)
    recorded = {"evidence", "confirmed_calls", "unlogged_calls"}
    assert {name for name in mine if mine[name] != hubs[name]} == recorded
