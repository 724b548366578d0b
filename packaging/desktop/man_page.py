"""The manual pages, made of what the command line says of itself, so that neither can say another thing."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

#: groff takes a line that begins so for its own, and a hyphen for one that may be broken at
_MEANT = str.maketrans({"\\": r"\e", "-": r"\-"})

ENDS = """\
.SH EXIT STATUS
0 done, 1 something outside failed, 2 it was asked for in a way that makes no sense.
.SH SEE ALSO
"""
FILES = f"""\
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
{ENDS}.BR followthrough\\-hub (1),
the company's server and its administration
"""
HUB_FILES = f"""\
.SH FILES
.TP
.I hub.db
in the folder of
.BR \\-\\-data\\-dir ,
the hub's encrypted database where
.B \\-\\-database
names no other. Keep a copy of its key elsewhere, or no backup can be read.
{ENDS}.BR followthrough (1),
the desk
"""
#: has a page of its own
HUB = "hub"
#: what every verb takes, and every one of the hub's
EVERYWHERE = ("help", "database")


def man_page(parser: argparse.ArgumentParser, version: str, on: str) -> str:
    """Return the desk's page in man's own markup; `on` is the day of the release."""
    head = [
        *beginning("followthrough", "gets mortgage leads called", version, on),
        meant(parser.description or ""),
        *help_and_options(parser),
        ".SH VERBS",
        *verbs(parser, ()),
    ]
    return "\n".join(head) + "\n" + FILES


def hub_page(parser: argparse.ArgumentParser, version: str, on: str) -> str:
    """Return the page of all that begins with `hub`."""
    hub = below(parser)[HUB]
    head = [
        *beginning("followthrough hub", "the company's server and its administration", version, on),
        "Gives leads to officers, publishes the playbook, takes in what desks log and adds up the team.",
        *help_and_options(parser),
        ".TP",
        r"\fB\-\-database\fR \fIURL\fR",
        "the hub's database; without it SQLite in the data folder",
        ".SH VERBS",
        *verbs(hub, (HUB,)),
    ]
    return "\n".join(head) + "\n" + HUB_FILES


def beginning(command: str, does: str, version: str, on: str) -> Iterator[str]:
    name = command.replace(" ", "-")
    yield f'.TH {meant(name.upper())} 1 "{on}" "Followthrough {version}" "User Commands"'
    yield from (".SH NAME", rf"{meant(name)} \- {does}", ".SH SYNOPSIS", f".B {command}")
    yield from (r"[\fIOPTION\fR]... [\fIVERB\fR ...]", ".SH DESCRIPTION")


def help_and_options(parser: argparse.ArgumentParser) -> Iterator[str]:
    yield from (".SH OPTIONS", ".TP", r"\fB\-h, \-\-help\fR")
    yield "tells what there is; behind a verb, what that verb takes"
    yield from options(parser)


def below(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    groups = (one for one in parser._actions if isinstance(one, argparse._SubParsersAction))  # noqa: SLF001 - argparse tells in no other way
    return {name: inner for group in groups for name, inner in group.choices.items()}


def meant(text: str) -> str:
    """Return a text that comes out as it is written."""
    written = text.replace("%%", "%").translate(_MEANT)
    return rf"\&{written}" if written.startswith((".", "'")) or not written else written


def options(parser: argparse.ArgumentParser) -> Iterator[str]:
    for action in parser._actions:  # noqa: SLF001 - as above
        if action.help == argparse.SUPPRESS or isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 - as above
            continue
        if action.dest not in EVERYWHERE:
            # the page would be a third longer for saying so
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
            if (*said, name) == (HUB,):
                yield from (".IP", "All that begins with it has a page of its own,", r".BR followthrough\-hub (1).")
                continue
            yield from options(inner)
            yield from verbs(inner, (*said, name))


#: what each page is made by, under the name it is looked up by
PAGES = {"followthrough": man_page, "followthrough-hub": hub_page}

if __name__ == "__main__":
    from app.command_line import whole_parser

    name, *release = sys.argv[1:]
    print(PAGES[name](whole_parser(), *release), end="")
