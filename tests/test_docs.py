"""The papers and docs/ say what is so: each command parses, each link leads somewhere, each key and word is there."""

from __future__ import annotations

import argparse
import re
import runpy
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import MagicMock
from xml.etree import ElementTree as ET

import pytest

from app.command_line import read_words, whole_parser
from app.errors import BadUsage
from tests import papers
from ui.commands import shown_key
from ui.desk_commands import declare

ROOT = papers.ROOT
#: begin like a command and are none: what seals and lines of the audit begin with
NO_COMMANDS = {"followthrough pass 1", "followthrough audit 1", "hub founded"}
ALL = pytest.mark.parametrize("paper", papers.PAPERS, ids=papers.name_of)


@ALL
def test_every_command_shown_is_one_the_program_reads(paper: Path) -> None:
    unread = []
    for words in papers.commands(paper):
        try:
            read_words(words)
        except (BadUsage, SystemExit) as refused:
            unread.append(f"{' '.join(words)}: {refused}")
    assert unread == []


@ALL
def test_every_verb_and_option_named_in_a_sentence_is_there(paper: Path) -> None:
    named = [span for span in papers.spans(paper) if re.match(r"(main\.py|followthrough|hub) [a-z-]", span)]
    assert [why for span in named if span not in NO_COMMANDS and (why := unknown_in(span))] == []


def unknown_in(span: str) -> str:
    """Return which word of a command's beginning no parser has, "" where all are there; `a|b` names both."""
    parser: argparse.ArgumentParser = whole_parser()
    for word in span.removeprefix("main.py ").removeprefix("followthrough ").split():
        name = word.partition("=")[0]
        below = next((a.choices for a in parser._actions if isinstance(a, argparse._SubParsersAction)), {})
        if name.startswith("--"):
            known = {"--help", *parser._option_string_actions, *whole_parser()._option_string_actions}
            if name not in known:
                return f"{span}: {name}"
        elif below:
            if unknown := set(name.split("|")) - set(below):
                return f"{span}: {sorted(unknown)}"
            parser = below[name.partition("|")[0]]
    return ""


@ALL
def test_every_link_leads_to_a_file_and_to_a_heading_in_it(paper: Path) -> None:
    lost = []
    for target, anchor in papers.links(paper):
        if not target.exists() or (anchor and anchor not in papers.anchors(target)):
            lost.append(f"{target}#{anchor}")
    assert lost == []


def test_every_page_is_in_the_contents_of_the_site_and_nothing_else_is() -> None:
    site = runpy.run_path(str(ROOT / "packaging" / "docs" / "conf.py"))
    listed = [f"{page}.md" for page in (site["ENTRY"], *(page for pages in site["PAGES"].values() for page in pages))]
    pages = {papers.name_of(paper) for paper in papers.PAPERS}
    assert sorted(listed) == sorted(pages), "add it to PAGES in packaging/docs/conf.py"


GUIDES = [ROOT / "docs" / f"{name}.md" for name in ("officers-first-day", "managers-week", "marketing-month")]
SEATS = ("is_manager", "sees_sums", "takes_leads", "is_beside", "is_marketing")
#: has other programs' keys
COMPARES = "docs/side-by-side.md"
CATALOGUE = ROOT / "resources" / "translations" / "followthrough_en.ts"


@pytest.fixture(scope="module")
def window_keys() -> dict[str, set[str]]:
    """What each key does in some window of somebody's, by its words on the page of keys."""
    found: dict[str, set[str]] = {}
    # a declaration takes of the window's parts only what is called later; nobody has every page there is
    window = MagicMock()
    window.office.seat = SimpleNamespace(**dict.fromkeys(SEATS, True))
    for command in declare(window).all():
        for key in command.keys:
            found.setdefault(shown_key(key), set()).add(command.words)
    return found


@pytest.mark.parametrize("paper", GUIDES, ids=papers.name_of)
def test_a_key_does_what_a_guide_says(paper: Path, window_keys: dict[str, set[str]]) -> None:
    rows = papers.key_rows(paper)
    assert rows
    assert [(key, does) for key, does in rows if does not in window_keys.get(key, ())] == []


@pytest.mark.parametrize("paper", [one for one in papers.PAPERS if papers.name_of(one) != COMPARES], ids=papers.name_of)
def test_every_key_that_is_named_is_one_of_the_window(paper: Path, window_keys: dict[str, set[str]]) -> None:
    named = re.findall(r"\b(?:Ctrl\+|Shift\+|Alt\+)+(?:F\d+|[↑↓]|Up|Down|Enter|Del|[A-Z0-9,]\b)", papers.prose(paper))
    assert set(named) - set(window_keys) == set()


@pytest.mark.parametrize("paper", GUIDES, ids=papers.name_of)
def test_what_a_guide_prints_bold_stands_on_a_screen(paper: Path) -> None:
    texts = [message.text or "" for message in ET.parse(CATALOGUE).iter("source")]
    shown = {" ".join(text.replace("&", "").split()) for text in texts}
    assert [words for words in papers.bold(paper) if words not in shown] == []


@pytest.mark.parametrize("paper", [*GUIDES, ROOT / "docs" / "deploying.md"], ids=papers.name_of)
def test_a_guide_has_pictures(paper: Path) -> None:
    assert [target for target, _ in papers.links(paper) if target.suffix == ".webp"]
