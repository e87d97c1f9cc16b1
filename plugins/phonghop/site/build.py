"""Portal → every page and file of the site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from markupsafe import Markup

from phonghop.portal import MeetingFolder, Portal, routes
from phonghop.portal.release import as_of
from phonghop.products import api, qr
from phonghop.products.feeds import atom, calendars, event_data, share_card
from phonghop.products.feeds.publication import Publication
from phonghop.products.inspection.records import Inspections
from phonghop.products.letters.pdf import render_pdfs
from phonghop.products.packs import PackMaker, Packs
from phonghop.products.pages import Pages, headings
from phonghop.products.search import document_entries
from phonghop.products.views.around import around, shared_documents
from phonghop.products.views.codes import code_page
from phonghop.products.views.documents import document_row
from phonghop.products.views.listed import listed
from phonghop.products.views.meeting import letter_of, meeting_view
from phonghop.site.lists import Listing, list_pages
from phonghop.site.outputs import Asset, Output, Page
from phonghop.text.strings import Strings, strings


@dataclass(frozen=True, slots=True)
class Options:
    """What a build needs besides the portal.

    Attributes:
        base_url: the site's address.
        language: of the interface.
        templates: the folder of page templates.
        now: the moment it is; it decides only which documents have reached their hour of release.
        committed: when each meeting's file was last changed, by the file's path; empty outside a repository.
        kept_packs: a folder of this machine where packs are kept for the next build; deleting it is always safe.
    """

    base_url: str
    language: str
    templates: Path
    now: datetime
    committed: Mapping[str, datetime] = field(default_factory=dict)
    kept_packs: Path | None = None


def build(portal: Portal, files: Inspections, options: Options) -> Iterator[Output]:
    """Yield every output of `portal`: the same portal, files and options give the same outputs in the same order."""
    yield from _Builder(portal, files, options).outputs()


class _Builder:
    """Holds what all pages of one build share."""

    def __init__(self, portal: Portal, files: Inspections, options: Options) -> None:
        self.portal = as_of(portal, options.now)
        self.files = files
        self.base_url = options.base_url
        self.t: Strings = strings(options.language)
        self.pages = Pages(options.templates, self.t)
        self.site = Publication(self.portal, files, options.base_url, self.t, options.committed)
        self.packs = PackMaker(self.files, self.base_url, self.pages, self.t, options.kept_packs)
        self.listed = [listed(folder, self.portal, self.files, self.t) for folder in self.portal.folders]
        self.around = around(self.listed, self.t)
        self.listing = Listing(self.listed, self.around, portal.settings, options.base_url, options.now)

    def outputs(self) -> Iterator[Output]:
        entries = []
        for folder, in_lists in zip(self.portal.folders, self.listed, strict=True):
            entry = api.meeting_entry(folder, self.portal, self.files, self.base_url, self.t)
            entries.append(entry)
            packs = self.packs.packs(folder, self.portal)
            yield self._meeting(folder, entry.revision, packs)
            yield from (Asset(file.address, file.content) for file in packs.files)
            yield Asset(routes.meeting_api(folder.id), api.to_json(entry))
            yield from _files(folder)
            yield from self._reading_copies(folder)
            yield Asset(
                routes.share_card(folder.id), share_card.png(in_lists.card, self.portal.settings.name)
            )
            yield from document_entries(folder, self.files, self.t)
        yield from self._letters()
        yield from list_pages(self.listing, self.pages, self.t)
        yield from self._codes()
        yield Asset(
            routes.API,
            api.to_json(api.portal_entry(self.portal, self.base_url, entries, shared_documents(self.listed))),
        )
        yield Asset(routes.API_SCHEMA, api.json_schema())
        yield Asset(routes.FEED, atom.feed(self.site))
        yield from self._calendars()

    def _meeting(self, folder: MeetingFolder, revision: str, packs: Packs) -> Page:
        view = meeting_view(folder, self.portal, self.files, self.base_url, self.t)
        address = routes.meeting(folder.id)
        data = event_data.script(folder, self.site)
        html = self.pages.render(
            "meeting.html",
            address,
            view=view,
            portal=self.portal.settings,
            revision=revision,
            event_data=data,
            packs=packs,
            around=self.around[folder.id],
        )
        description = ". ".join(filter(None, (view.card.start.text, view.place, view.organizer)))
        return Page(
            address,
            folder.meeting.name,
            description,
            html,
            headings(html),
            folder.file,
            subjects=folder.meeting.subjects,
            picture=self.site.url(routes.share_card(folder.id)),
        )

    def _reading_copies(self, folder: MeetingFolder) -> Iterator[Asset]:
        """Yield the words of each document that has them as HTML, as a page that stands alone."""
        for document in folder.meeting.documents:
            row = document_row(folder, document, self.files, self.t)
            if document.file and row.reading_copy:
                clean = Markup(self.files[folder.paths[document.file]].contents.reading_copy)  # noqa: S704 safe_html
                html = self.pages.render("reading-copy.html", row.reading_copy, row=row, words=clean)
                yield Asset(row.reading_copy, html.encode())

    def _letters(self) -> Iterator[Asset]:
        """Yield the letters as anyone may read them: without internal contacts."""
        letters = (letter_of(f, self.portal, self.base_url, "public", self.t) for f in self.portal.folders)
        for folder, pdf in zip(self.portal.folders, render_pdfs(letters), strict=True):
            yield Asset(routes.letter(folder.id), pdf)

    def _calendars(self) -> Iterator[Asset]:
        """Yield the calendar of all meetings, of each meeting, and of each body, even one that has yet to meet."""
        folders = self.portal.folders
        name = self.portal.settings.name
        yield Asset(routes.CALENDAR, calendars.calendar(name, routes.HOME, folders, self.site))
        for folder in folders:
            own = calendars.calendar(folder.meeting.name, routes.meeting(folder.id), (folder,), self.site)
            yield Asset(routes.meeting_calendar(folder.id), own)
        for body in self.portal.settings.bodies:
            own_folders = [folder for folder in folders if folder.meeting.organizer == body.id]
            own = calendars.calendar(body.name, routes.body(body.id), own_folders, self.site)
            yield Asset(routes.body_calendar(body.id), own)

    def _codes(self) -> Iterator[Asset]:
        for issued in self.portal.ledger.codes.values():
            view = code_page(issued, self.portal, self.t)
            address = routes.code(issued.code)
            html = self.pages.render("code.html", address, view=view, portal=self.portal.settings)
            payload = routes.absolute(address, self.base_url)
            yield Asset(f"{address}index.html", html.encode())
            yield Asset(routes.code_picture(issued.code, "svg"), qr.svg(payload, view.label))
            yield Asset(routes.code_picture(issued.code, "png"), qr.png(payload, view.label))


def _files(folder: MeetingFolder) -> Iterator[Asset]:
    """Yield the documents that readers may open, old versions at their own addresses."""
    for document in folder.meeting.documents:
        if document.state != "published":
            continue
        if document.file:
            yield Asset(routes.document(folder.id, document), folder.paths[document.file])
        for number, version in enumerate(document.versions, 1):
            yield Asset(routes.old_version(folder.id, document, number), folder.paths[version.file])
