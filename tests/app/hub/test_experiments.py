"""Two versions side by side at the hub: who is drawn, on which paths, and that nothing changes it afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.clock import FixedClock
from app.command_line import read_words
from app.domain.activity import Kind
from app.domain.experiments.randomising import drawn
from app.domain.lead import Lead, Origin
from app.errors import BadInput
from app.hub import experiments, giving, moving, people, playbooks
from app.hub.auditing import OPERATOR, RESTORED, note
from app.hub.command import run
from app.hub.experiment_records import Experiment, GoesOn
from app.hub.intake import import_leads
from app.hub.moving import Move
from app.hub.sums import ScoredSums
from app.protocol.experiment_wire import PlanExperiment
from app.protocol.feed import LeadGiven, PlaybookTried
from app.protocol.wire import LEAD_ADDED, LEAD_KEPT
from storage.hub.store import SqlHubStore
from tests.app.hub.claims import RULES, is_licensed, items, takes, waits
from tests.app.hub.test_intake import csv
from tests.hubs import BOTH, NOW, PLAYBOOK, TERMS, DeskOf, company_store, give_lead, later, lead
from tests.marked import MARKED
from tests.seeded import seeded
from tests.shipped import shipped_rules

SUMS = ScoredSums(shipped_rules())
FASTER = PLAYBOOK.replace('after = "4h"', 'after = "1h"').replace("Two calls", "Two quick calls")
ASKED = PlanExperiment(
    former=1,
    tried=2,
    measure="contact",
    effect_permille=100,
    within_days=7,
    days=91,
    why="does an hour do better",
    only_asks=False,
    anyway=True,
)


@pytest.fixture
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlHubStore]:
    """Open a company on SQLite; on both where a test says so, for little SQL differs here."""
    with company_store(getattr(request, "param", "sqlite"), tmp_path, request.config) as made:
        yield made


on_both = pytest.mark.parametrize("store", BOTH, indirect=True)


@pytest.fixture
def published(store: SqlHubStore) -> SqlHubStore:
    playbooks.publish(store, FASTER, TERMS, why="to be tried", now=NOW)
    return store


def begins(store: SqlHubStore, **more: object) -> Experiment:
    return experiments.start(store, SUMS, msgspec.structs.replace(ASKED, **more), "Ben", NOW)


def file_of(many: int, first: int = 0) -> list[str]:
    return [
        f"B{n} {MARKED},615555{1000 + n},b{n}@example.com,2026-03-01T10:00:00-06:00,TN,v-{n}"
        for n in range(first, first + many)
    ]


def versions(store: SqlHubStore) -> dict[str, int]:
    with store.reading() as rows:
        return {held.lead.lead_id: held.lead.playbook_version for held in rows.leads.following("", 10_000)}


def arms(store: SqlHubStore, one: Experiment) -> dict[str, bool]:
    with store.reading() as rows:
        return {arm.lead_id: arm.is_tried for arm in rows.experiments.arms(one.experiment_id)}


@on_both
def test_each_lead_of_a_file_is_pinned_to_the_version_that_is_drawn_for_it(published: SqlHubStore) -> None:
    one = begins(published)
    assert (one.tried, one.former) == (3, 4)
    import_leads(published, csv(*file_of(40)), now=later(1), assign="Ada")
    found, drawn_for = versions(published), arms(published, one)
    assert set(found) == set(drawn_for)
    assert {found[lead_id] for lead_id, is_tried in drawn_for.items() if is_tried} == {3}
    assert {found[lead_id] for lead_id, is_tried in drawn_for.items() if not is_tried} == {4}
    assert all(drawn(one.key, lead_id, 50) is is_tried for lead_id, is_tried in drawn_for.items())


def test_both_versions_and_which_is_tried_come_to_every_desk_before_a_lead_does(
    published: SqlHubStore, desk: DeskOf
) -> None:
    ada = desk("Ada")
    begins(published, share_percent=99)
    import_leads(published, csv(*file_of(2)), now=later(1), assign="Ada")
    told = items(ada)
    assert PlaybookTried(version=3, until=None) in told
    assert {item.lead.playbook_version for item in told if isinstance(item, LeadGiven)} <= {3, 4}


def test_a_lead_that_waits_is_drawn_as_it_arrives_and_keeps_that_when_it_is_claimed(
    published: SqlHubStore, desk: DeskOf
) -> None:
    for name in ("Ada", "Eve"):
        is_licensed(published, name)
    before = waits(published, 90)
    begins(published)
    import_leads(published, csv(*file_of(1)), now=later(1))
    waiting = versions(published)
    taken = {takes(desk("Ada"), now=later(2)), takes(desk("Eve"), now=later(3))}
    assert taken == set(waiting)
    after = versions(published)
    # what waited before it began is in no experiment, and goes by the version in force
    assert (waiting.pop(before.lead_id), after.pop(before.lead_id)) == (0, 4)
    assert after == waiting


def test_an_own_lead_is_in_no_experiment(published: SqlHubStore, desk: DeskOf) -> None:
    with published.writing() as rows:
        rows.put_company(msgspec.structs.replace(rows.company(), own_leads="company"))
    one, ada = begins(published, share_percent=99), desk("Ada")
    own = lead(5, origin=Origin.OWN_LIST, playbook_version=4)
    ada.writes(LEAD_ADDED, own.lead_id, msgspec.json.encode(own))
    ada.pushes(now=later(1))
    assert versions(published) == {own.lead_id: 4}
    assert arms(published, one) == {}


def test_two_leads_of_one_number_go_by_one_version_and_count_once(published: SqlHubStore) -> None:
    one = begins(published)
    # one number under three names is nobody's in particular: each is a lead of its own
    names = enumerate(("Ann Reed", "Bob Stone", "Cy Wood"))
    rows = [f"{name} {MARKED}{n},6155551000,,2026-03-01T1{n}:00:00-06:00,TN,v-{n}" for n, name in names]
    import_leads(published, csv(*rows), now=later(1), assign="Ada")
    with published.reading() as opened:
        found = opened.experiments.arms(one.experiment_id)
    assert len(found) == 3
    assert len({arm.unit_id for arm in found}) == len({arm.is_tried for arm in found}) == 1


def test_a_question_that_cannot_be_answered_is_said_to_be_none_and_not_begun(published: SqlHubStore) -> None:
    said = experiments.plan(published, SUMS, ASKED, NOW)
    assert said["answer"] == "no_history"
    with pytest.raises(BadInput, match="Nothing can be said beforehand") as refused:
        begins(published, anyway=False)
    assert refused.value.remedy == "Ask again once more leads have had their 7 days, or begin it anyway."
    for n in range(40):
        give_lead(published, lead(n, NOW - timedelta(days=30)), "Ada")
    said = experiments.plan(published, SUMS, ASKED, NOW)
    assert said["said"][0] == "You cannot answer this question this quarter."
    assert (said["so_far"], said["leads_a_week"]) == ({"n": 0, "of": 40}, 3.1)
    with pytest.raises(BadInput, match="this quarter") as refused:
        begins(published, anyway=False)
    assert refused.value.remedy == "Ask for a larger difference or a longer time, or begin it anyway."


def test_what_works_by_a_field_nobody_sent_is_no_table_of_nothing(published: SqlHubStore) -> None:
    asked = ["hub", "works", "--from", "2026-01-01", "--by"]
    with pytest.raises(BadInput, match="No lead of these days has a field “Best tme”") as refused:
        run(read_words([*asked, "Best tme"]), published, FixedClock(NOW), SUMS, TERMS)
    assert "loan_purpose" in refused.value.remedy
    assert run(read_words([*asked, "state"]), published, FixedClock(NOW), SUMS, TERMS)["responses"] == []


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"tried": 1}, "same file"),
        ({"tried": 9}, "no version 9"),
        ({"measure": "sunshine"}, "nothing that is measured"),
        ({"within_days": 91}, "would have had its time"),
        ({"why": " "}, "with a reason"),
    ],
)
def test_what_is_no_experiment_is_refused(published: SqlHubStore, more: dict[str, object], words: str) -> None:
    with pytest.raises(BadInput, match=words):
        begins(published, **more)


@on_both
def test_while_one_runs_no_other_begins_nothing_is_published_and_no_drawn_lead_moved(published: SqlHubStore) -> None:
    begins(published)
    import_leads(published, csv(*file_of(1)), now=later(1), assign="Ada")
    with pytest.raises(BadInput, match="running already"):
        begins(published)
    with pytest.raises(BadInput, match="side by side"):
        playbooks.publish(published, FASTER + "\n", TERMS, why="x", now=later(2))
    with pytest.raises(BadInput, match="side by side"):
        playbooks.roll_back(published, why="x", now=later(2), to=2)
    (drawn_id,) = versions(published)
    with pytest.raises(BadInput, match="drawn for its version"):
        moving.move(published, shipped_rules(), Move(to=1, lead_id=drawn_id, why="x"), later(2), dry_run=False)
    assert moving.move(published, shipped_rules(), Move(to=1, why="x"), later(2), dry_run=False)["moved"] == 0


def test_after_the_end_the_one_that_goes_on_is_for_new_leads_and_the_drawn_keep_theirs(
    published: SqlHubStore, desk: DeskOf
) -> None:
    ada = desk("Ada")
    one = begins(published)
    import_leads(published, csv(*file_of(20)), now=later(1), assign="Ada")
    before = versions(published)
    ended = experiments.stop(published, SUMS, "tried", "it is better", "Ben", later(10))
    assert (ended.stopped_at, ended.goes_on) == (later(10), GoesOn.TRIED)
    import_leads(published, csv(*file_of(5, first=50)), now=later(11), assign="Ada")
    after = versions(published)
    assert {lead_id: after[lead_id] for lead_id in before} == before
    assert Counter(version for lead_id, version in after.items() if lead_id not in before) == {5: 5}
    with published.reading() as rows:
        assert [p.text for p in rows.playbooks.all()][-1] == FASTER
        noted = [line.what.partition(":")[0] for line in rows.audit.all()]
    assert noted.index("experiment begun") < noted.index("experiment stopped, the tried version goes on")
    assert items(ada).count(PlaybookTried(version=3, until=later(10))) == 1
    assert len(arms(published, one)) == 20


def test_an_experiment_that_told_nothing_leaves_the_former_in_force(published: SqlHubStore) -> None:
    begins(published)
    assert experiments.stop(published, SUMS, "", "the quarter is over", "Ben", later(10)).goes_on is GoesOn.FORMER
    with published.reading() as rows:
        assert rows.playbooks.all()[-1].version == 4
    # the version before is the one before the experiment, and not the one that lost
    published_again, _ = playbooks.roll_back(published, why="", now=later(11))
    assert published_again.text == FASTER


def test_a_lead_that_wakes_meanwhile_restarts_on_its_own_arm_and_afterwards_on_what_is_in_force(
    published: SqlHubStore,
) -> None:
    begins(published)
    with published.reading() as rows:
        books = playbooks.books_of(rows.playbooks.all())
    assert (books[3].in_force(later(100)).version, books[4].in_force(later(100)).version) == (3, 4)
    # one that was there before goes by the former
    assert books[1].in_force(later(100)).version == books[2].in_force(later(100)).version == 4
    experiments.stop(published, SUMS, "tried", "better", "Ben", later(200))
    with published.reading() as rows:
        books = playbooks.books_of(rows.playbooks.all())
    assert [books[n].in_force(later(100)).version for n in (1, 3, 4)] == [4, 3, 4]
    assert [books[n].in_force(later(201)).version for n in (1, 3, 4)] == [5, 5, 5]


@on_both
def test_opt_outs_on_the_tried_side_stop_it_by_itself(published: SqlHubStore, desk: DeskOf) -> None:
    one, ada = begins(published), desk("Ada")
    import_leads(published, csv(*file_of(60)), now=later(1), assign="Ada")
    tried = sorted(lead_id for lead_id, is_tried in arms(published, one).items() if is_tried)
    for n, lead_id in enumerate(tried[:9]):
        ada.logs(lead_id, Kind.DO_NOT_CALL, later(10 + n))
        if n == 3:
            ada.pushes(now=later(20))
            experiments.watch_over(published, later(20))
            assert experiments.show(published, SUMS, later(20))[0]["running"]
    ada.pushes(now=later(30))
    # an hour has to pass until it is looked at again
    experiments.watch_over(published, later(40))
    assert experiments.show(published, SUMS, later(40))[0]["advice"] == "Stop: the tried version harms."
    experiments.watch_over(published, later(90))
    (shown,) = experiments.show(published, SUMS, later(91))
    assert (shown["running"], shown["goes_on"], shown["stopped_by"]) == (False, "former", OPERATOR)
    assert "opt-outs: 9 of" in shown["stopped_why"]


@on_both
def test_what_became_of_both_is_told_once_each_has_had_its_time(published: SqlHubStore, desk: DeskOf) -> None:
    # by another draw of eighty the arms may be too uneven to tell anything in a week
    with seeded(1):
        one, ada = begins(published), desk("Ada")
        import_leads(published, csv(*file_of(80)), now=later(1), assign="Ada")
    for n, (lead_id, is_tried) in enumerate(sorted(arms(published, one).items())):
        ada.logs(lead_id, Kind.CALL_BACK if is_tried or n % 4 == 0 else Kind.NO_ANSWER, later(2 + n), when=later(3000))
    ada.pushes(now=later(200))
    (shown,) = experiments.show(published, SUMS, later(200))
    # the file's leads were received a day before
    assert (shown["reading"]["verdict"], shown["reading"]["tried"]["of"]) == ("too_few", 0)
    week = NOW + timedelta(days=8)
    (shown,) = experiments.show(published, SUMS, week)
    assert shown["reading"]["verdict"] == "tried_is_better"
    assert shown["said"][0].startswith("The tried version is better: the difference lies between +")
    assert shown["advice"] == "Stop: the question is answered."
    assert experiments.stop(published, SUMS, "", "answered", "Ben", week).goes_on is GoesOn.TRIED


@pytest.fixture(scope="module")
def one_hub(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[SqlHubStore]:
    folder: Path = tmp_path_factory.mktemp("experiment")
    with company_store("sqlite", folder, request.config) as store:
        playbooks.publish(store, FASTER, TERMS, why="to be tried", now=NOW)
        people.add_person(store, people.Newcomer(name="Cleo", role="officer", branch="Nashville"), NOW)
        begins(store)
        yield store


_NUMBERS = iter(range(1000, 10**6))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["to Ada", "to Cleo", "asks again", "to the pool", "handed back"]), max_size=6))
def test_whatever_happens_to_a_lead_its_arm_and_its_version_stay(one_hub: SqlHubStore, happens: list[str]) -> None:
    number = next(_NUMBERS)
    row = f"B{number} {MARKED},61555{number:05d},b{number}@example.com,2026-03-02T10:00:00-06:00,TN,w-{number}"
    import_leads(one_hub, csv(row), now=later(number), assign="Ada")
    with one_hub.reading() as rows:
        running = rows.experiments.running()
        assert running is not None
        lead_id = rows.leads.owners_of([f"b{number}@example.com"])[f"b{number}@example.com"][0]
        began = rows.experiments.arms(running.experiment_id, [lead_id]), version_of(one_hub, lead_id)
    for what in happens:
        _happens(one_hub, lead_id, row, what, number)
    with one_hub.reading() as rows:
        assert (rows.experiments.arms(running.experiment_id, [lead_id]), version_of(one_hub, lead_id)) == began
        assert len(began[0]) == 1


def version_of(store: SqlHubStore, lead_id: str) -> int:
    with store.reading() as rows:
        held = rows.leads.by_id(lead_id)
    assert held is not None
    return held.lead.playbook_version


def _happens(store: SqlHubStore, lead_id: str, row: str, what: str, number: int) -> None:
    with store.reading() as rows:
        held = rows.leads.by_id(lead_id)
        names = {person.person_id: person.name for person in rows.people.all()}
    assert held is not None
    holder = names.get(held.holder_id or "", "")
    match what:
        case "to Ada" | "to Cleo" if what != f"to {holder}":
            asked = giving.Handover(what.removeprefix("to "), [lead_id], why="moved")
            giving.give(store, RULES._rules, asked, later(number), dry_run=False)
        case "asks again":
            import_leads(store, csv(row.replace("10:00", "11:30")), now=later(number + 60), assign="Cleo")
        case "to the pool":
            with store.writing() as rows:
                rows.leads.hold(lead_id, None, later(number), "put back")


def test_a_restored_hub_has_a_lead_back_on_the_arm_it_was_drawn_for(published: SqlHubStore, desk: DeskOf) -> None:
    one, ada = begins(published), desk("Ada")
    with published.writing() as rows:
        note(rows, NOW, OPERATOR, RESTORED, "")
    # drawn after the backup was made, of which the hub knows nothing any more
    lost: list[Lead] = [lead(n, later(5), playbook_version=version) for n, version in ((1, 3), (2, 4))]
    for each in lost:
        ada.writes(LEAD_KEPT, each.lead_id, msgspec.json.encode(each))
    ada.pushes(now=later(6))
    assert versions(published) == {each.lead_id: each.playbook_version for each in lost}
    assert arms(published, one) == {lost[0].lead_id: True, lost[1].lead_id: False}
