"""Lets the build scripts be loaded: they are no package, which would hide the library called packaging."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


def of_the_build(name: str, within: str = "desktop.") -> ModuleType:
    """Load packaging/desktop/NAME.py, or one of another folder there, as the scripts do."""
    folder = str(ROOT / "packaging")
    sys.path.insert(0, folder)
    try:
        return importlib.import_module(within + name)
    finally:
        sys.path.remove(folder)


@pytest.fixture
def needs() -> ModuleType:
    return of_the_build("needs")


@pytest.fixture
def man_page() -> ModuleType:
    return of_the_build("man_page")


@pytest.fixture
def tree() -> ModuleType:
    return of_the_build("tree")


@pytest.fixture
def parts() -> ModuleType:
    return of_the_build("parts")


@pytest.fixture
def inside() -> ModuleType:
    return of_the_build("inside")


@pytest.fixture
def runpath() -> ModuleType:
    return of_the_build("runpath")


@pytest.fixture
def deb() -> ModuleType:
    return of_the_build("deb")


@pytest.fixture
def sizes() -> ModuleType:
    return of_the_build("sizes")


@pytest.fixture
def rpm() -> ModuleType:
    return of_the_build("rpm")


@pytest.fixture
def msi() -> ModuleType:
    return of_the_build("msi", "windows.")


@pytest.fixture
def icon() -> ModuleType:
    return of_the_build("icon", "windows.")


@pytest.fixture
def rollout() -> ModuleType:
    return of_the_build("rollout", "")


@pytest.fixture
def handing_out() -> ModuleType:
    return of_the_build("handing_out", "")


@pytest.fixture
def image() -> ModuleType:
    return of_the_build("image", "hub.")


@pytest.fixture
def healthy() -> ModuleType:
    return of_the_build("healthy", "hub.")


@pytest.fixture
def set_up() -> ModuleType:
    return of_the_build("set_up", "")


@pytest.fixture
def drill() -> ModuleType:
    return of_the_build("drill", "hub.")
