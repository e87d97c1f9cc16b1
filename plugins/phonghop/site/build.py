"""Portal → every page and file of the site."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from phonghop.portal import Portal, routes
from phonghop.portal.release import as_of, is_held
from phonghop.products import api
from phonghop.products.feeds import atom, calendars
from phonghop.products.feeds.publication import Publication
from phonghop.products.inspection.records import Inspections
from phonghop.products.search import Entry
from phonghop.products.views.around import Around, around, shared_documents
from phonghop.products.views.listed import ListedMeeting, listed
from phonghop.site import processes
from phonghop.site.kept import Kept
from phonghop.site.lists import Listing, list_pages
from phonghop.site.meetings import MeetingMaker, MeetingOutputs
from phonghop.site.outputs import Asset, Output
from phonghop.store import Cache, Records, recipe
from phonghop.text.strings import strings

_PACKAGE = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Options:
    """What a build needs besides the portal.

    Attributes:
        base_url: the site's address.
        language: of the interface.
        templates: the folder of page templates.
        now: the moment it is; it decides only which documents have reached their hour of release.
        committed: when each meeting's file was last changed, by the file's path; empty outside a repository.
        cache: where this machine keeps results for the next build.
    """

    base_url: str
    language: str
    templates: Path
    now: datetime
    committed: Mapping[str, datetime] = field(default_factory=dict)
    cache: Cache | None = None


def build(portal: Portal, files: Inspections, options: Options) -> Iterator[Output]:
    """Yield every output of `portal`: the same portal, files and options give the same outputs in the same order.

    Between them stand the problems that only making them has shown.
    """
    t = strings(options.language)
    site = Publication(as_of(portal, options.now), files, options.base_url, t, options.committed)
    seen, base_url = site.portal, options.base_url
    maker = MeetingMaker(site, options.templates, options.cache)
    made_of = _digests(portal, site, options)
    in_lists = list(_listed(made_of, site, options.cache))
    surroundings = around(in_lists, t)
    parts = []
    for made in _meetings(made_of, surroundings, maker, site, options):
        parts.append(made.parts)
        yield from made.own
    for issued in seen.ledger.codes.values():
        if issued.subject.meeting not in seen.by_id:
            yield from maker.code(issued)
    listing = Listing(in_lists, surroundings, seen.settings, base_url, options.now)
    for page in list_pages(listing, maker.pages, t):
        yield page
        if page.address != routes.HOME:
            yield Entry(page.address, page.title)
    shared = shared_documents(in_lists)
    yield Asset(routes.API, api.portal_json(seen, base_url, [part.api for part in parts], shared))
    yield Asset(routes.API_SCHEMA, api.json_schema())
    yield Asset(routes.FEED, atom.feed([news for part in parts for news in part.news], site))
    yield from _calendars(
        [(meeting.body, part.events) for meeting, part in zip(in_lists, parts, strict=True)], site
    )


def _digests(portal: Portal, site: Publication, options: Options) -> Mapping[str, bytes]:
    """Return, for each meeting, a digest of everything that its outputs are made of, and of what makes them.

    What surrounds a meeting is not among it.
    """
    if options.cache is None:
        return {folder.id: b"" for folder in portal.folders}
    shared = (options.base_url, options.language, portal.source)
    made_by = hashlib.sha256(recipe(_PACKAGE, options.templates) + repr(shared).encode())
    digests = {}
    for folder in portal.folders:
        part = portal.part(folder.id)
        files = {name: site.files[path].sha256 for name, path in folder.paths.items() if path in site.files}
        held = [is_held(document, options.now) for document in folder.meeting.documents]
        sources = [(other.id, other.source) for other in part.folders]
        digest = made_by.copy()
        digest.update(repr((sources, held, files, part.ledger.codes, site.changed(folder))).encode())
        digests[folder.id] = digest.digest()
    return digests


def _listed(made_of: Mapping[str, bytes], site: Publication, cache: Cache | None) -> Iterator[ListedMeeting]:
    """Yield what lists need of each meeting."""
    records = Records(cache.below("listed")) if cache else None
    for folder in site.portal.folders:
        name = made_of[folder.id].hex()
        found = records and records.load(name)
        if not isinstance(found, ListedMeeting):
            found = listed(folder, site.portal, site.files, site.t)
            if records:
                records.store(name, found)
        yield found
    if records:
        records.forget_unused()


def _meetings(
    made_of: Mapping[str, bytes],
    surroundings: Mapping[str, Around],
    maker: MeetingMaker,
    site: Publication,
    options: Options,
) -> Iterator[MeetingOutputs]:
    """Yield the outputs of every meeting, those that were kept as they are."""
    if options.cache is None:
        yield from (maker.outputs(meeting, surroundings[meeting]) for meeting in made_of)
        return
    kept = Kept(options.cache.below("meetings"))
    keys = {
        meeting: hashlib.sha256(digest + repr(surroundings[meeting]).encode()).hexdigest()
        for meeting, digest in made_of.items()
    }
    missing = {meeting: key for meeting, key in keys.items() if not kept.has(key)}
    if len(missing) >= processes.WORTHWHILE and processes.processors() > 1:
        processes.keep_all(missing, surroundings, site, options.templates, kept.cache)
    for meeting, key in keys.items():
        outputs = kept.load(key)
        if outputs is None:
            outputs = maker.outputs(meeting, surroundings[meeting])
            kept.store(key, outputs)
            # What is kept need not stay in memory.
            outputs = kept.load(key) or outputs
        yield outputs
    kept.forget_unused()


def _calendars(meetings: Sequence[tuple[str, bytes]], site: Publication) -> Iterator[Asset]:
    """Yield the calendar of all `meetings`, given by body and events, and of each body, even one that has yet to meet."""
    settings = site.portal.settings
    everything = [events for _, events in meetings]
    yield Asset(routes.CALENDAR, calendars.calendar(settings.name, routes.HOME, everything, site))
    for body in settings.bodies:
        own = [events for organizer, events in meetings if organizer == body.id]
        yield Asset(
            routes.body_calendar(body.id), calendars.calendar(body.name, routes.body(body.id), own, site)
        )
