"""A company on either database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.hub.store import SqlHubStore
from tests.hubs import BOTH, DeskOf, company_store, desk_of


@pytest.fixture(params=BOTH)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlHubStore]:
    with company_store(request.param, tmp_path, request.config) as store:
        yield store


@pytest.fixture
def desk(store: SqlHubStore) -> DeskOf:
    return lambda name: desk_of(store, name)
