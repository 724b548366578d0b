"""Packing the desktop leaves what others made beside it."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

from tests.packaging.conftest import of_the_build


@pytest.fixture
def package() -> ModuleType:
    return of_the_build("package", within="")


def test_an_earlier_desktop_goes_and_the_hub_beside_it_stays(
    package: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hubs = tmp_path / "hub" / "followthrough-hub_0.1.0_amd64.tar.gz"
    hubs.parent.mkdir()
    own = ["followthrough_0.0.9_amd64.deb", "followthrough-0.0.9-1.x86_64.rpm.cdx.json", "SHA256SUMS.asc", "sizes.txt"]
    for path in (hubs, tmp_path / "notes.md", *(tmp_path / name for name in own)):
        path.write_bytes(b"made")
    monkeypatch.setattr(package, "MADE", tmp_path)
    package.make_room()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["hub", "notes.md"]
    assert hubs.exists()


def test_the_sums_of_the_desktop_pass_over_the_hubs_folder(tmp_path: Path) -> None:
    (tmp_path / "hub").mkdir()
    (tmp_path / "one.deb").write_bytes(b"one")
    listed = of_the_build("handing_out", within="").digests(tmp_path)
    assert [line.split()[1] for line in listed.splitlines()] == ["one.deb"]
