"""What the package asks of a system is what its programs ask of the loader, and no more."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="packages of Linux")

DUMPED = """
/b/_internal/libQt6Gui.so.6:     file format elf64-x86-64

Dynamic Section:
  NEEDED               libEGL.so.1
  NEEDED               libQt6Core.so.6
  SONAME               libQt6Gui.so.6

Version References:
  required from libc.so.6:
    0x09691a75 0x00 12 GLIBC_2.2.5
    0x09691974 0x00 03 GLIBC_2.34

/b/_internal/libQt6Core.so.6:     file format elf64-x86-64

Dynamic Section:
  NEEDED               libz.so.1

Version References:
  required from libc.so.6:
    0x09691974 0x00 03 GLIBC_2.9
  required from libgcc_s.so.1:
    0x0b792650 0x00 08 GCC_3.0
"""


def test_each_program_is_read_with_what_it_needs_and_its_c_library(needs: ModuleType) -> None:
    elves = needs.read(DUMPED)
    gui = elves[Path("/b/_internal/libQt6Gui.so.6")]
    assert gui.needed == {"libEGL.so.1", "libQt6Core.so.6"}
    assert gui.glibc == {"2.2.5", "2.34"}
    assert elves[Path("/b/_internal/libQt6Core.so.6")].glibc == {"2.9"}


def test_what_lies_in_the_bundle_itself_is_asked_of_nobody(needs: ModuleType) -> None:
    elves = {file.name: elf for file, elf in needs.read(DUMPED).items()}
    assert needs.asked_outside(elves, set(elves)) == {"libEGL.so.1", "libz.so.1"}


def test_versions_are_compared_as_numbers(needs: ModuleType) -> None:
    assert needs.newest(["2.9", "2.34", "2.2.5"]) == "2.34"


def test_of_several_the_loader_takes_the_first(needs: ModuleType) -> None:
    first, second = "\tlibz.so.1 (libc6,x86-64) => /lib/a/libz.so.1", "\tlibz.so.1 (libc6) => /lib/b/libz.so.1"
    listed = f"2 libs found in cache\n{first}\n{second}\n"
    assert needs.known_to_the_loader(listed) == {"libz.so.1": "/lib/a/libz.so.1"}


@pytest.mark.parametrize(
    ("answer", "owners"),
    [
        ("zlib1g:amd64: /lib/x86_64-linux-gnu/libz.so.1\n", ["zlib1g"]),
        ("libc6:amd64, libc6:i386: /usr/share/doc/libc6\n", ["libc6"]),
        ("diversion by dash from: /bin/sh\ndash: /bin/sh\n", ["dash"]),
        ("", []),
    ],
)
def test_dpkg_tells_who_has_a_file(needs: ModuleType, answer: str, owners: list[str]) -> None:
    assert needs.owners_in(answer) == owners


@pytest.mark.skipif(not Path("/usr/bin/objdump").exists(), reason="no objdump here")
@pytest.mark.skipif(not Path("/usr/bin/dpkg-query").exists(), reason="no dpkg here")
def test_a_real_program_needs_a_c_library(needs: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("no program", encoding="utf-8")
    (tmp_path / "env").write_bytes(Path("/usr/bin/env").read_bytes())
    line = needs.depends(needs.asked(tmp_path))
    assert line[0].startswith("libc6 (>= 2.")
    assert not any("env" in package for package in line)


def test_a_library_nobody_has_is_named(needs: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "libQt6Gui.so.6").write_bytes(needs.ELF)
    monkeypatch.setattr(needs, "dump", lambda _: DUMPED.replace("libEGL.so.1", "libno-such.so.9"))
    monkeypatch.setattr(needs.subprocess, "check_output", lambda *_, **__: "\tlibz.so.1 (libc6) => /lib/libz.so.1\n")
    with pytest.raises(needs.Unknown, match=r"libno-such\.so\.9"):
        needs.depends(needs.asked(tmp_path))
