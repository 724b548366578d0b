"""A real desk, or a bare window, which says when it was painted with its list filled and how much memory it took."""

from __future__ import annotations

import sys
import time
from datetime import datetime, timedelta
from pathlib import Path


def say(what: str) -> None:
    """Write the instant since the machine started and the processor's time taken, in ns, and the memory in KiB."""
    kib = next(line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if "VmRSS" in line)
    sys.stdout.write(f"{what} {time.monotonic_ns()} {time.process_time_ns()} {kib}\n")
    sys.stdout.flush()


def bare() -> int:
    """Run what any program with a list in a window cannot do without."""
    from PySide6.QtCore import QStringListModel, QTimer
    from PySide6.QtWidgets import QApplication, QListView, QMainWindow

    app = QApplication(["bare"])
    window, rows = QMainWindow(), QListView()
    rows.setModel(QStringListModel([f"Person {n}" for n in range(50)]))
    window.setCentralWidget(rows)
    window.resize(1100, 720)
    window.show()
    QTimer.singleShot(0, lambda: (app.processEvents(), say("filled"), app.quit()))
    return app.exec()


def desk(ahead_s: str, words: list[str]) -> int:
    """Run the program itself as if it were so many seconds later, until its list is painted."""
    import main
    from app.clock import SystemClock

    class Ahead(SystemClock):
        def now(self) -> datetime:
            return super().now() + timedelta(seconds=float(ahead_s))

    main.SystemClock = Ahead  # type: ignore[misc]
    from ui.curtain import Curtain
    from ui.opening import Opening

    show, furnish = Curtain.showEvent, Opening._furnish

    def showing(curtain: Curtain, event: object) -> None:
        show(curtain, event)  # type: ignore[arg-type]
        say("begun")

    def furnishing(opening: Opening, *about: object) -> None:
        # not before: what is loaded with it is loaded when the program does so
        from ui.queue.pane import QueuePane

        show_day = QueuePane.show_day

        def filling(pane: QueuePane, *shown: object) -> None:
            show_day(pane, *shown)  # type: ignore[arg-type]
            QTimer.singleShot(0, painted)

        QueuePane.show_day = filling  # type: ignore[method-assign]
        furnish(opening, *about)  # type: ignore[arg-type]

    def painted() -> None:
        # what is laid out and painted, and not yet what timers do once it is
        QApplication.sendPostedEvents()
        say("filled")
        sys.stdout.write(f"loaded {' '.join(sorted(sys.modules))}\n")
        QApplication.quit()

    Opening._furnish = furnishing  # type: ignore[method-assign]
    Curtain.showEvent = showing  # type: ignore[method-assign]
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    return main.main(words)


if __name__ == "__main__":
    sys.exit(bare() if sys.argv[1] == "bare" else desk(sys.argv[1], sys.argv[2:]))
