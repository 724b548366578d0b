"""The company's playbook at the hub: published, compared, put back, and leads moved from one version to another."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from app.clock import FixedClock
from app.command_line import read_words
from app.domain.activity import Kind
from app.domain.emergencies import Emergency
from app.domain.playbook_file import read_published
from app.domain.templates import Template
from app.errors import BadInput, BadPlaybook
from app.hub.playbook_verbs import run
from app.hub.records import Published
from app.protocol import feed
from storage.hub.store import SqlHubStore
from tests.hubs import NOW, PLAYBOOK, TERMS, DeskOf, give_lead, later, lead

#: the second call sooner, and a third
QUICKER = PLAYBOOK.replace("4h", "2h") + '\n[[step]]\nid = "call-3"\nchannel = "call"\nafter = "5h"\nwithin = "1h"\n'
Say = Callable[..., dict[str, Any]]


@pytest.fixture
def say(store: SqlHubStore, tmp_path: Path) -> Say:
    """Say `hub playbook ...`; a text stands for a file that holds it."""

    def said(*words: str, minutes: float = 0) -> dict[str, Any]:
        parts = list(words)
        for n, word in enumerate(parts):
            if "\n" in word:
                file = tmp_path / "playbook.toml"
                file.write_text(word, encoding="utf-8")
                parts[n] = str(file)
        args = read_words(["hub", "playbook", *parts])
        return run(args, store, FixedClock(later(minutes)), TERMS)

    return said


def audit(store: SqlHubStore) -> list[tuple[str, str, str]]:
    with store.reading() as rows:
        return [(line.by, line.what, line.subject) for line in rows.audit.all()]


def test_playbooks_are_published_listed_and_rolled_back(store: SqlHubStore, desk: DeskOf, say: Say) -> None:
    ada = desk("Ada")
    ada.pulls()
    give_lead(store, lead(1), "Ada")
    assert say("publish", QUICKER, "--why", "sooner", "--by", "ben")["version"] == 2
    give_lead(store, lead(2), "Ada")
    give_lead(store, lead(3), "Ada")
    assert say("rollback", "--why", "")["version"] == 3
    items = [feed.read(row.kind, row.body) for row in ada.pulls()]
    assert [(i.version, i.text == PLAYBOOK) for i in items if isinstance(i, feed.PlaybookPublished)] == [
        (2, False),
        (3, True),
    ]
    listed = say("list")["playbooks"]
    assert [(p["version"], p["name"], p["by"], p["why"], p["leads"], p["in_force"]) for p in listed] == [
        (1, "Two calls", "operator", "shipped with Followthrough", 1, False),
        (2, "Two calls", "Ben", "sooner", 2, False),
        (3, "Two calls", "operator", "back to version 1", 0, True),
    ]
    assert say("rollback", "--to", "2", "--why", "after all")["version"] == 4
    # whatever the why says, which version was put back is told
    assert [(p["version"], p["back_to"]) for p in say("list")["playbooks"]] == [(1, None), (2, None), (3, 1), (4, 2)]
    assert ("Ben", "playbook published", "2") in audit(store)


def test_a_version_of_a_newer_program_may_be_in_force_again(store: SqlHubStore, say: Say) -> None:
    with store.writing() as rows:
        newer = QUICKER.replace('channel = "call"', 'channel = "call"\nmood = "kind"', 1)
        rows.playbooks.add(Published(2, newer, NOW, "Ben", "kinder"))
        rows.playbooks.add(Published(3, PLAYBOOK, NOW, "Ben", "the older program"))
    assert say("rollback", "--to", "2", "--why", "back")["version"] == 4


def test_publishing_is_refused_without_a_reason_by_a_stranger_or_with_a_problem(store: SqlHubStore, say: Say) -> None:
    with pytest.raises(BadInput, match="reason"):
        say("publish", PLAYBOOK, "--why", " ")
    with pytest.raises(BadInput, match="Nobody here is called Zoe"):
        say("publish", PLAYBOOK, "--why", "x", "--by", "Zoe")
    with pytest.raises(BadInput, match="none before it"):
        say("rollback", "--why", "x")
    with pytest.raises(BadInput, match="no version 9"):
        say("rollback", "9", "--why", "x")
    with pytest.raises(BadPlaybook) as refused:
        say("publish", QUICKER.replace("5h", "1h"), "--why", "x")
    assert refused.value.problems == ["line 17, step “call-3”: comes before “call-2”, which stands above it"]
    crowded = QUICKER + '\n[[step]]\nid = "call-4"\nchannel = "call"\nafter = "6h"\n'
    with pytest.raises(BadPlaybook, match=r"playbook\.toml has 1 problem") as refused:
        say("publish", crowded, "--why", "x")
    assert "step “call-4”: it is the fourth call or text within 24 hours" in refused.value.problems[0]
    with store.reading() as rows:
        assert len(rows.playbooks.all()) == 1


@pytest.mark.parametrize(
    "words",
    [
        ("publish", QUICKER, "--why", "sooner"),
        ("rollback", "--to", "1", "--why", "back"),
        ("move", "--all", "--why", "quicker"),
        ("move", "--all", "--dry-run"),
    ],
)
def test_what_an_officer_may_not_do_at_a_desk_is_not_done_in_an_officers_name(
    store: SqlHubStore, say: Say, words: tuple[str, ...]
) -> None:
    give_lead(store, lead(1), "Ada")
    say("publish", QUICKER.replace("2h", "3h"), "--why", "sooner", "--by", "Ben")
    before = audit(store)
    with pytest.raises(BadInput, match=r"Ada is officer here; .* manager, regional, marketing or admin") as refused:
        say(*words, "--by", "Ada")
    assert refused.value.exit_code == 2
    assert audit(store) == before


def test_what_is_in_force_already_makes_no_version(store: SqlHubStore, desk: DeskOf, say: Say) -> None:
    ada = desk("Ada")
    say("publish", QUICKER, "--why", "sooner")
    ada.pulls()
    before = audit(store)
    same = "Version 2 says the same already; nothing was published."
    again = say("publish", QUICKER, "--why", "once more")
    assert (again["version"], again["changes"], again["said"]) == (2, [], same)
    assert len(again["warnings"]) == 1
    assert say("rollback", "--to", "2", "--why", "stay") == {"version": 2, "said": same, "changes": []}
    assert [row.kind for row in ada.pulls()] == []
    assert audit(store) == before
    assert say("publish", "# a word\n" + QUICKER, "--why", "said why")["version"] == 3


def test_publishing_says_what_it_changes_and_what_to_know(say: Say) -> None:
    answer = say("publish", QUICKER, "--why", "sooner")
    assert answer["changes"] == [
        {"step": "call-2", "what": "due", "before": "4h after the start", "after": "2h after the start"},
        {"step": "call-3", "what": "added", "before": "", "after": "call 5h after the start, on time for 1h"},
    ]
    (warning,) = answer["warnings"]
    assert "step “call-3”: with it the calls and texts are used up" in warning
    assert say("diff") == {"from": 1, "to": 2, "changes": answer["changes"]}
    assert say("diff", "2", "1")["changes"][-1]["what"] == "removed"
    assert say("diff", "2") == {"from": 2, "to": 2, "changes": []}


def test_templates_travel_with_the_playbook(desk: DeskOf, say: Say) -> None:
    ada = desk("Ada")
    say("publish", PLAYBOOK + '\n[template.hi]\nbody = "Hi, NMLS {nmls_id}"\n', "--why", "words of our own")
    items = [feed.read(row.kind, row.body) for row in ada.pulls()]
    item = next(i for i in items if isinstance(i, feed.PlaybookPublished) and i.version == 2)
    with_words = read_published(item.text, item.version)
    assert with_words.templates == (Template(name="hi", subject="", body="Hi, NMLS {nmls_id}\n"),)


def test_leads_stay_pinned_until_a_manager_moves_them(store: SqlHubStore, desk: DeskOf, say: Say) -> None:
    ada, mine = desk("Ada"), give_lead(store, lead(1), "Ada")
    ada.logs(mine.lead_id, Kind.NO_ANSWER, later(1))
    ada.pushes()
    ada.pulls()
    say("publish", QUICKER, "--why", "sooner")
    shown = say("move", "--all", "--dry-run", minutes=10)
    assert (shown["moved"], shown["dry_run"]) == (1, True)
    (row,) = shown["leads"]
    assert (row["lead_id"], row["from"], row["to"]) == (mine.lead_id, 1, 2)
    assert row["next_before"] == {
        "kind": "step", "step": "call-2", "channel": "call", "due_at": later(241).isoformat(),
    }  # fmt: skip
    assert row["next_after"]["due_at"] == later(121).isoformat()
    assert row["done"] == [{"step": "call-1", "becomes": "call-1"}]
    assert [row.kind for row in ada.pulls()] == ["playbook"]

    moved = say("move", "--all", "--why", "the quicker one works", "--by", "Ben", minutes=10)
    assert moved == {**shown, "dry_run": False}
    items = [feed.read(r.kind, r.body) for r in ada.pulls()]
    given = [item.lead for item in items if isinstance(item, feed.LeadGiven)]
    told = [item.activity for item in items if isinstance(item, feed.HubActivity)]
    assert [held.playbook_version for held in given] == [2]
    assert [(a.kind, a.note) for a in told] == [
        (Kind.NOTE, "Moved from version 1 of the playbook to version 2: the quicker one works")
    ]
    assert audit(store)[-1] == ("Ben", "leads moved to playbook 2", "1: the quicker one works")
    assert say("move", "--all", "--why", "again", minutes=11)["moved"] == 0


def test_a_step_the_other_version_lacks_is_said_to_count_for_none(store: SqlHubStore, desk: DeskOf, say: Say) -> None:
    ada, mine = desk("Ada"), give_lead(store, lead(1), "Ada")
    ada.logs(mine.lead_id, Kind.NO_ANSWER, later(1))
    ada.logs(mine.lead_id, Kind.NO_ANSWER, later(245))
    ada.pushes()
    one = PLAYBOOK.partition('\n[[step]]\nid = "call-2"')[0].replace('"call-1"', '"first"')
    say("publish", one, "--why", "once is enough")
    (row,) = say("move", "--lead", mine.lead_id, "--dry-run", minutes=250)["leads"]
    assert row["done"] == [{"step": "call-1", "becomes": "first"}, {"step": "call-2", "becomes": None}]


def test_a_lead_that_woke_since_is_previewed_on_the_version_it_woke_on(
    store: SqlHubStore, desk: DeskOf, say: Say
) -> None:
    ada, mine = desk("Ada"), give_lead(store, lead(1), "Ada")
    ada.logs(mine.lead_id, Kind.NOT_NOW, later(1), when=later(60))
    say("publish", QUICKER, "--why", "sooner", minutes=30)
    ada.logs(mine.lead_id, Kind.NO_ANSWER, later(61))
    ada.pushes()
    (row,) = say("move", "--all", "--dry-run", minutes=65)["leads"]
    # two hours after the call of the quicker one, not four: to go there changes nothing
    assert row["next_before"] == row["next_after"]
    assert row["next_before"]["due_at"] == later(181).isoformat()


def test_a_preview_knows_of_an_emergency(store: SqlHubStore, desk: DeskOf, say: Say) -> None:
    give_lead(store, lead(1), "Ada")
    say("publish", QUICKER, "--why", "sooner")
    with store.writing() as rows:
        shut = Emergency("TN", later(0), later(60))
        rows.put_company(replace(rows.company(), emergencies=(shut,)))
    (row,) = say("move", "--all", "--dry-run", minutes=10)["leads"]
    assert row["next_after"]["due_at"] == later(60).isoformat()


def test_only_the_leads_that_were_meant_are_moved(store: SqlHubStore, desk: DeskOf, say: Say) -> None:
    ada = desk("Ada")
    first, ended = give_lead(store, lead(1), "Ada"), give_lead(store, lead(2), "Ada")
    ada.logs(ended.lead_id, Kind.NOT_INTERESTED, later(1), reason="rate")
    ada.pushes()
    say("publish", QUICKER, "--why", "sooner")
    second = give_lead(store, lead(3), "Ada")
    say("publish", PLAYBOOK, "--why", "slower")

    def meant(*words: str) -> set[str]:
        return {row["lead_id"] for row in say("move", *words, "--dry-run", minutes=5)["leads"]}

    assert meant("--all") == {first.lead_id, second.lead_id}
    assert meant("--from", "1") == {first.lead_id}
    assert meant("--from", "1", "--to", "1") == set()
    assert meant("--all", "--to", "2") == {first.lead_id}
    assert meant("--lead", ended.lead_id) == {ended.lead_id}


def test_a_move_names_its_leads_its_reason_and_a_version_there_is(store: SqlHubStore, say: Say) -> None:
    give_lead(store, lead(1), "Ada")
    for words, says in (
        (("--why", "x"), "Which leads"),
        (("--all",), "with a reason"),
        (("--all", "--to", "7", "--why", "x"), "no version 7"),
        (("--lead", "unknown", "--why", "x"), "has no lead unknown"),
    ):
        with pytest.raises(BadInput, match=says):
            say("move", *words)


def test_a_lead_nobody_holds_is_moved_without_telling_a_desk(store: SqlHubStore, say: Say) -> None:
    waiting = give_lead(store, lead(1), "Ada")
    with store.writing() as rows:
        rows.leads.hold(waiting.lead_id, None, NOW, "taken back")
    say("publish", QUICKER, "--why", "sooner")
    assert say("move", "--all", "--why", "x")["moved"] == 1
    with store.reading() as rows:
        after = rows.leads.by_id(waiting.lead_id)
    assert after is not None
    assert (after.lead.playbook_version, after.holder_id) == (2, None)
