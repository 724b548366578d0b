"""How often a playbook has a person called or texted: never oftener within 24 hours than the cap lets anybody."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.contact_rules import ContactRules
from app.domain.lead import Channel
from app.domain.playbook import DAY_S, Playbook, Step
from app.domain.playbook_problems import Problem, problem_at, when_key

#: nobody is called earlier or later than this on the day a lead comes (47 CFR 64.1200(c)(1))
EARLIEST_S, LATEST_S = 8 * 3600, 21 * 3600 - 60
_NTH = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth"}
#: the steps of a track that count as contacts of the person, with their places in the playbook
Counted = list[tuple[int, Step]]


def _tracks(playbook: Playbook) -> list[Counted]:
    """Return, for each track, the calls and texts to the person, marketing's too, in the order of the file."""
    tracks = dict.fromkeys(step.track for step in playbook.steps)
    counted = [(n, s) for n, s in enumerate(playbook.steps) if s.channel is not Channel.EMAIL]
    return [[(n, s) for n, s in counted if s.track is track] for track in tracks]


def too_many(playbook: Playbook, most: int) -> list[Problem]:
    """Name the step that is one contact too many within 24 hours, or on one day.

    Rule 10 blocks the fourth. A plan that puts it there, if only for who comes late in the day, is none that could be
    kept as it is written, and its author is to say what goes. Where the step can wait inside its own hours, or where
    only an officer who is late would bring it about, the plan holds and the author is warned.
    """
    found: dict[int, Problem] = {}
    for track in _tracks(playbook):
        elapsed, days = _crowded(track, most + 1, DAY_S), _close_days(track, most + 1)
        within = "within 24 hours"
        for runs, span in ((elapsed, within), (_same_day(track, most), "that day"), (days, within)):
            for n, step in runs:
                what = f"it is the {_nth(most + 1)} call or text {span}; a person gets at most {most}"
                found.setdefault(n, problem_at(n, step, when_key(step), what))
        for n, (step, start) in _past_its_window(track, most + 1, waits=False).items():
            comes = f"{start // 3600:02d}:{start // 60 % 60:02d}"
            it = f"it stays the {_nth(most + 1)} call or text within 24 hours until its hours are over"
            what = f"for a lead that comes at {comes} {it}; a person gets at most {most}"
            found.setdefault(n, problem_at(n, step, "on_day", what))
        again = [(n, s) for n, s in track if s.every_s is not None]
        for k, (n, step) in enumerate(again, start=1):
            if sum(-(-DAY_S // (s.every_s or DAY_S)) for _, s in again[:k]) > most:
                what = f"it comes more than {most} times within 24 hours; a person gets at most {most} calls and texts"
                found.setdefault(n, problem_at(n, step, "every", what))
    return [found[n] for n in sorted(found)]


def _crowded(track: Counted, count: int, span_s: int) -> Counted:
    """Return each elapsed step that is the `count`-th less than `span_s` after the first of them."""
    return _nths([(s.after_s, n, s) for n, s in track if s.after_s is not None], count, span_s)


def _close_days(track: Counted, count: int) -> Counted:
    """Return each step of a calendar day that is the `count`-th such within 24 hours, as their windows open."""
    return _nths([(_opens_s(s), n, s) for n, s in track if s.on_day is not None], count, DAY_S)


def _past_its_window(track: Counted, count: int, *, waits: bool) -> dict[int, tuple[Step, int]]:
    """Return each step of a day that is the `count`-th within 24 hours for some lead, with when such a lead comes.

    With `waits` it is so when its window opens and no longer when that ends: the cap moves it inside the hours it
    was given. Without, it still is when they end, so that the cap moves it out of them whatever the officer does.
    """
    found: dict[int, tuple[Step, int]] = {}
    begun = [(s.after_s, n, s) for n, s in track if s.after_s is not None]
    days = [(_opens_s(s), n, s) for n, s in track if s.on_day is not None]
    for start in _starts([after for after, _, _ in begun]):
        placed = [(start + after, n, s) for after, n, s in begun] + [(max(start, at), n, s) for at, n, s in days]
        placed.sort(key=lambda each: each[:2])
        for first, (at, n, step) in zip(placed, placed[count - 1 :], strict=False):
            is_past = max(at, _ends_s(step)) - first[0] < DAY_S
            if step.on_day is not None and at - first[0] < DAY_S and is_past is not waits:
                found.setdefault(n, (step, start))
    return found


def _starts(afters: list[int]) -> list[int]:
    """Return the seconds of its day worth asking about at which a lead may come and no elapsed step meets the night.

    The law moves those that do, and spacing all that follows. The later a lead comes, the less room is left before
    the next day's steps: each time an elapsed step stands in the last legal minute is such a limit.
    """
    tried = {EARLIEST_S, LATEST_S, *(LATEST_S - after % DAY_S for after in afters)}
    return sorted(
        start
        for start in tried
        if start >= EARLIEST_S and all(EARLIEST_S <= (start + after) % DAY_S <= LATEST_S for after in afters)
    )


def _nths(placed: list[tuple[int, int, Step]], count: int, span_s: int) -> Counted:
    """Return each step that is the `count`-th less than `span_s` after the first of them; each with its second."""
    placed = sorted(placed, key=lambda each: each[:2])
    return [
        (n, step) for first, (at, n, step) in zip(placed, placed[count - 1 :], strict=False) if at - first[0] < span_s
    ]


def _opens_s(step: Step) -> int:
    """Return the second at which a step of a calendar day falls due, counted from the start of day 1."""
    return (step.day - 1) * DAY_S + (step.between or (0, 0))[0] * 60


def _ends_s(step: Step) -> int:
    """Return the second at which the law or its window ends its day, counted from the start of day 1."""
    latest = LATEST_S + 60
    return (step.day - 1) * DAY_S + (min(step.between[1] * 60, latest) if step.between else latest)


def _same_day(track: Counted, most: int) -> Counted:
    """Return each step that has `most` before it on its day; one that comes again and again has no day."""
    out: Counted = []
    days: dict[int, int] = {}
    for n, step in sorted((one for one in track if one[1].every_s is None), key=lambda one: (one[1].day, one[0])):
        days[step.day] = days.get(step.day, 0) + 1
        if days[step.day] > most:
            out.append((n, step))
    return out


def after_a_full_day(playbook: Playbook, most: int) -> list[Problem]:
    """Name the steps of a day that follows one on which the cap was used up, or may have been for a lead come late."""
    found: list[Problem] = []
    for track in _tracks(playbook):
        on_days = [step.day for _, step in track if step.every_s is None]
        for n, step in track:
            if step.on_day is not None and on_days.count(step.day - 1) >= most:
                what = f"the day before has {most} calls and texts: it waits until the first of them is 24 hours old"
                found.append(problem_at(n, step, "on_day", what))
        told = {problem.number for problem in found}
        what = f"for a lead that comes in the evening it is the {_nth(most + 1)} within 24 hours, and waits"
        late = _past_its_window(track, most + 1, waits=True)
        found += [problem_at(n, step, "on_day", what) for n, (step, _) in late.items() if n not in told]
    return found


def used_up(playbook: Playbook, rules: ContactRules) -> list[Problem]:
    """Name the steps after which a state's own cap leaves no contact for the day, and those it moves."""
    caps: dict[tuple[int, int], list[str]] = {}
    for state in sorted(rules.rows):
        for row in rules.rows[state]:
            if row.cap is not None and row.until is None:
                caps.setdefault(row.cap, []).append(state)
    found: list[Problem] = []
    for (count, hours), states in caps.items():
        named = f"{', '.join(states)} allow{plural_s(states)} {count} in {hours} hours"
        for track in _tracks(playbook):
            moved = _crowded(track, count + 1, hours * 3600)
            waits = f"{named}: there it waits until one is free"
            found += [problem_at(n, s, when_key(s), waits) for n, s in moved]
            last = [one for one in _crowded(track, count, hours * 3600) if one not in moved]
            found += [
                problem_at(n, s, when_key(s), f"with it the calls and texts are used up: {named}") for n, s in last
            ]
    return found


def _nth(number: int) -> str:
    return _NTH.get(number, f"{number}th")


def plural_s(states: Sequence[str]) -> str:
    return "s" if len(states) == 1 else ""
