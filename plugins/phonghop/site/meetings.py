"""Everything that one meeting yields, made from the meeting and what it refers to alone."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import NamedTuple

from markupsafe import Markup

from phonghop.documents.records import Inspection
from phonghop.feeds import api, atom, calendars, event_data, share_card
from phonghop.feeds.publication import Publication
from phonghop.model import Document
from phonghop.packs.files import EarlierPacks, PackFiles
from phonghop.packs.offer import PackMaker, Packs
from phonghop.packs.reading import pack_page, pack_texts
from phonghop.pages.code_page import code_page
from phonghop.pages.documents import document_row
from phonghop.pages.listed import ListedMeeting, listed
from phonghop.pages.look import Look, look_of
from phonghop.pages.meeting import MeetingView, meeting_view
from phonghop.pages.reading import ReadingPage, page_words, reading_pages
from phonghop.pages.templates import Pages, headings
from phonghop.paper import qr
from phonghop.paper.lettering import missing
from phonghop.paper.letters.pdf import render_pdf
from phonghop.portal import MeetingFolder, routes
from phonghop.portal.codes import IssuedCode
from phonghop.search.analysis import analyse
from phonghop.search.entries import document_entries, meeting_entry
from phonghop.site.hall import (
    hall_manifest,
    hall_offer,
    no_manifest,
    reading_scripts,
    saved_documents,
)
from phonghop.site.outputs import Asset, Output, Page
from phonghop.site.pictures import Drawn, Pictures
from phonghop.site.theme_assets import ReadingAssets, reading_assets
from phonghop.text.problems import Problem
from phonghop.text.region import live_in
from phonghop.text.strings import Strings, strings

_LATIN = "\u024f"
"""The last of the Latin letters that the typeface is known to have without a look."""


@dataclass(frozen=True)
class MeetingParts:
    """What a meeting adds to that which is made of all meetings: lists, the API, the feed, calendars."""

    listed: ListedMeeting
    api: bytes
    news: tuple[atom.News, ...]
    events: bytes


@dataclass(frozen=True)
class MeetingOutputs:
    """Everything that one meeting yields: its own files, its parts in what is shared, and the records of its packs and pictures."""

    parts: MeetingParts
    own: tuple[Output, ...]
    packs: PackFiles
    drawn: Drawn


class Earlier(NamedTuple):
    """What an earlier build made of a meeting and can be used again."""

    packs: EarlierPacks
    drawn: Drawn


class MeetingMaker:
    """Makes the outputs of meetings; holds what all of one build share."""

    def __init__(self, site: Publication, templates: Path) -> None:
        """Take the whole site and the folder of templates."""
        self._site = site
        # A process that was not forked does not know where the portal lives.
        live_in(replace(site.portal.region, language=site.t.language))
        look = look_of(site.portal)
        self.pages = pages_of(templates, strings(site.t.language), look)
        self.assets = assets_of(templates, look)

    def outputs(self, meeting_id: str, earlier: Earlier | None) -> MeetingOutputs:
        """Return everything that a meeting yields; of other meetings it sees those that it refers to, and no more.

        Its packs and pictures are those of an `earlier` build where they are made of the same.
        """
        site = self._site.around(meeting_id)
        folder = site.portal.by_id[meeting_id]
        pictures = Pictures(earlier.drawn, earlier.packs.site) if earlier else Pictures({}, None)
        packs = PackMaker(site.files, site.base_url, self.pages)
        each = _Meeting(folder, site, self.pages, packs, self.assets, pictures)
        return each.outputs(earlier and earlier.packs)

    def code(self, issued: IssuedCode) -> Iterator[Asset]:
        """Yield the page and the pictures of a code that belongs to no meeting any more."""
        return _code(issued, self._site, self.pages, Pictures({}, None))


@lru_cache(maxsize=4)
def pages_of(templates: Path, t: Strings, look: Look) -> Pages:
    """Return what renders `templates`; reading them takes longer than rendering a meeting."""
    return Pages(templates, t, look)


@lru_cache(maxsize=4)
def assets_of(templates: Path, look: Look) -> ReadingAssets:
    """Return what reading pages load, of the theme that `templates` belong to."""
    return reading_assets(templates.parent, look)


def _code(issued: IssuedCode, site: Publication, pages: Pages, pictures: Pictures) -> Iterator[Asset]:
    """Yield the page and the pictures of an issued code."""
    view = code_page(issued, site.portal, site.t)
    address = routes.code(issued.code)
    html = pages.render("code.html", address, view=view, portal=site.portal.settings)
    payload = site.url(address)
    yield Asset(f"{address}index.html", html.encode())
    for ending, draw in (("svg", qr.svg), ("png", qr.png)):
        picture = routes.code_picture(issued.code, ending)
        yield pictures.asset(picture, (payload, view.label), partial(draw, payload, view.label))


@dataclass(frozen=True)
class _Meeting:
    folder: MeetingFolder
    site: Publication
    pages: Pages
    packs: PackMaker
    assets: ReadingAssets
    pictures: Pictures

    def outputs(self, earlier: EarlierPacks | None) -> MeetingOutputs:
        folder, site = self.folder, self.site
        portal, files, t = site.portal, site.files, site.t
        packs = self.packs.packs(folder, portal, earlier)
        entry = api.meeting_entry(folder, site, packs)
        in_lists = listed(folder, portal, files, t)
        view = meeting_view(folder, portal, files, site.base_url, t)
        events = calendars.events(folder, site)
        calendar = calendars.own_calendar(folder, events, site)
        shown = (in_lists.card, portal.settings.name, self.pages.look)
        card = self.pictures.asset(
            routes.share_card(folder.id),
            # The bytes of a logo are not written out; its address holds their digest.
            (*shown, self.pages.look.logo_address),
            partial(share_card.png, *shown),
        )
        own: tuple[Output, ...] = (
            self._page(view, entry.revision, packs),
            *(Asset(file.address, file.content) for file in packs.files),
            *packs.problems,
            *self._unprintable(view),
            Asset(routes.meeting_api(folder.id), api.to_json(entry)),
            *self._files(),
            *self._reading_pages(packs),
            card,
            *([Asset(routes.letter(folder.id), render_pdf(view.letter))] if view.letter else ()),
            Asset(routes.meeting_calendar(folder.id), calendar),
            *self._point_calendars(),
            *(
                asset
                for issued in portal.ledger.codes.values()
                for asset in _code(issued, site, self.pages, self.pictures)
            ),
            analyse(folder.meeting.start.day, meeting_entry(view, t), document_entries(folder, files, t)),
        )
        manifest = (
            hall_manifest(folder, files, entry, own, self._scripts())
            if portal.settings.hall_copy
            else no_manifest()
        )
        own = (*own, Asset(routes.hall(folder.id), manifest))
        parts = MeetingParts(in_lists, api.compact(entry), tuple(atom.news(folder, site)), events)
        return MeetingOutputs(parts, own, packs.made, self.pictures.drawn)

    def _unprintable(self, view: MeetingView) -> Iterator[Problem]:
        """Yield a doubt where the letter is in a script for which its typeface has no letters, such as Lao."""
        letters = "".join(sorted(sign for sign in set(repr(view.letter)) if sign.isalpha() and sign > _LATIN))
        if view.letter and (signs := missing(letters)):
            yield Problem(self.folder.place("title"), "PH246", {"signs": signs})

    def _page(self, view: MeetingView, revision: str, packs: Packs) -> Page:
        folder, site = self.folder, self.site
        address = routes.meeting(folder.id)
        html = self.pages.render(
            "meeting.html",
            address,
            view=view,
            portal=site.portal.settings,
            revision=revision,
            event_data=event_data.script(folder, site),
            packs=packs,
            hall=hall_offer(
                routes.hall(folder.id),
                folder.meeting,
                self._saved(),
                sum(script.size for script in self._scripts()) + (packs.bound.size if packs.bound else 0),
                site.t,
            )
            if site.portal.settings.hall_copy
            else None,
            other_uses=site.uses.get(folder.id, {}),
        )
        description = ". ".join(filter(None, (view.card.start.text, view.place, view.organizer)))
        return Page(
            address,
            folder.meeting.name,
            description,
            html,
            headings(html),
            folder.file,
            picture=site.url(routes.share_card(folder.id)),
        )

    def _files(self) -> Iterator[Asset]:
        """Yield the documents that readers may open, old versions at their own addresses."""
        folder = self.folder
        for document in folder.meeting.documents:
            if document.state != "published":
                continue
            if document.file:
                yield Asset(routes.document(folder.id, document), folder.paths[document.file])
            for number, version in enumerate(document.versions, 1):
                yield Asset(routes.old_version(folder.id, document, number), folder.paths[version.file])
            for former in routes.former_documents(folder.id, document):
                yield self._moved(former, document)

    def _moved(self, former: str, document: Document) -> Asset:
        """Return the page at the address that a document had while its file was of another type.

        A web server that is asked for a folder without its last slash opens the page inside.
        """
        folder, site = self.folder, self.site
        row = document_row(folder, document, site.files, site.t)
        html = self.pages.render("moved-document.html", f"{former}/", row=row)
        return Asset(f"{former}/index.html", html.encode())

    def _point_calendars(self) -> Iterator[Asset]:
        """Yield the calendar of each connection point, where there are several."""
        points = self.folder.meeting.points
        for point in points if len(points) > 1 else ():
            content = calendars.point_calendar(self.folder, point, self.site)
            yield Asset(routes.point_calendar(self.folder.id, point.key), content)

    def _saved(self) -> Iterator[Inspection]:
        """Yield the inspection of each document that a copy for the hall holds."""
        return (self.site.files[path] for _, path in saved_documents(self.folder))

    def _scripts(self) -> tuple[Asset, ...]:
        """Return what the reading pages of this meeting load."""
        return reading_scripts(self._saved(), self.assets.files)

    def _reading_pages(self, packs: Packs) -> Iterator[Asset]:
        """Yield the page on which each document and the bound pack are read, and the words of a PDF's pages."""
        folder, site = self.folder, self.site
        paths = {d.key: folder.paths[d.file] for d in folder.meeting.documents if d.file}
        for view in reading_pages(folder, site.files, site.t):
            yield from self._reading_page(view, site.files[paths[view.key]].contents.text)
        texts = pack_texts(folder, packs, site.files)
        if pack := pack_page(folder, packs, texts, site.t):
            yield from self._reading_page(pack, texts)

    def _reading_page(self, view: ReadingPage, texts: Sequence[str]) -> Iterator[Asset]:
        html = self.pages.render(
            "reading-page.html",
            view.address,
            view=view,
            words=Markup(view.words),  # noqa: S704 - cleaned by safe_html
            assets=self.assets,
            api=routes.meeting_api(self.folder.id),
            portal=self.site.portal.settings,
        )
        yield Asset(f"{view.address}index.html", html.encode())
        if view.page_words:
            words = page_words(view.sha256, texts)
            yield Asset(view.page_words, json.dumps(words, ensure_ascii=False).encode())
