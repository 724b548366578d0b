"""What was merged into leads, kept and let go."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import delete, insert, select

from app.desktop.ports import Merge
from storage.desktop import tables as t

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Merging:
    """Ids of merges grow with time, and so tell their order."""

    conn: Connection

    def put_merges(self, merges: Sequence[Merge]) -> None:
        rows = [
            {"merge_id": one.merge_id, "lead_id": one.lead_id, "body": one, "other_id": one.other_id or None}
            for one in merges
        ]
        if rows:
            self.conn.execute(insert(t.merge), rows)

    def merge(self, merge_id: str) -> Merge | None:
        return self.conn.scalar(select(t.merge.c.body).where(t.merge.c.merge_id == merge_id))

    def merges(self, lead_id: str) -> list[Merge]:
        query = select(t.merge.c.body).where(t.merge.c.lead_id == lead_id).order_by(t.merge.c.merge_id)
        return list(self.conn.scalars(query))

    def drop_merge(self, merge_id: str) -> None:
        self.conn.execute(delete(t.merge).where(t.merge.c.merge_id == merge_id))

    def merged_away(self, lead_ids: Collection[str]) -> dict[str, str]:
        """Return into which lead each of these was merged; those that stand for themselves are left out."""
        ids = msgspec.json.encode(list(lead_ids)).decode()
        return dict(self.conn.exec_driver_sql(_MERGED_AWAY, (ids,)).fetchall())


# asked whenever a lead is written or found
_MERGED_AWAY = "SELECT other_id, lead_id FROM merge WHERE other_id IN (SELECT value FROM json_each(?))"
