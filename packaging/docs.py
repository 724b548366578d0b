"""Makes the papers and docs/ into a site in out/site; a link that leads nowhere or a page nobody finds fails it."""

from __future__ import annotations

import shutil
import subprocess
import sys

import set_up

#: an environment of its own, so that none of this is ever asked for by the product
PLACE = set_up.ROOT / "out" / "docs"
SITE = set_up.ROOT / "out" / "site"
CONFIGURATION = set_up.ROOT / "packaging" / "docs"


def main(words: list[str]) -> int:
    set_up.bring_apart(PLACE / "venv", set_up.DOCS_LOCK)
    # what a page was called before would be handed out with what it is called now
    shutil.rmtree(SITE, ignore_errors=True)
    sphinx = [PLACE / "venv" / "bin" / "python", "-m", "sphinx", "--fail-on-warning", "--keep-going", "--quiet"]
    done = subprocess.call([*sphinx, "-c", CONFIGURATION, "-d", PLACE / "read", *words, ".", SITE], cwd=set_up.ROOT)
    print(f"Not made: {SITE.relative_to(set_up.ROOT)}" if done else f"{(SITE / 'index.html').relative_to(set_up.ROOT)}")
    return done


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
