"""Measures what each product of a meeting costs in a first build: ``make bench``.

One process makes everything, and each stage is charged what the processor did in it and in no other. Prints Markdown:
milliseconds of processor for each meeting.
"""

from __future__ import annotations

import argparse
import inspect
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import wraps
from importlib import import_module
from pathlib import Path
from unittest import mock

from phonghop.adapters.command_line import cli

GENERATE = Path(__file__).with_name("generate.py")
STAGES = {
    "YAML read and checked": ["adapters.building:read_project"],
    "files of documents inspected": ["site.reading:inspect_portal"],
    "git asked": ["site.reading:past", "site.reading:prove"],
    "page: views and template": ["site.meetings:meeting_view", "site.meetings:_Meeting._page"],
    "pages on which documents are read": ["site.meetings:_Meeting._reading_pages"],
    "packs": ["site.meetings:PackMaker.packs"],
    "codes: page, SVG, PNG": ["site.meetings:_code"],
    "letter as PDF": ["site.meetings:render_pdf"],
    "share card": ["site.meetings:share_card.png"],
    "calendars, JSON, feed": [
        "site.meetings:calendars.events",
        "site.meetings:calendars.calendar",
        "site.meetings:api.meeting_entry",
        "site.meetings:api.to_json",
        "site.meetings:api.compact",
        "site.meetings:atom.news",
        "site.build:_Build._shared",
    ],
    "search": [
        "site.meetings:analyse",
        "site.meetings:meeting_entry",
        "site.meetings:document_entries",
        "site.driver:Driver._index",
    ],
    "lists": ["site.build:_Build._lists", "site.meetings:listed"],
    "pages set into their frames": ["site.driver:Driver._frame"],
    "remembered for the next build": [
        "site.memory:Memory.keep",
        "site.memory:Memory.keep_page",
        "site.build:_Build._key",
        "site.reading:_remember",
    ],
    "files written": ["site.exchange:Tree.put"],
    "gate": ["site.driver:leaks", "site.driver:canaries"],
    "checksums and exchange": [
        "site.driver:Driver._write_checksums",
        "site.exchange:Tree.exchange",
        "database:Database.commit",
    ],
}
NOT_IN_OTHERS = (
    "files of documents inspected",
    "pages on which documents are read",
    "packs",
    "letter as PDF",
    "share card",
    "gate",
    "remembered for the next build",
    "checksums and exchange",
)
"""What has no counterpart in the other generators."""
REST = "MkDocs, the theme and the rest"


class Clock:
    """Charges the processor's time to the stage that is at work, and to none around it."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = defaultdict(float)
        self._at_work = [REST]
        self._since = time.process_time()

    def start(self) -> None:
        """Forget what was done until now."""
        self.switch()
        self.spent.clear()

    def switch(self) -> None:
        """Charge what was done since the last switch."""
        now = time.process_time()
        self.spent[self._at_work[-1]] += now - self._since
        self._since = now

    def charged(self, stage: str, work: Callable[..., object]) -> Callable[..., object]:
        """Return `work`, charged to `stage`."""

        @wraps(work)
        def call(*values: object, **options: object) -> object:
            done = self._during(stage, lambda: work(*values, **options))
            return self._each(stage, done) if inspect.isgenerator(done) else done

        return call

    def _during(self, stage: str, work: Callable[[], object]) -> object:
        self.switch()
        self._at_work.append(stage)
        try:
            return work()
        finally:
            self.switch()
            self._at_work.pop()

    def _each(self, stage: str, items: Iterator[object]) -> Iterator[object]:
        end = object()
        while (item := self._during(stage, lambda: next(items, end))) is not end:
            yield item


def charge(clock: Clock, stage: str, place: str) -> None:
    """Charge what is called as `place`, "module:name", to `stage`."""
    module, _, names = place.partition(":")
    owner: object = import_module(f"phonghop.{module}")
    *path, name = names.split(".")
    for step in path:
        owner = getattr(owner, step)
    mock.patch.object(owner, name, clock.charged(stage, getattr(owner, name))).start()


def measure(count: int, files: int) -> dict[str, float]:
    """Return milliseconds of processor for each meeting by stage, in a first build of `count` meetings with so many files each."""
    clock = Clock()
    for stage, places in STAGES.items():
        for place in places:
            charge(clock, stage, place)
    for several in ("processes", "prescan"):
        mock.patch.object(import_module(f"phonghop.site.{several}"), "WORTHWHILE", sys.maxsize).start()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "portal")
        subprocess.run([sys.executable, GENERATE, str(root), str(count), str(files)], check=True)
        os.environ["XDG_CACHE_HOME"] = str(Path(folder, "caches"))
        clock.start()
        cli(["--root", str(root), "build", "--quiet"], standalone_mode=False)
        clock.switch()
    return {stage: clock.spent[stage] * 1000 / count for stage in (*STAGES, REST)}


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("count", nargs="?", type=int, default=300)
    asked.add_argument("--files", type=int, default=2, help="own PDF files of a meeting")
    options = asked.parse_args()
    spent = measure(options.count, options.files)
    whole = sum(spent.values())
    print(
        f"\n| {options.count} meetings with {options.files} files each, one process | ms of processor a meeting | share |\n|---|---|---|"
    )
    for stage, each in sorted(spent.items(), key=lambda item: -item[1]):
        mark = " *" if stage in NOT_IN_OTHERS else ""
        print(f"| {stage}{mark} | {each:.1f} | {each / whole:.0%} |")
    shared = whole - sum(spent[stage] for stage in NOT_IN_OTHERS)
    print(
        f"| **together** | **{whole:.1f}** | |\n| what the other generators make as well | {shared:.1f} | |"
    )


if __name__ == "__main__":
    main()
