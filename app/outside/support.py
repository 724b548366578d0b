"""What a desk's support bundle tells: its doctor, what is set, how much there is, its logs."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.desktop import doctor
from app.desktop.doctor import Check
from app.desktop.settings import LOG_DIR, Policy
from app.errors import FollowthroughError
from app.outside.health import Ways, look_open
from app.support_files import Part, as_part, logs_in, versions

if TYPE_CHECKING:
    from app.desktop.desk import Desk

log = logging.getLogger(__name__)

#: how a desk's database is from outside
Outline = Callable[[], dict[str, Any]]


def parts_of(checks: list[Check], policy: Policy, folder: Path, database: dict[str, Any]) -> list[Part]:
    """Return the files of a bundle; none of them holds what a borrower or an officer wrote."""
    said = {name: {"value": one.value, "level": one.level, "place": one.place} for name, one in policy.said.items()}
    wanted = policy.word(LOG_DIR)
    return [
        as_part("doctor.json", "what is well and what is not", doctor.as_answer(checks)),
        versions(),
        as_part("policies.json", "what the company has set", {"policies": said, "faults": policy.faults}),
        as_part("database.json", "how many rows of what, sizes, the last round with the hub", database),
        *logs_in([folder / "logs", *([Path(wanted).expanduser()] if wanted else [])]),
    ]


def parts_of_open(ways: Ways, desk: Desk, outline: Outline) -> list[Part]:
    """Return those of a desk whose window is open."""
    checks = look_open(ways.folder, ways.kept_in, desk, desk.clock.now())
    return parts_of(checks, desk.settings.policy, ways.folder, facts_of(desk, outline))


def facts_of(desk: Desk, outline: Outline) -> dict[str, Any]:
    """Return how much there is, and how it stands with the hub; of people no more than that there are some."""
    with desk.store.reading() as tx:
        identity = tx.identity()
    state = desk.sync.state()
    hub: dict[str, Any] = {"enrolled": state.enrolled, "pending": state.pending, "trouble": state.trouble}
    if identity is not None and identity.hub_id:
        hub |= {"hub_id": identity.hub_id, "hub_url": identity.hub_url, "role": identity.role}
        hub |= {"last_sync_at": identity.last_sync_at, "clock_offset_s": identity.clock_offset_s}
    backups = [day.isoformat() for day in desk.store.backups()]
    return {**outline(), "backups": backups, "hub": hub}


def looked_into(open_desk: Callable[[], tuple[Desk, Outline]]) -> dict[str, Any]:
    """Return the facts of a desk that is opened for it; of one that cannot be opened why that is so."""
    try:
        desk, outline = open_desk()
        try:
            return facts_of(desk, outline)
        finally:
            desk.store.close()
    except FollowthroughError as trouble:
        return {"not opened": trouble.happened}
    except Exception as error:
        log.exception("a failure of ours while a bundle was made")
        return {"not read": type(error).__name__}
