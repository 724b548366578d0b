"""A program for a real screen: an officer has a dialog open, a reminder rings, and what became of both is told.

Run with a folder and the size of text; keys come from outside, by xdotool, once "ready" was said.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QTimer
from PySide6.QtWidgets import QApplication

from app.clock import FixedClock
from tests.ui.conftest import NOW, fill, make_desk
from tests.ui.test_popup import a_ring
from ui.application import make_application
from ui.icons import Icons
from ui.main_window import MainWindow
from ui.new_lead.dialog import NewLeadDialog
from ui.office import Office, take_seat
from ui.refresh import Refresh
from ui.reminding import Reminding
from ui.tasks import Inline
from ui.theme import Look, Scheme
from ui.trouble import Trouble

RINGS_AFTER_MS, ENDS_AFTER_MS = 1500, 4500


def main(folder: Path, scale: float) -> int:
    look = Look(Scheme.LIGHT, scale)
    app = make_application(["followthrough"], look)
    clock = FixedClock(NOW)
    desk = make_desk(folder, clock)
    fill(desk, clock)
    office = Office(desk, Inline(), Refresh(), look, Icons(look), Trouble(), take_seat(desk), lambda _address: True)
    window = MainWindow(office)
    reminding = Reminding(office, window)
    window.show()
    window.reload()
    QTimer.singleShot(500, window, window.dialogs.open_new_lead)
    QTimer.singleShot(1000, window, lambda: say("ready"))
    rings = [a_ring("lead-1"), a_ring("lead-2")]
    QTimer.singleShot(RINGS_AFTER_MS, window, lambda: reminding.popups.show(rings, names_hidden=False, snooze_min=15))
    QTimer.singleShot(ENDS_AFTER_MS, window, lambda: tell(app, window, reminding, folder))
    app.exec()
    reminding.popups.close_all()
    window.close()
    desk.store.close()
    return 0


def say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def tell(app: QApplication, window: MainWindow, reminding: Reminding, folder: Path) -> None:
    (dialog,) = window.findChildren(NewLeadDialog)
    place, field = dialog.frameGeometry(), QRect(dialog.reach.mapToGlobal(QPoint(0, 0)), dialog.reach.size())
    answer = {
        "typed": dialog.reach.text(),
        "dialog_has_the_keyboard": dialog.isActiveWindow(),
        "popups": [popup.isVisible() for popup in reminding.popups.shown],
        "over_the_field": [popup.geometry().intersects(field) for popup in reminding.popups.shown],
        "over_the_dialog": [popup.geometry().intersects(place) for popup in reminding.popups.shown],
        "off_the_screen": [
            not dialog.screen().availableGeometry().contains(popup.geometry()) for popup in reminding.popups.shown
        ],
    }
    dialog.screen().grabWindow(0).save(str(folder / "screen.png"))
    say(json.dumps(answer))
    app.quit()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), float(sys.argv[2])))
