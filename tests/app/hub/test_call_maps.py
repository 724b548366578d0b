"""What a company's columns are called is kept in a file, which says the same when it is read again."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import BadInput
from app.hub.call_maps import check_map, columns_said, save_map
from tests.effort import examples

#: all that a table can be read with: no halves of a character
_HEADERS = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=30).filter(
    lambda header: header.strip() == header
)
_WORDS = st.sampled_from(["number", "began", "seconds", "who", "nothing"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(100), deadline=None)
@given(st.dictionaries(_HEADERS, _WORDS, min_size=1, max_size=8))
def test_what_was_kept_is_read_again_as_it_was_said(tmp_path: Path, said: dict[str, str]) -> None:
    path = tmp_path / "own.toml"
    path.unlink(missing_ok=True)
    check_map(path, said)
    save_map(path, said)
    assert columns_said([], path) == said
    # once more, over a file that says the same
    check_map(path, said)
    save_map(path, said)


@pytest.mark.parametrize("header", ["\N{TELEPHONE RECEIVER} Number", "a\x7fb", 'He said "dial"', "a\\b", "=cmd", "[x]"])
def test_a_header_may_be_any_text(tmp_path: Path, header: str) -> None:
    save_map(tmp_path / "own.toml", {header: "number"})
    assert columns_said([], tmp_path / "own.toml") == {header: "number"}


def test_more_columns_than_a_map_is_read_with_are_not_kept(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no more than 200"):
        check_map(tmp_path / "own.toml", {str(n): "nothing" for n in range(201)})
