"""What was tried so far, kept outside the repository, so that a long run goes on where another ended."""

from __future__ import annotations

import json
import os
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

OUT = Path(__file__).parents[2] / "out"
#: a run of `make faults` ends by itself; FOLLOWTHROUGH_FAULTS_MINUTES says when, an hour at most
MOST_MINUTES = 60.0
_BEGAN = time.monotonic()


@dataclass
class Ledger:
    """One line a try: of which kind, which seed or offset, and what was wrong, "" for nothing."""

    path: Path = field(default_factory=lambda: OUT / "faults.jsonl")

    def __post_init__(self) -> None:
        self._tried: dict[str, dict[str, str]] = {}
        lines = self.path.read_text(encoding="utf-8").splitlines() if self.path.exists() else []
        for line in lines:
            # a run that was killed may have left half a line
            if line.endswith("}"):
                told = json.loads(line)
                self._tried.setdefault(told["kind"], {})[told["try"]] = told["wrong"]

    def tried(self, kind: str) -> dict[str, str]:
        """Return what came of every try of a kind."""
        return dict(self._tried.get(kind, {}))

    def note(self, kind: str, one: object, wrong: str = "") -> None:
        self._tried.setdefault(kind, {})[str(one)] = wrong
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a", encoding="utf-8") as out:
            out.write(json.dumps({"kind": kind, "try": str(one), "wrong": wrong}) + "\n")

    def left(self, kind: str, tries: Iterable[object], most: int = 10**9) -> Iterator[object]:
        """Give those that were not tried yet, at most so many, until the run's time is over."""
        done, given = self._tried.get(kind, {}), 0
        for one in tries:
            if given >= most or minutes_left() <= 0:
                return
            if str(one) not in done:
                given += 1
                yield one

    def words(self, kind: str) -> str:
        """Return "2,000 months tried, 0 with something wrong"."""
        tried = self._tried.get(kind, {})
        wrong = Counter(bool(what) for what in tried.values())[True]
        return f"{kind}: {len(tried):,} tried so far, {wrong:,} with something wrong"


def minutes_left() -> float:
    most = min(MOST_MINUTES, float(os.environ.get("FOLLOWTHROUGH_FAULTS_MINUTES", MOST_MINUTES)))
    return most - (time.monotonic() - _BEGAN) / 60
