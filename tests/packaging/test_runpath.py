"""No program that is handed out looks for libraries in a folder of the machine it was built on."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

HOME = "/home/ada/python/lib"


def program(runpath: str) -> bytes:
    """Return the least of a program: two headers, what it tells the loader, and strings of which one ends another."""
    strings = b"\0" + runpath.encode() + b"\0other\0"
    dynamic = 64 + 2 * 56
    at = dynamic + 4 * 16
    told = struct.pack("<qQqQqQqQ", 5, 0x1000 + at, 29, 1, 10, len(strings), 0, 0)
    size = at + len(strings)
    head = b"\x7fELF\x02\x01\x01" + bytes(9) + struct.pack("<HHIQQQIHHHHHH", 3, 62, 1, 0, 64, 0, 0, 64, 56, 2, 0, 0, 0)
    loaded = struct.pack("<IIQQQQQQ", 1, 4, 0, 0x1000, 0, size, size, 4096)
    dynamics = struct.pack("<IIQQQQQQ", 2, 4, dynamic, 0x1000 + dynamic, 0, 64, 64, 8)
    return head + loaded + dynamics + told + strings


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (HOME, ""),
        ("$ORIGIN/../x.libs", "$ORIGIN/../x.libs"),
        (f"$ORIGIN:{HOME}", "$ORIGIN"),
        (f"{HOME}:relative/lib:${{ORIGIN}}/..", "${ORIGIN}/.."),
    ],
)
def test_a_folder_of_the_building_machine_is_taken_out_and_what_goes_with_the_program_stays(
    runpath: ModuleType, tmp_path: Path, before: str, after: str
) -> None:
    (tmp_path / "x.so").write_bytes(program(before))
    runpath.clean(tmp_path)
    image = (tmp_path / "x.so").read_bytes()
    assert [runpath.text(image, at) for at in runpath.places(image)] == ([after] if after else [])
    assert b"/home/ada" not in image
    assert image.endswith(b"other\0")
    assert len(image) == len(program(before))


def test_a_symbol_whose_name_is_the_folders_end_keeps_it(runpath: ModuleType) -> None:
    image = bytearray(program(HOME))
    symbol = image.index(b"lib\0other")
    assert runpath.take_out(image)
    assert runpath.text(image, symbol) == "lib"


def test_what_shares_the_file_keeps_its_own(runpath: ModuleType, tmp_path: Path) -> None:
    kept, bundle = tmp_path / "kept.so", tmp_path / "bundle"
    bundle.mkdir()
    kept.write_bytes(program(HOME))
    kept.chmod(0o755)
    os.link(kept, bundle / "x.so")
    runpath.clean(bundle)
    assert kept.read_bytes() == program(HOME)
    assert (bundle / "x.so").stat().st_mode & 0o777 == 0o755
    assert [path.name for path in bundle.iterdir()] == ["x.so"]


def test_a_program_that_still_has_one_ends_the_packing(runpath: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "_ssl.so").write_bytes(program(HOME))
    (tmp_path / "note.txt").write_text(HOME, encoding="utf-8")
    with pytest.raises(runpath.Absolute, match=r"_ssl\.so$"):
        runpath.check(tmp_path)


def test_a_program_that_cannot_be_read_is_not_passed_over(runpath: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "old.so").write_bytes(b"\x7fELF\x01\x01" + bytes(100))
    with pytest.raises(runpath.Absolute, match=r"old\.so"):
        runpath.check(tmp_path)


@pytest.mark.skipif(not shutil.which("gcc") or not shutil.which("readelf"), reason="no compiler here")
def test_a_compilers_own_library_is_loaded_as_before(runpath: ModuleType, tmp_path: Path) -> None:
    source, built = tmp_path / "x.c", tmp_path / "x.so"
    source.write_text("int lib(void) { return 7; }\n", encoding="ascii")
    subprocess.run(["gcc", "-shared", "-o", built, source, f"-Wl,-rpath,{HOME}"], check=True)
    assert HOME in subprocess.check_output(["readelf", "-d", built], text=True)
    runpath.clean(tmp_path)
    assert "/home" not in subprocess.check_output(["readelf", "-d", built], text=True)
    asked = f"import ctypes; print(ctypes.CDLL({str(built)!r}).lib())"
    assert subprocess.check_output(["python3", "-c", asked], text=True) == "7\n"
