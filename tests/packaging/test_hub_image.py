"""What a hub's image is made of: a lock of its own that agrees with the product's, and a folder a hub serves from."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import httpx
import pytest

from app.command_line import read_words
from tests.mail_server import certificate
from tests.packaging.served import MAIN, ROOT, as_nobody, served, tells
from tests.test_supply import REVIEWED, licence, may_be_shipped, pins, product

HUB = ROOT / "packaging" / "hub"
#: above its Python, in megabytes as disks and registries count them
LARGEST = 120 * 1000 * 1000
#: what a desk loads and a hub's image does not have, as Python names it
DESK_ALONE = ("PySide6", "_quickjs", "apscheduler", "httpx_sse", "jeepney", "keyring", "plyer", "shiboken6")
#: and of the program itself, as `image.DESKS` and the folder that is not filled say it
NOT_FILLED = ("app.demo", "storage.desktop", "ui")
#: a process to which none of them is there
WITHOUT_A_DESK = f"""
import sys
from importlib.abc import MetaPathFinder

class Missing(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name in {NOT_FILLED} or name.partition(".")[0] in {DESK_ALONE}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path.insert(0, Missing())
sys.path.insert(0, {str(ROOT)!r})
import main
sys.exit(main.main(["hub", *sys.argv[1:]]))
"""


def locked(name: str) -> dict[str, str]:
    return dict(re.findall(r"^([\w.-]+)==([^\s;]+)", (HUB / name).read_text(encoding="utf-8"), re.MULTILINE))


@pytest.mark.parametrize("lock", ["hub.lock", "statistics.lock"])
def test_a_hub_runs_the_releases_that_desks_run(lock: str) -> None:
    assert locked(lock)
    assert {name: version for name, version in locked(lock).items() if pins().get(name) != version} == {}, "make lock"


def test_a_hub_installs_all_it_is_asked_for_and_no_part_of_a_desk(set_up: ModuleType) -> None:
    asked, with_statistics = (
        [re.split(r"[^\w-]", one)[0] for one in text.decode().split()] for text in set_up.hub_needs()
    )
    assert set(asked) <= set(locked("hub.lock"))
    assert set(with_statistics) <= set(locked("statistics.lock"))
    assert "scipy" not in locked("hub.lock")
    desks = {name.lower().replace("_", "-") for name in (*DESK_ALONE, "PySide6-Essentials", "quickjs-ng")}
    assert desks & set(locked("statistics.lock")) == set()


def test_no_part_of_a_hub_is_under_a_licence_that_binds_the_whole_program() -> None:
    parts = product()
    said = {name: licence(parts[name]) for name in locked("statistics.lock")}
    assert {name: words for name, words in said.items() if not may_be_shipped(words)}.keys() <= REVIEWED.keys()


def test_a_hub_serves_and_backs_up_without_a_desks_libraries(tmp_path: Path) -> None:
    program = (sys.executable, "-c", WITHOUT_A_DESK)
    own = ("--data-dir", str(tmp_path / "hub"), "--key-file", str(tmp_path / "hub.key"))
    with served(program, *own) as url:
        assert httpx.get(f"{url}/readyz").json() == {"ok": True, "migrations": "current"}
        assert tells(program, *own, "backup", str(tmp_path / "one.backup"))["ok"]


def test_without_a_keyring_a_hub_asks_for_a_key_file(tmp_path: Path) -> None:
    words = [sys.executable, "-c", WITHOUT_A_DESK, "company", "--data-dir", str(tmp_path / "hub")]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "--key-file" in done.stderr


def test_a_health_check_tells_a_hub_that_answers_from_one_that_does_not(
    healthy: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = ("--data-dir", str(tmp_path / "hub"), "--key-file", str(tmp_path / "hub.key"))
    cert, key = certificate(tmp_path)
    (tmp_path / "other").mkdir()
    other, _ = certificate(tmp_path / "other")
    with served(MAIN, *own, "--tls-cert", str(cert), "--tls-key", str(key)) as url:
        assert healthy.main([f"{url}/healthz", str(cert)]) == 0
        assert healthy.main([f"{url}/healthz", str(other)]) == 1
        assert healthy.main([f"{url}/nowhere", str(cert)]) == 1
    assert healthy.main([f"{url}/healthz", str(cert)]) == 1
    assert healthy.main([]) == 2
    assert "ADDRESS" in capsys.readouterr().out


def words_of(statement: str) -> list[str]:
    """Return the words of a statement of the container file, the last of its kind."""
    text = (HUB / "Containerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    return re.findall(r'"([^"]*)"', re.findall(rf"^{statement}\s.*?(\[.*\])$", text, re.MULTILINE)[-1])


def test_the_image_starts_a_hub_as_nobody_with_tls_and_asks_whether_it_is_well() -> None:
    program, *words = [*words_of("ENTRYPOINT"), *words_of("CMD")]
    said = read_words(["hub", *words])
    assert (Path(program).name, said.hub_verb, said.listen) == ("followthrough-hub", "serve", "0.0.0.0:8787")
    assert None not in (said.tls_cert, said.tls_key, said.key_file)
    python, script, address, trusted = words_of("HEALTHCHECK")
    assert (python, Path(script).name) == ("python", "healthy.py")
    assert address.startswith("https://127.0.0.1:8787/")
    assert trusted == str(said.tls_cert)
    users = re.findall(r"^USER (.+)$", (HUB / "Containerfile").read_text(encoding="utf-8"), re.MULTILINE)
    assert users == ["8787:8787"]


def test_what_the_image_leaves_out_is_what_a_hub_is_tried_without(image: ModuleType) -> None:
    left_out = {name.replace("/", ".") for name in image.DESKS}
    assert left_out | {"ui"} == set(NOT_FILLED)
    assert not any(name.startswith("ui") for name in image.PROGRAM)


def test_all_the_image_is_made_of_is_handed_to_its_making(image: ModuleType) -> None:
    let_in = (HUB / "Containerfile.dockerignore").read_text(encoding="utf-8").split("\n")
    wanted = {name.partition("/")[0] for name in image.PROGRAM} | {"resources", "packaging", "pyproject.toml"}
    wanted |= {name for name in image.SHARED if not name.startswith("packaging/")}
    assert wanted == {line.removeprefix("!") for line in let_in if line.startswith("!")}


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that others may look into, which pytest's own is not."""
    folder = Path(tempfile.mkdtemp(prefix="followthrough-image-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def python_for_all() -> str:
    """Return an interpreter that everybody may run: that of a developer may lie in a home folder."""
    return next(
        (name for name in ("/usr/bin/python3.11", "/usr/local/bin/python3.11") if Path(name).exists()), sys.executable
    )


@pytest.mark.long
def test_the_steps_of_the_image_in_a_plain_folder_make_a_hub_that_runs_as_nobody(
    image: ModuleType, place: Path
) -> None:
    folder, own = place / "followthrough", place / "own"
    image.fill(folder, image.set_up.HUB_LOCK, python_for_all())
    print(image.sizes(folder))  # noqa: T201 - part by part, with -s
    assert image.bytes_of(folder) <= LARGEST
    subprocess.run(["chmod", "-R", "a-w", folder], check=True)
    own.mkdir()
    if as_nobody():
        os.chown(own, 65534, 65534)
    program = [str(folder / "followthrough-hub"), "--data-dir", str(own / "data"), "--key-file", str(own / "hub.key")]
    how = {"env": {"PATH": "/usr/bin:/bin", "FOLLOWTHROUGH_PYTHON": python_for_all()}, "cwd": "/", **as_nobody()}
    with served(program, **how) as url:
        assert httpx.get(f"{url}/readyz").json()["ok"]
        assert tells(program, "backup", str(own / "one.backup"), **how)["ok"]
        assert tells(program, "backup", "verify", str(own / "one.backup"), **how)["ok"]
        assert tells(program, "report", "team", **how) == {"officers": []}
    asked = [python_for_all(), "-c", "import PySide6"]
    refused = subprocess.run(
        asked, env={"PYTHONPATH": str(folder / "lib")}, capture_output=True, text=True, check=False, cwd="/"
    )
    assert "No module named 'PySide6'" in refused.stderr
    if as_nobody():
        # or, all through, it was not the tree that held
        assert subprocess.run(
            ["touch", folder / "app" / "x"], check=False, capture_output=True, **as_nobody()
        ).returncode
    written = [path for path in folder.rglob("*") if path.stat().st_mode & 0o222]
    assert written == []
