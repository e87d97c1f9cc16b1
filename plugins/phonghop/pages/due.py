"""Dates to keep, wherever a meeting states them: the page lists them, calendars remind of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from phonghop import wording
from phonghop.model import Meeting, Task
from phonghop.pages.labels import link_label
from phonghop.text.dates import Moment
from phonghop.text.folding import slug
from phonghop.text.runs import plain_text, runs
from phonghop.text.strings import Strings

_LABEL_SHARE = 0.8
"""Which part of a link's label the deadline in other words must share: "Link" before the name of the form is one word."""


@dataclass(frozen=True, slots=True)
class Due:
    """A date to keep.

    Attributes:
        at: before when it is due; for a trial, when it begins.
        what: what is to be done, plain text.
        who: who does it, or an empty text.
        link: an address where it can be done at once, or an empty text.
        is_trial: whether it is a test of the line.
        points: the keys of the connection points that keep it; empty for all.
    """

    at: Moment
    what: str
    who: str = ""
    link: str = ""
    is_trial: bool = False
    points: tuple[str, ...] = ()


def dues(meeting: Meeting, t: Strings) -> tuple[Due, ...]:
    """Return every date to keep in order of time, without duplicates: letters often state one twice for the same people."""
    kept: list[Due] = []
    for due in (*_deadlines(meeting, t), *_trials(meeting), *_duties(meeting)):
        if not any(_is_duplicate(due, by) for by in kept):
            kept.append(due)
    return tuple(sorted(kept, key=lambda due: (due.at.iso(), due.what)))


def _is_duplicate(due: Due, by: Due) -> bool:
    """Return whether `due` duplicates `by`: the same moment, the same people, the words of one among the other's.

    A link's label need not be in the other's words altogether. Two actions of one unit at one moment are two.
    """
    if (due.at, due.is_trial) != (by.at, by.is_trial):
        return False
    share = _LABEL_SHARE if due.link or by.link else 1
    return _shared(due.who, by.who) >= share and _shared(due.what, by.what) >= share


def _shared(one: str, other: str) -> float:
    """Return which part of the words of the shorter text the longer has as well, from 0 to 1; 1 where one is empty."""
    fewer, more = sorted((set(slug(text).split("-")) - {""} for text in (one, other)), key=len)
    return len(fewer & more) / len(fewer) if fewer else 1.0


def keys(kept_dates: tuple[Due, ...]) -> Iterator[str]:
    """Yield a name for each of `kept_dates` that stays while its words stay, even when its date is moved.

    Dates with equal words are numbered in their order.
    """
    seen: Counter[str] = Counter()
    for due in kept_dates:
        name = sha256(f"{due.what}\n{due.who}".encode()).hexdigest()[:12]
        seen[name] += 1
        yield name if seen[name] == 1 else f"{name}-{seen[name]}"


def _deadlines(meeting: Meeting, t: Strings) -> Iterator[Due]:
    """Yield the deadlines stated as such, then those of links that none of them uses."""
    urls = {link.key: link.url for link in meeting.links}
    for d in meeting.deadlines:
        key = "meeting.to" if wording.says_sending(d.what) else "meeting.sent_to"
        what = f"{d.what}{t(key, to=d.to)}" if d.to else d.what
        yield Due(d.at, what, d.who or "", urls.get(d.link or "", ""), points=d.points)
    stated = {d.link for d in meeting.deadlines}
    for link in meeting.links:
        if link.deadline and link.key not in stated:
            yield Due(link.deadline, link_label(link, t), link.who or "", link.url)


def _trials(meeting: Meeting) -> Iterator[Due]:
    for trial in meeting.rehearsals:
        yield Due(trial.at, trial.what, trial.who or "", is_trial=True)


def _duties(meeting: Meeting) -> Iterator[Due]:
    """Yield what points must register and agencies must do by a set time."""
    for point in meeting.points:
        if point.registration and point.registration.deadline:
            yield Due(point.registration.deadline, point.registration.what, point.name, points=(point.key,))
    for task in meeting.tasks:
        for action in task.actions:
            if action.deadline:
                yield Due(action.deadline, plain_text(runs(action.text)), task_name(task))


def task_name(task: Task) -> str:
    """Return who a task is for, or its heading where that is not an agency."""
    return task.heading or ", ".join(task.units)
