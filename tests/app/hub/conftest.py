"""A company on either database."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from app.hub.vendors import Settings
from storage.hub.store import SqlHubStore
from tests.app.hub.vendor import Vendor, serving
from tests.hubs import BOTH, DeskOf, company_store, desk_of


@pytest.fixture(params=BOTH)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlHubStore]:
    with company_store(request.param, tmp_path, request.config) as store:
        yield store


@pytest.fixture
def desk(store: SqlHubStore) -> DeskOf:
    return lambda name: desk_of(store, name)


@pytest.fixture
def vendor(store: SqlHubStore) -> Iterator[Vendor]:
    yield from serving(store, Settings(cost=Decimal("42.50"), campaign="Q4", assign="Ada"))


@pytest.fixture
def at_pool(store: SqlHubStore) -> Iterator[Vendor]:
    yield from serving(store, Settings())
