"""Hours of release: the portal as it may be seen at a given moment.

What is held back is taken out of the data before any product sees it, so no page, feed, search index or pack can
show it by mistake.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from phonghop.model import Document
from phonghop.model.documents import Awaiting
from phonghop.model.programme import with_documents
from phonghop.portal import routes
from phonghop.portal.load import MeetingFolder, Portal
from phonghop.text.problems import Problem

GRACE = timedelta(minutes=15)
"""How late a document may be: three runs of a schedule of five minutes."""


def is_held(document: Document, now: datetime) -> bool:
    """Return whether `document` is held back at the moment `now`, which has a time zone.

    It waits for its hour of release, or was withdrawn before that hour and so was never released.
    """
    if document.release is None:
        return False
    never = (
        document.withdrawn and document.withdrawn.at and document.withdrawn.at.latest < document.release.begin
    )
    return bool(never) or document.release.begin > now


def held(portal: Portal, now: datetime) -> Iterator[tuple[MeetingFolder, int, Document]]:
    """Yield every document that is held back, with its folder and its place in the list."""
    for folder in portal.folders:
        if not folder.facts.holds_at(now):
            continue
        for n, document in enumerate(folder.meeting.documents):
            if is_held(document, now):
                yield folder, n, document


def next_release(portal: Portal, now: datetime) -> datetime | None:
    """Return when the site has to be built again for a document to appear, or None."""
    releases = (release for folder in portal.folders for release in folder.facts.releases)
    return min((release for release in releases if release > now), default=None)


def overdue(portal: Portal, now: datetime, live: str, has: Callable[[str], bool]) -> Iterator[Problem]:
    """Yield each document whose hour of release has passed by `GRACE` and that the live site does not have.

    Problems call that site `live`; `has` tells whether it answers at an address.
    """
    for folder in portal.folders:
        for n, document in enumerate(folder.meeting.documents if folder.facts.releases else ()):
            if document.release is None or document.state != "published" or document.file is None:
                continue
            address = routes.document(folder.id, document)
            if document.release.begin + GRACE <= now and not has(address):
                yield Problem(
                    folder.place("documents", n, "release"), "PH911", {"live": live, "address": address}
                )


def as_of(portal: Portal, now: datetime) -> Portal:
    """Return the portal with every document that is held at `now` reduced to what may be published about it."""
    folders = tuple(_folder(folder, now) for folder in portal.folders)
    # Cached results of a folder may contain more than may be published now.
    whole = {one.id for one, other in zip(folders, portal.folders, strict=True) if one is other}
    remembered = {name: known for name, known in portal.remembered.items() if name in whole}
    return replace(portal, folders=folders, remembered=remembered)


def _folder(folder: MeetingFolder, now: datetime) -> MeetingFolder:
    if not folder.facts.holds_at(now):
        return folder
    meeting = folder.meeting
    documents = tuple(
        _reduced(document, n) if is_held(document, now) else document
        for n, document in enumerate(meeting.documents, 1)
    )
    keys = {before.key: after.key for before, after in zip(meeting.documents, documents, strict=True)}
    agenda = with_documents(meeting.agenda, keys)
    return folder.showing(meeting.model_copy(update={"documents": documents, "agenda": agenda}))


def _reduced(document: Document, number: int) -> Document:
    """Return what may be published about a held document: when it comes, for whom, and its name only if announced.

    Its key is replaced, since it is made from the file's name, which may reveal too much, unless the office announces the document.
    """
    bare = Document(id=f"phat-hanh-sau-{number}", title=document.name, awaiting=Awaiting(issuer="-"))
    changes: dict[str, object] = {
        "release": document.release,
        "points": document.points,
        "qr": document.qr,
        "awaiting": None,
    }
    if document.withdrawn:
        changes |= {"release": None, "withdrawn": document.withdrawn}
    if document.announce:
        return bare.model_copy(update={**changes, "id": document.key, "kind": document.kind})
    return bare.model_copy(update={**changes, "title": None})
