"""What was merged into leads, kept and let go."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import msgspec

from app.desktop.ports import Merge
from storage.desktop.driver import Connection

_encode = msgspec.json.Encoder().encode
_read_merge = msgspec.json.Decoder(Merge).decode


class Merging:
    """Ids of merges grow with time, and so tell their order."""

    conn: Connection

    def put_merges(self, merges: Sequence[Merge]) -> None:
        rows = [(one.merge_id, one.lead_id, _encode(one).decode(), one.other_id or None) for one in merges]
        self.conn.tell_many("INSERT INTO merge (merge_id, lead_id, body, other_id) VALUES (?, ?, ?, ?)", rows)

    def merge(self, merge_id: str) -> Merge | None:
        body = self.conn.ask_one("SELECT body FROM merge WHERE merge_id = ?", merge_id)
        return None if body is None else _read_merge(body)

    def merges(self, lead_id: str) -> list[Merge]:
        bodies = self.conn.ask_each("SELECT body FROM merge WHERE lead_id = ? ORDER BY merge_id", lead_id)
        return [_read_merge(body) for body in bodies]

    def drop_merge(self, merge_id: str) -> None:
        self.conn.tell("DELETE FROM merge WHERE merge_id = ?", merge_id)

    def merged_away(self, lead_ids: Collection[str]) -> dict[str, str]:
        """Return into which lead each of these was merged; those that stand for themselves are left out."""
        return dict(self.conn.ask(_MERGED_AWAY, _encode(list(lead_ids)).decode()))


_MERGED_AWAY = "SELECT other_id, lead_id FROM merge WHERE other_id IN (SELECT value FROM json_each(?))"
