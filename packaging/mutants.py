"""Changes the engine and the contact rules in thousands of small ways and counts the changes no test notices."""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
#: a copy, so that a half-changed engine never stands where somebody works
COPY = ROOT / "out" / "mutants"
REPORT = ROOT / "out" / "mutants.txt"
NEEDED = ("app", "resources", "tests", "pyproject.toml")
AT_MOST_S = 55 * 60
SEED = 2026
PILOT = "app.domain.cadence.x_follow__mutmut_1"
#: what pytest's end tells of a mutant, by the exit code mutmut keeps; any other code is a run that was ended
ENDS = {1: "killed", 3: "killed", 0: "survived", 5: "no test", 33: "no test", 34: "left out", None: "not run"}
COLUMNS = ("killed", "timeout", "survived", "no test", "not run")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, metavar="N", help="look at N of them, the same N every time")
    parser.add_argument("--seed", type=int, default=SEED, help="another one draws another sample")
    parser.add_argument("--at-once", type=int, default=1, metavar="N", help="how many are run beside each other")
    parser.add_argument(
        "names", nargs="*", help="mutants by name or pattern (app.domain.places.*); all of them without"
    )
    asked = parser.parse_args()
    copy_tree()
    names, until = asked.names, time.monotonic() + AT_MOST_S
    if asked.sample:
        # one is tried so that all are made; their names are not known before
        mutmut(PILOT, until=until)
        names = random.Random(asked.seed).sample(sorted(verdicts()), asked.sample)  # noqa: S311 - a sample, no secret
    ended_in_time = mutmut(*names, until=until, at_once=asked.at_once)
    # a machine that does other things holds tests up, too: only what takes too long twice was held up by the change
    slow = [name for name, end in verdicts().items() if end == "timeout"]
    if slow:
        ended_in_time = mutmut(*slow, until=until) and ended_in_time
    every = verdicts()
    # the one that was tried first was not drawn by chance
    found = {name: every[name] for name in names} if asked.sample else every
    told = report(found, of=len(every), in_time=ended_in_time)
    REPORT.write_text(told, encoding="utf-8")
    print(told)
    return 0 if any(found.values()) else 1


def copy_tree() -> None:
    shutil.rmtree(COPY, ignore_errors=True)
    COPY.mkdir(parents=True)
    for name in NEEDED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, COPY / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, COPY / name)


def mutmut(*names: str, until: float, at_once: int = 1) -> bool:
    """Run it over these mutants, all without a name; return whether the time was enough."""
    effort = {"FOLLOWTHROUGH_EFFORT": "0.1", "FOLLOWTHROUGH_REPEATABLE": "1"}
    command = [str(Path(sys.executable).with_name("mutmut")), "run", "--max-children", str(at_once), *names]
    log = (COPY / "mutmut.log").open("ab")
    try:
        with log:
            subprocess.run(
                ["nice", *command], cwd=COPY, env={**os.environ, **effort}, stdout=log, stderr=log,
                timeout=until - time.monotonic(), check=False,
            )  # fmt: skip
    except subprocess.TimeoutExpired:
        return False
    return True


def only_mutated() -> list[str]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return list(settings["tool"]["mutmut"]["only_mutate"])


def verdicts() -> dict[str, str]:
    """Return what became of each mutant, by its name."""
    found: dict[str, str] = {}
    for file in only_mutated():
        kept = COPY / "mutants" / f"{file}.meta"
        codes = json.loads(kept.read_text(encoding="utf-8"))["exit_code_by_key"] if kept.exists() else {}
        found |= {name: ENDS.get(code, "timeout") for name, code in codes.items()}
    return found


def report(found: dict[str, str], *, of: int, in_time: bool) -> str:
    """Return a table by file, the share that was killed, and every survivor with the line it changed."""
    lines = [f"{len(found)} of {of} changes"]
    lines += [f"{'':20}" + "".join(f"{column:>10}" for column in COLUMNS) + f"{'killed':>9}"]
    for file in (*only_mutated(), ""):
        module = file.removesuffix(".py").replace("/", ".")
        counts = Counter(end for name, end in found.items() if name.startswith(module))
        lines.append(f"{Path(file).stem or 'all':20}" + "".join(f"{counts[one]:10}" for one in COLUMNS) + share(counts))
    if not in_time:
        lines.append(f"Ended after {AT_MOST_S // 60} minutes; what was not run is in no share. --sample N takes fewer.")
    lines += ["", "Not noticed:", *changes(name for name, end in found.items() if end in ("survived", "no test"))]
    return "\n".join(lines) + "\n"


def share(counts: Counter[str]) -> str:
    run = sum(counts[one] for one in COLUMNS if one != "not run")
    return f"{(counts['killed'] + counts['timeout']) / run:9.1%}" if run else f"{'-':>9}"


def changes(names: Iterable[str]) -> Iterable[str]:
    program = str(Path(sys.executable).with_name("mutmut"))
    for name in sorted(names):
        shown = subprocess.run([program, "show", name], cwd=COPY, capture_output=True, text=True, check=False).stdout
        yield name
        yield from (
            f"    {line}" for line in shown.splitlines() if line[:1] in ("+", "-") and line[:2] not in ("++", "--")
        )


if __name__ == "__main__":
    sys.exit(main())
