"""Builds the Windows package around a folder of the program: with WiX 3 on Windows, with wixl elsewhere."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tempfile
import uuid
from collections import defaultdict
from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parents[2]
SOURCE = Path(__file__).with_name("followthrough.wxs")
NAMESPACE = "http://schemas.microsoft.com/wix/2006/wi"
#: a file keeps its number over versions, as an upgrade asks for; never to be changed
FILES = uuid.UUID("7c2b9c39-3f2e-4d5a-9e4c-1e7a6a9c0b00")
#: what followthrough.wxs says to WiX and wixl has no words for
CONDITIONS = {"HubAddress": "HUBURL", "Autostart": 'AUTOSTART = "1"'}
SECURE = "WIX_DOWNGRADE_DETECTED;WIX_UPGRADE_DETECTED;HUBURL;AUTOSTART"


def main(words: list[str]) -> int:
    """`PAYLOAD TARGET.msi [VERSION]`; the version is the source's if none is told."""
    if len(words) not in (2, 3):
        print("usage: msi.py PAYLOAD TARGET.msi [VERSION]")
        return 2
    payload, target = Path(words[0]), Path(words[1])
    if not (payload / "followthrough.exe").exists():
        print(f"{payload} has no followthrough.exe: it is to be the folder that was bundled on Windows.")
        return 1
    version = words[2] if len(words) > 2 else version_of_the_source()
    target.parent.mkdir(parents=True, exist_ok=True)
    build(payload, target, version)
    print(target)
    return 0


def version_of_the_source() -> str:
    text = (ROOT / "app" / "release.py").read_text(encoding="utf-8")
    return text.partition('VERSION = "')[2].partition('"')[0]


def build(payload: Path, target: Path, version: str) -> None:
    """Write the package; both tools look for its files from their folder on.

    Raises `subprocess.CalledProcessError` where the tool does not like what it reads; it has said why by then.
    """
    with tempfile.TemporaryDirectory() as folder:
        fragment = Path(folder, "payload.wxs")
        fragment.write_text(listed(payload), encoding="utf-8")
        compose = with_wix if shutil.which("candle") else with_wixl
        compose([SOURCE, fragment], target.absolute(), version, payload)


def with_wix(sources: list[Path], target: Path, version: str, payload: Path) -> None:
    work = sources[-1].parent
    compiled = ["candle", "-nologo", "-arch", "x64", f"-dVersion={version}", "-out", f"{work}/", *sources]
    subprocess.run(compiled, check=True, cwd=payload)
    objects = [work / f"{source.stem}.wixobj" for source in sources]
    subprocess.run(["light", "-nologo", "-spdb", "-out", target, *objects], check=True, cwd=payload)


def with_wixl(sources: list[Path], target: Path, version: str, payload: Path) -> None:
    defined = ["-D", f"Version={version}", "-D", "Wixl=1"]
    subprocess.run(["wixl", "--arch", "x64", *defined, "--output", target, *sources], check=True, cwd=payload)
    changes = [
        f"UPDATE `Component` SET `Condition` = '{condition}' WHERE `Component` = '{name}'"  # noqa: S608 - our own words
        for name, condition in CONDITIONS.items()
    ]
    changes.append(f"UPDATE `Property` SET `Value` = '{SECURE}' WHERE `Property` = 'SecureCustomProperties'")  # noqa: S608 - our own words
    for change in changes:
        subprocess.run(["msibuild", target, "-q", change], check=True)


def listed(payload: Path) -> str:
    """Return the fragment that has every file of a folder, a component each, so that an upgrade replaces each."""
    ET.register_namespace("", NAMESPACE)
    wix = ET.Element(f"{{{NAMESPACE}}}Wix")
    top = within(wix, "Fragment")
    group = within(within(wix, "Fragment"), "ComponentGroup", Id="Payload")
    nodes = {Path(): within(top, "DirectoryRef", Id="INSTALLDIR")}
    folders: dict[Path, list[Path]] = defaultdict(list)
    for path in sorted(payload.rglob("*")):
        if path.is_file():
            folders[path.parent.relative_to(payload)].append(path)
    for folder, files in sorted(folders.items()):
        node = place(nodes, folder)
        for path in files:
            name = id_of("f", path.relative_to(payload))
            own = str(uuid.uuid5(FILES, path.relative_to(payload).as_posix())).upper()
            component = within(node, "Component", Id=f"c{name}", Guid=own, Win64="yes")
            within(component, "File", Id=name, Source=str(path.relative_to(payload)), KeyPath="yes")
            within(group, "ComponentRef", Id=f"c{name}")
    return ET.tostring(wix, encoding="unicode")


def place(nodes: dict[Path, ET.Element], folder: Path) -> ET.Element:
    if folder not in nodes:
        parent = place(nodes, folder.parent)
        nodes[folder] = within(parent, "Directory", Id=id_of("d", folder), Name=folder.name)
    return nodes[folder]


def within(parent: ET.Element, kind: str, **values: str) -> ET.Element:
    return ET.SubElement(parent, f"{{{NAMESPACE}}}{kind}", values)


def id_of(kind: str, path: Path) -> str:
    """Return a name a package may hold for a path: one of letters and digits, the same for the same path."""
    return kind + hashlib.sha256(path.as_posix().encode()).hexdigest()[:24]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
