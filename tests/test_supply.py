"""What the product is made of: pinned to what it asks for, and under licences that let it be given away."""

from __future__ import annotations

import importlib.metadata
import re
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

FREE = re.compile(r"\b(MIT|BSD|Apache|ISC|PSF|PSFL|Python Software Foundation|MPL|Mozilla Public License|0BSD)\b")
LESSER = re.compile(r"LGPL|Lesser General Public")
GPL = re.compile(r"(?<!L)GPL|(?<!Lesser )General Public")

#: read by a person, because their metadata does not say it in a word
REVIEWED = {
    "numpy": "BSD-3-Clause; its wheels carry OpenBLAS (BSD), gfortran's run time (GPL, with GCC's exception for "
    "run time libraries) and libquadmath (LGPL), each a file of its own",
    "python-dateutil": "Apache-2.0, parts BSD-3-Clause: 'Dual License' in its metadata, both files in the package",
    "quickjs-ng": "MIT, its LICENSE file; so is the engine within, but for a table of Unicode's (Unicode-3.0)",
    "scipy": "BSD-3-Clause; its wheels carry what numpy's do, each a file of its own",
    "sqlcipher3": "zlib/libpng, its LICENSE file; SQLCipher itself is BSD-3-Clause",
}


def shipped() -> list[Requirement]:
    """Return what the product asks for, with what a company may leave out."""
    project = PROJECT["project"]
    optional = [line for lines in project["optional-dependencies"].values() for line in lines]
    return [Requirement(line) for line in [*project["dependencies"], *optional]]


def requirements() -> list[Requirement]:
    return [*shipped(), *(Requirement(line) for line in PROJECT["dependency-groups"]["dev"])]


def pins() -> dict[str, str]:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    found = re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", lock, re.MULTILINE)
    return {canonicalize_name(name): version for name, version in found}


def product() -> dict[str, importlib.metadata.Distribution]:
    """Return what comes with the product here: what it asks for, and what that asks for, without the tests' tools."""
    parts: dict[str, importlib.metadata.Distribution] = {}
    wanted = shipped()
    while wanted:
        one = wanted.pop()
        name = canonicalize_name(one.name)
        if name in parts or (one.marker and not one.marker.evaluate({"extra": ""})):
            continue
        parts[name] = importlib.metadata.distribution(one.name)
        for line in parts[name].requires or []:
            inner = Requirement(line)
            extras = {"", *one.extras}
            if inner.marker is None or any(inner.marker.evaluate({"extra": extra}) for extra in extras):
                inner.marker = None
                wanted.append(inner)
    return parts


def licence(part: importlib.metadata.Distribution) -> str:
    facts = part.metadata.json
    classifiers = [line for line in facts.get("classifier", []) if line.startswith("License ::")]
    # some put the whole text there; its first line names it
    field = str(facts.get("license", "")).strip().partition("\n")[0]
    return str(facts.get("license_expression", "")) or " / ".join([*classifiers, field])


def test_everything_asked_for_is_pinned_to_a_release_that_was_asked_for() -> None:
    locked = pins()
    wrong = [
        str(one)
        for one in requirements()
        if not one.specifier.contains(locked.get(canonicalize_name(one.name), "0"), prereleases=True)
    ]
    assert wrong == [], "run: make lock"


@pytest.mark.skipif(not Path(sys.prefix, "made-from").exists(), reason="this environment was not made from the lock")
def test_what_is_installed_is_what_is_pinned() -> None:
    locked = pins()
    other = {name: part.version for name, part in product().items() if part.version != locked.get(name)}
    assert other == {}, "run: make test, or uv pip sync requirements.lock"


def may_be_shipped(said: str) -> bool:
    """Read a licence: of a choice one is enough, and the lesser licence binds its own library only."""
    return all(
        LESSER.search(clause) or (FREE.search(clause) and not GPL.search(clause)) for clause in said.split(" AND ")
    )


def test_every_part_may_be_shipped_without_giving_our_own_licence_up() -> None:
    unread = {name: said for name, part in product().items() if not may_be_shipped(said := licence(part))}
    assert set(unread) <= set(REVIEWED), f"read these, and if they may be shipped say so in REVIEWED: {unread}"


@pytest.mark.parametrize(
    "said",
    [
        "GPL-3.0-only",
        "License :: OSI Approved :: GNU General Public License v3 (GPLv3)",
        "AGPL-3.0-or-later",
        "GPL-2.0-or-later AND MIT",
        "Proprietary",
        "",
    ],
)
def test_a_licence_that_binds_the_whole_program_is_not_passed_over(said: str) -> None:
    assert not may_be_shipped(said)


@pytest.mark.parametrize(
    "said",
    [
        "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0",
        "License :: OSI Approved :: GNU Lesser General Public License v3 (LGPLv3)",
        "Apache-2.0 AND MIT-0",
    ],
)
def test_a_licence_that_leaves_ours_alone_is_let_through(said: str) -> None:
    assert may_be_shipped(said)


def test_nothing_reviewed_has_left() -> None:
    assert set(REVIEWED) <= set(pins())
