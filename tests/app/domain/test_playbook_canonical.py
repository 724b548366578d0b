"""A playbook's file in its usual form says the same, and no comment is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.playbook_canonical import canonical
from app.domain.playbook_file import read_playbook
from app.domain.playbook_writing import new_file
from app.errors import BadPlaybook
from app.paths import resources

MESSY = '''# of the house
   # indented

name   =   'Messy'      # its name
give_up_after="720h"    # a month
per_call = "6m" # the usual
summary="""Two
lines"""

# the words
[template.hello]  # short
body = """
Hi {first_name},
# no comment
NMLS {nmls_id}
"""
# above the subject
subject = "Your {purpose}"   # behind it

# the first
[[step]] # at once
# what it is
channel = "call"   # by hand
id = "call-1"
after = "0s"
within = "300s"
# below it

[[ step ]]
id = "email-1"
channel = "email"
after = "1200s"
template = "hello"
by = "officer" # ours
# the end'''

TIDY = '''# of the house
# indented

name = "Messy"  # its name
summary = "Two\\nlines"
first_call_within = "5m"
give_up_after = "30d"  # a month
on_exhausted = "return_to_marketing"
# the usual

# the first
[[step]]  # at once
id = "call-1"
# what it is
channel = "call"  # by hand
after = "0m"
within = "5m"
# below it

[[step]]
id = "email-1"
channel = "email"
after = "20m"
template = "hello"
# ours

# the words
[template.hello]  # short
# above the subject
subject = "Your {purpose}"  # behind it
body = """
Hi {first_name},
# no comment
NMLS {nmls_id}
"""

# the end
'''


def test_keys_lengths_and_tables_stand_in_their_usual_form_with_their_comments() -> None:
    assert canonical(MESSY) == TIDY
    assert read_playbook(TIDY) == read_playbook(MESSY)
    assert canonical(MESSY.replace("\n", "\r\n")) == TIDY


@pytest.mark.parametrize("path", sorted((resources() / "playbooks").glob("*.toml")), ids=lambda p: p.stem)
def test_what_is_shipped_stands_in_its_usual_form(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert canonical(text) == text


def test_what_is_in_its_usual_form_stays() -> None:
    assert canonical(TIDY) == TIDY


def test_steps_in_one_list_become_tables() -> None:
    text = 'name = "x"\nstep = [{id = "a", channel = "email", after = "60s"}]\n'
    assert canonical(text) == new_file(read_playbook(text))


def test_a_file_that_is_no_playbook_has_no_usual_form() -> None:
    with pytest.raises(BadPlaybook, match=r"house\.toml has 1 problem"):
        canonical("a = [", name="house.toml")


@pytest.mark.parametrize("end", ["\u2028", "\u2029", "\x85"])
def test_a_comment_goes_on_behind_what_only_other_programs_take_for_the_end_of_a_line(end: str) -> None:
    text = f'name = "House"\n# one{end}comment\n[[step]]\nid = "c"\nchannel = "call"\nafter = "0m"\n'
    assert f"# one{end}comment\n" in canonical(text)
