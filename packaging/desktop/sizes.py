"""How large the bundle is, part by part."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

MIB = 1024 * 1024
#: less than this is told together
LEAST = MIB


def sizes(bundle: Path) -> str:
    """Return a table of the bundle's parts, the largest first, and their sum."""
    parts = Counter[str]()
    for path in bundle.rglob("*"):
        if path.is_file() and not path.is_symlink():
            parts[part_of(path.relative_to(bundle))] += path.stat().st_size
    large = {name: size for name, size in parts.items() if size >= LEAST}
    rest = sum(parts.values()) - sum(large.values())
    rows = [*sorted(large.items(), key=lambda row: -row[1]), ("all others", rest), ("together", sum(parts.values()))]
    return "".join(f"{size / MIB:8.1f} MiB  {name}\n" for name, size in rows)


def part_of(path: Path) -> str:
    """Return which part a file belongs to: Qt by its libraries, everything else by its folder."""
    names = [name for name in path.parts if name != "_internal"]
    if names[0] == "PySide6":
        return "/".join(names[:4] if names[1:3] == ["Qt", "lib"] else names[:3])
    return names[0].removesuffix(".libs")
