"""Logs without names: what happened and to which id, in UTC, with a last fence against numbers and mail addresses."""

from __future__ import annotations

import json
import logging
import os
import re
import sys
import traceback
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TextIO

from app.errors import BadInput, FollowthroughError, WorldFailed

#: whose lines follow the level asked for; strangers are heard from warnings on, for at their lower
#: levels a database or web library prints its parameters, which are borrowers
OURS = ("app", "storage", "ui", "main")
LEVELS = ("debug", "info", "warning", "error")
FORMATS = ("text", "json")
#: what a line may carry beside its message, as a field of its own; nothing else of a record is written
FIELDS = ("method", "route", "status", "ms")

FILE_NAME = "followthrough.log"
FILE_BYTES = 2_000_000
OLD_FILES = 5
#: the folder beside the log of what broke, a file each, and how many are kept
CRASHES = "crashes"
KEPT_CRASHES = 10
#: a failure that repeats itself must not fill a disk by the speed of it
_CRASH_EVERY_S = 1.0

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
#: North American numbers however they are punctuated, and any other with a plus before it; a digit, a
#: letter or a dash on either side makes it part of an id
_PHONE = re.compile(
    r"(?<![\w-])(?:\+?1[\s.-]?)?(?:\(\d{3}\)\s?|\d{3}[\s.-]?)\d{3}[\s.-]?\d{4}(?![\w-])|(?<!\w)\+\d[\d\s.()-]{6,17}\d"
)


def scrub(text: str) -> str:
    """Blank out whatever looks like a phone number or a mail address.

    The rule is that no borrower's data reaches a log at all; this catches the day somebody forgets.
    """
    return _PHONE.sub("[number]", _MAIL.sub("[mail]", text))


def start_logs(
    folder: Path | None,
    level: str = "info",
    stream: TextIO | None = None,
    *,
    form: str = "text",
    file_name: str = FILE_NAME,
) -> ExitStack:
    """Log to a rotating file in `folder` (None: no file) and to `stream` (default: standard error).

    Processes that share a folder each take a `file_name` of their own: a file that one of them rotates would go on
    under its old name in the others.

    Standard output stays free for `--json`. Closing what is returned ends it; starting again without
    that would write every line twice.
    """
    if level.lower() not in LEVELS:
        raise BadInput(f"There is no log level “{level}”.", f"Use one of: {', '.join(LEVELS)}.")
    if form not in FORMATS:
        raise BadInput(f"There is no log format “{form}”.", f"Use one of: {', '.join(FORMATS)}.")
    sinks: list[logging.Handler] = [logging.StreamHandler(stream or sys.stderr)]
    if folder is not None:
        sinks += [_file(folder, file_name), _Crashes(folder / CRASHES)]
    root = logging.getLogger()
    root.setLevel(logging.WARNING)
    for name in OURS:
        logging.getLogger(name).setLevel(level.upper())
    running = ExitStack()
    for sink in sinks:
        sink.setFormatter(_JsonLine() if form == "json" else _Line())
        root.addHandler(sink)
        running.callback(sink.close)
        running.callback(root.removeHandler, sink)
    return running


def describe(error: BaseException) -> Iterator[str]:
    """Tell where an error came from, cause first, without the words of strangers' errors.

    A library puts the value it stumbled over into its message, and the value may be a borrower's name.
    Only our own errors are known to be clean.
    """
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if earlier is not None:
        yield from describe(earlier)
        yield "which led to"
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"  {frame.filename}:{frame.lineno} in {frame.name}"
    kind = type(error)
    words = ""
    if isinstance(error, FollowthroughError):
        words = f": {error}"
    elif isinstance(error, OSError) and error.strerror:
        words = f": {error.strerror}"
    yield f"{kind.__module__}.{kind.__qualname__}{words}"


class _Line(logging.Formatter):
    """One record: instant, level, where, what; an error's places below it."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds")
        lines = [f"{at} {record.levelname.lower():<7} {record.name}  {record.getMessage()}"]
        if record.exc_info and record.exc_info[1] is not None:
            lines.extend(describe(record.exc_info[1]))
        return scrub("\n".join(lines))


class _JsonLine(logging.Formatter):
    """One record as one JSON object on one line, for programs that gather logs."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": scrub(record.getMessage()),
        }
        line.update({name: getattr(record, name) for name in FIELDS if hasattr(record, name)})
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = [scrub(part.strip()) for part in describe(record.exc_info[1])]
        return json.dumps(line, ensure_ascii=False)


class _PrivateFile(RotatingFileHandler):
    """A rotating log that its owner alone can read, each new file of it too."""

    def _open(self) -> TextIOWrapper:
        handle = os.open(self.baseFilename, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        return os.fdopen(handle, "a", encoding="utf-8")


class _Crashes(logging.Handler):
    """Writes each failure of ours to a file of its own as well, and lets go of the oldest."""

    def __init__(self, folder: Path) -> None:
        super().__init__(logging.ERROR)
        self._folder = folder
        self._last = -_CRASH_EVERY_S

    def emit(self, record: logging.LogRecord) -> None:
        is_crash = record.exc_info is not None and record.exc_info[1] is not None
        if not (is_crash or getattr(record, "is_crash", False)) or record.created - self._last < _CRASH_EVERY_S:
            return
        self._last = record.created
        at = datetime.fromtimestamp(record.created, tz=UTC)
        # what cannot be kept stands in the log all the same
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, exist_ok=True)
            file = self._folder / f"crash-{at:%Y%m%dT%H%M%S}-{os.getpid()}.txt"
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
                out.write(_Line().format(record) + "\n")
            for old in sorted(self._folder.glob("crash-*.txt"))[:-KEPT_CRASHES]:
                old.unlink()


def _file(folder: Path, name: str) -> logging.Handler:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return _PrivateFile(folder / name, maxBytes=FILE_BYTES, backupCount=OLD_FILES, encoding="utf-8")
    except OSError as failure:
        raise WorldFailed(
            f"The log folder {folder} cannot be used: {failure.strerror or failure}.",
            "Name another data folder with --data-dir, or ask for the right to write there.",
        ) from failure
