"""Puts the package into a bare Debian, uses, upgrades, removes and purges it, and times its start; needs root."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import set_up

PLACE = set_up.ROOT / "out" / "package"
MADE = set_up.ROOT / "dist"
BASE, TREE = PLACE / "base", PLACE / "tree"
BUNDLE = PLACE / "bundle" / "followthrough" / "followthrough"
COMPILED = PLACE / "compiled"
OFFICER = "officer"
#: the version an upgrade comes from, below every release
BEFORE = "0.0.1"
#: how many pairs of starts, and how much longer a packaged one may take
STARTS, BAR = 5, 1.3
WINDOW_S = 120.0
#: where every X server has its doors
X_DOORS = "/tmp/.X11-unix"  # noqa: S108 - X's place, and nothing is written there


def main(words: list[str]) -> int:
    """`--previous FILE.deb` upgrades from that one; `--times` only times the start."""
    set_up.prepare("qt", "window", "package-test")
    with set_up.private_screen() as screen:
        if "--times" not in words:
            if os.geteuid() != 0:
                print("To put a package into a tree of its own, and to mount there, takes root: sudo make package-test")
                return 1
            (package,) = MADE.glob("*.deb")
            previous = Path(words[words.index("--previous") + 1]) if "--previous" in words else lowered(package)
            with bare_tree() as tree:
                go_through(tree, package, previous, screen)
        return 0 if in_time(screen) else 1


def go_through(tree: Path, package: Path, previous: Path, screen: dict[str, str]) -> None:
    """Do what a year does to an installed program; every line that is printed was seen to hold."""
    install(tree, previous)
    seen("installed in a bare tree, with all it needs", installed(tree) is not None)
    officer(tree, "me", "--name", "Ada Officer", "--zone", "America/New_York")
    officer(tree, "add", "Grace Marked", "--phone", "(423) 555-0142", "--state", "TN")
    seen("a lead is entered, and queued or planned", told(tree, "leads")["leads"] != [])
    told(tree, "queue")
    before = installed(tree)
    install(tree, package)
    seen(f"upgraded from {before} to {installed(tree)}", installed(tree) != before)
    seen("the lead is there after the upgrade", "Grace Marked" in officer(tree, "leads", "--json").stdout)
    doctor = officer(tree, "doctor", "--json")
    checks = {one["name"]: one["ok"] for one in json.loads(doctor.stdout)["checks"]}
    seen(f"doctor answers: {checks}", checks.get("database") is True)
    window(tree, screen)
    seen("the manual page is read", "gets mortgage leads called" in manual(tree, "followthrough"))
    seen("and the hub's own", "the company's server" in manual(tree, "followthrough-hub"))
    data = data_of(tree)
    apt(tree, "remove", "followthrough")
    seen(
        "removed", not (tree / "usr/lib/followthrough").exists() and not os.path.lexists(tree / "usr/bin/followthrough")
    )
    seen("the data is there after removal, byte for byte", data_of(tree) == data)
    apt(tree, "purge", "followthrough")
    seen("purged, autostart too", not (tree / "etc/xdg/autostart/followthrough.desktop").exists())
    seen("the data is there after the purge, byte for byte", data_of(tree) == data)


def seen(what: str, holds: bool) -> None:  # noqa: FBT001 - reads as a sentence and its proof
    if not holds:
        raise SystemExit(f"NOT: {what}")
    print(f"ok   {what}", flush=True)


# -- the tree -------------------------------------------------------------------------------------------


@contextlib.contextmanager
def bare_tree() -> Iterator[Path]:
    """Make a copy of a bare Debian, of the release and from the place this machine's own packages come from."""
    if not (BASE / "etc/debian_version").exists():
        shutil.rmtree(BASE, ignore_errors=True)
        suite, address = own_source()
        subprocess.run(["debootstrap", "--variant=minbase", suite, BASE, address], check=True)
    shutil.rmtree(TREE, ignore_errors=True)
    subprocess.run(["cp", "--archive", BASE, TREE], check=True)
    with contextlib.ExitStack() as mounted:
        for how, source, target in ((["--types", "proc"], "proc", "proc"), (["--bind"], X_DOORS, "tmp/.X11-unix")):
            (TREE / target).mkdir(exist_ok=True)
            subprocess.run(["mount", *how, source, TREE / target], check=True)
            mounted.callback(subprocess.run, ["umount", TREE / target], check=True)
        inside(TREE, "useradd", "--create-home", OFFICER)
        inside(TREE, "apt-get", "update", "-qq")
        yield TREE


def own_source() -> tuple[str, str]:
    """Return this machine's release and the address its packages come from."""
    release = re.search(r"^VERSION_CODENAME=(\w+)", Path("/etc/os-release").read_text(encoding="utf-8"), re.MULTILINE)
    policy = subprocess.check_output(["apt-cache", "policy"], text=True)
    for address, suite in re.findall(r"^ +\d+ (\S+) ([\w-]+)/main", policy, re.MULTILINE):
        if release and suite == release[1]:
            return suite, address
    raise SystemExit("This machine is no Debian whose packages could be put into a tree.")


def as_who(user: str) -> dict[str, str]:
    """Return what a fresh session of a user has in its environment, and nothing of this one's."""
    home = "/root" if user == "root" else f"/home/{user}"
    path = "/usr/sbin:/usr/bin:/sbin:/bin"
    return {"PATH": path, "HOME": home, "LANG": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive"}


def inside(tree: Path, *words: str, user: str = "root") -> subprocess.CompletedProcess[str]:
    command = ["chroot", f"--userspec={user}", tree, *words]
    return subprocess.run(command, env=as_who(user), text=True, capture_output=True, check=False)


def apt(tree: Path, *words: str) -> None:
    done = inside(tree, "apt-get", "-qq", "--yes", "--no-install-recommends", "--allow-downgrades", *words)
    if done.returncode:
        raise SystemExit(f"apt-get {' '.join(words)}:\n{done.stdout}{done.stderr}")


def install(tree: Path, package: Path) -> None:
    shutil.copy(package, tree / "srv" / package.name)
    apt(tree, "install", f"/srv/{package.name}")


def installed(tree: Path) -> str | None:
    asked = inside(tree, "dpkg-query", "--show", "--showformat", "${db:Status-Status} ${Version}", "followthrough")
    status, _, version = asked.stdout.partition(" ")
    return version if status == "installed" else None


def lowered(package: Path) -> Path:
    """Return the same package under a lower version, where there is none of a release before."""
    folder, target = PLACE / "lowered.tree", PLACE / "lowered.deb"
    shutil.rmtree(folder, ignore_errors=True)
    subprocess.run(["dpkg-deb", "--raw-extract", package, folder], check=True)
    control = folder / "DEBIAN" / "control"
    control.write_text(re.sub(r"(?m)^Version: .*$", f"Version: {BEFORE}", control.read_text(encoding="utf-8")))
    command = ["dpkg-deb", "--root-owner-group", "-Zzstd", "-z1", "--build", folder, target]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    shutil.rmtree(folder)
    return target


# -- working with it ------------------------------------------------------------------------------------


def officer(tree: Path, *words: str) -> subprocess.CompletedProcess[str]:
    done = inside(tree, "followthrough", *of_the_desk(), *words, user=OFFICER)
    if done.returncode and words[0] != "doctor":
        raise SystemExit(f"followthrough {' '.join(words)}:\n{done.stdout}{done.stderr}")
    return done


def told(tree: Path, *words: str) -> dict[str, list[object]]:
    answer: dict[str, list[object]] = json.loads(officer(tree, *words, "--json").stdout)
    return answer


def window(tree: Path, screen: dict[str, str]) -> None:
    words = ["chroot", f"--userspec={OFFICER}", tree, "followthrough", *of_the_desk()]
    environment = {**as_who(OFFICER), "DISPLAY": screen["DISPLAY"]}
    running = subprocess.Popen(words, env=environment, stderr=subprocess.PIPE, text=True)
    try:
        seen("the window opens", shown(running, screen))
        # painted a moment after it is there
        with contextlib.suppress(subprocess.TimeoutExpired):
            running.wait(5)
        seen("and stays open", running.poll() is None)
        subprocess.run(["import", "-window", "root", PLACE / "window.png"], env=screen, check=True)
    finally:
        running.terminate()
        running.wait()


def shown(running: subprocess.Popen[str], screen: dict[str, str]) -> bool:
    """Wait until a window is there to be seen, or its program has ended."""
    deadline = time.monotonic() + WINDOW_S
    while running.poll() is None and time.monotonic() < deadline:
        asked = ["xdotool", "search", "--onlyvisible", "--name", "Followthrough"]
        if subprocess.run(asked, env=screen, capture_output=True, check=False).stdout.strip():
            return True
        with contextlib.suppress(subprocess.TimeoutExpired):
            running.wait(0.02)
    return False


def manual(tree: Path, name: str) -> str:
    """Return a manual page as the machine outside sets it: a bare Debian has no man."""
    page = tree / f"usr/share/man/man1/{name}.1.gz"
    return subprocess.run(["man", "--local-file", page], capture_output=True, text=True, check=False).stdout


def data_of(tree: Path) -> dict[str, bytes]:
    home = tree / "home" / OFFICER
    return {str(path.relative_to(home)): path.read_bytes() for path in home.rglob("*") if path.is_file()}


# -- how long a start takes -----------------------------------------------------------------------------


def in_time(screen: dict[str, str]) -> bool:
    """Time the packaged start and that from source by turns, so that whatever else the machine does falls on both."""
    with tempfile.TemporaryDirectory() as folder:
        desk = ["--data-dir", f"{folder}/desk", "--key-file", f"{folder}/desk.key"]
        source = [sys.executable, str(set_up.ROOT / "main.py")]
        subprocess.run([*source, *desk, "me", "--name", "Ada Officer"], check=True, stdout=subprocess.DEVNULL)
        for command in (source, [str(BUNDLE)]):
            started([*command, *desk], screen)
        pairs = [(started([str(BUNDLE), *desk], screen), started([*source, *desk], screen)) for _ in range(STARTS)]
    holds = True
    for number, unit in enumerate(("s until the window is there", "s of the processor's time until then")):
        packaged, bare = (statistics.median(pair[side][number] for pair in pairs) for side in (0, 1))
        ratio = statistics.median(pair[0][number] / pair[1][number] for pair in pairs)
        print(f"start: packaged {packaged:.2f}, from source {bare:.2f} {unit}")
        print(f"       the middle of each pair's ratio: {ratio:.2f} times (bar {BAR})")
        holds = holds and ratio <= BAR
    return holds


def started(command: list[str], screen: dict[str, str]) -> tuple[float, float]:
    # as an installed program starts, with its code compiled
    environment = {**screen, "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(COMPILED)}
    begun = time.monotonic()
    running = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
    try:
        if not shown(running, screen):
            raise SystemExit(f"No window: {' '.join(command)}\n{running.stderr.read() if running.stderr else ''}")
        return time.monotonic() - begun, busy(running.pid)
    finally:
        running.terminate()
        running.wait()


def busy(process: int) -> float:
    """Return the processor's time a process has taken, in seconds."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def of_the_desk() -> list[str]:
    home = f"/home/{OFFICER}"
    return ["--key-file", f"{home}/desk.key", "--data-dir", f"{home}/desk"]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
