"""A branch whose hub is backed up, put back to older states, and told meanwhile what a branch is told in a day."""

from __future__ import annotations

import json
import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from app.desktop.activities import Note
from app.domain.activity import Kind
from app.hub import care
from app.hub.assigning import give
from app.hub.backups import keep_shut_out
from app.hub.forgetting import Whom, purge
from app.hub.founding import found
from app.hub.intake import keys_of
from app.outside.ledger import FileLedger
from app.protocol.feed import LeadGone, officer_feed
from storage.hub.database import FileDatabase, ServerDatabase
from tests.desks import a_lead, shipped
from tests.faults.both_databases import Row, Where, check_chain, check_cursors, events_here, events_there
from tests.faults.readable_events import opened
from tests.together.test_backups import OneKey
from tests.together.test_one_story_one_row import ZONE, Branch

NAMES = ("Ada", "Eve")
KINDS = (Kind.NO_ANSWER, Kind.LEFT_VOICEMAIL, Kind.BUSY)


@dataclass
class RestorableBranch(Branch):
    """`where` is what the independent reader opens."""

    where: Where = ""
    purged: set[str] = field(default_factory=set)
    backups: list[Path] = field(default_factory=list)
    count: int = 0
    #: at the last check: why events are laid aside, and how many leads desks have handed back
    aside: Counter[str] = field(default_factory=Counter)
    handed_back: int = 0

    def __post_init__(self) -> None:
        self.database = self._database()
        self.ledger = FileLedger(self.folder / "revoked.jsonl")
        self.hub, self.vault = self.database.open()
        found(self.hub, machine_zone=ZONE, sample_playbook=shipped().playbook, now=self.clock.now())
        for name in NAMES:
            self.joins(name)
            self.assigns(name)
        self.syncs()
        for name in NAMES:
            self.calls(name, self.lead_ids(name)[0], Kind.NO_ANSWER)

    def _database(self) -> FileDatabase | ServerDatabase:
        key = OneKey(b"k" * 32)
        return FileDatabase(self.where, key) if isinstance(self.where, Path) else ServerDatabase(self.where, key)

    # -- what happens in a day -------------------------------------------------------------------------

    def assigns(self, name: str) -> None:
        self.count += 1
        lead = a_lead(
            f"lead-{self.count:04d}", received_at=self.clock.at, phones=(f"+1423555{self.count % 10_000:04d}",)
        )
        with self.hub.writing() as rows:
            rows.leads.add(lead, keys_of(lead))
            give(rows, lead, rows.people.named(name), self.clock.at, why="test")

    def hands_on(self, lead_id: str, to: str) -> None:
        with self.hub.writing() as rows:
            held = rows.leads.by_id(lead_id)
            if held is None or held.holder_id is None or lead_id in self.purged:
                return
            rows.feeds.append(officer_feed(held.holder_id), LeadGone(lead_id=lead_id, why="moved"))
            give(rows, held.lead, rows.people.named(to), self.clock.at, why="test")

    def forgets(self, lead_id: str) -> None:
        with self.hub.reading() as rows:
            if rows.leads.by_id(lead_id) is None:
                return
        purge(self.hub, Whom(lead_id), "asked", self.clock.at)
        keep_shut_out(self.hub, self.ledger)
        self.purged.add(lead_id)

    def calls(self, name: str, lead_id: str, kind: Kind) -> None:
        self.clock.at += timedelta(minutes=1)
        self.desks[name].activities.log(Note(lead_id=lead_id, kind=kind, note="said so"))

    def lead_ids(self, name: str) -> list[str]:
        with self.desks[name].store.reading() as tx:
            return list(tx.lead_ids())

    def backs_up(self) -> None:
        file = self.folder / f"hub-{len(self.backups)}.backup"
        assert care.backup([str(file)], self.hub, self.vault, self.clock)["ok"]
        self.backups.append(file)

    def is_restored(self, backup: Path) -> dict[str, Any]:
        self.hub.close()
        told = care.restore(backup, self.database, self.ledger, self.clock)
        self.hub, self.vault = self.database.open()
        return told

    def loses_commits_since(self, backup: Path) -> None:
        """Go on with a replica that lacks what was committed since, of which nobody tells the hub."""
        self.hub.close()
        self.database.put_back(backup, self.clock.now(), lambda _older, _replaced: None)
        self.hub, self.vault = self.database.open()

    def something_happens(self, chance: random.Random) -> None:
        """Do one of the things a day is made of, chosen by chance."""
        name = chance.choice(NAMES)
        here = self.lead_ids(name)
        match chance.randrange(14):
            case 0 | 1:
                self.assigns(name)
            case 2 if here:
                self.hands_on(chance.choice(here), chance.choice(NAMES))
            case 3 | 4 | 5:
                self.desks[name].sync.round()
            case 6 if here and chance.random() < 0.3:
                self.forgets(chance.choice(here))
            case _ if here:
                self.calls(name, chance.choice(here), chance.choice(KINDS))

    # -- what must hold --------------------------------------------------------------------------------

    def check(self, saved: dict[str, list[Row]]) -> None:
        """Read all databases: what was logged is on the hub once, in its chain, and the leads here are those given."""
        self.aside, self.handed_back = Counter(), 0
        logs = [events_here(self.folder / f"{name}.db") for name in saved]
        made = sorted(event["event_id"] for log in logs for event in log)
        with opened(self.where) as conn:
            there = sorted(row[0] for row in conn.execute("SELECT event_id FROM event WHERE NOT is_repeat").fetchall())
            copies = conn.execute("SELECT count(*) FROM device WHERE forked_from IS NOT NULL").fetchone()[0]
            held = dict(conn.execute("SELECT lead_id, holder_id FROM lead").fetchall())
            bodies = dict(conn.execute("SELECT lead_id, body FROM lead").fetchall())
        assert there == made, "an event is not on the hub once, or nobody made it"
        assert copies == 0, "a desk was taken for a copy"
        assert not [one for one in self.purged & bodies.keys() if "zzyzx" in bodies[one].lower()], (
            "a purged lead is back"
        )
        for name, log in saved.items():
            self._check_desk(self.folder / f"{name}.db", log, held)

    def _check_desk(self, desk: Path, saved: list[Row], held: dict[str, str | None]) -> None:
        here = events_here(desk)
        ours = [event["hash"] for event in saved]
        assert [event["hash"] for event in here[: len(saved)]] == ours, "the desk's log was changed"
        assert all(event["type"] == "lead_kept" for event in here[len(saved) :]), "something was logged by itself"
        there = events_there(self.where, here[0]["device_id"])
        assert [event | _BARE for event in there] == [event | _BARE for event in here], "the hub's are other events"
        check_chain(there)
        for event, own in zip(there, saved, strict=False):
            if event["payload"] is None:
                assert event["lead_id"] in self.purged, "an event without what it told"
            else:
                assert event == own, "the bytes differ"
        given = {lead_id for lead_id, holder_id in held.items() if holder_id == here[0]["actor_id"]}
        self._check_told(there, held)
        with opened(desk) as conn:
            leads = {row[0] for row in conn.execute("SELECT lead_id FROM lead WHERE from_hub")}
            facts = dict(conn.execute("SELECT name, value FROM fact WHERE name LIKE 'sync.%'").fetchall())
        assert leads == given, f"too many: {leads - given}, missing: {given - leads}"
        assert int(facts["sync.acked_seq"]) == len(here), "something waits"
        cursors = {name: json.loads(raw) for name, raw in facts.items() if name.startswith("sync.cursor.")}
        check_cursors(self.where, cursors)

    def _check_told(self, there: list[Row], held: dict[str, str | None]) -> None:
        """Fail where an event is neither understood nor laid aside, or both."""
        device_id = there[0]["device_id"]
        with opened(self.where) as conn:
            told = {r[0] for r in conn.execute("SELECT seq FROM activity WHERE device_id = ?", (device_id,))}
            aside = dict(conn.execute("SELECT seq, why FROM quarantine WHERE device_id = ?", (device_id,)).fetchall())
        kept = {event["seq"] for event in there if event["type"] == "lead_kept"}
        assert told | aside.keys() | kept == {event["seq"] for event in there}
        assert not told & aside.keys()
        self.aside += Counter(aside.values())
        self.handed_back += len(kept - aside.keys())


#: what a purge takes out of an event
_BARE = {"payload": None, "salt": None}
