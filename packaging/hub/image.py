"""Fills the folder that a hub's image and its tarball are made of, and says how large it is, part by part.

image.py fill FOLDER [--lock hub/statistics.lock]    the libraries of a lock, the program, and nothing of a desk
image.py pack [--lock ...]                           the same as a tarball with its lists, in dist/hub
"""

from __future__ import annotations

import importlib.metadata
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# what the other scripts of this folder share; they are no package, which would hide the library of its name
sys.path.insert(0, str(ROOT / "packaging"))

import package  # noqa: E402 - found by the line above
import set_up  # noqa: E402 - the same
from desktop import inside, parts, runpath, tree  # noqa: E402 - the same
from handing_out import seal, sign  # noqa: E402 - the same

HERE = ROOT / "packaging" / "hub"
#: where what is handed out goes, beside what `make package` makes
MADE = ROOT / "dist" / "hub"
PROGRAM = ("main.py", "app", "storage", "LICENSE", "NOTICE")
#: and of that what no hub loads; of a desk's use cases it reads how logs are set on a machine
DESKS = ("app/demo", "storage/desktop")
STARTED = ("followthrough-hub", "back-up", "drill.py")
BESIDE = (*STARTED, "healthy.py")
#: what whoever installs it puts where, and reads
SHARED = ("packaging/hub/systemd", "packaging/hub/postgresql.sql", "packaging/hub/alerts.yml", "docs/running-a-hub.md")
#: of resources what a hub reads: type, icons, themes and the window's words are a desk's
RESOURCES = ("places", "playbooks", "rules", "simulation", "templates")
#: what no hub loads: where in a country a number is from, holidays in other languages, other servers' dialects, tests,
#: what builds extensions
LEFT_OUT = (
    "phonenumbers/geodata", "phonenumbers/carrierdata", "phonenumbers/tzdata", "holidays/locale", "bin",
    *(f"sqlalchemy/dialects/{name}" for name in ("mssql", "mysql", "oracle")), "sqlalchemy/testing", "alembic/testing",
    *(f"numpy/_core/{name}" for name in ("include", "lib", "_simd*", "*_tests.*")),
    "numpy/**/tests", "pandas/tests", "scipy/**/tests", "statsmodels/**/tests", "**/*.pyi", "**/*.pyx", "**/*.pxd",
)  # fmt: skip
#: and what statistics alone load
STATISTICS_ALONE = ("numpy/random", "numpy/f2py", "numpy/distutils")
#: no other: strip lays numpy's libraries out anew, so that no loader takes them any more
STRIPPED = ("cryptography", "msgspec", "pydantic_core", "sqlalchemy", "sqlcipher3")
#: read as source too: the LGPL wants it at hand
WITH_SOURCE = ("psycopg",)


def main(words: list[str]) -> int:
    lock = ROOT / "packaging" / words[words.index("--lock") + 1] if "--lock" in words else set_up.HUB_LOCK
    if words[:1] == ["fill"] and len(words) > 1:
        fill(Path(words[1]).absolute(), lock)
        print(sizes(Path(words[1])))
        return 0
    if words[:1] == ["pack"]:
        pack(lock)
        return 0
    print(__doc__)
    return 2


def fill(folder: Path, lock: Path, python: str = sys.executable) -> None:
    """Make the folder what an image holds above its Python."""
    folder.mkdir(parents=True)
    libraries = folder / "lib"
    install(libraries, lock, python)
    thin(libraries)
    for name in PROGRAM:
        copy(ROOT / name, folder / name)
    for name in DESKS:
        shutil.rmtree(folder / name)
    for name in RESOURCES:
        copy(ROOT / "resources" / name, folder / "resources" / name)
    for name in BESIDE:
        shutil.copyfile(HERE / name, folder / name)
    for name in SHARED:
        copy(ROOT / name, folder / "share" / Path(name).name)
    compiled(folder, libraries, python)
    started = {folder / name for name in STARTED}
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() or path in started else 0o644)


def copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copyfile(source, target)


def install(libraries: Path, lock: Path, python: str) -> None:
    """Put the lock's libraries into a folder: by uv where `make` brought it, by pip where an image is built."""
    how = ["--require-hashes", "--only-binary", ":all:", "--target", str(libraries), "--requirement", str(lock)]
    if set_up.UV.exists():
        set_up.make([str(set_up.UV), "pip", "install", "--quiet", "--link-mode", "copy", "--python", python, *how])
    else:
        quietly = ["--quiet", "--disable-pip-version-check", "--root-user-action", "ignore", "--no-compile"]
        set_up.make([python, "-m", "pip", "install", *quietly, *how])


def thin(libraries: Path) -> None:
    """Take out what a hub never opens, and of its libraries what only a debugger reads."""
    without_statistics = () if (libraries / "scipy").exists() else STATISTICS_ALONE
    for pattern in (*LEFT_OUT, *without_statistics):
        for path in [*libraries.glob(pattern)]:
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
    shared = [path for name in STRIPPED for path in libraries.glob(f"{name}/**/*.so")]
    subprocess.run(["strip", "--strip-unneeded", *shared], check=True)


def compiled(folder: Path, libraries: Path, python: str) -> None:
    """Compile all: nothing can be written where it runs. Of the libraries only what was compiled stays.

    Their sources weigh as much again, and what is said of a failure names file and line without them.
    """
    quietly = ["-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash", "-s", str(folder)]
    # sets of names are written in the order of their hashes
    os.environ["PYTHONHASHSEED"] = "0"
    kept = [folder / "app", folder / "storage", *(libraries / name for name in WITH_SOURCE)]
    subprocess.run([python, *quietly, *kept], check=True)
    subprocess.run([python, *quietly, "-b", "-x", f"/lib/({'|'.join(WITH_SOURCE)})/", str(libraries)], check=True)
    for source in libraries.rglob("*.py"):
        if source.relative_to(libraries).parts[0] not in WITH_SOURCE:
            source.unlink()


def sizes(folder: Path) -> str:
    """Return what lies above the base Python, part by part, the largest first, and in all."""
    libraries = folder / "lib"
    found = {path.name: bytes_of(path) for path in folder.iterdir() if path != libraries}
    for path in libraries.iterdir():
        # numpy.libs is numpy's, and lists of files and licences are their library's
        name = path.name.partition("-")[0].removesuffix(".libs").partition(".")[0].removesuffix("_binary")
        found[f"lib/{name}"] = found.get(f"lib/{name}", 0) + bytes_of(path)
    told = sorted(found.items(), key=lambda one: -one[1])
    large = [f"{size / 1024 / 1024:8.1f} MiB  {name}\n" for name, size in told if size >= 1024 * 1024]
    rest = sum(size for _, size in told if size < 1024 * 1024)
    return "".join(
        [*large, f"{rest / 1024 / 1024:8.1f} MiB  others\n", f"{bytes_of(folder) / 1024 / 1024:8.1f} MiB  in all\n"]
    )


def bytes_of(path: Path) -> int:
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(file.lstat().st_size for file in files if not file.is_dir())


def pack(lock: Path) -> None:
    """Pack the folder, and say of it what `make package` says of a desk's packages."""
    set_up.prepare("package")
    release = package.this_release([])
    shutil.rmtree(MADE, ignore_errors=True)
    MADE.mkdir(parents=True)
    name = f"followthrough-hub_{release.version}_{release.machine}"
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, name)
        fill(folder, lock)
        tree.settle(folder, release.instant)
        tarball = MADE / f"{name}.tar.gz"
        packed = ["tar", "--sort=name", "--owner=0", "--group=0", "--numeric-owner", "--format=gnu"]
        subprocess.run([*packed, "-I", "gzip -n -6", "-cf", tarball, name], check=True, cwd=place)
        runpath.check(folder)
        lib = folder / "lib"
        others = inside.nested(sorted(libraries_of(folder)), lib, parts.files_listed(lib))
        told = sizes(folder)
    sign(tarball)
    bill = parts.bill(others, release.version, tarball, str(release.instant))
    (MADE / f"{tarball.name}.cdx.json").write_text(bill, encoding="utf-8")
    (MADE / "licences.txt").write_text(parts.listed(others), encoding="utf-8")
    (MADE / "sizes.txt").write_text(told, encoding="utf-8")
    seal(MADE)
    print(told)


def libraries_of(folder: Path) -> Iterator[parts.Part]:
    for one in importlib.metadata.distributions(path=[str(folder / "lib")]):
        yield parts.of_metadata(one)


if __name__ == "__main__":
    os.umask(0o022)
    sys.exit(main(sys.argv[1:]))
