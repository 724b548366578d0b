"""The words of the verbs that look after a desk or a hub, for IT."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any


def add_care(verbs: Any) -> None:
    """Add a desk's verbs to those of the command line."""
    add_bundle(verbs.add_parser("support-bundle", help="a zip for support: shown first, with nobody's data in it"))
    wiped = verbs.add_parser("wipe", help="remove this desk's data and key; refuses to lose what the hub has not")
    wiped.add_argument("--yes", action="store_true", help="without asking")
    wiped.add_argument("--if-sent", action="store_true", help="for an uninstall: without asking; exit code 1 if not")
    wiped.add_argument("--even-unsent", action="store_true", help="what was not sent, and what is private, is lost")


def add_bundle(parser: ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="a new zip; default one named by the day")
    parser.add_argument("--out", type=Path, metavar="FILE", help="the same")
    parser.add_argument("--yes", action="store_true", help="without asking at a terminal")


def add_hub_bundle(verb: Callable[..., ArgumentParser]) -> None:
    add_bundle(verb("support-bundle", "a zip for support: shown first, with nobody's data in it"))
