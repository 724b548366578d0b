"""The names of marketing's commands."""

from __future__ import annotations

PRINT, CLAIMS, EXHAUSTED = "marketing.print", "marketing.claims", "marketing.exhausted"
