"""What is said of a plan and of an experiment, in sentences with the numbers behind them."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.experiments.guarding import Guard, Harm
from app.domain.experiments.measuring import Measure
from app.domain.experiments.power import Answerable, Power
from app.domain.experiments.sequential import ArmRead, Reading, Verdict
from app.domain.rates import between

#: what happens to a lead, as it stands behind a number of them
_HAPPENS = {
    Measure.CONTACT: "reached",
    Measure.APPOINTMENT: "with an appointment",
    Measure.APPLICATION: "with an application",
    Measure.FUNDED: "funded",
}
_HARMS = {Harm.OPT_OUTS: "Opt-outs", Harm.COMPLAINTS: "Complaints"}
#: about a quarter of a year
_QUARTER_DAYS = 92


def advice(reading: Reading, watched: Sequence[Guard], *, is_over: bool, is_late: bool) -> str:
    """Return what the stop rule says, which was agreed on when the experiment was planned."""
    if is_over:
        return "It is over."
    if any(guard.stops for guard in watched):
        return "Stop: the tried version harms."
    if reading.verdict.ends:
        return "Stop: the question is answered."
    if is_late:
        return "Stop: the planned time is over, and what could be told by then was told."
    return "Go on: nothing is decided yet."


def plan_sentences(power: Power, measure: Measure) -> list[str]:
    """Return whether the question can be answered, and what that was worked out from."""
    return [_answer(power), *_behind(power, measure)]


def _answer(power: Power) -> str:
    days = power.question.days
    match power.answer:
        case Answerable.YES:
            return f"You can answer this question in {days} days."
        case Answerable.NO_HISTORY:
            return "Nothing can be said beforehand: too few leads have had their time here."
        case Answerable.NEVER:
            return "You cannot answer this question with the leads that come here, however long you wait."
    if days <= _QUARTER_DAYS:
        return "You cannot answer this question this quarter."
    return f"You cannot answer this question in {days} days."


def _behind(power: Power, measure: Measure) -> list[str]:
    history, question = power.history, power.question
    so_far = (
        f"So far {history.n:,} of {history.of:,} leads were {_HAPPENS[measure]} within {question.within_days} days "
        f"({between(power.low, power.high)}), and {history.leads_a_week:.1f} leads come in a week."
    )
    said = [so_far]
    if power.answer is Answerable.NO_HISTORY:
        return said
    said.append(
        f"By the end the outcome of {power.known:,} people is known; a difference of {_points(question.effect)} "
        f"would be seen in {round(100 * power.power)} of 100 cases (80 are wanted)."
    )
    if power.weeks is not None and power.answer is not Answerable.YES:
        said.append(f"For that difference it takes about {power.weeks:,} weeks.")
    if power.smallest is not None:
        said.append(f"The least difference that would be seen in that time is {_points(power.smallest)}.")
    return said


def reading_sentences(reading: Reading, measure: Measure, planned: int) -> list[str]:
    """Return what may be said of the difference now, and the numbers of both."""
    return [_verdict(reading, planned), _arm("tried", reading.tried, measure), _arm("former", reading.former, measure)]


def _verdict(reading: Reading, planned: int) -> str:
    known = reading.tried.of + reading.former.of
    if reading.verdict is Verdict.TOO_FEW:
        if not planned:
            # begun without a past to plan by
            return f"Too few yet: the outcome of {known:,} people is known."
        return f"Too few yet: the outcome of {known:,} people is known, of {planned:,} planned."
    low, high = _points(reading.low), _points(reading.high)
    lies = f"between {low} and {high}"
    match reading.verdict:
        case Verdict.TRIED_IS_BETTER:
            return f"The tried version is better: the difference lies {lies}."
        case Verdict.FORMER_IS_BETTER:
            return f"The tried version is worse: the difference lies {lies}."
        case Verdict.ALIKE:
            return f"No difference that matters: it lies {lies}."
    if not planned:
        return f"Nothing can be told yet: the difference lies {lies}, after {known:,} people."
    return f"Nothing can be told yet: the difference lies {lies}, after {known:,} of {planned:,} people."


def _arm(which: str, arm: ArmRead, measure: Measure) -> str:
    if which == "tried":
        return f"Tried: {arm.n:,} of {arm.of:,} people {_HAPPENS[measure]} ({between(arm.low, arm.high)})."
    return f"Former: {arm.n:,} of {arm.of:,} people {_HAPPENS[measure]} ({between(arm.low, arm.high)})."


def guard_sentence(guard: Guard) -> str:
    tried, former = _both(guard)
    told = f"{_HARMS[guard.harm]}: {tried} tried, {former} former."
    return f"{told} That stops the experiment." if guard.stops else told


def harm_words(guard: Guard) -> str:
    """Return why an experiment was stopped by what it cost."""
    tried, former = _both(guard)
    return f"{_HARMS[guard.harm].lower()}: {tried} tried, {former} former"


def _both(guard: Guard) -> tuple[str, str]:
    return f"{guard.tried:,} of {guard.tried_of:,}", f"{guard.former:,} of {guard.former_of:,}"


def _points(share: float) -> str:
    return f"{100 * share:+.1f} points"
