"""What menus, software shops and man are given is fit to be read by them."""

from __future__ import annotations

import argparse
import gzip
import os
import re
import shutil
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

from app.command_line import read_words, whole_parser


def runs(*command: str | Path) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.skipif(not shutil.which("desktop-file-validate"), reason="no desktop-file-validate here")
@pytest.mark.parametrize("name", ["followthrough.desktop", "autostart.desktop"])
def test_the_menu_entry_and_the_autostart_file_are_valid(tree: ModuleType, name: str) -> None:
    runs("desktop-file-validate", tree.FILES / name)


@pytest.mark.skipif(not shutil.which("appstreamcli"), reason="no appstreamcli here")
def test_the_metainfo_is_valid(tree: ModuleType, tmp_path: Path) -> None:
    place = tmp_path / "followthrough.metainfo.xml"
    place.write_text(tree.fill("metainfo.xml", {"VERSION": "0.1.0", "DAY": "2026-11-28"}), encoding="utf-8")
    runs("appstreamcli", "validate", "--no-net", place)


def test_what_the_menu_starts_is_understood(tree: ModuleType) -> None:
    commands = re.findall(r"^Exec=followthrough *(.*)$", tree.fill("followthrough.desktop", {}), re.MULTILINE)
    assert len(commands) == 3
    assert [read_words(words.split()).verb for words in commands] == [None, None, "demo"]


def test_the_manual_tells_every_verb_and_option_the_command_line_has(man_page: ModuleType) -> None:
    page = man_page.man_page(whole_parser(), "0.1.0", "2026-11-28").replace("\\-", "-")
    (verbs,) = (one for one in whole_parser()._actions if isinstance(one, argparse._SubParsersAction))
    assert [name for name in verbs.choices if f".SS {name}\n" not in page] == []
    assert "--key-file" in page
    assert "--beside" not in page


def test_the_hub_has_a_manual_of_its_own_with_every_verb_and_option_and_the_desks_leads_there(
    man_page: ModuleType,
) -> None:
    desk, hub = (page(whole_parser(), "0.1.0", "2026-11-28").replace("\\-", "-") for page in man_page.PAGES.values())
    verbs = verbs_of(man_page.below(whole_parser())["hub"], "hub")
    assert "hub playbook publish" in verbs
    assert [name for name in verbs if f".SS {name}\n" not in hub] == []
    assert [name for name in verbs if f".SS {name}\n" in desk] == []
    assert [option for option in ("--database", "--key-file", "--tls-cert") if option not in hub] == []
    assert "followthrough-hub (1)" in desk


def verbs_of(parser: argparse.ArgumentParser, name: str) -> list[str]:
    groups = [one for one in parser._actions if isinstance(one, argparse._SubParsersAction)]
    below = {f"{name} {verb}": inner for group in groups for verb, inner in group.choices.items()}
    return [verb for said, inner in below.items() for verb in (said, *verbs_of(inner, said))]


def test_a_package_brings_each_manual_page(
    tree: ModuleType, man_page: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tree, "icons", lambda *_: None)
    monkeypatch.setattr(tree, "copyright_of", lambda *_: "")
    release = tree.Release("0.1.0", "2026-11-28", 1, "amd64")
    tree.share(tmp_path, Path(__file__).parents[2], release, [], dict.fromkeys(man_page.PAGES, "said"))
    pages = {path.name: gzip.decompress(path.read_bytes()) for path in (tmp_path / "man/man1").iterdir()}
    assert pages == {"followthrough.1.gz": b"said", "followthrough-hub.1.gz": b"said"}


@pytest.mark.skipif(not shutil.which("man"), reason="no man here")
@pytest.mark.parametrize(
    ("name", "says"),
    [("followthrough", "gets mortgage leads called"), ("followthrough-hub", "the company's server and its")],
)
def test_man_sets_the_page_without_complaint(man_page: ModuleType, tmp_path: Path, name: str, says: str) -> None:
    place = tmp_path / f"{name}.1"
    place.write_text(man_page.PAGES[name](whole_parser(), "0.1.0", "2026-11-28"), encoding="utf-8")
    done = subprocess.run(
        ["man", "--warnings", "--local-file", place],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env={**os.environ, "MANWIDTH": "120", "LC_ALL": "C.UTF-8"},
    )
    assert "cannot adjust line" in done.stderr or done.stderr == ""
    assert says in done.stdout


@pytest.mark.parametrize(("text", "written"), [(".hidden", r"\&.hidden"), ("--at", r"\-\-at"), ("a\\b", r"a\eb")])
def test_what_man_would_take_for_its_own_is_written_out(man_page: ModuleType, text: str, written: str) -> None:
    assert man_page.meant(text) == written


def test_every_file_of_a_build_has_the_instant_of_its_commit_and_a_plain_right(
    tree: ModuleType, tmp_path: Path
) -> None:
    program = tmp_path / "program"
    program.touch(mode=0o700)
    (tmp_path / "note").touch(mode=0o600)
    (tmp_path / "link").symlink_to("program")
    tree.settle(tmp_path, 1_000_000_000)
    assert oct(program.stat().st_mode)[-3:] == "755"
    assert oct((tmp_path / "note").stat().st_mode)[-3:] == "644"
    assert {path.lstat().st_mtime for path in tmp_path.iterdir()} == {1_000_000_000}


def test_the_control_file_names_version_machine_and_needs(tree: ModuleType, deb: ModuleType) -> None:
    release = tree.Release("0.1.0", "2026-11-28", 1, "amd64")
    control = deb.control(release, ["libc6 (>= 2.34)", "zlib1g"], 1234)
    assert "Version: 0.1.0\nArchitecture: amd64\n" in control
    assert "Depends: libc6 (>= 2.34), zlib1g\n" in control
    # what goes on over several lines is set in, or the next line would be a field
    assert all(line.startswith(" ") or ": " in line for line in control.splitlines())


def test_the_description_for_rpm_asks_the_loader_and_no_distribution(
    tree: ModuleType, rpm: ModuleType, needs: ModuleType
) -> None:
    release = tree.Release("0.1.0", "2026-11-28", 1, "amd64")
    spec = rpm.spec(release, needs.Asked(frozenset({"libX11.so.6", "libc.so.6", "ld-linux-x86-64.so.2"}), "2.34"), "w")
    asked = [line.removeprefix("Requires: ") for line in spec.splitlines() if line.startswith("Requires: ")]
    assert asked == ["libc.so.6(GLIBC_2.34)(64bit)", "libX11.so.6()(64bit)"]
    assert "\nVersion: 0.1.0\n" in spec
    assert "@" not in spec


def test_the_sizes_add_up(sizes: ModuleType, tmp_path: Path) -> None:
    for place, size in (("_internal/PySide6/Qt/lib/libQt6Gui.so.6", 3), ("_internal/numpy.libs/x", 2), ("small", 0.5)):
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_bytes(bytes(int(size * sizes.MIB)))
    rows = [tuple(line.split(" MiB  ")) for line in sizes.sizes(tmp_path).splitlines()]
    assert [(size.strip(), name) for size, name in rows] == [
        ("3.0", "PySide6/Qt/lib/libQt6Gui.so.6"),
        ("2.0", "numpy"),
        ("0.5", "all others"),
        ("5.5", "together"),
    ]
