"""Which release this is, and what it owes to others."""

from __future__ import annotations

from app.paths import resources

VERSION = "0.1.0"


def notice() -> str:
    """Return what comes from others, and under which terms; the file lies beside the resources."""
    return resources().with_name("NOTICE").read_text(encoding="utf-8")
