"""The manual page, made of what the command line says of itself, so that neither can say another thing."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

#: groff takes a line that begins so for its own, and a hyphen for one that may be broken at
_MEANT = str.maketrans({"\\": r"\e", "-": r"\-"})

FILES = """\
.SH FILES
.TP
.I ~/.local/share/Followthrough
the data of one person: leads, calls and promises, in an encrypted database. Removing the package leaves it alone.
.TP
.I /etc/followthrough/policies.json
what IT settles for everybody of this machine; docs/policies.md has the names
.TP
.I /etc/xdg/autostart/followthrough.desktop
opens the window when a session begins; delete it, and an upgrade leaves it deleted
.SH EXIT STATUS
0 done, 1 something outside failed, 2 it was asked for in a way that makes no sense.
"""


def man_page(parser: argparse.ArgumentParser, version: str, on: str) -> str:
    """Return the page in man's own markup; `on` is the day of the release."""
    head = [
        f'.TH FOLLOWTHROUGH 1 "{on}" "Followthrough {version}" "User Commands"',
        ".SH NAME",
        r"followthrough \- gets mortgage leads called",
        ".SH SYNOPSIS",
        ".B followthrough",
        r"[\fIOPTION\fR]... [\fIVERB\fR ...]",
        ".SH DESCRIPTION",
        meant(parser.description or ""),
        ".SH OPTIONS",
        ".TP",
        r"\fB\-h, \-\-help\fR",
        "tells what there is; behind a verb, what that verb takes",
        *options(parser),
        ".SH VERBS",
        *verbs(parser, ()),
    ]
    return "\n".join(head) + "\n" + FILES


def meant(text: str) -> str:
    """Return a text that comes out as it is written."""
    written = text.replace("%%", "%").translate(_MEANT)
    return rf"\&{written}" if written.startswith((".", "'")) or not written else written


def options(parser: argparse.ArgumentParser) -> Iterator[str]:
    for action in parser._actions:  # noqa: SLF001 - argparse has no other way to ask what it knows
        if action.help == argparse.SUPPRESS or isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 - as above
            continue
        if action.dest != "help":
            # every verb has --help, and the page would be a third longer for saying so
            yield from (".TP", title(action), meant(says(action)))


def title(action: argparse.Action) -> str:
    """Return how an option is written: bold what is typed, slanted what is filled in."""
    value = ""
    if action.nargs != 0:
        shown = action.metavar or ("|".join(map(str, action.choices)) if action.choices else action.dest.upper())
        value = rf" \fI{meant(shown if isinstance(shown, str) else ' '.join(shown))}\fR"
    names = ", ".join(meant(name) for name in action.option_strings)
    return rf"\fB{names}\fR{value}" if names else value.strip()


def says(action: argparse.Action) -> str:
    return (action.help or "").replace("%(default)s", str(action.default))


def verbs(parser: argparse.ArgumentParser, said: tuple[str, ...]) -> Iterator[str]:
    """Yield every verb with its options, those of a group after it."""
    groups = (one for one in parser._actions if isinstance(one, argparse._SubParsersAction))  # noqa: SLF001 - as above
    for group in groups:
        told = {choice.dest: choice.help for choice in group._choices_actions}  # noqa: SLF001 - as above
        for name, inner in group.choices.items():
            if told.get(name) == argparse.SUPPRESS:
                continue
            yield rf".SS {meant(' '.join((*said, name)))}"
            yield meant(told.get(name) or inner.description or "")
            yield from options(inner)
            yield from verbs(inner, (*said, name))


if __name__ == "__main__":
    from app.command_line import whole_parser

    print(man_page(whole_parser(), *sys.argv[1:]), end="")
