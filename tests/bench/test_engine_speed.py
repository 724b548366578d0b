"""The playbook engine over one lead and many: what is next, and may one call."""

from __future__ import annotations

from random import Random
from zoneinfo import ZoneInfo

import msgspec
import pytest

from app.domain.activity import Activity
from app.domain.cadence import next_step
from app.domain.contact_rules import may_contact
from app.domain.known import Known, known_of
from app.domain.lead import Channel, Lead
from app.domain.many.asking import answers, next_steps
from app.domain.many.columns import columns_of, facts_of
from app.domain.officer import Officer, read_hours
from app.domain.playbook import Playbook
from app.domain.playbook_file import read_playbook
from tests.bench.asked_leads import MANY, NOW, a_history, seconds_of, some_leads, tell
from tests.desks import shipped

pytestmark = pytest.mark.long
OFFICER = Officer(officer_id="o", name="Ada", hours=read_hours("Mon-Fri 09:00-18:00"))
#: one offset for half a year: what an integer loop over changes worked out before compares with
SUMMER_ENDED, WINTER_S, SUMMER_S = 1793512800, -5 * 3600, -4 * 3600


def test_what_is_next_for_leads_with_five_activities_each() -> None:
    goods = shipped()
    playbook, chance = read_playbook(goods.playbook), Random(2)
    leads = [(lead, a_history(lead, chance)) for lead in some_leads()]
    known = [known_of(lead, history) for lead, history in leads]

    def engine() -> None:
        for (lead, history), one in zip(leads, known, strict=True):
            next_step(playbook, lead, history, goods.rules, one, OFFICER, NOW)

    def gather() -> None:
        for lead, history in leads:
            known_of(lead, history)

    def naive() -> None:
        zone = ZoneInfo("America/New_York")
        for lead, _ in leads:
            assert 0 <= lead.received_at.astimezone(zone).hour < 24

    def integers() -> None:
        for second in seconds:
            wall = second + (SUMMER_S if second < SUMMER_ENDED else WINTER_S)
            assert 0 <= wall % 86400 < 86400

    seconds = [int(lead.received_at.timestamp()) for lead, _ in leads]
    cold = seconds_of(engine)
    tell(
        "next step",
        min(seconds_of(engine) for _ in range(3)),
        rules_and_zones_not_yet_worked_out=cold,
        gathering_what_is_known=seconds_of(gather),
        one_zoneinfo_look_a_lead=seconds_of(naive),
        one_look_at_integers_a_lead=seconds_of(integers),
    )


class _Asked(msgspec.Struct, frozen=True):
    playbook: Playbook
    lead: Lead
    history: list[Activity]
    known: Known
    officer: Officer = OFFICER


def test_what_is_next_for_a_hundred_thousand_leads_at_once() -> None:
    goods = shipped()
    playbook, chance = read_playbook(goods.playbook), Random(2)
    pasts = [(lead, a_history(lead, chance)) for lead in some_leads(MANY)]
    asked = [_Asked(playbook, lead, history, known_of(lead, history)) for lead, history in pasts]
    cold = seconds_of(lambda: next_steps(asked, goods.rules, NOW))
    columns = columns_of(asked, facts_of(asked, NOW), goods.rules)

    def naive() -> None:
        zone = ZoneInfo("America/New_York")
        for one in asked:
            assert 0 <= one.lead.received_at.astimezone(zone).hour < 24

    tell(
        "next step of all at once, from columns to answers",
        min(seconds_of(lambda: answers(columns, goods.rules, NOW).nexts()) for _ in range(3)),
        MANY,
        answers_left_in_columns=min(seconds_of(lambda: answers(columns, goods.rules, NOW)) for _ in range(3)),
        reading_leads_and_activities_into_columns=seconds_of(
            lambda: columns_of(asked, facts_of(asked, NOW), goods.rules)
        ),
        from_leads_and_activities_to_answers=min(
            seconds_of(lambda: next_steps(asked, goods.rules, NOW)) for _ in range(3)
        ),
        rules_and_zones_not_yet_worked_out=cold,
        one_zoneinfo_look_a_lead=seconds_of(naive),
    )


def test_may_this_lead_be_called() -> None:
    goods = shipped()
    asked = [(lead, known_of(lead, [])) for lead in some_leads()]

    def ask() -> None:
        for lead, known in asked:
            may_contact(goods.rules, lead, known, OFFICER, Channel.CALL, NOW)

    cold = seconds_of(ask)
    tell("may this lead be called", min(seconds_of(ask) for _ in range(3)), rules_and_zones_not_yet_worked_out=cold)
