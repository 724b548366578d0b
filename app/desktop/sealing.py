"""The database's key sealed to the company's recovery key, in a file beside the database that is kept up to date."""

from __future__ import annotations

import hmac
import logging
from datetime import datetime

import msgspec

from app.clock import Clock
from app.desktop.ports import Identity, RecoveryFile, Store, Tx
from app.errors import StoreDamaged, StoreUnreadable, StoreUnusable, WorldFailed
from app.protocol.recovery_key import RecoveryKey, in_force, with_told
from app.protocol.sealed_key import About, SealBroken, SealedKey, read_sealed, seal

#: what the company said of its recovery keys. Nothing takes a retired one back, so a feed read anew leaves this alone
_KEYS = "company.recovery_keys"
#: which file was written last, as only somebody with the database's key can say
_WRITTEN = "recovery.written"
log = logging.getLogger(__name__)


class Seal(msgspec.Struct, frozen=True):
    """How it stands: `wanted` is the company's key in force, `sealed_to` the one in the file, both "" where none is.

    `is_current`: the file is the one this desk wrote last, for the database as it is.
    """

    company: str
    wanted: str
    sealed_to: str
    sealed_at: datetime | None
    is_current: bool


def note_recovery_key(tx: Tx, told: RecoveryKey) -> None:
    tx.put_fact(_KEYS, msgspec.json.encode(with_told(_keys(tx), told)))


def _keys(tx: Tx) -> tuple[RecoveryKey, ...]:
    raw = tx.fact(_KEYS)
    return () if raw is None else msgspec.json.decode(raw, type=tuple[RecoveryKey, ...])


class Sealing:
    """Keeps the recovery file; `keep` costs next to nothing while nothing has changed."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def keep(self) -> None:
        """Write the file where it is missing, for another key, or not as it was written; remove it with the last key.

        What keeps it from that is the doctor's to tell: neither a round nor a backup fails for it. Damage is raised.
        """
        try:
            with self._store.reading() as tx:
                has_keys, wanted = bool(_keys(tx)), in_force(_keys(tx))
            file = self._store.recovery_file()
            if has_keys and wanted is None:
                file.remove()
            elif wanted is not None and not self.state().is_current:
                with self._store.alone("sealing"):
                    self._write(file, wanted)
        except (StoreDamaged, StoreUnreadable):
            raise
        except WorldFailed as trouble:
            log.warning("the database key was not sealed: %s", type(trouble).__name__)

    def state(self) -> Seal:
        file = self._store.recovery_file()
        try:
            raw = file.read()
        except StoreUnusable:
            raw = None
        with self._store.reading() as tx:
            wanted, identity, written = in_force(_keys(tx)), tx.identity(), tx.fact(_WRITTEN)
        found = _read(raw)
        is_ours = raw is not None and written is not None and hmac.compare_digest(_mark(file, raw), written)
        is_current = (
            found is not None
            and is_ours
            and wanted is not None
            and (found.key_id, found.salt) == (wanted.key_id, file.database)
            and (found.hub_id, found.company) == _home(identity)
        )
        return Seal(
            company=_home(identity)[1],
            wanted=wanted.key_id if wanted else "",
            sealed_to=found.key_id if found else "",
            sealed_at=found.sealed_at if found else None,
            is_current=is_current,
        )

    def _write(self, file: RecoveryFile, wanted: RecoveryKey) -> None:
        with self._store.reading() as tx:
            hub_id, company = _home(tx.identity())
        about = About(hub_id=hub_id, company=company, database=file.database, sealed_at=self._clock.now())
        raw = seal(file.key, wanted, about)
        file.write(raw)
        with self._store.writing() as tx:
            tx.put_fact(_WRITTEN, _mark(file, raw))
        log.info("the database key is sealed to recovery key %s", wanted.key_id)


def _home(identity: Identity | None) -> tuple[str, str]:
    return (identity.hub_id, identity.company) if identity else ("", "")


def _mark(file: RecoveryFile, raw: bytes) -> bytes:
    return hmac.digest(file.key, b"followthrough recovery file 1\n" + raw, "sha256")


def _read(raw: bytes | None) -> SealedKey | None:
    try:
        return None if raw is None else read_sealed(raw, "")
    except SealBroken:
        return None
