"""The published shares of leads reached by each call, as they ship with the program."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from app.reference.reading import read_bytes


def load_benchmarks(folder: Path) -> dict[str, Any]:
    """Return the table of `simulation/benchmarks.toml` in the resources folder; raises WorldFailed where it lacks."""
    return tomllib.loads(read_bytes(folder / "simulation" / "benchmarks.toml").decode("utf-8"))
