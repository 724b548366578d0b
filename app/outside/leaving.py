"""Leaving nothing behind on a desktop that is thrown away, and nothing that would be lost with it."""

from __future__ import annotations

import logging
import shutil
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from app.desktop.volatile import what_would_be_lost
from app.errors import FollowthroughError
from app.paths import Paths, wiped_note

if TYPE_CHECKING:
    from app.desktop.desk import Desk
    from app.outside.erasing import Eraser

log = logging.getLogger(__name__)


def leave_nothing(open_desk: Callable[[], Desk], eraser: Eraser, paths: Paths) -> None:
    """Throw the key and the files of this profile away, unless something of it is nowhere else; that is told.

    Of the folder only what is ours is removed, since whoever named it may have more in there.
    """
    try:
        desk = open_desk()
        try:
            why = what_would_be_lost(desk).why
        finally:
            desk.store.close()
        if not why:
            erase_all(eraser, paths)
    except FollowthroughError as trouble:
        why = trouble.happened
    if why:
        log.warning("a desk that was to leave nothing behind stays")
        print(f"This desk was to be removed, and stays: {why}", file=sys.stderr)  # noqa: T201 - the sentence for the person


def erase_all(eraser: Eraser, paths: Paths) -> None:
    """Throw the key and the files of this profile away, and of its folder what is ours."""
    eraser.erase()
    eraser.finish(lambda _words: None)
    wiped_note(paths.database).unlink(missing_ok=True)
    shutil.rmtree(paths.logs, ignore_errors=True)
    with suppress(OSError):
        paths.data.rmdir()
