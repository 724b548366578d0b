"""Puts the pictures of `make shots` into docs/screens.md: every screen in light, in dark and in large text."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

ROOT = Path(__file__).resolve().parent.parent
PAGE, PICTURES = ROOT / "docs" / "screens.md", ROOT / "docs" / "images" / "screens"
#: what each look adds to a picture's name, and how the page calls it
LOOKS = (("-light", "Light"), ("-dark", "Dark"), ("-dark-200", "Dark, text at 200 %"))
#: three beside each other fill a wide page
WIDTH = 640
QUALITY = 70
HEAD = """# Every screen

Drawn by `make shots` from the made-up branch, so nobody on them is a real person, and put here by `make gallery`. Each
is shown in light, in dark, and in dark with the text at 200 %; `make shots` draws them in light at 200 % and in high
contrast too.
"""


def main(folder: Path) -> int:
    """Read the pictures of a folder, as `make shots` fills it; those of the manager's windows lie in one of its own."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    parts = [HEAD]
    for drawn, of_whom in ((folder, "officer"), (folder / "manager", "manager")):
        for name in names_in(drawn):
            cells = [_small(drawn, name, mark, of_whom) for mark, _ in LOOKS]
            title = name.replace("-", " ").capitalize()
            heads = " | ".join(words for _, words in LOOKS)
            rows = f"| {heads} |\n| {' | '.join('---' for _ in LOOKS)} |\n| {' | '.join(cells)} |\n"
            parts.append(f"\n## {title}{' (manager)' if of_whom == 'manager' else ''}\n\n{rows}")
    PAGE.write_text("".join(parts), encoding="utf-8")
    return 0


def names_in(folder: Path) -> list[str]:
    """Return the screens of a folder, those first that come first in the alphabet."""
    mark = f"{LOOKS[0][0]}.png"
    return sorted(file.name.removesuffix(mark) for file in folder.glob(f"*{mark}"))


def _small(drawn: Path, name: str, mark: str, of_whom: str) -> str:
    """Write a picture no wider than the page shows it; return its cell."""
    image = QImage(str(drawn / f"{name}{mark}.png"))
    if image.width() > WIDTH:
        image = image.scaledToWidth(WIDTH, Qt.TransformationMode.SmoothTransformation)
    # a fifth of the size of a PNG
    place = PICTURES / f"{of_whom}-{name}{mark}.webp"
    image.save(str(place), "WEBP", QUALITY)
    return f"![{name.replace('-', ' ')}](images/screens/{place.name})"


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
