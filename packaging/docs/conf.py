"""How Sphinx makes the papers and docs/ into a site: which pages in which order, and that nothing may lead nowhere."""

from __future__ import annotations

from typing import Any

#: every page in the order it is read; one that is not here fails the build, and a test
PAGES = {
    "For officers": ("docs/officers-first-day", "docs/screens", "docs/side-by-side"),
    "For managers": ("docs/managers-week",),
    "For marketing": ("docs/marketing-month", "docs/marketing", "docs/vendors"),
    "For IT": (
        "docs/deploying",
        "docs/policies",
        "docs/lenders-desktops",
        "docs/people",
        "docs/running-a-hub",
        "docs/recovery",
        "docs/growing",
        "docs/access",
        "docs/audit",
        "docs/asvs",
    ),
    "For programmers": ("docs/protocol", "docs/reliability", "docs/mutants"),
    "The project": ("README", "ARCHITECTURE", "CONTRIBUTING", "SECURITY", "CHANGELOG", "resources/rules/README"),
}
ENTRY = "docs/index"

project = "Followthrough"
root_doc = ENTRY
include_patterns = [f"{ENTRY}.md", *(f"{page}.md" for pages in PAGES.values() for page in pages), "docs/*.md"]
# what is not looked into at all: the walk would go through whole environments
exclude_patterns = [".*", "app", "build", "dist", "out", "packaging", "storage", "tests", "ui"]

extensions = ["myst_parser"]
# what is written is what is typed
smartquotes = False
#: anchors for every heading, named as code hosts name them, so that a link holds here and there
myst_heading_anchors = 6

html_theme = "furo"
html_title = "Followthrough"
html_logo = html_favicon = "../../resources/icons/followthrough.svg"
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
html_extra_path = ["index.html"]


def setup(app: Any) -> None:
    app.connect("source-read", with_contents)


def with_contents(_app: Any, page: str, source: list[str]) -> None:
    """Give the first page its table of contents, which a code host would print as it stands; and the logo its place."""
    if page == ENTRY:
        source[0] += "".join(contents(title, pages) for title, pages in PAGES.items())
    # a tag that is written out is nobody's to resolve; the theme lays the same picture among its own
    source[0] = source[0].replace('src="resources/icons/', 'src="_static/')


def contents(title: str, pages: tuple[str, ...]) -> str:
    lines = "\n".join(f"/{page}" for page in pages)
    return f"\n```{{toctree}}\n:hidden:\n:caption: {title}\n\n{lines}\n```\n"
