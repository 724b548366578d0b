"""Every address of the hub, asked by everybody who may or may not: the answers are those of docs/access.md."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.hub.http import build_app
from app.hub.sums import ScoredSums
from storage.hub.store import SqlHubStore
from tests.app.hub.access_asking import ask, ask_as_outsider
from tests.app.hub.access_world import CLOCK, OUTSIDERS, ROLES, World, world
from tests.hubs import BOTH, TERMS
from tests.shipped import shipped_rules

PAGE = Path(__file__).parents[3] / "docs" / "access.md"
Table = dict[tuple[str, ...], dict[str, str]]


def table(columns: tuple[str, ...]) -> Table:
    """Read the page's table with these columns: what stands left of them names a row, each of them is a cell."""
    lines = iter(PAGE.read_text(encoding="utf-8").splitlines())
    head = next(cells for line in lines if (cells := _cells(line))[-len(columns) :] == list(columns))
    keys, out = len(head) - len(columns), {}
    next(lines)
    for line in lines:
        if not line.startswith("|"):
            break
        cells = _cells(line)
        row = tuple(cells[:keys])
        assert row not in out, f"twice in the table: {row}"
        out[row] = dict(zip(columns, cells[keys:], strict=True))
    return out


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


@pytest.fixture(params=[*BOTH, pytest.param("before keys")])
def hub(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    is_older = request.param == "before keys"
    with world("sqlite" if is_older else request.param, tmp_path, request.config, keyed=not is_older) as found:
        yield found


def test_every_role_is_answered_as_the_table_says(hub: World) -> None:
    wrong = [
        f"{address}, {asked_for}, {role}: {answered} instead of {cell}"
        for (address, asked_for), cells in table(ROLES).items()
        for role, cell in cells.items()
        if (answered := ask(hub, role, address, asked_for)) != cell
    ]
    assert wrong == []


def test_whoever_is_not_let_in_is_answered_as_the_table_says_whatever_the_role(hub: World) -> None:
    wrong = [
        f"{address}, {outsider}, {role}: {answered} instead of {cell}"
        for (address,), cells in table(OUTSIDERS).items()
        for outsider, cell in cells.items()
        for role in ROLES
        if (answered := ask_as_outsider(hub, outsider, role, address)) != cell
        # a desk of before there were keys hands its log in with the token it has, and gets no key any more
        and not (address == "POST /v1/renew" and answered == "401" and not hub.desks[role].key)
    ]
    assert wrong == []


def test_no_address_is_without_a_row_and_no_row_without_an_address(store: SqlHubStore) -> None:
    app = build_app(store, CLOCK, ScoredSums(shipped_rules()), TERMS)
    there = {
        f"{method} {route.path}" for route in app.routes for method in getattr(route, "methods", ()) if method != "HEAD"
    }
    assert {address for address, _ in table(ROLES)} == there
    assert {address for (address,) in table(OUTSIDERS)} == there
