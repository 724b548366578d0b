"""The language the window speaks: the English that stands in the code, or a catalogue's in its place."""

from __future__ import annotations

import re
import string
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

from app.errors import FollowthroughError
from ui.theme import RESOURCES

FOLDER = RESOURCES / "translations"
ENGLISH = "en"
#: the sentences of app that have gaps, the longest first
SENTENCES = "sentences.txt"
_GAP = "gap_"
#: the context of words that the program behind the window says, or writes down beside showing them
APP = "app"


def load_language(app: QCoreApplication, wanted: Iterable[str], folder: Path = FOLDER) -> str:
    """Have the window speak the first of these languages there is a catalogue for; returns its name, "en" for none.

    `wanted` are names such as "de-AT", the most wished-for first. English needs no file, and nothing is read for it.
    """
    for name in wanted:
        for part in (name.replace("-", "_"), name.replace("_", "-").partition("-")[0]):
            if part == ENGLISH:
                return ENGLISH
            if (folder / f"followthrough_{part}.qm").is_file():
                app.installTranslator(Sentences((folder / SENTENCES).read_text(encoding="utf-8"), app))
                # the last to come is asked first: only what it does not know is looked for among the sentences
                _install(app, f"followthrough_{part}", folder)
                # what Qt itself says: the menu of a field, the buttons of a file dialog
                _install(app, f"qtbase_{part}", Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)))
                return part
    return ENGLISH


def wanted_languages() -> list[str]:
    """Return what the machine is set to, the most wished-for first."""
    return QLocale.system().uiLanguages()


class Sentences(QTranslator):
    """Finds what app put together: the sentence with gaps it was made of, and what stands in them.

    So app may go on saying "New from Zillow, 2 min old", and a catalogue has "New{}, {} old". It is asked only for what
    no catalogue has as a whole.
    """

    def __init__(self, gapped: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._gapped = {words: _finder(words) for words in gapped.split("\n") if words}
        # the same few are painted again and again
        self._found = lru_cache(maxsize=4096)(self._put_together)

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's name
        return not self._gapped

    def translate(self, context: str, words: str, _comment: str | None = None, _n: int = -1) -> str | None:
        return self._found(words) if context == APP and words not in self._gapped else None

    def _put_together(self, words: str) -> str | None:
        return self._one_by_one(words) or self._whole(words)

    @staticmethod
    def _one_by_one(words: str) -> str | None:
        """Return several sentences, each by itself, where all of them are known: a gap reaches over a full stop."""
        parts = re.split(r"(?<=\.) ", words)
        said = [from_app(part) for part in parts] if len(parts) > 1 else parts
        return " ".join(said) if all(map(str.__ne__, said, parts)) else None

    def _whole(self, words: str) -> str | None:
        for gapped, finder in self._gapped.items():
            found = finder.fullmatch(words)
            said = QCoreApplication.translate(APP, gapped) if found else gapped
            # one that is not translated may have another beside it that is
            if found and said != gapped:
                inside = {name: from_app(part) for name, part in found.groupdict().items()}
                named = {name: part for name, part in inside.items() if not name.startswith(_GAP)}
                return said.format(*(part for name, part in inside.items() if name.startswith(_GAP)), **named)
        return None


def _finder(gapped: str) -> re.Pattern[str]:
    """Return what finds a sentence with these gaps; "{}" are counted, "{until}" keep their names."""
    pattern, count = "", 0
    for words, gap, *_ in string.Formatter().parse(gapped):
        pattern += re.escape(words)
        if gap is not None:
            name, count = (gap, count) if gap else (f"{_GAP}{count}", count + 1)
            pattern += f"(?P<{name}>.*?)"
    return re.compile(pattern, re.DOTALL)


def _install(app: QCoreApplication, name: str, folder: Path) -> None:
    catalogue = QTranslator(app)
    if catalogue.load(name, str(folder)):
        app.installTranslator(catalogue)


def marked(_context: str, words: str) -> str:
    """Mark words in a table for the catalogue; they are translated where they are shown."""
    # Qt's own QT_TRANSLATE_NOOP does the same, and says of its answer that it is an object
    return words


def translate(context: str, words: str) -> str:
    """Say words that stand in no class, or in a table: there `marked` marks them."""
    return QCoreApplication.translate(context, words)


def counted(context: str, many: str, one: str, n: int) -> str:
    """Say a count with its noun: "%n leads", "%n lead". Other languages have their own number of plurals.

    `n` is a plain name: lupdate passes over whatever else stands there. `one` is what a catalogue has as the remark on
    `many`, and what English says of a single one.
    """
    said = QCoreApplication.translate(context, many, one, n)
    if said == many.replace("%n", str(n)):
        return (one if n == 1 else many).replace("%n", f"{n:,}")
    return said


def from_app(words: str) -> str:
    """Say what the program behind the window says in English, or writes down in it."""
    return QCoreApplication.translate(APP, words) if words else ""


def problem_words(problem: Exception) -> str:
    """Say what went wrong, and what there is to do about it."""
    if not isinstance(problem, FollowthroughError):
        return from_app(str(problem))
    return f"{from_app(problem.happened)} {from_app(problem.remedy)}".strip()


# what app puts together of parts that are no sentence with gaps themselves
marked("app", "Call {}")
marked("app", "E-mail {}")
marked("app", "Text {}")
marked("app", "Next: {}, {}.")
marked("app", "Promise {}.")
marked("app", "Calls are open until {}")
marked("app", "Calls are open in {}")
marked("app", "Loan")
marked("app", "Stands")
marked("app", "Next")
marked("app", "Logged")
marked("app", "{} entry")
marked("app", "{} entries")
marked("app", "Received")
marked("app", "call {}")
marked("app", "text {}")
marked("app", "email {}")
