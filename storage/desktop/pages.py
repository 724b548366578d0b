"""Reads an encrypted database page by page, each on its own word, where SQLite would stop at the first bad one."""

from __future__ import annotations

import hashlib
import hmac
import struct
from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

#: SQLCipher 4 as it comes: what a page ends with is its initial vector and its seal
PAGE, RESERVED = 4096, 80
SALT = 16
_VECTOR, _SEAL = 16, 64
#: SQLCipher makes the key of the seals from the key and the salt with every byte turned over by this
_SEAL_MASK, _SEAL_ROUNDS = 0x3A, 2
_WAL_HEAD, _FRAME_HEAD = 32, 24
_WAL_MAGIC = {0x377F0682: "<", 0x377F0683: ">"}


class Pages(msgspec.Struct):
    """What could be read. `newest` has the last readable state of each page, `older` the states before it.

    `unread` counts pages no state of which could be read.
    """

    newest: dict[int, bytes] = msgspec.field(default_factory=dict)
    older: list[tuple[int, bytes]] = msgspec.field(default_factory=list)
    count: int = 0

    @property
    def unread(self) -> int:
        return self.count - len(self.newest)

    def states(self) -> Iterator[tuple[int, bytes]]:
        """Give every readable state of every page, older ones first."""
        yield from self.older
        yield from self.newest.items()


class _Frame(msgspec.Struct, frozen=True):
    number: int
    salts: bytes
    is_commit: bool
    page: bytes
    place: int


def read_pages(database: Path, key: bytes, salts: Iterable[bytes] = ()) -> Pages:
    """Return all pages of a file and its journal that this key opens; `salts` are tried where its own is gone."""
    raw, wal = _bytes_of(database), _bytes_of(_journal(database))
    numbered, begun = _numbered(raw, _written(wal)), -(-len(raw) // PAGE)
    for salt in _salts_of(numbered, [raw[:SALT], *salts]):
        pages = _opened(numbered, _Lock(key, salt))
        if pages.newest:
            # a garbled frame may name any number; pages that are nowhere are none that could not be read
            pages.count = max(begun, *pages.newest, _count_said(pages.newest.get(1, b"")))
            return pages
    return Pages(count=begun)


def any_page_opens(database: Path, key: bytes, salts: Iterable[bytes] = ()) -> bool:
    """Return whether this is the file's key, which a single page that is whole can tell."""
    raw, wal = _bytes_of(database), _bytes_of(_journal(database))
    numbered = _numbered(raw, _written(wal))
    return any(
        lock.open(number, page) is not None
        for lock in (_Lock(key, salt) for salt in _salts_of(numbered, [raw[:SALT], *salts]))
        for number, page in numbered
    )


def is_journal_broken(database: Path) -> bool:
    """Return whether commits lie in the journal behind a place where SQLite would stop reading it, and say nothing.

    Whoever asks must be alone with the file. What a power cut left half written has no commit behind it, or only
    its own: to take that one for damage too costs a look, to take damage for it would cost what was saved.
    """
    wal = _bytes_of(_journal(database))
    frames = list(_frames(wal))
    if not frames:
        return False
    order = _WAL_MAGIC.get(int.from_bytes(wal[:4], "big"))
    state = _summed(wal[: _WAL_HEAD - 8], (0, 0), order) if order else (0, 0)
    if order is None or state != struct.unpack(">II", wal[_WAL_HEAD - 8 : _WAL_HEAD]):
        return True
    for at, frame in enumerate(frames):
        head = wal[frame.place : frame.place + _FRAME_HEAD]
        state = _summed(frame.page, _summed(head[:8], state, order), order)
        if frame.salts != wal[16:24] or state != struct.unpack(">II", head[16:]):
            return any(later.is_commit and later.salts == wal[16:24] for later in frames[at:])
    return False


class _Lock:
    """Opens sealed pages of one file."""

    def __init__(self, key: bytes, salt: bytes) -> None:
        self._key = key
        masked = bytes(byte ^ _SEAL_MASK for byte in salt)
        self._seal_key = hashlib.pbkdf2_hmac("sha512", key, masked, _SEAL_ROUNDS, len(key))

    def open(self, number: int, page: bytes) -> bytes | None:
        """Return what a page says, None where its seal is not the one of this key at this place."""
        start = SALT if number == 1 else 0
        sealed = page[start : PAGE - _SEAL] + number.to_bytes(4, "little")
        if not hmac.compare_digest(hmac.digest(self._seal_key, sealed, "sha512"), page[PAGE - _SEAL :]):
            return None
        vector = page[PAGE - RESERVED : PAGE - RESERVED + _VECTOR]
        # only what is damaged, or has lost its key, is read this way
        from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

        reader = Cipher(algorithms.AES(self._key), modes.CBC(vector)).decryptor()
        return bytes(start) + reader.update(page[start : PAGE - RESERVED]) + reader.finalize()


def _count_said(first: bytes) -> int:
    """Return how many pages the first one says there are, 0 where it does not: a file that was cut off has lost some.

    SQLite believes that count, too, only where it was written with the change that was counted last.
    """
    return int.from_bytes(first[28:32], "big") if first[24:28] == first[92:96] else 0


def _numbered(raw: bytes, frames: list[_Frame]) -> list[tuple[int, bytes]]:
    """Return each page as it lies in the file with its number, then each as it lies in the journal."""
    in_file = [(n, raw[(n - 1) * PAGE : n * PAGE]) for n in range(1, len(raw) // PAGE + 1)]
    return [*in_file, *((frame.number, frame.page) for frame in frames)]


def _salts_of(numbered: list[tuple[int, bytes]], others: Iterable[bytes]) -> list[bytes]:
    found = [*(page[:SALT] for number, page in numbered if number == 1), *others]
    return list(dict.fromkeys(salt for salt in found if len(salt) == SALT))


def _opened(numbered: list[tuple[int, bytes]], lock: _Lock) -> Pages:
    pages = Pages()
    for number, page in numbered:
        said = lock.open(number, page)
        if said is not None:
            if number in pages.newest:
                pages.older.append((number, pages.newest[number]))
            pages.newest[number] = said
    return pages


def _written(wal: bytes) -> list[_Frame]:
    """Return the frames of the journal's last filling up to its last commit; what lies behind was never saved."""
    frames = list(_frames(wal))
    if not frames:
        return []
    known = [frame.salts for frame in frames]
    salts = wal[16:24] if wal[16:24] in known else known[0]
    ours = [frame for frame in frames if frame.salts == salts]
    last = max((at for at, frame in enumerate(ours) if frame.is_commit), default=-1)
    return ours[: last + 1]


def _frames(wal: bytes) -> Iterator[_Frame]:
    for place in range(_WAL_HEAD, len(wal) - _FRAME_HEAD - PAGE + 1, _FRAME_HEAD + PAGE):
        number, pages_after = struct.unpack_from(">II", wal, place)
        body = place + _FRAME_HEAD
        yield _Frame(number, wal[place + 8 : place + 16], pages_after > 0, wal[body : body + PAGE], place)


def _summed(part: bytes, state: tuple[int, int], order: str) -> tuple[int, int]:
    """Go on with the journal's running sum as SQLite's file format defines it."""
    one, two = state
    words = array("I", part)
    if (order == "<") != (struct.pack("=I", 1)[0] == 1):
        words.byteswap()
    for at in range(0, len(words), 2):
        one = (one + words[at] + two) & 0xFFFFFFFF
        two = (two + words[at + 1] + one) & 0xFFFFFFFF
    return one, two


def _journal(database: Path) -> Path:
    return database.with_name(f"{database.name}-wal")


def _bytes_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return b""
