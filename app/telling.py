"""Answers of verbs as text for a terminal."""

from __future__ import annotations

from typing import Any


def in_words(answer: dict[str, Any], indent: str = "") -> str:
    """Return an answer as lines: tables where a list holds like rows, `name: value` elsewhere."""
    lines: list[str] = []
    for name, value in answer.items():
        title = name.replace("_", " ")
        match value:
            case list() if value and all(isinstance(row, dict) for row in value):
                lines.append(f"{indent}{title}:")
                lines += table(value, indent + "  ")
            case dict():
                lines.append(f"{indent}{title}:")
                lines.append(in_words(value, indent + "  "))
            case list():
                lines.append(f"{indent}{title}: {', '.join(map(str, value)) or '-'}")
            case None:
                lines.append(f"{indent}{title}: -")
            case _:
                lines.append(f"{indent}{title}: {value}")
    return "\n".join(lines)


def table(rows: list[dict[str, Any]], indent: str = "") -> list[str]:
    """Return rows as aligned columns, nested values flattened to words."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    cells = [[_cell(row.get(name)) for name in columns] for row in rows]
    widths = [max(len(name), *(len(row[n]) for row in cells)) for n, name in enumerate(columns)]
    head = "  ".join(name.replace("_", " ").ljust(width) for name, width in zip(columns, widths, strict=True))
    body = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in cells]
    return [indent + line.rstrip() for line in (head, *body)]


def _cell(value: Any) -> str:
    match value:
        case None:
            return "-"
        case dict():
            if set(value) >= {"n", "of"}:
                return f"{value['n']} of {value['of']}"
            return " ".join(f"{k}={_cell(v)}" for k, v in value.items())
        case list():
            return ", ".join(_cell(one) for one in value) or "-"
        case float():
            return f"{value:.1f}"
        case _:
            return str(value)
