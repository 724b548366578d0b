"""The Windows package, read back from its tables: where files go, what is chosen, and that it replaces another."""

from __future__ import annotations

import shutil
import struct
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

pytestmark = pytest.mark.skipif(
    not all(shutil.which(tool) for tool in ("wixl", "msibuild", "msiinfo")), reason="no wixl and msitools here"
)
PAYLOAD = ("followthrough.exe", "followthrough-console.exe", "_internal/python311.dll", "_internal/PySide6/QtCore.pyd")


@pytest.fixture
def payload(tmp_path: Path) -> Path:
    folder = tmp_path / "payload"
    for name in PAYLOAD:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(name.encode())
    return folder


@pytest.fixture
def package(msi: ModuleType, payload: Path, tmp_path: Path) -> Path:
    target = tmp_path / "followthrough.msi"
    assert msi.main([str(payload), str(target), "1.2.3"]) == 0
    return target


def table(package: Path, name: str) -> list[list[str]]:
    """Return the rows of a table, without its three lines of heading."""
    told = subprocess.run(["msiinfo", "export", package, name], capture_output=True, text=True, check=True).stdout
    return [line.split("\t") for line in told.splitlines()[3:]]


def test_every_file_of_the_folder_is_in_it_a_component_each(package: Path) -> None:
    files = {row[2].rpartition("|")[2] for row in table(package, "File")}
    assert files == {Path(name).name for name in PAYLOAD}
    assert len({row[1] for row in table(package, "File")}) == len(PAYLOAD)


def test_it_is_for_every_user_of_the_machine_under_program_files(package: Path) -> None:
    told = dict(row[:2] for row in table(package, "Property"))
    assert told["ALLUSERS"] == "1"
    assert told["ProductVersion"] == "1.2.3"
    assert ["INSTALLDIR", "ProgramFiles64Folder", "Followthrough"] in table(package, "Directory")


def test_a_newer_one_replaces_it_and_an_older_one_is_refused(package: Path) -> None:
    told = {row[6]: row for row in table(package, "Upgrade")}
    code = dict(row[:2] for row in table(package, "Property"))["UpgradeCode"]
    assert {row[0] for row in told.values()} == {code}
    assert told["WIX_UPGRADE_DETECTED"][2] == "1.2.3"
    assert told["WIX_DOWNGRADE_DETECTED"][1] == "1.2.3"
    actions = {row[0]: int(row[2]) for row in table(package, "InstallExecuteSequence")}
    assert actions["FindRelatedProducts"] < actions["RemoveExistingProducts"] < actions["InstallFiles"]


def test_the_hub_and_the_start_with_a_session_are_chosen_by_properties(package: Path) -> None:
    conditions = {row[0]: row[4] for row in table(package, "Component") if row[4]}
    assert conditions == {"HubAddress": "HUBURL", "Autostart": 'AUTOSTART = "1"'}
    values = {(row[2], row[3]): row[4] for row in table(package, "Registry")}
    assert values["Software\\Policies\\Followthrough", "HubUrl"] == "[HUBURL]"
    run = "Software\\Microsoft\\Windows\\CurrentVersion\\Run"
    assert values[run, "Followthrough"] == '"[INSTALLDIR]followthrough.exe" --autostart'
    secure = dict(row[:2] for row in table(package, "Property"))["SecureCustomProperties"].split(";")
    assert {"HUBURL", "AUTOSTART"} <= set(secure)


def test_what_was_chosen_once_holds_for_an_upgrade_that_says_nothing(package: Path) -> None:
    sequence = {row[0]: (row[1], int(row[2])) for row in table(package, "InstallExecuteSequence")}
    assert sequence["KeepHubUrl"][0] == "NOT HUBURL AND HUBURL_BEFORE"
    order = ["AppSearch", "KeepHubUrl", "KeepAutostart", "UsualAutostart", "CostInitialize"]
    assert sorted(order, key=lambda name: sequence[name][1]) == order
    looked_up = {row[0]: row[1] for row in table(package, "AppSearch")}
    assert set(looked_up) == {"HUBURL_BEFORE", "AUTOSTART_BEFORE"}


def test_a_file_keeps_its_number_from_version_to_version(msi: ModuleType, payload: Path, tmp_path: Path) -> None:
    numbers = []
    for version in ("1.2.3", "1.2.4"):
        msi.build(payload, tmp_path / f"{version}.msi", version)
        numbers.append({row[0]: row[1] for row in table(tmp_path / f"{version}.msi", "Component")})
    assert numbers[0] == numbers[1]


def test_a_folder_that_was_not_bundled_on_windows_is_named(
    msi: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert msi.main([str(tmp_path), str(tmp_path / "x.msi")]) == 1
    assert "no followthrough.exe" in capsys.readouterr().out


def test_an_icon_of_several_sizes_says_where_each_picture_lies(icon: ModuleType) -> None:
    whole = icon.icon([(16, b"small"), (256, b"larger")])
    assert struct.unpack_from("<HHH", whole) == (0, 1, 2)
    for n, (side, picture) in enumerate([(16, b"small"), (0, b"larger")]):
        width, height, *_, size, at = struct.unpack_from("<BBBBHHII", whole, 6 + 16 * n)
        assert (width, height, whole[at : at + size]) == (side, side, picture)
