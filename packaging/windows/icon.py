"""Puts the icon's sizes into one .ico, which on Windows a program carries inside."""

from __future__ import annotations

import struct
import sys
from collections.abc import Sequence
from pathlib import Path

_HEAD, _ENTRY = struct.Struct("<HHH"), struct.Struct("<BBBBHHII")


def icon(pictures: Sequence[tuple[int, bytes]]) -> bytes:
    """Return an .ico of square PNGs, each with how many pixels it is high; 256 is written as 0 there."""
    at = _HEAD.size + _ENTRY.size * len(pictures)
    entries = []
    for size, picture in pictures:
        side = size % 256
        entries.append(_ENTRY.pack(side, side, 0, 0, 1, 32, len(picture), at))
        at += len(picture)
    return b"".join([_HEAD.pack(0, 1, len(pictures)), *entries, *(picture for _, picture in pictures)])


def main(words: list[str]) -> int:
    """`TARGET.ico PICTURE-16.png PICTURE-24.png ...`, drawn by packaging/desktop/draw_icon.py."""
    target, pictures = Path(words[0]), [Path(word) for word in words[1:]]
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(icon([(int(path.stem.rpartition("-")[2]), path.read_bytes()) for path in pictures]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
