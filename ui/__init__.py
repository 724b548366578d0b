"""The windows; Qt is spoken here and nowhere else."""

from __future__ import annotations

import builtins

_plain_import = builtins.__import__

import PySide6.QtCore  # noqa: E402, F401 - what it puts in place of import is taken back below

# PySide reads the source of every module that is imported after it, and keeps it, to find those that ask for
# `__feature__`; none of ours does, and it would be a tenth of the time to the first list and 25 MiB
builtins.__import__ = _plain_import
