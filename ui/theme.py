"""How everything looks: colours, type and spacing from the tokens, worn by the application as a whole."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
SCALES = (1.0, 1.25, 1.5, 1.75, 2.0)

#: every (text, ground) pair in use; the style sheet and the painted views take no other
PAIRS = (
    *((text, ground) for text in ("text", "text_soft", "text_faint") for ground in ("window", "surface", "sunken")),
    *((text, "hover") for text in ("text", "text_soft", "text_faint")),
    *((text, "accent_soft") for text in ("text", "text_soft", "text_faint", "on_accent_soft", "accent")),
    *((tone, ground) for tone in ("accent", "good", "warn", "bad", "info") for ground in ("window", "surface")),
    *((tone, f"{tone}_soft") for tone in ("good", "warn", "bad", "info")),
    *((tone, "accent_soft") for tone in ("good", "warn", "bad", "info")),
    *((tone, "hover") for tone in ("good", "warn", "bad", "info", "accent")),
    *(("text", f"{tone}_soft") for tone in ("good", "warn", "bad", "info")),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_toast", "toast"),
    ("toast_accent", "toast"),
)


class Scheme(StrEnum):
    """What the person chose; `SYSTEM` follows the machine as far as it tells."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Contrast(StrEnum):
    """What the person chose; `SYSTEM` is high where the machine asks every program for it."""

    SYSTEM = "system"
    USUAL = "usual"
    HIGH = "high"


class Tokens(msgspec.Struct, frozen=True):
    """One theme file: colours as "#RRGGBB", type sizes and radii in pixels at 100 %."""

    colour: dict[str, str]
    type: dict[str, int]
    family: str
    radius: dict[str, int]


def read_tokens(name: str) -> Tokens:
    """Read `resources/theme/<name>.toml`."""
    data = tomllib.loads((RESOURCES / "theme" / f"{name}.toml").read_text(encoding="utf-8"))
    sizes = dict(data["type"])
    return Tokens(data["colour"], family=sizes.pop("family"), type=sizes, radius=data["radius"])


def contrast(one: str, other: str) -> float:
    """Return the WCAG 2 contrast ratio of two "#RRGGBB" colours, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    def linear(hexed: str) -> float:
        value = int(hexed, 16) / 255
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour[1:3]) + 0.7152 * linear(colour[3:5]) + 0.0722 * linear(colour[5:7])


def low_contrast(tokens: Tokens, least: float = 4.5) -> Iterator[str]:
    """Yield a sentence for every pair in use harder to read than `least`; the tests hold the product to none."""
    for text, ground in PAIRS:
        ratio = contrast(tokens.colour[text], tokens.colour[ground])
        if ratio < least:
            yield f"{text} on {ground} is {ratio:.2f}:1"


class Look(QObject):
    """The theme in force. Screens ask it for colours, fonts and distances, and listen for `changed`."""

    changed = Signal()

    def __init__(
        self, scheme: Scheme = Scheme.SYSTEM, scale: float = 1.0, contrast: Contrast = Contrast.SYSTEM
    ) -> None:
        super().__init__()
        self.scheme = scheme
        self.scale = scale
        self.contrast = contrast
        self._system_is_dark = False
        self._system_is_high = False
        #: read when they are worn first: most people never wear but one
        self._themes: dict[str, Tokens] = {}

    @property
    def is_dark(self) -> bool:
        return self._system_is_dark if self.scheme is Scheme.SYSTEM else self.scheme is Scheme.DARK

    @property
    def is_high_contrast(self) -> bool:
        return self._system_is_high if self.contrast is Contrast.SYSTEM else self.contrast is Contrast.HIGH

    @property
    def theme(self) -> str:
        """The name of the file of tokens in force."""
        return ("dark" if self.is_dark else "light") + ("-contrast" if self.is_high_contrast else "")

    @property
    def tokens(self) -> Tokens:
        name = self.theme
        if name not in self._themes:
            self._themes[name] = read_tokens(name)
        return self._themes[name]

    @property
    def ring(self) -> int:
        """How many pixels thick the ring around what has the focus is."""
        return 3 if self.is_high_contrast else 2

    def choose(
        self, scheme: Scheme | None = None, scale: float | None = None, contrast: Contrast | None = None
    ) -> None:
        """Change the theme, the text size, the contrast or all of them, and tell everybody once."""
        before = (self.theme, self.scale)
        self.scheme = self.scheme if scheme is None else scheme
        self.scale = self.scale if scale is None else min(max(scale, SCALES[0]), SCALES[-1])
        self.contrast = self.contrast if contrast is None else contrast
        if (self.theme, self.scale) != before:
            self.changed.emit()

    def system_says(self, hint: Qt.ColorScheme) -> None:
        """Take the machine's hint; it counts only while the person follows the system."""
        before = self.theme
        self._system_is_dark = hint == Qt.ColorScheme.Dark
        if self.theme != before:
            self.changed.emit()

    def system_wants(self, hint: Qt.ContrastPreference) -> None:
        """Take the machine's wish for contrast, as `system_says` takes that for light or dark."""
        before = self.theme
        self._system_is_high = hint == Qt.ContrastPreference.HighContrast
        if self.theme != before:
            self.changed.emit()

    def colour(self, name: str) -> QColor:
        return QColor(self.tokens.colour[name])

    def px(self, at_100: float) -> int:
        """Return a distance grown with the text, on whole pixels."""
        return round(at_100 * self.scale)

    def radius(self, name: str) -> int:
        return self.px(self.tokens.radius[name])

    def font(self, size: str = "body", weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        font = QFont(self.tokens.family)
        font.setPixelSize(self.px(self.tokens.type[size]))
        font.setWeight(weight)
        # equally wide digits, so that times and counts do not dance while they tick
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def palette(self) -> QPalette:
        """Return the palette for what the style sheet does not reach: native dialogs, tool tips, selections."""
        roles = {
            QPalette.ColorRole.Window: "window",
            QPalette.ColorRole.WindowText: "text",
            QPalette.ColorRole.Base: "surface",
            QPalette.ColorRole.AlternateBase: "sunken",
            QPalette.ColorRole.Text: "text",
            QPalette.ColorRole.Button: "surface",
            QPalette.ColorRole.ButtonText: "text",
            QPalette.ColorRole.BrightText: "bad",
            QPalette.ColorRole.Highlight: "accent",
            QPalette.ColorRole.HighlightedText: "on_accent",
            QPalette.ColorRole.Link: "accent",
            QPalette.ColorRole.LinkVisited: "accent",
            QPalette.ColorRole.ToolTipBase: "toast",
            QPalette.ColorRole.ToolTipText: "on_toast",
            QPalette.ColorRole.PlaceholderText: "text_faint",
            QPalette.ColorRole.Mid: "line",
            QPalette.ColorRole.Dark: "line_strong",
        }
        palette = QPalette()
        for role, name in roles.items():
            palette.setColor(role, self.colour(name))
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colour("text_faint"))
        return palette

    def dress(self, app: QApplication) -> None:
        """Put palette, font and style sheet on the whole application."""
        from ui.stylesheet import style_sheet

        app.setPalette(self.palette())
        app.setFont(self.font())
        app.setStyleSheet(style_sheet(self))


def load_fonts() -> list[str]:
    """Make the bundled fonts known to Qt; return the files Qt would not take."""
    files = sorted(p for p in (RESOURCES / "fonts").glob("*") if p.suffix.lower() in (".ttf", ".otf"))
    return [str(f.name) for f in files if QFontDatabase.addApplicationFont(str(f)) < 0]
