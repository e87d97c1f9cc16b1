"""Portal → every page and file of the site."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from phonghop.documents.records import Inspections
from phonghop.feeds import api, atom, calendars
from phonghop.feeds.publication import Publication
from phonghop.pages.labels import likely_end
from phonghop.pages.templates import Pages
from phonghop.pages.uses import other_uses, shared_documents
from phonghop.portal import MeetingFolder, Portal, routes
from phonghop.portal.release import as_of, is_held, next_release
from phonghop.search import Entry
from phonghop.site import processes
from phonghop.site.hall import hall_scripts
from phonghop.site.kept import Kept
from phonghop.site.lists import Listing, list_pages
from phonghop.site.meetings import MeetingMaker, MeetingOutputs, MeetingParts
from phonghop.site.outputs import Asset, Output, Page
from phonghop.store import Cache, Records, recipe
from phonghop.text.strings import Strings, strings

_PACKAGE = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Options:
    """What a build needs besides the portal.

    Attributes:
        base_url: the site's address.
        language: of the interface.
        templates: the folder of page templates.
        now: the moment it is; it decides which documents have reached their hour of release, and which meetings the
            home page counts as coming.
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
    """Yield every output of `portal`: the same portal, files and options give the same outputs in the same order."""
    t = strings(options.language)
    seen = as_of(portal, options.now)
    shared = shared_documents(seen, files)
    uses = other_uses(shared, t)
    site = Publication(seen, files, options.base_url, t, options.committed, uses)
    maker = MeetingMaker(site, options.templates, options.cache)
    made_by = recipe(_PACKAGE, options.templates) if options.cache else b""
    made_by += repr(maker.assets.addresses).encode()
    parts = []
    news: Sequence[atom.News] = ()
    for made in _meetings(portal, site, maker, options, made_by):
        # Of thousands of news only the latest will be told; the others need not wait in memory.
        news = atom.latest((*news, *made.parts.news))
        parts.append(replace(made.parts, news=()))
        yield from made.own
    for issued in seen.ledger.codes.values():
        if issued.subject.meeting not in seen.by_id:
            yield from maker.code(issued)
    yield from _lists(
        Listing([part.listed for part in parts], uses, seen.settings, options.base_url, options.now),
        made_by + portal.source,
        maker.pages,
        t,
        options,
    )
    if any(d.file and d.state == "published" for f in seen.folders for d in f.meeting.documents):
        yield from maker.assets.files
    yield Asset(routes.API, api.portal_json(seen, options.base_url, [part.api for part in parts], shared))
    yield Asset(routes.API_SCHEMA, api.json_schema())
    yield from hall_scripts(options.templates, seen.settings.hall_copy, t)
    if (look := maker.pages.look).logo:
        yield Asset(look.logo_address, look.logo.content)
    yield Asset(routes.FEED, atom.feed(news, site))
    yield from _calendars(parts, site)


def stands_until(portal: Portal, now: datetime) -> datetime:
    """Return the moment from which the same files give other outputs than at the moment `now`.

    That is when a document reaches its hour of release, or a meeting is over.
    """
    ends = (likely_end(folder.meeting) for folder in portal.folders)
    moments = (*(end for end in ends if end > now), next_release(portal, now))
    return min(filter(None, moments), default=datetime.max.replace(tzinfo=now.tzinfo))


def _meetings(
    portal: Portal, site: Publication, maker: MeetingMaker, options: Options, made_by: bytes
) -> Iterator[MeetingOutputs]:
    """Yield the outputs of every meeting, those that were kept as they are. `made_by` tells what makes them."""
    if options.cache is None:
        yield from (maker.outputs(folder.id) for folder in portal.folders)
        return
    kept = Kept(options.cache.below("meetings"))
    keys = {folder.id: _key(portal, folder, site, options, made_by) for folder in portal.folders}
    missing = {meeting: key for meeting, key in keys.items() if not kept.has(key)}
    if len(missing) >= processes.WORTHWHILE and processes.processors() > 1:
        processes.keep_all(missing, site, options.templates, kept.cache)
    for meeting, key in keys.items():
        outputs = kept.load(key)
        if outputs is None:
            outputs = maker.outputs(meeting)
            kept.store(key, outputs)
            # What is kept need not stay in memory.
            outputs = kept.load(key) or outputs
        yield outputs
    kept.forget_unused()


def _lists(
    listing: Listing, made_by: bytes, pages: Pages, t: Strings, options: Options
) -> Iterator[Page | Entry]:
    """Yield the pages of lists, those that were kept as they are, and what search finds of them.

    `made_by` tells what makes them, and what the settings of `listing` were read from.
    """
    if options.cache:
        kept = Records(options.cache.below("lists"))
        listing = replace(listing, made_by=made_by + options.language.encode(), kept=kept)
    for page in list_pages(listing, pages, t):
        yield page
        if page.address != routes.HOME:
            yield Entry(page.address, page.title)
    if listing.kept:
        listing.kept.forget_unused()


def _key(portal: Portal, folder: MeetingFolder, site: Publication, options: Options, made_by: bytes) -> str:
    """Return a digest of everything that the outputs of a meeting are made of, and of what makes them."""
    near = portal.around(folder.id)
    files = {name: site.files[path].sha256 for name, path in folder.paths.items() if path in site.files}
    seen = [
        (
            other.id,
            hashlib.sha256(other.source).digest(),
            [is_held(document, options.now) for document in other.meeting.documents],
        )
        for other in near.folders
    ]
    parts = (options.base_url, options.language, portal.source, folder.id, seen, files, near.ledger.codes)
    return hashlib.sha256(
        made_by + repr((*parts, site.changed(folder), site.uses.get(folder.id))).encode()
    ).hexdigest()


def _calendars(parts: Sequence[MeetingParts], site: Publication) -> Iterator[Asset]:
    """Yield the calendar of all meetings, and of each body, even one that has yet to meet."""
    settings = site.portal.settings
    events = [part.events for part in parts]
    yield Asset(routes.CALENDAR, calendars.calendar(settings.name, routes.HOME, events, site))
    for body in settings.bodies:
        own = [part.events for part in parts if part.listed.body == body.id]
        yield Asset(
            routes.body_calendar(body.id), calendars.calendar(body.name, routes.body(body.id), own, site)
        )
