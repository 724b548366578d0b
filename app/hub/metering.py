"""What a hub counts of itself, in Prometheus' form: how much, how fast, how many; never who or whom."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from prometheus_client import (
    CONTENT_TYPE_PLAIN_0_0_4,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from app.clock import Clock
from app.errors import StoreUnusable
from app.hub.ports import HubStore
from app.hub.records import Ledgers, Migrations, Taken
from app.hub.schedule_records import STATES
from app.hub.vendor_posts import Posted
from app.protocol.wire import PullAnswer, PushAnswer, Stranger

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4
#: where the processes of one hub count together; the library reads it when it is loaded, so it is set before
SHARED_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
#: how long a count of the books is good for: whoever asks more often is not given more of the database's time
_FRESH_S = 10.0
_NAME = "followthrough_hub"
_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

# when each counter was first touched is a second line for every line, and nobody asks
disable_created_metrics()  # type: ignore[no-untyped-call]


class Meters:
    """Counts what passes, in memory. Labels are words of this program's own, so the tables stay as short as it is."""

    def __init__(self, store: HubStore, clock: Clock) -> None:
        self._folder = os.environ.get(SHARED_FOLDER, "")
        self._own = CollectorRegistry()
        self._books = _Books(store, clock)
        self._requests = self._counter("requests", "Answers begun", "route", "method", "status")
        self._seconds = Histogram(
            f"{_NAME}_request_seconds",
            "From a request's head to the beginning of its answer",
            ["route", "method"],
            buckets=_BUCKETS,
            registry=self._own,
        )
        self._answers: dict[tuple[str, str, int], tuple[Counter, Histogram]] = {}
        events = self._counter("events", "Events pushed, by what became of them", "became")
        self._accepted, self._repeated, self._aside = map(events.labels, ("accepted", "duplicated", "quarantined"))
        self._posted = self._counter("intake_leads", "Leads posted by vendors, by what they were told", "verdict")
        self._pushes = self._counter("pushes", "Pushes answered", "answer")
        self._pulls = self._counter("pulls", "Pulls answered", "answer")
        self._rows = self._counter("pulled_rows", "Feed rows handed down")
        self._wakes = self._counter("wakeups", "Hints sent on event streams")
        self._streams = Gauge(
            f"{_NAME}_event_streams",
            "Event streams that are open",
            registry=self._own,
            # those of a process that is gone are closed
            multiprocess_mode="livesum",
        )
        statements = self._counter("database_statements", "Statements sent to the database")
        store.on_statement(statements.inc)

    def _counter(self, name: str, words: str, *labels: str) -> Counter:
        return Counter(f"{_NAME}_{name}", words, labels, registry=self._own)

    def answered(self, route: str, method: str, status: int, seconds: float) -> None:
        one = (route, method, status)
        if one not in self._answers:
            # looked up once: finding a line by its labels takes longer than counting
            self._answers[one] = self._requests.labels(route, method, str(status)), self._seconds.labels(route, method)
        count, length = self._answers[one]
        count.inc()
        length.observe(seconds)

    def took_in(self, taken: Taken) -> None:
        self._accepted.inc(taken.accepted)
        self._repeated.inc(taken.repeated)
        self._aside.inc(taken.laid_aside)

    def posted(self, posted: Posted) -> None:
        for lead in posted.leads:
            self._posted.labels(lead.verdict.value).inc()

    def pushed(self, answer: PushAnswer) -> None:
        self._pushes.labels(type(answer).__name__.lower()).inc()

    def pulled(self, answer: PullAnswer | Stranger) -> None:
        if isinstance(answer, Stranger):
            self._pulls.labels("stranger").inc()
            return
        self._pulls.labels("resync" if any(page.resync for page in answer.pages) else "pages").inc()
        self._rows.inc(sum(len(page.rows) for page in answer.pages))

    @contextmanager
    def stream(self) -> Iterator[None]:
        self._streams.inc()
        try:
            yield
        finally:
            self._streams.dec()

    def woke(self) -> None:
        self._wakes.inc()

    def page(self) -> bytes:
        """Return all of it as text, of every process of this hub; it asks the database, so not on the loop."""
        registry = CollectorRegistry()
        if self._folder:
            MultiProcessCollector(registry, self._folder)  # type: ignore[no-untyped-call]
        else:
            registry.register(self._own)
        registry.register(self._books)
        return generate_latest(registry)


class _Books(Collector):
    """What the database says of itself, asked for when somebody looks."""

    def __init__(self, store: HubStore, clock: Clock) -> None:
        self._store, self._clock = store, clock
        self._counted: tuple[float, Migrations, Ledgers] | None = None

    def describe(self) -> Iterable[Metric]:
        return ()

    def collect(self) -> Iterator[Metric]:
        ready = GaugeMetricFamily(f"{_NAME}_database_ready", "1 where the database answers and is of this release")
        try:
            migrations, ledgers = self._count()
        except StoreUnusable:
            ready.add_metric([], 0)
            yield ready
            return
        ready.add_metric([], migrations.are_current)
        yield ready
        version = GaugeMetricFamily(f"{_NAME}_migrations", "The number of the tables", labels=["of"])
        version.add_metric(["database"], int(migrations.version or 0))
        version.add_metric(["release"], int(migrations.wanted))
        yield version
        lines = GaugeMetricFamily(f"{_NAME}_ledger_lines", "How long each book is", labels=["ledger"])
        for name, number in ledgers.lines.items():
            lines.add_metric([name], number)
        yield lines
        reports = GaugeMetricFamily(
            f"{_NAME}_reports", "Scheduled reports, by what became of the last", labels=["state"]
        )
        for state in STATES:
            reports.add_metric([state], ledgers.reports.get(state, 0))
        yield reports
        if ledgers.newest_event_at is not None:
            age = (self._clock.now() - ledgers.newest_event_at).total_seconds()
            yield GaugeMetricFamily(f"{_NAME}_newest_event_age_seconds", "Since the newest event came in", value=age)

    def _count(self) -> tuple[Migrations, Ledgers]:
        now = self._clock.monotonic()
        if self._counted is None or now - self._counted[0] >= _FRESH_S:
            migrations = self._store.migrations()
            # another release's tables may not have what is counted
            ledgers = self._store.ledgers() if migrations.are_current else Ledgers({}, None)
            self._counted = now, migrations, ledgers
        return self._counted[1:]
