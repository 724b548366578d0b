"""A desk on a machine that is thrown away leaves nothing behind, and never loses what no hub has."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.desktop.desk import Desk, build_desk
from app.desktop.leads import NewLead
from app.desktop.volatile import Loss, what_would_be_lost
from app.domain.activity import Kind
from app.errors import HubUnreachable, NoKey
from app.hub import people
from app.outside.erasing import Eraser
from app.outside.keychain import FileKey
from app.outside.leaving import leave_nothing
from app.paths import Paths
from app.protocol import wire
from storage.desktop.store import open_store
from tests.desks import a_lead, shipped
from tests.together.test_joining import code_for
from tests.together.test_one_story_one_row import ZONE, Branch, Link, passes

LINE: list[type[Link]] = [Link]


class CutLine(Link):
    """A line that carries nothing up."""

    def push(self, request: wire.PushRequest, within_s: float | None = None) -> wire.PushAnswer:
        raise HubUnreachable("The hub does not answer.", "Try again later.")


class NoLine(Link):
    """No line at all, as where the company's network is closed to somebody."""

    def hello(self, within_s: float | None = None) -> wire.Hello:
        raise HubUnreachable("The hub does not answer.", "Try again later.")


class Profile:
    """Gil's profile on such a machine: its folder, its key, and how it is opened."""

    def __init__(self, branch: Branch, folder: Path) -> None:
        self.branch, self.paths, self.key = branch, Paths(folder / "profile"), FileKey(folder / "gil.key")
        self.paths.make()
        (self.paths.logs / "followthrough.log").write_text("a line\n", encoding="utf-8")
        self.eraser = Eraser(self.paths.database, self.key)

    def opened(self) -> Desk:
        self.eraser.finish(lambda _words: None)
        return build_desk(
            open_store(self.paths.database, self.key.key(make=not self.paths.database.exists())),
            self.branch.clock,
            shipped(),
            lambda _url, token: LINE[0](self.branch.hub, self.branch.clock, token),
            machine_zone=ZONE,
            erase=self.eraser.erase,
        )

    def closed_for_good(self) -> None:
        leave_nothing(self.opened, self.eraser, self.paths)

    def works(self, work: Callable[[Desk], object]) -> None:
        desk = self.opened()
        work(desk)
        desk.store.close()


@pytest.fixture
def gil(tmp_path: Path) -> Profile:
    LINE[0], branch = Link, Branch(tmp_path)
    people.add_person(branch.hub, people.Newcomer(name="Gil", role="officer", branch="North"), branch.clock.now())
    profile = Profile(branch, tmp_path)

    def joins_and_logs(desk: Desk) -> None:
        desk.sync.enroll("http://127.0.0.1:1", code_for(branch, "Gil"), "a machine of today")
        branch.desks["Gil"] = desk
        branch.gives(a_lead("lead"), "Gil")
        desk.sync.round()
        passes(branch, minutes=1)
        branch.logs("Gil", "lead", Kind.NO_ANSWER)
        del branch.desks["Gil"]

    profile.works(joins_and_logs)
    return profile


def calls_at_the_hub(gil: Profile) -> list[Kind]:
    with gil.branch.hub.reading() as rows:
        return [each.activity.kind for each in rows.activities.of_leads(["lead"]).get("lead", [])]


def test_once_the_hub_has_all_of_it_neither_file_nor_key_is_left(
    gil: Profile, capsys: pytest.CaptureFixture[str]
) -> None:
    assert calls_at_the_hub(gil) == []
    gil.closed_for_good()
    # what waited was handed in first
    assert calls_at_the_hub(gil) == [Kind.NO_ANSWER]
    assert not gil.paths.data.exists()
    with pytest.raises(NoKey):
        gil.key.key(make=False)
    assert capsys.readouterr().err == ""


def test_the_next_start_is_that_of_a_new_desk(gil: Profile) -> None:
    gil.closed_for_good()
    gil.paths.make()
    gil.works(lambda desk: pytest.fail("it knows somebody") if not desk.is_new else None)
    # which, with nothing in it, goes as well
    gil.closed_for_good()
    assert not gil.paths.data.exists()


def test_what_no_hub_has_stays_and_says_so_and_goes_once_the_hub_answers(
    gil: Profile, capsys: pytest.CaptureFixture[str]
) -> None:
    LINE[0] = CutLine
    gil.closed_for_good()
    assert "was to be removed, and stays: The hub does not answer." in capsys.readouterr().err
    assert gil.paths.database.exists()
    assert gil.key.key(make=False)
    LINE[0] = Link
    gil.closed_for_good()
    assert calls_at_the_hub(gil) == [Kind.NO_ANSWER]
    assert not gil.paths.data.exists()


@pytest.mark.parametrize(
    ("left", "told"),
    [
        (
            lambda desk: desk.leads.add(NewLead(name="Walter Zzyzxborrower", phone="423-555-0199")),
            "Own leads are on it",
        ),
        (lambda desk: desk.private_notes.keep("lead", "likes tea"), "Private notes are on it"),
    ],
)
def test_what_no_hub_ever_gets_keeps_the_desk(
    gil: Profile, left: Callable[[Desk], object], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    gil.works(left)
    gil.closed_for_good()
    assert told in capsys.readouterr().err
    assert gil.paths.database.exists()


def test_who_left_and_does_not_reach_the_hub_any_more_has_nothing_left_to_hand_in(gil: Profile) -> None:
    people.leave(gil.branch.hub, "Gil", gil.branch.clock.now())
    gil.works(lambda desk: desk.sync.round())
    assert calls_at_the_hub(gil) == [Kind.NO_ANSWER]
    LINE[0] = NoLine
    gil.closed_for_good()
    assert not gil.paths.data.exists()


def test_what_somebody_who_left_never_handed_in_keeps_the_desk_and_a_code_is_what_helps(gil: Profile) -> None:
    people.leave(gil.branch.hub, "Gil", gil.branch.clock.now())
    passes(gil.branch, minutes=31 * 24 * 60)
    lost: list[Loss] = []
    gil.works(lambda desk: lost.append(what_would_be_lost(desk)))
    assert "are not at the hub" in lost[0].why
    assert "ask IT for a code" in lost[0].helps


def test_what_is_not_ours_in_a_named_folder_stays(gil: Profile) -> None:
    (gil.paths.data / "letters.txt").write_text("mine", encoding="utf-8")
    gil.closed_for_good()
    assert [file.name for file in gil.paths.data.iterdir()] == ["letters.txt"]
