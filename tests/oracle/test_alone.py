"""The oracle shares nothing with what it checks."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

HERE = Path(__file__).parent


def test_the_oracle_imports_nothing_but_the_standard_library_and_itself() -> None:
    for file in (file for file in HERE.glob("*.py") if not file.name.startswith("test_")):
        for name in _imported(file):
            assert name.startswith("tests.oracle") or name.split(".")[0] in sys.stdlib_module_names, (file.name, name)


def _imported(file: Path) -> list[str]:
    found: list[str] = []
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file.name} imports by place"
            found.append(node.module or "")
    return found
