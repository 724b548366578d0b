"""Asks programs of others what is unsafe here: bandit the code, pip-audit the lock, schemathesis the hub."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import set_up

#: an environment of its own, so that none of this is ever asked for by the product
PLACE = set_up.ROOT / "out" / "security"
PROGRAMS = PLACE / "venv" / "bin"
READ = ("app", "storage", "ui", "packaging", "main.py")
ASKING = "tests/app/hub/test_openapi_asked.py"

#: findings that no line of ours answers for: a test of bandit's, where ("" is everywhere), and why it is none.
#: Every other is answered by the `noqa: S...` with its reason that ruff wants of the same line
NO_FINDINGS = (
    ("B404", "", "importing subprocess runs nothing; each use is a finding of its own"),
    ("B603", "app/outside/shares.py", "macOS's own program at its own place, without a word of anybody's"),
    ("B603", "packaging/", "build scripts run tools, with words of their own and no shell"),
    ("B607", "packaging/", "they run what the machine calls so"),
    ("B107", "app/", "the default is empty, which is no password but its absence"),
    ("B311", "app/domain/capacity.py", "chance in a model guards nothing; said where its Random is made"),
    ("B405", "packaging/translations.py", "reads the catalogues of this very tree"),
    ("B405", "packaging/windows/msi.py", "writes the list of a package's files, and reads none"),
    ("B406", "packaging/policies.py", "what is escaped is written, and nothing is parsed"),
    ("B406", "app/hub/vendor_answers.py", "what is escaped is written, and nothing is parsed"),
    ("B406", "app/reportfiles/xlsx_out.py", "the same"),
    ("B405", "app/leadfiles/markup.py", "only the name of an error; the parser is defusedxml's"),
    ("B407", "app/leadfiles/workbook.py", "its parsers refuse every declaration, so there is no entity to expand"),
)


def main(words: list[str]) -> int:
    PLACE.mkdir(parents=True, exist_ok=True)
    set_up.bring_apart(PROGRAMS.parent, set_up.SECURITY_LOCK)
    # all of them, so that one visit shows everything
    failed = [name for name, step in (("bandit", bandit), ("pip-audit", audit)) if not step()]
    if set_up.test([ASKING, "-m", "long", *words]):
        failed.append("schemathesis")
    tell_what_was_asked()
    print(f"Not clean: {', '.join(failed)}" if failed else "Clean, but for what is said above.")
    return 1 if failed else 0


def bandit() -> bool:
    """Return whether every finding is explained where it stands, or above; print those that are not."""
    told = PLACE / "bandit.json"
    command = [PROGRAMS / "bandit", "--quiet", "--recursive", *READ, "--format", "json", "--output", told]
    subprocess.run(command, check=False, stderr=subprocess.DEVNULL)
    report = json.loads(told.read_text(encoding="utf-8"))
    findings = report["results"]
    open_ones = [one for one in findings if not is_explained(one)]
    for one in open_ones:
        print(f"{one['filename']}:{one['line_number']}: {one['test_id']} {one['issue_text']}")
    lines = report["metrics"]["_totals"]["loc"]
    print(f"bandit: {lines} lines read, {len(findings)} findings, {len(open_ones)} of them not explained")
    return not open_ones and not report["errors"]


def is_explained(finding: dict[str, Any]) -> bool:
    file, test = Path(finding["filename"]).as_posix().removeprefix("./"), finding["test_id"]
    if any(test == known and file.startswith(where) for known, where, _ in NO_FINDINGS):
        return True
    lines = (set_up.ROOT / file).read_text(encoding="utf-8").splitlines()
    said = f"noqa: S{test.removeprefix('B')} - "
    return any(said in lines[number - 1] for number in statement_of(finding))


def statement_of(finding: dict[str, Any]) -> Iterator[int]:
    """Yield the lines a finding is about; the answer stands on the first or behind the last of them."""
    about = finding["line_range"]
    yield from range(about[0], about[-1] + 1)


def audit() -> bool:
    """Return whether no pinned library has a known hole, or nobody could be asked; that is said plainly."""
    command = [PROGRAMS / "pip-audit", "--requirement", set_up.LOCK, "--disable-pip", "--require-hashes"]
    answer = subprocess.run(
        [*command, "--format", "json", "--progress-spinner", "off"], check=False, capture_output=True, text=True
    )
    try:
        libraries = json.loads(answer.stdout)["dependencies"]
    except (ValueError, KeyError):
        libraries = []
    asked = [one for one in libraries if "skip_reason" not in one]
    if not asked:
        print(
            "pip-audit: its data cannot be reached from here, so that NOTHING was looked up; run this where it can be"
        )
        return True
    holes = [(one["name"], one["version"], hole["id"]) for one in asked for hole in one["vulns"]]
    for hole in holes:
        print(" ".join(hole))
    print(f"pip-audit: {len(asked)} of {len(libraries)} libraries looked up, {len(holes)} known holes")
    return not holes


def tell_what_was_asked() -> None:
    for told in sorted(PLACE.glob("asked-*.txt")):
        lines = told.read_text(encoding="utf-8").splitlines()
        cases = [line.strip() for line in lines if " generated, " in line]
        print(f"schemathesis, {told.stem.removeprefix('asked-')}: {' '.join(cases)}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
