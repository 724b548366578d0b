"""Work leaves the window and its answer comes back to it."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.desktop.changes import NOTHING, Changed, Touched
from ui.refresh import Refresh
from ui.tasks import Inline, Tasks, Workers


def never(problem: object) -> None:
    raise AssertionError(f"not expected: {problem}")


@pytest.fixture
def workers(qtbot: QtBot) -> Iterator[Workers]:
    made = Workers()
    made.begin()
    yield made
    assert made.finish()


def test_work_runs_elsewhere_and_the_answer_comes_home(workers: Workers, qtbot: QtBot) -> None:
    ran: list[str] = []
    answered: list[tuple[str, threading.Thread]] = []
    workers.store(
        lambda: ran.append(threading.current_thread().name) or "done",
        lambda words: answered.append((words, threading.current_thread())),
        never,
    )
    qtbot.waitUntil(lambda: bool(answered))
    assert ran == ["store"]
    assert answered == [("done", threading.main_thread())]


def test_a_failure_comes_home_to_whoever_asked(workers: Workers, qtbot: QtBot) -> None:
    failed: list[tuple[Exception, threading.Thread]] = []

    def breaks() -> None:
        raise ValueError("no")

    workers.network(breaks, never, lambda problem: failed.append((problem, threading.current_thread())))
    qtbot.waitUntil(lambda: bool(failed))
    assert isinstance(failed[0][0], ValueError)
    assert failed[0][1] is threading.main_thread()


def test_the_store_is_asked_in_turn(workers: Workers, qtbot: QtBot) -> None:
    answers: list[int] = []
    for n in range(50):
        workers.store(lambda n=n: n, answers.append, never)
    qtbot.waitUntil(lambda: len(answers) == 50)
    assert answers == list(range(50))


def test_the_heartbeat_may_ask_from_its_own_thread(workers: Workers, qtbot: QtBot) -> None:
    threads: list[threading.Thread] = []
    beat = threading.Thread(
        target=lambda: workers.store(lambda: None, lambda _: threads.append(threading.current_thread()), never)
    )
    beat.start()
    beat.join()
    qtbot.waitUntil(lambda: bool(threads))
    assert threads == [threading.main_thread()]


def test_long_work_lets_in_what_was_asked_meanwhile_and_then_goes_on(workers: Workers, qtbot: QtBot) -> None:
    asked = threading.Event()
    done: list[str] = []

    def long_work() -> None:
        assert asked.wait(10)
        workers.let_others()
        done.append("long")

    workers.store(long_work, lambda _: None, never)
    for name in ("first", "second"):
        workers.store(lambda name=name: done.append(name), lambda _: None, never)
    asked.set()
    qtbot.waitUntil(lambda: len(done) == 3)
    assert done == ["first", "second", "long"]


def test_work_that_lets_others_in_still_hears_that_the_day_is_over(qtbot: QtBot) -> None:
    workers, ending, done = Workers(), threading.Event(), []
    workers.begin()

    def long_work() -> None:
        assert ending.wait(10)
        workers.let_others()
        done.append("long")

    workers.store(long_work, lambda _: None, never)
    line = workers._lines["store"]
    line._jobs.put(None)
    ending.set()
    line._thread.join(10)
    assert not line._thread.is_alive()
    assert done == ["long"]
    workers.finish()


def test_a_slow_network_does_not_hold_up_the_store(workers: Workers, qtbot: QtBot) -> None:
    release = threading.Event()
    answers: list[str] = []
    workers.network(lambda: release.wait(10), lambda _: answers.append("network"), never)
    workers.store(lambda: None, lambda _: answers.append("store"), never)
    qtbot.waitUntil(lambda: answers == ["store"])
    release.set()
    qtbot.waitUntil(lambda: answers == ["store", "network"])


def test_a_notification_does_not_wait_for_a_dead_hub(workers: Workers, qtbot: QtBot) -> None:
    release = threading.Event()
    answers: list[str] = []
    workers.network(lambda: release.wait(10), lambda _: answers.append("network"), never)
    workers.system(lambda: threading.current_thread().name, answers.append, never)
    qtbot.waitUntil(lambda: answers == ["system"])
    release.set()
    qtbot.waitUntil(lambda: answers == ["system", "network"])


def test_the_inline_runner_keeps_the_same_promises() -> None:
    tasks: Tasks = Inline()
    answers: list[object] = []
    tasks.store(lambda: 1, answers.append, never)
    tasks.network(lambda: int("one"), never, lambda problem: answers.append(type(problem)))
    assert answers == [1, ValueError]


def test_a_screen_hears_only_of_what_concerns_it(qtbot: QtBot) -> None:
    refresh, screen, heard = Refresh(), QWidget(), []
    qtbot.addWidget(screen)
    refresh.listen(screen, Touched.QUEUE | Touched.LEAD, lambda changed: heard.append(changed.what))
    for what in (Touched.SYNC, Touched.QUEUE, Touched.LEAD | Touched.TEAM):
        refresh.announce(Changed(what))
    refresh.announce(NOTHING)
    assert heard == [Touched.QUEUE, Touched.LEAD | Touched.TEAM]


def test_a_screen_that_is_gone_hears_nothing(qtbot: QtBot) -> None:
    refresh, screen, heard = Refresh(), QWidget(), []
    refresh.listen(screen, Touched.QUEUE, heard.append)
    with qtbot.waitSignal(screen.destroyed):
        screen.deleteLater()
    refresh.announce(Changed(Touched.QUEUE))
    assert heard == []


def test_what_can_wait_is_done_once_what_was_asked_before_is_in_sight(workers: Workers, qtbot: QtBot) -> None:
    done: list[str] = []
    workers.once_in_sight(lambda: done.append("the list"))
    workers.store(lambda: "the card", done.append, never)
    qtbot.waitUntil(lambda: len(done) == 2)
    assert done == ["the card", "the list"]
