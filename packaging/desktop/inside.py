"""What libraries bring within themselves: each other work with the version its own file tells, or the packing ends."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from desktop.needs import is_elf
from desktop.parts import Part

#: a module Python loads, or the library a wheel's modules share: the wheel's own, unless something is within
_OWN = re.compile(r"\.(cpython-[\w-]+|abi3)\.so(\.\d+)*$")
_OPENSSL = re.compile(rb"OpenSSL (\d+\.\d+\.\d+) \d")
_GCC = "GPL-3.0-or-later WITH GCC-exception-3.1"
#: asked of the library itself: it keeps its version as a number and in no text
_ASK_LIBPQ = "import ctypes, sys; n = ctypes.CDLL(sys.argv[1]).PQlibVersion(); print(f'{n // 10000}.{n % 10000}')"
_ASK_LDAP = """
import ctypes, sys
class About(ctypes.Structure):
    _fields_ = [(n, ctypes.c_int) for n in ("info", "api", "protocol")]
    _fields_ += [("extensions", ctypes.c_void_p), ("vendor", ctypes.c_char_p), ("version", ctypes.c_int)]
about = About(1)
assert ctypes.CDLL(sys.argv[1]).ldap_get_option(None, 0, ctypes.byref(about)) == 0
print(f"{about.version // 10000}.{about.version // 100 % 100}.{about.version % 100}")
"""
#: how a version is read from what a library's file is called, where nothing in it tells
_SONAME = re.compile(r"\.so\.([\d.]+)$")


class Within(NamedTuple):
    """One work within a library: whose it came with, which files are of it, and how one tells its version."""

    name: str
    brought_by: str
    files: tuple[str, ...]
    told: re.Pattern[bytes] | str | None
    licence: str
    #: its name in the lists of known holes: a scanner finds by it what is in no registry
    cpe: str = ""


class Unnamed(Exception):
    """A file nobody would find in the bill of materials."""


PYTHON = "cpython"
_LIBPYTHON, _MODULES = "libpython3*.so*", "python3*/lib-dynload"
_PSYCOPG = "psycopg_binary.libs"
_QT = "PySide6/Qt"
WITHIN = (
    Within("openssl", "psycopg-binary", (f"{_PSYCOPG}/libcrypto-*", f"{_PSYCOPG}/libssl-*"), _OPENSSL, "Apache-2.0",
           "openssl:openssl"),
    Within("libpq", "psycopg-binary", (f"{_PSYCOPG}/libpq-*",), _ASK_LIBPQ, "PostgreSQL", "postgresql:postgresql"),
    Within("openldap", "psycopg-binary", (f"{_PSYCOPG}/libldap-*", f"{_PSYCOPG}/liblber-*"), _ASK_LDAP, "OLDAP-2.8",
           "openldap:openldap"),
    Within("cyrus-sasl", "psycopg-binary", (f"{_PSYCOPG}/libsasl2-*",), re.compile(rb"Cyrus SASL\x00([\d.]+)\x00"),
           "BSD-Attribution-HPND-disclaimer", "cyrusimap:cyrus-sasl"),
    Within("krb5", "psycopg-binary",
           (f"{_PSYCOPG}/libkrb5-*", f"{_PSYCOPG}/libkrb5support-*", f"{_PSYCOPG}/libk5crypto-*",
            f"{_PSYCOPG}/libgssapi_krb5-*", f"{_PSYCOPG}/libcom_err-*.so.3*"),
           re.compile(rb"KRB5_BRAND: krb5-\S+ ([\d.]+) "), "MIT", "mit:kerberos_5"),
    Within("libcom_err", "psycopg-binary", (f"{_PSYCOPG}/libcom_err-*.so.2*",), None, "MIT"),
    Within("keyutils", "psycopg-binary", (f"{_PSYCOPG}/libkeyutils-*",), re.compile(rb"keyutils-([\d.]+)"),
           "LGPL-2.1-or-later"),
    Within("libcrypt", "psycopg-binary", (f"{_PSYCOPG}/libcrypt-*",), None, "LGPL-2.1-or-later"),
    Within("openssl", "cryptography", ("cryptography/hazmat/bindings/_rust.*",), _OPENSSL, "Apache-2.0",
           "openssl:openssl"),
    Within("openssl", "sqlcipher3", ("sqlcipher3/_sqlite3.*.so",), _OPENSSL, "Apache-2.0", "openssl:openssl"),
    Within("sqlcipher", "sqlcipher3", ("sqlcipher3/_sqlite3.*.so",), re.compile(rb"community\x00([\d.]+)\x00"),
           "BSD-3-Clause", "zetetic:sqlcipher"),
    Within("sqlite", "sqlcipher3", ("sqlcipher3/_sqlite3.*.so",), re.compile(rb"(?<![\d.])(3\.\d\d+\.\d+)\x00"),
           "blessing", "sqlite:sqlite"),
    *(work for wheel in ("numpy", "scipy") for work in (
        Within("openblas", wheel, (f"{wheel}.libs/libscipy_openblas*",), re.compile(rb"OpenBLAS ([\d.]+)"),
               "BSD-3-Clause"),
        Within("libgfortran", wheel, (f"{wheel}.libs/libgfortran-*",), None, _GCC),
        Within("libquadmath", wheel, (f"{wheel}.libs/libquadmath-*",), None, "LGPL-2.1-or-later"),
    )),
    Within("qt", "pyside6-essentials", (f"{_QT}/lib/libQt6Core.so*", f"{_QT}/lib/libQt6*", f"{_QT}/plugins/*/*"),
           re.compile(rb"Qt (\d+\.\d+\.\d+) \("), "LGPL-3.0-only", "qt:qt"),
    Within("icu", "pyside6-essentials", (f"{_QT}/lib/libicuuc*", f"{_QT}/lib/libicu*"),
           re.compile(rb"\x00(\d\d\.\d+(?:\.\d+)?)\x00"), "Unicode-3.0",
           "icu-project:international_components_for_unicode"),
    Within("pcre2", "pyside6-essentials", (f"{_QT}/lib/libQt6Core.so*",),
           re.compile(rb"(10\.\d+) \d{4}-\d\d-\d\d\x00"), "BSD-3-Clause", "pcre:pcre2"),
    Within("libpng", "pyside6-essentials", (f"{_QT}/lib/libQt6Gui.so*",), re.compile(rb"libpng version ([\d.]+)"),
           "libpng-2.0", "libpng:libpng"),
    # of Python what it was built with; the system's is no part of the bundle
    Within("openssl", PYTHON, (f"{_MODULES}/_ssl.*", f"{_MODULES}/_hashlib.*", _LIBPYTHON), _OPENSSL, "Apache-2.0",
           "openssl:openssl"),
    Within("expat", PYTHON, (f"{_MODULES}/pyexpat.*", _LIBPYTHON), re.compile(rb"expat_([\d.]+)"), "MIT",
           "libexpat_project:libexpat"),
    Within("libmpdec", PYTHON, (f"{_MODULES}/_decimal.*",), re.compile(rb"report\x00([\d.]+)\x00"), "BSD-2-Clause"),
)  # fmt: skip


def nested(parts: Iterable[Part], folder: Path, owned: Iterable[str]) -> list[Part]:
    """Return the parts with what each brings; no library of the folder may be of none of them.

    `owned` are the files the wheels list as theirs, as they lie in the folder.
    """
    brought: dict[str, list[Part]] = {}
    for work in WITHIN:
        if found := told_in(files_of(work, folder), work):
            part = Part(work.name, found, work.licence, (), cpe=work.cpe)
            brought.setdefault(work.brought_by, []).append(part)
    told = [part._replace(within=tuple(brought.pop(part.name, ()))) for part in parts]
    lost = [*brought, *unnamed(folder, set(owned)), *hidden(folder)]
    if lost:
        raise Unnamed(f"In no component of the bill of materials (packaging/desktop/inside.py): {', '.join(lost)}")
    return told


def files_of(work: Within, folder: Path) -> list[Path]:
    found = [path for pattern in work.files for path in sorted(folder.glob(pattern))]
    return [path for path in found if path.is_file() and not path.is_symlink()]


def told_in(files: list[Path], work: Within) -> str | None:
    """Return the version the first file tells that tells one; nothing where the work is not there."""
    told = next((said for file in files if (said := version(work, file))), None)
    # Debian's Python takes from the system what another was built with
    if files and told is None and work.brought_by != PYTHON:
        raise Unnamed(f"{files[0].name} does not tell its version of {work.name}")
    return told


def version(work: Within, file: Path) -> str | None:
    if isinstance(work.told, str):
        return subprocess.check_output([sys.executable, "-c", work.told, file], text=True).strip()
    if work.told is None:
        called = _SONAME.search(file.name)
        return called[1] if called else None
    said = work.told.search(file.read_bytes())
    return said[1].decode("ascii") if said else None


def unnamed(folder: Path, owned: set[str]) -> Iterator[str]:
    """Yield each library that is neither a wheel's or Python's own module nor a work that is listed."""
    named = {path for work in WITHIN for path in files_of(work, folder)}
    for path in elves(folder):
        inside = path.relative_to(folder).as_posix()
        pythons = inside.startswith("libpython3") or "/lib-dynload/" in inside
        wheels = inside in owned and _OWN.search(path.name)
        if path not in named and not pythons and not wheels:
            yield inside


def hidden(folder: Path) -> Iterator[str]:
    """Yield each library OpenSSL was linked into unsaid: it is where the holes are looked for first."""
    named = {path for work in WITHIN if work.name == "openssl" for path in files_of(work, folder)}
    for path in elves(folder):
        if path not in named and _OPENSSL.search(path.read_bytes()):
            yield f"OpenSSL in {path.relative_to(folder).as_posix()}"


def elves(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink() and is_elf(path))
