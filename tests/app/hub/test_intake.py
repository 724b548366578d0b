"""Lead files at the hub."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.domain.activity import Kind
from app.domain.lead import Partner
from app.errors import BadInput, UnreadableFile
from app.hub.intake import LeadFile, import_leads, keys_of
from app.protocol import feed
from storage.hub.store import SqlHubStore
from tests.hubs import NOW, DeskOf, later, lead
from tests.marked import MARKED

HEADER = "Name,Phone,Email,Received At,State,Lead ID\n"


def csv(*rows: str, source: str = "Vendor") -> LeadFile:
    return LeadFile(name="leads.csv", data=(HEADER + "\n".join(rows) + "\n").encode(), source=source)


DANA = f"Dana {MARKED},(615) 555-0101,dana@example.com,2026-03-01T10:00:00-06:00,TN,v-1"
SAM = f"Sam {MARKED},(615) 555-0102,sam@example.com,2026-03-01T11:00:00-06:00,TN,v-2"


def given_to(rows: list[object]) -> list[feed.FeedItem | None]:
    return [feed.read(row.kind, row.body) for row in rows]


def test_a_file_is_taken_in_and_its_leads_ring_at_the_officers_desk(store: SqlHubStore, desk: DeskOf) -> None:
    ada = desk("Ada")
    ada.pulls()
    taken = import_leads(store, csv(DANA, SAM), now=NOW, assign="Ada")
    assert (taken.rows, taken.imported, taken.duplicates, taken.rejected) == (2, 2, 0, [])
    items = given_to(ada.pulls())
    assert [(i.lead.borrower.name, i.rings) for i in items if isinstance(i, feed.LeadGiven)] == [
        (f"Dana {MARKED}", True),
        (f"Sam {MARKED}", True),
    ]


def test_the_same_file_twice_changes_nothing(store: SqlHubStore, desk: DeskOf) -> None:
    ada = desk("Ada")
    import_leads(store, csv(DANA, SAM), now=NOW, assign="Ada")
    ada.pulls()
    again = import_leads(store, csv(DANA, SAM), now=later(5), assign="Ada")
    assert (again.imported, again.updated, again.duplicates) == (0, 0, 2)
    assert ada.pulls() == []


def test_without_vendor_ids_and_times_the_same_file_twice_changes_nothing_either(
    store: SqlHubStore, desk: DeskOf
) -> None:
    file = LeadFile(name="a.csv", data=f"Name,Phone\nDana {MARKED},615-555-0101\n".encode(), source="List")
    ada = desk("Ada")
    import_leads(store, file, now=NOW, assign="Ada")
    ada.pulls()
    assert import_leads(store, file, now=later(5), assign="Ada").duplicates == 1
    assert ada.pulls() == []


def test_a_repeat_inquiry_rings_the_holder_once_and_keeps_the_first_source(store: SqlHubStore, desk: DeskOf) -> None:
    ada = desk("Ada")
    import_leads(store, csv(DANA), now=NOW, assign="Ada")
    ada.pulls()
    again = f"DANA {MARKED.upper()},615.555.0101,dana.new@example.com,2026-03-02T08:00:00-06:00,TN,z-9"
    for _ in range(2):
        taken = import_leads(store, csv(again, source="Another vendor"), now=later(1), assign="Eve")
        assert (taken.imported, taken.duplicates) == (0, 1)
    items = given_to(ada.pulls())
    (given,) = [i for i in items if isinstance(i, feed.LeadGiven)]
    (news,) = [i for i in items if isinstance(i, feed.HubActivity)]
    assert not given.rings
    assert given.lead.source == "Vendor"
    assert given.lead.emails == ("dana@example.com", "dana.new@example.com")
    assert news.activity.kind is Kind.INQUIRED_AGAIN
    assert news.activity.reason == "Another vendor"
    assert news.activity.lead_id == given.lead.lead_id
    with store.reading() as rows:
        held = rows.leads.by_id(given.lead.lead_id)
    assert held is not None
    assert held.holder_id == ada.person_id


def post(comments: str, name: str = "post.txt") -> LeadFile:
    body = f"FirstName=Dana&LastName={MARKED}&Phone=6155550101&LeadSource=Rate+Table&Comments={comments}"
    return LeadFile(name=name, data=f"POST https://x.example.com/Import.aspx\n\n{body}\n".encode())


def test_a_post_without_time_and_id_rings_and_the_very_same_one_again_changes_nothing(
    store: SqlHubStore, desk: DeskOf
) -> None:
    ada = desk("Ada")
    import_leads(store, csv(DANA), now=NOW, assign="Ada")
    ada.pulls()
    assert import_leads(store, post("refinance"), now=later(5)).duplicates == 1
    (news,) = [i.activity for i in given_to(ada.pulls()) if isinstance(i, feed.HubActivity)]
    assert (news.kind, news.reason, news.began_at) == (Kind.INQUIRED_AGAIN, "Rate Table", later(5))
    again = import_leads(store, post("refinance", "copy.txt"), now=later(9))
    assert (again.updated, again.duplicates) == (0, 1)
    assert ada.pulls() == []
    # another post of the same person is another inquiry, however much alike
    import_leads(store, post("purchase"), now=later(9))
    assert [i.activity.began_at for i in given_to(ada.pulls()) if isinstance(i, feed.HubActivity)] == [later(9)]


def test_the_post_a_lead_came_by_is_no_new_inquiry_when_its_file_is_handed_in_again(
    store: SqlHubStore, desk: DeskOf
) -> None:
    ada = desk("Ada")
    import_leads(store, post("refinance"), now=NOW, assign="Ada")
    ada.pulls()
    again = import_leads(store, post("refinance"), now=later(60), assign="Ada")
    assert (again.imported, again.updated, again.duplicates) == (0, 0, 1)
    assert ada.pulls() == []


def test_a_new_address_finds_the_lead_from_then_on(store: SqlHubStore) -> None:
    import_leads(store, csv(DANA), now=NOW)
    import_leads(store, csv(f"Dana {MARKED},615-555-0101,new@example.com,2026-03-02T08:00:00Z,TN,"), now=NOW)
    by_mail = csv(f"Dana {MARKED},,new@example.com,2026-03-03T08:00:00Z,TN,")
    assert import_leads(store, by_mail, now=NOW).duplicates == 1


def test_rows_of_one_file_are_found_to_repeat_each_other(store: SqlHubStore) -> None:
    twice = f"Dana {MARKED},615-555-0101,,2026-03-01T12:00:00-06:00,TN,"
    taken = import_leads(store, csv(DANA, SAM, twice), now=NOW)
    assert (taken.imported, taken.duplicates) == (2, 1)


def test_what_a_row_adds_to_a_person_finds_that_person_in_the_rows_behind_it(store: SqlHubStore) -> None:
    file = csv(
        f"Amy {MARKED},(615) 555-0107,,2026-03-01T10:00:00-06:00,TN,",
        f"Amy {MARKED},(615) 555-0107,amy@example.com,2026-03-01T10:00:00-06:00,TN,",
        f"Amy {MARKED},,amy@example.com,2026-03-01T10:00:00-06:00,TN,",
    )
    taken = import_leads(store, file, now=NOW)
    assert (taken.imported, taken.duplicates) == (1, 2)


def test_two_people_of_one_number_are_two_leads(store: SqlHubStore) -> None:
    taken = import_leads(store, csv(DANA, f"Riley {MARKED}x,615-555-0101,,2026-03-01T12:00:00Z,TN,"), now=NOW)
    assert taken.imported == 2


def test_whom_a_number_does_not_tell_is_entered_as_somebody_new_and_asked_about(store: SqlHubStore) -> None:
    names = [f"{name} {MARKED}{name}" for name in ("Dana", "Riley", "Kim", "Lou")]
    rows = [f"{name},615-555-0101,,2026-03-01T12:00:00Z,TN," for name in names]
    first = import_leads(store, csv(*rows[:2]), now=NOW)
    assert first.warnings == [(3, "entered as somebody new: a number or address, but another name")]
    # a third name, and the number is nobody's from then on
    import_leads(store, csv(rows[2]), now=NOW)
    fourth = import_leads(store, csv(rows[3], "Dana,615-555-0101,,2026-03-01T12:00:00Z,TN,"), now=NOW)
    several = "entered as somebody new: a number or address that several people use"
    assert (fourth.imported, fourth.warnings) == (2, [(2, several), (3, several)])
    # and yet the same rows handed in again are the same leads
    again = import_leads(store, csv(*rows), now=NOW)
    assert (again.imported, again.duplicates, again.warnings) == (0, 4, [])


def test_a_partners_number_makes_nobody_a_repeat(store: SqlHubStore) -> None:
    referred = lead(7, partner=Partner(name="Realtor", phone="+16155550199"))
    with store.writing() as rows:
        rows.leads.add(referred, keys_of(referred))
    row = f"{{}} {MARKED},615-555-0199,,2026-03-01T12:00:00Z,TN,"
    for name in ("Dana", "Dan"):
        taken = import_leads(store, csv(row.format(name)), now=NOW)
        assert (taken.imported, taken.warnings) == (1, [(2, "entered as somebody new: a partner's number or address")])
    assert import_leads(store, csv(row.format("Dana")), now=NOW).duplicates == 1


def test_leads_nobody_holds_are_given_when_they_come_again(store: SqlHubStore, desk: DeskOf) -> None:
    ada = desk("Ada")
    import_leads(store, csv(DANA), now=NOW)
    ada.pulls()
    import_leads(store, csv(DANA), now=NOW, assign="Ada")
    assert [type(i) for i in given_to(ada.pulls())] == [feed.LeadGiven]


def test_bad_rows_are_named_and_the_others_taken(store: SqlHubStore) -> None:
    taken = import_leads(store, csv(DANA, f"Nobody {MARKED},,,2026-03-01T12:00:00Z,TN,"), now=NOW)
    assert taken.imported == 1
    assert [line for line, _ in taken.rejected] == [3]


def test_cost_and_campaign_fill_rows_that_name_none(store: SqlHubStore) -> None:
    file = LeadFile(name="a.csv", data=csv(DANA).data, source="V", campaign="Spring", cost=Decimal("42.50"))
    import_leads(store, file, now=NOW)
    with store.reading() as rows:
        (held,) = rows.leads.received(NOW.replace(year=2020), NOW.replace(year=2030))
    assert (held.lead.campaign, held.lead.cost, held.lead.source) == ("Spring", Decimal("42.50"), "V")


def test_a_dry_run_counts_and_keeps_nothing(store: SqlHubStore) -> None:
    assert import_leads(store, csv(DANA, SAM), now=NOW, dry_run=True).imported == 2
    assert import_leads(store, csv(DANA, SAM), now=NOW).imported == 2


def test_leads_go_to_people_who_may_hold_them(store: SqlHubStore) -> None:
    from app.hub.people import Newcomer, add_person

    add_person(store, Newcomer(name="Mia", role="marketing", branch="Nashville"), NOW)
    with pytest.raises(BadInput, match="Nobody here is called Zoe"):
        import_leads(store, csv(DANA), now=NOW, assign="Zoe")
    with pytest.raises(BadInput, match="holds no leads"):
        import_leads(store, csv(DANA), now=NOW, assign="Mia")


def test_what_is_no_lead_file_is_refused(store: SqlHubStore) -> None:
    with pytest.raises(UnreadableFile):
        import_leads(store, LeadFile(name="a.png", data=b"\x89PNG\r\n\x1a\n\x00\x00"), now=NOW)


def test_a_file_larger_than_a_batch_is_taken_whole(store: SqlHubStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.leadfiles.batches.BATCH", 3)
    many = [
        f"Person{chr(65 + n)} {MARKED},615-555-01{n:02d},p{n}@example.com,2026-03-01T12:00:00Z,TN,n-{n}"
        for n in range(10)
    ]
    taken = import_leads(store, csv(*many, many[0]), now=NOW)
    assert (taken.imported, taken.duplicates) == (10, 1)


@pytest.mark.parametrize("dry_run", [True, False])
def test_a_dry_run_of_a_long_file_counts_what_the_real_one_would(
    store: SqlHubStore, desk: DeskOf, monkeypatch: pytest.MonkeyPatch, *, dry_run: bool
) -> None:
    monkeypatch.setattr("app.leadfiles.batches.BATCH", 1)
    ada = desk("Ada")
    ada.pulls()
    again = f"Dana {MARKED},615-555-0101,new@example.com,2026-03-01T12:00:00-06:00,TN,"
    taken = import_leads(store, csv(DANA, SAM, again), now=NOW, assign="Ada", dry_run=dry_run)
    assert (taken.imported, taken.updated, taken.duplicates) == (2, 1, 1)
    assert (ada.pulls() == []) is dry_run


def test_an_import_that_is_stopped_keeps_what_it_wrote_and_is_simply_done_again(store: SqlHubStore) -> None:
    many = [f"Pat {MARKED}{n},,pat{n}@example.com,2026-03-01T12:00:00Z,TN," for n in range(1100)]
    first = import_leads(store, csv(*many), now=NOW, progress=lambda done, _of: done < 500)
    assert first.stopped
    assert 0 < first.imported < 1100
    again = import_leads(store, csv(*many), now=NOW)
    assert (first.imported + again.imported, again.duplicates) == (1100, first.imported)


def test_an_import_stopped_while_the_file_is_read_writes_nothing(store: SqlHubStore) -> None:
    taken = import_leads(store, csv(DANA), now=NOW, progress=lambda _done, _of: False)
    assert taken.stopped
    assert taken.imported == 0
    assert import_leads(store, csv(DANA), now=NOW).imported == 1
