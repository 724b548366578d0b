"""What is raised by JSON from elsewhere that cannot be read."""

from __future__ import annotations

import msgspec

#: also text that is not UTF-8, and JSON nested some thousand levels deep, which nobody writes but to see a reader fall
UNREADABLE = (msgspec.DecodeError, RecursionError, UnicodeDecodeError)
