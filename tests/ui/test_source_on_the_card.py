"""What a source without a name of its own is called wherever a lead is shown."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from app.desktop.desk import Desk
from app.desktop.leads import NewLead
from app.domain.lead import Origin
from tests.ui.driver import OfficerAtWindow


def test_a_lead_a_partner_sent_says_so_in_words_on_its_card_and_in_the_list(dana: OfficerAtWindow, desk: Desk) -> None:
    lead_id = desk.leads.add(NewLead("Pia Sent", "(502) 555-0181", state="KY", zip="40202", origin=Origin.PARTNER))[
        0
    ].lead_id
    dana.window.today.reload()
    dana.window.go_to_lead(lead_id)
    card = dana.window.today.card
    dana.qtbot.waitUntil(lambda: dana.lead == "Pia Sent")
    assert card.header._received.text().startswith("Partner · received")
    facts = [label.text() for label in card.facts.findChildren(QLabel)]
    assert facts[facts.index("Source") + 1] == "Partner"
    assert dana.story[-1].words == "Received from a partner"
    why = next(row.why for row in desk.queue.today().now if row.lead_id == lead_id)
    assert why.startswith("New from a partner, ")
