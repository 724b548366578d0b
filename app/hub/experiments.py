"""Two versions of the playbook tried side by side: planned with its power shown, begun, read, stopped."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any

import msgspec

from app.domain.activity import standing
from app.domain.experiments import guarding, sequential
from app.domain.experiments.guarding import Guard
from app.domain.experiments.measuring import Measure, guards, happened_in_time, outcomes, subjects
from app.domain.experiments.power import Answerable, History, Power, power_of
from app.domain.experiments.power import Question as Asked
from app.domain.experiments.sequential import Reading, Verdict, read_all
from app.domain.experiments.wording import advice, guard_sentence, harm_words, plan_sentences, reading_sentences
from app.domain.ids import new_id
from app.domain.publications import OPEN
from app.errors import BadInput
from app.hub.auditing import OPERATOR, note
from app.hub.experiment_records import Experiment, GoesOn
from app.hub.gathering import ALL_DAYS, facts_of, period_of
from app.hub.playbooks import publish_in, version_of
from app.hub.ports import HubStore, Rows
from app.hub.reports import Sums
from app.protocol import feed
from app.protocol.experiment_wire import PlanExperiment

Answer = dict[str, Any]
#: how far back leads tell how often it happens, and how many come
LOOKS_BACK = timedelta(days=182)
_COUNTED = timedelta(days=91)
_KEY_BYTES = 32
WATCHED_EVERY = timedelta(hours=1)
_CHORE = "experiments"


def plan(store: HubStore, sums: Sums, asked: PlanExperiment, now: datetime) -> Answer:
    """Return whether the question can be answered, with what that was worked out from; nothing is begun."""
    with store.reading() as rows:
        _two_versions(rows, asked)
        return _plan(asked, _power(rows, sums, asked, now))


def start(store: HubStore, sums: Sums, asked: PlanExperiment, by: str, now: datetime) -> Experiment:
    """Put both versions in force, under numbers of their own, for leads that arrive from now on.

    The tried one is published anew and the former right after it: so none but leads that are drawn for it are ever on
    the tried version, and the former is in force for whatever is in no experiment. Raises BadInput for a question that
    cannot be answered, unless it is to be begun anyway.
    """
    if not asked.why.strip():
        raise BadInput("An experiment is begun with a reason.", "Say in a few words what is hoped for.")
    with store.reading() as rows:
        power = _power(rows, sums, asked, now)
    if power.answer is not Answerable.YES and not asked.anyway:
        raise BadInput(plan_sentences(power, Measure(asked.measure))[0], _instead(power.answer, asked.within_days))
    with store.writing() as rows:
        rows.lock_company()
        _two_versions(rows, asked)
        why = f"tried side by side: {asked.why.strip()}"
        former, tried = version_of(rows, asked.former), version_of(rows, asked.tried)
        beside = publish_in(rows, tried.text, by=by, why=why, now=now)
        in_force = publish_in(rows, former.text, by=by, why=why, now=now)
        rows.playbooks.tried(beside.version, OPEN)
        rows.feeds.append(feed.COMPANY, feed.PlaybookTried(version=beside.version))
        begun = Experiment(
            experiment_id=new_id(now),
            name=asked.name.strip() or f"version {asked.tried} against version {asked.former}",
            key=secrets.token_bytes(_KEY_BYTES),
            former=in_force.version,
            tried=beside.version,
            share_percent=asked.share_percent,
            measure=Measure(asked.measure),
            within_days=asked.within_days,
            effect_permille=asked.effect_permille,
            days=asked.days,
            people=power.known,
            plan=msgspec.json.encode(_plan(asked, power)).decode(),
            started_at=now,
            by=by,
            why=asked.why.strip(),
        )
        rows.experiments.add(begun)
        note(rows, now, by, f"experiment begun: {begun.name}", begun.experiment_id)
    return begun


def _instead(answer: Answerable, within_days: int) -> str:
    """Return what may be done about a question that cannot be answered."""
    if answer is Answerable.NO_HISTORY:
        return f"Ask again once more leads have had their {within_days} days, or begin it anyway."
    return "Ask for a larger difference or a longer time, or begin it anyway."


def stop(store: HubStore, sums: Sums, goes_on: str, why: str, by: str, now: datetime) -> Experiment:
    """End the experiment that runs: one of the two goes on for new leads, and those that were drawn keep theirs."""
    if not why.strip():
        raise BadInput("An experiment is stopped with a reason.", "Say in a few words why.")
    if goes_on and goes_on not in list(GoesOn):
        raise BadInput(f"“{goes_on}” is neither of the two.", "Either former or tried goes on.")
    with store.reading() as rows:
        running = _running(rows)
        verdict = _read(rows, sums, running, now).verdict if not goes_on else Verdict.NOT_YET
    chosen = GoesOn(goes_on) if goes_on else GoesOn.TRIED if verdict is Verdict.TRIED_IS_BETTER else GoesOn.FORMER
    with store.writing() as rows:
        rows.lock_company()
        return _end(rows, _running(rows), chosen, why.strip(), by, now)


def _end(rows: Rows, running: Experiment, goes_on: GoesOn, why: str, by: str, now: datetime) -> Experiment:
    ended = msgspec.structs.replace(running, stopped_at=now, stopped_by=by, stopped_why=why, goes_on=goes_on)
    rows.experiments.put(ended)
    rows.playbooks.tried(running.tried, now)
    rows.feeds.append(feed.COMPANY, feed.PlaybookTried(version=running.tried, until=now))
    if goes_on is GoesOn.TRIED:
        text = version_of(rows, running.tried).text
        publish_in(rows, text, by=by, why=f"goes on after it was tried: {why}", now=now)
    note(rows, now, by, f"experiment stopped, the {goes_on} version goes on: {why}", running.experiment_id)
    return ended


def watch_over(store: HubStore, now: datetime) -> None:
    """Look every hour whether the experiment that runs is to be stopped for what it costs."""
    with store.reading() as rows:
        is_there = rows.experiments.running() is not None
    if not is_there:
        return
    with store.writing() as rows:
        is_time = rows.seats.begin(_CHORE, now, WATCHED_EVERY)
    if is_time:
        stop_what_harms(store, now)


def stop_what_harms(store: HubStore, now: datetime) -> Guard | None:
    """Stop the experiment that runs if its guard rails say so; the former version goes on. Return which did."""
    with store.reading() as rows:
        running = rows.experiments.running()
        harm = None if running is None else next((one for one in guards_of(rows, running) if one.stops), None)
    if running is None or harm is None:
        return None
    with store.writing() as rows:
        rows.lock_company()
        again = rows.experiments.running()
        if again is None or again.experiment_id != running.experiment_id:
            return None
        _end(rows, again, GoesOn.FORMER, f"stopped by itself over {harm_words(harm)}", OPERATOR, now)
    return harm


def show(store: HubStore, sums: Sums, now: datetime) -> list[Answer]:
    """Return every experiment as it stands, the newest first; it holds however often it is looked at."""
    with store.reading() as rows:
        return [_shown(rows, sums, one, now) for one in rows.experiments.all()]


def _shown(rows: Rows, sums: Sums, one: Experiment, now: datetime) -> Answer:
    reading, watched = _read(rows, sums, one, now), guards_of(rows, one)
    arms = rows.experiments.arms(one.experiment_id)
    said = reading_sentences(reading, one.measure, one.people)
    return {
        "experiment_id": one.experiment_id,
        "name": one.name,
        "running": one.stopped_at is None,
        "advice": advice(
            reading,
            watched,
            is_over=one.stopped_at is not None,
            is_late=now >= one.ends_at,
        ),
        "said": [*said, *map(guard_sentence, watched)],
        "former": one.former,
        "tried": one.tried,
        "share_percent": one.share_percent,
        "measure": one.measure.value,
        "within_days": one.within_days,
        "effect_permille": one.effect_permille,
        "days": one.days,
        "people_planned": one.people,
        "leads": {"tried": sum(arm.is_tried for arm in arms), "former": sum(not arm.is_tried for arm in arms)},
        "reading": msgspec.to_builtins(reading),
        "guards": [{**msgspec.to_builtins(guard), "limit": guarding.LIMIT} for guard in watched],
        "plan": msgspec.json.decode(one.plan),
        "started_at": one.started_at.isoformat(),
        "by": one.by,
        "why": one.why,
        "stopped_at": one.stopped_at.isoformat() if one.stopped_at else None,
        "stopped_by": one.stopped_by,
        "stopped_why": one.stopped_why,
        "goes_on": one.goes_on.value if one.goes_on else None,
        "method": f"{sequential.METHOD}. {guarding.METHOD}.",
    }


def guards_of(rows: Rows, one: Experiment) -> list[Guard]:
    arms = rows.experiments.arms(one.experiment_id)
    kept = rows.activities.of_leads([arm.lead_id for arm in arms])
    histories = {lead_id: standing([k.activity for k in many]) for lead_id, many in kept.items()}
    return guards(arms, histories, one.share)


def _read(rows: Rows, sums: Sums, one: Experiment, now: datetime) -> Reading:
    arms = {arm.lead_id: arm for arm in rows.experiments.arms(one.experiment_id)}
    leads = list(rows.leads.by_ids(sorted(arms)).values())
    facts = facts_of(rows, leads, period_of(rows.company().zone, ALL_DAYS, now), None, now)
    people = subjects(sums.cases(facts, now), arms)
    known = outcomes(people, one.measure, one.within, now)
    return read_all(known, one.share, one.people, one.effect_permille / 1000)


def _running(rows: Rows) -> Experiment:
    running = rows.experiments.running()
    if running is None:
        raise BadInput("No experiment is running.", "hub experiment show lists those there were.")
    return running


def _two_versions(rows: Rows, asked: PlanExperiment) -> None:
    if asked.measure not in list(Measure):
        raise BadInput(f"“{asked.measure}” is nothing that is measured.", f"It is {', '.join(Measure)}.")
    if version_of(rows, asked.former).text == version_of(rows, asked.tried).text:
        raise BadInput("The two versions are the same file.", "Name two that differ.")
    if asked.within_days >= asked.days:
        raise BadInput("No lead would have had its time by the end.", "Let the experiment last longer than that.")
    if rows.experiments.running() is not None:
        raise BadInput("An experiment is running already.", "One at a time: stop it first.")


def _power(rows: Rows, sums: Sums, asked: PlanExperiment, now: datetime) -> Power:
    """Return it from what came of the company's own leads that have had their time."""
    _two_versions(rows, asked)
    within, measure = timedelta(days=asked.within_days), Measure(asked.measure)
    period = period_of(rows.company().zone, ALL_DAYS, now)
    found = rows.leads.received(now - within - LOOKS_BACK, now)
    mine = [held for held in found if not held.lead.is_test and not held.lead.origin.is_own]
    lately = sum(held.lead.received_at >= now - _COUNTED for held in mine)
    old = [held for held in mine if held.lead.received_at <= now - within]
    cases = sums.cases(facts_of(rows, old, period, None, now), now)
    happened = sum(happened_in_time(case, measure, case.lead.received_at + within) for case in cases)
    history = History(happened, len(cases), lately / (_COUNTED / timedelta(weeks=1)))
    question = Asked(asked.effect_permille / 1000, asked.within_days, asked.days, asked.share_percent / 100)
    return power_of(history, question)


def _plan(asked: PlanExperiment, power: Power) -> Answer:
    return {
        "answer": power.answer.value,
        "said": plan_sentences(power, Measure(asked.measure)),
        "former": asked.former,
        "tried": asked.tried,
        "measure": asked.measure,
        "effect_permille": asked.effect_permille,
        "within_days": asked.within_days,
        "days": asked.days,
        "share_percent": asked.share_percent,
        "so_far": {"n": power.history.n, "of": power.history.of},
        "leads_a_week": round(power.history.leads_a_week, 1),
        "people": power.known,
        "power": round(power.power, 3),
        "smallest": power.smallest,
        "weeks": power.weeks,
        "method": sequential.METHOD,
    }
