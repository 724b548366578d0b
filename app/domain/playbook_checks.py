"""Whether a playbook can be followed: by law, by what a person may be asked to bear, and in what it writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

import msgspec

from app.domain.contact_rules import ContactRules
from app.domain.lead import Channel
from app.domain.playbook import DAY_S, Doer, Playbook, Step, Track
from app.domain.playbook_file import look_through, refusal
from app.domain.playbook_frequency import Counted, after_a_full_day, plural_s, too_many, used_up
from app.domain.playbook_order import first_call_problems, order_problems
from app.domain.playbook_problems import Problem, located, problem_at, when_key
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
NEVER_OPEN = "no state ever allows a call or text at that time"


class Terms(msgspec.Struct, frozen=True):
    """What a playbook's text is judged by: the contact rules, and the templates that ship."""

    rules: ContactRules
    templates: Mapping[str, Template]


class Checked(msgspec.Struct, frozen=True):
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
    found = order_problems(playbook.steps) + _alike(playbook)
    if is_whole:
        found += first_call_problems(playbook.steps, playbook.first_call_within_s)
        found += _later_than_promised(playbook) + _nobody_new(playbook)
    found += [
        problem_at(n, s, "between", NEVER_OPEN) for n, s in _bound(playbook) if not any(_open_in(rules, s).values())
    ]
    found += too_many(playbook, rules.company.cap)
    return found + _template_problems(playbook, with_own(templates, playbook.templates), unread)


def warnings_about(playbook: Playbook, rules: ContactRules) -> list[Problem]:
    """Name what a playbook may do though its author should know: steps the law moves, texts that cost."""
    found: list[Problem] = []
    for n, step in _bound(playbook):
        shut = [state for state, is_open in _open_in(rules, step).items() if not is_open]
        if shut and step.between is not None:
            window = between_text(step.between)
            what = f"{', '.join(shut)} never allow{plural_s(shut)} {window}: there it moves to the next opening"
            found.append(problem_at(n, step, "between", what))
    found += _given_up_before(playbook) + _below_an_endless(playbook) + after_a_full_day(playbook, rules.company.cap)
    found += [
        problem_at(n, step, "", "it names no template: the officer writes it, and sees to the NMLS id")
        for n, step in enumerate(playbook.steps)
        if step.channel is not Channel.CALL and step.by is Doer.OFFICER and not step.template
    ]
    found += [
        problem_at(n, step, "template", "a call takes no template: nothing of it is shown")
        for n, step in enumerate(playbook.steps)
        if step.channel is Channel.CALL and step.template
    ]
    found += _without_an_end(playbook) + _calls_nobody(playbook)
    return found + used_up(playbook, rules) + _long_texts(playbook)


# -- hours ---------------------------------------------------------------------------------------------


def _bound(playbook: Playbook) -> Counted:
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


# -- what it promises, and what nobody reaches -----------------------------------------------------------


def _later_than_promised(playbook: Playbook) -> list[Problem]:
    """Name the first call if it may be on time when the promise of a first call is broken already.

    One definition of "on time" is for officer and manager: a call that adherence counts as kept and the promise as
    broken would have two.
    """
    return [
        problem_at(n, step, "within", "the first call is on time for longer than first_call_within promises")
        for n, step in _first_calls(playbook)
        if step.after_s is not None
        and step.within_s is not None
        and step.after_s <= playbook.first_call_within_s < step.after_s + step.within_s
    ]


def _without_an_end(playbook: Playbook) -> list[Problem]:
    what = "the first call has no “within”: it is on time until the shift ends, whatever first_call_within promises"
    return [problem_at(n, step, "", what) for n, step in _first_calls(playbook) if step.within_s is None]


def _first_calls(playbook: Playbook) -> Counted:
    calls = [(n, s) for n, s in enumerate(playbook.steps) if s.track is Track.NEW and s.channel is Channel.CALL]
    return calls[:1]


def _nobody_new(playbook: Playbook) -> list[Problem]:
    """Name the first step if none is for new leads: each would be at the playbook's end the moment it comes."""
    if not playbook.steps or any(step.track is Track.NEW for step in playbook.steps):
        return []
    what = "no step is for new leads: each would come to the playbook's end the moment it arrives"
    return [problem_at(0, playbook.steps[0], "track", what)]


def _calls_nobody(playbook: Playbook) -> list[Problem]:
    calls = [step for step in playbook.steps if step.channel is Channel.CALL]
    if not calls:
        return [Problem(what="no step calls anybody")]
    return [] if any(step.track is Track.NEW for step in calls) else [Problem(what="no step calls a new lead")]


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
            found.append(problem_at(n, step, "after", "it is never reached: give_up_after ends the playbook before"))
        opens_s = 60 * step.between[0] if step.between else 0
        if step.on_day is not None and (step.on_day - 1) * DAY_S + opens_s > limit:
            found.append(
                problem_at(n, step, "on_day", "not every lead reaches it: give_up_after may end the playbook before")
            )
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
            found.append(problem_at(n, step, when_key(step), what))
        elif step.every_s is not None:
            endless[step.track, step.channel] = step
    return found


def _alike(playbook: Playbook) -> list[Problem]:
    """Name each step whose id nobody can tell from another's when it is said; a version that has them can be read."""
    found: list[Problem] = []
    said: dict[str, str] = {}
    for n, step in enumerate(playbook.steps):
        first = said.setdefault(step.step_id.casefold(), step.step_id)
        if first != step.step_id:
            found.append(problem_at(n, step, "id", f"its id differs from “{first}” by capital letters alone"))
    return found


# -- words ---------------------------------------------------------------------------------------------


def _template_problems(playbook: Playbook, templates: Mapping[str, Template], unread: Set[str]) -> list[Problem]:
    found = []
    for own in playbook.templates:
        users = _users_of(playbook, own)
        found += [Problem(what=what, template=own.name, used_by=users, key=key) for key, what in faults_of(own)]
    for n, step in enumerate(playbook.steps):
        template = templates.get(step.template)
        if not step.template or step.template in unread or (template is None and step.by is Doer.MARKETING):
            continue  # marketing has templates of its own, in its own systems
        wrong = _wrong_template(step, template, sorted(templates))
        found += [problem_at(n, step, "template", what) for what in wrong]
    return found


def _users_of(playbook: Playbook, template: Template) -> tuple[str, ...]:
    return tuple(step.step_id for step in playbook.steps if step.template == template.name)


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
            users = _users_of(playbook, template)
            found.append(Problem(what=what, template=template.name, used_by=users, key="body"))
    return found


def _parts(template: Template) -> int:
    _, body = fill(template, INVENTED_LEAD, INVENTED_OFFICER, INVENTED_COMPANY)
    return segments(body.strip())
