"""Runs a PAC script, shut in with itself: no file, no network, only names looked up for it, and not for long."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

import msgspec

from app.paths import resources

#: of the processor; a script of a thousand rules takes some milliseconds
LONGEST_S = 1.0
MOST_BYTES = 32 * 1024 * 1024
#: a thread's own stack is 512 KiB where it is smallest
_STACK_BYTES = 192 * 1024
#: as Chrome allows
MOST_NAMES = 20

Resolve = Callable[[str], Sequence[str]]


class PacBroken(Exception):
    """Why nothing can be had from a script, as half a sentence."""


class _Answer(msgspec.Struct):
    said: str | None
    wanted: list[str]
    why: str


def what_it_says(script: str, url: str, resolve: Resolve, own: Sequence[str], until: float) -> str:
    """Return a script's answer for an address; raises PacBroken. To be called on a thread that may wait.

    Of the address it hears the host and no more: what is asked there is none of its business.
    """
    parts = urlsplit(url)
    port = f":{parts.port}" if parts.port else ""
    asked = (f"{parts.scheme}://{parts.hostname}{port}/", parts.hostname or "")
    known: dict[str, Sequence[str]] = {}
    while True:
        answer = _run(script, asked, known, own)
        if not answer.wanted:
            break
        if len(known) >= MOST_NAMES:
            raise PacBroken(f"it asks for more than {MOST_NAMES} names")
        for name in answer.wanted:
            if time.monotonic() > until:
                raise PacBroken("looking its names up takes too long")
            known[name] = resolve(name)
    if answer.said is None:
        raise PacBroken(_in_a_line(answer.why) if answer.why else "its FindProxyForURL returns no text")
    return answer.said


def _run(script: str, asked: tuple[str, str], known: dict[str, Sequence[str]], own: Sequence[str]) -> _Answer:
    """Run it once, in a world made for that alone: what it keeps ends with it."""
    # not by quickjs, which begins a thread for what is not used here as soon as it is imported
    import _quickjs

    # its time is the processor's, so that a busy machine breaks no script; it is this thread's alone, and ends with it
    world = _quickjs.Context()
    world.set_memory_limit(MOST_BYTES)
    world.set_max_stack_size(_STACK_BYTES)
    world.set_time_limit(LONGEST_S)
    try:
        find = world.eval((resources() / "pac" / "functions.js").read_text(encoding="utf-8"))
        world.eval(f"begin({json.dumps(known)}, {json.dumps(list(own))})")
        world.eval(script)
        return msgspec.json.decode(find(*asked), type=_Answer)
    except Exception as error:  # noqa: BLE001 - the engine's own kinds; the worst a script can do ends here
        raise PacBroken(_in_a_line(str(error))) from None


def _in_a_line(said: str) -> str:
    if "interrupted" in said:
        return "it runs for too long"
    # with no room left for an error the engine throws null
    if "out of memory" in said or said.strip() == "null":
        return "it takes too much memory"
    return said.strip().partition("\n")[0][:120] or "it cannot be run"
