"""A desk removed by whoever sits at it, or by what takes the program off a machine: its key first, then its files."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from app.desktop.volatile import Loss, what_would_be_lost
from app.errors import FollowthroughError, WorldFailed
from app.outside.leaving import erase_all
from app.support_files import Asks

if TYPE_CHECKING:
    from app.desktop.desk import Desk
    from app.outside.erasing import Eraser
    from app.paths import Paths

_SHOWN = (
    "This removes this desk: its leads, calls, promises, notes, backups, logs and key. What the hub has stays there."
)


def wipe(
    args: Namespace,
    open_desk: Callable[[], Desk],
    eraser: Eraser,
    paths: Paths,
    asks: Asks,
    alone: Callable[[], Callable[[], None]],
) -> dict[str, Any]:
    """Remove all of this profile; raises WorldFailed, and nothing is gone, where something of it is nowhere else.

    `alone` raises while a window of it is open, which would go on writing.
    """
    if not list(paths.data.glob(f"{paths.database.name}*")):
        return {"wiped": False, "note": "There is no desk here."}
    loss = Loss() if args.even_unsent else _lost(open_desk)
    if loss.why:
        raise WorldFailed(
            f"This desk was not wiped: {loss.why}", f"{loss.helps}; --even-unsent removes it all the same."
        )
    alone()()
    if not asks.agreed(_SHOWN, "Remove it?"):
        return {"wiped": False, "note": "Nothing was removed."}
    erase_all(eraser, paths)
    return {"wiped": True}


def _lost(open_desk: Callable[[], Desk]) -> Loss:
    try:
        desk = open_desk()
    except FollowthroughError as trouble:
        helps = trouble.remedy.rstrip(".") or "Tell IT"
        return Loss(f"{trouble.happened} So nobody can say whether the hub has all of it.", helps)
    try:
        return what_would_be_lost(desk)
    finally:
        desk.store.close()
