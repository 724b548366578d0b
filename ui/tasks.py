"""Work away from the window, answered on it: a thread each for the store, the network, the system and long thought."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from queue import SimpleQueue
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from shiboken6 import Shiboken

#: a card is read, laid out and painted by then
IN_SIGHT = timedelta(milliseconds=50)

T = TypeVar("T")
Failed = Callable[[Exception], None]
Job = Callable[[], None]
#: by when what was just shown is painted: what waits for 0 ms is done before
PAINTED_MS = 20


def while_lives(
    screen: QObject, told: Callable[[T], None], otherwise: Callable[[T], None] | None = None
) -> Callable[[T], None]:
    """Return `told` for as long as the screen lives; an answer to one that is gone is dropped, or goes elsewhere."""

    def hear(answer: T) -> None:
        if Shiboken.isValid(screen):
            told(answer)
        elif otherwise is not None:
            otherwise(answer)

    return hear


class Tasks(Protocol):
    """`done` and `failed` are always called on the GUI thread; nothing is promised about order between the two."""

    def store(self, work: Callable[[], T], done: Callable[[T], None], failed: Failed) -> None:
        """Run `work` on the store's thread, after whatever was asked before it."""
        ...

    def network(self, work: Callable[[], T], done: Callable[[T], None], failed: Failed) -> None:
        """Run `work` on the network's thread, after whatever was asked before it."""
        ...

    def system(self, work: Callable[[], T], done: Callable[[T], None], failed: Failed) -> None:
        """Run `work` where the system's own services are spoken to, so that none of them waits for a hub."""
        ...

    def think(self, work: Callable[[], T], done: Callable[[T], None], failed: Failed) -> None:
        """Run `work` that takes seconds and touches neither store nor network, so that nothing waits for it."""
        ...

    def let_others(self) -> None:
        """Do what the store was asked meanwhile. For long work on its thread, between two of its transactions."""
        ...

    def once_in_sight(self, run: Callable[[], None]) -> None:
        """Do something on the window's thread once what was asked just before has had time to be read and painted.

        Python runs one thread at a time: what nobody looks at first would keep what they look at from being painted.
        """
        ...


def lets_others(tasks: Tasks) -> Callable[[int, int], bool]:
    """Return what hears of the parts of long work: many leads hold up neither a reminder nor a key."""

    def tell(_done: int, _of: int) -> bool:
        tasks.let_others()
        return True

    return tell


class Inline:
    """Does everything at once where it was asked: for tests and for screenshots."""

    def store(self, work: Callable[[], T], done: Callable[[T], None], failed: Failed) -> None:
        try:
            result = work()
        except Exception as error:  # noqa: BLE001 - handed on to whoever asked, as a worker would
            failed(error)
        else:
            done(result)

    network = store
    system = store
    think = store

    def let_others(self) -> None:
        """Nobody waits where everything is done at once."""

    def once_in_sight(self, run: Callable[[], None]) -> None:
        run()


class _Line:
    """One thread that works through a queue until it is handed None."""

    def __init__(self, name: str) -> None:
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)
        self._thread.start()

    def put(self, job: Job) -> None:
        self._jobs.put(job)

    def let_others(self) -> None:
        """Do what is queued, in its order, within the job that is being done."""
        while not self._jobs.empty():
            job = self._jobs.get()
            if job is None:
                # the end is left for this thread itself to read
                self._jobs.put(None)
                return
            job()

    def finish(self, within_s: float) -> bool:
        """Let what is queued run to its end, then stop; return whether it did so in time."""
        self._jobs.put(None)
        self._thread.join(within_s)
        return not self._thread.is_alive()

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()


class Workers(QObject):
    """The threads. Asking is allowed from any thread, the heartbeat's included."""

    _answered = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._lines: dict[str, _Line] = {}
        self._answered.connect(self._hand_over)

    def begin(self) -> None:
        """Start the threads."""
        self._lines = {name: _Line(name) for name in ("store", "network", "system", "think")}

    def finish(self, within_s: float = 5.0) -> bool:
        """Stop the threads once their queues are empty; return whether all ended in time.

        Thought is broken off: it leaves nothing half done.
        """
        ended = [line.finish(within_s) for name, line in self._lines.items() if name != "think"]
        return all(ended)

    def store(self, work: Callable[[], T], done: Callable[[T], None], failed: Failed) -> None:
        self._lines["store"].put(lambda: self._run(work, done, failed))

    def network(self, work: Callable[[], T], done: Callable[[T], None], failed: Failed) -> None:
        self._lines["network"].put(lambda: self._run(work, done, failed))

    def system(self, work: Callable[[], T], done: Callable[[T], None], failed: Failed) -> None:
        self._lines["system"].put(lambda: self._run(work, done, failed))

    def think(self, work: Callable[[], T], done: Callable[[T], None], failed: Failed) -> None:
        self._lines["think"].put(lambda: self._run(work, done, failed))

    def let_others(self) -> None:
        self._lines["store"].let_others()

    def once_in_sight(self, run: Callable[[], None]) -> None:
        QTimer.singleShot(round(IN_SIGHT.total_seconds() * 1000), self, run)

    def _run(self, work: Callable[[], T], done: Callable[[T], None], failed: Failed) -> None:
        try:
            result = work()
        except Exception as error:  # noqa: BLE001 - every failure belongs to whoever asked, on the GUI thread
            problem = error
            self._answered.emit(lambda: failed(problem))
        else:
            self._answered.emit(lambda: done(result))

    @Slot(object)
    def _hand_over(self, answer: Job) -> None:
        answer()
