"""What of others is in the bundle: each library with its licence, as a list to read and as a bill of materials."""

from __future__ import annotations

import ast
import hashlib
import importlib.metadata
import json
import re
import uuid
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

_TEXTS = re.compile(r"(^|/)(LICEN[SC]E|COPYING|NOTICE|AUTHORS)[^/]*$", re.IGNORECASE)
_EXPRESSION = re.compile(r"\(?[\w.+-]+\)?( (AND|OR|WITH) \(?[\w.+-]+\)?)*")
#: what says in its metadata less than its files do, read by a person (tests/test_supply.py keeps the reasons)
READ_BY_HAND = {
    "numpy": "BSD-3-Clause AND LicenseRef-OpenBLAS-BSD AND GPL-3.0-or-later WITH GCC-exception-3.1",
    # its start-up program and loader, whose exception lets any program be bundled
    "pyinstaller": "GPL-2.0-or-later WITH Bootloader-exception",
    # what runs in the bundle; the hooks under the GPL run while it is made
    "pyinstaller-hooks-contrib": "Apache-2.0",
    "python-dateutil": "Apache-2.0 AND BSD-3-Clause",
    "quickjs-ng": "MIT AND Unicode-3.0",
    "sqlcipher3": "Zlib AND BSD-3-Clause",
}
#: of a choice of licences, the one the bundle takes
CHOSEN = {"pyside6-essentials": "LGPL-3.0-only", "shiboken6": "LGPL-3.0-only"}


class Part(NamedTuple):
    """One work of others that is in the bundle."""

    name: str
    version: str
    licence: str
    texts: tuple[str, ...]
    kind: str = "library"
    #: what it brings within itself, and the name a work without a registry goes by in the lists of known holes
    within: tuple[Part, ...] = ()
    cpe: str = ""


def bundled(work: Path, site: Path) -> list[Part]:
    """Return the libraries that gave a file to the bundle, by PyInstaller's own lists of what it took."""
    taken = {Path(path) for toc in sorted(work.glob("*.toc")) for path in paths_in(toc.read_text(encoding="utf-8"))}
    parts = []
    for one in importlib.metadata.distributions(path=[str(site)]):
        files = {Path(str(file.locate())) for file in one.files or [] if ".dist-info/" not in str(file)}
        if files & taken:
            parts.append(of_metadata(one))
    return sorted(parts)


def files_listed(site: Path) -> Iterable[str]:
    """Yield every file the libraries of a folder list as theirs, as it lies there."""
    for one in importlib.metadata.distributions(path=[str(site)]):
        yield from (file.as_posix() for file in one.files or [])


def paths_in(toc: str) -> Iterable[str]:
    """Yield every file a list of PyInstaller's names, however deep it lies there."""
    pending: list[object] = [ast.literal_eval(toc)]
    while pending:
        one = pending.pop()
        if isinstance(one, (list, tuple)):
            pending.extend(one)
        elif isinstance(one, str) and one.startswith("/"):
            yield one


def of_metadata(one: importlib.metadata.Distribution) -> Part:
    name = re.sub(r"[-_.]+", "-", one.metadata["Name"]).lower()
    texts = [file.read_text(encoding="utf-8") for file in one.files or [] if is_text(str(file))]
    licence = CHOSEN.get(name) or READ_BY_HAND.get(name) or licence_said(one.metadata.json)
    return Part(name, one.version, licence, tuple(sorted(set(texts))))


def is_text(file: str) -> bool:
    return ".dist-info/" in file and bool(_TEXTS.search(file)) and not file.endswith((".py", ".json"))


def licence_said(facts: dict[str, object]) -> str:
    """Return the licence as the metadata has it, in the newest of the three ways to say it."""
    expression = facts.get("license_expression")
    if expression:
        return str(expression)
    classifiers = [str(line).rpartition(":: ")[2] for line in facts.get("classifier", []) if "License ::" in line]  # type: ignore[attr-defined]
    # some put the whole text there; its first line names it
    return " / ".join(classifiers) or str(facts.get("license", "")).strip().partition("\n")[0]


def interpreter(version: str, texts: Path) -> Part:
    return Part("cpython", version, "PSF-2.0", (texts.read_text(encoding="utf-8"),), "platform")


def listed(parts: Iterable[Part]) -> str:
    """Return the licences as a table to read."""
    return "".join(
        row for part in parts for row in (line(part.name, part), *(line(f"  {one.name}", one) for one in part.within))
    )


def line(name: str, part: Part) -> str:
    return f"{name:<28} {part.version:<14} {part.licence}\n"


def bill(parts: Iterable[Part], version: str, artefact: Path, instant: str) -> str:
    """Return the bill of materials of one artefact, in CycloneDX 1.6."""
    digest = hashlib.sha256(artefact.read_bytes()).hexdigest()
    at = datetime.fromtimestamp(int(instant), UTC).isoformat()
    subject = {
        "type": "application", "bom-ref": "followthrough", "name": artefact.name, "version": version,
        "licenses": [{"expression": "Apache-2.0"}], "hashes": [{"alg": "SHA-256", "content": digest}],
    }  # fmt: skip
    components = [component(part) for part in parts]
    refs = [one["bom-ref"] for one in components]
    told = {
        "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
        # its own number, and the same one for the same bytes
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, digest)}",
        "metadata": {"timestamp": at, "component": subject},
        "components": components,
        "dependencies": [{"ref": "followthrough", "dependsOn": refs}, *brought(components)],
    }  # fmt: skip
    return json.dumps(told, indent=1) + "\n"


def brought(components: Iterable[dict[str, Any]]) -> Iterable[dict[str, object]]:
    """Yield for each component with others within it that it stands on them."""
    for one in components:
        if "components" in one:
            yield {"ref": one["bom-ref"], "dependsOn": [other["bom-ref"] for other in one["components"]]}


def component(part: Part, holder: str = "") -> dict[str, Any]:
    """Return a part as the bill has it; the same work within two libraries is two components."""
    registry = "generic" if holder or part.kind != "library" else "pypi"
    where = f"pkg:{registry}/{part.name}@{part.version}"
    ref = f"{holder}#{part.name}" if holder else where
    # what metadata says in words of its own is no expression
    spoken = _EXPRESSION.fullmatch(part.licence)
    licences = [{"expression": part.licence}] if spoken else [{"license": {"name": part.licence}}]
    told: dict[str, Any] = {
        "type": part.kind, "bom-ref": ref, "name": part.name, "version": part.version, "purl": where,
        "licenses": licences,
    }  # fmt: skip
    if part.cpe:
        told["cpe"] = f"cpe:2.3:a:{part.cpe}:{part.version}:*:*:*:*:*:*:*"
    if part.within:
        told["components"] = [component(one, ref) for one in part.within]
    return told
