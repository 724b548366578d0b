"""The policy file of a machine, read or told why not."""

from __future__ import annotations

from pathlib import Path

import pytest
from app.outside.policy_file import company_policy

from app.desktop.settings import NO_POLICY
from app.paths import policy_file


def test_what_it_left_there_is_read(tmp_path: Path) -> None:
    (tmp_path / "policy.toml").write_bytes(b'\xef\xbb\xbfHubUrl = "https://hub.example.com"\r\n')
    assert company_policy(tmp_path / "policy.toml").hub_url == "https://hub.example.com"


def test_without_a_file_nothing_is_set(tmp_path: Path) -> None:
    (tmp_path / "a-file").touch()
    assert company_policy(tmp_path / "policy.toml") == NO_POLICY
    assert company_policy(tmp_path / "a-file" / "policy.toml") == NO_POLICY


def test_one_that_cannot_be_read_sets_nothing_and_says_so(tmp_path: Path) -> None:
    [fault] = company_policy(tmp_path).faults
    assert fault == "It cannot be read: Is a directory."
    (tmp_path / "policy.toml").write_bytes("NotificationNames = “hidden”".encode("utf-16"))
    [fault] = company_policy(tmp_path / "policy.toml").faults
    assert fault.startswith("It is no UTF-8 text")


@pytest.mark.parametrize(
    ("system", "place"),
    [
        ("linux", "/etc/followthrough/policy.toml"),
        ("darwin", "/Library/Application Support/Followthrough/policy.toml"),
        ("win32", r"C:\ProgramData\Followthrough\policy.toml"),
    ],
)
def test_it_lies_where_an_officer_cannot_write_and_no_variable_leads_elsewhere(
    monkeypatch: pytest.MonkeyPatch, system: str, place: str
) -> None:
    monkeypatch.setattr("sys.platform", system)
    for name in ("XDG_CONFIG_DIRS", "PROGRAMDATA", "HOME"):
        monkeypatch.setenv(name, "/home/ada")
    assert str(policy_file()) == place
