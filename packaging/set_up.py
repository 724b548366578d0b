"""Sets up all that a fresh machine lacks, then does one thing: run, test, check, tools or lock (see the Makefile)."""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements.lock"
TOOLS_LOCK = ROOT / "packaging" / "tools.lock"
#: what `make security` asks; see security.py
SECURITY_LOCK = ROOT / "packaging" / "security.lock"
SECURITY = b"bandit\npip-audit\nschemathesis\n"
#: what `make package` makes the program a bundle with, beside the product's own lock; see package.py
PACKAGE_LOCK = ROOT / "packaging" / "package.lock"
PACKAGE = b"pyinstaller\n"
#: what a hub without a desk installs, and the same with what `statistics` brings; see hub/image.py
HUB_LOCK = ROOT / "packaging" / "hub" / "hub.lock"
HUB_STATISTICS_LOCK = HUB_LOCK.with_name("statistics.lock")
#: of what the product asks for, the parts that only a desk loads: whatever else is asked for is a hub's, too
DESK_ALONE = ("apscheduler", "httpx-sse", "jeepney", "keyring", "plyer", "PySide6-Essentials", "quickjs-ng")
#: what `make docs` makes the site with; see docs.py
DOCS_LOCK = ROOT / "packaging" / "docs.lock"
DOCS = b"furo\nmyst-parser\nsphinx\n"
PARTS_LIST = ROOT / "packaging" / "system_parts.txt"
VENV, TOOLS = ROOT / ".venv", ROOT / ".tools"
PYTHON = VENV / "bin" / "python"
UV = TOOLS / "bin" / "uv"
APT_LOG = Path("out", "apt.log")
#: folders of tests that are run apart from all others, in this order: the short ones last, so that no lane ends late
APART = ("tests/ui", "tests/app/hub", "tests/together", "tests/faults")
#: how many run side by side: a test that waits leaves its processor to another lane
FEWEST_LANES, MOST_LANES = 3, 4

OLDEST = (3, 11)
COMPILE = ("pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--generate-hashes", "--no-header")


def main(arguments: list[str]) -> int:
    if sys.version_info < OLDEST:
        print(
            f"Python 3.11 or newer is needed and this is {sys.version.split()[0]}.\n"
            "Name another one: make PYTHON=/path/to/python3.11 ..."
        )
        return 1
    goal, extra = (arguments[0] if arguments else ""), arguments[1:]
    steps = {"run": run, "test": test, "check": check, "tools": tools, "lock": lock}
    if goal not in steps:
        print(f"usage: set_up.py {'|'.join(steps)} [words for the command itself]")
        return 2
    os.chdir(ROOT)
    try:
        return steps[goal](extra)
    except SetUpFailed as failure:
        print(failure)
        return 1
    except KeyboardInterrupt:
        return 130


class SetUpFailed(Exception):
    """Something this machine lacks could not be brought; the message says what to do by hand."""


def run(extra: list[str]) -> int:
    """Open the demo branch, or run its loop headless where no window can be shown."""
    screen = has_screen()
    prepare("qt", *(("window",) if screen else ()))
    words = [] if screen else ["--headless", "--out", "out/demo"]
    # in this one's place: a process in between would be ended by Ctrl+C first and kill the demo as it clears up
    os.execv(PYTHON, [str(PYTHON), "main.py", "demo", *words, *extra])  # noqa: S606 - our own program


def test(extra: list[str]) -> int:
    """Run the whole suite once, in pieces side by side, or what the words ask for."""
    prepare("qt", "window", "tests")
    if not extra:
        return _whole_suite()
    with private_screen() as environment:
        return subprocess.call(pytest_on_a_bus(extra), env=environment)


def _whole_suite() -> int:
    """Let each lane take the next piece as it gets free; one is read live, of the others each piece at its end.

    Each piece is on a bus and a screen of its own: nothing pops up on, or reads from, the desktop or another piece.
    """
    Path("out").mkdir(exist_ok=True)
    todo = deque([("tests", *(f"--ignore={folder}" for folder in APART)), *((folder,) for folder in APART)])
    codes: list[int] = []
    lanes = min(MOST_LANES, max(FEWEST_LANES, os.cpu_count() or 1))
    others = [threading.Thread(target=_lane, args=(todo, codes), kwargs={"live": False}) for _ in range(lanes - 1)]
    try:
        for lane in others:
            lane.start()
        _lane(todo, codes, live=True)
    finally:
        # after Ctrl+C the pieces that run end by themselves, and none is begun
        todo.clear()
        for lane in others:
            lane.join()
    # a lane that broke has left its piece without an answer
    return max(codes) if len(codes) == 1 + len(APART) else 1


def _lane(todo: deque[tuple[str, ...]], codes: list[int], *, live: bool) -> None:
    while todo:
        try:
            piece = todo.popleft()
        except IndexError:
            return
        told = None if live else Path("out", f"{Path(piece[0]).name}.log")
        with private_screen() as screen, told.open("w+b") if told else contextlib.nullcontext() as to:
            # one that was killed by a signal counts as failed too
            codes.append(abs(subprocess.call(pytest_on_a_bus(piece), env=screen, stdout=to, stderr=to)))
        if told:
            print(told.read_text(encoding="utf-8", errors="replace"), flush=True)


def pytest_on_a_bus(words: Iterable[str]) -> list[str]:
    bus = ["dbus-run-session", "--"] if shutil.which("dbus-run-session") else []
    # without xdist: its workers hide an interpreter that aborts on the way out
    return [*bus, str(PYTHON), "-m", "pytest", "-q", "-p", "no:xdist", *words]


def check(extra: list[str]) -> int:
    """Run what reads the code without running it; all of it, so that one visit shows everything."""
    prepare()
    checks = (("ruff", "check", *extra), ("ruff", "format", "--check", *extra), ("mypy", *extra), ("lint-imports",))
    return max(subprocess.call([VENV / "bin" / program, *words]) for program, *words in checks)


def tools(extra: list[str]) -> int:
    """Set up and, with words, run them in the environment."""
    prepare("qt")
    return subprocess.call([PYTHON, *extra]) if extra else 0


def lock(extra: list[str]) -> int:
    """Write all locks anew: hashes only, naming no host, for every system. `--upgrade` takes newer releases."""
    prepare()
    command = [str(UV), *COMPILE, *extra]
    # names as seen from here: a comment in the lock repeats the command's
    wanted_here = ("--group", "dev", "--extra", "statistics")
    subprocess.run([*command, *wanted_here, "--output-file", LOCK.name, "pyproject.toml"], check=True)
    hubs, with_statistics = hub_needs()
    # what makes the package stands in one environment with the product, and a hub runs what desks run
    agreeing = ((PACKAGE_LOCK, PACKAGE), (HUB_LOCK, hubs), (HUB_STATISTICS_LOCK, with_statistics))
    beside = {file: ["--constraint", LOCK.name] for file, _ in agreeing}
    for file, wanted in ((TOOLS_LOCK, b"uv\n"), (SECURITY_LOCK, SECURITY), (DOCS_LOCK, DOCS), *agreeing):
        own = [*command, *beside.get(file, []), "--no-annotate", "--output-file", str(file), "-"]
        subprocess.run(own, check=True, input=wanted)
    return 0


def hub_needs() -> tuple[bytes, bytes]:
    """Return what a hub without a desk installs, without and with statistics."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    left_out = [name.lower() for name in DESK_ALONE]
    asked = [line for line in project["dependencies"] if re.split(r"[^\w-]", line.lower())[0] not in left_out]
    more = project["optional-dependencies"]["statistics"]
    return "\n".join(asked).encode(), "\n".join([*asked, *more]).encode()


def has_screen() -> bool:
    return sys.platform == "darwin" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def prepare(*groups: str) -> None:
    """Bring the Debian packages of these groups and the Python environment; quick when all is there."""
    missing = bring_parts(missing_parts(("set-up", *groups)))
    if "python3-venv" in missing:
        raise SetUpFailed("Without python3-venv there is no environment to work in.")
    bring_environment()
    if missing and "qt" in groups and not qt_loads():
        raise SetUpFailed("Qt does not load here; the packages named above bring what it needs.")


# --- Debian packages -------------------------------------------------------------------------------


def parts_wanted() -> dict[str, list[tuple[str, str]]]:
    """Read the list: group -> (package, a file that stands in for it or "")."""
    groups: dict[str, list[tuple[str, str]]] = {}
    wanted: list[tuple[str, str]] = []
    for line in PARTS_LIST.read_text(encoding="utf-8").splitlines():
        words = line.split("#")[0].split()
        if not words:
            continue
        if words[0].startswith("["):
            wanted = groups.setdefault(words[0].strip("[]"), [])
        else:
            wanted.append((words[0], words[1] if len(words) > 1 else ""))
    return groups


def missing_parts(names: tuple[str, ...]) -> list[str]:
    """Return the packages of these groups that are not there; none where there is no dpkg to ask."""
    if not shutil.which("dpkg-query"):
        return []
    groups = parts_wanted()
    wanted = [package for name in names for package, stand_in in groups[name] if not stands_in(package, stand_in)]
    if not wanted:
        return []
    # since 2024 some carry a suffix for their 64-bit clocks
    asked = [name for package in wanted for name in (package, package + "t64")]
    answer = subprocess.run(
        ["dpkg-query", "--show", "--showformat", "${db:Status-Status} ${Package}\n", *asked],
        capture_output=True,
        text=True,
        check=False,  # it fails when one of them is unknown and still answers for the rest
    )
    installed = {line.split()[1] for line in answer.stdout.splitlines() if line.startswith("installed ")}
    return [package for package in wanted if not {package, package + "t64"} & installed]


def stands_in(package: str, stand_in: str) -> bool:
    if package == "python3-venv":
        # pyenv, conda and the like bring their own
        return importlib.util.find_spec("ensurepip") is not None
    return bool(stand_in) and any(Path("/").glob(stand_in.lstrip("/")))


def bring_parts(missing: list[str]) -> list[str]:
    """Install what is missing if this user may; return what is missing still, having named it."""
    if not missing:
        return []
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *missing]
    before = become_root()
    if before is not None:
        print(f"Installing from Debian (see {APT_LOG}): {' '.join(missing)}", flush=True)
        # an old index is no reason to stop: the packages may be there all the same
        quietly([*before, "apt-get", "update"])
        if quietly([*before, "env", "DEBIAN_FRONTEND=noninteractive", *command]):
            return []
        print("\n".join([*(ROOT / APT_LOG).read_text(errors="replace").splitlines()[-5:], "That did not work."]))
    print("These Debian packages are missing:\n")
    for package in missing:
        print(f"    {package}")
    print(f"\nInstall them with:\n\n    sudo apt-get update && sudo apt-get install {' '.join(missing)}\n", flush=True)
    return missing


def quietly(command: list[str]) -> bool:
    """Run a talkative command into the log; its thousand lines would bury the one that matters."""
    (ROOT / APT_LOG).parent.mkdir(exist_ok=True)
    with (ROOT / APT_LOG).open("ab") as log:
        return subprocess.call(command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT) == 0


def become_root() -> list[str] | None:
    """Return what to write before a command to run it as root; None when this user may not, or not without asking."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and subprocess.call(["sudo", "-n", "true"], stderr=subprocess.DEVNULL) == 0:
        return ["sudo", "-n"]
    return None


def qt_loads() -> bool:
    return subprocess.call([PYTHON, "-c", "import PySide6.QtWidgets"], stderr=subprocess.DEVNULL) == 0


# --- the Python environment ------------------------------------------------------------------------


def bring_environment() -> None:
    """Make `.venv` what the lock says, unless a stamp in it tells that it is."""
    if not stamped(TOOLS, TOOLS_LOCK, UV):
        make([sys.executable, "-m", "venv", "--clear", str(TOOLS)])
        pip = [str(TOOLS / "bin" / "python"), "-m", "pip", "--quiet", "--disable-pip-version-check"]
        make([*pip, "install", "--require-hashes", "--only-binary", ":all:", "--requirement", str(TOOLS_LOCK)])
        stamp(TOOLS, TOOLS_LOCK)
    if not stamped(VENV, LOCK, PYTHON):
        print("Setting up .venv from requirements.lock", flush=True)
        if version_of(PYTHON) != sys.version:
            make([str(UV), "venv", "--quiet", "--clear", "--python", sys.executable, str(VENV)])
        # compiled once here; a machine that writes no bytecode would compile every library at every start
        quickly = ["--quiet", "--compile-bytecode", "--require-hashes"]
        make([str(UV), "pip", "sync", *quickly, "--python", str(PYTHON), str(LOCK)])
        stamp(VENV, LOCK)


def bring_apart(place: Path, lock: Path) -> None:
    """Make an environment that the product never asks anything of, unless a stamp in it tells that it is there."""
    python = place / "bin" / "python"
    if stamped(place, lock, python):
        return
    print(f"Setting up {place.relative_to(ROOT)} from {lock.name}", flush=True)
    make([str(UV), "venv", "--quiet", "--clear", "--python", sys.executable, str(place)])
    make([str(UV), "pip", "sync", "--quiet", "--require-hashes", "--python", str(python), str(lock)])
    stamp(place, lock)


def make(command: list[str]) -> None:
    # the interpreter at hand is the one to use; another would be fetched from a place of uv's own
    environment = {**os.environ, "UV_PYTHON_DOWNLOADS": "never"}
    if subprocess.call(command, env=environment) != 0:
        raise SetUpFailed(f"The environment could not be set up. What failed was:\n\n    {' '.join(command)}")


def version_of(python: Path) -> str | None:
    if not python.exists():
        return None
    return subprocess.run(
        [python, "-c", "import sys; print(sys.version, end='')"], stdout=subprocess.PIPE, text=True, check=False
    ).stdout


def fingerprint(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes() + sys.version.encode()).hexdigest()


def stamp(environment: Path, lock: Path) -> None:
    (environment / "made-from").write_text(fingerprint(lock), encoding="utf-8")


def stamped(environment: Path, lock: Path, program: Path) -> bool:
    try:
        return program.exists() and (environment / "made-from").read_text(encoding="utf-8") == fingerprint(lock)
    except FileNotFoundError:
        return False


# --- a screen for the tests ------------------------------------------------------------------------


@contextlib.contextmanager
def private_screen() -> Iterator[dict[str, str]]:
    """Run an X server nobody sees; yields the environment that points to it, or this one where there is none."""
    environment = {name: value for name, value in os.environ.items() if name != "WAYLAND_DISPLAY"}
    if not shutil.which("Xvfb"):
        yield environment
        return
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1400x900x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            # it picks a free number, and says so once it can be drawn on; nothing when it could not start
            number = told.readline().strip()
        yield {**environment, "DISPLAY": f":{number}"} if number else environment
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
