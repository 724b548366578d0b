"""The one style sheet, written from the tokens."""

from __future__ import annotations

from string import Template

from ui.theme import RESOURCES, Look

#: $name is a colour, ${r_…} a radius, ${f_…} a type size, ${s4} a distance of four pixels at 100 %
_SHEET = Template("""
* { outline: 0; }
QWidget { color: $text; font-family: "$family"; font-size: ${f_body}px; }
QMainWindow, QDialog, #page { background: $window; }
QToolTip { background: $toast; color: $on_toast; border: 0; padding: ${s4}px ${s8}px; }

QLabel { background: transparent; }
QLabel[grade="tiny"] { font-size: ${f_tiny}px; }
QLabel[grade="small"] { font-size: ${f_small}px; }
QLabel[grade="large"] { font-size: ${f_large}px; }
QLabel[grade="heading"] { font-size: ${f_heading}px; font-weight: 600; }
QLabel[grade="title"] { font-size: ${f_title}px; font-weight: 600; }
QLabel[weight="medium"] { font-weight: 500; }
QLabel[weight="strong"] { font-weight: 600; }
QLabel[tone="soft"] { color: $text_soft; }
QLabel[tone="faint"] { color: $text_faint; }
QLabel[tone="accent"] { color: $accent; }
QLabel[tone="good"] { color: $good; }
QLabel[tone="warn"] { color: $warn; }
QLabel[tone="bad"] { color: $bad; }
QLabel[chip="plain"] { background: $sunken; color: $text_soft; }
QLabel[chip="accent"] { background: $accent_soft; color: $on_accent_soft; }
QLabel[chip="good"] { background: $good_soft; color: $good; }
QLabel[chip="warn"] { background: $warn_soft; color: $warn; }
QLabel[chip="bad"] { background: $bad_soft; color: $bad; }
QLabel[chip="info"] { background: $info_soft; color: $info; }
QLabel[chip] { border-radius: ${r_small}px; padding: ${s2}px ${s8}px; font-size: ${f_small}px; font-weight: 500; }
QLabel[keycap="true"] { background: $sunken; color: $text_soft; border: 1px solid $line; border-radius: ${r_small}px;
    padding: 0 ${s6}px; font-size: ${f_small}px; font-weight: 600; }

QFrame[kind="panel"] { background: $surface; border: 1px solid $line; border-radius: ${r_large}px; }
QFrame[kind="band"] { background: $surface; border: 0; border-top: 1px solid $line; }
QFrame[kind="side"] { background: $surface; border: 0; border-right: 1px solid $line; }
QFrame[kind="rail"] { background: $sunken; border: 0; border-right: 1px solid $line; }
QFrame[kind="note-info"] { background: $info_soft; border: 0; border-radius: ${r_medium}px; }
QFrame[kind="note-warn"] { background: $warn_soft; border: 0; border-radius: ${r_medium}px; }
QFrame[kind="note-bad"] { background: $bad_soft; border: 0; border-radius: ${r_medium}px; }
QFrame[kind="note-good"] { background: $good_soft; border: 0; border-radius: ${r_medium}px; }
QFrame[kind="note-accent"] { background: $accent_soft; border: 0; border-radius: ${r_medium}px; }
QFrame[kind="rule"] { background: $line; border: 0; max-height: 1px; min-height: 1px; }
QFrame[kind="toast"] { background: $toast; border: 0; border-radius: ${r_medium}px; }
QFrame[kind="toast"] QLabel { color: $on_toast; }
QFrame[kind="popup"] { background: $surface; border: 1px solid $line_strong; }
QFrame[notice="true"] { border-radius: 0; }
QFrame[kind="drop"] { background: $surface; border: 2px dashed $line_strong; border-radius: ${r_large}px; }
QFrame[kind="drop"][over="true"] { background: $accent_soft; border-color: $accent; }

QPushButton { background: $surface; color: $text; border: 1px solid $line_strong; border-radius: ${r_medium}px;
    padding: ${s6}px ${s12}px; font-weight: 500; min-height: ${s20}px; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $sunken; }
QPushButton:disabled { color: $text_faint; border-color: $line; }
QPushButton:focus { border: ${ring}px solid $accent; padding: ${s6_1}px ${s12_1}px; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border: 1px solid $accent; }
QPushButton[kind="primary"]:hover { background: $accent_hover; }
QPushButton[kind="primary"]:disabled { background: $sunken; color: $text_faint; border-color: $line; }
QPushButton[kind="primary"]:focus { border: ${ring}px solid $text; }
QPushButton[kind="quiet"] { background: transparent; border: 1px solid $edge; color: $accent; }
QPushButton[kind="quiet"]:hover { background: $hover; }
QPushButton[kind="quiet"]:focus { border: ${ring}px solid $accent; }
QPushButton[kind="quiet"]:disabled { color: $text_faint; }
QPushButton[kind="icon"] { background: transparent; border: 1px solid $edge; padding: ${s2_2}px; }
QPushButton[kind="icon"]:hover { background: $hover; }
QPushButton[kind="icon"]:focus { border: ${ring}px solid $accent; padding: ${s2}px; }
QPushButton[kind="chip"] { padding: ${s2}px ${s8}px; font-size: ${f_small}px; border-color: $line; }
QPushButton[kind="chip"]:focus { border: ${ring}px solid $accent; padding: ${s2_1}px ${s8_1}px; }
QPushButton[kind="chip"]:checked { background: $chosen; color: $on_chosen; border-color: $accent; }
QPushButton[kind="chip"]:checked:focus { border-color: $ring_on_chosen; }
QPushButton[kind="toast"] { background: transparent; border: 1px solid $toast_edge; color: $toast_accent;
    font-weight: 600; padding: ${s4}px ${s8}px; }
QPushButton[kind="toast"]:focus { border: ${ring}px solid $toast_accent; }
QPushButton[kind="outcome"] { background: transparent; border: 1px solid $line; text-align: left; font-weight: 400;
    font-size: ${f_label}px; padding: ${s4}px ${s6}px; }
QPushButton[kind="outcome"]:hover { background: $hover; border-color: $line_strong; }
QPushButton[kind="outcome"]:focus { border: ${ring}px solid $accent; padding: ${s4_1}px ${s6_1}px; }
QPushButton[kind="choice"] { text-align: left; padding: ${s12}px; min-height: ${s48}px; border-color: $line; }
QPushButton[kind="choice"]:hover { border-color: $accent; }
QPushButton[kind="choice"]:focus { border: ${ring}px solid $accent; }

QToolButton { background: transparent; border: 1px solid $edge; border-radius: ${r_medium}px;
    color: $text_soft; font-size: ${f_tiny}px; font-weight: 500; padding: ${s6_2}px ${s2_2}px; }
QToolButton:hover { background: $hover; color: $text; }
QToolButton:checked { background: $accent_soft; color: $on_accent_soft; border-color: $edge_of_chosen; }
QToolButton:focus { border: ${ring}px solid $accent; padding: ${s6}px ${s2}px; }
QToolButton[tight="true"], QToolButton[tight="true"]:focus { padding: 0; }

QLineEdit, QPlainTextEdit { placeholder-text-color: $text_faint; }
QLineEdit, QComboBox, QSpinBox, QPlainTextEdit { background: $surface; color: $text; border: 1px solid $line_strong;
    border-radius: ${r_medium}px; padding: ${s6}px ${s8}px; min-height: ${s20}px;
    selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QPlainTextEdit:focus { border: ${ring}px solid $accent;
    padding: ${s6_1}px ${s8_1}px; }
QLineEdit:disabled, QComboBox:disabled { color: $text_faint; background: $sunken; }
QLineEdit[kind="palette"] { border: 0; border-radius: 0; background: transparent; font-size: ${f_large}px;
    padding: ${s12}px; }
QComboBox { combobox-popup: 0; }
QComboBox::drop-down { border: 0; width: ${s24}px; }
QComboBox::down-arrow { image: url("$chevron"); width: ${s16}px; height: ${s16}px; }
QComboBox QAbstractItemView, QComboBox QAbstractItemView:focus { background: $surface;
    border: 1px solid $line_strong; padding: ${s4}px;
    selection-background-color: $chosen; selection-color: $on_chosen; }
QComboBox QAbstractItemView::item { padding: ${s4}px ${s6}px; }
QCheckBox, QRadioButton { background: transparent; spacing: ${s8}px; padding: ${s4}px;
    border: ${ring}px solid transparent; border-radius: ${r_small}px; }
QCheckBox:focus, QRadioButton:focus { border-color: $accent; }
QCheckBox::indicator { width: ${s16}px; height: ${s16}px; border: 1px solid $line_strong;
    border-radius: ${r_small}px; background: $surface; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url("$check"); }

QListView, QTableView, QTreeView { background: $surface; border: 0; }
QListView[kind="queue"] { background: $surface; }
QListView:focus, QTableView:focus { border: 0; }
QListWidget { border: 1px solid $line; border-radius: ${r_small}px; }
QListWidget:focus { border: 1px solid $accent; }
QListWidget::item { padding: ${s4}px ${s8}px; }
QListWidget::item:selected { background: $chosen; color: $on_chosen_row; }
QTableView { gridline-color: $line; selection-background-color: $chosen; selection-color: $on_chosen_row; }
QTableView { font-size: ${f_label}px; }
QTableView::item { padding: 0 ${s4}px; }
QHeaderView { background: $surface; }
QHeaderView::section { background: $surface; color: $text_faint; border: 0; border-bottom: 1px solid $line;
    padding: ${s8}px ${s6}px; font-size: ${f_small}px; font-weight: 500; }
QTableCornerButton::section { background: $surface; border: 0; }

QTabWidget::pane { border: 0; }
QTabBar { background: transparent; }
QTabBar::tab { background: transparent; color: $text_soft; border: ${ring}px solid transparent;
    border-bottom-color: $tab_line; padding: ${s6}px ${s8}px; font-size: ${f_label}px; font-weight: 500; }
QTabBar::tab:hover { color: $text; background: $hover; }
QTabBar::tab:selected { color: $accent; border-bottom-color: $accent; }
QTabBar::tab:focus { border-color: $accent; }
QTabBar QToolButton { background: $surface; border: 1px solid $line; padding: 0; }

QScrollArea, QScrollArea > QWidget > QWidget#sheet { background: transparent; border: 0; }
QScrollArea[scrolled="true"] { border: ${ring}px solid transparent; border-radius: ${r_small}px; padding: 2px; }
QScrollArea[scrolled="true"]:focus { border-color: $accent; }
QScrollBar:vertical { background: transparent; width: ${s8}px; margin: 0; }
QScrollBar::handle:vertical { background: $line_strong; border-radius: ${s2}px; min-height: ${s32}px;
    margin: ${s2}px; }
QScrollBar:horizontal { background: transparent; height: ${s8}px; margin: 0; }
QScrollBar::handle:horizontal { background: $line_strong; border-radius: ${s2}px; min-width: ${s32}px;
    margin: ${s2}px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; }

QProgressBar { background: $sunken; border: 0; border-radius: ${s4}px; max-height: ${s8}px; min-height: ${s8}px; }
QProgressBar::chunk { background: $accent; border-radius: ${s4}px; }
QMenu { background: $surface; border: 1px solid $line_strong; padding: ${s4}px; }
QMenu::item { padding: ${s6}px ${s24}px ${s6}px ${s12}px; border-radius: ${r_small}px; }
QMenu::item:selected { background: $chosen; color: $on_chosen; }
QMenu::separator { height: 1px; background: $line; margin: ${s4}px; }
""")

_DISTANCES = (2, 4, 6, 8, 12, 16, 20, 24, 32, 48)


def style_sheet(look: Look) -> str:
    """Return the sheet for the look in force."""
    tokens = look.tokens
    values: dict[str, object] = {**tokens.colour, "family": tokens.family}
    values |= {f"f_{name}": look.px(size) for name, size in tokens.type.items()}
    values |= {f"r_{name}": look.px(size) for name, size in tokens.radius.items()}
    values |= {f"s{n}": look.px(n) for n in _DISTANCES}
    # a focused control's border is thicker; its padding gives those pixels back, so nothing moves
    thicker = look.ring - 1
    values |= {f"s{n}_1": max(look.px(n) - thicker, 0) for n in _DISTANCES}
    values |= {f"s{n}_2": look.px(n) + thicker for n in _DISTANCES}
    values |= {"ring": look.ring, **_contrast_of(look)}
    for sign in ("chevron", "check"):
        values[sign] = (RESOURCES / "theme" / f"{sign}-{look.theme}.svg").as_posix()
    return _SHEET.substitute(values)


def _contrast_of(look: Look) -> dict[str, str]:
    """Return what high contrast draws another way: an edge around every control, and what is chosen turned over."""
    colour = look.tokens.colour
    if look.is_high_contrast:
        edges = {"edge": colour["line_strong"], "toast_edge": colour["on_toast"], "edge_of_chosen": colour["accent"]}
        over = {"chosen": colour["accent"], "on_chosen": colour["on_accent"], "on_chosen_row": colour["on_accent"]}
        # under a tab there is a line or none: two colours of line would be told apart by colour alone
        return {**edges, **over, "ring_on_chosen": colour["text"], "tab_line": "transparent"}
    edges = dict.fromkeys(("edge", "toast_edge", "edge_of_chosen"), "transparent")
    over = {"chosen": colour["accent_soft"], "on_chosen": colour["on_accent_soft"], "on_chosen_row": colour["text"]}
    return {**edges, **over, "ring_on_chosen": colour["accent"], "tab_line": colour["line"]}
