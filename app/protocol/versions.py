"""The versions of the protocol, each a dated sentence; a hub speaks every version of the last 24 months."""

from __future__ import annotations

#: 2026-11: the first one. A log of events goes up in a chain per device, three feeds come down.
#: A manager's desk may publish a playbook, and move leads to a version of it; a hub before either has no such address,
#: and says so.
#: A playbook's file may say more than a desk knows, which passes that over.
V1_LOOP = 1
#: 2026-12: the hub tells desks which numbers of their leads are on lists, and consent given or taken back later goes
#: both ways. A desk before it is sent neither and knows the company's do-not-call numbers alone; once it speaks this
#: version it reads its feeds anew. A hub before it tells of no lists, and lays consent aside as it came. Of private own
#: leads the hashes of numbers not to be called go up; a hub before it lays those aside too, and tells nobody.
#: A lead may be gone because its person is to be forgotten, and a device may be told to throw its data away: a desk
#: before it removes the leads, and keeps its log and its key.
#: A desk hands back what a restored hub no longer knows of its leads; a hub before it lays that aside.
V2_LISTS = 2

#: 2027-01: a desk that reads a feed from its beginning again may ask what the whole of it comes to, and takes it in the
#: place of the old one only where that is what it has read. A hub before it says nothing, and the desk goes by the
#: feed's end; a desk before it is told nothing.
V3_SUMS = 3

#: 2027-02: a desk has a key pair and short access tokens, which it renews with what only it can sign. One that joined
#: before hands its key in with the token it has, and goes on. A desk before it keeps its long-lived token, and this hub
#: goes on taking that; a hub before it gives out long-lived tokens alone, and the desk uses the one it got.
#: A desk may claim a lead; a hub before that has no such address, and says so. The officer's feed tells which leads are
#: on offer to several; a desk before that passes those rows over, and is never the one who gets such a lead.
#: A desk that asks to cover may leave the lead to the hub; a hub before that says that it is not there.
V4_KEYS = 4

#: 2027-03: the company's feed tells of its recovery keys, to the newest of which each desk seals its database key. A
#: desk before it passes them over, keeps no such file, and reads its feeds anew once it speaks this version; a hub
#: before it has none to tell of, and a desk goes on with those it was told of before.
V5_RECOVERY = 5

#: 2027-04: a push says what the desk's clock shows, and the hub tells beside an activity how far its clock can be
#: believed. A desk before it says nothing, so that fewer of its clocks are believed; what it is told it passes over,
#: and once it speaks this version it reads its feeds anew. A hub before it tells nothing, and times count as stated.
#: A desk may ask that its lead is handed on to the next officer; a hub before that does not read such a claim, and says
#: so.
V6_CLOCKS = 6

#: 2027-05: facts of a lead are put right by activities, and a hub keeps the lead as they leave it. A desk before it is
#: not sent them, has the lead put right once it is given it anew, and reads its feeds anew once it speaks this version;
#: a hub before it lays them aside, and what was put right stays on the desk that did it.
V7_CORRECTIONS = 7

#: 2027-06: a push says whether who sits at the desk is there, and until when; an activity says when the popup it
#: answers was shown; a manager's excusal is an activity of the hub's, and a nudge a row of the officer's feed. A desk
#: before it is taken to be there as its hours have it, is sent no excusal until it speaks this version, when it reads
#: its feeds anew, and passes a nudge over. A hub before it leaves unread what a push says, and has none of a manager's
#: addresses. A desk may ask to hear, beside its feeds, that something about its manager's people changed; a hub before
#: that tells of its feeds alone. The company's feed tells which version of the playbook is tried beside the one in
#: force; a desk before it passes that over, and restarts a lead of the tried one that wakes on the one in force.
#: Leads may go over a manager's people in turn (`in_turn`), answered by who has each (`to`); what is red tells when its
#: holder was last rung about it (`nudged_at`), and a claim `why` a lead is taken over. A hub before that looks for a
#: person without an id and refuses, which the desk tells as what it is; it tells of no ringing, and lists the taking
#: over without its reason. A desk before that asks for none of this, and passes over what it is told.
V8_LIVE = 8

SPOKEN = (V8_LIVE, V7_CORRECTIONS, V6_CLOCKS, V5_RECOVERY, V4_KEYS, V3_SUMS, V2_LISTS, V1_LOOP)
CURRENT = V8_LIVE
#: the newest version with rows that a desk before it passed over: such a desk reads its feeds anew
READ_ANEW_SINCE = V8_LIVE


def common(theirs: list[int]) -> int | None:
    """Return the newest version both ends speak, None when there is none."""
    return max(set(SPOKEN) & set(theirs), default=None)
