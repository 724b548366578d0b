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

#: a word to whoever calls, so that whichever version is drawn for a lead, its story is the same
_LEAVES = 'note = "Leave the first of two voicemails here."'
_LEAVES_NONE = 'note = "Leave no voicemail here; call-3 follows within the hour."'
WHY = "whether who finds no voicemail picks up sooner"


def tried_text(text: str) -> str:
    """Return the playbook that ships, without its first voicemail."""
    quieter = text.replace(_LEAVES, _LEAVES_NONE)
    return quieter.replace('name = "Ultimate contact"', 'name = "Ultimate contact, no first voicemail"')


def try_two_versions(hub: HubStore, sums: Sums, terms: Terms, text: str, now: datetime) -> None:
    """Publish the quieter playbook and begin to try it against the one in force."""
    published, _ = playbooks.publish(hub, tried_text(text), terms, why=WHY, now=now)
    asked = PlanExperiment(
        former=published.version - 1,
        tried=published.version,
        measure=Measure.CONTACT.value,
        effect_permille=100,
        within_days=USUAL_DAYS[Measure.CONTACT],
        days=91,
        name="No voicemail at the second call",
        why=WHY,
        only_asks=False,
        # a company without a past cannot tell beforehand
        anyway=True,
    )
    experiments.start(hub, sums, asked, OPERATOR, now)
