"""Who may be the same person: the leads with a number, address or vendor's id in common, many asked for at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from app.desktop.lead_keys import lead_keys
from app.desktop.ports import HeldLead, KeyHit, LeadKey, Tx
from app.domain.lead import Lead
from app.domain.matching import Candidate, Match, candidate_of, find_duplicate, find_lookalikes, shared_keys


class Nearby:
    """The leads that inquiries may repeat, as the store has them, and as whoever writes has left them since.

    Found as the store finds them, by key and then by id, so that it does not matter how many are asked for together.
    """

    def __init__(self, tx: Tx, inquiries: Iterable[Lead], also: Collection[str] = ()) -> None:
        """Ask for all that `inquiries` may repeat, and for the leads whose ids come `also`."""
        self._asked = {lead.lead_id: _asked_by(lead) for lead in inquiries}
        self._under: dict[str, dict[str, KeyHit]] = {}
        self._keys_of: dict[str, list[str]] = {}
        for hit in tx.hits(sorted({key for keys in self._asked.values() for key in keys})):
            self._add(hit)
        found = tx.held(sorted({*self._keys_of, *also}))
        self.held: dict[str, HeldLead] = {one.lead.lead_id: one for one in found}
        self._candidates: dict[str, Candidate] = {}

    def find(self, lead: Lead) -> tuple[Match | None, list[Match]]:
        """Return which lead is the same person's as one asked for, by the rule of the domain page; None when unknown.

        Then the leads a person would have to be asked about come with it: one key in common, and not enough to say who.
        """
        under = (self._under.get(key) for key in self._asked[lead.lead_id])
        hits = [hit for some in under if some for _, hit in sorted(some.items())]
        if not hits:
            return None, []
        partner_keys = {hit.key for hit in hits if hit.kind == "partner"}
        candidates = [self._candidate(lead_id) for lead_id in dict.fromkeys(hit.lead_id for hit in hits)]
        inquiry = candidate_of(lead)
        shared = shared_keys([*candidates, inquiry])
        match = find_duplicate(inquiry, candidates, shared_keys=shared, partner_keys=partner_keys)
        if match is not None:
            return match, []
        return None, find_lookalikes(inquiry, candidates, shared_keys=shared, partner_keys=partner_keys)

    def is_known(self, key: str) -> bool:
        """Return whether any lead holds a key that was asked for."""
        return bool(self._under.get(key))

    def put(self, held: HeldLead, keys: Sequence[LeadKey]) -> None:
        """Have a lead found as it is written from here on, by these keys alone."""
        lead_id = held.lead.lead_id
        for key in self._keys_of.pop(lead_id, ()):
            del self._under[key][lead_id]
        for key, kind, name in keys:
            self._add(KeyHit(key, kind, lead_id, name))
        self.held[lead_id] = held
        self._candidates.pop(lead_id, None)

    def _add(self, hit: KeyHit) -> None:
        """Take up a hit; of one key that a lead has twice the first counts, as in the store."""
        under = self._under.setdefault(hit.key, {})
        if hit.lead_id not in under:
            under[hit.lead_id] = hit
            self._keys_of.setdefault(hit.lead_id, []).append(hit.key)

    def _candidate(self, lead_id: str) -> Candidate:
        found = self._candidates.get(lead_id)
        if found is None:
            found = self._candidates[lead_id] = candidate_of(self.held[lead_id].lead, lead_id)
        return found


def _asked_by(lead: Lead) -> list[str]:
    return sorted({key for key, kind, _ in lead_keys(lead) if kind != "partner"})
