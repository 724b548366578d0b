"""Playbook files are read strictly: every problem by its step."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.domain.lead import Channel
from app.domain.playbook import Doer, OnExhausted, Track
from app.domain.playbook_file import read_playbook, read_published
from app.domain.playbook_words import duration_s
from app.domain.templates import Template
from app.errors import BadPlaybook
from app.paths import resources

GOOD = """
name = "Two calls and a mail"
summary = "As it says"
first_call_within = "10m"
give_up_after = "14d"
on_exhausted = "keep"
take_back_after = "4h"
per_call = "5m"

[[step]]
id = "call-1"
channel = "call"
after = "0m"
within = "10m"
note = "Say hello."

[[step]]
id = "mail"
channel = "email"
on_day = 2
between = "09:00-17:30"
template = "hello"
by = "marketing"

[[step]]
id = "text"
channel = "text"
after = "90 s"

[[step]]
id = "again"
channel = "call"
every = "14d"
before_expiry = "10d"
track = "preapproved"
"""


TOO_LONG = "the name must be one line of 120 letters at most"


def problems(text: str) -> list[str]:
    with pytest.raises(BadPlaybook) as refused:
        read_playbook(text, name="house.toml")
    assert refused.value.exit_code == 2
    return refused.value.problems


def step(lines: str, top: str = "") -> list[str]:
    """Return the problems of a playbook whose one step, or more, is given; their lines are cut off."""
    told = problems(f'name = "x"\n{top}\n[[step]]\n{lines}')
    assert all(re.match(r"line \d+[,:] ", problem) for problem in told)
    return [re.sub(r"^line \d+[,:] ", "", problem) for problem in told]


def test_everything_a_file_says_is_read() -> None:
    book = read_playbook(GOOD, version=7)
    assert (book.name, book.summary, book.version) == ("Two calls and a mail", "As it says", 7)
    assert (book.first_call_within_s, book.give_up_after_s, book.take_back_after_s, book.per_call_s) == (
        600,
        14 * 86400,
        4 * 3600,
        300,
    )
    assert book.on_exhausted is OnExhausted.KEEP
    call, mail, text, again = book.steps
    assert (call.channel, call.after_s, call.within_s, call.note) == (Channel.CALL, 0, 600, "Say hello.")
    assert (mail.on_day, mail.between, mail.template, mail.by) == (2, (540, 1050), "hello", Doer.MARKETING)
    assert (text.after_s, again.every_s, again.track) == (90, 14 * 86400, Track.PREAPPROVED)
    assert again.before_expiry_s == 10 * 86400


def test_what_a_file_leaves_out_has_its_plain_value() -> None:
    book = read_playbook('name = "x"\n[[step]]\nid = "a"\nchannel = "call"\nafter = "5m"')
    assert (book.first_call_within_s, book.per_call_s) == (300, 360)
    assert (book.give_up_after_s, book.take_back_after_s) == (None, None)
    assert book.on_exhausted is OnExhausted.RETURN
    assert (book.steps[0].by, book.steps[0].track) == (Doer.OFFICER, Track.NEW)


@pytest.mark.parametrize("path", sorted((resources() / "playbooks").glob("*.toml")), ids=lambda p: p.stem)
def test_the_shipped_playbooks_have_no_problem_and_say_where_they_come_from(path: Path) -> None:
    book = read_playbook(path.read_text(encoding="utf-8"))
    assert "unverified" in book.source
    assert book.caveat
    assert [s.step_id for s in book.track(Track.NEW) if s.channel is Channel.CALL] == [f"call-{n}" for n in range(1, 7)]


def test_the_second_sample_leaves_the_emails_to_marketing() -> None:
    text = (resources() / "playbooks" / "ultimate-contact-marketing-mails.toml").read_text(encoding="utf-8")
    mails = [s for s in read_playbook(text).steps if s.channel is Channel.EMAIL]
    assert len(mails) == 5
    assert {s.by for s in mails} == {Doer.MARKETING}


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ('channel = "call"\nafter = "0m"', "step 1: has no id"),
        ('id = ""\nchannel = "call"\nafter = "0m"', "step 1: has no id"),
        ('id = "a"\nchannel = "fax"\nafter = "0m"', "step “a”: channel must be one of call, text, email, not “fax”"),
        ('id = "a"\nafter = "0m"', "step “a”: needs a channel: call, text, email"),
        ('id = "a"\nchannel = "call"', "step “a”: needs exactly one of after, on_day, every"),
        (
            'id = "a"\nchannel = "call"\nafter = "0m"\non_day = 1',
            "step “a”: needs exactly one of after, on_day, every",
        ),
        ('id = "a"\nchannel = "call"\nafter = "0m"\ncolour = "red"', "step “a”: unknown key “colour”"),
        (
            'id = "a"\nchannel = "call"\nafter = "soon"',
            "step “a”: after must be a time such as 5m, 4h or 30d, not “soon”",
        ),
        ('id = "a"\nchannel = "call"\nafter = 5', "step “a”: after must be a time such as 5m, 4h or 30d, not 5"),
        ('id = "a"\nchannel = "call"\non_day = 0', "step “a”: on_day must be a whole number from 1 to 3660, not 0"),
        (
            'id = "a"\nchannel = "call"\non_day = 3661',
            "step “a”: on_day must be a whole number from 1 to 3660, not 3661",
        ),
        (
            'id = "a"\nchannel = "call"\non_day = true',
            "step “a”: on_day must be a whole number from 1 to 3660, not true",
        ),
        ('id = "a"\nchannel = "call"\non_day = 1.5', "step “a”: on_day must be a whole number from 1 to 3660, not 1.5"),
        (
            'id = "a"\nchannel = "email"\non_day = 1\nbetween = "morning"',
            "step “a”: between must read like 09:00-12:00, not “morning”",
        ),
        (
            'id = "a"\nchannel = "email"\non_day = 1\nbetween = "12:00-09:00"',
            "step “a”: between 12:00-09:00 is no window of a day",
        ),
        (
            'id = "a"\nchannel = "email"\non_day = 1\nbetween = "09:60-12:00"',
            "step “a”: between 09:60-12:00 is no window of a day",
        ),
        (
            'id = "a"\nchannel = "email"\non_day = 1\nbetween = "09:00-25:00"',
            "step “a”: between 09:00-25:00 is no window of a day",
        ),
        (
            'id = "a"\nchannel = "call"\nafter = "0m"\nbetween = "09:00-12:00"',
            "step “a”: between goes with on_day only",
        ),
        (
            'id = "a"\nchannel = "email"\non_day = 1\nwithin = "1h"\nbetween = "09:00-12:00"',
            "step “a”: within and between cannot both say how long it stays on time",
        ),
        ('id = "a"\nchannel = "call"\nafter = "0m"\nwithin = "0m"', "step “a”: within must be longer than nothing"),
        ('id = "a"\nchannel = "email"\nevery = "10m"', "step “a”: every must be an hour or more"),
        (
            'id = "a"\nchannel = "call"\non_day = 3\nbefore_expiry = "10d"',
            "step “a”: before_expiry goes with every only",
        ),
        (
            'id = "a"\nchannel = "call"\nevery = "14d"\nbefore_expiry = "36h"',
            "step “a”: before_expiry must be whole days, such as 10d",
        ),
        (
            'id = "a"\nchannel = "call"\nevery = "14d"\nbefore_expiry = "0d"',
            "step “a”: before_expiry must be whole days, such as 10d",
        ),
        ('id = 2\nchannel = "call"\nafter = "0m"', "step 1: id must be words in quotes, not 2"),
        (
            'id = "a"\nchannel = ["call"]\nafter = "0m"',
            "step “a”: channel must be one of call, text, email, not a list",
        ),
        (
            'id = "a"\nchannel = "call"\nafter = {m = 1}',
            "step “a”: after must be a time such as 5m, 4h or 30d, not a table",
        ),
        (
            f'id = "a"\nchannel = "call"\nafter = "{"1" * 50}"',
            f"step “a”: after must be a time such as 5m, 4h or 30d, not “{'1' * 40}…”",
        ),
        ('id = "a"\nchannel = "call"\nafter = "4000d"', "step “a”: after must be 3660d at most, not “4000d”"),
        (
            f'id = "a"\nchannel = "call"\nafter = "{"9" * 5000}m"',
            f"step “a”: after must be 3660d at most, not “{'9' * 40}…”",
        ),
        (
            'id = "a"\nchannel = "call"\nafter = "0m"\nby = "marketing"',
            "step “a”: marketing makes no calls",
        ),
        (
            'id = "a"\nchannel = "call"\nafter = "0m"\nby = "nobody"',
            "step “a”: by must be one of officer, marketing, not “nobody”",
        ),
        (
            'id = "a"\nchannel = "call"\nafter = "6m"',
            "step “a”: the first call is later than first_call_within promises",
        ),
        (
            'id = "a"\nchannel = "call"\non_day = 1',
            "step “a”: the first call is later than first_call_within promises",
        ),
        (
            'id = "a"\nchannel = "email"\nafter = "0m"\n[[step]]\nid = "a"\nchannel = "email"\nafter = "1m"',
            "step “a”: this id is used twice",
        ),
        (
            'id = "b"\nchannel = "email"\non_day = 3\n[[step]]\nid = "a"\nchannel = "email"\nafter = "20m"',
            "step “a”: comes before “b”, which stands above it",
        ),
    ],
)
def test_a_step_that_is_wrong_is_named_with_what_is_wrong(lines: str, problem: str) -> None:
    assert step(lines) == [problem]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('[[step]]\nid = "a"\nchannel = "email"\nafter = "0m"', "the playbook has no name"),
        (
            'name = " "\n[[step]]\nid = "a"\nchannel = "email"\nafter = "0m"',
            "line 1: the playbook has no name",
        ),
        ('name = "x"', "the playbook has no steps"),
        ('name = "x"\nstep = 3', "line 2: each step must be a table of its own that begins with [[step]]"),
        (
            'name = "x"\n\n[step]\nid = "a"',
            "line 3: each step must be a table of its own that begins with [[step]]",
        ),
        ('name = "x"\nstep = [1]', "line 2, step 1: is no table"),
        ('name = "x"\nstep = []', "line 2: the playbook has no steps"),
        (f'name = "{"x" * 121}"\n[[step]]\nid = "a"\nchannel = "email"\nafter = "0m"', f"line 1: {TOO_LONG}"),
        ('name = "x\\ny"\n[[step]]\nid = "a"\nchannel = "email"\nafter = "0m"', f"line 1: {TOO_LONG}"),
    ],
)
def test_a_file_that_lacks_what_makes_a_playbook_says_so(text: str, problem: str) -> None:
    assert problems(text) == [problem]


@pytest.mark.parametrize(
    ("top", "problem"),
    [
        ('colour = "red"', "unknown key “colour”"),
        ('on_exhausted = "burn"', "on_exhausted must be one of return_to_marketing, keep, not “burn”"),
        ('give_up_after = "later"', "give_up_after must be a time such as 5m, 4h or 30d, not “later”"),
        ('give_up_after = "87841h"', "give_up_after must be 3660d at most, not “87841h”"),
        ('first_call_within = "0m"', "first_call_within must be longer than nothing"),
        ('per_call = "0m"', "per_call must be longer than nothing"),
        ('give_up_after = "0d"', "give_up_after must be longer than nothing"),
        ('take_back_after = "0h"', "take_back_after must be longer than nothing"),
        ('summary = "a\\u0000b"', "summary holds a character that cannot be shown"),
    ],
)
def test_a_setting_that_is_wrong_is_named(top: str, problem: str) -> None:
    assert step('id = "a"\nchannel = "email"\nafter = "0m"', top) == [problem]


def test_all_problems_are_told_at_once() -> None:
    text = 'name = "x"\ncolour = "red"\n[[step]]\nid = "a"\nchannel = "fax"\nafter = "soon"'
    assert len(problems(text)) == 3
    with pytest.raises(BadPlaybook, match=r"^house.toml has 3 problems\. Mend"):
        read_playbook(
            'name = "x"\ncolour = "red"\n[[step]]\nid = "a"\nchannel = "fax"\nafter = "soon"', name="house.toml"
        )


def test_what_is_no_toml_is_refused_with_the_place() -> None:
    (problem,) = problems('name = "x"\nsummary = nothing')
    assert "not valid TOML" in problem
    assert "line 2" in problem


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('name = "x"\n[[step]]\nid = "a"\nafter = "0m"\nid = "b"\n', "line 5, step “a”: not valid TOML"),
        ('name = "x"\n[[step]]\nid = "a"\n\n[[step\nid="b"\n', "line 5, step “b”: not valid TOML"),
        ('name = "x"\n[[step]]\nid = "a"\n\n[[step]]\nafter = ', "line 6, step 2: not valid TOML"),
        (
            '[[step]]\nid = "a"\ntemplate = "hi"\n[[step]]\nid = "b"\n[template.hi]\nbody = x\n',
            "line 7, template “hi” of step “a”: not valid TOML",
        ),
        ('[[step]]\nid = "a"\n[other]\nbody = x\n', "line 4: not valid TOML"),
        ("name = x\n", "line 1: not valid TOML"),
    ],
)
def test_what_is_no_toml_names_the_step_or_template_its_line_stands_in(text: str, place: str) -> None:
    (problem,) = problems(text)
    assert problem.startswith(place)


def test_a_template_at_fault_names_the_steps_that_use_it() -> None:
    mails = "".join(f'[[step]]\nid = "{n}"\nchannel = "email"\nafter = "{n}h"\ntemplate = "h"\n' for n in (1, 2))
    assert problems(f'name = "x"\n{mails}[template.h]\nsubject = "s"\n') == [
        "line 12, template “h” of steps “1”, “2”: has no body"
    ]
    assert problems('name = "x"\nstep = 3\n[template.h]\nsubject = "s"\n')[1] == "line 3, template “h”: has no body"


@pytest.mark.parametrize("words", ["３0m", "٣0m"])
def test_digits_of_another_script_are_no_time(words: str) -> None:
    (told,) = step(f'id = "a"\nchannel = "email"\nafter = "{words}"')
    assert told == f"step “a”: after must be a time such as 5m, 4h or 30d, not “{words}”"
    (told,) = step('id = "a"\nchannel = "email"\non_day = 1\nbetween = "０9:00-10:00"')
    assert told == "step “a”: between must read like 09:00-12:00, not “０9:00-10:00”"


def test_brackets_without_end_are_no_playbook() -> None:
    assert problems("a = " + "[" * 20_000) == ["is no playbook: brackets within brackets without end"]


BROKEN = """# as somebody left it
name = "x"
colour = "red"

[[step]]
id = "call-1"
channel = "call"
after = "0m"

# the mail
[[step]] # second
id = "mail"
note = '''
[[step]]
id = "none"
'''
channel = "fax"
after = "1h"

[[step]]
channel = "text"
on_day = "5"
between = "9-12"

[template.hello]
subject = "Hello"
"""


def test_every_problem_is_named_by_its_line_and_step() -> None:
    assert problems(BROKEN) == [
        "line 3: unknown key “colour”",
        "line 17, step “mail”: channel must be one of call, text, email, not “fax”",
        "line 20, step 3: has no id",
        "line 22, step 3: on_day must be a whole number from 1 to 3660, not “5”",
        "line 23, step 3: between must read like 09:00-12:00, not “9-12”",
        "line 25, template “hello”: has no body",
    ]


def test_steps_written_as_one_list_have_its_line() -> None:
    (problem,) = problems('name = "x"\nstep = [{id = "a", channel = "fax", after = "0m"}]')
    assert problem == "line 2, step “a”: channel must be one of call, text, email, not “fax”"


def test_a_table_nobody_knows_is_named_by_its_line() -> None:
    assert problems(GOOD + "\n[other]\na = 1\n") == ["line 37: unknown key “other”"]
    assert problems(GOOD + "\n[[template]]\nbody = 1\n") == [
        "line 37: template must be tables such as [template.hello]"
    ]


def test_a_number_where_words_belong_is_named() -> None:
    assert step('id = "a"\nchannel = "email"\nafter = "0m"\nnote = 5', "summary = 3") == [
        "summary must be words in quotes, not 3",
        "step “a”: note must be words in quotes, not 5",
    ]


def test_a_time_longer_than_ten_years_is_none() -> None:
    assert duration_s("3660d") == 3660 * 86400
    assert duration_s("3661d") is None


def test_a_version_in_force_may_say_what_a_later_program_understands() -> None:
    newer = GOOD.replace("[[step]]", 'colour = "red"\n\n[[step]]\nweight = 3', 1)
    newer += '\n[template.hello]\nbody = "Hi {nickname}, NMLS {nmls_id}"\nlogo = "x.png"\n'
    book = read_published(newer, 4)
    assert (book.version, book.steps) == (4, read_playbook(GOOD).steps)
    assert book.templates == (Template(name="hello", subject="", body="Hi {nickname}, NMLS {nmls_id}\n"),)
    with pytest.raises(BadPlaybook, match="Version 4 of the playbook has 1 problem"):
        read_published(GOOD.replace('channel = "text"', 'channel = "fax"'), 4)


def test_a_file_carries_templates_of_its_own() -> None:
    own = '[template.hello]\nsubject = " Hello "\nbody = """\n\nHi {first_name}, NMLS {nmls_id}\n\n"""\n'
    (hello,) = read_playbook(f"{GOOD}\n{own}").templates
    assert hello == Template(name="hello", subject="Hello", body="Hi {first_name}, NMLS {nmls_id}\n")
    for broken, problem in (
        ('template = "hello"', "line 1: template must be tables such as [template.hello]"),
        ("template.hello = 3", "line 1, template “hello” of step “mail”: is no table of a subject and a body"),
    ):
        assert problems(f"{broken}\n{GOOD}") == [problem]
    for words, problem in (
        ('subject = ""\nbody = "x"', "the subject must be words; leave it out for a text"),
        ('subject = """a\nb"""\nbody = "x"', "the subject must be one line"),
        ('body = " "', "has no body"),
        ('body = "x"\nlogo = "x"', "unknown key “logo”"),
    ):
        (told,) = problems(f"{GOOD}\n[template.hello]\n{words}")
        assert told.endswith(f"template “hello” of step “mail”: {problem}")
