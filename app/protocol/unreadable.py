"""What is raised by JSON from elsewhere that cannot be read."""

from __future__ import annotations

import msgspec

#: also JSON that is nested some thousand levels deep, which nobody writes but to see a reader fall over
UNREADABLE = (msgspec.DecodeError, RecursionError)
