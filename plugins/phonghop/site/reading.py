"""A project's folder → its portal, the inspections of its files, and the problems of both: read and checked once."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from phonghop.database import database
from phonghop.documents.cache import Cache
from phonghop.documents.inspect import content_of, inspect_portal, prepare
from phonghop.documents.problems import problems_of_files
from phonghop.documents.records import Inspections
from phonghop.documents.repeated import repeated_words
from phonghop.locked.keyring import Keyring
from phonghop.pages.uses import marks
from phonghop.portal import MeetingFolder, Portal, load
from phonghop.portal.checks import check_folder, check_together
from phonghop.portal.folders import MEETINGS, Known
from phonghop.portal.past import past, prove
from phonghop.portal.remembered import remember
from phonghop.site.canaries import Canary, as_data, own_secrets, own_words
from phonghop.site.public_words import spoken_by
from phonghop.text.folding import nfc
from phonghop.text.problems import Problem, errors

_UNPROVEN = frozenset({"PH505", "PH507", "PH510"})
"""What is said of a list of codes that has lost something, or of a repository that may not know."""


@dataclass(frozen=True, slots=True)
class Project:
    """A project as it was read.

    Attributes:
        portal: None where not even ``portal.yml`` could be read.
        files: the inspections of its documents' files.
        problems: everything wrong with it, sorted.
        read: how many meetings were read anew.
        keys: of everything that is locked.
        committed: when the files of meetings were last changed by a commit, by their paths relative to the project.
    """

    portal: Portal | None
    files: Inspections
    problems: tuple[Problem, ...]
    read: int = 0
    keys: Keyring = field(default_factory=dict)
    committed: Mapping[str, datetime] = field(default_factory=dict)


def read_project(root: Path, cache: Path | None, now: datetime, before: Portal | None = None) -> Project:
    """Return the project in the folder `root` as it is `now`; what has not changed is taken from the portal `before`, or the database in `cache`."""
    secrets: dict[str, tuple[Canary, ...]] = {}

    def check(folder: MeetingFolder) -> Iterator[Problem]:
        secrets[folder.id] = own_secrets(folder)
        return check_folder(folder)

    if _has_new_documents(root / MEETINGS, cache):
        prepare()
    portal, problems = load(root, cache, check=check, before=before)
    if portal is None:
        return Project(None, {}, tuple(sorted(problems)))
    files = inspect_portal(portal, cache)
    results = {
        name: _examined(portal.by_id[name], known, files, secrets.pop(name))
        for name, known in portal.fresh.items()
    }
    sound = {name: known for name, known in results.items() if not errors(known.problems)}
    rows = database(cache).value("SELECT COUNT(*) FROM source")
    kept: Mapping[str, Known] = {}
    if sound or rows != len(portal.remembered):
        # A database in which somebody else is writing just then is no reason to stop.
        with suppress(sqlite3.OperationalError):
            _remember(cache, portal, sound, files)
            kept = sound
    own = (p for name, known in results.items() for p in known.problems[len(portal.fresh[name].problems) :])
    earlier = (p for known in portal.remembered.values() for p in known.problems)
    known = past(root, cache)
    together = (*check_together(portal, root, now, known), *repeated_words(portal, files, now))
    if not any(problem.code in _UNPROVEN for problem in together):
        with suppress(sqlite3.OperationalError):
            prove(known, cache)
    portal = replace(portal, remembered={**portal.remembered, **kept})
    return Project(
        portal,
        files.let_go(portal),
        tuple(sorted((*problems, *own, *earlier, *together))),
        len(results),
        committed=known.changed_at,
    )


def _has_new_documents(meetings: Path, cache: Path | None) -> bool:
    """Return whether a folder that no run has read before has more in it than the file of a meeting."""
    names = {name for (name,) in database(cache).each("SELECT meeting FROM source")}
    with suppress(OSError), os.scandir(meetings) as entries:
        new = (entry for entry in entries if entry.name[0] not in "._" and nfc(entry.name) not in names)
        return any(entry.is_dir() and len([*Path(entry).iterdir()]) > 1 for entry in new)
    return False


def _examined(folder: MeetingFolder, known: Known, files: Inspections, secrets: tuple[Canary, ...]) -> Known:
    """Return everything that a folder says by itself."""
    problems = (*known.problems, *problems_of_files(folder, files))
    if errors(problems):
        return replace(known, problems=problems)
    facts = {
        name: (files[path].sha256, files[path].size) if path in files else None
        for name, path in folder.paths.items()
    }
    return replace(
        known,
        problems=problems,
        content=content_of(folder, files),
        files_json=json.dumps(facts),
        marks_json=json.dumps(marks(folder, files)),
        words_json=json.dumps(as_data(own_words(folder, files, secrets))),
    )


def _remember(cache: Path | None, portal: Portal, results: dict[str, Known], files: Inspections) -> None:
    kept = database(cache)
    with kept.transaction():
        remember(cache, portal, results)
        spoken = ((name, *spoken_by(portal.by_id[name], files)) for name in results)
        kept.write_all("INSERT OR REPLACE INTO said VALUES (?, ?, ?)", spoken)
        gone = "SELECT meeting FROM said EXCEPT SELECT meeting FROM source"
        kept.write(f"DELETE FROM said WHERE meeting IN ({gone})")  # noqa: S608 words of ours
    names = (
        known for each in (*results.values(), *portal.remembered.values()) for known in each.files.items()
    )
    used = (f"{facts[0]}{Path(name).suffix.lower()}" for name, facts in names if facts)
    Cache(cache).forget_others(kept.value("SELECT COUNT(*) FROM source, json_each(files)"), used)
