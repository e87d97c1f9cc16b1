"""Meetings made by several processes at once: each is given what one meeting speaks of, and hands back what it makes."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from phonghop.feeds.publication import Publication
from phonghop.site.meetings import Earlier, MeetingMaker, MeetingOutputs

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

WORTHWHILE = 40
"""How many meetings have to be made for further processes to pay: starting one takes as long as making about ten."""
_BATCH = 8


@dataclass(frozen=True, slots=True)
class _Task:
    """A meeting, and no more of the site than it speaks of."""

    meeting: str
    site: Publication
    templates: Path
    earlier: Earlier | None


def make_all(
    wanted: Mapping[str, Earlier | None], site: Publication, templates: Path
) -> Iterator[MeetingOutputs]:
    """Yield the outputs of meetings.

    Args:
        wanted: what an earlier build made of each, by its id.
        site: all meetings.
        templates: the folder of page templates.
    """
    tasks = (_Task(meeting, site.around(meeting), templates, earlier) for meeting, earlier in wanted.items())
    with pool() as several:
        # No more is read ahead than what keeps all processes at work.
        waiting: deque[Future[list[MeetingOutputs]]] = deque()
        while batch := list(islice(tasks, _BATCH)):
            waiting.append(several.submit(_make, batch))
            if len(waiting) > 2 * processors():
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def pool() -> ProcessPoolExecutor:
    """Return as many processes as can work at once."""
    # Most builds change a meeting or two, and load neither.
    import multiprocessing  # noqa: PLC0415
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415

    # Not forked: Typst has threads of its own, which a forked process would wait for in vain.
    return ProcessPoolExecutor(processors(), multiprocessing.get_context("spawn"), _end_with_parent)


def _end_with_parent() -> None:
    """Have this process end when the one that started it has: a build that was killed cannot tell it."""
    import multiprocessing  # noqa: PLC0415 as above

    parent = multiprocessing.parent_process()
    assert parent

    def wait() -> None:
        parent.join()
        os._exit(1)

    Thread(target=wait, daemon=True).start()


def processors() -> int:
    """Return how many processes can work at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _make(tasks: Sequence[_Task]) -> list[MeetingOutputs]:
    return [MeetingMaker(task.site, task.templates).outputs(task.meeting, task.earlier) for task in tasks]
