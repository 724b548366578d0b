"""The lists of what is in a package name each part with its licence, the same for the same bytes."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import sysconfig
from pathlib import Path
from types import ModuleType


def test_a_library_is_listed_when_a_file_of_it_was_taken_and_only_then(parts: ModuleType, tmp_path: Path) -> None:
    site = Path(sysconfig.get_path("purelib"))
    taken = [("msgspec", str(site / "msgspec" / "__init__.py"), "PYMODULE"), ("x", "", "DATA")]
    (tmp_path / "PYZ-00.toc").write_text(repr(("out.pyz", [taken])), encoding="utf-8")
    (part,) = parts.bundled(tmp_path, site)
    assert (part.name, part.version) == ("msgspec", importlib.metadata.version("msgspec"))
    assert "BSD" in part.licence
    assert any("Redistribution" in text for text in part.texts)


def test_of_a_choice_the_one_that_leaves_the_program_free_is_taken(parts: ModuleType) -> None:
    assert parts.of_metadata(importlib.metadata.distribution("PySide6-Essentials")).licence == "LGPL-3.0-only"


def test_no_part_is_under_a_licence_that_binds_the_whole_program(parts: ModuleType) -> None:
    for licence in (*parts.READ_BY_HAND.values(), *parts.CHOSEN.values()):
        for clause in licence.split(" AND "):
            assert not clause.startswith(("GPL", "AGPL")) or " WITH " in clause, licence


def test_the_bill_of_materials_names_the_file_by_its_sum_and_each_part(parts: ModuleType, tmp_path: Path) -> None:
    artefact = tmp_path / "followthrough.deb"
    artefact.write_bytes(b"packed")
    some = [parts.Part("msgspec", "0.20", "BSD-3-Clause", ()), parts.Part("odd", "1", "MIT License", ())]
    bill = json.loads(parts.bill(some, "0.1.0", artefact, "1000000000"))
    assert bill["bomFormat"] == "CycloneDX"
    assert bill["metadata"]["timestamp"] == "2001-09-09T01:46:40+00:00"
    assert bill["metadata"]["component"]["hashes"][0]["content"] == hashlib.sha256(b"packed").hexdigest()
    assert [one["licenses"] for one in bill["components"]] == [
        [{"expression": "BSD-3-Clause"}],
        [{"license": {"name": "MIT License"}}],
    ]
    assert parts.bill(some, "0.1.0", artefact, "1000000000") == parts.bill(some, "0.1.0", artefact, "1000000000")
