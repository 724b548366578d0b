"""Whether a lead ended as bad or went back to marketing with nobody reached, and why."""

from __future__ import annotations

from tests.oracle.course import Course
from tests.oracle.kept import Inquiry

#: what is said of a lead after which it stands where that says; tries and notes move nothing that ended
_SAYS = {
    "appointment", "call_back", "sending_application", "not_now", "not_interested", "language", "inbound", "replied",
    "bad_lead", "inquired_again",
}  # fmt: skip
#: a loan system names no day to wake a lead on
_MOVES_NOTHING = {"", "nurture"}


def is_bad(lead: Inquiry) -> bool:
    """Return whether a vendor's lead is bad: its officer said so, and nothing since brought it back."""
    return not lead.is_own and _last_word(lead) == "bad_lead"


def _last_word(lead: Inquiry) -> str:
    """Return what was said last of where a lead stands; after a do-not-call only a loan system says anything."""
    word = ""
    for act in lead.acts:
        if act.stage not in _MOVES_NOTHING:
            word = "stage"
        elif act.kind == "do_not_call" or (act.kind in _SAYS and word != "do_not_call"):
            word = act.kind
    return word


def came_back(lead: Inquiry, course: Course) -> bool:
    """Return whether all was tried, or its time was up, with nobody reached: and that is the last there is to say."""
    at = course.exhausted
    if at is None or lead.contact is not None:
        return False
    said = [act.kind for act in lead.acts if act.at > at and act.kind in {*_SAYS, "do_not_call"}]
    return not said and not any(act.stage not in _MOVES_NOTHING for act in lead.acts)


def why_bad(lead: Inquiry) -> str:
    """Return what the officer found, the last time it was said."""
    return next((act.reason for act in reversed(lead.acts) if act.kind == "bad_lead"), "")
