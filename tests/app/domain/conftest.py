"""Loads how hard the property tests look, before any of them is read."""

from __future__ import annotations

from tests.effort import load_profile

load_profile()
