"""What is to be done, by whom, before when."""

from __future__ import annotations

from phonghop.model.meeting import Rehearsal
from phonghop.model.points import Registration
from phonghop.model.tasks import Action, Deadline, Link
from phonghop.text.folding import fold
from phonghop.text.runs import Run, Runs, aside, runs
from phonghop.text.strings import say
from phonghop.wording.times import before, moment_words


def action(task: Action) -> Runs:
    """Return what is to be done, by which route, on what condition, before when."""
    phrase = list(runs(task.text))
    for words in (task.route, task.condition):
        if words:
            phrase += aside(words)
    if task.deadline:
        phrase += [Run(" "), before(task.deadline)]
    return tuple(phrase)


def deadline(due: Deadline) -> Runs:
    """Return a deadline's line: who does what, to whom, before when."""
    words = f"{due.who}: {due.what}" if due.who else due.what
    if due.to:
        words += sent(due.what, due.to)
    return (*runs(words), Run(" "), before(due.at))


def sent(what: str, to: str) -> str:
    """Return whom a thing goes to, after the words for it."""
    return f" {say('wording.on_to', whom=to)}" if says_sending(what) else f", {say('wording.to', whom=to)}"


def says_sending(what: str) -> bool:
    """Return whether the words for a thing say already that it is sent."""
    return fold(what).startswith(("gui ", "nop ", "send "))


def link_line(link: Link, label: str, *, has_code: bool = True) -> Runs:
    """Return the line that names a link on paper; its address only where no code on that paper carries it."""
    way = say("wording.scan", label=label) if has_code else link.url
    phrase = list(runs(": ".join((label, ", ".join(filter(None, (link.who, way)))))))
    if link.deadline:
        phrase += [Run(f", {say('wording.done')} "), before(link.deadline)]
    if link.note:
        phrase += aside(link.note)
    return tuple(phrase)


def registration(signing_up: Registration) -> Runs:
    """Return what a point registers, with whom, before when."""
    phrase = runs(signing_up.what)
    if signing_up.to:
        phrase += runs(sent(signing_up.what, ", ".join(signing_up.to)))
    if signing_up.deadline:
        phrase += (Run(" "), before(signing_up.deadline))
    return phrase


def rehearsal(trial: Rehearsal) -> Runs:
    """Return when the line is tested, by whom."""
    words = ": ".join(filter(None, (trial.what, trial.who)))
    phrase = (*runs(words), Run(f", {say('wording.starting')} "), Run(moment_words(trial.at), bold=True))
    return (*phrase, *aside(trial.note)) if trial.note else phrase
