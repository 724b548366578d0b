"""A vendor before a hub that is served."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx

from app.clock import FixedClock
from app.domain.lead import Lead
from app.hub import vendors
from app.hub.http import build_app
from app.hub.serving import HubServer, Listen
from app.hub.vendors import Settings
from storage.hub.store import SqlHubStore
from tests.hubs import NOW, TERMS, NoSums
from tests.marked import MARKED

DANA = {"name": f"Dana {MARKED}", "phone": "615-555-0101", "email": "dana@example.com", "state": "TN"}


@dataclass
class Vendor:
    """A vendor with its key, before a hub that is served."""

    store: SqlHubStore
    client: httpx.Client
    clock: FixedClock
    key: str
    slug: str = "rate-table"
    _count: list[int] = field(default_factory=lambda: [200])

    def posts(self, body: Any = None, *, query: str = "", **more: Any) -> httpx.Response:
        """Post JSON unless another body is given; the key is shown unless other headers are."""
        headers = {"X-Api-Key": self.key, **more.pop("headers", {})}
        sent = {"json": body} if body is not None else {}
        return self.client.post(f"/v1/intake/{self.slug}{query}", headers=headers, **sent, **more)

    def somebody(self, **more: str) -> dict[str, str]:
        """Return an inquiry of somebody nobody knows yet."""
        self._count[0] += 1
        n = self._count[0]
        return {"name": f"Person{n} {MARKED}", "phone": f"615555{n:04d}", "email": f"p{n}@example.com", **more}

    def leads(self) -> list[Lead]:
        with self.store.reading() as rows:
            return [held.lead for held in rows.leads.following("", 1000)]

    def lead(self, answer: httpx.Response) -> Lead:
        with self.store.reading() as rows:
            held = rows.leads.by_id(answer.json()["lead_id"])
        assert held is not None
        return held.lead


def serving(store: SqlHubStore, how: Settings) -> Iterator[Vendor]:
    clock = FixedClock(NOW)
    key = vendors.add_source(store, "Rate Table", how, NOW).key
    server = HubServer(build_app(store, clock, NoSums(), TERMS), Listen(port=0))
    server.start()
    with httpx.Client(base_url=server.url, timeout=20) as client:
        yield Vendor(store, client, clock, key)
    server.stop()
