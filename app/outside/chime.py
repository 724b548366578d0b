"""One short sound, made here and played by whatever the system has for it."""

from __future__ import annotations

import io
import math
import shutil
import struct
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

from app.desktop.ports import Chime

RATE = 22_050
#: two soft tones, a fourth apart, for a fifth of a second each
TONES_HZ, TONE_S, LOUDNESS = (660.0, 880.0), 0.2, 0.25
#: what plays a file, in the order they are looked for, with what keeps each quiet in a terminal
PLAYERS = (("pw-play",), ("paplay",), ("aplay", "-q"), ("afplay",))


def sound() -> bytes:
    """Return the sound as a WAV file."""
    import wave

    written = io.BytesIO()
    with wave.open(written, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        for hertz in TONES_HZ:
            of = round(RATE * TONE_S)
            # fading out, as a tone that stops at once clicks
            heights = (LOUDNESS * (1 - n / of) * math.sin(2 * math.pi * hertz * n / RATE) for n in range(of))
            file.writeframes(b"".join(struct.pack("<h", round(height * 32_767)) for height in heights))
    return written.getvalue()


class PlayedChime:
    """Hands the sound to a player as a file; a player that hangs is left to itself."""

    def __init__(self) -> None:
        self._file: Path | None = None
        self._playing: subprocess.Popen[bytes] | None = None

    def ring(self) -> bool:
        player = next(((path, *words[1:]) for words in PLAYERS if (path := shutil.which(words[0]))), None)
        if player is None:
            return False
        if self._playing is not None and self._playing.poll() is None:
            return True
        if self._file is None or not self._file.exists():
            with tempfile.NamedTemporaryFile(prefix="followthrough-", suffix=".wav", delete=False) as file:
                file.write(sound())
            self._file = Path(file.name)
        try:
            self._playing = subprocess.Popen(  # noqa: S603 - a player by its full path, and a file of our own
                [*player, str(self._file)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
        except OSError:
            return False
        return True


class WindowsChime:
    """Plays from memory, as Windows does by itself."""

    def ring(self) -> bool:
        # a module that only Windows has
        winsound: Any = import_module("winsound")
        try:
            winsound.PlaySound(sound(), winsound.SND_MEMORY | winsound.SND_NODEFAULT)
        except RuntimeError:
            return False
        return True


def system_chime() -> Chime:
    """Return this system's way."""
    return WindowsChime() if sys.platform == "win32" else PlayedChime()
