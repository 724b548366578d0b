"""What is handed out is signed by whoever publishes it, before its sums are taken, and not at all if that fails."""

from __future__ import annotations

import hashlib
import json
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

#: signs a file in place, as rpmsign does, and notes which it was given
IN_PLACE = (
    '#!/bin/sh\nset -e\n[ "$1" = --key ]\necho "$(basename "$3")" >> "$(dirname "$0")/signed"\nprintf signed >> "$3"\n'
)


@pytest.fixture
def signer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, handing_out: ModuleType) -> Path:
    """A command that signs, named with a word that has a space; returns what it noted."""
    program = tmp_path / "sign it"
    program.write_text(IN_PLACE, encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv(handing_out.SIGN, f"'{program}' --key 'the company'")
    return tmp_path / "signed"


@pytest.fixture
def made(tmp_path: Path) -> Path:
    folder = tmp_path / "dist"
    folder.mkdir()
    (folder / "one.deb").write_bytes(b"one")
    return folder


def test_the_sums_are_of_what_was_signed_and_are_signed_themselves(
    handing_out: ModuleType, signer: Path, made: Path
) -> None:
    handing_out.sign(made / "one.deb")
    handing_out.seal(made)
    assert signer.read_text(encoding="utf-8").split() == ["one.deb", "SHA256SUMS"]
    listed, name = (made / "SHA256SUMS").read_text(encoding="utf-8").splitlines()[0].split()
    assert (listed, name) == (hashlib.sha256(b"onesigned").hexdigest(), "one.deb")


def test_what_could_not_be_signed_is_not_handed_out(
    handing_out: ModuleType, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(handing_out.SIGN, "false")
    with pytest.raises(subprocess.CalledProcessError):
        handing_out.sign(made / "one.deb")


def test_without_a_command_nothing_is_signed_and_the_sums_are_there(
    handing_out: ModuleType, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(handing_out.SIGN, raising=False)
    handing_out.sign(made / "one.deb")
    handing_out.seal(made)
    assert (made / "one.deb").read_bytes() == b"one"
    assert subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=made, check=False).returncode == 0


@pytest.mark.parametrize("script", ["package", "hub.image"])
def test_whatever_is_packed_is_signed_before_its_bill_is_made(script: str) -> None:
    source = (
        Path(__file__).parents[2].joinpath("packaging", f"{script.replace('.', '/')}.py").read_text(encoding="utf-8")
    )
    signed, billed, sealed = (source.index(words) for words in ("sign(", "parts.bill(", "seal(MADE)"))
    assert source.index("seal, sign") < signed < billed < sealed


def test_the_hubs_bill_of_materials_names_each_library_of_its_folder(image: ModuleType, tmp_path: Path) -> None:
    info = tmp_path / "lib" / "made_up-1.2.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.4\nName: Made_Up\nVersion: 1.2\nLicense-Expression: MIT\n")
    (tmp_path / "a.tar.gz").write_bytes(b"packed")
    bill = json.loads(image.parts.bill(image.libraries_of(tmp_path), "0.1.0", tmp_path / "a.tar.gz", "1000000000"))
    assert [(one["name"], one["version"]) for one in bill["components"]] == [("made-up", "1.2")]
