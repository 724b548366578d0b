"""Trying a playbook out before it is in force: over a file of leads as they came, or against waiting-line theory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from app.domain.capacity import CLOSE_ENOUGH, KEPT_SHARE, WEEKS, Pattern, leads_a_day
from app.domain.contact_odds import ContactOdds
from app.domain.contact_rules import ContactRules
from app.domain.intervals import percentile
from app.domain.lead import Lead
from app.domain.officer import Officer, read_hours
from app.domain.playbook import DAY_S, Playbook
from app.domain.simulation import FOLLOWED_S, Rota, Service, Simulated, Simulation, days_of
from app.domain.waiting_line import Line, random_line
from app.errors import BadInput
from app.leadfiles.draft import to_lead
from app.leadfiles.reading import read_lead_file
from app.named_files import read_named, shown_name

if TYPE_CHECKING:
    from app.domain.steadying import Steadied

#: more officers than any branch has, more calls than anybody waits for
MOST_OFFICERS = 500
MOST_CALLS = 20_000_000
LONGEST_CALL_S = 8 * 3600
#: the promise a line without a playbook is held to
THEORY_PROMISE_S = 300
#: fewer leads than these hold neither the hours of a day nor the days of a week that leads come at
FEW_LEADS = 20
Answer = dict[str, Any]


class Arrivals(msgspec.Struct, frozen=True):
    """Leads of a file, in the order of its rows, and the rows that are none."""

    file: str
    leads: Sequence[Lead]
    rejected: Sequence[tuple[int, str]]


def read_arrivals(path: Path, *, now: datetime, zone: str) -> Arrivals:
    """Read a file's leads; rows without a time of their own cannot be replayed. Raises UnreadableFile, BadInput."""
    reading = read_lead_file(shown_name(path), read_named(path), now=now, zone=zone)
    leads: list[Lead] = []
    rejected: list[tuple[int, str]] = []
    for row in reading.rows:
        if row.draft is None:
            rejected.append((row.line, row.reason))
        elif row.draft.received_at is None:
            rejected.append((row.line, "it does not say when the lead came"))
        else:
            leads.append(to_lead(row.draft, f"row-{row.line}", received_at=row.draft.received_at))
    if not leads:
        raise BadInput(f"{shown_name(path)} has no lead with a time.", "A replay needs to know when each lead came.")
    return Arrivals(shown_name(path), leads, rejected)


def rota_of(hours: str, zone: str, officers: int, per_call_s: int, service: Service) -> Rota:
    """Return people who all work the same hours. Raises BadInput for a number nobody could mean."""
    _check(officers, per_call_s)
    model = Officer(officer_id="simulated", name="", zone=zone, hours=read_hours(hours))
    return Rota(model, officers, per_call_s, service)


def _check(officers: int, per_call_s: int) -> None:
    if not 1 <= officers <= MOST_OFFICERS:
        raise BadInput(f"A branch of {officers} officers cannot be played.", f"From 1 to {MOST_OFFICERS} can.")
    if not 1 <= per_call_s <= LONGEST_CALL_S:
        raise BadInput("A call takes from a second to eight hours.", "Write it like 6m or 90s.")


def simulate(
    playbook: Playbook,
    arrivals: Arrivals,
    rules: ContactRules,
    rota: Rota,
    odds: ContactOdds,
    seed: int,
    *,
    goes_on: Callable[[], bool] = lambda: True,
) -> Answer:
    """Return what the playbook would have made of these arrivals, and how many a day would be too many.

    `goes_on` is asked after each call played; False ends the run early, with what was counted by then.
    """
    simulation = Simulation(playbook, rules, rota, odds)
    came = simulation.arrivals(arrivals.leads)
    counted = simulation.run(came, seed, stop=lambda _counted: not goes_on())
    pattern = Pattern(came, rota.model.zone, seed)
    days = days_of(came, rota.model.zone)
    highest = _all_hours(counted, days, rota)
    per_day = leads_a_day(simulation, pattern, _likely(counted, days, highest), highest, goes_on=goes_on)
    # none a day, of a few leads, tells where those stand and not what the branch can take
    can_tell = per_day > 0 or len(came) >= FEW_LEADS
    waits = counted.waits
    return {
        "leads": counted.leads,
        "days": days,
        "officers": rota.officers,
        "attempts": counted.attempts,
        "attempts_per_officer_hour": _per_hour(counted.attempts_on_days, counted.officer_s),
        "first_in_time": {"n": counted.first_in_time, "of": counted.leads},
        "not_callable": counted.not_callable,
        "wait_s": _waits(waits),
        "reached": counted.reached,
        "starved": [
            {"step": step, "n": missed, "of": counted.fell_due[step]} for step, missed in counted.missed.most_common()
        ],
        "leads_per_day": per_day if can_tell else None,
        "rejected": [{"line": line, "reason": reason} for line, reason in arrivals.rejected],
        "assumptions": _assumptions(simulation, arrivals, seed, can_tell=can_tell),
        "caveat": " ".join(part for part in (odds.caveat, playbook.caveat) if part),
    }


def _all_hours(counted: Simulated, days: int, rota: Rota) -> int:
    """Return how many calls would fill a day of all officers: no day can give more leads a first call."""
    a_day = counted.officer_s / days if counted.officer_s else rota.officers * DAY_S
    return int(a_day / rota.per_call_s) + 1


def _likely(counted: Simulated, days: int, highest: int) -> int:
    """Return about how many leads a day can be taken: as many as came, so far as their calls were begun, or more.

    More where the calls they came to leave officers free; which of the two holds back is not known before it is tried.
    """
    as_many = counted.leads * counted.attempts_on_days // (days * max(1, counted.due_on_days))
    return max(as_many, highest * counted.leads // max(1, counted.attempts))


def _assumptions(simulation: Simulation, arrivals: Arrivals, seed: int, *, can_tell: bool) -> list[str]:
    rota, odds, promised_s = simulation.rota, simulation.odds, simulation.playbook.first_call_within_s
    endless = f"A call that comes again and again is played for {FOLLOWED_S // DAY_S} days."
    scatter = "all alike" if rota.service is Service.FIXED else "scattered exponentially"
    return [
        (
            f"{_counted(rota.officers, 'officer')}, the same hours for all;"
            f" a call takes {rota.per_call_s} s on average, {scatter}."
        ),
        "A new lead goes to whoever is free first and stays with that officer; the order is the queue's.",
        odds.words,
        (
            "Only the calls for new leads are played. E-mails take no time; a borrower who is reached leaves the"
            " playbook, and promises made in a call are not played."
        ),
        *([endless] if simulation.is_endless else []),
        *_few_words(len(arrivals.leads), can_tell=can_tell),
        (
            f"Leads a day: {_counted(len(arrivals.leads), 'lead')} of {arrivals.file} drawn from again for {WEEKS}"
            f" weeks; the most a calendar day at which {KEPT_SHARE:.0%} of the last week's first calls begin while on"
            f" time (promised within {promised_s} s) and hardly a call is left waiting (a tenth of a day's). Looked for"
            f" in steps of {CLOSE_ENOUGH:.0%}; another seed may move it by more, in a small branch most of all."
        ),
        f"Seed {seed}.",
    ]


def _few_words(leads: int, *, can_tell: bool) -> list[str]:
    if leads >= FEW_LEADS:
        return []
    told = "is a first idea only" if can_tell else "cannot be told"
    return [f"Too few leads: how many a day the branch can take {told} from {leads}; {FEW_LEADS} or more are needed."]


def _counted(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def theory(calls_per_hour: float, calls: int, officers: int, per_call_s: int, service: Service, seed: int) -> Answer:
    """Return what the same floor makes of calls that come at random, beside what Erlang's formula says."""
    _check(officers, per_call_s)
    if not 0 < calls_per_hour <= 1e6:
        raise BadInput("Calls per hour are more than none and at most a million.", "Write it like --theory 40.")
    if not 1 <= calls <= MOST_CALLS:
        raise BadInput(f"{calls} calls cannot be played.", f"From 1 to {MOST_CALLS:,} can.")
    line = random_line(calls_per_hour, calls, officers, per_call_s, service, seed)
    in_time = sum(wait <= THEORY_PROMISE_S for wait in line.waits)
    steady, played = _steadied(line, officers, calls_per_hour, per_call_s, service), _waits(line.waits)
    return {
        "attempts": calls,
        "attempts_per_officer_hour": _per_hour(calls, line.officer_s),
        "first_in_time": {"n": in_time, "of": calls},
        "wait_s": {**played, "mean": steady.mean_s} if steady else played,
        "played_wait_s": played["mean"],
        "steadied_error_s": steady.error_s if steady else None,
        "erlang_c_wait_s": line.erlang_c_wait_s,
        "utilisation": calls_per_hour * per_call_s / 3600 / officers,
        "reached": None,
        "starved": [],
        "leads_per_day": None,
        "assumptions": _theory_assumptions(line, calls_per_hour, officers, per_call_s, service, seed),
        "caveat": "A line in theory: it checks the simulation's core and says nothing about a playbook.",
    }


def _steadied(line: Line, officers: int, calls_per_hour: float, per_call_s: int, service: Service) -> Steadied | None:
    # brings numpy, which a window need not wait for
    from app.domain.steadying import steadied

    if service is Service.FIXED:
        return None
    return steadied(line, officers, calls_per_hour / 3600, per_call_s)


def _theory_assumptions(
    line: Line, calls_per_hour: float, officers: int, per_call_s: int, service: Service, seed: int
) -> list[str]:
    words = [
        (
            f"{calls_per_hour:g} calls an hour at random (Poisson), {_counted(officers, 'officer')} always on shift,"
            f" first come first served, {per_call_s} s a call. Seed {seed}."
        ),
    ]
    else_exact = " and one officer as fast as all together" if officers > 1 else ""
    words.append(
        "played_wait_s is the mean of what was played. The mean in wait_s is without the chance known to be in that:"
        f" the same arrivals and lengths were given to a branch where nobody waits{else_exact}, whose figures are"
        " exact, and what these were off was taken off the waits as far as they go along with it (control variates)."
        " Its standard error is steadied_error_s; without one (a short line, a fixed length, one that grows without"
        " end) it is the played mean itself."
    )
    if service is Service.FIXED:
        words.append("Erlang's formula is for calls of random length; calls that all take as long wait about half.")
    if line.erlang_c_wait_s is None:
        words.append("More calls come than the officers can take: the line grows without end.")
    return words


def _per_hour(attempts: int, officer_s: float) -> float | None:
    return attempts / (officer_s / 3600) if officer_s else None


def _waits(waits: Sequence[float]) -> Answer:
    ordered = sorted(waits)
    return {
        "mean": sum(ordered) / len(ordered) if ordered else None,
        "p50": percentile(ordered, 0.5),
        "p90": percentile(ordered, 0.9),
    }
