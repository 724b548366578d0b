"""A hub's own program, started as a server starts it, asked and ended."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
MAIN = (sys.executable, str(ROOT / "main.py"), "hub")
PATIENCE_S = 30


@contextmanager
def served(program: Sequence[str], *words: str, **popen: Any) -> Iterator[str]:
    """Run `serve` on a free port; yield its address. Ended by SIGTERM, it ends well."""
    asked = [*program, "serve", *words, "--json", *([] if "--listen" in words else ["--listen", "127.0.0.1:0"])]
    # both kinds of what it says in one place: what it says before it cannot serve is why
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    with subprocess.Popen(asked, **pipes, **popen) as hub:
        try:
            yield _address(hub)
            hub.terminate()
            assert hub.wait(PATIENCE_S) == 0
        finally:
            hub.kill()


def _address(hub: subprocess.Popen[str]) -> str:
    assert hub.stdout is not None
    said = []
    for line in hub.stdout:
        said.append(line)
        if line.startswith('{"listening"'):
            return str(json.loads(line)["listening"])
    raise AssertionError("".join(said))


def tells(program: Sequence[str], *words: str, **run: Any) -> dict[str, Any]:
    """Run a verb and return its one JSON object."""
    done = subprocess.run([*program, *words, "--json"], capture_output=True, text=True, check=False, **run)
    assert done.returncode == 0, done.stdout + done.stderr
    return dict(json.loads(done.stdout))


def as_nobody() -> dict[str, Any]:
    """Return how a process is begun as somebody who owns nothing, where this user may."""
    return {"user": 65534, "group": 65534, "extra_groups": []} if os.geteuid() == 0 else {}
