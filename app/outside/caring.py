"""The verbs that look after a desk from outside: a bundle for support, and its end."""

from __future__ import annotations

import logging
import sys
from argparse import Namespace
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from app.clock import SystemClock
from app.desktop.doctor import Check
from app.errors import StoreUnusable
from app.outside.erasing import Eraser
from app.outside.health import Ways, look
from app.outside.policy_sources import company_policy
from app.outside.support import looked_into, parts_of
from app.outside.wiping import wipe
from app.paths import Paths
from app.support_files import Asks, bundle

log = logging.getLogger(__name__)


def care(
    args: Namespace,
    paths: Paths,
    ways: Ways,
    eraser: Eraser,
    alone: Callable[[], Callable[[], None]],
    outline: Callable[[Any, Path], dict[str, Any]],
) -> dict[str, Any]:
    """Do what `support-bundle` or `wipe` asks for."""
    if args.verb == "wipe":
        asks = Asks(args.yes or args.if_sent, sys.stdin, sys.stderr, unasked=False)
        return wipe(args, lambda: ways.desk(ways.store()), eraser, paths, asks, alone)
    now = SystemClock().now()

    def opened() -> tuple[Any, Callable[[], dict[str, Any]]]:
        if ways.remains.told():
            # opened, one would be made that looks as if nothing had been lost
            raise StoreUnusable("There is no desk here to look into.")
        store = ways.store()
        return ways.desk(store), partial(outline, store, paths.database)

    parts = parts_of(_looked(ways, now), company_policy(), paths.data, looked_into(opened))
    return bundle(named(args, now), parts, asks=Asks(args.yes, sys.stdin, sys.stderr))


def named(args: Namespace, now: datetime) -> Path:
    """Return which file a bundle is to be."""
    chosen: Path | None = args.file or args.out
    return chosen or Path(f"followthrough-support-{now:%Y%m%d-%H%M%S}.zip")


def _looked(ways: Ways, now: datetime) -> list[Check]:
    """Return what the doctor finds; a mistake of ours in it is what the bundle is most wanted for."""
    try:
        return look(ways, now)
    except Exception as error:
        log.exception("a failure of ours while a bundle was made")
        return [
            Check("doctor", ok=False, detail=f"broke: {type(error).__name__}", fix="Its crash report is beside it.")
        ]
