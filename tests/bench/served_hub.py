"""A hub served by a process of its own, for benches that ask it over HTTP."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from queue import SimpleQueue
from typing import IO

import pytest

from app.outside.keychain import FileKey
from app.paths import Paths
from storage.engine import open_postgres, open_sqlcipher
from storage.hub.store import open_hub_store
from tests.postgres import cluster_of

ROOT = Path(__file__).parents[2]
PATIENCE_S = 30.0


class Hub:
    """`hub serve` as a process of its own, and its database, open here too. `more` are further words for it."""

    def __init__(self, kind: str, folder: Path, config: pytest.Config, leaving: ExitStack, *more: str) -> None:
        database = "" if kind == "sqlite" else cluster_of(config).new_database()
        key = folder / "hub.key"
        words = ["--data-dir", str(folder / "hub"), "--key-file", str(key), "--json", "hub", "--database", database]
        serve = leaving.enter_context(running("main.py", *words, "serve", "--listen", "127.0.0.1:0", *more))
        self.process_id = serve.pid
        self.url = json.loads(lines_of(serve.stdout).get(timeout=PATIENCE_S))["listening"]
        file = Paths(folder / "hub").hub_database
        engine = open_postgres(database) if database else open_sqlcipher(file, FileKey(key).key(make=False))
        self.store = open_hub_store(engine)
        leaving.callback(self.store.close)


@contextmanager
def running(*words: str) -> Iterator[subprocess.Popen[str]]:
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "cwd": ROOT}
    process = subprocess.Popen([sys.executable, *words], **pipes)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(30)
        if process.stdin is not None:
            process.stdin.close()


def lines_of(stream: IO[str] | None) -> SimpleQueue[str]:
    assert stream is not None
    lines: SimpleQueue[str] = SimpleQueue()

    def read() -> None:
        with stream:
            for line in stream:
                lines.put(line.strip())

    threading.Thread(target=read, daemon=True).start()
    return lines
