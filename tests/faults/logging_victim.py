"""Logs outcomes until it is killed, and says of each, once it was saved, what was saved."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path

from app.desktop.activities import Note
from app.domain.activity import Kind
from tests.desks import MONDAY, TestDesk, a_lead


def main(folder: Path, run: int) -> None:
    ada = TestDesk(folder, MONDAY + timedelta(days=run))
    lead_id = ada.put(a_lead(f"lead-{run}", received_at=ada.clock.at), from_hub=True)
    for n in range(100_000):
        ada.pass_time(seconds=1)
        logged, _ = ada.desk.activities.log(Note(lead_id=lead_id, kind=Kind.NO_ANSWER, note=f"try {n}"))
        sys.stdout.write(f"{logged.activity_id}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
