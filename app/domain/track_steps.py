"""A track's steps as its ladders take them, sorted out once for each playbook."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.lead import Channel
from app.domain.playbook import Doer, Playbook, Step, Track

#: playbooks whose tracks are remembered; a company has one in force and a few that old leads are pinned to
_MOST = 64
_remembered: dict[tuple[int, Track], tuple[Playbook, TrackSteps]] = {}


@dataclass(frozen=True, slots=True)
class TrackSteps:
    """The steps of each channel in file order, and where each step stands in the file."""

    by_channel: tuple[tuple[Channel, tuple[Step, ...]], ...]
    positions: dict[str, int]


def officers_steps(playbook: Playbook, track: Track) -> TrackSteps:
    """Return the steps of a track that are the officer's to do."""
    # by identity: hashing a playbook reads all of it, which takes longer than sorting it out
    key = id(playbook), track
    found = _remembered.get(key)
    if found is None or found[0] is not playbook:
        if len(_remembered) >= _MOST:
            _remembered.clear()
        found = _remembered[key] = playbook, _sorted_out(playbook, track)
    return found[1]


def _sorted_out(playbook: Playbook, track: Track) -> TrackSteps:
    steps = [step for step in playbook.track(track) if step.by is Doer.OFFICER]
    by_channel = ((channel, tuple(s for s in steps if s.channel is channel)) for channel in Channel)
    return TrackSteps(
        tuple((channel, own) for channel, own in by_channel if own), {s.step_id: n for n, s in enumerate(steps)}
    )
