"""Every statement of the desk is understood by a database of this version."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from storage.desktop import bearings
from storage.desktop.store import open_store
from tests.desks import KEY

MODULES = sorted((Path(__file__).parents[2] / "storage" / "desktop").glob("*.py"))
#: what a statement begins with that names tables and columns
VERBS = ("SELECT ", "INSERT ", "UPDATE ", "DELETE ", "WITH ")


def is_statement(value: object) -> bool:
    return isinstance(value, str) and value.lstrip().startswith(VERBS)


def put_together(value: object) -> Iterator[str]:
    """Give the statements a constant is, or holds."""
    if isinstance(value, str):
        yield from [value] if is_statement(value) else []
    elif isinstance(value, dict):
        yield from put_together(tuple(value.values()))
    elif isinstance(value, (tuple, list)):
        for one in value:
            yield from put_together(one)


def statements_of(file: Path) -> set[str]:
    """Return the statements a module names, as they are once put together, and those written where they are said."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    said = {
        str(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and is_statement(node.value) and id(node) not in parts
    }
    module = importlib.import_module(f"storage.desktop.{file.stem}")
    return said | {words for value in vars(module).values() for words in put_together(value)}


def statements() -> set[str]:
    found = set().union(*(statements_of(file) for file in MODULES))
    found.remove(bearings._MOVE_BEARINGS)
    return found | {bearings.move_bearings(2)}


def prepares(driver: sqlcipher.Connection, words: str) -> str:
    """Return what is wrong with a statement, "" for nothing."""
    try:
        driver.execute(f"EXPLAIN {words}")
    except sqlcipher.Error as error:
        # it is handed no values, and asks for them once it was understood
        return "" if "bindings supplied" in str(error) else f"{error}: {words}"
    return ""


def test_every_statement_is_understood(tmp_path: Path) -> None:
    store = open_store(tmp_path / "desktop.db", KEY)
    with store.database.reading() as conn:
        found = statements()
        assert [wrong for words in sorted(found) if (wrong := prepares(conn.driver, words))] == []
        assert len(found) > 90
        assert "no such column" in prepares(conn.driver, "SELECT lead_name FROM lead WHERE lead_id = ?")
    store.close()


#: made of the names of all tables, as the database itself tells them
OF_TABLES = {"f'SELECT count(*) FROM \"{name}\"'"}


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.stem))
def test_no_statement_is_put_together_where_nobody_looks(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    inside = (node for act in ast.walk(tree) if isinstance(act, ast.FunctionDef) for node in ast.walk(act))
    made = [ast.unparse(node) for node in inside if isinstance(node, ast.JoinedStr)]
    assert [words for words in made if words.strip("f\"' ").startswith(VERBS) and words not in OF_TABLES] == []
