"""Leads that arrive while two versions are tried: each is drawn for one and pinned to it before anybody holds it."""

from __future__ import annotations

from collections.abc import Set

import msgspec

from app.domain.experiments.randomising import Arm, arm_of
from app.domain.lead import Lead
from app.domain.matching import candidate_of
from app.hub.experiment_records import Experiment
from app.hub.ports import Rows


def enter(rows: Rows, lead: Lead, keys: Set[str]) -> Lead:
    """Add a lead that arrives, by the version that is drawn for it where two are tried; return it as it was added.

    An officer's own leads and a vendor's tests are in no experiment: they go by the version in force.
    """
    running = None if lead.origin.is_own or lead.is_test else rows.experiments.running()
    if running is None:
        rows.leads.add(lead, keys)
        return lead
    arm = _arm(rows, running, lead)
    lead = msgspec.structs.replace(lead, playbook_version=running.tried if arm.is_tried else running.former)
    rows.leads.add(lead, keys)
    rows.experiments.enter(running.experiment_id, [arm])
    return lead


def enter_again(rows: Rows, lead: Lead) -> None:
    """Note the arm of a lead that a restored hub gets back from its desk, by the version it is on already."""
    if lead.origin.is_own or lead.is_test:
        return
    found = next((one for one in rows.experiments.all() if one.has(lead.playbook_version)), None)
    # what waited before it began was pinned to the former when it was given, and drawn for nothing
    if found is None or lead.received_at < found.started_at:
        return
    first = _of_this_person(rows, found, lead)
    unit_id = min(first, key=lambda arm: arm.unit_id).unit_id if first else lead.lead_id
    rows.experiments.enter(found.experiment_id, [Arm(lead.lead_id, unit_id, lead.playbook_version == found.tried)])


def _arm(rows: Rows, running: Experiment, lead: Lead) -> Arm:
    return arm_of(running.key, lead.lead_id, running.share_percent, _of_this_person(rows, running, lead))


def _of_this_person(rows: Rows, experiment: Experiment, lead: Lead) -> list[Arm]:
    """Return the arms of leads that share a number or an address with this one: a household has one playbook."""
    owners = rows.leads.owners_of(sorted(candidate_of(lead).keys))
    others = sorted({lead_id for ids in owners.values() for lead_id in ids} - {lead.lead_id})
    return rows.experiments.arms(experiment.experiment_id, others)


def in_running(rows: Rows, lead_ids: list[str]) -> set[str]:
    """Return which of the leads are in the experiment that runs: nobody moves those to another version."""
    with rows.beyond_the_fence():
        running = rows.experiments.running()
        return (
            set()
            if running is None
            else {arm.lead_id for arm in rows.experiments.arms(running.experiment_id, lead_ids)}
        )
