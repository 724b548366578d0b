#!/usr/bin/env python3
"""Puts a hub's newest backup back somewhere else and says what a restore would lose and how long it would take.

The hub goes on serving meanwhile. Nothing is served from the copy: it has the company's schedules, and would mail them.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).resolve().parent
#: the list of who was shut out; it lies beside the hub's data, and a real restore would find it there
LEDGER = "revoked.jsonl"
#: how the names end of the backups that drills make
OWN = "-drill.backup"


class Trouble(Exception):
    """The drill cannot be held, or a verb of the hub said no; the message is for whoever holds it."""


class Hub(NamedTuple):
    """A hub by the words its verbs are told, the live one or the copy."""

    program: Sequence[str]
    data: Path
    key: Path
    database: str

    def tell(self, *words: str) -> dict[str, Any]:
        """Run a verb and return its answer; raises Trouble where it fails."""
        own = ["--data-dir", str(self.data), "--key-file", str(self.key), "--database", self.database, "--json"]
        done = subprocess.run([*self.program, *words, *own], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise Trouble(f"hub {words[0]} failed: {(done.stderr or done.stdout).strip()}")
        return dict(json.loads(done.stdout))


def main(words: Sequence[str] | None = None) -> int:
    """Return 0 where the restore was sound and within the limits, 1 where it was not, 2 for words it cannot read."""
    asked = parser().parse_args(words)
    try:
        answer = hold(asked)
    except Trouble as trouble:
        answer = {"ok": False, "happened": str(trouble)}
    print(json.dumps(answer, indent=1))
    return 0 if answer["ok"] else 1


def parser() -> argparse.ArgumentParser:
    read = argparse.ArgumentParser(prog="drill.py", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    read.add_argument("--data-dir", type=Path, required=True, help="the live hub's")
    read.add_argument("--key-file", type=Path, required=True, help="the live hub's; best by the copy kept elsewhere")
    read.add_argument("--database", default="", metavar="URL", help="the live hub's; default: the file in --data-dir")
    read.add_argument("--backups", type=Path, required=True, help="their folder; the newest no drill made is put back")
    read.add_argument("--fresh", action="store_true", help="make one first, and put that back")
    read.add_argument("--into", type=Path, required=True, help="a folder that is not there yet; it goes afterwards")
    read.add_argument("--into-database", default="", metavar="URL", help="an empty one, where the hub is on a server")
    read.add_argument("--most-lost", type=int, metavar="EVENTS", help="fail where a restore would lack more events")
    read.add_argument("--most-age", type=float, metavar="HOURS", help="fail where the newest backup is older")
    read.add_argument("--most-seconds", type=float, metavar="S", help="fail where putting it back takes longer")
    read.add_argument("--keep", action="store_true", help="leave what was put back where it is")
    read.add_argument("--program", nargs="+", default=[str(HERE / "followthrough-hub")], help=argparse.SUPPRESS)
    return read


def hold(asked: argparse.Namespace) -> dict[str, Any]:
    live = Hub(asked.program, asked.data_dir, asked.key_file, asked.database)
    copy = live._replace(data=asked.into, database=asked.into_database)
    refuse(live, copy)
    if asked.fresh:
        backup = new_name(asked.backups)
        live.tell("backup", str(backup))
    else:
        backup = newest(asked.backups)
    age_h = (time.time() - backup.stat().st_mtime) / 3600
    try:
        took, put_back = restored(live, copy, backup)
    finally:
        if not asked.keep:
            shutil.rmtree(copy.data, ignore_errors=True)
    # the newest there is from now on. It stays: desks may forget what a backup holds
    now = live.tell("backup", str(new_name(asked.backups)))
    lost, seconds = now["events"] - put_back["events"], sum(took.values())
    limits = {
        "events lost": (lost, asked.most_lost),
        "hours old": (age_h, asked.most_age),
        "seconds": (seconds, asked.most_seconds),
    }
    worse = [what for what, (found, most) in limits.items() if most is not None and found > most]
    return {
        "ok": not worse,
        "backup": backup.name,
        "recovery_point": {"backup_hours_old": round(age_h, 2), "events_lost": lost, "events": now["events"]},
        "recovery_time": {"seconds": round(seconds, 1), **{what: round(s, 1) for what, s in took.items()}},
        "worse_than_allowed": worse,
        "note": "Desks send again what a restored hub lacks; leads that no desk had got yet would be lost.",
    }


def refuse(live: Hub, copy: Hub) -> None:
    """Raise Trouble where the copy would come to lie upon the hub it is made of, or upon anything."""
    if copy.data.exists():
        raise Trouble(f"{copy.data} is there already. Name a folder that is not.")
    if bool(live.database) != bool(copy.database) or (live.database and live.database == copy.database):
        raise Trouble("A hub on a server is put back into another database: name an empty one with --into-database.")


def restored(live: Hub, copy: Hub, backup: Path) -> tuple[dict[str, float], dict[str, Any]]:
    """Put a backup back, walk through it and ask it something; return how long each took, and what came back."""
    copy.data.mkdir(mode=0o700, parents=True)
    if (live.data / LEDGER).exists():
        shutil.copy(live.data / LEDGER, copy.data / LEDGER)
    took: dict[str, float] = {}

    def timed(what: str, *words: str) -> dict[str, Any]:
        begun = time.monotonic()
        answer = copy.tell(*words)
        took[what] = time.monotonic() - begun
        return answer

    put_back = timed("restore", "restore", str(backup))
    if put_back["replaced"]:
        raise Trouble("There was something in the place it was put into, and it stays there as " + put_back["replaced"])
    timed("verify", "verify")
    timed("first_answer", "report", "team")
    return took, put_back


def newest(folder: Path) -> Path:
    """Return the newest that no drill made: the timer is what is tried, and a drill's own would hide that it ended."""
    found = sorted(
        (path for path in folder.glob("*.backup") if not path.name.endswith(OWN)), key=lambda path: path.stat().st_mtime
    )
    if not found:
        raise Trouble(f"There is no *.backup in {folder}. Make one, or say --fresh.")
    return found[-1]


def new_name(folder: Path) -> Path:
    """Return a name that nothing has: a quick drill makes two backups within a second."""
    stem = time.strftime("hub-%Y-%m-%dT%H%M%SZ", time.gmtime())
    names = (folder / f"{stem}{more}{OWN}" for more in ("", *(f"-{n}" for n in range(2, 1000))))
    return next(name for name in names if not name.exists())


if __name__ == "__main__":
    sys.exit(main())
