"""What ships beside the code can be used: icons take a tint, the type loads, both themes say the same things."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from app.paths import resources

OWN = "followthrough.svg"
ICONS = sorted(icon for icon in (resources() / "icons").glob("*.svg"))


@pytest.mark.parametrize("icon", ICONS, ids=lambda icon: icon.stem)
def test_an_icon_is_drawn_and_takes_the_colour_of_its_place(icon: Path, qapp: QApplication) -> None:
    text = icon.read_text(encoding="utf-8")
    assert ET.fromstring(text).get("viewBox")
    assert "currentColor" in text or icon.name == OWN
    assert QSvgRenderer(str(icon)).isValid()


def test_the_type_brings_the_weights_the_windows_use(qapp: QApplication) -> None:
    faces = list((resources() / "fonts").glob("*.otf"))
    numbers = [QFontDatabase.addApplicationFont(str(face)) for face in faces]
    assert faces
    assert -1 not in numbers
    weights = {QFontDatabase.weight("Inter", style) for style in QFontDatabase.styles("Inter")}
    assert {QFont.Weight.Normal.value, QFont.Weight.Medium.value, QFont.Weight.DemiBold.value} <= weights
    for number in numbers:
        QFontDatabase.removeApplicationFont(number)


def theme(name: str) -> dict[str, Any]:
    return tomllib.loads((resources() / "theme" / f"{name}.toml").read_text(encoding="utf-8"))


def test_light_and_dark_say_the_same_things() -> None:
    light, dark = theme("light"), theme("dark")
    assert {part: set(values) for part, values in light.items()} == {part: set(values) for part, values in dark.items()}
    # only colours may differ: a window must not jump when the evening comes
    assert {**light, "colour": None} == {**dark, "colour": None}
