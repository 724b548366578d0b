"""A playbook on the work bench: cells as typed, judged by row, planned with, kept, and published with a why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import pytest

from app.desktop.playbook_drafts import Overtaken, PlaybookDrafts, Version, changes_of
from app.desktop.playbook_preview import Inquiry, foresee
from app.desktop.playbook_sheet import Sheet, sheet_of
from app.desktop.ports import PlaybookRow
from app.desktop.trials import Trial
from app.domain.playbook import Track
from app.domain.playbook_file import read_playbook
from app.errors import BadInput, BadPlaybook, UnreadableFile
from app.protocol.feed import PlaybookPublished
from app.protocol.wire import PlaybookOvertaken, PlaybookTaken, PublishAnswer, PublishPlaybook
from tests.desks import TestDesk, a_lead
from tests.shipped import shipped_rules

LEADS = Path(__file__).parents[2] / "data" / "leads"
#: the Friday of the worked example, in the afternoon
FRIDAY = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)


@pytest.fixture
def sheet(ada: TestDesk) -> Sheet:
    in_force = ada.desk.drafts.bench().in_force
    return sheet_of(in_force.text, in_force.version)


@pytest.fixture
def drafts(ada: TestDesk) -> Iterator[PlaybookDrafts]:
    return ada.desk.drafts


def row_of(sheet: Sheet, step: str) -> int:
    return [cells["id"] for cells in sheet.steps].index(step)


# -- the sheet


def test_a_sheet_nobody_changed_is_the_very_file(drafts: PlaybookDrafts, sheet: Sheet) -> None:
    assert drafts.text_of(sheet) == sheet.text


def test_an_edit_keeps_every_comment_of_the_file(drafts: PlaybookDrafts, sheet: Sheet) -> None:
    file = drafts.text_of(sheet.with_cell(row_of(sheet, "call-4"), "on_day", "6"))
    assert file == sheet.text.replace("on_day = 5", "on_day = 6")


def test_a_bad_cell_keeps_what_was_typed_and_is_named_by_row_and_key(drafts: PlaybookDrafts, sheet: Sheet) -> None:
    row = row_of(sheet, "call-2")
    typed = sheet.with_cell(row, "after", 'half "an" hour\\')
    assert typed.steps[row]["after"] == 'half "an" hour\\'
    (problem,) = drafts.judge(typed, Inquiry()).problems
    assert (problem.number, problem.key, problem.step) == (row, "after", "call-2")
    with pytest.raises(BadPlaybook, match="1 problem"):
        drafts.text_of(typed)


def test_a_problem_below_a_step_that_cannot_be_read_still_names_its_own_row(
    drafts: PlaybookDrafts, sheet: Sheet
) -> None:
    last = row_of(sheet, "email-5")
    typed = sheet.with_cell(0, "channel", "").with_cell(last, "on_day", "3")
    found = {(problem.number, problem.step) for problem in drafts.judge(typed, Inquiry()).problems}
    assert (last, "email-5") in found


@pytest.mark.parametrize("typed", ["5.5", "five", "99999", "-1", "٣"])
def test_a_day_that_is_none_is_a_problem_and_no_crash(drafts: PlaybookDrafts, sheet: Sheet, typed: str) -> None:
    row = row_of(sheet, "call-4")
    problems = drafts.judge(sheet.with_cell(row, "on_day", typed), Inquiry()).problems
    assert {(problem.number, problem.key) for problem in problems} == {(row, "on_day")}


def test_steps_are_added_copied_moved_and_removed(drafts: PlaybookDrafts, sheet: Sheet) -> None:
    row = row_of(sheet, "call-4")
    added = sheet.with_step(row + 1, sheet.next_after(row))
    assert added.steps[row + 1]["id"] == "call-7"
    assert drafts.judge(added, Inquiry()).problems == []
    copied = added.with_step(row + 1, added.copy_of(row_of(sheet, "email-2")))
    assert copied.steps[row + 1]["id"] == "email-6"
    assert copied.moved(row, row + 2).steps[row + 2]["id"] == "call-4"
    assert added.without_step(row + 1) == sheet


def test_the_first_step_of_an_empty_playbook_is_a_call_at_once(drafts: PlaybookDrafts, sheet: Sheet) -> None:
    empty = msgspec.structs.replace(sheet, steps=())
    assert drafts.judge(empty, Inquiry()).unforeseen
    begun = empty.with_step(0, empty.next_after(-1))
    assert drafts.judge(begun, Inquiry()).problems == []


def test_what_stands_above_the_steps_is_edited_too(drafts: PlaybookDrafts, sheet: Sheet) -> None:
    changed = sheet.with_top("first_call_within", "10m").with_top("name", "Calm contact")
    playbook = read_playbook(drafts.text_of(changed))
    assert (playbook.first_call_within_s, playbook.name) == (600, "Calm contact")
    (problem,) = drafts.judge(sheet.with_top("give_up_after", "soon"), Inquiry()).problems
    assert (problem.number, problem.key) == (None, "give_up_after")


def test_the_companys_own_templates_stay_in_the_file(drafts: PlaybookDrafts, sheet: Sheet) -> None:
    words = '\n[template.hello]\nsubject = "Hello"\nbody = """\nHi {first_name}, NMLS {nmls_id}\n"""\n'
    own = sheet_of(sheet.text + words, 1)
    used = own.with_cell(row_of(own, "email-2"), "template", "hello")
    assert drafts.judge(used, Inquiry()).problems == []
    assert read_playbook(drafts.text_of(used)).templates[0].name == "hello"


def test_a_playbook_of_a_newer_program_is_not_edited_here(sheet: Sheet) -> None:
    with pytest.raises(BadInput, match="cannot be edited"):
        sheet_of(sheet.text.replace('channel = "call"', 'channel = "call"\nmood = "kind"', 1), 1)


# -- the plan


def planned(inquiry: Inquiry, sheet: Sheet) -> dict[str, str]:
    playbook = read_playbook(sheet.text)
    found = foresee(playbook, inquiry, shipped_rules(), FRIDAY, "America/New_York")
    zone = ZoneInfo(found.zone)
    return {step.step: f"{step.due_at.astimezone(zone):%a %H:%M}" for step in found.steps if step.due_at}


def test_the_worked_example_of_a_friday_evening_in_louisville(sheet: Sheet) -> None:
    plan = planned(Inquiry(4, "20:40", "40202"), sheet)
    assert [plan[step] for step in ("call-1", "email-1", "call-2", "call-3")] == [
        "Fri 20:40",
        "Fri 21:00",
        "Sat 10:00",
        "Sat 10:30",
    ]
    plan = planned(Inquiry(4, "20:40", "40202", "Mon-Fri 09:00-18:00"), sheet)
    assert [plan[step] for step in ("call-1", "email-1", "call-2", "call-3")] == [
        "Mon 10:00",
        "Mon 10:20",
        "Mon 10:30",
        "Mon 11:00",
    ]


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("8:40 pm", "Fri 20:40"),
        ("8:40pm", "Fri 20:40"),
        ("08:40 P.M.", "Fri 20:40"),
        ("8 pm", "Fri 20:00"),
        ("12:05 pm", "Fri 12:05"),
        ("11:59 am", "Fri 11:59"),
    ],
)
def test_a_time_of_day_is_read_as_it_is_shown_everywhere(sheet: Sheet, typed: str, taken: str) -> None:
    assert planned(Inquiry(4, typed, "40202"), sheet)["call-1"] == taken


def test_twelve_at_night_is_the_beginning_of_the_day(sheet: Sheet) -> None:
    found = foresee(read_playbook(sheet.text), Inquiry(4, "12:15 am"), shipped_rules(), FRIDAY, "America/New_York")
    assert f"{found.received_at.astimezone(ZoneInfo(found.zone)):%a %H:%M}" == "Fri 00:15"


def test_steps_are_said_to_be_left_out_only_where_one_is(ada: TestDesk, sheet: Sheet) -> None:
    ada.clock.at = FRIDAY
    judge = ada.desk.drafts.judge
    assert not judge(sheet, Inquiry()).leaves_out
    followed_by_nobody = judge(sheet.with_cell(5, "between", "21:30-23:00"), Inquiry())
    assert followed_by_nobody.problems
    assert not followed_by_nobody.leaves_out
    assert judge(sheet.with_cell(5, "after", "soon"), Inquiry()).leaves_out


def test_what_moved_a_step_is_said(ada: TestDesk, sheet: Sheet) -> None:
    ada.clock.at = FRIDAY
    foreseen = ada.desk.drafts.judge(sheet, Inquiry()).foreseen
    assert foreseen is not None
    moved = {step.step: step.moved_by for step in foreseen.steps}
    assert moved["call-1"] == ()
    assert moved["call-2"] == ("Kentucky: 10:00-21:00",)


@pytest.mark.parametrize("place", ["KY", "kentucky", "40202", "the District of Columbia", "dc"])
def test_a_place_is_a_zip_or_a_state(sheet: Sheet, place: str) -> None:
    assert planned(Inquiry(4, "12:00", place), sheet)["call-1"] == "Fri 12:00"


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("Louisville", "Louisville, KY 40202"),
        ("louisville, ky", "Louisville, KY 40202"),
        ("Louisville, Kentucky", "Louisville, KY 40202"),
        ("Louisville, KY 40203", "Kentucky"),
        ("St. Louis", "Saint Louis, MO 63101"),
        ("Winston-Salem, NC", "Winston Salem, NC 27101"),
        ("Columbus", "Columbus, OH 43085"),
        ("Columbus, GA", "Columbus, GA 31901"),
        # the state of that name, which is said
        ("Washington", "Washington"),
        ("Washington, DC", "Washington, DC 20001"),
    ],
)
def test_a_city_is_taken_by_its_name_and_what_was_taken_is_said(sheet: Sheet, typed: str, taken: str) -> None:
    playbook = read_playbook(sheet.text)
    found = foresee(playbook, Inquiry(4, "20:40", typed), shipped_rules(), FRIDAY, "America/New_York")
    assert found.where == taken


@pytest.mark.parametrize(
    ("inquiry", "said"),
    [
        (Inquiry(place="Atlantis"), "no place"),
        (Inquiry(place="Louisville, ZZ"), "no place"),
        (Inquiry(place="Louisville, TX"), "no place"),
        (Inquiry(place="４0202"), "no place"),
        (Inquiry(clock="２0:40"), "no time of day"),
        (Inquiry(place="00000"), "No ZIP"),
        (Inquiry(clock="25:00"), "no time of day"),
        (Inquiry(clock="20"), "no time of day"),
        (Inquiry(clock="8:60 pm"), "no time of day"),
        (Inquiry(clock="13:00 pm"), "no time of day"),
        (Inquiry(clock="0:10 am"), "Write it like 8:40 pm or 20:40."),
        (Inquiry(hours="often"), "could not be read"),
    ],
)
def test_an_inquiry_that_cannot_be_read_is_said_and_the_problems_are_told_all_the_same(
    drafts: PlaybookDrafts, sheet: Sheet, inquiry: Inquiry, said: str
) -> None:
    judged = drafts.judge(sheet.with_cell(0, "within", "x"), inquiry)
    assert judged.foreseen is None
    assert said in judged.unforeseen
    assert judged.problems


def test_each_track_is_planned_from_the_moment_a_lead_enters_it(sheet: Sheet) -> None:
    steps = {track: list(planned(Inquiry(1, "11:00", "40202", track=track), sheet)) for track in Track}
    assert steps[Track.APPLICATION] == ["application-1", "application-3", "application-7"]
    assert steps[Track.PREAPPROVED] == ["preapproved-call"]
    # without steps of its own, whoever said "not now" begins the playbook anew on the day they named
    assert steps[Track.NURTURE] == steps[Track.NEW]


# -- keeping and publishing


def test_a_draft_outlives_the_program(drafts: PlaybookDrafts, sheet: Sheet) -> None:
    typed = sheet.with_cell(0, "within", "nonsense")
    drafts.keep(typed)
    assert drafts.bench().draft == typed
    drafts.keep(None)
    assert drafts.bench().draft is None


def test_without_a_hub_a_published_draft_is_in_force_with_who_and_why(ada: TestDesk, sheet: Sheet) -> None:
    drafts = ada.desk.drafts
    changed = sheet.with_cell(row_of(sheet, "call-4"), "on_day", "6")
    drafts.keep(changed)
    found, _ = drafts.publish(drafts.text_of(changed), " day 5 is late ", 1)
    assert isinstance(found, Version)
    bench = drafts.bench()
    assert bench.draft is None
    assert (bench.in_force.version, bench.in_force.by, bench.in_force.why) == (2, "Me", "day 5 is late")
    assert [version.version for version in bench.versions] == [1, 2]
    assert [change.step for change in changes_of(bench.versions[0], bench.in_force.text)] == ["call-4"]
    assert ada.desk.playbooks.current().version == 2


def test_nothing_is_published_over_a_version_that_came_meanwhile(ada: TestDesk, sheet: Sheet) -> None:
    drafts = ada.desk.drafts
    drafts.keep(sheet.with_top("name", "Mine"))
    ada.desk.playbooks.use(sheet.text.replace("Ultimate contact", "Theirs"), "theirs")
    found, _ = drafts.publish(drafts.text_of(sheet.with_top("name", "Mine")), "better", 1)
    assert isinstance(found, Overtaken)
    assert (found.version.version, found.version.name) == (2, "Theirs")
    assert drafts.bench().draft is not None


def test_a_version_the_rules_have_since_overtaken_may_be_in_force_again(ada: TestDesk, sheet: Sheet) -> None:
    drafts = ada.desk.drafts
    # no state allows calls at ten in the evening, or none does any more
    late = sheet.text + '\n[[step]]\nid = "late"\nchannel = "call"\non_day = 23\nbetween = "21:30-22:00"\n'
    with pytest.raises(BadPlaybook, match="1 problem"):
        drafts.publish(late, "as it came", onto=1)
    with ada.store.writing() as tx:
        tx.put_playbook(PlaybookRow(1, late, "Once", FRIDAY))
        tx.put_playbook(PlaybookRow(2, sheet.text, "Now", FRIDAY))
    found, _ = drafts.publish(late, "back to version 1", onto=2, is_draft=False)
    assert isinstance(found, Version)
    assert (found.version, found.text, found.why) == (3, late, "back to version 1")


def test_what_is_in_force_already_is_not_published_again(drafts: PlaybookDrafts, sheet: Sheet) -> None:
    with pytest.raises(BadInput, match="Version 1 says the same already"):
        drafts.publish(drafts.text_of(sheet), "again", 1)
    assert drafts.bench().in_force.version == 1


def test_no_reason_is_no_publication(drafts: PlaybookDrafts, sheet: Sheet) -> None:
    with pytest.raises(BadInput, match="reason"):
        drafts.publish(sheet.text, " ", 1)


class Hub:
    """A hub that answers as it is told."""

    def __init__(self) -> None:
        self.asked: list[PublishPlaybook] = []
        self.newer: PlaybookPublished | None = None

    def __call__(self, _url: str, _token: str) -> Hub:
        return self

    def publish_playbook(self, message: PublishPlaybook) -> PublishAnswer:
        self.asked.append(message)
        if self.newer is not None:
            return PlaybookOvertaken(playbook=self.newer, server_time=FRIDAY)
        mine = PlaybookPublished(
            version=message.onto + 1, text=message.text, published_at=FRIDAY, by="Ben", why=message.why
        )
        return PlaybookTaken(playbook=mine, server_time=FRIDAY)


@pytest.fixture
def hub(ada: TestDesk) -> Hub:
    """The hub Ada's desk belongs to; she is its manager."""
    with ada.store.writing() as tx:
        identity = tx.identity()
        assert identity is not None
        tx.put_identity(
            msgspec.structs.replace(identity, hub_id="hub", hub_url="https://hub.example.com", role="manager")
        )
    return Hub()


def through(ada: TestDesk, hub: Hub) -> PlaybookDrafts:
    return PlaybookDrafts(ada.store, ada.clock, ada.desk.book, ada.desk.playbooks, {}, hub)


def test_with_a_hub_the_hub_is_asked_and_its_answer_is_in_force(ada: TestDesk, hub: Hub, sheet: Sheet) -> None:
    drafts = through(ada, hub)
    drafts.keep(sheet.with_top("name", "Mine"))
    found, _ = drafts.publish(drafts.text_of(sheet.with_top("name", "Mine")), "better", 1)
    assert isinstance(found, Version)
    assert (hub.asked[0].onto, hub.asked[0].why) == (1, "better")
    bench = drafts.bench()
    assert (bench.in_force.name, bench.in_force.by, bench.draft) == ("Mine", "Ben", None)


def test_a_version_the_hub_has_meanwhile_is_taken_and_the_draft_stays(ada: TestDesk, hub: Hub, sheet: Sheet) -> None:
    drafts = through(ada, hub)
    mine = sheet.with_top("name", "Mine")
    drafts.keep(mine)
    hub.newer = PlaybookPublished(
        version=5, text=sheet.text.replace('"5m"', '"6m"'), published_at=FRIDAY, by="Eve", why="slower"
    )
    found, _ = drafts.publish(drafts.text_of(mine), "better", 1)
    assert isinstance(found, Overtaken)
    bench = drafts.bench()
    assert (bench.in_force.version, bench.in_force.why, bench.draft) == (5, "slower", mine)


@pytest.mark.parametrize(
    ("role", "may"), [("officer", False), ("auditor", False), ("manager", True), ("regional", True), ("admin", True)]
)
def test_beside_a_hub_managers_edit_and_others_read(ada: TestDesk, hub: Hub, role: str, may: bool) -> None:
    with ada.store.writing() as tx:
        identity = tx.identity()
        assert identity is not None
        tx.put_identity(msgspec.structs.replace(identity, role=role))
    bench = through(ada, hub).bench()
    assert (bench.may_edit, bench.has_hub) == (may, True)


# -- trying it out


def test_a_trial_plays_this_desks_own_leads(ada: TestDesk, sheet: Sheet) -> None:
    ada.put(a_lead())
    trials = ada.desk.trials
    answer = trials.run(read_playbook(sheet.text), trials.gather(Trial()), lambda: True)
    assert answer is not None
    assert answer["leads"] == 1
    assert answer["caveat"]


def test_a_trial_plays_a_file(ada: TestDesk, sheet: Sheet) -> None:
    trials = ada.desk.trials
    gathered = trials.gather(Trial(file=LEADS / "facebook_lead_ads.csv"))
    answer = trials.run(read_playbook(sheet.text), gathered, lambda: True)
    assert answer is not None
    assert answer["leads"] == 4
    assert answer["leads_per_day"] > 0


def test_a_trial_stops_when_it_is_told_to(ada: TestDesk, sheet: Sheet) -> None:
    trials = ada.desk.trials
    gathered = trials.gather(Trial(file=LEADS / "facebook_lead_ads.csv"))
    asked = 0

    def goes_on() -> bool:
        nonlocal asked
        asked += 1
        return asked < 50

    assert trials.run(read_playbook(sheet.text), gathered, goes_on) is None
    assert asked < 200


@pytest.mark.parametrize(
    ("trial", "kind"),
    [
        (Trial(), BadInput),
        (Trial(own=True, file=LEADS / "facebook_lead_ads.csv"), BadInput),
        (Trial(file=LEADS / "facebook_lead_ads.csv", per_call="long"), BadInput),
        (Trial(file=LEADS / "facebook_lead_ads.csv", officers=0), BadInput),
        (Trial(file=LEADS / "facebook_lead_ads.csv", hours="often"), BadInput),
        (Trial(file=LEADS / "no such file.csv"), (BadInput, UnreadableFile)),
    ],
)
def test_a_trial_that_cannot_be_played_says_why(
    ada: TestDesk, sheet: Sheet, trial: Trial, kind: type[Exception]
) -> None:
    trials = ada.desk.trials
    with pytest.raises(kind):
        trials.run(read_playbook(sheet.text), trials.gather(trial), lambda: True)
