"""Lays out what goes onto a Linux machine beside the program itself: where menus, man and people look for it."""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from desktop.parts import Part

FILES = Path(__file__).with_name("files")
SUMMARY = "Gets mortgage leads called"
DESCRIPTION = (
    "A desk assistant for loan officers: it says which lead to call next and why, reminds",
    "of calls and promises, and knows in which hours each state allows a call.",
)
#: where both kinds of packages put what opens the window with a session
AUTOSTART = "etc/xdg/autostart/followthrough.desktop"
ICON_SIZES = (16, 22, 24, 32, 48, 64, 128, 256)
#: Debian's own copies of the texts no wheel brings, by the words of the licences that need them
COMMON = Path("/usr/share/common-licenses")
COMMON_TEXTS = ("LGPL-3", "GPL-3", "MPL-2.0")


class Release(NamedTuple):
    """What every file of one build agrees on."""

    version: str
    day: str
    #: seconds since 1970, of the commit
    instant: int
    machine: str


def fill(name: str, values: Mapping[str, str]) -> str:
    text = (FILES / name).read_text(encoding="utf-8")
    for key, value in values.items():
        text = text.replace(f"@{key}@", value)
    return text


def share(target: Path, root: Path, release: Release, parts: Iterable[Part], manual: Mapping[str, str]) -> None:
    """Fill a `share` folder: menu entry, icons, manual pages, metainfo, copyright, changelog, a policy to fill in."""
    put(target / "applications/followthrough.desktop", fill("followthrough.desktop", {}))
    told = {"VERSION": release.version, "DAY": release.day}
    put(target / "metainfo/followthrough.metainfo.xml", fill("metainfo.xml", told))
    for name, page in manual.items():
        put_packed(target / f"man/man1/{name}.1.gz", page)
    icons(target / "icons/hicolor", root / "resources/icons/followthrough.svg")
    doc = target / "doc/followthrough"
    put(doc / "copyright", copyright_of(root, parts))
    put_packed(doc / "changelog.gz", (root / "CHANGELOG.md").read_text(encoding="utf-8"))
    put(doc / "examples/policies.json", (root / "packaging/policy/policies.json").read_text(encoding="utf-8"))


def lay_out(tree: Path, bundle: Path, share: Path) -> None:
    """Put the program where a package of the system has it."""
    copy(bundle, tree / "usr/lib/followthrough")
    copy(share, tree / "usr/share")
    put(tree / AUTOSTART, (FILES / "autostart.desktop").read_text(encoding="utf-8"))
    (tree / "usr/bin").mkdir()
    (tree / "usr/bin/followthrough").symlink_to("../lib/followthrough/followthrough")


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def put_packed(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # without the day it was packed on, which gzip would write into it
    path.write_bytes(gzip.compress(text.encode(), mtime=0))


def icons(target: Path, svg: Path) -> None:
    scalable = target / "scalable/apps/followthrough.svg"
    put(scalable, svg.read_text(encoding="utf-8"))
    # drawn by the Qt that draws it in the window
    places = [target / f"{size}x{size}/apps/followthrough.png" for size in ICON_SIZES]
    for place in places:
        place.parent.mkdir(parents=True, exist_ok=True)
    python = os.environ["FOLLOWTHROUGH_PACKAGE_PYTHON"]
    words = [str(word) for pair in zip(ICON_SIZES, places, strict=True) for word in pair]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run([python, str(Path(__file__).with_name("draw_icon.py")), svg, *words], check=True, env=environment)


def copyright_of(root: Path, parts: Iterable[Part]) -> str:
    """Return whose work is in it under which terms: our own notice, then the licence of each library, whole."""
    notice = (root / "NOTICE").read_text(encoding="utf-8")
    own = [notice, (root / "LICENSE").read_text(encoding="utf-8")]
    fonts = [path.read_text(encoding="utf-8") for path in sorted(root.glob("resources/*/LICENSE*"))]
    libraries = []
    for part in parts:
        within = "".join(f"\nwith {one.name} {one.version}: {one.licence}" for one in part.within)
        heading = f"{part.name} {part.version}\n{part.licence}{within}"
        libraries.append("\n\n".join((heading, *part.texts)))
    common = [f"{name}\n\n{(COMMON / name).read_text(encoding='utf-8')}" for name in COMMON_TEXTS]
    return f"\n{'=' * 72}\n\n".join([*own, *fonts, *libraries, *common])


def settle(tree: Path, instant: int) -> None:
    """Give every file its right and its instant, whatever the umask and the clock were."""
    for path in (tree, *tree.rglob("*")):
        if path.is_symlink():
            os.utime(path, (instant, instant), follow_symlinks=False)
            continue
        runs = path.is_dir() or path.stat().st_mode & 0o100
        path.chmod(0o755 if runs else 0o644)
        os.utime(path, (instant, instant))


def copy(source: Path, target: Path) -> None:
    shutil.copytree(source, target, symlinks=True)
