"""What IT sets for every desk of a machine: it holds, nobody at the desk changes it, and a fault in it is told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.clock import FixedClock
from app.desktop.desk import Desk, build_desk
from app.desktop.doctor import check_policy
from app.desktop.lease import is_over
from app.desktop.own_leads import stricter
from app.desktop.policies import PolicyLine
from app.desktop.policy import MACHINE, USER, Source, put_together, read_json, read_policy
from app.desktop.policy_schema import BY_NAME
from app.desktop.quiet_hours import is_quiet
from app.desktop.settings import (
    CALLS_BY,
    CONTRAST,
    MAIL_BY,
    NAMES_SHOWN,
    SETTINGS,
    SNOOZE_MINUTES,
    SOUND,
    TEXT_SCALE,
    THEME,
    Policy,
    Settings,
)
from app.errors import BadInput
from tests.desks import MONDAY, TestDesk, no_hub, shipped

SHIPPED = Path(__file__).parents[3] / "packaging" / "policy" / "policies.json"


@pytest.fixture
def ada(tmp_path: Path) -> TestDesk:
    return TestDesk(tmp_path)


def opened(ada: TestDesk, policy: Policy) -> Desk:
    """Return Ada's desk as it is opened the next time, with a policy."""
    return build_desk(ada.store, ada.clock, shipped(), no_hub, machine_zone="America/New_York", policy=policy)


def test_what_a_policy_sets_holds_whatever_was_chosen_before_and_is_changed_by_nobody(ada: TestDesk) -> None:
    ada.desk.settings.put(NAMES_SHOWN, "shown")
    policy = read_policy(
        '{"NotificationNames": "hidden", "DialMethod": "softphone", "MailMethod": "copy", "SnoozeMinutes": 20,'
        '"ReminderSound": true}'
    )
    settings = Settings(ada.store, policy)
    assert policy.faults == ()
    assert [settings.get(one) for one in (NAMES_SHOWN, CALLS_BY, MAIL_BY, SOUND)] == ["hidden", "teams", "copy", "on"]
    assert settings.number(SNOOZE_MINUTES) == 20
    with pytest.raises(BadInput, match="set by your company"):
        settings.put(NAMES_SHOWN, "shown")
    # without it what was chosen is chosen still
    assert Settings(ada.store).get(NAMES_SHOWN) == "shown"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('"NotificationNames": "sometimes"', "NotificationNames: “sometimes” is none of shown, hidden"),
        ('"SnoozeMinutes": 1000', "SnoozeMinutes: a whole number from 5 to 240"),
        ('"SnoozeMinutes": "20"', "SnoozeMinutes: a whole number"),
        ('"SnoozeMinutes": true', "SnoozeMinutes: a whole number"),
        ('"DialMethod": "teams"', "DialMethod: “teams” is none of tel, softphone, copy"),
        ('"DialMethod": [1]', "DialMethod: a text in quotes is wanted"),
        ('"Volatile": "true"', "Volatile: true or false is wanted, without quotes"),
        ('"NotificationName": "hidden"', "NotificationName: this version knows no policy by that name"),
        ('"HubUrl": "no hub"', "HubUrl: That is no address of a hub"),
        ('"HubUrl": "https://me:secret@hub.example.com"', "HubUrl: a name or a password has no place in it"),
        ('"CaFile": "root.pem"', "CaFile: “root.pem” is no whole path"),
        ('"QuietHours": "8pm-7am"', "QuietHours: “8pm-7am” are no hours; write them like 20:00-07:30"),
        ('"QuietHours": "08:00-08:00"', "QuietHours: “08:00-08:00” begin when they end"),
        ('"Locale": "English, please"', "Locale: “English, please” is no language"),
        ('"Locale": ""', "Locale: it is empty"),
        ('"Proxy": "none"', "Proxy: braces with mode, url, pac are wanted"),
        ('"Proxy": {"mode": "manual"}', "Proxy: mode manual does nothing without a url"),
        ('"Proxy": {"mode": "pac", "url": "http://a.example.com"}', "Proxy: mode pac does nothing without a pac"),
        ('"Proxy": {"mode": "pac", "pac": "/etc/proxy.pac"}', "Proxy.pac: that is no address; write it like https://"),
        ('"Proxy": {"mode": "pac", "pac": "ftp://a.example.com/p"}', "Proxy.pac: that is no address"),
        ('"Proxy": {"mode": "direct"}', "Proxy.mode: “direct” is none of system"),
        ('"Proxy": {"host": "a"}', "Proxy.host: this version knows no policy by that name"),
        ('"Proxy": {"mode": "manual", "url": "proxy"}', "Proxy.url: that is no address; write it like http://proxy"),
    ],
)
def test_a_line_that_cannot_be_used_is_told_with_its_place_and_the_others_hold(line: str, told: str) -> None:
    policy = read_policy(f'{{\n"ReminderSound": true,\n{line}\n}}', "/etc/p.json")
    assert policy.values == {SOUND.name: "on"}
    assert set(policy.said) == {"ReminderSound"}
    assert policy.faults[0].startswith(f"/etc/p.json line 3: {told}")
    found = check_policy(policy, "0.1.0")
    assert not found.ok
    assert told in found.detail


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('"UpdateMode": "auto"', "UpdateMode does nothing. This program never updates itself"),
        ('"RetentionDays": 365', "RetentionDays does nothing. A desk removes nothing by its age"),
    ],
)
def test_a_policy_this_version_does_not_act_on_is_told_as_one(line: str, told: str) -> None:
    policy = read_policy(f"{{{line}}}")
    assert policy.said == {}
    assert told in policy.faults[0]
    assert not check_policy(policy, "0.1.0").ok


@pytest.mark.parametrize(
    "pac",
    ["https://proxy.example.com/pac/", "http://10.0.0.1:8080/p.pac?site=1", "file:///etc/p.pac", "file://nas/p.pac"],
)
def test_a_scripts_address_is_taken_as_it_is_written(pac: str) -> None:
    policy = read_policy(f'{{"Proxy": {{"mode": "pac", "pac": "{pac}"}}}}')
    assert (policy.word("Proxy.mode"), policy.word("Proxy.pac"), policy.faults) == ("pac", pac, ())


def test_lines_of_a_broken_file_that_can_be_read_hold() -> None:
    lines = ['"NotificationNames": "hidden"', '"SnoozeMinutes": 20,', '"DialMethod": tel,', '"Proxy": {"mode": "none"}']
    policy = read_policy("\n".join(["{", *lines, "}"]))
    assert policy.values == {NAMES_SHOWN.name: "hidden", SNOOZE_MINUTES.name: "20"}
    assert policy.word("Proxy.mode") == "none"
    assert policy.faults[0].startswith("policies.json line 3: Expecting ',' delimiter. It is no valid JSON")


@pytest.mark.parametrize("text", ["[]", "true", "NotificationNames = hidden", "{" * 100_000, '"x', "\0"])
def test_a_file_that_is_no_policy_at_all_sets_nothing_and_says_so(text: str) -> None:
    policy = read_policy(text)
    assert (policy.values, policy.said) == ({}, {})
    assert policy.faults


def test_an_empty_file_sets_nothing_and_is_no_fault() -> None:
    assert read_policy(" \n") == read_policy("{}") == Policy()


def test_a_name_that_stands_there_twice_is_told() -> None:
    policy = read_policy('{"LogLevel": "debug", "LogLevel": "error"}')
    assert policy.word("LogLevel") == "error"
    assert policy.faults == ("policies.json: LogLevel stands there more than once; the last of them holds.",)


def test_a_machines_word_comes_before_a_persons_and_a_fault_of_the_one_lets_the_other_hold() -> None:
    machine = read_json('{"LogLevel": "error", "Locale": "?", "Proxy": {"mode": "none"}}', MACHINE, "m")
    user = read_json(
        '{"LogLevel": "debug", "Locale": "de", "Volatile": true,'
        '"Proxy": {"mode": "manual", "url": "http://proxy.example.com:3128"}}',
        USER,
        "u",
    )
    policy = put_together([machine, user])
    assert {name: (said.value, said.level) for name, said in policy.said.items()} == {
        "LogLevel": ("error", MACHINE),
        # a group is one place's: half of one and half of another means nothing
        "Proxy.mode": ("none", MACHINE),
        "Locale": ("de", USER),
        "Volatile": ("on", USER),
    }


def test_what_a_registry_has_for_true_is_true() -> None:
    policy = put_together([Source(MACHINE, "HKLM", {"Volatile": 1, "ImportAllowed": 0, "ReminderSound": 2})])
    assert (policy.word("Volatile"), policy.word("ImportAllowed")) == ("on", "off")
    assert policy.faults == ("HKLM: ReminderSound: true or false is wanted, without quotes.",)


def test_a_desk_joins_no_other_hub_than_the_policys(ada: TestDesk) -> None:
    desk = opened(ada, read_policy('{"HubUrl": "https://hub.example.com/"}'))
    with pytest.raises(BadInput, match=r"desks here join https://hub\.example\.com and no other hub"):
        desk.sync.enroll("https://elsewhere.example.com", "ABCD", "a laptop")


def test_the_shipped_example_has_no_line_that_does_nothing() -> None:
    policy = read_policy(SHIPPED.read_text(encoding="utf-8"))
    assert policy.faults == ()
    idle = {name for name, one in BY_NAME.items() if one.idle}
    assert set(policy.said) == set(BY_NAME) - idle - {"CaFile", "UpdatePin"}


def test_a_company_may_set_all_but_what_suits_an_officers_own_eyes() -> None:
    locked = [one.locks for one in BY_NAME.values() if one.locks is not None]
    assert [setting for setting in SETTINGS if setting not in locked] == [THEME, CONTRAST, TEXT_SCALE]


def test_a_policys_words_for_a_setting_are_all_words_of_that_setting() -> None:
    for one in BY_NAME.values():
        for choice in one.choices if one.locks is not None else ():
            assert one.locks is not None
            assert one.locks.fault(one.means.get(choice, choice)) == ""


def test_the_doctor_says_what_a_policy_sets_and_who_did() -> None:
    assert check_policy(read_policy("{}"), "0.1.0").detail == "none"
    found = check_policy(read_policy('{"HubUrl": "https://hub.example.com", "ReminderSound": false}'), "0.1.0")
    assert (found.ok, found.detail) == (True, "sets HubUrl (machine), ReminderSound (machine)")


def test_the_doctor_says_where_another_version_is_wanted() -> None:
    policy = read_policy('{"UpdatePin": "0.2.0"}')
    assert check_policy(policy, "0.2.0").ok
    found = check_policy(policy, "0.1.0")
    assert (found.ok, "this is version 0.1.0, and 0.2.0 is wanted here" in found.detail) == (False, True)


# -- what the hub has a word in ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hub_says", "policy_says", "holds"),
    [
        ("company", "private", "private"),
        ("private", "company", "private"),
        ("private", "off", "off"),
        ("off", "company", "off"),
        ("company", "", "company"),
        ("of a later version", "private", "of a later version"),
        ("of a later version", "off", "off"),
    ],
)
def test_a_policy_on_own_leads_can_only_hold_back_more(hub_says: str, policy_says: str, holds: str) -> None:
    assert stricter(hub_says, policy_says) == holds


def test_own_leads_are_as_the_stricter_says_and_as_the_hub_does_once_the_policy_is_gone(ada: TestDesk) -> None:
    ada.joined(own_leads="company")

    def holds(policy: str) -> str:
        opened(ada, read_policy(policy))
        with ada.store.reading() as tx:
            identity = tx.identity()
        assert identity is not None
        return identity.own_leads

    assert [holds(policy) for policy in ("{}", '{"OwnLeads": "private"}', '{"OwnLeads": "off"}', "{}")] == [
        "company",
        "private",
        "off",
        "company",
    ]


def test_a_lease_is_as_long_as_the_shorter_of_the_two(ada: TestDesk) -> None:
    ada.joined(lease_days=30, renewed_at=MONDAY)

    def over_after(days: int, policy: str) -> bool:
        opened(ada, read_policy(policy))
        with ada.store.reading() as tx:
            return is_over(tx.identity(), MONDAY + timedelta(days=days, hours=1))

    assert not over_after(29, "{}")
    assert over_after(7, '{"OfflineLeaseDays": 7}')
    assert not over_after(6, '{"OfflineLeaseDays": 7}')
    assert over_after(30, '{"OfflineLeaseDays": 90}')
    # and without a policy again as the hub says
    assert not over_after(29, "{}")


def line_of(desk: Desk, name: str) -> PolicyLine:
    return next(line for line in desk.policies.lines() if line.name == name)


def test_the_page_tells_each_value_and_where_it_is_from(ada: TestDesk) -> None:
    ada.desk.settings.put(CALLS_BY, "copy")
    ada.joined(own_leads="private", lease_days=30, renewed_at=MONDAY)
    desk = opened(
        ada, read_policy('{"LogLevel": "error", "OfflineLeaseDays": 7, "OwnLeads": "company"}', "/etc/p.json")
    )
    told = {line.name: (line.value, line.origin) for line in desk.policies.lines()}
    assert set(told) == set(BY_NAME)
    assert told["LogLevel"] == ("error", "machine")
    assert line_of(desk, "LogLevel").place == "/etc/p.json line 1"
    assert told["DialMethod"] == ("copy", "own")
    assert told["OfflineLeaseDays"] == ("7", "machine")
    # the hub's is the stricter one, so it is what holds
    assert told["OwnLeads"] == ("private", "hub")
    assert told["Locale"] == ("", "")


def test_without_a_hub_nothing_is_the_hubs(ada: TestDesk) -> None:
    assert {line.origin for line in ada.desk.policies.lines()} == {"", "own"}


# -- the rest ------------------------------------------------------------------------------------------


def test_where_a_policy_forbids_it_no_file_of_leads_is_read(ada: TestDesk, tmp_path: Path) -> None:
    desk = opened(ada, read_policy('{"ImportAllowed": false}'))
    file = tmp_path / "leads.csv"
    file.write_text("Name,Phone\nDana Zzyzxborrower,4235550142\n", encoding="utf-8")
    with pytest.raises(BadInput, match="no files of leads are imported here"):
        desk.intake.import_files([file])
    with pytest.raises(BadInput, match="no files of leads are imported here"):
        desk.intake.read("leads.csv", file.read_bytes(), "America/New_York")
    assert ada.desk.intake.import_files([file])[0][0].imported == 1


@pytest.mark.parametrize(
    ("hour", "quiet"), [(19, False), (20, True), (23, True), (0, True), (7, True), (8, False), (12, False)]
)
def test_quiet_hours_reach_over_midnight(hour: int, *, quiet: bool) -> None:
    at = datetime(2026, 11, 23, hour, 15, tzinfo=UTC)
    assert is_quiet("20:00-07:30", at, "UTC") == quiet
    assert not is_quiet("", at, "UTC")


def test_quiet_hours_of_a_day_are_of_the_officers_clock() -> None:
    noon_in_new_york = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
    assert is_quiet("12:00-13:00", noon_in_new_york, "America/New_York")
    assert not is_quiet("12:00-13:00", noon_in_new_york, "America/Chicago")


@pytest.mark.parametrize(("days", "kept"), [(1, 1), (2, 2), (5, 4)])
def test_as_many_days_of_backups_are_kept_as_a_policy_says(ada: TestDesk, days: int, kept: int) -> None:
    desk = opened(ada, read_policy(f'{{"LocalBackupDays": {days}}}'))
    clock = ada.clock
    assert isinstance(clock, FixedClock)
    for _ in range(4):
        desk.safekeeping.keep()
        ada.pass_time(days=1)
    assert len(ada.store.backups()) == kept
