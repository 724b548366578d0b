"""Colours that can be read, in every theme and at every size of text."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest

import ui
from ui.icons import FOLDER, Icons
from ui.stylesheet import style_sheet
from ui.team.chart import BANDS, readable_on
from ui.theme import RESOURCES, SCALES, Contrast, Look, Scheme, contrast, load_fonts, low_contrast, read_tokens

THEMES = ("light", "dark", "light-contrast", "dark-contrast")
HIGH = THEMES[2:]


@pytest.mark.parametrize("name", THEMES)
def test_every_text_can_be_read_on_every_ground_it_stands_on(name: str) -> None:
    assert list(low_contrast(read_tokens(name))) == []


@pytest.mark.parametrize("name", THEMES)
def test_borders_of_controls_and_the_focus_ring_stand_out(name: str) -> None:
    colours = read_tokens(name).colour
    for ring in ("accent", "line_strong"):
        for ground in ("window", "surface"):
            assert contrast(colours[ring], colours[ground]) >= 3, (ring, ground)


@pytest.mark.parametrize("name", HIGH)
def test_high_contrast_is_seven_to_one_and_every_line_in_it_can_be_seen(name: str) -> None:
    tokens = read_tokens(name)
    assert list(low_contrast(tokens, 7)) == []
    grounds = [ground for ground in tokens.colour if ground in ("window", "surface", "sunken", "hover")]
    grounds += [ground for ground in tokens.colour if ground.endswith("_soft") and ground != "text_soft"]
    for line in ("line", "line_strong", "accent"):
        for ground in grounds:
            if not ground.startswith("on_"):
                assert contrast(tokens.colour[line], tokens.colour[ground]) >= 3, (line, ground)


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_in_high_contrast_no_control_is_without_an_edge_and_the_ring_is_thicker(scheme: Scheme) -> None:
    usual, high = (style_sheet(Look(scheme, contrast=each)) for each in (Contrast.USUAL, Contrast.HIGH))
    see_through = [line for line in high.split("}") if re.search(r"border: \d+px solid transparent", line)]
    # a sheet that scrolls, a check box and a tab have their edge only while they have the focus
    assert {line.strip().partition(" {")[0].partition("[")[0] for line in see_through} == {
        "QScrollArea",
        "QCheckBox, QRadioButton",
        "QTabBar::tab",
    }
    assert "border: 2px solid" in usual
    assert "border: 3px solid" in high
    assert Look(scheme, contrast=Contrast.HIGH).ring > Look(scheme).ring


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


@pytest.mark.parametrize("name", THEMES)
def test_all_themes_have_the_same_names(name: str) -> None:
    light, other = read_tokens("light"), read_tokens(name)
    assert light.colour.keys() == other.colour.keys()
    assert light.type == other.type
    assert light.radius == other.radius
    assert all((RESOURCES / "theme" / f"{sign}-{name}.svg").is_file() for sign in ("chevron", "check"))


def test_black_on_white_is_twenty_one_to_one() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


@pytest.mark.parametrize("scale", SCALES)
def test_the_style_sheet_takes_its_colours_from_the_tokens_alone(scale: float) -> None:
    for scheme, contrast_ in product((Scheme.LIGHT, Scheme.DARK), (Contrast.USUAL, Contrast.HIGH)):
        look = Look(scheme, scale, contrast_)
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


def test_the_system_wants_high_contrast_only_of_those_who_follow_it() -> None:
    from PySide6.QtCore import Qt

    look, told = Look(Scheme.LIGHT), []
    look.changed.connect(lambda: told.append(look.theme))
    look.system_wants(Qt.ContrastPreference.HighContrast)
    look.choose(contrast=Contrast.USUAL)
    look.system_wants(Qt.ContrastPreference.NoPreference)
    look.choose(contrast=Contrast.HIGH, scheme=Scheme.DARK)
    assert told == ["light-contrast", "light", "dark-contrast"]


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
