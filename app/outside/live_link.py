"""What a manager's page asks of the hub."""

from __future__ import annotations

from typing import Any

from app.protocol.live import Done, Excuse, GiveLeads, GivenLeads, LiveNow, Moves, Nudge


class LiveCalls:
    """The addresses of it, for a link that can ask and read."""

    def live(self) -> LiveNow:
        found: LiveNow = self._asked("GET", "/v1/live", LiveNow)
        return found

    def give_leads(self, message: GiveLeads) -> GivenLeads:
        given: GivenLeads = self._asked("POST", "/v1/leads/give", GivenLeads, message)
        return given

    def nudge(self, message: Nudge) -> Done:
        done: Done = self._asked("POST", "/v1/nudge", Done, message)
        return done

    def excuse(self, message: Excuse) -> Done:
        done: Done = self._asked("POST", "/v1/excuse", Done, message)
        return done

    def moves(self) -> Moves:
        found: Moves = self._asked("GET", "/v1/moves", Moves)
        return found

    def _asked(self, method: str, path: str, kind: Any, message: object = None) -> Any:
        raise NotImplementedError
