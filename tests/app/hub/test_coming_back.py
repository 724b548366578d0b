"""A hub that is put back to an older state lets those go who left since, and nobody who had come back before."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from app.hub import people
from app.hub.backups import begin_anew, keep_shut_out
from app.hub.people_import import import_people
from app.outside.ledger import FileLedger
from storage.hub.store import SqlHubStore
from tests.hubs import NOW

HOUR = timedelta(hours=1)


def comes_back(store: SqlHubStore, at: datetime) -> None:
    import_people(store, b"Name,Status\nAda,enabled\n", {}, now=at)


def test_who_came_back_before_the_backup_stays_and_who_left_after_it_does_not(
    store: SqlHubStore, tmp_path: Path
) -> None:
    ledger = FileLedger(tmp_path / "revoked.jsonl")
    people.leave(store, "Ada", NOW)
    keep_shut_out(store, ledger)
    comes_back(store, NOW + HOUR)
    # the backup is of now, which a list from before times were kept knows as well
    with store.reading() as rows:
        ada = rows.people.named("Ada")
    assert ada is not None
    ledger.keep(revoked=set(), left={ada.person_id})
    assert begin_anew(store, ledger, NOW + 2 * HOUR).left == []
    # she left once more after it
    ledger.keep(revoked=set(), left={f"{ada.person_id} {(NOW + 3 * HOUR).isoformat()}"})
    assert begin_anew(store, ledger, NOW + 4 * HOUR).left == [ada.person_id]


def test_who_left_after_the_backup_and_never_came_back_is_let_go_again(store: SqlHubStore, tmp_path: Path) -> None:
    ledger = FileLedger(tmp_path / "revoked.jsonl")
    with store.reading() as rows:
        ada, ben = rows.people.named("Ada"), rows.people.named("Ben")
    assert ada is not None
    assert ben is not None
    ledger.keep(revoked=set(), left={ada.person_id, f"{ben.person_id} {NOW.isoformat()}"})
    assert set(begin_anew(store, ledger, NOW + HOUR).left) == {ada.person_id, ben.person_id}
