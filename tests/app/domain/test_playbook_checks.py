"""Playbooks that can be read and still not be followed are refused by the step that is at fault; others warn."""

from __future__ import annotations

import pytest

from app.domain.activity import Kind
from app.domain.playbook_checks import Terms, check, checked, problems_with, warnings_about
from app.domain.playbook_file import read_playbook, read_published
from app.domain.templates import read_templates
from app.errors import BadPlaybook
from app.paths import resources
from tests.app.domain.story import Story, playbook
from tests.shipped import shipped_rules

TERMS = Terms(shipped_rules(), read_templates((resources() / "templates" / "emails.toml").read_text(encoding="utf-8")))
TEXT = '[template.hi]\nbody = "Hi {first_name}, NMLS {nmls_id}"\n'
MAIL = '[template.hi]\nsubject = "Hi"\nbody = "Hi {first_name}, NMLS {nmls_id}"\n'


def steps(*lines: str) -> str:
    """Return a playbook of calls and texts, each said as "id channel key=value ...", an elapsed first call before."""
    out = ['name = "x"']
    for line in ("call-1 call after=0m within=5m", *lines):
        step_id, channel, *pairs = line.split()
        out += ["[[step]]", f'id = "{step_id}"', f'channel = "{channel}"']
        for key, _, value in (pair.partition("=") for pair in pairs):
            out.append(f"{key} = {value}" if key == "on_day" else f'{key} = "{value}"')
    return "\n".join(out) + "\n"


#: what keeps a playbook from being followed: one row an example, the step that is named, and why
REFUSED = [
    # no state ever allows it
    (steps("late call on_day=2 between=21:00-23:00"), "step “late”: no state ever allows"),
    (steps("early text on_day=2 between=05:30-08:00"), "step “early”: no state ever allows"),
    (steps("m text by=marketing on_day=2 between=00:00-07:59"), "step “m”: no state ever allows"),
    # more than three in 24 hours
    (
        steps("b call after=1h", "c call after=2h", "d call after=3h"),
        "step “d”: it is the fourth call or text within 24",
    ),
    (steps("b call after=1h", "c call after=2h", "d call after=1439m"), "step “d”: it is the fourth"),
    (steps("b text after=1h", "c call after=2h", "d text after=3h"), "step “d”: it is the fourth"),
    (steps("b text by=marketing after=1h", "c call after=2h", "d call after=3h"), "step “d”: it is the fourth"),
    (
        steps("b call after=30h", "c call after=40h", "d call after=50h", "e call after=53h"),
        "step “e”: it is the fourth",
    ),
    (
        steps("b call on_day=3", "c call on_day=3", "d text on_day=3", "e text on_day=3"),
        "step “e”: it is the fourth call or text that day",
    ),
    (
        # fifteen to half past ten of the next morning
        steps(
            "b call on_day=2 between=15:00-17:00",
            "c call on_day=2 between=16:00-17:00",
            "d call on_day=3 between=09:00-10:00",
            "e call on_day=3 between=10:00-11:00",
        ),
        "step “e”: it is the fourth call or text within 24",
    ),
    (
        steps("b call after=1h", "c call after=2h", "d text on_day=1"),
        "step “d”: it is the fourth call or text that day",
    ),
    (
        # eight in the evening, with nothing free before eight in the evening of the next day
        steps("b call after=30m", "c call after=1h", "d call on_day=2 between=09:00-12:00"),
        "step “d”: for a lead that comes at 19:59 it stays the fourth call or text within 24 hours until",
    ),
    (
        steps("b call after=30m", "c call on_day=2 between=10:00-11:00", "d call on_day=2 between=10:00-11:00"),
        "step “d”: for a lead that comes at 20:29 it stays the fourth",
    ),
    (
        steps("b call track=application after=0m", "c call track=application after=1h")
        + steps("d text track=application after=2h", "e call track=application on_day=2 between=09:00-10:00").partition(
            '5m"\n'
        )[2],
        "step “e”: for a lead that comes at 18:59 it stays the fourth",
    ),
    (steps("a call track=nurture every=6h"), "step “a”: it comes more than 3 times"),
    (
        steps("a call track=nurture every=24h", "b text track=nurture every=8h"),
        "step “b”: it comes more than 3 times",
    ),
    # templates
    (
        steps("m email on_day=2 template=none"),
        "step “m”: there is no template “none”; there are call-script, door-is-open, first",
    ),
    (
        steps("t text on_day=2 template=first-hello"),
        "step “t”: its template “first-hello” is an e-mail; a step by text",
    ),
    (steps("m email on_day=2 template=hi") + TEXT, "step “m”: its template “hi” is a text; a step by email needs one"),
    (
        steps("m email on_day=2 template=hi") + MAIL.replace(", NMLS {nmls_id}", ""),
        "step “m”: its template “hi” lacks {nmls_id}",
    ),
    (
        steps("m email on_day=2 template=hi") + MAIL.replace("first_name", "name"),
        "step “m”: its template “hi” has an unknown placeholder {name}",
    ),
    (
        steps("m email by=marketing on_day=2 template=hi") + MAIL.replace("{first_name}", "{"),
        "step “m”: its template “hi” has a brace without its other half",
    ),
    (steps() + TEXT.replace("{nmls_id}", ""), "template “hi”: lacks {nmls_id}"),
    # ids that sound the same
    (
        steps("call-2 call after=1h", "CALL-2 call after=2h"),
        "step “CALL-2”: its id differs from “call-2” by capital letters alone",
    ),
    # what the reader refuses is told beside it
    (steps("late call on_day=2 between=21:00-23:00", "late text on_day=3"), "step “late”: this id is used twice"),
]


@pytest.mark.parametrize(("text", "problem"), REFUSED)
def test_what_cannot_be_followed_is_refused_naming_the_step(text: str, problem: str) -> None:
    found = check(text, TERMS)
    assert found.playbook is None
    assert any(problem in one.words for one in found.problems), [one.words for one in found.problems]
    assert all(one.line for one in found.problems)
    with pytest.raises(BadPlaybook, match=r"^house.toml has \d problem"):
        checked(text, TERMS, name="house.toml")


@pytest.mark.parametrize(
    "text",
    [
        steps("b call after=1h", "c call after=2h", "d call on_day=2"),
        steps("b call after=1h", "c call after=2h", "d call after=24h"),
        steps("b call after=1h", "c call after=2h", "m email after=3h", "n email after=4h"),
        steps("b call after=1h", "c call after=2h", "d call track=application after=3h"),
        steps("a call track=nurture every=8h"),
        steps("early call on_day=2 between=07:00-08:01"),
        steps("late call on_day=2 between=20:59-23:00"),
        steps("m email on_day=2 between=22:00-23:00"),
        steps("m email by=marketing on_day=2 template=theirs"),
        steps("t text on_day=2 template=hi") + TEXT,
        steps("m email on_day=2 template=first-hello"),
    ],
)
def test_what_the_engine_moves_or_marketing_keeps_is_no_problem(text: str) -> None:
    assert check(text, TERMS).problems == []


def test_a_version_in_force_whose_ids_differ_by_capitals_can_still_be_read() -> None:
    text = steps("call-2 call after=1h", "CALL-2 call after=2h")
    assert [step.step_id for step in read_published(text, 3).steps] == ["call-1", "call-2", "CALL-2"]


def test_all_that_is_wrong_is_told_at_once_in_the_order_of_the_lines() -> None:
    text = steps("late call on_day=2 between=21:00-23:00", "m email on_day=2 template=none", "f fax after=3h")
    found = [problem.words.partition(":")[0] for problem in check(text, TERMS).problems]
    assert found == ["line 11, step “late”", "line 16, step “m”", "line 19, step “f”"]


def test_a_playbook_without_a_file_is_judged_the_same() -> None:
    playbook = read_playbook(steps("b call after=1h", "c call after=2h", "d call after=3h"))
    (problem,) = problems_with(playbook, TERMS.rules, TERMS.templates)
    assert (problem.step, problem.number, problem.key, problem.line) == ("d", 3, "after", None)
    assert problem.words.startswith("step “d”: it is the fourth")


def test_no_file_is_no_playbook() -> None:
    assert [one.words for one in check("a = [", TERMS).problems] == ["line 1: not valid TOML: Invalid value"]


def test_three_calls_in_two_hours_are_worth_knowing_in_the_states_that_allow_no_more() -> None:
    text = steps("b call after=1h", "c call after=2h", "d call on_day=3")
    assert [one.words for one in check(text, TERMS).warnings] == [
        "line 14, step “c”: with it the calls and texts are used up: FL, MD, OK, OR allow 3 in 24 hours"
    ]


def test_a_call_on_the_morning_after_a_full_day_is_told_that_it_waits() -> None:
    text = steps("b call after=1h", "c call after=2h", "d call on_day=2")
    (told,) = (one for one in check(text, TERMS).warnings if one.step == "d")
    assert "waits until the first of them is 24 hours old" in told.what


def test_a_step_behind_the_end_of_its_playbook_is_told_who_reaches_it() -> None:
    b, c = (f"{step} call on_day={day} between=09:00-12:00" for step, day in (("b", 7), ("c", 8)))
    text = steps(b, c, "d call after=8d", "e call track=nurture on_day=30")
    text = text.replace('name = "x"', 'name = "x"\ngive_up_after = "7d"')
    seldom, never = check(text, TERMS).warnings
    assert (seldom.step, "not every lead reaches it" in seldom.what) == ("c", True)
    assert (never.step, "never reached" in never.what) == ("d", True)


def test_a_step_below_one_that_comes_again_and_again_is_told_that_nobody_reaches_it() -> None:
    text = steps(
        "b call track=preapproved every=14d",
        "c call track=preapproved on_day=60",
        "d call track=preapproved every=90d",
        "e text track=preapproved on_day=60",
        "f call by=officer track=application on_day=60",
        "g email by=marketing track=nurture every=14d",
        "h email track=nurture on_day=60 template=first-hello",
    )
    told = [(one.step, one.key, one.what) for one in check(text, TERMS).warnings if "never reached" in one.what]
    what = "it is never reached: “b” above it comes again and again"
    assert told == [("c", "on_day", what), ("d", "every", what)]
    story = Story("02 08:30", book=read_playbook(text)).did(Kind.STAGE_REPORTED, "02 09:00", stage="pre_approved")
    assert not {"c", "d"} & story.steps("02 09:00").keys()


@pytest.mark.parametrize(("received", "is_reached"), [("02 08:30", False), ("02 14:00", True)])
def test_of_the_leads_of_one_day_only_the_later_ones_reach_a_step_at_the_playbooks_end(
    received: str, is_reached: bool
) -> None:
    book = playbook(
        'id="a", channel="call", after="0m", within="5m"',
        'id="b", channel="call", on_day=8, between="09:00-12:00"',
        give_up_after="7d",
    )
    story = Story(received, book=book)
    assert ("b" in story.steps(received)) is is_reached


def test_calls_of_the_first_evening_and_the_next_day_that_wait_inside_their_hours_are_pointed_out() -> None:
    said = check(
        steps("b call after=30m", "c call on_day=2 between=10:00-11:00", "d call on_day=2 between=10:00-21:00"), TERMS
    )
    assert "step “d”: for a lead that comes in the evening it is the fourth within 24 hours, and waits" in [
        one.words.partition(", ")[2] for one in said.warnings
    ]
    in_time = steps("b call after=30m", "c call on_day=2 between=20:59-21:00", "d call on_day=3 between=20:59-22:00")
    assert not any("evening" in one.words for one in check(in_time, TERMS).warnings)


@pytest.mark.parametrize(("after", "within", "is_kept"), [("0m", "5m", True), ("0m", "1h", False), ("4m", "5m", False)])
def test_a_first_call_on_time_when_the_promise_is_broken_is_refused(after: str, within: str, is_kept: bool) -> None:
    text = steps("b call after=1h").replace('"0m"', f'"{after}"').replace('"5m"', f'"{within}"')
    told = [one.words for one in check(text, TERMS).problems]
    what = "line 6, step “call-1”: the first call is on time for longer than first_call_within promises"
    assert told == ([] if is_kept else [what])


def test_a_first_call_without_an_end_and_a_call_with_a_template_are_pointed_out() -> None:
    text = steps("b call after=1h template=first-hello").replace('within = "5m"\n', "")
    said = [one.words.partition(", ")[2] for one in check(text, TERMS).warnings]
    assert said[0].startswith("step “call-1”: the first call has no “within”: it is on time until the shift ends")
    assert said[1:] == ["step “b”: a call takes no template: nothing of it is shown"]


def test_a_playbook_with_no_step_for_new_leads_is_refused_where_it_names_its_track() -> None:
    text = 'name = "x"\n[[step]]\nid = "a"\nchannel = "call"\non_day = 1\ntrack = "application"\n'
    (told,) = check(text, TERMS).problems
    assert told.words.startswith("line 6, step “a”: no step is for new leads")


def test_a_playbook_that_calls_no_new_lead_is_worth_a_word() -> None:
    text = 'name = "x"\n[[step]]\nid = "m"\nchannel = "email"\nafter = "0m"\ntemplate = "first-hello"\n'
    text += '[[step]]\nid = "a"\nchannel = "call"\non_day = 1\ntrack = "application"\n'
    assert [one.words for one in check(text, TERMS).warnings] == ["no step calls a new lead"]


@pytest.mark.parametrize(
    "text",
    [
        # until nine in the evening there is a time for who was called first at eight
        steps("b call after=30m", "c call after=1h", "d call on_day=2 between=09:00-20:30"),
        # an elapsed step that meets the night moves, and all that follow it with it
        steps("b call after=13h", "c call on_day=3 between=09:00-10:00", "d call on_day=3 between=09:00-10:00"),
    ],
)
def test_what_waits_inside_its_own_hours_is_a_warning_at_most(text: str) -> None:
    assert check(text, TERMS).problems == []


def test_a_step_that_cannot_be_read_is_alone_to_blame() -> None:
    text = steps("b call after=1h").replace('channel = "call"', 'channel = "fax"', 1)
    (problem,) = check(text, TERMS).problems
    assert problem.step == "call-1"


@pytest.mark.parametrize("subject", ["", "two\\nlines"])
def test_a_template_that_cannot_be_read_is_blamed_alone(subject: str) -> None:
    text = steps("m email on_day=2 template=hi") + MAIL.replace('"Hi"', f'"{subject}"', 1)
    (problem,) = check(text, TERMS).problems
    assert (problem.template, problem.key, problem.step) == ("hi", "subject", "")
    assert problem.words.startswith("line 13, template “hi” of step “m”: the subject must be ")
    assert problem.described == problem.words.removeprefix("line 13, ")
    assert check("name", TERMS).problems[0].described.startswith("not valid TOML")


def test_a_mail_or_text_without_a_template_is_pointed_out() -> None:
    own = [one.words for one in check(steps("m email on_day=2", "n email on_day=3 by=marketing"), TERMS).warnings]
    assert [words.partition(", ")[2] for words in own] == [
        "step “m”: it names no template: the officer writes it, and sees to the NMLS id"
    ]


def test_a_playbook_that_calls_nobody_is_worth_a_word() -> None:
    text = 'name = "x"\n[[step]]\nid = "m"\nchannel = "email"\nafter = "0m"\ntemplate = "first-hello"\n'
    assert [one.words for one in check(text, TERMS).warnings] == ["no step calls anybody"]


@pytest.mark.parametrize("step_id", ["two\\nlines", "x" * 65])
def test_an_id_that_fits_no_line_is_refused(step_id: str) -> None:
    text = f'name = "x"\n[[step]]\nid = "{step_id}"\nchannel = "call"\nafter = "0m"\n'
    (told,) = check(text, TERMS).problems
    assert told.words.startswith("line 3, step 1: has an id that is no word of one line")


def test_a_state_that_never_allows_a_window_is_named() -> None:
    (warning,) = warnings_about(read_playbook(steps("e call on_day=2 between=08:00-08:30")), TERMS.rules)
    assert (warning.step, warning.key) == ("e", "between")
    assert "KY" in warning.what
    assert "there it moves to the next opening" in warning.what


def test_a_text_in_many_parts_is_worth_knowing() -> None:
    text = steps("t text on_day=2 template=hi") + TEXT.replace("Hi", "Hi" * 250)
    assert [one.words for one in check(text, TERMS).warnings] == [
        "line 13, template “hi” of step “t”: as a text it goes out in about 4 parts; 3 are enough"
    ]


def test_the_shipped_playbooks_may_be_put_in_force() -> None:
    for path in (resources() / "playbooks").glob("*.toml"):
        assert check(path.read_text(encoding="utf-8"), TERMS).problems == []


def test_what_may_be_put_in_force_comes_back_as_a_playbook() -> None:
    text = steps("b call after=1h")
    assert checked(text, TERMS, name="the draft") == read_playbook(text)
