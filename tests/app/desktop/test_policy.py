"""What IT sets for every desk of a machine: it holds, nobody at the desk changes it, and a fault in it is told."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from app.desktop.desk import build_desk
from app.desktop.doctor import check_policy
from app.desktop.policy import known_names, read_policy
from app.desktop.settings import (
    CALLS_BY,
    CONTRAST,
    NAMES_SHOWN,
    SETTINGS,
    SNOOZE_MINUTES,
    SOUND,
    TEXT_SCALE,
    THEME,
    Settings,
)
from app.errors import BadInput
from tests.desks import TestDesk, no_hub, shipped

SHIPPED = Path(__file__).parents[3] / "packaging" / "policy" / "policy.toml"


@pytest.fixture
def ada(tmp_path: Path) -> TestDesk:
    return TestDesk(tmp_path)


def test_what_a_policy_sets_holds_whatever_was_chosen_before_and_is_changed_by_nobody(ada: TestDesk) -> None:
    ada.desk.settings.put(NAMES_SHOWN, "shown")
    policy = read_policy(
        'NotificationNames = "hidden"\nDialMethod = "softphone"\nSnoozeMinutes = 20\nReminderSound = true'
    )
    settings = Settings(ada.store, policy)
    assert [settings.get(one) for one in (NAMES_SHOWN, CALLS_BY, SOUND)] == ["hidden", "teams", "on"]
    assert settings.number(SNOOZE_MINUTES) == 20
    with pytest.raises(BadInput, match="set by your company"):
        settings.put(NAMES_SHOWN, "shown")
    # without it what was chosen is chosen still
    assert Settings(ada.store).get(NAMES_SHOWN) == "shown"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('NotificationNames = "sometimes"', "NotificationNames: “sometimes” is none of shown, hidden"),
        ("SnoozeMinutes = 1000", "SnoozeMinutes: a whole number from 5 to 240"),
        ("SnoozeMinutes = -5", "SnoozeMinutes: a whole number"),
        ('DialMethod = "teams"', "DialMethod: “teams” is none of tel, softphone, copy"),
        ("DialMethod = [1]", "DialMethod: a word or a whole number is wanted"),
        ('NotificationName = "hidden"', "NotificationName: this version sets nothing by that name"),
        ('HubUrl = "hub"', "HubUrl: That is no address of a hub"),
    ],
)
def test_a_line_that_cannot_be_used_is_told_and_the_others_hold(line: str, told: str) -> None:
    policy = read_policy(f'ReminderSound = "on"\n{line}\n')
    assert policy.values == {SOUND.name: "on"}
    [fault] = policy.faults
    assert fault.startswith(told)
    found = check_policy(policy)
    assert not found.ok
    assert told in found.detail


def test_a_file_that_is_no_policy_at_all_sets_nothing_and_says_so() -> None:
    policy = read_policy("NotificationNames = hidden")
    assert (policy.values, policy.hub_url) == ({}, "")
    assert policy.faults[0].startswith("It is no valid TOML, so nothing of it holds")


def test_a_desk_joins_no_other_hub_than_the_policys(ada: TestDesk) -> None:
    policy = read_policy('HubUrl = "https://hub.example.com/"')
    desk = build_desk(ada.store, ada.clock, shipped(), no_hub, machine_zone="America/New_York", policy=policy)
    with pytest.raises(BadInput, match=r"desks here join https://hub\.example\.com and no other hub"):
        desk.sync.enroll("https://elsewhere.example.com", "ABCD", "a laptop")


def test_the_shipped_template_names_every_line_there_is_and_all_of_them_hold() -> None:
    lines = SHIPPED.read_text(encoding="utf-8").splitlines()
    told = "\n".join(line.removeprefix("# ") for line in lines if " = " in line)
    policy = read_policy(told)
    assert policy.faults == ()
    assert set(tomllib.loads(told)) == set(known_names())
    assert set(policy.values) == {setting.name for setting in SETTINGS if setting.policy}
    # as it ships it sets nothing
    assert read_policy("\n".join(lines)) == read_policy("")


def test_a_company_may_set_all_but_what_suits_an_officers_own_eyes() -> None:
    assert [setting for setting in SETTINGS if not setting.policy] == [THEME, CONTRAST, TEXT_SCALE]


def test_the_doctor_says_what_a_policy_sets() -> None:
    assert check_policy(read_policy("")).detail == "none"
    found = check_policy(read_policy('HubUrl = "https://hub.example.com"\nReminderSound = "off"'))
    assert (found.ok, found.detail) == (True, "sets reminders.sound, the hub to join")
