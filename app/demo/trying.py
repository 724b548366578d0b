"""Two versions of the playbook side by side from the branch's first day on, so that there is something to look at."""

from __future__ import annotations

from datetime import datetime

from app.domain.experiments.measuring import USUAL_DAYS, Measure
from app.domain.playbook_checks import Terms
from app.hub import experiments, playbooks
from app.hub.auditing import OPERATOR
from app.hub.ports import HubStore
from app.hub.reports import Sums
from app.protocol.experiment_wire import PlanExperiment

_FIRST_OF_THE_OTHERS = "# Our own suggestion, not from any study: three calls once an application is out.\n[[step]]\n"
#: later than the branch is old: whichever version is drawn for a lead, its story is the same
_SEVENTH = """[[step]]
id = "call-7"
channel = "call"
on_day = 25
between = "13:00-17:00"

"""
WHY = "whether a seventh call reaches some of those whom six did not"


def tried_text(text: str) -> str:
    """Return the playbook that ships, with one more call."""
    longer = text.replace(_FIRST_OF_THE_OTHERS, _SEVENTH + _FIRST_OF_THE_OTHERS)
    return longer.replace('name = "Ultimate contact"', 'name = "Ultimate contact and one"').replace(
        "Six calls", "Seven calls"
    )


def try_two_versions(hub: HubStore, sums: Sums, terms: Terms, text: str, now: datetime) -> None:
    """Publish the longer playbook and begin to try it against the one in force."""
    published, _ = playbooks.publish(hub, tried_text(text), terms, why=WHY, now=now)
    asked = PlanExperiment(
        former=published.version - 1,
        tried=published.version,
        measure=Measure.CONTACT.value,
        effect_permille=100,
        within_days=USUAL_DAYS[Measure.CONTACT],
        days=91,
        name="Seven calls against six",
        why=WHY,
        only_asks=False,
        # a company without a past cannot tell beforehand
        anyway=True,
    )
    experiments.start(hub, sums, asked, OPERATOR, now)
