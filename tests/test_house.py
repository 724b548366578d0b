"""The house rules that no linter knows: walls that hold when pushed, and files fit to be read by anybody anywhere."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("app", "storage", "ui")
LONGEST_FILE = 600

# written in pieces, or this file would be the first to break the rule
HOSTS = ["py" + "pi.org", "python" + "hosted.org", "registry.npm" + "js", "deb." + "debian.org"]
PLACES = [r"index" + r"[-_]url", r"(?<![\w.~-])/wo" + r"rk/", r"(?<![\w.~-])/ro" + r"ot/"]
UNFIT = re.compile("|".join([*(re.escape(host) for host in HOSTS), *PLACES]), re.IGNORECASE)

BREACHES = [
    ("app/breach.py", "import ui", "ui and storage stand above app and never meet"),
    ("ui/breach.py", "import storage", "ui and storage stand above app and never meet"),
    ("storage/desktop/breach.py", "import storage.hub", "the two databases are strangers"),
    ("storage/desktop/breach.py", "import sqlalchemy", "a desk runs without SQLAlchemy"),
    ("app/domain/breach.py", "import logging", "the domain is pure"),
    ("app/desktop/breach.py", "import PySide6.QtCore", "Qt is spoken in ui only"),
    ("ui/breach.py", "import sqlalchemy", "SQL is spoken in storage only"),
    ("app/hub/breach.py", "import keyring", "the hub runs without the desktop's parts"),
    ("ui/breach.py", "import app.outside", "a screen is handed the Desk, not the outside"),
    ("app/desktop/breach.py", "import app.hub", "inside app: outside, then the two sides, then what both share"),
]


def lint_imports(tree: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"]
    return subprocess.run(command, cwd=tree, capture_output=True, text=True, timeout=120, check=False)


def committed(*endings: str) -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    files = [ROOT / name for name in listed.split("\0") if name]
    return [file for file in files if file.is_file() and (not endings or file.name.endswith(endings))]


def lines_of(file: Path) -> list[tuple[str, str]]:
    """Return `(where, line)` of a text file; nothing of a picture or a font."""
    content = file.read_bytes()
    if b"\0" in content:
        return []
    name = file.relative_to(ROOT)
    lines = content.decode("utf-8", "replace").splitlines()
    return [(f"{name}:{number}", line) for number, line in enumerate(lines, start=1)]


def test_who_may_know_whom_is_kept() -> None:
    kept = lint_imports(ROOT)
    assert kept.returncode == 0, kept.stdout


@pytest.mark.parametrize(("place", "line", "wall"), BREACHES, ids=[f"{b[0]}: {b[1]}" for b in BREACHES])
def test_a_breach_is_caught_at_its_wall(place: str, line: str, wall: str, tmp_path: Path) -> None:
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    planted = tmp_path / place
    planted.parent.mkdir(parents=True, exist_ok=True)
    planted.write_text(f"{line}\n", encoding="utf-8")

    caught = lint_imports(tmp_path)

    assert caught.returncode == 1, caught.stdout + caught.stderr
    assert f"{wall} BROKEN" in caught.stdout


def test_every_wall_was_pushed_at() -> None:
    walls = re.findall(r'^name = "(.+)"$', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    assert {wall for _, _, wall in BREACHES} == set(walls) - {"followthrough"}


def test_committed_files_name_no_registry_and_no_machine() -> None:
    unfit = [where for file in committed() for where, line in lines_of(file) if UNFIT.search(line)]
    assert unfit == []


def test_locks_hold_hashes_and_no_address() -> None:
    hubs = ("packaging/hub/hub.lock", "packaging/hub/statistics.lock")
    for name in ("requirements.lock", "packaging/tools.lock", "packaging/package.lock", "packaging/docs.lock", *hubs):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "://" not in text, name
        assert "@" not in re.sub(r"#.*", "", text), f"{name} takes something from a place of its own"
        pins = re.split(r"\n(?=\S)", text.strip())
        unhashed = [pin.split()[0] for pin in pins if not pin.startswith("#") and "--hash=sha256:" not in pin]
        assert unhashed == [], name


def test_no_file_outgrows_its_reader() -> None:
    long = {str(file.relative_to(ROOT)): len(lines_of(file)) for file in committed(".py")}
    assert {name: lines for name, lines in long.items() if lines > LONGEST_FILE} == {}


def test_every_silenced_finding_says_what_and_why() -> None:
    with_reason = re.compile(r"noqa: [A-Z]+\d+(, ?[A-Z]+\d+)* - \w.{4}")
    marker = "# no" + "qa"
    silent = [
        where
        for file in committed(".py")
        for where, line in lines_of(file)
        if marker in line and not with_reason.search(line)
    ]
    assert silent == []


def test_every_module_has_a_caption() -> None:
    bare = [
        str(file.relative_to(ROOT))
        for file in committed(".py")
        # one that is started by its name says first by what
        if not re.match(r'(#!.*\n)?"""|\s*$', file.read_text(encoding="utf-8"))
    ]
    assert bare == []


def test_what_is_bundled_has_its_licence_beside_it_and_in_the_notice() -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    for folder, name in {"icons": "Lucide", "fonts": "Inter"}.items():
        assert list((ROOT / "resources" / folder).glob("LICENSE*")), folder
        assert name in notice
    # Lucide's too, and outside its folder: a style sheet names signs by their files, in the colours of its theme
    assert {path.name for path in (ROOT / "resources" / "theme").glob("*.svg")} == {
        f"{sign}-{theme}.svg"
        for sign in ("check", "chevron")
        for theme in ("dark", "dark-contrast", "light", "light-contrast")
    }
    assert "resources/theme/check-*.svg and chevron-*.svg" in notice
