"""Whether a playbook can be followed: by law, by what a person may be asked to bear, and in what it writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

import msgspec

from app.domain.contact_rules import ContactRules
from app.domain.lead import Channel
from app.domain.playbook import DAY_S, Doer, Playbook, Step, Track
from app.domain.playbook_file import look_through, refusal
from app.domain.playbook_order import first_call_problems, order_problems
from app.domain.playbook_problems import Problem, located
from app.domain.playbook_words import between_text, shown
from app.domain.rule_rows import DAY_MINUTES, FEDERAL, Row
from app.domain.templates import (
    INVENTED_COMPANY,
    INVENTED_LEAD,
    INVENTED_OFFICER,
    Template,
    faults_of,
    fill,
    segments,
    with_own,
)

#: a text in more parts than these costs a borrower's patience, and some networks lose the rest
MOST_SEGMENTS = 3
#: nobody is called later than this on the day a lead comes (47 CFR 64.1200(c)(1))
LATEST_S = 21 * 3600 - 60
NEVER_OPEN = "no state ever allows a call or text at that time"
_NTH = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth"}
#: the steps of a track that count as contacts of the person, with their places in the playbook
_Counted = list[tuple[int, Step]]


@dataclass(frozen=True, slots=True)
class Terms:
    """What a playbook's text is judged by: the contact rules, and the templates that ship."""

    rules: ContactRules
    templates: Mapping[str, Template]


@dataclass(frozen=True, slots=True)
class Checked:
    """A playbook's text as it was judged; `playbook` is None where there are problems."""

    playbook: Playbook | None
    problems: list[Problem]
    warnings: list[Problem]


def check(text: str, terms: Terms) -> Checked:
    """Judge a playbook file's text. One without problems may be put in force."""
    look = look_through(text)
    if look.playbook is None:
        return Checked(None, look.problems, [])

    def in_text(found: list[Problem]) -> list[Problem]:
        # a step that could not be read is none of those judged, and still stands in the text
        placed = [p if p.number is None else msgspec.structs.replace(p, number=look.places[p.number]) for p in found]
        return located(placed, text)

    is_whole = not any(problem.number is not None for problem in look.problems)
    unread = frozenset(problem.template for problem in look.problems)
    found = in_text(problems_with(look.playbook, terms.rules, terms.templates, is_whole=is_whole, unread=unread))
    problems = sorted({*look.problems, *found}, key=lambda p: (p.line or 0, p.words))
    warnings = in_text(warnings_about(look.playbook, terms.rules))
    return Checked(None if problems else look.playbook, problems, [] if problems else warnings)


def checked(text: str, terms: Terms, *, name: str) -> Playbook:
    """Return the playbook a text says. Raises BadPlaybook if it may not be put in force; warnings do not stop it."""
    found = check(text, terms)
    if found.playbook is None:
        raise refusal(name, found.problems)
    return found.playbook


def problems_with(
    playbook: Playbook,
    rules: ContactRules,
    templates: Mapping[str, Template],
    *,
    is_whole: bool = True,
    unread: Set[str] = frozenset(),
) -> list[Problem]:
    """Name what keeps a playbook from being followed, each with the step that causes it.

    Where it is not whole a step that could not be read may be the first call. Templates that could not be read,
    `unread`, are there all the same: no step is at fault for naming one.
    """
    found = order_problems(playbook.steps)
    if is_whole:
        found += first_call_problems(playbook.steps, playbook.first_call_within_s)
    found += [_at(n, s, "between", NEVER_OPEN) for n, s in _bound(playbook) if not any(_open_in(rules, s).values())]
    found += _too_many(playbook, rules.company.cap)
    return found + _template_problems(playbook, with_own(templates, playbook.templates), unread)


def warnings_about(playbook: Playbook, rules: ContactRules) -> list[Problem]:
    """Name what a playbook may do though its author should know: steps the law moves, texts that cost."""
    found: list[Problem] = []
    for n, step in _bound(playbook):
        shut = [state for state, is_open in _open_in(rules, step).items() if not is_open]
        if shut and step.between is not None:
            window = between_text(step.between)
            what = f"{', '.join(shut)} never allow{_s(shut)} {window}: there it moves to the next opening"
            found.append(_at(n, step, "between", what))
    found += _given_up_before(playbook) + _below_an_endless(playbook) + _after_a_full_day(playbook, rules.company.cap)
    found += [
        _at(n, step, "", "it names no template: the officer writes it, and sees to the NMLS id")
        for n, step in enumerate(playbook.steps)
        if step.channel is not Channel.CALL and step.by is Doer.OFFICER and not step.template
    ]
    found += [
        _at(n, step, "template", "a call takes no template: nothing of it is shown")
        for n, step in enumerate(playbook.steps)
        if step.channel is Channel.CALL and step.template
    ]
    found += _later_than_promised(playbook)
    if not any(step.channel is Channel.CALL for step in playbook.steps):
        found.append(Problem(what="no step calls anybody"))
    return found + _used_up(playbook, rules) + _long_texts(playbook)


def _at(number: int, step: Step, key: str, what: str) -> Problem:
    return Problem(what=what, step=step.step_id, number=number, key=key)


# -- hours ---------------------------------------------------------------------------------------------


def _bound(playbook: Playbook) -> _Counted:
    """Return the steps the law's hours bind that name hours of their own."""
    return [(n, s) for n, s in enumerate(playbook.steps) if s.between is not None and s.channel is not Channel.EMAIL]


def _open_in(rules: ContactRules, step: Step) -> dict[str, bool]:
    """Return for each state whether its hours on any weekday, and the federal ones, leave a minute of the window."""
    assert step.between is not None  # noqa: S101 - asked only of steps that name hours
    start, end = step.between
    federal = _weeks(rules.rows[FEDERAL])
    out: dict[str, bool] = {}
    for state in sorted(rules.gazetteer.states):
        weeks = _weeks(rules.rows.get(state, ())) or [((0, DAY_MINUTES),) * 7]
        out[state] = any(
            max(start, ours[0], theirs[0]) < min(end, ours[1], theirs[1])
            for week in weeks
            for over in federal
            for ours, theirs in zip(week, over, strict=True)
        )
    return out


def _weeks(rows: Sequence[Row]) -> list[tuple[tuple[int, int], ...]]:
    """Return each row's open hours by weekday, rows that have ended left out: no date is asked about here."""
    return [tuple(day or (0, 0) for day in row.week) for row in rows if row.until is None]


# -- how often -----------------------------------------------------------------------------------------


def _tracks(playbook: Playbook) -> list[_Counted]:
    """Return, for each track, the calls and texts to the person, marketing's too, in the order of the file."""
    tracks = dict.fromkeys(step.track for step in playbook.steps)
    counted = [(n, s) for n, s in enumerate(playbook.steps) if s.channel is not Channel.EMAIL]
    return [[(n, s) for n, s in counted if s.track is track] for track in tracks]


def _too_many(playbook: Playbook, most: int) -> list[Problem]:
    """Name the step that is one contact too many within 24 hours, or on one day."""
    found: dict[int, Problem] = {}
    for track in _tracks(playbook):
        elapsed, days = _crowded(track, most + 1, DAY_S), _close_days(track, most + 1)
        within = "within 24 hours"
        for runs, span in ((elapsed, within), (_same_day(track, most), "that day"), (days, within)):
            for n, step in runs:
                what = f"it is the {_nth(most + 1)} call or text {span}; a person gets at most {most}"
                found.setdefault(n, _at(n, step, _when_key(step), what))
        again = [(n, s) for n, s in track if s.every_s is not None]
        for k, (n, step) in enumerate(again, start=1):
            if sum(-(-DAY_S // (s.every_s or DAY_S)) for _, s in again[:k]) > most:
                what = f"it comes more than {most} times within 24 hours; a person gets at most {most} calls and texts"
                found.setdefault(n, _at(n, step, "every", what))
    return [found[n] for n in sorted(found)]


def _crowded(track: _Counted, count: int, span_s: int) -> _Counted:
    """Return each elapsed step that is the `count`-th less than `span_s` after the first of them."""
    return _nths([(s.after_s, n, s) for n, s in track if s.after_s is not None], count, span_s)


def _close_days(track: _Counted, count: int) -> _Counted:
    """Return each step of a calendar day that is the `count`-th such within 24 hours, as their windows open."""
    return _nths([(_opens_s(s), n, s) for n, s in track if s.on_day is not None], count, DAY_S)


def _in_the_evening(track: _Counted, count: int) -> _Counted:
    """Return each step of a day that is the `count`-th within 24 hours if the lead comes in the last legal minute."""
    begun = [(LATEST_S + s.after_s, n, s) for n, s in track if s.after_s is not None]
    days = [(_opens_s(s), n, s) for n, s in track if s.on_day is not None]
    return [(n, s) for n, s in _nths(begun + days, count, DAY_S) if s.on_day is not None]


def _nths(placed: list[tuple[int, int, Step]], count: int, span_s: int) -> _Counted:
    """Return each step that is the `count`-th less than `span_s` after the first of them; each with its second."""
    placed = sorted(placed, key=lambda each: each[:2])
    return [
        (n, step) for first, (at, n, step) in zip(placed, placed[count - 1 :], strict=False) if at - first[0] < span_s
    ]


def _opens_s(step: Step) -> int:
    """Return the second at which a step of a calendar day falls due, counted from the start of day 1."""
    return (step.day - 1) * DAY_S + (step.between or (0, 0))[0] * 60


def _same_day(track: _Counted, most: int) -> _Counted:
    """Return each step that has `most` before it on its day; one that comes again and again has no day."""
    out: _Counted = []
    days: dict[int, int] = {}
    for n, step in sorted((one for one in track if one[1].every_s is None), key=lambda one: (one[1].day, one[0])):
        days[step.day] = days.get(step.day, 0) + 1
        if days[step.day] > most:
            out.append((n, step))
    return out


def _after_a_full_day(playbook: Playbook, most: int) -> list[Problem]:
    """Name the steps of a day that follows one on which the cap was used up, or may have been for a lead come late."""
    found: list[Problem] = []
    for track in _tracks(playbook):
        on_days = [step.day for _, step in track if step.every_s is None]
        for n, step in track:
            if step.on_day is not None and on_days.count(step.day - 1) >= most:
                what = f"the day before has {most} calls and texts: it waits until the first of them is 24 hours old"
                found.append(_at(n, step, "on_day", what))
        told = {problem.number for problem in found}
        what = f"for a lead that comes in the evening it is the {_nth(most + 1)} within 24 hours, and waits"
        late = _in_the_evening(track, most + 1)
        found += [_at(n, step, "on_day", what) for n, step in late if n not in told]
    return found


def _later_than_promised(playbook: Playbook) -> list[Problem]:
    """Name the first call if it is on time for longer than the playbook promises a first call."""
    calls = [(n, s) for n, s in enumerate(playbook.steps) if s.track is Track.NEW and s.channel is Channel.CALL]
    promised = playbook.first_call_within_s
    return [
        _at(n, step, "within", "it is on time for longer than first_call_within promises")
        for n, step in calls[:1]
        if step.after_s is not None and step.after_s + (step.within_s or 0) > promised
    ]


def _given_up_before(playbook: Playbook) -> list[Problem]:
    """Name the steps that come after the playbook's end: an elapsed one always, one of a day for some leads.

    Days are counted from the day a lead came, its end from the first instant it could be called: of two leads of one
    day the later one may still reach a step that the earlier one does not.
    """
    found: list[Problem] = []
    limit = playbook.give_up_after_s
    for n, step in enumerate(playbook.steps):
        if limit is None or step.every_s is not None or step.track is not Track.NEW:
            continue
        if step.after_s is not None and step.after_s >= limit:
            found.append(_at(n, step, "after", "it is never reached: give_up_after ends the playbook before"))
        opens_s = 60 * step.between[0] if step.between else 0
        if step.on_day is not None and (step.on_day - 1) * DAY_S + opens_s > limit:
            found.append(_at(n, step, "on_day", "not every lead reaches it: give_up_after may end the playbook before"))
    return found


def _below_an_endless(playbook: Playbook) -> list[Problem]:
    """Name the officers' steps below one of their ladder that comes again and again: it never makes room for them."""
    found: list[Problem] = []
    endless: dict[tuple[Track, Channel], Step] = {}
    for n, step in enumerate(playbook.steps):
        if step.by is Doer.MARKETING:
            continue
        above = endless.get((step.track, step.channel))
        if above is not None:
            what = f"it is never reached: “{above.step_id}” above it comes again and again"
            found.append(_at(n, step, _when_key(step), what))
        elif step.every_s is not None:
            endless[step.track, step.channel] = step
    return found


def _used_up(playbook: Playbook, rules: ContactRules) -> list[Problem]:
    """Name the steps after which a state's own cap leaves no contact for the day, and those it moves."""
    caps: dict[tuple[int, int], list[str]] = {}
    for state in sorted(rules.rows):
        for row in rules.rows[state]:
            if row.cap is not None and row.until is None:
                caps.setdefault(row.cap, []).append(state)
    found: list[Problem] = []
    for (count, hours), states in caps.items():
        named = f"{', '.join(states)} allow{_s(states)} {count} in {hours} hours"
        for track in _tracks(playbook):
            moved = _crowded(track, count + 1, hours * 3600)
            found += [_at(n, s, _when_key(s), f"{named}: there it waits until one is free") for n, s in moved]
            last = [one for one in _crowded(track, count, hours * 3600) if one not in moved]
            found += [_at(n, s, _when_key(s), f"with it the calls and texts are used up: {named}") for n, s in last]
    return found


def _when_key(step: Step) -> str:
    return "on_day" if step.on_day is not None else "every" if step.every_s is not None else "after"


def _nth(number: int) -> str:
    return _NTH.get(number, f"{number}th")


def _s(states: Sequence[str]) -> str:
    return "s" if len(states) == 1 else ""


# -- words ---------------------------------------------------------------------------------------------


def _template_problems(playbook: Playbook, templates: Mapping[str, Template], unread: Set[str]) -> list[Problem]:
    found = [
        Problem(what=what, template=own.name, key=key) for own in playbook.templates for key, what in faults_of(own)
    ]
    for n, step in enumerate(playbook.steps):
        template = templates.get(step.template)
        if not step.template or step.template in unread or (template is None and step.by is Doer.MARKETING):
            continue  # marketing has templates of its own, in its own systems
        wrong = _wrong_template(step, template, sorted(templates))
        found += [_at(n, step, "template", what) for what in wrong]
    return found


def _wrong_template(step: Step, template: Template | None, there_are: Sequence[str]) -> list[str]:
    if template is None:
        return [f"there is no template {shown(step.template)}; there are {', '.join(there_are)}"]
    if step.channel is not Channel.CALL and template.channel is not step.channel:
        kind, needs = ("a text", "with") if template.channel is Channel.TEXT else ("an e-mail", "without")
        return [f"its template {shown(step.template)} is {kind}; a step by {step.channel} needs one {needs} a subject"]
    return [f"its template {shown(step.template)} {what}" for _, what in faults_of(template)]


def _long_texts(playbook: Playbook) -> list[Problem]:
    found: list[Problem] = []
    for template in playbook.templates:
        if template.channel is Channel.TEXT and (parts := _parts(template)) > MOST_SEGMENTS:
            what = f"as a text it goes out in about {parts} parts; {MOST_SEGMENTS} are enough"
            found.append(Problem(what=what, template=template.name, key="body"))
    return found


def _parts(template: Template) -> int:
    _, body = fill(template, INVENTED_LEAD, INVENTED_OFFICER, INVENTED_COMPANY)
    return segments(body.strip())
