"""Whatever a library brings within itself stands in the bill of materials, by the version its own file tells."""

from __future__ import annotations

import importlib.metadata
import json
import re
import sys
import sysconfig
from pathlib import Path
from types import ModuleType

import pytest

ELF = b"\x7fELF"
OPENSSL = b"\0OpenSSL 3.5.9 29 Sep 2026\0"
SASL = "psycopg_binary.libs/libsasl2-84219a89.so.3.0.0"


def put(folder: Path, name: str, within: bytes = b"") -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(ELF + within)


def wheel(parts: ModuleType, name: str) -> object:
    return parts.Part(name, "1.0", "MIT", ())


def test_a_scanner_finds_each_openssl_by_its_own_version(inside: ModuleType, parts: ModuleType, tmp_path: Path) -> None:
    put(tmp_path, "psycopg_binary.libs/libcrypto-3a0647ea.so.3", OPENSSL)
    put(tmp_path, "psycopg_binary.libs/libssl-6a9b88ec.so.3")
    put(tmp_path, "cryptography/hazmat/bindings/_rust.abi3.so", OPENSSL.replace(b"3.5.9", b"4.0.3"))
    owned = ["cryptography/hazmat/bindings/_rust.abi3.so"]
    told = inside.nested([wheel(parts, "cryptography"), wheel(parts, "psycopg-binary")], tmp_path, owned)
    (tmp_path / "a.deb").write_bytes(b"packed")
    bill = json.loads(parts.bill(told, "0.1.0", tmp_path / "a.deb", "1000000000"))
    ours = {one["name"]: one["components"] for one in bill["components"]}
    assert {name: one[0]["cpe"] for name, one in ours.items()} == {
        "cryptography": "cpe:2.3:a:openssl:openssl:4.0.3:*:*:*:*:*:*:*",
        "psycopg-binary": "cpe:2.3:a:openssl:openssl:3.5.9:*:*:*:*:*:*:*",
    }
    assert ours["cryptography"][0]["purl"] == "pkg:generic/openssl@4.0.3"
    first = {"ref": "pkg:pypi/cryptography@1.0", "dependsOn": ["pkg:pypi/cryptography@1.0#openssl"]}
    assert first in bill["dependencies"]
    assert parts.listed(told).splitlines()[1].split() == ["openssl", "4.0.3", "Apache-2.0"]


def test_a_library_of_no_component_ends_the_packing(inside: ModuleType, parts: ModuleType, tmp_path: Path) -> None:
    put(tmp_path, "psycopg_binary.libs/libnew-1234.so.1")
    put(tmp_path, "made_up.abi3.so")
    owned = ["psycopg_binary.libs/libnew-1234.so.1"]
    with pytest.raises(inside.Unnamed, match=r"made_up\.abi3\.so, psycopg_binary\.libs/libnew-1234\.so\.1"):
        inside.nested([wheel(parts, "psycopg-binary")], tmp_path, owned)


def test_a_wheels_own_modules_and_pythons_are_theirs(inside: ModuleType, parts: ModuleType, tmp_path: Path) -> None:
    own = ["msgspec/_core.cpython-311-x86_64-linux-gnu.so", "shiboken6/libshiboken6.abi3.so.6.11"]
    for name in (*own, "libpython3.11.so.1.0", "python3.11/lib-dynload/_ssl.cpython-311-x86_64-linux-gnu.so"):
        put(tmp_path, name)
    (tmp_path / "libpython3.so").symlink_to("libpython3.11.so.1.0")
    assert inside.nested([wheel(parts, "msgspec")], tmp_path, own) == [wheel(parts, "msgspec")]


def test_openssl_linked_in_unsaid_ends_the_packing(inside: ModuleType, parts: ModuleType, tmp_path: Path) -> None:
    put(tmp_path, "quick.abi3.so", OPENSSL)
    with pytest.raises(inside.Unnamed, match=r"OpenSSL in quick\.abi3\.so"):
        inside.nested([wheel(parts, "quick")], tmp_path, ["quick.abi3.so"])


def test_a_work_whose_version_is_not_told_ends_the_packing(
    inside: ModuleType, parts: ModuleType, tmp_path: Path
) -> None:
    put(tmp_path, SASL, b"Cyrus SASL with no number")
    with pytest.raises(inside.Unnamed, match="cyrus-sasl"):
        inside.nested([wheel(parts, "psycopg-binary")], tmp_path, [])


def test_what_python_takes_from_the_system_is_no_part_and_what_it_was_built_with_is(
    inside: ModuleType, parts: ModuleType, tmp_path: Path
) -> None:
    put(tmp_path, "python3.11/lib-dynload/_ssl.cpython-311-x86_64-linux-gnu.so", b"libssl.so.3")
    put(tmp_path, "python3.11/lib-dynload/pyexpat.cpython-311-x86_64-linux-gnu.so", b"expat_2.5.0\0")
    (python,) = inside.nested([wheel(parts, "cpython")], tmp_path, [])
    assert [(one.name, one.version) for one in python.within] == [("expat", "2.5.0")]


def test_a_work_whose_library_is_not_listed_ends_the_packing(inside: ModuleType, tmp_path: Path) -> None:
    put(tmp_path, SASL, b"Cyrus SASL\x002.1.26\x00")
    with pytest.raises(inside.Unnamed, match="psycopg-binary"):
        inside.nested([], tmp_path, [])


@pytest.mark.skipif(sys.platform != "linux", reason="wheels of Linux")
@pytest.mark.parametrize("name", ["psycopg-binary", "cryptography", "sqlcipher3", "numpy", "pyside6-essentials"])
def test_each_work_within_an_installed_wheel_tells_its_version(inside: ModuleType, name: str) -> None:
    site = Path(sysconfig.get_path("purelib"))
    importlib.metadata.distribution(name)
    works = [work for work in inside.WITHIN if work.brought_by == name]
    assert works
    for work in works:
        told = inside.told_in(inside.files_of(work, site), work)
        assert told
        assert re.fullmatch(r"\d+(\.\d+)*", told), work.name
