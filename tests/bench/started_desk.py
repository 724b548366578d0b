"""A real desk, or a bare window, which says when it was painted with its list filled and how much memory it took."""

from __future__ import annotations

import sys
import time
from pathlib import Path


def say(what: str) -> None:
    """Write the instant since the machine started in ns, and the resident memory in KiB."""
    kib = next(line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if "VmRSS" in line)
    sys.stdout.write(f"{what} {time.monotonic_ns()} {kib}\n")
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


def desk(words: list[str]) -> int:
    import main
    from ui.curtain import Curtain
    from ui.queue.pane import QueuePane

    show_day, show = QueuePane.show_day, Curtain.showEvent

    def showing(curtain: Curtain, event: object) -> None:
        show(curtain, event)  # type: ignore[arg-type]
        say("begun")

    def filling(pane: QueuePane, *about: object) -> None:
        show_day(pane, *about)  # type: ignore[arg-type]
        from PySide6.QtCore import QTimer
        from PySide6.QtWidgets import QApplication

        def painted() -> None:
            QApplication.processEvents()
            say("filled")
            QApplication.quit()

        QTimer.singleShot(0, painted)

    QueuePane.show_day = filling  # type: ignore[method-assign]
    Curtain.showEvent = showing  # type: ignore[method-assign]
    return main.main(words)


if __name__ == "__main__":
    sys.exit(bare() if sys.argv[1] == "bare" else desk(sys.argv[1:]))
