"""Making a desk ready for its officer the first time it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.desktop.leadbook import FIRST_VERSION
from app.desktop.ports import Identity, PlaybookRow, Store
from app.domain.ids import new_id
from app.domain.officer import Officer

if TYPE_CHECKING:
    from app.clock import Clock


def set_up(store: Store, clock: Clock, *, name: str, zone: str, playbook: str) -> Identity:
    """Return who sits here; on a new database that is somebody without a hub, with the shipped playbook in force.

    `zone` is the machine's own, in which such an officer's times are shown.
    """
    with store.reading() as tx:
        identity = tx.identity()
    if identity is not None:
        return identity
    from app.domain.playbook_file import read_playbook

    now = clock.now()
    officer = Officer(officer_id=new_id(now), name=name, zone=zone)
    identity = Identity(officer=officer, device_id=new_id(now))
    with store.writing() as tx:
        tx.put_identity(identity)
        tx.put_playbook(PlaybookRow(FIRST_VERSION, playbook, read_playbook(playbook).name, now))
    return identity
