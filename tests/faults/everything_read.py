"""Imported once, by the process that all victims are copies of: whatever takes long is in memory then."""

from __future__ import annotations

import alembic.runtime.migration
import alembic.script

import tests.faults.desk_victims
import tests.faults.hub_victims
import tests.faults.refused_desk
from tests.desks import shipped

__all__ = ["alembic", "tests"]

shipped()
