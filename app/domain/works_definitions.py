"""What the numbers of the reports on what works are called and mean, and of what each is a share."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.definitions import Definition

#: what all is to be read with that tells of how soon or how often leads were called
CAVEAT = (
    "These are leads as they came: officers chose whom to call at once and whom to call again, and the better lead may "
    "have been called sooner. Only an experiment tells what the speed itself does."
)
METHOD = "Mantel-Haenszel difference of shares over sources, 95 % (variance after Sato 1989)"

_SOURCE = Definition("Source", "Who sent the leads first; all sources together where it names none")
_WHAT = Definition("What", "What is counted: leads reached, applications, funded loans")
_ROW = "leads of this row"
#: a row a source and how soon its leads were called
OF_CALLED: Mapping[str, Definition] = {
    "source": _SOURCE,
    "called": Definition("Called", "How soon after it was received a lead was first called; own leads are in none"),
    "leads": Definition("Leads", "Leads of the source that were called so soon"),
    "contacted": Definition("Reached", "Leads with a two-way contact", _ROW),
    "applications": Definition("Applications", "Leads that reached a submitted application", _ROW),
    "funded": Definition("Funded", "Leads whose loan was funded", f"{_ROW} that have had their time to close"),
    "unripe": Definition("Too young to be funded", "Leads that have not had their time to close", _ROW),
}
_AT_ONCE = Definition("At once", "Of those called within five minutes, to how many it happened", "leads called so soon")
_LATER = Definition("Later", "Of those called later, to how many it happened", "leads called later")
#: a row a source and what is counted
OF_COMPARED: Mapping[str, Definition] = {
    "source": _SOURCE,
    "figure": _WHAT,
    "soon": _AT_ONCE,
    "later": _LATER,
    "difference": Definition("Difference", "The share of those called at once less that of those called later", "both"),
    "verdict": Definition("Is it chance?", "Whether so large a difference may well be chance"),
}
#: a row a value of the field that first contacts are split by, a channel and a step
OF_RESPONSES: Mapping[str, Definition] = {
    "value": Definition("Leads", "Which leads: what stands in the field they are split by"),
    "channel": Definition("By", "How they were first in contact; they came to us where nobody had asked them"),
    "step": Definition("Step", "The step of the playbook that was answered, where it was one"),
    "answered": Definition("Of all", "Leads whose first contact was so", "leads of the same value, reached or not"),
}
#: a row what is counted, over all sources
OF_EFFECTS: Mapping[str, Definition] = {
    "figure": _WHAT,
    "soon": _AT_ONCE,
    "later": _LATER,
    "sources": Definition("Sources", "Sources that had leads of either kind"),
    "difference": Definition(
        "Difference, source by source",
        "The share of those called at once less that of those called later, within each source, put together",
        "leads of sources with both kinds",
    ),
}
#: a row an attempt by its number
OF_ATTEMPTS: Mapping[str, Definition] = {
    "attempt": Definition("Attempt", "Which attempt on a lead it was, by its number"),
    "and_later": Definition("And later", "Whether all later attempts are counted with it"),
    "reached": Definition(
        "Reached by it", "Leads that this very attempt reached", "leads that had it before they were reached"
    ),
}
_PEOPLE = "people of that version whose outcome is known"
_DRAWN = "people drawn for that version"
#: a row an experiment
OF_EXPERIMENTS: Mapping[str, Definition] = {
    "name": Definition("Experiment", "What it was called when it began"),
    "state": Definition("State", "Whether it runs, or which version went on when it was over"),
    "advice": Definition("Stop rule", "What the rule says that was agreed on before the start"),
    "former": Definition("Former version", "The version of the playbook that was in force, by its number"),
    "tried": Definition("Tried version", "The version that is tried, by its number"),
    "drawn_share": Definition(
        "Drawn for the tried version", "Its share of the leads that arrive, by the draw", "all drawn"
    ),
    "measure": Definition("Measured by", "What the tried version is to bring more of"),
    "within_days": Definition("Within days", "Until how many days after it arrived it is to have happened to a lead"),
    "effect": Definition("Difference that matters", "The least that was to be seen, said before the start", "people"),
    "power": Definition(
        "Power", "How often a difference so large would be seen in the time planned", "experiments such as this"
    ),
    "people_planned": Definition("People planned", "Whose outcome was to be known by the end, told before the start"),
    "days": Definition("Days planned", "How long it may last"),
    "started_at": Definition("Begun", "When the first lead could be drawn"),
    "drawn_former": Definition("Leads, former", "Leads drawn for the former version so far"),
    "drawn_tried": Definition("Leads, tried", "Leads drawn for the tried version so far"),
    "had_former": Definition("Former", "People called by the former version to whom it happened", _PEOPLE),
    "had_tried": Definition("Tried", "People called by the tried version to whom it happened", _PEOPLE),
    "difference": Definition(
        "Difference", "Tried less former; its interval holds however often it is looked at", "people drawn"
    ),
    "verdict": Definition("Verdict", "What may be told of the difference now"),
    "opt_outs_former": Definition("Opt-outs, former", "People who wanted no more contact", _DRAWN),
    "opt_outs_tried": Definition("Opt-outs, tried", "People who wanted no more contact", _DRAWN),
    "complaints_former": Definition("Complaints, former", "People who complained", _DRAWN),
    "complaints_tried": Definition("Complaints, tried", "People who complained", _DRAWN),
    "stopped_at": Definition("Ended", "When no more leads were drawn"),
    "stopped_why": Definition("Why it ended", "In the words of who stopped it"),
}
