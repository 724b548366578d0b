"""Colours that can be read, in every theme and at every size of text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import ui
from ui.icons import FOLDER, Icons
from ui.stylesheet import style_sheet
from ui.team.chart import BANDS, readable_on
from ui.theme import SCALES, Look, Scheme, contrast, load_fonts, low_contrast, read_tokens

THEMES = ("light", "dark")


@pytest.mark.parametrize("name", THEMES)
def test_every_text_can_be_read_on_every_ground_it_stands_on(name: str) -> None:
    assert list(low_contrast(read_tokens(name))) == []


@pytest.mark.parametrize("name", THEMES)
def test_borders_of_controls_and_the_focus_ring_stand_out(name: str) -> None:
    colours = read_tokens(name).colour
    for ring in ("accent", "line_strong"):
        for ground in ("window", "surface"):
            assert contrast(colours[ring], colours[ground]) >= 3, (ring, ground)


@pytest.mark.parametrize("name", THEMES)
def test_numbers_in_the_chart_can_be_read_on_their_bars(name: str) -> None:
    colours = read_tokens(name).colour
    for _, _, token in BANDS:
        assert contrast(colours[readable_on(colours, token)], colours[token]) >= 4.5


def test_no_colour_is_written_down_beside_the_tokens() -> None:
    written = {
        path.name: re.findall(r"""["']#[0-9A-Fa-f]{3,8}["']""", path.read_text(encoding="utf-8"))
        for path in Path(ui.__file__).parent.rglob("*.py")
    }
    assert {name: colours for name, colours in written.items() if colours} == {}


def test_both_themes_have_the_same_names() -> None:
    light, dark = (read_tokens(name) for name in THEMES)
    assert light.colour.keys() == dark.colour.keys()
    assert light.type == dark.type
    assert light.radius == dark.radius


def test_black_on_white_is_twenty_one_to_one() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


@pytest.mark.parametrize("scale", SCALES)
def test_the_style_sheet_takes_its_colours_from_the_tokens_alone(scale: float) -> None:
    for scheme in (Scheme.LIGHT, Scheme.DARK):
        look = Look(scheme, scale)
        used = set(re.findall(r"#[0-9A-Fa-f]{6}\b", style_sheet(look)))
        assert used <= set(look.tokens.colour.values())


def test_distances_grow_with_the_text() -> None:
    assert [Look(Scheme.LIGHT, scale).px(8) for scale in SCALES] == [8, 10, 12, 14, 16]


def test_the_system_is_followed_only_by_those_who_said_so() -> None:
    from PySide6.QtCore import Qt

    look, told = Look(Scheme.SYSTEM), []
    look.changed.connect(lambda: told.append(look.is_dark))
    look.system_says(Qt.ColorScheme.Dark)
    look.choose(scheme=Scheme.LIGHT)
    look.system_says(Qt.ColorScheme.Light)
    look.system_says(Qt.ColorScheme.Dark)
    assert told == [True, False]


def test_the_bundled_font_is_one_qt_takes(look: Look) -> None:
    assert load_fonts() == []
    from PySide6.QtGui import QFontInfo

    assert QFontInfo(look.font()).family() == "Inter"


def test_an_icon_is_drawn_once_and_in_the_colour_asked_for(look: Look) -> None:
    icons = Icons(look)
    drawn = icons.pixmap("phone", "bad", 24)
    assert icons.pixmap("phone", "bad", 24).cacheKey() == drawn.cacheKey()
    image = drawn.toImage()
    seen = {
        image.pixelColor(x, y).name().upper()
        for x in range(24)
        for y in range(24)
        if image.pixelColor(x, y).alpha() == 255
    }
    assert look.tokens.colour["bad"] in seen


def test_every_icon_the_timeline_names_is_there() -> None:
    from app.desktop import timeline

    missing = [name for name in timeline._ICONS.values() if not (FOLDER / f"{name}.svg").is_file()]
    assert missing == []
