"""Stands between SQLite and the disk in this process: each write and sync can be refused, end the process or be undone.

SQLite finds its files through a table of functions; here its opener is replaced by one that hands out files whose
writing, cutting and syncing pass by first. Everything above, SQLCipher included, is what ships.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from ctypes import CDLL, CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_int64, c_void_p, cast
from dataclasses import dataclass

import sqlcipher3._sqlite3 as library

#: what SQLite is told: no space, no permission, a write that failed
FULL, READONLY, IO_WRITE = 13, 8, 10 | 3 << 8
_KINDS = {0x100: "database", 0x800: "journal", 0x80000: "log"}

_Open = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
_Write = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_Truncate = CFUNCTYPE(c_int, c_void_p, c_int64)
_Sync = CFUNCTYPE(c_int, c_void_p, c_int)
#: in their order in sqlite3.h; those that are not replaced are carried over as they are
_METHODS = (
    *("Close", "Read", "Write", "Truncate", "Sync", "FileSize", "Lock", "Unlock", "CheckReservedLock", "FileControl"),
    *("SectorSize", "DeviceCharacteristics", "ShmMap", "ShmLock", "ShmBarrier", "ShmUnmap", "Fetch", "Unfetch"),
)


class _Methods(Structure):
    _fields_ = (("version", c_int), *((name, c_void_p) for name in _METHODS))


class _File(Structure):
    _fields_ = (("methods", POINTER(_Methods)),)


class _Vfs(Structure):
    _fields_ = (
        ("version", c_int),
        ("file_size", c_int),
        ("longest_path", c_int),
        ("next", c_void_p),
        ("name", c_char_p),
        ("data", c_void_p),
        ("open", c_void_p),
    )


@dataclass(frozen=True)
class _Written:
    """A write that is not synced: what was in its place, and how long the file was."""

    offset: int
    amount: int
    old: bytes
    size: int


_IN_PLACE: list[object] = []


class Disk:
    """From its making on, `reach` is told each place by name and returns an error of SQLite, or 0 to go on.

    What was written and not yet synced is remembered, so that `lose_power` can take back any part of it.
    """

    def __init__(self, reach: Callable[[str], int]) -> None:
        self._reach = reach
        self._unsynced: dict[int, list[_Written]] = {}
        #: what only C refers to is kept alive from here, and this object by the module
        self._kept: list[object] = []
        _IN_PLACE.append(self)
        find = CDLL(library.__file__).sqlite3_vfs_find
        find.restype, find.argtypes = POINTER(_Vfs), [c_char_p]
        self._vfs = find(None)
        self._open = _Open(self._vfs.contents.open)
        ours = _Open(self._opened)
        self._kept.append(ours)
        self._vfs.contents.open = cast(ours, c_void_p)

    def lose_power(self, chance: random.Random) -> None:
        """Undo a random part of what was written since the last sync, or all of it, as a disk that reorders may."""
        keeps_none = chance.random() < 0.3
        for fd, writes in self._unsynced.items():
            for written in reversed(writes):
                if keeps_none or chance.random() < 0.5:
                    os.pwrite(fd, written.old.ljust(written.amount, b"\0"), written.offset)
            if keeps_none and writes:
                os.ftruncate(fd, writes[0].size)

    def _opened(self, vfs: int, name: int | None, file: int, flags: int, out: int | None) -> int:
        code = self._open(vfs, name, file, flags, out)
        kind = next((kind for flag, kind in _KINDS.items() if flags & flag), None)
        if code == 0 and kind is not None and name is not None:
            # never closed: closing any descriptor of a file lets go of all locks the process has on it
            fd = os.open(cast(name, c_char_p).value or b"", os.O_RDWR)
            opened = cast(file, POINTER(_File)).contents
            opened.methods = self._methods(opened.methods.contents, kind, fd)
        return code

    def _methods(self, theirs: _Methods, kind: str, fd: int) -> object:
        write, truncate, sync = _Write(theirs.Write), _Truncate(theirs.Truncate), _Sync(theirs.Sync)
        unsynced = self._unsynced.setdefault(fd, [])

        def writing(file: int, data: int, amount: int, offset: int) -> int:
            if code := self._reach(f"before a write to the {kind}"):
                return code
            unsynced.append(_Written(offset, amount, os.pread(fd, amount, offset), os.fstat(fd).st_size))
            write(file, data, amount // 2, offset)
            if code := self._reach(f"in a write to the {kind}"):
                return code
            return write(file, data, amount, offset) or self._reach(f"after a write to the {kind}")

        def truncating(file: int, size: int) -> int:
            if code := self._reach(f"before the {kind} is cut"):
                return code
            before = os.fstat(fd).st_size
            lost = os.pread(fd, max(0, before - size), size)
            unsynced.append(_Written(size, len(lost), lost, before))
            return truncate(file, size)

        def syncing(file: int, flags: int) -> int:
            if code := self._reach(f"before a sync of the {kind}"):
                return code
            code = sync(file, flags)
            unsynced.clear()
            return code or self._reach(f"after a sync of the {kind}")

        ours, replaced = _Methods.from_buffer_copy(theirs), (_Write(writing), _Truncate(truncating), _Sync(syncing))
        for name, function in zip(("Write", "Truncate", "Sync"), replaced, strict=True):
            setattr(ours, name, cast(function, c_void_p))
        self._kept += [ours, *replaced]
        return POINTER(_Methods)(ours)
