"""What was tried so far, kept outside the repository, so that a long run goes on where another ended."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

OUT = Path(__file__).parents[2] / "out"
#: a run of `make faults` ends by itself
MOST_MINUTES = 60.0


@dataclass
class Budget:
    """How long this run may take, `ARGS="--minutes 5"`; each kind of long test gets a share of what is left.

    `bends` says that the test under way ends when its share is over, however much is still to be tried.
    """

    minutes: float = MOST_MINUTES
    began: float = field(default_factory=time.monotonic)
    bends: bool = False

    @property
    def left(self) -> float:
        return self.minutes - (time.monotonic() - self.began) / 60


BUDGET = Budget()


@dataclass
class Ledger:
    """One line a try: of which kind, which seed or offset, and what was wrong, "" for nothing."""

    path: Path = field(default_factory=lambda: OUT / "faults.jsonl")

    def __post_init__(self) -> None:
        self._tried: dict[str, dict[str, str]] = {}
        text = self.path.read_text(encoding="utf-8") if self.path.exists() else ""
        if text and not text.endswith("\n"):
            # a run that was killed left half a line
            self._write("\n")
        for line in text.splitlines():
            with suppress(ValueError):
                told = json.loads(line)
                self._tried.setdefault(told["kind"], {})[told["try"]] = told["wrong"]

    def tried(self, kind: str) -> dict[str, str]:
        """Return what came of every try of a kind."""
        return dict(self._tried.get(kind, {}))

    def note(self, kind: str, one: object, wrong: str = "") -> None:
        self._tried.setdefault(kind, {})[str(one)] = wrong
        self._write(json.dumps({"kind": kind, "try": str(one), "wrong": wrong}) + "\n")

    def left(self, kind: str, tries: Iterable[int], most: int = 10**9, share: float = 1.0) -> Iterator[int]:
        """Give those that were not tried yet, at most so many, until that share of the run's time is over."""
        BUDGET.bends = True
        done, given, end = self._tried.get(kind, {}), 0, BUDGET.left * (1 - share)
        for one in tries:
            if given >= most or BUDGET.left <= max(0.0, end):
                return
            if str(one) not in done:
                given += 1
                yield one

    def _write(self, text: str) -> None:
        _add(self.path, text)

    def words(self, kind: str) -> str:
        """Return "2,000 months tried, 0 with something wrong"."""
        tried = self._tried.get(kind, {})
        wrong = Counter(bool(what) for what in tried.values())[True]
        return f"{kind}: {len(tried):,} tried so far, {wrong:,} with something wrong"


class LastRun(msgspec.Struct, frozen=True):
    """When a test began last, in seconds since 1970, and how long it took; 0 of one that takes what time there is."""

    at: float = 0.0
    seconds: float = 0.0


class Runs:
    """The long tests of this and former runs, so that none is put off for ever by those before it."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or OUT / "faults-runs.jsonl"
        self._last: dict[str, LastRun] = {}
        for line in self._path.read_text(encoding="utf-8").splitlines() if self._path.exists() else ():
            with suppress(ValueError):
                told = json.loads(line)
                self._last[told["test"]] = LastRun(told["at"], told["seconds"])

    def last(self, test: str) -> LastRun:
        return self._last.get(test, LastRun())

    def note(self, test: str, seconds: float) -> None:
        _add(self._path, json.dumps({"test": test, "at": time.time(), "seconds": seconds}) + "\n")


def _add(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as out:
        out.write(text)
