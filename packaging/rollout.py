"""Tries an installed program as a first day would: it joins a hub, logs a call, and keeps both over an upgrade."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
OFFICER, BORROWER, NUMBER = "Ada Abiola", "Grace Marked", "(423) 555-0142"
USAGE = "usage: rollout.py begin|upgraded|removed FOLDER PROGRAM [ITS WORDS ...]"


class Place(NamedTuple):
    """Where one try lies, and how the program under trial is started."""

    folder: Path
    program: tuple[str, ...]

    def desk(self, *words: str) -> Any:
        files = ["--data-dir", str(self.folder / "desk"), "--key-file", str(self.folder / "desk.key"), "--json"]
        return answered([*self.program, *files, *words])

    def hub_words(self) -> list[str]:
        files = ["--data-dir", str(self.folder / "hub"), "--key-file", str(self.folder / "hub.key"), "--json"]
        return [sys.executable, str(ROOT / "main.py"), *files, "hub"]

    def hub(self, *words: str) -> Any:
        return answered([*self.hub_words(), *words])


def main(words: list[str]) -> int:
    """`begin` before an upgrade, `upgraded` after it, `removed` once the program is gone; each line printed held."""
    steps = {"begin": begin, "upgraded": upgraded, "removed": removed}
    if len(words) < 3 or words[0] not in steps:
        print(USAGE)
        return 2
    folder = Path(words[1]).absolute()
    folder.mkdir(parents=True, exist_ok=True)
    steps[words[0]](Place(folder, tuple(words[2:])))
    return 0


def begin(place: Place) -> None:
    place.hub("person", "add", OFFICER, "--role", "officer", "--branch", "North", "--licensed", "TN")
    (place.folder / "lead.csv").write_text(f"name,phone,state\n{BORROWER},{NUMBER},TN\n", encoding="utf-8")
    place.hub("leads", "import", str(place.folder / "lead.csv"), "--source", "Web", "--assign", OFFICER)
    code = place.hub("invite", OFFICER)["code"]
    with served(place) as url:
        place.desk("enroll", "--hub", url, "--code", code)
        place.desk("sync")
        (lead,) = place.desk("leads")["leads"]
        seen("the program joined the hub and has its lead", BORROWER in json.dumps(lead))
        place.desk("log", lead["lead_id"], "no_answer")
        place.desk("sync")
        seen("a call logged on the desk is at the hub", calls(place) == 1)
        keep_address(place, url)


def upgraded(place: Place) -> None:
    (lead,) = place.desk("leads")["leads"]
    seen("the lead is there after the upgrade", BORROWER in json.dumps(lead))
    with served(place, kept_address(place)):
        place.desk("log", lead["lead_id"], "no_answer")
        place.desk("sync")
        seen("another call is at the hub beside the first", calls(place) == 2)
    checks = {one["name"]: one["ok"] for one in place.desk("doctor")["checks"]}
    seen("the doctor finds the database well", checks["database"])
    (place.folder / "left.json").write_text(json.dumps(contents(place)), encoding="utf-8")


def removed(place: Place) -> None:
    seen("the program is gone", not Path(place.program[0]).exists())
    left = json.loads((place.folder / "left.json").read_text(encoding="utf-8"))
    seen("every file of the officer's is as it was", contents(place) == left)


def seen(what: str, holds: object) -> None:
    if not holds:
        raise SystemExit(f"NOT: {what}")
    print(f"ok   {what}", flush=True)


def answered(words: Sequence[str]) -> Any:
    done = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode and "doctor" not in words:
        raise SystemExit(f"{' '.join(words)}\nended with {done.returncode}\n{done.stdout}{done.stderr}")
    return json.loads(done.stdout)


def calls(place: Place) -> int:
    """Return how many calls the hub counts of the officer."""
    (row,) = place.hub("report", "team")["officers"]
    return int(row["attempts"]["call"])


@contextlib.contextmanager
def served(place: Place, listen: str = "127.0.0.1:0") -> Iterator[str]:
    running = subprocess.Popen([*place.hub_words(), "serve", "--listen", listen], stdout=subprocess.PIPE, text=True)
    try:
        yield json.loads(next(iter(running.stdout or [])))["listening"]
    finally:
        running.terminate()
        # reads what is left, and closes the pipe
        running.communicate(timeout=60)


def keep_address(place: Place, url: str) -> None:
    (place.folder / "address").write_text(url.rpartition("/")[2], encoding="utf-8")


def kept_address(place: Place) -> str:
    return (place.folder / "address").read_text(encoding="utf-8")


def contents(place: Place) -> dict[str, str]:
    """Return the desk's files as they are, to be compared after the program is gone."""
    return {path.name: path.read_bytes().hex() for path in sorted((place.folder / "desk").iterdir()) if path.is_file()}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
