"""The sound of a reminder: made here, played by what the system has."""

from __future__ import annotations

import io
import sys
import wave
from pathlib import Path

import pytest

from app.outside.chime import PlayedChime, sound

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows plays it by itself")


def test_the_sound_is_short_soft_and_ends_quietly() -> None:
    with wave.open(io.BytesIO(sound())) as file:
        assert file.getnframes() / file.getframerate() <= 0.5
        frames = file.readframes(file.getnframes())
    heights = [int.from_bytes(frames[n : n + 2], "little", signed=True) for n in range(0, len(frames), 2)]
    assert 4_000 < max(map(abs, heights)) < 12_000
    assert abs(heights[-1]) < 100


def test_it_is_played_by_the_player_there_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    played = tmp_path / "played"
    player = tmp_path / "aplay"
    player.write_text(f'#!/bin/sh\nhead -c 4 "$2" > "{played}"\n')
    player.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr("app.outside.chime.PLAYERS", (("nobodys-player",), ("aplay", "-q")))
    chime = PlayedChime()
    assert chime.ring()
    assert chime._playing is not None
    chime._playing.wait(timeout=30)
    assert played.read_bytes() == b"RIFF"
    assert chime.ring()
    chime._playing.wait(timeout=30)


def test_without_a_player_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not PlayedChime().ring()
