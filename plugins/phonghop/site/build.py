"""Portal → every page and file of the site, as far as it is not as an earlier build has made it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from phonghop.database import Database
from phonghop.documents.inspect import content_of
from phonghop.documents.records import Inspections
from phonghop.feeds import api, atom, calendars
from phonghop.feeds.publication import Publication
from phonghop.locked.keyring import Keyring
from phonghop.locked.public import parted
from phonghop.pages.uses import other_uses, shared_documents
from phonghop.portal import MeetingFolder, Portal, routes
from phonghop.portal.release import as_of, is_held, next_release
from phonghop.search.entries import Entry
from phonghop.site import processes
from phonghop.site.hall import hall_scripts
from phonghop.site.lists import Draft, Listing, list_pages
from phonghop.site.locked import LockedMaker
from phonghop.site.meetings import MeetingMaker, MeetingOutputs
from phonghop.site.memory import Memory, news_of
from phonghop.site.outputs import Asset, Joined, Output
from phonghop.text.strings import strings


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
        standing: the folder of the site that stands, if one does.
        progress: told how many meetings have been made, of how many.
        keys: of everything that is locked.
    """

    base_url: str
    language: str
    templates: Path
    now: datetime
    committed: Mapping[str, datetime] = field(default_factory=dict)
    standing: Path | None = None
    progress: Callable[[int, int], object] = lambda _, __: None
    keys: Keyring = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Product:
    """Everything that one owner yields, such as a meeting, a list or a feed: what it yielded before and does not now is gone.

    Attributes:
        owner: the address that it belongs to.
    """

    owner: str
    outputs: tuple[Output, ...] = ()


def build(portal: Portal, files: Inspections, options: Options) -> Iterator[Output]:
    """Yield every output of `portal`: the same portal, files and options give the same outputs in the same order."""
    for product in products(portal, files, options, Memory(Database(None))):
        yield from product.outputs


def products(portal: Portal, files: Inspections, options: Options, memory: Memory) -> Iterator[Product]:
    """Yield every product of `portal` that is not as `memory` has it, and have `memory` remember it."""
    return _Build(portal, files, options, memory).products()


def stands_until(portal: Portal, memory: Memory, now: datetime) -> datetime:
    """Return the moment from which the same files give other outputs than at the moment `now`.

    That is when a document reaches its hour of release, or a meeting is over.
    """
    ends = (place.end for place in memory.places.values())
    moments = (*(end for end in ends if end > now), next_release(portal, now))
    return min(filter(None, moments), default=datetime.max.replace(tzinfo=now.tzinfo))


_HALL = "hall/"
"""The owner of the scripts of copies for the hall."""
_ASSETS = "assets/"
"""The owner of what pages load on which documents are read."""


class _Build:
    """Holds what all products of one build share."""

    def __init__(self, portal: Portal, files: Inspections, options: Options, memory: Memory) -> None:
        t = strings(options.language)
        self.locked = parted(as_of(portal, options.now), options.keys)
        seen = self.locked.public
        self.shared = shared_documents(seen, files)
        self.uses = other_uses(self.shared, t)
        self.site = Publication(seen, files, options.base_url, t, options.committed, self.uses)
        self.maker = MeetingMaker(self.site, options.templates)
        # As it is at every hour, which tells what has changed.
        self.portal = parted(portal, options.keys).public
        self.options, self.memory = options, memory
        look = self.maker.pages.look
        self.alike = _digest(
            repr(
                (
                    *(options.base_url, options.language, portal.source),
                    *(self.maker.assets.addresses, look.logo_address, sorted(t.table.items())),
                )
            )
        )
        self.known = memory.made()
        self.owners: set[str] = set()

    def products(self) -> Iterator[Product]:
        keys = {folder.id: self._key(folder, self.site) for folder in self.portal.folders}
        yield from self._meetings(keys)
        for issued in self.site.portal.ledger.codes.values():
            if issued.subject.meeting not in keys:
                yield from self._once(
                    routes.code(issued.code), repr(issued), partial(self.maker.code, issued)
                )
        yield from self._lists(tuple(keys))
        if any(map(self._is_read, self.site.portal.folders)):
            yield from self._once(_ASSETS, "", lambda: self.maker.assets.files)
        yield from self._shared(keys)
        yield from self._locked()
        there = {*map(routes.meeting, keys)}
        for owner in self.known.keys() - self.owners:
            self.memory.forget(owner)
            if owner not in there:  # as is one that a preview showed as broken before
                yield Product(owner)

    def _once(self, owner: str, made_of: str, make: Callable[[], Iterable[Output]]) -> Iterator[Product]:
        """Yield what `make` makes of `made_of`, unless it has been made of the same before."""
        self.owners.add(owner)
        key = _digest(self.alike + made_of)
        if self.known.get(owner) != key:
            outputs = tuple(make())
            self.memory.keep_key(owner, key)
            yield Product(owner, outputs)

    def _meetings(self, keys: Mapping[str, str]) -> Iterator[Product]:
        known = self.memory.keys()
        for meeting in known.keys() - keys.keys():
            self.memory.drop(meeting)
            yield Product(routes.meeting(meeting))
        wanted = [meeting for meeting, key in keys.items() if known.get(meeting) != key]
        for number, (meeting, made) in enumerate(zip(wanted, self._made(wanted), strict=True), 1):
            start = self.portal.by_id[meeting].facts.start.isoformat()
            self.memory.keep(meeting, keys[meeting], start, made)
            yield Product(routes.meeting(meeting), made.own)
            self.options.progress(number, len(wanted))

    def _made(self, wanted: list[str]) -> Iterable[MeetingOutputs]:
        standing = self.options.standing
        before = {meeting: self.memory.earlier(meeting, standing) if standing else None for meeting in wanted}
        if len(wanted) >= processes.WORTHWHILE and processes.processors() > 1:
            return processes.make_all(before, self.site, self.options.templates)
        return (self.maker.outputs(meeting, earlier) for meeting, earlier in before.items())

    def _key(self, folder: MeetingFolder, site: Publication) -> str:
        """Return a digest of everything that the outputs of a meeting are made of in `site`."""
        portal, now = site.portal, self.options.now
        beside = [other and (other.id, other.facts.name) for other in portal.beside(folder.id)]
        instead = [(other.id, self._content(other)) for other in portal.replacements(folder.id)]
        codes = [
            (str(c.last), *(() if c.last is c.issued else (str(c.issued), c.meaning)))
            for c in portal.ledger.codes_of(folder.id).values()
        ]
        held = [release > now for release in folder.facts.releases]
        if folder.facts.withholds:
            held += [is_held(document, now) for document in folder.meeting.documents]
        changed = self.options.committed.get(folder.file)
        return _digest(
            repr(
                (
                    self.alike,
                    folder.id,
                    portal.by_id[folder.id].opens,
                    self._content(folder),
                    held,
                    beside,
                    instead,
                    codes,
                    changed,
                    self.uses.get(folder.id),
                )
            )
        )

    def _locked(self) -> Iterator[Product]:
        """Yield what is published of what is locked: a file each, for there may be many large ones."""
        options, both = self.options, self.locked
        if not both.locked:
            return
        maker = LockedMaker(both, self.site, options.templates)
        yield from self._once(routes.LOCKED, "", maker.shared)
        for meeting in both.locked:
            home = routes.locked(meeting.set_id)
            view = replace(self.site, portal=both.seen_with(meeting))
            made_of = repr(
                (self._key(meeting.folder, view), meeting.lock.secrets, meeting.lock, meeting.codes)
            )
            key = _digest(self.alike + made_of + meeting.lock.words)
            if self.known.get(home) == key:
                self.owners.add(home)
                self.owners |= {owner for owner in self.known if owner.startswith(home)}
                self.owners |= {routes.code(issued.code) for issued in meeting.codes}
                continue
            for owner, outputs in maker.products(meeting, self.known.keys()):
                self.owners.add(owner)
                self.memory.keep_key(owner, key)
                if outputs:
                    yield Product(owner, outputs)
            self.owners.add(home)
            self.memory.keep_key(home, key)

    def _is_read(self, folder: MeetingFolder) -> bool:
        """Return whether a document of a meeting has a page on which it is read."""
        known = self.site.portal.remembered.get(folder.id)
        if known and folder.facts.is_timeless:
            return bool(known.words["published"])
        return any(d.file and d.state == "published" for d in folder.meeting.documents)

    def _content(self, folder: MeetingFolder) -> str:
        """Return a digest of the files of a meeting."""
        known = self.portal.remembered.get(folder.id)
        return known.content if known else content_of(folder, self.site.files)

    def _lists(self, meetings: tuple[str, ...]) -> Iterator[Product]:
        """Yield the pages of lists, and what search finds of them."""
        settings, base_url, now = self.portal.settings, self.options.base_url, self.options.now
        listing = Listing(self.memory.listed(meetings), self.uses, settings, base_url, now)
        for draft in list_pages(listing, self.maker.pages, self.site.t):
            yield from self._once(draft.address, draft.made_of, partial(_page, draft))

    def _shared(self, keys: Mapping[str, str]) -> Iterator[Product]:
        """Yield what is made of all meetings."""
        portal, site, settings = self.site.portal, self.site, self.portal.settings
        everything = repr((tuple(keys.items()), [[(f.id, key) for f, key in uses] for uses in self.shared]))
        memory, base_url = self.memory, self.options.base_url

        def entries() -> Iterator[Joined]:
            yield Joined(routes.API, *api.portal_json(portal, base_url, memory.api(), self.shared))

        yield from self._once(routes.API, everything, entries)
        yield from self._once(routes.API_SCHEMA, "", lambda: [Asset(routes.API_SCHEMA, api.json_schema())])
        copies = repr(settings.hall_copy)
        scripts = partial(hall_scripts, self.options.templates, settings.hall_copy, site.t)
        yield from self._once(_HALL, copies, scripts)
        if logo := self.maker.pages.look.logo:
            address = self.maker.pages.look.logo_address
            yield from self._once(address, "", lambda: [Asset(address, logo.content)])
        news = memory.news()
        yield from self._once(
            routes.feed(), repr(news), lambda: [Asset(routes.feed(), atom.feed(news_of(news), site))]
        )
        yield from self._calendar(routes.calendar(), settings.name, routes.HOME, keys)
        for body in settings.bodies:
            own = {m: key for m, key in keys.items() if memory.places[m].body == body.id}
            yield from self._calendar(routes.body_calendar(body.id), body.name, routes.body(body.id), own)

    def _calendar(self, address: str, name: str, page: str, keys: Mapping[str, str]) -> Iterator[Product]:
        """Yield the calendar of all meetings, or of a body, even one that has yet to meet."""
        latest = tuple(keys.items())[-calendars.HELD :]

        def make() -> Iterator[Joined]:
            events = tuple(self.memory.events(meeting for meeting, _ in latest))
            fresh = calendars.calendar(name, page, (), self.site)
            yield Joined(address, (calendars.calendar(name, page, events, self.site),), fresh)

        yield from self._once(address, repr((name, page, latest)), make)


def _page(draft: Draft) -> Iterator[Output]:
    yield draft.make()
    if draft.address != routes.HOME:
        yield Entry(draft.address, draft.title)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
