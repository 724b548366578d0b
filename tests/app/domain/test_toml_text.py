"""Lines of a TOML text are found whatever stands between them; what cannot be followed is said to be so."""

from __future__ import annotations

from app.domain.playbook_file import look_through
from app.domain.toml_text import paragraph, string, tables_of


def test_keys_are_found_behind_values_of_many_lines() -> None:
    text = 'a = [1, # one ]\n  "]",\n]\nb = """\nc = 3\n"""\nd.e = {x = 1} # end\n[t.\'u\']\n"f" = \'[x]\'\n'
    top, table = tables_of(text)
    assert {key: entry.line for key, entry in top.entries.items()} == {"a": 1, "b": 4, "d.e": 7}
    assert [text[e.value_start : e.value_end] for e in top.entries.values()][2] == "{x = 1}"
    assert (table.name, table.line, table.is_listed, table.entries["f"].line) == ("t.u", 8, False, 9)


def test_a_text_laid_out_beyond_what_is_followed_has_no_tables_and_its_problems_no_lines() -> None:
    text = 'name = "x"\n"a"."b=" = 1\n[[step]]\nid = "c"\nchannel = "fax"\nafter = "0m"\n'
    assert tables_of(text) == []
    assert all(problem.line is None for problem in look_through(text).problems)
    assert tables_of("!") == []


def test_the_last_value_may_end_the_text() -> None:
    (top,) = tables_of("a = [1]")
    assert (top.entries["a"].value_end, top.entries["a"].end, top.end) == (7, 7, 7)


def test_words_are_written_so_that_they_are_read_again() -> None:
    assert string('a "b"\n\x7f') == '"a \\"b\\"\\n\\u007f"'
    assert paragraph('a """ \\\n') == '"""\na ""\\" \\\\\n"""'
    assert paragraph("a\rb\n") == '"a\\rb\\n"'
