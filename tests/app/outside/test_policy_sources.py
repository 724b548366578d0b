"""Where policies stand on each system: read there, or told why not."""

from __future__ import annotations

import os
import plistlib
import sys
from pathlib import Path
from typing import Any

import pytest

from app.desktop.doctor import check_policy
from app.desktop.policy import MACHINE, USER, Source, put_together, read_policy
from app.outside.policy_sources import KEY, of_file, of_preferences, of_registry, with_what_can_be_used
from app.paths import policy_files


def test_what_it_left_there_is_read(tmp_path: Path) -> None:
    (tmp_path / "policies.json").write_bytes(b'\xef\xbb\xbf{"HubUrl": "https://hub.example.com"}\r\n')
    assert put_together([of_file(MACHINE, tmp_path / "policies.json")]).hub_url == "https://hub.example.com"


def test_without_a_file_nothing_is_set(tmp_path: Path) -> None:
    (tmp_path / "a-file").touch()
    for place in (tmp_path / "policies.json", tmp_path / "a-file" / "policies.json"):
        assert of_file(MACHINE, place) == Source(MACHINE, str(place))


def test_one_that_cannot_be_read_sets_nothing_and_says_so(tmp_path: Path) -> None:
    [fault] = of_file(MACHINE, tmp_path).faults
    assert fault == f"{tmp_path}: it cannot be read: it is no file."
    place = tmp_path / "policies.json"
    place.write_bytes('{"NotificationNames": “hidden”}'.encode("utf-16"))
    [fault] = of_file(MACHINE, place).faults
    assert fault == f"{place}: it is no UTF-8 text, so nothing of it holds."


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
def test_a_pipe_or_a_device_in_its_place_keeps_no_start_waiting(tmp_path: Path) -> None:
    pipe, link = tmp_path / "policies.json", tmp_path / "linked.json"
    os.mkfifo(pipe)
    link.symlink_to("/dev/zero")
    for place in (pipe, link):
        [fault] = of_file(MACHINE, place).faults
        assert fault == f"{place}: it cannot be read: it is no file."
        assert put_together([of_file(MACHINE, place)]).said == {}
    [fault] = with_what_can_be_used(read_policy(f'{{"CaFile": "{pipe}"}}')).faults
    assert fault.endswith("does nothing here: it is no file.")


def test_a_link_to_a_file_is_read_as_the_file(tmp_path: Path) -> None:
    (tmp_path / "kept.json").write_text('{"LogLevel": "error"}', encoding="utf-8")
    (tmp_path / "policies.json").symlink_to("kept.json")
    assert of_file(MACHINE, tmp_path / "policies.json").told == {"LogLevel": "error"}


def test_the_machines_lies_where_an_officer_cannot_write_and_no_variable_leads_elsewhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("XDG_CONFIG_DIRS", "XDG_CONFIG_HOME", "HOME"):
        monkeypatch.setenv(name, "/home/ada/else")
    machine, user = policy_files()
    assert str(machine) == "/etc/followthrough/policies.json"
    assert str(user) == "/home/ada/else/followthrough/policies.json"


class FakeRegistry:
    """As much of winreg as is used, over a dict of keys; an OSError says that there is no more, as there."""

    HKEY_LOCAL_MACHINE, HKEY_CURRENT_USER = "HKLM", "HKCU"

    def __init__(self, keys: dict[str, dict[str, Any]]) -> None:
        self.keys = keys

    def OpenKey(self, key: str, sub_key: str) -> str:  # noqa: N802 - winreg's name
        whole = f"{key}\\{sub_key}"
        if whole.endswith("Denied"):
            raise PermissionError(13, "Access is denied")
        if whole not in self.keys:
            raise FileNotFoundError(2, "not found")
        return whole

    def EnumValue(self, key: str, index: int) -> tuple[str, Any, int]:  # noqa: N802 - winreg's name
        values = list(self.keys[key].items())
        if index >= len(values):
            raise OSError(259, "No more data is available")
        return (*values[index], 1)

    def EnumKey(self, key: str, index: int) -> str:  # noqa: N802 - winreg's name
        below = [name for name in self.keys if name.rpartition("\\")[0] == key]
        if index >= len(below):
            raise OSError(259, "No more data is available")
        return below[index].rpartition("\\")[2]


def test_group_policy_is_read_of_the_machine_and_then_of_the_person() -> None:
    registry = FakeRegistry(
        {
            f"HKLM\\{KEY}": {"NotificationNames": "hidden", "SnoozeMinutes": 20, "Volatile": 0},
            f"HKLM\\{KEY}\\Proxy": {"mode": "manual", "url": "http://proxy.example.com:3128"},
            f"HKCU\\{KEY}": {"NotificationNames": "shown", "Locale": "de", "Unheard": "x"},
        }
    )
    policy = put_together(of_registry(registry))
    assert {name: (said.value, said.level) for name, said in policy.said.items()} == {
        "NotificationNames": ("hidden", MACHINE),
        "SnoozeMinutes": ("20", MACHINE),
        "Volatile": ("off", MACHINE),
        "Proxy.mode": ("manual", MACHINE),
        "Proxy.url": ("http://proxy.example.com:3128", MACHINE),
        "Locale": ("de", USER),
    }
    assert policy.faults == (f"HKEY_CURRENT_USER\\{KEY}: Unheard: this version knows no policy by that name.",)


def test_a_registry_without_policies_sets_nothing() -> None:
    assert put_together(of_registry(FakeRegistry({}))) == read_policy("{}")


def test_a_configuration_profile_is_read_of_the_machine_and_then_of_the_person(tmp_path: Path) -> None:
    name = "com.example.followthrough.plist"
    (tmp_path / name).write_bytes(plistlib.dumps({"LogLevel": "error", "PayloadUUID": "x", "Proxy": {"mode": "none"}}))
    (tmp_path / "ada").mkdir()
    (tmp_path / "ada" / name).write_bytes(
        plistlib.dumps({"LogLevel": "debug", "Volatile": True}, fmt=plistlib.FMT_BINARY)
    )
    policy = put_together(of_preferences(tmp_path, "ada"))
    assert policy.faults == ()
    assert {n: said.value for n, said in policy.said.items()} == {
        "LogLevel": "error",
        "Proxy.mode": "none",
        "Volatile": "on",
    }
    (tmp_path / name).write_bytes(b"<plist")
    policy = put_together(of_preferences(tmp_path, "ada"))
    assert policy.word("LogLevel") == "debug"
    assert "it is no property list, so nothing of it holds" in policy.faults[0]
    assert put_together(of_preferences(tmp_path / "none", "ada")) == read_policy("{}")


@pytest.mark.parametrize("content", [None, b"no certificates"])
def test_certificates_that_cannot_be_used_are_told_and_the_systems_hold(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "root.pem"
    if content is not None:
        file.write_bytes(content)
    policy = with_what_can_be_used(read_policy(f'{{"CaFile": "{file}", "LogLevel": "error"}}'))
    assert set(policy.said) == {"LogLevel"}
    [fault] = policy.faults
    assert fault.startswith(f"policies.json line 1: CaFile: {file} does nothing here")


def test_a_log_folder_nobody_may_write_to_is_told(tmp_path: Path) -> None:
    (tmp_path / "a-file").touch()
    policy = with_what_can_be_used(read_policy(f'{{"LogDir": "{tmp_path}/a-file/logs"}}'))
    assert policy.said == {}
    assert "LogDir" in policy.faults[0]
    assert with_what_can_be_used(read_policy(f'{{"LogDir": "{tmp_path}/logs"}}')).faults == ()


def test_a_lock_is_told_to_do_nothing_where_the_system_does_not_say_who_is_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    policy = with_what_can_be_used(read_policy('{"IdleLockMinutes": 15}'))
    assert policy.said == {}
    assert "does not tell how long nobody was there" in policy.faults[0]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere nobody comes without a session")
def test_a_lock_is_no_fault_for_who_asks_from_afar(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS"):
        monkeypatch.delenv(name, raising=False)
    policy = with_what_can_be_used(read_policy('{"IdleLockMinutes": 15}'))
    assert policy.word("IdleLockMinutes") == "15"
    told = check_policy(policy, "0.1.0")
    assert told.ok
    assert told.detail.endswith("can be told in a session with a screen only.")
