"""`support-bundle` shows what it would write before it does, and `wipe` loses nothing that is nowhere else."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest

import main
from app.command_line import read_words
from app.errors import BadInput, BadUsage
from app.paths import Paths
from app.support_files import Asks, Part, bundle
from storage.in_use import use_file
from tests.commands import Run, commands_in
from tests.together.test_the_loop_closes import Company, company

__all__ = ["company"]

PARTS = [Part("one.json", "the one", "{}"), Part("logs/two.log", "a log", "line\n")]


class Keyboard(io.StringIO):
    def isatty(self) -> bool:
        return True


class Asked(NamedTuple):
    asks: Asks
    screen: io.StringIO


def somebody_says(words: str) -> Asked:
    screen = io.StringIO()
    return Asked(Asks(yes=False, keyboard=Keyboard(words), screen=screen, unasked=False), screen)


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    return commands_in(tmp_path, capsys)


def everything(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file() and path.parent.name != "logs")


# -- the bundle ----------------------------------------------------------------------------------------


def test_a_bundle_is_shown_before_it_is_written_and_only_a_yes_writes_it(tmp_path: Path) -> None:
    no, yes = somebody_says("\n"), somebody_says("y\n")
    assert bundle(tmp_path / "a.zip", PARTS, asks=no.asks)["written"] is None
    for said in ("one.json: the one", "logs/two.log: a log", "Write a.zip?"):
        assert said in no.screen.getvalue()
    assert not (tmp_path / "a.zip").exists()
    assert bundle(tmp_path / "a.zip", PARTS, asks=yes.asks)["written"]
    with zipfile.ZipFile(tmp_path / "a.zip") as kept:
        assert {name: kept.read(name).decode() for name in kept.namelist()} == {p.name: p.text for p in PARTS}
    assert (tmp_path / "a.zip").stat().st_mode & 0o077 == 0
    with pytest.raises(BadInput, match="already"):
        bundle(tmp_path / "a.zip", PARTS, asks=somebody_says("y\n").asks)
    with pytest.raises(BadInput, match="cannot be written"):
        bundle(tmp_path / "nowhere" / "a.zip", PARTS, asks=somebody_says("y\n").asks)


def test_a_bundle_tells_what_is_set_how_much_there_is_and_the_logs(run: Run, tmp_path: Path) -> None:
    run("add", "Pat Example", "--phone", "5025550111")
    code, told, _ = run("support-bundle", tmp_path / "a.zip")
    assert code == 0
    assert told["written"] == str(tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as kept:
        inside = {name: kept.read(name).decode() for name in kept.namelist()}
    assert {"doctor.json", "versions.json", "policies.json", "database.json"} <= set(inside)
    assert json.loads(inside["doctor.json"])["ok"]
    database = json.loads(inside["database.json"])
    assert database["rows"]["lead"] == 1
    assert database["files"]["desktop.db"] > 0
    assert database["hub"] == {"enrolled": False, "pending": 0, "trouble": ""}
    assert "Pat" not in "".join(inside.values())


def test_a_bundle_of_a_desk_that_does_not_open_says_why(run: Run, tmp_path: Path) -> None:
    run("add", "Pat Example", "--phone", "5025550111")
    (tmp_path / "desk.key").unlink()
    assert run("support-bundle", "--out", tmp_path / "a.zip", "--yes")[0] == 0
    with zipfile.ZipFile(tmp_path / "a.zip") as kept:
        assert "key file" in json.loads(kept.read("database.json"))["not opened"]


def test_a_mistake_of_ours_in_the_doctor_leaves_a_bundle_with_its_crash_report(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object) -> None:
        raise RuntimeError("Pat Example")

    monkeypatch.setattr("app.outside.caring.look", breaks)
    assert run("support-bundle", tmp_path / "a.zip")[0] == 0
    with zipfile.ZipFile(tmp_path / "a.zip") as kept:
        (crash,) = [kept.read(name).decode() for name in kept.namelist() if name.startswith("crashes/")]
    assert "RuntimeError" in crash
    assert "Pat" not in crash


# -- the wipe ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [["--yes"], ["--if-sent"]])
def test_what_no_hub_has_is_not_wiped_unless_that_is_said(run: Run, tmp_path: Path, words: list[str]) -> None:
    run("add", "Pat Example", "--phone", "5025550111")
    before = everything(tmp_path)
    code, told, _ = run("wipe", *words)
    assert code == 1
    assert "belongs to no hub" in told["error"]
    assert everything(tmp_path) == before
    assert run("wipe", "--even-unsent", "--yes") == (0, {"wiped": True}, "")
    assert everything(tmp_path) == []
    assert not (tmp_path / "desk").exists()
    code, told, _ = run("wipe", "--if-sent")
    assert (code, told["wiped"]) == (0, False)


def test_nobody_to_ask_and_no_word_wipes_nothing(run: Run, tmp_path: Path) -> None:
    run("add", "Pat Example", "--phone", "5025550111")
    before = everything(tmp_path)
    code, told, _ = run("wipe", "--even-unsent")
    assert code == 2
    assert "--yes" in told["remedy"]
    assert everything(tmp_path) == before
    with pytest.raises(BadUsage):
        Asks(yes=False, keyboard=io.StringIO("y\n"), screen=io.StringIO(), unasked=False).agreed("", "?")


def test_a_desk_whose_window_is_open_is_not_wiped(run: Run, tmp_path: Path) -> None:
    run("add", "Pat Example", "--phone", "5025550111")
    leave = use_file(tmp_path / "desk" / "desktop.db")
    try:
        code, told, _ = run("wipe", "--even-unsent", "--yes")
    finally:
        leave()
    assert code == 1
    assert "is open" in told["error"]
    assert run("leads")[1]["leads"]


def test_a_desk_that_does_not_open_is_not_wiped_since_nobody_knows_what_it_holds(run: Run, tmp_path: Path) -> None:
    run("add", "Pat Example", "--phone", "5025550111")
    (tmp_path / "desk.key").write_text("cd" * 32)
    code, told, _ = run("wipe", "--if-sent")
    assert code == 1
    assert "nobody can say" in told["error"]
    assert run("wipe", "--even-unsent", "--yes")[0] == 0
    assert everything(tmp_path) == []


@pytest.mark.parametrize("company", ["sqlite"], indirect=True)
def test_a_desk_of_a_hub_is_wiped_once_it_has_handed_in_what_it_had(company: Company) -> None:
    company.hub("leads", "import", "tests/data/leads/facebook_lead_ads.csv", "--source", "F", "--assign", "Ada")
    company.run("Ada", "sync")
    lead_id = company.run("Ada", "leads")["leads"][0]["lead_id"]
    company.run("Ada", "log", lead_id, "no_answer")
    assert company.run("Ada", "wipe", "--if-sent") == {"wiped": True}
    assert [one["kind"] for one in company.hub("lead", lead_id)["timeline"]] == ["no_answer"]
    assert not (company.folder / "Ada").exists()


@pytest.mark.parametrize("company", ["sqlite"], indirect=True)
def test_the_desk_of_somebody_who_left_is_wiped_once_all_of_it_was_handed_in(company: Company) -> None:
    company.hub("leads", "import", "tests/data/leads/facebook_lead_ads.csv", "--source", "F", "--assign", "Ada")
    company.run("Ada", "sync")
    company.run("Ada", "log", company.run("Ada", "leads")["leads"][0]["lead_id"], "no_answer")
    company.hub("person", "leave", "Ada")
    company.run("Ada", "sync")
    assert "no longer let in" in company.run("Ada", "sync", fails=True)["error"]
    assert company.run("Ada", "wipe", "--if-sent") == {"wiped": True}
    assert not (company.folder / "Ada").exists()


@pytest.mark.parametrize("company", ["sqlite"], indirect=True)
def test_own_leads_of_somebody_who_left_keep_the_desk_and_no_sync_is_advised(company: Company) -> None:
    company.hub("company", "--own-leads", "private")
    company.run("Ada", "sync")
    company.run("Ada", "add", "Pat Example", "--phone", "5025550111")
    company.hub("person", "leave", "Ada")
    company.run("Ada", "sync")
    told = company.run("Ada", "wipe", "--if-sent", fails=True)
    assert "Own leads are on it alone" in told["error"]
    assert "copy what is to stay" in told["remedy"]
    assert "online" not in told["remedy"]
    assert (company.folder / "Ada").exists()


def test_the_window_gathers_the_same_of_a_desk_that_is_open(run: Run, tmp_path: Path) -> None:
    run("add", "Pat Example", "--phone", "5025550111")
    args = read_words(["--data-dir", str(tmp_path / "desk"), "--key-file", str(tmp_path / "desk.key")])
    paths = Paths.chosen(args.data_dir)
    desk = main.own_desk(args, paths, main.desktop_store(args, paths))
    parts = {part.name: part.text for part in main._support(args, paths, desk)}
    desk.officer  # noqa: B018 - it is open still
    desk.store.close()
    assert json.loads(parts["doctor.json"])["ok"]
    assert json.loads(parts["database.json"])["rows"]["lead"] == 1
