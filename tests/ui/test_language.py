"""Everything the windows say can be said in another language, and fits there."""

from __future__ import annotations

import ast
import importlib.util
import re
import string
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QCoreApplication, QPoint, Qt, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QTableView,
    QToolButton,
    QWidget,
)

import ui
from app.desktop.desk import Desk
from app.desktop.policy_schema import BY_NAME
from app.desktop.several import EXAMPLE
from app.domain.places import STATE_NAMES
from app.paths import resources
from tests.ui.drilled import MADE_UP as DRILLED
from tests.ui.screens import SCREENS
from tests.ui.test_marketing import REPORT as MARKETING_REPORT
from tests.ui.test_popup import a_ring
from tests.ui.test_team import REPORT
from tests.ui.test_works import RUNNING, TABLES, VERSIONS
from ui.intake.import_dialog import ImportDialog
from ui.language import FOLDER, Sentences, counted, from_app, load_language, problem_words, translate
from ui.lead_card.questions import SKIP_REASONS
from ui.live.made_up import people_of, reds_of
from ui.main_window import MainWindow
from ui.popup import headline
from ui.settings.policies import PoliciesDialog
from ui.shots import BUNDLE, SEVERAL, TRIED, vendors_file
from ui.support import SupportDialog

#: a language with two plurals for which Qt itself has no words
MADE_UP = "eo"
OPENS, CLOSES = "«", "»"
_ACCENTS = str.maketrans("aeiouAEIOUcnyz", "àéîöûÀÉÎÖÛçñýž")
#: other languages say the same in up to so much more
LONGER = 0.4


#: keys as they are printed on a keyboard, and what is typed in English because it is read in English
_TYPED = [
    # as a policy's file has it
    "false",
    "Ctrl",
    "Shift",
    "Alt",
    "Enter",
    "Esc",
    "Tab",
    "Del",
    "Ins",
    "Return",
    "Up",
    "Down",
    "Home",
    "End",
    "F1",
    "F5",
    "Ctrl+Enter",
    "tomorrow",
    "today",
    "pm",
    "am",
    "in",
    "min",
    "hours",
    "hour",
    "weeks",
    "week",
    "month",
    "months",
    "days",
    "day",
    "thu",
    "feb",
    "3pm",
    "10am",
    "Mon",
    "Fri",
    "Sat",
    "Sun",
    "Tue",
    "Wed",
    "Thu",
    "https",
    "hub",
    "example",
    "com",
    "ABCD",
    "JKMN",
    "PQRS",
    "TVWX",
    "EFGH",
    "JKLM",
    "NPQR",
    "name",
    "adf",
    "csv",
    "xml",
    "xlsx",
]
#: names of things that are called so in every language
_NAMES = ["Followthrough", "Inter", "Microsoft", "Teams", "Qt", "Python", "Linux", "Windows", "macOS", "NMLS", "ICS"]


@pytest.fixture(scope="session")
def catalogues() -> ModuleType:
    # not imported by name: a library is called packaging, too
    script = Path(__file__).parents[2] / "packaging" / "translations.py"
    spec = importlib.util.spec_from_file_location("translations", script)
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules["translations"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def gaps(words: str) -> list[str]:
    """Return what must not get lost of words: "{}", "{until}", "%n" and the letter that presses a button."""
    try:
        found = ["{" + gap + "}" for _, gap, *_ in string.Formatter().parse(words) if gap is not None]
    except ValueError:
        return []
    return sorted([*found, *re.findall("%n|&[A-Za-z]", words)])


def made_up(words: str) -> str:
    """Say words as a language would that has accents and takes more room; what is filled in stays."""
    parts = re.split(r"(\{\{|\}\}|\{[^}]*\}|%n|&\w)", words)
    said = "".join(part if n % 2 else part.translate(_ACCENTS) for n, part in enumerate(parts))
    more = "ëxtrà " * len(words)
    return f"{OPENS}{said} {more[: max(1, round(len(words) * LONGER))].strip()}{CLOSES}"


@pytest.fixture(scope="session")
def compiled(catalogues: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the catalogue of a made-up language as the program reads it."""
    folder = tmp_path_factory.mktemp("translations")
    source = folder / f"followthrough_{MADE_UP}.ts"
    source.write_text(catalogues.catalogue(catalogues.read_messages(catalogues.TEMPLATE), source), encoding="utf-8")
    tree = ET.parse(source)
    for message in tree.getroot().iter("message"):
        words, said = message.findtext("source", ""), message.find("translation")
        assert said is not None
        del said.attrib["type"]
        if message.get("numerus"):
            for _ in range(2):
                ET.SubElement(said, "numerusform").text = made_up(words)
        else:
            said.text = made_up(words)
    tree.write(source, encoding="utf-8", xml_declaration=True)
    catalogues.release(source, source.with_suffix(".qm"))
    (folder / "sentences.txt").write_bytes((FOLDER / "sentences.txt").read_bytes())
    return folder


@pytest.fixture
def other_language(qapp: QApplication, compiled: Path) -> Iterator[None]:
    """Whatever is made after this says it in the made-up language."""
    assert load_language(qapp, [f"{MADE_UP}-XX", "en"], compiled) == MADE_UP
    loaded = qapp.findChildren(QTranslator)
    yield
    for catalogue in loaded:
        qapp.removeTranslator(catalogue)
        catalogue.deleteLater()


# --- the catalogue


def test_the_template_has_everything_that_is_said_and_nothing_else(catalogues: ModuleType) -> None:
    said = catalogues.all_messages()
    assert sorted(catalogues.read_messages(catalogues.TEMPLATE)) == said, "run: make translations"
    assert catalogues.SENTENCES.read_text(encoding="utf-8") == catalogues.sentences(said), "run: make translations"


def test_every_catalogue_keeps_what_is_filled_in(catalogues: ModuleType) -> None:
    for path in FOLDER.glob("*.ts"):
        for message in ET.parse(path).getroot().iter("message"):
            words = message.findtext("source", "")
            for form in message.iter():
                if form.tag in ("translation", "numerusform") and (form.text or "").strip():
                    assert gaps(form.text or "") == gaps(words), f"{path.name}: {words}"


def test_what_is_translated_stays_when_the_catalogue_is_brought_up_to_date(
    catalogues: ModuleType, tmp_path: Path
) -> None:
    path = tmp_path / "followthrough_de.ts"
    old, new = catalogues.Message("queue", "Now"), catalogues.Message("queue", "Later")
    path.write_text(catalogues.catalogue([old], path).replace('<translation type="unfinished" />',
                                                             "<translation>Jetzt</translation>"))  # fmt: skip
    path.write_text(catalogues.catalogue([new, old], path), encoding="utf-8")
    found = {m.findtext("source"): m.find("translation") for m in ET.parse(path).getroot().iter("message")}
    assert found["Now"].text == "Jetzt"
    assert found["Later"].get("type") == "unfinished"


def test_no_words_of_a_window_stand_outside_the_catalogue() -> None:
    """Read in the code, so that what is said once a year is found too."""
    outside = {
        f"{path.name}:{line}: {words}"
        for path in Path(ui.__file__).parent.rglob("*.py")
        if path.name not in ("shots.py", "made_up.py", "stylesheet.py", "qt_messages.py")
        for line, words in _words_in(ast.parse(path.read_text(encoding="utf-8")))
        if not _NO_WORDS.match(words)
    }
    assert outside == set()


#: names of zones, of the program and of signals; keys; what is typed in English; what a fault of ours says
_NO_WORDS = re.compile(
    r"America/|Pacific/|Followthrough ?$|Fusion$|SIG[A-Z]+$|(Ctrl|Alt|Shift)\+|(Ins|Esc|Del|Up|Down|Return|Enter)$"
    r"|(in|tomorrow) \d|0143, 6|Mon-Fri|ABCD-|on time until$| is declared twice| is claimed by |Python $|which came of$"
    r"|something of ours broke|Inter$|QT_QPA_PLATFORM$|QTextTable|PDF \(\*"
    # what paper is set by, and what app says of a reason before it is looked up
    r"|\s?(<|class=|[\w.]+ \{)|QTextBrowser|days before$|no real difference$|too few$|bad number$|out of state$"
)


def test_all_that_is_said_through_the_catalogue_was_found_for_it(catalogues: ModuleType) -> None:
    """lupdate passes over a count that is more than a name, and over what stands inside an f-string."""
    messages = list(catalogues.read_messages(catalogues.TEMPLATE))
    of_any = {message.source for message in messages}
    known = {(message.context, message.source) for message in messages}
    missed = set()
    for path in Path(ui.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            said = [arg.value for arg in node.args[:2] if isinstance(arg, ast.Constant)]
            if name == "tr" and said and said[0] not in of_any:
                missed.add(f"{path.name}:{node.lineno} {said[0]}")
            if name in ("translate", "counted", "marked") and len(said) == 2 and tuple(said) not in known:
                missed.add(f"{path.name}:{node.lineno} {said[1]}")
    assert missed == set()


def _words_in(tree: ast.AST) -> Iterator[tuple[int, str]]:
    called = {
        "tr",
        "translate",
        "counted",
        "marked",
        "setProperty",
        "setObjectName",
        "compile",
        "QKeySequence",
    }
    passed: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in called:
            passed |= {id(each) for each in ast.walk(node)}
        elif isinstance(node, ast.Expr | ast.Subscript | ast.AnnAssign | ast.arguments):
            # docstrings, and the annotations' own words
            passed |= {id(each) for each in ast.walk(node) if isinstance(node, ast.arguments) or node.lineno < 3}
            passed.add(id(getattr(node, "value", None)))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in passed:
            words = node.value
            if re.search("[A-Za-z]{2}", words) and (" " in words.strip() or words[0].isupper()):
                yield node.lineno, words


# --- loading it


def test_english_needs_no_file(qapp: QApplication, compiled: Path, tmp_path: Path) -> None:
    before = len(qapp.findChildren(QTranslator))
    assert load_language(qapp, ["en-US", MADE_UP], compiled) == "en"
    assert load_language(qapp, ["de-DE", "fr"], tmp_path) == "en"
    assert len(qapp.findChildren(QTranslator)) == before
    assert translate("queue", "Now") == "Now"
    assert [counted("wording", "%n leads", "%n lead", n) for n in (0, 1, 1200)] == ["0 leads", "1 lead", "1,200 leads"]


def test_counts_are_said_with_the_plurals_of_the_language(other_language: None) -> None:
    one, many = (counted("wording", "%n leads", "%n lead", n) for n in (1, 12))
    assert one.startswith(f"{OPENS}1 lé")
    assert many.startswith(f"{OPENS}12 lé")


def test_a_sentence_that_app_put_together_is_found_by_what_it_was_made_of(other_language: None) -> None:
    said = from_app("New from Zillow, 2 min old; the first call is on time until 3:05 pm.")
    assert said.startswith(OPENS)
    assert " Zillow" in said
    assert from_app("Says they are in KY").startswith(f"{OPENS}Sàýs théý àré îñ KY")
    assert from_app("Consented to calls").startswith(OPENS)
    assert from_app("Katherine Johnson") == "Katherine Johnson"


def test_an_unknown_sentence_is_said_in_english_and_not_looked_for_twice(qapp: QApplication) -> None:
    found = Sentences("New{}, {} old\n{} is due\n")
    assert found.translate("app", "New, 2 min old") is None
    assert found.translate("queue", "It is due") is None
    assert found._found.cache_info().currsize == 1


def test_what_is_written_down_is_english_in_every_language(
    other_language: None, window: MainWindow, desk: Desk, leads: dict[str, str]
) -> None:
    """Reasons go up to the company: a manager's numbers must not fall apart by the language of a desk."""
    window.today.go_to(leads["Katherine"])
    bar = window.today.card.bar
    bar.press_key("s")
    bar.asking.answered.emit("", SKIP_REASONS[0])
    newest = desk.leads.card(leads["Katherine"]).timeline[0]
    assert SKIP_REASONS[0] in f"{newest.words} {newest.note}"


# --- over all screens

#: people and files of the tests, a cell that is typed wrong, and what Qt calls the ends of its tabs
MADE_UP_NAMES = "Ada Marsh november-web-leads.csv partner.xml half an hour Scroll Left Scroll Right Nov Louisville"
#: what a claim's file tells a vendor, in English whatever the desk speaks
PROOF = "sent as in KY; 2026-11-12 10:02 EST call: Disconnected"
_LETTERS = re.compile(r"[A-Za-zÀ-ž]{2,}")


def shipped_playbook() -> str:
    return (resources() / "playbooks" / "ultimate-contact.toml").read_text(encoding="utf-8")


def data_of(window: MainWindow, desk: Desk) -> set[str]:
    """Return the words of this desk's own: of people, places and files, of a playbook and a log."""
    data = {word for line in desk.leads.search("", 50) for word in _LETTERS.findall(repr(line))}
    data |= {word for name in (*STATE_NAMES, *STATE_NAMES.values()) for word in _LETTERS.findall(name)}
    made_up_here = (shipped_playbook(), repr(REPORT), repr(a_ring()), repr(TRIED), EXAMPLE, SEVERAL, MADE_UP_NAMES)
    now = window.office.now()
    made_up_here += (repr(people_of(12, now)), repr(reds_of(now)), *DRILLED, RUNNING["name"])
    made_up_here += (repr(VERSIONS), repr(TABLES), repr(MARKETING_REPORT), PROOF)
    data |= {word for words in made_up_here for word in _LETTERS.findall(words)}
    return data


def unsaid(words: str, data: set[str]) -> str:
    """Return what of words is English that nobody translated, "" for nothing."""
    rest = words
    while OPENS in rest:
        less = re.sub(f"{OPENS}[^{OPENS}{CLOSES}]*{CLOSES}", " ", rest)
        if less == rest:
            break
        rest = less
    return " ".join(word for word in _LETTERS.findall(rest) if word not in data)


def said_on(screen: QWidget) -> Iterator[str]:
    """Yield every word a person sees, hears of a screen reader, or reads in a tool tip."""
    yield screen.windowTitle()
    for piece in (screen, *screen.findChildren(QWidget)):
        if not piece.isVisible() or piece.objectName().startswith("qt_"):
            continue
        yield from (piece.toolTip(), piece.accessibleName(), piece.accessibleDescription())
        if isinstance(piece, QLabel | QAbstractButton):
            yield piece.text()
        elif isinstance(piece, QLineEdit | QPlainTextEdit):
            yield piece.placeholderText()
        elif isinstance(piece, QComboBox):
            yield from (piece.itemText(n) for n in range(piece.count()))
        elif isinstance(piece, QTabBar):
            yield from (piece.tabText(n) for n in range(piece.count()))
        elif isinstance(piece, QMenu):
            yield from (action.text() for action in piece.actions())
        elif isinstance(piece, QAbstractItemView):
            yield from cells_of(piece)
    yield from (action.text() for action in screen.findChildren(QAction))


def _width_of(model: QAbstractItemModel) -> int:
    # of a list it is Qt's own affair
    return 1 if isinstance(model, QAbstractListModel) else model.columnCount()


def cells_of(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    if model is None:
        return
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
    for row in range(model.rowCount()):
        for place in range(_width_of(model)):
            yield from (str(model.index(row, place).data(role) or "") for role in roles)
    if isinstance(view, QTableView):
        across = Qt.Orientation.Horizontal
        yield from (str(model.headerData(n, across, role) or "") for n in range(_width_of(model)) for role in roles)


@pytest.fixture(params=SCREENS, ids=lambda name: name.replace(" ", "-"))
def screen(request: pytest.FixtureRequest, other_language: None, window: MainWindow) -> Iterator[QWidget]:
    made = SCREENS[request.param](window)
    made.show()
    for _ in range(4):
        QApplication.processEvents()
    yield made
    if made is not window:
        made.close()
        made.deleteLater()


def test_no_english_is_left_on_any_screen_and_no_longer_word_is_cut(
    screen: QWidget, window: MainWindow, desk: Desk
) -> None:
    data = data_of(window, desk) | set(_TYPED) | set(_NAMES)
    if isinstance(screen, ImportDialog):
        # its rows, and the names of its columns
        data |= set(_LETTERS.findall(vendors_file(window.office)))
    if isinstance(screen, PoliciesDialog):
        # names, values and places, as they stand in a file of policies
        lines = [" ".join((name, *one.choices)) for name, one in BY_NAME.items()]
        data |= set(_LETTERS.findall(" ".join(["policies.json line QuietHour", *lines])))
    if isinstance(screen, SupportDialog):
        # files' names and what is in them, for whoever reads English logs
        data |= set(_LETTERS.findall(" ".join(f"{part.name} {part.text} KB" for part in BUNDLE)))
    left = {f"{words} [{english}]" for words in said_on(screen) if (english := unsaid(words, data))}
    assert left == set()
    assert set(cut_on(screen)) == set()


def cut_on(screen: QWidget) -> Iterator[str]:
    """Yield the words that have less room than they need."""
    for piece in screen.findChildren(QWidget):
        if not piece.isVisible() or not isinstance(piece, QLabel | QAbstractButton) or not piece.text():
            continue
        if isinstance(piece, QLabel) and piece.wordWrap():
            high, room = piece.heightForWidth(piece.width()), piece.height()
            if high > room + 1:
                yield f"{piece.text()} needs {high} and has {room}"
        elif isinstance(piece, QToolButton):
            # its word alone: the style would leave a margin on either side of it
            wide = piece.fontMetrics().horizontalAdvance(piece.text())
            if wide > piece.width() and piece.toolButtonStyle() is not Qt.ToolButtonStyle.ToolButtonIconOnly:
                yield f"{piece.text()} needs {wide} and has {piece.width()}"
        elif piece.minimumSizeHint().width() > piece.width() and piece.toolTip() != piece.text():
            yield f"{piece.text()} needs {piece.minimumSizeHint().width()} and has {piece.width()}"


def test_a_reminder_without_names_is_said_in_the_language(other_language: None) -> None:
    assert headline(a_ring(), names_hidden=True).startswith(OPENS)


def test_trouble_is_said_in_the_language(other_language: None) -> None:
    from app.errors import BadInput

    said = problem_words(BadInput("That time is over.", "Give a time after it."))
    assert said.count(OPENS) == 2
    assert QCoreApplication.translate("app", "That time is over.") in said


def test_what_does_not_fit_is_told_apart_from_what_does(window: MainWindow) -> None:
    label = QLabel("A word that has no room", window)
    label.resize(10, 20)
    label.move(QPoint(0, 0))
    label.show()
    assert [words for words in cut_on(window) if words.startswith("A word that has no room")]
