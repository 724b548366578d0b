"""What passes between a file's family, which finds the cells, and the reading of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec

from app.domain.lead import Origin
from app.errors import FollowthroughError
from app.leadfiles.draft import Draft

MOST_BYTES = 50 * 1024 * 1024
MOST_ROWS = 200_000
MOST_CELL_BYTES = 32 * 1024
#: cells of one record of a document or a table; the widest exports have some eight hundred
MOST_CELLS = 2000
TOO_MANY_CELLS = "it has more fields than any lead"
#: all that stays of a lead under its own headers
MOST_KEPT_BYTES = 128 * 1024
#: what a map calls a column that is kept under its own header
AS_IT_STANDS = "custom field"

Cell = tuple[str, str]
#: is told how much of how much is done; may raise `Cancelled`
Watch = Callable[[int, int], None]


class Cancelled(FollowthroughError):
    """Whoever watched the progress asked to stop; nothing of the file is handed out."""


class Mapping(msgspec.Struct, frozen=True, kw_only=True):
    """A saved map: for a header (or a field's id), what the column would be called in plain words.

    The plain words are any header the reader knows ("Mobile Phone", "Co-Borrower First Name"); AS_IT_STANDS keeps the
    column under its own header, "" leaves it out altogether. Headers not named are read as without a map.
    """

    name: str
    columns: dict[str, str]


class Row(msgspec.Struct, frozen=True, gc=False):
    """One row with its line in the file: a draft, or None and the reason; `warning` is what was read with doubt.

    `cells` are those of a row without a draft, as they stand in the file, for whoever mends it. A long file has so many
    rows that a window would stand still while the garbage collector walks them, so it is not told of them.
    """

    line: int
    draft: Draft | None
    reason: str = ""
    warning: str = ""
    cells: Sequence[Cell] = ()


class Reading(msgspec.Struct, frozen=True):
    """What a file held. `columns` tells for each header how it was taken, "" for one kept as it stands.

    `headers` are those that stand above the rows; a file of another kind than a table has none.
    """

    file: str
    format: str
    rows: list[Row]
    dropped_fields: list[str]
    columns: dict[str, str]
    headers: Sequence[str] = ()

    @property
    def drafts(self) -> list[Draft]:
        return [row.draft for row in self.rows if row.draft is not None]

    @property
    def rejected(self) -> list[Row]:
        return [row for row in self.rows if row.draft is None]


class Record(msgspec.Struct, frozen=True):
    """The named cells of one row as they stand in the file, or why they could not be told apart.

    `at` is how much of the file lies behind it, in the unit of `Found.total`; `place` is which of several sheets
    or deals its line is counted in.
    """

    line: int
    at: int
    cells: list[Cell]
    problem: str = ""
    place: str = ""


class Family(msgspec.Struct, frozen=True):
    """A kind of file: what it is called and what goes without saying in it.

    `also` gives further names for columns, by what the header would be called in plain words. `prefixes` says
    that cells carry Meta's marks of what they are ("p:+1...", "l:900..."). `is_post` says that somebody filled in a
    form for each record, where a table's row may be an address book's. `is_certain` says that no other text looks like
    it, so one without a lead in it is read row by row all the same.
    """

    name: str
    usual_source: str = ""
    usual_origin: Origin | None = None
    also: dict[str, str] = msgspec.field(default_factory=dict)
    prefixes: bool = False
    is_post: bool = False
    is_certain: bool = False


class Found(msgspec.Struct, frozen=True):
    """A family and its records, read as they are asked for; `headers` where they stand above the rows."""

    family: Family
    records: Iterator[Record]
    total: int
    headers: Sequence[str] = ()


class Terms(msgspec.Struct, frozen=True):
    """What a row is read against: the present instant and the zone of times that name none."""

    now: datetime
    zone: ZoneInfo
