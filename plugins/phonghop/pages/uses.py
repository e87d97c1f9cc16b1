"""Where else a document was used: the one thing on a meeting's page that any other meeting can change.

Computed once for all meetings before any page is made. A new meeting then changes, besides its own page and its neighbours', only the
pages of meetings whose documents it uses again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import urlsplit

from phonghop.documents.records import Inspections
from phonghop.model import Document
from phonghop.pages.labels import day_label, month_label
from phonghop.portal import MeetingFolder, Portal, routes
from phonghop.text.folding import fold
from phonghop.text.strings import Strings

_SHOWN = 5

Use: TypeAlias = tuple[MeetingFolder, str]
"""A document as a meeting has it: the folder, and the document's key."""
SharedDocuments: TypeAlias = Sequence[Sequence[Use]]
"""The uses of each document that several meetings have, from first to last."""


@dataclass(frozen=True, slots=True)
class OtherUses:
    """Where else a document was used, latest first.

    Attributes:
        links: address of its row there, name and day of that meeting.
        more: words for those left out of a long list; empty where none is.
    """

    links: tuple[tuple[str, str], ...]
    more: str


Uses: TypeAlias = Mapping[str, Mapping[str, OtherUses]]
"""By the meeting's id, then by the anchor of the document's row; most documents have none."""


def shared_documents(portal: Portal, files: Inspections) -> SharedDocuments:
    """Return the documents that several meetings of `portal` use: each as its meetings have it.

    A document is identified by its bytes, its address elsewhere, or its number; one that two of these find in the same meetings is listed once.
    """
    marked: dict[str, list[Use]] = defaultdict(list)
    for folder in portal.folders:
        for mark, key in _known_marks(folder, portal, files):
            marked[mark].append((folder, key))
    shared = [
        uses for uses in marked.values() if len(uses) > 1 and len({folder.id for folder, _ in uses}) > 1
    ]
    return tuple({tuple((f.id, key) for f, key in uses): uses for uses in shared}.values())


def marks(folder: MeetingFolder, files: Inspections) -> Sequence[tuple[str, str]]:
    """Return the marks that identify each document of a meeting in other meetings, with its key."""
    return tuple(
        (mark, document.key)
        for document in folder.meeting.documents
        for mark in _marks(document, folder, files)
    )


def _known_marks(folder: MeetingFolder, portal: Portal, files: Inspections) -> Sequence[tuple[str, str]]:
    """Return the marks from the cache, unless the hour decides which documents are published."""
    earlier = portal.remembered.get(folder.id)
    marked: Sequence[tuple[str, str]] = earlier.marks if earlier else ()
    return marked if earlier and folder.facts.is_timeless else marks(folder, files)


def other_uses(shared: SharedDocuments, t: Strings) -> Uses:
    """Return where else each document was used, for every document that was."""
    groups: dict[str, dict[str, list[Sequence[Use]]]] = defaultdict(lambda: defaultdict(list))
    for uses in shared:
        once_a_meeting = _latest_first({folder.id: (folder, key) for folder, key in uses})
        for folder, key in uses:
            groups[folder.id][key].append(once_a_meeting)
    return {
        meeting: {routes.document_anchor(key): _shown(meeting, uses, t) for key, uses in documents.items()}
        for meeting, documents in groups.items()
    }


def _marks(document: Document, folder: MeetingFolder, files: Inspections) -> Iterator[str]:
    """Yield the marks that identify a document in other meetings; nothing for one that cannot be opened.

    Numbers begin anew every year and in every office, so a number counts together with its date (without one, the year
    of the meeting) and its issuer. The front page of a site is no document.
    """
    if document.state != "published":
        return
    if document.file:
        yield f"sha256 {files[folder.paths[document.file]].sha256}"
    if document.url and (urlsplit(document.url).path.strip("/") or urlsplit(document.url).query):
        yield f"url {document.url}"
    if document.number:
        day = document.date.isoformat() if document.date else str(folder.meeting.start.day.year)
        yield f"number {fold(document.number)} {day} {fold(document.issuer or '')}"


def _latest_first(by_meeting: Mapping[str, Use]) -> Sequence[Use]:
    return sorted(by_meeting.values(), key=lambda use: (use[0].facts.start, use[0].id), reverse=True)


def _shown(meeting: str, groups: Sequence[Sequence[Use]], t: Strings) -> OtherUses:
    """Return the uses in `groups` but for those in `meeting`; of a long group only the beginning is used."""
    uses = groups[0]
    if len(groups) > 1:
        uses = _latest_first({folder.id: (folder, key) for group in groups for folder, key in group})
    others = [use for use in uses[: _SHOWN + 1] if use[0].id != meeting][:_SHOWN]
    links = tuple((_row(use), _name(use[0], t)) for use in others)
    left_out = len(uses) - 1 - len(links)
    return OtherUses(links, t("document.more_uses", n=left_out) if left_out > 0 else "")


def _row(use: Use) -> str:
    folder, key = use
    return f"{routes.meeting(folder.id)}#{routes.document_anchor(key)}"


def _name(folder: MeetingFolder, t: Strings) -> str:
    facts = folder.facts
    day = month_label(facts.day, t) if facts.is_month else day_label(facts.day, t)
    return t("document.used_at", meeting=facts.name, day=day)
