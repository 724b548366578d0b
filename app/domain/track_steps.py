"""A track's steps as its ladders take them, sorted out once for each playbook."""

from __future__ import annotations

from app.domain.lead import Channel
from app.domain.playbook import DAY_S, Doer, Playbook, Step, Track

#: playbooks whose tracks are remembered; a company has one in force and a few that old leads are pinned to
_MOST = 64
_remembered: dict[tuple[int, Track], tuple[Playbook, TrackSteps]] = {}

#: stands for "the step does not say"; no duration and no minute of a day is negative
NONE = -1


class Rung:
    """One step in plain numbers: seconds, minutes after midnight, days, `NONE` where the step does not say.

    `place` is where it stands among the track's steps: of steps due at once the first goes first.
    """

    def __init__(self, step: Step, place: int = 0) -> None:
        self.step = step
        self.place = place
        self.after_s = NONE if step.after_s is None else step.after_s
        self.every_s = NONE if step.every_s is None else step.every_s
        self.before_expiry = NONE if step.before_expiry_s is None else step.before_expiry_s // DAY_S
        self.within_s = NONE if step.within_s is None else step.within_s
        self.day = step.day
        self.opens, self.closes = (0, NONE) if step.between is None else step.between


class TrackSteps:
    """The rungs of each channel in file order."""

    def __init__(self, by_channel: tuple[tuple[Channel, tuple[Rung, ...]], ...]) -> None:
        self.by_channel = by_channel


def officers_steps(playbook: Playbook, track: Track) -> TrackSteps:
    """Return the steps of a track that are the officer's to do."""
    # by identity: hashing a playbook reads all of it, which takes longer than sorting it out
    key = id(playbook), track
    found = _remembered.get(key)
    if found is None or found[0] is not playbook:
        if len(_remembered) >= _MOST:
            _remembered.clear()
        found = _remembered[key] = playbook, TrackSteps(_sorted_out(playbook, track, Doer.OFFICER))
    return found[1]


def marketings_steps(playbook: Playbook, track: Track) -> tuple[tuple[Channel, tuple[Rung, ...]], ...]:
    """Return the steps of a track that are marketing's, by channel."""
    return _sorted_out(playbook, track, Doer.MARKETING)


def _sorted_out(playbook: Playbook, track: Track, doer: Doer) -> tuple[tuple[Channel, tuple[Rung, ...]], ...]:
    steps = (step for step in playbook.track(track) if step.by is doer)
    rungs = [Rung(step, place) for place, step in enumerate(steps)]
    by_channel = ((channel, tuple(r for r in rungs if r.step.channel is channel)) for channel in Channel)
    return tuple((channel, own) for channel, own in by_channel if own)
