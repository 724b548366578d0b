"""The officers' steps of a new lead's track in arrays, playbook by playbook."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from app.domain.many.grounds import CHANNELS
from app.domain.many.openings import Ints
from app.domain.playbook import OnExhausted, Playbook, Track
from app.domain.track_steps import Rung, officers_steps

#: stands for "no such instant", in the far past and in the far future
NEVER_YET, NEVER = -1, 1 << 60


class Rungs:
    """The steps of playbooks as `track_steps.Rung` has them; `first` and `past` bound a playbook's by channel.

    Behind each channel's steps stands one that is none, so that whoever has done them all may be asked, too.
    """

    def __init__(self, playbooks: Sequence[Playbook]) -> None:
        self.all: list[Rung] = []
        first: list[list[int]] = []
        past: list[list[int]] = []
        for playbook in playbooks:
            by_channel = dict(officers_steps(playbook, Track.NEW).by_channel)
            first.append([])
            past.append([])
            for channel in CHANNELS:
                first[-1].append(len(self.all))
                self.all += by_channel.get(channel, ())
                past[-1].append(len(self.all))
        self.first, self.past = np.array(first), np.array(past)

        def column(name: str) -> Ints:
            return np.array([*(getattr(rung, name) for rung in self.all), 0], np.int64)

        self.after_s, self.every_s, self.within_s = column("after_s"), column("every_s"), column("within_s")
        self.day, self.opens, self.closes, self.place = (
            column("day"),
            column("opens"),
            column("closes"),
            column("place"),
        )
        limits = (NEVER if one.give_up_after_s is None else one.give_up_after_s for one in playbooks)
        self.give_up_after_s = np.fromiter(limits, np.int64)
        self.keeps = np.array([one.on_exhausted is OnExhausted.KEEP for one in playbooks])
        #: how far ahead of the last activity anything may lie that a step says
        self.reach_s = int(max(self.after_s.max(), self.every_s.max(), self.day.max() * 86400) + self.within_s.max())
