"""Reads the folder of meetings. The only module of the core that walks it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeAlias

from phonghop.model import Meeting, PortalFile, read_in_part, read_record
from phonghop.portal.codes import read_ledger
from phonghop.portal.defaults import settled
from phonghop.portal.folders import (
    LEDGER_FILE,
    LOCALES,
    MEETING_FILE,
    MEETINGS,
    PORTAL_FILE,
    Known,
    MeetingFolder,
    Portal,
    nodes_of,
)
from phonghop.portal.logo import read_logo
from phonghop.portal.obstacles import entries_below, obstacle
from phonghop.portal.remembered import Earlier
from phonghop.source import MAX_BYTES, Mapping, read
from phonghop.text.folding import nfc, slug
from phonghop.text.problems import Place, Problem
from phonghop.text.region import AT_HOME, Region, here, live_in
from phonghop.text.strings import Strings, strings

__all__ = [
    "LEDGER_FILE",
    "MEETINGS",
    "MEETING_FILE",
    "PORTAL_FILE",
    "MeetingFolder",
    "Portal",
    "is_meeting_id",
    "load",
]

_MEETING_ID = re.compile(r"\d{4}-\d{2}-\d{2}(?:-[a-z0-9]+)+")
_READ_IN_PART = 1_000
"""Mistakes of a file beyond which nothing in it is held against other files until some are mended."""
_MISNAMED = re.compile(r"(?i)meeting(?:\.ya?ml)?(?:\.(?:ya?ml|txt))")
"""How a meeting's file comes to be named: with a capital, with the other ending of YAML, with one that Windows hides."""


Reading: TypeAlias = tuple[MeetingFolder | None, tuple[Problem, ...]]
"""A folder that was read, None where it could not be, and what is wrong with it."""


def load(
    root: Path,
    cache: Path | None = None,
    readings: dict[str, tuple[str, Reading]] | None = None,
    check: Callable[[MeetingFolder], Iterable[Problem]] = lambda _: (),
    before: Portal | None = None,
) -> tuple[Portal | None, tuple[Problem, ...]]:
    """Return the portal below the project folder `root`, and every problem of reading it.

    The portal holds what could be read; it is None only when ``portal.yml`` could not. A meeting whose folder is as it was
    when it was last read is taken from the database in `cache`; what was wrong with it is in `Portal.remembered`.

    Args:
        root: the project's folder.
        cache: of the project; None where nothing is remembered.
        readings: of folders that are not in the database, by their names, each with the fingerprint of its state then: for a
            process that loads the same portal again and again. Folders that this call reads are added.
        check: yields what is wrong with a folder that is not in the database, while its file is at hand.
        before: the same portal as this process has read it before: of folders that are as they were then, not even the database is asked.
    """
    base = root / MEETINGS
    source, settings, node, problems = _read_settings(base / PORTAL_FILE, f"{MEETINGS}/{PORTAL_FILE}")
    live_in(_region(root, settings))
    earlier = Earlier(cache, source, before)
    meetings: list[MeetingFolder] = []
    broken: list[MeetingFolder] = []
    unreadable: set[str] = set()
    remembered: dict[str, Known] = {}
    fresh: dict[str, Known] = {}
    bodies = {body.id: body for body in settings.bodies} if settings else {}
    folders, own = _folders(base)
    problems += own
    for entry in folders:
        folder: MeetingFolder | None = earlier.folder(entry, bodies)
        if folder:
            meetings.append(folder)
            remembered[folder.id] = earlier.known(folder.id)
            continue
        folder, own = _read_once(entry, earlier.state(entry), readings)
        if folder and not folder.sound:
            if folder.meeting.organizer in bodies:
                folder = replace(folder, meeting=settled(folder.meeting, bodies[folder.meeting.organizer]))
            own = (*own, *check(folder))
            problems += own
            fresh[folder.id] = earlier.fresh(folder.id, own)
            meetings.append(folder)
            continue
        problems += own
        unreadable.add(nfc(entry.name))
        if folder:
            broken.append(folder)
    problems += tuple(_loose_files(base))
    ledger, own = read_ledger(base / LEDGER_FILE, f"{MEETINGS}/{LEDGER_FILE}")
    problems += own
    if settings is None or node is None:
        return None, problems
    logo, own = read_logo(base, settings.logo, node)
    problems += own
    meetings.sort(key=lambda folder: (folder.facts.start, folder.id))
    portal = Portal(
        settings,
        node,
        source,
        tuple(meetings),
        ledger,
        frozenset(unreadable),
        tuple(broken),
        logo,
        here(),
        remembered,
        fresh,
    )
    return portal, problems


def settle_region(root: Path) -> Region:
    """Settle and return where the portal of the project `root` lives, for those who do not load it."""
    _, settings, _, _ = _read_settings(root / MEETINGS / PORTAL_FILE, f"{MEETINGS}/{PORTAL_FILE}")
    region = _region(root, settings)
    live_in(region)
    return region


def settled_words(root: Path, of_the_host: str) -> Strings:
    """Settle where the portal of the project `root` lives, and return our words of its language.

    ``language`` of ``portal.yml`` goes before ``theme.language`` of ``mkdocs.yml``, which is `of_the_host`.
    """
    live_in(replace(AT_HOME, language=of_the_host))
    words = strings(settle_region(root).language)
    live_in(replace(here(), language=words.language))
    return words


def _region(root: Path, settings: PortalFile | None) -> Region:
    """Return where the portal of the project `root` lives; its language is what was settled before where it names none."""
    folder = root / LOCALES
    own = folder if folder.is_dir() else None
    if settings is None:
        return replace(AT_HOME, language=here().language, locales=own)
    return Region(settings.language or here().language, settings.time_zone, settings.addresses, own)


def _read_settings(
    path: Path, file: str
) -> tuple[bytes, PortalFile | None, Mapping | None, tuple[Problem, ...]]:
    source, problems = _bytes(path, file)
    if problems:
        return source, None, None, problems
    node, problems = read(source, file)
    if node is None:
        return source, None, None, problems
    settings, own = read_record(PortalFile, node)
    return source, settings, node, problems + own


def _loose_files(base: Path) -> Iterator[Problem]:
    """Yield a doubt for each YAML file beside the folders: a meeting there would never be published."""
    for path in sorted(base.glob("*.y*ml")):
        if path.name != PORTAL_FILE and path.is_file() and path.name[0] not in "._":
            yield Problem(Place(f"{MEETINGS}/{nfc(path.name)}"), "PH412", {"file": path.name})


def is_meeting_id(name: str) -> bool:
    """Return whether a folder's name can be a meeting's address: its date, then words without marks."""
    if not _MEETING_ID.fullmatch(name) or len(name) > 100:
        return False
    try:
        date.fromisoformat(name[:10])
    except ValueError:
        return False
    return True


def _folders(base: Path) -> tuple[Sequence[Path], tuple[Problem, ...]]:
    """Return the folders of meetings; names that begin with "." or "_" are the office's own business."""
    # A folder of one of these names is reported as the file that it should be.
    no_meetings = (PORTAL_FILE, LEDGER_FILE)
    try:
        with os.scandir(base) as entries:
            names = sorted(
                e.name for e in entries if e.name[0] not in "._" and e.name not in no_meetings and e.is_dir()
            )
        return [base / name for name in names], ()
    except FileNotFoundError:
        return (), ()
    except OSError:
        return (), (Problem(Place(MEETINGS), "PH117", {"file": MEETINGS}),)


def _read_once(path: Path, state: str, readings: dict[str, tuple[str, Reading]] | None) -> Reading:
    """Return what reading the folder at `path` gives, from `readings` if it was in the same `state` then."""
    if readings is None or not state:
        return _read_folder(path)
    if readings.get(path.name, ("",))[0] != state:
        readings[path.name] = (state, _read_folder(path))
    return readings[path.name][1]


def _read_folder(path: Path) -> Reading:
    name = nfc(path.name)
    file = f"{MEETINGS}/{name}/{MEETING_FILE}"
    problems: tuple[Problem, ...] = ()
    if path.is_symlink():
        return None, (Problem(Place(f"{MEETINGS}/{name}"), "PH413", {"file": name}),)
    if not is_meeting_id(name):
        suggestion = (
            slug(name) if re.match(r"\d{4}-\d{2}-\d{2}", name) else f"2026-07-01-{slug(name) or 'hop'}"
        )
        problems = (
            Problem(Place(f"{MEETINGS}/{name}"), "PH410", {"folder": name, "suggestion": suggestion}),
        )
    try:
        names = [entry.name for entry in path.iterdir()]
    except OSError:
        return None, (*problems, Problem(Place(f"{MEETINGS}/{name}"), "PH117", {"file": name}))
    if MEETING_FILE not in names:
        other = next((n for n in sorted(names) if _MISNAMED.fullmatch(n)), "")
        problem = (
            Problem(Place(f"{MEETINGS}/{name}/{other}"), "PH428", {"file": other})
            if other
            else Problem(Place(f"{MEETINGS}/{name}"), "PH411", {"folder": name})
        )
        return None, (*problems, problem)
    source, own = _bytes(path / MEETING_FILE, file)
    node, meeting = None, None
    if not own:
        node, own = nodes_of(source, file)
    if node:
        meeting, wrong = read_record(Meeting, node)
        own += wrong
    paths, unusable = _files_below(path)
    problems += own + tuple(
        Problem(Place(f"{MEETINGS}/{name}/{shown}"), code, {"file": shown}) for shown, code in unusable
    )
    if meeting:
        return MeetingFolder(name, meeting, file, source, paths, path), problems
    if node is None or len(own) > _READ_IN_PART:
        return None, problems
    sound = read_in_part(node)
    return MeetingFolder(name, sound.meeting, file, source, paths, path, sound), problems


def _bytes(path: Path, file: str) -> tuple[bytes, tuple[Problem, ...]]:
    """Return what the file at `path` holds, as far as any file may go, or why it cannot be read."""
    try:
        if code := obstacle(path):
            return b"", (Problem(Place(file), code, {"file": path.name}),)
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES + 1), ()
    except OSError as error:
        has_no_portal = isinstance(error, FileNotFoundError) and path.name == PORTAL_FILE
        return b"", (Problem(Place(file), "PH429" if has_no_portal else "PH117", {"file": file}),)


def _files_below(folder: Path) -> tuple[dict[str, Path], tuple[tuple[str, str], ...]]:
    """Return the files below `folder` by name, and what cannot be used, with the code that says why.

    Symbolic links are never followed; a name that is not UTF-8 cannot be written into any page.
    """
    files: dict[str, Path] = {}
    unusable: list[tuple[str, str]] = []
    for path, code in entries_below(folder):
        if path == folder / MEETING_FILE:
            continue
        relative = nfc(path.relative_to(folder).as_posix())
        shown = relative.encode("utf-8", "backslashreplace").decode()
        if shown != relative:
            unusable.append((shown, "PH417"))
        elif code:
            unusable.append((relative, code))
        elif not path.is_dir():
            files[relative] = path
    return files, tuple(unusable)
