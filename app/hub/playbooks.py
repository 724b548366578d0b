"""Publishing the company's playbook: numbered versions, the newest in force."""

from __future__ import annotations

from datetime import datetime

from app.domain.playbook_file import read_playbook
from app.errors import BadInput
from app.hub.auditing import OPERATOR, note
from app.hub.ports import HubStore, Rows
from app.hub.records import Published
from app.protocol import feed


def publish(store: HubStore, text: str, *, why: str, now: datetime, by: str = OPERATOR) -> Published:
    """Publish a playbook file as the next version; raises BadPlaybook with its problems."""
    if not why.strip():
        raise BadInput("A playbook is published with a reason.", "Say it with --why.")
    with store.writing() as rows:
        return publish_in(rows, text, by=by, why=why.strip(), now=now)


def roll_back(store: HubStore, *, why: str, now: datetime, to: int | None = None, by: str = OPERATOR) -> Published:
    """Publish an older version's text again, the one before the present one if none is named."""
    with store.writing() as rows:
        rows.lock_company()
        versions = rows.playbooks.all()
        wanted = to if to is not None else versions[-1].version - 1
        old = next((v for v in versions if v.version == wanted), None)
        if old is None:
            raise BadInput(f"There is no version {wanted} of the playbook.", "hub playbook list shows them.")
        return publish_in(rows, old.text, by=by, why=why.strip() or f"back to version {wanted}", now=now)


def publish_in(rows: Rows, text: str, *, by: str, why: str, now: datetime) -> Published:
    """Publish inside a transaction that is already open."""
    rows.lock_company()
    version = max((v.version for v in rows.playbooks.all()), default=0) + 1
    read_playbook(text, version=version)
    published = Published(version, text, now, by, why)
    rows.playbooks.add(published)
    rows.feeds.append(
        feed.COMPANY, feed.PlaybookPublished(version=version, text=text, published_at=now, by=by, why=why)
    )
    note(rows, now, by, "playbook published", str(version))
    return published
